"""One analytic branch on an open interval -> vertices on its graph, close enough for the eye, each a certified value.

More vertices where the graph bends; where it swings faster than a picture can show, the lowest and the highest of a few values
in each narrow column, so that the picture is as dark as the graph. A value that no ball pins down breaks the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from flint import arb

from diffcheck.exact.ball import enclose
from diffcheck.exact.expr import Expr
from diffcheck.exact.session import effort
from diffcheck.model.immutable import immutable
from diffcheck.model.picture import Vertex, Window

Run: TypeAlias = list[Vertex]
Place: TypeAlias = tuple[float, float | None]
"""An x and the value there; None where no ball pins it down."""

PRECISIONS = (64, 160, 600)
EXACT = 1e-9
"""What a value may be off, as a share of itself or of the window's height."""
HUGE = 1e300
COLUMNS = 200
"""The first vertices are this many to the width of a window, and no gap of the final ones is wider."""
FINEST = 1000
"""So many columns of the window are told apart."""
BEND = 0.0008
"""What a line may miss of the graph, as a share of the window's height."""
WILD = 0.02
"""From this miss on, a narrow column is filled."""
STRAIGHT = 0.0002
"""Vertices that miss the line between others by less than this share of the height are left out."""
PROBES = (0.4637, 0.8119)
"""Where a line between two vertices is compared with the graph: no simple shares, which waves meet too often."""


@immutable
class Stroke:
    """A branch between two neighbouring places: the interval as doubles, and the limits at its ends where they are finite.

    low_is_end, high_is_end: whether the interval ends there because of f, and not because the window does.
    """

    branch: Expr
    low: float
    high: float
    low_limit: float | None = None
    high_limit: float | None = None
    low_is_end: bool = False
    high_is_end: bool = False


@dataclass(slots=True)
class Tracer:
    """Evaluates branches, within a bounded amount of work."""

    name: str
    work: int = field(default_factory=lambda: effort().picture_factors)
    scale: float = 0.0
    """The height of the window, when it is known: what is far less cannot be seen."""
    _known: dict[tuple[Expr, float], float | None] = field(default_factory=dict)

    def value(self, u: Expr, x: float) -> float | None:
        """The double next to u(x); HUGE with its sign where it is too large, None where no ball pins it down."""
        key = (u, x)
        if key in self._known:
            return self._known[key]
        self.work -= 1 + sum(1 + len(m) for m in u.terms)
        found = self._known[key] = self._fresh(u, x)
        return found

    def _fresh(self, u: Expr, x: float) -> float | None:
        for precision in PRECISIONS:
            ball = enclose(u, precision, {self.name: arb(x)})
            if not ball.is_finite():
                continue
            middle, radius = ball.mid(), ball.rad()
            if abs(middle) > HUGE:
                return HUGE if middle > 0 else -HUGE
            near = float(middle)
            if float(radius) <= EXACT * max(abs(near), self.scale):
                return near
        return None

    def samples(self, stroke: Stroke, width: float) -> Run:
        """Vertices on an even grid inside the stroke, for a first impression; `width`: of the window."""
        return [(x, y) for x in _evenly(stroke, width, 1) if (y := self.value(stroke.branch, x)) is not None]

    def trace(self, stroke: Stroke, window: Window) -> list[Run]:
        """The visible runs of a stroke, from left to right."""
        points = list(self._grid(stroke, window))
        dense: list[Place] = points[:1]
        for one, two in pairwise(points):
            dense += self._between(stroke.branch, one, two, window)
            dense.append(two)
        return [_straightened(run, window) for run in _visible(dense, window)]

    def _grid(self, stroke: Stroke, window: Window) -> Iterator[Place]:
        """Even vertices, denser towards ends of the branch, and the limits at the ends."""
        low, high = stroke.low, stroke.high
        span = high - low
        places = set(_evenly(stroke, window.width, 3))
        for is_end, limit, end, toward in (
            (stroke.low_is_end, stroke.low_limit, low, span),
            (stroke.high_is_end, stroke.high_limit, high, -span),
        ):
            if not is_end:
                places.add(end)
                continue
            places.update(self._closing_in(stroke.branch, end, toward, limit, window))
        if stroke.low_limit is not None:
            yield low, stroke.low_limit
        for x in sorted(places):
            if (low < x < high) or (x == low and not stroke.low_is_end) or (x == high and not stroke.high_is_end):
                yield x, self.value(stroke.branch, x)
        if stroke.high_limit is not None:
            yield high, stroke.high_limit

    def _closing_in(self, u: Expr, end: float, toward: float, limit: float | None, window: Window) -> Iterator[float]:
        """Places ever closer to an end: down to what a picture can show, and on where the branch leaves the window."""
        r = toward / 4
        while abs(r) > window.width / (16 * FINEST):
            yield end + r
            r /= 2
        while limit is None and abs(r) > 1e-12 * window.width and end + r != end:
            yield end + r
            y = self.value(u, end + r)
            if y is None or _side(y, window):
                break
            r /= 2

    def _between(self, u: Expr, one: Place, two: Place, window: Window) -> list[Place]:
        """What must stand between two vertices."""
        (x, y), (z, w) = one, two
        middle = x + (z - x) * PROBES[0]
        if self.work < 0 or z - x < 1e-9 * window.width or not x < middle < z:
            return []
        here = (middle, self.value(u, middle))
        narrow = z - x < window.width / FINEST
        if y is not None and w is not None and here[1] is not None:
            leaves = _leaves(y, w, window)
            miss = self._miss(u, one, two, here, window)
            if miss < BEND and not leaves:
                return []
            if narrow and not leaves:
                return self._column(u, x, z, here) if miss > WILD else [here]
        elif narrow:
            return [here]
        return [*self._between(u, one, here, window), here, *self._between(u, here, two, window)]

    def _miss(self, u: Expr, one: Place, two: Place, here: Place, window: Window) -> float:
        """How far the line between two vertices misses the graph as far as it can be seen, as a share of the window's height.

        Between vertices that are far apart two places are compared: a wave may happen to meet the line at one.
        """
        (x, y), (z, w) = one, two
        assert y is not None and w is not None
        places = [here]
        if z - x > window.width / (2 * COLUMNS):
            second = x + (z - x) * PROBES[1]
            places.append((second, self.value(u, second)))
        miss = 0.0
        for p, v in places:
            if v is None:
                return 1.0
            side = _side(v, window)
            if not side or not side == _side(y, window) == _side(w, window):
                miss = max(miss, abs(_kept(v, window) - _kept(y + (w - y) * (p - x) / (z - x), window)) / window.height)
        return miss

    def _column(self, u: Expr, x: float, z: float, here: Place) -> list[Place]:
        """The lowest and the highest of a few values in a column that cannot be resolved."""
        places = [x + (z - x) * share for share in (0.05, 0.19, 0.33, 0.61, 0.74, 0.86, 0.97)]
        known = [(p, y) for p, y in (here, *((p, self.value(u, p)) for p in places)) if y is not None]
        return sorted({min(known, key=lambda v: v[1]), max(known, key=lambda v: v[1])})


def _evenly(stroke: Stroke, width: float, least: int) -> list[float]:
    """An even grid inside the stroke, of at least so many places."""
    span = stroke.high - stroke.low
    count = max(int(COLUMNS * span / width), least)
    return [x for i in range(count) if stroke.low < (x := stroke.low + span * (i + 0.5) / count) < stroke.high]


def _side(y: float, window: Window) -> int:
    """-1 below the window, 1 above it, 0 inside."""
    return -1 if y < window.bottom else 1 if y > window.top else 0


def _kept(y: float, window: Window) -> float:
    """y, at most a height away from the window."""
    return min(max(y, window.bottom - window.height), window.top + window.height)


def _leaves(y: float, w: float, window: Window) -> bool:
    """Whether one of two values is inside and the other far outside: the line between them would lean wrongly."""
    far = [v != _kept(v, window) for v in (y, w)]
    return any(far) and (_side(y, window) == 0 or _side(w, window) == 0)


def _visible(points: list[Place], window: Window) -> Iterator[Run]:
    """The runs without gaps; what lies on one side of the window is cut out, but for the vertices next to it."""
    run: Run = []
    for one, two in pairwise([*points, (points[-1][0], None)] if points else []):
        (x, y), (_, w) = one, two
        if y is None:
            continue
        if not run or run[-1] != (x, y):
            run.append((x, y))
        out = _side(y, window)
        if w is None or (out and out == _side(w, window)):
            if len(run) > 1:
                yield run
            run = []


def _straightened(run: Run, window: Window) -> Run:
    """The run without the vertices that lie on the line between others."""
    allowed = STRAIGHT * window.height
    kept = run[:1]
    steepest, flattest = float("inf"), float("-inf")
    for last, (x, y) in pairwise(run):
        x0, y0 = kept[-1]
        slope = (y - y0) / (x - x0) if x > x0 else None
        if last != kept[-1] and (slope is None or not flattest <= slope <= steepest):
            kept.append(last)
            x0, y0 = last
            steepest, flattest = float("inf"), float("-inf")
        if x > x0:
            steepest = min(steepest, (y + allowed - y0) / (x - x0))
            flattest = max(flattest, (y - allowed - y0) / (x - x0))
    return [*kept, run[-1]] if run[-1] != kept[-1] else kept
