"""One-sided limits with their reasons, derivatives of expansions, and what an expansion says about smoothness."""

from __future__ import annotations

import re

import pytest

from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.germ import SideLens
from diffcheck.analysis.point.side import Side
from diffcheck.exact.expr import ZERO, symbol
from diffcheck.exact.sign import sign
from diffcheck.germs.limits import Limit, is_bounded
from diffcheck.germs.series import NoExpansion
from diffcheck.language import read_problem

from .asking import points, report
from .test_exact import constant


def side_of(formula: str, at: str = "0", side: int = 1) -> Side:
    """The branch of a formula beside a point."""
    point = constant(at)
    branch = evaluate(read_problem(formula).tree, "x", symbol("x"), SideLens("x", point, side))
    assert branch is not None, f"{formula} has no branch there"
    return Side("x", branch, point, side)


def matches(found: Limit, expected: str) -> bool:
    """Whether a limit is the expected one; a finite one is proved equal."""
    if expected == "dne":
        return found.kind == "dne"
    if expected in ("oo", "-oo"):
        return found.kind == "infinite" and found.sign == (1 if expected == "oo" else -1)
    return found.kind == "finite" and sign(found.value - constant(expected)) == 0


LIMITS = (
    # formula, point, side, limit, reason
    ("1/x", "0", 1, "oo", "a simple pole, positive to the right"),
    ("1/x", "0", -1, "-oo", "a simple pole changes its sign"),
    ("1/x^2", "0", -1, "oo", "a double pole keeps its sign"),
    ("(x^2-1)/(x-1)", "1", 1, "2", "equals x + 1 beside 1"),
    ("(x^3-8)/(x-2)", "2", -1, "12", "the derivative of x^3 at 2"),
    ("x/(x-2)", "2", -1, "-oo", "2 over a small negative number"),
    ("(x^2-2)/(x-sqrt(2))", "sqrt(2)", 1, "2*sqrt(2)", "equals x + sqrt(2) beside it"),
    ("1/x-1/sin(x)", "0", 1, "0", "(sin x - x)/(x sin x) = O(x)"),
    ("1/x^2-1/sin(x)^2", "0", 1, "-1/3", "1/sin(x)^2 = 1/x^2 + 1/3 + O(x^2)"),
    ("1/tanh(x)-1/x", "0", -1, "0", "coth x = 1/x + x/3 + ..."),
    ("1/(exp(x)-1)-1/x", "0", 1, "-1/2", "the first Bernoulli number"),
    ("sin(x)/x", "0", -1, "1", "the slope of sin at 0"),
    ("(1-cos(x))/x^2", "0", 1, "1/2", "cos x = 1 - x^2/2 + ..."),
    ("(x-sin(x))/x^3", "0", -1, "1/6", "sin x = x - x^3/6 + ..."),
    ("(tan(x)-sin(x))/x^3", "0", 1, "1/2", "1/3 + 1/6"),
    ("(exp(x)-1-x)/x^2", "0", 1, "1/2", "second Taylor coefficient"),
    ("(log(1+x)-x)/x^2", "0", -1, "-1/2", "log(1+x) = x - x^2/2 + ..."),
    ("(asin(x)-x)/x^3", "0", 1, "1/6", "asin x = x + x^3/6 + ..."),
    ("(atan(x)-x)/x^3", "0", 1, "-1/3", "atan x = x - x^3/3 + ..."),
    ("(Si(x)-x)/x^3", "0", 1, "-1/18", "Si x = x - x^3/18 + ..."),
    ("(erf(x)-2*x/sqrt(pi))/x^3", "0", 1, "-2/(3*sqrt(pi))", "erf x = 2/sqrt(pi) (x - x^3/3 + ...)"),
    ("(besselj(0,x)-1)/x^2", "0", 1, "-1/4", "J0 = 1 - x^2/4 + ..."),
    ("x*gamma(x)", "0", -1, "1", "x Gamma(x) = Gamma(x + 1)"),
    ("(x+1)*gamma(x)", "-1", 1, "-1", "the residue of Gamma at -1 is -1"),
    ("LambertW(x)/x", "0", 1, "1", "W(x) = x - x^2 + ..."),
    # powers that are no integers
    ("(sqrt(1+x)-1)/x", "0", 1, "1/2", "the slope of the root at 1"),
    ("sqrt(x)/x", "0", 1, "oo", "x^(-1/2)"),
    ("(sqrt(1+x)-sqrt(1-x))/x", "0", -1, "1", "1/2 + 1/2"),
    ("sqrt(x^2)/x", "0", -1, "-1", "|x|/x"),
    ("(cbrt(1+x)-1)/x", "0", 1, "1/3", "the slope of the cube root at 1"),
    ("cbrt(x)/x", "0", -1, "oo", "x^(-2/3)"),
    ("(cbrt(x)-1)/(sqrt(x)-1)", "1", 1, "2/3", "(1/3)/(1/2)"),
    ("sqrt(x^2+x^3)/x", "0", -1, "-1", "|x| sqrt(1+x)/x"),
    ("acos(x)/sqrt(1-x)", "1", -1, "sqrt(2)", "acos(1-t) = sqrt(2t) + ..."),
    ("acosh(x)/sqrt(x-1)", "1", 1, "sqrt(2)", "acosh(1+t) = sqrt(2t) + ..."),
    ("(sqrt(x)-sqrt(sin(x)))/x^(5/2)", "0", 1, "1/12", "sqrt(sin x) = sqrt(x)(1 - x^2/12 + ...)"),
    ("(x^sqrt(2)-2^sqrt(2))/(x-2)", "2", 1, "sqrt(2)*2^(sqrt(2)-1)", "the derivative of a power"),
    # logarithms
    ("x*log(x)", "0", 1, "0", "powers beat logarithms"),
    ("log(x)", "0", 1, "-oo", "by definition"),
    ("log(x)^2*x", "0", 1, "0", "powers beat powers of logarithms"),
    ("1/log(x)", "0", 1, "0", "the denominator is unbounded"),
    ("1/log(x)", "1", -1, "-oo", "log changes its sign at 1"),
    ("log(-log(x))/log(x)", "0", 1, "0", "log L / L for L to infinity"),
    ("log(sin(x))-log(x)", "0", 1, "0", "log(sin x / x)"),
    ("log(x)/log(sin(x))", "0", 1, "1", "both are log x + o(1)"),
    ("log(x)/log(2*x^3)", "0", 1, "1/3", "log(2x^3) = 3 log x + log 2"),
    ("x^2*log(x)-x^2*log(2*x)", "0", 1, "0", "-x^2 log 2"),
    ("log(2*x)-log(x)", "0", 1, "log(2)", "the difference is constant"),
    ("log(x)+1/x", "0", 1, "oo", "1/x beats the logarithm"),
    # x^x and its kind
    ("x^x", "0", 1, "1", "exp(x log x)"),
    ("(x^x-1)/(x*log(x))", "0", 1, "1", "exp(u) - 1 = u + ..."),
    ("x^(x^x)/x", "0", 1, "1", "x^(x^x - 1) = exp(x log(x)^2 + ...)"),
    ("x^(1/log(x))", "0", 1, "E", "constant"),
    ("(1+x)^(1/x)", "0", -1, "E", "exp(log(1+x)/x)"),
    ("((1+x)^(1/x)-E)/x", "0", 1, "-E/2", "exp(1 - x/2 + ...)"),
    ("(-log(x))^x", "0", 1, "1", "exp(x log L)"),
    ("x^(1/x)", "0", 1, "0", "exp(log(x)/x)"),
    ("(cos(x))^(1/x^2)", "0", 1, "exp(-1/2)", "log cos x = -x^2/2 + ..."),
    # flats
    ("exp(-1/x)", "0", 1, "0", "flat"),
    ("exp(-1/x)/x^10", "0", 1, "0", "flat beats every power"),
    ("exp(1/x)", "0", -1, "0", "flat from the left"),
    ("exp(1/x)*x^7", "0", 1, "oo", "it explodes"),
    ("exp(1/x-1/x^2)", "0", 1, "0", "-1/x^2 leads"),
    ("1/(1+exp(1/x))", "0", -1, "1", "exp(1/x) is flat there"),
    ("exp(1/x+log(x))*exp(-1/x)", "0", 1, "0", "the product is x"),
    ("exp(1/sin(x)-1/x)", "0", 1, "1", "the exponent is x/6 + ..."),
    ("(exp(1/sin(x)-1/x)-1)/x", "0", 1, "1/6", "the exponent is x/6 + ..."),
    ("exp(1/sin(x))/exp(1/x)", "0", 1, "1", "the same with a quotient"),
    ("exp(exp(1/x))/exp(exp(1/x)+1/x)", "0", 1, "0", "the exponents differ by -1/x"),
    ("exp(-log(x)^2)/x^5", "0", 1, "0", "exp(-log^2) is smaller than every power"),
    ("tanh(1/x)", "0", -1, "-1", "tanh tends to -1"),
    ("atan(1/x)", "0", -1, "-pi/2", "atan tends to -pi/2"),
    ("(atan(1/x)-pi/2)/x", "0", 1, "-1", "pi/2 - atan(x)"),
    ("(erf(1/x)-1)/x^3", "0", 1, "0", "the tail of erf is flat"),
    ("asinh(1/x)+log(x)", "0", 1, "log(2)", "asinh v = log(2v) + ..."),
    # oscillation
    ("sin(1/x)", "0", 1, "dne", "takes 1 and -1 again and again"),
    ("x*sin(1/x)", "0", -1, "0", "squeezed by |x|"),
    ("sin(1/x)/x", "0", 1, "dne", "unbounded, and 0 again and again"),
    ("(2+sin(1/x))/x", "0", 1, "oo", "at least 1/x"),
    ("sin(1/x)^2+cos(1/x)^2", "0", 1, "1", "Pythagoras"),
    ("sin(x+1/x)-sin(1/x)", "0", 1, "0", "at most |x|, the sine is Lipschitz"),
    ("(sin(x+1/x)-sin(1/x))/x", "0", 1, "dne", "cos(1/x) up to a small term"),
    ("cos(1/x)-cos(1/x+pi)", "0", 1, "dne", "2 cos(1/x)"),
    ("sin(2/x)-2*sin(1/x)*cos(1/x)", "0", 1, "0", "zero identically"),
    ("sin(1/x)*exp(-1/x)", "0", 1, "0", "flat times bounded"),
    ("sin(log(x))", "0", 1, "dne", "the logarithm runs to -oo"),
    ("sin(log(-log(x)))", "0", 1, "dne", "so does its logarithm, slowly"),
    ("x^2*sin(1/x)/sin(x)", "0", 1, "0", "x sin(1/x) times x/sin x"),
    ("floor(1/x)*x", "0", 1, "1", "within x of 1"),
    ("abs(sin(1/x))", "0", 1, "dne", "takes 0 and 1 again and again"),
    ("x*abs(sin(1/x))", "0", -1, "0", "squeezed"),
    ("frac(1/x)", "0", 1, "dne", "takes 0 and 1/2 again and again"),
    # hidden zeros
    ("exp(sqrt(3+2*sqrt(2))/x)-exp((1+sqrt(2))/x)", "0", 1, "0", "both exponents are the same number"),
    ("exp(sqrt(3+2*sqrt(2))/x)-exp((1+sqrt(2))/x)", "0", -1, "0", "both exponents are the same number"),
    ("(x^sqrt(3+2*sqrt(2))-x^(1+sqrt(2)))/x^5", "0", 1, "0", "both powers are the same"),
    ("(x^(sqrt(3+2*sqrt(2))-sqrt(2))-x)/x", "0", 1, "0", "the exponent is 1"),
    ("(log(6)-log(2)-log(3)+x)/x", "0", -1, "1", "the constants cancel"),
    ("(sqrt(5+2*sqrt(6))-sqrt(2)-sqrt(3)+x^2)/x^2", "0", 1, "1", "the constants cancel"),
    ("sin(pi*x)/(x-3)", "3", 1, "-pi", "the slope of sin(pi x) at 3"),
)  # fmt: skip


PLACES = [f"{f} at {c}{'+' if s > 0 else '-'}" for f, c, s, *_ in LIMITS]


@pytest.mark.parametrize(("formula", "at", "side", "expected", "reason"), LIMITS, ids=PLACES)
def test_the_one_sided_limit_is_as_the_reason_says(formula: str, at: str, side: int, expected: str, reason: str) -> None:
    found = side_of(formula, at, side).limit()
    assert matches(found, expected), f"{found}, but {reason}"


DERIVATIVES = (
    # formula, side, order, limit of the derivative of that order at 0, reason
    ("x*abs(x)", -1, 2, "-2", "-x^2 on the left"),
    ("x*abs(x)", 1, 2, "2", "x^2 on the right"),
    ("sin(x)/x", 1, 2, "-1/3", "1 - x^2/6 + ..."),
    ("x^2*log(x)", 1, 1, "0", "2 x log x + x"),
    ("x^2*log(x)", 1, 2, "-oo", "2 log x + 3"),
    ("exp(-1/x)", 1, 5, "0", "flat with all derivatives"),
    ("x^2*sin(1/x)", 1, 1, "dne", "2 x sin(1/x) - cos(1/x)"),
    ("x^3*sin(1/x)", -1, 1, "0", "3 x^2 sin(1/x) - x cos(1/x)"),
    ("x^(7/2)", 1, 3, "0", "105/8 sqrt(x)"),
    ("x^(7/2)", 1, 4, "oo", "105/16/sqrt(x)"),
    ("x^x", 1, 1, "-oo", "log x + 1"),
    ("atan(1/x)", -1, 1, "-1", "-1/(1 + x^2)"),
    ("gamma(x)*x", 1, 1, "-0.5772156649015328606", "-Euler's constant"),
)


ORDERS = [f"{f} order {k} side {s}" for f, s, k, *_ in DERIVATIVES]


@pytest.mark.parametrize(("formula", "side", "order", "expected", "reason"), DERIVATIVES, ids=ORDERS)
def test_expansions_may_be_differentiated(formula: str, side: int, order: int, expected: str, reason: str) -> None:
    found = side_of(formula, "0", side).derivative_limit(order)
    if "." in expected:
        from diffcheck.exact.ball import midpoint_float

        assert found.kind == "finite" and abs((midpoint_float(found.value) or 0) - float(expected)) < 1e-12, reason
    else:
        assert matches(found, expected), f"{found}, but {reason}"


SMOOTH = (
    "sin(x)/x",
    "(1-cos(x))/x^2",
    "exp(-1/x)",
    "exp(-1/x)*sin(1/x)",
    "tanh(1/x)",
    "erf(1/x)",
    "1/(1+exp(1/x))",
    "atan(1/x)",
    "exp(x)*cbrt(1+x)",
)
NOT_SMOOTH = ("sqrt(x)", "x^(7/3)", "x^5*log(x)", "x^4*sin(1/x)", "1/x", "log(x)", "x^x", "sin(1/x)", "x^sqrt(30)")


@pytest.mark.parametrize("formula", SMOOTH)
def test_what_is_smooth_up_to_the_point_is_said_to_be(formula: str) -> None:
    assert side_of(formula).is_smooth()


@pytest.mark.parametrize("formula", NOT_SMOOTH)
def test_what_is_not_smooth_up_to_the_point_is_never_said_to_be(formula: str) -> None:
    assert not side_of(formula).is_smooth()


MEROMORPHIC = ("1/x", "sin(x)/x", "exp(x)/x^3", "1/sin(x)", "gamma(x)", "1/(exp(x)-1)", "x^2+1", "tan(x)/x^5")
NOT_MEROMORPHIC = ("sqrt(x)", "abs(x)*log(x)", "exp(-1/x)", "atan(1/x)", "tanh(1/x)", "sin(1/x)", "x^(1/3)", "log(x)")


@pytest.mark.parametrize("formula", MEROMORPHIC)
def test_one_meromorphic_function_around_the_point_is_recognized(formula: str) -> None:
    assert side_of(formula).is_laurent() and side_of(formula, "0", -1).is_laurent()


@pytest.mark.parametrize("formula", NOT_MEROMORPHIC)
def test_what_is_not_one_meromorphic_function_around_the_point_is_never_called_so(formula: str) -> None:
    assert not side_of(formula).is_laurent()


def test_the_slope_is_that_of_the_quotient_and_not_of_the_derivative() -> None:
    side = side_of("x^2*sin(1/x)")
    assert matches(side.slope(ZERO), "0")
    assert matches(side.derivative_limit(1), "dne")
    assert matches(side.slope(constant("1")), "-oo")


@pytest.mark.parametrize("factor", ["1/7", "1/2", "1", "3/2", "2"])
def test_a_bump_is_smooth_whatever_the_factor_in_its_exponent(factor: str) -> None:
    # near 1: exp(-q/(1 - x^2)) and all its derivatives are powers of 1/(1 - x) times exp(-q/(2 (1 - x)) + ...), which tend to 0
    r = report(f"{{exp(-({factor})/(1-x^2)), |x|<1; 0, otherwise}}")
    assert (r.status, r.differentiable.answer, r.smoothness) == ("ok", "yes", "oo")


@pytest.mark.parametrize("factor", ["1/7", "1/2", "1", "3/2"])
def test_with_the_other_sign_it_is_unbounded(factor: str) -> None:
    found = points(f"{{exp(({factor})/(1-x^2)), |x|<1; 0, otherwise}}")
    assert (found["1"].left_limit, found["-1"].right_limit) == ("oo", "oo")


@pytest.mark.parametrize(
    ("formula", "bounded", "why"),
    [
        ("sin(1/x)", True, "a sine"),
        ("cos(1/x) + 3*cos(2/x) + x", True, "two waves"),
        ("x*log(x)", True, "it tends to 0"),
        ("exp(-1/x)/x^5", True, "exponentials beat powers"),
        ("x*sin(1/x)/sin(x)", True, "a sine times what tends to 1"),
        ("1/x", False, "a pole"),
        ("log(x)", False, "it tends to -oo"),
        ("sin(1/x)/x", False, "it oscillates with growing size"),
        ("(1 + sin(1/x))/x", False, "it comes back to 0, and is large in between"),
        ("cos(1/x)/x + cos(2/x)/x", False, "the waves do not cancel for ever"),
        ("log(x)*sin(log(x))", False, "slowly growing size"),
    ],
)
def test_boundedness_is_read_off_the_leading_size(formula, bounded, why):
    side = side_of(formula)
    assert side.ask(lambda near: is_bounded(near.expand(side.branch))) is bounded, why


GRUNTZ = (
    # the cases of Gruntz's thesis (1996), with 1/t for its x: formula in u = 1/x, limit as x -> 0 from the right
    ("exp(u)*(exp(1/u-exp(-u))-exp(1/u))", "-1"),
    ("exp(u)*(exp(1/u+exp(-u)+exp(-u^2))-exp(1/u-exp(-exp(u))))", "1"),
    ("exp(exp(exp(u)))/exp(exp(exp(u-exp(-exp(exp(u))))))", "1"),
    ("exp(exp(u))/exp(exp(u-exp(-exp(exp(u)))))", "1"),
    ("log(u)^2*exp(sqrt(log(u))*log(log(u))^2*exp(sqrt(log(log(u)))*log(log(log(u)))^3))/sqrt(u)", "0"),
    ("u*log(u)*log(u*exp(u)-u^2)^2/log(log(u^2+2*exp(exp(3*u^3*log(u)))))", "1/3"),
    ("(exp(u*exp(-u)/(exp(-u)+exp(-2*u^2/(u+1))))-exp(u))/u", "-exp(2)"),
    ("(3^u+5^u)^(1/u)", "5"),
    ("(exp(4*u*exp(-u)/(1/exp(u)+1/exp(2*u^2/(u+1))))-exp(u))/exp(u)^4", "1"),
    ("exp(u*exp(-u)/(exp(-u)+exp(-2*u^2/(u+1))))/exp(u)", "1"),
    ("log(u)*(log(log(u)+log(log(u)))-log(log(u)))/log(log(u)+log(log(log(u))))", "1"),
    ("exp(log(log(u+exp(log(u)*log(log(u)))))/log(log(log(exp(u)+u+log(u)))))", "E"),
    ("exp(u)*(sin(1/u+exp(-u))-sin(1/u+exp(-u^2)))", "1"),
    ("(erf(u-exp(-exp(u)))-erf(u))*exp(exp(u))*exp(u^2)", "-2/sqrt(pi)"),
    ("exp(exp(u))*(exp(sin(1/u+exp(-exp(u))))-exp(sin(1/u)))", "1"),
    ("2*cosh(u)*exp(-u)", "1"),
    ("u-log(1+exp(u))", "0"),
    ("(u+1)^(1/log(u+1))", "E"),
    ("((u^7+u+1)/(2^u+u^2))^(-1/u)", "2"),
    ("exp(exp(2*log(u^5+u)*log(log(u))))/exp(exp(10*log(u)*log(log(u))))", "oo"),
    ("exp(exp(2.5*u^(-5/7)+21/8*u^(6/11)+2*u^(-8)+54/17*u^(49/45)))^8/log(log(-log(4/3*u^(-5/14))))^(7/6)", "oo"),
)


@pytest.mark.slow
@pytest.mark.parametrize("formula, expected", GRUNTZ)
def test_the_cases_of_gruntz(formula: str, expected: str) -> None:
    assert matches(side_of(re.sub(r"\bu\b", "(1/x)", formula)).limit(), expected)


FAST = (
    # an exploding factor times a flat remainder: formula, limit from the left, from the right
    ("exp(1/x)/(exp(1/x)+1)", "0", "1"),
    ("(2+3*exp(1/x))/(7-5*exp(1/x))", "2/7", "-3/5"),
    ("coth(1/x)", "-1", "1"),
    ("(2^(1/x)-1)/(2^(1/x)+1)", "-1", "1"),
    ("sin(exp(-1/x))/exp(-1/x)", "0", "1"),
    ("exp(1/x+exp(-1/x))-exp(1/x)", "oo", "1"),
    ("exp(exp(1/x))/(1+exp(exp(1/x)))", "1/2", "1"),
    ("log(log(1+exp(1/x)))", "-oo", "oo"),
    ("sqrt(exp(2/x)+exp(1/x))-exp(1/x)", "0", "1/2"),
    ("exp(exp(exp(1/x)))/exp(exp(exp(1/x)+1))", "exp(1-E)", "0"),
    ("log(exp(1/x)+exp(exp(1/x)))/exp(1/x)", "2", "1"),
    ("exp(1/x)*(exp(exp(-1/x))-1)", "oo", "1"),
    ("exp(1/x)*(sin(1/x)+2)/(exp(1/x)+x)", "0", "dne"),
    # infinitely many terms of the inner exponential are infinite
    ("exp(exp(1/x+x))", "1", "oo"),
    ("exp(-exp(1/x+x))/x", "-oo", "0"),
    ("exp(exp(1/x+x)-exp(1/x))", "1", "oo"),  # exp(1/x)*(exp(x) - 1) ~ x*exp(1/x)
    ("exp(-exp(1/x+x))*exp(exp(1/x))", "1", "0"),
    ("tanh(exp(1/x+x))", "0", "1"),
    ("exp(2*exp(1/x))*(tanh(exp(1/x))-1)", "-1", "-2"),  # tanh(v) = 1 - 2*exp(-2*v) + ...
)


@pytest.mark.parametrize("formula, left, right", FAST)
def test_an_exploding_factor_times_a_flat_remainder(formula: str, left: str, right: str) -> None:
    at_0 = points(f"{{{formula}, x != 0; 0}}")["0"]
    for found, expected in ((at_0.left_limit, left), (at_0.right_limit, right)):
        assert found is not None
        if expected in ("dne", "oo", "-oo"):
            assert found == expected
        else:
            assert sign(constant(found) - constant(expected)) == 0


@pytest.mark.parametrize("formula", ["exp(-exp(1/x^2))", "exp(-exp(1/x^2))/x^9", "exp(3/x^2-exp(1/x^2))", "exp(-1/x^2)/(1+exp(-1/x^2))"])
def test_a_flat_function_that_beats_its_rate_is_smooth(formula: str) -> None:
    assert report(f"{{{formula}, x!=0; 0}}").smoothness == "oo"


@pytest.mark.parametrize("formula", ["exp(-1/x^2)+x|x|", "x^2*|x|*(1+exp(-1/x^2))", "exp(-1/x^2)*exp(1/x^2)*|x|"])
def test_what_is_added_to_a_flat_function_is_seen(formula: str) -> None:
    assert report(f"{{{formula}, x!=0; 0}}").smoothness != "oo"


ONE_SPEED = (
    # exponentials whose exponents have a finite quotient, and are no multiples of each other: formula in u = 1/x, limit from the right
    ("exp(exp(u)-exp(u+1/u))", "0"),  # the exponent is -exp(u)*(1/u + ...)
    ("-exp(exp(u+1/u)-exp(u))", "-oo"),
    ("exp(exp(u)+u-exp(u+1/u^2))", "0"),
    ("exp(exp(u)*(1+1/u)-exp(u)*(1+sin(1/u)))", "oo"),  # 1/u - sin(1/u) > 0
    ("exp(exp(u)*(1+sin(1/u))-exp(u)*(1+1/u))", "0"),
    ("exp(exp(u+2*exp(-u)))/exp(exp(u))", "exp(2)"),
    ("(exp(exp(u+2*exp(-u)))-exp(exp(u)))/exp(exp(u))", "exp(2)-1"),
    ("exp(exp(u+exp(-2*u)))/exp(exp(u))", "1"),
    ("exp(sqrt(u^2+u))/exp(u)", "exp(1/2)"),
    ("u*(exp(sqrt(u^2+1))-exp(u))/exp(u)", "1/2"),
    ("exp(exp(u))*exp(-exp(u+exp(-u)))", "exp(-1)"),
    ("u^3*exp(exp(u)-exp(u+1/u))", "0"),
)


@pytest.mark.parametrize("formula, expected", ONE_SPEED)
def test_exponentials_of_one_speed(formula: str, expected: str) -> None:
    assert matches(side_of(re.sub(r"\bu\b", "(1/x)", formula)).limit(), expected)


def test_a_product_without_a_sign_does_not_tend_to_infinity() -> None:
    """1/f does not tend to 0, for f comes back to 0; that f is unbounded is not shown this way."""
    with pytest.raises(NoExpansion):
        side_of("sin(1/x)*exp(exp(1/x+x)-exp(1/x))").limit()
