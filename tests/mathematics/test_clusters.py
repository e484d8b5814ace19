"""What a function comes near to where it has no limit: ends worked out by hand, and the values themselves, sampled in high precision."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from diffcheck import api, check

from .oracle import Evaluator, Pair

pytestmark = pytest.mark.engine

KNOWN = [
    ("sin(1/x)", "right_limit", "-1", "1"),
    ("3 + 2*sin(1/x)", "left_limit", "1", "5"),
    ("sin(1/x) + cos(1/x)", "right_limit", "-sqrt(2)", "sqrt(2)"),
    ("3*sin(1/x) - 4*cos(1/x) + 1/2", "right_limit", "-9/2", "11/2"),
    ("sin(1/x)*cos(1/x)", "right_limit", "-1/2", "1/2"),
    ("sin(1/x)^2", "right_limit", "0", "1"),
    ("sin(1/x)*(1 + x) + x", "right_limit", "-1", "1"),
    ("atan(1/x)*sin(1/x)", "right_limit", "-pi/2", "pi/2"),
    ("sin(1/x) + floor(x)", "left_limit", "-2", "0"),
    ("sin(log(x)) + x", "right_limit", "-1", "1"),
    ("sin(1/x)/x", "right_limit", "-oo", "oo"),
    ("(1 + 2*sin(1/x))/x", "right_limit", "-oo", "oo"),
    ("{x*sin(1/x), x != 0; 0}", "right_derivative", "-1", "1"),
    ("{2*x + x*cos(1/x), x != 0; 0}", "left_derivative", "1", "3"),
    ("{sqrt(|x|)*sin(1/x), x != 0; 0}", "right_derivative", "-oo", "oo"),
    ("sin(1/x)/x + cos(1/x)/sqrt(x) + 7", "right_limit", "-oo", "oo"),
    ("sin(1/x)/x + x*sign(sin(1/x))", "right_limit", "-oo", "oo"),  # the jumps tend to 0
]
UNKNOWN = [
    ("(1 + sin(1/x))/x", "right_limit"),  # it is never negative: [0, oo]
    ("(2*x + sin(1/x) - 1)/x^2", "right_limit"),
    ("sin(1/x)/x + sign(sin(1/x))", "right_limit"),  # it is never between -1 and 1 but for 0
    ("sin(1/x)/x + 2*sign(sin(1/x))/sqrt(x)", "right_limit"),
    ("sin(1/x)/x + 5*frac(1/x)", "right_limit"),
    ("{sin(1/x) + x*sign(sin(1/x)), x != 0; 0}", "right_derivative"),  # s/x + sign(s)
    ("sin(1/x) + sin(sqrt(2)/x)", "right_limit"),
    ("sin(1/x) + cos(2/x)", "right_limit"),
    ("|sin(1/x)|", "right_limit"),
    ("a*sin(1/x)", "right_limit"),
    ("frac(1/x)", "right_limit"),
    ("exp(sin(1/x))", "right_limit"),
]


@pytest.mark.parametrize(("formula", "facet", "low", "high"), KNOWN)
def test_the_interval_is_proved(formula, facet, low, high):
    point = next(point for point in check(formula).points if str(point.at) == "0")
    assert tuple(map(str, point.cluster(facet))) == (low, high)


@pytest.mark.parametrize(("formula", "facet"), UNKNOWN)
def test_what_is_not_proved_is_not_said(formula, facet):
    for point in check(formula).points:
        assert point.cluster(facet) is None or "/(" in str(point.at)


@pytest.mark.parametrize(("formula", "facet", "low", "high"), [one for one in KNOWN if one[3] != "oo" and "log" not in one[0]])
def test_the_values_fill_the_interval(formula, facet, low, high):
    report = check(formula)
    f = Evaluator(report.problem.tree, "x")
    side = -1 if facet.startswith("left") else 1
    ends = [f.number(text)[1] for text in (low, high)]
    found = []
    for k in range(400):  # the phase 1/x runs through two periods far out
        place = Pair(side / (c.mpf(10) ** 30 + c.pi * k / 100) for c in f.contexts)
        value = f(place)[1]
        found.append(value / place[1] if facet.endswith("derivative") else value)
    assert all(ends[0] - 1e-20 <= value <= ends[1] + 1e-20 for value in found)
    assert min(found) < ends[0] + 1e-2 and max(found) > ends[1] - 1e-2
    assert mpmath.isfinite(found[0])


def test_it_is_shown():
    from diffcheck.model.options import Options
    from diffcheck.render.plain import render
    from diffcheck.render.words.look import Look

    text = render(api.answer("3 + 2*sin(1/x)", api.prepare(Options(explain=True))), Look(explain=True))
    assert text.count("it comes near to every number between 1 and 5 again and again") == 2
    (point,) = check("3 + 2*sin(1/x)").sympy.points
    assert point.left_limit == point.right_limit == sympy.AccumBounds(1, 5)
    assert point.left_derivative is None
