"""Sets of integers that comparisons and residues describe: which are in, and where that can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm
from typing import Final

from diffcheck.errors import NotYet
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Apply, Compare, Condition, Logic, Name, Node, Number, Truth

MOST: Final = 20_000
"""So many integers are looked at, to know all of them."""
CONSTANT: Final = (Fraction(0), 1)
"""The slope and the period of what is no function of the index."""


class NotCompared(NotYet):
    """A condition on an index that is none of comparisons and residues."""

    def __init__(self) -> None:
        super().__init__("claim", "such a condition on an index is not compared")


@immutable
class Integers:
    """The integers for which a condition holds. Between two of the breaks that are neighbours their classes modulo the period decide."""

    index: str
    condition: Condition
    period: int
    breaks: tuple[Fraction, ...]

    def __contains__(self, n: int) -> bool:
        return _holds(self.condition, self.index, n)


def integers(index: str, condition: Condition) -> Integers:
    """The integers for which a condition on the index holds. Raises NotYet."""
    period, breaks = 1, []
    for compared in _comparisons(condition):
        slope, own = _shape(Apply("+", (compared.left, Apply("neg", (compared.right,)))), index)
        if slope and own != 1:
            raise NotCompared
        period = lcm(period, own)
        if slope:
            here = _value(compared.left, index, 0) - _value(compared.right, index, 0)
            breaks.append(-here / slope)
    return Integers(index, condition, period, tuple(breaks))


def representatives(period: int, breaks: Iterable[Fraction], spare: int = 0) -> Iterator[int]:
    """Integers that stand for all: each break, and of each class between two that are neighbours the first ones, `spare` more than one.

    What holds for classes between breaks holds for an integer iff it holds for one of these. Raises NotYet where they are too many.
    """
    cuts = sorted({whole for cut in breaks for whole in (floor(cut), ceil(cut))})
    enough = period * (spare + 1)
    if enough * (len(cuts) + 1) > MOST:
        raise NotYet("claim", "too many residue classes")
    if not cuts:
        yield from range(enough)
        return
    yield from cuts
    for low, high in pairwise(cuts):
        yield from range(low + 1, min(high, low + 1 + enough))
    yield from range(cuts[-1] + 1, cuts[-1] + 1 + enough)
    yield from range(cuts[0] - 1, cuts[0] - 1 - enough, -1)


def _comparisons(condition: Condition) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case Logic(_, args):
            for arg in args:
                yield from _comparisons(arg)


def _holds(condition: Condition, index: str, n: int) -> bool:
    match condition:
        case Truth(value):
            return value
        case Logic("not", (arg,)):
            return not _holds(arg, index, n)
        case Logic(operator, args):
            found = (_holds(arg, index, n) for arg in args)
            return all(found) if operator == "and" else any(found)
        case Compare(relation, left, right):
            u, v = _value(left, index, n), _value(right, index, n)
            return {"<": u < v, "<=": u <= v, ">": u > v, ">=": u >= v, "==": u == v, "!=": u != v}[relation]


def _shape(node: Node, index: str) -> tuple[Fraction, int]:
    """The slope in the index of what is linear but for residues, and a period of these."""
    match node:
        case Number():
            return CONSTANT
        case Name(name) if name == index:
            return Fraction(1), 1
        case Apply("neg", (arg,)):
            slope, period = _shape(arg, index)
            return -slope, period
        case Apply("+", args):
            shapes = [_shape(arg, index) for arg in args]
            return sum((slope for slope, _ in shapes), Fraction(0)), lcm(*(period for _, period in shapes))
        case Apply("*" | "/" as head, args):
            shapes = [_shape(arg, index) for arg in args]
            moving = [arg for arg, shape in zip(args, shapes, strict=True) if shape != CONSTANT]
            if len(moving) > 1 or (head == "/" and shapes[1] != CONSTANT):
                raise NotCompared
            slope = _value(node, index, 1) - _value(node, index, 0) if all(period == 1 for _, period in shapes) else Fraction(0)
            return slope, lcm(*(period for _, period in shapes))
        case Apply("^", (Number(), Number(exponent))) if exponent.denominator == 1 and 0 <= exponent < 1000:
            return CONSTANT
        case Apply("Mod", (arg, modulus)):
            slope, period = _shape(arg, index)
            if period != 1 or _shape(modulus, index) != CONSTANT or _value(modulus, index, 0) == 0:
                raise NotCompared
            return Fraction(0), (slope / _value(modulus, index, 0)).denominator
    raise NotCompared


def _value(node: Node, index: str, n: int) -> Fraction:
    """The value at an integer of what `_shape` has accepted."""
    match node:
        case Number(value):
            return value
        case Name():
            return Fraction(n)
        case Apply("neg", (arg,)):
            return -_value(arg, index, n)
        case Apply("+", args):
            return sum((_value(arg, index, n) for arg in args), Fraction(0))
        case Apply("*", args):
            found = Fraction(1)
            for arg in args:
                found *= _value(arg, index, n)
            return found
        case Apply("^", (base, exponent)):
            return _value(base, index, n) ** int(_value(exponent, index, n))
        case Apply("/" | "Mod" as head, (above, below)):
            u, v = _value(above, index, n), _value(below, index, n)
            if v == 0:
                raise NotCompared
            return u / v if head == "/" else u - v * floor(u / v)
    raise NotCompared
