"""A sum of logarithms, c1*log(u1) + c2*log(u2) + ... + k: it is 0 just where an equation without them holds.

The exponential function is injective, and each u is positive where its logarithm is defined.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from flint import fmpq

from diffcheck.exact.expr import ONE, Expr, Monomial
from diffcheck.exact.generators import LOG
from diffcheck.exact.powers import exp
from diffcheck.exact.walk import has_head


def without_logarithms(u: Expr, factors: int, name: str | None = None) -> Expr | None:
    """v with v = 0 just where u = 0, for a sum u of rational multiples of logarithms with the variable (None: of all of them) and of
    something without it; None for other expressions, and where more factors than given would have to be multiplied."""
    logs, rest = _logarithms(u, name)
    if not logs or (name in rest.free if name is not None else has_head(rest, LOG)):
        return None
    n = Fraction(lcm(*(c.denominator for c in logs.values())), gcd(*(c.numerator for c in logs.values())))
    if sum(abs(c) for c in logs.values()) * n > factors:
        return None
    above, below = ONE, exp(rest.scaled(fmpq(-n.numerator, n.denominator)))
    for v, c in logs.items():
        power = int(c * n)
        above, below = (above * v**power, below) if power > 0 else (above, below * v**-power)
    return above - below


def _logarithms(u: Expr, name: str | None) -> tuple[dict[Expr, Fraction], Expr]:
    """What rational multiples are taken the logarithm of in a sum, with the coefficients; and the rest of the sum."""
    logs: dict[Expr, Fraction] = {}
    rest: dict[Monomial, fmpq] = {}
    for m, c in u.terms.items():
        a, e = m[0] if len(m) == 1 else (None, 0)
        if a is not None and a.head == LOG and e == 1 and (name is None or name in a.free):
            logs[a.args[0]] = Fraction(int(c.p), int(c.q))
        else:
            rest[m] = c
    return logs, Expr(rest)
