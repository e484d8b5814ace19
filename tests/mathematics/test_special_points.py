"""Special functions at their singular points: what analysis says of them, worked out by hand from their expansions there."""

from __future__ import annotations

import pytest
import sympy

from .asking import points, report, verdicts

# formula, point, kind; the reason beside it
POINTS = [
    ("Ei(x)", "0", "infinite"),  # gamma + log|x| + ...
    ("x*Ei(x)", "0", "removable"),
    ("Ei(-1/x)", "0", "infinite"),  # 0 from the right, oo from the left
    ("li(x)", "1", "infinite"),
    ("Ci(x)", "0", "infinite"),
    ("Ci(x) - log(x)", "0", "removable"),  # tends to Euler's constant
    ("Chi(x) - Ci(x)", "0", "removable"),  # x^2/2 + ...
    ("Shi(|x|)", "0", "corner"),
    ("erfi(|x|)", "0", "corner"),
    ("x*exp(-1/x^2)*erfi(1/x)", "0", "removable"),  # erfi(v) is about exp(v^2)/(sqrt(pi)*v)
    ("fresnels(1/x)", "0", "jump"),  # -1/2 and 1/2
    ("x*fresnelc(1/x)", "0", "removable"),
    ("bessely(0, x) - 2/pi*log(x)", "0", "removable"),
    ("x*bessely(1, x)", "0", "removable"),  # -2/pi
    ("besselk(0, x) + log(x)", "0", "removable"),
    ("x^2*besselk(2, x)", "0", "removable"),  # 2
    ("x^2*besselk(3, x)", "0", "infinite"),
    ("besseli(0, |x|)", "0", None),  # even: no point at all
    ("besseli(1, |x|)", "0", "corner"),
    ("digamma(x)", "n", "infinite"),
    ("x*digamma(x)", "0", "removable"),  # -1
    ("x^2*trigamma(x)", "0", "removable"),  # 1
    ("(x+1)*digamma(x)", "-1", "removable"),
    ("zeta(x)", "1", "infinite"),
    ("(x-1)*zeta(x)", "1", "removable"),  # 1
    ("zeta(x) - 1/(x-1)", "1", "removable"),  # Euler's constant
    ("polylog(1, x)", "1", "infinite"),
    ("polylog(2, x)", "1", "vertical_tangent"),  # the slope -log(1-x)/x
    ("polylog(3, x)", "1", "endpoint"),  # the slope is pi^2/6
    ("polylog(-1, x)", "1", "infinite"),
    ("polylog(2, |x|)", "0", "corner"),
    ("binomial(|x|, 1)", "0", "corner"),
    ("binomial(|x|, 2)", "0", "corner"),  # |x|*(|x| - 1)/2
]


@pytest.mark.parametrize(("formula", "at", "kind"), POINTS)
def test_the_point_is_of_this_kind(formula: str, at: str, kind: str | None) -> None:
    found = points(formula).get(at)
    assert (found.kind.value if found is not None else None) == kind


@pytest.mark.parametrize("formula", [f"{head}(|x| + {near})" for head in ("erfi", "Shi", "Ei", "zeta", "trigamma") for near in (2, "5/2")])
def test_a_corner_inside_is_seen_where_the_function_is_smooth_and_not_flat(formula: str) -> None:
    assert points(formula)["0"].kind.value == "corner"
    assert verdicts(formula) == ("yes", "no")


# formula, point, the value or limit there on the right: constants of closed form
LIMITS = [
    ("Ci(x) - log(x)", "0", "EulerGamma"),
    ("x*bessely(1, x)", "0", "-2/pi"),
    ("besselk(0, x) + log(x/2)", "0", "-EulerGamma"),
    ("x^2*besselk(2, x)", "0", "2"),
    ("x^2*trigamma(x)", "0", "1"),
    ("(x+2)*digamma(x)", "-2", "-1"),
    ("zeta(x) - 1/(x-1)", "1", "EulerGamma"),
    ("fresnelc(1/x)", "0", "1/2"),
    ("li(x)", "0", "0"),
]


@pytest.mark.parametrize(("formula", "at", "limit"), LIMITS)
def test_the_limit_from_the_right_is_this_constant(formula: str, at: str, limit: str) -> None:
    found = points(formula)[at].right_limit
    assert found is not None and sympy.simplify(sympy.sympify(found) - sympy.sympify(limit)) == 0


def test_the_dilogarithm_ends_at_1_with_the_value_of_euler() -> None:
    found = points("polylog(2, x)")["1"]
    assert (found.value, found.left_limit, found.left_derivative) == ("pi**2/6", "pi**2/6", "oo")


@pytest.mark.parametrize("formula", ["besselk(1/2, x)", "bessely(x, 1)", "polygamma(-1, x)", "polylog(1/2, x)", "binomial(5, x)"])
def test_what_is_not_declared_is_not_claimed(formula: str) -> None:
    assert {report(formula).continuous.answer, report(formula).differentiable.answer} == {"undecided"}
