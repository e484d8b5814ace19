"""Clarke's generalized derivative at a point: the convex hull of all limits of f' near the point, where f is Lipschitz near it.

Theorem (Clarke, 1975): for f Lipschitz near c this set is the same whatever null set f' is left out on. Beside c the branches are analytic,
so f is Lipschitz near c iff it is continuous there and f' is bounded on both sides; and the limit points of the continuous f' on a side
fill an interval, which is one number where f' has a limit. At an end of the domain f is not defined near the point: there is none.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import gcd, lcm

from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.order import compare_constants
from diffcheck.germs.monomial import WILD, Monomial, compare
from diffcheck.germs.waves import Phase, share


def subdifferential(left: Side | None, right: Side | None) -> tuple[Expr, Expr] | None:
    """The least and the greatest element at a point where f is continuous; None where there is none or it could not be found."""
    if left is None or right is None:
        return None
    try:
        ranges = [limit_points(side.slope_terms()) for side in (left, right)]
        lows, highs = zip(*ranges, strict=True)
        return _extreme(lows, -1), _extreme(highs, 1)
    except (NotYet, ZeroDivisionError):
        return None


def _extreme(values: tuple[Expr, ...], direction: int) -> Expr:
    """The least (-1) or the greatest (1) of some constants."""
    best = values[0]
    for u in values[1:]:
        if compare_constants(u, best) * direction > 0:
            best = u
    return best


def limit_points(terms: list[tuple[Monomial, Expr]]) -> tuple[Expr, Expr]:
    """The least and the greatest limit point of a constant plus waves. Raises NotYet.

    Waves whose phases have one unit are a trigonometric polynomial in it. Phases of different sizes go round independently of each
    other (while the slower one hardly moves the faster one makes a full turn), so the extremes of their parts add up.
    """
    low = high = ZERO
    groups: list[tuple[Phase, list[tuple[Fraction, int, Expr]]]] = []
    for m, c in terms:
        if not m.wave:
            low, high = low + c, high + c
            continue
        if m.wave == WILD:
            raise NotYet("oscillates", "an oscillation known by its size alone")
        for phase, waves in groups:
            part = share(m.phase, phase)
            if part is not None:
                waves.append((part, m.wave, c))
                break
        else:
            groups.append((m.phase, [(Fraction(1), m.wave, c)]))
    if any(compare(p[0][0], q[0][0]) == 0 for (p, _), (q, _) in combinations(groups, 2)):
        raise NotYet("oscillates", "oscillations of one speed that may depend on each other")
    from diffcheck.analysis.lipschitz.steepness import wave_extremes

    for _, waves in groups:
        least, greatest = wave_extremes(_polynomial(waves), "_m")
        low, high = low + least, high + greatest
    return low, high


def _polynomial(waves: list[tuple[Fraction, int, Expr]]) -> list[tuple[int, Expr, Expr]]:
    """The waves as (k, a, b), for a*cos(k*v) + b*sin(k*v)."""
    bottom = lcm(*(part.denominator for part, _, _ in waves))
    whole = [int(part * bottom) for part, _, _ in waves]
    unit = gcd(*whole)
    parts: dict[int, tuple[Expr, Expr]] = {}
    for k, (_, wave, c) in zip(whole, waves, strict=True):
        a, b = parts.get(k // unit, (ZERO, ZERO))
        parts[k // unit] = (a + c, b) if wave == 1 else (a, b + c)
    return [(k, a, b) for k, (a, b) in sorted(parts.items())]
