"""The zeros of a*sin(w) + b, where neither a nor b holds a wave: two in each turn of w, named by an index where they have no end.

Theorem: where |b| < |a|, it is 0 just where w = y + 2*k*pi or w = pi - y + 2*k*pi for an integer k, y the arc with sin(y) = -b/a and
|y| < pi/2; where |b| > |a|, nowhere. So beyond the zeros of a and of a**2 - b**2 it vanishes just where (w - y)/(2*pi) or
(w + y - pi)/(2*pi) is an integer; these are analytic there. What lies between is a bounded interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flint import fmpq

from diffcheck.analysis.indices.ranges import is_family, using_index
from diffcheck.analysis.lenses.interval import Interval, Solver, is_analytic
from diffcheck.analysis.lenses.plain import floor_of_constant
from diffcheck.exact.atoms import apply
from diffcheck.exact.calculus import by_powers, clear_denominators, derivative, expand, expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, number, pi
from diffcheck.exact.generators import ASIN, COS, WAVES
from diffcheck.exact.rewriting import in_generators
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.walk import atoms_in

WholeZeros = Callable[[Expr, Interval], list[Expr]]
"""All x in an interval at which an expression, analytic there, is an integer."""
Isolated = Callable[[Expr, Interval], list[Expr]]
"""All zeros in a bounded interval, one by one."""


def zeros_by_arcs(u: Expr, interval: Interval, zeros: Solver, isolated: Isolated, whole_zeros: WholeZeros) -> list[Expr] | None:
    """All zeros of a*sin(w) + b or a*cos(w) + b in an unbounded interval in which it is analytic; None for others. Raises NotYet."""
    v = expand(u, in_generators)
    v = None if v is None else expand(clear_denominators(v))
    found = None if v is None or None not in (interval.low, interval.high) else _as_one_wave(v, interval.name)
    if found is None or not is_analytic(u, interval):
        return None
    w, a, b = found
    with using_index(None):
        cuts = [c for f in (a, expanded(a * a - b * b)) if interval.name in f.free for c in zeros(f, interval)]
    places, middle = list[Expr](), interval
    for side in (-1, 1):
        if (middle.low if side < 0 else middle.high) is None:
            outer, cut = _far_out((w, a, b), cuts, interval, side, zeros, whole_zeros)
            places += outer + ([] if sign(substitute(u, interval.name, cut, known_sign)) else [cut])
            middle = interval.between(cut, middle.high) if side < 0 else interval.between(middle.low, cut)
    return places if middle.low == middle.high else places + isolated(u, middle)


def _far_out(
    wave: tuple[Expr, Expr, Expr], cuts: list[Expr], interval: Interval, side: int, zeros: Solver, whole_zeros: WholeZeros
) -> tuple[list[Expr], Expr]:
    """The zeros beyond an integer on a side on which the interval is unbounded, and that integer. Raises NotYet."""
    beyond = replace(_beyond(cuts, interval, side), analytic=True)
    turns = _turns(*wave, beyond, side)
    with using_index(None):
        critical = [c for t in turns for c in zeros(derivative(t, interval.name), beyond)]
    half = replace(_beyond([*cuts, *critical], interval, side), analytic=True)
    cut = (half.high or ZERO) - 1 if side < 0 else (half.low or ZERO) + 1
    outside = interval.between(None, cut) if side < 0 else interval.between(cut, None)
    # single places up to the cut are found again as zeros of u, under its name
    return [c for t in turns for c in whole_zeros(t, half) if is_family(c) or outside.contains(c)], cut


def _beyond(cuts: list[Expr], interval: Interval, side: int) -> Interval:
    """The part of an interval beyond an integer that is beyond all cuts, on a side on which it is unbounded."""
    ends = [c for c in (*cuts, interval.low, interval.high) if c is not None]
    if side > 0:
        return interval.between(number(fmpq(max([-floor_of_constant(-c) for c in ends], default=0) + 1)), None)
    return interval.between(None, number(fmpq(min([floor_of_constant(c) for c in ends], default=0) - 1)))


def _turns(w: Expr, a: Expr, b: Expr, beyond: Interval, side: int) -> list[Expr]:
    """What is an integer just where a*sin(w) + b = 0, beyond all zeros of a and of a**2 - b**2; none where |b| > |a| there."""
    end = beyond.low if side > 0 else beyond.high
    assert end is not None
    if sign(substitute(expanded(a * a - b * b), beyond.name, end + side, known_sign)) < 0:
        return []
    arc = apply(ASIN, expanded(-b / a))
    return [(w - arc) / (pi() * 2), (w + arc - pi()) / (pi() * 2)]


def _as_one_wave(u: Expr, name: str) -> tuple[Expr, Expr, Expr] | None:
    """(w, a, b) with u = a*sin(w) + b, where a and b hold no waves of the variable, and not both are constant; None for others."""
    waves = {b for b in atoms_in(u) if b.head in WAVES and name in b.free}
    if len(waves) != 1 or u.free != {name}:
        return None
    (wave,) = waves
    parts = by_powers(u, wave)
    if parts.keys() != {0, 1} or any(wave in atoms_in(part) for part in parts.values()):
        return None
    w = wave.args[0]
    return (w + pi() / 2 if wave.head == COS else w), parts[1], parts[0]
