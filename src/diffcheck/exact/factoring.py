"""Factors of polynomials in symbols: signs of a product are asked factor by factor."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from flint import fmpq, fmpq_mpoly_ctx

from diffcheck.exact.expr import ZERO, Atom, Expr, Monomial, add_all, number, product, symbol
from diffcheck.exact.session import effort


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


def sign_factors(u: Expr) -> list[tuple[Expr, int]] | None:
    """Factors with powers whose product is u times a positive number wherever u is defined; None where u is not taken apart.

    u is a polynomial in its atoms, taken as independent: it is multiplied by squares of denominators, and a root is a letter of its own.
    """
    roots: dict[Atom, int] = {}
    lowest: dict[Atom, Fraction] = {}
    for m in u.terms:
        for a, e in m:
            roots[a] = lcm(roots.get(a, 1), Fraction(e).denominator)
            lowest[a] = min(lowest.get(a, Fraction(0)), Fraction(e))
    if not 1 <= len(roots) <= effort().factored_atoms or not 2 <= len(u.terms) <= effort().factored_terms:
        return None
    shift = {a: -e if roots[a] > 1 else Fraction(2 * ((1 - int(e)) // 2)) for a, e in lowest.items()}
    atoms = list(roots)
    terms = {}
    for m, c in u.terms.items():
        here = {a: Fraction(e) for a, e in m}
        terms[tuple(int((here.get(a, Fraction(0)) + shift[a]) * roots[a]) for a in atoms)] = c
    if max(sum(es) for es in terms) > effort().factored_total:
        return None
    ring = fmpq_mpoly_ctx.get([f"a{k}" for k in range(len(atoms))], "lex")
    constant, parts = ring.from_dict(terms).factor()
    letters = [(a, Fraction(1, roots[a])) for a in atoms]

    def term(exponents: tuple[int, ...], c: fmpq) -> Expr:
        return product(fmpq(c), ((a, e * int(k)) for (a, e), k in zip(letters, exponents, strict=True)))

    return [(number(constant), 1), *((add_all(term(es, c) for es, c in p.to_dict().items()), int(k)) for p, k in parts)]


def atom_factors(u: Expr) -> list[Expr]:
    """The distinct irreducible factors over Q of a polynomial in its atoms, taken as independent; [u] where there is but one or none."""
    atoms: list[Atom] = list(dict.fromkeys(a for m in u.terms for a, _ in m))
    plain = all(isinstance(e, int) and e > 0 for m in u.terms for _, e in m)
    if not plain or not 2 <= len(atoms) <= effort().factored_atoms or not 2 <= len(u.terms) <= effort().factored_terms:
        return [u]
    ring = fmpq_mpoly_ctx.get([f"a{k}" for k in range(len(atoms))], "lex")
    poly = ring.from_dict({_exponents(m, atoms): c for m, c in u.terms.items()})
    parts = poly.factor()[1]
    if len(parts) == 1 and parts[0][1] == 1:
        return [u]
    return [add_all(product(fmpq(c), zip(atoms, map(int, es), strict=True)) for es, c in p.to_dict().items()) for p, _ in parts]


def _exponents(m: Monomial, atoms: list[Atom]) -> tuple[int, ...]:
    """The powers of the atoms in a monomial, in their order."""
    return tuple(next((int(e) for b, e in m if b is a), 0) for a in atoms)
