"""An independent numeric judge of Lipschitz verdicts: slopes between neighbours in a chain of points, by the evaluator of the oracle.

The slope between any two points is a mean of slopes between neighbours, so neighbours are all that need a look. The judge can refute a
constant that is too small (a steeper pair), one that is too large (no pair comes close to it), and a verdict (slopes that grow without
bound from level to level, or do not).
"""

from __future__ import annotations

import random
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise

from diffcheck.language import read_problem
from diffcheck.model.report import Index, Report

from .oracle import Evaluator, NotReal, Pair, Unsure

LEVELS = (9, 24)
NEAR = 1 + Fraction(1, 10**9)


class Judge:
    """Evaluates one function on one interval (None: unbounded), and looks for steep pairs."""

    def __init__(self, formula: str, low: Fraction | None = None, high: Fraction | None = None) -> None:
        problem = read_problem(formula)
        self.f = Evaluator(problem.tree, problem.variable, (110, 220))
        self.low, self.high = low, high
        self.known: dict[Fraction, Pair | None] = {}

    def value(self, x: Fraction) -> Pair | None:
        """f(x), or None where it is undefined, cannot be told, or x lies outside."""
        if x not in self.known:
            outside = (self.low is not None and x < self.low) or (self.high is not None and x > self.high)
            try:
                self.known[x] = None if outside else self.f(self.f.constant(x))
            except (NotReal, Unsure):
                self.known[x] = None
        return self.known[x]

    def places(self, at: str, index: Index | None) -> list[Fraction]:
        """A place as a rational number close to it, exact where it is one; of a family two members."""
        if index is None:
            with suppress(Unsure, NotReal):
                return [_rational(self.f.number(at))]
            return []
        found = []
        for n in (1, -4):
            with suppress(Unsure, NotReal):
                found.append(_rational(self.f.number(at, {index.symbol: self.f.constant(n)})))
        return found

    def steepest(self, points: list[Fraction]) -> tuple[float, Fraction, Fraction]:
        """The largest slope between neighbours, and the two."""
        seen = [(x, v) for x in sorted(set(points)) if (v := self.value(x)) is not None]
        best = (0.0, Fraction(0), Fraction(0))
        for (x, u), (y, v) in pairwise(seen):
            gap = y - x
            slope = float(abs((v[1] - u[1]) * gap.denominator / gap.numerator))
            if slope > best[0]:
                best = (slope, x, y)
        return best

    def refined(self, points: list[Fraction], rounds: int = 4) -> float:
        """The largest slope after looking closer at the steepest places again and again."""
        for _ in range(rounds):
            seen = [(x, v) for x in sorted(set(points)) if (v := self.value(x)) is not None]
            slopes = [(abs((v[1] - u[1]) / float(y - x)), x, y) for (x, u), (y, v) in pairwise(seen)]
            slopes.sort(key=lambda s: s[0], reverse=True)
            for _, x, y in slopes[:4]:
                points = points + [x + (y - x) * Fraction(k, 9) for k in range(-3, 13, 2)]
        return self.steepest(points)[0]

    def ground(self, places: list[Fraction], rng: random.Random) -> list[Fraction]:
        """Points everywhere: spread, close to the places, and far out."""
        points = [Fraction(rng.randint(-20_000, 20_000), 1009) for _ in range(60)]
        points += [p + Fraction(k, 8) for p in (-1, 0, 1) for k in range(-8, 9)]
        for c in places:
            points += [c, *(c + s * d for s in (1, -1) for d in self.distances((2, 5, 9)))]
        for k in (2, 5):
            points += [s * (Fraction(10) ** k + Fraction(j, 7)) for s in (1, -1) for j in range(14)]
        return points

    @staticmethod
    def distances(levels: tuple[int, ...]) -> list[Fraction]:
        return [Fraction(j, 7 * 10**k) for k in levels for j in range(5, 12)]

    def at_level(self, places: list[Fraction], k: int) -> float:
        """The largest slope at a distance 10^-k from the places, and about 10^k away from 0."""
        best = 0.0
        for c in places:
            unit = Fraction(1, 10**k)
            for s in (1, -1):
                best = max(best, self.steepest([c + s * unit * Fraction(j, 100) for j in range(50, 200, 9)])[0])
                for finer in (10**k, 10 ** min(2 * k + 1, 40)):  # f may oscillate
                    best = max(best, self.steepest([c + s * unit * (1 + Fraction(j, finer)) for j in range(9)])[0])
            best = max(best, self.steepest([c - unit, c, c + unit])[0], self.steepest([c - unit, c + unit])[0])
        for s in (1, -1):
            far = [s * (Fraction(10) ** k + Fraction(j, 7)) for j in range(20)]
            close = [s * (Fraction(10) ** k + Fraction(j, 10 ** (k + 1))) for j in range(20)]
            best = max(best, self.steepest(far)[0], self.steepest(close)[0])
        return best


def _rational(u: Pair) -> Fraction:
    """A number of high precision as a fraction, a simple one where it is as good as equal."""
    sign, mantissa, exponent, _ = u[1]._mpf_
    q = Fraction(int(mantissa)) * Fraction(2) ** int(exponent) * (-1 if sign else 1)
    simple = q.limit_denominator(10_000)
    return simple if abs(simple - q) < Fraction(1, 10**40) else q


def complaints(formula: str, report: Report, low: Fraction | None = None, high: Fraction | None = None, seed: int = 1) -> list[str]:
    """What numbers say against a Lipschitz verdict; [] if nothing."""
    found = report.lipschitz
    assert found is not None
    rng = random.Random(seed)
    judge = Judge(formula, low, high)
    named = [(p.at, p.index) for p in report.points]
    where = found.where
    if where is not None and where.symbol is None and where.at not in (None, "oo", "-oo"):
        named.insert(0, (where.at, where.index))
    places = [c for at, index in named[:5] for c in judge.places(at, index)]
    if where is not None and where.symbol is not None and where.approx is not None:
        places.append(Fraction(where.approx))
    places = list(dict.fromkeys([*places, *(c for c in (low, high) if c is not None)]))
    if found.verdict.answer == "no":
        slopes = [judge.at_level(places, k) for k in LEVELS]
        grows = slopes[-1] > 30 and slopes[-1] > 1.4 * slopes[0]
        return [] if grows or max(slopes) > 1e4 else [f"{formula}: no, but slopes {slopes}"]
    if found.verdict.answer != "yes":
        return []
    ground = judge.ground(places, rng)
    steepest = judge.refined(ground)
    if found.approx is not None:
        if steepest > found.approx * float(NEAR) + 1e-12:
            return [f"{formula}: constant {found.constant} = {found.approx}, but a slope {steepest}"]
        if steepest < found.approx * 0.999 - 1e-12:
            return [f"{formula}: constant {found.constant} = {found.approx}, but no slope above {steepest}"]
        return []
    first, last = judge.at_level(places, LEVELS[0]), judge.at_level(places, LEVELS[-1])
    return [] if last < 3 * max(first, steepest) + 1 else [f"{formula}: yes, but slopes {first:.6g}, then {last:.6g}"]
