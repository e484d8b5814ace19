"""Derivative, substitution and expansion of exact expressions. In and out: `Expr`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import fmpq

from diffcheck.exact.atoms import apply, derivative_of_atom
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, Monomial, SignOracle, add_all, atom, number, product, single
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.session import effort


def derivative(u: Expr, name: str) -> Expr:
    """du/d(name), by the rules of sum, product and chain."""
    known: dict[Atom, Expr] = {}
    return add_all(_monomial_derivative(m, c, name, known) for m, c in u.terms.items() if any(name in a.free for a, _ in m))


def _monomial_derivative(m: Monomial, c: fmpq, name: str, known: dict[Atom, Expr]) -> Expr:
    parts = []
    for i, (a, e) in enumerate(m):
        if name not in a.free:
            continue
        inner = known.get(a)
        if inner is None:
            inner = known[a] = _atom_derivative(a, name)
        factor = c * e if isinstance(e, int) else c * fmpq(e.numerator, e.denominator)
        rest = product(factor, (*m[:i], (a, e - 1), *m[i + 1 :]))
        parts.append(rest * inner)
    return add_all(parts)


def _atom_derivative(a: Atom, name: str) -> Expr:
    if a.head == "symbol":
        return ONE
    if a.head == "sum":
        return derivative(a.args[0], name)
    if a.head == EXP:
        return single(a) * derivative(product(fmpq(1), a.args[0]), name)
    if a.head == LOG:
        u: Expr = a.args[0]
        return derivative(u, name) / u
    return derivative_of_atom(a.head, a.args, tuple(derivative(u, name) if isinstance(u, Expr) else ZERO for u in a.args))


def substitute(u: Expr, name: str, value: Expr, sign: SignOracle) -> Expr:
    """u with `value` for the symbol; `sign` decides the signs of the values under roots and logarithms.

    Raises ZeroDivisionError where u has a pole there.
    """
    return replace_atom(u, atom("symbol", name), value, sign)


def replace_atom(u: Expr, old: Atom, value: Expr, sign: SignOracle = lambda _: None) -> Expr:
    """u with `value` for one atom, wherever it stands. Raises ZeroDivisionError at a pole."""
    known: dict[Atom, Expr] = {}
    name = old.args[0] if old.head == "symbol" else None

    def of_atom(a: Atom) -> Expr:
        if a is old:
            return value
        if name is not None and name not in a.free:
            return single(a)
        found = known.get(a)
        if found is None:
            if a.head == "sum":
                found = of(a.args[0])
            elif a.head == EXP:
                found = exp(of(product(fmpq(1), a.args[0])))
            elif a.head == LOG:
                found = log(of(a.args[0]), sign)
            elif any(isinstance(v, Expr) for v in a.args):
                found = apply(a.head, *(of(v) if isinstance(v, Expr) else v for v in a.args))
            else:
                found = single(a)
            known[a] = found
        return found

    def of(v: Expr) -> Expr:
        if name is not None and name not in v.free:
            return v
        parts = []
        for m, c in v.terms.items():
            term = number(c)
            for a, e in m:
                untouched = name is not None and name not in a.free  # then its base is known to be positive where it is under a root
                term = term * (single(a, e) if untouched else power(of_atom(a), e, sign))
            parts.append(term)
        return add_all(parts)

    return of(u)


def expand(u: Expr, rewrite: Callable[[Atom, Exponent], Expr | None] = lambda *_: None) -> Expr | None:
    """u with every product of sums multiplied out; None if that would make more than some thousands of terms.

    `rewrite` may replace a power of an atom by an equal expression first.
    """
    known: dict[tuple[Atom, Exponent], Expr | None] = {}
    replaced: dict[tuple[Atom, Exponent], Expr | None] = {}

    def replacement(a: Atom, e: Exponent) -> Expr | None:
        key = (a, e)
        if key not in replaced:
            replaced[key] = rewrite(a, e)
        return replaced[key]

    def stays(a: Atom, e: Exponent) -> bool:
        return (a.head != "sum" or 0 < e < 1) and replacement(a, e) is None

    def factor(a: Atom, e: Exponent) -> Expr | None:
        key = (a, e)
        if key in known:
            return known[key]
        found: Expr | None
        new = replacement(a, e)
        if new is not None:
            found = of(new)
        elif a.head == "sum" and e == int(e) and e > 0:
            inner = of(a.args[0])
            found = _times(inner, int(e)) if inner is not None else None
        elif a.head == "sum" and isinstance(e, Fraction) and e > 1:
            inner = of(a.args[0])
            whole = _times(inner, e.__floor__()) if inner is not None else None
            found = _multiply(whole, single(a, e - e.__floor__())) if whole is not None else None
        elif a.head == "sum" and isinstance(e, int):
            inner = of(a.args[0])
            found = inner**e if inner else single(a, e)
        else:
            found = single(a, e)
        known[key] = found
        return found

    def multiplied_out(m: Monomial, c: fmpq) -> Expr | None:
        term: Expr | None = number(c)
        for a, e in m:
            f = factor(a, e)
            term = None if f is None or term is None else _multiply(term, f)
        return term

    def of(v: Expr) -> Expr | None:
        stay = [all(stays(a, e) for a, e in m) for m in v.terms]
        if all(stay):
            return v
        parts = [Expr({m: c}) if as_it_is else multiplied_out(m, c) for as_it_is, (m, c) in zip(stay, v.terms.items(), strict=True)]
        if None in parts:
            return None
        found = add_all(part for part in parts if part is not None)
        # roots of one sum that met in a product, u**(2/3)*u**(2/3), leave sums to be multiplied out; (-x)**(5/2) stays
        if found != v and any(a.head == "sum" and e >= 1 for m in found.terms for a, e in m):
            return of(found)
        return found

    return of(u)


def expanded(u: Expr) -> Expr:
    """u multiplied out; as it is where that would make too many terms."""
    found = expand(u)
    return u if found is None else found


def _times(u: Expr, k: int) -> Expr | None:
    if k < 0:
        return u**k if u else None
    result: Expr | None = ONE
    for _ in range(k):
        result = _multiply(result, u) if result is not None else None
    return result


def _multiply(u: Expr, v: Expr) -> Expr | None:
    if len(u.terms) * len(v.terms) > effort().expanded_terms:
        return None
    if len(u.terms) == 1 and len(v.terms) == 1:
        return u * v
    parts = []
    for m, c in u.terms.items():
        for n, d in v.terms.items():
            parts.append(product(c * d, (*m, *n)))
    return add_all(parts)


def ratio(a: Expr, b: Expr) -> fmpq | None:
    """a/b where that is a rational number as it stands after multiplying out."""
    q = (a / b).rational
    if q is None:
        v = expand(a / b)
        q = v.rational if v is not None else None
    return q


def by_powers(u: Expr, a: Atom) -> dict[Exponent, Expr]:
    """The coefficients of the powers of an atom in u, by exponent: 0 for what stands without it. Inside of other atoms it is not seen."""
    found: dict[Exponent, Expr] = {}
    for m, c in u.terms.items():
        e = next((e for b, e in m if b is a), 0)
        rest = product(c, (factor for factor in m if factor[0] is not a))
        found[e] = found[e] + rest if e in found else rest
    return found


def denominators(u: Expr) -> Monomial:
    """The lowest powers of everything in the denominators of u: u times them has none."""
    lowest: dict[Atom, Exponent] = {}
    for m in u.terms:
        for a, e in m:
            if e < 0 and a.head != EXP and a.head != "prime":
                lowest[a] = min(lowest.get(a, 0), e)
    return tuple((a, -e) for a, e in lowest.items())


def clear_denominators(u: Expr) -> Expr:
    """u times the powers of sums in its denominators: zero exactly where u is (the sums are not zero where u is defined)."""
    up = denominators(u)
    return add_all(product(c, (*m, *up)) for m, c in u.terms.items()) if up else u
