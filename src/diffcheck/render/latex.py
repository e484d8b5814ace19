"""A record as a piece of LaTeX to be pasted into any document that loads amsmath, amssymb and booktabs; ASCII alone, for pdflatex.

It is no document of its own, so that it can stand within one, and one record after the other.
"""

from __future__ import annotations

from typing import Final

from diffcheck.model.report import Failure, Record
from diffcheck.render.words.failures import failure_text, printable
from diffcheck.render.words.look import Look
from diffcheck.render.words.opinions import SECOND
from diffcheck.render.words.script import Script, shown
from diffcheck.render.words.sheet import PRACTICE, Grid, Line, Sheet, sheet
from diffcheck.render.words.tex import words

DOCUMENT = True
PREAMBLE: Final = r"% The preamble needs: \usepackage{amsmath,amssymb,booktabs}"
PICTURE: Final = "% The picture: diffcheck --save picture.pdf, and \\includegraphics{picture}"
WIDE: Final = 80
"""So many characters of a table fit beside each other on a page; a wider one becomes a list."""
LONG: Final = 40
"""So many rows stand in one table, which no page may break."""


def render(record: Record, look: Look) -> str:
    """The formula on a line of its own, the verdicts as a list, the points as a table."""
    source = printable(record.input).encode("ascii", "replace").decode()
    if isinstance(record.answer, Failure):
        return "\n".join([f"% diffcheck: {source}", *_failure(record, record.answer)])
    page = sheet(record, record.answer, look, Script.LATEX)
    drawn = look.plot and bool(record.answer.pictures)
    return "\n".join([f"% diffcheck: {source}", PREAMBLE, *([PICTURE] if drawn else []), *_blocks(page)])


def _text(text: str) -> str:
    return shown(text, words, lambda mathematics: f"${mathematics}$")


def _blocks(page: Sheet) -> list[str]:
    blocks = [*_heading(words(page.label, letters=False))] if page.label else []
    blocks += _formula(page.reading)
    blocks += _described([(name, _text(text)) for name, text in page.facts] + [_verdict(line) for line in page.verdicts])
    if page.points.rows:
        blocks += _table(page.points)
    if page.nothing:
        blocks.append(rf"\par\noindent {words(page.nothing)}\par")
    blocks += _items(page.remarks)
    if page.pieces.rows:
        blocks += _table(page.pieces)
    if page.practice:
        blocks += [*_heading(PRACTICE), *_items(page.practice)]
    if page.opinions:
        blocks += [*_heading(SECOND), *_items(page.opinions)]
    for section in page.derivation:
        blocks += [*_heading(_text(section.title)), *_items(section.lines)]
    if page.notes:
        blocks += [*_heading("Notes"), *_items(page.notes)]
    return blocks if page.derivation else [*blocks, rf"\par\noindent {words(page.certainty)}\par"]


def _formula(reading: str) -> list[str]:
    """On a line of its own, or on several where it is long."""
    if _columns(reading) > WIDE:
        return [rf"\par\noindent {_text(reading)}\par"]
    return [r"\[", shown(reading, lambda text: rf"\text{{{words(text)}}}" if text else "", str), r"\]"]


def _heading(text: str) -> list[str]:
    return [rf"\par\medskip\noindent\textbf{{{text}}}\par\nopagebreak"]


def _verdict(line: Line) -> tuple[str, str]:
    head = rf"\textbf{{{_text(line.head)}}}" if line.answer not in ("", "condition") else _text(line.head)
    return _text(line.name), head + _text(line.rest)


def _described(pairs: list[tuple[str, str]]) -> list[str]:
    """Names and what is said of them, beside each other."""
    names = ["", *(name for name, _ in pairs)]
    rows = [rf"{'' if name == before else name} & {text} \\" for before, (name, text) in zip(names, pairs, strict=False)]
    return [r"\par\noindent", r"\begin{tabular}{@{}lp{0.7\linewidth}@{}}", *rows, r"\end{tabular}", r"\par"]


def _items(lines: tuple[str, ...]) -> list[str]:
    return _listed([_text(line) for line in lines]) if lines else []


def _listed(items: list[str]) -> list[str]:
    """A list without gaps."""
    start = r"\begin{itemize}\setlength{\itemsep}{0pt}\setlength{\parsep}{0pt}"
    return [start, *(rf"  \item {item}" for item in items), r"\end{itemize}"]


def _table(grid: Grid) -> list[str]:
    """The table; a list where it would be wider than a page."""
    if _width(grid) > WIDE:
        return _long(grid)
    columns = "l" * grid.left + "c" * (len(grid.columns) - grid.left)
    out: list[str] = []
    for start in range(0, len(grid.rows), LONG):
        out += [r"\begin{center}", rf"\begin{{tabular}}{{@{{}}{columns}@{{}}}}", r"\toprule", _row(grid.columns), r"\midrule"]
        for row in grid.rows[start : start + LONG]:
            lines = [cell.split("\n") for cell in row]
            height = max(map(len, lines))
            out += [_row(tuple(cell[i] if i < len(cell) else "" for cell in lines)) for i in range(height)]
        out += [r"\bottomrule", r"\end{tabular}", r"\end{center}"]
    return out


def _row(cells: tuple[str, ...]) -> str:
    return f"{' & '.join(map(_text, cells))} \\\\"


def _long(grid: Grid) -> list[str]:
    """Each row as an item that names its columns."""
    items = []
    for title, row in zip(grid.titles, grid.rows, strict=True):
        cells = zip(grid.columns[grid.named :], row[grid.named :], strict=True)
        facts = "; ".join(f"{name}: {', '.join(cell.splitlines())}" for name, cell in cells)
        items.append(rf"{_text(title)}. {_text(facts)}.")
    return _listed(items)


def _width(grid: Grid) -> int:
    """How many characters the columns take, as far as the source tells."""
    columns = zip(grid.columns, *grid.rows, strict=True)
    return sum(max(_columns(line) for cell in column for line in cell.split("\n")) + 2 for column in columns)


def _columns(text: str) -> int:
    """How many characters a text takes in print: a command counts as one, braces and shifts as none."""
    count, in_command = 0, False
    for c in shown(text, str, str):
        if c == "\\":
            count, in_command = count + 1, True
        elif not (in_command and c.isalpha()):
            in_command = False
            count += c not in "{}^_ "
    return count


def _failure(record: Record, failure: Failure) -> list[str]:
    """The message with its place marked, in typewriter letters."""
    lines = failure_text(record, failure, width=72, symbols=False).split("\n")
    return [r"\par\noindent", *(rf"\texttt{{{words(line, letters=False).replace(' ', '~')}}}\par\noindent" for line in lines[:-1]),
            rf"\texttt{{{words(lines[-1], letters=False).replace(' ', '~')}}}\par"]  # fmt: skip
