"""A report as a file for Coq: a comment, the claim above all proofs, the proofs, and the theorem that they are proofs of the claim."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final

from flint import arb, fmpq

from diffcheck.certificate import claim
from diffcheck.certificate.branches import Branch, on_piece
from diffcheck.certificate.formulas import formula_of
from diffcheck.certificate.looks import PieceLook
from diffcheck.certificate.numbers import PRECISION, Real
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.points import Entry, Lemma
from diffcheck.exact.ball import at_precision
from diffcheck.model.certificate import Certificate
from diffcheck.model.report import Finding, Report
from diffcheck.model.tree import Problem

STATEMENT: Final = """From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A listed point, or a suspect that turned out smooth and is not listed, with its lemmas."""

    point: Real
    number: int
    finding: Finding
    listed: bool
    lemmas: tuple[Lemma, ...]

    @property
    def defined(self) -> bool:
        """Whether f has a value there."""
        return self.finding.value is not None


@dataclass(frozen=True, slots=True)
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
        proof = f"intros {' '.join(['x', *names])}. {theorem}. unfold f. {self.branch.proof}."
        return Lemma(f"on_{self.number}", f"forall x, {statement}", proof)


def file_name(path: str, problem: Problem) -> str:
    """The file of a certificate: the path, or a file in this folder named for the label or the formula; another name for each formula."""
    if path.endswith(".v"):
        return path
    words = re.findall(r"[A-Za-z0-9]+", problem.label or problem.text)
    return os.path.join(path, "_".join([*words, sha256(problem.text.encode()).hexdigest()[:8]])[-60:] + ".v")


def certificate_of(report: Report, suspects: Iterable[Finding], file: str) -> Certificate:
    """The certificate of a whole record; suspects: all places where f may fail, those that turned out smooth too. Raises Outside."""
    if report.on != "domain":
        raise Outside("verdicts on another set than the domain")
    if report.status != "ok":
        raise Outside("something is undecided")
    if report.problem.parameters:
        raise Outside(f"the parameter {report.problem.parameters[0]} is free")
    with at_precision(PRECISION):
        return _Writer(report, tuple(suspects)).certificate(file)


class _Writer:
    """The parts of one file."""

    def __init__(self, report: Report, suspects: tuple[Finding, ...]) -> None:
        self.report = report
        self.f = formula_of(report.problem.tree, report.problem.variable)
        self.places = self._places(suspects)
        self.stretches = self._stretches()

    def _places(self, suspects: tuple[Finding, ...]) -> tuple[Place, ...]:
        listed = {finding.at for finding in self.report.points}
        rest = [finding for finding in suspects if finding.at not in listed]
        found = sorted(((claim.place(one), one) for one in (*self.report.points, *rest)), key=lambda pair: pair[0].ball.mid())
        made = []
        for number, (point, finding) in enumerate(found):
            entry = Entry(self.f, finding, number)
            is_listed = finding.at in listed
            made.append(Place(point, number, finding, is_listed, tuple(entry.proved() if is_listed else entry.cleared())))
        return tuple(made)

    def _stretches(self) -> tuple[Stretch, ...]:
        ends = [None, *(place.point for place in self.places), None]
        made = []
        for number, (low, high) in enumerate(pairwise(ends)):
            look = PieceLook(_sample(low, high), low, high)
            made.append(Stretch(number, on_piece(self.f, look), low, high))
        return tuple(made)

    def certificate(self, file: str) -> Certificate:
        """The file."""
        stated = self._claim()
        proofs = [
            *self._comparisons(),
            *(lemma for place in self.places for lemma in place.lemmas),
            *(stretch.lemma for stretch in self.stretches),
            self._domain(),
            *self._verdicts(),
            self._elsewhere(),
        ]
        names = ["domain", "verdicts", *(f"point_{place.number}" for place in self.places if place.listed), "elsewhere"]
        proof = "exact " + " ".join(f"(conj {name}" for name in names[:-1]) + f" {names[-1]}" + ")" * (len(names) - 1)
        text = "\n".join(
            [
                self._comment(),
                stated,
                "From DiffCheck Require Import Tactics.",
                "Import Claim.",
                *map(str, proofs),
                f"Theorem verdict : Claim.claim.\nProof. {proof}. Qed.\n",
            ]
        )
        return Certificate(file, text, stated, self._told(), claim.OMITTED)

    def _told(self) -> tuple[str, ...]:
        """What is claimed, in words."""
        points = [f"value, limits, slopes, verdicts and order at {place.finding.at}" for place in self.places if place.listed]
        return ("the domain", "the verdicts on the domain", *points, "f is C^oo everywhere else, and undefined elsewhere only on open sets")

    def _comment(self) -> str:
        omitted = ", ".join(claim.OMITTED)
        reading = self.report.reading or str(self.report.function)
        told = "Claimed is what stands in the module Claim. Not claimed: "
        function = _harmless(f"{self.report.problem.variable} -> {reading}")
        return f"(* {function}\n   {told}{omitted}. *)"

    def _claim(self) -> str:
        listed = [place for place in self.places if place.listed]
        others = " -> ".join([*(f"x <> {place.point.enclosed}" for place in listed), "ordinary f x"])
        parts = [
            f"(forall x, dom f x <-> {claim.domain(self.report)})",
            claim.verdicts(self.report),
            *(f"holds_at f {place.point.enclosed} ({claim.entry(place.finding)})" for place in listed),
            f"(forall x, {others})",
        ]
        body = " /\\\n  ".join(parts)
        return f"{STATEMENT}Module Claim.\nDefinition f : expr := {self.f}.\nDefinition claim : Prop :=\n  {body}.\nEnd Claim.\n"

    def _comparisons(self) -> list[Lemma]:
        """The order of the places, where it is not that of fractions."""
        pairs = pairwise(self.places)
        return [
            Lemma(f"less_{one.number}", f"{one.point.enclosed} < {other.point.enclosed}", "number.")
            for one, other in pairs
            if one.point.rational is None or other.point.rational is None
        ]

    def _by_places(self, piece: Callable[[Stretch, str], str], point: Callable[[Place], str]) -> str:
        """A proof for each stretch and each place: by comparing x with the places from left to right."""
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

        statement = f"forall x, dom f x <-> {claim.domain(self.report)}"
        return Lemma("domain", statement, f"intros x. {self._by_places(piece, point)}")

    def _elsewhere(self) -> Lemma:
        listed = [place for place in self.places if place.listed]
        statement = " -> ".join([*(f"x <> {place.point.enclosed}" for place in listed), "ordinary f x"])
        names = "".join(f" N{place.number}" for place in listed)

        def point(place: Place) -> str:
            return f"exfalso; exact (N{place.number} eq_refl)" if place.listed else f"exact ordinary_{place.number}"

        proof = self._by_places(lambda _, on: f"exact (proj2 {on})", point)
        return Lemma("elsewhere", f"forall x, {statement}", f"intros x{names}. {proof}")

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
            witness = next((one for one in self.places if one.listed and one.finding.smoothness == k), None)
            if witness is None:
                raise Outside("no point has the order of the whole")
            n, bad = witness.number, k + 1
            refuted = f"intros K. exact (order_bad _ _ _ {bad} (proj2 order_{n}) ltac:(ranked) (K _ (proj1 order_{n})))."
            lemmas.append(Lemma("not_all_good", f"~ forall x, dom f x -> C_near {bad} (dom f) (val f) x", refuted))
            proof = "(conj all_good not_all_good)" if k >= 0 else "not_all_good"
        return [*lemmas, Lemma("verdicts", claim.verdicts(report), f"exact (conj all_continuous (conj all_differentiable {proof})).")]

    def _verdict(self, word: str, property_: str, holds: bool) -> Lemma:
        statement = f"forall x, dom f x -> {property_}"
        if not holds:
            bad = [one for one in self.places if one.listed and one.defined and getattr(one.finding, word).answer == "no"]
            if not bad:
                raise Outside(f"no point at which f is not {word}")
            n = bad[0].number
            return Lemma(f"all_{word}", f"~ ({statement})", f"intros K. exact ({word}_{n} (K _ (proj1 value_{n}))).")

        def point(place: Place) -> str:
            n = place.number
            if not place.defined:
                return f"exfalso; exact (value_{n} Dx)"
            return f"exact {word}_{n}" if place.listed else f"exact (ordinary_{word} _ _ ordinary_{n} Dx)"

        proof = self._by_places(lambda _, on: f"exact (ordinary_{word} _ _ (proj2 {on}) Dx)", point)
        return Lemma(f"all_{word}", statement, f"intros x Dx. {proof}")

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
        return Lemma("all_good", statement, f"intros {quantified}x Dx. {proof}")


def _sample(low: Real | None, high: Real | None) -> arb:
    """A point between two places: a dyadic one near the middle, beside what is often special."""
    if low is None and high is None:
        return arb(fmpq(1, 3))
    if low is None or high is None:
        end, step = (high, -1) if low is None else (low, 1)
        assert end is not None
        return end.ball.mid() + step * arb(fmpq(7, 5))
    return low.ball.mid() + (high.ball.mid() - low.ball.mid()) * arb(fmpq(4, 9))


def _harmless(text: str) -> str:
    """A text that ends no comment."""
    return text.replace("(*", "( *").replace("*)", "* )").replace('"', "'")
