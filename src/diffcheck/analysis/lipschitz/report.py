"""A report and the question whether f is Lipschitz -> the report with the answer, for all parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flint import fmpq

from diffcheck.analysis.cases.case import Case
from diffcheck.analysis.cases.conditions import as_term, clauses, condition_term, leaves
from diffcheck.analysis.cases.explore import Leaf, Tree
from diffcheck.analysis.cases.explored import explored
from diffcheck.analysis.lipschitz.chain import Outcome, steepest
from diffcheck.analysis.lipschitz.one_case import lipschitz_outcome, lipschitz_truth
from diffcheck.analysis.lipschitz.steepness import Spot
from diffcheck.analysis.point.finding import Letter, enclosure_of, lettered
from diffcheck.analysis.survey.families import index_letter
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, assuming
from diffcheck.exact.atoms import leads_negative
from diffcheck.exact.ball import midpoint_float
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ZERO, Atom, Expr, single
from diffcheck.exact.session import effort
from diffcheck.exact.sign import UndecidedSign, is_zero, known_sign, sign, structural_sign
from diffcheck.exact.text import open_interval, term
from diffcheck.model.immutable import immutable
from diffcheck.model.question import Question
from diffcheck.model.report import Index, Lipschitz, Report, Steepest, Verdict
from diffcheck.model.term import MINUS_OO, OO, Call, Chain, Term, walk
from diffcheck.model.term import ZERO as NOUGHT
from diffcheck.model.tree import Problem

REASONS = {
    "unbounded": "f' is unbounded",
    "members": "the slopes at infinitely many points are unbounded",
    "jump": "f jumps across a point outside the domain",
    "discontinuous": "f is not continuous",
    "undefined": "a part of the set lies outside the domain",
}
UNKNOWN = "the best constant is not known exactly"


def with_lipschitz(report: Report, problem: Problem, question: Question) -> Report:
    """The report with whether f is Lipschitz on the asked set."""
    found = _found(report, problem, question)
    if found.verdict.answer != "undecided":
        return replace(report, lipschitz=found)
    note = f"whether f is Lipschitz is not known: {found.verdict.because}"
    return replace(report, lipschitz=found, status="undecided", certainty=None, notes=tuple(dict.fromkeys((*report.notes, note))))


def _found(report: Report, problem: Problem, question: Question) -> Lipschitz:
    if report.continuous.answer == "no":  # a Lipschitz function is continuous
        return Lipschitz(Verdict("no", REASONS["discontinuous"]), where=Steepest("discontinuous"))
    if problem.parameters:
        return _by_cases(problem, question)
    found = _told(problem, lipschitz_outcome(problem, question))
    if found.verdict.answer == "yes" and report.continuous.answer != "yes":
        return Lipschitz(Verdict("undecided", "whether f is continuous is not known"))
    return found


def _told(problem: Problem, outcome: Outcome) -> Lipschitz:
    """An outcome as it is reported."""
    spot, constant = outcome.spot, outcome.constant
    where = None if spot is None else _where(problem, spot)
    if outcome.answer == "open":
        return Lipschitz(Verdict("undecided", outcome.reason))
    if outcome.answer != "yes":
        return Lipschitz(Verdict("no", REASONS["undefined" if spot is None else spot.how]), where=where)
    if constant is None:
        return Lipschitz(Verdict("yes", UNKNOWN))
    (size,) = constant
    if size.rational is None and is_zero(size):
        size = ZERO
    letter = _letter(problem, [u for u in (size, spot.at if spot else None) if u is not None])
    shown = lettered(size, letter)
    return Lipschitz(
        Verdict("yes", f"with constant {shown}"), shown, midpoint_float(size), None if spot is None else _where(problem, spot, letter)
    )


def _letter(problem: Problem, found: list[Expr]) -> Letter | None:
    """A letter for the one number without a closed form that constants are made of; None where there is none, or more than one.

    Another letter than the points have, for it is another number.
    """
    roots = {a for u in found for a in _roots(u)}
    return Letter("s" if problem.variable != "s" else "q", roots.pop()) if len(roots) == 1 else None


def _roots(u: Expr) -> Iterator[Atom]:
    """The numbers in a constant that are known by an equation alone."""
    for m in u.terms:
        for a, _ in m:
            if a.head == "zero":
                yield a
            for v in a.args:
                if isinstance(v, Expr):
                    yield from _roots(v)
                elif isinstance(v, tuple):  # the monomial under an exponential
                    yield from _roots(Expr({v: fmpq(1)}))


def _where(problem: Problem, spot: Spot, letter: Letter | None = None) -> Steepest:
    at, to = spot.at, spot.to
    shown = None if at is None else lettered(at, letter)
    until = None if to is None else term(to)
    if spot.how in ("limit", "unbounded") and at is None and spot.side:
        shown = OO if spot.side < 0 else MINUS_OO
    if spot.how == "interval" or (spot.how == "undefined" and at is None):
        interval = open_interval(spot.low, spot.high)
        shown, until = interval.low, interval.high
    index = index_letter(problem)
    found = Steepest(
        spot.how,
        shown,
        until,
        None if spot.range is None else Index(index, spot.range.set(index)),
        None if at is None or at.free else midpoint_float(at),
    )
    if letter is None:
        return found
    root = single(letter.root)
    return replace(found, symbol=letter.name, root=term(root), enclosure=enclosure_of(root))


def _by_cases(problem: Problem, question: Question) -> Lipschitz:
    """The answers of all cases of the parameters, joined; without the constants where these depend on them in too many ways."""
    try:
        tree = _outcomes_of_cases(problem, question)
    except NotYet as failure:
        return Lipschitz(Verdict("undecided", failure.message))
    found = [leaf.answer for leaf in leaves(tree) if leaf.answer.answer != "empty"]
    try:
        open_, yes = clauses(tree, lipschitz_truth, "open"), clauses(tree, lipschitz_truth)
    except ZeroDivisionError:
        return Lipschitz(Verdict("undecided", "the conditions on the parameters could not be joined"))
    if open_:
        return Lipschitz(Verdict("undecided", next(outcome.reason for outcome in found if outcome.answer == "open")))
    condition = condition_term(yes)
    if condition is False:
        return _told(problem, found[0])
    constant, words = _constant_in_words(tree, condition)
    if condition is not True:
        return Lipschitz(Verdict("condition", f"Lipschitz for some parameters, {words}", condition), constant)
    spots = {outcome.spot for outcome in found}
    spot = spots.pop() if len(spots) == 1 and isinstance(constant, Term) else None
    return Lipschitz(Verdict("yes", words), constant, None, None if spot is None else _where(problem, spot))


def _outcomes_of_cases(problem: Problem, question: Question) -> Tree[Outcome]:
    """The outcomes of all cases; without constants, where these ask for too many cases. Raises NotYet."""

    def explore(constant: bool) -> Tree[Outcome]:
        try:
            return explored(problem, question, lambda: lipschitz_outcome(problem, question, constant=constant))
        except (OverflowError, ZeroDivisionError):  # as in `analyze`
            raise NotYet("constant", "a constant on the way is too large, or has a denominator that vanishes") from None

    try:
        return explore(constant=True)
    except NotYet:
        return explore(constant=False)


Constant = Term | tuple[tuple[Term, "Term | None"], ...] | None
"""The best constant: one expression, or one under each condition, None under those where it is not known."""


def _constant_in_words(tree: Tree[Outcome], condition: Term | bool) -> tuple[Constant, str]:
    """The best constant wherever f is Lipschitz, which is under the condition; None where it is known nowhere, or takes too many cases."""
    try:
        constants = _constants(tree)
    except (NotYet, ZeroDivisionError):
        constants = ((as_term(condition), None),)
    size = sum(isinstance(part, Chain) for condition, _ in constants for part in walk(condition))
    if all(value is None for _, value in constants) or size > effort().constant_comparisons:
        return None, UNKNOWN
    if len(constants) == 1:
        return constants[0][1], f"with constant {constants[0][1]}"
    return constants, "with a constant that depends on the parameters"


@immutable
class _Sizes:
    """The largest of some sizes in a case: the expressions that are their own size there, and those whose sign the case leaves open."""

    positive: frozenset[Expr]
    open: frozenset[Expr]

    @staticmethod
    def of(parts: tuple[Expr, ...], case: Case) -> _Sizes:
        """The sizes of a case."""
        positive, open_ = [], []
        with assuming(case):
            for u in parts:
                try:
                    plain = structural_sign(u, strict=False)
                    positive.append(u if (plain or sign(u)) >= 0 else -u)
                except (Open, UndecidedSign):
                    open_.append(-u if leads_negative(u) else u)
        return _Sizes(frozenset(positive), frozenset(open_))

    def unsigned(self) -> _Sizes:
        """The same for any signs."""
        return _Sizes(frozenset(), frozenset(-u if leads_negative(u) else u for u in (*self.positive, *self.open) if u))

    def put(self, case: Case) -> _Sizes | None:
        """With the values of a case put in; None where that does not say the same: a pole, or an expression that is not its own size."""
        try:
            positive = frozenset(_put(u, case) for u in self.positive)
            with assuming(case):
                if any(sign(u) < 0 for u in positive):
                    return None
            rest = _Sizes.of(tuple(_put(u, case) for u in self.open), case)
            return _Sizes(positive | rest.positive, rest.open)
        except (Open, NotYet, ZeroDivisionError):
            return None

    def says(self, other: _Sizes) -> bool:
        """Whether the largest is the same: equal sets, or equal numbers."""
        if self == other:
            return True
        numbers = [u for s in (self, other) for u in s.positive]
        if self.open or other.open or any(u.free for u in numbers):
            return False
        try:
            one, two = (steepest([(u, Spot("point")) for u in s.positive]).constant for s in (self, other))
            return one == two
        except NotYet:
            return False

    @property
    def term(self) -> Term:
        """The largest."""
        groups: list[list[Term]] = [[term(u) for u in self.positive], [Call("Abs", (term(u),)) for u in self.open]]
        order = [shown for group in groups for shown in sorted(group, key=lambda one: (len(str(one)), str(one)))]
        return order[0] if len(order) == 1 else Call("Max", tuple(order)) if order else NOUGHT


def _constants(tree: Tree[Outcome]) -> tuple[tuple[Term, Term | None], ...]:
    """Conditions and the best constant under each, None where it is not known; a case takes the first expression that fits it."""
    ours = [leaf for leaf in leaves(tree) if leaf.answer.answer == "yes"]
    sizes = {id(leaf): None if leaf.answer.constant is None else _Sizes.of(leaf.answer.constant, leaf.case) for leaf in ours}
    generic_first = sorted(ours, key=lambda leaf: len(leaf.case.values))
    known = [s for leaf in generic_first if (s := sizes[id(leaf)]) is not None]
    taken = {id(leaf.answer): _first_that_fits(known, leaf, sizes[id(leaf)]) for leaf in ours}
    if len(set(taken.values())) > 1 and len(known) == len(ours):  # one expression, up to signs, may still say all of it
        whole = known[0].unsigned()
        if all(_fits(whole, leaf, sizes[id(leaf)]) for leaf in ours):
            taken = dict.fromkeys(taken, whole.term)
    found = []
    for shown in dict.fromkeys(taken.values()):
        condition = condition_term(clauses(tree, lambda o, shown=shown: "yes" if taken.get(id(o), False) == shown else "no"))  # type: ignore[misc]
        found.append((as_term(condition), shown))
    return tuple(found)


def _first_that_fits(known: list[_Sizes], leaf: Leaf[Outcome], own: _Sizes | None) -> Term | None:
    return None if own is None else next(s.term for s in known if s == own or (leaf.case.values and _fits(s, leaf, own)))


def _fits(sizes: _Sizes, leaf: Leaf[Outcome], own: _Sizes | None) -> bool:
    """Whether sizes are those of a case, once its values are put in."""
    there = sizes.put(leaf.case)
    return own is not None and there is not None and there.says(own)


def _put(u: Expr, case: Case) -> Expr:
    for name, value in case.values:
        u = substitute(u, name, value, known_sign)
    return expanded(u)
