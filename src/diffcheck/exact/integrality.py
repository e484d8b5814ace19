"""Where an expression in an integer is an integer itself, by the linear independence of the constants in it over the rationals.

Theorems: products of roots of primes with different exponents in [0, 1) are linearly independent over Q (Besicovitch, 1940); pi is
transcendental (Lindemann, 1882), so its powers are independent over the algebraic numbers; so are 1 and the logarithms of primes
(Baker, 1966), and the rational powers of e (Lindemann and Weierstrass, 1885). One of these three at a time, beside roots.
So the sum of p_k(n)*c_k over such constants c_k, c_0 = 1, with rational polynomials p_k, is an integer exactly where p_0(n) is one
and all the other p_k(n) vanish: pi*n + 1/2 never, pi*(n - 1) for n = 1 only.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_poly, fmpz

from diffcheck.exact.calculus import expand
from diffcheck.exact.expr import ONE_MONOMIAL, Atom, Exponent, Expr, Monomial, product
from diffcheck.exact.generators import EXP, LOG, PI


def integers_among(u: Expr, index: str) -> tuple[int, ...] | None:
    """All integers n for which u(n) is an integer, where they are finitely many and known so; else None."""
    v = expand(u)
    if v is None or v.free != {index}:
        return None
    parts: dict[Monomial, dict[int, fmpq]] = {}
    kinds: set[str] = set()
    for m, c in v.terms.items():
        split = _split(m, index, kinds)
        if split is None or len(kinds) > 1:
            return None
        degree, (constant, factor) = split
        powers = parts.setdefault(constant, {})
        powers[degree] = powers.get(degree, fmpq(0)) + c * factor
    polynomials = {m: fmpq_poly([p.get(k, fmpq(0)) for k in range(max(p) + 1)]) for m, p in parts.items()}
    whole = polynomials.pop(ONE_MONOMIAL, fmpq_poly([0]))
    rest = [p for p in polynomials.values() if p]
    if not rest:
        return None
    common = rest[0]
    for p in rest[1:]:
        common = common.gcd(p)
    return tuple(n for n in _integer_roots(common) if whole(n).q == 1)


def _integer_roots(p: fmpq_poly) -> list[int]:
    roots = (-q[0] / q[1] for q, _ in p.factor()[1] if q.degree() == 1)
    return sorted(int(r.p) for r in map(fmpq, roots) if r.q == 1)


def _split(m: Monomial, index: str, kinds: set[str]) -> tuple[int, tuple[Monomial, fmpq]] | None:
    """(degree in the index, (constant, factor)) of a monomial, roots in the constant with exponents in [0, 1); None for another form."""
    degree = 0
    constants: list[tuple[Atom, Exponent]] = []
    for a, e in m:
        if a.head == "symbol" and a.args[0] == index and isinstance(e, int) and e > 0:
            degree = e
        elif _is_known(a, e):
            constants.append((a, e))
            if a.head != "prime":
                kinds.add(a.head)
        else:
            return None
    if sum(a.head in (LOG, EXP) for a, _ in constants) > 1:
        return None
    factor = fmpq(1)
    reduced: list[tuple[Atom, Exponent]] = []
    for a, e in constants:
        whole = Fraction(e).__floor__() if a.head == "prime" else 0
        factor *= fmpq(a.args[0]) ** whole if whole else 1
        if e != whole:
            reduced.append((a, e - whole))
    one = product(fmpq(1), reduced)
    ((constant, c),) = one.terms.items()
    return degree, (constant, factor * c)


def _is_known(a: Atom, e: Exponent) -> bool:
    """Whether a power is one of those that the theorems speak of: of a prime, of pi, of e, or the logarithm of a prime."""
    if a.head == "prime":
        return _is_prime(a.args[0])
    if a.head == LOG:
        return e == 1 and _is_prime(a.args[0].integer)
    return (a.head == PI and isinstance(e, int)) or (a.head == EXP and not a.args[0])


def _is_prime(p: int | None) -> bool:
    return p is not None and p > 1 and bool(fmpz(p).is_prime())
