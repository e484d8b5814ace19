"""Why the zeros that were found of a part of the formula are all, in the words of a lecture. Only for an explanation."""

from __future__ import annotations

from collections.abc import Mapping

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.plain import rational_between
from diffcheck.analysis.zeros.isolate import never_changes_sign
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, Split
from diffcheck.exact.ball import enclose_at
from diffcheck.exact.calculus import derivative, expanded
from diffcheck.exact.expr import Expr, number
from diffcheck.exact.sign import structural_sign
from diffcheck.exact.text import open_interval, term
from diffcheck.model.report import Counted


def all_counted(solved: Mapping[tuple[Expr, Interval], int]) -> tuple[Counted, ...]:
    """Each equation u = 0 in an interval of which one of the theorems says how many solutions it has."""
    found = (_counted(u, interval, solutions) for (u, interval), solutions in solved.items())
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _counted(u: Expr, interval: Interval, solutions: int) -> Counted | None:
    """By its degree; or because it is strictly monotone; or by Rolle's theorem. None where it is plain, or none of these tells it."""
    u = expanded(u)
    if u.free != {interval.name} or len(u.terms) < 2 or structural_sign(u):
        return None
    within = None if interval.low is None and interval.high is None else open_interval(interval.low, interval.high)
    degree = _degree(u)
    if degree is not None:
        return Counted(term(u), within, solutions, "degree", degree=degree) if degree > 1 else None
    slope = expanded(derivative(u, interval.name))
    try:
        if not _is_somewhere_else_than_0(slope, interval):
            return None
        turns = () if never_changes_sign(slope, interval) else zeros(slope, interval)
    except (NotYet, Open, Split):
        return None
    if any(c.free for c in turns) or solutions > len(turns) + 1:
        return None
    return Counted(term(u), within, solutions, "Rolle" if turns else "monotone", slope=term(slope), turns=tuple(map(term, turns)))


def _is_somewhere_else_than_0(slope: Expr, interval: Interval) -> bool:
    """Whether a function is seen not to be 0 throughout: cos(x)**2 + sin(x)**2 - 1 has no switch, and is not monotone."""
    middle = rational_between(interval.low, interval.high)
    places = (middle, rational_between(interval.low, number(middle)))
    balls = (enclose_at(slope, 128, {interval.name: q}) for q in places)
    return any(ball.is_finite() and not ball.contains(0) for ball in balls)


def _degree(u: Expr) -> int | None:
    """The degree of a polynomial in the variable; None for others."""
    exponents = [m[0][1] if len(m) == 1 and m[0][0].head == "symbol" else None if any(a.free for a, _ in m) else 0 for m in u.terms]
    degrees = [e for e in exponents if isinstance(e, int) and e >= 0]
    return max(degrees) if len(degrees) == len(exponents) else None
