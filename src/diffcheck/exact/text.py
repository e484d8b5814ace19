"""Exact expressions as terms, written in SymPy's syntax. Fractional powers have positive bases, so SymPy's principal reading agrees.

A number is written out as long as somebody can read it; what is longer stays a power: (15/2)**(463/250), 10**300.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import gcd, log2, prod
from typing import Any, NamedTuple, TypeVar

from flint import fmpq, fmpz

from diffcheck.exact.expr import ONE, ONE_Q, ZERO, Atom, Exponent, Expr, Monomial
from diffcheck.exact.generators import EXP, LOG, PI
from diffcheck.exact.powers import factors_of_long
from diffcheck.exact.session import session
from diffcheck.model.term import MINUS_OO, OO, Call, Interval, Number, Power, Product, Sum, Symbol, Term, group, minus, rational
from diffcheck.model.term import ONE as ONE_TERM
from diffcheck.model.term import ZERO as ZERO_TERM

Item = TypeVar("Item")
_SUM, _PRODUCT, _POWER = 1, 2, 3
_EULER, _SQUARE_ROOT = "E", "sqrt"
"""How SymPy writes exp(1) and the power 1/2."""


def term(u: Expr) -> Term:
    """u as a term; reading its text gives the same number or function."""
    return _sum(u)[0]


def text(u: Expr) -> str:
    """u in SymPy's syntax, for words."""
    return str(_sum(u)[0])


def open_interval(low: Expr | None, high: Expr | None) -> Interval:
    """The numbers between two; None: no bound on that side."""
    return Interval(MINUS_OO if low is None else term(low), OO if high is None else term(high))


def _sum(u: Expr) -> tuple[Term, int]:
    """The term of a sum and how tightly it binds, made once for each expression."""
    found = u.shown
    if found is None:
        found = u.shown = _fresh(u)
    return found


def _fresh(u: Expr) -> tuple[Term, int]:
    if not u.terms:
        return ZERO_TERM, _POWER
    terms = _terms(u)
    if len(terms) == 1:
        return _term(*terms[0])
    if len(terms) == 2 and terms[0][1] < 0 < terms[1][1]:
        terms.reverse()
    signs = ["-" if c < 0 else "+" for _, c in terms]
    if signs[0] == "+":
        signs[0] = ""
    return Sum(tuple([(sign, _term(factors, abs(c))[0]) for sign, (factors, c) in zip(signs, terms, strict=True)])), _SUM


class _Factors(NamedTuple):
    """A monomial as terms: roots of numbers (or the primes of which they are made), other factors above and below the line,
    powers whose exponents are no numbers, the exponential."""

    roots: tuple[Term, ...]
    primes: tuple[tuple[int, Fraction], ...]
    """Powers of primes whose roots are too long to be written as such."""
    above: tuple[Term, ...]
    below: tuple[Term, ...]
    powers: tuple[Term, ...]
    power_of_e: Term | None
    order: tuple[Any, ...]
    """What terms are sorted by before their text."""

    @property
    def is_single(self) -> bool:
        """Whether it is one factor above the line, and nothing else."""
        return len(self.above) == 1 and not any((self.roots, self.primes, self.below, self.powers, self.power_of_e))


def _in_order(items: Iterable[Item], rank: Callable[[Item], Any], written: Callable[[Item], str]) -> list[Item]:
    """Items by rank; those of one rank by their text, which is not made where it is not needed."""
    ranks: dict[Any, list[Item]] = {}
    for item in items:
        ranks.setdefault(rank(item), []).append(item)
    return [item for key in sorted(ranks) for item in (sorted(ranks[key], key=written) if len(ranks[key]) > 1 else ranks[key])]


def _terms(u: Expr) -> list[tuple[_Factors, fmpq]]:
    """The terms of a sum in the order in which they are shown."""
    terms = [(_factors(m), c) for m, c in u.terms.items()]
    return _in_order(terms, lambda item: item[0].order, lambda item: str(_term(item[0], ONE_Q)[0])) if len(terms) > 1 else terms


def _factor_rank(factor: tuple[Atom, Exponent]) -> int:
    """Constants, then symbols, then sums, then functions, each in the order of the alphabet: it depends on nothing asked before."""
    a, _ = factor
    return 0 if not a.free else {"symbol": 1, "sum": 2}.get(a.head, 3)


def first_term(u: Expr) -> fmpq:
    """The coefficient of the term that is shown first."""
    return _terms(u)[0][1]


def _numbers(radicals: dict[int, list[tuple[int, int]]]) -> tuple[tuple[Term, ...], tuple[tuple[int, Fraction], ...]]:
    """Powers of primes with each denominator as a root of a product, or, where that is too long, one by one."""
    if _are_short(radicals):
        return tuple(_root(group, q) for q, group in sorted(radicals.items())), ()
    return (), tuple((p, Fraction(k, q)) for q, group in radicals.items() for p, k in group)


def _power_of_e(exponent: Expr) -> Term:
    return Symbol(_EULER) if exponent == ONE else Call(EXP, (term(exponent),))


def _factors(m: Monomial) -> _Factors:
    """A monomial as terms, made once in a question: it stands in many expressions."""
    known: dict[Monomial, _Factors] = session().written
    found = known.get(m)
    if found is None:
        found = known[m] = _made(m)
    return found


def _made(m: Monomial) -> _Factors:
    above: list[Term] = []
    below: list[Term] = []
    powers, exponent_of_e = _powers_of(m) if any(a.head == EXP for a, _ in m) else ({}, ZERO)
    radicals: dict[int, list[tuple[int, int]]] = {}
    degree: Exponent = 0
    free = False
    for a, e in _in_order(m, _factor_rank, lambda factor: str(_atom(factor[0], False))) if len(m) > 1 else m:
        if a.free:
            degree += e
            free = True
        if a.head == EXP:
            continue
        if a.head == "prime":
            q = Fraction(e)
            radicals.setdefault(q.denominator, []).append((a.args[0], q.numerator))
        elif powers and (base := _as_base(a)) in powers:
            powers[base] = powers[base] + Expr({(): fmpq(Fraction(e).numerator, Fraction(e).denominator)})
        else:
            (below if e.numerator < 0 else above).append(_factor(a, -e if e.numerator < 0 else e))
    roots, primes = _numbers(radicals) if radicals else ((), ())
    raised = sorted([Power(_base_of(u), _exponent(v)) for u, v in powers.items()], key=str)
    power_of_e = _power_of_e(exponent_of_e) if exponent_of_e else None
    return _Factors(roots, primes, tuple(above), tuple(below), tuple(raised), power_of_e, (not free, -degree, not m))


def _powers_of(m: Monomial) -> tuple[dict[Expr, Expr], Expr]:
    """exp(a*log(u) + v) is u**a*exp(v), for u > 0, where alone log(u) is: such powers, and what is left in the exponent of e.

    The base is no number but an integer, and the exponent none.
    """
    powers: dict[Expr, Expr] = {}
    left = ZERO
    for atom, e in m:
        if atom.head == EXP:
            q = Fraction(e)
            left = left + Expr({atom.args[0]: fmpq(q.numerator, q.denominator)})
    for n, c in left.terms.items():
        logs = [(a, e) for a, e in n if a.head == LOG]
        if len(logs) != 1 or logs[0][1] != 1 or len(n) == 1:
            continue
        base = logs[0][0].args[0]
        if base.rational is None or (base.rational.q == 1 and base.rational > 1):
            powers[base] = powers.get(base, ZERO) + Expr({tuple(p for p in n if p not in logs): c})
            left = left - Expr({n: c})
    return powers, left


def _as_base(a: Atom) -> Expr:
    return a.args[0] if a.head == "sum" else Expr({((a, 1),): ONE_Q})


def _base_of(u: Expr) -> Term:
    shown, level = _sum(u)
    return shown if level >= _POWER and not isinstance(shown, Power) else group(shown)


def _exponent(u: Expr) -> Term:
    shown, level = _sum(u)
    return shown if level >= _POWER else group(shown)


def _term(factors: _Factors, c: fmpq) -> tuple[Term, int]:
    if c == 1 and factors.is_single:
        (alone,) = factors.above
        return alone, _PRODUCT if _has_bare_exponent(alone) else _POWER
    size, roots, inverse = _powers(abs(c), factors.primes) if factors.primes else (abs(c), list(factors.roots), [])
    above = [*_integer(size.p), *roots, *factors.above, *factors.powers]
    below = [*_integer(size.q), *inverse, *factors.below]
    if factors.power_of_e is not None:
        above.append(factors.power_of_e)
    if below:
        divisor = below[0] if len(below) == 1 else group(_product(below))
        shown: Term = Product((*_factored(above or [ONE_TERM]), ("/", divisor)))
        level = _PRODUCT
    else:
        shown = above[0] if len(above) == 1 else _product(above) if above else ONE_TERM
        level = _PRODUCT if len(above) > 1 or factors.powers or _has_bare_exponent(shown) else _POWER
    return (minus(shown), _SUM) if c < 0 else (shown, level)


def _product(factors: list[Term]) -> Term:
    return Product(tuple(_factored(factors)))


def _factored(factors: list[Term]) -> list[tuple[str, Term]]:
    return [("*" if i else "", factor) for i, factor in enumerate(factors)]


def _has_bare_exponent(shown: Term) -> bool:
    """Whether a term is a power whose exponent has no brackets."""
    return isinstance(shown, Power) and isinstance(shown.exponent, Number)


SHORT = 100
"""Bits of an integer that is always written out: about 30 digits."""
HIGH_DEGREE = 100
LONG = 200
"""Bits of an integer that is written as a product of powers where that is shorter: more than 60 digits."""


def _integer(n: fmpz) -> list[Term]:
    """A natural number as factors: none for 1; a long one as powers of short ones, if it is made of them."""
    if n == 1:
        return []
    if n.bit_length() <= LONG:
        return [Number(str(n))]  # not as int, which refuses to be written when it is long
    primes = factors_of_long(n)
    if any(p.bit_length() > SHORT for p, _ in primes):
        return [Number(str(n))]
    common = gcd(*(k for _, k in primes))
    if sum(k // common * p.bit_length() for p, k in primes) <= SHORT:
        bases = {common: prod(p ** (k // common) for p, k in primes)}
    else:
        bases = {power: prod(p for p, k in primes if k == power) for power in sorted({k for _, k in primes})}
    return [Power(Number(str(base)), Number(str(k))) if k > 1 else Number(str(base)) for k, base in bases.items()]


def _are_short(radicals: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether the roots of the products of primes can be written out: low degrees and few bits, or one prime, which keeps its exponent."""
    if sum(map(len, radicals.values())) == 1:
        return True
    return all(q < HIGH_DEGREE and sum(k * p.bit_length() for p, k in group) <= SHORT for q, group in radicals.items())


def _powers(c: fmpq, primes: tuple[tuple[int, Fraction], ...]) -> tuple[fmpq, list[Term], list[Term]]:
    """c times powers of primes as another factor and powers of rationals, above and below the line; a single power takes c in where c is
    a power of its base.

    p**e*q**(1 - e) = q*(p/q)**e: primes whose exponents are equal or add up to 1 go under one exponent. Each stands there once, for SymPy
    takes a base with a square in it apart while it reads, and would not come to an end.
    """
    bases: dict[Fraction, fmpq] = {}
    for p, e in primes:
        if e not in bases and 1 - e in bases:
            bases[1 - e] /= p
            c *= p
        else:
            bases[e] = bases.get(e, fmpq(1)) * p
    powers: list[tuple[fmpq, Fraction]] = []
    for e, base in bases.items():
        if base < 1:
            c, base, e = c * base, 1 / base, 1 - e
        powers.append((base, e))
    if len(powers) == 1:
        ((base, e),) = powers
        k = _exponent_of(c, base)
        if k is not None and e + k < 0 and base.q == 1:
            return fmpq(1), [], [Power(Number(str(base)), group(rational(-e - k)))]
        if k is not None:
            c, powers = fmpq(1), [(base, e + k) if e + k > 0 else (1 / base, -e - k)]
    return c, [Power(_base(base), group(rational(e))) for base, e in powers], []


def _base(q: fmpq) -> Term:
    """A positive rational under an exponent."""
    above = Number(str(q.p))
    return above if q.q == 1 else group(Product((("", above), ("/", Number(str(q.q))))))


def _exponent_of(c: fmpq, base: fmpq) -> int | None:
    """The integer k with base**k = c, if there is one; base is not 1."""
    span = log2(int(base.p)) - log2(int(base.q))
    k = round((log2(int(c.p)) - log2(int(c.q))) / span) if span else 0
    bits = abs(k) * (max(base.p, base.q).bit_length() - 1)  # of the power, at least
    return k if bits <= max(c.p, c.q).bit_length() and base**k == c else None


def _root(primes: list[tuple[int, int]], degree: int) -> Term:
    """The product of prime**(k/degree), 0 < k < degree, as one root; a single prime keeps its exponent."""
    if len(primes) == 1 and primes[0][1] != 1:
        return Power(Number(str(fmpz(primes[0][0]))), group(rational(Fraction(primes[0][1], degree))))
    base = fmpz(1)  # an int refuses to be written when it is long
    for p, k in primes:
        base *= p**k
    under = Number(str(base))
    return square_root(under) if degree == 2 else Power(under, group(rational(Fraction(1, degree))))


def square_root(under: Term) -> Term:
    """The power 1/2 as it is written."""
    return Call(_SQUARE_ROOT, (under,))


def _factor(a: Atom, e: Exponent) -> Term:
    if e == 1:
        return _atom(a, True)
    if isinstance(e, int):
        return Power(_atom(a, True), Number(str(e)))
    if e.denominator == 2 and e.numerator == 1:
        return square_root(_atom(a, False))
    return Power(_atom(a, True), group(rational(e)))


def _atom(a: Atom, tight: bool) -> Term:
    if a.head == "symbol":
        return Symbol(a.args[0])
    if a.head == PI:
        return Symbol(PI)
    if a.head == "prime":
        return Number(str(fmpz(a.args[0])))
    if a.head == "sum":
        inner, level = _sum(a.args[0])
        return group(inner) if tight and level < _POWER else inner
    if not a.args:
        return Symbol(a.head)
    if a.head in ("CRootOf", "zero"):
        shown: Term = a.args[0].term()
        return shown
    if a.head == "level":
        known: Term = a.args[0].shown(a.args[1])
        return known
    return Call(a.head, tuple([term(u) if isinstance(u, Expr) else Symbol(str(u)) for u in a.args]))
