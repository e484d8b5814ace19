"""The zeros of a trigonometric polynomial: sines and cosines of multiples of one angle, with constant coefficients.

Multiple angles are expanded by De Moivre's formula; what is then a polynomial in one of sin, cos is solved in it, A sin + B cos = 0
by the tangent, the rest by the half-angle substitution y = tan(angle/2), which misses only angle = pi (looked at apart).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb, gcd, lcm

from flint import fmpq

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.zeros.polynomial import polynomial_roots
from diffcheck.exact.atoms import apply, facts_if_any
from diffcheck.exact.calculus import clear_denominators, expand, expanded, ratio
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, Monomial, add_all, number, pi, product, single
from diffcheck.exact.generators import ATAN, COS, SIN, WAVES
from diffcheck.exact.session import effort
from diffcheck.exact.sign import sign, vanishes
from diffcheck.model.immutable import immutable


@immutable
class Angles:
    """All angles in an expression are integer multiples of `unit`."""

    unit: Expr
    multiples: dict[Atom, int]


def _angles(u: Expr, name: str) -> Angles | None:
    atoms = {a for m in u.terms for a, _ in m if name in a.free}
    if not atoms or not all(_in_waves(a) is not None for a in atoms):
        return None
    first = next(iter(atoms)).args[0]
    shares: dict[Atom, Fraction] = {}
    for a in atoms:
        q = ratio(a.args[0], first)
        if q is None:
            return None
        shares[a] = Fraction(int(q.p), int(q.q))
    bottom = lcm(*(s.denominator for s in shares.values()))
    top = gcd(*(int(s * bottom) for s in shares.values()))
    multiples = {a: int(s * bottom) // top for a, s in shares.items()}
    if max(abs(k) for k in multiples.values()) > effort().wave_multiple:
        return None
    return Angles(first.scaled(fmpq(top, bottom)), multiples)


def _in_waves(a: Atom) -> Callable[[Expr, Expr], Expr] | None:
    """The function as one of the sine and the cosine of its argument, if it is declared to be one."""
    known = facts_if_any(a.head)
    return None if known is None else known.in_waves


def _multiple(head: str, k: int, s: Expr, c: Expr) -> Expr:
    """sin(k*angle) or cos(k*angle) in sin and cos of the angle (De Moivre)."""
    flip = -1 if k < 0 and head == SIN else 1
    k = abs(k)
    terms = []
    for j in range(k + 1):
        if j % 2 == (head == SIN):
            weight = comb(k, j) * (-1) ** (j // 2) * flip
            terms.append(s**j * c ** (k - j) * weight)
    return add_all(terms)


def wave_zeros(
    u: Expr, interval: Interval, zeros: Callable[..., tuple[Expr, ...]], periodic: Callable[..., list[Expr]]
) -> list[Expr] | None:
    """All zeros of a trigonometric polynomial in the interval; None if u is none. Raises Unsolved.

    periodic(angle, value, period, interval) solves angle = value + k*period.
    """
    found = _angles(u, interval.name)
    if found is None:
        return _two_waves(u, interval, zeros)
    s, c = apply(SIN, found.unit), apply(COS, found.unit)
    v = _in_unit(u, found, s, c) if len(s.terms) == len(c.terms) == 1 else None
    if v is None:
        return None
    if not v:
        return []
    (sine,), (cosine,) = ([a for m in w.terms for a, _ in m if a.head == h] for w, h in ((s, SIN), (c, COS)))
    for w in (v, _without_squares(v, cosine, sine), _without_squares(v, sine, cosine)):
        if w is not None and (_holds_one(w, (sine, cosine)) or _has_factor(w, (sine, cosine))):
            return list(zeros(w, interval))
    return _linear(v, sine, cosine, found.unit, interval, periodic) or _half_angle(v, sine, cosine, found.unit, interval, periodic)


def _in_unit(u: Expr, angles: Angles, s: Expr, c: Expr) -> Expr | None:
    """u times its denominators, in the sine and cosine of the unit; None where that makes too many terms."""

    def written(a: Atom, e: Exponent) -> Expr | None:
        k = angles.multiples.get(a)
        if k is None or not isinstance(e, int) or (k == 1 and a.head in WAVES):
            return None
        in_waves = _in_waves(a)
        assert in_waves is not None
        return in_waves(_multiple(SIN, k, s, c), _multiple(COS, k, s, c)) ** e

    v = expand(u, written)
    return None if v is None else expand(clear_denominators(v))


def _two_waves(u: Expr, interval: Interval, zeros: Callable[..., tuple[Expr, ...]]) -> list[Expr] | None:
    """The zeros of two waves of one size with any angles; None for anything else.

    cos(a) + cos(b) = 2 cos((a + b)/2) cos((a - b)/2), where sin(a) = cos(a - pi/2) and -cos(a) = cos(a + pi).
    """
    cosines = [_as_cosine(m, c, interval.name) for m, c in u.terms.items()] if len(u.terms) == 2 else [None]
    known = [cosine for cosine in cosines if cosine is not None]
    if len(known) < 2 or known[0][0] != known[1][0]:
        return None
    (_, a), (_, b) = known
    halves = (expand((a + b) / 2), expand((a - b) / 2))
    return [x for w in halves if w is not None and interval.name in w.free for x in zeros(apply(COS, w), interval)]


def _as_cosine(m: Monomial, c: fmpq, name: str) -> tuple[Expr, Expr] | None:
    """(r, v) with r*cos(v) for a term with one wave; None for another one."""
    waves = [a for a, e in m if a.head in WAVES and e == 1 and name in a.free]
    size = product(abs(c), (f for f in m if f[0] not in waves))
    if len(waves) != 1 or name in size.free:
        return None
    turn = (-pi() / 2 if waves[0].head == SIN else ZERO) + (pi() if c < 0 else ZERO)
    return size, waves[0].args[0] + turn


def _without_squares(u: Expr, old: Atom, new: Atom) -> Expr | None:
    """u with old**2 replaced by 1 - new**2."""
    rule = lambda a, e: (ONE - single(new) ** 2) ** (e // 2) * single(a) ** (e % 2) if a is old and isinstance(e, int) and e > 1 else None  # noqa: E731
    return expand(u, rule)


def _holds_one(u: Expr, atoms: tuple[Atom, ...]) -> bool:
    """Whether just one of the atoms stands in u."""
    return len({a for m in u.terms for a, _ in m if a in atoms}) == 1


def _has_factor(u: Expr, atoms: tuple[Atom, ...]) -> bool:
    return any(all(any(b is a and e > 0 for b, e in m) for m in u.terms) for a in atoms)


def _coefficients(u: Expr, sine: Atom, cosine: Atom) -> dict[tuple[int, int], Expr]:
    found: dict[tuple[int, int], Expr] = {}
    for m, k in u.terms.items():
        i = next((int(e) for a, e in m if a is sine), 0)
        j = next((int(e) for a, e in m if a is cosine), 0)
        rest = product(k, ((a, e) for a, e in m if a not in (sine, cosine)))
        found[i, j] = found.get((i, j), ZERO) + rest
    return found


def _linear(u: Expr, sine: Atom, cosine: Atom, angle: Expr, interval: Interval, periodic: Callable[..., list[Expr]]) -> list[Expr] | None:
    """A sin + B cos = 0: the angle is atan(-B/A) + k*pi; where A = 0, it is pi/2 + k*pi."""
    parts = _coefficients(u, sine, cosine)
    if set(parts) != {(1, 0), (0, 1)}:
        return None
    a, b = parts[1, 0], parts[0, 1]
    value = pi() / 2 if a.free and vanishes(a) else apply(ATAN, expanded(-b / a))
    return periodic(angle, value, pi(), interval)


def _half_angle(u: Expr, sine: Atom, cosine: Atom, angle: Expr, interval: Interval, periodic: Callable[..., list[Expr]]) -> list[Expr]:
    """With y = tan(angle/2): sin = 2y/(1 + y^2), cos = (1 - y^2)/(1 + y^2)."""
    parts = _coefficients(u, sine, cosine)
    degree = max(i + j for i, j in parts)
    total = [ZERO] * (2 * degree + 1)
    for (i, j), weight in parts.items():
        # (2y)^i (1 - y^2)^j (1 + y^2)^(degree - i - j)
        row = [0] * (2 * degree + 1)
        for p in range(j + 1):
            for q in range(degree - i - j + 1):
                row[i + 2 * p + 2 * q] += 2**i * comb(j, p) * (-1) ** p * comb(degree - i - j, q)
        for k, r in enumerate(row):
            if r:
                total[k] = total[k] + weight * r
    found: list[Expr] = []
    for y in polynomial_roots([expanded(t) for t in total]):
        found += periodic(angle, apply(ATAN, y) * 2, pi() * 2, interval)
    at_pi = add_all(w * number((-1) ** j) for (i, j), w in parts.items() if i == 0)
    if not at_pi or sign(at_pi) == 0:
        found += periodic(angle, pi(), pi() * 2, interval)
    return found
