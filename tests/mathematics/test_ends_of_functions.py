"""Zeros in an interval that ends where a function ends: the ball of the last cell reaches beyond it."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from flint import arb

from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose, enclose_inside
from diffcheck.exact.expr import Expr, as_term, number, symbol
from diffcheck.exact.powers import power
from diffcheck.exact.sign import known_sign

from .asking import report

X = symbol("x")


@pytest.mark.parametrize(
    ("formula", "inner"),
    [
        ("1/((1-x^2)*asin(x)^2-1/4)", lambda x: (1 - x * x) * math.asin(x) ** 2 - 0.25),
        ("1/((1-x^2)*asin(x)-1/4)", lambda x: (1 - x * x) * math.asin(x) - 0.25),
        ("|sqrt(1-x^2)*asin(x)-1/4|", lambda x: math.sqrt(1 - x * x) * math.asin(x) - 0.25),
        ("|x*acos(x)-1/4|", lambda x: x * math.acos(x) - 0.25),
        ("max(asin(x)*(1-x),1/5)", lambda x: math.asin(x) * (1 - x) - 0.2),
        ("1/(sqrt(1-x^2)-asin(x)^2)", lambda x: math.sqrt(1 - x * x) - math.asin(x) ** 2),
    ],
)
def test_all_zeros_inside_are_found(formula: str, inner: Callable[[float], float]) -> None:
    """As many as the sign changes on a fine grid, one in each cell of it; the ends are places of their own."""
    r = report(formula)
    assert r.status == "ok", r.notes
    found = sorted(f.approx for f in r.points if f.approx is not None and abs(f.approx) < 1)
    grid = [k / 5000 for k in range(-4999, 5000)]
    cells = [(a, b) for a, b in pairwise(grid) if inner(a) * inner(b) < 0]
    assert len(found) == len(cells) > 0
    assert all(a < c < b for c, (a, b) in zip(found, cells, strict=True))


@pytest.mark.parametrize(("formula", "zeros"), [("|asin(x)-pi/2|", 0), ("1/(asin(x)-pi/2)", 0), ("|acos(x)*(x+2)|", 0)])
def test_a_zero_at_the_end_is_none_inside(formula: str, zeros: int) -> None:
    r = report(formula)
    assert r.status == "ok"
    assert len([f for f in r.points if f.approx is not None and abs(f.approx) < 1]) == zeros


def beyond() -> arb:
    """A ball around 1."""
    return arb(1, 0.25)


def test_values_where_it_is_defined_are_enclosed() -> None:
    """asin on [3/4, 1], acos there, the root of 1 - x on [0, 1/4]."""
    there = {"x": beyond()}
    sine = enclose_inside(apply("asin", X), 64, there)
    assert sine.contains(arb("0.8481")) and sine.contains(arb("1.5707")) and not sine.contains(arb("0.8")) and not sine.contains(arb("1.6"))
    cosine = enclose_inside(apply("acos", X), 64, there)
    assert cosine.contains(0) and cosine.contains(arb("0.7227")) and not cosine.contains(arb("0.75"))
    root = enclose_inside(_root_of(number(1) - X), 64, there)
    assert root.contains(0) and root.contains(arb("0.5")) and not root.contains(arb("0.51"))
    assert not enclose_inside(_root_of(number(1) - X) ** -1, 64, there).is_finite()
    assert not enclose_inside(apply("asin", X), 64, {"x": arb(3)}).is_finite()


def _root_of(u: Expr) -> Expr:
    return power(u, Fraction(1, 2), known_sign)


def test_no_constant_is_taken_for_defined_by_it() -> None:
    """asin(1 + 10^-40) is not real; at 64 bits its argument looks like 1, and it must not be kept as if it were there."""
    c = apply("asin", number(1) + number(10) ** -40)
    a = as_term(c)[0][0][0]
    a.balls.clear()
    enclose_inside(c * X, 64, {"x": beyond()})
    assert not enclose(c, 64).is_finite()
    assert not enclose(apply("asin", X), 64, {"x": beyond()}).is_finite()
