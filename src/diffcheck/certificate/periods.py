"""Records of functions with a period: one period is proved as a record without families, the rest follows by the theorems of Periods.v."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import ceil, lcm
from typing import Final

from flint import arb, fmpq

from diffcheck.certificate import claim
from diffcheck.certificate.branches import on_piece
from diffcheck.certificate.formulas import formula_of
from diffcheck.certificate.looks import PieceLook
from diffcheck.certificate.numbers import NO_NAMES, Real, fraction, real_of
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.points import Entry, Lemma
from diffcheck.certificate.polynomials import polynomial_of
from diffcheck.certificate.record import Place, Record, Stretch, samples_between
from diffcheck.exact.generators import PI
from diffcheck.functions.formal import COS, SIN, TAN, Formal, X
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Finding, Report
from diffcheck.model.term import Call, Chain, Fence, Members, Number, Product, Sum, Symbol, Term

WAVES: Final = (SIN, COS, TAN)
PERIOD: Final = Symbol(PI)
"""In multiples of which the waves have their periods."""
MOVED: Final = "rewrite plus_IZR, mult_IZR; lra"
"""The proof that a member after some periods is a member."""


@immutable
class Angle:
    """The number plain + turns PI."""

    plain: Fraction
    turns: Fraction

    @property
    def real(self) -> Real:
        """The number as it is written."""
        if not self.turns:
            return fraction(self.plain)
        ball = arb(fmpq(self.plain.numerator, self.plain.denominator)) + _ball(self.turns) * arb.pi()
        text = f"{fraction(self.turns).text} * PI" if self.turns != 1 else real_of(PERIOD).text
        return Real(f"{text} + {fraction(self.plain).text}" if self.plain else text, ball)

    def __add__(self, other: Angle) -> Angle:
        return Angle(self.plain + other.plain, self.turns + other.turns)

    def times(self, factor: Fraction) -> Angle:
        """A multiple of it."""
        return Angle(self.plain * factor, self.turns * factor)


def _ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def angle_of(term: Term, index: str, value: int) -> Angle:
    """The number p + q PI that a term is for a value of its index. Raises Outside."""
    match term:
        case Number(digits):
            return Angle(Fraction(digits), Fraction(0))
        case Symbol(name) if name == index:
            return Angle(Fraction(value), Fraction(0))
        case Symbol(name) | Call(name, ()) if name == PI:
            return Angle(Fraction(0), Fraction(1))
        case Fence("(", (within,), ")"):
            return angle_of(within, index, value)
        case Sum(terms):
            parts = [angle_of(part, index, value).times(Fraction(-1 if sign == "-" else 1)) for sign, part in terms]
            return sum(parts[1:], parts[0])
        case Product(factors):
            return _product([(sign, angle_of(part, index, value)) for sign, part in factors], term)
    raise Outside(f"the family of points {term}")


def _product(factors: list[tuple[str, Angle]], term: Term) -> Angle:
    found = Angle(Fraction(1), Fraction(0))
    for sign, one in factors:
        if sign == "/" and not one.turns and one.plain:
            found = found.times(1 / one.plain)
        elif sign != "/" and not one.turns:
            found = found.times(one.plain)
        elif sign != "/" and not found.turns:
            found = one.times(found.plain)
        else:
            raise Outside(f"the family of points {term}")
    return found


@immutable
class Family:
    """A family of points, `count` of which lie in a period, those with the indices from `first` on."""

    term: Term
    symbol: str
    first: int
    count: int

    def angle(self, k: int) -> Angle:
        """A member."""
        return angle_of(self.term, self.symbol, k)

    @property
    def members(self) -> list[tuple[int, Angle]]:
        """Those in the period, with their indices."""
        return [(k, self.angle(k)) for k in range(self.first, self.first + self.count)]

    @property
    def at(self) -> str:
        """Its members, for the index n."""
        return real_of(self.term, {self.symbol: Real("IZR n", arb(1))}).enclosed


@immutable
class Points:
    """A family of points of the record, or of suspects that turned out smooth."""

    family: Family
    finding: Finding
    listed: bool

    @property
    def entry(self) -> str:
        """What is claimed of each. Raises Outside where that depends on the index."""
        general = claim.entry(self.finding, {self.family.symbol: Real("IZR n", arb(1))})
        if general != claim.entry(self.finding, {self.family.symbol: fraction(Fraction(self.family.first))}):
            raise Outside(f"the family of points {self.finding.at}, the values at which depend on the index")
        return general


@immutable
class Member:
    """A point of the period: the number of its points, and its index."""

    i: int
    k: int
    angle: Angle


def turns_of(f: Formal) -> Fraction:
    """The period of a formula, in units of PI: where the variable occurs in waves of linear formulas alone. Raises Outside."""
    if f.operation in WAVES and (slope := _slope(f.args[0])):
        return 2 / abs(slope)
    if f == X:
        raise Outside("families of points of a function without a period")
    inner = [turns_of(arg) for arg in f.args if _holds_variable(arg)]
    if not inner:
        raise Outside("families of points of a function without a period")
    return _multiple(inner)


def _multiple(parts: list[Fraction]) -> Fraction:
    below = lcm(*(part.denominator for part in parts))
    return Fraction(lcm(*(int(part * below) for part in parts)), below)


def _holds_variable(f: Formal) -> bool:
    return f == X or any(_holds_variable(arg) for arg in f.args)


def _slope(u: Formal) -> Fraction:
    """The slope of a linear formula; 0 for others."""
    p = polynomial_of(u)
    return Fraction(int(p[1].p), int(p[1].q)) if p is not None and p.degree() == 1 else Fraction(0)


def periodic(f: Formal, turns: Fraction) -> str:
    """The proof that a formula has this period."""
    if f.operation.unfolded is not None:
        return periodic(f.operation.unfolded(*f.args), turns)
    if f.operation in WAVES and (slope := _slope(f.args[0])):
        whole = f"({int(slope * turns / 2)})"
        premises = "intros; cbn [val Sub]; lra | intros; cbn [dom val Sub]; repeat split; intro; lra"
        return f"apply (periodic_{f.operation.real} _ {whole}%Z); [{premises}]"
    name = f.operation.coq.split(" ")[0].lower()
    parts = " | ".join(periodic(arg, turns) for arg in f.args)
    return f"apply periodic_{name}; [{parts}]" if f.args else f"apply periodic_{name}"


def _index(finding: Finding) -> str:
    """The index of a family that runs through all integers. Raises Outside."""
    index = finding.index
    if index is None or str(index.set) != "Integers" or index.exceptions:
        raise Outside(f"the points {finding.at} beside families")
    return index.symbol


def _beginning(finding: Finding) -> tuple[Angle, Fraction]:
    return _ends(finding.at, _index(finding))


def _ends(term: Term, symbol: str) -> tuple[Angle, Fraction]:
    """The member 0, and the step in units of PI. Raises Outside."""
    first, following = (angle_of(term, symbol, k) for k in (0, 1))
    step = following.turns - first.turns
    if following.plain != first.plain or step <= 0:
        raise Outside(f"the family of points {term}")
    return first, step


class Periodic(Record):
    """The proofs of a record all of whose points are families with a common period."""

    def __init__(self, report: Report, suspects: tuple[Finding, ...]) -> None:
        self.report = report
        self.family = None
        self.names = NO_NAMES
        self.f = formula_of(report.problem.tree, report.problem.variable)
        self.turns = turns_of(self.f)
        known = {finding.at for finding in report.points}
        everything = [*report.points, *(finding for finding in suspects if finding.at not in known)]
        self.start = min((_beginning(finding)[0] for finding in everything), key=lambda angle: angle.real.ball.mid())
        self.groups = [Points(self._family(finding.at, _index(finding)), finding, finding.at in known) for finding in everything]
        parts = report.domain.parts if isinstance(report.domain, Chain) else ()
        self.excluded = [self._family(part.at, str(part.index)) for part in parts if isinstance(part, Members)]
        found = [Member(i, k, angle) for i, group in enumerate(self.groups) for k, angle in group.family.members]
        self.members = sorted(found, key=lambda member: member.angle.real.ball.mid())
        self.places = tuple(self._place(number, member) for number, member in enumerate(self.members))
        self.stretches = self._stretches(self.places)

    def _family(self, term: Term, symbol: str) -> Family:
        """Which members of a family lie in the period. Raises Outside."""
        first, step = _ends(term, symbol)
        count = self.turns / step
        if count.denominator != 1:
            raise Outside(f"the family of points {term}")
        behind = (self.start.real.ball - first.real.ball) / (_ball(step) * arb.pi())
        return Family(term, symbol, ceil(float(behind.mid()) - 2.0**-40), int(count))

    def _place(self, number: int, member: Member) -> Place:
        group = self.groups[member.i]
        names = {group.family.symbol: fraction(Fraction(member.k))}
        entry = Entry(self.f, member.angle.real, group.finding, number, names, None)
        return Place(member.angle.real, number, group.finding, group.listed, tuple(entry.proved() if group.listed else entry.cleared()))

    def _stretches(self, places: tuple[Place, ...]) -> tuple[Stretch, ...]:
        ends = [*(place.point for place in places), (self.start + Angle(Fraction(0), self.turns)).real]
        return tuple(
            Stretch(number, on_piece(self.f, PieceLook(samples_between(low, high), low, high)), low, high)
            for number, (low, high) in enumerate(pairwise(ends))
        )

    @property
    def _period(self) -> str:
        return Angle(Fraction(0), self.turns).real.enclosed

    @property
    def _begin(self) -> str:
        return self.start.real.enclosed

    def text(self) -> list[str]:
        """The lemmas as they are written."""
        period = Lemma("has_period", f"periodic {self._period} f", f"unfold Claim.f. {periodic(self.f, self.turns)}.")
        own = [*self._comparisons(), *(lemma for place in self.places for lemma in place.lemmas), *(one.lemma for one in self.stretches)]
        away = [self._away(i, family) for i, family in enumerate(self.excluded)]
        every = [self._every(i, group) for i, group in enumerate(self.groups) if group.listed]
        return list(map(str, [period, *own, *away, self._domain(), *self._verdicts(), self._elsewhere(), *every]))

    def _comparisons(self) -> list[Lemma]:
        """The order of the points, the last of which is followed by the next period."""
        ends = [place.point.enclosed for place in self.places] + [f"{self._begin} + {self._period}"]
        order = [Lemma(f"less_{i}", f"{low} < {high}", "number.") for i, (low, high) in enumerate(pairwise(ends))]
        return [Lemma("period_positive", f"0 < {self._period}", "number."), *order]

    def _ordered(self) -> str:
        return " ".join(f"pose proof less_{i} as O{i};" for i in range(len(self.places))) + " pose proof PI_RGT_0"

    def _own(self, family: Family) -> list[tuple[int, int]]:
        """The members of a family: the number of the place and the index. Raises Outside where one is no place."""
        numbers = {member.angle: number for number, member in enumerate(self.members)}
        if any(angle not in numbers for _, angle in family.members):
            raise Outside(f"the domain without {family.term}")
        return [(numbers[angle], k) for k, angle in family.members]

    def _residues(self, family: Family) -> str:
        """The index of a member is that of one in the period, and periods."""
        ways = [f"n = ({family.count} * s + ({k}))%Z" for _, k in self._own(family)]
        apart = f"destruct G as {'[-> | ' * (len(ways) - 1)}->{']' * (len(ways) - 1)}" if len(ways) > 1 else "subst n"
        stated = " \\/ ".join(ways)
        found = f"destruct (residue {family.count} ({family.first}) n ltac:(lia)) as [s [j [F J]]]"
        return f"{found}; assert (G : {stated}) by lia; clear F J; {apart}"

    def _away(self, i: int, family: Family) -> Lemma:
        own = self._own(family)
        premises = " -> ".join(f"x <> {self.places[number].point.enclosed}" for number, _ in own)
        inside = f"{self._begin} <= x < {self._begin} + {self._period}"
        statement = f"forall x t, {inside} -> {premises} -> forall n : Z, x + IZR t * {self._period} <> {family.at}"
        names = " ".join(f"N{number}" for number, _ in own)
        one = f"apply (one_place {self._period} {self._begin} _ _ t s); [exact period_positive | exact H | lra | rewrite E; lra]"
        ways = " | ".join(f"apply N{number}; {one}" for number, _ in own)
        proof = f"intros x t H {names} n E. {self._ordered()}. {self._residues(family)}; rewrite plus_IZR, mult_IZR in E; [{ways}]."
        return Lemma(f"away_{i}", statement, proof)

    def _every(self, i: int, group: Points) -> Lemma:
        family = group.family
        ways = " | ".join(
            f"match goal with |- holds_at _ ?c _ => replace c with ({self.places[number].point.enclosed} + IZR s * {self._period}) "
            f"by (rewrite plus_IZR, mult_IZR; lra) end; apply (moved_point _ _ s has_period); exact point_{number}"
            for number, _ in self._own(family)
        )
        return Lemma(
            f"every_{i}", f"forall n : Z, holds_at f {family.at} ({group.entry})", f"intros n. {self._residues(family)}; [{ways}]."
        )

    def _by_places(self, piece: Callable[[Stretch, str], str], point: Callable[[Place], str]) -> str:
        """A proof for each stretch and each place of the period from A and B, that x lies in it."""

        def rest(i: int) -> str:
            bounds = [*(f"G{i - 1}" for _ in range(i > 0)), f"L{i}" if i < len(self.places) else "ltac:(lra)"]
            own = "exfalso; lra" if i == 0 else piece(self.stretches[i - 1], f"(on_{i - 1} x {' '.join(bounds)})")
            if i == len(self.places):
                return own
            place = self.places[i]
            ways = f"[{own} | subst x; {point(place)} | {rest(i + 1)}]"
            return f"destruct (total_order_T x {place.point.enclosed}) as [[L{i} | E{i}] | G{i}]; {ways}"

        return f"{self._ordered()}. {rest(0)}."

    def _start(self, theorem: str = "") -> str:
        """x is brought into the period."""
        found = f"destruct (reduce {self._period} {self._begin} x period_positive) as [y [t [E [A B]]]]; subst x; rename y into x. "
        given = "apply (proj1 (moved_dom _ _ t has_period x)) in Dx; "
        if not theorem:
            return found
        name, *rest = theorem.split()
        return f"{found}{given}apply (proj2 ({' '.join([name, '_ _ t has_period', *rest])})). "

    def _domain(self) -> Lemma:
        numbers = range(len(self.excluded))
        ways = " | ".join(f"apply (away_{i} _ t (conj A B)); intro; lra" for i in numbers) or "exact I"
        names = [f"K{i}" for i in numbers] or ["_"]
        pattern = "".join(f"[{name} " for name in names[:-1]) + names[-1] + "]" * (len(names) - 1)

        def inside(known: str) -> str:
            defined = f"apply (proj2 (moved_dom _ _ t has_period _)); exact (proj1 {known})"
            return f"split; [intros _; repeat split; first [{ways}] | intros _; {defined}]"

        def piece(stretch: Stretch, on: str) -> str:
            if stretch.branch.formula is None:
                raise Outside(f"the domain {self.report.domain}")
            return inside(on)

        def point(place: Place) -> str:
            n = place.number
            if place.defined:
                return inside(f"value_{n}")
            found = [(i, k, family) for i, family in enumerate(self.excluded) for number, k in self._own(family) if number == n]
            if not found:
                raise Outside(f"the domain {self.report.domain}")
            i, k, family = found[0]
            member = f"exfalso; apply (K{i} {_after(family, k)}); {MOVED}"
            return f"split; [intros K; exfalso; exact (value_{n} (proj1 (moved_dom _ _ t has_period _) K)) | intros {pattern}; {member}]"

        stated = claim.domain(self.report, self.names)
        return Lemma("domain", f"forall x, dom f x <-> {stated}", f"intros x. {self._start()}{self._by_places(piece, point)}")

    def _elsewhere(self) -> Lemma:
        ordinary = "apply (moved_ordinary _ _ t has_period); exact "

        def point(place: Place) -> str:
            if not place.listed:
                return f"{ordinary}ordinary_{place.number}"
            member = self.members[place.number]
            return f"exfalso; apply (N{member.i} {_after(self.groups[member.i].family, member.k)}); {MOVED}"

        names = "".join(f" N{i}" for i, group in enumerate(self.groups) if group.listed)
        proof = self._by_places(lambda _, on: f"{ordinary}(proj2 {on})", point)
        return Lemma("elsewhere", self.elsewhere("f").removeprefix("(").removesuffix(")"), f"intros x{names}. {self._start()}{proof}")

    @property
    def whole(self) -> str:
        """The proof of all parts, from the lemmas."""
        every = [f"every_{i}" for i, group in enumerate(self.groups) if group.listed]
        names = ["domain", "verdicts", *every, "elsewhere"]
        return "exact " + " ".join(f"(conj {name}" for name in names[:-1]) + f" {names[-1]}" + ")" * (len(names) - 1) + "."

    def points(self, named: str) -> list[str]:
        """The entries."""
        return [f"(forall n : Z, holds_at {named} {group.family.at} ({group.entry}))" for group in self.groups if group.listed]

    def elsewhere(self, named: str) -> str:
        """That f is ordinary at all points but the listed ones."""
        others = [f"(forall n : Z, x <> {group.family.at})" for group in self.groups if group.listed]
        return f"(forall x, {' -> '.join([*others, f'ordinary {named} x'])})"

    def told(self) -> tuple[str, ...]:
        """What is claimed, in words."""
        points = [f"value, limits, slopes, verdicts and order at {group.family.term}" for group in self.groups if group.listed]
        return ("the domain", "the verdicts on the domain", *points, "f is C^oo everywhere else, and undefined elsewhere only on open sets")


def _after(family: Family, k: int) -> str:
    """The index of a member after t periods."""
    return f"({family.count} * t + ({k}))%Z"
