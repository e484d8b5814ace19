"""A report in, what a document says of it out, from top to bottom: the formats that make documents differ in their layout alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding, Record, Report, Verdict
from diffcheck.model.term import Call, Symbol
from diffcheck.render.words.claims import ANSWERS, claim_reason
from diffcheck.render.words.decimals import derivatives, extended, rounded_limits, rounded_place, rounded_quantity
from diffcheck.render.words.explain import Section, certainty_words, explain
from diffcheck.render.words.failures import printable
from diffcheck.render.words.letters import lettered
from diffcheck.render.words.look import Look
from diffcheck.render.words.opinions import opinion_lines
from diffcheck.render.words.practice import conventions, practice_told
from diffcheck.render.words.pretty import name_words, pretty
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import (
    at_words,
    condition_words,
    domain_lines,
    neighbours,
    place_remarks,
    reading_words,
    set_words,
    smoothness_words,
    where_words,
)
from diffcheck.render.words.verdicts import smoothness_lines, solution_words, verdict_words

PRACTICE: Final = "Automatic differentiation"


@immutable
class Line:
    """One answer: its name, the word that answers ("" where none does), and the rest."""

    name: str
    answer: Literal["yes", "no", "undecided", "condition", ""]
    head: str
    rest: str = ""


@immutable
class Grid:
    """A table: the names of the columns, and the cells. A cell of several lines is one of alternatives.

    Where a table does not fit, a list does: titles say what the first `named` cells of each row say. The first `left` columns
    hold words.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    named: int
    left: int


@immutable
class Sheet:
    """A document; all texts are words with mathematics between marks, or plain text in a plain script."""

    label: str
    reading: str
    facts: tuple[tuple[str, str], ...]
    verdicts: tuple[Line, ...]
    points: Grid
    nothing: str
    """What stands in the place of the points where there are none."""
    remarks: tuple[str, ...]
    practice: tuple[str, ...]
    opinions: tuple[str, ...]
    pieces: Grid
    derivation: tuple[Section, ...]
    notes: tuple[str, ...]
    certainty: str


def sheet(record: Record, report: Report, look: Look, symbols: Symbols) -> Sheet:
    """The document on one report."""
    report = _printable(lettered(report))
    variable = report.problem.variable
    facts = [("domain", "; ".join(domain_lines(report, symbols=symbols)))]
    if report.problem.parameters:
        letters = ", ".join(name_words(name, symbols=symbols) for name in report.problem.parameters)
        facts.append(("parameters", f"{letters} {'∈ ℝ' if symbols else 'real'}"))
    return Sheet(
        label=printable(record.label or ""),
        reading=reading_words(report, symbols=symbols),
        facts=tuple(facts),
        verdicts=tuple(_verdicts(report, look, symbols)),
        points=_points(report, symbols),
        nothing="" if report.points or report.status != "ok" else "There are no special points.",
        remarks=tuple(remark for point in report.told for remark in _remarks(point, variable, symbols)),
        practice=_practice(report, variable, symbols),
        opinions=tuple(opinion_lines(report, symbols=symbols)),
        pieces=_pieces(report, symbols),
        derivation=explain(report, symbols=symbols) if look.explain else (),
        notes=report.notes,
        certainty=certainty_words(report).capitalize(),
    )


def _printable(report: Report) -> Report:
    """The report with prose that holds no mark and no control character."""

    def verdict(one: Verdict) -> Verdict:
        return replace(one, because=printable(one.because))

    return replace(
        report,
        continuous=verdict(report.continuous),
        differentiable=verdict(report.differentiable),
        points=tuple(replace(point, because=printable(point.because)) for point in report.points),
        joined=tuple(replace(point, because=printable(point.because)) for point in report.joined),
        notes=tuple(map(printable, report.notes)),
        reading=printable(report.reading),
    )


def _verdicts(report: Report, look: Look, symbols: Symbols) -> list[Line]:
    on = set_words(report, symbols=symbols)
    lines = [
        _line(report, f"continuous{on}", report.continuous, symbols),
        _line(report, f"differentiable{on}", report.differentiable, symbols),
    ]
    if report.continuous.answer != "no":
        lines += [Line("smoothness", "", order) for order in smoothness_lines(report.smoothness, symbols=symbols)]
    if look.requirement is not None:
        name, verdict = look.requirement
        lines.append(_line(report, f"required: {name}{on}", replace(verdict, because=printable(verdict.because)), symbols))
    for claim in report.claims:
        reason = claim_reason(report, claim, symbols=symbols)
        lines.append(Line(f"claim: {printable(claim.claim)}", ANSWERS[claim.outcome], claim.outcome, f", {reason}" if reason else ""))
    if report.solution is not None:
        lines.append(Line("solution", "", solution_words(report, report.solution, symbols=symbols)))
    return lines


def _line(report: Report, name: str, verdict: Verdict, symbols: Symbols) -> Line:
    words = verdict_words(report, verdict, symbols=symbols)
    if verdict.answer == "condition":
        return Line(name, "condition", words)
    return Line(name, verdict.answer, verdict.answer, words.removeprefix(verdict.answer))


def _points(report: Report, symbols: Symbols) -> Grid:
    """Every special point as a row."""
    x = report.problem.variable
    arrow = "→" if symbols else "->"
    columns: tuple[str, ...] = (
        name_words(x, symbols=symbols),
        "if",
        "kind",
        pretty(Call("f", (Symbol(x),)), symbols=symbols),
        f"left {arrow} right",
        "slope left",
        "slope right",
        "order",
    )
    rows = [_row(point, symbols, arrow) for point in report.told]
    titles = tuple(f"{at_words(point, x, symbols=symbols)}{_when(point, symbols)}: {point.kind.facts.word}" for point in report.told)
    if all(point.condition is None for point in report.told):
        return Grid((columns[0], *columns[2:]), tuple((row[0], *row[2:]) for row in rows), titles, named=2, left=2)
    return Grid(columns, tuple(rows), titles, named=3, left=3)


def _when(point: Finding, symbols: Symbols) -> str:
    return f" if {pretty(point.condition, symbols=symbols)}" if point.condition else ""


def _row(point: Finding, symbols: Symbols, arrow: str) -> tuple[str, ...]:
    return (
        rounded_place(point, symbols=symbols),
        condition_words(point, symbols=symbols),
        point.kind.facts.word,
        rounded_quantity(point.value, point, symbols=symbols, missing="undefined"),
        rounded_limits(point, arrow, symbols=symbols),
        rounded_quantity(point.left_derivative, point, symbols=symbols, joint="\n"),
        rounded_quantity(point.right_derivative, point, symbols=symbols, joint="\n"),
        smoothness_words(point.smoothness, symbols=symbols),
    )


def _remarks(point: Finding, variable: str, symbols: Symbols) -> list[str]:
    """What does not fit into a row, and what an undecided point lacks."""
    where = "" if point.enclosure is not None else f"{pretty(point.at, symbols=symbols)}: "
    remarks = [where + remark for remark in place_remarks(point, symbols=symbols)]
    if repaired := extended(point, symbols=symbols):
        remarks.append(f"{at_words(point, variable, symbols=symbols)}: {repaired}")
    if point.kind is Kind.UNDECIDED and point.because:
        remarks.append(f"{at_words(point, variable, symbols=symbols)}: undecided, {point.because}")
    return remarks


def _practice(report: Report, variable: str, symbols: Symbols) -> tuple[str, ...]:
    """What automatic differentiation returns, a paragraph for each point, and at last by whose conventions."""
    told = practice_told(report.points, symbols=symbols)
    lines = [f"at {at_words(point, variable, symbols=symbols)}{when}: {words}" for point, when, words in told]
    return (*lines, conventions(report)) if lines else ()


def _pieces(report: Report, symbols: Symbols) -> Grid:
    """f and its derivative between the special points."""
    x = report.problem.variable
    rows = [
        (where_words(run, x, symbols=symbols), pretty(run[0].formula, symbols=symbols), pretty(run[0].derivative, symbols=symbols))
        for run in neighbours(report.pieces, lambda piece: (piece.formula, piece.derivative))
    ]
    rows += derivatives(report, symbols=symbols) if rows else []
    columns = ("where", pretty(Call("f", (Symbol(x),)), symbols=symbols), pretty(Call("f'", (Symbol(x),)), symbols=symbols))
    return Grid(columns, tuple(rows), tuple(where for where, _, _ in rows), named=1, left=3)
