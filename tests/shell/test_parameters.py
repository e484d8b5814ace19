"""Free parameters from the shell: --set, --assume, --solve, and the exit codes that answer them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import diffcheck as package
from diffcheck import api
from diffcheck.model.report import Binding, Record, Solution

from .running import diffcheck

pytestmark = pytest.mark.engine

SEAM = "{a*x+b, x<1; x^2, x>=1}"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((SEAM,), 0),
        ((SEAM, "--require", "continuous"), 3),
        ((SEAM, "--require", "differentiable"), 3),
        ((SEAM, "--solve", "a,b"), 0),
        ((SEAM, "--solve", "a,b", "--require", "C1"), 0),
        (("a*|x|", "--assume", "a > 0", "--require", "C1"), 1),
        (("a*|x|", "--assume", "a = 0", "--require", "C1"), 0),
        (("a + floor(x)", "--solve", "a", "--require", "continuous"), 1),
        (("a*x + b", "--solve", "a b"), 0),
    ],
)
def test_the_exit_code_answers(arguments, code):
    assert diffcheck(*arguments).returncode == code


@pytest.mark.parametrize(
    ("arguments", "solve"),
    [
        ((SEAM, "--solve", "a,b"), {"property": "differentiable", "solutions": [{"a": "2", "b": "-1"}]}),
        (("a*x + b", "--solve", "a,b"), {"property": "differentiable", "solutions": [{}]}),
        (("a + floor(x)", "--solve", "a", "--require", "c0"), {"property": "C0", "solutions": []}),
        (("lambda*|x|", "--solve", "λ"), {"property": "differentiable", "solutions": [{"lamda": "0"}]}),
    ],
)
def test_the_solution_in_json(arguments, solve):
    assert json.loads(diffcheck("--json", *arguments).stdout)["solve"] == solve


@pytest.mark.parametrize(("bindings", "code"), [(None, 3), ((), 1), ((Binding(()),), 0), ((Binding((), "a > 0"),), 0)])
def test_the_exit_code_of_a_solution(bindings, code):
    found = replace(package.check("a*x"), solution=Solution("differentiable", bindings))
    assert api.exit_code(Record(None, "a*x", None, found, 0.0), "differentiable") == code


def test_the_solution_in_words():
    assert "solution: differentiable exactly for a = 2, b = -1\n" in diffcheck(SEAM, "--solve", "a,b").stdout
    assert "differentiable: if and only if a = 0\n" in diffcheck("a*|x|").stdout


@pytest.mark.parametrize("given", ["lambda=2", "lamda=2", "λ=2"])
def test_a_value_for_a_greek_name(given):
    record = json.loads(diffcheck("--json", "lambda*|x|", "--set", given).stdout)
    assert (record["function"], record["parameters"]) == ("2*Abs(x)", [])


def test_a_value_for_a_name_that_sympy_keeps_for_itself():
    assert json.loads(diffcheck("--json", "S*|x|", "--set", "S=1").stdout)["parameters"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a*|x|", "--set", "lambda=2"), "--set: lambda is not a parameter"),
        (("a*|x|", "--solve", "a,b"), "--solve: b is not a parameter"),
        (("a*|x|", "--assume", "b > 0"), "--assume: b is not a parameter"),
        (("a*|x|", "--assume", "x > 0"), "--on restricts the variable"),
        (("a*|x|", "--solve", "x"), "x is the variable"),
        (("a*|x|", "--solve", "2a"), "--solve: this is no name"),
        (("a*|x|", "--solve", "a", "--set", "a=2"), "a has a value already"),
        (("a*|x|", "--assume", "1 > 0"), "speaks of a parameter"),
        (("a*|x|", "--assume", "a > 0", "--set", "a=2"), "speaks of a parameter"),
    ],
)
def test_a_name_that_is_no_parameter_is_a_mistake(arguments, words):
    run = diffcheck(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert words in run.stderr


def test_in_a_batch_it_may_belong_to_another_line():
    lines = "a*|x|\n|x|\nx\n"
    run = diffcheck("--json", "-", "--solve", "a", "--assume", "a < 1", "--set", "b=2", stdin=lines)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 1
    assert [one["solve"]["solutions"] for one in records] == [[{"a": "0"}], [], [{}]]
    assert records[0]["notes"] == ["b is set, but is not a parameter here", "assumed: a < 1"]
    assert len(records[1]["notes"]) == 3


def test_notes_name_their_line():
    run = diffcheck("-", "--set", "b=2", stdin="x\nb*x\n")
    assert run.stderr == "line 1: note: b is set, but is not a parameter here\n"


def test_the_same_from_python():
    found = package.check(SEAM, solve="a, b")
    assert found.solution.bindings[0].values == (("a", "2"), ("b", "-1"))
    assert package.check("a*|x|", assume="a > 0").differentiable.answer == "no"
    assert package.check("lambda*x", values={"lambda": 2}).function == "2*x"
    [record] = package.check_many(["a*|x|"], solve=["a"], require="C1")
    assert record.answer.solution.property == "C1"
    with pytest.raises(package.BadInput):
        package.check("a*x", require="nice")
    with pytest.raises(package.BadInput):
        list(package.check_many(["a*x"], require="nice"))


@pytest.mark.slow
@pytest.mark.engine
def test_a_declared_name_is_a_parameter_in_every_option():
    word = ("--json", "--parameter", "eps")
    told = {
        options: json.loads(diffcheck(*word, *options, formula).stdout)
        for options, formula in [
            (("--assume", "eps > 0"), "eps*|x|"),
            (("--set", "eps=0"), "eps*|x|"),
            (("--at", "eps"), "|x|+|x-eps|^3"),
            (("--solve", "eps"), "eps*|x|"),
        ]
    }
    assert [answer["differentiable"] for answer in told.values()][:2] == [False, True]
    assert "eps" in [point["at"] for point in told[("--at", "eps")]["points"]]
    assert told[("--solve", "eps")]["solve"]["solutions"] == [{"eps": "0"}]
