"""What is said where a formula is defined nowhere: a power that is to blame is named, with what can be written instead."""

from __future__ import annotations

import pytest

from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.errors import BadInput
from diffcheck.exact.expr import ZERO, number
from diffcheck.language import read_constant

from .asking import report


@pytest.mark.parametrize(
    ("formula", "under", "instead", "at_integers"),
    [
        ("(-1)^floor(x)", "(-1)^floor(x)", "cos(pi*floor(x))", ((0, 1), (1, -1), (2, 1), (-3, -1))),
        ("1 + (-1)^x", "(-1)^x", "cos(pi*x)", ((0, 1), (1, -1), (-1, -1))),
        ("x*(-2)^x", "(-2)^x", "2**x*cos(pi*x)", ((0, 1), (1, -2), (2, 4))),
        ("(-1/3)^(2*x)", "(-1/3)^(2*x)", "(1/3)**(2*x)*cos(pi*2*x)", ()),
    ],
)
def test_a_power_of_a_negative_number_is_named_with_a_wave_that_it_is_at_the_integers(formula, under, instead, at_integers):
    with pytest.raises(BadInput, match="needs a base above 0") as caught:
        report(formula)
    error = caught.value
    assert error.code == "empty_domain" and formula[error.start : error.end] == under
    assert str(error.hint).startswith(f"write {instead}, which is this power wherever ")
    for n, value in at_integers:
        assert evaluate(read_constant(instead.replace("x", f"({n})")), "", ZERO, POINT) == number(value)


def test_a_power_of_zero_is_named_with_its_cases():
    with pytest.raises(BadInput) as caught:
        report("0^x")
    assert caught.value.hint == "write {0, x > 0; 1, x = 0}"
    assert report("{0, x > 0; 1, x = 0}").domain == "[0, oo)"


@pytest.mark.parametrize("formula", ["sqrt(-1-x^2)", "log(-exp(x))", "asin(2+x^2)", "sqrt(-1-x^2)+2^x"])
def test_other_formulas_are_defined_nowhere_as_a_whole(formula):
    with pytest.raises(BadInput, match="the formula is defined for no real number") as caught:
        report(formula)
    assert (caught.value.start, caught.value.end, caught.value.hint) == (0, len(formula), None)


@pytest.mark.parametrize("formula", ["(-1)^2*x", "(-2)^3+x", "x^2", "(-8)^(1/3)*x", "0^2+x"])
def test_powers_with_constant_exponents_are_not_accused(formula):
    assert report(formula).domain == "(-oo, oo)"
