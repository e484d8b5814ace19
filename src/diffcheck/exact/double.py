"""IEEE arithmetic on exact numbers: what double precision gives if nothing is rounded but overflow and underflow.

In and out: `Double`, an exact constant or nan, oo, -oo, -0. 0*oo, oo - oo and 0/0 are nan, 1/0 is oo, exp(1000) is oo.
Within a block of `rounding` every result is rounded, and the exact constants are doubles. There the value of a function is known up to
the error of the library: a number with two ends, which arithmetic carries on (rounding is monotone, so the ends of a result are among
the results of the ends). A sign or an order that differs between the ends is not known: NotYet("rounding") is raised.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from flint import arb

from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Split
from diffcheck.exact.ball import at_precision, enclose
from diffcheck.exact.ball import hull as hull_of_balls
from diffcheck.exact.expr import ONE as ONE_EXPR
from diffcheck.exact.expr import ZERO as ZERO_EXPR
from diffcheck.exact.expr import Expr, Sign, number, symbol
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.powers import exp, log
from diffcheck.exact.powers import power as exact_power
from diffcheck.exact.rounding import USUAL, Accuracy, Ends, active, ends_of, ends_of_ball, nearest, unsure
from diffcheck.exact.sign import known_sign, sign
from diffcheck.model.immutable import immutable

_OVERFLOW = 1024
_UNDERFLOW = -1075
_SEEN_WITH = (64, 2500)
"""The precisions at which a number is compared with these sizes: beside 1, what underflows is seen with more than 1075 bits."""
_EXACT_POWER = 64
_SMALL = 1000
_LARGEST_POWER = 10**6
_BITS = 160


@immutable
class Double:
    """One number: `exact` is 0 where it is no finite number; special "-0" is the zero whose reciprocal is -oo.

    ends: between which doubles it lies, where it is not known exactly; `exact` is one of these.
    """

    exact: Expr
    special: Literal["", "nan", "oo", "-oo", "-0"] = ""
    ends: Ends | None = None

    @property
    def is_nan(self) -> bool:
        """Whether it is no number."""
        return self.special == "nan"

    @property
    def is_infinite(self) -> bool:
        """Whether it is oo or -oo."""
        return self.special in ("oo", "-oo")

    @property
    def is_finite(self) -> bool:
        """Whether it is a real number."""
        return self.special in ("", "-0")

    @property
    def is_zero(self) -> bool:
        """Whether it is 0 or -0. Raises UndecidedSign, or NotYet."""
        return self.is_finite and self.sign == 0

    @property
    def sign(self) -> Sign:
        """-1, 0 or 1 of a number that is not nan. Raises UndecidedSign, or NotYet."""
        if self.ends is not None:
            low, high = self.ends
            if low <= 0 <= high:
                raise unsure()
            return 1 if low > 0 else -1
        return {"oo": 1, "-oo": -1}.get(self.special) or sign(self.exact)

    @property
    def is_negative(self) -> bool:
        """The sign bit, set for -0 too; False where it is not known: it matters for infinities that come of a division by 0 only."""
        if self.special:
            return self.special in ("-oo", "-0")
        if self.ends is not None:
            return self.ends[1] < 0
        try:
            return known_sign(self.exact) == -1
        except Split:
            return False

    def __neg__(self) -> Double:
        if self.is_nan:
            return self
        if self.is_infinite:
            return MINUS_OO if self.special == "oo" else OO
        if self.special == "-0":
            return ZERO
        if self.ends is not None:
            return Double(-self.exact, "", (-self.ends[1], -self.ends[0]))
        return Double(-self.exact) if self.exact else MINUS_ZERO

    def __add__(self, other: Double) -> Double:
        if self.is_nan or other.is_nan or (self.is_infinite and other.is_infinite and self != other):
            return NAN
        if self.is_infinite or other.is_infinite:
            return self if self.is_infinite else other
        if self.special == other.special == "-0":
            return MINUS_ZERO
        if self.ends is not None or other.ends is not None:
            return _carried(operator.add, self, other)
        return double(self.exact + other.exact)

    def __sub__(self, other: Double) -> Double:
        return ZERO if self is other and self.ends is not None else self + -other

    def __mul__(self, other: Double) -> Double:
        if self.is_nan or other.is_nan:
            return NAN
        if self.is_infinite or other.is_infinite:
            s = self.sign * other.sign
            return NAN if s == 0 else OO if s > 0 else MINUS_OO
        if self.ends is not None or other.ends is not None:
            return _carried(operator.mul, self, other)
        return _signed(self.exact * other.exact, self, other)

    def __truediv__(self, other: Double) -> Double:
        if self.is_nan or other.is_nan or (self.is_infinite and other.is_infinite):
            return NAN
        if other.is_infinite:
            return _signed(ZERO_EXPR, self, other)
        if other.is_zero:
            if self.is_finite and self.is_zero:
                return NAN
            return MINUS_OO if (self.sign < 0) is not other.is_negative else OO
        if self.is_infinite:
            return OO if self.sign * other.sign > 0 else MINUS_OO
        if self.ends is not None or other.ends is not None:
            return _carried(operator.truediv, self, other)
        return _signed(self.exact / other.exact, self, other)


ZERO = Double(ZERO_EXPR)
ONE = Double(ONE_EXPR)
MINUS_ZERO = Double(ZERO_EXPR, "-0")
NAN = Double(ZERO_EXPR, "nan")
OO = Double(ZERO_EXPR, "oo")
MINUS_OO = Double(ZERO_EXPR, "-oo")


def double(u: Expr | int) -> Double:
    """The exact constant, unless it overflows or underflows; rounded within a block that rounds. Raises UndecidedSign."""
    if isinstance(u, int):
        return Double(number(u))
    if active() is not None:
        return from_float(nearest(u))
    r = u.rational
    if r is not None:
        if not r or abs(int(r.p).bit_length() - int(r.q).bit_length()) < 1000:
            return Double(u)
    elif u.free:
        return Double(u)
    for bits in _SEEN_WITH:
        ball = enclose(u, bits)
        size = abs(ball)
        if size > arb(2) ** _OVERFLOW:
            return OO if ball > 0 else MINUS_OO
        if size < arb(2) ** _UNDERFLOW:  # the sign of a zero is not worth a proof
            return MINUS_ZERO if ball < 0 else ZERO
        if size > arb(2) ** _UNDERFLOW:
            break
    if not size < arb(2) ** -1000:
        return Double(u)
    return Double(u) if sign(u) else ZERO


def approximate(u: Expr, accuracy: Accuracy = USUAL) -> Double:
    """The same for the value of a function, which a library may round otherwise."""
    return double(u) if active() is None or u.free else between(*ends_of(u, accuracy))


def image(function: str, f: Callable[..., Expr], *args: Double, accuracy: Accuracy = USUAL) -> Double:
    """The value of a function at numbers that may have ends; function: its name here; f: expressions in, its exact value out."""
    block = active()
    if all(u.ends is None for u in args):
        return approximate(f(*(u.exact for u in args)), accuracy)
    assert block is not None
    key = (function, args)
    if key not in block.known:
        exprs, at = lifted(args)
        block.known[key] = enclosed(f(*exprs), at, accuracy)
    found: Double = block.known[key]
    return found


def lifted(args: Sequence[Double]) -> tuple[list[Expr], dict[str, arb]]:
    """Numbers as symbols, and the balls that these lie in."""
    names = [f"the {i}-th number" for i in range(len(args))]
    return [symbol(name) for name in names], {name: ball_of(u) for name, u in zip(names, args, strict=True)}


def ball_of(u: Double) -> arb:
    """A ball that contains a finite number."""
    return enclose(u.exact, _BITS) if u.ends is None else hull_of_balls(arb(u.ends[0]), arb(u.ends[1]), _BITS)


def enclosed(u: Expr, at: Mapping[str, arb], accuracy: Accuracy = USUAL) -> Double:
    """The value of a function whose exact value is an expression in symbols that lie in balls. Raises NotYet."""
    return between(*ends_of_ball(enclose(u, _BITS, at), accuracy))


def between(low: float, high: float) -> Double:
    """The number that lies between two doubles, both included."""
    if low == high:
        return from_float(low)
    middle = low + (high - low) / 2
    return Double(number(Fraction(middle)), "", (low, high))


def hull(a: Double, b: Double) -> Double:
    """A number that is one of two."""
    if a == b:
        return a
    (low, high), (least, greatest) = _ends(a), _ends(b)
    return between(min(low, least), max(high, greatest))


def _ends(u: Double) -> Ends:
    value = as_float(u)
    return u.ends or (value, value)


def _carried(operation: Callable[[float, float], float], a: Double, b: Double) -> Double:
    """Sum, product or quotient: monotone in each argument, so its least and greatest value lie in the corners. Raises NotYet."""
    corners = [operation(u, v) for u in _ends(a) for v in _ends(b)]
    if not all(map(math.isfinite, corners)):
        raise unsure()
    return between(min(corners), max(corners))


def from_float(value: float) -> Double:
    """A float of Python."""
    if math.isnan(value):
        return NAN
    if math.isinf(value):
        return OO if value > 0 else MINUS_OO
    if value == 0:
        return MINUS_ZERO if math.copysign(1, value) < 0 else ZERO
    return Double(number(Fraction(value)))


def as_float(u: Double) -> float:
    """The nearest float of Python. Raises UndecidedSign."""
    if u.special in ("nan", "oo", "-oo"):
        return float(u.special.replace("oo", "inf"))
    return -0.0 if u.special == "-0" else nearest(u.exact)


def _signed(u: Expr, *factors: Double) -> Double:
    """The exact result; a zero gets the sign of the factors."""
    if u:
        return double(u)
    return MINUS_ZERO if sum(f.is_negative for f in factors) % 2 else ZERO


def compare(a: Double, b: Double) -> Sign | None:
    """-1, 0 or 1 for a < b, a = b, a > b; None if one is nan. Raises UndecidedSign, or NotYet."""
    if a.is_nan or b.is_nan:
        return None
    if a.is_infinite or b.is_infinite:
        return 0 if a == b else a.sign if a.is_infinite else -b.sign
    if a.ends is None and b.ends is None:
        return sign(a.exact - b.exact)
    if a is b:
        return 0
    (low, high), (least, greatest) = _ends(a), _ends(b)
    if high < least:
        return -1
    if low > greatest:
        return 1
    raise unsure()


def absolute(u: Double) -> Double:
    """|u|."""
    if u.ends is not None and u.ends[0] <= 0 <= u.ends[1]:
        return between(0.0, max(-u.ends[0], u.ends[1]))
    return u if u.is_nan or u.sign > 0 else ZERO if u.sign == 0 else -u


def power(u: Double, e: Double) -> Double:
    """u**e as the C library has it: nan for a negative base under an exponent that is no integer."""
    if e.is_finite and e.is_zero:
        return ONE
    if u.is_nan or e.is_nan:
        return NAN
    if e.is_infinite:
        return _power_to_infinity(u, e)
    k = e.exact.integer if e.ends is None else None
    minus = k is not None and k % 2 == 1 and u.is_negative
    if u.is_infinite or u.is_zero:
        size: Double | None = OO if u.is_infinite is (e.sign > 0) else ZERO
    elif u.sign < 0 and k is None:
        return NAN
    else:
        size = _plain_size(u, e, k)
    if size is not None:
        return -size if minus else size
    return _exact_power(u, e, k) if active() is None else _rounded_power(u, e, k)


def _power_to_infinity(u: Double, e: Double) -> Double:
    """u**oo or u**(-oo): by whether |u| is less or more than 1."""
    against_one = compare(absolute(u), ONE) or 0
    return ONE if against_one == 0 else OO if against_one * e.sign > 0 else ZERO


def _plain_size(u: Double, e: Double, k: int | None) -> Double | None:
    """|u**e| where it overflows, underflows, or is a high power of 1; None elsewhere."""
    size = absolute(u)
    bits = _bits_of_power(size, e)
    if bits is not None and not _UNDERFLOW <= bits <= _OVERFLOW:
        return OO if bits > 0 else ZERO
    return ONE if k is not None and abs(k) > _EXACT_POWER and u.ends is None and compare(size, ONE) == 0 else None


def _exact_power(u: Double, e: Double, k: int | None) -> Double:
    """The power of two exact numbers. Raises NotYet for an integer exponent that is too large."""
    if k is not None:
        if abs(k) > _LARGEST_POWER:
            raise NotYet("too_large", "an exponent of this size is not treated")
        small = u.exact.integer is not None and abs(u.exact.integer) <= _SMALL
        return double(u.exact**k) if small or -1 <= k <= 2 else approximate(u.exact**k)
    q = e.exact.rational
    if q is not None:
        return double(exact_power(u.exact, Fraction(int(q.p), int(q.q)), known_sign))
    return double(exp(e.exact * log(u.exact, known_sign)))


def _rounded_power(u: Double, e: Double, k: int | None) -> Double:
    """The power as libraries may return it: some multiply k times, and round each time; u, u*u and 1/u are rounded once in all."""
    if k in (1, 2, -1) and u.ends is None:
        return double(u.exact**k)
    if k == 1:
        return u
    size, steps = absolute(u), abs(k) if k is not None and abs(k) <= _EXACT_POWER else 0
    if u.ends is None and e.ends is None:
        found = between(*ends_of(lambda bits: _ball_of_power(enclose(size.exact, bits), enclose(e.exact, bits), bits), ulps=steps))
    else:
        found = between(*ends_of_ball(_ball_of_power(ball_of(size), ball_of(e), _BITS), ulps=steps))
    return -found if k is not None and k % 2 == 1 and u.sign < 0 else found


def _ball_of_power(u: arb, e: arb, bits: int) -> arb:
    with at_precision(bits):
        return (u.log() * e).exp()


def _bits_of_power(u: Double, e: Double) -> float | None:
    """About log2(u**e) where it is large, so that no huge power is computed exactly."""
    if u.exact.free or e.exact.free:
        return None
    with at_precision(64):
        size = enclose(u.exact, 64).log() * enclose(e.exact, 64) / arb.const_log2()
    return float(size.mid()) if size.is_finite() and abs(size) > 1000 else None


def logarithm(u: Double) -> Double:
    """log u: -oo at 0, nan below."""
    if u.is_nan or u.special == "oo":
        return u
    s = u.sign
    return NAN if s < 0 else MINUS_OO if s == 0 else image(LOG, lambda v: log(v, positive), u)


def positive(u: Expr) -> Sign | None:
    """The sign of a part of a positive number; a number with ends is a symbol."""
    return 1 if active() is not None and u.free else known_sign(u)


def exponential(u: Double) -> Double:
    """e**u."""
    if u.is_finite:
        return image(EXP, exp, u)
    return ZERO if u.special == "-oo" else u


def square_root(u: Double) -> Double:
    """The square root: nan below 0, -0 at -0."""
    return u if u.special == "-0" else power(u, Double(number(Fraction(1, 2))))


def shown(u: Double) -> str:
    """The number as text: "nan", "oo", "-oo" or exact."""
    from diffcheck.exact.text import text

    return u.special if u.special in ("nan", "oo", "-oo") else text(u.exact)


__all__ = [
    "MINUS_OO",
    "MINUS_ZERO",
    "NAN",
    "ONE",
    "OO",
    "ZERO",
    "Double",
    "absolute",
    "approximate",
    "as_float",
    "compare",
    "double",
    "enclosed",
    "exponential",
    "from_float",
    "hull",
    "image",
    "lifted",
    "logarithm",
    "positive",
    "power",
    "shown",
    "square_root",
]
