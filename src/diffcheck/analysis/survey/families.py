"""The survey of a function with infinitely many sites: families of points in an index, each proved for all members at once.

A family is looked at with its index as a symbol; where the answer depends on the index, its range is split, and exceptional
members become points of their own. Points where a family accumulates inherit its failures. Classes of one family with the same
findings are joined again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeGuard

from flint import fmpq

from diffcheck.analysis.indices.index import IndexAssumptions, Parts, over_range
from diffcheck.analysis.indices.ranges import ALL, Family, Range
from diffcheck.analysis.indices.wholes import Unsure, is_whole_constant, line_in
from diffcheck.analysis.lenses.fold import Branch, evaluate
from diffcheck.analysis.lenses.germ import INDEXED, SideLens
from diffcheck.analysis.lenses.interval import Interval, limit_at_end, sign_near_end
from diffcheck.analysis.lenses.plain import POINT, rational_between
from diffcheck.analysis.point.classify import Facts
from diffcheck.analysis.point.finding import Look, report_facts, see
from diffcheck.analysis.refusals import Infinite, ManyLevels
from diffcheck.analysis.survey.alternating import Sighting, in_every_sign
from diffcheck.analysis.survey.asked import AskedSet, asked_set, constant_at, including, look_at, row_at
from diffcheck.analysis.survey.derivation import steps_of
from diffcheck.analysis.survey.domain import domain_of
from diffcheck.analysis.survey.finite import defined_nowhere
from diffcheck.analysis.survey.members import Row, apart, joined
from diffcheck.analysis.survey.periods import Period, Repeated, period_of
from diffcheck.analysis.survey.reasons import Reasons
from diffcheck.analysis.survey.spans import Span, spans
from diffcheck.analysis.survey.survey import Survey, View
from diffcheck.analysis.survey.suspects import Suspects
from diffcheck.analysis.zeros.residues import classes, distinct, fewest, linear, meet, member
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, assuming, assumptions
from diffcheck.exact.belief import watched, weakest
from diffcheck.exact.calculus import by_powers, derivative, expanded, ratio, substitute
from diffcheck.exact.expr import Expr, atom, number, symbol
from diffcheck.exact.levels import LETTER, at_level
from diffcheck.exact.order import compare_constants, merge_sites
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.text import term, text
from diffcheck.germs.limits import Limit
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Index, Piece, Smoothness, least_order
from diffcheck.model.term import LINE
from diffcheck.model.tree import Problem


@immutable
class Rows:
    """All suspects, looked at: single points and families in the index, within the asked set."""

    index: str
    asked_set: AskedSet
    points: tuple[Row, ...]
    families: tuple[Row, ...]
    crowded: tuple[Expr, ...] = ()
    """Where families accumulate."""
    reasons: Reasons | None = None
    """Where the reasons are recorded, if the question asks for them."""

    @property
    def all(self) -> tuple[Row, ...]:
        """Points and families."""
        return (*self.points, *self.families)


def look_at_families(problem: Problem, question: Question) -> Rows:
    """Every suspect with what is found there, families in as many parts as their answers have. Raises NotYet or BadInput."""
    index, within = index_letter(problem), asked_set(problem, question)
    try:
        return _looked_at(_looker(problem, question, index, within), None)
    except Infinite as refused:
        if within.low is not None and within.high is not None:
            return _looked_at(_looker(problem, question, index, within), (within.low, within.high))
        period = None if within.ends or problem.parameters else period_of(problem.tree, problem.variable)
        if period is not None:
            return _of_all_periods(problem, question, index, period)
        if not isinstance(refused, ManyLevels):
            raise
        return _looked_at(_looker(problem, question, index, within), None, one_by_one=True)


def _of_all_periods(problem: Problem, question: Question, index: str, period: Period) -> Rows:
    """The rows of a formula that repeats with a period: those of one, moved by all its multiples.

    What cannot be told in ranges of levels together is asked at each level in the period.
    """
    try:
        return _moved_from_one(problem, question, index, period, one_by_one=False)
    except NotYet as refused:
        try:
            return _moved_from_one(problem, question, index, period, one_by_one=True)
        except NotYet:
            raise InEachPeriod(refused.message, period) from None


class InEachPeriod(NotYet):
    """The places are not told by one index; but f repeats with a period, so that those of one stand for all."""

    def __init__(self, why: str, period: Period) -> None:
        super().__init__("two_indices", why)
        self.period = period


def rows_of_one_period(problem: Problem, question: Question, period: Period) -> Rows:
    """What is found from half a period below 0 on, in one period, without its right end; the rows are not moved. Raises NotYet.

    To the left of its first place lie the members that crowd at its right end, one period lower.
    """
    index = index_letter(problem)
    low = period.step.scaled(fmpq(-1, 2))
    looker = _looker(problem, question, index, AskedSet())
    one = _looked_at(looker, (low, low + period.step), [low])
    beside = [*one.families, *(replace(r, at=expanded(r.at - period.step)) for r in one.families)]
    first = looker.row(low, _crowds_beside(low, beside, index))
    points = [p for p in one.points if compare_constants(p.at, low) > 0 > compare_constants(p.at, low + period.step)]
    if first is not None:
        points = [_with_accumulation(first, beside, index), *points]
    return replace(one, points=tuple(points))


def _moved_from_one(problem: Problem, question: Question, index: str, period: Period, *, one_by_one: bool) -> Rows:
    """The rows of one period, moved by all its multiples. It begins at a place that is seldom one of them, so that few families are cut."""
    low = period.step.scaled(fmpq(-17, 64))
    looker = _looker(problem, question, index, AskedSet())
    one = _looked_at(looker, (low, low + period.step), [low], one_by_one=one_by_one)
    if one.crowded:
        raise NotYet("two_indices", "places that depend on two indices at once: infinitely many in each period")
    repeated = Repeated(problem.variable, index, period)
    points = [p for p in one.points if p.at != low or p.finding.kind is not Kind.SMOOTH]
    found = repeated.rows(*apart(joined(points, repeated.aligned(one.families), index)))
    return Rows(index, one.asked_set, (), tuple(found), (), one.reasons)


def _looker(problem: Problem, question: Question, index: str, within: AskedSet) -> Looker:
    return Looker(problem, index, within, Reasons(index) if question.explain else None, question.enough)


def _looked_at(looker: Looker, inside: tuple[Expr, Expr] | None, besides: Sequence[Expr] = (), *, one_by_one: bool = False) -> Rows:
    """Every suspect on the line, or inside an interval, with the ends of the asked set and some places besides. Raises NotYet."""
    problem, index, reasons = looker.problem, looker.index, looker.reasons
    suspects = Suspects(problem.variable, index, reasons, inside, one_by_one=one_by_one).of(problem.tree)
    points, families = _rows_of_families(looker, [f for f in suspects if f.range is not None])
    places = [*(f.at for f in suspects if f.range is None), *looker.within.ends, *besides, *(r.at for r in points)]
    crowded = merge_sites([_accumulations([r for r in families if r.is_special], index)])
    alone = merge_sites([[c for c in merge_sites([places]) if not _covered(c, families, index)], crowded])
    here = [looker.row(c, _crowds_beside(c, families, index)) for c in alone]
    rows = [_with_accumulation(p, families, index) for p in here if p is not None]
    return Rows(index, looker.within, tuple(rows), tuple(families), tuple(crowded), reasons)


def _rows_of_families(looker: Looker, suspects: list[Family]) -> tuple[list[Row], list[Row]]:
    """What is found at all members, each looked at once: those that are points of their own, and the families. Raises NotYet.

    The members at which a condition on the index holds may be members of another family: they are put among the suspects.
    """
    index = looker.index
    known: dict[Family, tuple[list[Row], list[Family]]] = {}
    suspects, most = list(suspects), len(suspects) + effort().derived_families
    while True:
        full, others = classes(_widened(suspects, index), index)
        rest = [f for f in others if not any(c.holds(f.at, index) for c in full)]
        rows: list[Row] = []
        wide = fewest([Family(c.at(index), ALL) for c in full], index)
        derived: dict[Family, None] = {}
        asked = (*(Family(c.at(index), ALL) for c in full), *distinct(rest, index))
        known |= looker.rows_of([f for f in asked if f not in known], wide)
        for f in asked:
            rows += known[f][0]
            derived |= dict.fromkeys(known[f][1])
        fresh = [f for f in derived if f not in suspects]
        if not fresh:
            return apart({(r.at, r.range): r for r in rows}.values())  # residue classes of two families may be the same points
        suspects += fresh
        if len(suspects) > most:
            raise NotYet("too_many_cases", "the answer depends on the index in too many ways")


def _is_within(at: Expr, among: Range, family: Family, index: str) -> bool:
    """Whether the points c(n), whose distances depend on parameters, are all members of a family a*n + b with numbers a.

    Those of pi*n/a for which n/a is an integer are multiples of pi: c(n) is a*m + b for the integer m = (c(n) - b)/a.
    """
    line, own = line_in(family.at, index), line_in(at, index)
    if family.range != ALL or line is None or line[0].free or own is None or not own[0].free:
        return False
    u = expanded((at - line[1]) / line[0])
    known = among.says(u)
    with suppress(NotYet, Open):
        return all(map(is_whole_constant, line_in(u, index) or ())) if known is None else known
    return False


def _widened(suspects: list[Family], index: str) -> list[Family]:
    """The suspects, linear families that have one end over all integers where they have members in common with others.

    More suspects do no harm, and families over all integers are told apart as residue classes.
    """
    forms = [linear(f.at, index, parameters=True) if f.range is not None else None for f in suspects]

    def is_shared(i: int) -> bool:
        here = forms[i]
        return here is not None and any(meet(here, there) for j, there in enumerate(forms) if there is not None and j != i)

    one_ended = [f.range not in (None, ALL) and (f.range.low is None or f.range.high is None) for f in suspects]
    return [replace(f, range=ALL) if one_ended[i] and is_shared(i) else f for i, f in enumerate(suspects)]


def survey_families(problem: Problem, question: Question) -> Survey:
    """Raises NotYet or BadInput."""
    seen = look_at_families(problem, question)
    index, within, reasons = seen.index, seen.asked_set, seen.reasons
    interval = within.interval(problem.variable)
    only = None if seen.all else branch_inside(problem, within)
    if only is None and all(r.look.is_empty for r in seen.all):
        raise defined_nowhere(problem, question)
    everything = joined(list(seen.points), list(seen.families), index)
    shown = including(
        [r for r in everything if not r.look.is_empty],
        [constant_at(problem, node) for node in question.at],
        lambda c: row_at(problem, question, c, within, reasons, implied=True),
    )
    intervals = spans(seen.all, index, only)
    return Survey(
        View(interval, tuple(shown), crowded=seen.crowded, harmless=() if reasons is None else reasons.nowhere()),
        domain=domain_of(seen.all, index) if seen.all else LINE,
        pieces=() if intervals is None else tuple(_piece(s, problem.variable, index) for s in intervals),
        gap=question.on.kind != "domain" and any(cuts(r, within) for r in seen.all),
    )


def branch_inside(problem: Problem, within: AskedSet) -> Branch:
    """The branch of a formula that switches nowhere in a set, which is that beside any of its points; None: f is undefined there."""
    x = problem.variable
    return evaluate(problem.tree, x, symbol(x), SideLens(x, number(rational_between(within.low, within.high)), 1))


def _piece(s: Span, name: str, index: str) -> Piece:
    where = None if s.range is None else Index(index, s.range.set(index))
    return Piece(s.interval, term(s.branch), term(derivative(s.branch, name)), where)


def index_letter(problem: Problem) -> str:
    """A letter for an index that means nothing else in the problem."""
    return next(letter for letter in ("n", "k", "m", "j", "i1") if letter != problem.variable and letter not in problem.parameters)


def cuts(r: Row, asked_set: AskedSet) -> bool:
    """Whether f is undefined on a whole side of a place inside the asked set."""
    inside = r.at not in (asked_set.low, asked_set.high)
    return inside and (r.look.left is None or r.look.right is None)


class _Unsettled(Exception):
    """A verdict would rest on points of which nobody knows whether there are any."""


def _counts(seen: Sighting, part: Range) -> bool:
    """Whether f has values at the members of a part that may have none."""
    return part.may_be_empty and seen[0].value is not None


def _is_as_bad(one: Finding, other: Finding) -> bool:
    """Whether f fails at one place in all that it fails in at the other."""
    orders = [math.inf if f.smoothness == "oo" else f.smoothness for f in (one, other)]
    if not all(isinstance(k, int | float) for k in orders) or orders[0] > orders[1]:  # type: ignore[operator]
        return False
    pairs = ((one.continuous, other.continuous), (one.differentiable, other.differentiable))
    return all(b.answer == "yes" or a.answer == b.answer == "no" for a, b in pairs)


@immutable
class Looker:
    """Looks at places of one formula in the asked set: single ones, and all members of a family at once."""

    problem: Problem
    index: str
    within: AskedSet
    reasons: Reasons | None
    enough: int | None

    def rows_of(self, families: Sequence[Family], wide: Sequence[Family]) -> dict[Family, tuple[list[Row], list[Family]]]:
        """Families looked at for all their members but those of the families that are returned too, in as many parts as the answer has.

        Members of the wide ones are not looked at twice. No verdict rests on parts of which nobody knows whether they have members: f has
        no value there, or such a part is no worse than another one that has members. Where these depend on several parameters, or on
        different multiples of one, there would be too many cases.
        """
        found: dict[Family, tuple[list[Row], list[Family]]] = {}
        unsettled: list[Family] = []
        for f in families:
            try:
                found[f] = self._rows(f, wide, Unsure.FREELY if _runs_off(f.at, self.index) else Unsure.NEVER)
            except _Unsettled:
                unsettled.append(f)
        steps = [line[0] for f in unsettled if (line := line_in(f.at, self.index)) is not None]
        alike = len(steps) == len(unsettled) and all(ratio(step, steps[0]) is not None for step in steps)
        common = alike and len(self.problem.parameters) == 1
        for f in unsettled:
            try:
                found[f] = self._rows(f, wide, Unsure.WHERE_COMMON if common else Unsure.NEVER)
            except _Unsettled:
                found[f] = self._rows(f, wide, Unsure.NEVER)
        return found

    def _rows(self, family: Family, wide: Sequence[Family], unsure: Unsure) -> tuple[list[Row], list[Family]]:
        """Raises _Unsettled where a verdict would rest on parts of which nobody knows whether they have members."""
        assert family.range is not None
        found, others = self._seen_in(family, family.range, wide, unsure)
        sure = [seen[2] for seen, part in found if seen is not None and not part.may_be_empty]
        rows = []
        for seen, part in found:
            if seen is None:
                continue
            look, facts, finding = seen
            if _counts(seen, part) and not any(_is_as_bad(one, finding) for one in sure):
                raise _Unsettled
            if part.where and not part.depends_on_parameters:
                part.some()  # what is found at the members counts as found: there must be one
            if self.index in look.at.free:
                rows.append(Row(look.at, part, look, facts, finding).labelled(self.index))
            else:
                rows.append(Row(look.at, None, look, facts, finding))
        return rows, [self._of(family.at, *other) for other in others]

    def _seen_in(
        self, family: Family, among: Range, wide: Sequence[Family], unsure: Unsure
    ) -> tuple[list[tuple[Sighting | None, Range]], Parts]:
        """What is found at all members, and the parts that are to be looked at as families of their own.

        Raises _Unsettled where parts that may have no members are made freely, and f has a value there.
        """
        others: Parts = []

        def ask(n: Expr) -> Sighting | None:
            at, here = substitute(family.at, self.index, n, known_sign), assumptions()
            assert isinstance(here, IndexAssumptions)
            if any(_is_within(at, here.range, g, self.index) for g in wide):
                return None
            seen = in_every_sign(lambda: self.member(at))
            if unsure is Unsure.FREELY and seen is not None and _counts(seen, here.range):
                raise _Unsettled
            return seen

        return over_range(self.index, among, ask, zeros, others, unsure=unsure), others

    def _of(self, at: Expr, n: Expr, part: Range) -> Family:
        """The members of a family for the values of an expression in the index."""
        index = self.index
        with assuming(IndexAssumptions(index, part, zeros, assumptions())):
            return Family(self._plainly(substitute(at, index, n, known_sign)), part)

    def _plainly(self, at: Expr) -> Expr:
        """A linear expression in the index multiplied out; squares and other powers stay as they are, so that roots of them are seen."""
        plain = self.index not in at.free or linear(at, self.index, parameters=True) is not None
        return expanded(at) if plain else at

    def row(self, at: Expr, crowds: tuple[tuple[int, Limit], ...] = ()) -> Row | None:
        """A single place, with the limits of f at points that crowd there, and their sides."""
        seen = self.looked_at(at, crowds)
        return None if seen is None else Row(at, None, *seen)

    def member(self, at: Expr) -> tuple[Look, Facts, Finding] | None:
        """A member of a family."""
        return self.looked_at(self._plainly(at))

    def looked_at(self, at: Expr, crowds: tuple[tuple[int, Limit], ...] = ()) -> tuple[Look, Facts, Finding] | None:
        """What is found at a place, and how sure it is; None outside the asked set."""
        with watched() as watch:
            found = self._found_at(at, crowds)
        return None if found is None else (*found[:2], replace(found[2], certainty=watch.certainty))

    def _found_at(self, at: Expr, crowds: tuple[tuple[int, Limit], ...]) -> tuple[Look, Facts, Finding] | None:
        x = self.problem.variable
        if self.within.restricted(Look(at, None, None, None)) is None:
            return None
        look = self.within.restricted(look_at(self.problem, at, INDEXED if self.index in at.free else POINT))
        assert look is not None
        look = replace(look, crowds=crowds)
        seen = see(x, look, explained=self.reasons is not None, enough=self.enough)
        if self.reasons is None:
            return seen.look, seen.facts, report_facts(x, seen)
        return seen.look, seen.facts, steps_of(self.problem, seen, self.reasons, self.within.interval(x))


def _runs_off(at: Expr, index: str) -> bool:
    """Whether the members of a family are equally spaced, so that they accumulate nowhere."""
    parts = by_powers(expanded(at), atom("symbol", index))
    return parts.keys() <= {0, 1} and not any(index in part.free for part in parts.values())


def _covered(c: Expr, families: list[Row], index: str) -> bool:
    """Whether a point is a member of a family that was looked at: what was proved of all members holds there."""
    for r in families:
        n = member(c, r.at, index)
        if n is not None and r.has(n):
            return True
    return False


def _accumulations(families: list[Row], index: str) -> list[Expr]:
    """The finite limits of a family as its index tends to +-oo. Raises NotYet where a limit is not known."""
    found = []
    for r in families:
        for target in _limits_of_family(r, index):
            if target.kind == "finite":
                found.append(target.value)
    return found


def _limits_of_family(r: Row, index: str) -> list[Limit]:
    """Where the members of a family tend to. Raises NotYet where that is not known."""
    assert r.range is not None
    found: list[Limit] = []
    for side in _unbounded_sides(r.range):
        u, line, end = _far_out(r.at, index, side)
        target = limit_at_end(u, line, None, end)
        if target is None:
            raise NotYet("accumulation", f"where the points {text(r.at)} accumulate is not known")
        found.append(target)
    return found


def _unbounded_sides(among: Range) -> list[int]:
    """The sides from which an index approaches the ends that its range does not have."""
    return [side for end, side in ((among.high, -1), (among.low, 1)) if end is None]


def _far_out(at: Expr, index: str, side: int) -> tuple[Expr, Interval, int]:
    """(h, the line of its variable, a side) such that c(n) for n beyond all bounds on a side does what h does on that side.

    The level x(n) of a strictly monotone function that is unbounded tends to oo or to -oo with n or with -n, and h(x(n)) does what h(x)
    does there. Raises UndecidedSign where several levels stand in c(n).
    """
    one = at_level(at, index)
    if one is None:
        return at, Interval(index, None, None), side
    return one.h, Interval(LETTER, None, None), side * sign(one.slope)


def _crowds_beside(place: Expr, families: list[Row], index: str) -> tuple[tuple[int, Limit], ...]:
    """The sides of a place on which points crowd at each of which f has the same one-sided limit, infinite or a number; with that limit."""
    found = list[tuple[int, Limit]]()
    for r in families:
        limits = [one for one in (r.facts.left, r.facts.right) if _is_one_limit(one, index)]
        if r.range is None or r.range.where or not limits:  # under a condition the points may be few
            continue
        for side in _unbounded_sides(r.range):
            u, line, end = _far_out(r.at, index, side)
            target = limit_at_end(u, line, None, end)
            if target is not None and target.kind == "finite" and compare_constants(target.value, place) == 0:
                s = sign_near_end(u - place, line, None, end) or 0
                found += [(s, one) for one in limits if s]
    return tuple(dict.fromkeys(found))


def _is_one_limit(found: Limit | str | None, index: str) -> TypeGuard[Limit]:
    """Whether a limit at the members of a family is infinite, or a number that is the same at all of them."""
    return isinstance(found, Limit) and (found.kind == "infinite" or (found.kind == "finite" and index not in found.value.free))


def _accumulates_at(r: Row, place: Expr, index: str) -> bool:
    return any(t.kind == "finite" and compare_constants(t.value, place) == 0 for t in _limits_of_family(r, index))


def _with_accumulation(point: Row, families: list[Row], index: str) -> Row:
    """f is no smoother near an accumulation point than at the members of the family that crowd there."""
    orders = [point.finding.smoothness]
    with watched() as watch:
        crowding = [r for r in families if r.is_special and _accumulates_at(r, point.at, index)]
    orders += [r.finding.smoothness for r in crowding]
    certainty = weakest(point.finding.certainty, watch.certainty, *(r.finding.certainty for r in crowding))
    point = replace(point, finding=replace(point.finding, certainty=certainty))
    if len(orders) == 1 or point.finding.smoothness in (None, -1):
        return point
    own = 0 if point.finding.continuous.answer == "yes" else -1
    least = _least_order(orders, own)
    finding = replace(point.finding, smoothness=least)
    if finding.kind is Kind.UNDECIDED and finding.differentiable.answer == "yes" and isinstance(least, int):
        finding = replace(
            finding, kind=Kind.HIGHER_ORDER, because="both difference quotients agree, but points crowd there where f is less smooth"
        )
    return replace(point, finding=finding)


def _least_order(orders: list[Smoothness | None], at_least: int) -> Smoothness:
    """The least of some orders, of which none lies below the bound; undecided, where one of them is and might be lower than the others."""
    lowest = [k for k in orders if isinstance(k, int) and k <= at_least]
    return min(lowest) if lowest else least_order(orders)
