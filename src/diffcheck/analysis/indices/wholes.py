"""Whether an expression in an index is an integer: for all indices of a range, for none, or the range is to be split by it.

The integers for which a root of a linear function of the index is an integer are the values of polynomials (exact/integrality.py), so that
half of the range is a family without a condition; the other half is the range with the condition that it is none.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from diffcheck.analysis.indices.ranges import Range
from diffcheck.exact.assumptions import Assumptions, Split, assuming, is_integer, without_integers
from diffcheck.exact.atoms import apply
from diffcheck.exact.calculus import by_powers, expanded
from diffcheck.exact.expr import ZERO, Expr, atom, number, pi, symbol
from diffcheck.exact.generators import SIN
from diffcheck.exact.integrality import as_expression, integers_among, tracks_of_integers
from diffcheck.exact.sign import UndecidedSign, vanishes

Assumed: TypeAlias = Callable[[Range], Assumptions]
"""What is assumed of the index while it runs through a range."""


class Unsure(Enum):
    """How a range is split by an expression a*n + b in which parameters stand: nobody knows whether a*n + b is ever an integer.

    Where a is one, it is so for all n or for none, as b is. Where a is none, a*n + b is none for one of any two neighbours, as their
    difference is a.
    """

    NEVER = "never"
    FREELY = "freely"
    """Into two parts either of which may have no members."""
    WHERE_COMMON = "where common"
    """Where a is no integer, so that the n for which a*n + b is none are common; whether a is one is asked of the parameters."""


def is_whole_constant(u: Expr) -> bool:
    """Whether an expression in parameters is an integer: where sin(pi*u) = 0. Raises Open where that is not known."""
    rest = without_integers(expanded(u))
    return not rest or vanishes(apply(SIN, expanded(pi() * rest)))


def line_in(w: Expr, index: str) -> tuple[Expr, Expr] | None:
    """(a, b) where w is a*index + b for expressions in parameters."""
    parts = by_powers(expanded(w), atom("symbol", index))
    slope, start = parts.pop(1, ZERO), parts.pop(0, ZERO)
    return None if parts or not slope or index in slope.free | start.free else (slope, start)


def is_whole(w: Expr, index: str, among: Range, assumed: Assumed, *, unsure: Unsure) -> bool:
    """Whether w(n) is an integer for all n of the range (True) or for none (False). Raises Split or UndecidedSign.

    unsure: whether and how the range is to be split where parameters stand in w.
    """
    known = among.says(w)
    if known is not None:
        return known
    if w.free != {index}:
        return _of_parameters(w, index, unsure)
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


def _of_parameters(w: Expr, index: str, unsure: Unsure) -> bool:
    """The same for an expression in which parameters stand, and of which no condition says it. Raises Split, UndecidedSign or Open."""
    if unsure is Unsure.NEVER:
        raise UndecidedSign(w)
    if unsure is Unsure.WHERE_COMMON:
        line = line_in(w, index)
        if line is None:
            raise UndecidedSign(w)
        if is_whole_constant(line[0]):
            return is_whole_constant(line[1])
    raise Split(index, whole=w)


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
