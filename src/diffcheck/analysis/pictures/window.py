"""Which part of the plane a picture shows: special points, members of families and a few values in, two intervals out.

No mathematics hangs on this: a poor window makes a poor picture, never a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf
from random import Random
from typing import TypeAlias

from diffcheck.model.immutable import immutable
from diffcheck.model.picture import Vertex

Probe: TypeAlias = Callable[[float], float | None]
"""The value of f at a place; None where there is none."""
Extent: TypeAlias = tuple[float, float]

PLAIN = 5.0
"""Half the width where nothing is special."""
LONE = 2.0
"""Half the width around a single special point."""
NEARLY = 6
"""About so many members of families are shown."""
FARTHEST = 12.0
MANY = 40
"""Of more dots than these not all have to be seen."""
FEATURES = 40
LOOKS = 150
"""How many values around a place are looked at."""
MOST_TURNS = 36
MOST_TRIES, SMALLER = 60, 0.618
"""How often a window is made smaller, and by what."""
DETAIL = 12.0
"""A window is at most so many times as high as what happens around the special points."""
BESIDE = 0.1
"""What is around a special point: so much of the width on each side, or half of the way to the next."""
STEEP = 1000.0
"""Where nothing is special, f is shown on the scale of x if the window would be so many times as high as it is wide."""
MUCH = 0.2
"""The share of the values of a window that are not drowned by the others."""
LARGEST = 1e299
"""What is larger is not told apart."""
ENOUGH = 0.15
"""The share of a window in which f must be seen then."""


@immutable
class Place:
    """A special point, and on which sides f is defined beside it."""

    x: float
    left: bool
    right: bool


def extent_of_points(places: Sequence[Place], low: float | None, high: float | None, probe: Probe) -> Extent:
    """From where to where: all special points with room around them, within the asked set (None: unbounded)."""
    if low is not None and high is not None:
        return _widened(low, high, 0.08, 0.08)
    end = low if low is not None else high
    if end is not None and not places:
        places = [Place(end, low is not None, high is not None)]
    if not places:
        return _at_origin(probe)
    first, last = min(places, key=lambda p: p.x), max(places, key=lambda p: p.x)
    left, right = _rooms_beside(first, last, probe, 0.75 if len(places) <= 3 else 0.4)
    edges = not first.left and first.right, not last.right and last.left
    width = last.x - first.x + (0.0 if edges[0] else left) + (0.0 if edges[1] else right)
    left, right = 0.12 * width if edges[0] else left, 0.12 * width if edges[1] else right
    return _with_origin(first.x - left, last.x + right, first.left, last.right)


def _rooms_beside(first: Place, last: Place, probe: Probe, share: float) -> tuple[float, float]:
    """How much to show to the left of the first and to the right of the last special point; share: of the way between them."""
    if first.x != last.x:
        room = (last.x - first.x) * _room(probe, first.x, last.x, share)
        return room, room
    left, right = (_calm(probe, first.x, _reach(probe, first.x, side)) for side in (-1, 1))
    return (max(left, right), max(left, right)) if first.left and first.right else (left, right)


def _room(probe: Probe, low: float, high: float, share: float) -> float:
    """How much of its length to add to an interval: less where f grows so fast that what happens inside could not be seen."""
    inside = [y for k in range(1, 40) if (y := probe(low + (high - low) * k / 40)) is not None]
    while inside and share > 0.15:
        beside = [y for x in (low - share * (high - low), high + share * (high - low)) if (y := probe(x)) is not None]
        room = max(inside) - min(inside)
        if room == 0 or max([*beside, *inside]) - min([*beside, *inside]) <= 4 * room:
            break
        share *= 0.7
    return share


def _with_origin(low: float, high: float, left: bool, right: bool) -> Extent:
    """Wider, if the origin is near and f is defined toward it."""
    width = high - low
    if left and 0 < low < 0.75 * width:
        low = -0.08 * width
    if right and 0 > high > -0.75 * width:
        high = 0.08 * width
    return low, high


def _reach(probe: Probe, c: float, side: int) -> float:
    """How far to look on one side of a single point: to what happens there, if that is near."""
    found = _features(probe, c, side)
    if not found:
        return LONE
    outermost = found[-1]
    if len(found) >= NEARLY:
        return min(1.5 * outermost, 0.8 * FARTHEST)
    if outermost < LONE / 8:
        return 6.0 * outermost
    return max(LONE, 1.25 * outermost)


def _features(probe: Probe, c: float, side: int) -> list[float]:
    """Distances from c at which f changes its sign or its direction, coarsely, none farther than FARTHEST."""
    distances = [FARTHEST * 2 ** (-k / 5) for k in range(FEATURES, -1, -1)]
    known = [(r, y) for r in distances if (y := probe(c + side * r)) is not None]
    found = []
    before = 0.0
    for (_, y), (r, w) in pairwise(known):
        step = w - y
        if (y > 0 > w) or (y < 0 < w) or step * before < 0:
            found.append(r)
        before = step or before
    return found


def _at_origin(probe: Probe) -> Extent:
    """Where nothing is special: around the origin, a little wider or narrower if things happen there."""
    found = _features(probe, 0.0, 1) + _features(probe, 0.0, -1)
    few = found and len(found) < NEARLY
    if few and max(found) > PLAIN:
        return -1.25 * max(found), 1.25 * max(found)
    reach = _tame(probe, _calm(probe, 0.0, min(PLAIN, max(2.5 * max(found), LONE)) if few else PLAIN))
    return -reach, reach


def _calm(probe: Probe, c: float, reach: float) -> float:
    """How far to look on both sides of a place, so that waves can be told apart; no nearer where they crowd toward the place."""
    smaller = reach
    for _ in range(MOST_TRIES):
        if _turns(probe, c, smaller) <= MOST_TURNS:
            return smaller
        smaller *= SMALLER
    return reach


def _places(c: float, reach: float) -> list[float]:
    """Places around c, unevenly by chance: then no fast wave is taken for a slow one."""
    chance = Random(0)
    return [c + reach * (2 * (k + chance.random()) / LOOKS - 1) for k in range(LOOKS)]


def _turns(probe: Probe, c: float, reach: float) -> int:
    """How many values around c are higher or lower than both neighbours."""
    known = [y for x in _places(c, reach) if (y := probe(x)) is not None]
    steps = [w - y for y, w in pairwise(known) if w != y]
    return sum((a > 0) is not (b > 0) for a, b in pairwise(steps))


def _tame(probe: Probe, reach: float) -> float:
    """How far to look on both sides of the origin, so that f grows by a thousand at most from the inner half to the outer one.

    No nearer where f on the scale of x is seen in enough of the window, or where it grows so at every scale, as x^100 does.
    """
    smaller = reach
    for _ in range(MOST_TRIES):
        known = [(x, abs(y)) for x in _places(0.0, smaller) if (y := probe(x)) is not None]
        inner = max((y for x, y in known if abs(x) <= smaller / 2), default=0.0)
        if sum(y <= 2 * smaller for _, y in known) >= ENOUGH * len(known) or max(y for _, y in known) <= min(STEEP * inner, LARGEST):
            return smaller
        smaller *= SMALLER
    return reach


def extent_of_families(members: Sequence[float], points: Sequence[float], crowded: Sequence[float]) -> Extent:
    """From where to where: a handful of the members nearest to the origin, or all of those that crowd around a point."""
    if crowded:
        reach = max((min(abs(x - c) for c in crowded) for x in members), default=PLAIN)
        return min(crowded) - 1.5 * reach, max(crowded) + 1.5 * reach
    if not members:
        return -PLAIN, PLAIN
    reach = _reach_of_members(members)
    near = [abs(x) for x in points if abs(x) <= 3 * reach]
    reach = max([reach, *(1.2 * r for r in near)])
    return -reach, reach


def _reach_of_members(members: Sequence[float]) -> float:
    """How far from the origin NEARLY members lie, or all of them, and half of the way to the next one."""
    sizes = sorted({float(f"{abs(x):.12g}") for x in members})
    count = {r: sum(abs(abs(x) - r) <= 1e-9 * max(r, 1e-300) or abs(x) < r for x in members) for r in sizes}
    chosen = next((k for k, r in enumerate(sizes) if count[r] >= NEARLY), len(sizes) - 1)
    inner = sizes[chosen]
    return (inner + sizes[chosen + 1]) / 2 if chosen + 1 < len(sizes) else 1.25 * inner or PLAIN


def heights(
    strokes: Sequence[Sequence[Vertex]], dots: Sequence[Vertex], broken: Sequence[float], extent: Extent, *, infinite: bool
) -> Extent:
    """From what height to what height, of values on each branch and the dots.

    Most of the values; where f is unbounded the common ones of each branch; never so many that what happens around the dots where f
    is broken, or where there are none what happens on the scale of x, could not be seen. And the dots themselves, unless they are many.
    """
    shown = sorted(y for stroke in strokes for _, y in stroke if abs(y) < LARGEST)
    levels = [] if len(dots) > MANY and shown else [y for _, y in dots]
    if not shown:
        shown = sorted(levels) or [0.0]
    low, high = _common_of_each(strokes, shown) if infinite else _most(shown)
    around = _around(strokes, [dot for dot in dots if dot[0] in broken], extent)
    if around is not None:
        low, high = _with_detail(low, high, around)
    elif not dots and not infinite:
        low, high = _on_the_scale_of_x(shown, (low, high), extent[1] - extent[0])
    return _with_air(min(low, *levels, low), max(high, *levels, high))


def _with_detail(low: float, high: float, around: Sequence[Extent]) -> Extent:
    """Heights of which what happens around the special points is a part that can be seen."""
    room = max(top - bottom for bottom, top in around)
    least, most = min(bottom for bottom, _ in around), max(top for _, top in around)
    if high - low <= DETAIL * max(room, (most - least) / 2):
        return low, high
    return max(low, least - room), min(high, most + room)


def _with_air(low: float, high: float) -> Extent:
    """Heights with room above and below, from or up to 0 where that is near; around a level where f is constant."""
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        pad = max(1.0, 0.1 * abs(high)) if abs(high) > 1e-3 or high == 0 else abs(high)
        return low - pad, high + pad
    if 0 < low < 0.4 * (high - low):
        low = 0.0
    if 0 > high > -0.4 * (high - low):
        high = 0.0
    return _widened(low, high, 0.09, 0.09)


def _around(strokes: Sequence[Sequence[Vertex]], dots: Sequence[Vertex], extent: Extent) -> list[Extent] | None:
    """The values that f takes around each place that has a dot; None where they say nothing."""
    places = sorted({x for x, _ in dots})
    if not places or len(places) > MANY:
        return None
    beside = BESIDE * (extent[1] - extent[0])
    found = []
    for before, c, behind in zip([-inf, *places], places, [*places[1:], inf], strict=False):
        low, high = c - min(beside, (c - before) / 2), c + min(beside, (behind - c) / 2)
        near = [y for stroke in strokes for x, y in stroke if low <= x <= high and abs(y) < LARGEST]
        near += [y for x, y in dots if x == c]
        found.append((min(near), max(near)))
    return found if any(low < high for low, high in found) else None


def _on_the_scale_of_x(values: Sequence[float], shown: Extent, width: float) -> Extent:
    """A window of about the width where f leaves it by powers of ten, if enough of the sorted values are left in it."""
    low, high = shown
    if high - low <= STEEP * width:
        return shown
    inside = [v for v in values if abs(v) <= width]
    return (inside[0], inside[-1]) if len(inside) >= ENOUGH * len(values) else shown


def seen(strokes: Sequence[Sequence[Vertex]], window: Extent) -> Extent | None:
    """From where to where values lie between two heights; None where none does."""
    inside = [x for stroke in strokes for x, y in stroke if window[0] <= y <= window[1]]
    return (min(inside), max(inside)) if inside else None


def _common_of_each(strokes: Sequence[Sequence[Vertex]], shown: Sequence[float]) -> Extent:
    """The common ones of all the sorted values, and those of each branch that fills much of the window."""
    parts = [sorted(y for _, y in stroke if abs(y) < LARGEST) for stroke in strokes]
    found = [_common(part) for part in (shown, *parts) if len(part) >= MUCH * len(shown)]
    return min(low for low, _ in found), max(high for _, high in found)


def _most(values: Sequence[float]) -> Extent:
    """All of the sorted values, unless a few of them are far away."""
    low, high = values[int(0.08 * len(values))], values[int(0.92 * (len(values) - 1))]
    room = high - low
    if values[-1] - values[0] <= 4 * room:
        return values[0], values[-1]
    return max(values[0], low - 0.5 * room), min(values[-1], high + 0.5 * room)


def _common(values: Sequence[float]) -> Extent:
    """Where the half of the sorted values is that lies closest to their median, and some room."""
    middle = values[len(values) // 2]
    away = sorted(abs(v - middle) for v in values)
    near = next((d for d in away[len(away) // 2 :] if d > 0), 0.0)
    return max(values[0], middle - 3.5 * near), min(values[-1], middle + 3.5 * near)


def _widened(low: float, high: float, below: float, above: float) -> Extent:
    """An interval with room at its ends."""
    return low - below * (high - low), high + above * (high - low)
