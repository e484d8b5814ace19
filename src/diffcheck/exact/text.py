"""Exact expressions as text in SymPy's syntax. Fractional powers have positive bases, so SymPy's principal reading agrees."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from flint import fmpq, fmpz

from diffcheck.exact.expr import ONE, ONE_Q, ZERO, Atom, Exponent, Expr, Monomial

_SUM, _PRODUCT, _POWER = 1, 2, 3


def text(u: Expr) -> str:
    """u in SymPy's syntax; reading the text back gives the same number or function."""
    return _sum(u)[0]


def _sum(u: Expr) -> tuple[str, int]:
    """The text of a sum and how tightly it binds, made once for each expression."""
    found = u.shown
    if found is None:
        found = u.shown = _fresh(u)
    return found


def _fresh(u: Expr) -> tuple[str, int]:
    if not u.terms:
        return "0", _POWER
    terms = [(_factors(m), c) for m, c in u.terms.items()]
    if len(terms) == 1:
        return _term(*terms[0])
    terms.sort(key=_term_order)
    if len(terms) == 2 and terms[0][1] < 0 < terms[1][1]:
        terms.reverse()
    parts = []
    for i, (factors, c) in enumerate(terms):
        shown = _term(factors, abs(c))[0]
        if i == 0:
            parts.append("-" + shown if c < 0 else shown)
        else:
            parts.append((" - " if c < 0 else " + ") + shown)
    return "".join(parts), _SUM


class _Factors(NamedTuple):
    """A monomial as texts: roots of numbers, other factors above and below the line, powers of numbers, the exponential."""

    roots: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    powers: tuple[str, ...]
    power_of_e: str
    order: tuple[Any, ...]
    """What terms are sorted by before their text."""


def _term_order(item: tuple[_Factors, fmpq]) -> tuple[Any, ...]:
    factors, _ = item
    return (*factors.order, "" if factors.order[-1] else _term(factors, ONE_Q)[0])


def _factor_order(factor: tuple[Atom, Exponent]) -> tuple[int, str]:
    """Constants, then symbols, then sums, then functions, each in the order of the alphabet: it depends on nothing asked before."""
    a, _ = factor
    return 0 if not a.free else {"symbol": 1, "sum": 2}.get(a.head, 3), _atom(a, False)


def first_term(u: Expr) -> fmpq:
    """The coefficient of the term that is shown first."""
    return min(((_factors(m), c) for m, c in u.terms.items()), key=_term_order)[1]


def _factors(m: Monomial) -> _Factors:
    above: list[str] = []
    below: list[str] = []
    exponent_of_e = ZERO
    radicals: dict[int, list[tuple[int, int]]] = {}
    degree: Exponent = 0
    free = False
    for a, e in sorted(m, key=_factor_order) if len(m) > 1 else m:
        if a.free:
            degree += e
            free = True
        if a.head == "exp":
            q = Fraction(e)
            exponent_of_e = exponent_of_e + Expr({a.args[0]: fmpq(q.numerator, q.denominator)})
        elif a.head == "prime":
            q = Fraction(e)
            radicals.setdefault(q.denominator, []).append((a.args[0], q.numerator))
        else:
            (below if e < 0 else above).append(_factor(a, -e if e < 0 else e))
    roots = tuple(_root(primes, degree) for degree, primes in sorted(radicals.items()))
    powers, exponent_of_e = _powers_of_numbers(exponent_of_e)
    power_of_e = "" if not exponent_of_e else "E" if exponent_of_e == ONE else f"exp({text(exponent_of_e)})"
    return _Factors(roots, tuple(above), tuple(below), powers, power_of_e, (not free, -degree, not m))


def _powers_of_numbers(exponent: Expr) -> tuple[tuple[str, ...], Expr]:
    """exp(n*log(2) + u) is 2**n*exp(u): the powers of integers, and what is left in the exponent."""
    powers: dict[str, Expr] = {}
    left = exponent
    for m, c in exponent.terms.items():
        logs = [(a, e) for a, e in m if a.head == "log"]
        if len(logs) != 1 or logs[0][1] != 1 or len(m) == 1:
            continue
        base = logs[0][0].args[0].rational
        if base is not None and base.q == 1 and base > 1:
            powers[str(base)] = powers.get(str(base), ZERO) + Expr({tuple(p for p in m if p not in logs): c})
            left = left - Expr({m: c})
    return tuple(f"{base}**{_exponent(u)}" for base, u in sorted(powers.items())), left


def _exponent(u: Expr) -> str:
    shown, level = _sum(u)
    return shown if level >= _POWER else f"({shown})"


def _term(factors: _Factors, c: fmpq) -> tuple[str, int]:
    p, q = abs(c.p), c.q  # not as int, which refuses to be written when it is long
    above = [*([str(p)] if p != 1 else []), *factors.roots, *factors.above, *factors.powers]
    below = [*([str(q)] if q != 1 else []), *factors.below]
    if factors.power_of_e:
        above.append(factors.power_of_e)
    shown = "*".join(above) or "1"
    level = _PRODUCT if len(above) > 1 else _POWER
    if level == _POWER and (("**" in shown and not shown.endswith(")")) or factors.powers):
        level = _PRODUCT
    if below:
        shown += "/" + (below[0] if len(below) == 1 else "(" + "*".join(below) + ")")
        level = _PRODUCT
    return ("-" + shown, _SUM) if c < 0 else (shown, level)


def _root(primes: list[tuple[int, int]], degree: int) -> str:
    """The product of prime**(k/degree), 0 < k < degree, as one root; a single prime keeps its exponent."""
    if len(primes) == 1 and primes[0][1] != 1:
        return f"{fmpz(primes[0][0])}**({primes[0][1]}/{degree})"
    base = fmpz(1)  # an int refuses to be written when it is long
    for p, k in primes:
        base *= p**k
    return f"sqrt({base})" if degree == 2 else f"{base}**(1/{degree})"


def _factor(a: Atom, e: Exponent) -> str:
    if e == 1:
        return _atom(a, True)
    if isinstance(e, int):
        return f"{_atom(a, True)}**{e}"
    if e.denominator == 2 and e.numerator == 1:
        return f"sqrt({_atom(a, False)})"
    power = f"({e})"
    return f"{_atom(a, True)}**{power}"


def _atom(a: Atom, tight: bool) -> str:
    if a.head == "symbol":
        return str(a.args[0])
    if a.head == "pi":
        return "pi"
    if a.head == "prime":
        return str(fmpz(a.args[0]))
    if a.head == "sum":
        inner, level = _sum(a.args[0])
        return f"({inner})" if tight and level < _POWER else inner
    if a.head in ("CRootOf", "zero"):
        return str(a.args[0])
    return f"{a.head}({', '.join(text(u) if isinstance(u, Expr) else str(u) for u in a.args)})"
