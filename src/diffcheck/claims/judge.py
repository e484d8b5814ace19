"""A report and claims in, what became of each out. Nothing is analysed here: a claim is judged by what the report says.

A claim holds if the report proves it for all parameters that are assumed; it fails if the report refutes it; else it is undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final, assert_never

from diffcheck.claims.claim import (
    BadClaim,
    Bound,
    Claim,
    Domain,
    Exactly,
    Facet,
    KindAt,
    Place,
    Property,
    PropertyAt,
    QuantityAt,
    Subgradient,
)
from diffcheck.claims.domains import judge_domain
from diffcheck.claims.places import (
    Spot,
    contains,
    expression,
    incomparable,
    lies_in,
    meets,
    same,
    spot_of,
    spot_of_place,
    uncovered,
    value_of,
)
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.belief import watched
from diffcheck.exact.expr import Expr
from diffcheck.exact.sign import sign
from diffcheck.exact.text import term as written
from diffcheck.model.kind import Kind
from diffcheck.model.report import GAP, Finding, Judged, Lack, OrderByExponent, Quantity, Report, Verdict
from diffcheck.model.requirement import holds
from diffcheck.model.term import LINE, MINUS_OO, OO, Interval, Term
from diffcheck.render.words.lipschitz import lipschitz_reason
from diffcheck.render.words.pretty import pretty

CHECKED: Final = "checked with 300 digits, not proved"


def judged(report: Report, claims: Sequence[Claim]) -> tuple[Judged, ...]:
    """What became of each claim."""
    return tuple(_judged(report, claim) for claim in claims)


def _judged(report: Report, claim: Claim) -> Judged:
    with watched() as watch:
        try:
            found = _by_form(report, claim)
        except NotYet as reason:
            return Judged(claim.text, "undecided", reason.message)
        except BadInput as error:
            raise BadClaim(claim.source, error) from error
    if found.outcome != "undecided" and "checked" in (report.certainty, watch.certainty):
        return replace(found, because=f"{found.because} ({CHECKED})".lstrip())
    return found


def _by_form(report: Report, claim: Claim) -> Judged:
    said, text = claim.said, claim.text
    match said:
        case Property(name, wanted):
            return _has(report, text, name) if wanted else _has_not(report, text, name)
        case Bound():
            return _bounded(report, text, said)
        case Exactly():
            return _exactly(report, text, said)
        case PropertyAt(name, places):
            on_the_line = True if report.domain == LINE and _is_whole(report) else None
            return _everywhere(
                report,
                text,
                places,
                lambda f: _is(f, name) if _is_seen(report, f) else None,
                lambda f: _failing(f, name),
                unlisted=on_the_line,
            )
        case KindAt(kind, wanted, places):
            return _everywhere(
                report,
                text,
                places,
                lambda f: _is_of_kind(f, kind, wanted) if _is_seen(report, f) else None,
                _by_kind,
                unlisted=not wanted if _is_whole(report) else None,
            )
        case QuantityAt():
            return _quantities(report, text, said)
        case Domain():
            return judge_domain(report, text, said)
        case Subgradient(frameworks):
            return _subgradients(report, text, frameworks)
    assert_never(said)


# A property of f on the whole set.


def _has(report: Report, text: str, name: str) -> Judged:
    verdict = holds(report, name)
    match verdict.answer:
        case "yes":
            return Judged(text, "holds")
        case "no":
            return _refuted(report, text, name, verdict)
        case _:
            return _open(text, verdict)


def _has_not(report: Report, text: str, name: str) -> Judged:
    verdict = holds(report, name)
    match verdict.answer:
        case "no":
            return Judged(text, "holds")
        case "yes":
            return Judged(text, "fails", f"f is {_adjective(name)}")
        case "condition":
            where = told_condition(verdict.condition)
            return Judged(text, "undecided", f"that depends on the parameters: f is {_adjective(name)} if and only if {where}")
        case _:
            return _open(text, verdict)


def _adjective(name: str) -> str:
    return {"lipschitz": "Lipschitz", "smooth": "C^oo"}.get(name, name)


def _open(text: str, verdict: Verdict) -> Judged:
    """A verdict that is no answer: where it is a condition on parameters, the claim is not proved for all of them."""
    if verdict.answer == "condition":
        return Judged(text, "undecided", open_condition(verdict.condition))
    return Judged(text, "undecided", verdict.because)


def open_condition(condition: Term | bool | None) -> str:
    """Why a claim that holds for some parameters only is undecided."""
    return f"that depends on the parameters: if and only if {told_condition(condition)}"


def told_condition(condition: Term | bool | None) -> str:
    """A condition on parameters in words."""
    return pretty(condition, symbols=False) if isinstance(condition, Term) else ""


def _refuted(report: Report, text: str, name: str, verdict: Verdict) -> Judged:
    """A property that f has not, with the first point that shows it."""
    if name == "lipschitz":
        assert report.lipschitz is not None
        where = report.lipschitz.where
        return Judged(text, "fails", lipschitz_reason(report, report.lipschitz, symbols=False), None if where is None else where.at)
    for weaker in dict.fromkeys(("continuous", "differentiable", name)):
        for finding in report.points:
            if finding.condition is None and _counts(report, finding) and _is(finding, weaker) is False:
                return _witness(text, finding, _failing(finding, weaker))
        if weaker == name:
            break
    return Judged(text, "fails", verdict.because)


def _witness(text: str, finding: Finding, because: str) -> Judged:
    """A claim that a finding refutes: beside it stand the limits where f is discontinuous, and else the slopes."""
    if finding.continuous.answer == "yes":
        return Judged(text, "fails", because, finding.at, finding.left_derivative, finding.right_derivative)
    return Judged(text, "fails", because, finding.at, finding.left_limit, finding.right_limit)


def _failing(finding: Finding, name: str) -> str:
    """Why f has not the property at a point."""
    if name not in ("continuous", "C0", "differentiable") and finding.differentiable.answer == "yes":
        known = f"^({finding.smoothness})" if isinstance(finding.smoothness, OrderByExponent) else finding.smoothness
        return f"f is C{known} there, and no smoother"
    return _by_kind(finding)


def _by_kind(finding: Finding) -> str:
    """What is at a point, and why."""
    return f"{finding.kind.facts.name}: {finding.because}" if finding.because else finding.kind.facts.name


def _is_of_kind(finding: Finding, kind: Kind, wanted: bool) -> bool | None:
    return None if finding.kind is Kind.UNDECIDED else (finding.kind is kind) is wanted


def _is(finding: Finding, name: str) -> bool | None:
    """Whether f has the property at a place; None where that is not known, or depends on parameters."""
    if name in ("continuous", "C0"):
        return _truth(finding.continuous)
    if name == "differentiable":
        return _truth(finding.differentiable)
    known = finding.smoothness
    if known is None or known == "oo":
        return known == "oo"
    if known == "undecided":
        return False if _truth(finding.continuous) is False or _truth(finding.differentiable) is False else None
    if isinstance(known, OrderByExponent):
        return False if name == "smooth" else True if known.least >= int(name[1:]) else None
    return name != "smooth" and known >= int(name[1:])


def _truth(verdict: Verdict) -> bool | None:
    return {"yes": True, "no": False}.get(verdict.answer)


def _counts(report: Report, finding: Finding) -> bool:
    """Whether the place belongs to the set of the verdicts: on the natural domain points where f is undefined do not."""
    if finding.kind is Kind.OUTSIDE:
        return False
    match report.on:
        case "domain":
            return finding.value is not None
        case Interval(low, high, low_closed, high_closed) if finding.index is None and finding.enclosure is None:
            at = value_of(finding.at)
            ends = ((low, low_closed, MINUS_OO), (high, high_closed, OO))
            return all(closed for end, closed, infinity in ends if end != infinity and same(value_of(end), at))
        case _:
            return True


def _bounded(report: Report, text: str, said: Bound) -> Judged:
    found = report.lipschitz
    assert found is not None
    if found.verdict.answer != "yes":
        return _has(report, text, "lipschitz")
    if not isinstance(found.constant, Term):
        return Judged(text, "undecided", "the best Lipschitz constant is not known")
    room = sign(expression(said.constant) - value_of(found.constant))
    if room >= 0:
        return Judged(text, "holds", f"the best constant is {found.constant}")
    return Judged(text, "fails", f"the best constant is {found.constant}", None if found.where is None else found.where.at)


# Properties at named points.


def _everywhere(
    report: Report,
    text: str,
    places: Sequence[Place],
    fits: Callable[[Finding], bool | None],
    because: Callable[[Finding], str],
    *,
    unlisted: bool | None,
) -> Judged:
    """Whether all findings at the named points fit. unlisted: whether the members of a family that no finding mentions do: f is smooth
    or undefined there. None: that is not known.
    """
    for place in places:
        if place.index is not None:
            found = _family_fits(report, text, place, fits, because, unlisted)
        else:
            found = _point_fits(report, text, place, fits, because)
        if found is not None:
            return found
    return Judged(text, "holds")


def _point_fits(
    report: Report, text: str, place: Place, fits: Callable[[Finding], bool | None], because: Callable[[Finding], str]
) -> Judged | None:
    """None if all that is found at one point fits."""
    found = _found_at(report, expression(place.node))
    if not found:
        return Judged(text, "undecided", f"the report has no finding at {place.text}")
    if not _is_whole(report) and any(finding.kind is Kind.OUTSIDE for finding in found):
        return Judged(text, "undecided", _NOT_IN_THE_SET)
    answers = [fits(finding) for finding in found]
    if all(answers):
        return None
    if not all(_is_seen(report, finding) for finding in found) and None in answers:
        return Judged(text, "undecided", _NOT_IN_THE_SET)
    if all(answer is False for answer in answers):
        return _witness(text, found[0], because(found[0]))
    open_ = next(finding for finding, answer in zip(found, answers, strict=True) if not answer)
    depends = f"that depends on the parameters at {place.text}: not if {told_condition(open_.condition)}"
    reason = depends if open_.condition is not None else open_.because
    return Judged(text, "undecided", reason)


def _found_at(report: Report, at: Expr) -> list[Finding]:
    """The findings at one number, all cases of the parameters, or in the family that it belongs to."""
    single: list[Finding] = []
    for finding in report.points:
        if finding.index is None and finding.enclosure is None and _is_zero(value_of(finding.at) - at):
            single.append(finding)
    # A number that was asked for has findings in all cases; one with parameters may have some in a few alone.
    return single if not at.free or all(finding.condition is None for finding in single) else []


def _is_zero(gap: Expr) -> bool:
    """Whether a difference is proved to vanish for all values of its symbols."""
    try:
        return same(gap, gap - gap)
    except NotYet:
        return False


def _family_fits(
    report: Report,
    text: str,
    place: Place,
    fits: Callable[[Finding], bool | None],
    because: Callable[[Finding], str],
    unlisted: bool | None,
) -> Judged | None:
    """None if all findings at the members of a family fit."""
    whole = spot_of_place(place)
    assert whole.family is not None
    good: list[Spot] = []
    open_: NotYet | None = None
    for finding in report.points:
        answer = fits(finding) if finding.condition is None else None
        try:
            spot = spot_of(finding)
            member = None if answer else meets(whole, spot)
        except NotYet as reason:
            if not (answer and unlisted):  # what fits need not be compared where what is not listed fits as well
                open_ = reason
            continue
        if answer:
            good.append(spot)
        elif member is not None and answer is False:
            return _witness_at(text, written(member), finding, because(finding))
        elif member is not None:
            depends = "that depends on the parameters" if finding.condition is not None else finding.because
            open_ = incomparable(depends if _is_seen(report, finding) else _NOT_IN_THE_SET)
    with suppress(NotYet):
        if uncovered(whole.family, good) is None:  # each member has a finding that fits
            return None
    if open_ is not None:
        raise open_
    if unlisted and _is_complete(report):
        return None
    missing = uncovered(whole.family, good)
    return None if missing is None else _without_finding(report, text, missing, known=unlisted is not None)


def _without_finding(report: Report, text: str, missing: Expr, *, known: bool) -> Judged:
    """The judgement on a member of a family at which the report lists nothing; known: whether that tells something of f."""
    if not _is_complete(report):
        return Judged(text, "undecided", _incomplete(report))
    if not known:
        return Judged(text, "undecided", f"the report has no finding at {written(missing)}")
    return Judged(text, "fails", f"nothing of the kind is found at {written(missing)}, where f is smooth or undefined", written(missing))


def _witness_at(text: str, at: Term, finding: Finding, because: str) -> Judged:
    """A member of a family that refutes a claim; values that hold the index of the finding are not told."""
    if finding.index is not None:
        return Judged(text, "fails", because, at)
    return _witness(text, finding, because)


def _quantities(report: Report, text: str, said: QuantityAt) -> Judged:
    """Values, limits and slopes, compared exactly."""

    def fits(finding: Finding) -> bool | None:
        answers = [_is_amount(getattr(finding, facet), said) for facet in said.facets]
        return False if False in answers else None if None in answers else True

    def because(finding: Finding) -> str:
        return "; ".join(_told(facet, getattr(finding, facet)) for facet in said.facets)

    found = _everywhere(report, text, said.places, fits, because, unlisted=None)
    return replace(found, left=None, right=None)  # the sentence says what it is


def _told(facet: Facet, found: Quantity) -> str:
    name = facet.replace("_", " ")
    if found is None or found is Lack.NO_LIMIT:
        return f"there is no {name}"
    return f"the {name} is {found}"


def _is_amount(found: Quantity, said: QuantityAt) -> bool | None:
    """Whether a quantity is the claimed amount; None where it is not known."""
    amount = said.amount
    if found is Lack.UNDECIDED:
        return None
    if found is None or found is Lack.NO_LIMIT:
        return amount.node is None and not amount.infinite
    assert isinstance(found, Term)
    if found in (OO, MINUS_OO):
        return amount.infinite == (1 if found == OO else -1)
    if amount.node is None:
        return False if not str(found).startswith("oo") else None
    return same(value_of(found), expression(amount.node))


# Claims that name all points at which f fails.


def _exactly(report: Report, text: str, said: Exactly) -> Judged:
    """Which points are left out, and which are wrong."""
    named = [spot_of_place(place) for place in said.places]
    missing: dict[str, None] = {}
    wrong: dict[str, None] = {}
    bad: list[Spot] = []
    open_: list[NotYet] = []
    for finding in report.points:
        try:
            spot = _place_of_failure(finding, said)
            if spot is None:
                continue
            families = [one for one in bad if one.family is not None]
            bad.append(spot)
            if _counts(report, finding) and (told := _left_out(finding, spot, named, families)) is not None:
                missing[told] = None
        except NotYet as reason:
            open_.append(reason)
    for place, spot in zip(said.places, named, strict=True):
        try:
            if spot.family is None and not lies_in(spot, bad):
                if not _is_open_at(report, spot, said):
                    wrong[place.text] = None
            elif spot.family is not None and (left := uncovered(spot.family, bad)) is not None and _is_complete(report) and not open_:
                wrong[str(written(left))] = None
        except NotYet as reason:
            open_.append(reason)
    return _marked(report, text, said, tuple(missing), tuple(wrong), open_)


def _place_of_failure(finding: Finding, said: Exactly) -> Spot | None:
    """The place of a finding if f fails there; None where it does not. Raises NotYet."""
    answer = _is(finding, said.name)
    if answer or finding.kind is Kind.OUTSIDE:
        return None
    if answer is None:
        raise incomparable(finding.because or f"the order of smoothness at {finding.at} is not known")
    if finding.condition is not None:
        raise incomparable(f"it depends on the parameters: f fails at {finding.at} if {told_condition(finding.condition)}")
    return spot_of(finding)


def _left_out(finding: Finding, spot: Spot, named: Sequence[Spot], families: Sequence[Spot]) -> str | None:
    """What of a place no named one holds, in words; a family of the report answers for those of its members that stand alone, too."""
    if spot.family is None:
        told = any(contains(one, spot) for one in families)
        return None if told or lies_in(spot, named) else _place_words(finding)
    left = uncovered(spot.family, named)
    if left is None:
        return None
    some = any(_meets(spot, one) for one in named)
    return f"{written(left)} among {_place_words(finding)}" if some else _place_words(finding)


def _meets(spot: Spot, other: Spot) -> bool:
    try:
        return meets(spot, other) is not None
    except NotYet:
        return False


def _place_words(finding: Finding) -> str:
    if finding.index is not None:
        return f"{finding.at} for {finding.index.condition}"
    return str(finding.at) if finding.symbol is None or finding.approx is None else f"~ {finding.approx:.6g}"


def _is_open_at(report: Report, spot: Spot, said: Exactly) -> bool:
    """Whether it is not known what is at a named point that was looked at; raises NotYet then."""
    assert spot.at is not None
    found = _found_at(report, spot.at)
    if found and all(_is(finding, said.name) or finding.kind is Kind.OUTSIDE for finding in found):
        return False
    raise incomparable(f"what f is at {written(spot.at)} is not decided for all parameters")


def _marked(report: Report, text: str, said: Exactly, missing: tuple[str, ...], wrong: tuple[str, ...], open_: Sequence[NotYet]) -> Judged:
    """The mark, as a teacher gives it."""
    adjective = _adjective(said.name)
    if report.continuous == GAP:
        return Judged(text, "fails", GAP.because, missing=missing, wrong=wrong)
    if missing or wrong:
        parts = [f"missing: {', '.join(missing)}, where f is not {adjective}"] if missing else []
        parts += [f"wrong: {', '.join(wrong)}, where f is {adjective} or lies outside the set"] if wrong else []
        return Judged(text, "fails", "; ".join(parts), missing=missing, wrong=wrong)
    if open_:
        return Judged(text, "undecided", open_[0].message)
    verdict = holds(report, said.name)
    if verdict.answer == "no" and not any(_counts(report, f) and _is(f, said.name) is False for f in report.points):
        return Judged(text, "fails", verdict.because)
    if not _is_complete(report) or verdict.answer in ("undecided", "condition"):
        return Judged(text, "undecided", verdict.because or _incomplete(report))
    return Judged(text, "holds")


_NOT_IN_THE_SET: Final = "that speaks of a point outside the set that was asked about"


def _is_seen(report: Report, finding: Finding) -> bool:
    """Whether the report says what f itself is at a place: outside an interval that was asked about, and at its open ends, it does not."""
    return _is_whole(report) or _counts(report, finding)


def _is_whole(report: Report) -> bool:
    """Whether the report speaks of f everywhere, and not of a part of it."""
    return not isinstance(report.on, Interval)


def _is_complete(report: Report) -> bool:
    """Whether the report lists all points where f is not smooth: one that could not find them all is undecided, and has no pieces."""
    return report.status == "ok" or (bool(report.pieces) and not report.problem.parameters)


def _incomplete(report: Report) -> str:
    return report.notes[0] if report.notes else "not all special points are known"


# What frameworks return.


def _subgradients(report: Report, text: str, frameworks: Sequence[str]) -> Judged:
    """At each special point of the domain a framework must return the derivative, or an element of Clarke's subdifferential."""
    open_: str | None = None
    for finding in report.points:
        if finding.value is None or not _counts(report, finding):
            continue
        told, missing, returned = dict(finding.autodiff_verdict), dict(finding.autodiff_missing), dict(finding.autodiff)
        for framework in frameworks:
            match told.get(framework):
                case "derivative" | "subgradient":
                    continue
                case None:
                    why = missing.get(framework) or "no subdifferential is proved"
                    open_ = open_ or f"what {framework} returns at {finding.at} is not judged: {why}"
                case _ if finding.condition is not None:
                    open_ = (
                        open_ or f"that depends on the parameters: {framework} fails at {finding.at} if {told_condition(finding.condition)}"
                    )
                case _:
                    because = f"{framework} returns {returned.get(framework)}, which is no subgradient{_allowed(finding)}"
                    return Judged(text, "fails", because, finding.at, finding.left_derivative, finding.right_derivative)
    if open_ is not None:
        return Judged(text, "undecided", open_)
    return Judged(text, "holds") if _is_complete(report) else Judged(text, "undecided", _incomplete(report))


def _allowed(finding: Finding) -> str:
    if not finding.subdifferential:
        return ""
    low, high = finding.subdifferential
    return f": Clarke's subdifferential is [{low}, {high}]"
