"""The two ways to look at a formula: at a point, where arguments are constants, and on an open interval between switches."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb, fmpq

from diffcheck.exact.assumptions import assumed_integer, assumed_integer_part, is_whole, residue
from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose, enclose_at, ends_of, nearest_whole, whole_part
from diffcheck.exact.calculus import expanded
from diffcheck.exact.expr import ZERO, Expr, Sign, number
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.rewriting import constant_form, is_zero_form
from diffcheck.exact.rounding import unsure
from diffcheck.exact.sign import UndecidedSign, sign
from diffcheck.germs.series import NoExpansion

_PRECISIONS = (64, 200, 800, 3000)


def floor_of_constant(u: Expr) -> int:
    """The greatest integer <= u, proved. Raises UndecidedSign."""
    r = u.rational
    if r is not None:
        return int(r.p // r.q)
    for precision in _PRECISIONS:
        value = enclose(u, precision)
        whole = whole_part(value, precision)
        if whole is not None:
            return whole
        near = nearest_whole(value, precision)
        if near is not None and precision >= 200 and sign(u - near) == 0:
            return near
    raise UndecidedSign(u)


def integer_terms(u: Expr) -> tuple[Expr, Expr]:
    """(w, rest) with u = w + rest and w an integer: the multiples of products of integers, less what they leave. Raises Split."""
    u = expanded(u)
    whole, rest = ZERO, ZERO
    for m, c in u.terms.items():
        part = Expr({m: c})
        left = None if not m or not is_whole(m) else 0 if c.q == 1 else residue(m, int(c.q))
        if left is None:
            rest = rest + part
        else:
            whole = whole + part - number(c * left)
            rest = rest + number(c * left)
    return whole, rest


def integer_part(u: Expr) -> Expr:
    """The greatest integer <= u for a constant, or an expression in parameters or the index. Raises Split, UndecidedSign or NoExpansion.

    That of an expression in real parameters is a quantity of its own: floor(u + n) = floor(u) + n for an integer n.
    """
    if not u.free:
        return number(floor_of_constant(u))
    whole, rest = integer_terms(u)
    if rest.free and not any(assumed_integer(name) for name in rest.free):
        known = assumed_integer_part(rest)
        return whole + (apply(WHOLE, rest) if known is None else known)
    if rest.free:
        raise NoExpansion("the integer part of an expression in the index that is not an integer polynomial")
    return whole + floor_of_constant(rest)


def is_even(n: Expr) -> bool:
    """Whether an integer expression is even. Raises Split where the class of an integer in it decides, and NoExpansion."""
    if not n.free:
        return _is_even_number(n)
    rest = ZERO
    for m, c in expanded(n).terms.items():
        left = 0 if c.q == 1 and c.p % 2 == 0 else residue(m, 2 * int(c.q)) if m and is_whole(m) else None
        if left is None and any(a.free for a, _ in m):
            raise NoExpansion("whether an expression in parameters is even")
        rest = rest + (Expr({m: c}) if left is None else number(c * left))
    return _is_even_number(rest)


def _is_even_number(n: Expr) -> bool:
    return n.integer is not None and n.integer % 2 == 0


class PointLens:
    """Looks at constants."""

    def sign(self, u: Expr) -> Sign:
        """The proved sign of a constant."""
        return sign(u)

    def floor(self, u: Expr) -> Expr:
        """The proved integer part of a constant."""
        return integer_part(u)

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even."""
        return is_even(n)


POINT = PointLens()


class BallLens:
    """Looks at expressions in symbols that lie in balls, each a range of doubles. Raises NotYet where that leaves the answer open."""

    __slots__ = ("at",)

    def __init__(self, at: Mapping[str, arb]) -> None:
        self.at = at

    def sign(self, u: Expr) -> Sign:
        """The sign all over the balls."""
        if not u.free:
            return sign(u)
        value = enclose(u, _PRECISIONS[1], self.at)
        if value > 0:
            return 1
        if value < 0:
            return -1
        raise unsure()

    def floor(self, u: Expr) -> Expr:
        """The integer part all over the balls."""
        if not u.free:
            return number(floor_of_constant(u))
        whole = whole_part(enclose(u, _PRECISIONS[1], self.at), _PRECISIONS[1])
        if whole is None:
            raise unsure()
        return number(whole)

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even."""
        return POINT.is_even(n)


class IntervalLens:
    """Looks at expressions that have no zero in an open interval, by a certified look at one rational point of it.

    By the intermediate value theorem a continuous function without zeros has one sign there.
    """

    __slots__ = ("_sample", "high", "low", "name")

    def __init__(self, name: str, low: Expr | None, high: Expr | None) -> None:
        self.name = name
        self.low = low
        self.high = high
        self._sample: fmpq | None = None

    @property
    def sample(self) -> fmpq:
        """A rational point of the interval."""
        if self._sample is None:
            self._sample = rational_between(self.low, self.high)
        return self._sample

    def sign(self, u: Expr) -> Sign:
        """The sign on the whole interval. Raises UndecidedSign."""
        if self.name not in u.free:
            return sign(u)
        if self._has_symbols(u):
            return self._near_end(u)
        for precision in _PRECISIONS:
            value = enclose_at(u, precision, {self.name: self.sample})
            if value > 0:
                return 1
            if value < 0:
                return -1
            if precision == _PRECISIONS[1] and is_zero_form(u):
                return 0
        raise UndecidedSign(u)

    def _has_symbols(self, u: Expr) -> bool:
        return len(u.free) > 1 or any(end is not None and end.free for end in (self.low, self.high))

    def _near_end(self, u: Expr) -> Sign:
        """The sign close to an end of the interval, where symbols forbid to look at a number inside."""
        from diffcheck.analysis.lenses.interval import Interval, sign_near_end

        interval = Interval(self.name, self.low, self.high)
        ends = interval.ends()
        for end, side in ends if self.low is not None else reversed(ends):
            s = sign_near_end(u, interval, end, side)
            if s is not None:
                return s
        raise UndecidedSign(u)

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even."""
        return POINT.is_even(n)

    def floor(self, u: Expr) -> Expr:
        """The integer part on the whole interval, on which u is no integer."""
        if self.name not in u.free:
            return integer_part(u)
        for precision in _PRECISIONS:
            value = enclose_at(u, precision, {self.name: self.sample})
            whole = whole_part(value, precision)
            if whole is not None:
                return number(whole)
        constant = constant_form(u)
        if constant is None:
            raise UndecidedSign(u)
        return number(floor_of_constant(constant))


def _ends(u: Expr, precision: int) -> tuple[fmpq, fmpq] | None:
    """Two rationals between which a constant lies; None where none are found. Raises UndecidedSign for giants."""
    value = enclose(u, precision)
    try:
        return ends_of(value) if value.is_finite() else None
    except OverflowError:
        raise UndecidedSign(u) from None


def _beyond(end: Expr, step: int) -> fmpq:
    """An integer not before a constant as one walks on in the direction of the step, and close to it. Raises UndecidedSign for giants."""
    ends = _ends(end, 200)
    if ends is None:
        raise UndecidedSign(end)
    return fmpq(ends[1].ceil() if step > 0 else ends[0].floor())


def _rational_beyond(end: Expr, step: int) -> fmpq:
    """A simple rational beyond a constant, in the direction of the step."""
    r = end.rational
    return (r if r is not None else _beyond(end, step)) + fmpq(step * 4, 3)


def rational_between(low: Expr | None, high: Expr | None) -> fmpq:
    """A simple rational strictly between two constants (None: unbounded)."""
    if low is None:
        return fmpq(1, 3) if high is None else _rational_beyond(high, -1)
    if high is None:
        return _rational_beyond(low, 1)
    a, b = low.rational, high.rational
    if a is not None and b is not None:
        return (a + b) / 2
    for precision in _PRECISIONS:
        x, y = _ends(low, precision), _ends(high, precision)
        if x is not None and y is not None and x[1] < y[0]:
            bottom, top = x[1], y[0]
            middle = (top + bottom) / 2
            for k in range(0, precision + 1, 3):
                q = fmpq((middle * 2**k).floor(), 2**k)
                if bottom < q < top:
                    return q
    raise UndecidedSign(high - low)


__all__ = ["POINT", "IntervalLens", "PointLens", "floor_of_constant", "rational_between"]
