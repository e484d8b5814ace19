"""Pieces and points from left to right -> is f Lipschitz on their union, and the best constant.

Theorem: the slope between two points is a weighted mean of the slopes between neighbours in a chain of points that joins them. So f is
Lipschitz on a union of intervals and points iff it is so on each interval and from each part to the next; and the best constant is the
largest of sup |f'| over the intervals (mean value theorem) and of the slopes across the gaps, which are limits of slopes of f. Where
two parts meet at one place, in the set or left out of it, their limits there must agree: no slope across a gap of width 0 is finite.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from diffcheck.analysis.lipschitz.steepness import Spot, Stretch, Value
from diffcheck.analysis.point.classify import same
from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open
from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.order import compare_constants
from diffcheck.exact.sign import sign
from diffcheck.model.immutable import immutable


@immutable
class Outcome:
    """Whether f is Lipschitz; its best constant where that was found, with where f is so steep; of a no, where it fails; of an open
    answer, the reason. empty: there is no point at all.

    constant: the best one is the largest of the sizes of these; several only where parameters decide which.
    """

    answer: Literal["yes", "no", "open", "empty"]
    constant: tuple[Expr, ...] | None = None
    spot: Spot | None = None
    reason: str = ""


@immutable
class Point:
    """A point of the set and f there."""

    at: Expr
    value: Expr


Part = Point | Stretch
"""A point, or an open interval with the derivative of its branch."""


@immutable
class Link:
    """From the end of one part to the beginning of the next: the two places, and the values or limits of f there."""

    low: Expr
    low_value: Expr
    high: Expr
    high_value: Expr
    at_point: bool
    """Whether one of the two is a point of the set."""

    @property
    def is_tight(self) -> bool:
        """Whether the two places are one. Raises UndecidedSign."""
        return compare_constants(self.low, self.high) == 0

    def failure(self) -> Outcome | None:
        """Where the two places are one: the outcome where f jumps there, or that is not known; None where the values agree."""
        meet = same(self.low_value, self.high_value)
        if meet is None:
            return Outcome("open", reason="whether two limits agree could not be proved")
        return None if meet else Outcome("no", spot=Spot("discontinuous" if self.at_point else "jump", self.low))

    def slope(self) -> Value:
        """The slope across the gap."""
        return (self.high_value - self.low_value) / (self.high - self.low), Spot("gap", self.low, to=self.high)


def on_chain(parts: Sequence[Part], index: str | None) -> Outcome:
    """The answer for parts in increasing order, of which neighbours may meet; index: a free letter, None: the constant is not wanted."""
    if not parts:
        return Outcome("empty")
    steep = [_steepness_of(part) for part in parts]
    links = _links(parts, steep)
    jumps = [found for found in links if isinstance(found, Outcome)]
    failure = gravest([*(jump for jump in jumps if jump.answer == "no"), *(end for end in steep if end is not None), *jumps])
    if failure is not None or index is None:
        return failure or Outcome("yes")
    gaps = [found for found in links if isinstance(found, tuple)]
    try:
        return steepest([*_values(parts, index), *gaps])
    except (NotYet, ZeroDivisionError):
        return Outcome("yes")


def _values(parts: Sequence[Part], index: str) -> list[Value]:
    """Values among which the bounds of f' on all intervals are. Raises NotYet."""
    return [value for part in parts if isinstance(part, Stretch) for value in part.values(index)]


def _links(parts: Sequence[Part], steep: Sequence[Outcome | None]) -> list[Value | Outcome | None]:
    """What lies between neighbours on which f' is bounded, up to the first jump."""
    links: list[Value | Outcome | None] = []
    for pair, known in zip(pairwise(parts), pairwise(steep), strict=True):
        link = _across(*pair) if known == (None, None) else None
        links.append(link)
        if isinstance(link, Outcome) and link.answer == "no":
            break
    return links


def gravest(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The first no, else the first open answer; None where there is neither."""
    failures = [outcome for outcome in outcomes if outcome.answer in ("no", "open")]
    return next((outcome for outcome in failures if outcome.answer == "no"), failures[0] if failures else None)


def _steepness_of(part: Part) -> Outcome | None:
    """The outcome where f' is unbounded on a part, or where that is not known; None where it is bounded."""
    try:
        steep = None if isinstance(part, Point) else unbounded_end(part)
    except NotYet as reason:
        return Outcome("open", reason=reason.message)
    return None if steep is None else Outcome("no", spot=steep)


def _across(one: Part, other: Part) -> Value | Outcome | None:
    """The slope across the gap between two neighbours; None where they meet; the outcome where f jumps there, or that is not known."""
    try:
        link = link_between(one, other)
        return link.failure() if link.is_tight else link.slope()
    except NotYet as reason:
        return Outcome("open", reason=reason.message)


def steepest(values: Iterable[Value]) -> Outcome:
    """Yes, with the largest of the sizes of these slopes (0 where there are none); several where parameters decide. Raises NotYet."""
    kept: list[Value] = []
    for value, spot in values:
        size = _size(value)
        order = [_compared(size, other) for other, _ in kept]
        if not any(c is not None and c <= 0 for c in order):
            kept = [one for one, c in zip(kept, order, strict=True) if c is None] + [(size, spot)]
    if not kept:
        kept = [(ZERO, Spot("point"))]
    return Outcome("yes", tuple(size for size, _ in kept), kept[0][1] if len(kept) == 1 else None)


def _size(u: Expr) -> Expr:
    """|u|, or u itself where parameters decide about its sign."""
    try:
        return u if sign(u) >= 0 else -u
    except Open:
        return u


def _compared(a: Expr, b: Expr) -> int | None:
    """The order of |a| and |b|; None where parameters decide."""
    if not a or not b:  # nothing is smaller than 0
        return bool(a) - bool(b)
    try:
        if a.free or b.free:
            return 0 if a == b or a == -b else sign(a * a - b * b)
        return compare_constants(a, b)
    except Open:
        return None


def unbounded_end(stretch: Stretch) -> Spot | None:
    """An end near which f' is unbounded; None where it is bounded near both. Raises NotYet where one is not known and none is found."""
    failure: NotYet | None = None
    for end, side in stretch.interval.ends():
        try:
            if not stretch.bounded_near(end, side):
                return Spot("unbounded", end, side)
        except NotYet as reason:
            failure = failure or reason
    if failure is not None:
        raise failure
    return None


def link_between(one: Part, other: Part) -> Link:
    """The link between two neighbours; f' is bounded near their ends, so that f has finite limits there. Raises NotYet."""
    low, low_value = _end(one, -1)
    high, high_value = _end(other, 1)
    return Link(low, low_value, high, high_value, isinstance(one, Point) or isinstance(other, Point))


def _end(part: Part, side: int) -> tuple[Expr, Expr]:
    """Where a part ends on the side from which it is seen (1: its low end), and the value or the limit of f there."""
    if isinstance(part, Point):
        return part.at, part.value
    end = part.interval.low if side > 0 else part.interval.high
    assert end is not None and part.f is not None
    found = Side(part.interval.name, part.f, end, side).limit()
    if found.kind != "finite":
        raise NotYet("no_limit", "f has a bounded slope and no finite limit")
    return end, found.value
