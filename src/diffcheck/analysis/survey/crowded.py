"""The domain where its ends crowd at one point c, as for sqrt(sin(1/x)): seen through y = 1/(x - c).

Theorem: y = 1/(x - c) maps x < c onto y < 0 and x > c onto y > 0, decreasing and continuously, with a continuous inverse. So intervals go
over into intervals, and places at c + 1/(p*n + q) into places that repeat with a period; y = 0 stands for x beyond every bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diffcheck.analysis.lenses.fold import Branch
from diffcheck.analysis.lenses.plain import floor_of_constant
from diffcheck.analysis.point.finding import Look
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.survey.spans import Span, spans
from diffcheck.analysis.zeros.residues import linear
from diffcheck.errors import NotYet
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ONE, ZERO, Expr, number
from diffcheck.exact.order import compare_constants
from diffcheck.exact.sign import known_sign, sign

NEAR = 2
"""Members of a family that are looked at on both sides of y = 0 to find the next one."""


def crowded_spans(changes: Sequence[Row], at: Row, index: str) -> tuple[list[Span], list[Span]] | None:
    """The intervals of the domain on the left and on the right of a point at which its ends crowd, from left to right; None if not known.

    changes: the other places beside which, or at which, f is not defined. Raises NotYet.
    """
    c = at.at
    turned = [_turned(r, c) for r in changes]
    before, after = (_nearest(turned, index, side) or _beside(at.look, side) for side in (-1, 1))
    if before is None or after is None:
        return None
    nothing = replace(turned[0], at=ZERO, range=None, exceptions=(), look=Look(ZERO, *before, None, *after))
    found = spans([*turned, nothing], index, None)
    if found is None:
        return None
    parts = [part for s in found for part in _parted(s, index)]
    left, right = ([s for s in parts if _side(s, index) == side] for side in (-1, 1))
    closed = at.look.value is not None
    return [_back(s, c, closed) for s in reversed(left)], [_back(s, c, closed) for s in reversed(right)]


def _turned(r: Row, c: Expr) -> Row:
    """The row at y = 1/(x - c), its sides exchanged."""
    y = expanded(ONE / (r.at - c))
    return replace(r, at=y, look=Look(y, r.look.right, r.look.value, r.look.left))


def _beside(look: Look, side: int) -> tuple[Branch] | None:
    """Whether f is defined on a side of c without places; None where that is not known."""
    return None if any(s == side for s, _ in look.hidden) else (look.left if side < 0 else look.right,)


def _nearest(turned: Sequence[Row], index: str, side: int) -> tuple[Branch] | None:
    """Whether f is defined between y = 0 and the next place on a side of it; None where no place lies there."""
    best: tuple[Expr, Branch] | None = None
    for r in turned:
        for y in _members(r, index):
            if sign(y) == side and (best is None or compare_constants(best[0], y) == side):
                best = y, r.look.left if side > 0 else r.look.right
    return None if best is None else (best[1],)


def _members(r: Row, index: str) -> Iterator[Expr]:
    """The point of a row, or those of its members that may be nearest to 0."""
    if r.range is None:
        yield r.at
        return
    found = linear(r.at, index)
    if found is None:
        raise NotYet("infinite_points", "points that crowd together otherwise than 1/n")
    middle = floor_of_constant(-expanded(substitute(r.at, index, ZERO, known_sign)) / found[0])
    near = {k * s for k in range(abs(middle) - NEAR, abs(middle) + NEAR + 1) for s in (-1, 1)}
    for n in sorted(near | {n for n in (r.range.low, r.range.high) if n is not None}):
        if r.has(n):
            yield expanded(substitute(r.at, index, number(n), known_sign))


def _parted(s: Span, index: str) -> Iterator[Span]:
    """A family of intervals in parts on one side of 0, the member that ends at 0 by itself."""
    if s.range is None:
        yield s
        return
    assert s.low is not None and s.high is not None
    touching = [n for end in (s.low, s.high) if (n := _zero_of(end, index)) is not None and s.range.contains(n)]
    for part in s.range.parts([number(n) for n in touching]):
        only = part.only()
        yield replace(s, range=part) if only is None else s.put(index, number(only))


def _zero_of(end: Expr, index: str) -> int | None:
    """The index at which an end, linear in it, is 0."""
    start = expanded(substitute(end, index, ZERO, known_sign))
    step = expanded(substitute(end, index, ONE, known_sign) - start)
    n = expanded(-start / step).rational
    return int(n) if n is not None and n.q == 1 else None


def _side(s: Span, index: str) -> int:
    """The side of 0 on which an interval lies, or all of a family do."""
    low, high = s.low, s.high
    if s.range is not None:
        n = number(s.range.some())
        low, high = (None if end is None else substitute(end, index, n, known_sign) for end in (low, high))
    return 1 if low is not None and sign(low) >= 0 else -1 if high is not None and sign(high) <= 0 else 0


def _back(s: Span, c: Expr, closed: bool) -> Span:
    """The interval of x for one of y."""
    low = c if s.high is None else None if not s.high else expanded(c + ONE / s.high)
    high = c if s.low is None else None if not s.low else expanded(c + ONE / s.low)
    return replace(s, low=low, high=high, low_in=closed if s.high is None else s.high_in, high_in=closed if s.low is None else s.low_in)
