"""Whether a required property holds, read off the verdicts of a report: what --require asks."""

from __future__ import annotations

import re
from fractions import Fraction

from diffcheck.errors import BadInput
from diffcheck.model.kind import Kind
from diffcheck.model.report import YES, BySmoothness, OrderByExponent, Report, Smoothness, Verdict
from diffcheck.model.term import TRUE, Call, Chain, Term, comparison, junction, rational

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
    if isinstance(known, OrderByExponent | tuple):
        return _by_cases(known if isinstance(known, tuple) else ((TRUE, known),), order)
    for verdict in (report.continuous, report.differentiable):
        if verdict.answer == "undecided":
            return verdict
    for verdict in (report.differentiable, report.continuous):
        if verdict.answer == "condition":
            return Verdict("undecided", f"it depends on the parameters: at least {verdict.condition} is necessary")
    return Verdict("undecided", "the order of smoothness is not known")


def _by_cases(known: BySmoothness, order: int | None) -> Verdict:
    """The verdict where the order depends on parameters: known has each condition with its order."""
    if any(k == "undecided" for _, k in known):
        return Verdict("undecided", "for some parameters the order of smoothness is not known")
    if all(_is_enough(k, order) for _, k in known):
        return YES
    good = [one for condition, k in known for one in _where_enough(condition, k, order)]
    if not good:
        return Verdict("no", f"smoothness C^({known[0][1]})" if len(known) == 1 else "the smoothness is too low for all parameters")
    return Verdict("condition", "it depends on the parameters", junction("Or", [_beside(one, good) for one in good]))


def _beside(condition: Term, alternatives: list[Term]) -> Term:
    """A condition without the inequations whose equations are alternatives to it."""
    said = condition.args if isinstance(condition, Call) and condition.head == "And" else (condition,)
    equations = [one.parts for one in alternatives if isinstance(one, Chain) and one.joints == ("=",)]
    return junction("And", [one for one in said if not (isinstance(one, Chain) and one.joints == ("!=",) and one.parts in equations)])


def _is_enough(known: Smoothness, order: int | None) -> bool:
    """Whether an order of smoothness is as high as it must be whatever the parameters are; order None: C^infinity."""
    if isinstance(known, OrderByExponent):
        return order is not None and order <= known.least
    return known == "oo" or (isinstance(known, int) and order is not None and known >= order)


def _where_enough(condition: Term, known: Smoothness, order: int | None) -> list[Term]:
    """Where, under a condition, the order is as high as it must be: an order below a bound is so where the bound is greater."""
    alternatives = condition.args if isinstance(condition, Call) and condition.head == "Or" else (condition,)
    if not isinstance(known, OrderByExponent) or order is None:
        return list(alternatives) if _is_enough(known, order) else []
    return [found for one in alternatives if (found := _where_greater(one, known.bound, order)) is not None]


def _where_greater(condition: Term, bound: Term, order: int) -> Term | None:
    """Where a condition holds and a bound is greater than a number. What follows from that is not said; None: it contradicts that."""
    said = condition.args if isinstance(condition, Call) and condition.head == "And" else (condition,)
    kept: list[Term] = []
    for one in said:
        low, high = _ends(one, bound)
        if high is not None and high <= order:
            return None
        if low is None or low > order or high is not None:
            kept.append(one)
    greater = [] if any((low := _ends(one, bound)[0]) is not None and low > order for one in kept) else [_greater(bound, order)]
    return junction("And", [one for one in (*kept, *greater) if one != TRUE] or [TRUE])


def _greater(bound: Term, order: int) -> Term:
    return comparison(bound, ">", rational(Fraction(order)))


def _ends(condition: Term, bound: Term) -> tuple[Fraction | None, Fraction | None]:
    """The numbers between which a condition says that the bound lies: 1 and 2 for 1 < p < 2, 3 and none for p >= 3."""
    low = high = None
    if isinstance(condition, Chain):
        for joint, left, right in zip(condition.joints, condition.parts, condition.parts[1:], strict=False):
            number = _number(left) if right == bound else _number(right) if left == bound else None
            if number is not None and joint in ("<", "<=", ">", ">="):
                if (left == bound) == (joint[0] == ">"):
                    low = number
                else:
                    high = number
    return low, high


def _number(term: Term) -> Fraction | None:
    try:
        return Fraction(str(term))
    except ValueError:
        return None


def _order(known: int) -> str:
    return f"C{known}" if known >= 0 else "below C0"


def _worst(report: Report, known: int) -> str:
    """Where the function is no smoother than it is as a whole, if one of its points shows it."""
    for point in report.points:
        if point.smoothness == known and point.kind is not Kind.OUTSIDE and point.condition is None:
            return f", at {report.problem.variable} = {point.at}"
    return ""
