"""The survey of a function with finitely many sites: one shape, looked at from both sides of each site."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from diffcheck.analysis.cases.case import Contradiction
from diffcheck.analysis.lenses.interval import Budget, Interval
from diffcheck.analysis.point.finding import Look
from diffcheck.analysis.survey.asked import AskedSet, asked_set, constant_at, including, row_at, row_of
from diffcheck.analysis.survey.branches import Shape, Shaper
from diffcheck.analysis.survey.counted import all_counted
from diffcheck.analysis.survey.domain import Mark, union
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.survey.nowhere import empty_domain
from diffcheck.analysis.survey.reasons import Reasons
from diffcheck.analysis.survey.survey import Glimpse, Survey, View
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.assumptions import Open
from diffcheck.exact.calculus import derivative, expanded, substitute
from diffcheck.exact.expr import Expr, number
from diffcheck.exact.order import compare_constants, merge_sites
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import open_interval, term, text
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Piece
from diffcheck.model.term import Term
from diffcheck.model.tree import Problem

WINDOWS = ((-10, 10), (-3, 3), (-1, 1), (1, 3), (-3, -1))
"""Where points are looked for if not all places are known: around 0, and beside it, where poles crowd at 0 or levels at a pole."""


def survey_finite(problem: Problem, question: Question) -> Survey:
    """All sites in the asked set. Raises Infinite where there are infinitely many, NotYet, BadInput."""
    within = asked_set(problem, question)
    reasons = Reasons() if question.explain else None
    shaper = Shaper(problem.variable, reasons)
    interval = within.interval(problem.variable)
    shape = _shape(problem, shaper, interval)
    looks = _looks(problem, question, shaper, within, shape)
    if all(branch is None for branch in shape.pieces) and all(look.value is None for look in looks):
        raise defined_nowhere(problem, question)
    rows = tuple(row_of(problem, question, look, reasons, interval) for look in looks if look.asked or not look.is_empty)
    return Survey(
        _view(interval, rows, shape, shaper, reasons),
        domain=_domain(within, shape, looks),
        pieces=tuple(_pieces(problem.variable, interval, shape, rows)),
        gap=question.on.kind != "domain" and None in shape.pieces,
    )


def _view(interval: Interval, rows: tuple[Row, ...], shape: Shape, shaper: Shaper, reasons: Reasons | None) -> View:
    view = View(interval, rows, shape, remarks=_remarks(shaper))
    return view if reasons is None else replace(view, harmless=reasons.nowhere(), counted=all_counted(reasons.solved))


def _shape(problem: Problem, shaper: Shaper, interval: Interval) -> Shape:
    """The shape of the formula. Raises Contradiction where a site lies left of itself: the order of sites is proved of all parameters in
    the case, so there are none.
    """
    shape = shaper.shape(problem.tree, interval)
    if any(c.free for c in shape.sites) and len(set(shape.sites)) < len(shape.sites):
        raise Contradiction
    return shape


def view_of(problem: Problem, question: Question, interval: Interval) -> View:
    """All sites inside an interval of the line, whatever the asked set is. Raises Infinite or NotYet."""
    reasons = Reasons() if question.explain else None
    shaper = Shaper(problem.variable, reasons)
    shape = _shape(problem, shaper, interval)
    looks = [Look(c, shape.pieces[k], shape.values[k], shape.pieces[k + 1], formula=problem.tree) for k, c in enumerate(shape.sites)]
    rows = tuple(row_of(problem, question, look, reasons, interval) for look in looks if not look.is_empty)
    return _view(interval, rows, shape, shaper, reasons)


def glimpse(problem: Problem, question: Question, reason: NotYet, *, windows: bool = True) -> Glimpse:
    """What can be said where the places of the asked set are not all known: of those in a window, and of the points asked for.

    The window is the first of a few in which all places are known, if there is one; with free parameters, whatever they are: no case
    is split for it. Raises BadInput.
    """
    within = asked_set(problem, question)
    view = _window(problem, question) if windows and question.on.kind != "interval" else None
    rows = including(
        () if view is None else view.rows,
        [constant_at(problem, node) for node in question.at],
        lambda c: row_at(problem, question, c, within, Reasons() if question.explain else None),
    )
    if view is None:
        return Glimpse(tuple(rows), reason.message)
    low, high = (text(end) for end in (view.interval.low, view.interval.high) if end is not None)
    assert view.shape is not None
    gap = question.on.kind != "domain" and None in view.shape.pieces
    besides = ", and those asked for," if question.at else ""
    missing = f"only points between {low} and {high}{besides} are listed: {reason.message}"
    return Glimpse(tuple(rows), missing, replace(view, rows=tuple(rows)), gap)


def _window(problem: Problem, question: Question) -> View | None:
    budget = Budget(derivatives=1, looks=effort().window_looks)
    for low, high in WINDOWS:
        with suppress(NotYet, Open, OverflowError, ZeroDivisionError):
            return view_of(problem, question, Interval(problem.variable, number(low), number(high), budget=budget))
    return None


def defined_nowhere(problem: Problem, question: Question) -> BadInput:
    """The error for a formula without a value: it is raised only where that is proved of the whole asked set."""
    where = f"no number in {question.on.shown}" if question.on.kind == "interval" else "no real number"
    return empty_domain(problem, f"the formula is defined for {where}")


def _remarks(shaper: Shaper) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shaper.remarks))


def _looks(problem: Problem, question: Question, shaper: Shaper, within: AskedSet, shape: Shape) -> list[Look]:
    """Every site, every end of the asked set and every point asked for, with the branches beside it."""
    asked = [constant_at(problem, node) for node in question.at]
    places = merge_sites([shape.sites, within.ends, asked]) if asked or within.ends else list(shape.sites)
    looks: list[Look] = []
    k = 0
    for c in places:
        low = -1 if within.low is None else compare_constants(within.low, c)
        high = -1 if within.high is None else compare_constants(c, within.high)
        wanted = any(compare_constants(c, a) == 0 for a in asked)
        if low > 0 or high > 0:
            looks.append(Look(c, None, None, None, in_set=False, asked=True))
        elif low == 0 or high == 0:
            closed = within.low_closed if low == 0 else within.high_closed
            looks.append(_look_at_end(problem, shaper, shape, c, high=high == 0, closed=closed, wanted=wanted))
        elif k < len(shape.sites) and compare_constants(shape.sites[k], c) == 0:
            looks.append(Look(shape.sites[k], shape.pieces[k], shape.values[k], shape.pieces[k + 1], asked=wanted, formula=problem.tree))
            k += 1
        else:
            looks.append(Look(c, shape.pieces[k], shaper.value(problem.tree, c), shape.pieces[k], asked=True, formula=problem.tree))
    return looks


def _look_at_end(problem: Problem, shaper: Shaper, shape: Shape, c: Expr, *, high: bool, closed: bool, wanted: bool) -> Look:
    """An end of the asked set, which is seen from inside; closed: whether it belongs to the set."""
    left, right = (shape.pieces[-1], None) if high else (None, shape.pieces[0])
    value = shaper.value(problem.tree, c) if closed else None
    return Look(c, left, value, right, in_set=closed, asked=wanted, formula=problem.tree)


def _pieces(name: str, interval: Interval, shape: Shape, rows: tuple[Row, ...]) -> list[Piece]:
    """The branches on the open intervals between sites; those on both sides of a smooth site are one where they are one formula."""
    smooth = {row.at for row in rows if row.finding.kind is Kind.SMOOTH}
    ends = [interval.low, *shape.sites, interval.high]
    found = []
    begin = 0
    for i, piece in enumerate(shape.pieces):
        if i < len(shape.sites) and shape.sites[i] in smooth and _goes_on(name, shape, i):
            continue
        if piece is not None:
            found.append(Piece(open_interval(ends[begin], ends[i + 1]), term(piece), term(derivative(piece, name))))
        begin = i + 1
    return found


def _goes_on(name: str, shape: Shape, k: int) -> bool:
    """Whether one formula gives f on both sides of a site and at it, and its derivative has a value there: that is f' by the mean value
    theorem, for a formula is continuous where it has a value.
    """
    branch, value, at = shape.pieces[k], shape.values[k], shape.sites[k]
    if branch is None or branch != shape.pieces[k + 1] or value is None:
        return False
    try:
        substitute(derivative(branch, name), name, at, known_sign)
        return not expanded(substitute(branch, name, at, known_sign) - value)
    except (ZeroDivisionError, NotYet):
        return False


def _domain(within: AskedSet, shape: Shape, looks: list[Look]) -> Term:
    """Where f is defined in the asked set, as a union of intervals and single points."""
    defined = [branch is not None for branch in shape.pieces]
    marks = [Mark(c, defined[k], shape.values[k] is not None, defined[k + 1]) for k, c in enumerate(shape.sites)]
    low, high = within.low, within.high
    if low is not None:
        marks = [Mark(low, False, _has_value(looks, low), defined[0]), *marks]
    if high is not None:
        marks = [*marks, Mark(high, defined[-1], _has_value(looks, high), False)]
    return union(marks, everywhere=defined[0])


def _has_value(looks: list[Look], end: Expr) -> bool:
    return any(look.value is not None for look in looks if look.at == end)
