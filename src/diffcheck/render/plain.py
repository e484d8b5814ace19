"""A record as lines of plain text for pipes: ASCII values in SymPy's syntax, one fact a line, nothing shortened, no colour.

Each line is `key: value`; a point is one line whose fields are separated by `; `, so that grep and cut find them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diffcheck.model.report import Failure, Finding, Index, Piece, Record, Report, Verdict
from diffcheck.model.term import Symbol
from diffcheck.render.pictures import below
from diffcheck.render.words.certificate import certificate_words
from diffcheck.render.words.claims import claim_words
from diffcheck.render.words.explain import explain
from diffcheck.render.words.failures import UNBROKEN, failure_text, printable
from diffcheck.render.words.look import Look
from diffcheck.render.words.opinions import opinion_lines
from diffcheck.render.words.practice import practice_told, versions_words
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.sentences import reading_words, set_words
from diffcheck.render.words.verdicts import smoothness_lines, solution_words, verdict_words


def render(record: Record, look: Look) -> str:
    """The lines of one record."""
    if isinstance(record.answer, Failure):
        return failure_text(record, record.answer, width=UNBROKEN, symbols=look.symbols)
    lines = [printable(line) for line in _lines(record, record.answer, look)]
    return "\n".join([*lines, *below(record.answer, replace(look, colour=False))])


def _lines(record: Record, report: Report, look: Look) -> list[str]:
    lines = [reading_words(report, symbols=look.symbols), *_subject(record, report), *_answers(report, look)]
    variable = report.problem.variable
    told = practice_told(report.points, symbols=False)
    for point in report.points:
        lines += [_point(point, variable), *_practice(told, point, variable)]
    lines += [f"opinion: {line}" for line in opinion_lines(report, symbols=False)]
    if report.frameworks:
        lines.append(f"frameworks: {versions_words(report)}")
    lines += [_piece(piece, variable) for piece in report.pieces]
    if look.explain:
        lines += [f"explain: {part.title}: {line}" for part in explain(report, symbols=False) for line in part.lines]
    return lines


def _subject(record: Record, report: Report) -> Iterator[str]:
    """Which formula is asked about, and where."""
    if record.line is not None:
        yield f"line: {record.line}"
    if record.label:
        yield f"label: {record.label}"
    yield f"domain: {report.domain}"
    if report.on != "domain":
        yield f"on: {report.on}"
    if report.problem.parameters:
        yield f"parameters: {', '.join(report.problem.parameters)}"


def _answers(report: Report, look: Look) -> Iterator[str]:
    """The verdicts, and how sure they are."""
    yield f"continuous: {_verdict(report, report.continuous)}"
    yield f"differentiable: {_verdict(report, report.differentiable)}"
    for line in smoothness_lines(report.smoothness, symbols=False):
        yield f"smoothness: {line}"
    if report.solution is not None:
        yield f"solution: {solution_words(report, report.solution, symbols=False)}"
    if look.requirement is not None:
        name, verdict = look.requirement
        yield f"required: {name}: {_verdict(report, verdict)}"
    for claim in report.claims:
        yield f"claim: {claim.claim}: {claim_words(report, claim, symbols=False)}"
    yield f"certainty: {report.certainty or 'undecided'}"
    if report.certificate is not None:
        yield f"certificate: {certificate_words(report.certificate)}"


def _verdict(report: Report, verdict: Verdict) -> str:
    """`yes, on its domain`, `no, not at x = 0`; a set that was asked about has a line of its own."""
    where = set_words(report, symbols=False) if report.on == "domain" else ""
    return verdict_words(report, verdict, symbols=False) + (f",{where}" if where else "")


def _point(point: Finding, variable: str) -> str:
    fields = [f"{variable} = {point.at}"]
    if point.index is not None:
        fields.append(_index(point.index))
    if point.enclosure is not None:
        fields.append(f"{point.symbol or 'c'} in [{point.enclosure[0]}, {point.enclosure[1]}]")
    if point.condition is not None:
        fields.append(f"if {pretty(point.condition, symbols=False)}")
    fields += [
        point.kind.value,
        f"value {point.value or 'undefined'}",
        f"left {point.left_limit or 'none'}",
        f"right {point.right_limit or 'none'}",
        f"left slope {point.left_derivative or 'none'}",
        f"right slope {point.right_derivative or 'none'}",
        f"smoothness {'none' if point.smoothness is None else point.smoothness}",
    ]
    if point.because:
        fields.append(point.because)
    return "point: " + "; ".join(fields)


def _practice(told: list[tuple[Finding, str, str]], here: Finding, variable: str) -> list[str]:
    """What frameworks return, behind the first of the points of which it is told."""
    return [f"autodiff: {variable} = {point.at}{f';{when}' if when else ''}; {words}" for point, when, words in told if point is here]


def _piece(piece: Piece, variable: str) -> str:
    index = f"; {_index(piece.index)}" if piece.index is not None else ""
    return f"piece: {piece.interval}{index}; f({variable}) = {piece.formula}; f'({variable}) = {piece.derivative}"


def _index(index: Index) -> str:
    without = f" without {', '.join(map(str, index.exceptions))}" if index.exceptions else ""
    among = index.set if isinstance(index.set, Symbol) else f"Integers with {index.set}"
    return f"{index.symbol} in {among}{without}"
