"""Monomials of the asymptotic scale as t -> 0+: t**e * log(1/t)**k1 * log(log(1/t))**k2 ... * exp(P) * (1, cos Q or sin Q).

P and Q are purely infinite: finite sums of infinite monomials with exact coefficients (J. van der Hoeven, Transseries and Real
Differential Algebra, 2006, ch. 4). Two monomials without Q are always comparable; that is what decides every limit here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple, TypeAlias

from flint import fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.expr import ONE, Expr, number
from diffcheck.exact.sign import sign

Power: TypeAlias = int | Fraction


class Monomial(NamedTuple):
    """e: the power of t; logs: the powers of log(1/t), log log(1/t), ...; growth: P; phase: Q, its first coefficient positive;
    wave: 0 without Q, 1 for cos Q, 2 for sin Q; 3 and more: some function of Q with values in [-1, 1] that has no limit as Q -> oo."""

    e: Power = 0
    logs: tuple[Power, ...] = ()
    growth: tuple[tuple[Monomial, Expr], ...] = ()
    phase: tuple[tuple[Monomial, Expr], ...] = ()
    wave: int = 0

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


def _combine(
    p: tuple[tuple[Monomial, Expr], ...], q: tuple[tuple[Monomial, Expr], ...], factor: int = 1
) -> tuple[tuple[Monomial, Expr], ...]:
    if not q:
        return p
    terms = dict(p)
    for m, c in q:
        s = terms.get(m, number(0)) + (c if factor == 1 else c.scaled(fmpq(factor)))
        if not s or sign(s) == 0:
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
    """1 if a/b -> oo, -1 if a/b -> 0, 0 if they have the same size. Oscillating factors are ignored."""
    if a.growth == b.growth:
        if a.e != b.e:
            return 1 if a.e < b.e else -1
        if a.logs == b.logs:
            return 0
        width = max(len(a.logs), len(b.logs))
        x, y = (m.logs + (0,) * (width - len(m.logs)) for m in (a, b))
        return 1 if x > y else -1
    # t**e is exp(-e log(1/t)), so the powers join the exponents
    ell = log_monomial(1)
    gap = dict(_combine(a.growth, b.growth, -1))
    shift = Fraction(b.e) - Fraction(a.e)
    if shift:
        s = gap.get(ell, number(0)) + number(shift)
        gap[ell] = s
        if not s or sign(s) == 0:
            del gap[ell]
    if not gap:
        return compare(Monomial(0, a.logs), Monomial(0, b.logs))
    return sign(sort_terms(gap)[0][1])


def same_phase(a: Monomial, b: Monomial) -> bool:
    """Whether two phases are equal numbers, proved; raises UndecidedSign where a coefficient cannot be told from zero."""
    return a.phase == b.phase or not _combine(a.phase, b.phase, -1)


def times(a: Monomial, b: Monomial) -> Monomial:
    """The product of two monomials of which at most one oscillates."""
    if not a.growth and not b.growth and not a.logs and not b.logs:
        growth: tuple[tuple[Monomial, Expr], ...] = ()
        logs: tuple[Power, ...] = ()
    else:
        width = max(len(a.logs), len(b.logs))
        x, y = (m.logs + (0,) * (width - len(m.logs)) for m in (a, b))
        logs = _trim(tuple(p + q for p, q in zip(x, y, strict=True)))
        growth = _combine(a.growth, b.growth)
    e = a.e + b.e
    if type(e) is not int and e.denominator == 1:
        e = int(e)
    return Monomial(e, logs, growth, a.phase or b.phase, a.wave or b.wave)


def product(a: Monomial, b: Monomial) -> tuple[tuple[Monomial, fmpq], ...]:
    """The product as a combination of monomials: two oscillating factors become a sum and a difference of phases."""
    if not (a.wave and b.wave):
        return ((times(a, b), fmpq(1)),)
    if a.wave > 2 or b.wave > 2:
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


_wild: dict[object, int] = {}


def wild(phase: tuple[tuple[Monomial, Expr], ...], key: object) -> Monomial:
    """A function of a phase of which only this is known: its values lie in [-1, 1] and it has no limit. Equal keys: the same one."""
    if len(_wild) > 10000:
        _wild.clear()
    return Monomial(0, (), (), phase, 3 + _wild.setdefault(key, len(_wild)))


def forget_wild() -> None:
    """Empties the table of wild functions. To be called together with `forget_atoms`."""
    _wild.clear()


def is_power(a: Monomial) -> bool:
    """Whether a is a power of t, perhaps times an oscillation."""
    return not a.growth and not a.logs


def raised(a: Monomial, r: Power) -> Monomial:
    """a**r for a monomial without oscillation."""
    if type(r) is int and type(a.e) is int and is_power(a):
        return Monomial(a.e * r)
    e = Fraction(a.e) * r
    logs = tuple(Fraction(k) * r for k in a.logs)
    q = Fraction(r)
    factor = fmpq(q.numerator, q.denominator)
    return Monomial(
        int(e) if e.denominator == 1 else e,
        _trim(tuple(int(k) if k.denominator == 1 else k for k in logs)),
        tuple((m, c.scaled(factor)) for m, c in a.growth) if factor else (),
    )


def is_infinite(a: Monomial) -> bool:
    """Whether a -> oo in size."""
    return compare(a, UNIT) > 0


def is_infinitesimal(a: Monomial) -> bool:
    """Whether a -> 0."""
    return compare(a, UNIT) < 0


def is_flat(a: Monomial) -> bool:
    """Whether a is smaller than every power of t."""
    return bool(a.growth) and compare(a.growth[0][0], log_monomial(1)) > 0 and sign(a.growth[0][1]) < 0


def explodes(a: Monomial) -> bool:
    """Whether a is larger than every power of 1/t."""
    return bool(a.growth) and compare(a.growth[0][0], log_monomial(1)) > 0 and sign(a.growth[0][1]) > 0


def exponential(growth: dict[Monomial, Expr]) -> tuple[Monomial, Expr]:
    """exp of purely infinite terms: (monomial, coefficient), rational multiples of logarithms turned into powers."""
    e: Power = 0
    logs: list[Power] = []
    rest: dict[Monomial, Expr] = {}
    for m, c in growth.items():
        r = c.rational
        is_log = m.e == 0 and not m.growth and sum(1 for k in m.logs if k) == 1 and m.logs[-1] == 1
        if r is None or not is_log:
            rest[m] = c
            continue
        q = Fraction(int(r.p), int(r.q))
        level = len(m.logs)
        if level == 1:
            e = e - q
        else:
            logs += [0] * (level - 1 - len(logs))
            logs[level - 2] += q
    e = int(e) if Fraction(e).denominator == 1 else e
    return Monomial(e, _trim(tuple(int(k) if Fraction(k).denominator == 1 else k for k in logs)), sort_terms(rest)), ONE
