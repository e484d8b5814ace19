"""What other programs say of the limits and slopes of a point, in words."""

from __future__ import annotations

from typing import Final

from diffcheck.model.report import Finding, Opinion, Report
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import at_words

SECOND: Final = "Second opinion"
WHO: Final = {"sympy": "SymPy", "giac": "giac", "maxima": "Maxima", "numbers": "the numeric judge"}
"""Who may be asked, by the name in JSON."""


def opinion_lines(report: Report, *, symbols: Symbols) -> list[str]:
    """One line for each point: `at x = 0: SymPy agrees; the numeric judge agrees`; what is not unanimous is named."""
    variable = report.problem.variable
    return [f"at {at_words(point, variable, symbols=symbols)}: {opinion_words(point)}" for point in report.points if point.opinions]


def opinion_words(point: Finding) -> str:
    """The same without the place."""
    by = {who: [one for one in point.opinions if one.who == who] for who in WHO}
    return ". ".join(f"{WHO[who]} {_of_one(said)}" for who, said in by.items() if said)


def _of_one(opinions: list[Opinion]) -> str:
    """What one of them says: one word where it is the same of all, else what each is about."""
    parts: dict[str, list[str]] = {}
    for one in opinions:
        member = "" if one.member is None else f" of member {one.member}"
        value = f" ({one.value})" if one.answer == "differs" else ""
        parts.setdefault(one.answer, []).append(f"{one.of.replace('_', ' ')}{member}{value}")
    if len(parts) == 1 and "differs" not in parts:
        return next(iter(parts))
    told = [f"{answer} on {', '.join(parts[answer])}" for answer in ("differs", "gives up") if answer in parts]
    return "; ".join([*told, *(["agrees on the rest"] if "agrees" in parts else [])])
