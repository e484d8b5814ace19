"""The picture of a report as an SVG, written here: for whom has no matplotlib. The same things in the same colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape
from typing import Final

from diffcheck.model.picture import Picture, Vertex
from diffcheck.model.report import Report
from diffcheck.render.pictures.common import COLOURS, caption, salt
from diffcheck.render.pictures.legend import Role, entries
from diffcheck.render.pictures.ticks import ticks
from diffcheck.render.words.failures import printable
from diffcheck.render.words.sentences import reading_words

WIDE: Final = 560
HIGH: Final = 330
LEFT: Final = 56
LINE: Final = 18
TITLE: Final = 62
FAR: Final = 4
"""Heights of the window beyond which a vertex is moved closer."""


def svg(report: Report) -> str:
    """A file of its own: the formula above, the pictures under each other."""
    title = printable(reading_words(report, symbols=True))
    lines = textwrap.wrap(title, TITLE, max_lines=3, placeholder=" …")
    parts = [_text(LEFT, LINE * (k + 1), line, 13) for k, line in enumerate(lines)]
    height = 12.0 + LINE * len(lines)
    for picture in report.pictures:
        told = textwrap.wrap(caption(picture, symbols=True), TITLE)
        parts += [_text(LEFT, height - 12 + LINE * (k + 1), line, 12) for k, line in enumerate(told)]
        drawn, height = _drawn(report, picture, height + LINE * len(told))
        parts += drawn
        height += LINE if picture is not report.pictures[-1] else 0
    return _element(report, report.pictures[0], parts, height, of_a_page=False)


def inline_svg(report: Report, picture: Picture) -> str:
    """An element of a page, in the colours of a light or a dark one."""
    return _element(report, picture, *_drawn(report, picture, 12), of_a_page=True)


def _drawn(report: Report, picture: Picture, top: float) -> tuple[list[str], float]:
    """A picture with its legend, from `top` on, and where it ends."""
    legend = entries(picture, report.problem.variable, symbols=True)
    below = [part for k, entry in enumerate(legend) for part in _explained(top + HIGH + 36 + LINE * k, *entry)]
    drawing = _Drawing(picture, top, _name(report, picture))
    return [*drawing.parts(), *below], top + HIGH + 30 + LINE * len(legend) + 6


def _name(report: Report, picture: Picture) -> str:
    return f"picture-{salt(report, picture)[:8]}"


def _element(report: Report, picture: Picture, inner: list[str], height: float, *, of_a_page: bool) -> str:
    """The SVG element around what is drawn."""
    title = printable(reading_words(report, symbols=True))
    styles = [" ".join(f"--picture-{role}: {pair[k]};" for role, pair in COLOURS.items()) for k in (0, 1)]
    dark = f"@media (prefers-color-scheme: dark) {{ :where(.diffcheck-picture) {{ {styles[1]} }} }}" if of_a_page else ""
    paper = [] if of_a_page else [f'<rect width="100%" height="100%" fill="{_colour("paper")}"/>']
    width = LEFT + WIDE + 16
    size = "" if of_a_page else f' width="{width}" height="{height}"'
    shape = f'viewBox="0 0 {width} {height}"{size} xmlns="http://www.w3.org/2000/svg"'
    font = "max-width: 42rem; font-family: 'DejaVu Sans', system-ui, sans-serif;"
    parts = [
        f'<svg class="diffcheck-picture" id="{_name(report, picture)}" role="img" {shape}>',
        f"<title>{escape(title)}</title>",
        f"<style>:where(.diffcheck-picture) {{ {styles[0]} {font} }} {dark}</style>",
        *paper,
        *inner,
        "</svg>",
    ]
    return "\n".join(parts)


class _Drawing:
    """Puts what is in the window of a picture onto the paper."""

    def __init__(self, picture: Picture, top: float, name: str) -> None:
        self.picture = picture
        self.top = top
        self.window = f"{name}-window"

    def x(self, x: float) -> float:
        """From left to right."""
        return LEFT + WIDE * (x - self.picture.window.left) / self.picture.window.width

    def y(self, y: float) -> float:
        """From top to bottom; what is far outside is moved closer."""
        share = (self.picture.window.top - y) / self.picture.window.height
        return self.top + HIGH * min(max(share, -FAR), FAR + 1)

    def line(self, vertices: tuple[Vertex, ...], role: str, width: float, dashes: str = "", *, opacity: float = 1) -> str:
        points = " ".join(f"{self.x(x):.2f},{self.y(y):.2f}" for x, y in vertices)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        faint = f' opacity="{opacity}"' if opacity < 1 else ""
        return (
            f'<polyline points="{points}" fill="none" stroke="{_colour(role)}" stroke-width="{width}" '
            f'stroke-linejoin="round" stroke-linecap="round"{dashed}{faint}/>'
        )

    def parts(self) -> Iterator[str]:
        """From the paper up."""
        window = self.picture.window
        yield f'<clipPath id="{self.window}"><rect x="{LEFT}" y="{self.top}" width="{WIDE}" height="{HIGH}"/></clipPath>'
        yield f'<g clip-path="url(#{self.window})">'
        if window.bottom < 0 < window.top:
            yield self.line(((window.left, 0), (window.right, 0)), "axis", 0.6, opacity=0.6)
        if window.left < 0 < window.right:
            yield self.line(((0, window.bottom), (0, window.top)), "axis", 0.6, opacity=0.6)
        for low, high in self.picture.bands:
            place = f'x="{self.x(low):.2f}" y="{self.top}" width="{self.x(high) - self.x(low):.2f}" height="{HIGH}"'
            yield f'<rect {place} fill="{_colour("band")}" opacity="0.35"/>'
        for at in self.picture.asymptotes:
            yield self.line(((at, window.bottom), (at, window.top)), "asymptote", 1, "5 4")
        for curve in self.picture.curves:
            yield self.line(curve, "curve", 1.7)
        for tangent in self.picture.tangents:
            yield self.line((tangent.start, tangent.end), "tangent", 1.6, "1.5 3")
        yield "</g>"
        yield from self.axes()
        for dot in sorted(self.picture.dots, key=lambda dot: dot.closed):
            yield _dot(self.x(dot.x), self.y(dot.y), closed=dot.closed)
        for mark in self.picture.marks:
            yield _triangle(self.x(mark.x), self.top + HIGH)

    def axes(self) -> Iterator[str]:
        """The axes with round numbers."""
        window, bottom = self.picture.window, self.top + HIGH
        yield f'<path d="M{LEFT},{self.top}V{bottom}H{LEFT + WIDE}" fill="none" stroke="{_colour("axis")}"/>'
        for at, label in ticks(window.left, window.right, 9):
            yield f'<path d="M{self.x(at):.2f},{bottom}v4" stroke="{_colour("axis")}"/>'
            yield _text(self.x(at), bottom + 17, label, 11, "middle")
        for at, label in ticks(window.bottom, window.top, 8):
            yield f'<path d="M{LEFT},{self.y(at):.2f}h-4" stroke="{_colour("axis")}"/>'
            yield _text(LEFT - 7, self.y(at) + 4, label, 11, "end")


def _explained(y: float, role: Role, words: str) -> Iterator[str]:
    """A line of the legend: the sign and its meaning."""
    yield _text(LEFT + 26, y + 4, words, 12)
    if role == "band":
        yield f'<rect x="{LEFT}" y="{y - 5:.2f}" width="18" height="10" fill="{_colour("band")}" opacity="0.35"/>'
    elif role in ("asymptote", "tangent"):
        dashes = "5 4" if role == "asymptote" else "1.5 3"
        yield f'<path d="M{LEFT},{y}h18" stroke="{_colour(role)}" stroke-width="1.6" stroke-dasharray="{dashes}"/>'
    elif role == "mark":
        yield _triangle(LEFT + 9, y)
    else:
        yield _dot(LEFT + 9, y, closed=role == "closed")


def _dot(x: float, y: float, *, closed: bool) -> str:
    return (
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="3.4" fill="{_colour("curve" if closed else "paper")}" '
        f'stroke="{_colour("curve")}" stroke-width="1.4"/>'
    )


def _triangle(x: float, y: float) -> str:
    return f'<path d="M{x:.2f},{y - 5:.2f}l4.5,8h-9z" fill="{_colour("mark")}"/>'


def _text(x: float, y: float, text: str, size: int, anchor: str = "start") -> str:
    shown = escape(text.replace("-", "−") if anchor != "start" else text)
    return f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" text-anchor="{anchor}" fill="{_colour("ink")}">{shown}</text>'


def _colour(role: str) -> str:
    """A colour of the page, or the one for light pages where nothing is known of it."""
    return f"var(--picture-{role}, {COLOURS[role][0]})"
