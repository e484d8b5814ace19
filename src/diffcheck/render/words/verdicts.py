"""Verdicts as sentences: where a property fails, for which parameters it holds, and the solution set."""

from __future__ import annotations

from typing import Literal

from diffcheck.model.kind import Kind
from diffcheck.model.report import Binding, BySmoothness, Finding, Report, Smoothness, Solution, Verdict
from diffcheck.model.term import Interval, Symbol, Term, comparison, names
from diffcheck.render.words.lipschitz import lipschitz_words
from diffcheck.render.words.members import rational_value
from diffcheck.render.words.pretty import name_words, pretty
from diffcheck.render.words.script import Symbols, is_plain
from diffcheck.render.words.sentences import condition_words, digits_of, index_words, smoothness_words

MOST_PLACES = 6


def verdict_words(report: Report, verdict: Verdict, *, symbols: Symbols) -> str:
    """Yes, no or undecided with the places or the reason, or the condition on the parameters."""
    if report.lipschitz is not None and verdict == report.lipschitz.verdict:
        return lipschitz_words(report, report.lipschitz, symbols=symbols)
    if verdict.answer == "condition":
        return f"if and only if {condition_words(verdict, symbols=symbols)}"
    reason = verdict.because
    lead = {"no": "not at ", "undecided": "undecided at "}.get(verdict.answer)
    if lead is not None and reason.startswith(lead):
        field: Literal["continuous", "differentiable"] = "continuous" if verdict == report.continuous else "differentiable"
        found = [p for p in report.points if getattr(p, field).answer == verdict.answer and _counts(p, report)]
        places = _places(found, report.problem.variable, symbols) if found else reason.removeprefix(lead)
        reason = f"{'not ' if verdict.answer == 'no' else ''}at {places}"
    return f"{verdict.answer}, {reason}" if reason else verdict.answer


def smoothness_lines(smoothness: Smoothness | BySmoothness, *, symbols: Symbols) -> list[str]:
    """The order of smoothness; a line for each condition where it depends on parameters."""
    if not isinstance(smoothness, tuple):
        return [smoothness_words(smoothness, symbols=symbols)]
    rows = [(smoothness_words(value, symbols=symbols), pretty(condition, symbols=symbols)) for condition, value in smoothness]
    width = max((len(order) for order, _ in rows), default=0) if symbols and is_plain(symbols) else 0
    return [f"{order:{width}} if {condition}" for order, condition in rows]


def solution_words(report: Report, solution: Solution, *, symbols: Symbols) -> str:
    """For which parameters the property holds, in words."""
    name = solution.property
    if name == "lipschitz":
        name = "Lipschitz"
    elif name[0] == "C":
        name = smoothness_words(int(name[1:]), symbols=symbols)
    if solution.bindings is None:
        return f"undecided for which parameters it is {name}"
    if not solution.bindings:
        return f"never {name}"
    if solution.bindings == (Binding(()),):
        letters = [name_words(parameter, symbols=symbols) for parameter in report.problem.parameters]
        return f"{name} for every {', '.join(letters)}" if letters else f"always {name}"
    return f"{name} exactly " + ", or ".join(_binding(one, report, symbols) for one in solution.bindings)


def _binding(binding: Binding, report: Report, symbols: Symbols) -> str:
    """`for a = 2, b = -1`, `for a = 0 and every b`, `if p > 1`."""
    parts = [pretty(comparison(Symbol(name), "=", value), symbols=symbols) for name, value in binding.values]
    if binding.index is not None:
        parts.append(index_words(binding.index, symbols=symbols))
    words = f"for {', '.join(parts)}" if parts else ""
    bound = {name for name, _ in binding.values}.union(*(names(value) for _, value in binding.values))
    if binding.condition is not None:
        bound |= names(binding.condition)
    free = [name_words(name, symbols=symbols) for name in report.problem.parameters if name not in bound]
    if free:
        words += f"{' and every' if words else 'for every'} {', '.join(free)}"
    if binding.condition is not None:
        words += f"{' ' if words else ''}if {pretty(binding.condition, symbols=symbols)}"
    return words


def _places(points: list[Finding], variable: str, symbols: Symbols) -> str:
    """`x = 0, 1; x = n, n ∈ ℤ, n ≠ 0; x ≈ 0.739085`."""
    x = Symbol(variable)
    single: dict[Term, None] = {}
    near: dict[Term, None] = {}
    families: dict[str, None] = {}
    conditions: dict[Term, list[Term | None]] = {}
    for point in points:
        conditions.setdefault(point.at, []).append(point.condition)
    for point in points:
        known = conditions[point.at]
        limited = f" if {pretty(known[0], symbols=symbols)}" if len(known) == 1 and known[0] is not None else ""
        equation = pretty(comparison(x, "=", point.at), symbols=symbols)
        if point.index is not None:
            families[f"{equation}, {index_words(point.index, symbols=symbols)}{limited}"] = None
        elif limited:
            families[f"{equation}{limited}"] = None
        elif point.enclosure is not None:
            near[digits_of(point)] = None
        else:
            single[point.at] = None
    groups = [_listed(x, "=", list(single), symbols)] if single else []
    groups += [_listed(x, "~", list(near), symbols)] if near else []
    return "; ".join([*groups, *families])


def _listed(x: Term, joint: str, places: list[Term], symbols: Symbols) -> str:
    """The first in an equation, and the others after it."""
    more = len(places) - MOST_PLACES
    terms = [comparison(x, joint, places[0]), *places[1:MOST_PLACES]]
    shown = [pretty(one, symbols=symbols) for one in terms]
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _counts(point: Finding, report: Report) -> bool:
    """Whether the verdict on the set speaks of a point: the natural domain forgives where f is undefined, an open end is not in the set."""
    if point.kind is Kind.OUTSIDE:
        return False
    match report.on:
        case "domain":
            return point.value is not None
        case Interval(low, _, closed, _) if _same(point.at, low):
            return closed
        case Interval(_, high, _, closed) if _same(point.at, high):
            return closed
        case _:
            return True


def _same(one: Term, other: Term) -> bool:
    """Whether two ends are written alike, or as one rational."""
    value = rational_value(one)
    return one == other or (value is not None and value == rational_value(other))
