"""What the question names, a set and points; and the look at one place, which needs no list of the others.

A function is looked at through the germs of its parts on both sides of a place, and by its value there: that is local, so it answers
for a point that was asked for even where the points of the whole line are not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from diffcheck.analysis.lenses.fold import Branch, evaluate
from diffcheck.analysis.lenses.germ import SideLens
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.oscillation import may_jump
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.analysis.point.finding import Look, Seen, report_facts, see
from diffcheck.analysis.survey.derivation import steps_of
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.survey.reasons import Reasons
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.belief import watched
from diffcheck.exact.expr import ZERO, Expr, symbol
from diffcheck.exact.order import compare_constants
from diffcheck.exact.sign import sign
from diffcheck.functions.facts import Lens
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Lack
from diffcheck.model.tree import Node, Problem

UNCOMPUTABLE = NotYet("arithmetic", "a constant on the way is too large, or has a denominator that vanishes")


@immutable
class AskedSet:
    """The ends of the asked interval (None: unbounded), and whether they belong to it."""

    low: Expr | None = None
    high: Expr | None = None
    low_closed: bool = False
    high_closed: bool = False

    def interval(self, name: str) -> Interval:
        """Its interior."""
        return Interval(name, self.low, self.high)

    @property
    def ends(self) -> list[Expr]:
        """The ends that it has."""
        return [end for end in (self.low, self.high) if end is not None]

    def restricted(self, look: Look) -> Look | None:
        """What of a look lies in the set; None where the place lies outside. The signs may split an index."""
        at_low = None if self.low is None else sign(look.at - self.low)
        at_high = None if self.high is None else sign(self.high - look.at)
        if -1 in (at_low, at_high):
            return None
        if at_low == 0:
            look = replace(look, left=None, value=look.value if self.low_closed else None, in_set=self.low_closed)
        if at_high == 0:
            look = replace(look, right=None, value=look.value if self.high_closed else None, in_set=self.high_closed)
        cut = [side for side, end in ((-1, at_low), (1, at_high)) if end == 0]
        return replace(look, hidden=tuple(h for h in look.hidden if h[0] not in cut)) if cut else look


def constant_at(problem: Problem, node: Node) -> Expr:
    """The number that a constant formula stands for. Raises BadInput."""
    value = evaluate(node, problem.variable, ZERO, POINT)
    if value is None:
        raise BadInput("undefined_point", "this point is not a real number")
    return value


def asked_set(problem: Problem, question: Question) -> AskedSet:
    """The set that the verdicts speak of. Raises BadInput."""
    on = question.on
    low = constant_at(problem, on.low) if on.low is not None else None
    high = constant_at(problem, on.high) if on.high is not None else None
    if low is not None and high is not None and compare_constants(low, high) >= 0:
        raise BadInput("empty_set", "an interval needs its first end below its second")
    return AskedSet(low, high, on.low_closed, on.high_closed)


def look_at(problem: Problem, at: Expr, lens: Lens = POINT) -> Look:
    """The value at a place and the branches beside it. The lens is that of the place: at a family's members a side must be known."""
    x = problem.variable
    value = evaluate(problem.tree, x, at, lens)
    sides: list[Branch] = []
    hidden: list[tuple[int, str]] = []
    left = SideLens(x, at, -1)
    for side, through in ((-1, left), (1, SideLens(x, at, 1, left))):
        try:
            sides.append(evaluate(problem.tree, x, symbol(x), through))
        except NotYet as reason:
            if lens is not POINT:
                raise
            sides.append(ZERO)
            hidden.append((side, reason.message))
    return Look(at, sides[0], value, sides[1], formula=problem.tree, hidden=tuple(hidden))


def row_of(problem: Problem, question: Question, look: Look, reasons: Reasons | None, interval: Interval) -> Row:
    """What is found at one point: limits, slopes, kind; the way to it, if reasons are gathered."""
    with watched() as watch:
        seen = see(problem.variable, look, explained=reasons is not None, enough=question.enough)
        found = report_facts(problem.variable, seen) if reasons is None else steps_of(problem, seen, reasons, interval)
    if found.certainty != watch.certainty:
        found = replace(found, certainty=watch.certainty)
    return Row(look.at, None, look, seen.facts, found)


def row_at(
    problem: Problem, question: Question, at: Expr, within: AskedSet, reasons: Reasons | None = None, *, implied: bool = False
) -> Row:
    """What is found at a point that the question names, in the set or outside it, by a look that needs no list.

    implied: whether there is a list, of which it is known that no others crowd at this point.
    """
    interval = within.interval(problem.variable)
    outside = Look(at, None, None, None, in_set=False, asked=True)
    if within.restricted(outside) is None:
        return row_of(problem, question, outside, reasons, interval)
    try:
        look = within.restricted(look_at(problem, at))
        assert look is not None
        row = row_of(problem, question, replace(look, asked=True, implied=implied), reasons, interval)
        return row if implied else _in_no_neighbourhood(row)
    except NotYet as reason:
        return _unanswered(problem, at, reason.message)
    except (OverflowError, ZeroDivisionError):
        return _unanswered(problem, at, UNCOMPUTABLE.message)


def _in_no_neighbourhood(row: Row) -> Row:
    """The row where the branch beside a point is not known, or may jump at points that crowd there: its order near the point is open."""
    look = row.look
    known = not look.hidden and not any(u is not None and may_jump(u) for u in (look.left, look.right))
    if known or row.finding.smoothness in (None, -1):
        return row
    return replace(row, finding=replace(row.finding, smoothness="undecided"))


def _unanswered(problem: Problem, at: Expr, why: str) -> Row:
    """A point whose value is not known: nothing is said of it."""
    look = Look(at, ZERO, ZERO, ZERO, asked=True, hidden=((-1, why), (1, why)))
    seen = Seen(look, None, None, see(problem.variable, look).facts)
    return Row(at, None, look, seen.facts, replace(report_facts(problem.variable, seen), value=Lack.UNDECIDED))


def including(rows: Sequence[Row], points: Sequence[Expr], look: Callable[[Expr], Row]) -> list[Row]:
    """The rows with every point that the question names among them: as it was found, or looked at for itself."""
    found = list(rows)
    for c in points:
        k = next((i for i, r in enumerate(found) if r.range is None and _are_equal(r.at, c)), None)
        if k is None:
            found.append(look(c))
        else:
            found[k] = replace(found[k], look=replace(found[k].look, asked=True))
    return found


def _are_equal(a: Expr, b: Expr) -> bool:
    """Whether two points are proved to be one."""
    try:
        return compare_constants(a, b) == 0
    except NotYet:
        return False


def counts(row: Row, question: Question) -> bool:
    """Whether the verdict on the set speaks of this place: points of the domain; on a given set also its undefined points."""
    look, finding = row.look, row.finding
    return (
        look.in_set and not look.implied and finding.kind is not Kind.OUTSIDE and (look.value is not None or question.on.kind != "domain")
    )


__all__ = ["UNCOMPUTABLE", "AskedSet", "asked_set", "constant_at", "counts", "including", "look_at", "row_at", "row_of"]
