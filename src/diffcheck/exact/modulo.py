"""Constants that hold a root of a polynomial, reduced by its equation wherever the root stands: also inside functions and roots."""

from __future__ import annotations

from fractions import Fraction

from diffcheck.exact.atoms import apply, is_function
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import expand, expanded
from diffcheck.exact.expr import ZERO, Atom, Expr, add_all, number, product, single, symbol
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.session import effort


def equation_of(root: Atom) -> list[Expr] | None:
    """The coefficients, constant term first, of a polynomial of which the root atom is a zero; None where its equation is no polynomial."""
    if root.head == "CRootOf":
        return [number(c) for c in root.args[0].coefficients]
    known = root.args[0]
    x = symbol(known.name)
    v = expand(known.expr)
    (letter,) = (a for m in x.terms for a, _ in m)
    parts = None if v is None else _by_powers(v, letter)
    if parts is None or known.name in {n for c in parts.values() for n in c.free}:
        return None
    return [parts.get(k, ZERO) for k in range(max(parts) + 1)]


def reduced(u: Expr, root: Atom, equation: list[Expr]) -> Expr:
    """u with every polynomial in the root replaced by its remainder."""
    parts = []
    for m, c in u.terms.items():
        term = number(c)
        for a, e in m:
            term = term * _power(a, e, root, equation)
        parts.append(term)
    return _remainder(add_all(parts), root, equation)


def _power(a: Atom, e: int | Fraction, root: Atom, equation: list[Expr]) -> Expr:
    if a is root or not a.args:
        return single(a, e)
    if a.head == "sum":
        return power(reduced(a.args[0], root, equation), e, _sign)
    if a.head == EXP:
        return power(exp(reduced(product(number(1).terms[()], a.args[0]), root, equation)), e, _sign)
    if a.head == LOG:
        return power(log(reduced(a.args[0], root, equation), _sign), e, _sign)
    if is_function(a.head) and all(isinstance(v, Expr) for v in a.args):
        return power(apply(a.head, *(reduced(v, root, equation) for v in a.args)), e, _sign)
    return single(a, e)


def _sign(u: Expr) -> int | None:
    value = enclose(u, 200)
    return 1 if value > 0 else -1 if value < 0 else None


def _by_powers(u: Expr, letter: Atom) -> dict[int, Expr] | None:
    """The coefficients of the powers of an atom; None where a power is no natural number."""
    parts: dict[int, list[Expr]] = {}
    for m, c in u.terms.items():
        k = next((e for a, e in m if a is letter), 0)
        if not isinstance(k, int) or k < 0:
            return None
        parts.setdefault(k, []).append(product(c, ((a, e) for a, e in m if a is not letter)))
    return {k: add_all(p) for k, p in parts.items()} if parts else None


def _remainder(u: Expr, root: Atom, equation: list[Expr]) -> Expr:
    v = expand(u)
    parts = None if v is None else _by_powers(v, root)
    degree = len(equation) - 1
    if parts is None or max(parts) < degree or max(parts) > effort().reduced_degree:
        return u
    while parts and (top := max(parts)) >= degree:
        lead = parts.pop(top) / equation[-1]
        for k, c in enumerate(equation[:-1]):
            if c:
                there = top - degree + k
                parts[there] = expanded(parts.get(there, ZERO) - lead * c)
    return add_all(c * single(root) ** k for k, c in parts.items())
