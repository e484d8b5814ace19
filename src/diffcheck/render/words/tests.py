"""A record as the tests that it answers: its claims, a required property, or else whether all was decided; for the formats of CI."""

from __future__ import annotations

from typing import Final, Literal

from diffcheck.model.immutable import immutable
from diffcheck.model.report import Failure, Record, Report
from diffcheck.render.words.claims import claim_reason
from diffcheck.render.words.failures import UNBROKEN, failure_text, printable
from diffcheck.render.words.look import Look
from diffcheck.render.words.verdicts import solution_words, verdict_words

Outcome = Literal["holds", "fails", "undecided", "error"]
REQUIRED: Final[dict[str, Outcome]] = {"yes": "holds", "no": "fails"}


@immutable
class Test:
    """One test: its name, what became of it, and why; plain text in ASCII."""

    name: str
    outcome: Outcome
    because: str = ""


def tests_of(record: Record, look: Look) -> tuple[Test, ...]:
    """The tests that a record answers, at least one."""
    outcome = record.answer
    if isinstance(outcome, Failure):
        word: Outcome = "undecided" if outcome.exit_code == 3 else "error"
        return (Test("an answer", word, failure_text(record, outcome, width=UNBROKEN, symbols=False)),)
    found = [Test(printable(one.claim), one.outcome, claim_reason(outcome, one, symbols=False)) for one in outcome.claims]
    if look.requirement is not None:
        name, verdict = look.requirement
        found.append(Test(name, REQUIRED.get(verdict.answer, "undecided"), printable(verdict_words(outcome, verdict, symbols=False))))
    if outcome.solution is not None:
        bindings = outcome.solution.bindings
        solved: Outcome = "undecided" if bindings is None else "holds" if bindings else "fails"
        found.append(
            Test(f"{outcome.solution.property} for some parameters", solved, solution_words(outcome, outcome.solution, symbols=False))
        )
    if found:
        return tuple(found)
    return (Test("an answer", "holds" if outcome.status == "ok" else "undecided", printable("; ".join(_open(outcome)))),)


def _open(report: Report) -> tuple[str, ...]:
    return report.notes if report.status != "ok" else ()


def title(record: Record) -> str:
    """What a record is called: its label, or else the formula."""
    return printable(record.label or record.input)
