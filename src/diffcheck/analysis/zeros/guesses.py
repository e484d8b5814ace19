"""Simple exact numbers near a rational: guesses, to be proved or thrown away."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from diffcheck.analysis.refusals import Unsolved
from diffcheck.exact.ball import at_precision, enclose, rational
from diffcheck.exact.expr import ONE, Expr, atom, number, pi, single
from diffcheck.exact.powers import exp


def dyadic(value: arb) -> tuple[int, int]:
    """The midpoint of a ball as numerator and denominator. Raises Unsolved for a ball without bounds."""
    if not value.is_finite():
        raise Unsolved("a constant on the way is too large")
    m, e = value.mid().man_exp()
    return (int(m) * 2 ** int(e), 1) if e >= 0 else (int(m), 2 ** int(-e))


def simple_numbers(near: fmpq) -> list[Expr]:
    """Rational multiples of 1, pi, e and square roots of small primes that are near."""
    found = []
    x = rational(near, 200)
    for unit in (ONE, pi(), exp(ONE), *(single(atom("prime", p), Fraction(1, 2)) for p in (2, 3, 5))):
        with at_precision(200):
            y = Fraction(*dyadic(x / enclose(unit, 200)))
        q = y.limit_denominator(1000)
        if abs(q - y) < Fraction(1, 10**14):
            found.append(unit * number(q))
    return found
