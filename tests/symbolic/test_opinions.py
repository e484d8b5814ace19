"""Second opinions: whoever is asked refutes what is false, agrees with what is true, and is stopped when it takes too long."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sympy
from sympy import Abs, Piecewise, Rational, S, Symbol, exp, log, oo, sin, sqrt

from diffcheck import api, check
from diffcheck.checks import by_numbers, by_sympy
from diffcheck.checks.opinions import with_opinions
from diffcheck.checks.questions import questions
from diffcheck.model.options import Options
from diffcheck.model.report import Record, Report
from diffcheck.model.term import Number
from diffcheck.symbolic.view import view

pytestmark = pytest.mark.engine
CORPUS = Path(__file__).parents[1] / "corpus"
x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("expression", "place", "side", "truth", "false"),
    [
        (Abs(x) / x, 0, "-", S.NegativeOne, S.One),
        (sin(x) / x, 0, "+", S.One, S.Zero),
        (1 / x, 0, "-", -oo, oo),
        (1 / x**2, 0, "-", oo, S.Zero),
        (Piecewise((x**2, x < 1), (3, True)), 1, "-", S.One, S(3)),
        (exp(-1 / x), 0, "+", S.Zero, S.One),
        ((sqrt(x + 2) - sqrt(2)) / x, 0, "+", sqrt(2) / 4, Rational(1, 3)),
        (sin(1 / x), 0, "+", None, None),
    ],
    ids=str,
)
def test_numbers_tell_true_from_false(expression, place, side, truth, false):
    assert by_numbers.judged(expression, x, S(place), side, truth)[0] == "agrees"
    if false is not None:
        assert by_numbers.judged(expression, x, S(place), side, false)[0] == "differs"


def test_numbers_refute_that_there_is_no_limit():
    assert by_numbers.judged(x**2, x, S.Zero, "+", None)[0] == "differs"


@pytest.mark.parametrize("expression", [1 / log(x), log(log(1 / x)), sympy.Function("f")(x), sqrt(x - 1)], ids=str)
def test_numbers_give_up_where_they_cannot_tell(expression):
    assert by_numbers.judged(expression, x, S.Zero, "+", S.One)[0] == "gives up"


def test_sympy_answers_in_order_and_goes_on_after_one_that_takes_too_long():
    slow = sympy.Piecewise(*((sin(x + k) ** 7 * exp(k / (x + 1)), x < Rational(k, 7)) for k in range(60)))
    hard = slow * sympy.gamma(1 / x) ** sin(slow)
    found = list(by_sympy.answers([(x**2, x, S(3), "+"), (hard, x, S.Zero, "+"), (1 / x, x, S.Zero, "-")], 0.5))
    assert (found[0], found[2]) == (9, -oo)


def test_a_function_that_sympy_is_wrong_about():
    report = check("{1, x<0; 2, x>=0}", second_opinion=True)
    (point,) = report.points
    said = {(one.of, one.who): (one.answer, one.value) for one in point.opinions}
    assert said["right_limit", "sympy"] == ("agrees", "2")
    assert said["left_limit", "numbers"][0] == "agrees"
    if said["left_limit", "sympy"][0] == "differs":
        assert f"SymPy says {said['left_limit', 'sympy'][1]} for the left limit" in " ".join(report.notes)
    assert report.continuous.answer == "no" and report.certainty == "proved"


def falsified() -> Report:
    report = check("max(0,x)")
    (point,) = report.points
    return replace(report, points=(replace(point, left_derivative=Number("1")),))


def test_everyone_refutes_a_report_that_is_false():
    report = with_opinions(falsified())
    differing = [(one.of, one.who) for one in report.points[0].opinions if one.answer == "differs"]
    assert differing == [("left_derivative", "sympy"), ("left_derivative", "numbers")]
    assert sum("second opinion" in note for note in report.notes) == 2


def test_a_difference_counts_where_the_report_is_not_proved():
    report = with_opinions(falsified())
    assert api.exit_code(Record(None, "", None, report, 0.0), "continuous") == 0
    assert api.exit_code(Record(None, "", None, replace(report, certainty="checked"), 0.0), "continuous") == 3


def test_members_of_a_family_are_asked_about():
    report = check("floor(x)", second_opinion=True)
    assert {one.member for one in report.points[0].opinions} == {0, 1}
    assert all(one.answer == "agrees" for one in report.points[0].opinions)


@pytest.mark.parametrize("formula", ["|x-cos(x)|", "|x^5-x-1|", "floor(x^3+x)", "max(x,exp(-x))"])
def test_numbers_know_roots_without_a_closed_form(formula):
    report = check(formula)
    asked = list(questions(report, view(report)))
    found = [by_numbers.judged(one.expression, one.letter, one.place, one.side, one.said)[0] for one in asked]
    assert asked and "differs" not in found and "agrees" in found


def test_with_free_parameters_nothing_is_asked():
    report = check("|x-a|", second_opinion=True)
    assert not report.points[0].opinions and any("free parameters" in note for note in report.notes)


def test_without_the_option_nothing_is_asked():
    assert not check("|x|").points[0].opinions


def test_records_hold_what_was_said():
    from diffcheck.render.json import as_object

    record = api.answer("|x|", api.prepare(Options(second_opinion=True)))
    (point,) = as_object(record)["points"]
    assert {"of": "left_limit", "who": "sympy", "answer": "agrees", "value": "0"} in point["opinions"]


@pytest.mark.slow
def test_numbers_never_refute_the_corpus():
    agreed = 0
    for line in (CORPUS / "finite.jsonl").read_text(encoding="utf-8").splitlines():
        report = check(json.loads(line)["expr"])
        for one in questions(report, view(report)):
            answer, value = by_numbers.judged(one.expression, one.letter, one.place, one.side, one.said)
            assert answer != "differs", (report.problem.text, one, value)
            agreed += answer == "agrees"
    assert agreed > 1000
