"""The same from Python: check, check_many, holds."""

from __future__ import annotations

import re

import pytest
import sympy

import diffcheck
from diffcheck.model.report import YES, Report, Verdict
from diffcheck.model.requirement import holds, property_name
from diffcheck.model.term import LINE
from diffcheck.model.tree import Name, Problem


def report(continuous=YES, differentiable=YES, smoothness="oo"):
    """A report with nothing but verdicts."""
    return Report(Problem(Name("x"), "x", (), ""), "ok", LINE, "domain", continuous, differentiable, smoothness, "proved", (), ())


NO, OPEN, IF = Verdict("no", "why not"), Verdict("undecided", "why"), Verdict("condition", "", "Eq(a, 1)")


@pytest.mark.parametrize(
    ("verdicts", "required", "answer"),
    [
        ((YES, YES, "oo"), "smooth", "yes"),
        ((YES, YES, "oo"), "C7", "yes"),
        ((YES, YES, 2), "C2", "yes"),
        ((YES, YES, 2), "C3", "no"),
        ((YES, YES, 2), "smooth", "no"),
        ((YES, YES, 0), "C1", "no"),
        ((YES, NO, "undecided"), "C1", "no"),
        ((NO, NO, -1), "C0", "no"),
        ((NO, OPEN, "undecided"), "C5", "no"),
        ((YES, YES, "undecided"), "C1", "undecided"),
        ((YES, OPEN, "undecided"), "C1", "undecided"),
        ((OPEN, OPEN, "undecided"), "continuous", "undecided"),
        ((IF, IF, "undecided"), "C0", "condition"),
        ((IF, IF, "undecided"), "C1", "undecided"),
        ((YES, YES, "oo"), "lipschitz", "undecided"),
    ],
)
def test_a_property_is_read_off_the_verdicts(verdicts, required, answer):
    assert holds(report(*verdicts), required).answer == answer


def test_a_verdict_is_true_exactly_where_it_is_yes_and_no_truth_value_where_it_is_neither():
    assert YES and not NO
    for neither, words in ((OPEN, "undecided: why"), (IF, "Eq(a, 1)")):
        with pytest.raises(diffcheck.NeitherYesNorNo, match=re.escape(words)) as caught:
            bool(neither)
        assert isinstance(caught.value, ValueError) and isinstance(caught.value, diffcheck.DiffcheckError)
    for continuous, differentiable, smoothness in [(YES, YES, "oo"), (NO, OPEN, "undecided"), (IF, IF, "undecided"), (YES, NO, 0)]:
        for required in ("continuous", "differentiable", "C1", "smooth"):
            verdict = holds(report(continuous, differentiable, smoothness), required)
            if verdict.answer in ("yes", "no"):
                assert bool(verdict) is (verdict.answer == "yes")
            else:
                with pytest.raises(diffcheck.NeitherYesNorNo):
                    bool(verdict)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("formula", "truth"), [("|x|", False), ("x*|x|", True), ("floor(x)", False), ("1/x", True), ("a*|x|", None), ("a*x^2", True)]
)
def test_whether_a_function_is_differentiable_is_asked_with_if(formula, truth):
    verdict = diffcheck.check(formula).differentiable
    if truth is None:
        with pytest.raises(diffcheck.NeitherYesNorNo):
            bool(verdict)
    else:
        assert bool(verdict) is truth


def test_properties_have_one_spelling():
    assert [property_name(text) for text in ("c1", "C^2", "Smooth", "C^oo", " C0 ", "C007")] == ["C1", "C2", "smooth", "smooth", "C0", "C7"]
    for text in ("C", "C-1", "Cx", "nice", ""):
        with pytest.raises(diffcheck.BadInput):
            property_name(text)


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError):
        _ = diffcheck.nothing


def test_every_public_name_has_a_home_and_a_docstring():
    assert set(diffcheck._HOME) | {"__version__"} == set(diffcheck.__all__)
    for name in diffcheck._HOME:
        assert getattr(diffcheck, name).__doc__


@pytest.mark.engine
def test_check_answers_text():
    found = diffcheck.check("max(0, x)", at=[1])
    assert found.differentiable.answer == "no"
    assert [point.at for point in found.points] == ["0", "1"]
    assert found.function == "Max(0, x)"
    assert diffcheck.holds(found, "C0").answer == "yes"


@pytest.mark.engine
def test_check_answers_a_sympy_expression():
    sympy = pytest.importorskip("sympy")
    t = sympy.Symbol("t", real=True)
    found = diffcheck.check(abs(t - sympy.Rational(1, 3)), variable=t)
    assert [point.at for point in found.points] == ["1/3"]


@pytest.mark.engine
def test_check_many_answers_in_order():
    found = list(diffcheck.check_many(["a: |x|", "# nothing", "max(0,", "x"], time_limit=20))
    assert [one.line for one in found] == [1, 3, 4]
    assert [one.label for one in found] == ["a", None, None]


@pytest.mark.engine
def test_check_raises_what_the_program_prints():
    with pytest.raises(diffcheck.BadInput):
        diffcheck.check("max(0,")
    with pytest.raises(diffcheck.BadInput):
        diffcheck.check("x", on="nowhere at all")


def test_a_version_of_a_framework_is_asked_for_in_three_ways():
    for asked in ("pytorch=2.13", {"pytorch": "2.13"}, "torch = 2.13.0, jax=0.10.2"):
        report = diffcheck.check("clip(x, 0, 1)", autodiff=asked)
        assert dict(report.frameworks) == {"pytorch": "2.13", "jax": "0.10", "tensorflow": "2.21"}
        assert [dict(point.autodiff)["pytorch"] for point in report.points] == ["1", "1"]
    newest = diffcheck.check("clip(x, 0, 1)", autodiff=True)
    assert dict(newest.frameworks)["pytorch"] == "2.14"
    assert [dict(point.autodiff)["pytorch"] for point in newest.points] == ["0", "0"]
    assert diffcheck.check("clip(x, 0, 1)").frameworks == ()
    with pytest.raises(diffcheck.BadInput, match="caffe"):
        diffcheck.check("x", autodiff="caffe=1")


@pytest.mark.parametrize(
    ("formula", "options", "shown"),
    [
        ("1 + sni(x)", {}, "Unknown name sni.\n  1 + sni(x)\n      ^^^\nDid you mean sin?"),
        ("(x+1", {}, "This ( is never closed.\n  (x+1\n  ^"),
        ("x", {"at": ["2 +"]}, "--at: "),
    ],
)
def test_an_error_shows_the_place_that_it_speaks_of(formula, options, shown):
    with pytest.raises(diffcheck.BadInput) as caught:
        diffcheck.check(formula, **options)
    assert str(caught.value).startswith(shown)
    assert "\n" not in caught.value.message


@pytest.mark.engine
def test_objects_of_sympy_are_options():
    x, a = sympy.Symbol("x", real=True), sympy.Symbol("a", real=True)
    half_open = diffcheck.check(sympy.Abs(x), on=sympy.Interval.Ropen(0, 1))
    assert str(half_open.on) == "[0, 1)"
    assert half_open.differentiable.answer == "yes"
    assert diffcheck.check("|x|", on=sympy.S.Reals).on == "reals"
    assert [str(point.at) for point in diffcheck.check("|x|", at=sympy.pi).points] == ["0", "pi"]
    assert [str(point.at) for point in diffcheck.check("|x|", at=[1, sympy.Rational(1, 2)]).points] == ["0", "1/2", "1"]
    assert diffcheck.check(a * sympy.Abs(x), assume=a > 0).differentiable.answer == "no"
    with pytest.raises(TypeError, match="interval"):
        diffcheck.check("x", on=3)


@pytest.mark.engine
def test_many_expressions_of_sympy_are_answered_in_order():
    x = sympy.Symbol("x", real=True)
    many = [sympy.Abs(x), "|x|", sympy.cbrt(x), sympy.I * x, x**2]
    records = list(diffcheck.check_many(many, jobs=2))
    assert [record.line for record in records] == [1, 2, 3, 4, 5]
    assert [getattr(record.answer, "code", None) for record in records] == [None, None, None, "imaginary", None]
    for formula, record in zip(many, records, strict=True):
        if formula != many[3]:
            assert record.answer == diffcheck.check(formula)
