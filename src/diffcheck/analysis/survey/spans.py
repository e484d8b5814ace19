"""The intervals between neighbouring places, from left to right: the pieces of f, or of its domain.

Where the places are infinitely many, the intervals come as families: in the tails, in which the places repeat with a period, one interval
of a period is written with the index, and intervals beside a tail that fit into its family become members of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key
from itertools import pairwise

from diffcheck.analysis.indices.ranges import ALL, Range
from diffcheck.analysis.lenses.fold import Branch
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.survey.tails import Place, layout
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.order import compare_constants
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import open_interval
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.term import Interval


@immutable
class Span:
    """An open interval on which f is one branch, or one for each index of a range; and whether f is defined, and smooth, at its ends."""

    low: Expr | None
    high: Expr | None
    branch: Expr
    low_in: bool = False
    high_in: bool = False
    smooth: bool = False
    """Whether f is C^infinity at the upper end."""
    range: Range | None = None

    @property
    def interval(self) -> Interval:
        """It without its ends and its range."""
        return open_interval(self.low, self.high)

    def put(self, index: str, n: Expr) -> Span:
        """The member with an index, or all with another expression for it."""

        def of(u: Expr) -> Expr:
            return expanded(substitute(u, index, n, known_sign))

        low, high = (None if u is None else of(u) for u in (self.low, self.high))
        return replace(self, low=low, high=high, branch=of(self.branch), range=None)

    def is_the(self, other: Span) -> bool:
        """Whether two intervals are one, with one branch, as they stand."""
        return ((self.low, self.high, self.low_in, self.high_in) == (other.low, other.high, other.low_in, other.high_in)) and is_zero_form(
            self.branch - other.branch
        )

    def goes_on_in(self, other: Span) -> bool:
        """Whether f passes smoothly, with one branch, from this interval into the next one."""
        return self.smooth and is_zero_form(self.branch - other.branch)


def spans(rows: Sequence[Row], index: str, branch: Branch) -> list[Span] | None:
    """The intervals between all places, where f is defined; without places the branch rules the line. None where it is not known.

    A place that f passes smoothly, with one formula on both sides, is none.
    """
    if any(r.look.hidden for r in rows):
        return None
    try:
        families = [r for r in rows if r.range is not None]
        found = _of_families(rows, index) if families else None
        if found is not None:
            return found
        places = sorted((Place.of(r) for r in rows if r.range is None), key=cmp_to_key(_in_order))
        found = _from_infinity(places, families[0].look.left if families else branch)
        return _merged(found) if all(_is_passed(r, s, index) for r in families for s in found) else None
    except (NotYet, Open, ZeroDivisionError):  # no case is split for this
        return None


def _is_passed(r: Row, s: Span, index: str) -> bool:
    """Whether f passes all members of a family smoothly, with the formula of an interval on both sides."""
    branches = (r.look.left, r.look.right)
    smooth = r.finding.kind is Kind.SMOOTH and index not in s.branch.free
    return smooth and all(u is not None and is_zero_form(u - s.branch) for u in branches)


def _in_order(a: Place, b: Place) -> int:
    return compare_constants(a.at, b.at)


def _from_infinity(places: Sequence[Place], branch: Branch) -> list[Span]:
    """The intervals of finitely many places, the two unbounded ones among them."""
    if not places:
        return [] if branch is None else [Span(None, None, branch)]
    first, last = places[0], places[-1]
    before = [] if first.left is None else [Span(None, first.at, first.left, False, first.value is not None, first.smooth)]
    behind = [] if last.right is None else [Span(last.at, None, last.right, last.value is not None)]
    return [*before, *_between(places), *behind]


def _between(places: Sequence[Place], part: Range | None = None) -> list[Span]:
    """The intervals from each place to the next."""
    return [
        Span(a.at, b.at, a.right, a.value is not None, b.value is not None, b.smooth, part)
        for a, b in pairwise(places)
        if a.right is not None
    ]


def _merged(found: Sequence[Span]) -> list[Span]:
    """Neighbours that f passes between smoothly, with one formula, as one."""
    kept: list[Span] = []
    for s in found:
        last = kept[-1] if kept else None
        if last is not None and last.high is not None and last.high == s.low and last.goes_on_in(s):
            kept[-1] = replace(last, high=s.high, high_in=s.high_in, smooth=s.smooth)
        else:
            kept.append(s)
    return kept


def _of_families(rows: Sequence[Row], index: str) -> list[Span] | None:
    found = layout(tuple(rows), index)
    if found is None:
        return None
    next_one = symbol(index) + 1
    if found.right_range == ALL:
        return _fewest(_periodic(_between([*found.right, found.right[0].put(index, next_one)], ALL), index), index)
    low, high = found.left_range.high, found.right_range.low
    assert low is not None and high is not None
    # the middle begins with the last period of the left tail, and ends with the first place of the right one
    first, last = [p.put(index, number(low)) for p in found.left], [p.put(index, number(high)) for p in found.right[:1]]
    inner = _from_infinity([*first, *found.middle, *last], None)
    inner = [s for s in inner if (s.low is not None or not first) and (s.high is not None or not last)]
    left, right = (
        _fewest(_merged(_between([*tail, tail[0].put(index, next_one)], part)), index) if tail else []
        for tail, part in ((found.left, Range(None, low - 1)), (found.right, Range(high, None)))
    )
    if _is_one(left, index):
        inner, left = [replace(left[0], low=None, high=first[0].at, low_in=False, range=None), *inner], []
    if _is_one(right, index):
        inner, right = [*inner, replace(right[0], low=last[0].at, high=None, high_in=False, range=None)], []
    return _joined(left, _merged(inner), right, index)


def _fewest(tail: list[Span], index: str) -> list[Span]:
    """The k intervals of a period as one family of a shorter period, if they are that: S(k*n), S(k*n + 1), ..., S(k*n + k - 1)."""
    count, n = len(tail), symbol(index)
    if count < 2 or any(s.range is None for s in tail):
        return tail
    whole = tail[0].put(index, n / count)
    parts = [replace(whole.put(index, n * count + j), range=s.range) for j, s in enumerate(tail)]
    if any(p.smooth is not s.smooth or not p.is_the(s) for p, s in zip(parts, tail, strict=True)):
        return tail
    part = tail[0].range
    assert part is not None
    return [replace(whole, range=part.spread(count))]


def _is_one(tail: Sequence[Span], index: str) -> bool:
    """Whether f passes smoothly, with one formula, through all places of a tail."""
    return len(tail) == 1 and tail[0].goes_on_in(tail[0]) and index not in tail[0].branch.free and _covers(tail[0], index)


def _covers(s: Span, index: str) -> bool:
    """Whether each member ends where the next one begins."""
    return s.low is not None and s.high is not None and expanded(substitute(s.low, index, symbol(index) + 1, known_sign)) == s.high


def _periodic(found: Sequence[Span], index: str) -> list[Span]:
    """The intervals of one period of a function that is periodic but for its formulas; the last goes on in the first of the next."""
    whole = _merged(found)
    if _is_one(whole, index):
        return [Span(None, None, whole[0].branch)]
    if len(whole) > 1:
        following = replace(whole[0].put(index, symbol(index) + 1), range=ALL)
        if whole[-1].high == following.low and whole[-1].goes_on_in(following):
            return [*whole[1:-1], *_merged([whole[-1], following])]
    return whole


def _joined(left: list[Span], inner: list[Span], right: list[Span], index: str) -> list[Span]:
    """Intervals of the middle that fit into a family become members of it; the same family on both sides becomes one."""
    right = [_grown(s, inner, index, -1) for s in right]
    left = [_grown(s, inner, index, 1) for s in left]
    for k, s in enumerate(right):
        other = next((t for t in left if t.is_the(s) and _meet(t.range, s.range)), None)
        if other is not None:
            left.remove(other)
            right[k] = replace(s, range=ALL)
    return [*left, *inner, *right]


def _meet(below: Range | None, above: Range | None) -> bool:
    """Whether one range ends where the other begins."""
    return below is not None and above is not None and below.high is not None and above.low == below.high + 1


def _member_among(inner: list[Span], s: Span, index: str, n: int) -> Span | None:
    """The interval of the list that is the member of a family with the index n."""
    try:
        member = s.put(index, number(n))
    except ZeroDivisionError:  # the formula of the family is undefined there, and so is f, or it is another
        return None
    return next((t for t in inner if t.is_the(member)), None)


def _grown(s: Span, inner: list[Span], index: str, step: int) -> Span:
    """The family with the intervals that continue it; these are taken out of the list."""
    while True:
        assert s.range is not None
        end = s.range.low if step < 0 else s.range.high
        assert end is not None
        fitting = _member_among(inner, s, index, end + step)
        if fitting is None:
            return s
        inner.remove(fitting)
        s = replace(s, range=s.range.between(end + step, None) if step < 0 else s.range.between(None, end + step))
