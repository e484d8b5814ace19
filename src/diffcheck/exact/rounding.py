"""Rounding to double precision: an exact constant in, the double that a machine would hold out. Off but in a block that asks for it.

Sums, products and quotients are rounded correctly (IEEE 754). What a library makes of a function is known up to an error only: its
result is one of the doubles between two ends (`ends_of`), and what comes out the same for all of them does not depend on the library.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, Final, TypeAlias

from flint import arb

from diffcheck.errors import NotYet
from diffcheck.exact.ball import enclose, ends_at
from diffcheck.exact.expr import Expr
from diffcheck.exact.session import session
from diffcheck.model.immutable import immutable

_PRECISIONS = (160, 500, 1200, 2400)
_DOUBLE = 53
_HUGE, _TINY = 1025, -1100


Enclosure: TypeAlias = Callable[[int], arb]
"""A number of bits in, a ball that contains the value out."""


Ends: TypeAlias = tuple[float, float]
"""The least and the greatest double that a result may be."""


@immutable
class Accuracy:
    """How far a library's value may lie from the true one: at least three times the largest error that was measured in PyTorch, JAX and
    TensorFlow, where they are worse than the others.

    ulps: units in the last place; absolute: an error beside them; exact: whether a value that is a double is returned as it is (cbrt(64)
    is 3.9999999999999996 in PyTorch, gamma(5) 24.000000000000014 in JAX).
    """

    ulps: int = 4
    absolute: float = 0.0
    exact: bool = True


USUAL: Final = Accuracy()
"""The accuracy of most functions."""


class Rounding:
    """What happens within one block; known: the results of functions, so that the same call gives the same number."""

    __slots__ = ("known",)

    def __init__(self) -> None:
        self.known: dict[Hashable, Any] = {}


def ends_of(u: Expr | Enclosure, accuracy: Accuracy = USUAL, ulps: int = 0) -> Ends:
    """Between which doubles a library's value of a function lies whose exact value this is; ulps: an error that is to be added."""
    near, is_exact = _nearest(u) if isinstance(u, Expr) else _nearest_to_ball(u)
    if math.isinf(near) or (is_exact and (accuracy.exact or near in (0, 1, -1))):
        return near, near
    return _widened(near, near, accuracy, ulps)


def ends_of_ball(ball: arb, accuracy: Accuracy = USUAL, ulps: int = 0) -> Ends:
    """The same where the exact value is known to lie in a ball. Raises NotYet where it may overflow."""
    if not ball.is_finite() or not abs(ball) < arb(2) ** (_HUGE - 2):
        raise unsure()
    low, high = ends_at(ball, _DOUBLE)
    return _widened(_end(low), _end(high), accuracy, ulps)


def _end(end: arb) -> float:
    """The double nearest to an end; 0 with its sign far below all doubles, where every library returns that."""
    return (-0.0 if end < 0 else 0.0) if abs(end) < arb(2) ** _TINY else float(_fraction(end))


def _widened(low: float, high: float, accuracy: Accuracy, ulps: int) -> Ends:
    absolute = accuracy.absolute
    if low == high == absolute == 0:
        return low, high
    units = accuracy.ulps + ulps
    low, high = low - absolute - units * math.ulp(low), high + absolute + units * math.ulp(high)
    if not (math.isfinite(low) and math.isfinite(high)):
        raise unsure()
    return low, high


def unsure() -> NotYet:
    """What is raised where something depends on how a library rounds."""
    return NotYet("rounding", "this depends on how the results of functions are rounded")


@contextmanager
def rounding() -> Iterator[Rounding]:
    """Within the block every number is a double."""
    here, block = session(), Rounding()
    before, here.rounding = here.rounding, block
    try:
        yield block
    finally:
        here.rounding = before


def active() -> Rounding | None:
    """The block that we are in."""
    current: Rounding | None = session().rounding
    return current


def nearest(u: Expr) -> float:
    """The double nearest to a constant, oo where it overflows. Raises NotYet where no enclosure tells."""
    return _nearest(u)[0]


def is_double(u: Expr) -> bool:
    """Whether a constant is a double exactly."""
    return u.rational is not None and _nearest(u)[1]


def _nearest(u: Expr) -> tuple[float, bool]:
    """The nearest double, and whether it is the constant itself (as far as 160 bits tell)."""
    r = u.rational
    if r is not None:
        q = Fraction(int(r.p), int(r.q))
        try:
            near = float(q)
        except OverflowError:
            return math.copysign(math.inf, int(r.p)), False
        return near, Fraction(near) == q
    return _nearest_to_ball(lambda precision: enclose(u, precision))


def _nearest_to_ball(enclosure: Enclosure) -> tuple[float, bool]:
    for precision in _PRECISIONS:
        value = enclosure(precision)
        if abs(value) > arb(2) ** _HUGE:
            return math.copysign(math.inf, 1 if value > 0 else -1), False
        if abs(value) < arb(2) ** _TINY:
            return (-0.0 if value < 0 else 0.0), False
        if value.is_finite() and not value.contains(0):
            low, high = (float(_fraction(end)) for end in ends_at(value, _DOUBLE))
            if low == high or precision == _PRECISIONS[-1]:
                near = float(_fraction(value.mid()))
                return near, bool(value.contains(arb(near)))
    raise NotYet("rounding", "a constant on the way could not be enclosed")


def _fraction(end: arb) -> Fraction:
    m, e = end.mid().man_exp()
    return Fraction(int(m)) * Fraction(2) ** int(e)
