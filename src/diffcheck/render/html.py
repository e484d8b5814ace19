"""A record as a page in HTML that needs nothing else: no network, no script, no font of its own; mathematics is MathML.

The first record of an output begins the document, the others follow as articles. The closing tags of body and html, which HTML
leaves free, are left out: so the output is one valid page after every record, however many follow.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final, TypeAlias

from diffcheck.model.report import Failure, Record
from diffcheck.render.pictures import inline
from diffcheck.render.words import mathml
from diffcheck.render.words.failures import printable
from diffcheck.render.words.look import Look
from diffcheck.render.words.opinions import SECOND
from diffcheck.render.words.script import BEGIN, Script, shown
from diffcheck.render.words.sentences import reading_words
from diffcheck.render.words.sheet import PRACTICE, Grid, Line, Sheet, sheet
from diffcheck.render.words.style import PAGE, PART

DOCUMENT = True
Figures: TypeAlias = tuple[tuple[str, str], ...]
MARKS: Final = {"yes": "✓ ", "no": "✗ ", "undecided": "? ", "condition": ""}
LONELY: Final = re.compile(r"(?<![\w&'])([fu])(?![\w;'])")
MINUS: Final = re.compile(r"(?<![\w)-])-(?=[\w∞(|])")
TAG: Final = re.compile(r"<[^>]*>")
WIDE: Final = 110
"""So many characters of a table fit beside each other on a screen; the rows of a wider one are cards."""
STEP: Final = re.compile(r"^([A-Z][A-Za-z ]{2,24}): ")


def render(record: Record, look: Look) -> str:
    """The page up to this record, or what this record adds to it; with the picture if it is to be shown."""
    figures = _figures(record, look)
    return page(record, look, figures) if look.first else article(record, look, figures)


def page(record: Record, look: Look, figures: Figures = ()) -> str:
    """A document with one record; `figures` are SVG elements, each with its caption."""
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escape(_title(record))}</title>\n<style>{PART}{PAGE}</style>\n</head>\n<body>\n"
    )
    return _encoded(head, look) + article(record, look, figures)


def article(record: Record, look: Look, figures: Figures = ()) -> str:
    """One record as an article of a page."""
    return _encoded(_article(record, look, figures, level=1), look)


def fragment(record: Record, look: Look) -> str:
    """One record as a part of somebody else's page, such as a notebook: the colours are those of the page."""
    figures = _figures(record, look)
    return f"<div>\n<style>{PART}</style>\n{_encoded(_article(record, look, figures, level=3), look)}\n</div>"


def words(text: str) -> str:
    """Words of the program as HTML: nothing in them is markup; f and u that stand alone are the function and its argument."""
    return LONELY.sub(r"<i>\1</i>", escape(MINUS.sub("−", text)))


def _figures(record: Record, look: Look) -> Figures:
    return () if isinstance(record.answer, Failure) else inline(record.answer, look)


def _encoded(text: str, look: Look) -> str:
    """Every character that the output cannot show by its number."""
    return text if look.symbols else text.encode("ascii", "xmlcharrefreplace").decode()


def _title(record: Record) -> str:
    name = f"{printable(record.label)}: " if record.label else ""
    if isinstance(record.answer, Failure):
        return f"{name}{printable(record.input)}"
    return name + printable(reading_words(record.answer, symbols=True))


def _text(text: str) -> str:
    return shown(text, words, mathml.inline)


def _article(record: Record, look: Look, figures: Figures, level: int) -> str:
    answer = record.answer
    if isinstance(answer, Failure):
        parts = _failure(record, answer)
    else:
        parts = _report(sheet(record, answer, look, Script.MATHML), figures, level)
    return "\n".join(['<article class="diffcheck">', *parts, "</article>"])


def _report(page: Sheet, figures: Figures, level: int) -> list[str]:
    """The parts from top to bottom."""
    under = f"h{level + 1}"
    parts = ["<header>"]
    if page.label:
        parts.append(f'<p class="diffcheck-label">{escape(page.label)}</p>')
    formula = shown(page.reading, words, mathml.block if page.reading.count(BEGIN) == 1 else mathml.large)
    parts.append(f'<h{level} class="diffcheck-formula">{formula}</h{level}>')
    parts += ["</header>", *_answers(page)]
    parts += [f"<figure>{f'<figcaption>{words(told)}</figcaption>' if told else ''}{drawn}</figure>" for drawn, told in figures]
    if page.points.rows:
        parts += [f"<{under}>Special points</{under}>", *_table(page.points, "The special points")]
    elif page.nothing:
        parts.append(f"<p>{words(page.nothing)}</p>")
    parts += _list(page.remarks)
    if page.pieces.rows:
        parts += [f"<{under}>Formula and derivative</{under}>", *_table(page.pieces, "The formula and the derivative, piece by piece")]
    if page.practice:
        parts += [f"<{under}>{PRACTICE}</{under}>", *_list(page.practice)]
    if page.opinions:
        parts += [f"<{under}>{SECOND}</{under}>", *_list(page.opinions)]
    if page.derivation:
        folded = level > 1  # a notebook has other cells
        parts.append("<details><summary>Derivation</summary>" if folded else f"<{under}>Derivation</{under}>")
        for section in page.derivation:
            parts += [f"<h{level + 2}>{_text(section.title)}</h{level + 2}>", *_steps(section.lines)]
        parts += ["</details>"] if folded else []
    if page.notes:
        parts += [f"<{under}>Notes</{under}>", *_list(page.notes)]
    return [*parts, f'<footer><p class="diffcheck-certainty">{words(page.certainty)}</p></footer>']


def _answers(page: Sheet) -> list[str]:
    """What was found, a line each; by its role a list of terms and definitions, which the style sheets of notebooks make something of."""
    lines = [Line(name, "", text) for name, text in page.facts] + list(page.verdicts)
    names = ["", *(line.name for line in lines)]
    rows = [
        ("" if line.name == before else f'<div class="diffcheck-name" role="term">{_text(line.name)}</div>')
        + f'<div class="diffcheck-answer" role="definition">{_answer(line)}</div>'
        for before, line in zip(names, lines, strict=False)
    ]
    return ['<div class="diffcheck-answers">', *rows, "</div>"]


def _answer(line: Line) -> str:
    if not line.answer:
        return _text(line.head)
    return f'<strong class="diffcheck-{line.answer}">{MARKS[line.answer]}{_text(line.head)}</strong>{_text(line.rest)}'


def _table(grid: Grid, caption: str) -> list[str]:
    """A table with its headers; roles, because a phone shows each row as a card."""
    heads = [f'<th scope="col" role="columnheader"{_class(i < grid.left)}>{_text(name)}</th>' for i, name in enumerate(grid.columns)]
    names = [_plain(name) for name in grid.columns]
    cards = ' class="diffcheck-cards"' if _width(grid) > WIDE else ""
    rows = [f'<tr role="row">{"".join(_cells(row, names, grid.left))}</tr>' for row in grid.rows]
    return [
        f'<div class="diffcheck-scroll"><table role="table" aria-label="{caption}"{cards}>',
        f'<thead role="rowgroup"><tr role="row">{"".join(heads)}</tr></thead>',
        '<tbody role="rowgroup">',
        *rows,
        "</tbody></table></div>",
    ]


def _width(grid: Grid) -> int:
    """How many characters the columns take beside each other."""
    columns = zip(grid.columns, *grid.rows, strict=True)
    return sum(max(len(TAG.sub("", shown(line, str, str))) for cell in column for line in cell.split("\n")) + 2 for column in columns)


def _cells(row: tuple[str, ...], names: list[str], left: int) -> list[str]:
    first, *others = ("<br/>".join(map(_text, cell.split("\n"))) for cell in row)
    start = f'<th scope="row" role="rowheader" class="diffcheck-words" data-name="{names[0]}"><span>{first}</span></th>'
    cells = [
        f'<td role="cell"{_class(i < left)} data-name="{name}"><span>{cell}</span></td>'
        for i, (name, cell) in enumerate(zip(names[1:], others, strict=True), 1)
    ]
    return [start, *cells]


def _class(is_words: bool) -> str:
    return ' class="diffcheck-words"' if is_words else ""


def _plain(name: str) -> str:
    """The name of a column as an attribute: its words and the characters of its mathematics."""
    return escape(TAG.sub("", shown(name, escape, str)).replace("\u2061", "").replace("&amp;", "&"))


def _list(lines: tuple[str, ...]) -> list[str]:
    return ["<ul>", *(f"<li>{_text(line)}</li>" for line in lines), "</ul>"] if lines else []


def _steps(lines: tuple[str, ...]) -> list[str]:
    """Paragraphs; what a step is about stands out."""
    return ['<div class="diffcheck-steps">', *(f"<p>{STEP.sub(_bold, _text(line))}</p>" for line in lines), "</div>"]


def _bold(found: re.Match[str]) -> str:
    return f"<b>{found[1]}:</b> "


def _failure(record: Record, failure: Failure) -> list[str]:
    """The message, and the input with its place marked."""
    word = "timeout" if failure.status == "timeout" else "undecided" if failure.exit_code == 3 else "error"
    name = f"{printable(record.label)}: " if record.label else ""
    parts = [f'<p>{escape(name)}<strong class="diffcheck-no">{word}</strong>: {escape(printable(failure.message))}</p>']
    source = printable(record.input)
    if source:
        start = min(max(failure.start or 0, 0), len(source))
        end = min(max(start if failure.start is None else failure.end or start + 1, start), len(source))
        middle = f"<mark>{escape(source[start:end])}</mark>" if end > start else ""
        parts.append(f"<pre>{escape(source[:start])}{middle}{escape(source[end:])}</pre>")
    if failure.hint:
        parts.append(f"<p>{escape(printable(failure.hint))}</p>")
    return parts
