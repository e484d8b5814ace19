"""Certified enclosures: an expression and balls for its symbols in, an arb that contains its value out (nan: no enclosure).

FLINT has one precision for the whole process, and what is computed with balls is rounded to it. So nobody computes with balls but in a
block that says how many bits are meant, and no two threads are in such blocks at the same time. Comparisons are exact everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flint import arb, ctx, fmpq

from diffcheck.exact.atoms import facts
from diffcheck.exact.expr import Atom, Exponent, Expr, Monomial
from diffcheck.exact.generators import EXP, LOG, PI
from diffcheck.exact.turn import turn

NOTHING: Mapping[str, arb] = {}
_NAN = arb("nan")


class at_precision:
    """A block in which balls are computed with so many bits, by this thread alone. Thousands are entered for one question."""

    __slots__ = ("_before", "_bits")

    def __init__(self, bits: int) -> None:
        self._bits = bits

    def __enter__(self) -> None:
        turn.acquire()
        self._before = ctx.prec
        ctx.prec = self._bits

    def __exit__(self, *_: object) -> None:
        ctx.prec = self._before
        turn.release()


def enclose(u: Expr, precision: int, at: Mapping[str, arb] = NOTHING) -> arb:
    """A ball that contains u, computed with `precision` bits, its symbols taken in the balls `at`.

    A symbol without a ball gives nan.
    """
    with at_precision(precision):
        return _expr(u, precision, at)


def enclose_at(u: Expr, precision: int, at: Mapping[str, fmpq]) -> arb:
    """A ball that contains the value of u at rational values of its symbols, computed with `precision` bits."""
    with at_precision(precision):
        return _expr(u, precision, {name: arb(q) for name, q in at.items()})


class _Inside(dict[str, arb]):
    """Balls of symbols, of which those values alone count at which the expression is defined."""


def enclose_inside(u: Expr, precision: int, at: Mapping[str, arb]) -> arb:
    """A ball that contains the values of u for those values of its symbols in the balls `at` at which it is defined.

    The ball of an interval that ends where a function ends reaches a little beyond: asin is taken on [-1, 1] then, and a root from 0 on. It
    says nothing of whether u is defined.
    """
    with at_precision(precision):
        return _expr(u, precision, _Inside(at))


def _expr(u: Expr, precision: int, at: Mapping[str, arb]) -> arb:
    total = arb(0)
    for m, c in u.terms.items():
        total += _monomial(m, precision, at) * c
    return total


def _monomial(m: Monomial, precision: int, at: Mapping[str, arb]) -> arb:
    value = arb(1)
    for a, e in m:
        base = _atom(a, precision, at)
        if not isinstance(e, int) and type(at) is _Inside and base.is_finite() and not base > 0 and not base < 0:
            value *= arb(0).union(_power(base.upper(), e)) if e > 0 else _NAN
        else:
            value *= _power(base, e)
    return value


def _power(base: arb, e: Exponent) -> arb:
    if isinstance(e, int):
        if e == 1:
            return base
        return _whole_power(base, e) if e > 0 else 1 / _whole_power(base, -e)
    if e.denominator == 2:
        return _whole_power(base.sqrt(), e.numerator) if e > 0 else _whole_power(base.rsqrt(), -e.numerator)
    if base > 0 and e.denominator < MOST_ROOT:
        root = base.root(e.denominator)
        return _whole_power(root, e.numerator) if e > 0 else 1 / _whole_power(root, -e.numerator)
    if e > 0 and base >= 0 and e.denominator < MOST_ROOT:
        return arb(0).union(_whole_power(base.upper().root(e.denominator), e.numerator))
    return (base.log() * fmpq(e.numerator, e.denominator)).exp()


MOST_ROOT = 1000
"""Roots of a higher degree are computed by logarithms."""


def _whole_power(base: arb, k: int) -> arb:
    """base**k for k >= 1, also where the ball contains 0; even powers are not negative."""
    if base > 0 or base < 0:
        return base**k
    if k % 2 == 0:
        return arb(0).union(base.abs_upper() ** k)
    return base * _whole_power(base, k - 1) if k > 1 else base


def _atom(a: Atom, precision: int, at: Mapping[str, arb]) -> arb:
    if not a.free:
        known = a.balls.get(precision)
        if known is None:
            known = a.balls[precision] = _fresh(a, precision, NOTHING)  # a constant is kept as it is, whoever asks
        return known
    if a.head == "symbol":
        return at.get(a.args[0], _NAN)
    return _fresh(a, precision, at)


def _fresh(a: Atom, precision: int, at: Mapping[str, arb]) -> arb:
    if a.head == "prime":
        return arb(a.args[0])
    if a.head == PI:
        return arb.pi()
    if a.head == EXP:
        return _monomial(a.args[0], precision, at).exp()
    if a.head == "sum":
        return _expr(a.args[0], precision, at)
    if a.head == LOG:
        return _expr(a.args[0], precision, at).log()
    known = facts(a.head)
    args = [_expr(u, precision, at) if isinstance(u, Expr) else u for u in a.args]
    value = known.ball(*args)
    if known.closed_domain is not None and type(at) is _Inside and not value.is_finite():
        low, high = _cut(args[-1], *known.closed_domain)
        return known.ball(*args[:-1], low).union(known.ball(*args[:-1], high))
    if known.bounds is not None and not value.is_finite():
        low, high = known.bounds
        return arb(low).union(arb(high))
    return value


def _cut(value: arb, least: int | None, most: int | None) -> tuple[arb, arb]:
    """The ends of what of a ball lies between two numbers; nan where there is nothing."""
    low, high = value.lower(), value.upper()
    low = low if least is None or low >= least else arb(least)
    high = high if most is None or high <= most else arb(most)
    return (low, high) if low <= high else (_NAN, _NAN)


def rational(q: fmpq, precision: int) -> arb:
    """A rational number as a ball of that precision."""
    with at_precision(precision):
        return arb(q)


def hull(a: arb, b: arb, precision: int) -> arb:
    """A ball that contains two balls and what lies between them."""
    with at_precision(precision):
        return a.union(b)


def whole_part(value: arb, precision: int) -> int | None:
    """The greatest integer that is not above any number of the ball; None where it is not the same for all of them."""
    with at_precision(precision):
        whole = value.floor().unique_fmpz() if value.is_finite() else None
    return None if whole is None else int(whole)


def nearest_whole(value: arb, precision: int) -> int | None:
    """The integer next to all numbers of the ball, if it is the same for all of them."""
    with at_precision(precision):
        return whole_part(value + fmpq(1, 2), precision)


def ends_at(value: arb, precision: int) -> tuple[arb, arb]:
    """The lower and the upper end of a ball, rounded outward to so many bits."""
    with at_precision(precision):
        return value.lower(), value.upper()


def midpoint_float(u: Expr) -> float | None:
    """A double near u, or None where it is no finite double."""
    value = enclose(u, 80)
    if not value.is_finite():
        return None
    near = float(value.mid())
    return near if abs(near) != float("inf") else None


def decimal(u: Expr) -> float | None:
    """A double of which ten digits are those of the constant u; None where they are not proved, or it is no double."""
    for precision in (80, 400):
        value = enclose(u, precision)
        if value.is_finite() and value.rel_accuracy_bits() > 40:
            near = float(value.mid())
            return near if near and abs(near) != float("inf") else None
    return None


def decimal_enclosure(u: Expr, digits: int = 14) -> tuple[str, str]:
    """Two decimals between which a constant lies, about `digits` digits long, rounded outward."""
    value = enclose(u, max(120, 4 * digits))
    low, high = (Fraction(str(end)) for end in ends_of(value))
    places = digits - max(1, len(str(abs(int(low)))))
    unit = 10 ** max(places, 0)
    down, up = (low * unit).__floor__(), -((-high * unit).__floor__())
    return tuple(_decimal(n, unit) for n in (down, up))  # type: ignore[return-value]


def _decimal(n: int, unit: int) -> str:
    whole, rest = divmod(abs(n), unit)
    width = len(str(unit)) - 1
    return ("-" if n < 0 else "") + str(whole) + (f".{rest:0{width}d}" if width else "")


def ends_of(value: arb) -> tuple[fmpq, fmpq]:
    """Both ends of a finite ball, not rounded. Raises OverflowError for giants and dwarfs."""
    middle, radius = exactly(value), exactly(value.rad())
    return middle - radius, middle + radius


def exactly(middle: arb) -> fmpq:
    """The middle of a ball, a binary fraction, as the rational that it is. Raises OverflowError for giants and dwarfs."""
    m, e = middle.mid().man_exp()
    if abs(e) > 10_000:
        raise OverflowError
    return fmpq(m) * fmpq(2) ** int(e)
