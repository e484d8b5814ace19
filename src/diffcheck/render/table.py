"""A record as a person at a terminal wants to see it: the reading, the verdicts, a table of the points, the derivative by pieces.

Where the table would be wider than the terminal (and under 60 columns) each point becomes a short list instead.
Text that came from the user is never read as markup.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import Final

from rich.box import Box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from diffcheck.model.report import Failure, Finding, Record, Report, Solution, Verdict
from diffcheck.render.pictures import below
from diffcheck.render.words.certificate import certificate_words
from diffcheck.render.words.claims import ANSWERS, claim_reason
from diffcheck.render.words.decimals import derivatives, extended, numbers, rounded_limits, rounded_place, rounded_quantity
from diffcheck.render.words.explain import explain
from diffcheck.render.words.failures import failure_text, printable
from diffcheck.render.words.letters import lettered
from diffcheck.render.words.look import Look
from diffcheck.render.words.opinions import SECOND, opinion_lines
from diffcheck.render.words.practice import conventions, practice_told
from diffcheck.render.words.pretty import name_words, pretty
from diffcheck.render.words.screen import glued, lines_of
from diffcheck.render.words.sentences import (
    at_words,
    condition_words,
    domain_lines,
    neighbours,
    place_remarks,
    place_words,
    reading_lines,
    set_words,
    where_words,
)
from diffcheck.render.words.verdicts import smoothness_lines, solution_words, verdict_words

NARROW: Final = 60
MOST_PIECES: Final = 8
STYLES: Final = {"yes": "green", "no": "red", "undecided": "yellow", "condition": "cyan"}
MARKS: Final = {"yes": "✓ ", "no": "✗ ", "undecided": "? ", "condition": ""}
RULED: Final = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
RULED_ASCII: Final = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
KINDS: Final = {"bad": "red", "mild": "", "open": "yellow"}


def render(record: Record, look: Look) -> str:
    """The answer as lines of at most look.width columns, with ANSI colours if they are wanted."""
    if isinstance(record.answer, Failure):
        return failure_text(record, record.answer, width=look.width, symbols=look.symbols, colour=look.colour)
    return "\n".join([*lines_of(_parts(record, lettered(record.answer), look), look), *below(record.answer, look)])


def _parts(record: Record, report: Report, look: Look) -> list[RenderableType]:
    """The paragraphs from top to bottom."""
    parts: list[RenderableType] = []
    if record.label:
        parts.append(Text(printable(record.label), style="bold"))
    parts += [*_header(report, look), Text(""), *_verdicts(report, look), *_claims(report, look)]
    if report.points:
        parts += [Text(""), *_points(report, look)]
    parts += _remarks(report, look)
    parts += _practice(report, look)
    opinions = opinion_lines(report, symbols=look.symbols)
    if opinions:
        parts += [Text(""), *(_hanging(printable(f"{SECOND.lower()} {line}")) for line in opinions)]
    if report.pieces:
        parts += [Text(""), *_pieces(report, look)]
    if look.explain:
        parts += _derivation(report, look)
    return parts


def _header(report: Report, look: Look) -> list[RenderableType]:
    """What was read, and opposite to it where it is defined."""
    reading = [Text(printable(line), style="bold") for line in reading_lines(report, symbols=look.symbols)]
    facts = [f"domain: {part}" for part in domain_lines(report, symbols=look.symbols)]
    if report.problem.parameters:
        letters = ", ".join(name_words(name, symbols=look.symbols) for name in report.problem.parameters)
        facts.append(f"parameters: {letters} {'∈ ℝ' if look.symbols else 'real'}")
    if any(cell_len(left.plain) + cell_len(fact) + 3 > look.width for left, fact in zip(reading, facts, strict=False)):
        return [*reading, *(Text(fact, style="dim") for fact in facts)]
    lines: list[RenderableType] = []
    for left, fact in zip_longest(reading, facts):
        shown = left or Text("")
        gap = min(look.width, 80) - cell_len(shown.plain) - cell_len(fact or "")
        lines.append(Text.assemble(shown, " " * max(gap, 3), (fact, "dim")) if fact else shown)
    return lines


def _verdicts(report: Report, look: Look) -> list[RenderableType]:
    """One line for each verdict: mark, word and reason; the set stands with the name, or in a narrow terminal behind the reason."""
    on = set_words(report, symbols=look.symbols)
    on, behind = (on, "") if look.width >= NARROW or not on else ("", f",{on}")
    rows: list[tuple[str, Text]] = [
        ("continuous" + on, _verdict(report, report.continuous, look).append(behind)),
        ("differentiable" + on, _verdict(report, report.differentiable, look).append(behind)),
    ]
    if report.continuous.answer != "no":
        rows.append(("smoothness", Text("\n".join(map(glued, smoothness_lines(report.smoothness, symbols=look.symbols))))))
    if look.requirement is not None:
        name, verdict = look.requirement
        rows.append((f"required: {name}{on}", _verdict(report, verdict, look).append(behind)))
    if report.solution is not None:
        rows.append(("solution", _solution(report, report.solution, look)))
    rows.append(("certainty", Text(_certainty(report))))
    if report.certificate is not None:
        rows.append(("certificate", Text(certificate_words(report.certificate))))
    grid = Table.grid(padding=(0, 4 if look.width >= NARROW else 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in rows:
        grid.add_row(Text(name), text)
    return [Padding(grid, (0, 0, 0, 2), expand=False)]


def _certainty(report: Report) -> str:
    """How sure the answer is, in a line."""
    if report.certainty in ("proved", "certified"):
        return report.certainty
    if "checked" in (report.certainty, *(point.certainty for point in report.points)):
        return "checked: a zero among constants that SymPy states, and that 300 digits could not refute"
    return "what is decided is proved"


def _solution(report: Report, solution: Solution, look: Look) -> Text:
    style = "yellow" if solution.bindings is None else "cyan" if solution.bindings else "red"
    return Text(glued(solution_words(report, solution, symbols=look.symbols)), style=style)


def _verdict(report: Report, verdict: Verdict, look: Look) -> Text:
    mark = MARKS[verdict.answer] if look.symbols else ""
    words = glued(printable(verdict_words(report, verdict, symbols=look.symbols)))
    head, comma, reason = words.partition(", ") if verdict.answer != "condition" else (words, "", "")
    return Text.assemble((mark + head, STYLES[verdict.answer]), comma + reason)


def _claims(report: Report, look: Look) -> list[RenderableType]:
    """A paragraph for each claim: what became of it, the claim, and why."""
    lines: list[RenderableType] = []
    for claim in report.claims:
        answer = ANSWERS[claim.outcome]
        head = f"{MARKS[answer] if look.symbols else ''}{claim.outcome}"
        reason = claim_reason(report, claim, symbols=look.symbols)
        told = f"{printable(claim.claim)}{f': {reason}' if reason else ''}"
        lines.append(Padding(Text.assemble((f"{head:<12}", STYLES[answer]), glued(told), overflow="fold"), (0, 0, 0, 2)))
    return [Text(""), *lines] if lines else []


def _row(point: Finding, look: Look, joint: str) -> tuple[Text, ...]:
    """One point as cells: x, if, kind, f(x), left → right, slope left, slope right; `joint` stands between the two signs of a slope."""
    symbols = look.symbols
    left = rounded_quantity(point.left_derivative, point, symbols=symbols, joint=joint)
    right = rounded_quantity(point.right_derivative, point, symbols=symbols, joint=joint)
    return (
        Text(printable(rounded_place(point, symbols=symbols))),
        Text(condition_words(point, symbols=symbols)),
        Text(point.kind.facts.word, style=KINDS[point.kind.facts.mark]),
        Text(rounded_quantity(point.value, point, symbols=symbols, missing="undefined")),
        Text(rounded_limits(point, "→" if symbols else "->", symbols=symbols)),
        Text(left),
        Text(right),
    )


def _points(report: Report, look: Look) -> list[RenderableType]:
    """The points as a table, with numbers beside irrational values or, where there is no room for them, below it; else as a list."""
    if table := _fitting(report, report.told, look):
        return [table]
    exact = tuple(replace(point, decimals=()) for point in report.told)
    if table := _fitting(report, exact, look):
        return [table, Text(""), _hanging(printable(numbers(report.told, symbols=look.symbols)), "dim")]
    return [_list(report, look)]


def _fitting(report: Report, points: tuple[Finding, ...], look: Look) -> Padding | None:
    """A table of points, None where it would not fit."""
    variable = name_words(report.problem.variable, symbols=look.symbols)
    arrow = "→" if look.symbols else "->"
    names: tuple[str, ...] = (variable, "if", "kind", f"f({variable})", f"left {arrow} right", "slope left", "slope right")
    rows = [_row(point, look, "\n") for point in points]
    if all(point.condition is None for point in points):
        names, rows = (names[0], *names[2:]), [(row[0], *row[2:]) for row in rows]
    columns = zip(names, *[[cell.plain for cell in row] for row in rows], strict=True)
    widths = [max(map(cell_len, "\n".join(column).split("\n"))) for column in columns]
    if look.width < NARROW or sum(widths) + 3 * (len(names) - 1) + 4 > look.width:
        return None
    table = Table(box=RULED if look.symbols else RULED_ASCII, show_edge=False, padding=(0, 1), header_style="dim", border_style="dim")
    for i, (name, width) in enumerate(zip(names, widths, strict=True)):
        table.add_column(Text(name), justify="left" if i < len(names) - 4 else "center", no_wrap=True, width=width)
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, 2), expand=False)


def _list(report: Report, look: Look) -> RenderableType:
    """The points one below the other, a line for each fact."""
    variable = name_words(report.problem.variable, symbols=look.symbols)
    lines: list[RenderableType] = []
    for point in report.told:
        place, when, kind, value, sides, left, right = _row(point, look, ", ")
        if point.enclosure is None:
            place = Text(f"{variable} = {place.plain}")
        if when.plain:
            place = Text(f"{place.plain} if {when.plain}")
        lines.append(Padding(Text.assemble(glued(place.plain), ": ", kind), (0, 0, 0, 2)))
        for name, cell in (("value", value), ("limits", sides), ("slope left", left), ("slope right", right)):
            if cell_len(name) + 1 + cell_len(cell.plain) <= look.width - 4:
                lines.append(Padding(Text.assemble((name + " ", "dim"), cell), (0, 0, 0, 4)))
            else:
                lines.append(_beside(Text(name, style="dim"), Text(glued(cell.plain), overflow="fold"), 4, 1))
    return Group(*lines)


def _remarks(report: Report, look: Look) -> list[RenderableType]:
    """What does not fit into a row: members of families, points without a closed form."""
    lines: list[RenderableType] = []
    for point in report.told:
        for remark in place_remarks(point, symbols=look.symbols):
            where = f"{pretty(point.at, symbols=look.symbols)}: " if point.enclosure is None else ""
            lines.append(_hanging(printable(where + remark), "dim"))
        if repaired := extended(point, symbols=look.symbols):
            lines.append(_hanging(printable(f"{at_words(point, report.problem.variable, symbols=look.symbols)}: {repaired}"), "dim"))
    return [Text(""), *lines] if lines else []


def _practice(report: Report, look: Look) -> list[RenderableType]:
    """What automatic differentiation returns, a paragraph for each point."""
    variable = name_words(report.problem.variable, symbols=look.symbols)
    lines: list[RenderableType] = []
    for point, when, words in practice_told(report.points, symbols=look.symbols):
        where = place_words(point, symbols=look.symbols)
        at = f"at {where}" if point.enclosure is not None else f"at {variable} = {where}"
        lines.append(_hanging(printable(f"{at}{when}: {words}")))
    if lines:
        lines.append(_hanging(conventions(report), "dim"))
    return [Text(""), *lines] if lines else []


def _pieces(report: Report, look: Look) -> list[RenderableType]:
    """The derivative, an open interval a line."""
    variable = name_words(report.problem.variable, symbols=look.symbols)
    prime = "′" if look.symbols else "'"
    head = f"f{prime}({variable}) = "
    lines: list[RenderableType] = []
    runs = neighbours(report.pieces, lambda piece: piece.derivative)
    points = derivatives(report, symbols=look.symbols)
    told = [
        (pretty(run[0].derivative, symbols=look.symbols), where_words(run, variable, symbols=look.symbols)) for run in runs[:MOST_PIECES]
    ]
    told += [(slope, where) for where, _, slope in points[:MOST_PIECES]]
    room = look.width - 2 - cell_len(head)
    width = max([cell_len(slope) for slope, where in told if cell_len(slope) + 3 + cell_len(where) <= room], default=0)
    for i, (slope, where) in enumerate(told):
        lead = head if i == 0 else " " * cell_len(head)
        gap = max(width - cell_len(slope), 0)
        if cell_len(slope) + 3 + cell_len(where) > room:
            lines.append(_beside(Text(lead), Text(f"{glued(slope)}\n  {glued(where)}", overflow="fold"), 2))
        elif cell_len(slope) + gap + 3 + cell_len(where) > room:
            lines.append(_indented(f"{lead}{slope}   {where}"))
        else:
            lines.append(_indented(f"{lead}{slope}{' ' * gap}   {where}"))
    for hidden, noun in ((len(runs) - MOST_PIECES, "on {} more intervals"), (len(points) - MOST_PIECES, "at {} more points")):
        if hidden > 0:
            lines.append(_hanging(f"{' ' * cell_len(head)}and {noun.format(hidden)}: --format plain shows them all", "dim"))
    return lines


def _derivation(report: Report, look: Look) -> list[RenderableType]:
    """The argument, a paragraph for each of its sentences."""
    parts: list[RenderableType] = []
    for section in explain(report, symbols=look.symbols):
        parts += [Text(""), Text(printable(section.title), style="bold"), *(_hanging(printable(line)) for line in section.lines)]
    return parts


def _hanging(text: str, style: str = "") -> Padding:
    """A paragraph that is indented as the rest, its short relations in one piece."""
    return _indented(glued(text), style)


def _indented(text: str, style: str = "") -> Padding:
    return Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, 2))


def _beside(name: Text, told: Text, indent: int, gap: int = 0) -> Padding:
    """A name, and what is told of it beside it: its further lines begin where the first one does."""
    grid = Table.grid(padding=(0, gap, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(name, told)
    return Padding(grid, (0, 0, 0, indent), expand=False)
