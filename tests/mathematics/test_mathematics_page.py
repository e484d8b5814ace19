"""docs/mathematics.md: every formula on it is what the page says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .asking import check, report

PAGE = (Path(__file__).parent.parent.parent / "docs" / "mathematics.md").read_text(encoding="utf-8")
SAID = {
    "|tan(x) - x|": ("ok", "yes", 0),
    "1/(1 + (sqrt(1 - x^2)*asin(x))^2)": ("ok", "yes", 1),
    "1/((1 - x^2)*asin(x)^2 - 1/4)": ("ok", "yes", 1),
    "max(tan(2*x), x/3)": ("ok", "yes", 0),
    "max(tan(pi*x), 5*x)": ("ok", "yes", 0),
    "max(tan(sqrt(x)), sqrt(x))": ("ok", "yes", 0),
    "|x*sin(x) - cos(2*x)|": ("undecided", "yes", 0),
    "|x*sin(x) - 1|": ("ok", "yes", 0),
    "|cos(x)*cosh(x) - 1|": ("ok", "yes", 0),
    "|sin(1/x) - x|": ("ok", "yes", 0),
    "|tan(1/x) - x|": ("ok", "yes", 0),
    "|besselj(0, x)|": ("undecided", "yes", 0),
    "1/(sin(x) - x*cos(x))": ("ok", "yes", "oo"),
    "floor(1000*atan(x))": ("ok", "no", -1),
    "floor(3*x/(1+|x|))": ("ok", "no", -1),
    "floor(3000*sin(x))": ("ok", "no", -1),
    "floor(70*sin(x)) + x": ("ok", "no", -1),
    "|sin(1000*sin(x))|": ("ok", "yes", 0),
    "floor(1/sin(x))": ("undecided", "no", -1),
    "floor(tan(x))": ("undecided", "no", -1),
    "|sin(tan(x))|^3": ("undecided", "yes", 2),
    "asin(sin(x)) + sqrt(4 - x^2)": ("ok", "yes", 0),
    "max(sin(x), x - x^3/6 + x^5/120)": ("ok", "yes", 6),
    "max(sin(x), x/300)": ("ok", "yes", 0),
    "max(atan(x), tanh(x))": ("ok", "yes", 4),
    "|loggamma(x)|": ("ok", "yes", 0),
    "|cosh(x) - 2*sinh(x)|": ("ok", "yes", 0),
    "|log(x) - log(cos(x))|": ("ok", "yes", 0),
    "sqrt(sin(1/x))": ("ok", "yes", 0),
    "|sin(x)| - sqrt(1 - cos(x)^2)": ("ok", "yes", "oo"),
    "{(sin(x)/x)^(1/x^2), x != 0; exp(-1/6)}": ("ok", "yes", "oo"),
    "{1/log(1 + exp(1/x^2)), x != 0; 0}": ("ok", "yes", "oo"),
    "atan(x + {exp(-1/x), x > 0; 0})": ("ok", "yes", "oo"),
    "(x^2 + {exp(-1/x), x > 0; 0})^(3/2)": ("ok", "yes", 2),
    "{exp(-1/x)*sin(exp(1/x)), x > 0; 0}": ("ok", "yes", 0),
    "{sqrt(1 + x)*sqrt(1 - x), -1/2 < x < 0; sqrt(1 - x^2), 0 <= x < 1/2}": ("ok", "yes", "oo"),
    "(sin(x)*x^2)^(1/3)": ("ok", "yes", 0),
    "(cos(1)/sqrt(1 - sin(1)^2) - 1)*|x|": ("ok", "yes", "oo"),
    "x^(sqrt(3 + 2*sqrt(2)) - sqrt(2))": ("ok", "yes", "oo"),
    "exp(exp(1/x))/exp(exp(1/x + x))": ("ok", "yes", "oo"),
    "sin(x^30)/x^30": ("ok", "yes", "oo"),
    "exp(sin(1/x))": ("ok", "yes", "oo"),
    "sin(sin(1/x))": ("ok", "yes", "oo"),
    "besselj(0, 2 + sin(1/x))": ("ok", "yes", "oo"),
    "cos(sin(1/x))": ("ok", "yes", "oo"),
    "(5 + cos(1/x))/(7 + cos(1/x))": ("ok", "yes", "oo"),
    "3 + 2*sin(1/x)": ("ok", "yes", "oo"),
    "(1 + 2*sin(1/x))/x": ("ok", "yes", "oo"),
    "(1 + sin(1/x))/x": ("ok", "yes", "oo"),
    "max(0, sin(1/x))": ("ok", "yes", 0),
    "log(|sin(1/x)|)": ("ok", "yes", "oo"),
    "|x|^(2 + sin(1/x))": ("ok", "yes", "oo"),
    "(sin(1/x) + 3)^(-1/x^2)": ("ok", "yes", "oo"),
    "2^floor(log2(x))": ("ok", "no", -1),
    "1/gamma(1/x)": ("ok", "yes", "oo"),
    "besselj(1, 1/x)": ("ok", "yes", "oo"),
    "gamma(1/x)": ("ok", "yes", "oo"),
    "sin(sqrt(2)*x) + sin(x)": ("ok", "yes", "oo"),
    "|x|^41": ("ok", "yes", 40),
    "{x^1885, x>0; x^1884}": ("ok", "yes", 1883),
    "max(x^2, sqrt(x + 1))": ("ok", "yes", 0),
    "floor(LambertW(x))": ("ok", "no", -1),
    "floor(3*x)/3 - floor(2*x)/2": ("ok", "no", -1),
    "tan(frac(x))": ("ok", "no", -1),
    "floor(x)*|sin(x)|": ("ok", "no", -1),
    "|sin(x)| + |sin(sqrt(2)*x)|": ("ok", "yes", 0),
    "max(0, sin(x))*floor(x)": ("undecided", "no", -1),
    "floor(x)^2 - floor(x^2)": ("ok", "no", -1),
    "floor(sqrt(x)) - floor(x)": ("ok", "no", -1),
    "floor(x) + floor(x^2 - 1/2)": ("ok", "no", -1),
    "sin(a*x)/sin(x)": ("ok", "yes", "oo"),
    "|sin(x)| + |sin(a*x)|": ("undecided", "yes", None),
    "floor(x^3 + x)": ("ok", "no", -1),
    "floor(x + sin(x))": ("ok", "no", -1),
    "max(tan(x), 2*x)": ("ok", "yes", 0),
    "floor(x^3 - x)": ("ok", "no", -1),
    "floor(x + 2*sin(x))": ("undecided", "no", -1),
    "floor(x/(1+x))": ("ok", "no", -1),
    "floor(sin(x)/x)": ("ok", "no", -1),
    "floor(3*sqrt(frac(x)))": ("ok", "no", -1),
    "besselk(0, x) + log(x)": ("ok", "yes", "oo"),
    "floor(x)*(x-a)": ("ok", "no", -1),
}
ZEROS = ("atan(1/2) + atan(1/3) − π/4",)
PARAMETERS = {
    "{A*sin(k*x), x<L; B*exp(-q*x), x>=L}": "Or(And(Eq(B, A*sin(L*k)*exp(L*q)), Eq(k*cos(L*k) + q*sin(L*k), 0)), And(Eq(A, 0), Eq(B, 0)))",
    "|a*sin(x) + b*cos(x)|": "And(Eq(a, 0), Eq(b, 0))",
    "max(a, b*x, x^2)": "And(Eq(b, 0), a <= 0)",
    "floor(a)*|x|": "And(a >= 0, a < 1)",
    "|x|^p": "Or(p <= 0, p > 1)",
    "{|x|^p*log|x|, x != 0; 0}": "p > 1",
    "{x^p*sin(1/x), x > 0; 0}": "p > 1",
    "{x^a*sin(1/x^b), x > 0; 0}": "Or(And(a <= 0, a - b > 1), And(b <= 0, a >= 0, a - b > 1), And(b >= 0, a > 1))",
    "{|x|^a*sin(|x|^b), x != 0; 0}": "Or(And(a <= 0, a + b > 1), And(b <= 0, a > 1), And(a >= 0, b >= 0, a + b > 1))",
    "|sin(x)|*sin(a*x)": "Eq(Mod(a, 1), 0)",
    "|sin(a*x)|/sin(x)": "Or(And(Ne(a, 0), Eq(Mod(1/a, 1), 0)), Eq(a, 0))",
    "{1, |x|>=a+b; {x, |x|>a; 2}}": "a + b <= 0",
}
WORDS = ("proved", "checked", "certified", "or", "Eq(Mod(n, 4), 1)")


def test_every_formula_on_the_page_is_tested() -> None:
    assert set(re.findall(r"`([^`]+)`", PAGE)) == {*SAID, *ZEROS, *PARAMETERS, *WORDS}


@pytest.mark.slow
@pytest.mark.parametrize("formula", SAID)
def test_it_is_as_the_page_says(formula: str) -> None:
    status, continuous, order = SAID[formula]
    r = report(formula)
    assert (r.status, r.continuous.answer) == (status, continuous)
    assert order is None or r.smoothness == order


@pytest.mark.slow
@pytest.mark.parametrize("formula", PARAMETERS)
def test_its_condition_is_decided(formula: str) -> None:
    r = report(formula)
    assert (r.status, str(r.differentiable.condition)) == ("ok", PARAMETERS[formula])


@pytest.mark.parametrize("zero", ZEROS)
def test_it_is_zero(zero: str) -> None:
    r = check(f"({zero})*|x|")
    assert (r.smoothness, r.certainty) == ("oo", "proved")


def test_what_oscillates_on_the_page_has_no_limit() -> None:
    for formula in ("exp(sin(1/x))", "sin(sin(1/x))", "besselj(0, 2 + sin(1/x))"):
        (found,) = report(formula).points
        assert (found.left_limit, found.right_limit) == ("dne", "dne")
