"""Sets of points compared exactly: single numbers, and families of which some integers are the indices.

Members at equal distances lie in another such family or not by their index modulo the denominator of the ratio of the steps, so
finitely many classes decide it for all; of others it is decided where both are one family. What is not proved is raised as NotYet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Final

from flint import arb

from diffcheck.analysis.cases.case import Case
from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.claims.claim import Place
from diffcheck.claims.integers import Integers, integers, representatives
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.assumptions import Open, assuming, assumptions
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import derivative
from diffcheck.exact.expr import ZERO, Expr, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import UndecidedSign, sign
from diffcheck.language import read_condition, read_constant
from diffcheck.language.substitute import substitute
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Finding
from diffcheck.model.term import Symbol, Term, comparison
from diffcheck.model.tree import Apply, Logic, Name, Node, Number

PRECISION: Final = 128
_DEPENDS: Final = "that depends on the parameters"
_NO_CLOSED_FORM: Final = "a point without a closed form is not compared"
_LETTER: Final = "_n"
"""An index that no formula has."""
FIRST: Final = (0, 1, -1, 2, 3)
"""The indices of the members that are tried before anything is proved of all: a witness is best a plain one."""
NEAREST: Final = range(-20, 21)
"""The indices among which a member is looked for, where it cannot be computed."""


def incomparable(why: str) -> NotYet:
    """Two values or sets that cannot be compared."""
    return NotYet("claim", why)


@immutable
class Spot:
    """A number, a family, or at None a number in a ball."""

    at: Expr | None
    family: Family | None = None
    near: arb | None = None


@immutable
class Family:
    """The numbers formula(n) for the integers n of a set; with a step they are base + step*n."""

    formula: Node
    indices: Integers
    base: Expr | None = None
    step: Expr | None = None

    def member(self, n: int) -> Expr:
        """The member with an index. Raises BadInput where it is no number."""
        if self.base is not None and self.step is not None:
            return self.base + self.step * n
        return expression(substitute(self.formula, {self.indices.index: Number(Fraction(n))}))


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
    try:
        return sign(gap) == 0
    except UndecidedSign:
        if not gap.free:
            raise
    if is_zero_form(gap):
        return True
    raise incomparable(_DEPENDS)


def spot_of_place(place: Place) -> Spot:
    """The number, or the family, that a claim names. Raises NotYet, or BadInput for what is no number."""
    if place.index is None:
        return Spot(expression(place.node))
    assert place.among is not None
    indices = integers(place.index, place.among)
    if not any(n in indices for n in representatives(indices.period, indices.breaks)):
        raise BadInput("claim", "there are no such integers", *place.span)
    return _family(place.node, indices)


def spot_of(finding: Finding) -> Spot:
    """Where a finding holds. Raises NotYet where that cannot be compared."""
    if finding.enclosure is not None:
        low, high = (Fraction(str(end)) for end in finding.enclosure)
        return Spot(None, near=_ball(low).union(_ball(high)))
    if finding.index is None:
        return Spot(value_of(finding.at))
    letter = finding.index.symbol
    conditions = [finding.index.condition, *(comparison(Symbol(letter), "!=", one) for one in finding.index.exceptions)]
    among = Logic("and", tuple(read_condition(str(one)) for one in conditions))
    return _family(read_constant(str(finding.at), parameters=None), integers(letter, among))


def _family(formula: Node, indices: Integers) -> Spot:
    """The members of a family, with a step if they lie at equal distances."""
    letter = indices.index
    try:
        c = expression(formula)
        step = derivative(c, letter)
        base = c - step * symbol(letter)
        if letter not in step.free | base.free and sign(step) != 0:
            return Spot(None, Family(formula, indices, base, step))
    except UndecidedSign:  # a root, or a quotient, of the index
        pass
    return Spot(None, Family(formula, indices))


def _ball(q: Fraction) -> arb:
    return arb(q.numerator) / arb(q.denominator)


def contains(spot: Spot, point: Spot) -> bool:
    """Whether a single number is the other, or a member of the family. Raises NotYet."""
    if spot.family is not None:
        return _is_member(spot.family, point)
    if spot.at is None or point.at is None:
        if _near(spot).overlaps(_near(point)):
            raise incomparable(_NO_CLOSED_FORM)
        return False
    return same(spot.at, point.at)


def _is_member(family: Family, point: Spot) -> bool:
    """Whether a number is in a family: at equal distances its index is computed, else it is looked for among the first members."""
    if family.base is None or family.step is None:
        return _is_among_the_nearest(family, point.at)
    if point.at is None:
        if ((_near(point) - enclose(family.base, PRECISION)) / enclose(family.step, PRECISION)).contains_integer():
            raise incomparable(_NO_CLOSED_FORM)
        return False
    index = (point.at - family.base) / family.step
    if index.rational is not None:
        return index.integer is not None and index.integer in family.indices
    if index.free:
        raise incomparable(_DEPENDS)
    found = enclose(index, PRECISION)
    n = found.unique_fmpz()
    if n is None and found.contains_integer():
        raise incomparable("the index of this point is not known")
    return n is not None and int(n) in family.indices and same(family.member(int(n)), point.at)


def _is_among_the_nearest(family: Family, at: Expr | None) -> bool:
    """True, where a number is one of the first members of a family; raises where it is none of them."""
    if at is not None and any(n in family.indices and _is_same(family.member(n), at) for n in NEAREST):
        return True
    raise incomparable("whether a number is in a family whose members lie at different distances is not known")


def _is_same(u: Expr, v: Expr) -> bool:
    try:
        return same(u, v)
    except NotYet:
        return False


def _near(spot: Spot) -> arb:
    if spot.near is not None:
        return spot.near
    assert spot.at is not None
    if spot.at.free:
        raise incomparable(_DEPENDS)
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


def uncovered(whole: Family, spots: Sequence[Spot]) -> Expr | None:
    """A member of a family that lies in none of these sets; None if they cover it. Raises NotYet."""
    for n in FIRST:
        if n in whole.indices and _lies_outside(whole.member(n), spots):
            return whole.member(n)
    covers, open_ = _covers(whole, spots)
    singles = sum(spot.family is None for spot in spots)  # a class of which these hold some members has others
    period = lcm(whole.indices.period, *(cover.period for cover in covers))
    for n in representatives(period, [*whole.indices.breaks, *(cut for cover in covers for cut in cover.breaks())], singles):
        if n in whole.indices and not any(n in cover for cover in covers):
            member = whole.member(n)
            if not lies_in(Spot(member), spots):
                return member
            if open_ is not None:  # another member of the class may be left out
                raise open_
    return None


def _covers(whole: Family, spots: Sequence[Spot]) -> tuple[list[_Cover], NotYet | None]:
    """The families among these sets as seen from another one, and why some are not known so."""
    covers: list[_Cover] = []
    open_: NotYet | None = None
    for spot in spots:
        if spot.family is not None:
            try:
                covers.append(_Cover.of(spot.family, whole))
            except NotYet as reason:
                open_ = reason
    return covers, open_


def _lies_outside(point: Expr, spots: Sequence[Spot]) -> bool:
    """Whether a number is proved to lie in none of these sets."""
    try:
        return not lies_in(Spot(point), spots)
    except NotYet:
        return False


def meets(whole: Spot, other: Spot) -> Expr | None:
    """A member of a family that lies in another set; None if there is none. Raises NotYet."""
    assert whole.family is not None
    if other.family is None:
        return other.at if _is_member(whole.family, other) else None
    for n in FIRST:
        with suppress(NotYet):
            if n in whole.family.indices and contains(other, Spot(whole.family.member(n))):
                return whole.family.member(n)
    cover = _Cover.of(other.family, whole.family)
    period = lcm(whole.family.indices.period, cover.period)
    for n in representatives(period, [*whole.family.indices.breaks, *cover.breaks()]):
        if n in whole.family.indices and n in cover:
            return whole.family.member(n)
    if whole.family.step is None:
        raise incomparable("whether two families whose members lie at different distances have some in common is not known")
    return None


@immutable
class _Cover:
    """A family as seen from another one, whose member n is its member shift + ratio*n."""

    family: Family
    ratio: Fraction
    shift: Fraction

    @classmethod
    def of(cls, family: Family, whole: Family) -> _Cover:
        """Raises NotYet where no such numbers are known."""
        if family.base is not None and family.step is not None and whole.base is not None and whole.step is not None:
            ratio, shift = (whole.step / family.step).rational, ((whole.base - family.base) / family.step).rational
            if ratio is not None and shift is not None:
                return cls(family, Fraction(int(ratio.p), int(ratio.q)), Fraction(int(shift.p), int(shift.q)))
            raise incomparable("the distances of two families have no rational ratio that is known")
        for ratio_, shift_ in product((1, -1), (0, 1, -1)):
            if _is_moved(family, whole, ratio_, shift_):
                return cls(family, Fraction(ratio_), Fraction(shift_))
        raise incomparable("two families whose members lie at different distances are not known to be one")

    @property
    def period(self) -> int:
        """The class of n modulo this decides between breaks."""
        return self.ratio.denominator * self.family.indices.period

    def breaks(self) -> Iterator[Fraction]:
        """The breaks of the family, counted as the other one is."""
        for cut in self.family.indices.breaks:
            yield (cut - self.shift) / self.ratio

    def __contains__(self, n: int) -> bool:
        own = self.shift + self.ratio * n
        return own.denominator == 1 and int(own) in self.family.indices


def _is_moved(family: Family, whole: Family, ratio: int, shift: int) -> bool:
    """Whether the member n of the whole is the member shift + ratio*n of the family: by one identity for n > 0, and by one for n < 0."""
    if 0 in whole.indices and not (shift in family.indices and _is_same(whole.member(0), family.member(shift))):
        return False
    n = Name(_LETTER)
    own = Apply("+", (Apply("*", (Number(Fraction(ratio)), n)), Number(Fraction(shift))))
    here = assumptions()
    case = here if isinstance(here, Case) else Case()
    case = replace(case, parameters=case.parameters | {_LETTER})
    signs = {(k > 0) - (k < 0) for k in representatives(whole.indices.period, (*whole.indices.breaks, Fraction(0))) if k in whole.indices}
    for ends in [(ZERO, None)] * (1 in signs) + [(None, ZERO)] * (-1 in signs):
        try:
            with assuming(case.with_cell(_LETTER, *ends)):
                member = expression(substitute(whole.formula, {whole.indices.index: n}))
                if not is_zero_form(member - expression(substitute(family.formula, {family.indices.index: own}))):
                    return False
        except (NotYet, BadInput, Open):
            return False
    return True
