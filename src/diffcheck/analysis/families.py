"""The survey of a function with infinitely many sites: families of points in an index, each proved for all members at once.

A family is looked at with its index as a symbol; where the answer depends on the index, its range is split, and exceptional
members become points of their own. Points where a family accumulates inherit its failures. Classes of one family with the same
findings are joined again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from diffcheck.analysis.classify import Facts
from diffcheck.analysis.examine import Look, report_facts, see, unseen
from diffcheck.analysis.finite import counts
from diffcheck.analysis.fold import Branch, evaluate
from diffcheck.analysis.index import ALL, Family, over_range
from diffcheck.analysis.interval import Interval, limit_at_end
from diffcheck.analysis.lattice import classes, distinct, linear, member
from diffcheck.analysis.lenses import POINT, floor_of_constant
from diffcheck.analysis.local import INDEXED, SideLens
from diffcheck.analysis.practice import for_explanation, of_family
from diffcheck.analysis.reasons import Reasons
from diffcheck.analysis.roots import zeros
from diffcheck.analysis.rows import Row, joined
from diffcheck.analysis.shape import compare_constants, merge_sites
from diffcheck.analysis.steps import steps_of
from diffcheck.analysis.survey import Survey
from diffcheck.analysis.suspects import Suspects
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.belief import watched, weakest
from diffcheck.exact.calculus import derivative, expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, number, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.text import text
from diffcheck.germs.limits import Limit
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Index, Piece, Smoothness
from diffcheck.model.tree import Problem


@dataclass(frozen=True, slots=True)
class AskedSet:
    """The ends of the asked interval (None: unbounded), and whether they belong to it."""

    low: Expr | None = None
    high: Expr | None = None
    low_closed: bool = False
    high_closed: bool = False
    reasons: Reasons | None = None
    """Where the reasons are recorded, if the question asks for them."""

    def restricted(self, look: Look) -> Look | None:
        """What of a look lies in the interval; None where the place lies outside. The signs may split an index."""
        at_low = None if self.low is None else sign(look.at - self.low)
        at_high = None if self.high is None else sign(self.high - look.at)
        if -1 in (at_low, at_high):
            return None
        if at_low == 0:
            look = replace(look, left=None, value=look.value if self.low_closed else None, in_set=self.low_closed)
        if at_high == 0:
            look = replace(look, right=None, value=look.value if self.high_closed else None, in_set=self.high_closed)
        return look


@dataclass(frozen=True, slots=True)
class Rows:
    """All suspects, looked at: single points and families in the index, within the asked set."""

    index: str
    asked_set: AskedSet
    points: tuple[Row, ...]
    families: tuple[Row, ...]
    crowded: tuple[Expr, ...] = ()
    """Where families accumulate."""

    @property
    def all(self) -> tuple[Row, ...]:
        """Points and families."""
        return (*self.points, *self.families)


def look_at_families(problem: Problem, question: Question) -> Rows:
    """Every suspect with what is found there, families in as many parts as their answers have. Raises NotYet or BadInput."""
    index = index_letter(problem)
    reasons = Reasons(index) if question.explain else None
    asked_set = replace(_asked_set(problem, question), reasons=reasons)
    suspects = Suspects(problem.variable, index, reasons).of(problem.tree)
    full, others = classes([f for f in suspects if f.range is not None], index)
    others = distinct(others, index)
    rows: list[Row] = []
    for c in full:
        rows += _rows(problem, Family(c.at(index), ALL), index, asked_set)
    for f in others:
        rows += _rows(problem, f, index, asked_set)
    places = [f.at for f in suspects if f.range is None] + [_asked(problem, node) for node in question.at]
    places += [end for end in (asked_set.low, asked_set.high) if end is not None]
    families = [r for r in rows if r.range is not None]
    places += [r.at for r in rows if r.range is None]
    crowded = _accumulations([r for r in families if r.is_special], index)
    places += crowded
    here = [_row(problem, c, index, asked_set) for c in merge_sites([places]) if not _covered(c, families, index)]
    points = [_with_accumulation(p, families, index) for p in here if p is not None]
    return Rows(index, asked_set, tuple(points), tuple(families), tuple(merge_sites([crowded])))


def survey_families(problem: Problem, question: Question) -> Survey:
    """Raises NotYet or BadInput."""
    seen = look_at_families(problem, question)
    index, asked_set = seen.index, seen.asked_set
    reasons = asked_set.reasons
    everything = joined(list(seen.points), list(seen.families), index)
    if question.autodiff or question.explain:
        everything = [_with_practice(problem, question, r, index, replace(asked_set, reasons=None)) for r in everything]
    if not any(b is not None for r in everything for b in (r.look.left, r.look.value, r.look.right)) and everything:
        raise BadInput("empty_domain", "the formula is defined for no real number", 0, len(problem.text) or None)
    shown = tuple(r for r in everything if not r.look.is_empty)
    return Survey(
        findings=tuple((r.finding, counts(r.finding, r.look, question)) for r in shown),
        domain=_domain(everything, index),
        gap=question.on.kind != "domain" and any(cuts(r, asked_set) for r in everything),
        pieces=tuple(_pieces(problem.variable, list(seen.all), index)),  # before joining: branches may alternate
        asked=frozenset(text(_asked(problem, node)) for node in question.at),
        harmless=() if reasons is None else reasons.nowhere(),
        rows=shown,
        interval=Interval(problem.variable, asked_set.low, asked_set.high),
        crowded=seen.crowded,
    )


def index_letter(problem: Problem) -> str:
    """A letter for an index that means nothing else in the problem."""
    return next(letter for letter in ("n", "k", "m", "j", "i1") if letter != problem.variable and letter not in problem.parameters)


def _with_practice(problem: Problem, question: Question, row: Row, index: str, asked_set: AskedSet) -> Row:
    def tell() -> Finding:
        return of_family(problem, row, index, lambda at: _looked_at(problem, _tidy(at, index), index, asked_set))

    with watched() as watch:
        finding = tell() if question.autodiff else for_explanation(row.finding, tell)
    return replace(row, finding=replace(finding, certainty=weakest(row.finding.certainty, watch.certainty)))


def _asked(problem: Problem, node: object) -> Expr:
    value = evaluate(node, problem.variable, number(0), POINT)  # type: ignore[arg-type]
    if value is None:
        raise BadInput("undefined_point", "this point is not a real number")
    return value


def _asked_set(problem: Problem, question: Question) -> AskedSet:
    on = question.on
    if on.kind != "interval":
        return AskedSet()
    low = None if on.low is None else _asked(problem, on.low)
    high = None if on.high is None else _asked(problem, on.high)
    return AskedSet(low, high, on.low_closed, on.high_closed)


def cuts(r: Row, asked_set: AskedSet) -> bool:
    """Whether f is undefined on a whole side of a place inside the asked set."""
    inside = r.at not in (asked_set.low, asked_set.high)
    return inside and (r.look.left is None or r.look.right is None)


def _rows(problem: Problem, family: Family, index: str, asked_set: AskedSet) -> list[Row]:
    """The family looked at for all its members, in as many parts as the answer has."""
    assert family.range is not None
    found = over_range(
        index,
        family.range,
        lambda n: _looked_at(problem, _tidy(substitute(family.at, index, n, known_sign), index), index, asked_set),
        zeros,
    )
    rows = []
    for seen, part in found:
        if seen is None:
            continue
        look, facts, finding = seen
        at = look.at
        if index in at.free:
            rows.append(Row(at, part, look, facts, finding).labelled(index))
        else:
            rows.append(Row(at, None, look, facts, finding))
    return rows


def _tidy(at: Expr, index: str) -> Expr:
    """A linear family multiplied out; squares and other powers stay as they are, so that roots of them are seen."""
    return expanded(at) if linear(at, index) is not None or not at.free else at


def _looked_at(problem: Problem, at: Expr, index: str, asked_set: AskedSet) -> tuple[Look, Facts, Finding] | None:
    """What is found at a place, and how sure it is; None outside the asked set."""
    with watched() as watch:
        found = _found_at(problem, at, index, asked_set)
    return None if found is None else (*found[:2], replace(found[2], certainty=watch.certainty))


def _found_at(problem: Problem, at: Expr, index: str, asked_set: AskedSet) -> tuple[Look, Facts, Finding] | None:
    x = problem.variable
    if asked_set.restricted(Look(at, None, None, None)) is None:
        return None
    value = evaluate(problem.tree, x, at, INDEXED if index in at.free else POINT)
    try:
        left: Branch = evaluate(problem.tree, x, symbol(x), SideLens(x, at, -1))
        right: Branch = evaluate(problem.tree, x, symbol(x), SideLens(x, at, 1))
    except NotYet as reason:
        if index in at.free:
            raise
        seen = unseen(Look(at, ZERO, value, ZERO), reason.message)
    else:
        look = asked_set.restricted(Look(at, left, value, right))
        assert look is not None
        seen = see(x, look, explained=asked_set.reasons is not None)
    if asked_set.reasons is None:
        return seen.look, seen.facts, report_facts(x, seen)
    return seen.look, seen.facts, steps_of(problem, seen, asked_set.reasons, Interval(x, asked_set.low, asked_set.high))


def _row(problem: Problem, at: Expr, index: str, asked_set: AskedSet) -> Row | None:
    seen = _looked_at(problem, at, index, asked_set)
    return None if seen is None else Row(at, None, *seen)


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
    assert r.range is not None
    line = Interval(index, None, None)
    found = []
    for unbounded, side in ((r.range.high is None, -1), (r.range.low is None, 1)):
        if unbounded:
            target = limit_at_end(r.at, line, None, side)
            if target is None:
                raise NotYet("accumulation", f"where the points {text(r.at)} accumulate is not known")
            found.append(target)
    return found


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
    known = [k for k in orders if isinstance(k, int)]
    least: Smoothness = min(known) if known else "oo"
    at_least = 0 if point.finding.continuous.answer == "yes" else -1  # the own order of the point
    if "undecided" in orders and not (known and min(known) <= at_least):
        least = "undecided"
    finding = replace(point.finding, smoothness=least)
    if finding.kind is Kind.UNDECIDED and finding.differentiable.answer == "yes" and isinstance(least, int):
        finding = replace(
            finding, kind=Kind.HIGHER_ORDER, because="both difference quotients agree, but points crowd there where f is less smooth"
        )
    return replace(point, finding=finding)


def _accumulates_at(r: Row, place: Expr, index: str) -> bool:
    return any(t.kind == "finite" and compare_constants(t.value, place) == 0 for t in _limits_of_family(r, index))


def _domain(rows: list[Row], index: str) -> str:
    """The natural domain: the line without undefined points, or a union of intervals, repeated with the index where it is."""
    if all(r.look.left is not None and r.look.right is not None for r in rows):
        return "(-oo, oo)" + _holes(rows)
    intervals = _periodic_intervals(rows, index)
    if intervals is not None and all(a.look.right is None for a, _, _ in intervals):
        return " U ".join(f"{{{text(r.at)} : {index} in Integers}}" for r in rows if r.look.value is not None) or "{}"
    if intervals is not None:
        return " U ".join(
            ("[" if a.look.value is not None else "(")
            + f"{text(a.at)}, {text(end)}"
            + ("]" if b.look.value is not None else ")")
            + f" : {index} in Integers"
            for a, end, b in intervals
            if a.look.right is not None
        )
    edges = [r for r in rows if r.range is None and (r.look.left is None) != (r.look.right is None)]
    if any(r.range is not None and (r.look.left is None or r.look.right is None) for r in rows) or not edges:
        return "undecided"
    parts, start = [], "(-oo"
    for r in edges:
        closed = r.look.value is not None
        if r.look.left is None:
            start = ("[" if closed else "(") + text(r.at)
        else:
            parts.append(f"{start}, {text(r.at)}{']' if closed else ')'}")
    if edges[-1].look.right is not None:
        parts.append(f"{start}, oo)")
    return " U ".join(parts) + _holes([r for r in rows if r.look.left is not None and r.look.right is not None])


def _holes(rows: list[Row]) -> str:
    """The points that are left out of the intervals."""
    left_out = ""
    for r in rows:
        if r.look.value is None:
            index = r.finding.index
            members = "" if index is None else f" : {index.symbol} in {index.set}" if index.set.isalnum() else f" : {index.set}"
            except_ = f", {index.symbol} != {', '.join(index.exceptions)}" if index and index.exceptions else ""
            left_out += f" \\ {{{text(r.at)}{members}{except_}}}"
    return left_out


def _periodic_intervals(rows: list[Row], index: str) -> list[tuple[Row, Expr, Row]] | None:
    """The intervals between neighbouring points of full linear families of one period: (start, its end point, the row of the end)."""
    forms = [(linear(r.at, index), r) for r in rows]
    if not rows or any(f is None or r.range != ALL or r.exceptions for f, r in forms):
        return None
    known = [(f, r) for f, r in forms if f is not None]
    period, first = known[0][0]
    if any(f[0] != period for f, _ in known):
        return None
    # the members with index 0 within one period from the first on, so that neighbours have one index
    within = [(expanded(base - period * k), _renumbered(r, index, k)) for (_, base), r in known for k in (_periods(base - first, period),)]
    order = merge_sites([[base for base, _ in within]])
    if len(order) != len(within):
        return None
    sorted_rows = [next(r for b, r in within if b == base) for base in order]
    ends = [r.at for r in sorted_rows[1:]] + [expanded(sorted_rows[0].at + period)]
    return [(r, end, sorted_rows[(i + 1) % len(sorted_rows)]) for i, (r, end) in enumerate(zip(sorted_rows, ends, strict=True))]


def _periods(u: Expr, period: Expr) -> int:
    """How many whole periods fit into u."""
    return 0 if not u else floor_of_constant(expanded(u / period))


def _renumbered(r: Row, index: str, k: int) -> Row:
    """The row of a family with the index counted so that its points increase, and shifted by k."""
    n = symbol(index)
    falls = known_sign(expanded(substitute(r.at, index, n + 1, known_sign) - r.at)) == -1
    if not falls and not k:
        return r

    def moved(u: Expr) -> Expr:
        return substitute(u, index, (k - n) if falls else n - k, known_sign)

    at = _tidy(moved(r.at), index)
    left, value, right = (None if u is None else moved(u) for u in (r.look.left, r.look.value, r.look.right))
    return replace(r, at=at, look=replace(r.look, at=at, left=left, value=value, right=right))


def _pieces(name: str, rows: list[Row], index: str) -> list[Piece]:
    intervals = _periodic_intervals(rows, index)
    if intervals is None:
        return _along_one_family(name, rows, index)
    return [
        Piece(f"({text(a.at)}, {text(end)})", text(a.look.right), text(derivative(a.look.right, name)), Index(index, "Integers"))
        for a, end, _ in intervals
        if a.look.right is not None
    ]


def _along_one_family(name: str, rows: list[Row], index: str) -> list[Piece]:
    """The pieces between c(n) and c(n + 1) for all n, where every point is a c(n) and one formula holds right of all of them."""
    families = [r for r in rows if r.range is not None]
    first = families[0] if families else None
    if first is None or linear(first.at, index) is None or first.look.right is None:
        return []
    branch = first.look.right
    alone = {member(p.at, first.at, index): p.look.right for p in rows if p.range is None}
    ends = [e for r in families if r.range is not None for e in (r.range.low, r.range.high) if e is not None]
    few = range(min(ends, default=0) - 1, max(ends, default=0) + 2)
    if (
        None in alone
        or any(r.at != first.at or r.look.right is None or not is_zero_form(r.look.right - branch) for r in families)
        or any(right is None or not is_zero_form(right - _at(branch, index, n)) for n, right in alone.items() if n is not None)
        or not all(n in alone or any(r.has(n) for r in families) for n in few)
        or not (any(r.range and r.range.low is None for r in families) and any(r.range and r.range.high is None for r in families))
    ):
        return []
    end = expanded(substitute(first.at, index, symbol(index) + 1, known_sign))
    return [Piece(f"({text(first.at)}, {text(end)})", text(branch), text(derivative(branch, name)), Index(index, "Integers"))]


def _at(branch: Expr, index: str, n: int) -> Expr:
    return substitute(branch, index, number(n), known_sign)
