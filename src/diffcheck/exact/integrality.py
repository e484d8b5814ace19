"""Where an expression in an integer is an integer itself, by the linear independence of the constants in it over the rationals.

Theorems: products of roots of primes with different exponents in [0, 1) are linearly independent over Q (Besicovitch, 1940); pi is
transcendental (Lindemann, 1882), so its powers are independent over the algebraic numbers; so are 1 and the logarithms of primes
(Baker, 1966), and the rational powers of e (Lindemann and Weierstrass, 1885). One of these three at a time, beside roots.
So the sum of p_k(n)*c_k over such constants c_k, c_0 = 1, with rational polynomials p_k, is an integer exactly where p_0(n) is one
and all the other p_k(n) vanish: pi*n + 1/2 never, pi*(n - 1) for n = 1 only.

A root of a linear function of n is an integer for the values of a polynomial. Let w = r + c*X**(p/q) with X = a*n + b, all of r, a, b, c**q
rational and p/q in lowest terms. For p = 1, w is the integer m exactly where X = ((m - r)/c)**q with (m - r)/c >= 0. For p > 1, and c
rational, it can be one only where X**(p/q) is rational; if X is an integer, X**p is then the q-th power of an integer, and so is X, for p
and q have no divisor in common. Whether a polynomial with rational coefficients is an integer at t depends on t modulo their common
denominator: sqrt(n) is an integer for n = t**2, sqrt(n/2 - 1/4) for none.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm

from flint import fmpq, fmpq_poly, fmpz

from diffcheck.exact.calculus import by_powers, expand
from diffcheck.exact.expr import ONE_MONOMIAL, Atom, Exponent, Expr, Monomial, add_all, atom, product, single
from diffcheck.exact.generators import EXP, LOG, PI
from diffcheck.exact.session import effort
from diffcheck.model.immutable import immutable


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


@immutable
class Track:
    """The integers n(t) for t >= first, where n is a polynomial that rises there, or falls."""

    n: fmpq_poly
    first: int
    rises: bool

    def between(self, low: int | None, high: int | None) -> tuple[int, int | None]:
        """The least and the greatest t with low <= n(t) <= high; they are none where the first is the larger one."""
        if not self.rises:
            low, high = None if high is None else -high, None if low is None else -low
        first = self.first if low is None else self._least(low)
        return first, None if high is None else self._least(high + 1) - 1

    def _least(self, bound: int) -> int:
        """The least t with n(t) >= bound, or -n(t) >= bound where it falls."""
        sign = 1 if self.rises else -1
        below, step = self.first - 1, 1
        while sign * self.n(below + step) < bound:
            below, step = below + step, 2 * step
        above = below + step
        while above - below > 1:
            middle = (below + above) // 2
            below, above = (middle, above) if sign * self.n(middle) < bound else (below, middle)
        return above


def tracks_of_integers(w: Expr, index: str) -> list[Track] | None:
    """All integers n for which a root w(n) is an integer, as the values of polynomials; None where w is not of the form that is known."""
    form = next((found for v in (w, expand(w)) if v is not None and (found := _root_form(v, index)) is not None), None)
    if form is None:
        return None
    r, c, (a, b), p, q = form
    t = fmpq_poly([0, 1])
    if p == 1:  # the integer is s*t for the sign s of c, so that t >= s*r
        s = 1 if c > 0 else -1
        at, values, first = ((t - s * r) ** q / abs(c) - b) / a, fmpq_poly([0]), int((s * r).ceil())
    else:
        at, values, first = (t**q - b) / a, r + c * t**p, 0
    return _integer_tracks(at, values, first, rises=a > 0)


def _root_form(v: Expr, index: str) -> tuple[fmpq, fmpq, tuple[fmpq, fmpq], int, int] | None:
    """(r, c', (a, b), p, q) with v = r + c*(a*n + b)**(p/q); c' is c for p > 1, and c**q with the sign of c else."""
    still = v.terms.get(ONE_MONOMIAL, fmpq(0))
    moving = [(m, c) for m, c in v.terms.items() if m]
    if len(moving) != 1:
        return None
    ((m, c),) = moving
    roots = [(a, Fraction(e)) for a, e in m if index in a.free]
    if len(roots) != 1:
        return None
    ((root, e),) = roots
    line = _line(root, index)
    if line is None or e <= 0 or e.denominator == 1:
        return None
    p, q = e.numerator, e.denominator
    if any(a.head != "prime" or (Fraction(k) * q).denominator != 1 for a, k in m if a is not root):
        return None
    constants = [(a.args[0], Fraction(k)) for a, k in m if a is not root]
    if p > 1:
        whole = not constants and line[0].q == line[1].q == 1
        return (still, c, line, p, q) if whole else None
    size = abs(c) ** q
    for prime, k in constants:
        size *= fmpq(prime) ** int(k * q)
    return still, size if c > 0 else -size, line, p, q


def _line(a: Atom, index: str) -> tuple[fmpq, fmpq] | None:
    """(a, b) for an atom that is a*n + b with rational coefficients."""
    parts = by_powers(a.args[0] if a.head == "sum" else single(a), atom("symbol", index))
    slope, start = (parts.pop(k, None) for k in (1, 0))
    if parts or slope is None or slope.rational is None:
        return None
    b = fmpq(0) if start is None else start.rational
    return None if b is None else (slope.rational, b)


def _integer_tracks(at: fmpq_poly, values: fmpq_poly, first: int, *, rises: bool) -> list[Track] | None:
    """at(t) for the t >= first at which both polynomials are integers; None where there are too many classes of them."""
    period = lcm(*(int(c.q) for polynomial in (at, values) for c in polynomial.coeffs()))
    if period > effort().root_classes:
        return None
    shares = [t for t in range(period) if at(t).q == values(t).q == 1]
    if shares and len({b - a for a, b in pairwise([*shares, shares[0] + period])}) == 1:  # equally spaced: one class of a shorter period
        period, shares = period // len(shares), shares[:1]
    turned = [(share, fmpq_poly([share, period])) for share in shares]
    return [Track(at(inner), -((share - first) // period), rises) for share, inner in turned]


def as_expression(p: fmpq_poly, n: Expr) -> Expr:
    """The value of a polynomial at a symbol, multiplied out."""
    return add_all(n**k * c for k, c in enumerate(p.coeffs()))
