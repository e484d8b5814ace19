"""A bounded part of an interval that holds all zeros of an expression: x**2 - 3*x*sin(x) - 1, atan(x) - tanh(x)."""

from __future__ import annotations

from flint import arb, fmpq

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.zeros.far import sign_beyond
from diffcheck.exact.ball import at_precision, enclose
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import Expr, number, product, symbol
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign

FEW_TERMS = 6
"""An expression with more terms is not divided by each of them."""


def confined(u: Expr, interval: Interval) -> Interval | None:
    """A bounded part of the interval that holds all zeros of u in it; None if the interval is bounded or no bound is found."""
    if interval.low is not None and interval.high is not None:
        return None
    reach = _cauchy(u, interval.name)
    if reach is not None:
        low, high = _inner(interval.low, number(-reach), 1), _inner(interval.high, number(reach), -1)
    else:
        reach = _by_ranges(u, interval)
        if reach is None:
            return None
        low = number(-reach) if interval.low is None else interval.low  # nothing is known of what lies beyond R on a bounded side
        high = number(reach) if interval.high is None else interval.high
    return interval.between(low, high) if known_sign(high - low) == 1 else None


def _inner(end: Expr | None, bound: Expr, side: int) -> Expr:
    """The end of an interval that begins (side 1) or stops (side -1) there, or the bound where it does not lie farther out."""
    return end if end is not None and known_sign((end - bound) * side) == 1 else bound


def _cauchy(u: Expr, name: str) -> int | None:
    """R such that u has no zero with |x| >= R, for a polynomial with bounded coefficients.

    Cauchy's bound: if u is the sum of b_i(x)*x**i for i = 0 ... d, |b_d| >= A, |b_i| <= B_i, and A*R**d > sum of B_i*R**i for an
    R >= 1, the same holds for every larger R.
    """
    sizes = _sizes(u, name)
    if sizes is None:
        return None
    degree = max(sizes)
    lead = sizes.pop(degree)
    if degree < 1 or not lead > 0:
        return None
    reach = 1
    while not _outgrows(lead, degree, sizes, reach):
        reach *= 2
        if reach > effort().zero_bound:
            return None
    return reach


def _by_ranges(u: Expr, interval: Interval) -> int | None:
    """R such that bounds on half lines show that u has no zero with |x| >= R on the sides where the interval is unbounded."""
    if u.free != {interval.name}:
        return None
    sides = [u] if interval.high is None else []
    if interval.low is None:
        sides.append(substitute(u, interval.name, -symbol(interval.name), lambda _: None))
    reach = 1
    for v in sides:
        quotients = [(number(1), v), *_by_terms(v, interval.name)]
        while not any(sign_beyond(w, interval.name, reach) and sign_beyond(term, interval.name, reach) for term, w in quotients):
            reach *= 4
            if reach > effort().zero_bound:
                return None
    return reach


def _by_terms(u: Expr, name: str) -> list[tuple[Expr, Expr]]:
    """Terms of u with u divided by them: by the one that outgrows the others, the rest is bounded."""
    terms = [Expr({m: fmpq(1)}) for m in u.terms if any(name in a.free for a, _ in m)]
    return [(term, expanded(u * term**-1)) for term in terms] if len(terms) <= FEW_TERMS else []


def _outgrows(lead: arb, degree: int, sizes: dict[int, arb], reach: int) -> bool:
    """Whether lead * reach**degree is larger than the sum of the other sizes times their powers of it."""
    with at_precision(64):
        rest = sum((b.upper() * arb(reach) ** i for i, b in sizes.items()), arb(0))
        return bool(lead.lower() * arb(reach) ** degree > rest)


def _sizes(u: Expr, name: str) -> dict[int, arb] | None:
    """For each power of x a ball that holds the size of its coefficient wherever x is; None if one is not bounded."""
    parts: dict[int, Expr] = {}
    for m, c in u.terms.items():
        i = next((e for a, e in m if a.head == "symbol" and a.args[0] == name), 0)
        if not isinstance(i, int) or i < 0:
            return None
        rest = product(c, ((a, e) for a, e in m if not (a.head == "symbol" and a.args[0] == name)))
        parts[i] = parts[i] + rest if i in parts else rest
    found = {}
    for i, b in parts.items():
        if len(b.free - {name}) > 0:
            return None
        size = abs(enclose(b, 64, {name: arb(0, float("inf"))}))
        if not size.is_finite():
            return None
        found[i] = size
    return found
