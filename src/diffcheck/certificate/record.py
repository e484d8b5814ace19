"""The proofs of one record: a lemma for each point and each stretch between points, and what follows from them for the whole domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Final

from flint import arb, fmpq

from diffcheck.certificate import claim
from diffcheck.certificate.branches import Branch, on_piece
from diffcheck.certificate.expansions import value_at
from diffcheck.certificate.formulas import formula_of
from diffcheck.certificate.looks import MEMBER, PieceLook, SideLook
from diffcheck.certificate.numbers import NO_NAMES, Names, Real, fraction, real_of, sign_of
from diffcheck.certificate.outside import Outside, Turn
from diffcheck.certificate.points import Entry, Lemma
from diffcheck.functions.formal import WHOLE_PART, Formal
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Finding, Index, Report

MOST_TURNS: Final = 8
"""So many turns are parted from pieces."""


@immutable
class Place:
    """A listed point, or a suspect that turned out smooth and is not listed, with its lemmas."""

    point: Real
    number: int
    finding: Finding | None
    """None: f has no switch there, only a part of it."""
    listed: bool
    lemmas: tuple[Lemma, ...]

    @property
    def defined(self) -> bool:
        """Whether f has a value there."""
        return self.finding is None or self.finding.value is not None

    @property
    def found(self) -> Finding:
        """What the record says of it."""
        assert self.finding is not None
        return self.finding


@immutable
class Stretch:
    """The numbers between two places, on which f is a formula without switches, or undefined."""

    number: int
    branch: Branch
    low: Real | None
    high: Real | None

    @property
    def bounds(self) -> list[str]:
        """The conditions on x."""
        low = [] if self.low is None else [f"{self.low.enclosed} < x"]
        return low if self.high is None else [*low, f"x < {self.high.enclosed}"]

    @property
    def lemma(self) -> Lemma:
        """f is ordinary there, and defined or not."""
        g = self.branch.formula
        statement = " -> ".join([*self.bounds, f"{'~ ' if g is None else ''}dom f x /\\ ordinary f x"])
        names = [name for name, bound in (("L", self.low), ("H", self.high)) if bound is not None]
        theorem = "apply beyond_outside" if g is None else f"apply (piece_inside x _ ({g}))"
        proof = f"intros {' '.join(['x', *names])}. {theorem}. unfold Claim.f. {self.branch.proof}."
        return Lemma(f"on_{self.number}", f"forall x, {statement}", proof)


class Record:
    """The proofs of one record, of which `f` is the formula."""

    def __init__(self, report: Report, suspects: tuple[Finding, ...], names: Names = NO_NAMES) -> None:
        self.report = report
        self.family = _family(report, suspects)
        if self.family is not None:
            names = {self.family.symbol: Real("IZR n", arb(MEMBER))}
        self.names = names
        self.f = formula_of(report.problem.tree, report.problem.variable, names)
        self._candidates = _candidates(self.f, self._twin()) if self.family is not None else []
        self.places, self.stretches = self._parted(suspects, ())

    def _twin(self) -> tuple[Real, Real]:
        """The member of the family for which proofs are looked for, and the next one."""
        at = self.report.points[0].at
        assert self.family is not None
        following = {self.family.symbol: Real("(IZR n + 1)", arb(MEMBER + 1))}
        return real_of(at, self.names), real_of(at, following)

    def _parted(self, suspects: tuple[Finding, ...], turns: tuple[Fraction, ...]) -> tuple[tuple[Place, ...], tuple[Stretch, ...]]:
        """The line in places and stretches; the turns of parts of the formula are places too."""
        places = self._places(suspects, turns)
        try:
            return places, self._stretches(places)
        except Turn as turn:
            if len(turns) == MOST_TURNS:
                raise
            return self._parted(suspects, (*turns, turn.at))

    def _places(self, suspects: tuple[Finding, ...], turns: tuple[Fraction, ...]) -> tuple[Place, ...]:
        listed = {finding.at for finding in self.report.points}
        rest = [finding for finding in suspects if finding.at not in listed]
        points: list[tuple[Real, Finding | None]] = [(claim.place(one, self.names), one) for one in (*self.report.points, *rest)]
        found = sorted([*points, *((fraction(turn), None) for turn in turns)], key=lambda pair: pair[0].ball.mid())
        twin = self._twin()[1] if self.family is not None else None
        made = []
        for number, (point, finding) in enumerate(found):
            entry = Entry(self.f, point, finding, number, self.names, twin)
            is_listed = finding is not None and finding.at in listed
            made.append(Place(point, number, finding, is_listed, tuple(entry.proved() if is_listed else entry.cleared())))
        return tuple(made)

    def _stretches(self, places: tuple[Place, ...]) -> tuple[Stretch, ...]:
        if self.family is not None:
            here, there = self._twin()
            samples = samples_between(here, there)
            moved = tuple(sample + there.ball - here.ball for sample in samples)
            return (Stretch(0, on_piece(self.f, PieceLook(samples, here, there, PieceLook(moved, None, None))), here, there),)
        ends = [None, *(place.point for place in places), None]
        return tuple(
            Stretch(number, on_piece(self.f, PieceLook(samples_between(low, high), low, high)), low, high)
            for number, (low, high) in enumerate(pairwise(ends))
        )

    def text(self) -> list[str]:
        """The lemmas as they are written."""
        own = [*self._comparisons(), *(lemma for place in self.places for lemma in place.lemmas), *(one.lemma for one in self.stretches)]
        rest = [self._domain(), *self._verdicts(), self._elsewhere()]
        if self.family is None:
            return [*map(str, own), *map(str, rest)]
        named = " | ".join(f"candidate a ({one})%Z" for one in self._candidates) or "fail"
        start = ["Module Member.", "Section Member.", "Variable n : Z.", f"Ltac candidates a ::= first [{named}]."]
        start = [*start, "Ltac plain ::= computed_apart."]
        return [*start, *map(str, own), "End Member.", "End Member.", *map(str, rest)]

    @property
    def listed(self) -> list[Place]:
        """The places that the record names."""
        return [place for place in self.places if place.listed]

    @property
    def whole(self) -> str:
        """The proof of all parts, from the lemmas."""
        quantified = "Member." if self.family is not None else ""
        names = ["domain", "verdicts", *(f"{quantified}point_{place.number}" for place in self.listed), "elsewhere"]
        return "exact " + " ".join(f"(conj {name}" for name in names[:-1]) + f" {names[-1]}" + ")" * (len(names) - 1) + "."

    def parts(self, named: str) -> list[str]:
        """What the record says, of the function that has this name."""
        domain = f"(forall x, dom {named} x <-> {claim.domain(self.report, self.names)})"
        verdicts = claim.verdicts(self.report).replace("on_domain f", f"on_domain {named}")
        return [domain, verdicts, *self.points(named), self.elsewhere(named)]

    def points(self, named: str) -> list[str]:
        """The entries."""
        entries = [f"holds_at {named} {place.point.enclosed} ({claim.entry(place.found, self.names)})" for place in self.listed]
        return entries if self.family is None else [f"(forall n : Z, {entry})" for entry in entries]

    def elsewhere(self, named: str) -> str:
        """That f is ordinary at all points but the listed ones."""
        others = [f"x <> {place.point.enclosed}" for place in self.listed]
        if self.family is not None:
            others = [f"(forall n : Z, {other})" for other in others]
        return f"(forall x, {' -> '.join([*others, f'ordinary {named} x'])})"

    def told(self) -> tuple[str, ...]:
        """What is claimed, in words."""
        points = [f"value, limits, slopes, verdicts and order at {place.found.at}" for place in self.listed]
        return ("the domain", "the verdicts on the domain", *points, "f is C^oo everywhere else, and undefined elsewhere only on open sets")

    def _comparisons(self) -> list[Lemma]:
        """The order of the places, where it is not that of fractions."""
        pairs = pairwise(self.places)
        return [
            Lemma(f"less_{one.number}", f"{one.point.enclosed} < {other.point.enclosed}", "number.")
            for one, other in pairs
            if one.point.rational is None or other.point.rational is None
        ]

    def _known_of(self, member: str) -> str:
        """The lemmas on one member of the family."""
        names = [lemma.name for lemma in self.places[0].lemmas if lemma.name.startswith(("value", "continuous", "differentiable", "order"))]
        return "; ".join(f"pose proof (Member.{name} {member}) as {name}" for name in names)

    def _by_members(self, piece: Callable[[Stretch, str], str], point: Callable[[Place], str]) -> str:
        """A proof for each member of the family and for what lies between two of them."""
        assert self.family is not None
        at = self.report.points[0].at
        start, following = (real_of(at, {self.family.symbol: fraction(Fraction(i))}).rational for i in (0, 1))
        if start is None or following is None or following <= start:
            raise Outside(f"the family of points {at}")
        known = self._known_of("n")
        place = self.places[0].point.text
        spaced = f"between (fun n : Z => {place}) ({following - start}) ({start})"
        own = piece(self.stretches[0], "(Member.on_0 n x L H)")
        return (
            f"destruct ({spaced} ltac:(lra) ltac:(intros; lra) x) as [n [E | [L H]]]; cbv beta in *; "
            f"[subst x; {known}; {point(self.places[0])} | rewrite plus_IZR in H; {own}]."
        )

    def _by_places(self, piece: Callable[[Stretch, str], str], point: Callable[[Place], str]) -> str:
        """A proof for each stretch and each place: by comparing x with the places from left to right."""
        if self.family is not None:
            return self._by_members(piece, point)
        known = "".join(f"pose proof {lemma.name}. " for lemma in self._comparisons())

        def rest(i: int) -> str:
            hypotheses = " ".join([*(f"G{i - 1}" for _ in range(i > 0)), *(f"L{i}" for _ in range(i < len(self.places)))])
            own = piece(self.stretches[i], f"(on_{i} x {hypotheses})" if hypotheses else "(on_0 x)")
            if i == len(self.places):
                return own
            place = self.places[i]
            ways = f"[{own} | subst x; {point(place)} | {rest(i + 1)}]"
            return f"destruct (total_order_T x {place.point.enclosed}) as [[L{i} | E{i}] | G{i}]; {ways}"

        return known + rest(0) + "."

    def _domain(self) -> Lemma:
        def piece(stretch: Stretch, on: str) -> str:
            return f"{'outside' if stretch.branch.formula is None else 'inside'} (proj1 {on})"

        def point(place: Place) -> str:
            return f"inside (proj1 value_{place.number})" if place.defined else f"outside value_{place.number}"

        statement = f"forall x, dom f x <-> {claim.domain(self.report, self.names)}"
        return Lemma("domain", statement, f"intros x. {self._by_places(piece, point)}")

    def _elsewhere(self) -> Lemma:
        names = "".join(f" N{place.number}" for place in self.listed)

        def point(place: Place) -> str:
            if not place.listed:
                return f"exact ordinary_{place.number}"
            return f"exfalso; exact (N{place.number} {'n ' if self.family is not None else ''}eq_refl)"

        proof = self._by_places(lambda _, on: f"exact (proj2 {on})", point)
        return Lemma("elsewhere", self.elsewhere("f").removeprefix("(").removesuffix(")"), f"intros x{names}. {proof}")

    def _verdicts(self) -> list[Lemma]:
        """Continuity, differentiability and the order on the domain, and all three together."""
        report = self.report
        lemmas = [
            self._verdict("continuous", "continuous_at (dom f) (val f) x", report.continuous.answer == "yes"),
            self._verdict("differentiable", "differentiable_at f x", report.differentiable.answer == "yes"),
        ]
        if report.smoothness == "oo":
            lemmas.append(self._everywhere_good("n", "n "))
            proof = "all_good"
        else:
            assert isinstance(report.smoothness, int)
            k = report.smoothness
            if k >= 0:
                lemmas.append(self._everywhere_good(str(k), ""))
            witness = next((one for one in self.places if one.listed and one.found.smoothness == k), None)
            if witness is None:
                raise Outside("no point has the order of the whole")
            n, bad = witness.number, k + 1
            refuted = f"{self._witness()}intros K. exact (order_bad _ _ _ {bad} (proj2 order_{n}) ltac:(ranked) (K _ (proj1 order_{n})))."
            lemmas.append(Lemma("not_all_good", f"~ forall x, dom f x -> C_near {bad} (dom f) (val f) x", refuted))
            proof = "(conj all_good not_all_good)" if k >= 0 else "not_all_good"
        return [*lemmas, Lemma("verdicts", claim.verdicts(report), f"exact (conj all_continuous (conj all_differentiable {proof})).")]

    def _witness(self) -> str:
        return f"{self._known_of('0%Z')}. " if self.family is not None else ""

    def _verdict(self, word: str, property_: str, holds: bool) -> Lemma:
        statement = f"forall x, dom f x -> {property_}"
        if not holds:
            bad = [one for one in self.places if one.listed and one.defined and getattr(one.found, word).answer == "no"]
            if not bad:
                raise Outside(f"no point at which f is not {word}")
            n = bad[0].number
            return Lemma(f"all_{word}", f"~ ({statement})", f"{self._witness()}intros K. exact ({word}_{n} (K _ (proj1 value_{n}))).")

        def point(place: Place) -> str:
            n = place.number
            if not place.defined:
                return f"exfalso; exact (value_{n} Dx)"
            return f"exact {word}_{n}" if place.listed else f"exact (ordinary_{word} _ _ ordinary_{n} Dx)"

        proof = self._by_places(lambda _, on: f"exact (ordinary_{word} _ _ (proj2 {on}) Dx)", point)
        return Lemma(f"all_{word}", statement, f"intros x Dx. {self._start(f'moved_{word} _')}{proof}")

    def _everywhere_good(self, order: str, quantified: str) -> Lemma:
        def point(place: Place) -> str:
            n = place.number
            if not place.defined:
                return f"exfalso; exact (value_{n} Dx)"
            if place.listed:
                return f"exact (order_good _ _ _ {order} (proj2 order_{n}) ltac:(ranked) Dx)"
            return f"exact (ordinary_good _ _ {order} ordinary_{n} Dx)"

        proof = self._by_places(lambda _, on: f"exact (ordinary_good _ _ {order} (proj2 {on}) Dx)", point)
        statement = f"forall {quantified}x, dom f x -> C_near {order} (dom f) (val f) x"
        return Lemma("all_good", statement, f"intros {quantified}x Dx. {self._start('moved_C _ _')}{proof}")

    def _start(self, theorem: str = "") -> str:
        """What comes before a proof by places; `theorem`: what is asked holds after some periods if it holds before."""
        return ""


def _family(report: Report, suspects: tuple[Finding, ...]) -> Index | None:
    """The index of the one family of points that is all there is; None if there is no family. Raises Outside."""
    found = [*report.points, *suspects]
    family = next((one for one in found if one.index is not None), None)
    if family is None:
        return None
    index = family.index
    assert index is not None
    if str(index.set) != "Integers" or index.exceptions or any((one.at, one.index) != (family.at, index) for one in found):
        raise Outside(f"the family of points {family.at}")
    return index


def _candidates(f: Formal, twin: tuple[Real, Real]) -> list[str]:
    """The integer parts at a member of the family, as the index has them."""
    looks = [SideLook(point, 1) for point in twin]
    found = []
    for u in _integer_parts(f):
        try:
            values = [value_at(u, look.point.ball) for look in looks]
        except Outside:
            continue
        wholes = [(value + arb(0.5)).floor().unique_fmpz() for value in values]
        if all(one is not None for one in wholes):
            whole = [int(n) if sign_of(value - n) >= 0 else int(n) - 1 for n, value in zip(wholes, values, strict=True) if n is not None]
            slope = whole[1] - whole[0]
            found.append(f"{slope} * n + {whole[0] - slope * MEMBER}".replace("+ -", "- "))
    return list(dict.fromkeys(found))


def _integer_parts(f: Formal) -> Iterable[Formal]:
    for arg in f.args:
        yield from _integer_parts(arg)
    if f.operation == WHOLE_PART:
        yield f.args[0]


def samples_between(low: Real | None, high: Real | None) -> tuple[arb, ...]:
    """Points between two places: first a dyadic one near the middle, beside what is often special, then others on both sides of it."""
    if low is None and high is None:
        return arb(fmpq(1, 3)), arb(fmpq(-7, 3)), arb(fmpq(19, 3))
    if low is None or high is None:
        end, step = (high, -1) if low is None else (low, 1)
        assert end is not None
        return tuple(end.ball.mid() + step * arb(fmpq(n, 5)) for n in (7, 1, 29))
    width = high.ball.mid() - low.ball.mid()
    return tuple(low.ball.mid() + width * arb(fmpq(n, 9)) for n in (4, 1, 8))
