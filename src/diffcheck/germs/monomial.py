"""Monomials of the asymptotic scale as t -> 0+: t**e * L1**k1 * L2**k2 ... * exp(P) * (1, cos Q or sin Q), L1 = log(1/t), L2 = log L1, ...

P and Q are purely infinite: finite sums of infinite monomials with exact coefficients (J. van der Hoeven, Transseries and Real
Differential Algebra, 2006, ch. 4). Two monomials without Q are always comparable; that is what decides every limit here.
A rational multiple of an iterated logarithm in P stands outside of it, as a power, so that what is equal is written in one way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from flint import fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.expr import ONE, ZERO, Expr, number
from diffcheck.exact.running import running
from diffcheck.exact.sign import known_sign, sign

Power: TypeAlias = int | Fraction
WILD = 3
"""The wave that is known by its bounds alone."""


class Wave(ABC):
    """A function of an angle that is known well enough to be differentiated."""

    @abstractmethod
    def slope(self) -> tuple[Wave, Expr] | None:
        """(V, c) with c*V its derivative, V a function with values in [-1, 1] that is not constant; None where no bound is found."""


class Monomial(NamedTuple):
    """e: the power of t; logs: the powers of log(1/t), log log(1/t), ...; growth: P; phase: Q, its first coefficient positive;
    wave: 0 without Q, 1 for cos Q, 2 for sin Q, 3 for some function with values in [-1, 1] that has no limit as Q -> oo;
    unknown: all that determines that function, None for the others."""

    e: Power = 0
    logs: tuple[Power, ...] = ()
    growth: tuple[tuple[Monomial, Expr], ...] = ()
    phase: tuple[tuple[Monomial, Expr], ...] = ()
    wave: int = 0
    unknown: Hashable = None

    @property
    def size(self) -> Monomial:
        """The monomial without its oscillating factor."""
        return Monomial(self.e, self.logs, self.growth) if self.wave else self


UNIT = Monomial()
T = Monomial(1)


def _trim(logs: tuple[Power, ...]) -> tuple[Power, ...]:
    while logs and logs[-1] == 0:
        logs = logs[:-1]
    return logs


def log_monomial(level: int) -> Monomial:
    """log(1/t) for level 1, log log(1/t) for level 2, ..."""
    return Monomial(0, (0,) * (level - 1) + (1,))


def _is_nothing(c: Expr) -> bool:
    """Whether a coefficient is 0; one that a running letter makes vanish for some of its values is not."""
    return not c or (known_sign(c) if c.free and running(c) else sign(c)) == 0


def _one_sign(c: Expr) -> int:
    """The sign of a coefficient; 0 where it is not the same for all values of its running letters."""
    return (known_sign(c) or 0) if c.free and running(c) else sign(c)


def _combine(
    p: tuple[tuple[Monomial, Expr], ...], q: tuple[tuple[Monomial, Expr], ...], factor: int = 1
) -> tuple[tuple[Monomial, Expr], ...]:
    if not q:
        return p
    terms = dict(p)
    for m, c in q:
        s = terms.get(m, ZERO) + (c if factor == 1 else c.scaled(fmpq(factor)))
        if _is_nothing(s):
            terms.pop(m, None)
        else:
            terms[m] = s
    return sort_terms(terms)


def sort_terms(terms: dict[Monomial, Expr]) -> tuple[tuple[Monomial, Expr], ...]:
    """The terms from the largest monomial to the smallest."""
    left = list(terms.items())
    done: list[tuple[Monomial, Expr]] = []
    while left:
        top = left[0]
        for item in left[1:]:
            if compare(item[0], top[0]) > 0:
                top = item
        left.remove(top)
        done.append(top)
    return tuple(done)


def compare(a: Monomial, b: Monomial) -> int:
    """1 if a/b -> oo, -1 if a/b -> 0, 0 if they have the same size. Oscillating factors are ignored.

    log(a/b) = (e' - e)*L1 + sum of (k_i - k_i')*L_(i+1) + P - P' is a finite sum of infinite monomials that stand lower (in iterated
    exponentials) than a and b, so they are compared first. If it is empty a = b; else it tends to oo or -oo with the sign of the
    coefficient of its largest monomial, and a/b tends to oo or 0. So the order is total, and multiplicative: log(ac/bc) = log(a/b).
    """
    if a.growth == b.growth:  # L1, L2, ... decide, each against all that follow
        if a.e != b.e:
            return 1 if a.e < b.e else -1
        if a.logs == b.logs:
            return 0
        x, y = _aligned(a, b)
        return 1 if x > y else -1
    gap = dict(_combine(a.growth, b.growth, -1))
    x, y = _aligned(a, b)
    for level, shift in enumerate((Fraction(b.e) - a.e, *(Fraction(p) - q for p, q in zip(x, y, strict=True))), start=1):
        if shift:
            ell = log_monomial(level)
            s = gap.get(ell, ZERO) + number(shift)
            gap[ell] = s
            if _is_nothing(s):
                del gap[ell]
    return sign(sort_terms(gap)[0][1]) if gap else 0


def _aligned(a: Monomial, b: Monomial) -> tuple[tuple[Power, ...], tuple[Power, ...]]:
    """The powers of the logarithms, of one length."""
    width = max(len(a.logs), len(b.logs))
    return a.logs + (0,) * (width - len(a.logs)), b.logs + (0,) * (width - len(b.logs))


def same_phase(a: Monomial, b: Monomial) -> bool:
    """Whether two phases are equal numbers, proved; raises UndecidedSign where a coefficient cannot be told from zero."""
    return a.phase == b.phase or not _combine(a.phase, b.phase, -1)


def times(a: Monomial, b: Monomial) -> Monomial:
    """The product of two monomials of which at most one oscillates."""
    if b is UNIT:
        return a
    e, logs, growth = a.e + b.e, a.logs, a.growth
    if b.logs:
        logs = _trim(tuple(_in_lowest_form(p + q) for p, q in zip(*_aligned(a, b), strict=True)))
    if b.growth:
        e, logs, growth = _normal(e, logs, _combine(growth, b.growth) if growth else b.growth)
    waving = a if a.wave else b
    if type(e) is not int:  # few exponents are fractions, and this is asked more often than anything
        e = _in_lowest_form(e)
    return Monomial(e, logs, growth, waving.phase, waving.wave, waving.unknown)


def _in_lowest_form(e: Power) -> Power:
    return e if type(e) is int or e.denominator != 1 else int(e)


def _log_level(m: Monomial) -> int:
    """The i of L_i; 0 for another monomial."""
    return len(m.logs) if m == log_monomial(len(m.logs)) else 0


def _normal(
    e: Power, logs: tuple[Power, ...], growth: tuple[tuple[Monomial, Expr], ...]
) -> tuple[Power, tuple[Power, ...], tuple[tuple[Monomial, Expr], ...]]:
    """The parts of a monomial, rational multiples of iterated logarithms in the exponent turned into powers."""
    kept = []
    for m, c in growth:
        r = c.terms.get(()) if m.logs and (level := _log_level(m)) else None
        rest = c if r is None else c - r
        if rest:
            kept.append((m, rest))
        if r is None:
            continue
        q = Fraction(int(r.p), int(r.q))
        if level == 1:
            e = e - q
        else:
            powers = [*logs, *(0,) * (level - 1 - len(logs))]
            powers[level - 2] = _in_lowest_form(powers[level - 2] + q)
            logs = _trim(tuple(powers))
    return _in_lowest_form(e), logs, tuple(kept)


def product(a: Monomial, b: Monomial) -> tuple[tuple[Monomial, fmpq], ...]:
    """The product as a combination of monomials: two oscillating factors become a sum and a difference of phases."""
    if not (a.wave and b.wave):
        return ((times(a, b), fmpq(1)),)
    if WILD in (a.wave, b.wave):
        raise NotYet("no_expansion", "a product of oscillations of different kinds")
    size = times(a.size, b.size)
    parts = []
    half = fmpq(1, 2)
    # cos cos = (cos(-) + cos(+))/2, sin sin = (cos(-) - cos(+))/2, sin cos = (sin(+) + sin(-))/2
    if a.wave == b.wave:
        parts = [(-1, 1, half), (1, 1, half if a.wave == 1 else -half)]
    else:
        if a.wave == 1:
            a, b = b, a
        parts = [(1, 2, half), (-1, 2, half)]
    found = []
    for factor, wave, weight in parts:
        m, c = oscillating(size, _combine(a.phase, b.phase, factor), wave)
        if c:
            found.append((m, weight * c))
    return tuple(found)


def oscillating(size: Monomial, phase: tuple[tuple[Monomial, Expr], ...], wave: int) -> tuple[Monomial, int]:
    """size * cos or sin of the phase, in normal form, with its sign (0: the sine of nothing)."""
    if not phase:
        return (size, 1) if wave == 1 else (size, 0)
    flip = 1
    if sign(phase[0][1]) < 0:
        phase = tuple((m, -c) for m, c in phase)
        flip = -1 if wave == 2 else 1
    return Monomial(size.e, size.logs, size.growth, phase, wave), flip


def wild(phase: tuple[tuple[Monomial, Expr], ...], unknown: Hashable) -> Monomial:
    """A function of which this alone is known: its values lie in [-1, 1], and it has no limit as the phase tends to infinity.

    unknown: all that determines it (with the phase). Two that are equal cancel, so nothing may be left out.
    """
    return Monomial(0, (), (), phase, WILD, unknown)


def is_power(a: Monomial) -> bool:
    """Whether a is a power of t, perhaps times an oscillation."""
    return not a.growth and not a.logs


def is_natural_power(a: Monomial) -> bool:
    """Whether a is 1, t, t**2, ..."""
    return isinstance(a.e, int) and a.e >= 0 and a == Monomial(a.e)


def raised(a: Monomial, r: Power) -> Monomial:
    """a**r for a monomial without oscillation."""
    if type(r) is int and type(a.e) is int and is_power(a):
        return Monomial(a.e * r)
    q = Fraction(r)
    if not q:
        return UNIT
    factor = fmpq(q.numerator, q.denominator)
    growth = tuple((m, c.scaled(factor)) for m, c in a.growth)
    return Monomial(*_normal(Fraction(a.e) * q, tuple(_in_lowest_form(Fraction(k) * q) for k in a.logs), growth))


def is_infinite(a: Monomial) -> bool:
    """Whether a -> oo in size."""
    return compare(a, UNIT) > 0


def is_infinitesimal(a: Monomial) -> bool:
    """Whether a -> 0."""
    return compare(a, UNIT) < 0


def is_flat(a: Monomial) -> bool:
    """Whether a is smaller than every power of t."""
    return bool(a.growth) and compare(a.growth[0][0], log_monomial(1)) > 0 and _one_sign(a.growth[0][1]) < 0


def explodes(a: Monomial) -> bool:
    """Whether a is larger than every power of 1/t."""
    return bool(a.growth) and compare(a.growth[0][0], log_monomial(1)) > 0 and _one_sign(a.growth[0][1]) > 0


def exponential(growth: dict[Monomial, Expr]) -> tuple[Monomial, Expr]:
    """exp of purely infinite terms: (monomial, coefficient), rational multiples of logarithms turned into powers."""
    return Monomial(*_normal(0, (), sort_terms(growth))), ONE
