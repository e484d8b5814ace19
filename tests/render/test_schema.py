"""Every record is valid against the schema that the package carries, and strict JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest
from jsonschema import Draft202012Validator

from diffcheck.model.report import Binding, Solution
from diffcheck.render.json import render
from diffcheck.render.words.look import Look

from .test_golden import ALL

SCHEMA = json.loads(resources.files("diffcheck").joinpath("report.schema.json").read_text(encoding="utf-8"))
KEYS = [
    "schema", "line", "input", "label", "function", "variable", "parameters", "status", "domain", "on", "continuous",
    "differentiable", "smoothness", "certainty", "pieces", "points", "notes", "seconds",
]  # fmt: skip


def refuse(word):
    raise AssertionError(f"{word} is no JSON")


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ALL)
def test_a_record_is_one_valid_line(name):
    text = render(ALL[name], Look())
    assert "\n" not in text
    Draft202012Validator(SCHEMA).validate(json.loads(text, parse_constant=refuse))


def test_the_keys_come_in_the_order_of_the_contract():
    assert list(json.loads(render(ALL["relu"], Look()))) == KEYS
    assert list(json.loads(render(ALL["late"], Look()))) == ["schema", "line", "input", "label", "status", "seconds", "error"]


@pytest.mark.parametrize("approx", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_finite_double_is_null(approx):
    record = ALL["relu"]
    point = replace(record.answer.points[0], approx=approx)
    text = render(replace(record, answer=replace(record.answer, points=(point,))), Look())
    assert json.loads(text, parse_constant=refuse)["points"][0]["approx"] is None


def test_verdicts_are_true_false_null_or_a_condition():
    planted = json.loads(render(ALL["parameters"], Look()))
    assert (planted["continuous"], planted["differentiable"], planted["smoothness"]) == ("Eq(a + b, 1)", None, None)
    relu = json.loads(render(ALL["relu"], Look()))
    assert (relu["continuous"], relu["differentiable"], relu["smoothness"]) == (True, False, 0)


def test_smoothness_and_points_depend_on_conditions():
    planted = json.loads(render(ALL["solved"], Look()))
    assert planted["smoothness"][0] == {"if": "Ne(a + b, 1)", "value": -1}
    assert planted["points"][0]["if"] == "Ne(a + b, 1)"


@pytest.mark.parametrize(
    ("bindings", "shown"),
    [
        (None, None),
        ((), []),
        ((Binding(()),), [{}]),
        ((Binding((("a", "2"),), "p > 1"),), [{"a": "2", "if": "p > 1"}]),
    ],
)
def test_the_solution_is_null_empty_or_a_list_of_bindings(bindings, shown):
    record = ALL["solved"]
    text = render(replace(record, answer=replace(record.answer, solution=Solution("C1", bindings))), Look())
    planted = json.loads(text)
    assert planted["solve"] == {"property": "C1", "solutions": shown}
    Draft202012Validator(SCHEMA).validate(planted)
    assert list(planted) == [*KEYS[:-1], "solve", "seconds"]


def test_an_unknown_key_would_be_noticed():
    planted = json.loads(render(ALL["relu"], Look())) | {"extra": 1}
    assert not Draft202012Validator(SCHEMA).is_valid(planted)
