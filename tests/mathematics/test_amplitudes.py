"""The Lipschitz constant of a wave with parameters is defined and right for every value of them: also where an amplitude is 0.

By the addition theorem a*sin(v) + b*cos(v) runs through [-r, r] with r = sqrt(a^2 + b^2), so the truth is found by sampling the slope.
"""

from __future__ import annotations

from itertools import product

import pytest
import sympy

from diffcheck import api
from diffcheck.model.report import Report

from ..terms import texts

WAVES = (
    "a*sin(x)+b*cos(x)",
    "a*sin(2x)+b*cos(2x)",
    "a*sin(x+pi/4)+b*cos(x)",
    "a*sin(x+1)+b*cos(x-2)",
    "a*cos(x)-b*sin(x)+x",
    "a*sin(3x)+b*cos(3x)+(a-b)*x",
    "(a+1)*sin(x)+b*cos(x)",
    "a*sin(x)+cos(x)",
    "a*sin(x+b)+cos(x)",
    "a*sin(b*x)+cos(b*x)",
    # the places do not move
    "a*sin(x)",
    "a*sin(x)+a*cos(x)",
    "a*sin(b*x)",
)
VALUES = (-2, -1, 0, 1, sympy.Rational(5, 2))
x = sympy.Symbol("x")


def constant(formula: str) -> sympy.Expr:
    outcome = texts(api.answer(formula, api.prepare(api.Options(require="lipschitz"))).answer)
    assert isinstance(outcome, Report)
    assert outcome.lipschitz is not None and outcome.lipschitz.verdict.answer == "yes"
    assert isinstance(outcome.lipschitz.constant, str), outcome.lipschitz
    return sympy.sympify(outcome.lipschitz.constant)


@pytest.mark.slow
@pytest.mark.parametrize("formula", WAVES)
def test_the_constant_is_right_for_every_value_of_the_parameters(formula: str) -> None:
    found = constant(formula)
    slope = sympy.diff(sympy.sympify(formula.replace("2x", "2*x").replace("3x", "3*x")), x)
    for a, b in product(VALUES, VALUES):
        at = {"a": a, "b": b}
        steep = sympy.lambdify(x, slope.subs(at), "math")
        truth = max(abs(steep(k * 0.001)) for k in range(-7000, 7001))
        value = found.subs(at)
        assert value.is_finite, f"{found} at {at}"
        assert abs(float(value) - truth) < 1e-5, f"{found} at {at}: {truth}"


def test_how_it_is_written() -> None:
    assert str(constant("a*sin(x)+b*cos(x)")) == "sqrt(a**2 + b**2)"


def test_a_wave_with_numbers_keeps_its_place() -> None:
    outcome = texts(api.answer("3*sin(x)+4*cos(x)", api.prepare(api.Options(require="lipschitz"))).answer)
    assert isinstance(outcome, Report)
    assert outcome.lipschitz is not None and outcome.lipschitz.where is not None
    assert (outcome.lipschitz.constant, outcome.lipschitz.where.at) == ("5", "2*pi*n - atan(4/3)")
