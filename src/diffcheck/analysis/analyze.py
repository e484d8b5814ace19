"""The story, top to bottom: a problem and a question in, a report out.

where to look (shape, or suspects where they are infinitely many) -> limits and slopes on both sides (examine) -> kind and
verdict (classify) -> the verdict on the whole set (here).
"""

from __future__ import annotations

from dataclasses import replace

from diffcheck.analysis.families import survey_families
from diffcheck.analysis.finite import survey_finite, survey_window
from diffcheck.analysis.index import Infinite
from diffcheck.analysis.parameters import analyze_cases, resting_on_belief
from diffcheck.analysis.practice import remarks, versions_of
from diffcheck.analysis.survey import Survey
from diffcheck.analysis.unsolved import Unsolved
from diffcheck.errors import NotYet
from diffcheck.exact.belief import watched, weakest
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import YES, Finding, Report, Smoothness, Verdict
from diffcheck.model.tree import Problem


def analyze(problem: Problem, question: Question) -> Report:
    """Where f is continuous and differentiable on the asked set, and why. Raises BadInput (`empty_domain`, `undefined_point`)."""
    return analyze_and_keep(problem, question)[0]


def analyze_and_keep(problem: Problem, question: Question) -> tuple[Report, Survey | None]:
    """The same, with the survey that it rests on, for a picture; None where parameters are free or there is no survey."""
    with watched() as watch:
        report, survey = _analyze(problem, question)
        if question.autodiff or any(f.practice is not None for f in report.points):
            versions = versions_of(question)
            said = remarks(problem, versions) if question.autodiff else ()
            report = replace(report, frameworks=tuple(versions.items()), notes=(*report.notes, *said))
        if question.required == "lipschitz":
            from diffcheck.analysis.lipschitz_report import with_lipschitz

            report = with_lipschitz(report, problem, question)
    return replace(report, certainty=weakest(report.certainty, watch.certainty)), survey


def _analyze(problem: Problem, question: Question) -> tuple[Report, Survey | None]:
    try:
        if problem.parameters:
            return analyze_cases(problem, question, lambda: _analyze_one(problem, question)[0]), None
    except NotYet as reason:
        return _undecided(problem, question, reason), None
    except (OverflowError, ZeroDivisionError):
        return _undecided(problem, question, _UNCOMPUTABLE), None
    return _analyze_one(problem, question)


_UNCOMPUTABLE = NotYet("arithmetic", "a constant on the way is too large, or has a denominator that vanishes")


def _analyze_one(problem: Problem, question: Question) -> tuple[Report, Survey | None]:
    """The report where all parameters are bound, or under assumptions that decide every sign; and the survey behind it."""
    try:
        with watched() as watch:
            survey = _survey(problem, question)
        report = _report(problem, question, survey)
        return (resting_on_belief(report) if watch.here else report), survey
    except NotYet as reason:
        return _undecided(problem, question, reason), None
    except (OverflowError, ZeroDivisionError):
        return _undecided(problem, question, _UNCOMPUTABLE), None


def _survey(problem: Problem, question: Question) -> Survey:
    try:
        return survey_finite(problem, question)
    except Infinite:
        try:
            return survey_families(problem, question)
        except NotYet as reason:
            if question.on.kind == "interval":
                raise
            return survey_window(problem, question, reason)
    except Unsolved as reason:
        if question.on.kind == "interval":
            raise
        try:
            return survey_window(problem, question, reason)
        except NotYet:
            raise reason from None


def _report(problem: Problem, question: Question, survey: Survey) -> Report:
    points = [f for f, _ in survey.findings]
    judged = [f for f, counted in survey.findings if counted]
    smoothness = _least(judged)
    open_ = [f for f, counted in survey.findings if _is_open(f) or (counted and f.smoothness == "undecided")]
    reasons = tuple(dict.fromkeys(f"at {problem.variable} = {f.at}: {_reason(f)}" for f in open_))

    def listed(f: Finding) -> bool:
        return question.show_all or question.autodiff or f.kind is not Kind.SMOOTH or f.at in survey.asked

    return Report(
        problem=problem,
        status="undecided" if open_ or survey.notes else "ok",
        domain=survey.domain,
        on=question.on.text,
        continuous=_GAP if survey.gap else _overall(judged, "continuous", survey.notes),
        differentiable=_GAP if survey.gap else _overall(judged, "differentiable", survey.notes),
        smoothness=-1 if survey.gap else smoothness if not survey.notes or smoothness == -1 else "undecided",
        certainty="proved",
        pieces=survey.pieces,
        points=tuple(f for f in points if listed(f)),
        cleared=tuple(f for f in points if question.explain and not listed(f)),
        notes=(*survey.notes, *reasons, *survey.remarks),
        harmless=survey.harmless,
    )


_GAP = Verdict("no", "a part of the set lies outside the domain")


def _is_open(f: Finding) -> bool:
    return f.kind is Kind.UNDECIDED or "undecided" in (f.left_limit, f.right_limit, f.left_derivative, f.right_derivative)


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
        return f.at if f.symbol is None or f.approx is None else f"{f.approx:.6g}"
    left_out = f" but {', '.join(f.index.exceptions)}" if f.index.exceptions else ""
    return f"{f.at} for {f.index.symbol} in {f.index.set}{left_out}" if f.index.set.isalnum() else f"{f.at} for {f.index.set}{left_out}"


def _least(points: list[Finding]) -> Smoothness:
    orders = [f.smoothness for f in points]
    known = [k for k in orders if isinstance(k, int)]
    if None in orders or -1 in known:
        return -1
    if "undecided" in orders:
        return "undecided"
    return min(known) if known else "oo"


def _undecided(problem: Problem, question: Question, reason: NotYet) -> Report:
    open_ = Verdict("undecided", reason.message)
    return Report(
        problem=problem,
        status="undecided",
        domain="undecided",
        on=question.on.text,
        continuous=open_,
        differentiable=open_,
        smoothness="undecided",
        certainty="proved",
        pieces=(),
        points=(),
        notes=(reason.message,),
    )
