"""Oscillations: which sums of waves have no limit, and functions of a quantity that oscillates in one phase, such as 1/(2 + sin(1/t)).

If u = m*(A + B*sin Q) up to smaller terms and g is continuous and strictly monotone on [A - |B|, A + |B|], then g runs through the
values between its values at the two ends again and again: it is their middle plus half their distance times a function W with values
in [-1, 1] that has no limit. W is determined by g, A, B with its sign, and which wave of which phase it is; of another B, exp(-sin Q)
beside exp(sin Q), it is another function.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import TypeAlias

from flint import fmpq

from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose, hull
from diffcheck.exact.calculus import derivative, expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, add_all, number, pi, symbol
from diffcheck.exact.generators import COS, SIN
from diffcheck.exact.sign import known_sign, sign
from diffcheck.germs.monomial import UNIT, WILD, Monomial, Power, Wave, compare, raised, times, wild
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, Undefined, make
from diffcheck.model.immutable import immutable

Phase: TypeAlias = tuple[tuple[Monomial, Expr], ...]
ANGLES = 12
"""A full turn is looked at in so many places."""


@immutable
class Periodic(Wave):
    """A continuous function W of an angle, of period 2*pi, not constant.

    name: all that determines it; at: its value at an angle; full: whether it takes all values between -1 and 1.
    """

    name: Hashable
    at: Callable[[Expr], Expr] = field(compare=False, repr=False)
    full: bool = False

    def slope(self) -> tuple[Periodic, Expr] | None:
        """W' = c*V with |V| <= 1. W is analytic, periodic, not constant: so W' is not 0, has the mean 0, and is not constant either."""
        angle = symbol(_ANGLE)
        slope = derivative(self.at(angle), _ANGLE)
        largest = fmpq(0)
        for k in range(PARTS):
            part = hull(enclose(pi().scaled(fmpq(2 * k, PARTS)), 64), enclose(pi().scaled(fmpq(2 * k + 2, PARTS)), 64), 64)
            size = enclose(slope, 64, {_ANGLE: part}).abs_upper()
            if not size.is_finite():
                return None
            largest = max(largest, fmpq(int((size * 1024).ceil().unique_fmpz() or 0) + 1, 1024))
        bound = number(largest)

        def at(angle: Expr) -> Expr:
            return substitute(slope, _ANGLE, angle, known_sign) / bound

        return Periodic(("derivative", self.name), at), bound


_ANGLE = "_angle"
PARTS = 64
"""In how many parts of a turn a bound is looked for."""


def value_at(m: Monomial, angle: Expr) -> Expr:
    """The wave of a monomial at an angle: cos, sin, or a periodic function."""
    return m.unknown.at(angle) if isinstance(m.unknown, Periodic) else apply(COS if m.wave == 1 else SIN, angle)


def _is_full(m: Monomial) -> bool:
    """Whether the wave is continuous and takes all values between -1 and 1."""
    return m.unknown.full if isinstance(m.unknown, Periodic) else m.wave != WILD


def _only_full_wave(lead: list[tuple[Monomial, Expr]], name: str) -> tuple[Monomial, Expr]:
    """The one term that oscillates, through all values between its bounds. Raises NoExpansion where there are others."""
    waves = [(m, c) for m, c in lead if m.wave]
    if len(waves) != 1 or not _is_full(waves[0][0]):
        raise NoExpansion(f"{name} of an oscillating quantity")
    return waves[0]


def of_wave(
    u: Series,
    g: Callable[[Expr], Expr],
    name: str,
    exponent: Power | None = None,
    positive: bool = False,
    monotone: Callable[[Expr, Expr], bool] = lambda *_: True,
    fixed: tuple[Hashable, ...] = (),
) -> Series:
    """g(u) for a u that oscillates in a single phase around a constant; g strictly monotone where it is defined.

    name and fixed, the arguments that do not move, determine g.
    monotone(low, high): whether g is proved to be analytic and strictly monotone between the bounds of u, where it is not so everywhere.

    exponent: for g = a power, u may be of any size m, and g(u) is of size m**exponent; else u must be bounded.
    positive: g is defined for positive numbers only.
    Raises NoExpansion where the leading oscillation is of another kind, Undefined where its range leaves the domain of g.
    """
    lead = u.leading()
    if not lead:
        raise NeedMoreTerms
    wave, factor = _only_full_wave(lead, name)
    size = lead[0][0].size
    if exponent is None and size != UNIT:
        raise NoExpansion(f"{name} of an unbounded oscillation")
    middle = next((c for m, c in lead if not m.wave), ZERO)
    swing = factor if sign(factor) > 0 else -factor
    low, high = middle - swing, middle + swing
    if not monotone(low, high):
        raise NoExpansion(f"{name} of an oscillating quantity, on whose range it is not known to be monotone")
    if positive or exponent is not None:
        _check_range(low, high, name, positive or isinstance(exponent, Fraction))
    ends = g(low), g(high)
    centre, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    half = half if sign(half) > 0 else -half
    target = UNIT if exponent is None else raised(size, exponent)

    def at(angle: Expr) -> Expr:
        return (g(middle + factor * value_at(wave, angle)) - centre) / half

    top = times(target, wild(wave.phase, Periodic((name, fixed, exponent, wave.wave, wave.unknown, middle, factor), at, full=True)))
    rest = u.size_beside(lead)
    error = None if rest is None else times(times(rest, raised(size, -1)), target)  # g is Lipschitz on a compact part of its domain
    # the rest is rest*h(u, rest) with a smooth h: a derivative costs it what it costs u
    return make({target: centre, top: half}, error, u.order, False, False, u.rate)


def _check_range(low: Expr, high: Expr, name: str, positive: bool) -> None:
    """Raises NoExpansion where 0 lies between two numbers, Undefined where they lie below it and must not."""
    if sign(low) <= 0 <= sign(high):
        raise NoExpansion(f"{name} of a quantity that oscillates through 0")
    if positive and sign(high) < 0:
        raise Undefined


def share(phase: Phase, unit: Phase) -> Fraction | None:
    """r with phase = r*unit, r rational; None if they are not such multiples of each other."""
    if len(phase) != len(unit) or any(m != n for (m, _), (n, _) in zip(phase, unit, strict=True)):
        return None
    ratios = {expanded(c * d**-1).rational for (_, c), (_, d) in zip(phase, unit, strict=True)}
    r = next(iter(ratios))
    return None if len(ratios) != 1 or r is None else Fraction(int(r.p), int(r.q))


def values_around(waves: Sequence[tuple[Monomial, Expr]]) -> Iterator[Expr]:
    """Values of a sum of waves, all of whose phases are rational multiples of the first one, at angles around its whole period.

    Nothing, if a wave is not known at single angles.
    """
    shares = [share(m.phase, waves[0][0].phase) for m, _ in waves]
    if any(r is None for r in shares) or any(m.wave == WILD and not isinstance(m.unknown, Periodic) for m, _ in waves):
        return
    turns = lcm(*(r.denominator for r in shares if r))
    for k in range(ANGLES):
        parts = []
        for (m, c), r in zip(waves, shares, strict=True):
            angle = pi().scaled(fmpq(2 * k * turns * r.numerator, ANGLES * r.denominator))  # type: ignore[union-attr]
            parts.append(c * value_at(m, angle))
        yield add_all(parts)


def has_no_limit(waves: Sequence[tuple[Monomial, Expr]]) -> bool:
    """Whether a sum of waves of one size is proved to have no limit; False: unknown.

    Phases that are rational multiples of each other make one periodic function of an angle. If it is not constant it has a Fourier
    coefficient other than the mean, by Parseval; the functions of incommensurable phases have no frequency in common with it, so the
    mean of |sum - L|**2 over long stretches of the slowest phase stays positive for every L.
    """
    groups: list[list[tuple[Monomial, Expr]]] = []
    for m, c in waves:
        group = next((g for g in groups if share(m.phase, g[0][0].phase) is not None), None)
        if group is None:
            groups.append([(m, c)])
        else:
            group.append((m, c))
    if any(compare(g[0][0].phase[0][0], h[0][0].phase[0][0]) == 0 for g, h in combinations(groups, 2)):
        return False  # whether their quotient is rational may not show
    return any(_differ(values_around(group)) for group in groups)


def _differ(values: Iterator[Expr]) -> bool:
    """Whether two of the values are proved to be different."""
    first = next(values, None)
    return first is not None and any(known_sign(v - first) in (1, -1) for v in values)


def changes_sign(waves: Sequence[tuple[Monomial, Expr]]) -> bool:
    """Whether a sum of waves is proved to be positive and negative again and again; False: unknown."""
    return {known_sign(v) for v in values_around(waves)} >= {1, -1}
