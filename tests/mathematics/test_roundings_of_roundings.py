"""Roundings inside roundings: one index must never be taken for another, or whole families of jumps are missed."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import mpmath
import pytest

from diffcheck.analysis.analyze import analyze
from diffcheck.language import read_problem
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Report

from .asking import report as report_on

# Each function is a step function or made of linear parts; its jumps in (-3, 3) are worked out by hand.
CASES = {
    "floor(frac(x)+1/2)": [k / 2 for k in range(-5, 6)],  # 1 on [n + 1/2, n + 1), 0 on [n, n + 1/2)
    "floor(2*frac(x))": [k / 2 for k in range(-5, 6)],
    "round(frac(x))": [k / 2 for k in range(-5, 6)],
    "floor(x+floor(x))": [float(k) for k in range(-2, 3)],  # 2*floor(x)
    "floor(mod(x,3))": [float(k) for k in range(-2, 3)],
    "mod(mod(x,3),2)": [-1.0, 0.0, 2.0],  # 0..3 falls at the multiples of 3 and at 2 beyond them
    "max(frac(x), 1/2)": [float(k) for k in range(-2, 3)],
    "floor(floor(x)/2)*x": [-2.0, 2.0],  # x*floor(x/2), which is 0 at 0
    "Mod(floor(x),3)": [float(k) for k in range(-2, 3)],
    "Mod(round(x),2)": [k / 2 for k in (-5, -3, -1, 1, 3, 5)],
    "floor((floor(x)+1)/3)": [-1.0, 2.0],  # floor((x+1)/3)
    "{1, Mod(floor(x),2)=0; -1, True}": [float(k) for k in range(-2, 3)],  # a square wave
    "{frac(x), Mod(floor(x),2)=0; 1-frac(x), True}": [],  # a triangle wave
    "(1-2*Mod(floor(x),2))*sin(pi*x)": [],  # |sin(pi*x)|
    "Mod(floor(x)^2,4)": [float(k) for k in range(-2, 3)],  # 0 for even, 1 for odd floors
    "Mod(floor(x)^2,4)*sin(pi*x)": [],
    "floor(3*frac(x)^2)": [round(n + (k / 3) ** 0.5, 9) for n in range(-3, 3) for k in range(3) if (n, k) != (-3, 0)],
}


def jumps(found_by: Report) -> list[float]:
    """The places of the reported jumps in (-3, 3)."""
    found = set()
    for point in found_by.points:
        if point.kind is not Kind.JUMP:
            continue
        if point.index is None:
            assert point.approx is not None
            found.add(round(point.approx, 9))
            continue
        for n in range(-30, 31):
            if str(n) not in point.index.exceptions:
                found.add(round(float(mpmath.mpf(eval(str(point.at), {"n": n, "sqrt": mpmath.sqrt, "pi": mpmath.pi}))), 9))  # our own text
    return sorted(x for x in found if -3 < x < 3)


@pytest.mark.parametrize("text", CASES)
def test_all_jumps_of_a_rounding_of_a_rounding_are_listed(text: str) -> None:
    report = analyze(read_problem(text), Question())
    assert jumps(report) == CASES[text]


def test_what_cannot_be_listed_completely_is_undecided() -> None:
    report = analyze(read_problem("floor(x*frac(x))"), Question())
    assert report.status == "undecided"
    assert report.notes


STEPS = (
    # an expression in the number n of the cell (n, n + 1), and the cells in which it is 0
    ("floor(x)", (0,)),
    ("floor(x)-2", (2,)),
    ("2*floor(x)+6", (-3,)),
    ("floor(x)^2-1", (-1, 1)),
    ("ceil(x)-1", (0,)),
    ("floor(x+1)*(floor(x)-3)", (-1, 3)),
    ("2*floor(x)-1", ()),
    ("floor(x)^2+1", ()),
    ("floor(x)-x+3", ()),  # 0 at single places
)


@pytest.mark.slow
@pytest.mark.parametrize(("step", "cells"), STEPS)
@pytest.mark.parametrize(("sign", "there"), [("sign({})^2", Fraction(0)), ("H({})", Fraction(1, 2)), ("|sign({})|", Fraction(0))])
@pytest.mark.parametrize("shift", [Fraction(1, 3), Fraction(-8, 3), Fraction(7, 3)])
def test_an_expression_that_is_0_throughout_a_cell_has_the_sign_0(
    step: str, cells: tuple[int, ...], sign: str, there: Fraction, shift: Fraction
) -> None:
    """|x - shift - 100*(s - there)| has a corner at the shift just where the step is 0 in its cell; others are far away."""
    r = report_on(f"sin(pi*x)^2*|x-({shift})-100*({sign.format(step)}-({there}))|")
    assert r.status == "ok"
    near = [Fraction(str(p.at)) for p in r.points if p.kind is Kind.CORNER and abs(p.approx or 0) < 10]
    assert near == ([shift] if floor(shift) in cells else [])
