"""Roundings of quotients, of waves over their arguments, of functions of a fractional part: where they jump, by hand and against values."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Callable
from itertools import pairwise

import pytest

from .asking import check, points, report

WHERE = (
    # formula, the places where it is not C^oo, as texts of points and families
    ("floor(x/(1+x))", {"-1", "-n/(n - 1)"}),  # x/(1+x) = n for x = n/(1-n)
    ("floor(x/(1+abs(x)))", {"0"}),  # -1 or 0
    ("ceil(abs(x)/(1+abs(x)))", {"0"}),  # 1 but at 0
    ("floor(2*x/(1+abs(x)))", {"-1", "0", "1"}),
    ("floor(x-1/x)", {"0", "n/2 + sqrt(n**2 + 4)/2", "n/2 - sqrt(n**2 + 4)/2"}),
    ("floor(sqrt(frac(x)))", set()),
    ("floor(frac(x)^2)", set()),
    ("floor(3*sqrt(frac(x)))", {"n", "n + 1/9", "n + 4/9"}),
    ("floor(sqrt(frac(2*x)))", set()),
    ("floor(abs(sin(x)/x))", {"0"}),  # 0 where it is defined
)


@pytest.mark.parametrize(("formula", "places"), WHERE, ids=[w[0] for w in WHERE])
def test_where_it_jumps(formula: str, places: set[str]) -> None:
    found = report(formula)
    assert found.status == "ok"
    assert {str(p.at) for p in found.points} == places


VALUES: tuple[tuple[str, Callable[[float], float]], ...] = (
    ("x/(1+x)", lambda x: x / (1 + x)),
    ("3*x/(1+x)", lambda x: 3 * x / (1 + x)),
    ("4*x/(1+abs(x))", lambda x: 4 * x / (1 + abs(x))),
    ("x+1/x", lambda x: x + 1 / x),
    ("2*sin(x)/x", lambda x: 2 * math.sin(x) / x),
    ("sin(3*x)/x", lambda x: math.sin(3 * x) / x),
    ("2*frac(x)^2+1/3", lambda x: 2 * (x - math.floor(x)) ** 2 + 1 / 3),
)


@pytest.mark.slow
@pytest.mark.parametrize(("inner", "value"), VALUES, ids=[v[0] for v in VALUES])
def test_between_the_places_that_are_listed_it_does_not_jump(inner: str, value: Callable[[float], float]) -> None:
    found = report(f"floor({inner})")
    assert found.status == "ok"
    places = [p.approx for p in found.points if p.approx is not None]
    members = [_member(str(p.at), n) for p in found.points if p.index is not None for n in range(-99, 100)]
    places = sorted([*places, *(at for at in members if at is not None)])
    steps = [k / 331 for k in range(-2000, 2001)]
    for low, high in pairwise(steps):
        if max(abs(value(low + 1e-9)), abs(value(high + 1e-9))) < 50 and bisect(places, low - 0.003) == bisect(places, high + 0.003):
            assert math.floor(value(low + 1e-9)) == math.floor(value(high + 1e-9))


def _member(at: str, n: int) -> float | None:
    try:
        return float(eval(at, {"n": n, "pi": math.pi, "sqrt": math.sqrt}))
    except (ValueError, ZeroDivisionError):
        return None


def test_a_sine_over_another_argument_is_not_taken_for_bounded() -> None:
    """sin(x^2)/x and sin(x + 1)/x are not bounded by what bounds sin(x)/x: the second takes every integer value near 0."""
    assert check("floor(sin(x+1)/x)").status == "undecided"
    here = next(p for p in check("floor(sin(x+1)/x)", at=["0"]).points if str(p.at) == "0")
    assert (here.left_limit, here.right_limit) == ("-oo", "oo")


def test_what_is_undefined_in_one_argument_is_undefined() -> None:
    found = points("x^(1/x)*gamma(1/x)")["0"]  # not defined on the left, whatever gamma does there
    assert (found.left_limit, found.right_limit) == (None, "0")  # like exp(-1/x)*sqrt(2*pi*x)
