"""Where two functions touch: multiple zeros at simple numbers, beside near misses that have none, or two simple ones.

f - P, with P the Taylor polynomial of f at c, has there a zero of the order of the first term left out, and |f - P| is an analytic function
where that order is even. A number added moves the graph away, or makes simple zeros of it.
"""

from __future__ import annotations

import pytest

from diffcheck.model.kind import Kind

from .asking import points, report

TAYLOR = (
    # f, its Taylor polynomial at 0, the order of the zero of the difference, the sign of the first term left out
    ("sin(x)", "x-x^3/6+x^5/120-x^7/5040", 9, 1),
    ("cos(x)", "1-x^2/2+x^4/24-x^6/720", 8, 1),
    ("atan(x)", "x-x^3/3", 5, 1),
    ("tanh(x)", "x-x^3/3", 5, 1),
    ("exp(x)", "1+x+x^2/2+x^3/6", 4, 1),
    ("exp(-x^2)", "1-x^2", 4, 1),
    ("cosh(x)", "1+x^2/2", 4, 1),
    ("log(1+x^2)", "x^2-x^4/2", 6, 1),
    ("1/cosh(x)", "1-x^2/2", 4, 1),
    ("sqrt(1+x^2)", "1+x^2/2", 4, -1),
)


@pytest.mark.slow
@pytest.mark.parametrize(("f", "polynomial", "order", "lead"), TAYLOR)
@pytest.mark.parametrize("shift", ["x", "(x-1)", "(x+1/2)"])
def test_a_function_and_its_taylor_polynomial_touch(f: str, polynomial: str, order: int, lead: int, shift: str) -> None:
    del lead
    moved = "+".join(f"({part})" for part in (f, f"-({polynomial})")).replace("exp", "EXP").replace("x", shift).replace("EXP", "exp")
    r = report(f"|{moved}|")
    assert (r.status, r.smoothness) == ("ok", "oo" if order % 2 == 0 else order - 1)
    assert [(p.kind, p.smoothness) for p in r.points] == ([(Kind.HIGHER_ORDER, order - 1)] if order % 2 else [])


@pytest.mark.slow
@pytest.mark.parametrize(("f", "polynomial", "order", "lead"), TAYLOR)
@pytest.mark.parametrize("gap", ["1/1000", "1/10^9"])
def test_a_near_miss_does_not_touch(f: str, polynomial: str, order: int, lead: int, gap: str) -> None:
    """Pushed apart it has no zero where the order is even, pushed together two simple ones; one simple one where it is odd."""
    for way in (1, -1):
        r = report(f"|{f}-({polynomial})+({way})*{gap}|")
        corners = 1 if order % 2 else (0 if way == lead else 2)
        assert (r.status, [p.kind for p in r.points if abs(p.approx or 0) < 2.1]) == ("ok", [Kind.CORNER] * corners)


@pytest.mark.slow
def test_functions_that_touch_at_other_numbers() -> None:
    assert report("|exp(x)-x^e|").smoothness == 2  # exp(x) >= x^e, with equality at e alone; x^e is C^2 at the end 0
    assert points("|log(x)-2*(x-1)/(x+1)|")["1"].smoothness == 2  # (x - 1)^3/12 + ...
    assert report("sqrt(cosh(x)+cos(x)-2)").smoothness == "oo"  # x^2*sqrt(1/12 + ...)
    assert points("max(atan(x),tanh(x))")["0"].smoothness == 4  # the x^5 terms are 1/5 and 2/15
    assert report("{|1-sin(x)|, 1<x<2}").smoothness == "oo"


@pytest.mark.parametrize(
    ("formula", "corners"),
    [
        ("|loggamma(x)|", ["1", "2"]),
        ("|gamma(x)-1|*{1, x>0}", ["1", "2"]),
        ("max(loggamma(x),0)", ["1", "2"]),
        ("|digamma(x)-digamma(3)|*{1, x>0}", ["3"]),
        ("|cosh(x)-2*sinh(x)|", ["log(3)/2"]),  # exp(2*x) = 3
        ("|1/cosh(x)-tanh(x)|", ["log(sqrt(2) + 1)"]),  # sinh(x) = 1
    ],
)
def test_zeros_by_convexity_and_by_exponentials(formula: str, corners: list[str]) -> None:
    r = report(formula)
    assert (r.status, [p.at for p in r.points if p.kind is Kind.CORNER]) == ("ok", corners)


def test_infinitely_many_zeros_are_not_confined() -> None:
    assert report("|x*sin(x)+2*cos(x)-2|").status == "undecided"
    assert report("|exp(-x)*sin(3*x)-cos(x)|").status == "undecided"


def test_what_is_no_sum_of_exponentials_is_left_alone() -> None:
    r = report("acoth(coth(x))")
    assert (r.status, [(p.at, p.kind) for p in r.points]) == ("ok", [("0", Kind.REMOVABLE)])
    assert [p.kind for p in report("|cosh(x)-x-2|").points] == [Kind.CORNER, Kind.CORNER]
