"""What a record says, in the words of Statement.v. The reader of a certificate trusts this translation, so it is kept plain.

An entry of the record becomes one `At`, field by field; the verdicts become `on_domain`; the domain becomes a condition on x.
"""

from __future__ import annotations

from typing import Final

from diffcheck.certificate.numbers import Real, real_of
from diffcheck.certificate.outside import Outside
from diffcheck.model.report import Finding, Lack, Quantity, Report, Smoothness, Verdict
from diffcheck.model.term import EMPTY, LINE, MINUS_OO, OO, Chain, Fence, Interval, Term

OMITTED: Final = ("the words `kind` and `because`", "the formulas and derivatives on the pieces", "the decimal approximations")
"""What a record holds and a certificate does not state."""


def quantity(value: Quantity) -> str:
    """A limit or a slope."""
    if value is None:
        return "Null"
    if value == Lack.NO_LIMIT:
        return "Dne"
    if isinstance(value, Lack):
        raise Outside("something at a point is undecided")
    if value == OO:
        return "PInf"
    if value == MINUS_OO:
        return "MInf"
    return f"(Fin {real_of(value).enclosed})"


def answer(verdict: Verdict) -> str:
    """A verdict that is yes or no."""
    if verdict.answer not in ("yes", "no"):
        raise Outside("a verdict is undecided or a condition")
    return "true" if verdict.answer == "yes" else "false"


def order(smoothness: Smoothness) -> str:
    """The order of smoothness."""
    if smoothness == "oo":
        return "Smooth"
    if not isinstance(smoothness, int):
        raise Outside("an order of smoothness is undecided or a condition")
    return "Rough" if smoothness < 0 else f"(Class {smoothness})"


def entry(point: Finding) -> str:
    """The entry of a point, without the point."""
    if isinstance(point.value, Lack):
        raise Outside("a value is undecided")
    value = "None" if point.value is None else f"(Some {real_of(point.value).enclosed})"
    sides = [quantity(one) for one in (point.left_limit, point.right_limit, point.left_derivative, point.right_derivative)]
    smoothness = "None" if point.smoothness is None else f"(Some {order(point.smoothness)})"
    return " ".join(["At", value, *sides, answer(point.continuous), answer(point.differentiable), smoothness])


def place(point: Finding) -> Real:
    """Where the entry is."""
    if point.index is not None:
        raise Outside(f"the family of points {point.at}")
    if point.symbol is not None or point.condition is not None:
        raise Outside(f"the point {point.at}, which has no closed form")
    return real_of(point.at)


def domain(report: Report) -> str:
    """The condition on x under which f is defined."""
    if isinstance(report.domain, Lack):
        raise Outside("the domain is undecided")
    return member(report.domain)


def member(domain: Term) -> str:
    """The condition that x lies in a set."""
    if domain == LINE:
        return "True"
    if domain == EMPTY:
        return "False"
    match domain:
        case Interval(low, high, low_closed, high_closed):
            bounds = [f"{real_of(low).enclosed} {'<=' if low_closed else '<'} x"] if low != MINUS_OO else []
            bounds += [f"x {'<=' if high_closed else '<'} {real_of(high).enclosed}"] if high != OO else []
            return " /\\ ".join(bounds)
        case Fence("{", points, "}"):
            return " \\/ ".join(f"x = {real_of(point).enclosed}" for point in points)
        case Chain(joints, parts) if set(joints) == {"U"}:
            return " \\/ ".join(f"({member(part)})" for part in parts)
    raise Outside(f"the domain {domain}")


def verdicts(report: Report) -> str:
    """What is said of f on its domain."""
    if isinstance(report.smoothness, tuple):
        raise Outside("the order of smoothness is a condition")
    return f"on_domain f {answer(report.continuous)} {answer(report.differentiable)} {order(report.smoothness)}"
