"""The numeric judge: true reports stand, also with enclosed points, intervals and families; planted mistakes do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from diffcheck.model.report import NO, YES, Finding, Report

from ..portion import portion
from .asking import cases, check, report
from .oracle import Judge, judge

ENCLOSED = (
    "|x-cos(x)|",
    "|x^5-x-1|",
    "max(exp(x),3*x+1/2)",
    "cbrt(x-sin(x)-1/2)",
    "sign(x^3+x-cos(x))",
    "x*|x*exp(x)+x-1|",
    "1/(x-exp(-x))",
)


@pytest.mark.slow
@pytest.mark.parametrize("formula", ENCLOSED)
def test_points_known_by_their_equation_alone_are_judged_with_their_letter(formula: str) -> None:
    r = report(formula)
    assert any(f.symbol for f in r.points)
    assert judge(r, order=False, cells=8) == []


@pytest.mark.parametrize(
    ("formula", "on"),
    [
        ("sqrt(x)", "[0,1]"),
        ("|x|", "[-1,1]"),
        ("|x|", "[0,1]"),
        ("1/x", "(0,oo)"),
        ("floor(x)", "[-2,5/2]"),
        ("|x-cos(x)|", "[0,2)"),
        ("acos(x)", "[0,1]"),
    ],
)
def test_a_report_on_an_interval_is_judged_as_one_on_the_restriction(formula: str, on: str) -> None:
    assert judge(check(formula, on=on), order=False, cells=8) == []


SOME = [c["expr"] for c in cases("finite.jsonl") if len(c["expr"]) < 60][::9]


@pytest.mark.parametrize("formula", portion(SOME))
@pytest.mark.slow
def test_reports_of_the_corpus_stand_up_to_numbers_between_their_points_too(formula: str) -> None:
    assert judge(report(formula), order=False, cells=10) == []


@pytest.mark.parametrize("formula", ["|x|^3", "x*|x|", "max(0,x)^2", "{exp(-1/x), x>0; 0, True}", "cbrt(x)", "x^(5/3)", "|x^2|*x"])
@pytest.mark.slow
def test_orders_of_smoothness_stand_up_to_numeric_derivatives(formula: str) -> None:
    found = Judge(report(formula))
    for f in report(formula).points:
        found.order(f)
    assert found.complaints == []


def change(formula: str, **fields: object) -> Report:
    """The report with the first finding falsified."""
    r = report(formula)
    return replace(r, points=(replace(r.points[0], **fields), *r.points[1:]))


def without(formula: str, number: int) -> Report:
    """The report without one of its findings."""
    r = report(formula)
    return replace(r, points=tuple(f for i, f in enumerate(r.points) if i != number))


def piece(of: str, **fields: str) -> Report:
    """The report with its first piece falsified."""
    r = report(of)
    return replace(r, pieces=(replace(r.pieces[0], **fields), *r.pieces[1:]))


PLANTED: dict[str, Callable[[], Report]] = {
    "a slope of the wrong sign": lambda: change("|x|", left_derivative="1"),
    "a value that is another": lambda: change("sign(x)", value="1"),
    "a value where there is none": lambda: change("x/x", value="1"),
    "no value where there is one": lambda: change("|x|", value=None),
    "a limit that is another": lambda: change("sign(x)", right_limit="0"),
    "a limit that is infinite": lambda: change("1/x", left_limit="0"),
    "an infinity of the wrong sign": lambda: change("1/x", left_limit="oo"),
    "no limit where there is one": lambda: change("|x|", left_limit="dne"),
    "a limit where there is none": lambda: change("sin(1/x)", left_limit="0"),
    "domain on the wrong side": lambda: change("sqrt(x)", left_limit="0", right_limit=None),
    "an enclosure elsewhere": lambda: change("|x-cos(x)|", enclosure=("0.7", "0.71")),
    "a slope in the letter that is another": lambda: change("|x-cos(x)|", right_derivative="sin(c) - 1"),
    "continuous against its limits": lambda: change("sign(x)", continuous=YES),
    "not differentiable against its slopes": lambda: change("x*|x|", differentiable=NO),
    "a family with other values": lambda: change("floor(x)", value="n + 1"),
    "a family with other places": lambda: change("tan(x)", at="pi*n"),
    "a family with other slopes": lambda: change("|sin(pi*x)|", right_derivative="-pi"),
    "a verdict against its points": lambda: replace(report("|x|"), differentiable=YES),
    "a corner left out": lambda: without("|x|+|x-1|", 1),
    "a jump left out": lambda: without("sign(x)+x", 0),
    "a piece with another formula": lambda: piece("|x|", formula="x"),
    "a piece with another derivative": lambda: piece("x*|x|", derivative="2*x"),
    "a piece that is too long": lambda: piece("sqrt(x)", interval="(-oo, oo)"),
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_mistake_is_refuted(plant: Callable[[], Report]) -> None:
    assert judge(plant(), order=False, cells=12) != []


@pytest.mark.parametrize(("formula", "wrong"), [("|x|^3", 1), ("|x|^3", 3), ("x*|x|", "oo"), ("|x^2|*|x|", "oo")])
def test_a_planted_order_of_smoothness_is_refuted(formula: str, wrong: int | str) -> None:
    r = change(formula, smoothness=wrong)
    found = Judge(r)
    found.order(first(r))
    assert found.complaints != []


def first(r: Report) -> Finding:
    """The first finding."""
    return r.points[0]
