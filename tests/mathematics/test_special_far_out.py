"""Special functions near infinity and families of their levels: limits and slopes by their asymptotic series, worked out by hand."""

from __future__ import annotations

import pytest

from .asking import report, slopes, verdicts


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
