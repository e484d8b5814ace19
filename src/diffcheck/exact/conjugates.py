"""A sum with a root in it, u = l + q with l = p*r**(j/n): where u is 0, l**n = (-q)**n, and that equation has one root less.

Real numbers with equal n-th powers are equal, if n is odd or both have one sign: x -> x**n is injective on the line, or on a half of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from diffcheck.exact.calculus import expand
from diffcheck.exact.expr import Expr, Monomial
from diffcheck.exact.walk import lies_in

MOST_NESTED_ROOTS = 3
HIGHEST_ROOT = 12


@dataclass(frozen=True, slots=True)
class Conjugates:
    """u = l + q, all of l with the n-th root; norm: l**n - (-q)**n, multiplied out.

    Where the norm vanishes throughout, u is 0 if n is odd, and 0 or 2 q if n is even, and then u is 0 where q is.
    """

    degree: int
    with_root: Expr
    rest: Expr
    norm: Expr


def conjugates(u: Expr, name: str) -> Conjugates | None:
    """u = l + q for one of the outermost roots with the variable; None where there is none, or too many, or its powers are of two kinds."""
    roots = {a for m in u.terms for a, e in m if name in a.free and not isinstance(e, int)}
    if not 0 < len(roots) <= MOST_NESTED_ROOTS:
        return None
    a = min((a for a in roots if not any(lies_in(a, b) for b in roots if b is not a)), key=lambda root: root.order)
    parts: dict[Fraction, dict[Monomial, fmpq]] = {}
    for m, c in u.terms.items():
        e = Fraction(next((e for b, e in m if b is a), 0))
        parts.setdefault(e - e.__floor__(), {})[m] = c
    without = Expr(parts.pop(Fraction(0), {}))
    if len(parts) != 1:
        return None
    ((share, with_root),) = parts.items()
    n = share.denominator
    if n > HIGHEST_ROOT:
        return None
    left, right = expand(Expr(with_root) ** n), expand((-without) ** n)
    norm = None if left is None or right is None else expand(left - right)
    if norm is None or any((b is a and not isinstance(e, int)) or lies_in(a, b) for m in norm.terms for b, e in m):
        return None  # no root was taken away
    return Conjugates(n, Expr(with_root), without, norm)
