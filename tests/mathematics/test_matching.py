"""Conditions under which a wave goes on as something else: what follows from the equations of a case is not asked again.

A*sin(k*x) meets B*exp(-q*x) at L with one value iff A*sin(k*L) = B*exp(-q*L), and with one slope iff A*k*cos(k*L) = -B*q*exp(-q*L) too.
Then f'' is -k^2*f on the left and q^2*f on the right: (k^2 + q^2)*f(L) = 0 decides C^2, and with it all orders.
"""

from __future__ import annotations

import pytest

from .asking import check, holds_at

WELL = "{A*sin(k*x), x<L; B*exp(-q*x), x>=L}"
MEETING = (
    # A, k, L, B, q, smoothness
    ("1", "3*pi/4", "1", "sqrt(2)/2*exp(3*pi/4)", "3*pi/4", 1),  # k*cot(k*L) = -k = -q
    ("1", "pi/2", "1", "1", "0", 1),  # slopes 0; second derivatives -pi^2/4 and 0
    ("2", "pi", "1", "0", "3", 0),  # f(L) = 0, slopes -2*pi and 0
    ("2", "pi", "1", "1", "3", -1),
    ("2", "0", "1", "0", "3", "oo"),  # f = 0
    ("0", "pi", "1", "0", "3", "oo"),
    ("5", "0", "0", "0", "0", "oo"),
    ("1", "pi/4", "1", "sqrt(2)/2*exp(pi/4)", "pi/4", 0),  # slopes k*sqrt(2)/2 and -k*sqrt(2)/2
    ("1", "pi/4", "1", "sqrt(2)/2*exp(-pi/4)", "-pi/4", 1),
)


@pytest.mark.slow
@pytest.mark.parametrize(("a", "k", "end", "b", "q", "smoothness"), MEETING)
def test_a_wave_that_goes_on_as_an_exponential(a: str, k: str, end: str, b: str, q: str, smoothness: int | str) -> None:
    values = {"A": a, "k": k, "L": end, "B": b, "q": q}
    whole = check(WELL, variable="x")
    assert whole.status == "ok"
    assert holds_at(whole.continuous, values) == (smoothness != -1)
    assert holds_at(whole.differentiable, values) == (smoothness not in (-1, 0))
    with_numbers = check(WELL, variable="x", values=values)
    assert with_numbers.smoothness == smoothness


@pytest.mark.parametrize(
    ("formula", "condition"),
    [
        (WELL, "Or(And(Eq(B, A*sin(L*k)*exp(L*q)), Eq(k*cos(L*k) + q*sin(L*k), 0)), And(Eq(A, 0), Eq(B, 0)))"),
        ("{A*sin(k*x)+C*cos(k*x), x<0; B*exp(-q*x), x>=0}", "And(Eq(C, B), Eq(A*k + B*q, 0))"),
        ("{x*(a^2+b^2), x<0; 0, x>=0}", "Eq(a**2 + b**2, 0)"),
        ("{x*(a^2+b^4+1), x<0; 0, x>=0}", "False"),
        ("{x*(a^2-b^2), x<0; 0, x>=0}", "Or(And(Eq(b, -a), Ne(a, 0)), Eq(b, a))"),  # a difference of squares has both signs
    ],
)
def test_the_condition_is_that_of_a_calculation_by_hand(formula: str, condition: str) -> None:
    found = check(formula, variable="x").differentiable
    assert (found.condition or ("False" if found.answer == "no" else "True")) == condition


@pytest.mark.parametrize(
    ("formula", "assumed", "condition"),
    [
        ("{x*(a*sin(b)+c*cos(b)), x<0; x^2*c, x>=0}", "a > 0", "Eq(a*sin(b) + c*cos(b), 0)"),
        ("{x*(a*sin(b)+sin(c)), x<0; sin(b)*x^2, x>=0}", "a > 0", "Eq(a*sin(b) + sin(c), 0)"),
        ("{x*(cos(b)*sin(c)+sin(d)), x<0; cos(b)*sin(c)*x^2, x>=0}", "d > 0", "Eq(cos(b)*sin(c) + sin(d), 0)"),
    ],
)
def test_an_equation_in_two_functions_is_not_asked_for_itself(formula: str, assumed: str, condition: str) -> None:
    """The sign of one function follows from the other, whose sign follows from the first: each equation is used once."""
    found = check(formula, variable="x", assume=[assumed]).differentiable
    assert (found.answer, found.condition) == ("condition", condition)
