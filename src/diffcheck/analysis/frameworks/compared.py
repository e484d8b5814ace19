"""What frameworks return at a point beside the truth there: a finding with its fields of automatic differentiation filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from flint import fmpq

from diffcheck.analysis.frameworks.clarke import subdifferential
from diffcheck.analysis.frameworks.doubles import ROUNDING, Answer, answers, are_borne_out, nearest_double, slopes_beside
from diffcheck.analysis.indices.index import over_range
from diffcheck.analysis.point.classify import Facts
from diffcheck.analysis.point.finding import Letter, Look, Seen, constant, letter_at, see
from diffcheck.analysis.survey.asked import asked_set
from diffcheck.analysis.survey.families import Looker, index_letter
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.survey.survey import Glimpse, Survey
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, Split
from diffcheck.exact.ball import enclose
from diffcheck.exact.belief import watched, weakest
from diffcheck.exact.calculus import substitute
from diffcheck.exact.double import Double, as_float, double
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions.frameworks import NEWEST, Framework, Versions
from diffcheck.functions.register import declared
from diffcheck.germs.limits import Limit
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Practice, Returned
from diffcheck.model.term import MINUS_OO, OO, Term, names, signed
from diffcheck.model.tree import Apply, Condition, Name, Node, Problem, parts

Shown = TypeVar("Shown", bound=tuple[object, ...])
Said = TypeVar("Said")


def decorated(problem: Problem, question: Question, found: Survey | Glimpse) -> Survey | Glimpse:
    """A survey, or a glimpse, with what frameworks return at its places, as far as the question asks. Raises Open or Split."""
    looker = Looker(problem, index_letter(problem), asked_set(problem, question), None, question.enough)
    rows = tuple(_decorated_row(problem, question, row, looker) for row in found.rows)
    if isinstance(found, Survey):
        return replace(found, view=replace(found.view, rows=rows))
    return replace(found, rows=rows, view=None if found.view is None else replace(found.view, rows=rows))


def _decorated_row(problem: Problem, question: Question, row: Row, looker: Looker) -> Row:
    def tell() -> Finding:
        return _of_row(problem, question, row, looker)

    with watched() as watch:
        finding = tell() if question.autodiff else _for_explanation(row.finding, tell)
    return replace(row, finding=replace(finding, certainty=weakest(row.finding.certainty, watch.certainty)))


def versions_of(question: Question) -> Versions:
    return {framework: dict(question.frameworks).get(framework, newest) for framework, newest in NEWEST.items()}


def remarks(problem: Problem, versions: Versions) -> tuple[str, ...]:
    """What is to be said of the conventions of the functions in a formula."""
    found: dict[str, None] = {}
    moves = {id(node): _moves(node, problem.variable) for node in parts(problem.tree)}
    for node in parts(problem.tree):
        known = declared(node.head) if isinstance(node, Apply) else None
        if known is None or known.autodiff is None or not isinstance(node, Apply):
            continue
        moving = any(moves[id(arg)] for arg in node.args[1:])
        said = (known.autodiff.remark(framework, version, moving=moving) for framework, version in versions.items())
        found |= dict.fromkeys(text for text in said if text is not None)
    return tuple(found)


def _moves(node: Node | Condition, name: str) -> bool:
    return any(isinstance(part, Name) and part.name == name for part in parts(node))


def _for_explanation(found: Finding, tell: Callable[[], Finding]) -> Finding:
    """A kink with what is told of it, kept apart from what the question asks for; other points as they are.

    An explanation splits no cases: where the answer depends on a parameter, nothing is told.
    """
    if not found.kind.facts.is_kink:
        return found
    try:
        told = tell()
    except (Open, Split):
        return found
    practice = Practice(told.autodiff, told.autodiff_verdict, told.autodiff_missing, told.autodiff_at, told.subdifferential)
    return replace(found, practice=practice)


@immutable
class _Told:
    finding: Finding
    answers: Mapping[Framework, Answer]


def _told(problem: Problem, versions: Versions, seen: Seen, finding: Finding) -> _Told:
    clarke = subdifferential(seen.left, seen.right) if finding.continuous.answer == "yes" else None
    letter = letter_at(problem.variable, seen.look.at)
    ends = () if clarke is None else (constant(clarke[0], letter), constant(clarke[1], letter))
    finding = replace(finding, subdifferential=ends)
    if finding.kind is Kind.OUTSIDE:
        return _Told(finding, {})
    found = answers(problem, seen.look.at, slopes_beside(seen), versions)
    verdicts = ((framework, _verdict_on(answer, seen, finding, clarke)) for framework, answer in found.items())
    finding = replace(
        finding,
        autodiff=tuple((f, _rough(a.value) if a.is_rough else _returned(a.value, letter)) for f, a in found.items() if not a.missing),
        autodiff_verdict=tuple((framework, word) for framework, word in verdicts if word is not None),
        autodiff_missing=tuple((framework, answer.missing) for framework, answer in found.items() if answer.missing),
        autodiff_at=nearest_double(seen.look.at),
    )
    return _Told(finding, found)


def _returned(value: Double | None, letter: Letter | None) -> Returned:
    if value is None:
        return "none"
    if value.is_nan:
        return "nan"
    return constant(value.exact, letter) if value.is_finite else OO if value.sign > 0 else MINUS_OO


def _rough(value: Double | None) -> Returned:
    """Six digits: the last ones differ from machine to machine."""
    if value is None or value.is_nan or value.is_infinite:
        return _returned(value, None)
    digits = f"{as_float(value):.6g}"
    return {"inf": OO, "-inf": MINUS_OO}.get(digits) or signed(digits)


INDEX = "index"
SOME = (*range(-12, 13), *(sign * n for n in (43, 49, 61, 93, 99, 123, 245, 391, 1000) for sign in (1, -1)))
"""Members of a family that are looked at one by one, among them integers that do not come back from 1/(1/n), n/7*7 or n*0.1/0.1."""


def _of_row(problem: Problem, question: Question, row: Row, looker: Looker) -> Finding:
    """The finding of a point; of a family with what holds for all its members, each part of which is looked at anew.

    A value follows from the chain rule with the index as a symbol; it is told only if the members in `SOME` do not refute it in double
    precision, and no verdict is given where they do: large doubles lie far apart.
    """
    versions, index = versions_of(question), looker.index
    if row.range is None:
        return _told(problem, versions, _seen(problem, row.look, row.facts), row.finding).finding

    classes = False  # in a residue class the letter of the index stands for something else

    def member(n: Expr) -> _Told | None:
        nonlocal classes
        classes = classes or (n != symbol(index) and index in n.free)
        there = looker.member(substitute(row.at, index, n, known_sign))
        if there is None:
            return None
        return _told(problem, versions, _seen(problem, there[0], there[1]), there[2] if not n.free else row.finding)

    try:
        parts = [told for part in row.range.without(row.exceptions) for told, _ in over_range(index, part, member, zeros)]
        everywhere = [told for told in parts if told is not None]
        if len(everywhere) < len(parts):
            return replace(row.finding, subdifferential=())
        members = {n: substitute(row.at, index, number(n), known_sign) for n in SOME if row.has(n)}
        values = {f: a.value for f, a in everywhere[0].answers.items() if not a.missing}
        rounded = _not_borne_out(problem, versions, values, members, index)
    except (NotYet, ZeroDivisionError):
        return replace(row.finding, subdifferential=())
    return _of_all(row.finding, _Family(everywhere, index, classes), rounded)


def _not_borne_out(
    problem: Problem, versions: Versions, values: Mapping[Framework, Double | None], members: Mapping[int, Expr], index: str
) -> set[Framework]:
    """The frameworks that return something else than the value of the family at some member."""
    wrong: set[Framework] = set()
    for n, at in members.items():
        expected = {f: _at_member(value, index, n) for f, value in values.items() if f not in wrong}
        wrong |= {f for f, right in are_borne_out(problem, at, expected, versions).items() if not right}
    return wrong


def _at_member(value: Double | None, index: str, n: int) -> Double | None:
    if value is None or not value.is_finite:
        return value
    return Double(substitute(value.exact, index, number(n), known_sign))


@immutable
class _Family:
    """The parts of a family with what is told of each; classes: whether one is a residue class, where the index means something else."""

    parts: list[_Told]
    index: str
    classes: bool

    def shared(self, shown: Callable[[Finding], Shown]) -> Shown | None:
        """What all parts show; None where they differ, or name the index and do not mean the same by it."""
        first, *others = (shown(part.finding) for part in self.parts)
        if any(other != first for other in others) or (self.classes and any(_mentions(one, self.index) for one in first)):
            return None
        return first

    def said_of(self, framework: Framework, pairs: Callable[[Finding], tuple[tuple[str, Said], ...]]) -> tuple[Said, ...] | None:
        """What all parts say of one framework: nothing, or one thing; None where they do not agree."""
        return self.shared(lambda finding: tuple(said for one, said in pairs(finding) if one == framework))


def _of_all(finding: Finding, family: _Family, rounded: set[Framework]) -> Finding:
    """What the parts of a family have in common. No verdict where values depend on rounding: samples prove nothing of the rest."""
    values: list[tuple[str, Returned]] = []
    verdicts: list[tuple[str, str]] = []
    missing: list[tuple[str, str]] = []
    for framework, answer in family.parts[0].answers.items():
        value = family.said_of(framework, lambda f: f.autodiff)
        why = answer.missing or (INDEX if value is None else ROUNDING if framework in rounded else "")
        if why:
            missing.append((framework, why))
        else:
            values += [(framework, shown) for shown in value or ()]
        if framework not in rounded:
            verdicts += [(framework, word) for word in family.said_of(framework, lambda f: f.autodiff_verdict) or ()]
    return replace(
        finding,
        autodiff=tuple(values),
        autodiff_verdict=tuple(verdicts),
        autodiff_missing=tuple(missing),
        subdifferential=family.shared(_ends) or (),
    )


def _ends(finding: Finding) -> tuple[Term, Term] | tuple[()]:
    return finding.subdifferential or ()


def _mentions(shown: object, name: str) -> bool:
    return isinstance(shown, Term) and name in names(shown)


def _seen(problem: Problem, look: Look, facts: Facts) -> Seen:
    """The sides looked at again; where they could not be looked at, what is known."""
    unknown = any(isinstance(q, str) for q in (facts.left, facts.right))
    return Seen(look, None, None, facts) if unknown else see(problem.variable, look)


def _verdict_on(answer: Answer, seen: Seen, finding: Finding, clarke: tuple[Expr, Expr] | None) -> str | None:
    """The verdict on what is returned; None where that is not known."""
    return None if answer.missing else _verdict(answer.value, seen, finding, clarke)


def _verdict(value: Double | None, seen: Seen, finding: Finding, clarke: tuple[Expr, Expr] | None) -> str | None:
    """One word of the contract; None where the truth is not known well enough, or no word fits: an infinite slope is no derivative, and
    a constant held in single precision makes a value that is neither the derivative nor quite another."""
    if value is None:
        return "none"
    if value.is_nan:
        return "nan"
    slopes = _slopes(seen.facts)
    if slopes is None or "undecided" in (finding.continuous.answer, finding.differentiable.answer):
        return None
    if finding.differentiable.answer == "yes":
        return _beside_the_derivative(value, double(slopes[0].value))
    if finding.continuous.answer == "no" or not slopes:
        return "wrong"
    if any(s.kind == "infinite" for s in slopes):
        return _beside_infinite_slopes(value, slopes)
    return None if clarke is None else _beside_the_subdifferential(value, *clarke)


def _slopes(facts: Facts) -> list[Limit] | None:
    """The slopes on the sides that f has; None where one is not known."""
    slopes = [s for s in (facts.left_slope, facts.right_slope) if s is not None]
    known = [s for s in slopes if isinstance(s, Limit)]
    return known if len(known) == len(slopes) else None


def _beside_the_derivative(value: Double, truth: Double) -> str | None:
    return "derivative" if _equals(value, truth, _DOUBLE) else None if _equals(value, truth, _SINGLE) else "wrong"


def _beside_infinite_slopes(value: Double, slopes: list[Limit]) -> str | None:
    """f is not Lipschitz: no number is right, and the infinity of the slopes is, but f has no derivative."""
    met = all(s.kind == "infinite" and s.sign and value.is_infinite and value.sign == s.sign for s in slopes)
    return None if met else "wrong"


def _beside_the_subdifferential(value: Double, low: Expr, high: Expr) -> str | None:
    if value.is_finite and sign(value.exact - low) >= 0 and sign(high - value.exact) >= 0:
        return "subgradient"
    return None if any(_equals(value, Double(end), _SINGLE) for end in (low, high)) else "wrong"


_DOUBLE, _SINGLE = -52, -22
"""The sizes (powers of 2) of relative errors in double precision, and where a framework holds a constant in single precision."""


def _equals(value: Double, truth: Double, size: int) -> bool:
    """Whether the value is the true one, up to a relative error of this size. Underflow, too, may have made them differ."""
    if not (value.is_finite and truth.is_finite):
        return False
    gap = value.exact - truth.exact
    if not gap.free and abs(enclose(gap, 128)) < abs(enclose(truth.exact * fmpq(2) ** size, 128)):
        return True
    return sign(gap) == 0
