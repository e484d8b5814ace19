"""Of a function that declares nothing of frameworks nothing is told of frameworks, wherever it stands; of others as before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diffcheck.analysis.analyze import analyze
from diffcheck.exact.atoms import apply
from diffcheck.exact.expr import ONE
from diffcheck.functions.facts import Composite, Function
from diffcheck.functions.frameworks import FRAMEWORKS
from diffcheck.functions.pullbacks import AS_WRITTEN, CHAIN_RULE
from diffcheck.language import read_constant, read_problem
from diffcheck.model.question import Question

VERSIN = Function("versin", ("versin",), 1, 1, "the versine is analytic on R", lambda _, u: ONE - apply("cos", u), total=True)
TENT = Composite("tent", ("tent",), ("x",), "max(0, 1 - abs(x))", "tent turns corners at -1, 0 and 1, where max and abs switch")
KNOWN = (replace(VERSIN, autodiff=CHAIN_RULE), replace(TENT, autodiff=AS_WRITTEN))


def told(text: str, at: str = "1"):
    return next(p for p in analyze(read_problem(text), Question(at=(read_constant(at),), autodiff=True)).points if p.at == at)


HOLDING = (
    "versin(x)",
    "tent(x)",
    "relu(versin(x))",
    "versin(relu(x))",
    "x*tent(x/2)",
    "x + versin(1)",
    "{versin(x), x < 5; x, otherwise}",
    "{x, versin(x) < 5; 2*x, otherwise}",
    "{x, x < 5; tent(x), otherwise}",
)


@pytest.mark.parametrize("text", HOLDING)
def test_nothing_is_told_of_a_formula_that_holds_an_undeclared_function(text, plant):
    plant(VERSIN, TENT)
    found = told(text)
    assert found.autodiff == found.autodiff_verdict == ()
    assert dict(found.autodiff_missing) == dict.fromkeys(FRAMEWORKS, "unknown")


@pytest.mark.parametrize("text", HOLDING)
def test_all_is_told_once_it_is_declared(text, plant):
    plant(*KNOWN)
    found = told(text)
    assert [framework for framework, _ in found.autodiff] == list(FRAMEWORKS)
    assert found.autodiff_missing == ()


def test_the_truth_of_the_function_is_told_all_the_same(plant):
    plant(VERSIN, TENT)
    found = told("tent(x)", "0")
    assert (found.left_derivative, found.right_derivative, found.subdifferential) == ("1", "-1", ("-1", "1"))


@pytest.mark.parametrize(
    ("text", "slope"), [("1 - cos(x)", "sin(1)"), ("relu(x)", "1"), ("pi*x", "pi"), ("E*x", "E"), ("log_cosh(x)", "sinh(1)/cosh(1)")]
)
def test_others_are_told_of_as_before(text, slope, plant):
    plant(VERSIN, TENT)
    assert set(dict(told(text).autodiff).values()) == {slope}
