"""Formulas as text in, reports and findings out: what the tests of this folder ask."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import sympy

from diffcheck import api
from diffcheck.analysis.analyze import analyze
from diffcheck.exact.session import in_session
from diffcheck.language import read_problem
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Report, Verdict

from ..terms import texts

CORPUS = Path(__file__).parent.parent / "corpus"


@cache
def report(formula: str) -> Report:
    """The report on the natural domain, its values as texts."""
    return texts(in_session(analyze, read_problem(formula), Question()))


def points(formula: str) -> dict[str, Finding]:
    """The findings by their places."""
    return {f.at: f for f in report(formula).points}


def slopes(formula: str, at: str) -> tuple[str | None, str | None]:
    """The slopes at a listed point."""
    f = points(formula)[at]
    return f.left_derivative, f.right_derivative


def verdicts(formula: str) -> tuple[str, str]:
    """Continuous and differentiable, on the natural domain."""
    r = report(formula)
    return r.continuous.answer, r.differentiable.answer


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file of the corpus."""
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def holds_at(verdict: Verdict, values: dict[str, str]) -> bool | None:
    """A verdict with numbers for the parameters: True, False, or None where it is undecided."""
    if verdict.answer != "condition":
        return {"yes": True, "no": False}.get(verdict.answer)
    names: dict[str, Any] = {n: sympy.Symbol(n) for n in values}
    condition = sympy.sympify(str(verdict.condition), locals=names | {"zero": sympy.nsolve})
    found = condition.subs({sympy.Symbol(n): sympy.sympify(v) for n, v in values.items()})
    if found not in (sympy.true, sympy.false):
        found = sympy.simplify(found)
    assert found in (sympy.true, sympy.false), f"{verdict.condition} at {values} is {found}"
    return bool(found == sympy.true)


def check(formula: str, **options: Any) -> Report:
    """The report with options, its values as texts."""
    return texts(api.check(formula, **options))
