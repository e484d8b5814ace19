"""Whether a function with infinitely many special points is Lipschitz, and the best constant where the points are periodic.

A no is proved at a member (f jumps there, is infinitely steep there) or along a family (its slopes grow without bound). A yes needs
every piece: those of one period, moved to a common place, where that leaves no index; else bounds of the derivatives of all
branches that the formula can have anywhere, for f' is one of them but for countably many points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from diffcheck.analysis.indices.index import over_range
from diffcheck.analysis.indices.ranges import ALL, Range
from diffcheck.analysis.lenses.interval import Interval, limit_at_end
from diffcheck.analysis.lipschitz.chain import Outcome, Part, Point, gravest, link_between, on_chain, steepest, unbounded_end
from diffcheck.analysis.lipschitz.steepness import Spot, Stretch, Value, is_enclosed
from diffcheck.analysis.point.classify import same
from diffcheck.analysis.survey.asked import counts
from diffcheck.analysis.survey.families import Rows, branch_inside, cuts, look_at_families
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.survey.suspects import Suspects
from diffcheck.analysis.survey.tails import Layout, Place, layout
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.calculus import derivative, expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, number, symbol
from diffcheck.exact.sign import known_sign
from diffcheck.germs.limits import Limit
from diffcheck.model.question import Question
from diffcheck.model.tree import Problem

INNER = "_m"
"""The letter of families of critical points within one period."""
UNCERTAIN_GAPS = "the slopes across gaps that change from one to the next are not known"


def on_families(problem: Problem, question: Question, *, constant: bool = True) -> Outcome:
    """Raises NotYet or BadInput."""
    rows = look_at_families(problem, question)
    if all(r.look.is_empty for r in rows.all) and (rows.all or branch_inside(problem, rows.asked_set) is None):
        return Outcome("empty")
    if any(r.range is not None and r.range.may_be_empty for r in rows.all):
        return Outcome("open", reason="whether a family of points has members depends on the parameters")
    fails = _failure(rows, question)
    if fails is not None:
        return Outcome("no", spot=fails)
    places = layout(rows.all, rows.index)
    if places is not None:
        found = _on_layout(problem.variable, places, rows.index, constant)
        if found.answer != "open":
            return found
    open_ = [r for r in rows.all if counts(r, question) and r.finding.continuous.answer != "yes"]
    if open_:
        return Outcome("open", reason=f"whether f is continuous at {problem.variable} = {open_[0].finding.at} is undecided")
    if not any(_is_gap(r, rows) for r in rows.all) and _branches_are_tame(problem, rows.index):
        return Outcome("yes")
    return Outcome("open", reason="the slopes on infinitely many pieces could not be bounded together")


def _failure(rows: Rows, question: Question) -> Spot | None:
    """A place where f is not Lipschitz; None where none is found."""
    for r in rows.all:
        if question.on.kind != "domain" and (cuts(r, rows.asked_set) or (r.look.value is None and r.look.in_set)):
            return Spot("undefined", r.at, range=r.range)
        if counts(r, question) and r.finding.continuous.answer == "no":
            return Spot("discontinuous", r.at, range=r.range)
    for r in rows.all:
        spot = _steep_at(r) or _steep_along(r, rows.index)
        if spot is not None:
            return spot
    return next((Spot("jump", r.at, range=r.range) for r in rows.all if _jumps_over_hole(r, rows.index)), None)


def _steep_at(r: Row) -> Spot | None:
    """Whether f tends to infinity or is infinitely steep at the place: no Lipschitz function does or is."""
    facts = r.facts
    near = (facts.left, facts.right, facts.left_slope, facts.right_slope)
    if any(isinstance(q, Limit) and q.kind == "infinite" for q in near):
        return Spot("unbounded", r.at, range=r.range)
    if any(isinstance(q, Limit) and q.kind == "dne" for q in (facts.left, facts.right)):
        return Spot("unbounded", r.at, range=r.range)  # a Lipschitz function has limits
    return None


def _steep_along(r: Row, index: str) -> Spot | None:
    """Whether the slopes at the members of a family are unbounded."""
    if r.range is None or not r.range.is_endless:
        return None
    for q in (r.facts.left_slope, r.facts.right_slope):
        if not (isinstance(q, Limit) and q.kind == "finite" and index in q.value.free):
            continue
        for bound, side in ((r.range.low, 1), (r.range.high, -1)):
            if bound is None and _tends_to_infinity(q.value, index, side):
                return Spot("members", r.at, range=r.range)
    return None


def _jumps_over_hole(r: Row, index: str) -> bool:
    """Whether f has different limits on the two sides of a place outside its domain, proved for all members."""
    left, right = r.facts.left, r.facts.right
    if r.look.value is not None or not (isinstance(left, Limit) and isinstance(right, Limit) and left.kind == right.kind == "finite"):
        return False
    gap = left.value - right.value

    def differs(n: Expr) -> bool:
        return same(substitute(gap, index, n, known_sign), ZERO) is False

    try:
        return all(found for found, _ in over_range(index, r.range, differs, zeros)) if r.range is not None else same(gap, ZERO) is False
    except NotYet:
        return False


def _is_gap(r: Row, rows: Rows) -> bool:
    """Whether a part of the line beside a place lies outside the domain, or the place itself does."""
    look = r.look
    inside = r.at not in (rows.asked_set.low, rows.asked_set.high)
    return inside and (look.left is None or look.right is None or look.value is None)


def _branches_are_tame(problem: Problem, index: str) -> bool:
    """Whether the derivative of every branch that f can have anywhere is bounded, whatever the variable and the index."""
    try:
        branches = Suspects(problem.variable, index).branches(problem.tree)
        return all(b is not None and is_enclosed(derivative(b, problem.variable), problem.variable, index) for b in branches)
    except NotYet:
        return False


def _on_layout(name: str, places: Layout, index: str, constant: bool) -> Outcome:
    """The answer from all pieces: those of the tails, and those of the middle, which begins and ends with places of the tails."""
    outcomes: list[Outcome] = []
    if places.right_range != ALL:
        outcomes.append(on_chain(_middle(name, places, index), index if constant else None))
    for tail, part in ((places.left, _without_last(places.left_range)), (places.right, places.right_range)):
        if tail:
            found = over_range(index, part, lambda n, tail=tail: _on_period(name, tail, index, n, constant), zeros)  # type: ignore[misc]
            outcomes += [replace(o, spot=_spread(o.spot, inner, index)) for o, inner in found]
    return _joined(outcomes)


def _joined(outcomes: list[Outcome]) -> Outcome:
    """The answer for all pieces together: a no before an open one, else the largest of the constants."""
    failure = gravest(outcomes)
    if failure is not None:
        return failure
    known = [o for o in outcomes if o.answer == "yes"]
    if not all(o.constant for o in known):
        return Outcome("yes")
    try:
        return steepest([(c, o.spot or Spot("point")) for o in known for c in o.constant or ()])
    except NotYet:
        return Outcome("yes")


def _without_last(part: Range) -> Range:
    """The range of the left tail without its last period, behind which the middle begins."""
    return part.cut(None, None if part.high is None else part.high - 1)


def _middle(name: str, places: Layout, index: str) -> list[Part]:
    """The parts from the last period of the left tail to the first place of the right one; without a tail, to infinity."""
    line = list(places.middle)
    if places.left:
        assert places.left_range.high is not None
        line = [p.put(index, number(places.left_range.high)) for p in places.left] + line
    if places.right:
        assert places.right_range.low is not None
        line.append(places.right[0].put(index, number(places.right_range.low)))
    parts: list[Part] = []
    if not places.left and line[0].left is not None:
        parts.append(Stretch.of(name, line[0].left, None, line[0].at))
    if places.right:  # what is behind its first place is a part of the tail
        line[-1] = replace(line[-1], right=None)
    return [*parts, *_parts(name, line, None)]


def _parts(name: str, line: Sequence[Place], end: Expr | None) -> Iterator[Part]:
    """The points that f has at these places, and the pieces behind each of them; end: where the last one ends, None: nowhere."""
    for p, high in zip(line, [*(p.at for p in line[1:]), end], strict=True):
        if p.value is not None:
            yield Point(p.at, p.value)
        if p.right is not None:
            yield Stretch.of(name, p.right, p.at, high)


def _spread(spot: Spot | None, part: Range, index: str) -> Spot | None:
    """The spot for all members of the range, where it holds the index."""
    held = spot is not None and any(u is not None and index in u.free for u in (spot.at, spot.low, spot.high))
    return replace(spot, range=part) if spot is not None and held else spot


def _on_period(name: str, tail: tuple[Place, ...], index: str, n: Expr, constant: bool) -> Outcome:
    """The pieces and points of one period, and the link to the next one, for all n of the range in force."""
    line = [p.put(index, n) for p in tail]
    after = [p.put(index, n + 1) for p in tail]
    values: list[Value] = []
    complete = constant
    for p, end in zip(line, [*line[1:], after[0]], strict=True):
        if p.right is None:
            continue
        home = _at_home(name, p.right, p.at, end.at)
        failure = _steep_piece(home, p.at, index)
        if failure is not None:
            return failure
        found = _values_on(home, p.at, index) if complete else None
        complete = found is not None
        values += found or ()
    parts = list(_parts(name, line, after[0].at))
    if not parts:
        return Outcome("empty")
    next_one = next(_parts(name, after, None))
    gaps = _gaps([*parts, next_one], index)
    if isinstance(gaps, Outcome):
        return gaps
    try:
        return steepest([*values, *gaps]) if complete else Outcome("yes")
    except NotYet:
        return Outcome("yes")


def _steep_piece(home: Stretch, at: Expr, index: str) -> Outcome | None:
    """The outcome where f' is unbounded on a piece of a family, or on all of them together, or that is open; None where it is bounded."""
    if index not in home.g.free:
        steep = unbounded_end(home)
        return None if steep is None else Outcome("no", spot=_back(steep, at))
    if _grows(home, index):
        return Outcome("no", spot=Spot("unbounded"))
    if not is_enclosed(home.g, home.interval.name, index):
        return Outcome("open", reason="the slopes on infinitely many pieces could not be bounded together")
    return None


def _values_on(home: Stretch, at: Expr, index: str) -> list[Value] | None:
    """Values among which the bounds of f' on a piece are; None where they differ from piece to piece, or are not known."""
    if index in home.g.free:
        return None
    try:
        return [(value, spot and _back(spot, at)) for value, spot in home.values(INNER)]
    except NotYet:
        return None


def _at_home(name: str, branch: Expr, low: Expr, high: Expr) -> Stretch:
    """The derivative of a branch, moved so that its interval begins at 0."""
    slope = substitute(derivative(branch, name), name, symbol(name) + low, known_sign)
    length = expanded(high - low)
    return Stretch(Interval(name, ZERO, length), expanded(slope))


def _grows(home: Stretch, index: str) -> bool:
    """Whether f' in the middle of the intervals is unbounded along the family."""
    assert home.interval.high is not None
    middle = substitute(home.g, home.interval.name, home.interval.high / 2, known_sign)
    return any(_tends_to_infinity(middle, index, side) for side in (1, -1))


def _tends_to_infinity(u: Expr, index: str, side: int) -> bool:
    """Whether a sequence tends to +oo or -oo as its index goes far down (1) or up (-1)."""
    tends = limit_at_end(u, Interval(index, None, None), None, side)
    return tends is not None and tends.kind == "infinite"


def _back(spot: Spot, at: Expr) -> Spot:
    """The spot where it was before the interval was moved to 0."""

    def shift(u: Expr | None) -> Expr | None:
        return None if u is None else expanded(u + at)

    return replace(spot, at=shift(spot.at), low=shift(spot.low), high=shift(spot.high))


def _gaps(parts: list[Part], index: str) -> list[Value] | Outcome:
    """The slopes from each part to the next; the outcome where one of them decides. Raises NotYet."""
    found: list[Value] = []
    for one, other in pairwise(parts):
        link = link_between(one, other)
        if link.is_tight:
            fails = link.failure()
            if fails is not None:
                return fails
            continue
        slope, spot = link.slope()
        if index not in slope.free:
            found.append((slope, spot))
            continue
        for side in (1, -1):
            tends = limit_at_end(slope, Interval(index, None, None), None, side)
            if tends is None or tends.kind != "finite":
                grows = tends is not None and tends.kind == "infinite"
                return Outcome("no", spot=Spot("members", link.low)) if grows else Outcome("open", reason=UNCERTAIN_GAPS)
        return Outcome("open", reason=UNCERTAIN_GAPS)
    return found
