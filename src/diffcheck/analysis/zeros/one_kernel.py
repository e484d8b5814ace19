"""An expression in x that is an expression in one inner quantity alone, such as exp(2*x) - sin(exp(x)) in exp(x)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from diffcheck.exact.atoms import apply, is_function
from diffcheck.exact.calculus import replace_atom, substitute
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, single, symbol
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.powers import power
from diffcheck.exact.walk import powers_in

_INNER = "_y"


def inner_quantities(u: Expr, name: str) -> Iterator[tuple[Expr, Expr]]:
    """(v, g) with u(x) = g(v(x)), g written in the same letter: v a function of x, a power of x, or the argument of a function."""
    y, x = symbol(_INNER), symbol(name)
    for v, g in _inner_quantities(u, name, y):
        yield v, substitute(g, _INNER, x, lambda _: None)


def _inner_quantities(u: Expr, name: str, y: Expr) -> Iterator[tuple[Expr, Expr]]:
    parts = [(a, e) for a, e in powers_in(u) if name in a.free]
    yield from _functions(u, [a for a, _ in parts], name, y)
    yield from _power(u, [e for a, e in parts if a.head == "symbol"], name, y)
    yield from _arguments(u, name, y)


def _functions(u: Expr, atoms: list[Atom], name: str, y: Expr) -> Iterator[tuple[Expr, Expr]]:
    """The functions of x of which u is an expression alone."""
    for a in dict.fromkeys(a for a in atoms if a.head == EXP or a.head == LOG or is_function(a.head)):
        g = replace_atom(u, a, y)
        if name not in g.free:
            yield single(a), g


def _power(u: Expr, exponents: list[Exponent], name: str, y: Expr) -> Iterator[tuple[Expr, Expr]]:
    """The power of x of which u is an expression: the greatest that divides all those in u."""
    whole = [e for e in exponents if isinstance(e, int)]
    k = gcd(*whole) if len(whole) == len(exponents) else 1
    if k > 1:
        g = substitute(u, name, power(y, Fraction(1, k), lambda _: 1), lambda _: None)
        if all(isinstance(e, int) for a, e in powers_in(g) if a.head == "symbol"):
            yield symbol(name) ** k, g


def _arguments(u: Expr, name: str, y: Expr) -> Iterator[tuple[Expr, Expr]]:
    """The arguments v of functions with u = P(f(v)) + c*v + d."""
    for a in dict.fromkeys(a for m in u.terms for a, _ in m if is_function(a.head) and len(a.args) == 1 and name in a.free):
        g = _in_argument(u, a, name, y) if a.args[0] != symbol(name) else None
        if g is not None:
            yield a.args[0], g


def _in_argument(u: Expr, a: Atom, name: str, y: Expr) -> Expr | None:
    """P(f(y)) + c*y + d for u = P(f(v)) + c*v + d, where f(v) is the atom a; None if u is not of this form."""
    v: Expr = a.args[0]
    outer, rest = ZERO, ZERO
    for m, c in u.terms.items():
        if any(b is a for b, _ in m):
            if any(name in b.free for b, _ in m if b is not a):
                return None
            outer = outer + Expr({m: c})
        else:
            rest = rest + Expr({m: c})
    lead = next(m for m in v.terms if any(name in b.free for b, _ in m))
    slope = rest.terms[lead] / v.terms[lead] if lead in rest.terms else None
    still = rest if slope is None else rest - v.scaled(slope)
    if name in still.free:
        return None
    moved = replace_atom(outer, a, apply(a.head, y)) + still
    return moved if slope is None else moved + y.scaled(slope)
