"""What pictures in files and on pages share: their colours, and names."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from diffcheck.model.picture import Picture
from diffcheck.model.report import Report
from diffcheck.model.term import Symbol, comparison
from diffcheck.render.words.pretty import pretty

COLOURS: Final = {
    "curve": ("#1f5fa8", "#7db4f0"),
    "tangent": ("#b86e00", "#f0b050"),
    "asymptote": ("#b03031", "#f08a80"),
    "mark": ("#b03032", "#f08a81"),
    "ink": ("#222223", "#dcdcdd"),
    "axis": ("#666667", "#a0a0a1"),
    "band": ("#9a9a9b", "#6a6a6b"),
    "paper": ("#fffffe", "#1b1b1c"),
}
"""Each thing's colour on a light and on a dark page; all light ones differ, so that a page can tell them apart."""


def salt(report: Report, picture: Picture) -> str:
    """What makes the names inside of a file unique, and the same every time."""
    return sha256(repr((report.function, picture)).encode()).hexdigest()


def caption(picture: Picture, *, symbols: bool) -> str:
    """For which values of the parameters a picture is drawn: a = 1, b = 2; "" where there are none."""
    return ", ".join(pretty(comparison(Symbol(name), "=", value), symbols=symbols) for name, value in picture.values)
