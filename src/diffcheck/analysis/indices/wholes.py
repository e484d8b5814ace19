"""Whether an expression in an index is an integer: for all indices of a range, for none, or the range is to be split by it.

The integers for which a root of a linear function of the index is an integer are the values of polynomials (exact/integrality.py), so that
half of the range is a family without a condition; the other half is the range with the condition that it is none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from diffcheck.analysis.indices.ranges import Range
from diffcheck.exact.assumptions import Assumptions, Split, assuming, is_integer
from diffcheck.exact.calculus import expanded
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.integrality import as_expression, integers_among, tracks_of_integers
from diffcheck.exact.sign import UndecidedSign

Assumed: TypeAlias = Callable[[Range], Assumptions]
"""What is assumed of the index while it runs through a range."""


def is_whole(w: Expr, index: str, among: Range, assumed: Assumed, *, unsure: bool) -> bool:
    """Whether w(n) is an integer for all n of the range (True) or for none (False). Raises Split or UndecidedSign.

    unsure: whether the range is to be split where parameters stand in w, so that nobody knows whether both parts have members.
    """
    known = among.says(w)
    if known is not None:
        return known
    if w.free != {index}:
        if not unsure:
            raise UndecidedSign(w)
        raise Split(index, whole=w)
    few = integers_among(w, index)
    if few is not None:
        there = tuple(number(n) for n in few if among.contains(n))
        if there and among.only() is None:
            raise Split(index, there)
        return bool(there)
    tracks = where_whole(w, index, among, assumed)
    if tracks is None:
        raise UndecidedSign(w)
    if tracks:
        raise Split(index, whole=w)
    return False


def where_whole(w: Expr, index: str, among: Range, assumed: Assumed) -> list[tuple[Expr, Range]] | None:
    """The integers n of a range for which w(n) is an integer, as values of polynomials in the index; None where they are not known so."""
    tracks = tracks_of_integers(w, index)
    if tracks is None:
        return None
    found: list[tuple[Expr, Range]] = []
    for track in tracks:
        n = as_expression(track.n, symbol(index))
        low, high = track.between(among.low, among.high)
        with assuming(assumed(Range(low, high))):
            inner = _plain(among.put(n, low, high))
        if inner is not None and not inner.is_empty():
            found.append((n, inner))
    return found


def _plain(inner: Range) -> Range | None:
    """The range without conditions that hold as they stand; None where one does not."""
    kept = []
    for one in inner.where:
        if not is_integer(expanded(one.u)):
            kept.append(one)
        elif not one.holds:
            return None
    return inner.plain() if not kept else inner.with_conditions(kept)
