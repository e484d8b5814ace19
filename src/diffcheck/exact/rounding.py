"""Rounding to double precision: an exact constant in, the double that a machine would hold out. Off but in a block that asks for it.

Sums, products and quotients are rounded correctly (IEEE 754). Functions are right up to a unit or so in the last place, and libraries
differ there (PyTorch's square root of 2 is not the nearest double): a block with a `seed` moves every such result by one unit, up or
down at random, but always alike for one function and value. What comes out the same with several seeds does not depend on the library.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from random import Random
from typing import TypeAlias

from flint import arb

from diffcheck.errors import NotYet
from diffcheck.exact.ball import enclose
from diffcheck.exact.expr import Expr

_PRECISIONS = (160, 500, 1200, 2400)
_HUGE, _TINY = 1025, -1076


Enclosure: TypeAlias = Callable[[int], arb]
"""A number of bits in, a ball that contains the value out."""


class Rounding:
    """What happens within one block; `guessed`: whether the result of a function was rounded, so that libraries may differ."""

    __slots__ = ("guessed", "seed")

    def __init__(self, seed: int | None) -> None:
        self.seed = seed
        self.guessed = False

    def of_library(self, u: Expr | Enclosure, function: str) -> float:
        """A function's exact value, a constant or its enclosures, as a library might return it."""
        near, is_exact = _nearest(u) if isinstance(u, Expr) else _nearest_to_ball(u)
        if is_exact or math.isinf(near):
            return near
        self.guessed = True
        if self.seed is None:
            return near
        return math.nextafter(near, Random(f"{self.seed} {function} {near!r}").choice((-math.inf, math.inf)))


_active: ContextVar[Rounding | None] = ContextVar("rounding", default=None)


@contextmanager
def rounding(seed: int | None = None) -> Iterator[Rounding]:
    """Within the block every number is a double."""
    block = Rounding(seed)
    token = _active.set(block)
    try:
        yield block
    finally:
        _active.reset(token)


def active() -> Rounding | None:
    """The block that we are in."""
    return _active.get()


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
            low, high = (float(_fraction(end)) for end in (value.lower(), value.upper()))
            if low == high or precision == _PRECISIONS[-1]:
                near = float(_fraction(value.mid()))
                return near, bool(value.contains(arb(near)))
    raise NotYet("rounding", "a constant on the way could not be enclosed")


def _fraction(end: arb) -> Fraction:
    m, e = end.mid().man_exp()
    return Fraction(int(m)) * Fraction(2) ** int(e)
