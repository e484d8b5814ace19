"""Smoothness that the branch as it is written does not show: roots, arcs and flat parts; and what only looks like it.

With t = |x - c| the power series are: cos(sqrt(t)) = 1 - t/2 + t^2/24 - ..., cosh(sqrt(t)) = 1 + t/2 + t^2/24 + ..., so both are values
of one entire function at t and -t; acos(1 - t)^2 = 2t + t^2/3 + ...; x - sin(x) = x^3/6 - x^5/120 + ..., the cube of an analytic function.
"""

from __future__ import annotations

import pytest

from diffcheck.model.kind import Kind

from .asking import points, report, verdicts

SMOOTH_TO_THE_END = (
    ("cos(sqrt(x))", "0", "-1/2"),
    ("cosh(sqrt(x))", "0", "1/2"),
    ("sqrt(x)*sin(sqrt(x))", "0", "1"),
    ("besselj(0,sqrt(x))", "0", "-1/4"),  # 1 - x/4 + ...
    ("asinh(sqrt(x))^2", "0", "1"),
    ("asin(sqrt(x))^2", "0", "1"),
    ("acos(x)^2", "1", "-2"),
    ("acosh(x)^2", "1", "2"),
    ("{loggamma(x)+log(x), x>0; 0, x=0}", "0", "-EulerGamma"),
    ("acos(x)*sqrt(1-x^2)", "1", "-2"),  # sqrt(2t)*sqrt(2t) + ...
)
INNOCENT = (
    "{cos(sqrt(x)), x>=0; cosh(sqrt(-x)), x<0}",
    "{(1-cos(sqrt(x)))/x, x>0; (cosh(sqrt(-x))-1)/(-x), x<0; 1/2, x=0}",
    "{sin(sqrt(x))/sqrt(x), x>0; sinh(sqrt(-x))/sqrt(-x), x<0; 1, x=0}",
    "cbrt(x-sin(x))",
    "|x-sin(x)|^(2/3)",
    "acot(x^2)",
    "{atan(1/x^2), x!=0; pi/2, x=0}",
    "{erf(1/x^2), x!=0; 1, x=0}",
    "{x*tanh(1/x^2), x!=0; 0, x=0}",
    "{exp(-1/x)/(exp(-1/x)+exp(-1/(1-x))), 0<x<1; 0, x<=0; 1, x>=1}",
    "{(1+tanh((2*x-1)/(x*(1-x))))/2, 0<x<1; 0, x<=0; 1, x>=1}",
    "{exp(x)/(1+exp(-1/|x|)), x!=0; 1, x=0}",
    "acos(cos(x))+acos(-cos(x))",
    "|sin(x)|-sqrt(1-cos(x)^2)",  # 0, though both parts have corners
    "|cos(x/2)|-sqrt((1+cos(x))/2)",
    "x*|sin(x)|-x*sqrt(1-cos(x)^2)",
    "{1/log(1+exp(1/x^2)), x!=0; 0}",  # log(1 + exp(u)) = u + log(1 + exp(-u)): x^2 and a flat part
    "{1/log(x+exp(1/x)), x>0; x, x<=0}",
    "{1/atanh(1-exp(-1/x^2)), x!=0; 0}",  # 2/(log(2 - exp(-u)) + u)
    "{x/(1+x*exp(-1/x)), x>0; x, x<=0}",
    "{sqrt(x^2+exp(-1/x^2)), x>0; x, x<=0}",
    "{tan(x/2), -1<x<0; sin(x)/(1+cos(x)), 0<=x<1}",
    "{tan(x/2), -1<x<0; (1-cos(x))/sin(x), 0<x<1; 0, x=0}",
    "{sqrt(2+x)*sqrt(3-x), -1<x<1; sqrt(6+x-x^2), 1<=x<2}",
    "{exp(LambertW(x)), 0<x; x/LambertW(x), -1/10<=x<0; 1, x=0}",
    "(sin(x)*x^2)^(1/3)*{1, |x|<3}",  # x*cbrt(sin(x)/x)
    "(sin(x)*tan(x)*atan(x))^(2/3)*{1, |x|<1}",
    "{loggamma(x^2)+log(x^2), x!=0; 0}",  # loggamma(1 + x^2)
    "exp(x+{exp(-1/x), x>0; 0})",  # exp(x), and exp(x)*(exp(exp(-1/x)) - 1), a smooth factor times a flat one
    "exp(x+{x^9*exp(-1/x), x>0; 0})*cos(x)",
    "exp(x^2+{exp(-1/x^2), x!=0; 0})-exp(x^2)",
    "sin(x+{exp(-1/x^2), x>0; 0})",
    "atan(x+{exp(-1/x), x>0; 0})",
    "LambertW(1+x+{exp(-1/x), x>0; 0})*{gamma(2+x), x>-1/2}",
    "{sin(x+exp(-1/x))/(x+exp(-1/x)), x>0; sin(x)/x, x<0; 1, x=0}",
    "{cos(sqrt(x+exp(-1/x))), x>0; cosh(sqrt(-x))}",
    "{sqrt(x)*sqrt(x+exp(-1/x)), x>0; x}",
    "{log(x*exp(x)+exp(-1/x))-log(x), x>0; x}",
    "{atan(x+x*tanh(1/x^2)), x!=0; 0}",
)
ACCUSED = (
    # formula, point, kind, smoothness
    ("{cos(sqrt(x)), x>=0; cos(sqrt(-x)), x<0}", "0", Kind.CORNER, 0),
    ("{cos(sqrt(x)), x>=0; 1-x/2, x<0}", "0", Kind.HIGHER_ORDER, 1),  # second derivatives 1/12 and 0
    ("{cos(sqrt(x)), x>=0; cosh(sqrt(-x))+x^3, x<0}", "0", Kind.HIGHER_ORDER, 2),
    ("{sin(sqrt(x))/sqrt(x), x>0; sinh(sqrt(-x))/sqrt(-x), x<0; 2, x=0}", "0", Kind.REMOVABLE, -1),
    ("sin(sqrt(x))*x", "0", Kind.ENDPOINT, 1),  # x^(3/2) + ...
    ("{sin(x)-sqrt(1-cos(x)^2), |x|<3}", "0", Kind.CORNER, 0),  # 2*sin(x), and 0
    ("acos(x)^3", "1", Kind.ENDPOINT, 1),  # (2t)^(3/2) + ...
    ("cbrt(x^2-sin(x)^2)", "0", Kind.HIGHER_ORDER, 1),  # cbrt(x^4/3 + ...)
    ("sqrt(1-cos(x)^3)", "2*pi*n", Kind.CORNER, 0),
    ("{x*tanh(1/x), x!=0; 0, x=0}", "0", Kind.CORNER, 0),
    ("{x^3*tanh(1/x), x!=0; 0, x=0}", "0", Kind.HIGHER_ORDER, 2),
    ("x*acos(1/(1+x^2))", "0", Kind.HIGHER_ORDER, 1),  # sqrt(2)*x*|x| + ...
    ("{exp(-1/x)/(exp(-1/x)+exp(-1/(1-x))), 0<x<1; 0, x<=0; 1+(x-1)^2, x>=1}", "1", Kind.HIGHER_ORDER, 1),
    ("acos(cos(x))*sin(x)", "2*pi*n", Kind.HIGHER_ORDER, 1),
    ("(1-cos(x))^(3/2)", "2*pi*n", Kind.HIGHER_ORDER, 2),  # 2*sqrt(2)*|sin(x/2)|^3
    ("{1/log(1+exp(1/x)), x>0; x+x^4, x<=0}", "0", Kind.HIGHER_ORDER, 3),
    ("{1/log(1+exp(1/x)), x>0; 0, x<=0}", "0", Kind.CORNER, 0),  # x and a flat part
    ("{1/(1/x+log(x)), x>0; x, x<=0}", "0", Kind.HIGHER_ORDER, 1),  # x - x^2*log(x)
    ("{sqrt(x^2+exp(-1/x^2)), x!=0; 0}", "0", Kind.CORNER, 0),
    ("{x+exp(-1/x)*sin(exp(1/x)), x>0; x, x<=0}", "0", Kind.HIGHER_ORDER, 0),  # its derivative is unbounded
    ("{tan(x/2), -1<x<0; sin(x)/(1+cos(x))+x^5, 0<=x<1}", "0", Kind.HIGHER_ORDER, 4),
    ("{tan(x/4), -1<x<0; sin(x)/(1+cos(x))/2, 0<=x<1}", "0", Kind.HIGHER_ORDER, 2),
    ("{sqrt(1+x)*sqrt(1-x), -1<=x<0; 2-sqrt(1-x^2), 0<=x<=1}", "0", Kind.HIGHER_ORDER, 1),
    ("{-sqrt(1+x)*sqrt(1-x), -1<=x<0; sqrt(1-x^2), 0<=x<=1}", "0", Kind.JUMP, -1),
    ("(sin(x)*x)^(1/3)*{1, |x|<3}", "0", Kind.CUSP, 0),
    ("(sin(x)^2*x^2)^(2/3)*{1, |x|<3}", "0", Kind.HIGHER_ORDER, 2),  # |x|^(8/3)
    ("sqrt(x*sin(x))*{1, |x|<3}", "0", Kind.CORNER, 0),
    ("{loggamma(x)+2*log(x), x>0; 0, x=0}", "0", Kind.INFINITE, -1),
    ("exp(x+{x^5*exp(-1/(1+x)), x>0; 0})", "0", Kind.HIGHER_ORDER, 4),  # x^5/e is not flat
    ("exp(x+{exp(-1/x)*sin(exp(1/x)), x>0; 0})", "0", Kind.HIGHER_ORDER, 0),  # its derivative is unbounded
    ("(x^2+{exp(-1/x), x>0; 0})^(3/2)", "0", Kind.HIGHER_ORDER, 2),  # |x|^3 up to a flat part
    ("sqrt(x^2+{exp(-1/x), x>0; 0})", "0", Kind.CORNER, 0),
    ("acos(1-x^2-{exp(-1/x), x>0; 0})*{1, |x|<1}", "0", Kind.CORNER, 0),  # sqrt(2)*|x|: acos is not analytic at 1
    ("sin(|x|^3+{exp(-1/x), x>0; 0})", "0", Kind.HIGHER_ORDER, 2),
    ("{sqrt(x)*sqrt(x+exp(-1/x)), x>0; x+x^4}", "0", Kind.HIGHER_ORDER, 3),
    ("atan(x+{exp(-1/x)*sin(exp(1/x)), x>0; 0})", "0", Kind.HIGHER_ORDER, 0),  # its derivative is unbounded
    ("|sin(2*x+1)|^(5/2)", "pi*n/2 - 1/2", Kind.HIGHER_ORDER, 2),
)  # fmt: skip


@pytest.mark.parametrize(("formula", "at", "slope"), SMOOTH_TO_THE_END)
def test_an_even_function_of_the_root_of_the_distance_is_smooth_to_the_end(formula: str, at: str, slope: str) -> None:
    found = points(formula)[at]
    assert (found.kind, found.smoothness) == (Kind.ENDPOINT, "oo")
    assert slope in (found.left_derivative, found.right_derivative)


@pytest.mark.parametrize("formula", INNOCENT)
def test_one_function_written_in_two_ways_is_not_accused(formula: str) -> None:
    assert report(formula).status == "ok"
    assert [f.at for f in report(formula).points if f.kind not in (Kind.REMOVABLE, Kind.ENDPOINT)] == []
    assert (verdicts(formula), report(formula).smoothness) == (("yes", "yes"), "oo")


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "at", "kind", "smoothness"), ACCUSED)
def test_what_only_looks_like_it_is_accused(formula: str, at: str, kind: Kind, smoothness: int) -> None:
    found = points(formula)[at]
    assert (found.kind, found.smoothness) == (kind, smoothness)
