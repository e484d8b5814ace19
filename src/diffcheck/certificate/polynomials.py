"""Formulas that are quotients of polynomials with rational coefficients: in lowest terms, and in factors of plain sign."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from flint import arb, fmpq, fmpq_poly, fmpz_poly

from diffcheck.functions import formal
from diffcheck.functions.formal import Formal, X

MOST_DEGREE: Final = 40
Quotient = tuple[fmpq_poly, fmpq_poly]


def quotient_of(g: Formal) -> Quotient | None:
    """Numerator and denominator of a formula that is a quotient of polynomials; not reduced."""
    if g.operation == X.operation:
        return fmpq_poly([0, 1]), fmpq_poly([1])
    r = g.operation.rational
    if r is not None:
        return fmpq_poly([fmpq(r.numerator, r.denominator)]), fmpq_poly([1])
    if g.operation.unfolded is not None:
        return quotient_of(g.operation.unfolded(*g.args))
    combine = _ARITHMETIC.get(g.operation.coq)
    if combine is None:
        return None
    parts = [quotient_of(arg) for arg in g.args]
    if any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    if g.operation.coq == "Pow":
        n = int(g.operation.behind)
        above, below = known[0]
        return (above**n, below**n) if n * max(above.degree(), below.degree()) <= MOST_DEGREE else None
    return combine(*known)


def polynomial_of(g: Formal) -> fmpq_poly | None:
    """A formula that is a polynomial."""
    found = quotient_of(g)
    if found is None or found[1].degree() > 0 or not found[1]:
        return None
    return found[0] / found[1][0]


def _divide(p: Quotient, q: Quotient) -> Quotient | None:
    return (p[0] * q[1], p[1] * q[0]) if q[0] else None


_ARITHMETIC: Final[dict[str, Callable[..., Quotient | None]]] = {
    "Add": lambda p, q: (p[0] * q[1] + q[0] * p[1], p[1] * q[1]),
    "Mul": lambda p, q: (p[0] * q[0], p[1] * q[1]),
    "Opp": lambda p: (-p[0], p[1]),
    "Div": _divide,
    "Pow": lambda p: p,
}


def reduced(g: Formal) -> Formal | None:
    """The formula in lowest terms; None if it is no quotient of polynomials."""
    found = quotient_of(g)
    if found is None:
        return None
    above, below = found
    common = above.gcd(below)
    if not common:
        return None
    above, below = above / common, below / common
    lead = below[below.degree()]
    above, below = above / lead, below / lead
    return written(above) if below.degree() == 0 else Formal(formal.quotient(X, X).operation, (written(above), written(below)))


def clearance(g: Formal, c: arb) -> str:
    """A distance from c within which no other denominator of a quotient of polynomials is 0."""
    found = quotient_of(g)
    assert found is not None
    distances = [abs(root - c) for root, _ in fmpz_poly(found[1].numer()).complex_roots()]
    apart = [Fraction(str(float(one.abs_lower()))) for one in distances if one.abs_lower() > arb(2) ** -60]
    return str(min([Fraction(1), *(max(one / 2, Fraction(1, 2**40)) for one in apart)]).limit_denominator(1000))


def written(p: fmpq_poly) -> Formal:
    """A polynomial as a sum of powers."""
    terms = []
    for n, c in reversed(list(enumerate(p.coeffs()))):
        if c != 0:
            power = X if n == 1 else formal.natural_power(X, n)
            factor = formal.number(Fraction(int(c.p), int(c.q)))
            terms.append(factor if n == 0 else power if c == 1 else formal.product(factor, power))
    return formal.total(*terms)


def zero_between(p: fmpq_poly, low: arb, high: arb) -> Fraction | None:
    """A rational zero of a polynomial between two numbers."""
    for factor, _ in p.factor()[1]:
        if factor.degree() == 1:
            root = -factor[0] / factor[1]
            if low < root and arb(root) < high:
                return Fraction(int(root.p), int(root.q))
    return None


def factored(p: fmpq_poly, sample: arb) -> str | None:
    """The polynomial as a product of powers of factors that are positive at the sample; None where a factor is no plain one."""
    content, factors = p.factor()
    lead = fmpq(content)
    parts = []
    for factor, times in factors:
        if factor.degree() > 2:
            return None
        monic = factor / factor[factor.degree()]
        lead *= factor[factor.degree()] ** times
        text = _linear(monic) if monic.degree() == 1 else _square(monic)
        if not _at(monic, sample) > 0:
            lead *= (-1) ** times
            text = _turned(monic) if monic.degree() == 1 else f"(- {text})"
        parts.append(text if times == 1 else f"{text} ^ {times}")
    if lead <= 0:
        return None
    return " * ".join([_number(lead), *parts])


def factored_quotient(fraction: Quotient, sample: arb) -> str | None:
    """A quotient of polynomials as a quotient of products of factors that are positive at the sample."""
    above, below = fraction
    if below.degree() <= 0:
        return factored(above / below[0], sample) if below else None
    sign = 1 if _at(below, sample) > 0 else -1
    upper, lower = factored(sign * above, sample), factored(sign * below, sample)
    return None if upper is None or lower is None else f"({upper}) / ({lower})"


def _at(p: fmpq_poly, x: arb) -> arb:
    """The value of a polynomial."""
    found = arb(0)
    for c in reversed(p.coeffs()):
        found = found * x + arb(c)
    return found


def _number(r: fmpq) -> str:
    written = str(int(r.p)) if r.p >= 0 else f"(- {-int(r.p)})"
    return written if r.q == 1 else f"({written} / {int(r.q)})"


def _linear(p: fmpq_poly) -> str:
    return f"(x - {_number(-p[0])})"


def _turned(p: fmpq_poly) -> str:
    return f"({_number(-p[0])} - x)"


def _square(p: fmpq_poly) -> str:
    """x^2 + b x + c as a square and a number."""
    half = p[1] / 2
    return f"((x + {_number(half)}) ^ 2 + {_number(p[0] - half * half)})"
