"""The two ways to look at a formula: at a point, where arguments are constants, and on an open interval between switches."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb, fmpq

from diffcheck.exact.ball import enclose
from diffcheck.exact.expr import Expr, Sign, number
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.rounding import unsure
from diffcheck.exact.sign import UndecidedSign, sign

_PRECISIONS = (64, 200, 800, 3000)


def floor_of_constant(u: Expr) -> int:
    """The greatest integer <= u, proved. Raises UndecidedSign."""
    r = u.rational
    if r is not None:
        return int(r.p // r.q)
    for precision in _PRECISIONS:
        value = enclose(u, precision)
        if not value.is_finite():
            continue
        whole = value.floor().unique_fmpz()
        if whole is not None:
            return int(whole)
        near = (value + arb(0.5)).floor().unique_fmpz()
        if near is not None and precision >= 200 and sign(u - int(near)) == 0:
            return int(near)
    raise UndecidedSign(u)


class PointLens:
    """Looks at constants."""

    def sign(self, u: Expr) -> Sign:
        """The proved sign of a constant."""
        return sign(u)

    def floor(self, u: Expr) -> Expr:
        """The proved integer part of a constant."""
        return number(floor_of_constant(u))

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even."""
        return n.integer is not None and n.integer % 2 == 0


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
        whole = enclose(u, _PRECISIONS[1], self.at).floor().unique_fmpz()
        if whole is None:
            raise unsure()
        return number(int(whole))

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
        at = {self.name: arb(self.sample)}
        for precision in _PRECISIONS:
            value = enclose(u, precision, at)
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
        from diffcheck.analysis.interval import Interval, sign_near_end

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
            return number(floor_of_constant(u))
        at = {self.name: arb(self.sample)}
        for precision in _PRECISIONS:
            value = enclose(u, precision, at)
            whole = value.floor().unique_fmpz() if value.is_finite() else None
            if whole is not None:
                return number(int(whole))
        raise UndecidedSign(u)


def _near(end: Expr) -> fmpq:
    """A rational next to a constant, less than 1 away from it or a little off in proportion. Raises UndecidedSign for giants."""
    value = enclose(end, 200)
    if not value.is_finite():
        raise UndecidedSign(end)
    m, e = value.mid().man_exp()
    if e > 10_000:
        raise UndecidedSign(end)
    whole = fmpq(int(m)) * fmpq(2) ** int(e)
    return fmpq(whole.floor())


def rational_between(low: Expr | None, high: Expr | None) -> fmpq:
    """A simple rational strictly between two constants (None: unbounded)."""
    if low is None and high is None:
        return fmpq(1, 3)
    if low is None or high is None:
        end, step = (high, -1) if low is None else (low, 1)
        assert end is not None
        r = end.rational
        base = r if r is not None else _near(end)
        return base + fmpq(step * 4, 3)
    a, b = low.rational, high.rational
    if a is not None and b is not None:
        return (a + b) / 2
    for precision in _PRECISIONS:
        x, y = enclose(low, precision), enclose(high, precision)
        if x < y:
            top, bottom = y.lower(), x.upper()
            middle = ((top + bottom) / 2).mid()  # an exact number, so that its integer part is known
            k = 0
            while True:
                q = fmpq(int((middle * 2**k).floor().unique_fmpz()), 2**k)
                if bottom < arb(q) and arb(q) < top:
                    return q
                k += 3
                if k > precision:
                    break
    raise UndecidedSign(high - low)


__all__ = ["POINT", "IntervalLens", "PointLens", "floor_of_constant", "rational_between"]
