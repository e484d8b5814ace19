"""What automatic differentiation returns at a point, beside the truth, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from diffcheck.model.report import Finding, Index, Lack, Report, Returned, SmoothRoute, is_infinite
from diffcheck.model.term import MINUS_OO, OO, Number, Sum, Term
from diffcheck.render.words.pretty import name_words, pretty
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import cases_words, quantity_words

FRAMEWORKS: Final = {"pytorch": "PyTorch", "jax": "JAX", "tensorflow": "TensorFlow"}
MOST_JOINED: Final = 2
"""So many cases of a point are named together; that there are more is said instead."""
VERDICTS: Final = {"derivative": "the derivative", "subgradient": "a subgradient", "wrong": "wrong"}


def practice_told(points: Sequence[Finding], *, symbols: Symbols) -> list[tuple[Finding, str, str]]:
    """What is told of each point: the point, in which of its cases, and `PyTorch 0 (a subgradient), JAX 1 (wrong); true slopes 0 and 1`.

    Cases of the parameters in which the same is returned at a point are told together; the slopes only where they are the same.
    """
    groups: dict[tuple[Term, Index | None], dict[str, list[Finding]]] = {}
    for point in points:
        returned = returned_words(point, symbols=symbols)
        if returned:
            groups.setdefault((point.at, point.index), {}).setdefault(returned, []).append(point)
    found = []
    for here in groups.values():
        largest = max(here.values(), key=len)
        is_rest = len(largest) > MOST_JOINED
        for returned, cases in sorted(here.items(), key=lambda one: is_rest and one[1] is largest):
            truths = {_truth(point, symbols=symbols) for point in cases}
            when = cases_words([point.condition for point in cases], symbols=symbols)
            if when and is_rest and cases is largest:
                when = " in its other cases" if len(here) > 1 else " in each of its cases"
            found.append((cases[0], when, f"{returned}; {truths.pop()}" if len(truths) == 1 else returned))
    return found


def returned_words(point: Finding, *, symbols: Symbols) -> str:
    """The same without the truth."""
    parts: dict[tuple[str, str], list[str]] = {}
    told = [(framework, _returned(value, symbols=symbols)) for framework, value in point.autodiff]
    left_out = [(framework, _left_out(reason, point, symbols=symbols)) for framework, reason in point.autodiff_missing]
    if not told and all(reason == "unknown" for _, reason in point.autodiff_missing):
        return ""
    for framework, shown in (*told, *left_out):
        parts.setdefault((shown, _judged(point, framework)), []).append(FRAMEWORKS.get(framework, framework))
    where = f" at the double {point.autodiff_at}" if point.autodiff_at else ""
    return ", ".join(f"{_joined(names)} {shown}{f' ({verdict})' if verdict else ''}" for (shown, verdict), names in parts.items()) + where


def _judged(point: Finding, framework: str) -> str:
    """The verdict on what a framework returns; an infinity that is the slope on both sides has none, for f has no derivative there."""
    word = dict(point.autodiff_verdict).get(framework, "")
    if word:
        return VERDICTS.get(word, "")
    value = dict(point.autodiff).get(framework)
    slopes = {q for q in (point.left_derivative, point.right_derivative) if q is not None}
    return "the true slope" if value in (OO, MINUS_OO) and slopes == {value} else ""


def versions_words(report: Report) -> str:
    """`PyTorch 2.14, JAX 0.10 and TensorFlow 2.21`: whose conventions a report speaks of; empty if it says nothing of them."""
    names = [f"{FRAMEWORKS.get(framework, framework)} {version}" for framework, version in report.frameworks]
    return _joined(names) if names else ""


def conventions(report: Report) -> str:
    """The line below the values that names them."""
    return f"these are the conventions of {versions_words(report)}"


def in_practice(f: Finding, versions: str, *, symbols: Symbols) -> list[str]:
    """What gradient descent goes on with: at a kink always, elsewhere if the question asks for what frameworks return.

    versions: in words, whose conventions the values are.
    """
    if f.practice is not None:
        p = f.practice
        f = replace(f, autodiff=p.autodiff, autodiff_verdict=p.autodiff_verdict, autodiff_missing=p.autodiff_missing)
        f = replace(f, autodiff_at=p.autodiff_at, subdifferential=p.subdifferential)
    returned = returned_words(f, symbols=symbols)
    if not f.kind.facts.is_kink:
        said = f"In practice: automatic differentiation of the formula as written (by {versions}) returns: {returned}."
        return [said] if returned else []
    here = f" For this formula (by {versions}): {returned}." if returned else ""
    if is_infinite(f.left_derivative) or is_infinite(f.right_derivative):
        return [
            "In practice: a slope is infinite, so f is not Lipschitz there, and Clarke's subdifferential is not defined. What frameworks "
            f"of automatic differentiation return, and gradient descent goes on with, is a convention, not a derivative.{here}"
        ]
    return [
        f"In practice: {_between(f, symbols=symbols)}. Frameworks of automatic differentiation return a number all the same (0 for their "
        f"relu), or NaN, and gradient descent goes on with it: a convention, not a derivative.{here}"
    ]


def _between(f: Finding, *, symbols: Symbols) -> str:
    """What the numbers between two finite slopes are."""
    if f.subdifferential:
        low, high = (pretty(end, symbols=symbols) for end in f.subdifferential)
        return f"any number from {low} to {high} is a subgradient (Clarke's)"
    route = f.steps[0].smoothness if f.steps else SmoothRoute()
    if (route.order, route.left, route.right) == (1, f.left_derivative, f.right_derivative):
        return "any number between the one-sided slopes is a subgradient (Clarke's)"
    return "any number between the one-sided slopes is the slope of a line between the two tangents"


def _returned(value: Returned, *, symbols: Symbols) -> str:
    if value == "none":
        return "no gradient"
    if isinstance(value, Term):
        return str(value) if _is_decimal(value) else quantity_words(value, symbols=symbols)
    return value


def _is_decimal(value: Term) -> bool:
    """Whether it is nothing but digits, perhaps behind a minus sign."""
    match value:
        case Number() | Sum((("-", Number()),)):
            return True
        case _:
            return False


def _left_out(reason: str, point: Finding, *, symbols: Symbols) -> str:
    """Why a value is not told, in words."""
    if reason == "index" and point.index is not None:
        return f"a value that depends on {name_words(point.index.symbol, symbols=symbols)}"
    if reason.startswith("no "):
        return f"unknown, for want of {reason[3:]}"
    return "a value that depends on rounding" if reason == "rounding" else "unknown"


def _truth(point: Finding, *, symbols: Symbols) -> str:
    left, right = (None if q is None else quantity_words(q, symbols=symbols) for q in (point.left_derivative, point.right_derivative))
    if left is None and right is None:
        return "f has no slope there" if point.value is not None else "f is not defined there"
    if left is None or right is None:
        return f"true one-sided slope {right if left is None else left}"
    if point.left_derivative is point.right_derivative is Lack.NO_LIMIT:
        return "true one-sided slopes do not exist"
    return f"true slope {left}" if left == right else f"true one-sided slopes {left} and {right}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
