"""Rows of suspects -> the places of the line in order: a middle part one by one, and tails that repeat with a period.

A tail is a list of places in one period, as expressions in the index m, that holds for all m from a bound on (or up to one).
"""

from __future__ import annotations

from functools import cmp_to_key
from math import lcm

from flint import fmpq

from diffcheck.analysis.indices.ranges import ALL, Range
from diffcheck.analysis.lenses.fold import Branch
from diffcheck.analysis.lenses.plain import floor_of_constant
from diffcheck.analysis.survey.members import Row, apart, reunited
from diffcheck.analysis.zeros.residues import linear
from diffcheck.errors import NotYet
from diffcheck.exact.calculus import expanded, ratio, substitute
from diffcheck.exact.expr import ZERO, Expr, number, symbol
from diffcheck.exact.order import compare_constants
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind

FEW_TURNS = 3


@immutable
class Place:
    """A suspect: the branches beside it (up to the next places), and the value there; None: f is undefined."""

    at: Expr
    left: Branch
    value: Branch
    right: Branch
    smooth: bool = False
    """Whether f is C^infinity there."""

    @staticmethod
    def of(r: Row) -> Place:
        """The place of a row."""
        return Place(r.at, r.look.left, r.look.value, r.look.right, r.finding.kind is Kind.SMOOTH)

    def put(self, index: str, n: Expr) -> Place:
        """The place for one index, or with another expression for it."""

        def of(u: Branch) -> Branch:
            return None if u is None else _put(u, index, n)

        return Place(_put(self.at, index, n), of(self.left), of(self.value), of(self.right), self.smooth)


@immutable
class Layout:
    """All places from left to right: left for m <= its high, then the middle, then right for m >= its low; a tail may be empty.

    One tail for all m stands in `right`, with nothing else.
    """

    left: tuple[Place, ...]
    left_range: Range
    middle: tuple[Place, ...]
    right: tuple[Place, ...]
    right_range: Range


@immutable
class _Track:
    """The places at period*m + base, 0 <= base - origin < period, m in the range."""

    base: Expr
    place: Place
    range: Range


def _put(u: Expr, index: str, n: Expr) -> Expr:
    found = substitute(u, index, n, known_sign)
    return expanded(found)


def layout(rows: tuple[Row, ...], index: str) -> Layout | None:
    """The layout, or None where a family is not linear, the periods have no common multiple, or a branch is not known. Raises NotYet."""
    if any(r.look.hidden for r in rows):
        return None
    alone, families = apart(reunited(rows, _look_alike))
    if any(r.range is not None and r.range.where for r in families):
        return None
    period = _common_period(families, index)
    if period is None:
        return None
    start = _put(families[0].at, index, ZERO)
    origin = start if start.free else ZERO  # so that a parameter by which all places are moved does not matter
    tracks = [t for r in families for t in _tracks(r, period, index, origin)]
    if len(tracks) > effort().places_in_period:
        return None
    points = list(map(Place.of, alone))
    if not points and all(t.range == ALL for t in tracks):
        return Layout((), ALL, (), _in_order(tracks), ALL)
    low, high = _bounds(tracks, points, period, origin)
    members = _members_between(tracks, low, high, index)
    if members is None:
        return None
    middle = [*points, *members]
    middle.sort(key=cmp_to_key(_by_place))
    left, right = ([t for t in tracks if getattr(t.range, end) is None] for end in ("low", "high"))
    return Layout(_in_order(left), Range(None, low), tuple(middle), _in_order(right), Range(high, None))


def _look_alike(a: Row, b: Row) -> bool:
    """Whether f is told by the same formulas in the members of two rows and beside them."""
    return Place.of(a) == Place.of(b)


def _members_between(tracks: list[_Track], low: int, high: int, index: str) -> list[Place] | None:
    """The places of the tracks behind the left tail and before the right one, in any order; None where there are too many."""
    found: list[Place] = []
    for t in tracks:
        first = low + 1 if t.range.low is None else t.range.low
        last = high - 1 if t.range.high is None else t.range.high
        if last - first > effort().middle_places:
            return None
        found += [t.place.put(index, number(m)) for m in range(first, last + 1)]
    return found


def _common_period(families: list[Row], index: str) -> Expr | None:
    """The least common multiple of the steps of the families."""
    forms = [linear(r.at, index, parameters=True) for r in families]
    known = [f[0] for f in forms if f is not None]
    if not known or len(known) < len(forms):
        return None
    steps = [ratio(a, known[0]) for a in known]
    if any(s is None for s in steps):
        return None
    bottom = lcm(*(int(s.q) for s in steps if s is not None))
    whole = lcm(*(int((s * bottom).p) for s in steps if s is not None))
    return known[0].scaled(fmpq(whole, bottom))


def _tracks(r: Row, period: Expr, index: str, origin: Expr) -> list[_Track]:
    """A family, in as many parts as its step goes into the period."""
    assert r.range is not None
    n = symbol(index)
    place = Place.of(r)
    members = r.range
    start = _put(r.at, index, ZERO)
    step = _put(r.at, index, number(1)) - start
    if compare_constants(expanded(step), ZERO) < 0:
        place = place.put(index, -n)
        members = members.reversed()
        step = -step
    count = ratio(period, step)
    assert count is not None and count.q == 1
    found = []
    for j in range(int(count.p)):
        part = members.residue(int(count.p), j)
        if part.is_empty():
            continue
        one = place.put(index, n * int(count.p) + j)
        turns = _turns(_put(one.at, index, ZERO) - origin, period)
        part = part.moved(turns)
        one = one.put(index, n - turns)
        found.append(_Track(_put(one.at, index, ZERO), one, part))
    return found


def _turns(u: Expr, period: Expr) -> int:
    """How often the period goes into u. Raises NotYet where parameters stand in u, and their case does not tell by its signs."""
    u = expanded(u)
    if not u.free:
        return floor_of_constant(u / period)
    for k in range(-FEW_TURNS, FEW_TURNS):
        if sign(u - period * k) >= 0 and sign(u - period * (k + 1)) < 0:
            return k
    raise NotYet("turns", "how often a period goes into an expression with parameters is not known")


def _by_place(a: Place, b: Place) -> int:
    return _apart(compare_constants(a.at, b.at))


def _by_base(a: _Track, b: _Track) -> int:
    return _apart(compare_constants(a.base, b.base))


def _apart(order: int) -> int:
    """The order of two places, which are never the same: suspects are joined before they are looked at."""
    if not order:
        raise NotYet("same_place", "one place belongs to two families")
    return order


def _in_order(tracks: list[_Track]) -> tuple[Place, ...]:
    return tuple(t.place for t in sorted(tracks, key=cmp_to_key(_by_base)))


def _bounds(tracks: list[_Track], points: list[Place], period: Expr, origin: Expr) -> tuple[int, int]:
    """(low, high): for m <= low and for m >= high there are the places of the tails alone."""
    lows, highs = [-1], [1]
    for p in points:
        turns = _turns(p.at - origin, period)
        lows.append(turns - 1)
        highs.append(turns + 1)
    for t in tracks:
        for bound in (t.range.low, t.range.high):
            if bound is not None:
                lows.append(bound - 1)
                highs.append(bound + 1)
    return min(lows), max(highs)
