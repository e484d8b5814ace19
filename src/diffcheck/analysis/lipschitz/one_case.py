"""Whether f is Lipschitz on the asked set, and the best constant: for one case of the parameters.

A continuous function on an interval that is differentiable but for countably many points is Lipschitz iff f' is bounded, and the best
constant is sup |f'| (mean value theorem, in the form with countably many exceptions). Sets with gaps: see `chains`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from diffcheck.analysis.cases.conditions import Truth
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lipschitz.chain import Outcome, Part, Point, on_chain
from diffcheck.analysis.lipschitz.families import on_families
from diffcheck.analysis.lipschitz.steepness import Spot, Stretch
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.survey.asked import asked_set
from diffcheck.analysis.survey.branches import Shape, Shaper
from diffcheck.analysis.survey.families import index_letter
from diffcheck.analysis.survey.finite import WINDOWS
from diffcheck.errors import NotYet
from diffcheck.exact.expr import Expr, number
from diffcheck.model.options import Options
from diffcheck.model.question import Question
from diffcheck.model.tree import Problem


def lipschitz_outcome(problem: Problem, question: Question, *, constant: bool = True) -> Outcome:
    """The answer under the assumptions in force; without the constant where that is not wanted. Raises Open, which splits a case."""
    plain = replace(question, at=(), explain=False, autodiff=False, options=Options())
    try:
        return _outcome(problem, plain, constant)
    except NotYet as reason:
        return Outcome("open", reason=reason.message)
    except (OverflowError, ZeroDivisionError):
        return Outcome("open", reason="a constant on the way is too large, or has a denominator that vanishes")


def lipschitz_truth(found: Outcome) -> Truth:
    """The answer in a case: a function that is defined nowhere is none."""
    return "no" if found.answer == "empty" else found.answer


def _outcome(problem: Problem, question: Question, constant: bool) -> Outcome:
    try:
        return _finite(problem, question, None, constant)
    except Infinite:
        try:
            return on_families(problem, question, constant=constant)
        except NotYet as reason:
            return _fails_in_window(problem, question) or Outcome("open", reason=reason.message)


def _fails_in_window(problem: Problem, question: Question) -> Outcome | None:
    """A no on a window of the line: what fails on a part, fails on the whole."""
    for low, high in WINDOWS if question.on.kind != "interval" else ():
        with suppress(NotYet):
            part = _finite(problem, question, Interval(problem.variable, number(low), number(high)), False)
            return part if part.answer == "no" else None
    return None


def _finite(problem: Problem, question: Question, window: Interval | None, constant: bool) -> Outcome:
    """Where f has finitely many sites in the set, or in a window of it."""
    shaper = Shaper(problem.variable)
    interval = window or asked_set(problem, question).interval(problem.variable)
    shape = shaper.shape(problem.tree, interval)
    if question.on.kind != "domain":
        gap = _outside(shape, interval)
        if gap is not None:
            return Outcome("no", spot=gap)
    on = question.on
    low, high = (
        end if end is not None and closed and window is None else None
        for end, closed in ((interval.low, on.low_closed), (interval.high, on.high_closed))
    )
    ends: list[tuple[Expr, Expr] | None] = []
    for end in (low, high):
        value = None if end is None else shaper.value(problem.tree, end)
        if end is not None and value is None:
            return Outcome("no", spot=Spot("undefined", end))
        ends.append(None if end is None or value is None else (end, value))
    return on_chain(list(_parts(problem.variable, interval, shape, ends)), index_letter(problem) if constant else None)


def _outside(shape: Shape, interval: Interval) -> Spot | None:
    """A point or a part of the interval where f is undefined."""
    if None in shape.pieces:
        i = shape.pieces.index(None)
        ends = (interval.low, *shape.sites, interval.high)
        return Spot("undefined", low=ends[i], high=ends[i + 1])
    return next((Spot("undefined", c) for c, value in zip(shape.sites, shape.values, strict=True) if value is None), None)


def _parts(name: str, interval: Interval, shape: Shape, ends: list[tuple[Expr, Expr] | None]) -> list[Part]:
    """Points and pieces from left to right."""
    places = [interval.low, *shape.sites, interval.high]
    found: list[Part] = [Point(*ends[0])] if ends[0] is not None else []
    for i, branch in enumerate(shape.pieces):
        if branch is not None:
            found.append(Stretch.of(name, branch, places[i], places[i + 1]))
        if i < len(shape.sites):
            value = shape.values[i]
            if value is not None:
                found.append(Point(shape.sites[i], value))
    return [*found, Point(*ends[1])] if ends[1] is not None else found
