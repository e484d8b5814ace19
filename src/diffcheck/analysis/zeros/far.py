"""Bounds of an expression on a half line [R, oo): atan(x) - tanh(x) >= atan(R) - 1, cosh(x) + cos(x) - 2 >= exp(R)/2 - 3.

Sums and products of ranges that may have no upper end. An increasing function has its values between that at the lower end and the supremum
of its declared bounds; a function that is written in exponentials is taken so.
"""

from __future__ import annotations

from flint import arb, fmpq

from diffcheck.exact.atoms import facts, is_function
from diffcheck.exact.ball import at_precision, enclose
from diffcheck.exact.calculus import expand
from diffcheck.exact.expr import ONE_Q, Atom, Exponent, Expr, Monomial
from diffcheck.exact.generators import EXP, LOG
from diffcheck.model.immutable import immutable

PRECISION = 64


@immutable
class Range:
    """All values are at least `low` and at most `high`; None: no bound is known there."""

    low: arb | None
    high: arb | None

    def negative(self) -> Range:
        """The range of -u."""
        return Range(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def is_finite(self) -> bool:
        """Whether both bounds are known."""
        return self.low is not None and self.high is not None

    def is_positive(self) -> bool:
        """Whether all values are >= 0."""
        return self.low is not None and bool(self.low >= 0)


_ANY = Range(None, None)


def sign_beyond(u: Expr, name: str, reach: int) -> int:
    """The sign of u on [reach, oo) where such bounds show it; else 0."""
    with at_precision(PRECISION):
        found = _Far(name, arb(reach)).of(_plain(u))
        if found.low is not None and found.low > 0:
            return 1
        return -1 if found.high is not None and found.high < 0 else 0


def _plain(u: Expr) -> Expr:
    """u with functions that are sums of exponentials written as these."""

    def rewrite(a: Atom, e: Exponent) -> Expr | None:
        if not is_function(a.head) or not isinstance(e, int) or e < 1 or facts(a.head).increasing or facts(a.head).bounds is not None:
            return None
        written = facts(a.head).in_generators(*a.args)
        return None if written is None else written**e

    return expand(u, rewrite) or u


@immutable
class _Far:
    """The variable runs through [low, oo)."""

    name: str
    low: arb

    def of(self, u: Expr) -> Range:
        total = Range(arb(0), arb(0))
        for m, c in u.terms.items():
            total = _sum(total, self._term(m, c))
        return total

    def _term(self, m: Monomial, c: fmpq) -> Range:
        found = Range(arb(abs(c)), arb(abs(c)))
        for a, e in m:
            found = _product(found, self._power(a, e))
        return found if c > 0 else found.negative()

    def _power(self, a: Atom, e: Exponent) -> Range:
        if self.name not in a.free:
            return _both(enclose(Expr({((a, e),): ONE_Q}), PRECISION))
        base = self._atom(a)
        if e < 0:
            if not base.is_positive() or not base.low > 0:  # type: ignore[operator]
                return _ANY
            base, e = Range(arb(0) if base.high is None else 1 / base.high, 1 / base.low), -e  # type: ignore[operator]
        if e == 1:
            return base
        if not base.is_positive():
            return Range(arb(0), None) if isinstance(e, int) and e % 2 == 0 else _ANY
        return Range(_raised(base.low, e, arb(0)), _raised(base.high, e, None))

    def _atom(self, a: Atom) -> Range:
        if a.head == "symbol":
            return Range(self.low, None)
        if a.head == "sum":
            return self.of(a.args[0])
        if a.head == EXP:
            inner = self._term(a.args[0], ONE_Q)
            return Range(arb(0) if inner.low is None else inner.low.exp(), None if inner.high is None else inner.high.exp())
        inner = self.of(a.args[0]) if len(a.args) == 1 and isinstance(a.args[0], Expr) else _ANY
        if a.head == LOG:
            if inner.low is None or not inner.low > 0:
                return _ANY
            return Range(inner.low.log(), None if inner.high is None else inner.high.log())
        return self._function(a, inner)

    def _function(self, a: Atom, inner: Range) -> Range:
        known = facts(a.head)
        least, most = (None, None) if known.bounds is None else (arb(known.bounds[0]), arb(known.bounds[1]))
        if not known.increasing:
            return Range(least, most)
        low, high = (None if v is None else known.ball(v) for v in (inner.low, inner.high))
        return Range(low if low is not None and low.is_finite() else least, high if high is not None and high.is_finite() else most)


def _both(value: arb) -> Range:
    return Range(value, value) if value.is_finite() else _ANY


def _raised(value: arb | None, e: Exponent, otherwise: arb | None) -> arb | None:
    """value**e for e > 0; `otherwise` where the ball does not exclude 0."""
    if value is None or not value > 0:
        return otherwise
    return value**e if isinstance(e, int) else (value.log() * fmpq(e.numerator, e.denominator)).exp()


def _sum(a: Range, b: Range) -> Range:
    return Range(
        None if a.low is None or b.low is None else a.low + b.low,
        None if a.high is None or b.high is None else a.high + b.high,
    )


def _product(a: Range, b: Range) -> Range:
    """Of two finite ranges, or of two where neither changes its sign."""
    if a.is_finite() and b.is_finite():
        ends = [v * w for v in (a.low, a.high) for w in (b.low, b.high)]  # type: ignore[operator]
        return Range(_least(ends), _least([-v for v in ends], -1))
    if a.negative().is_positive():
        return _product(a.negative(), b).negative()
    if b.negative().is_positive():
        return _product(a, b.negative()).negative()
    if not a.is_positive() or not b.is_positive():
        return _ANY
    return Range(a.low * b.low, None if a.high is None or b.high is None else a.high * b.high)  # type: ignore[operator]


def _least(values: list[arb], factor: int = 1) -> arb:
    """factor times a lower bound of all the values."""
    low = values[0].lower()
    for v in values[1:]:
        low = low.min(v.lower())
    return low * factor
