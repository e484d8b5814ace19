"""acos(cos(u)), asin(sin(u)), atan(tan(u)) between two switches are u or -u up to multiples of pi."""

from __future__ import annotations

import math
import random

import pytest

from diffcheck.model.kind import Kind

from .asking import report

ARCS = {
    ("acos", "cos"): (lambda v: math.acos(math.cos(v)), math.pi),
    ("asin", "sin"): (lambda v: math.asin(math.sin(v)), math.pi),
    ("asin", "cos"): (lambda v: math.asin(math.cos(v)), math.pi),
    ("acos", "sin"): (lambda v: math.acos(math.sin(v)), math.pi),
    ("atan", "tan"): (lambda v: math.atan(math.tan(v)), math.pi),
}


@pytest.mark.parametrize("arcs", ARCS, ids="-".join)
def test_each_piece_is_a_line_through_two_values(arcs: tuple[str, str]) -> None:
    draw = random.Random("-".join(arcs))
    value, quarter = ARCS[arcs]
    for _ in range(6):
        # an interval between two neighbouring multiples of pi/2 holds no switch of any of them
        k, sign = draw.randint(-7, 7), draw.choice(("", "-"))
        low = (k + draw.uniform(0.1, 0.4)) * quarter / 2
        high = (k + draw.uniform(0.6, 0.9)) * quarter / 2
        a, b = (round(end * 1000) / 1000 for end in (low, high))
        slope = round((value(b) - value(a)) / (b - a)) * (-1 if sign and arcs[0] != "acos" else 1)
        if arcs[0] == "acos" and sign:
            slope = -round((value(b) - value(a)) / (b - a))
        line = f"{slope}*(x-{a})+({arcs[0]}({sign}{arcs[1]}({a})))"
        r = report(f"{{{arcs[0]}({sign}{arcs[1]}(x)), {a}<x<{b}; {line}}}")
        assert (r.status, r.smoothness, r.points) == ("ok", "oo", ())


@pytest.mark.parametrize(
    ("formula", "kind", "at"),
    [
        ("{acos(cos(x)), 0<x<4; x}", Kind.CORNER, "pi"),
        ("{asin(sin(x)), -1<x<2; x}", Kind.CORNER, "pi/2"),
        ("{acos(cos(x)), 0<x<1; x+1/1000}", Kind.JUMP, "1"),
        ("{acos(cos(x)), 0<x<1; 2*x-1}", Kind.CORNER, "1"),
        ("{atan(tan(x)), pi/2<x<3; x}", Kind.JUMP, "pi/2"),
        ("{asin(sin(x^2)), 0<x<1; x^2+(x-1)^2}", Kind.HIGHER_ORDER, "1"),
    ],
)
def test_another_line_is_not_met(formula: str, kind: Kind, at: str) -> None:
    r = report(formula)
    assert r.status == "ok"
    assert {p.at: p.kind for p in r.points}[at] is kind
