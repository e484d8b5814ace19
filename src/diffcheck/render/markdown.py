"""A record as GitHub-flavoured Markdown, for an issue, a wiki or a notebook.

Mathematics is Unicode text, not LaTeX: it reads the same where Markdown is rendered without mathematics, and in the source itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from diffcheck.model.report import Failure, Record
from diffcheck.render.pictures import below
from diffcheck.render.words.failures import failure_text
from diffcheck.render.words.look import Look
from diffcheck.render.words.opinions import SECOND
from diffcheck.render.words.sheet import PRACTICE, Grid, Line, Sheet, sheet

DOCUMENT = True
MARKS: Final = {"yes": "✓ ", "no": "✗ ", "undecided": "? "}
ACTIVE: Final = re.compile(r"[\\`*_\[\]~$&#]|<(?=\S)|(?<=\S)>|@(?=\w)")
BEGINNING: Final = re.compile(r"^(?:[-+=]+(?=\s|$)|\d+[.)](?=\s|$)|[>|:])")
LINK: Final = re.compile(r"(?i)\b(https?|ftp|www|mailto)(?=[.:])")


def render(record: Record, look: Look) -> str:
    """The record as blocks: a heading, the verdicts as a list, the points as a table."""
    if isinstance(record.answer, Failure):
        return _failure(record, record.answer, look)
    blocks = _blocks(sheet(record, record.answer, look, look.symbols), look)
    blocks += [_code(picture) for picture in below(record.answer, replace(look, colour=False)) if picture]
    return "\n\n".join(block for block in blocks if block)


def words(text: str) -> str:
    """Any text as Markdown text: nothing in it is markup, and nothing in it becomes a link."""
    return LINK.sub(lambda found: f"{found[1]}&#8203;", ACTIVE.sub(_harmless, " ".join(text.split())))


def block(text: str) -> str:
    """The same where a block begins: nothing in it makes a list, a quotation or a rule of it."""
    return BEGINNING.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", words(text))


def _harmless(found: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "@": "&#64;"}.get(found[0], f"\\{found[0]}")


def _blocks(page: Sheet, look: Look) -> list[str]:
    blocks = [f"### {block(page.label)}", f"**{words(page.reading)}**"] if page.label else [f"### {words(page.reading)}"]
    blocks.append(_list([f"{name}: {words(text)}" for name, text in page.facts] + [_verdict(line, look) for line in page.verdicts]))
    if page.points.rows:
        blocks.append(_table(page.points))
    blocks += [page.nothing, _list(list(map(block, page.remarks)))]
    if page.pieces.rows:
        blocks.append(_table(page.pieces))
    if page.practice:
        blocks += [f"{PRACTICE}:", _list(list(map(block, page.practice)))]
    if page.opinions:
        blocks += [f"{SECOND}:", _list(list(map(block, page.opinions)))]
    for section in page.derivation:
        blocks += [f"#### {words(section.title)}", _list(list(map(block, section.lines)))]
    if page.notes:
        blocks += ["Notes:", _list(list(map(block, page.notes)))]
    return [*blocks, "" if page.derivation else words(page.certainty)]


def _verdict(line: Line, look: Look) -> str:
    mark = MARKS.get(line.answer, "") if look.symbols else ""
    head = f"{mark}**{words(line.head)}**" if line.answer else words(line.head)
    return f"{words(line.name)}: {head}{words(line.rest)}"


def _list(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(grid: Grid) -> str:
    """A table whose first columns stand to the left and whose others are centred."""
    rule = [":--" if i < grid.left else ":-:" for i in range(len(grid.columns))]
    rows = [[_cell(text) for text in row] for row in (grid.columns, *grid.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


def _cell(text: str) -> str:
    """A cell, where a bar would begin the next one."""
    return "<br>".join(words(line).replace("|", "\\|") for line in text.split("\n"))


def _failure(record: Record, failure: Failure, look: Look) -> str:
    """The message as code, so that the place stays marked."""
    return _code(failure_text(record, failure, width=look.width, symbols=look.symbols))


def _code(text: str) -> str:
    """Lines as they are."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"
