"""The zeros of an expression in a bounded interval, each in a cell of its own: by subdivision with certified balls.

On a cell where the ball of u excludes 0 there is no zero; where the ball of u' excludes 0, u is strictly monotone and has one zero
exactly if its signs at the two ends differ. The cells cover the closed interval. A multiple zero is never separated: it is cut out with a
stretch around it (touching.py), or the answer is None.
"""

from __future__ import annotations

from typing import TypeAlias

from flint import arb, fmpq

from diffcheck.analysis.lenses.interval import Interval, sign_near_end
from diffcheck.analysis.zeros.touching import Touch, touching
from diffcheck.exact.ball import at_precision, enclose, enclose_at, enclose_inside, exactly, hull, rational
from diffcheck.exact.calculus import derivative
from diffcheck.exact.expr import Expr, number
from diffcheck.exact.session import effort

PRECISION = 80
SMALLEST = 1e-7
"""The size of the smallest cell, as a part of the whole: a multiple zero is noticed there."""
TOUCHES = 6
"""How many multiple zeros are looked for, as long as each try finds one."""
SIMPLE = 150
"""Parts of an expression and its derivative; multiple zeros of larger ones are not looked for."""
CELLS_FOR_ONE = 6
"""Cells that are looked at besides for each zero that is found, so that many simple zeros are not cut off."""
SUSPICIOUS = fmpq(1, 256)
"""A cell that is smaller than this part of the whole, and not separated, may hold a multiple zero."""
_SHARES = (fmpq(19, 39), fmpq(7, 17), fmpq(11, 19))
End: TypeAlias = Expr | fmpq


def _size(u: Expr) -> int:
    """How many terms and factors there are, at all depths: what one look at u costs."""
    total = 0
    for m in u.terms:
        total += 1 + len(m)
        for a, _ in m:
            total += sum(_size(v if isinstance(v, Expr) else Expr({v: fmpq(1)})) for v in a.args if isinstance(v, Expr | tuple))
    return total


def separated(u: Expr, interval: Interval) -> list[tuple[Interval, int] | Expr] | None:
    """(cell, the sign of u at its lower end), or the zero itself, for every zero of u in the interval; None if not all are told apart."""
    if interval.low is None or interval.high is None or u.free != {interval.name}:
        return None
    slope = derivative(u, interval.name)
    found: list[tuple[Interval, int] | Expr] = []
    touched: list[Expr] = []
    open_: list[tuple[End, End]] = [(interval.low, interval.high)]
    looks = interval.budget.looks or effort().zero_looks
    size = _size(u) + _size(slope)
    most = looks // size
    touches = TOUCHES if interval.budget.looks is None and size < SIMPLE else 0
    with at_precision(PRECISION):
        whole = _width(interval.low, interval.high)
        least, suspicious = whole * SMALLEST, whole * SUSPICIOUS
    spent = 0
    while open_:
        spent += 1
        if spent > min(most, effort().cells + CELLS_FOR_ONE * len(found)):
            return None
        low, high = open_.pop()
        at = {interval.name: hull(_ball(low), _ball(high), PRECISION)}
        if not enclose_inside(u, PRECISION, at).contains(0):
            continue
        change = enclose(slope, PRECISION, at)
        if change.is_finite() and not change.contains(0):
            before, after = _sign_at(u, interval, low, 1), _sign_at(u, interval, high, -1)
            if before is None or after is None:
                return None
            if before * after < 0:
                found.append((Interval(interval.name, _constant(low), _constant(high)), before))
            continue
        width = _width(low, high)
        if touches and width < suspicious:
            touch = touching(u, interval, at[interval.name], exactly(whole.upper()))
            touches = 0 if touch is None or touch.zero in touched else touches - 1
            if touch is not None and touch.zero not in touched:
                touched.append(touch.zero)
                if touch.zero not in (interval.low, interval.high):
                    found.append(touch.zero)
                rest = _outside([*open_, (low, high)], touch)
                if rest is None:
                    return None
                open_ = rest
                continue
        middle = _between(u, interval, low, high) if width > least else None
        if middle is None:
            return None
        open_ += [(middle, high), (low, middle)]
    return found


def _outside(cells: list[tuple[End, End]], touch: Touch) -> list[tuple[End, End]] | None:
    """What of the cells lies beside the stretch around a zero; None where that is not known."""
    kept: list[tuple[End, End]] = []
    for low, high in cells:
        for a, b in ((_inner(low, touch.right, 1), high), (low, _inner(high, touch.left, -1))):
            if a is None or b is None:
                return None
            order = _order(a, b)
            if order is None:
                return None
            if order < 0:
                kept.append((a, b))
    return kept


def _inner(end: End, limit: fmpq, side: int) -> End | None:
    """The larger (side 1) or smaller of the two; None where their order is not known."""
    order = _order(end, limit)
    return None if order is None else end if order * side > 0 else limit


def _order(a: End, b: End) -> int | None:
    """-1, 0 or 1 as a < b, a = b or a > b; None where that is not known."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return -1 if a < b else 1 if a > b else 0
    x, y = _ball(a), _ball(b)
    return -1 if x < y else 1 if x > y else None


def _ball(end: End) -> arb:
    return rational(end, PRECISION) if isinstance(end, fmpq) else enclose(end, PRECISION)


def _width(low: End, high: End) -> arb:
    with at_precision(PRECISION):
        return _ball(high) - _ball(low)


def _constant(end: End) -> Expr:
    return number(end) if isinstance(end, fmpq) else end


def _sign_at(u: Expr, interval: Interval, end: End, side: int) -> int | None:
    """The sign of u at an inner end of a cell, or close to an end of the interval, where it may vanish."""
    if not isinstance(end, fmpq):
        return sign_near_end(u, interval, end, side)
    for precision in (PRECISION, 400):
        value = enclose_at(u, precision, {interval.name: end})
        if value > 0:
            return 1
        if value < 0:
            return -1
    return None


def _between(u: Expr, interval: Interval, low: End, high: End) -> fmpq | None:
    """A rational well inside the cell at which u is not 0."""
    a, b = _ball(low), _ball(high)
    for share in _SHARES:
        with at_precision(PRECISION):
            m, e = (a + (b - a) * share).mid().man_exp()
        middle = fmpq(int(m)) * fmpq(2) ** int(e)
        if a < rational(middle, PRECISION) < b and _sign_at(u, interval, middle, 1):
            return middle
    return None
