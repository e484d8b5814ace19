"""Whether a required property holds, read off the verdicts of a report: what --require asks."""

from __future__ import annotations

import re

from diffcheck.errors import BadInput
from diffcheck.model.kind import Kind
from diffcheck.model.report import YES, BySmoothness, OrderByExponent, Report, Smoothness, Verdict
from diffcheck.model.term import junction

WORDS = ("continuous", "differentiable", "smooth", "lipschitz")


def property_name(text: str) -> str:
    """The property that a text names, in one spelling: continuous, differentiable, C0, C1, ..., smooth, lipschitz."""
    word = text.strip()
    lower = word.lower()
    if lower in WORDS:
        return lower
    if lower in ("coo", "c^oo", "cinf", "c^inf", "c∞", "c^∞"):
        return "smooth"
    if match := re.fullmatch(r"[cC]\^?([0-9]{1,4})", word):
        return f"C{int(match[1])}"
    hint = "known are continuous, differentiable, C0, C1, C2, …, smooth, lipschitz"
    raise BadInput("property", f"unknown property {word!r}", 0, max(len(text), 1), hint)


def holds(report: Report, required: str) -> Verdict:
    """The verdict on a required property of the function, on the set that the report speaks of."""
    name = property_name(required)
    if name == "lipschitz":
        return Verdict("undecided", "it was not asked for") if report.lipschitz is None else report.lipschitz.verdict
    if name in ("continuous", "C0"):
        return report.continuous
    if name == "differentiable":
        return report.differentiable
    return _smooth(report, None if name == "smooth" else int(name[1:]))


def _smooth(report: Report, order: int | None) -> Verdict:
    """Whether f is C^order on the set; order None: C^infinity."""
    for weaker in (report.continuous, report.differentiable):
        if weaker.answer == "no":
            return weaker
    known = report.smoothness
    if known == "oo":
        return YES
    if isinstance(known, int):
        if order is not None and known >= order:
            return YES
        return Verdict("no", f"smoothness {_order(known)}{_worst(report, known)}")
    if isinstance(known, OrderByExponent) and (enough := _is_enough(known, order)) is not None:
        return YES if enough else Verdict("no", f"smoothness C^({known})")
    if isinstance(known, tuple):
        return _by_cases(known, order)
    for verdict in (report.continuous, report.differentiable):
        if verdict.answer == "undecided":
            return verdict
    for verdict in (report.differentiable, report.continuous):
        if verdict.answer == "condition":
            return Verdict("undecided", f"it depends on the parameters: at least {verdict.condition} is necessary")
    return Verdict("undecided", "the order of smoothness is not known")


def _by_cases(known: BySmoothness, order: int | None) -> Verdict:
    """The verdict where the order depends on parameters: known has each condition with its order."""

    if any(_is_enough(k, order) is None for _, k in known):
        return Verdict("undecided", "for some parameters the order of smoothness is not known")
    good = [condition for condition, k in known if _is_enough(k, order)]
    if len(good) == len(known):
        return YES
    if not good:
        return Verdict("no", "the smoothness is too low for all parameters")
    return Verdict("condition", "it depends on the parameters", junction("Or", good))


def _is_enough(known: Smoothness, order: int | None) -> bool | None:
    """Whether an order of smoothness is as high as it must be; order None: C^infinity."""
    if known == "undecided" or (isinstance(known, OrderByExponent) and order is not None and order > known.least):
        return None
    if isinstance(known, OrderByExponent):
        return order is not None
    return known == "oo" or (isinstance(known, int) and order is not None and known >= order)


def _order(known: int) -> str:
    return f"C{known}" if known >= 0 else "below C0"


def _worst(report: Report, known: int) -> str:
    """Where the function is no smoother than it is as a whole, if one of its points shows it."""
    for point in report.points:
        if point.smoothness == known and point.kind is not Kind.OUTSIDE and point.condition is None:
            return f", at {report.problem.variable} = {point.at}"
    return ""
