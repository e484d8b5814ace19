"""What a record says, in the words of Statement.v. The reader of a certificate trusts this translation, so it is kept plain.

An entry of the record becomes one `At`, field by field; the verdicts become `on_domain`; the domain becomes a condition on x.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flint import arb

from diffcheck.certificate.numbers import NO_NAMES, Names, Real, real_of
from diffcheck.certificate.outside import Outside
from diffcheck.model.report import Finding, Lack, Quantity, Report, Smoothness, Verdict
from diffcheck.model.term import EMPTY, LINE, MINUS_OO, OO, TRUE, Call, Chain, Fence, Interval, Members, SignedInfinity, Symbol, Term

OMITTED: Final = ("the words `kind` and `because`", "the formulas and derivatives on the pieces", "the decimal approximations")
"""What a record holds and a certificate does not state."""


def quantity(value: Quantity, names: Names = NO_NAMES) -> str:
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
    if isinstance(value, SignedInfinity):
        return f"(choose 0 {real_of(value.of, names).enclosed} PInf Null MInf)"
    return f"(Fin {real_of(value, names).enclosed})"


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


def entry(point: Finding, names: Names = NO_NAMES) -> str:
    """The entry of a point, without the point."""
    if isinstance(point.value, Lack):
        raise Outside("a value is undecided")
    value = "None" if point.value is None else f"(Some {real_of(point.value, names).enclosed})"
    sides = [quantity(one, names) for one in (point.left_limit, point.right_limit, point.left_derivative, point.right_derivative)]
    smoothness = "None" if point.smoothness is None else f"(Some {order(point.smoothness)})"
    return " ".join(["At", value, *sides, answer(point.continuous), answer(point.differentiable), smoothness])


def place(point: Finding, names: Names = NO_NAMES) -> Real:
    """Where the entry is."""
    if point.symbol is not None:
        raise Outside(f"the point {point.at}, which has no closed form")
    return real_of(point.at, names)


def domain(report: Report, names: Names = NO_NAMES) -> str:
    """The condition on x under which f is defined."""
    if isinstance(report.domain, Lack):
        raise Outside("the domain is undecided")
    return member(report.domain, names)


def member(domain: Term, names: Names = NO_NAMES) -> str:
    """The condition that x lies in a set."""
    if domain == LINE:
        return "True"
    if domain == EMPTY:
        return "False"
    match domain:
        case Interval(low, high, low_closed, high_closed):
            bounds = [f"{real_of(low, names).enclosed} {'<=' if low_closed else '<'} x"] if low != MINUS_OO else []
            bounds += [f"x {'<=' if high_closed else '<'} {real_of(high, names).enclosed}"] if high != OO else []
            return " /\\ ".join(bounds)
        case Fence("{", points, "}"):
            return " \\/ ".join(f"x = {real_of(point, names).enclosed}" for point in points)
        case Chain(joints, parts) if set(joints) == {"U"}:
            return " \\/ ".join(f"({member(part, names)})" for part in parts)
        case Chain(joints, (first, *rest)) if set(joints) == {"\\"}:
            return " /\\ ".join([*([] if first == LINE else [f"({member(first, names)})"]), *(_none_of(part) for part in rest)])
    raise Outside(f"the domain {domain}")


def _none_of(family: Term) -> str:
    """The condition that x is no member of a family."""
    match family:
        case Members(at, Symbol(index), Chain(("in",), (_, Symbol("Integers"))), ()):
            return f"(forall n : Z, x <> {real_of(at, {index: Real('IZR n', arb(0))}).enclosed})"
    raise Outside(f"the domain without {family}")


def verdicts(report: Report) -> str:
    """What is said of f on its domain."""
    assert not isinstance(report.smoothness, tuple)
    return f"on_domain f {answer(report.continuous)} {answer(report.differentiable)} {order(report.smoothness)}"


def joined(parts: Iterable[str]) -> str:
    """Statements all of which are claimed."""
    return " /\\\n  ".join(parts)


def condition(term: Term, names: Names) -> str:
    """A condition on the parameters."""
    return " /\\ ".join(atoms(term, names)) or "True"


def atoms(term: Term, names: Names) -> list[str]:
    """The comparisons that a condition is made of, all of which hold."""
    return [f"{left} {RELATIONS[joint]} {right}" for left, joint, right in _atoms(term, names)]


def compared(term: Term, names: Names) -> list[tuple[str, str]]:
    """What is compared in a condition."""
    return [(left, right) for left, _, right in _atoms(term, names)]


def _atoms(term: Term, names: Names) -> list[tuple[str, str, str]]:
    match term:
        case _ if term == TRUE:
            return []
        case Call("And", parts):
            return [one for part in parts for one in _atoms(part, names)]
        case Chain((joint,), (left, right)) if joint in RELATIONS:
            return [(real_of(left, names).text, joint, real_of(right, names).text)]
    raise Outside(f"the condition {term}")


RELATIONS: Final = {"=": "=", "!=": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
"""Comparisons, as the checker writes them."""
