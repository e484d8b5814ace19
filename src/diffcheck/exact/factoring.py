"""Factors of polynomials in symbols: signs of a product are asked factor by factor."""

from __future__ import annotations

from flint import fmpq_mpoly_ctx

from diffcheck.exact.expr import ZERO, Expr, number, symbol


def polynomial_factors(u: Expr) -> tuple[Expr, list[tuple[Expr, int]]] | None:
    """(constant, irreducible factors with powers) of a polynomial in symbols with rational coefficients; None for others."""
    names = sorted(u.free)
    if any(a.head != "symbol" or not isinstance(e, int) or e < 0 for m in u.terms for a, e in m):
        return None
    ring = fmpq_mpoly_ctx.get(names, "lex")
    poly = ring.from_dict({tuple(next((int(e) for a, e in m if a.args[0] == n), 0) for n in names): c for m, c in u.terms.items()})
    constant, parts = poly.factor()
    found = []
    for p, k in parts:
        part = ZERO
        for exponents, c in p.to_dict().items():
            term = number(c)
            for n, e in zip(names, exponents, strict=True):
                term = term * symbol(n) ** int(e)
            part = part + term
        found.append((part, int(k)))
    return number(constant), found
