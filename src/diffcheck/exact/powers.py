"""Fractional powers, exponentials and logarithms of exact expressions, split into factors whose signs an oracle knows."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_poly, fmpz

from diffcheck.errors import NotYet
from diffcheck.exact.expr import (
    ONE,
    ONE_Q,
    ZERO,
    ZERO_Q,
    Atom,
    Exponent,
    Expr,
    Monomial,
    SignOracle,
    add_all,
    as_term,
    atom,
    number,
    product,
    single,
    symbol,
)
from diffcheck.exact.generators import EXP, LOG, POSITIVE
from diffcheck.exact.session import effort

LARGEST_EXPONENT = 10**6
"""Powers beyond are not written out."""


def _as_positive_multiple(u: Expr) -> tuple[Monomial, fmpq]:
    """As `as_term`, but the coefficient of a sum is positive, so that a root or a logarithm of it is real."""
    m, c = as_term(u)
    return (m, c) if len(u.terms) == 1 or c > 0 else (((atom("sum", u.scaled(-1 / c)), 1),), -c)


def _prime_powers(n: int) -> list[tuple[int, int]]:
    """The factors of a natural number with their powers: primes, and what is too long to be taken apart."""
    if n.bit_length() > 200:
        return [(q, k * j) for p, k in factors_of_long(fmpz(n)) for q, j in (_prime_powers(p) if p.bit_length() <= 200 else [(p, 1)])]
    return [(int(p), int(k)) for p, k in fmpz(n).factor()]


_SMALL_PRIMES = tuple(p for p in range(2, 100) if all(p % d for d in range(2, p)))


def factors_of_long(n: fmpz) -> list[tuple[int, int]]:
    """The primes below 100 in a natural number with their powers, and what is left as a power."""
    factors = [(p, k) for p in _SMALL_PRIMES if (k := _valuation(n, p))]
    for p, k in factors:
        n //= fmpz(p) ** k
    return [*factors, _as_power(n)] if n > 1 else factors


def _as_power(n: fmpz) -> tuple[int, int]:
    """(r, k) with n = r**k and the largest k, for n > 1."""
    power = 1
    while n.is_perfect_power():
        k = next(k for k in range(2, n.bit_length()) if n.root(k) ** k == n)
        n, power = n.root(k), power * k
    return int(n), power


def _valuation(n: fmpz, p: int) -> int:
    """The largest k for which p**k divides n, by squares of squares."""
    squares = [fmpz(p)]
    while not n % squares[-1]:
        squares.append(squares[-1] ** 2)
    k = 0
    for i in range(len(squares) - 2, -1, -1):
        if not n % squares[i]:
            n //= squares[i]
            k += 2**i
    return k


def power(u: Expr, exponent: Exponent, sign: SignOracle) -> Expr:
    """u**exponent for u > 0 (or any u != 0 and an integer exponent), split into factors whose sign the oracle knows.

    Raises ZeroDivisionError for 0 to a negative power.
    """
    if isinstance(exponent, int) or exponent.denominator == 1:
        return u ** int(exponent)
    if not u.terms:
        if exponent < 0:
            raise ZeroDivisionError
        return ZERO
    u = _with_repeated_factors(u)
    m, c = _as_positive_multiple(u)
    factors: list[tuple[Atom, Exponent]] = []
    negatives = 0
    unknown: list[tuple[Atom, Exponent]] = []
    for a, e in m:
        base = _base_of(a)
        s = 1 if a.head in POSITIVE else sign(base)
        if s is None or s == 0:
            unknown.append((a, e))
        elif s > 0:
            factors.append((a, e * exponent))
        else:
            factors.append((_negated(base), e * exponent))
            negatives += int(e)
    c = -c if negatives % 2 else c
    if unknown or c < 0:
        rest = product(ONE_Q if c > 0 else fmpq(-1), unknown)
        factors.append((atom("sum", rest), exponent))
        c = abs(c)
    factors += [(atom("prime", p), k * exponent) for p, k in _prime_powers(int(c.p))]
    factors += [(atom("prime", p), -k * exponent) for p, k in _prime_powers(int(c.q))]
    return product(ONE_Q, ((a, Fraction(e)) for a, e in factors))


def _with_repeated_factors(u: Expr) -> Expr:
    """A polynomial in one symbol with a repeated factor, as a product of powers; anything else as it is."""
    coefficients = _coefficients(u) if len(u.terms) > 1 and len(u.free) == 1 else None
    if coefficients is None:
        return u
    top = max(coefficients)
    if top > effort().factored_degree:
        return u
    content, factors = fmpq_poly([coefficients.get(k, ZERO_Q) for k in range(top + 1)]).factor()
    if all(k == 1 for _, k in factors):
        return u
    x = symbol(next(iter(u.free)))
    result = number(content)
    for f, k in factors:
        part = add_all(x**j * number(f[j]) for j in range(f.degree() + 1) if f[j] != 0)
        result = result * part ** int(k)
    return result


def _coefficients(u: Expr) -> dict[int, fmpq] | None:
    """A polynomial in one symbol by its powers; None for anything else."""
    found: dict[int, fmpq] = {}
    for m, c in u.terms.items():
        a, e = m[0] if m else (None, 0)
        if len(m) > 1 or (a is not None and a.head != "symbol") or not isinstance(e, int) or e < 0:
            return None
        found[e] = c
    return found


def _negated(base: Expr) -> Atom:
    u = -base
    m, c = as_term(u)
    return m[0][0] if c == 1 and len(m) == 1 and m[0][1] == 1 else atom("sum", u)


def exp(u: Expr) -> Expr:
    """e**u: a product of exponentials of the monomials of u; exp(q log a) is a**q. Raises NotYet for powers beyond `LARGEST_EXPONENT`."""
    result = ONE
    factors: list[tuple[Atom, Exponent]] = []
    for m, c in u.terms.items():
        q = Fraction(int(c.p), int(c.q))
        if len(m) == 1 and m[0][1] == 1 and m[0][0].head == LOG:
            if abs(q) > LARGEST_EXPONENT:
                raise NotYet("too_large", "an exponent of this size is not treated")
            result = result * power(m[0][0].args[0], q, lambda _: None)
        else:
            factors.append((atom(EXP, m), q))
    return result * product(ONE_Q, factors) if factors else result


def log(u: Expr, sign: SignOracle) -> Expr:
    """log u for u > 0: factors that the oracle knows to be positive are split off."""
    m, c = _as_positive_multiple(u)
    parts: list[Expr] = []
    rest: list[tuple[Atom, Exponent]] = []
    for a, e in m:
        q = Fraction(e)
        weight = fmpq(q.numerator, q.denominator)
        if a.head == EXP:
            parts.append(Expr({a.args[0]: weight}))
            continue
        base = _base_of(a)
        s = 1 if a.head in POSITIVE or not isinstance(e, int) else sign(base)
        if s is None or s == 0:
            rest.append((a, e))
            continue
        parts.append(_log_of(base if s > 0 else -base).scaled(weight))
        c = -c if s < 0 and e % 2 else c
    if rest or c < 0:
        parts.append(_log_of(product(ONE_Q if c > 0 else fmpq(-1), rest)))
        c = abs(c)
    for whole, side in ((int(c.p), 1), (int(c.q), -1)):
        parts += [_log_of(number(p)).scaled(fmpq(side * k)) for p, k in _prime_powers(whole) if p != 1]
    return add_all(parts)


def _base_of(a: Atom) -> Expr:
    """An atom as an expression."""
    if a.head == "prime":
        return number(a.args[0])
    base: Expr = a.args[0] if a.head == "sum" else single(a)
    return base


def _log_of(u: Expr) -> Expr:
    """log u, as it stands."""
    return single(atom(LOG, u))
