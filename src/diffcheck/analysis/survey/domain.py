"""The natural domain, from the places where it may change: it is decided apart from the list of special points.

Every place at which a part of the formula may begin or cease to be defined is a suspect. So between neighbouring suspects f is defined
throughout or nowhere, and which of the two is known on either side of each of them; where they are infinitely many, on either side of all
members of a family at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key

from diffcheck.analysis.point.classify import Facts
from diffcheck.analysis.point.finding import Look
from diffcheck.analysis.survey.crowded import crowded_spans
from diffcheck.analysis.survey.members import Row, apart
from diffcheck.analysis.survey.members import joined as joined_rows
from diffcheck.analysis.survey.spans import Span, spans
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import ZERO, Expr, number
from diffcheck.exact.order import compare_constants
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import term
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.report import Index
from diffcheck.model.term import EMPTY, MINUS_OO, OO, Chain, Fence, Interval, Members, Symbol, Term, comparison, joined


@immutable
class Mark:
    """A place: whether f is defined beside it on the left, there, and beside it on the right."""

    at: Expr
    left: bool
    value: bool
    right: bool


def union(marks: Sequence[Mark], *, everywhere: bool) -> Term:
    """The domain whose changes are the marks, from left to right, as intervals and points; without marks: everywhere or nowhere."""
    return _joined(_parts(marks, everywhere=everywhere))


def _joined(parts: Sequence[Term]) -> Term:
    return joined("U", parts) if parts else EMPTY


def _parts(marks: Sequence[Mark], *, everywhere: bool) -> list[Term]:
    """The intervals and points, of which none touches the next."""
    parts: list[Term] = []
    start: tuple[Term, bool] | None = (MINUS_OO, False) if (marks[0].left if marks else everywhere) else None
    for m in marks:
        at = term(m.at)
        if start is None:
            if m.right:
                start = at, m.value
            elif m.value:
                parts.append(_set_of(at))
        elif not (m.value and m.right):
            parts.append(Interval(start[0], at, start[1], m.value))
            start = (at, False) if m.right else None
    if start is not None:
        parts.append(Interval(start[0], OO, start[1]))
    return parts


def _set_of(point: Term) -> Term:
    return Fence("{", (point,), "}")


def domain_of(rows: Sequence[Row], index: str) -> Term | None:
    """The domain by all suspects in the asked set, of which there is one at least; None where their order is not known."""
    try:
        shown = _seen_through(rows, index)
        if shown is None:
            return _by_crowded_spans(rows, index)
        changes = _changes(shown)
        edges = [r for r in changes if (r.look.left is None) != (r.look.right is None)]
        if any(r.range is not None for r in edges):
            return _by_spans(changes, index)
        return _by_points(changes, edges, index, everywhere=any(_is_two_sided(r.look) for r in shown))
    except (NotYet, Open, ZeroDivisionError):  # no case is split for this
        return None


def _changes(rows: Sequence[Row]) -> list[Row]:
    """The places at which f is defined, or beside which, but not everywhere there: told by where it is."""
    return [_bare(r) for r in rows if not r.look.is_empty and not _is_plain(r.look)]


def _is_two_sided(look: Look) -> bool:
    return look.left is not None and look.right is not None


def _is_plain(look: Look) -> bool:
    return _is_two_sided(look) and look.value is not None


def _by_points(changes: list[Row], edges: list[Row], index: str, *, everywhere: bool) -> Term:
    """Intervals between finitely many ends, less the holes, and the isolated points."""
    rest = [r for r in changes if r not in edges]
    whole = joined_rows(*apart(rest), index)
    points, families = apart(r for r in whole if r.look.is_alone)
    cuts = [Mark(r.at, r.look.left is not None, r.look.value is not None, r.look.right is not None) for r in edges]
    cuts += [Mark(r.at, False, True, False) for r in points]
    cuts.sort(key=cmp_to_key(lambda a, b: compare_constants(a.at, b.at)))
    parts = [*_parts(cuts, everywhere=everywhere), *map(_members, families)] or [EMPTY]
    holes = [_members(r) for r in whole if not r.look.is_alone]
    return Chain(("U",) * (len(parts) - 1) + ("\\",) * len(holes), (*parts, *holes)) if holes else _joined(parts)


def _members(r: Row) -> Term:
    """The points of a row as a set."""
    index = r.finding.index
    return _set_of(term(r.at)) if index is None else Members(term(r.at), Symbol(index.symbol), index.condition, index.exceptions)


def _by_spans(changes: list[Row], index: str) -> Term | None:
    """Intervals in families, from left to right, and isolated points."""
    found = spans(changes, index, None)
    if found is None:
        return None
    alone = [r for r in changes if r.look.is_alone]
    members = joined_rows(*apart(alone), index)
    return _joined([*(_span(s, index) for s in found), *(_members(r) for r in members)])


def _by_crowded_spans(rows: Sequence[Row], index: str) -> Term | None:
    """Intervals in families that crowd at one point, from left to right, and isolated points."""
    one, *more = (r for r in rows if r.look.hidden)
    if more or one.range is not None:
        return None
    changes = _changes([r for r in rows if r is not one])
    found = crowded_spans([r for r in changes if not r.look.is_alone], one, index)
    if found is None:
        return None
    left, right = ([_span(s, index) for s in part] for part in found)
    alone = joined_rows(*apart(r for r in changes if r.look.is_alone), index)
    return _joined([*left, *_crowded_point(one, *found), *right, *map(_members, alone)])


def _crowded_point(one: Row, left: Sequence[Span], right: Sequence[Span]) -> list[Term]:
    """The point itself, where f is defined there and in no interval that ends there."""
    ends = [s.high for s in left if s.high_in] + [s.low for s in right if s.low_in]
    return [] if one.look.value is None or one.at in ends else [_set_of(term(one.at))]


def _span(s: Span, index: str) -> Term:
    interval = replace(s.interval, low_closed=s.low_in, high_closed=s.high_in)
    return interval if s.range is None else comparison(interval, ":", Index(index, s.range.set(index)).condition)


_NOTHING = Facts(None, None, None, None, None)


def _bare(r: Row) -> Row:
    """A row with nothing but where f is defined, so that rows which agree in this are joined."""
    left, value, right = (None if u is None else ZERO for u in (r.look.left, r.look.value, r.look.right))
    kind = Kind.ISOLATED if left is right is None else Kind.REMOVABLE if _is_two_sided(r.look) else Kind.ENDPOINT
    return replace(
        r,
        look=Look(r.at, left, value, right),
        facts=_NOTHING,
        finding=replace(r.finding, kind=kind, smoothness=None, steps=()),
    )


def _seen_through(rows: Sequence[Row], index: str) -> Sequence[Row] | None:
    """The rows, if it is known on which of their sides f is defined; else None.

    A side of one point is told by the others: if f is defined on both sides of all of them, and one of them lies on that side, then so
    it is on that side, for it is defined throughout between neighbours, however closely they crowd.
    """
    hidden = [r for r in rows if r.look.hidden]
    if not hidden:
        return rows
    (one, *more), others = hidden, [r for r in rows if not r.look.hidden]
    if more or not all(_is_two_sided(r.look) for r in (*others, one)):
        return None
    return rows if all(any(_reaches(r, one.at, side, index) for r in others) for side, _ in one.look.hidden) else None


def _reaches(r: Row, c: Expr, side: int, index: str) -> bool:
    """Whether a point of the row is seen to lie on this side of c."""
    if r.range is None:
        return compare_constants(r.at, c) == side
    few = (n for n in (*range(-3, 4), r.range.some()) if r.has(n))
    return any(compare_constants(substitute(r.at, index, number(n), known_sign), c) == side for n in few)
