"""Second opinions: whoever is asked refutes what is false, agrees with what is true, and is stopped when it takes too long."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sympy
from sympy import Rational, S, Symbol, exp, oo, sin, sqrt

from diffcheck import api, check
from diffcheck.checks import by_numbers, by_sympy, by_systems
from diffcheck.checks.by_systems import Said
from diffcheck.checks.evaluator import Evaluator
from diffcheck.checks.opinions import with_opinions
from diffcheck.checks.questions import Asked, questions
from diffcheck.checks.systems import GIAC, MARK, MAXIMA
from diffcheck.language import read_problem
from diffcheck.language.rewritten import Unspoken
from diffcheck.model.options import Options
from diffcheck.model.report import Record, Report
from diffcheck.model.term import Number
from diffcheck.symbolic.view import view

from ..portion import portion

pytestmark = pytest.mark.engine
CORPUS = Path(__file__).parents[1] / "corpus"
x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("formula", "place", "side", "truth", "false"),
    [
        ("|x|/x", 0, "-", S.NegativeOne, S.One),
        ("sin(x)/x", 0, "+", S.One, S.Zero),
        ("1/x", 0, "-", -oo, oo),
        ("1/x^2", 0, "-", oo, S.Zero),
        ("{x^2, x < 1; 3}", 1, "-", S.One, S(3)),
        ("exp(-1/x)", 0, "+", S.Zero, S.One),
        ("(sqrt(x + 2) - sqrt(2))/x", 0, "+", sqrt(2) / 4, Rational(1, 3)),
        ("sin(1/x)", 0, "+", None, None),
    ],
)
def test_numbers_tell_true_from_false(formula, place, side, truth, false):
    assert numbers(formula, place, side, truth) == "agrees"
    if false is not None:
        assert numbers(formula, place, side, false) == "differs"


def numbers(formula, place, side, said, of="left_limit"):
    """What the numeric judge says of one value, limit or slope."""
    f = Evaluator(read_problem(formula).tree, "x")
    return by_numbers.judged(f, Asked(0, None, of, None, x, S(place), side, said, S(place)))[0]


def test_numbers_refute_that_there_is_no_limit():
    assert numbers("x^2", 0, "+", None) == "differs"


@pytest.mark.parametrize("formula", ["1/log(x)", "log(log(1/x))", "sqrt(x - 1)"])
def test_numbers_give_up_where_they_cannot_tell(formula):
    assert numbers(formula, 0, "+", S.Half) == "gives up"


@pytest.mark.parametrize(
    ("formula", "place", "truth", "false"),
    [
        ("x/x", 0, None, S.One),
        ("{1, x < 0; 2}", 0, S(2), S.One),
        ("floor(x)", 1, S.One, S.Zero),
        ("asin(x)", 1, sympy.pi / 2, S(157) / 100),
    ],
)
def test_numbers_know_values(formula, place, truth, false):
    assert numbers(formula, place, "", truth, "value") == "agrees"
    assert numbers(formula, place, "", false, "value") == "differs"


@pytest.mark.parametrize(
    ("formula", "of", "side", "truth", "false"),
    [
        ("|x|", "left_derivative", "-", S.NegativeOne, S.One),
        ("{1, x < 0; 2}", "left_derivative", "-", oo, S.Zero),
        ("cbrt(x)", "right_derivative", "+", oo, S.One),
        ("x*sin(1/x)*(x != 0)", "right_derivative", "+", S.Zero, S.One),
    ],
)
def test_slopes_are_those_of_the_quotient_with_the_value(formula, of, side, truth, false):
    assert numbers(formula, 0, side, truth, of) in ("agrees", "gives up")
    assert numbers(formula, 0, side, false, of) in ("differs", "gives up")


@pytest.mark.parametrize("system", [pytest.param(one, id=one.name) for one in (GIAC, MAXIMA)])
@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({"giac": "sqrt(2)/4", "maxima": "1/2^(3/2)"}, sqrt(2) / 4),
        ({"giac": "pi*exp(1)", "maxima": "%e*%pi"}, sympy.pi * sympy.E),
        ({"giac": "-infinity", "maxima": "minf"}, -oo),
        ({"giac": "+infinity", "maxima": "inf"}, oo),
        ({"giac": "infinity", "maxima": "infinity"}, None),
        ({"giac": "undef", "maxima": "ind"}, Said.NO_LIMIT),
        ({"giac": "bounded_function(2)", "maxima": "ind"}, Said.NO_LIMIT),
        ({"giac": "limit(x,x,0)", "maxima": "no"}, None),
        ({"giac": "limit(x,x,0)", "maxima": "und"}, None),
        ({"giac": "foo(0)", "maxima": "foo(0)"}, None),
        ({"giac": "", "maxima": ""}, None),
    ],
)
def test_the_answers_of_systems_are_read(system, told, read):
    expected = read[system.name] if isinstance(read, dict) else read
    assert by_systems.read(system, told[system.name]) == expected


@pytest.mark.parametrize("system", [pytest.param(one, id=one.name) for one in (GIAC, MAXIMA)])
@pytest.mark.parametrize("formula", ["foo(x)", "x.real", "'x'", "LambertW(x)", "[x]", "lambda x: x", "x if x else 1", "Piecewise(x)(x)"])
def test_what_a_system_has_no_words_for_is_not_asked(system, formula):
    with pytest.raises(Unspoken):
        system.words(formula)


def test_a_system_that_takes_too_long_loses_its_process_and_answers_the_next_question():
    deaf = ("sed", "-u", "/7/,$d")  # says what it is told, and after a 7 nothing more
    system = replace(MAXIMA, name="deaf", command=deaf, greeting="", mark=f"{MARK}\n", noise="^sleep", running=None)
    assert system.say("8\n", 20) == ""  # an echo is no answer
    first = system.running
    assert system.say("7\n", 0.2) is None and system.running is None
    assert first is not None and first.poll() is not None
    assert system.say("8\n", 20) == "" and system.running is not None
    system.close()


@pytest.mark.slow
@pytest.mark.parametrize("system", (GIAC, MAXIMA), ids=lambda one: one.name)
def test_a_system_that_is_installed_is_asked(system):
    if not system.is_installed():
        pytest.skip("it is not installed")
    (point,) = check("|x|/x", second_opinion=True).points
    assert {one.answer for one in point.opinions if one.who == system.name} <= {"agrees", "gives up"}
    assert len([one for one in point.opinions if one.who == system.name]) == 2


@pytest.mark.slow
def test_sympy_answers_in_order_and_goes_on_after_one_that_takes_too_long():
    slow = sympy.Piecewise(*((sin(x + k) ** 7 * exp(k / (x + 1)), x < Rational(k, 7)) for k in range(60)))
    hard = slow * sympy.gamma(1 / x) ** sin(slow)
    found = list(by_sympy.answers([(x**2, x, S(3), "+"), (hard, x, S.Zero, "+"), (1 / x, x, S.Zero, "-")], 0.5))
    assert (found[0], found[2]) == (9, -oo)


@pytest.mark.slow
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


@pytest.mark.slow
def test_everyone_refutes_a_report_that_is_false():
    report = with_opinions(falsified())
    differing = [(one.of, one.who) for one in report.points[0].opinions if one.answer == "differs"]
    assert {("left_derivative", "sympy"), ("left_derivative", "numbers")} <= set(differing)
    assert {of for of, _ in differing} == {"left_derivative"}
    assert sum("second opinion" in note for note in report.notes) == len(differing)


@pytest.mark.slow
def test_a_difference_counts_where_the_report_is_not_proved():
    report = with_opinions(falsified())
    assert api.exit_code(Record(None, "", None, report, 0.0), "continuous") == 0
    assert api.exit_code(Record(None, "", None, replace(report, certainty="checked"), 0.0), "continuous") == 3


@pytest.mark.slow
def test_members_of_a_family_are_asked_about():
    report = check("floor(x)", second_opinion=True)
    assert {one.member for one in report.points[0].opinions} == {0, 1}
    assert all(one.answer == "agrees" for one in report.points[0].opinions if one.who in ("sympy", "numbers"))


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["|x-cos(x)|", "|x^5-x-1|", "floor(x^3+x)", "max(x,exp(-x))"])
def test_numbers_know_roots_without_a_closed_form(formula):
    report = check(formula)
    asked = list(questions(report, view(report)))
    f = Evaluator(report.problem.tree, "x")
    found = [by_numbers.judged(f, one)[0] for one in asked]
    assert asked and "differs" not in found and "agrees" in found


def test_with_free_parameters_nothing_is_asked():
    report = check("|x-a|", second_opinion=True)
    assert not report.points[0].opinions and any("free parameters" in note for note in report.notes)


def test_without_the_option_nothing_is_asked():
    assert not check("|x|").points[0].opinions


@pytest.mark.slow
def test_records_hold_what_was_said():
    from diffcheck.render.json import as_object

    record = api.answer("|x|", api.prepare(Options(second_opinion=True)))
    (point,) = as_object(record)["points"]
    assert {"of": "left_limit", "who": "sympy", "answer": "agrees", "value": "0"} in point["opinions"]


@pytest.mark.slow
def test_numbers_never_refute_the_corpus():
    agreed = 0
    lines = portion((CORPUS / "finite.jsonl").read_text(encoding="utf-8").splitlines())
    for line in lines:
        report = check(json.loads(line)["expr"])
        f = Evaluator(report.problem.tree, report.problem.variable)
        for one in questions(report, view(report)):
            answer, value = by_numbers.judged(f, one)
            assert answer != "differs", (report.problem.text, one, value)
            agreed += answer == "agrees"
    assert agreed > 3 * len(lines)
