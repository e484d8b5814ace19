"""The proof of one entry: branches on both sides, limits and slopes of these, and the verdicts by the theorems of Points.v."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from diffcheck.certificate.branches import Branch, is_regular, on_side
from diffcheck.certificate.claim import entry, order, quantity
from diffcheck.certificate.derivatives import derivative
from diffcheck.certificate.expansions import value_at
from diffcheck.certificate.leading import Lead
from diffcheck.certificate.looks import SideLook
from diffcheck.certificate.numbers import Names, Real, real_of, sign_of
from diffcheck.certificate.orders import (
    Part,
    healed_by_parts,
    order_by_parts,
    part_of,
    quotient_swings,
    regular_beside,
    smooth_by_parts,
    swinging,
)
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.parameters import signed_infinity
from diffcheck.functions.formal import DIV, Formal, opposite
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Finding, Lack, Quantity, is_infinite
from diffcheck.model.term import MINUS_OO, OO, SignedInfinity, Term

MOST_POLE: Final = 8
"""Poles of higher orders take the checker too long."""


@immutable
class Lemma:
    """A statement with its proof."""

    name: str
    statement: str
    proof: str

    def __str__(self) -> str:
        return f"Lemma {self.name} : {self.statement}.\nProof. {self.proof} Qed."


@dataclass(slots=True)
class Side:
    """One side of a point while its entry is proved."""

    word: str
    sign: int
    branch: Branch
    regular: bool
    limit: Quantity
    slope: Quantity

    @property
    def text(self) -> str:
        """1 or -1 as an argument."""
        return "1" if self.sign > 0 else "(-1)"


@dataclass(slots=True)
class Entry:
    """The lemmas on one point; `number` tells those of different points apart."""

    f: Formal
    point: Real
    finding: Finding | None
    """None: f has no switch there, only a part of it."""
    number: int
    names: Names
    following: Real | None
    """Where the next member of a family is."""
    lemmas: list[Lemma] = field(default_factory=list)

    def look(self, sign: int) -> SideLook:
        """One side of it."""
        twin = None if self.following is None else SideLook(self.following, sign)
        return SideLook(self.point, sign, twin)

    def real(self, value: Term) -> Real:
        """A number of the record."""
        return real_of(value, self.names)

    def name(self, what: str) -> str:
        """The name of a lemma on this point."""
        return f"{what}_{self.number}"

    def prove(self, what: str, statement: str, proof: str) -> None:
        """One lemma more."""
        self.lemmas.append(Lemma(self.name(what), statement, proof))

    @property
    def c(self) -> str:
        """The point as an argument."""
        return self.point.enclosed

    def sides(self) -> tuple[Side, Side]:
        """Both sides, each with its branch proved."""
        finding = self.finding
        made = []
        for word, sign in (("left", -1), ("right", 1)):
            limit = None if finding is None else getattr(finding, f"{word}_limit")
            slope = None if finding is None else getattr(finding, f"{word}_derivative")
            branch = on_side(self.f, self.look(sign))
            regular = branch.formula is None or is_regular(branch.formula, self.point)
            side = Side(word, sign, branch, regular, self._resolved(limit), self._resolved(slope))
            shown = f"void {side.text} {self.c} f" if branch.formula is None else f"branch {side.text} {self.c} f ({branch.formula})"
            self.prove(f"{word}_branch", shown, f"unfold Claim.f. {branch.proof}.")
            made.append(side)
        return made[0], made[1]

    def proved(self) -> list[Lemma]:
        """The lemmas, the last of which is the entry."""
        left, right = self.sides()
        self._value()
        for side in (left, right):
            self._limit(side)
            self._slope(side)
        self._continuous(left, right)
        self._differentiable(left, right)
        self._order(left, right)
        names = ("value", "left_limit", "right_limit", "left_slope", "right_slope", "continuous", "differentiable", "order")
        proof = f"exact {self.name('order')}"
        for one in reversed(names[:-1]):
            proof = f"split; [{self._shown(one)} | {proof}]"
        self.prove("point", f"holds_at f {self.c} ({entry(self.found, self.names)})", f"{proof}.")
        return self.lemmas

    def _shown(self, one: str) -> str:
        """The proof of one field of the entry; of an infinity with a sign, that it has this sign."""
        stated = getattr(self.found, one.replace("slope", "derivative"), None)
        if not isinstance(stated, SignedInfinity):
            return f"exact {self.name(one)}"
        choice = "left" if signed_infinity(stated, self.names) == OO else "right"
        return f"cbn [{one}]; rewrite choose_{choice} by lra; exact {self.name(one)}"

    def cleared(self) -> list[Lemma]:
        """The lemmas that f is ordinary at a suspect that is not listed."""
        left, right = self.sides()
        if self.finding is not None:
            self._value()
        elif right.branch.formula is not None:
            statement = f"dom f {self.c} /\\ val f {self.c} = val ({right.branch.formula}) {self.c}"
            self.prove("value", statement, "unfold Claim.f; value_here.")
        self._healed(left, right)
        return self.lemmas

    def _healed(self, left: Side, right: Side) -> None:
        if left.branch.formula is None or right.branch.formula is None:
            raise Outside(f"the suspect {self.point.text} that turns out smooth")
        if not (left.regular and right.regular):
            try:
                proof = healed_by_parts(*self._parts(left, right), self.name("value"), self._equal_value())
                self.prove("ordinary", f"ordinary f {self.c}", proof)
                return
            except Outside:
                if not right.regular:
                    raise
        self.prove("ordinary", f"ordinary f {self.c}", f"eapply healed; [{self._meeting()} | regular_here | same_formula].")

    def _meeting(self) -> str:
        return (
            f"exact {self.name('left_branch')} | exact {self.name('right_branch')} | exact (proj1 {self.name('value')}) | "
            + self._equal_value()
        )

    def _equal_value(self) -> str:
        return f"rewrite (proj2 {self.name('value')}); number"

    def _value(self) -> None:
        value = self.found.value
        if value is None:
            self.prove("value", f"~ dom f {self.c}", "unfold Claim.f; undefined_here.")
        else:
            assert isinstance(value, Term)
            self.prove("value", f"dom f {self.c} /\\ val f {self.c} = {self.real(value).text}", "unfold Claim.f; value_here.")

    @property
    def found(self) -> Finding:
        """What the record says of it."""
        assert self.finding is not None
        return self.finding

    @property
    def defined(self) -> bool:
        """Whether f has a value there."""
        return self.found.value is not None

    def _limit(self, side: Side) -> None:
        name, branch = f"{side.word}_limit", self.name(f"{side.word}_branch")
        statement = f"limit f {self.c} {side.text} {quantity(side.limit, self.names)}"
        g = side.branch.formula
        if g is None:
            if side.limit is not None:
                raise Outside(f"a limit at {self.found.at}")
            self.prove(name, statement, f"exact (void_limit _ _ _ {branch}).")
        elif side.regular and isinstance(side.limit, Term) and not is_infinite(side.limit):
            self.prove(name, statement, f"eapply branch_limit; [sided | exact {branch} | regular_here | number].")
        elif is_infinite(side.limit) and g.operation == DIV and all(is_regular(arg, self.point) for arg in g.args):
            self._pole(side, name, statement, branch, g)
        elif isinstance(side.limit, Term):
            self.prove(name, statement, self._limit_by_trend(side, side.limit, branch, g))
        else:
            self.prove(name, statement, f"eapply limit_dne; [exact {branch} | {swinging(g, self._look(side))}].")

    def _look(self, side: Side) -> SideLook:
        return self.look(side.sign)

    def _resolved(self, value: Quantity) -> Quantity:
        return signed_infinity(value, self.names) if isinstance(value, SignedInfinity) else value

    def _limit_by_trend(self, side: Side, limit: Term, branch: str, g: Formal) -> str:
        look = self._look(side)
        if is_infinite(limit):
            growth = look.trend(g).growth
            if growth is None or growth.sign != (1 if limit == OO else -1):
                raise Outside(f"the {side.word} limit at {self.found.at}")
            return f"eapply limit_{growth.word}; [sided | exact {branch} | {growth.proof}]."
        lead = look.lead_of_difference(g, self.real(limit))
        if lead.exponent > 0:
            return f"eapply lead_limit; [sided | exact {branch} | {lead.proof} | exponent]."
        settled = self._settled(look.trend(g).bounded, limit)
        return f"eapply limit_is_eq; [eapply limit_lead; [sided | exact {branch} | {settled.proof}] | number]."

    def _settled(self, found: Lead | None, limit: Term) -> Lead:
        """What has this limit. Raises Outside."""
        if found is None or sign_of(found.coefficient - self.real(limit).ball) != 0:
            raise Outside(f"a limit at {self.found.at}: a part of the formula grows or falls there as no power does")
        return found

    def _pole(self, side: Side, name: str, statement: str, branch: str, g: Formal) -> None:
        """A quotient whose denominator vanishes at the point and whose numerator does not."""
        above, below = g.args
        if sign_of(value_at(above, self.point.ball)) == 0:
            raise Outside(f"the {side.word} limit at {self.found.at}: numerator and denominator vanish there")
        look = self._look(side)
        n, d = sign_of(value_at(above, self.point.ball)), look.sign(below)
        if (n * d > 0) != (side.limit == OO):
            raise Outside(f"the {side.word} limit at {self.found.at}")
        if (leading := look.leading(below)) is not None and leading[0] > MOST_POLE:
            raise Outside(f"the pole at {self.point.text}, which has the order {leading[0]}")
        n_sign = "" if n > 0 else "_minus"
        d_sign = "" if d > 0 else "_below"
        positive = look.positive(below if d > 0 else opposite(below), strictly=True)
        self.prove(
            name,
            statement,
            f"eapply pole{n_sign}{d_sign}; [sided | exact {branch} | regular_here | regular_here | number | number | {positive}].",
        )

    def _slope(self, side: Side) -> None:
        name, branch, value = f"{side.word}_slope", self.name(f"{side.word}_branch"), self.name("value")
        statement = f"slope_at f {self.c} {side.text} {quantity(side.slope, self.names)}"
        if not self.defined:
            self.prove(name, statement, f"exact (slope_undefined _ _ _ {value}).")
        elif side.branch.formula is None:
            self.prove(name, statement, f"exact (slope_void _ _ _ {branch}).")
        elif side.regular and isinstance(side.slope, Term) and not is_infinite(side.slope):
            premises = f"sided | exact {branch} | regular_here | exact (proj1 {value}) | {self._equal_value()} | number"
            self.prove(name, statement, f"eapply branch_slope; [{premises}].")
        elif is_infinite(side.limit):
            lemma = f"slope_after_{'rise' if side.limit == OO else 'fall'}_{side.word}"
            self.prove(name, statement, f"apply {lemma}; [exact (proj1 {value}) | exact {self.name(f'{side.word}_limit')}].")
        elif is_infinite(side.slope) and side.limit != self.found.value and isinstance(side.limit, Term) and not is_infinite(side.limit):
            word = "up" if side.slope == OO else "down"
            premises = f"sided | exact (proj1 {value}) | exact {self.name(f'{side.word}_limit')} | {self._equal_value()}"
            self.prove(name, statement, f"eapply slope_after_jump_{word}; [{premises}].")
        elif isinstance(side.slope, Term):
            self.prove(name, statement, self._slope_by_trend(side, side.slope, branch))
        elif side.slope == Lack.NO_LIMIT and isinstance(self.found.value, Term):
            q, proof = quotient_swings(side.branch.formula, self.real(self.found.value), self._look(side))
            premises = f"sided | exact {branch} | exact (proj1 {value}) | rewrite (proj2 {value}); reordered | {proof}"
            self.prove(name, statement, f"eapply (slope_dne _ _ ({q})); [{premises}].")
        else:
            raise Outside(f"the {side.word} slope at {self.found.at}")

    def _slope_by_trend(self, side: Side, slope: Term, branch: str) -> str:
        """By the leading term of f - f(c); where that does not tell, by the limit of the derivative."""
        try:
            return self._slope_by_leading_term(side, slope, branch)
        except Outside:
            return self._slope_by_derivative(side, slope, branch)

    def _slope_by_derivative(self, side: Side, slope: Term, branch: str) -> str:
        g, look, value = side.branch.formula, self._look(side), self.name("value")
        assert g is not None and isinstance(self.found.value, Term)
        derived = derivative(g)
        trend = look.trend(derived)
        start = self._settled(look.trend(g).bounded, self.found.value)
        starts = f"eapply (lead_is _ _ _ _ _ 0); [{start.proof} | reflexivity | rewrite (proj2 {value}); number]"
        premises = f"sided | exact {branch} | exact (proj1 {value}) | {regular_beside(g, look)} | {starts}"
        shown = f"change (D ({g})) with ({derived})"
        if is_infinite(slope):
            if trend.growth is None or trend.growth.sign != (1 if slope == OO else -1):
                raise Outside(f"the {side.word} slope at {self.found.at}")
            return f"apply (slope_from_{trend.growth.word} _ ({g})); [{premises} | {shown}; {trend.growth.proof}]."
        settled = self._settled(trend.bounded, slope)
        return f"eapply limit_is_eq; [apply (slope_from_derivative _ ({g})); [{premises} | {shown}; {settled.proof}] | number]."

    def _slope_by_leading_term(self, side: Side, slope: Term, branch: str) -> str:
        assert side.branch.formula is not None and isinstance(self.found.value, Term)
        lead = self._look(side).lead_of_difference(side.branch.formula, self.real(self.found.value))
        told = (slope == OO) - (slope == MINUS_OO)
        if (lead.exponent >= 1) == bool(told) or (lead.exponent <= 1 and not lead.sign) or (told and told != lead.sign * side.sign):
            raise Outside(f"the {side.word} slope at {self.found.at}")
        proof = (
            f"sided | exact {branch} | exact (proj1 {self.name('value')}) | rewrite (proj2 {self.name('value')}); {lead.proof} | exponent"
        )
        if is_infinite(slope):
            return f"eapply lead_slope_{'rises' if slope == OO else 'falls'}; [{proof} | number]."
        if lead.exponent > 1:
            return f"eapply lead_slope_zero; [{proof}]."
        return f"eapply limit_is_eq; [eapply lead_slope; [{proof}] | number]."

    def _continuous(self, left: Side, right: Side) -> None:
        statement, value = f"continuous_at (dom f) (val f) {self.c}", self.name("value")
        if self.found.continuous.answer == "yes":
            agree = [f"{'right' if side.limit is None else 'left'}; exact {self.name(f'{side.word}_limit')}" for side in (left, right)]
            self.prove(
                "continuous", statement, f"eapply continuous_yes; [exact (proj1 {value}) | exact (proj2 {value}) | {' | '.join(agree)}]."
            )
            return
        if not self.defined:
            self.prove("continuous", f"~ {statement}", f"exact (continuous_no_undefined _ _ {value}).")
            return
        side = next((one for one in (left, right) if one.limit is not None and one.limit != self.found.value), None)
        if side is None:
            raise Outside(f"the discontinuity at {self.found.at}")
        limit = f"sided | exact {self.name(f'{side.word}_limit')}"
        if side.limit == Lack.NO_LIMIT:
            self.prove("continuous", f"~ {statement}", f"eapply (continuous_no_dne _ _ {side.text}); [{limit}].")
        elif is_infinite(side.limit):
            word = "rises" if side.limit == OO else "falls"
            self.prove("continuous", f"~ {statement}", f"eapply (continuous_no_{word} _ _ {side.text}); [{limit}].")
        else:
            self.prove("continuous", f"~ {statement}", f"eapply (continuous_no_limit _ _ {side.text}); [{limit} | {self._equal_value()}].")

    def _differentiable(self, left: Side, right: Side) -> None:
        statement, value, continuous = f"differentiable_at f {self.c}", self.name("value"), f"exact {self.name('continuous')}"
        slopes = [f"exact {self.name(f'{side.word}_slope')}" for side in (left, right)]
        if self.found.differentiable.answer == "yes":
            if left.slope is not None and right.slope is not None:
                self.prove("differentiable", statement, f"eapply differentiable_both; [{continuous} | {' | '.join(slopes)}].")
            else:
                side, (own, other) = (left, slopes) if left.slope is not None else (right, slopes[::-1])
                opposite = f"replace (- {side.text}) with ({-side.sign}) by ring; {other}"
                lemma = f"differentiable_edge _ _ {side.text}"
                self.prove("differentiable", statement, f"eapply ({lemma}); [sided | {continuous} | {own} | {opposite}].")
            return
        if self.found.continuous.answer == "no":
            self.prove("differentiable", f"~ {statement}", f"exact (differentiable_no_continuous _ _ {self.name('continuous')}).")
            return
        for side, slope in zip((left, right), slopes, strict=True):
            if is_infinite(side.slope) or side.slope == Lack.NO_LIMIT:
                word = "dne" if side.slope == Lack.NO_LIMIT else "rises" if side.slope == OO else "falls"
                self.prove(
                    "differentiable",
                    f"~ {statement}",
                    f"eapply (differentiable_no_{word} _ _ {side.text}); [sided | exact (proj1 {value}) | {slope}].",
                )
                return
        if left.branch.formula is None and right.branch.formula is None:
            branches = f"{self.name('left_branch')} {self.name('right_branch')}"
            self.prove("differentiable", f"~ {statement}", f"exact (differentiable_no_isolated _ _ {branches}).")
            return
        self.prove(
            "differentiable", f"~ {statement}", f"eapply differentiable_no_corner; [exact (proj1 {value}) | {' | '.join(slopes)} | number]."
        )

    def _order(self, left: Side, right: Side) -> None:
        smoothness, value = self.found.smoothness, self.name("value")
        if smoothness is None:
            self.prove("order", f"~ dom f {self.c}", f"exact {value}.")
            return
        statement = f"dom f {self.c} /\\ order_is (dom f) (val f) {self.c} {order(smoothness)}"
        if self.found.continuous.answer == "no":
            proof = f"exact (order_rough _ _ (proj1 {value}) {self.name('continuous')})."
        elif smoothness == 0 and self.found.differentiable.answer == "no":
            steady = [self._steady(side) for side in (left, right)]
            proof = f"apply order_zero; [exact {self.name('continuous')} | {' | '.join(steady)} | exact {self.name('differentiable')}]."
        elif not (left.regular and right.regular):
            value, parts = self.name("value"), self._parts(left, right)
            if smoothness == "oo":
                proof = smooth_by_parts(*parts, value, self._equal_value())
            else:
                assert isinstance(smoothness, int)
                proof = order_by_parts(*parts, smoothness, value, self._equal_value())
        elif left.branch.formula is None or right.branch.formula is None:
            side = right if left.branch.formula is None else left
            if smoothness != "oo" or not side.regular:
                raise Outside(f"the order at the end point {self.found.at}")
            other = self.name("left_branch" if side.word == "right" else "right_branch")
            opposite = f"replace (- {side.text}) with ({-side.sign}) by ring; exact {other}"
            proof = (
                f"eapply (order_edge _ _ {side.text}); [sided | exact {self.name(f'{side.word}_branch')} | {opposite} | "
                f"exact (proj1 {value}) | {self._equal_value()} | regular_here]."
            )
        elif smoothness == "oo":
            proof = f"eapply order_smooth; [{self._meeting()} | regular_here | same_formula]."
        else:
            proof = f"eapply order_exactly; [{self._meeting()} | regular_here | regular_here | orders | common; number]."
        self.prove("order", statement, proof)

    def _parts(self, left: Side, right: Side) -> tuple[Part, Part]:
        """Both sides, each as an analytic formula and a small one."""
        first, last = (right, left) if left.branch.formula is None else (left, right)
        one = part_of(self._look(first), self.name(f"{first.word}_branch"), first.branch.formula, None)
        other = part_of(self._look(last), self.name(f"{last.word}_branch"), last.branch.formula, one.analytic)
        return (other, one) if first is right else (one, other)

    def _steady(self, side: Side) -> str:
        branch = self.name(f"{side.word}_branch")
        if side.branch.formula is None:
            return f"exact (steady_void _ _ _ {branch})"
        if side.regular:
            return f"eapply steady_regular; [sided | exact {branch} | regular_here]"
        return f"eapply steady_branch; [sided | exact {branch} | {regular_beside(side.branch.formula, self._look(side))}]"
