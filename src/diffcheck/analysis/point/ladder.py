"""A high order of smoothness, read off the expansions of both branches instead of climbing to it derivative by derivative."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.sign import is_zero
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import Limit
from diffcheck.germs.monomial import Monomial, compare, is_power
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import Series

HIGH = 5
"""Up to this order the derivatives are asked one by one."""


def high_order(left: Side | None, right: Side | None) -> tuple[int, Limit | None, Limit | None] | None:
    """(k, the limits of the derivative of order k + 1 on both sides) where f is exactly C^k at a point at which it is continuous, k > 5.

    None where k is small or not found in this way. Theorem: if f, C^oo beside c, has f^(k)(x) -> L as x -> c from one side, then on that
    side f(x) = P(x - c) + o((x - c)**k) with a polynomial P whose coefficient of order k is L/k!, and the lower derivatives have the
    limits that P tells (integrate). By the uniqueness of such expansions the limits of all lower derivatives are read off the terms of f:
    so it is enough that the derivative of order k has a limit on both sides, that the coefficients of all orders up to k agree, and that
    the derivatives of order k + 1 do not agree or do not exist.
    """
    sides = [s for s in (left, right) if s is not None]
    try:
        order = _order_in_terms([_series(s) for s in sides], sides)
        if order is None:
            return None
        beyond = [s.derivative_limit(order + 1) for s in sides]
        if _agree(beyond):
            return None
    except (NotYet, ZeroDivisionError):
        return None
    found = dict(zip((s.side for s in sides), beyond, strict=True))
    return order, found.get(-1), found.get(1)


def _order_in_terms(series: list[Series], sides: list[Side]) -> int | None:
    """The k up to which the derivatives agree by the terms of f, confirmed; None where it is small or not sure. Raises NotYet."""
    known = [u.terms for u in series]
    order = min(_candidates(known, sides), default=None)
    if order is None or order <= HIGH or any(u.error is not None and compare(u.error, Monomial(order)) >= 0 for u in series):
        return None  # small, or an error may hide a coefficient that decides earlier
    below = {m.e for terms in known for m in terms if _is_integral(m) and 0 < m.e <= order} | {order}
    confirmed = all(_agree([s.derivative_limit(int(k)) for s in sides]) for k in sorted(below))
    return order if confirmed else None


def _is_integral(m: Monomial) -> bool:
    """Whether m is an integer power of t."""
    return is_power(m) and isinstance(m.e, int)


def _series(side: Side) -> Series:
    def series(near: Approach) -> Series:
        return near.expand(side.branch)

    return at_rising_order(side.name, side.point, side.side, series, side.near, (side.long_order(),))


def _candidates(known: list[dict[Monomial, Expr]], sides: list[Side]) -> Iterator[int]:
    """For each term that cannot belong to a polynomial, or whose coefficients differ, the order before the one at which it shows."""
    for m in (m for terms in known for m in terms):
        if not _is_integral(m) and not m.growth and not m.wave:
            yield ceil(m.e) - 1
    if len(known) == 2:
        for e in {m.e for terms in known for m in terms if _is_integral(m)}:
            a, b = (terms.get(Monomial(e), ZERO) * (s.side if e % 2 else 1) for terms, s in zip(known, sides, strict=True))
            if is_zero(a - b) is False:
                yield int(e) - 1


def _agree(limits: list[Limit]) -> bool:
    return all(a.kind == "finite" for a in limits) and all(is_zero(a.value - limits[0].value) for a in limits[1:])
