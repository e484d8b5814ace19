"""`--format sympy`: what is pasted builds the objects of `report.sympy` again."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sympy import Expr

from diffcheck import api
from diffcheck.model.objects import View
from diffcheck.model.options import Options
from diffcheck.model.report import Record, Report
from diffcheck.render import load
from diffcheck.render.words.look import Look

from ..portion import portion

pytestmark = pytest.mark.engine
CORPUS = Path(__file__).parents[1] / "corpus"
FORMULAS = [
    *(json.loads(line)["expr"] for line in (CORPUS / "families.jsonl").read_text(encoding="utf-8").splitlines()),
    *(json.loads(line)["expr"] for line in (CORPUS / "finite.jsonl").read_text(encoding="utf-8").splitlines()[::8]),
    *(
        "x/x",
        "|x-cos(x)|",
        "|x^5-x-1|",
        "sqrt(sin(x))",
        "{x^2, x<1; a x+b, x>=1}",
        "|x-a|/(x-b)",
        "cbrt(x)",
        "1/3",
        "floor(x^3+x)",
        "floor(x+sin(x))",
    ),
]


def built(record: Record) -> dict[str, Any]:
    """The names that the pasted text defines."""
    names: dict[str, Any] = {}
    exec(load("sympy").render(record, Look()), names)
    return names


def same(a: Any, b: Any) -> bool:
    """Whether two values are one, or expressions that are when they are multiplied out."""
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b) or (isinstance(a, Expr) and a.expand() == b.expand())


def values(noun: Any) -> dict[str, Any]:
    return {field.name: getattr(noun, field.name) for field in fields(noun)}


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion(FORMULAS))
def test_what_is_pasted_is_what_the_view_holds(formula):
    record = api.answer(formula, api.prepare(Options()))
    assert isinstance(record.answer, Report)
    view: View = record.answer.sympy
    names = built(record)
    for field in fields(view):
        if field.name not in ("points", "pieces", "function"):
            assert same(names[field.name], getattr(view, field.name)), field.name
    assert same(names["points"], [values(point) | {"kind": point.kind.value} for point in view.points])
    assert same(names["pieces"], [values(piece) for piece in view.pieces])
    assert same(names["function"].doit(), view.function.doit())


def test_solutions_and_assumptions_are_pasted():
    asker = api.prepare(Options(solve=("a", "b"), require="C1", assume=("b < 0",)))
    names = built(api.answer("{x^2, x<1; a x+b, x>=1}", asker))
    assert names["solutions"] == [{names["a"]: 2, names["b"]: -1}] and names["b"].is_negative


def test_a_failure_is_told():
    assert "^" in load("sympy").render(api.answer("1 +* x", api.prepare(Options())), Look())
