"""Free parameters: the record's cases, each of which is proved like a record without parameters, in a section that holds its conditions.

Proofs are looked for at values of the parameters that satisfy the conditions; the checker is given them for all values that do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Final

from flint import arb, fmpq

from diffcheck.certificate.claim import atoms
from diffcheck.certificate.numbers import Names, Real, real_of, sign_of
from diffcheck.certificate.outside import Outside
from diffcheck.model.immutable import immutable
from diffcheck.model.report import NO, YES, Finding, Quantity, Report, Smoothness, Verdict
from diffcheck.model.term import MINUS_OO, OO, TRUE, Call, Chain, SignedInfinity, Symbol, Term, junction

PLAIN: Final = frozenset("abckmpqw")
"""Letters that a parameter may keep; others have a meaning in the checker or in proofs."""
TRIES: Final = 24


@immutable
class Case:
    """A record without parameters: conditions under which it holds, and values that satisfy them."""

    number: int
    condition: Term
    order: Smoothness
    conditions: tuple[str, ...]
    signed: str
    """What decides the sign of the infinities among its values."""
    names: Names
    report: Report
    suspects: tuple[Finding, ...]


def called(parameter: str) -> str:
    """A parameter as the checker has it. Raises Outside."""
    if parameter in PLAIN:
        return parameter
    if not (parameter.isascii() and parameter.isalnum()):
        raise Outside(f"the parameter {parameter} is free")
    return f"p_{parameter}"


def cases(report: Report, suspects: Iterable[Finding]) -> list[Case]:
    """The cases of a record with parameters; those in which an infinity may have both signs are two. Raises Outside."""
    listed = report.smoothness if isinstance(report.smoothness, tuple) else ((TRUE, report.smoothness),)
    known = {condition for condition, _ in listed} | {None}
    everything = (*report.points, *suspects)
    if any(finding.condition not in known for finding in everything):
        raise Outside("a point that is listed under a condition of its own")
    found: list[Case] = []
    for condition, order in listed:
        points = [finding for finding in report.points if finding.condition in (None, condition)]
        others = tuple(finding for finding in suspects if finding.condition in (None, condition))
        signed = next((value.of for finding in points for value in _sides(finding) if isinstance(value, SignedInfinity)), None)
        for sign in (1, -1) if signed is not None else (0,):
            names = _sample(report, junction("And", [*report.assumed, condition]), signed, sign)
            text = real_of(signed, names).text if signed is not None else ""
            known_before = assumptions(report, names)
            conditions = [*known_before, *atoms(condition, names), *([f"0 < {text}" if sign > 0 else f"{text} < 0"] if text else [])]
            own = replace(
                report,
                points=tuple(replace(finding, condition=None) for finding in points),
                smoothness=order,
                continuous=_verdict(report.continuous, names),
                differentiable=_verdict(report.differentiable, names),
            )
            cleared = tuple(replace(finding, condition=None) for finding in others)
            found.append(Case(len(found), condition, order, tuple(conditions), text, names, own, cleared))
    return found


def assumptions(report: Report, names: Names) -> list[str]:
    """The comparisons that are assumed of the parameters: the record speaks of no others. Raises Outside."""
    return [one for condition in report.assumed for one in atoms(condition, names)]


def _sides(finding: Finding) -> Iterator[Quantity]:
    yield from (finding.left_limit, finding.right_limit, finding.left_derivative, finding.right_derivative)


def _verdict(verdict: Verdict, names: Names) -> Verdict:
    if verdict.condition is None:
        return verdict
    return YES if _holds(verdict.condition, names) else NO


def _holds(condition: Term, names: Names) -> bool:
    """Whether a condition holds for the values."""
    match condition:
        case _ if condition == TRUE:
            return True
        case Call("And", parts):
            return all(_holds(part, names) for part in parts)
        case Chain((joint,), (left, right)):
            sign = sign_of(real_of(left, names).ball - real_of(right, names).ball)
            return {"=": sign == 0, "!=": sign != 0, "<": sign < 0, ">": sign > 0, "<=": sign <= 0, ">=": sign >= 0}.get(joint, False)
    raise Outside(f"the condition {condition}")


def _sample(report: Report, condition: Term, signed: Term | None, sign: int) -> Names:
    """Values of the parameters that satisfy a condition, and give a term its sign. Raises Outside."""
    for values in islice(_guesses(len(report.problem.parameters)), TRIES):
        names = {
            name: Real(called(name), arb(fmpq(value.numerator, value.denominator)))
            for name, value in zip(report.problem.parameters, values, strict=True)
        }
        for left, right in _equations(condition):
            if not isinstance(left, Symbol):
                raise Outside(f"the condition {condition}")
            names[left.name] = Real(called(left.name), real_of(right, names).ball)
        if _holds(condition, names) and (signed is None or sign_of(real_of(signed, names).ball) == sign):
            return names
    raise Outside(f"values that satisfy {condition}")


def _guesses(count: int) -> Iterator[tuple[Fraction, ...]]:
    """Numbers without a pattern."""
    state = 7
    while True:
        made = []
        for _ in range(count):
            state = state * 1103 % 2027
            made.append(Fraction(state - 1013, 127))
        yield tuple(made)


def _equations(condition: Term) -> Iterator[tuple[Term, Term]]:
    match condition:
        case Call("And", parts):
            for part in parts:
                yield from _equations(part)
        case Chain(("=",), (left, right)):
            yield left, right


def signed_infinity(value: SignedInfinity, names: Names) -> Term:
    """The infinity that it is for the values."""
    return OO if sign_of(real_of(value.of, names).ball) > 0 else MINUS_OO
