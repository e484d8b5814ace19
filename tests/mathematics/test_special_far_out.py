"""Special functions near infinity and families of their levels: limits and slopes by their asymptotic series, worked out by hand."""

from __future__ import annotations

import pytest

from .asking import check, report, slopes, verdicts


@pytest.mark.parametrize(
    ("formula", "verdict", "order"),
    [
        ("abs(gelu(x))", ("yes", "no"), 0),  # gelu has the sign of x
        ("Max(gelu(x),relu(x))", ("yes", "no"), 0),  # x*Phi(x) <= max(0, x): it is relu
        ("floor(erf(x))", ("no", "no"), -1),
        ("{erf(1/x)-1, x>0; 0}", ("yes", "yes"), "oo"),  # flat
        ("{x*erf(1/x), x!=0; 0}", ("yes", "no"), 0),  # like |x|
        ("{(1-erf(1/x))*exp(1/x^2)/x, x>0; 1/sqrt(pi)}", ("yes", "yes"), "undecided"),
        ("{(1-erf(1/x))*exp(1/x^2)/x, x>0; 1}", ("no", "no"), -1),
        ("{x*LambertW(1/x), x>0; 0}", ("yes", "no"), 0),  # like x*log(1/x)
        ("{x^2*LambertW(1/x^2), x!=0; 0}", ("yes", "yes"), 1),
        ("{LambertW(1/x)/log(1/x), 0<x<1/2; 1, x<=0}", ("yes", "no"), 0),
        ("{LambertW(1/x)/log(1/x), 0<x<1/2; 0, x<=0}", ("no", "no"), -1),
        ("{log(1/x)-LambertW(1/x)-log(log(1/x)), 0<x<1/3; 0, x<=0}", ("yes", "no"), 0),  # log(log v)/log(v) -> 0 steeply
        ("{x*LambertW(exp(1/x)), x>0; 1}", ("yes", "no"), 0),  # W(exp(v)) = v - log(v) + ...
        ("|LambertW(x)|", ("yes", "no"), 0),
        ("|LambertW(x)+2|", ("yes", "no"), 0),  # vertical at -1/e, and no zero of W + 2
    ],
)
def test_far_out(formula: str, verdict: tuple[str, str], order: object) -> None:
    assert verdicts(formula) == verdict
    assert report(formula).smoothness == order


@pytest.mark.parametrize(
    ("formula", "at"),
    [("floor(LambertW(x))", "n*exp(n)"), ("frac(LambertW(x))", "n*exp(n)"), ("floor(acosh(x))", "cosh(n)"), ("floor(asinh(x))", "sinh(n)")],
)
def test_the_levels_of_an_inverse_function_are_a_family(formula: str, at: str) -> None:
    r = report(formula)
    assert r.status == "ok"
    assert [str(f.at) for f in r.points if f.kind.value == "jump"] == [at]


def test_a_corner_at_a_level_of_lamberts_w() -> None:
    """W(e) = 1 with the slope W/(x*(1 + W)) = 1/(2e)."""
    assert slopes("|LambertW(x)-1|", "E") == ("-exp(-1)/2", "exp(-1)/2")


@pytest.mark.parametrize("formula", ["1/(1+|floor(x)|)", "sqrt(abs(x))+floor(x)", "|x|/2+cbrt(x)+floor(x)", "1/max(floor(2*x),1/2)"])
def test_a_family_whose_facts_have_a_pole_at_a_single_point(formula: str) -> None:
    """What holds for the members is no formula for the point beside them: it is kept apart."""
    r = report(formula)
    assert (r.status, r.continuous.answer, str(r.domain)) == ("ok", "no", "(-oo, oo)")


FAR_OUT = (
    # formula, limits at 0 from the left and the right, by the asymptotic series
    ("1/gamma(1/x)", "dne 0"),  # sin(pi*v)*gamma(1 - v)/pi as v -> -oo
    ("gamma(1/x)", "dne oo"),  # 0 between poles that crowd
    ("x*loggamma(1/x)", "None oo"),  # log(1/x) - 1
    ("x^2*loggamma(1/x)", "None 0"),
    ("loggamma(1/x)-1/x*log(1/x)+1/x-log(1/x)/2", "None -oo"),  # -log(1/x) + log(2*pi)/2
    ("loggamma(1/x)-(1/x-1/2)*log(1/x)+1/x", "None log(2)/2 + log(pi)/2"),
    ("(loggamma(1/x)-(1/x-1/2)*log(1/x)+1/x-log(2*pi)/2)/x", "None 1/12"),
    ("((loggamma(1/x)-(1/x-1/2)*log(1/x)+1/x-log(2*pi)/2)/x-1/12)/x^2", "None -1/360"),
    ("loggamma(1/x+1)-loggamma(1/x)+log(x)", "None 0"),
    ("x^(1/x)*gamma(1/x)*exp(1/x)/sqrt(x)", "None sqrt(2)*sqrt(pi)"),
    ("gamma(1/x+1/2)/gamma(1/x)*sqrt(x)*exp(sqrt(x)-abs(x)^(1/2))", "None 1"),
    ("besselj(0,1/x)", "0 0"),
    ("besselj(1,1/x)/sqrt(abs(x))", "dne dne"),
    ("besselj(1,1/x)/x", "dne dne"),
    ("(besselj(0,1/x)*sqrt(pi/(2*x))-cos(1/x-pi/4))/x-sin(1/x-pi/4)/8", "None 0"),  # a_1(0) = -1/8
    ("(besselj(2,1/x)*sqrt(pi/(2*x))+cos(1/x-pi/4))/x-15*sin(1/x-pi/4)/8", "None 0"),  # a_1(2) = 15/8, J_2 turned by pi
    ("besselj(3,1/x)+besselj(3,-1/x)", "0 0"),
    ("(Si(1/x)-pi/2)/x+cos(1/x)", "oo 0"),  # Si -> -pi/2 from the left
    ("((Si(1/x)-pi/2)/x+cos(1/x))/x+sin(1/x)", "-oo 0"),
    ("(((Si(1/x)-pi/2)/x+cos(1/x))/x+sin(1/x))/x-2*cos(1/x)", "oo 0"),
    ("x*log(abs(sin(1/x)))", "dne dne"),  # 0 where |sin(1/x)| = 1, and -oo at points that crowd
)


@pytest.mark.parametrize(("formula", "limits"), FAR_OUT, ids=[f[0] for f in FAR_OUT])
def test_the_limits_at_infinity_are_those_of_the_asymptotic_series(formula: str, limits: str) -> None:
    found = next(p for p in check(formula, at=["0"]).points if str(p.at) == "0")
    assert f"{found.left_limit} {found.right_limit}" == limits


@pytest.mark.parametrize(
    ("formula", "order"),
    [
        ("{1/gamma(1/x), x>0; 0}", "oo"),  # flat
        ("{1/gamma(1/x^2), x!=0; 0}", "oo"),
        ("{x*besselj(0,1/x), x!=0; 0}", 0),  # |x|^(3/2)*cos: differentiable, the derivative without a bound
        ("{x^3*besselj(0,1/x), x!=0; 0}", 1),  # x^(7/2)*cos, each derivative costs two powers
        ("{x^4*Si(1/x), x!=0; 0}", 2),  # x^4*sign(x)*pi/2 - x^5*cos(1/x) + ...: each derivative of the wave costs two powers
        ("{x^2*loggamma(1/x), x>0; 0}", 0),  # -x*log(x)
    ],
)
def test_the_order_of_what_they_make(formula: str, order: object) -> None:
    assert check(formula).smoothness == order
