"""A multiple zero at a simple number, and a stretch around it without another: where u touches 0, no subdivision separates.

Theorem (Taylor, Lagrange's remainder): if u, ..., u^(m-1) vanish at c and u^(m) has no zero between c and x, then
u(x) = u^(m)(y)*(x - c)**m/m! for some y between them, and u(x) is not 0. Balls show that u^(m) excludes 0; the order m is read off the
germ.
"""

from __future__ import annotations

from flint import arb, fmpq

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.zeros.guesses import simple_numbers
from diffcheck.errors import NotYet
from diffcheck.exact.ball import at_precision, enclose, exactly, hull, rational
from diffcheck.exact.calculus import derivative
from diffcheck.exact.expr import Expr
from diffcheck.exact.session import effort
from diffcheck.germs.expand import Approach
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import NeedMoreTerms, leading_terms
from diffcheck.model.immutable import immutable

NEWTON_BITS = 1000
NEWTON_STEPS = 14
PRECISION = 80
HALVINGS = 16


@immutable
class Touch:
    """A zero and rationals on both sides of it, between which there is no other."""

    zero: Expr
    left: fmpq
    right: fmpq


def touching(u: Expr, interval: Interval, near: arb, reach: fmpq) -> Touch | None:
    """A multiple zero near a number, in the closed interval; None if none is found. `reach` is how far the stretch may go."""
    with at_precision(NEWTON_BITS):
        start = _newton(u, interval.name, near.mid())
    if start is None:
        return None
    guesses = [*(end for end, _ in interval.ends() if end is not None and _is_near(end, start)), *simple_numbers(start)]
    for c in guesses:
        order = _order_at(u, interval, c)
        if order is not None:
            return _stretch(u, interval, c, order, reach)
    return None


def _order_at(u: Expr, interval: Interval, c: Expr) -> int | None:
    """The order of a multiple zero c in the interval, or of any zero at an end; None for another number."""
    at_end = c in (interval.low, interval.high)
    here = {interval.name: enclose(c, PRECISION)}
    if not at_end and not all(enclose(v, PRECISION, here).contains(0) for v in (u, derivative(u, interval.name))):
        return None
    try:
        order = _order(u, interval.name, c) if at_end or interval.contains(c) else None
    except (NotYet, ZeroDivisionError):
        return None
    return order if order is not None and 2 - at_end <= order <= effort().zero_order else None


def _newton(u: Expr, name: str, x: arb) -> fmpq | None:
    """A rational close to a zero of u/u', where multiple zeros of u are simple; None where the steps do not get small."""
    first = derivative(u, name)
    second = derivative(first, name)
    for _ in range(NEWTON_STEPS):
        v, slope, bend = (enclose(w, NEWTON_BITS, {name: x}).mid() for w in (u, first, second))
        below = slope * slope - v * bend
        if not (v.is_finite() and slope.is_finite() and bend.is_finite()) or below.contains(0):
            return _rational(x) if v.is_zero() else None
        step = (v * slope / below).mid()
        x = (x - step).mid()
        if abs(step) < arb(10) ** -16:
            return _rational(x)
    return None


def _rational(x: arb) -> fmpq | None:
    try:
        return exactly(x)
    except OverflowError:
        return None


def _is_near(end: Expr, x: fmpq) -> bool:
    with at_precision(PRECISION):
        return bool(abs(enclose(end, PRECISION) - x) < 1e-12)


def _order(u: Expr, name: str, c: Expr) -> int | None:
    """The order of the zero c of u, analytic there; None where it is none."""

    def order(near: Approach) -> int | None:
        found = near.expand(u)
        if not found.laurent:
            return None
        lead = leading_terms(found.terms)
        if not lead:
            raise NeedMoreTerms
        e = lead[0][0].e
        return e if isinstance(e, int) and e > 0 else None

    return at_rising_order(name, c, 1, order)


def _stretch(u: Expr, interval: Interval, c: Expr, order: int, reach: fmpq) -> Touch | None:
    """The zero with the longest stretch that balls show free of others."""
    v = u
    for _ in range(order):
        v = derivative(v, interval.name)
    middle = enclose(c, PRECISION)
    centre = exactly(middle)
    for _ in range(HALVINGS):
        left, right = centre - reach, centre + reach
        low = middle if c == interval.low else rational(left, PRECISION)
        high = middle if c == interval.high else rational(right, PRECISION)
        around = hull(hull(low, high, PRECISION), middle, PRECISION)
        if not enclose(v, PRECISION, {interval.name: around}).contains(0):
            return Touch(c, left, right)
        reach = reach / 2
    return None
