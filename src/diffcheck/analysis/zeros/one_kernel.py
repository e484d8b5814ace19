"""An expression in x that is an expression in one inner quantity alone, such as exp(2*x) - sin(exp(x)) in exp(x)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from diffcheck.exact.atoms import apply, is_function
from diffcheck.exact.calculus import replace_atom, substitute
from diffcheck.exact.expr import ZERO, Atom, Expr, single, symbol
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
    for a in dict.fromkeys(a for a, _ in parts if a.head == EXP or a.head == LOG or is_function(a.head)):
        g = replace_atom(u, a, y)
        if name not in g.free:
            yield single(a), g
    powers = [e for a, e in parts if a.head == "symbol"]
    k = gcd(*(e for e in powers if isinstance(e, int))) if all(isinstance(e, int) for e in powers) else 1
    if k > 1:
        g = substitute(u, name, power(y, Fraction(1, k), lambda _: 1), lambda _: None)
        if all(isinstance(e, int) for a, e in powers_in(g) if a.head == "symbol"):
            yield symbol(name) ** k, g
    for a in dict.fromkeys(a for m in u.terms for a, _ in m if is_function(a.head) and len(a.args) == 1 and name in a.free):
        g_or_none = _in_argument(u, a, name, y) if a.args[0] != symbol(name) else None
        if g_or_none is not None:
            yield a.args[0], g_or_none


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
