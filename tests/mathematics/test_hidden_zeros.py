"""Constants that are zero in a hidden way, or nearly so: a jump of that size is none, and a jump of 10^-30 is one."""

from __future__ import annotations

import pytest

from .asking import report, verdicts

ZEROS = (
    "log(6)-log(2)-log(3)",
    "sqrt(2)*sqrt(3)-sqrt(6)",
    "sin(pi/5)-sqrt(10-2*sqrt(5))/4",
    "sqrt(3+2*sqrt(2))-1-sqrt(2)",
    "asin(sin(5))-5+2*pi",  # 5 - 2*pi = -1.28... lies between -pi/2 and pi/2
    "asin(sin(2))-pi+2",
    "acos(cos(5))-2*pi+5",
    "acos(sin(7))-5*pi/2+7",  # pi/2 - (7 - 2*pi)
    "asin(cos(3))-pi/2+3",
    "atan(tan(2))-2+pi",
    "atan(-tan(5))-2*pi+5",
    "asin(-sin(5))-2*pi+5",
    "sin(6*pi/7)-sin(pi/7)",
    "cos(9*pi/7)+cos(2*pi/7)",
    "sin(pi/6-10/3)-cos(pi/3+10/3)",  # cos(pi/2 - (pi/6 - 10/3))
    "cos(pi/7+1)+cos(6*pi/7-1)",
)
NUMBERS = (
    "asin(sin(5))-5",
    "acos(cos(5))-5",
    "atan(tan(2))-2",
    "log(6)-log(2)-log(3)+10^(-30)",
    "sqrt(3+2*sqrt(2))-1-sqrt(2)-10^(-30)",
)


@pytest.mark.parametrize("zero", ZEROS)
def test_a_hidden_zero_is_no_jump(zero: str) -> None:
    formula = f"{{{zero}, x<0; x^2, True}}"
    assert (report(formula).status, verdicts(formula)) == ("ok", ("yes", "yes"))


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_no_zero_is_a_jump(number: str) -> None:
    assert verdicts(f"{{{number}, x<0; x^2, True}}") == ("no", "no")


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        # at c with c^3 = c + 1 both cases are sinh(1)
        ("sinh({(x^3-x)^2, x^3-x<1; 2*(x^3-x)-1, True})", ("yes", "yes")),
        ("{log(x^3-x), x^3-x>1; 0, True}", ("yes", "no")),
        ("{log(x^3-x), x^3-x>1; 1, True}", ("no", "no")),
        # acos(1 - u^2) reaches acos(-1) = pi where u^2 = 2, at places that have equations with sqrt(2) alone
        ("acos(1-(x^3+3*x-4)^2)", ("yes", "no")),
        ("{acos(1-(x^3+3*x-4)^2), x<1; 0, True}", ("yes", "no")),
        ("asin(1-|x^5+x+49/32|)", ("yes", "no")),
    ],
)
def test_a_root_inside_a_function_is_reduced_by_its_equation(formula: str, verdict: tuple[str, str]) -> None:
    assert (report(formula).status, verdicts(formula)) == ("ok", verdict)
