"""Powers, exponentials, logarithms, sines and cosines of germs: series in, series out."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import repeat
from typing import TypeGuard

from flint import fmpq

from diffcheck.exact.atoms import apply
from diffcheck.exact.expr import ONE, Expr, number
from diffcheck.exact.generators import COS, SIN
from diffcheck.exact.powers import exp as exp_of
from diffcheck.exact.powers import log as log_of
from diffcheck.exact.powers import power as power_of
from diffcheck.exact.running import running
from diffcheck.exact.sign import known_sign, sign
from diffcheck.germs.monomial import UNIT, Monomial, Power, exponential, log_monomial, oscillating, raised, sort_terms, times
from diffcheck.germs.series import (
    Series,
    Undefined,
    add,
    compose,
    constant,
    derivative_of,
    flat_is_smooth,
    larger,
    make,
    multiply,
    scale,
    split,
    taylor_length,
    unit_part,
)
from diffcheck.germs.waves import of_wave


def power(u: Series, r: Power) -> Series:
    """u**r for a rational r; u must be positive near the point unless r is an integer. Binomial series of 1 + delta."""
    if r == 0:
        return constant(1, u.order)
    if _is_natural(r) and _is_easily_multiplied(u, r):
        return reduce(multiply, repeat(u, r))
    if any(m.wave for m, _ in u.leading()):
        return of_wave(u, lambda v: power_of(v, r, known_sign), "a power", r)
    m, c, delta = unit_part(u)
    if not isinstance(r, int) and sign(c) < 0:
        raise Undefined
    body = compose(_binomial_weights(r, taylor_length(delta)), delta)
    integral = isinstance(r, int) or m == UNIT
    front = Series({raised(m, r): power_of(c, r, known_sign)}, None, u.order, integral and u.laurent, m == UNIT and u.smooth, u.rate)
    found = multiply(front, body)
    smooth = u.smooth and (m == UNIT or _is_natural(r))
    return flat_is_smooth(make(found.terms, found.error, found.order, integral and u.laurent, smooth, found.rate))


def _is_natural(r: Power) -> TypeGuard[int]:
    return isinstance(r, int) and r > 0


def _is_easily_multiplied(u: Series, r: int) -> bool:
    """Whether a power is taken by multiplying: a low one, that of a single term, and that of waves, whose products are exact."""
    return r <= 3 or (u.error is None and len(u.terms) <= 1) or any(m.wave for m in u.terms)


def _binomial_weights(r: Power, length: int) -> list[Expr]:
    """The first coefficients of (1 + x)**r; for a natural number r no more than there are."""
    q, w = fmpq(r.numerator, r.denominator), fmpq(1)
    weights = [ONE]
    for k in range(1, length):
        w = w * (q - k + 1) / k
        weights.append(number(w))
        if w == 0:
            break
    return weights


def exp(u: Series) -> Series:
    """exp(u): the infinite part makes the monomial, the constant the coefficient, the rest a Taylor series."""
    infinite, middle, delta = split(u)
    if any(m.wave for m in infinite):
        return of_wave(u, exp_of, "an exponential")
    weights, w = [ONE], fmpq(1)
    for k in range(1, taylor_length(delta)):
        w = w / k
        weights.append(number(w))
    body = compose(weights, delta)
    m, c = exponential(infinite)
    rate = _grow_rate(u.rate, infinite)
    front = Series({m: c * exp_of(middle)}, None, u.order, not infinite, not infinite, rate)
    found = multiply(front, body)
    if not infinite:
        return Series(found.terms, found.error, found.order, u.laurent, u.smooth, found.rate)
    return found


def _grow_rate(rate: Monomial | None, infinite: dict[Monomial, Expr]) -> Monomial | None:
    if rate is None:
        return None
    at_first = rate
    for m, c in infinite.items():
        if running(c):  # its letter moves
            rate = larger(rate, times(m.size, at_first))
        for n, _ in derivative_of(m.size, ONE):
            rate = larger(rate, n.size)
    return rate


def log(u: Series) -> Series:
    """log(u) for a positive u: log of the leading coefficient and monomial plus log(1 + delta). Raises Undefined if u < 0."""
    if any(m.wave for m, _ in u.leading()):
        return of_wave(u, lambda v: log_of(v, known_sign), "a logarithm", positive=True)
    m, c, delta = unit_part(u)
    if sign(c) < 0:
        raise Undefined
    weights = [number(0)] + [number(fmpq((-1) ** (k + 1), k)) for k in range(1, taylor_length(delta))]
    body = compose(weights, delta)
    terms: dict[Monomial, Expr] = {UNIT: log_of(c, known_sign)}
    if m.e:
        terms[log_monomial(1)] = number(Fraction(-m.e))
    for i, k in enumerate(m.logs):
        if k:
            terms[log_monomial(i + 2)] = number(Fraction(k))
    for n, d in m.growth:
        terms[n] = d
    front = make(terms, None, u.order, m == UNIT, m == UNIT, u.rate)
    found = add(front, body)
    return Series(found.terms, found.error, found.order, m == UNIT and u.laurent, m == UNIT and u.smooth, found.rate)


def sine_cosine(u: Series) -> tuple[Series, Series]:
    """(sin u, cos u): an infinite part becomes a phase, the rest a Taylor series, joined by the addition theorem."""
    infinite, middle, delta = split(u)
    if any(m.wave for m in infinite):
        bounded = Series({}, UNIT, u.order, False, False, None)
        return bounded, bounded
    s0, c0 = apply(SIN, middle), apply(COS, middle)
    n = taylor_length(delta)
    sines, cosines, w = [], [], fmpq(1)
    for k in range(n):
        w = w / k if k else w
        base = (s0, c0, -s0, -c0)
        sines.append(base[k % 4].scaled(w))
        cosines.append((c0, -s0, -c0, s0)[k % 4].scaled(w))
    s, c = compose(sines, delta), compose(cosines, delta)
    if not infinite:
        return s, c
    phase = sort_terms(infinite)
    rate = _grow_rate(u.rate, infinite)

    def wave(kind: int) -> Series:
        m, flip = oscillating(UNIT, phase, kind)
        return Series({m: number(flip)}, None, u.order, False, False, rate)

    sp, cp = wave(2), wave(1)
    return add(multiply(sp, c), multiply(cp, s)), add(multiply(cp, c), scale(multiply(sp, s), -1))
