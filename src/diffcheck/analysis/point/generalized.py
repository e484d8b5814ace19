"""Branches that are generalized power series t**a * A(t**d1, ..., t**dk), A analytic at 0, with exponents that depend on parameters.

Theorem: sums, products, real powers of what does not vanish there and analytic functions of such series are such series (L. van den Dries,
P. Speissegger, The real field with convergent generalized power series, 1998, section 5). So every exponent in the expansion is
a + n1*d1 + ... + nk*dk with natural n, and the sum converges: where all of these are natural numbers it is an analytic function of t.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq

from diffcheck.analysis.point.continuation import beside, exponent_of
from diffcheck.analysis.point.side import Side
from diffcheck.exact.atoms import apply, facts_if_any
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, Monomial, add_all, number, pi, product, symbol
from diffcheck.exact.generators import COS, EXP, LOG, SIN
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import known_sign, sign
from diffcheck.model.immutable import immutable

_T = "_t"
"""The letter of the distance to the point."""
_S = "_s"
"""The letter of what is left of an argument beside its limit."""


@immutable
class GeneralizedSeries:
    """t**start * A(t**d for d in steps): every step is positive, and A(0) = first, which may be 0."""

    start: Expr
    steps: frozenset[Expr]
    first: Expr


def is_smooth_by_exponents(sides: list[Side]) -> bool:
    """Whether f is proved smooth at the point by the exponents of its branches.

    On one side all must be natural numbers. On both, the branches as functions of the distance t must be one function, and its exponents
    even; or one must be minus the other, and the exponents odd. Raises NotYet, or Split where it depends on parameters.
    """
    branches = [_of_distance(side) for side in sides]
    found = _Reader().sum(branches[0])
    if found is None or sign(found.start) < 0:
        return False
    half = fmpq(1, len(sides))
    first = _WAVE_OF_START.get(_parity(branches))
    return first is not None and all(
        sign(apply(head, (pi() * d).scaled(half))) == 0 for head, d in [(first, found.start), *((SIN, d) for d in found.steps)]
    )


_WAVE_OF_START = {1: SIN, -1: COS}
"""What vanishes at half turns exactly for even numbers, and for odd ones."""


def _of_distance(side: Side) -> Expr:
    """The branch as a function of the distance t to the point."""
    t = symbol(_T)
    return substitute(side.branch, side.name, side.point + t * side.side, beside(Side(_T, t, ZERO, 1)).sign)


def _parity(branches: list[Expr]) -> int:
    """1 where the branch on the other side, if there is one, is the same function of the distance, -1 where it is minus that; else 0."""
    return 1 if len(branches) == 1 else next((s for s in (1, -1) if is_zero_form(branches[0] - branches[1] * s)), 0)


class _Reader:
    """Reads functions of t > 0 as generalized power series."""

    def sum(self, u: Expr) -> GeneralizedSeries | None:
        """A sum: t to the lowest of the exponents with which its terms begin, times a series in which the others are steps."""
        parts = [self._product(m, c) for m, c in u.terms.items()]
        if not parts or any(part is None for part in parts):
            return None
        known = [part for part in parts if part is not None]
        start = known[0].start
        for part in known[1:]:
            start = part.start if sign(part.start - start) < 0 else start
        gaps = [expanded(part.start - start) for part in known]
        first = add_all(part.first for part, gap in zip(known, gaps, strict=True) if sign(gap) == 0)
        return GeneralizedSeries(start, frozenset(gap for gap in gaps if sign(gap)).union(*(part.steps for part in known)), first)

    def _product(self, m: Monomial, c: fmpq) -> GeneralizedSeries | None:
        found = GeneralizedSeries(ZERO, frozenset(), number(c))
        for a, e in m:
            factor = self._factor(a, e)
            if factor is None:
                return None
            found = GeneralizedSeries(found.start + factor.start, found.steps | factor.steps, found.first * factor.first)
        return found

    def _factor(self, a: Atom, e: Exponent) -> GeneralizedSeries | None:
        """A power of an atom."""
        if _T not in a.free:
            return GeneralizedSeries(ZERO, frozenset(), product(fmpq(1), ((a, e),)))
        if a.head == EXP:
            exponent = exponent_of(a, e)
            found = self._power_of_variable(exponent)
            return self._composed(exponent, 0, exp) if found is None else found
        base = self._atom(a)
        if base is None or e == 1:
            return base
        return _raised(base, number(e))

    def _atom(self, a: Atom) -> GeneralizedSeries | None:
        if a.head == "symbol":
            return GeneralizedSeries(ONE, frozenset(), ONE)
        if a.head == "sum":
            return self.sum(a.args[0])
        if a.head == LOG:
            base = self.sum(a.args[0])
            begins = base is not None and sign(base.start) == 0 and sign(base.first) == 1
            return GeneralizedSeries(ZERO, base.steps, log(base.first, known_sign)) if base is not None and begins else None
        *fixed, u = a.args
        facts = facts_if_any(a.head)
        if facts is None or not isinstance(u, Expr) or any(isinstance(v, Expr) and _T in v.free for v in fixed):
            return None
        return self._composed(u, facts.parity, lambda v: apply(a.head, *fixed, v))

    def _power_of_variable(self, exponent: Expr) -> GeneralizedSeries | None:
        """exp(p*log w) = w**p, where nothing else in the exponent depends on the variable."""
        ((m, c),) = exponent.terms.items()
        logs = [a for a, e in m if a.head == LOG and e == 1 and _T in a.free]
        p = product(c, (pair for pair in m if pair[0] not in logs))
        if len(logs) != 1 or _T in p.free:
            return None
        base = self.sum(logs[0].args[0])
        return None if base is None else _raised(base, p)

    def _composed(self, u: Expr, parity: int, g: Any) -> GeneralizedSeries | None:
        """g(u) for a g that is analytic at the limit of u. Where u = t**s * A tends to 0, an even g is a series in t**(2*s), and an odd one
        is t**s times such a series."""
        inner = self.sum(u)
        if inner is None or (direction := sign(inner.start)) < 0:
            return None
        limit = ZERO if direction else inner.first
        beside = Side(_S, g(limit + symbol(_S)), ZERO, 1)
        if not beside.is_analytic():
            return None
        if not direction:
            return GeneralizedSeries(ZERO, inner.steps, g(limit))
        step = inner.start.scaled(fmpq(2)) if parity else inner.start
        steps = inner.steps | {step}
        if parity < 0:
            return GeneralizedSeries(inner.start, steps, beside.coefficient(1) * inner.first)
        return GeneralizedSeries(ZERO, steps, g(limit))


def _raised(base: GeneralizedSeries, p: Expr) -> GeneralizedSeries | None:
    """(t**a * A)**p = t**(a*p) * A**p, where A(0) > 0, or p is an integer and A(0) != 0, or p is natural."""
    if p.integer is None or p.integer < 0:
        s = sign(base.first)
        if s == 0 or (s < 0 and p.integer is None):
            return None
    q = p.rational
    first = exp(expanded(p * log(base.first, known_sign))) if q is None else power(base.first, Fraction(int(q.p), int(q.q)), known_sign)
    return GeneralizedSeries(expanded(base.start * p), base.steps, first)
