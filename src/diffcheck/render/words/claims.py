"""Claims and what became of them, in words."""

from __future__ import annotations

from typing import Final, Literal

from diffcheck.model.report import Judged, Quantity, Report
from diffcheck.model.term import Symbol, comparison
from diffcheck.render.words.failures import printable
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import quantity_words

ANSWERS: Final[dict[str, Literal["yes", "no", "undecided"]]] = {"holds": "yes", "fails": "no", "undecided": "undecided"}
"""Which answer to the claim, taken as a question, an outcome is."""


def claim_reason(report: Report, judged: Judged, *, symbols: Symbols) -> str:
    """The point that refutes a claim with both its sides, and the sentence that says why; or why it is undecided."""
    parts = []
    if judged.at is not None:
        sides = "" if judged.left is None and judged.right is None else f" ({_sides(judged.left, judged.right, symbols)})"
        parts.append(f"at {pretty(comparison(Symbol(report.problem.variable), '=', judged.at), symbols=symbols)}{sides}")
    if judged.because:
        parts.append(printable(judged.because))
    return ": ".join(parts)


def _sides(left: Quantity, right: Quantity, symbols: Symbols) -> str:
    return f"left {quantity_words(left, symbols=symbols)}, right {quantity_words(right, symbols=symbols)}"


def claim_words(report: Report, judged: Judged, *, symbols: Symbols) -> str:
    """The outcome and the reason."""
    reason = claim_reason(report, judged, symbols=symbols)
    return f"{judged.outcome}, {reason}" if reason else judged.outcome
