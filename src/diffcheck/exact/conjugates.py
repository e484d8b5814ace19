"""A sum with a square root in it, p*sqrt(r) + q, and its conjugate -p*sqrt(r) + q: their product has one root less."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from diffcheck.exact.calculus import expand
from diffcheck.exact.expr import Atom, Expr, Monomial, add_all, product

MOST_NESTED_ROOTS = 3


@dataclass(frozen=True, slots=True)
class Conjugates:
    """norm: p^2 r - q^2, multiplied out; rest: q. Where the norm vanishes throughout, u is 0 or 2 q, and u is 0 where q is."""

    norm: Expr
    rest: Expr


def conjugates(u: Expr, name: str) -> Conjugates | None:
    """u = p*sqrt(r) + q for one of the outermost roots with the variable; None where there is none, or too many."""
    roots = {a for m in u.terms for a, e in m if name in a.free and not isinstance(e, int)}
    if not 0 < len(roots) <= MOST_NESTED_ROOTS:
        return None
    a = min((a for a in roots if not any(_lies_in(a, b) for b in roots if b is not a)), key=lambda root: root.order)
    with_root: dict[Monomial, fmpq] = {}
    without: dict[Monomial, fmpq] = {}
    for m, c in u.terms.items():
        e = next((e for b, e in m if b is a), 0)
        if Fraction(e).denominator == 1:
            without[m] = c
        elif Fraction(e).denominator == 2:
            with_root[m] = c
        else:
            return None
    p, q = Expr(with_root), Expr(without)
    left = add_all(product(c * d, (*m, *n)) for m, c in p.terms.items() for n, d in p.terms.items())
    norm = expand(left - q * q)
    if norm is None or any((b is a and not isinstance(e, int)) or _lies_in(a, b) for m in norm.terms for b, e in m):
        return None  # no root was taken away
    return Conjugates(norm, q)


def _lies_in(a: Atom, b: Atom) -> bool:
    """Whether an atom stands inside another one."""
    parts = (m for v in b.args for m in (v.terms if isinstance(v, Expr) else (v,) if isinstance(v, tuple) else ()))
    return any(c is a or _lies_in(a, c) for m in parts for c, _ in m)
