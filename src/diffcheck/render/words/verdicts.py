"""Verdicts as sentences: where a property fails, for which parameters it holds, and the solution set."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from diffcheck.model.kind import Kind
from diffcheck.model.report import Binding, BySmoothness, Finding, Report, Smoothness, Solution, Verdict
from diffcheck.render.words.lipschitz import lipschitz_words
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols, is_plain
from diffcheck.render.words.sentences import index_words, smoothness_words

MOST_PLACES = 6


def verdict_words(report: Report, verdict: Verdict, *, symbols: Symbols) -> str:
    """Yes, no or undecided with the places or the reason, or the condition on the parameters."""
    if report.lipschitz is not None and verdict == report.lipschitz.verdict:
        return lipschitz_words(report, report.lipschitz, symbols=symbols)
    if verdict.answer == "condition":
        return f"if and only if {pretty(verdict.condition or '', symbols=symbols)}"
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
        letters = [pretty(parameter, symbols=symbols) for parameter in report.problem.parameters]
        return f"{name} for every {', '.join(letters)}" if letters else f"always {name}"
    return f"{name} exactly " + ", or ".join(_binding(one, report, symbols) for one in solution.bindings)


def _binding(binding: Binding, report: Report, symbols: Symbols) -> str:
    """`for a = 2, b = -1`, `for a = 0 and every b`, `if p > 1`."""
    parts = [pretty(f"{name} = {value}", symbols=symbols) for name, value in binding.values]
    if binding.index is not None:
        parts.append(index_words(binding.index, symbols=symbols))
    words = f"for {', '.join(parts)}" if parts else ""
    named = " ".join((*(text for pair in binding.values for text in pair), binding.condition or ""))
    free = [pretty(name, symbols=symbols) for name in report.problem.parameters if name not in _words(named)]
    if free:
        words += f"{' and every' if words else 'for every'} {', '.join(free)}"
    if binding.condition is not None:
        words += f"{' ' if words else ''}if {pretty(binding.condition, symbols=symbols)}"
    return words


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


def _places(points: list[Finding], variable: str, symbols: Symbols) -> str:
    """`x = 0, 1; x = n, n ∈ ℤ, n ≠ 0; x ≈ 0.739085`."""
    single: dict[str, None] = {}
    near: dict[str, None] = {}
    families: dict[str, None] = {}
    conditions: dict[str, list[str | None]] = {}
    for point in points:
        conditions.setdefault(point.at, []).append(point.condition)
    for point in points:
        known = conditions[point.at]
        limited = f" if {pretty(known[0], symbols=symbols)}" if len(known) == 1 and known[0] is not None else ""
        equation = pretty(f"{variable} = {point.at}", symbols=symbols)
        if point.index is not None:
            families[f"{equation}, {index_words(point.index, symbols=symbols)}{limited}"] = None
        elif limited:
            families[f"{equation}{limited}"] = None
        elif point.enclosure is not None:
            near[f"{point.approx:.6g}" if point.approx is not None else point.enclosure[0]] = None
        else:
            single[point.at] = None
    groups = [_listed(f"{variable} = ", list(single), symbols)] if single else []
    groups += [_listed(f"{variable} ~ ", list(near), symbols)] if near else []
    return "; ".join([*groups, *families])


def _listed(head: str, texts: list[str], symbols: Symbols) -> str:
    """The first in an equation, and the others after it."""
    more = len(texts) - MOST_PLACES
    shown = [pretty(head + texts[0], symbols=symbols), *(pretty(text, symbols=symbols) for text in texts[1:MOST_PLACES])]
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _counts(point: Finding, report: Report) -> bool:
    """Whether the verdict on the set speaks of a point: the natural domain forgives where f is undefined, an open end is not in the set."""
    if point.kind is Kind.OUTSIDE:
        return False
    if report.on == "domain":
        return point.value is not None
    if report.on == "reals":
        return True
    low, comma, high = report.on[1:-1].partition(", ")
    if comma and _same(point.at, low):
        return report.on.startswith("[")
    if comma and _same(point.at, high):
        return report.on.endswith("]")
    return True


def _same(one: str, other: str) -> bool:
    try:
        return one == other or Fraction(one) == Fraction(other)
    except (ValueError, ZeroDivisionError):
        return False
