"""The places where an expression is an integer, if it is monotone beyond two numbers: a middle part, and levels on half lines.

Theorem: let u be analytic on an interval, with finitely many zeros of u' there, all of them between L and R. Then u is strictly monotone
beyond R; if it tends to oo, it takes every integer k > u(R) there once, and no other (intermediate value theorem); if it has a finite
limit, it takes the integers between that and u(R). So it is on the left of L. Between L and R it takes no value beyond those at L, at R
and at the zeros of u', so finitely many integers, which are solved for one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeGuard

from flint import arb, fmpq

from diffcheck.analysis.indices.ranges import Range, one_family, using_index
from diffcheck.analysis.lenses.interval import Interval, Solver, is_analytic, limit_at_end
from diffcheck.analysis.lenses.plain import floor_of_constant
from diffcheck.analysis.refusals import Unsolved
from diffcheck.analysis.zeros.guesses import dyadic
from diffcheck.errors import NotYet
from diffcheck.exact.algebraic import has_roots
from diffcheck.exact.ball import enclose, ends_at
from diffcheck.exact.calculus import derivative, expanded, substitute
from diffcheck.exact.expr import Expr, number
from diffcheck.exact.levels import level
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.text import text
from diffcheck.germs.limits import Limit
from diffcheck.model.immutable import immutable

Equation: TypeAlias = Callable[[Expr], Expr]
"""Of k: what vanishes where u = k."""


def zeros_of_levels(equation: Equation, levels: Iterable[int], interval: Interval, zeros: Solver, what: str) -> list[Expr]:
    """All zeros of equation(k) in the interval for the integers k, one by one. Raises Unsolved where too many have no closed form."""
    found: list[Expr] = []
    for k in levels:
        found += zeros(equation(number(k)), interval)
        if len(found) > effort().implicit_zeros and has_roots(found[-1]):
            raise Unsolved(f"{what} takes too many integer values at places without a closed form")
    return found


def places_of_integers(u: Expr, equation: Equation, interval: Interval, zeros: Solver, *, analytic: bool = False) -> list[Expr] | None:
    """All x in an unbounded interval at which u is an integer, by the theorem above; equation(k) has the zeros of u - k.

    analytic: whether u is known to be analytic there. Without zeros of u', and unbounded on both sides, u is monotone on the whole line.
    None where the conditions are not proved. Raises Infinite where no families are asked for, Unsolved.
    """
    monotone = _monotone_ends(u, interval, zeros) if analytic or is_analytic(u, replace(interval, analytic=False)) else None
    if monotone is None:
        return None
    if monotone.runs_through_the_line():
        return one_family(lambda k: level(u, interval.name, k), text(u))
    left, right = (_beyond_cut(monotone, equation, side, zeros) for side in (-1, 1))
    return [*left, *_in_the_middle(monotone, equation, zeros), *right]


@immutable
class _Monotone:
    """u, and the numbers beyond which it is monotone, where its interval is unbounded."""

    u: Expr
    interval: Interval
    critical: tuple[Expr, ...]
    """All zeros of u'."""
    ends: tuple[Limit, Limit]
    """The limits of u at the ends of the interval."""
    cuts: tuple[fmpq | None, fmpq | None]
    """Integers beyond which there are no critical points; None at an end that is a number."""

    def at(self, c: Expr) -> Expr:
        """u(c)."""
        return expanded(substitute(self.u, self.interval.name, c, known_sign))

    def runs_through_the_line(self) -> bool:
        """Whether it is monotone on the whole line and takes every real value."""
        line = self.interval.low is None and self.interval.high is None
        return line and not self.critical and all(limit.kind == "infinite" for limit in self.ends)

    def middle(self) -> Interval:
        """The interval between the cuts."""
        low, high = (None if q is None else number(q) for q in self.cuts)
        return self.interval.between(low or self.interval.low, high or self.interval.high)


def _monotone_ends(u: Expr, interval: Interval, zeros: Solver) -> _Monotone | None:
    if u.free != {interval.name}:
        return None
    low, high = (limit_at_end(u, interval, end, side) for end, side in interval.ends())
    if not _serves(low, interval.low) or not _serves(high, interval.high):
        return None
    try:
        with using_index(None):
            critical = zeros(derivative(u, interval.name), replace(interval, analytic=True))
    except NotYet:
        return None
    return _Monotone(u, interval, critical, (low, high), _cuts(critical, interval))


def _serves(limit: Limit | None, end: Expr | None) -> TypeGuard[Limit]:
    """Whether u has a limit at an end, a finite one at a number."""
    if limit is None:
        return False
    return limit.kind == "finite" or (limit.kind == "infinite" and end is None and limit.sign != 0)


def _cuts(critical: tuple[Expr, ...], interval: Interval) -> tuple[fmpq | None, fmpq | None]:
    low, high = interval.low, interval.high
    if critical:
        below, above = min(map(floor_of_constant, critical)), max(-floor_of_constant(-c) for c in critical)
    else:
        below = above = 0 if low is None else floor_of_constant(low) + 1
        if low is None and high is not None:
            below = above = -floor_of_constant(-high) - 1
    return fmpq(below) if low is None else None, fmpq(above) if high is None else None


def _in_the_middle(here: _Monotone, equation: Equation, zeros: Solver) -> list[Expr]:
    """The places between the cuts, and the cuts."""
    cuts = [number(q) for q in dict.fromkeys(here.cuts) if q is not None]
    found = [c for c in cuts if sign(here.at(c) - floor_of_constant(here.at(c))) == 0]
    middle = here.middle()
    if middle.low == middle.high:
        return found
    least, most = _extremes(here, cuts)
    if most - least > effort().middle_levels:
        raise Unsolved(f"{text(here.u)} takes too many integer values between its extremes")
    return found + zeros_of_levels(equation, range(least, most + 1), middle, zeros, text(here.u))


def _extremes(here: _Monotone, cuts: Iterable[Expr]) -> tuple[int, int]:
    """Integers below and above all values between the cuts: those at the critical points, the cuts and the ends bound them."""
    values = [here.at(c) for c in (*here.critical, *cuts)]
    values += [limit.value for limit, end in zip(here.ends, (here.interval.low, here.interval.high), strict=True) if end is not None]
    balls = [ends_at(enclose(v, 64), 64) for v in values]
    if not all(low.is_finite() and high.is_finite() for low, high in balls):
        raise Unsolved(f"the values of {text(here.u)} where it turns are not known")
    return min(_floor(low) for low, _ in balls), max(_floor(high) for _, high in balls)


def _floor(end: arb) -> int:
    return int(fmpq(*dyadic(end)).floor())


def _beyond_cut(here: _Monotone, equation: Equation, side: int, zeros: Solver) -> list[Expr]:
    """The places beyond the cut on a side; none where the interval ends at a number."""
    cut, limit = (here.cuts[0], here.ends[0]) if side < 0 else (here.cuts[1], here.ends[1])
    if cut is None:
        return []
    start = here.at(number(cut))
    low, high = (None, cut) if side < 0 else (cut, None)
    # the integers next to u(cut) above and below
    first, last = floor_of_constant(start) + 1, -floor_of_constant(-start) - 1
    if limit.kind == "infinite":
        rising = limit.sign > 0
        return one_family(
            lambda k: level(here.u, here.interval.name, k, low, high),
            text(here.u),
            Range(first, None) if rising else Range(None, last),
        )
    rising = sign(limit.value - start) > 0
    between = (first, -floor_of_constant(-limit.value) - 1) if rising else (floor_of_constant(limit.value) + 1, last)
    if between[1] - between[0] > effort().middle_levels:
        raise Unsolved(f"{text(here.u)} takes too many integer values beyond {cut}")
    half = here.interval.between(None if low is None else number(low), None if high is None else number(high))
    return zeros_of_levels(equation, range(between[0], between[1] + 1), half, zeros, text(here.u))
