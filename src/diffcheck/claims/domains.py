"""A claimed domain against that of a report: unions of intervals are one set iff their intervals, joined where they touch, are equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cmp_to_key
from typing import Final

from diffcheck.claims.claim import Domain, Stretch
from diffcheck.claims.places import expression, incomparable, value_of
from diffcheck.exact.expr import Expr
from diffcheck.exact.sign import sign
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Judged, Lack, Report
from diffcheck.model.term import MINUS_OO, OO, Chain, Fence, Interval, Term
from diffcheck.model.tree import Node

UNKNOWN: Final = "the domain is not known as a union of intervals"


@immutable
class Piece:
    """An interval with exact ends; None: unbounded."""

    low: Expr | None
    high: Expr | None
    low_closed: bool
    high_closed: bool


def judge_domain(report: Report, text: str, said: Domain) -> Judged:
    """Whether the natural domain is the claimed set. Raises NotYet."""
    if isinstance(report.domain, Lack):
        return Judged(text, "undecided", UNKNOWN)
    claimed = _normal(_of_stretch(one) for one in said.stretches)
    for node in said.left_out:
        claimed = _without(claimed, expression(node))
    found = _normal(_pieces(report.domain))
    if len(claimed) == len(found) and all(map(_equal, claimed, found)):
        return Judged(text, "holds")
    return Judged(text, "fails", f"the domain is {report.domain}")


def _pieces(domain: Term) -> list[Piece]:
    match domain:
        case Interval(low, high, low_closed, high_closed):
            return [Piece(_end(low, MINUS_OO), _end(high, OO), low_closed, high_closed)]
        case Fence("{", items, "}"):
            return [Piece(at, at, True, True) for at in map(value_of, items)]
        case Chain(joints, parts) if all(joint == "U" for joint in joints):
            return [piece for part in parts for piece in _pieces(part)]
    raise incomparable(f"the domain is {domain}, which is not compared")


def _end(term: Term, infinity: Term) -> Expr | None:
    return None if term == infinity else value_of(term)


def _of_stretch(one: Stretch) -> Piece:
    def end(node: Node | None) -> Expr | None:
        return None if node is None else expression(node)

    return Piece(end(one.low), end(one.high), one.low_closed, one.high_closed)


def _below(u: Expr | None, v: Expr | None) -> int:
    """The order of two left ends, of which None is the least."""
    if u is None or v is None:
        return (u is not None) - (v is not None)
    return sign(u - v)


def _above(u: Expr | None, v: Expr | None) -> int:
    """The order of two right ends, of which None is the greatest."""
    return -_below(u, v) if u is None or v is None else sign(u - v)


def _order(one: Piece, other: Piece) -> int:
    return _below(one.low, other.low) or other.low_closed - one.low_closed


def _normal(pieces: Iterable[Piece]) -> list[Piece]:
    """The same set, from left to right, with no two pieces that touch or overlap."""
    out: list[Piece] = []
    for piece in sorted(pieces, key=cmp_to_key(_order)):
        if not out or not _touch(out[-1], piece):
            out.append(piece)
            continue
        last = out[-1]
        longer = _above(last.high, piece.high)
        if longer < 0:
            out[-1] = replace(last, high=piece.high, high_closed=piece.high_closed)
        elif longer == 0:
            out[-1] = replace(last, high_closed=last.high_closed or piece.high_closed)
    return out


def _touch(left: Piece, right: Piece) -> bool:
    if left.high is None or right.low is None:
        return True
    gap = sign(right.low - left.high)
    return gap < 0 or (gap == 0 and (left.high_closed or right.low_closed))


def _without(pieces: list[Piece], at: Expr) -> list[Piece]:
    """The pieces without one point."""
    out: list[Piece] = []
    for piece in pieces:
        after_low = 1 if piece.low is None else sign(at - piece.low)
        before_high = 1 if piece.high is None else sign(piece.high - at)
        if after_low < 0 or before_high < 0 or (after_low == 0 and before_high == 0):
            out += [piece] if after_low < 0 or before_high < 0 else []
            continue
        out += [replace(piece, high=at, high_closed=False)] if after_low > 0 else []
        out += [replace(piece, low=at, low_closed=False)] if before_high > 0 else []
    return out


def _equal(one: Piece, other: Piece) -> bool:
    closed = (one.low_closed, one.high_closed) == (other.low_closed, other.high_closed)
    return closed and _below(one.low, other.low) == 0 and _above(one.high, other.high) == 0
