"""A report in, the same with second opinions out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any, Final

import sympy

from diffcheck.checks import by_numbers, by_sympy, by_systems
from diffcheck.checks.by_systems import Said
from diffcheck.checks.evaluator import Evaluator
from diffcheck.checks.questions import Asked, questions
from diffcheck.checks.systems import installed
from diffcheck.model.report import Opinion, Report
from diffcheck.render.words.opinions import WHO
from diffcheck.symbolic.view import view

SECONDS: Final = 2.0
"""What a system may take for one limit."""
PATIENCE: Final = 5.0
"""What it may take for all of one answer: what is not asked by then is given up. All are asked at the same time."""
UNASKED: Final = "no second opinion: with free parameters nothing is asked"
Asker = Callable[[Sequence[by_sympy.Task], float], Generator[Any | None, None, None]]


def with_opinions(report: Report) -> Report:
    """The report with what others say of each value, limit and slope; a difference is a note with both values."""
    made = view(report)
    asked = list(questions(report, made))
    if not asked:
        return replace(report, notes=(*report.notes, UNASKED)) if made.parameters else report
    opinions = [(one, opinion) for said in (_of_systems(asked), _of_numbers(report, asked)) for one, opinion in said]
    points = tuple(
        replace(finding, opinions=tuple(opinion for one, opinion in opinions if one.point == number))
        for number, finding in enumerate(report.points)
    )
    notes = tuple(_difference(one, opinion) for one, opinion in opinions if opinion.answer == "differs")
    return replace(report, points=points, notes=(*report.notes, *notes))


def _of_systems(asked: Sequence[Asked]) -> list[tuple[Asked, Opinion]]:
    """What SymPy says of the limits, and giac and Maxima where they are installed, each in a process of its own."""
    limits = [one for one in asked if one.side]
    if not limits:
        return []
    tasks = [(one.expression, one.letter, one.place, one.side) for one in limits]
    others = {system.name: partial(by_systems.answers, system) for system in installed()}
    systems: dict[str, Asker] = {"sympy": by_sympy.answers, **others}
    with ThreadPoolExecutor(len(systems)) as pool:
        said = dict(zip(systems, pool.map(lambda answers: _in_time(answers, tasks), systems.values()), strict=True))
    return [(one, _compared(one, who, answer)) for who, found in said.items() for one, answer in zip(limits, found, strict=True)]


def _in_time(answers: Asker, tasks: Sequence[by_sympy.Task]) -> list[Any | None]:
    """The answers that come before all patience is gone; None for the others."""
    running = answers(tasks, SECONDS)
    found = [next(running)]  # until a program has started, nobody's patience is used up
    end = monotonic() + PATIENCE
    for _ in tasks[1:]:
        found.append(next(running) if monotonic() < end else None)
    running.close()
    return found


def _of_numbers(report: Report, asked: Sequence[Asked]) -> list[tuple[Asked, Opinion]]:
    f = Evaluator(report.problem.tree, report.problem.variable)
    return [(one, Opinion(one.of, "numbers", *by_numbers.judged(f, one), one.member)) for one in asked]


def _compared(one: Asked, who: Any, answer: Any | None) -> Opinion:
    """An answer beside ours."""
    if answer is None or (isinstance(answer, sympy.Basic) and answer.has(sympy.zoo)):
        return Opinion(one.of, who, "gives up", None, one.member)
    none = answer is Said.NO_LIMIT or isinstance(answer, sympy.AccumBounds) or answer is sympy.nan
    agrees = none if one.said is None else not none and _equal(answer, one.said)
    shown = answer.value if isinstance(answer, Said) else str(answer)
    return Opinion(one.of, who, "agrees" if agrees else "differs", shown, one.member)


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
    where = f"{one.letter} = {one.place}" if one.of in AT_THE_PLACE else "the point"
    member = "" if one.member is None else f" (member {one.member})"
    of = one.of.replace("_", " ")
    return f"second opinion: {WHO[opinion.who]} says {opinion.value} for the {of} at {where}{member}; here it is {_said(one)}"


AT_THE_PLACE: Final = ("value", "left_limit", "right_limit")


def _said(one: Asked) -> str:
    return "none" if one.said is None else str(one.said)
