"""The survey of a function with finitely many sites: one shape, looked at from both sides of each site."""

from __future__ import annotations

from dataclasses import replace

from diffcheck.analysis.examine import Look, report_facts, see
from diffcheck.analysis.interval import Interval
from diffcheck.analysis.nowhere import empty_domain
from diffcheck.analysis.practice import for_explanation, with_autodiff
from diffcheck.analysis.reasons import Reasons
from diffcheck.analysis.rows import Row
from diffcheck.analysis.shape import Shape, Shaper, compare_constants, merge_sites
from diffcheck.analysis.steps import steps_of
from diffcheck.analysis.survey import Survey
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.calculus import derivative
from diffcheck.exact.expr import ZERO, Expr, number
from diffcheck.exact.text import text
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Piece
from diffcheck.model.tree import Node, Problem

WINDOWS = (10, 3, 1)


def survey_window(problem: Problem, question: Question, reason: NotYet) -> Survey:
    """What can be said when the points on the whole line are not all known: those in a window around 0, and why no others.

    The largest of some windows in which all are known. Raises NotYet.
    """
    failure: NotYet | None = None
    for size in WINDOWS:
        end = number(size)
        try:
            seen = survey_finite(problem, question, Interval(problem.variable, -end, end))
        except NotYet as one:
            failure = failure or one
            continue
        rest = f"only points between {-size} and {size} are listed: {reason.message}"
        return replace(seen, notes=(*seen.notes, rest), domain="undecided")
    assert failure is not None
    raise failure


def survey_finite(problem: Problem, question: Question, window: Interval | None = None) -> Survey:
    """All sites in the asked set, or in a window of the line. Raises Infinite where there are infinitely many, NotYet, BadInput."""
    reasons = Reasons() if question.explain else None
    shaper = Shaper(problem.variable, reasons)
    interval = window or asked_interval(problem, question, shaper)
    shape = shaper.shape(problem.tree, interval)
    looks = _looks(problem, question, shaper, interval, shape)
    if window is not None:
        looks = [look for look in looks if look.at not in (window.low, window.high)]
    if not any(p is not None for p in shape.pieces) and not any(look.value is not None for look in looks):
        raise empty_domain(problem, "the formula is defined for no real number")
    rows = tuple(_row(problem, question, look, reasons, interval) for look in looks if look.asked or not look.is_empty)
    return Survey(
        findings=tuple((r.finding, counts(r.finding, r.look, question)) for r in rows),
        gap=question.on.kind != "domain" and None in shape.pieces,
        domain=_domain(interval, shape, looks),
        pieces=tuple(_pieces(problem.variable, interval, shape)),
        asked=frozenset(text(constant_at(shaper, node)) for node in question.at),
        harmless=() if reasons is None else reasons.nowhere(),
        remarks=tuple(dict.fromkeys(shaper.remarks)),
        rows=rows,
        interval=interval,
        shape=shape,
    )


def _row(problem: Problem, question: Question, look: Look, reasons: Reasons | None, interval: Interval) -> Row:
    seen = see(problem.variable, look, explained=reasons is not None)
    found = report_facts(problem.variable, seen) if reasons is None else steps_of(problem, seen, reasons, interval)
    if question.autodiff:
        found = with_autodiff(problem, seen, found)
    elif question.explain:
        found = for_explanation(found, lambda: with_autodiff(problem, seen, found))
    return Row(look.at, None, look, seen.facts, found)


def counts(finding: Finding, look: Look, question: Question) -> bool:
    """Whether the verdict on the set speaks of this point: points of the domain; on a given set also its undefined points."""
    return look.in_set and finding.kind is not Kind.OUTSIDE and (look.value is not None or question.on.kind != "domain")


def constant_at(shaper: Shaper, node: Node) -> Expr:
    value = shaper.value(node, ZERO)
    if value is None:
        raise BadInput("undefined_point", "this point is not a real number")
    return value


def asked_interval(problem: Problem, question: Question, shaper: Shaper) -> Interval:
    low = constant_at(shaper, question.on.low) if question.on.low is not None else None
    high = constant_at(shaper, question.on.high) if question.on.high is not None else None
    if low is not None and high is not None and compare_constants(low, high) >= 0:
        raise BadInput("empty_set", "an interval needs its first end below its second")
    return Interval(problem.variable, low, high)


def _looks(problem: Problem, question: Question, shaper: Shaper, interval: Interval, shape: Shape) -> list[Look]:
    """Every site, every end of the asked set and every point asked for, with the branches beside it."""
    asked = [constant_at(shaper, node) for node in question.at]
    ends = [c for c in (interval.low, interval.high) if c is not None]
    places = merge_sites([shape.sites, asked, ends]) if asked or ends else list(shape.sites)
    looks: list[Look] = []
    k = 0
    for c in places:
        on_low = interval.low is not None and compare_constants(c, interval.low) <= 0
        on_high = interval.high is not None and compare_constants(c, interval.high) >= 0
        outside = (on_low and compare_constants(c, interval.low) < 0) or (on_high and compare_constants(c, interval.high) > 0)  # type: ignore[arg-type]
        if outside:
            looks.append(Look(c, None, None, None, in_set=False, asked=True))
        elif on_low or on_high:
            closed = question.on.low_closed if on_low else question.on.high_closed
            value = shaper.value(problem.tree, c) if closed else None
            looks.append(Look(c, shape.pieces[-1] if on_high else None, value, shape.pieces[0] if on_low else None, in_set=closed))
        elif k < len(shape.sites) and compare_constants(shape.sites[k], c) == 0:
            wanted = any(compare_constants(c, a) == 0 for a in asked)
            looks.append(Look(shape.sites[k], shape.pieces[k], shape.values[k], shape.pieces[k + 1], asked=wanted))
            k += 1
        else:
            looks.append(Look(c, shape.pieces[k], shaper.value(problem.tree, c), shape.pieces[k], asked=True))
    return looks


def _pieces(name: str, interval: Interval, shape: Shape) -> list[Piece]:
    """The branches on the open intervals between sites, equal neighbours joined only where the caller sees no point."""
    ends = [interval.low, *shape.sites, interval.high]
    found = []
    for i, piece in enumerate(shape.pieces):
        if piece is not None:
            found.append(Piece(_open(ends[i], ends[i + 1]), text(piece), text(derivative(piece, name))))
    return found


def _open(low: Expr | None, high: Expr | None) -> str:
    return f"({'-oo' if low is None else text(low)}, {'oo' if high is None else text(high)})"


def _domain(interval: Interval, shape: Shape, looks: list[Look]) -> str:
    """Where f is defined in the interval, as a union of intervals and single points."""
    low_value, high_value = (next((k.value for k in looks if k.at == end), None) for end in (interval.low, interval.high))
    ends = [interval.low, *shape.sites, interval.high]
    parts: list[str] = []
    open_part: str | None = None
    for i, piece in enumerate(shape.pieces):
        low, high = ends[i], ends[i + 1]
        here = shape.values[i - 1] if i else low_value
        if piece is not None:
            if open_part is None:
                open_part = ("[" if here is not None else "(") + ("-oo" if low is None else text(low))
            elif here is None:
                parts.append(open_part + f", {text(low)})" if low is not None else "")
                open_part = "(" + text(low) if low is not None else ""
        elif open_part is not None:
            parts.append(open_part + f", {text(low)}" + ("]" if here is not None else ")") if low is not None else "")
            open_part = None
        elif here is not None and low is not None:
            parts.append("{" + text(low) + "}")
        if i == len(shape.pieces) - 1 and open_part is not None:
            parts.append(open_part + f", {'oo' if high is None else text(high)}{']' if high_value is not None else ')'}")
    return " U ".join(p for p in parts if p) or "{}"
