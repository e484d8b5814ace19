"""The survey of a function with infinitely many sites: families of points in an index, each proved for all members at once.

A family is looked at with its index as a symbol; where the answer depends on the index, its range is split, and exceptional
members become points of their own. Points where a family accumulates inherit its failures. Classes of one family with the same
findings are joined again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from diffcheck.analysis.classify import Facts
from diffcheck.analysis.examine import Look, facts_at, quantity, report_facts
from diffcheck.analysis.finite import counts
from diffcheck.analysis.fold import Branch, evaluate
from diffcheck.analysis.index import ALL, Family, Range, over_range
from diffcheck.analysis.interval import Interval, limit_at_end
from diffcheck.analysis.lattice import classes, linear, member
from diffcheck.analysis.lenses import POINT
from diffcheck.analysis.local import INDEXED, SideLens
from diffcheck.analysis.shape import compare_constants, merge_sites
from diffcheck.analysis.survey import Survey
from diffcheck.analysis.suspects import Suspects
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.calculus import derivative, expand, substitute
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import text
from diffcheck.germs.limits import Limit
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Index, Kind, Piece
from diffcheck.model.tree import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """A family (or, without a range, a point) with what was found at all its members."""

    at: Expr
    range: Range | None
    look: Look
    facts: Facts
    finding: Finding


def survey_families(problem: Problem, question: Question) -> Survey:
    """Raises NotYet or BadInput."""
    if question.on.kind == "interval":
        raise NotYet("infinitely_many", "infinitely many points in an interval are not decided yet")
    index = next(letter for letter in ("n", "k", "m", "j", "i1") if letter != problem.variable and letter not in problem.parameters)
    suspects = Suspects(problem.variable, index).of(problem.tree)
    full, others = classes([f for f in suspects if f.range is not None], index)
    rows: list[Row] = []
    for c in full:
        rows += _rows(problem, Family(c.at(index), ALL), index)
    for f in others:
        rows += _rows(problem, f, index)
    places = [f.at for f in suspects if f.range is None] + [_asked(problem, node) for node in question.at]
    families = [r for r in rows if r.range is not None]
    places += [r.at for r in rows if r.range is None]
    places += _accumulations([r for r in families if _is_special(r)], index)
    points = [_row(problem, c, None, index) for c in merge_sites([places]) if not _covered(c, families, index)]
    points = [_with_accumulation(p, families, index) for p in points]
    everything = [*points, *_joined(families, index)]
    if not any(b is not None for r in everything for b in (r.look.left, r.look.value, r.look.right)) and everything:
        raise BadInput("empty_domain", "the formula is defined for no real number", 0, len(problem.text) or None)
    return Survey(
        findings=tuple((r.finding, counts(r.finding, r.look, question)) for r in everything),
        domain=_domain(everything, index),
        gap=question.on.kind != "domain" and any(r.look.left is None or r.look.right is None for r in everything),
        pieces=tuple(_pieces(problem.variable, everything, index)),
        asked=frozenset(text(_asked(problem, node)) for node in question.at),
    )


def _asked(problem: Problem, node: object) -> Expr:
    value = evaluate(node, problem.variable, number(0), POINT)  # type: ignore[arg-type]
    if value is None:
        raise BadInput("undefined_point", "this point is not a real number")
    return value


def _is_special(r: Row) -> bool:
    return r.finding.kind not in (Kind.SMOOTH, Kind.OUTSIDE)


def _rows(problem: Problem, family: Family, index: str) -> list[Row]:
    """The family looked at for all its members, in as many parts as the answer has."""
    assert family.range is not None
    found = over_range(
        index,
        family.range,
        lambda n: (at := _expanded(substitute(family.at, index, n, known_sign)), *_looked_at(problem, at, index)),
    )
    rows = []
    for (at, look, facts, finding), part in found:
        if index in at.free:
            rows.append(Row(at, part, look, facts, _indexed(finding, part, index)))
        else:
            rows.append(Row(at, None, look, facts, finding))
    return rows


def _expanded(u: Expr) -> Expr:
    return expand(u) or u


def _looked_at(problem: Problem, at: Expr, index: str) -> tuple[Look, Facts, Finding]:
    x = problem.variable
    left: Branch = evaluate(problem.tree, x, symbol(x), SideLens(x, at, -1))
    right: Branch = evaluate(problem.tree, x, symbol(x), SideLens(x, at, 1))
    value = evaluate(problem.tree, x, at, INDEXED if index in at.free else POINT)
    look = Look(at, left, value, right)
    facts = facts_at(x, look)
    return look, facts, report_facts(x, look, facts)


def _row(problem: Problem, at: Expr, part: Range | None, index: str) -> Row:
    look, facts, finding = _looked_at(problem, at, index)
    return Row(at, part, look, facts, finding)


def _indexed(finding: Finding, part: Range, index: str) -> Finding:
    return replace(finding, index=Index(index, _set_of(part, index)), approx=None)


def _set_of(part: Range, index: str) -> str:
    if part.low is None and part.high is None:
        return "Integers"
    if part.high is None:
        return {1: "Naturals", 0: "Naturals0"}.get(part.low or 0, f"{index} >= {part.low}")
    if part.low is None:
        return f"{index} <= {part.high}"
    return f"And({index} >= {part.low}, {index} <= {part.high})"


def _covered(c: Expr, families: list[Row], index: str) -> bool:
    """Whether a point is a member of a family that was looked at: what was proved of all members holds there."""
    for r in families:
        n = member(c, r.at, index)
        if n is not None and r.range is not None and r.range.contains(n):
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
    for r in families:
        if _is_special(r) and any(t.kind == "finite" and compare_constants(t.value, point.at) == 0 for t in _limits_of_family(r, index)):
            orders.append(r.finding.smoothness)
    if len(orders) == 1 or point.finding.smoothness in (None, -1):
        return point
    known = [k for k in orders if isinstance(k, int)]
    # f is continuous at the point, so its own order is at least 0
    if known and min(known) <= 0:
        return replace(point, finding=replace(point.finding, smoothness=min(known)))
    if "undecided" in orders:
        return replace(point, finding=replace(point.finding, smoothness="undecided"))
    least = min(known) if known else "oo"
    return replace(point, finding=replace(point.finding, smoothness=least))


def _joined(rows: list[Row], index: str) -> list[Row]:
    """Evenly spaced classes of one period with the same findings become one family."""
    left = list(rows)
    done: list[Row] = []
    while left:
        first = left.pop(0)
        group = [first, *(r for r in left if _same_period(first, r, index))]
        whole = _one_family(group, index) if len(group) > 1 else None
        if whole is None:
            for size in range(len(group) - 1, 1, -1):
                whole = next((w for w in (_one_family(g, index) for g in _subgroups(group, size)) if w is not None), None)
                if whole is not None:
                    break
        if whole is None:
            done.append(first)
            continue
        joined, members = whole
        left = [r for r in left if r not in members]
        done.append(joined)
    return done


def _subgroups(group: list[Row], size: int) -> list[list[Row]]:
    """Groups of evenly spaced classes that contain the first one."""
    count = len(group)
    return [[group[0], *group[step::step]][:size] for step in range(1, count) if count % step == 0 and count // step == size]


def _same_period(a: Row, b: Row, index: str) -> bool:
    if a.range != ALL or b.range != ALL or a.finding.kind is not b.finding.kind:
        return False
    p, q = linear(a.at, index), linear(b.at, index)
    return p is not None and q is not None and p[0] == q[0]


def _one_family(group: list[Row], index: str) -> tuple[Row, list[Row]] | None:
    """The classes as one family in N = count*n + k, if they are evenly spaced and every fact is one expression in N."""
    forms = [linear(r.at, index) for r in group]
    count = len(group)
    starts: list[tuple[Expr, Row]] = [(f[1], r) for f, r in zip(forms, group, strict=True) if f is not None]
    if len(starts) < count or forms[0] is None:
        return None
    period = forms[0][0]
    step = period / count
    shares = []
    for b, r in starts:
        k = ((_expanded(b - starts[0][0])) / step).rational
        if k is None or k.q != 1:
            return None
        shares.append((int(k.p), r))
    if {k % count for k, _ in shares} != set(range(count)):
        return None
    n = symbol(index)
    base = next(((b, r) for b, r in starts if b == starts[0][0]))
    reference = [_reindexed(part, index, n / count) for part in _parts(base[1])]
    for k, r in shares:
        if [_reindexed(part, index, (n - k) / count) for part in _parts(r)] != reference:
            return None
        if r.finding.smoothness != group[0].finding.smoothness:
            return None
    at = _expanded(base[0] + step * n)
    facts = _rebuilt(base[1].facts, index, n / count)
    look = Look(at, base[1].look.left, facts.value, base[1].look.right)
    finding = _retold(base[1].finding, at, facts)
    return Row(at, ALL, look, facts, _indexed(finding, ALL, index)), group


def _retold(finding: Finding, at: Expr, facts: Facts) -> Finding:
    """A finding with the texts of other facts of the same kind."""
    return replace(
        finding,
        at=text(at),
        value=None if facts.value is None else text(facts.value),
        left_limit=quantity(facts.left),
        right_limit=quantity(facts.right),
        left_derivative=quantity(facts.left_slope),
        right_derivative=quantity(facts.right_slope),
    )


def _parts(r: Row) -> tuple[object, ...]:
    return (r.facts.value, r.facts.left, r.facts.right, r.facts.left_slope, r.facts.right_slope)


def _reindexed(part: object, index: str, n: Expr) -> object:
    if isinstance(part, Expr):
        return _expanded(substitute(part, index, n, known_sign))
    if isinstance(part, Limit) and part.kind == "finite":
        return replace(part, value=_expanded(substitute(part.value, index, n, known_sign)))
    return part


def _rebuilt(facts: Facts, index: str, n: Expr) -> Facts:
    value, left, right, left_slope, right_slope = (
        _reindexed(part, index, n) for part in (facts.value, facts.left, facts.right, facts.left_slope, facts.right_slope)
    )
    return Facts(value, left, right, left_slope, right_slope)  # type: ignore[arg-type]


def _domain(rows: list[Row], index: str) -> str:
    """The natural domain in words of sets: the line without the undefined points, or the union of the defined intervals."""
    if all(r.look.left is not None and r.look.right is not None for r in rows):
        holes = [r for r in rows if r.look.value is None]
        line = "(-oo, oo)"
        for r in holes:
            line += f" \\ {{{text(r.at)}" + (f" : {r.finding.index.set}" if r.finding.index else "") + "}"
        return line
    intervals = _periodic_intervals(rows, index)
    if intervals is None:
        return "undecided"
    return " U ".join(
        ("[" if a.look.value is not None else "(") + f"{text(a.at)}, {text(end)}" + ("]" if b.look.value is not None else ")") + f" : {index} in Integers"
        for a, end, b in intervals
        if a.look.right is not None
    )


def _periodic_intervals(rows: list[Row], index: str) -> list[tuple[Row, Expr, Row]] | None:
    """The intervals between neighbouring points of full linear families of one period: (start, its end point, the row of the end)."""
    forms = [(linear(r.at, index), r) for r in rows]
    if not rows or any(f is None or r.range != ALL for f, r in forms):
        return None
    known = [(f, r) for f, r in forms if f is not None]
    period = known[0][0][0]
    if any(f[0] != period for f, _ in known):
        return None
    order = merge_sites([[f[1] for f, _ in known]])
    if len(order) != len(known):
        return None
    sorted_rows = [next(r for f, r in known if f[1] == b) for b in order]
    ends = [r.at for r in sorted_rows[1:]] + [_expanded(sorted_rows[0].at + period)]
    return [(r, end, sorted_rows[(i + 1) % len(sorted_rows)]) for i, (r, end) in enumerate(zip(sorted_rows, ends, strict=True))]


def _pieces(name: str, rows: list[Row], index: str) -> list[Piece]:
    intervals = _periodic_intervals(rows, index)
    if intervals is None:
        return []
    return [
        Piece(f"({text(a.at)}, {text(end)})", text(a.look.right), text(derivative(a.look.right, name)), Index(index, "Integers"))
        for a, end, _ in intervals
        if a.look.right is not None
    ]

