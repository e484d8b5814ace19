"""Three hundred SymPy expressions as users build them: what is known of each by hand, and that the answer's object has the same answer.

The expressions are code of this list, which nobody else writes; each is built with a plain symbol, a real one, and a positive one.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sympy

from diffcheck import check
from diffcheck.errors import BadInput, NotYet

from ..portion import portion
from .test_view import said

pytestmark = [pytest.mark.engine, pytest.mark.slow]
EXPRESSIONS = [json.loads(line) for line in Path(__file__).with_name("expressions.jsonl").read_text(encoding="utf-8").splitlines()]


def built(case, **assumptions):
    """The expression, with a symbol of these assumptions for its variable."""
    return eval(case["expr"], {**vars(sympy), case["variable"]: sympy.Symbol(case["variable"], **assumptions)})


def test_they_are_three_hundred():
    assert len({case["expr"] for case in EXPRESSIONS}) == len(EXPRESSIONS) >= 300


@pytest.mark.parametrize("case", portion(EXPRESSIONS), ids=lambda case: case["expr"])
def test_an_expression_has_its_answer_and_comes_back(case):
    report = check(built(case, real=True))
    known = {"continuous": report.continuous.answer, "differentiable": report.differentiable.answer}
    assert known | {name: "yes" if case[name] else "no" for name in known if name in case} == known
    kinds = {str(point.at): point.kind.value for point in report.points}
    for at, kind in case.get("kinds", {}).items():
        assert kinds[str(sympy.sympify(at))] == kind
    assert "note" not in case or any(case["note"] in note for note in (*report.problem.notes, *report.notes))
    assert said(check(report.sympy.function, variable=case["variable"])) == said(report)


@pytest.mark.parametrize("case", portion(EXPRESSIONS[::6]), ids=lambda case: case["expr"])
def test_a_symbol_without_assumptions_is_real(case):
    try:
        plain = built(case)
    except TypeError:  # SymPy compares nothing that may be complex
        return
    assert check(plain).continuous.answer == ("yes" if case["continuous"] else "no")


@pytest.mark.parametrize(
    "expression",
    [
        sympy.I * sympy.Symbol("x"),
        sympy.zoo,
        sympy.nan,
        sympy.oo * sympy.Symbol("x"),
        sympy.Symbol("x", imaginary=True),
        sympy.Eq(sympy.Symbol("x"), 1),
        sympy.Function("f")(sympy.Symbol("x")),
        sympy.Symbol("x", real=True) + sympy.Symbol("x"),
        sympy.Derivative(sympy.Abs(sympy.Symbol("x")), sympy.Symbol("x")),
        float("nan"),
    ],
    ids=str,
)
def test_what_is_no_real_function_is_refused(expression):
    with pytest.raises((BadInput, NotYet)):
        check(expression)
