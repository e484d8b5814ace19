"""The story, top to bottom: a problem and a question in, a report out. Rooms that few questions enter are opened when one does.

where to look (shape, or suspects where they are infinitely many) -> limits and slopes on both sides (examine) -> kind and
verdict (classify) -> the verdict on the whole set (here).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from diffcheck.analysis.refusals import Infinite, Unsolved
from diffcheck.analysis.survey.asked import UNCOMPUTABLE, counts
from diffcheck.analysis.survey.certainty import resting_on_belief
from diffcheck.analysis.survey.finite import glimpse, survey_finite
from diffcheck.analysis.survey.survey import Glimpse, Survey, View
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.assumptions import Open
from diffcheck.exact.belief import watched, weakest
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import GAP, YES, Finding, Lack, Report, Smoothness, Verdict, least_order
from diffcheck.model.term import Term
from diffcheck.model.tree import Problem

if TYPE_CHECKING:
    from diffcheck.analysis.cases.explore import Leaf, Tree

Answer = TypeVar("Answer")


def analyze(problem: Problem, question: Question) -> Report:
    """Where f is continuous and differentiable on the asked set, and why. Raises BadInput (`empty_domain`, `undefined_point`)."""
    return analyze_and_keep(problem, question)[0]


Behind: TypeAlias = "View | tuple[Leaf[Report], ...] | None"
"""What a report rests on: its view; the cases of its parameters in which f is defined somewhere; None where it is neither."""


def analyze_and_keep(problem: Problem, question: Question) -> tuple[Report, Behind]:
    """The same, with what it rests on, for pictures."""
    with watched() as watch:
        report, behind = _analyze(problem, question)
        if question.autodiff or any(f.practice is not None for f in report.points):
            from diffcheck.analysis.frameworks.compared import remarks, versions_of

            versions = versions_of(question)
            said = remarks(problem, versions) if question.autodiff else ()
            report = replace(report, frameworks=tuple(versions.items()), notes=(*report.notes, *said))
        if question.required == "lipschitz" or question.lipschitz:
            from diffcheck.analysis.lipschitz.report import with_lipschitz

            report = with_lipschitz(report, problem, question)
    certainty = weakest(report.certainty, watch.certainty)
    return report if certainty == report.certainty else replace(report, certainty=certainty), behind


def in_every_case(problem: Problem, question: Question, ask: Callable[[Report | None], Answer]) -> Tree[Answer]:
    """What is asked of the report in each case of the parameters, under its assumptions; None: f is defined nowhere. Raises NotYet."""
    from diffcheck.analysis.cases.explored import explored

    def here() -> Answer:
        try:
            report = _analyze_one(problem, question)[0]
        except BadInput as error:
            if error.code != "empty_domain":
                raise
            return ask(None)
        return ask(report)

    return explored(problem, question, here)


def _analyze(problem: Problem, question: Question) -> tuple[Report, Behind]:
    if not problem.parameters:
        return _analyze_one(problem, question)
    from diffcheck.analysis.parameters import analyze_cases

    try:
        return analyze_cases(problem, question, lambda asked: _analyze_one(problem, asked)[0])
    except NotYet as reason:
        return _of_points_alone(problem, question, reason), None
    except (OverflowError, ZeroDivisionError):
        return _of_points_alone(problem, question, UNCOMPUTABLE), None


def _analyze_one(problem: Problem, question: Question) -> tuple[Report, View | None]:
    """The report where all parameters are bound, or under assumptions that decide every sign; and the view behind it."""
    with watched() as watch:
        found = _found(problem, question)
        domain = found.domain if isinstance(found, Survey) else None
        if domain is None:
            domain = _domain_apart(problem, question)
        if question.autodiff or question.explain:
            from diffcheck.analysis.frameworks.compared import decorated

            found = decorated(problem, question, found)
    report = _report(problem, question, found, domain)
    return (resting_on_belief(report) if watch.here else report), found.view


def _of_points_alone(problem: Problem, question: Question, reason: NotYet) -> Report:
    """The report where the cases of the parameters are not all known: it answers for the points asked for, if those cases are."""
    from diffcheck.analysis.parameters import analyze_cases

    try:
        if question.at:
            here = replace(question, solve=())
            return analyze_cases(
                problem, here, lambda asked: _report(problem, asked, glimpse(problem, asked, reason, windows=False), None)
            )[0]
    except (NotYet, OverflowError, ZeroDivisionError):
        pass
    return _report(problem, question, Glimpse((), reason.message), None)


def _found(problem: Problem, question: Question) -> Survey | Glimpse:
    """A survey of the asked set; where its places are not all known, a glimpse."""
    try:
        return survey_finite(problem, question)
    except Infinite:
        from diffcheck.analysis.survey.families import survey_families

        try:
            return survey_families(problem, question)
        except NotYet as reason:
            return _glimpse(problem, question, reason)
        except (OverflowError, ZeroDivisionError):
            return _glimpse(problem, question, UNCOMPUTABLE)
    except NotYet as reason:
        return _glimpse(problem, question, reason, windows=isinstance(reason, Unsolved))
    except (OverflowError, ZeroDivisionError):
        return _glimpse(problem, question, UNCOMPUTABLE, windows=False)


def _glimpse(problem: Problem, question: Question, reason: NotYet, *, windows: bool = True) -> Glimpse:
    from diffcheck.analysis.survey.families import InEachPeriod

    try:
        found = glimpse(problem, question, reason, windows=windows)
    except (NotYet, OverflowError, ZeroDivisionError):  # a point that is asked for is not known as a number
        return Glimpse((), reason.message)
    if isinstance(reason, InEachPeriod):
        from diffcheck.analysis.survey.one_period import in_one_period

        with suppress(NotYet, OverflowError, ZeroDivisionError):
            return in_one_period(problem, question, reason, found)
    return found


def _domain_apart(problem: Problem, question: Question) -> Term | None:
    """The domain by the parts that restrict it alone; None where that is no easier. Raises BadInput where it is proved empty."""
    from diffcheck.analysis.survey.restrictions import restriction

    try:
        plain = restriction(problem)
        if plain is None:
            return None
        found = _found(plain, Question(on=question.on))
    except (NotYet, Open):  # no case is split for this
        return None
    return found.domain if isinstance(found, Survey) else None


_NO_DOMAIN = "the domain is not known as a union of intervals"


def _report(problem: Problem, question: Question, found: Survey | Glimpse, domain: Term | None) -> Report:
    """The report on a survey; on a glimpse, with nothing in it but its places, what is bad there, and what is missing."""
    judged = [r.finding for r in found.rows if counts(r, question)]
    missing = _unsettled(found)
    notes = _notes(found, problem, question, domain)
    view = found.view
    continuous = _continuous(found, problem, question)
    differentiable = GAP if found.gap else _overall(judged, "differentiable", missing)
    return Report(
        problem=problem,
        status="undecided" if notes else "ok",
        domain=Lack.UNDECIDED if domain is None else domain,
        on=question.on.shown,
        continuous=continuous,
        differentiable=differentiable,
        smoothness=_smoothness(continuous, differentiable, judged, missing),
        certainty=None if notes else "proved",
        pieces=found.pieces if isinstance(found, Survey) else (),
        points=tuple(_sure(r.finding) for r in found.rows if r.is_listed(question)),
        cleared=_cleared(found, question),
        notes=(*dict.fromkeys(notes), *(view.remarks if view else ())),
        harmless=view.harmless if view else (),
        counted=view.counted if view else (),
    )


def _cleared(found: Survey | Glimpse, question: Question) -> tuple[Finding, ...]:
    """What was found at the suspects that are not listed, for those who tell of it."""
    keeps = question.explain or question.options.certificate is not None
    return tuple(r.finding for r in found.rows if keeps and not r.is_listed(question))


def _smoothness(continuous: Verdict, differentiable: Verdict, judged: Sequence[Finding], missing: Sequence[str]) -> Smoothness:
    """The least order at the places; the two lowest follow from less: -1 from one place where f is not continuous, 0 from continuity
    everywhere and one place where f is not differentiable, or not C^1, whatever else is not known.
    """
    if continuous.answer == "no":
        return -1
    if continuous.answer == "yes" and (differentiable.answer == "no" or any(f.smoothness == 0 for f in judged)):
        return 0
    return "undecided" if missing else _least(judged)


def _notes(found: Survey | Glimpse, problem: Problem, question: Question, domain: Term | None) -> list[str]:
    """All that is not known."""
    missing = _missing(found)
    unknown_domain = [_NO_DOMAIN] if domain is None and not missing else []
    return [*missing, *_undecided_in(found, problem, question), *unknown_domain]


def _undecided_in(found: Survey | Glimpse, problem: Problem, question: Question) -> list[str]:
    """What was not decided at the places, with its reason."""
    open_ = [r.finding for r in found.rows if _is_open(r.finding) or (counts(r, question) and r.finding.smoothness == "undecided")]
    return [f"at {problem.variable} = {f.at}: {_reason(f)}" for f in open_]


def _continuous(found: Survey | Glimpse, problem: Problem, question: Question) -> Verdict:
    """By the places; where these leave it open, by the composition of continuous functions."""
    if found.gap:
        return GAP
    by_places = _overall([r.finding for r in found.rows if counts(r, question)], "continuous", _unsettled(found))
    return _COMPOSED if by_places.answer == "undecided" and _is_composed(problem, question) else by_places


def _missing(found: Survey | Glimpse) -> tuple[str, ...]:
    """The reason for which not all places are known."""
    return (found.missing,) if isinstance(found, Glimpse) else ()


def _unsettled(found: Survey | Glimpse) -> tuple[str, ...]:
    """The reason for which places that are not known may change a verdict."""
    return () if isinstance(found, Glimpse) and found.settled else _missing(found)


def _is_composed(problem: Problem, question: Question) -> bool:
    from diffcheck.analysis.survey.composition import is_continuous_by_composition

    return is_continuous_by_composition(problem, question)


_COMPOSED = Verdict("yes", "it is composed of functions that are continuous where they are defined")


def _sure(f: Finding) -> Finding:
    """What was not decided has no certainty."""
    return replace(f, certainty=None) if _is_open(f) else f


def _is_open(f: Finding) -> bool:
    shown = (f.value, f.left_limit, f.right_limit, f.left_derivative, f.right_derivative)
    return f.kind is Kind.UNDECIDED or any(q is Lack.UNDECIDED for q in shown)


def _reason(f: Finding) -> str:
    return f.because if _is_open(f) else "the order of smoothness could not be proved"


def _overall(points: list[Finding], field: str, missing: tuple[str, ...]) -> Verdict:
    verdicts = [(_place(f), getattr(f, field)) for f in points]
    failing = [at for at, v in verdicts if v.answer == "no"]
    if failing:
        return Verdict("no", "not at " + ", ".join(failing[:6]) + (", ..." if len(failing) > 6 else ""))
    open_ = [at for at, v in verdicts if v.answer == "undecided"]
    if open_ or missing:
        return Verdict("undecided", "undecided at " + ", ".join(open_[:6]) if open_ else missing[0])
    return YES


def _place(f: Finding) -> str:
    """Where a finding holds, in words."""
    if f.index is None:
        return str(f.at) if f.symbol is None or f.approx is None else f"{f.approx:.6g}"
    left_out = f" but {', '.join(map(str, f.index.exceptions))}" if f.index.exceptions else ""
    return f"{f.at} for {f.index.condition}{left_out}"


def _least(points: Sequence[Finding]) -> Smoothness:
    orders = [f.smoothness for f in points]
    return -1 if None in orders or -1 in orders else least_order(orders)
