"""Where an expression in an integer can vanish, when it is made of sines, cosines and exponentials of algebraic quantities.

Theorem (Lindemann and Weierstrass): for distinct algebraic numbers a_1 ... a_k the numbers exp(a_1) ... exp(a_k) are linearly
independent over the algebraic numbers. So the sum of p_j(n)*exp(q_j(n)) vanishes at an integer n only where two of the exponents
meet, or where every p_j does; n*sin(n) for n = 0 only.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from flint import fmpq

from diffcheck.analysis.lenses.interval import Interval, Solver
from diffcheck.errors import NotYet
from diffcheck.exact.atoms import facts_if_any
from diffcheck.exact.calculus import clear_denominators, expand, expanded
from diffcheck.exact.expr import ONE, ONE_MONOMIAL, ZERO, Atom, Exponent, Expr, Monomial, add_all, number, pi, product, single
from diffcheck.exact.generators import COS, EXP, WAVES
from diffcheck.exact.rewriting import in_generators
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign

_HALF = number(fmpq(1, 2))
Exponential: TypeAlias = tuple[Expr, Expr]
"""The real and the imaginary part of an exponent."""
Complex: TypeAlias = tuple[Expr, Expr]


def possible_zeros(u: Expr, name: str, solver: Solver) -> tuple[Expr, ...] | None:
    """Real numbers among which every integer n with u(n) = 0 is; None where u is not of this form."""
    v = expand(u, in_generators)
    v = None if v is None else expand(clear_denominators(v))
    try:
        terms = None if v is None else _exponentials(_without_common_constants(v))
        if not terms or len(terms) > effort().index_exponentials:
            return None
        found: list[Expr] = []
        first = min(terms, key=lambda e: sum(len(part.terms) for part in terms[e]))
        for other in terms:
            if other != first:
                gap = first[1] - other[1] or first[0] - other[0]
                found += _zeros(gap, name, solver)
        return (*found, *_zeros(terms[first][0] or terms[first][1], name, solver))
    except NotYet:
        return None


def turns_of_wave(u: Expr) -> Expr | None:
    """What is an integer where sin(w), cos(w), or 1 more or less than these vanishes; None where u is no such expression.

    Each does where w is one of the q*pi + p*k*pi for an integer k: where (w/pi - q)/p is an integer.
    """
    still = u.terms.get(ONE_MONOMIAL, fmpq(0))
    moving = u - number(still)
    if len(moving.terms) != 1:
        return None
    ((m, c),) = moving.terms.items()
    if len(m) != 1 or m[0][0].head not in WAVES or (still and (m[0][1] != 1 or abs(still) != abs(c))):
        return None
    a, _ = m[0]
    level = -still / c
    first = (fmpq(1, 2) if not level else (1 - level) / 2) if a.head == COS else level / 2
    return expanded((a.args[0] / pi() - number(first)).scaled(fmpq(1, 2) if level else fmpq(1)))


def difference_of_values(u: Expr) -> Expr | None:
    """a - b for u = g(a) - g(b) with an increasing g on the line: it has the sign of u; None where u is not of this form."""
    if len(u.terms) != 2 or any(len(m) != 1 or m[0][1] != 1 for m in u.terms):
        return None
    ((((a, _),), c), (((b, _),), d)) = u.terms.items()
    known = facts_if_any(a.head)
    if known is None or not known.increasing or a.head != b.head or len(a.args) != 1 or abs(c) != abs(d):
        return None
    if c > 0 > d or c < 0 < d:
        gap = a.args[0] - b.args[0]
    elif known.parity < 0:
        gap = a.args[0] + b.args[0]
    else:
        return None
    return gap if c > 0 else -gap  # type: ignore[no-any-return]


def _without_common_constants(u: Expr) -> Expr:
    """u divided by the numbers, such as pi, of which every term holds the same power."""
    common = set.intersection(*({(a, e) for a, e in m if not a.free and known_sign(single(a))} for m in u.terms)) if u.terms else set()
    return add_all(product(c, (pair for pair in m if pair not in common)) for m, c in u.terms.items())


def _zeros(p: Expr, name: str, solver: Solver) -> tuple[Expr, ...]:
    """The zeros of a polynomial that does not vanish identically."""
    if name not in p.free:
        if known_sign(p) in (1, -1):
            return ()
        raise NotYet("undecided_sign", "a coefficient that may vanish")
    return solver(p, Interval(name, None, None))


def _exponentials(u: Expr) -> dict[Exponential, Complex] | None:
    """u as a sum of exponentials with polynomial coefficients that do not vanish as they stand; None where it is not one."""
    total: dict[Exponential, Complex] = {}
    for m, c in u.terms.items():
        plain: list[tuple[object, Exponent]] = []
        term: dict[Exponential, Complex] = {(ZERO, ZERO): (ONE, ZERO)}
        for a, e in m:
            if a.head == "prime" or (a.head == "symbol" and isinstance(e, int) and e > 0):
                plain.append((a, e))
                continue
            factor = _as_exponentials(a, e)
            if factor is None:
                return None
            term = _times(term, factor)
        weight = product(c, plain)  # type: ignore[arg-type]
        for k, (x, y) in term.items():
            before = total.get(k, (ZERO, ZERO))
            total[k] = (_sum(before[0], x * weight), _sum(before[1], y * weight))
    return {k: z for k, z in total.items() if z[0] or z[1]}


def _as_exponentials(a: Atom, e: Exponent) -> dict[Exponential, Complex] | None:
    """A power of a wave or an exponential of something algebraic as a sum of exponentials; None for anything else."""
    if a.head in WAVES and isinstance(e, int) and 0 < e <= effort().index_power and _is_algebraic(a.args[0]):
        angle = expanded(a.args[0])
        return reduce(_times, [{(ZERO, angle): _wave(a.head, 1), (ZERO, -angle): _wave(a.head, -1)}] * e)
    if a.head == EXP:
        q = Fraction(e)
        exponent = product(fmpq(q.numerator, q.denominator), a.args[0])
        return {(exponent, ZERO): (ONE, ZERO)} if _is_algebraic(exponent) else None
    return None


def _sum(u: Expr, v: Expr) -> Expr:
    """u + v, multiplied out: a coefficient that vanishes must be seen to. Raises NotYet where it is too large for that."""
    w = expand(u + v)
    if w is None:
        raise NotYet("too_large", "a coefficient that is too large to be multiplied out")
    return w


def _wave(head: str, direction: int) -> Complex:
    """The coefficient of exp(i*direction*u) in sin(u) or cos(u)."""
    return (_HALF, ZERO) if head == COS else (ZERO, -_HALF * direction)


def _times(a: dict[Exponential, Complex], b: dict[Exponential, Complex]) -> dict[Exponential, Complex]:
    found: dict[Exponential, Complex] = {}
    for (p, q), (x, y) in a.items():
        for (r, s), (v, w) in b.items():
            k = (p + r, q + s)
            before = found.get(k, (ZERO, ZERO))
            found[k] = (before[0] + x * v - y * w, before[1] + x * w + y * v)
    return found


def _is_algebraic(u: Expr) -> bool:
    """Whether u is a polynomial with algebraic coefficients."""
    return all(_is_algebraic_term(m) for m in u.terms)


def _is_algebraic_term(m: Monomial) -> bool:
    return all(a.head == "prime" or (a.head == "symbol" and isinstance(e, int) and e > 0) for a, e in m)
