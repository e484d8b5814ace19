"""Monotone functions of a quantity that oscillates in one phase, such as 1/(2 + sin(1/t)): known by their range alone.

If u = m*(A + B*sin Q) up to smaller terms and g is continuous and strictly monotone on [A - |B|, A + |B|], then g runs through the
values between its values at the two ends again and again: it is their middle plus half their distance times a function with values
in [-1, 1] that has no limit.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.sign import sign
from diffcheck.germs.monomial import UNIT, Monomial, Power, raised, times, wild
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, Undefined, make


def of_wave(u: Series, g: Callable[[Expr], Expr], name: str, exponent: Power | None = None, positive: bool = False) -> Series:
    """g(u) for a u that oscillates in a single phase around a constant; g strictly monotone where it is defined.

    exponent: for g = a power, u may be of any size m, and g(u) is of size m**exponent; else u must be bounded.
    positive: g is defined for positive numbers only.
    Raises NoExpansion where the leading oscillation is of another kind, Undefined where its range leaves the domain of g.
    """
    needs_sign = positive or exponent is not None
    needs_positive = positive or isinstance(exponent, Fraction)
    lead = u.leading()
    if not lead:
        raise NeedMoreTerms
    waves = [(m, c) for m, c in lead if m.wave]
    if len(waves) != 1 or waves[0][0].wave > 2:
        raise NoExpansion(f"{name} of an oscillating quantity")
    size = lead[0][0].size
    if exponent is None and size != UNIT:
        raise NoExpansion(f"{name} of an unbounded oscillation")
    middle = next((c for m, c in lead if not m.wave), ZERO)
    swing = waves[0][1] if sign(waves[0][1]) > 0 else -waves[0][1]
    low, high = middle - swing, middle + swing
    if needs_sign and sign(low) <= 0 <= sign(high):
        raise NoExpansion(f"{name} of a quantity that oscillates through 0")
    if needs_positive and sign(high) < 0:
        raise Undefined
    ends = g(low), g(high)
    half = (ends[1] - ends[0]) / 2
    half = half if sign(half) > 0 else -half
    target = UNIT if exponent is None else raised(size, exponent)
    wave = wild(waves[0][0].phase, (name, exponent, waves[0][0].wave, middle, swing))
    top = Monomial(target.e, target.logs, target.growth, wave.phase, wave.wave)
    rest = [m for m in u.terms if m not in dict(lead)] + ([u.error] if u.error is not None else [])
    error = None
    for m in rest:
        part = times(times(m.size, raised(size, -1)), target)
        error = part if error is None else max_size(error, part)
    return make({target: (ends[0] + ends[1]) / 2, top: half}, error, u.order, False, False, None)


def max_size(a: Monomial, b: Monomial) -> Monomial:
    """The larger of two sizes."""
    from diffcheck.germs.monomial import compare

    return a if compare(a, b) >= 0 else b
