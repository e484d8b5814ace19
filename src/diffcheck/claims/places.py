"""Sets of points compared exactly: single numbers, and families base + step*n for every integer n but a few.

Whether a member of one family lies in another one depends on its index modulo the denominator of the ratio of the steps, so
finitely many classes decide it for all. What is not proved is raised as NotYet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import lcm
from typing import Final

from flint import arb

from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import derivative
from diffcheck.exact.expr import ZERO, Expr, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import sign
from diffcheck.language import read_constant
from diffcheck.model.report import Finding
from diffcheck.model.term import Term
from diffcheck.model.tree import Node

PRECISION: Final = 128
MOST_CLASSES: Final = 1000
FIRST: Final = (0, 1, -1, 2, 3)
"""The indices of the members that are tried before anything is proved of all: a witness is best a plain one."""


def incomparable(why: str) -> NotYet:
    """Two values or sets that cannot be compared."""
    return NotYet("claim", why)


@dataclass(frozen=True, slots=True)
class Spot:
    """A number, or with a step the numbers at + step*n for every integer n without the exceptions; at None: a number in a ball."""

    at: Expr | None
    step: Expr | None = None
    exceptions: tuple[int, ...] = ()
    near: arb | None = None

    def member(self, n: int) -> Expr:
        """The member with an index."""
        assert self.at is not None and self.step is not None
        return self.at + self.step * n


def expression(node: Node) -> Expr:
    """The exact value of a constant formula; names in it stay symbols. Raises BadInput where it is no real number."""
    value = evaluate(node, "", ZERO, POINT)
    if value is None:
        raise BadInput("undefined_point", "a number in a claim is not real", *node.span)
    return value


def value_of(term: Term) -> Expr:
    """The exact value of a term of a report. Raises NotYet for a root that has no closed form."""
    try:
        return expression(read_constant(str(term), parameters=None))
    except BadInput as error:
        raise incomparable(f"{term} has no closed form that can be compared") from error


def same(u: Expr, v: Expr) -> bool:
    """Whether two exact values are one number, for all values of their symbols. Raises NotYet where that is not proved, or depends."""
    gap = u - v
    if not gap.free:
        return sign(gap) == 0
    if is_zero_form(gap):
        return True
    raise incomparable("that depends on the parameters")


def family(c: Expr, index: str, exceptions: tuple[int, ...] = ()) -> Spot:
    """The members c(n) for every integer n, if they lie at equal distances."""
    step = derivative(c, index)
    base = c - step * symbol(index)
    if step.free or base.free or sign(step) == 0:
        raise incomparable("these points do not lie at equal distances")
    return Spot(base, step, exceptions)


def spot_of(finding: Finding) -> Spot:
    """Where a finding holds. Raises NotYet where its index does not run through all integers."""
    if finding.enclosure is not None:
        low, high = (Fraction(str(end)) for end in finding.enclosure)
        return Spot(None, near=_ball(low).union(_ball(high)))
    at = value_of(finding.at)
    if finding.index is None:
        return Spot(at)
    if str(finding.index.set) != "Integers":
        raise incomparable(f"the points {finding.at} for {finding.index.condition} are not compared")
    return family(at, finding.index.symbol, tuple(int(str(one)) for one in finding.index.exceptions))


def _ball(q: Fraction) -> arb:
    return arb(q.numerator) / arb(q.denominator)


def contains(spot: Spot, point: Spot) -> bool:
    """Whether a single number is the other, or a member of the family. Raises NotYet."""
    if spot.at is None or point.at is None:
        return _not_disjoint(spot, point)
    if spot.step is None:
        return same(spot.at, point.at)
    if point.at.free:
        raise incomparable("that depends on the parameters")
    index = enclose((point.at - spot.at) / spot.step, PRECISION)
    n = index.unique_fmpz()
    if n is None:
        if index.contains_integer():
            raise incomparable("the index of this point is not known")
        return False
    return int(n) not in spot.exceptions and same(spot.member(int(n)), point.at)


def _not_disjoint(spot: Spot, point: Spot) -> bool:
    """False where balls prove that a number without a closed form is another one; True is never proved."""
    one, other = _near(spot), _near(point)
    if spot.step is not None and spot.at is not None:
        index = (other - one) / enclose(spot.step, PRECISION)
        apart = not index.contains_integer()
    else:
        apart = not one.overlaps(other)
    if apart:
        return False
    raise incomparable("a point without a closed form is not compared")


def _near(spot: Spot) -> arb:
    if spot.near is not None:
        return spot.near
    assert spot.at is not None
    if spot.at.free:
        raise incomparable("that depends on the parameters")
    return enclose(spot.at, PRECISION)


def lies_in(point: Spot, spots: Iterable[Spot]) -> bool:
    """Whether a single number lies in one of these sets. Raises NotYet."""
    open_: NotYet | None = None
    for spot in spots:
        try:
            if contains(spot, point):
                return True
        except NotYet as reason:
            open_ = reason
    if open_ is not None:
        raise open_
    return False


def uncovered(whole: Spot, spots: Sequence[Spot]) -> Expr | None:
    """A member of a family that lies in none of these sets; None if they cover it. Raises NotYet."""
    for n in FIRST:
        if n not in whole.exceptions and _lies_outside(whole.member(n), spots):
            return whole.member(n)
    families = [(spot, *_related(spot, whole)) for spot in spots if spot.step is not None]
    classes = lcm(*(ratio.denominator for _, ratio, _ in families))
    if classes > MOST_CLASSES:
        raise incomparable("too many residue classes")
    for residue in range(classes):
        covering = [(spot, ratio, shift) for spot, ratio, shift in families if (shift + ratio * residue).denominator == 1]
        member = _excepted(whole, covering, spots) if covering else _fresh(whole, residue, classes, spots)
        if member is not None:
            return member
    return None


def _fresh(whole: Spot, residue: int, classes: int, spots: Sequence[Spot]) -> Expr:
    """A member in a residue class that no family covers, which is none of the finitely many single points. Raises NotYet."""
    indices = (n for k in count() for n in (residue + k * classes, residue - k * classes) if n not in whole.exceptions)
    return next(member for member in map(whole.member, indices) if not lies_in(Spot(member), spots))


def _excepted(whole: Spot, covering: Sequence[tuple[Spot, Fraction, Fraction]], spots: Sequence[Spot]) -> Expr | None:
    """A member that the families which cover its class leave out, and nothing else holds. Raises NotYet."""
    for spot, ratio, shift in covering:
        for index in spot.exceptions:
            own = (index - shift) / ratio
            if own.denominator == 1 and int(own) not in whole.exceptions and not lies_in(Spot(whole.member(int(own))), spots):
                return whole.member(int(own))
    return None


def _lies_outside(point: Expr, spots: Sequence[Spot]) -> bool:
    """Whether a number is proved to lie in none of these sets."""
    try:
        return not lies_in(Spot(point), spots)
    except NotYet:
        return False


def meets(whole: Spot, other: Spot) -> Expr | None:
    """A member of a family that lies in another set; None if there is none. Raises NotYet."""
    if other.step is None:
        return other.at if contains(whole, other) else None
    for n in FIRST:
        with suppress(NotYet):
            if n not in whole.exceptions and contains(other, Spot(whole.member(n))):
                return whole.member(n)
    ratio, shift = _related(other, whole)
    for residue in range(ratio.denominator):
        if (shift + ratio * residue).denominator == 1:
            fresh = (n for k in count() for n in (residue + k * ratio.denominator, residue - k * ratio.denominator))
            return next(c for n in fresh if contains(other, Spot(c := whole.member(n))) and contains(whole, Spot(c)))
    return None


def _related(spot: Spot, whole: Spot) -> tuple[Fraction, Fraction]:
    """(ratio, shift): the member n of the whole is the member shift + ratio*n of the other family. Raises NotYet."""
    assert spot.at is not None and spot.step is not None and whole.at is not None and whole.step is not None
    ratio, shift = (whole.step / spot.step).rational, ((whole.at - spot.at) / spot.step).rational
    if ratio is None or shift is None:
        raise incomparable("the distances of two families have no rational ratio that is known")
    return Fraction(int(ratio.p), int(ratio.q)), Fraction(int(shift.p), int(shift.q))
