"""What is too large to be multiplied out is never taken for zero: its value stays the same.

Coefficients are products of sums, so that a formula is read within a limit that a product of two coefficients exceeds.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.exact import calculus
from diffcheck.exact.ball import enclose
from diffcheck.exact.effort import Effort
from diffcheck.exact.expr import number
from diffcheck.exact.modulo import equation_of, reduced
from diffcheck.exact.session import in_session, session

from .asking import report
from .test_roots import expression

LIMITS = (3, 2, 1, 0)


@pytest.mark.parametrize("polynomial", ["(1 + sqrt(3)) x^7", "(1 + sqrt(3)) x^6 + (sqrt(5) - 1) x", "(1 + sqrt(3)) (x^7 - x^5)"])
def test_a_remainder_that_is_too_large_keeps_its_value(polynomial: str) -> None:
    in_session(_keeps_its_value, polynomial)


def _keeps_its_value(polynomial: str) -> None:
    (c,) = zeros(expression("x^5 - (1 + sqrt(2)) x - 1"), Interval("x", number(1), number(2)))
    ((atom, _),) = next(iter(c.terms))
    equation = equation_of(atom)
    assert equation is not None
    u = calculus.substitute(expression(polynomial), "x", c, lambda _: None)
    value = enclose(u, 200)
    assert value > 1
    for limit in LIMITS:
        session().effort = replace(Effort(), expanded_terms=limit)
        assert enclose(reduced(u, atom, equation), 200).overlaps(value), f"with at most {limit} terms"


@pytest.mark.parametrize("formula", ["(2*x^2)^({1, x<5; 10^10})", "exp(10^10*log(5))*x", "exp(-10^8*log(x^2+1))"])
def test_a_power_too_large_to_be_written_out_is_undecided(formula: str) -> None:
    r = report(formula)
    assert (r.status, r.certainty) == ("undecided", None)
