"""The proof of one entry: branches on both sides, limits and slopes of these, and the verdicts by the theorems of Points.v."""

from __future__ import annotations

from dataclasses import dataclass, field

from diffcheck.certificate.branches import Branch, is_regular, on_side
from diffcheck.certificate.claim import entry, order, place, quantity
from diffcheck.certificate.leading import lead_of, lead_of_difference, regular_beside
from diffcheck.certificate.looks import SideLook, value_at
from diffcheck.certificate.numbers import Real, real_of, sign_of
from diffcheck.certificate.outside import Outside
from diffcheck.functions.formal import Formal
from diffcheck.model.report import Finding, Quantity, is_infinite
from diffcheck.model.term import OO, Term


@dataclass(frozen=True, slots=True)
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
    finding: Finding
    number: int
    lemmas: list[Lemma] = field(default_factory=list)
    point: Real = field(init=False)

    def __post_init__(self) -> None:
        """Where it is."""
        self.point = place(self.finding)

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
        for word, sign, limit, slope in (
            ("left", -1, finding.left_limit, finding.left_derivative),
            ("right", 1, finding.right_limit, finding.right_derivative),
        ):
            branch = on_side(self.f, self.point, sign)
            side = Side(word, sign, branch, branch.formula is None or is_regular(branch.formula, self.point), limit, slope)
            shown = f"void {side.text} {self.c} f" if branch.formula is None else f"branch {side.text} {self.c} f ({branch.formula})"
            self.prove(f"{word}_branch", shown, f"unfold f. {branch.proof}.")
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
        terms = " ".join(f"(conj {self.name(one)}" for one in names[:-1])
        self.prove("point", f"holds_at f {self.c} ({entry(self.finding)})", f"exact {terms} {self.name('order')}{')' * (len(names) - 1)}.")
        return self.lemmas

    def cleared(self) -> list[Lemma]:
        """The lemmas that f is ordinary at a suspect that is not listed."""
        left, right = self.sides()
        self._value()
        self._healed(left, right)
        return self.lemmas

    def _healed(self, left: Side, right: Side) -> None:
        if left.branch.formula is None or right.branch.formula is None or not right.regular:
            raise Outside(f"the suspect {self.finding.at} that turns out smooth")
        self.prove("ordinary", f"ordinary f {self.c}", f"eapply healed; [{self._meeting()} | regular_here | same_formula].")

    def _meeting(self) -> str:
        return (
            f"exact {self.name('left_branch')} | exact {self.name('right_branch')} | exact (proj1 {self.name('value')}) | "
            + self._equal_value()
        )

    def _equal_value(self) -> str:
        return f"rewrite (proj2 {self.name('value')}); number"

    def _value(self) -> None:
        value = self.finding.value
        if value is None:
            self.prove("value", f"~ dom f {self.c}", "unfold f; undefined_here.")
        else:
            assert isinstance(value, Term)
            self.prove("value", f"dom f {self.c} /\\ val f {self.c} = {real_of(value).text}", "unfold f; value_here.")

    @property
    def defined(self) -> bool:
        """Whether f has a value there."""
        return self.finding.value is not None

    def _limit(self, side: Side) -> None:
        name, branch = f"{side.word}_limit", self.name(f"{side.word}_branch")
        statement = f"limit f {self.c} {side.text} {quantity(side.limit)}"
        g = side.branch.formula
        if g is None:
            if side.limit is not None:
                raise Outside(f"a limit at {self.finding.at}")
            self.prove(name, statement, f"exact (void_limit _ _ _ {branch}).")
        elif side.regular and isinstance(side.limit, Term) and not is_infinite(side.limit):
            self.prove(name, statement, f"eapply branch_limit; [sided | exact {branch} | regular_here | number].")
        elif is_infinite(side.limit) and g.operation.coq == "Div" and all(is_regular(arg, self.point) for arg in g.args):
            self._pole(side, name, statement, branch, g)
        elif isinstance(side.limit, Term):
            self.prove(name, statement, self._limit_by_leading_term(side, side.limit, branch, g))
        else:
            raise Outside(f"the {side.word} limit at {self.finding.at}: it does not exist")

    def _limit_by_leading_term(self, side: Side, limit: Term, branch: str, g: Formal) -> str:
        look = SideLook(self.point, side.sign)
        if is_infinite(limit):
            lead = lead_of(g, look)
            word = "rises" if limit == OO else "falls"
            return f"eapply lead_{word}; [sided | exact {branch} | {lead.proof} | exponent | number]."
        lead = lead_of_difference(g, real_of(limit), look)
        return f"eapply lead_limit; [sided | exact {branch} | {lead.proof} | exponent]."

    def _pole(self, side: Side, name: str, statement: str, branch: str, g: Formal) -> None:
        """A quotient whose denominator vanishes at the point and whose numerator does not."""
        above, below = g.args
        if sign_of(value_at(above, self.point.ball)) == 0:
            raise Outside(f"the {side.word} limit at {self.finding.at}: numerator and denominator vanish there")
        look = SideLook(self.point, side.sign)
        n, d = sign_of(value_at(above, self.point.ball)), look.sign(below)
        if (n * d > 0) != (side.limit == OO):
            raise Outside(f"the {side.word} limit at {self.finding.at}")
        from diffcheck.functions.formal import opposite

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
        statement = f"slope_at f {self.c} {side.text} {quantity(side.slope)}"
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
        elif is_infinite(side.slope) and side.limit != self.finding.value and isinstance(side.limit, Term) and not is_infinite(side.limit):
            word = "up" if side.slope == OO else "down"
            premises = f"sided | exact (proj1 {value}) | exact {self.name(f'{side.word}_limit')} | {self._equal_value()}"
            self.prove(name, statement, f"eapply slope_after_jump_{word}; [{premises}].")
        elif isinstance(side.slope, Term):
            self.prove(name, statement, self._slope_by_leading_term(side, side.slope, branch))
        else:
            raise Outside(f"the {side.word} slope at {self.finding.at}: it does not exist")

    def _slope_by_leading_term(self, side: Side, slope: Term, branch: str) -> str:
        assert side.branch.formula is not None and isinstance(self.finding.value, Term)
        lead = lead_of_difference(side.branch.formula, real_of(self.finding.value), SideLook(self.point, side.sign))
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
        if self.finding.continuous.answer == "yes":
            agree = [f"{'right' if side.limit is None else 'left'}; exact {self.name(f'{side.word}_limit')}" for side in (left, right)]
            self.prove(
                "continuous", statement, f"eapply continuous_yes; [exact (proj1 {value}) | exact (proj2 {value}) | {' | '.join(agree)}]."
            )
            return
        if not self.defined:
            self.prove("continuous", f"~ {statement}", f"exact (continuous_no_undefined _ _ {value}).")
            return
        side = next((one for one in (left, right) if one.limit is not None and one.limit != self.finding.value), None)
        if side is None:
            raise Outside(f"the discontinuity at {self.finding.at}")
        limit = f"sided | exact {self.name(f'{side.word}_limit')}"
        if is_infinite(side.limit):
            word = "rises" if side.limit == OO else "falls"
            self.prove("continuous", f"~ {statement}", f"eapply (continuous_no_{word} _ _ {side.text}); [{limit}].")
        else:
            self.prove("continuous", f"~ {statement}", f"eapply (continuous_no_limit _ _ {side.text}); [{limit} | {self._equal_value()}].")

    def _differentiable(self, left: Side, right: Side) -> None:
        statement, value, continuous = f"differentiable_at f {self.c}", self.name("value"), f"exact {self.name('continuous')}"
        slopes = [f"exact {self.name(f'{side.word}_slope')}" for side in (left, right)]
        if self.finding.differentiable.answer == "yes":
            if left.slope is not None and right.slope is not None:
                self.prove("differentiable", statement, f"eapply differentiable_both; [{continuous} | {' | '.join(slopes)}].")
            else:
                side, (own, other) = (left, slopes) if left.slope is not None else (right, slopes[::-1])
                opposite = f"replace (- {side.text}) with ({-side.sign}) by ring; {other}"
                lemma = f"differentiable_edge _ _ {side.text}"
                self.prove("differentiable", statement, f"eapply ({lemma}); [sided | {continuous} | {own} | {opposite}].")
            return
        if self.finding.continuous.answer == "no":
            self.prove("differentiable", f"~ {statement}", f"exact (differentiable_no_continuous _ _ {self.name('continuous')}).")
            return
        for side, slope in zip((left, right), slopes, strict=True):
            if is_infinite(side.slope):
                word = "rises" if side.slope == OO else "falls"
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
        smoothness, value = self.finding.smoothness, self.name("value")
        if smoothness is None:
            self.prove("order", f"~ dom f {self.c}", f"exact {value}.")
            return
        statement = f"dom f {self.c} /\\ order_is (dom f) (val f) {self.c} {order(smoothness)}"
        if self.finding.continuous.answer == "no":
            proof = f"exact (order_rough _ _ (proj1 {value}) {self.name('continuous')})."
        elif smoothness == 0:
            steady = [self._steady(side) for side in (left, right)]
            proof = f"apply order_zero; [exact {self.name('continuous')} | {' | '.join(steady)} | exact {self.name('differentiable')}]."
        elif left.branch.formula is None or right.branch.formula is None:
            side = right if left.branch.formula is None else left
            if smoothness != "oo" or not side.regular:
                raise Outside(f"the order at the end point {self.finding.at}")
            other = self.name("left_branch" if side.word == "right" else "right_branch")
            opposite = f"replace (- {side.text}) with ({-side.sign}) by ring; exact {other}"
            proof = (
                f"eapply (order_edge _ _ {side.text}); [sided | exact {self.name(f'{side.word}_branch')} | {opposite} | "
                f"exact (proj1 {value}) | {self._equal_value()} | regular_here]."
            )
        elif not (left.regular and right.regular):
            raise Outside(f"the order at {self.finding.at}: a part of the formula is not analytic there")
        elif smoothness == "oo":
            proof = f"eapply order_smooth; [{self._meeting()} | regular_here | same_formula]."
        else:
            proof = f"eapply order_exactly; [{self._meeting()} | regular_here | regular_here | orders | number]."
        self.prove("order", statement, proof)

    def _steady(self, side: Side) -> str:
        branch = self.name(f"{side.word}_branch")
        if side.branch.formula is None:
            return f"exact (steady_void _ _ _ {branch})"
        if side.regular:
            return f"eapply steady_regular; [sided | exact {branch} | regular_here]"
        return f"eapply steady_branch; [sided | exact {branch} | {regular_beside(side.branch.formula, SideLook(self.point, side.sign))}]"
