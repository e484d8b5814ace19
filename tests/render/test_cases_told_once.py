"""Cases of free parameters in which frameworks return the same, or f′ is the same, are told once; JSON has each."""

from __future__ import annotations

import json

import pytest

from diffcheck import api, render
from diffcheck.model.report import Report
from diffcheck.model.term import Call, Chain, Symbol, Term, comparison
from diffcheck.render.words.decimals import derivatives
from diffcheck.render.words.look import Look
from diffcheck.render.words.practice import practice_told
from diffcheck.render.words.sentences import cases_words

A, B = Symbol("a"), Symbol("b")
ZERO = api.check("0").pieces[0].formula


def asked(formula: str) -> Report:
    """The report with what frameworks return."""
    return api.check(formula, autodiff=True)


def told(formula: str) -> list[tuple[str, str]]:
    """The place and the cases, and the first of what is returned there."""
    return [(f"{point.at}{when}", words.split(";")[0]) for point, when, words in practice_told(asked(formula).points, symbols=False)]


def test_a_framework_that_returns_the_same_in_several_cases_is_told_once():
    assert told("a*|x|") == [
        ("0 if a != 0", "PyTorch and TensorFlow 0 (a subgradient), JAX a (a subgradient)"),
        ("0 if a = 0", "PyTorch, JAX and TensorFlow 0 (the derivative)"),
    ]
    assert told("{b, x < 0; a*x^2 + b}") == [("0", "PyTorch, JAX and TensorFlow 0 (the derivative)")]


def test_many_cases_are_the_others_and_slopes_that_differ_are_left_to_the_table():
    found = told("{a*x + b, x < 1; x^2}")
    assert found[-1] == ("1 in its other cases", "PyTorch, JAX and TensorFlow 2 (wrong)")
    assert len(found) == 3 and ("1 if a = 2 and b = -1", "PyTorch, JAX and TensorFlow 2 (the derivative)") in found
    assert not any(
        "slopes" in words for _, when, words in practice_told(asked("{a*x + b, x < 1; x^2}").points, symbols=False) if "other" in when
    )


@pytest.mark.parametrize("formula", ["max(0, x - a) + |x|", "|x| + |x - 1|", "floor(x)", "max(a - x, x)", "|x - 1| + a*|x|"])
def test_what_differs_or_stands_elsewhere_stays_apart(formula):
    points = [point for point in asked(formula).points if point.autodiff]
    different = {(point.at, point.index, point.autodiff, point.autodiff_verdict) for point in points}
    assert len(practice_told(asked(formula).points, symbols=False)) == len(different)


def test_the_derivative_at_a_point_is_listed_once():
    assert derivatives(asked("{b, x < 0; a*x^2 + b}"), symbols=False) == [("at x = 0", "b", "0")]
    assert derivatives(asked("a*|x|"), symbols=False) == [("at x = 0 if a = 0", "0", "0")]


def test_json_has_every_case():
    record = api.answer("a*|x|", api.prepare(api.Options(autodiff=True)), line=1)
    points = json.loads(render.load("json").render(record, Look()))["points"]
    assert [point["if"] for point in points] == ["a < 0", "Eq(a, 0)", "a > 0"]
    assert [point["autodiff"]["jax"] for point in points] == ["a", "0", "a"]


@pytest.mark.parametrize(("relations", "words"), [
    (["<"], " if a < 0"), (["<", ">"], " if a != 0"), (["<", "="], " if a <= 0"), (["=", ">"], " if a >= 0"), (["!=", "="], ""),
    (["<", ">", "="], ""), (["<", ">="], ""), (["<=", ">="], ""), (["<", "<="], " if a <= 0"), (["=", "="], " if a = 0"),
])  # fmt: skip
def test_comparisons_of_the_same_two_are_joined_by_the_signs_that_they_allow(relations, words):
    assert cases_words([comparison(A, relation, ZERO) for relation in relations], symbols=False) == words


@pytest.mark.parametrize("conditions", [
    (comparison(A, "<", ZERO), comparison(B, ">", ZERO)),
    (comparison(A, "<", ZERO), comparison(A, ">", B)),
    (comparison(A, "<", ZERO), Call("And", (comparison(A, ">", ZERO), comparison(B, ">", ZERO)))),
    (comparison(A, "<", ZERO), Chain(("<", "<"), (ZERO, A, B))),
])  # fmt: skip
def test_conditions_on_different_things_are_alternatives(conditions: tuple[Term, ...]):
    assert cases_words(conditions, symbols=False).count(" or ") == 1


def test_no_condition_is_always():
    assert cases_words([None], symbols=False) == cases_words([comparison(A, "<", ZERO), None], symbols=False) == ""


@pytest.mark.parametrize(
    "formula", ["a*relu(x) + b*|x|", "a*|x|", "relu(a*x) + |x|", "{a*x + b, x < 1; x^2}", "|x - a|*|x - b|", "max(a, b*x)"]
)
def test_what_frameworks_return_multiplies_no_row_of_the_table(formula):
    plain, report = api.check(formula, show_all=True), asked(formula)
    row = ("at", "index", "condition", "kind", "value", "left_limit", "right_limit", "left_derivative", "right_derivative", "smoothness")
    assert [[getattr(f, name) for name in row] for f in report.told] == [[getattr(f, name) for name in row] for f in plain.points]
    assert all(f.autodiff or f.autodiff_missing for f in report.points)


def test_alternatives_that_differ_in_one_part_are_joined_in_it():
    equal, other = comparison(B, "=", ZERO), comparison(A, "=", ZERO)
    below, above = (Call("And", (equal, comparison(A, relation, ZERO))) for relation in ("<", ">"))
    assert cases_words([below, above], symbols=True) == " if b = 0 and a ≠ 0"
    assert cases_words([Call("Or", (below, other)), above], symbols=True) == " if a = 0 or (b = 0 and a ≠ 0)"
    assert cases_words([below, Call("And", (other, comparison(A, ">", ZERO)))], symbols=True).count(" or ") == 1
