"""The picture of a report as lines of text: braille on terminals that show it, else ASCII; with axes, special points and a legend."""

from __future__ import annotations

from dataclasses import replace
from math import floor, log10
from typing import Final

from diffcheck.model.picture import Picture, Window
from diffcheck.model.report import Report
from diffcheck.render.pictures.canvas import Canvas
from diffcheck.render.pictures.common import caption
from diffcheck.render.pictures.legend import entries
from diffcheck.render.pictures.ticks import ticks
from diffcheck.render.words.failures import columns
from diffcheck.render.words.look import Look

WIDEST: Final = 100
NARROW: Final = 56
MOST_LABELS: Final = 5
INDENT: Final = 2
STYLES: Final = {"curve": "36", "dot": "1", "tangent": "33", "asymptote": "31", "mark": "31", "axis": "2", "band": "2", "": ""}
"""ANSI colours of the things in a picture."""
SIGNS: Final = {
    True: {"closed": "●", "open": "○", "asymptote": "┊", "tangent": "·", "band": "░", "mark": "▲", "zero": "┈", "side": "│", "tick": "┤",
           "corner": "└", "floor": "─", "below": "┴"},
    False: {"closed": "@", "open": "o", "asymptote": ":", "tangent": ".", "band": "%", "mark": "^", "zero": "-", "side": "|", "tick": "+",
            "corner": "+", "floor": "-", "below": "+"},
}  # fmt: skip


def picture_of(report: Report, look: Look, rows: int = 16) -> str:
    """The pictures of a report, each in about so many rows, with its legend; empty where it holds none."""
    return "\n\n".join("\n".join(_lines(report, picture, look, rows)) for picture in report.pictures)


def _lines(report: Report, picture: Picture, look: Look, rows: int) -> list[str]:
    """One picture, under its caption."""
    width = min(look.width, WIDEST)
    rows = rows if width >= NARROW else min(rows, 12)
    told = caption(picture, symbols=look.symbols)
    above = [" " * INDENT + line for line in _wrapped(told, look.width - INDENT)] if told else []
    lines, tangents = _plot(picture, look, width, rows)
    return [*above, *lines, *_legend(picture, report.problem.variable, look, tangents=tangents, unseen=0.5 / rows)]


def _plot(picture: Picture, look: Look, width: int, rows: int) -> tuple[list[str], bool]:
    """Rows with the axis of y on the left, and the axis of x below; whether a tangent is seen beside the curve."""
    signs = SIGNS[look.symbols]
    upward = ticks(picture.window.bottom, picture.window.top, MOST_LABELS)
    window, rows = _on_rows(picture.window, rows, upward)
    margin = INDENT + max((len(label) for _, label in upward), default=0) + 1
    canvas = Canvas(max((width - margin - 3) // 2 * 2, 10) + 1, rows, window)
    tangents = _fill(canvas, picture, signs, "" if look.symbols else "*")
    labels = {canvas.row(y): label for y, label in upward}
    lines = []
    for row in range(rows):
        label = labels.get(row, "")
        axis = f"{label:>{margin - 1}} {signs['tick' if label else 'side']}"
        lines.append(_coloured([(axis, "axis"), *canvas.text(row)], look))
    return [*lines, *_axis_below(picture, canvas, margin, look)], tangents


def _fill(canvas: Canvas, picture: Picture, signs: dict[str, str], character: str) -> bool:
    """Draw everything, what matters most first; whether a tangent is seen beside the curve."""
    window = canvas.window
    for dot in sorted(picture.dots, key=lambda dot: not dot.closed):
        canvas.sign(dot.x, dot.y, signs["closed" if dot.closed else "open"], "dot")
    canvas.lines(picture.curves, "curve", character)
    tangents = canvas.lines([(t.start, t.end) for t in picture.tangents], "tangent", signs["tangent"])
    for x in picture.asymptotes:
        canvas.columns_of(x, x, signs["asymptote"], "asymptote")
    for low, high in picture.bands:
        canvas.columns_of(max(low, window.left), min(high, window.right), signs["band"], "band")
    if (zero := canvas.row(0.0)) is not None:
        for column in range(canvas.columns):
            canvas.put(column, zero, signs["zero"], "axis")
    return tangents


def _on_rows(window: Window, rows: int, upward: list[tuple[float, str]]) -> tuple[Window, int]:
    """A window a little higher, and about so many rows, so that the round numbers lie in the middle of a row."""
    if len(upward) < 2:
        return window, rows
    step = upward[1][0] - upward[0][0]
    share = rows * step / window.height
    unit = round(step / 10 ** floor(log10(step) + 1e-9))  # 1, 2 or 5: if possible the smaller round numbers lie so, too
    height = step / min(range(1, rows + 1), key=lambda count: abs(count / share - 1) + 0.15 * (count % unit > 0))
    first, last = floor(window.bottom / height + 0.5), floor(window.top / height + 0.5)
    return replace(window, bottom=(first - 0.5) * height, top=(last + 0.5) * height), last - first + 1


def _axis_below(picture: Picture, canvas: Canvas, margin: int, look: Look) -> list[str]:
    """The axis of x with a sign under each special point, and its round numbers."""
    signs = SIGNS[look.symbols]
    line = [(signs["floor"], "axis")] * canvas.columns
    numbers = [" "] * (canvas.columns + 1)
    free = 0
    for x, label in ticks(picture.window.left, picture.window.right, max(canvas.columns // 8, 2)):
        column = canvas.column(x)
        if column is None:
            continue
        line[column] = (signs["below"], "axis")
        begin = max(min(column - (len(label) - 1) // 2 - label.startswith("-"), len(numbers) - len(label)), 0)
        if begin >= free:
            numbers[begin : begin + len(label)] = label
            free = begin + len(label) + 1
    for mark in picture.marks:
        column = canvas.column(mark.x)
        if column is not None:
            line[column] = (signs["mark"], "mark")
    lead = " " * margin
    below = "".join(numbers)
    return [_coloured([(lead + signs["corner"], "axis"), *line], look), _coloured([(f"{lead} {below}".rstrip(), "axis")], look)]


def _legend(picture: Picture, variable: str, look: Look, *, tangents: bool, unseen: float) -> list[str]:
    """The signs and their meaning: a line for each kind of special point, the rest side by side."""
    signs = SIGNS[look.symbols]
    told = entries(picture, variable, symbols=look.symbols, tangents=tangents, unseen=unseen)
    found = [(role, f"{signs[role]} {words}") for role, words in told]
    lines = [line for role, words in found if role == "mark" for line in _wrapped(words, look.width - INDENT)]
    rest = "   ".join(words for role, words in found if role != "mark")
    if rest:
        lines += [part for line in _wrapped(rest, look.width - INDENT, "   ") for part in _wrapped(line, look.width - INDENT)]
    return [_coloured([(" " * INDENT + line, "axis")], look) for line in lines]


def _wrapped(text: str, width: int, joint: str = " ") -> list[str]:
    """The text in lines of at most `width` columns, broken at the joints."""
    lines: list[str] = []
    for word in text.split(joint):
        if lines and columns(lines[-1]) + columns(joint) + columns(word) <= width:
            lines[-1] += joint + word
        else:
            lines.append(word)
    return lines


def _coloured(pieces: list[tuple[str, str]], look: Look) -> str:
    """Pieces of text as one line, in colour if it is wanted, without blanks at its end."""
    while pieces and not pieces[-1][0].strip():
        pieces = pieces[:-1]
    if not look.colour:
        return "".join(text for text, _ in pieces).rstrip()
    merged: list[tuple[str, str]] = []
    for text, style in pieces:
        if merged and merged[-1][1] == style:
            merged[-1] = (merged[-1][0] + text, style)
        else:
            merged.append((text, style))
    return "".join(f"\033[{STYLES[style]}m{text}\033[0m" if STYLES[style] else text for text, style in merged)
