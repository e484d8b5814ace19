"""A sum with a root in it, u = l + q with l = p*r**(j/n): where u is 0, l**n = (-q)**n, and that equation has one root less.

Real numbers with equal n-th powers are equal, if n is odd or both have one sign: x -> x**n is injective on the line, or on a half of it.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from diffcheck.exact.calculus import expand
from diffcheck.exact.expr import Atom, Expr, Monomial
from diffcheck.exact.session import effort
from diffcheck.exact.walk import lies_in
from diffcheck.model.immutable import immutable


@immutable
class Conjugates:
    """u = l + q, all of l with the n-th root; norm: l**n - (-q)**n, multiplied out.

    Where the norm vanishes throughout, u is 0 if n is odd, and 0 or 2 q if n is even, and then u is 0 where q is.
    """

    degree: int
    with_root: Expr
    rest: Expr
    norm: Expr


def conjugates(u: Expr, name: str | None) -> Conjugates | None:
    """u = l + q for one of the outermost roots with the variable (None: of sums); None where there is none, or too many, or its powers are
    of two kinds."""
    a = _outermost_root(u, name)
    if a is None:
        return None
    parts: dict[Fraction, dict[Monomial, fmpq]] = {}
    for m, c in u.terms.items():
        e = Fraction(next((e for b, e in m if b is a), 0))
        parts.setdefault(e - e.__floor__(), {})[m] = c
    without = Expr(parts.pop(Fraction(0), {}))
    if len(parts) != 1:
        return None
    ((share, with_root),) = parts.items()
    n = share.denominator
    if n > effort().conjugate_degree:
        return None
    left, right = expand(Expr(with_root) ** n), expand((-without) ** n)
    norm = None if left is None or right is None else expand(left - right)
    return None if norm is None or _has_root(norm, a) else Conjugates(n, Expr(with_root), without, norm)


def _outermost_root(u: Expr, name: str | None) -> Atom | None:
    """One of the roots with the variable, or of sums, that lie in no other; None where there is none, or where there are too many."""
    roots = {a for m in u.terms for a, e in m if (a.head == "sum" if name is None else name in a.free) and not isinstance(e, int)}
    if not 0 < len(roots) <= effort().nested_roots:
        return None
    return min((a for a in roots if not any(lies_in(a, b) for b in roots if b is not a)), key=lambda root: root.order)


def _has_root(u: Expr, a: Atom) -> bool:
    """Whether a root of the atom stands in u."""
    return any((b is a and not isinstance(e, int)) or lies_in(a, b) for m in u.terms for b, e in m)
