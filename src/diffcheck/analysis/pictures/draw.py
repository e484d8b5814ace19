"""A survey of f -> its picture as data: a window, curves that break where f does, dots, asymptotes, tangents, marks.

Between two neighbouring sites f is one analytic branch, which is traced there; two branches are joined only where f is proved
continuous at the site between them. Dots and tangents are the exact value, limits and slopes, rounded last. Where infinitely many
sites crowd around a point, a narrow band around it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import copysign, floor, hypot, inf, isclose, isfinite, isinf, log10

from flint import arb, fmpq

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.pictures.trace import Run, Stroke, Tracer
from diffcheck.analysis.pictures.window import Extent, Place, extent_of_families, extent_of_points, heights, seen
from diffcheck.analysis.point.classify import same
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.survey.finite import view_of
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.survey.survey import View
from diffcheck.analysis.zeros.residues import linear
from diffcheck.errors import NotYet
from diffcheck.exact.ball import enclose, midpoint_float
from diffcheck.exact.expr import Expr, number
from diffcheck.germs.limits import Limit
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.picture import Dot, Mark, Picture, Tangent, Vertex, Window
from diffcheck.model.question import Question
from diffcheck.model.tree import Problem

MEMBERS = 40
"""Members of a family that are looked at on each side of the origin, to choose a window."""
BESIDE = 1 / 1024
"""How far beyond the window f is surveyed, as a share of its width: a site at the edge is a site still."""
BAND = 0.0127
"""Half a band around a point where sites crowd, as a share of the window."""
SPAN, RISE = 0.13, 0.19
"""How long a tangent is: a share of the window's width, and of its height."""
DEFINED = 0.75
"""A window in which f is defined in a smaller part is cut to that part."""
LEAST = 0.15
"""Tangents that would be shorter than this share of their length are left out."""


@immutable
class _Spot:
    """A point with what was found there, and where it is as a double."""

    x: float
    row: Row


@immutable
class _Part:
    """An interval with finitely many sites, and what was found at each of them and at its ends."""

    interval: Interval
    view: View
    rows: dict[Expr, Row]

    def end(self, at: Expr | None, side: int) -> tuple[bool, float | None]:
        """Whether a branch ends there and not at the edge of the part alone, and its limit as seen from the left (0), the right (1)."""
        assert self.view.shape is not None
        row = None if at is None else self.rows.get(at)
        return row is not None or at in self.view.shape.sites, None if row is None else _limits(row)[side]


@immutable
class _Scene:
    """What is shown, from where to where: the parts that were surveyed, the special points from left to right, the bands left out."""

    extent: Extent
    parts: list[_Part]
    spots: list[_Spot]
    bands: tuple[Extent, ...]
    dots: tuple[Dot, ...]
    poles: tuple[float, ...]

    @staticmethod
    def of(extent: Extent, parts: list[_Part], spots: list[_Spot], bands: tuple[Extent, ...] = ()) -> _Scene:
        """The scene with the special points that lie in it."""
        left, right = extent
        inside = sorted((spot for spot in spots if left <= spot.x <= right), key=lambda spot: spot.x)
        dots = tuple(dict.fromkeys(dot for spot in inside for dot in _dots(spot)))
        poles = tuple(dict.fromkeys(spot.x for spot in inside if _is_infinite(spot.row)))
        return _Scene(extent, parts, inside, bands, dots, poles)

    def strokes(self) -> list[Stroke]:
        """The branches in the scene, and a little beside it."""
        left, right = self.extent
        return _strokes(self.parts, left - BESIDE * (right - left), right + BESIDE * (right - left))

    def window(self, strokes: list[Stroke], tracer: Tracer) -> Window:
        """The window of the scene, as high as the values make it."""
        values = [tracer.samples(stroke, self.extent[1] - self.extent[0]) for stroke in strokes]
        broken = [spot.x for spot in self.spots if spot.row.finding.kind not in (Kind.SMOOTH, Kind.HIGHER_ORDER)]
        dots = [(dot.x, dot.y) for dot in self.dots]
        return Window(*self.extent, *heights(values, dots, broken, self.extent, infinite=bool(self.poles)))


def draw(problem: Problem, question: Question, view: View) -> Picture:
    """The picture. Raises NotYet, saying why there is none."""
    tracer = Tracer(problem.variable)
    spots = list(_spots(r for r in view.rows if r.range is None and r.is_listed(question)))
    if view.shape is not None:
        scene = _finitely_many(question, view, spots, problem.variable)
    else:
        scene = _infinitely_many(problem, question, view, spots)
    strokes = scene.strokes()
    if not strokes and not scene.spots:
        raise NotYet("picture", "there are too many special points for one window" if scene.bands else "f is defined nowhere in the window")
    window = scene.window(strokes, tracer)
    if not scene.spots and question.on.kind != "interval":
        closer = _without_empty_sides(strokes, window, tracer)
        if closer != scene.extent:
            scene = replace(scene, extent=closer)
            strokes = scene.strokes()
            window = scene.window(strokes, tracer)
    tracer.scale = window.height
    rooms = zip(scene.spots, _rooms(scene.spots, window.width), strict=True)
    return Picture(
        window=window,
        curves=tuple(tuple(run) for run in _curves(strokes, scene.parts, tracer, window)),
        dots=scene.dots,
        asymptotes=scene.poles,
        tangents=tuple(tangent for spot, share in rooms for tangent in _tangents(spot, window, share)),
        marks=tuple(Mark(spot.x, spot.row.finding.at, spot.row.finding.kind) for spot in scene.spots),
        bands=scene.bands,
    )


def _without_empty_sides(strokes: list[Stroke], window: Window, tracer: Tracer) -> Extent:
    """The sides of the window, closer where f is inside of it in the middle alone."""
    inside = seen([tracer.samples(stroke, window.width) for stroke in strokes], (window.bottom, window.top))
    if inside is None or inside[1] - inside[0] > window.width / 2:
        return window.left, window.right
    room = (inside[1] - inside[0]) / 2
    return _rounded((max(inside[0] - room, window.left), min(inside[1] + room, window.right)))


def _defined(parts: list[_Part], spots: list[_Spot], left: float, right: float) -> Extent:
    """The part of a window in which f is defined, and special points are; all of it where that is most of it."""
    strokes = _strokes(parts, left, right)
    places = [*(spot.x for spot in spots if left <= spot.x <= right), *(x for s in strokes for x in (s.low, s.high))]
    if not places or max(places) - min(places) > DEFINED * (right - left):
        return left, right
    low, high = min(places), max(places)
    room = 0.08 * (high - low)
    return _rounded((max(low - room, left), min(high + room, right)))


def _spots(rows: Iterable[Row]) -> Iterator[_Spot]:
    for row in rows:
        x = midpoint_float(row.at)
        if x is not None:
            yield _Spot(x, row)


def _is_among(spot: _Spot, spots: Sequence[_Spot]) -> bool:
    """Whether the point is one of these, perhaps in another form."""
    return any(spot.row.at == s.row.at or abs(spot.x - s.x) <= 1e-12 * max(abs(spot.x), 1e-3) for s in spots)


def _end(u: Expr | None, other: float) -> float:
    """The double next to the end of an interval; `other` where it has no end, or none that is a double."""
    found = None if u is None else midpoint_float(u)
    return other if found is None else found


def _rational(x: float) -> Expr:
    return number(fmpq(*x.as_integer_ratio()))


def _rounded(extent: Extent) -> Extent:
    """An extent with few digits."""
    low, high = extent
    if not 0 < high - low < inf:
        raise NotYet("picture", "the special points lie too close together, or too far apart, for one window")
    digits = 1 - floor(log10((high - low) / 6))
    return round(low, digits), round(high, digits)


def _finitely_many(question: Question, view: View, spots: list[_Spot], variable: str) -> _Scene:
    """The scene of finitely many sites: one part shows them all."""
    part = _Part(view.interval, view, {r.at: r for r in view.rows})
    strokes = _strokes([part], -inf, inf)
    low, high = _end(view.interval.low, -inf), _end(view.interval.high, inf)
    scout = Tracer(variable)

    def probe(x: float) -> float | None:
        inside = next((s for s in strokes if s.low < x < s.high), None)
        return None if inside is None or scout.work < 0 else scout.value(inside.branch, x)

    places = [Place(spot.x, spot.row.look.left is not None, spot.row.look.right is not None) for spot in spots]
    ends = [end if question.on.kind == "interval" and isfinite(end) else None for end in (low, high)]
    left, right = _rounded(extent_of_points(places, ends[0], ends[1], probe))
    if question.on.kind != "interval":  # more of the line than was surveyed is not shown
        left, right = max(left, low), min(right, high)
    return _Scene.of((left, right), [part], spots)


def _infinitely_many(problem: Problem, question: Question, view: View, spots: list[_Spot]) -> _Scene:
    """The scene of families of sites: the window is surveyed anew, without bands where the sites crowd."""
    left, right = _extent_of_families(view, spots)
    parts, bands = _parts(problem, question, view, left, right)
    found = _spots(r for part in parts for r in part.view.rows if r.is_listed(question))
    spots = spots + [spot for spot in found if not _is_among(spot, spots)]
    if question.on.kind != "interval":
        left, right = _defined(parts, spots, left, right)
    return _Scene.of((left, right), parts, spots, bands)


def _extent_of_families(view: View, spots: list[_Spot]) -> Extent:
    """The window for infinitely many sites, within the asked set."""
    low, high = _end(view.interval.low, -inf), _end(view.interval.high, inf)
    if isfinite(low) and isfinite(high):
        return _rounded(extent_of_points((), low, high, lambda _: None))
    crowded = [x for c in view.crowded if (x := midpoint_float(c)) is not None]
    members = [x for r in view.rows if r.range is not None and r.is_special for x in _members(r) if low <= x <= high]
    single = [spot.x for spot in spots if spot.x not in crowded]
    extent = extent_of_families([*members, *single] if crowded else members, single, crowded)
    return _rounded(_moved_inside(extent, low, high))


def _moved_inside(extent: Extent, low: float, high: float) -> Extent:
    """An extent, cut a little beside the ends of the asked set; moved to an end, if it lies beyond."""
    left, right = extent
    width = right - left
    if left < low:
        right = right if low < right else low + width
        left = low - 0.08 * (right - low)
    if right > high:
        left = left if left < high else high - width
        right = high + 0.08 * (high - left)
    return left, right


def _members(row: Row) -> Iterator[float]:
    """The members of a family nearest to the origin where it is linear, else those with small indices."""
    assert row.finding.index is not None
    index = row.finding.index.symbol
    form = linear(row.at, index)
    period, base = (None, None) if form is None else (midpoint_float(form[0]), midpoint_float(form[1]))
    start = round(-base / period) if period and base is not None else 0
    for n in range(start - MEMBERS, start + MEMBERS + 1):
        ball = enclose(row.at, 80, {index: arb(n)})
        if row.has(n) and ball.is_finite() and isfinite(x := float(ball.mid())):
            yield x


def _parts(problem: Problem, question: Question, view: View, left: float, right: float) -> tuple[list[_Part], tuple[Extent, ...]]:
    """The window without the bands where sites crowd, each part surveyed anew; and the bands."""
    plain = replace(question, at=(), explain=False, autodiff=False)
    width = right - left
    edges = left - BESIDE * width, right + BESIDE * width
    low, high = view.interval.low, view.interval.high
    ends = [low if low is not None and _end(low, -inf) >= edges[0] else _rational(edges[0])]
    half = float(f"{BAND * width:.3g}")
    bands: list[Extent] = []
    for c in view.crowded:
        x = _end(c, inf)
        if left < x < right:
            ends += [c - _rational(half), c + _rational(half)]
            bands.append((x - half, x + half))
    ends.append(high if high is not None and _end(high, inf) <= edges[1] else _rational(edges[1]))
    known = {r.at: r for r in view.rows if r.range is None}
    parts: list[_Part] = []
    for one, two in zip(ends[::2], ends[1::2], strict=True):
        a, b = _end(one, inf), _end(two, -inf)
        if a >= b:
            continue
        interval = Interval(problem.variable, one, two)
        try:
            found = view_of(problem, plain, interval)
        except (NotYet, Infinite):
            bands.append((max(a, left), min(b, right)))
        else:
            parts.append(_Part(interval, found, {r.at: r for r in found.rows} | known))
    return parts, tuple(sorted(bands))


def _strokes(parts: list[_Part], left: float, right: float) -> list[Stroke]:
    """The branches between two places with the limits at their ends, from left to right."""
    strokes = []
    for part in parts:
        shape = part.view.shape
        assert shape is not None
        ends = [part.interval.low, *shape.sites, part.interval.high]
        for branch, one, two in zip(shape.pieces, ends[:-1], ends[1:], strict=True):
            low, high = _end(one, -inf), _end(two, inf)
            if branch is None or low >= high or low >= right or high <= left:
                continue
            low_is_end, low_limit = part.end(one, 1) if low >= left else (False, None)
            high_is_end, high_limit = part.end(two, 0) if high <= right else (False, None)
            strokes.append(Stroke(branch, max(low, left), min(high, right), low_limit, high_limit, low_is_end, high_is_end))
    return strokes


def _finite(found: Limit | str | None) -> float | None:
    """A finite limit as a double."""
    return midpoint_float(found.value) if isinstance(found, Limit) and found.kind == "finite" and not found.value.free else None


def _limits(row: Row) -> tuple[float | None, float | None]:
    """The finite limits on both sides as doubles: equal numbers in different forms are one double, that of the value if it is one."""
    facts = row.facts
    known = [] if facts.value is None else [(facts.value, midpoint_float(facts.value))]
    found: list[float | None] = []
    for limit, branch in ((facts.left, row.look.left), (facts.right, row.look.right)):
        y = None if branch is None else _finite(limit)
        if y is not None and isinstance(limit, Limit):
            if row.finding.continuous.answer == "yes":
                y = known[0][1]
            else:
                y = next((z for u, z in known if z is not None and isclose(y, z, rel_tol=1e-9, abs_tol=1e-9) and same(limit.value, u)), y)
            known.append((limit.value, y))
        found.append(y)
    return found[0], found[1]


def _curves(strokes: list[Stroke], parts: list[_Part], tracer: Tracer, window: Window) -> list[Run]:
    """The runs of all strokes, those that meet where f is continuous joined into one."""
    bridges = {spot.x for part in parts for spot in _spots(r for r in part.rows.values() if r.range is None) if _is_bridge(spot.row)}
    curves: list[Run] = []
    for stroke in strokes:
        for run in tracer.trace(stroke, window):
            if curves and curves[-1][-1] == run[0] and run[0][0] in bridges:
                curves[-1] += run[1:]
            else:
                curves.append(run)
    return curves


def _is_bridge(row: Row) -> bool:
    """Whether f is proved continuous at a point from both sides."""
    return row.finding.continuous.answer == "yes" and row.look.left is not None and row.look.right is not None


def _is_infinite(row: Row) -> bool:
    """Whether a one-sided limit is +oo or -oo."""
    return any(isinstance(q, Limit) and q.kind == "infinite" for q in (row.facts.left, row.facts.right))


def _dots(spot: _Spot) -> Iterator[Dot]:
    """The value as a closed dot; each finite limit that is something else as an open one."""
    value = None if spot.row.facts.value is None else midpoint_float(spot.row.facts.value)
    if value is not None:
        yield Dot(spot.x, value, True)
    for y in _limits(spot.row):
        if y is not None and y != value:
            yield Dot(spot.x, y, False)


def _rooms(spots: list[_Spot], width: float) -> Iterator[float]:
    """How long the tangents may be, as a share of their usual length, so that those of neighbours do not cross."""
    places = [-inf, *(spot.x for spot in spots), inf]
    for before, x, behind in zip(places, places[1:], places[2:], strict=False):
        yield min(1.0, 0.5 * min(x - before, behind - x) / (SPAN * width))


def _tangents(spot: _Spot, window: Window, share: float) -> Iterator[Tangent]:
    """The tangents on both sides of a point where f is continuous and not smooth; none where there is no room for them."""
    look, facts, finding = spot.row.look, spot.row.facts, spot.row.finding
    value = None if facts.value is None else midpoint_float(facts.value)
    if value is None or share < LEAST or finding.continuous.answer != "yes" or finding.kind is Kind.SMOOTH:
        return
    start = spot.x, value
    for slope, branch, side in ((facts.left_slope, look.left, -1), (facts.right_slope, look.right, 1)):
        if branch is not None and isinstance(slope, Limit):
            m = copysign(inf, slope.sign) if slope.kind == "infinite" and slope.sign else _finite(slope)
            if m is not None:
                yield Tangent(start, _tip(start, m, side, window, share), m)


def _tip(start: Vertex, slope: float, side: int, window: Window, share: float) -> Vertex:
    """The end of a tangent that looks as long in every direction."""
    x, y = start
    if isinf(slope):
        return x, y + side * copysign(share * RISE * window.height, slope)
    length = share / hypot(1 / (SPAN * window.width), slope / (RISE * window.height))
    return x + side * length, y + side * length * slope
