"""A report in, the same with second opinions out."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import Any, Final

import sympy

from diffcheck.checks import by_numbers, by_sympy
from diffcheck.checks.questions import Asked, questions
from diffcheck.model.report import Opinion, Report
from diffcheck.symbolic.view import view

SECONDS: Final = 2.0
"""What SymPy may take for one limit."""
PATIENCE: Final = 6.0
"""What it may take for all of one answer: what is not asked by then is given up."""
UNASKED: Final = "no second opinion: with free parameters nothing is asked"


def with_opinions(report: Report) -> Report:
    """The report with what SymPy and a numeric judge say of each limit and slope; a difference is a note with both values."""
    made = view(report)
    asked = list(questions(report, made))
    if not asked:
        return replace(report, notes=(*report.notes, UNASKED)) if made.parameters else report
    answers = by_sympy.answers([(one.expression, one.letter, one.place, one.side) for one in asked], SECONDS)
    opinions: list[tuple[Asked, Opinion]] = []
    end = monotonic() + PATIENCE
    for one in asked:
        opinions.append((one, _compared(one, next(answers) if monotonic() < end else None)))
        verdict, value = by_numbers.judged(one.expression, one.letter, one.place, one.side, one.said)
        opinions.append((one, Opinion(one.of, "numbers", verdict, value, one.member)))
    answers.close()
    points = tuple(
        replace(finding, opinions=tuple(opinion for one, opinion in opinions if one.point == number))
        for number, finding in enumerate(report.points)
    )
    notes = tuple(_difference(one, opinion) for one, opinion in opinions if opinion.answer == "differs")
    return replace(report, points=points, notes=(*report.notes, *notes))


def _compared(one: Asked, answer: Any | None) -> Opinion:
    """SymPy's answer beside ours."""
    if answer is None or answer.has(sympy.zoo):
        return Opinion(one.of, "sympy", "gives up", None, one.member)
    none = isinstance(answer, sympy.AccumBounds) or answer is sympy.nan
    agrees = none if one.said is None else not none and _equal(answer, one.said)
    return Opinion(one.of, "sympy", "agrees" if agrees else "differs", str(answer), one.member)


def _equal(a: Any, b: Any) -> bool:
    if a == b:
        return True
    if a.is_infinite or b.is_infinite:
        return False
    try:
        return bool(abs(sympy.N(a - b, 40)) < 1e-25)
    except TypeError:
        return False


def _difference(one: Asked, opinion: Opinion) -> str:
    where = f"{one.letter} = {one.place}" if one.of.endswith("limit") else "the point"
    member = "" if one.member is None else f" (member {one.member})"
    who = {"sympy": "SymPy", "numbers": "the numeric judge"}[opinion.who]
    return f"second opinion: {who} says {opinion.value} for the {one.of.replace('_', ' ')} at {where}{member}; here it is {_said(one)}"


def _said(one: Asked) -> str:
    return "none" if one.said is None else str(one.said)
