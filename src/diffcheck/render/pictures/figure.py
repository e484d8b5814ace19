"""The picture of a report as a file (svg, png, pdf) or as an SVG to be put into a page. The one user of matplotlib."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, Final

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from diffcheck.model.picture import Picture, Vertex
from diffcheck.model.report import Report
from diffcheck.render.pictures.common import COLOURS, caption, salt
from diffcheck.render.pictures.legend import Role, entries
from diffcheck.render.words.sentences import reading_words

LIGHT: Final = {name: light for name, (light, _) in COLOURS.items()}
STYLE: Final = {
    "font.family": "DejaVu Sans",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "axes.unicode_minus": True,
    "path.simplify": True,
    "text.usetex": False,
}
TITLE: Final = 62
FAR: Final = 4
"""Heights of the window beyond which a vertex is moved closer: no file format likes giants."""


def figure(report: Report, form: str) -> bytes:
    """A file of the form svg, png or pdf, the same bytes for the same picture."""
    dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with matplotlib.rc_context({**matplotlib.rcParamsDefault, **STYLE, "svg.hashsalt": salt(report, report.pictures[0])}):
        drawn = _drawn(report.pictures, report, titled=True)
        out = io.BytesIO()
        drawn.savefig(out, format=form, dpi=200, facecolor=LIGHT["paper"], metadata=dates.get(form))
    return out.getvalue()


def inline_svg(report: Report, picture: Picture) -> str:
    """An SVG element for a page: as wide as its place, in the colours of a light or a dark page."""
    name = salt(report, picture)
    with matplotlib.rc_context({**matplotlib.rcParamsDefault, **STYLE, "svg.hashsalt": name, "font.size": 10.5}):
        drawn = _drawn((picture,), report, titled=False)
        out = io.StringIO()
        drawn.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    return _for_a_page(out.getvalue(), f"picture-{name[:8]}", reading_words(report, symbols=True))


def _drawn(pictures: Sequence[Picture], report: Report, *, titled: bool) -> Figure:
    """The figure: the pictures under each other, the formula above all, the values of parameters above each."""
    drawn = Figure(figsize=(7.0, 4.6 * len(pictures)) if titled else (5.8, 4.4), layout="constrained")
    FigureCanvasAgg(drawn)
    title = textwrap.wrap(reading_words(report, symbols=True), TITLE, max_lines=3, placeholder=" …") if titled else []
    parts: Any = [drawn] if len(pictures) == 1 else drawn.subfigures(len(pictures), 1)
    for part, picture in zip(parts, pictures, strict=True):
        told = textwrap.wrap(caption(picture, symbols=True), TITLE) if titled else []
        axes = _plotted(part, picture, report, titled=titled)
        if title or told:
            axes.set_title("\n".join([*title, *told]), color=LIGHT["ink"], fontsize=11, loc="left", parse_math=False)
        title = []
    return drawn


def _plotted(drawn: Any, picture: Picture, report: Report, *, titled: bool) -> Any:
    """One picture with its legend, in a figure or a part of one."""
    window = picture.window
    axes = drawn.add_subplot()
    axes.set_xlim(window.left, window.right)
    axes.set_ylim(window.bottom, window.top)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(LIGHT["axis"])
    axes.tick_params(colors=LIGHT["axis"], labelcolor=LIGHT["ink"])
    thin: dict[str, Any] = {"color": LIGHT["axis"], "linewidth": 0.6, "alpha": 0.6, "zorder": 1}
    if window.bottom < 0 < window.top:
        axes.axhline(0, **thin)
    if window.left < 0 < window.right:
        axes.axvline(0, **thin)
    for low, high in picture.bands:
        axes.axvspan(low, high, color=LIGHT["band"], alpha=0.35, linewidth=0, zorder=1.5)
    for x in picture.asymptotes:
        axes.axvline(x, color=LIGHT["asymptote"], linewidth=1.0, linestyle=(0, (5, 4)), zorder=2)
    for curve in picture.curves:
        axes.plot(*_near(curve, picture), color=LIGHT["curve"], linewidth=1.7, solid_joinstyle="round", solid_capstyle="round", zorder=3)
    for tangent in picture.tangents:
        axes.plot(*_near((tangent.start, tangent.end), picture), color=LIGHT["tangent"], linewidth=1.6, linestyle=(0, (1.2, 1.6)), zorder=4)
    size = 5.5 if len(picture.dots) <= 40 else 3.5
    for dot in sorted(picture.dots, key=lambda dot: dot.closed):
        inside = LIGHT["curve"] if dot.closed else LIGHT["paper"]
        axes.plot(
            dot.x, dot.y, "o", markersize=size, markeredgewidth=1.4 * size / 5.5, color=LIGHT["curve"], markerfacecolor=inside, zorder=5
        )
    _marked(axes, picture)
    _explained(drawn, picture, report.problem.variable, titled=titled)
    return axes


def _near(curve: Iterable[Vertex], picture: Picture) -> tuple[list[float], list[float]]:
    """The coordinates of a curve, those that are far above or below the window moved closer."""
    window = picture.window
    low, high = window.bottom - FAR * window.height, window.top + FAR * window.height
    points = list(curve)
    return [x for x, _ in points], [min(max(y, low), high) for _, y in points]


def _marked(axes: Any, picture: Picture) -> None:
    """A small triangle on the axis under each special point."""
    for mark in picture.marks:
        axes.plot(
            mark.x,
            0,
            "^",
            transform=axes.get_xaxis_transform(),
            color=LIGHT["mark"],
            markersize=6,
            clip_on=False,
            zorder=6,
            linestyle="none",
        )


def _explained(drawn: Any, picture: Picture, variable: str, *, titled: bool) -> None:
    """The legend below."""
    found = entries(picture, variable, symbols=True)
    if not found:
        return
    legend = drawn.legend(
        [_handle(role) for role, _ in found],
        [words for _, words in found],
        loc="outside lower left",
        ncols=1 if any(len(words) > 30 for _, words in found) else 2,
        frameon=False,
        fontsize=9 if titled else 10,
        labelcolor=LIGHT["ink"],
        handlelength=1.6,
        borderaxespad=0.2,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def _handle(role: Role) -> Any:
    """The sign that stands in the legend."""
    if role == "band":
        return Patch(color=LIGHT["band"], alpha=0.35, linewidth=0)
    if role == "asymptote":
        return Line2D([], [], color=LIGHT["asymptote"], linewidth=1.0, linestyle=(0, (5, 4)))
    if role == "tangent":
        return Line2D([], [], color=LIGHT["tangent"], linewidth=1.6, linestyle=(0, (1.2, 1.6)))
    if role == "mark":
        return Line2D([], [], color=LIGHT["mark"], marker="^", markersize=6, linestyle="none")
    inside = LIGHT["curve"] if role == "closed" else LIGHT["paper"]
    return Line2D([], [], color=LIGHT["curve"], marker="o", markersize=5.5, markeredgewidth=1.4, markerfacecolor=inside, linestyle="none")


def _for_a_page(text: str, name: str, title: str) -> str:
    """The SVG without what belongs to a file of its own; sizes, fonts and colours are left to the page."""
    body = text[text.index("<svg") :]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    view = re.search(r'viewBox="([^"]*)"', body)
    inner = body[body.index(">") + 1 : body.rindex("</svg>")]
    inner = re.sub(r"font: ([0-9.]+px)[^;\"]*", r"font-size: \1", inner)
    inner = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{name}-", inner)
    for role, colour in LIGHT.items():
        inner = inner.replace(colour, f"var(--picture-{role})")
    styles = [" ".join(f"--picture-{role}: {pair[k]};" for role, pair in COLOURS.items()) for k in (0, 1)]
    return (
        f'<svg class="diffcheck-picture" id="{name}" role="img" viewBox="{view[1] if view else ""}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<title>{_escaped(title)}</title>"
        f"<style>:where(.diffcheck-picture) {{ {styles[0]} display: block; width: 100%; max-width: 42rem; height: auto; "
        "font-family: system-ui, sans-serif; } "
        f"@media (prefers-color-scheme: dark) {{ :where(.diffcheck-picture) {{ {styles[1]} }} }}</style>"
        f"{inner}</svg>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
