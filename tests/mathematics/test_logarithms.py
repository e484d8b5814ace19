"""Sums of logarithms: where they are 0, and where a logarithm of a quotient goes on through 0/0.

log(u1) + log(u2) = k iff u1*u2 = e^k, where both are defined; log(sin(x)/x) = -x^2/6 - x^4/180 - ...,
log(tan(x)/x) = x^2/3 + 7*x^4/90 + ...
"""

from __future__ import annotations

import pytest

from diffcheck.model.kind import Kind

from .asking import check, points

CORNERS = (
    ("|log(x)+log(x-1)-1|", ["sqrt(4*E + 1)/2 + 1/2"]),  # x^2 - x = e; the other root of it lies where log(x - 1) is undefined
    ("|log(x+sqrt(x^2+1))-log((1+sqrt(5))/2)|", ["1/2"]),
    ("max(log(x), log(x^2-x))", ["2"]),
    ("|log(x)-log(2)-log(x+1)|", []),  # x = 2x + 2 only at -2
    ("|log(x)-log(exp(x)-1)|", []),  # x < exp(x) - 1
    ("|log(x)/2-log(x+2)/4|", ["2"]),  # x^2 = x + 2
    ("|2*log(x)-2*log(3*x-2)|", ["1"]),  # x^2 = (3x - 2)^2 at 1/2, too, where 3x - 2 < 0
)
SMOOTH = (
    "{(sin(x)/x)^(1/x^2), x!=0; exp(-1/6)}",
    "{log(sin(x)/x)/x^2, x!=0; -1/6}",
    "{(tan(x)/x)^(1/x^2), x!=0; exp(1/3)}",
    "{log((exp(x)-1)/x)/x, x!=0; 1/2}",
    "{log(log(1+x)/x), x!=0; 0}",
    "{log(2*|x|)-log(|sin(2*x)|), x!=0; 0}",
    "{log(3*(x-sin(x))/(tan(x)-x))*{1, |x|<1}, x!=0; log(3/2)}",
)
ORDERS = (
    ("{log(sin(x)/x), x>0; -x^2/6, x<=0}", 3),
    ("{log(sin(x)/x), x>0; x^2, x<=0}", 1),
    ("{log(tan(x)/x), x>0; x^2/3+7*x^4/90, x<=0}", 5),
    ("{log(sin(x)/x)/x, x>0; 0, x<=0}", 0),
    ("{x^2*log(sin(x)/x^3), x!=0; 0, x=0}", 1),  # -x^2*log|x| stays
)


@pytest.mark.parametrize(("formula", "corners"), CORNERS)
def test_a_sum_of_logarithms_is_zero_where_the_product_is_one(formula: str, corners: list[str]) -> None:
    found = check(formula)
    assert found.status == "ok"
    assert [f.at for f in points(formula).values() if f.kind is Kind.CORNER] == corners


@pytest.mark.parametrize("formula", SMOOTH)
def test_the_logarithm_of_a_quotient_goes_on_through_zero_over_zero(formula: str) -> None:
    found = check(formula)
    assert found.status == "ok"
    assert found.smoothness == "oo"


@pytest.mark.parametrize(("formula", "order"), ORDERS)
def test_it_is_not_taken_for_what_it_is_not(formula: str, order: int) -> None:
    assert check(formula, on="(-1, 1)").smoothness == order
