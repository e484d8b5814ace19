"""The walk through an expression: all atoms, at all depths."""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from diffcheck.exact.expr import Atom, Exponent, Expr, Monomial


def powers_in(u: Expr | Monomial) -> Iterator[tuple[Atom, Exponent]]:
    """Every atom with its exponent, outer ones before what stands inside them; as often as it stands there."""
    for m in u.terms if isinstance(u, Expr) else (u,):
        for a, e in m:
            yield a, e
            for arg in a.args:
                if isinstance(arg, Expr | tuple):
                    yield from powers_in(arg)


def atoms_in(u: Expr | Monomial) -> Iterator[Atom]:
    """Every atom, outer ones before what stands inside them."""
    return (a for a, _ in powers_in(u))


def arguments(a: Atom) -> list[Expr]:
    """The expressions that stand in an atom; the one under an exponential too."""
    return [arg if isinstance(arg, Expr) else Expr({arg: fmpq(1)}) for arg in a.args if isinstance(arg, Expr | tuple)]


def has_head(u: Expr, *heads: str) -> bool:
    """Whether an atom with one of these heads stands in u, at any depth."""
    return any(head in a.heads for m in u.terms for a, _ in m for head in heads)


def lies_in(a: Atom, b: Atom) -> bool:
    """Whether an atom stands inside another one."""
    return any(c is a for arg in b.args if isinstance(arg, Expr | tuple) for c in atoms_in(arg))
