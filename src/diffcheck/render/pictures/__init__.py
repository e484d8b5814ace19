"""Pictures of reports: on a terminal, and as files. They draw what the model holds and know no mathematics."""

from __future__ import annotations

from diffcheck.model.report import Report
from diffcheck.render.pictures.common import caption
from diffcheck.render.words.look import Look


def below(report: Report, look: Look) -> tuple[str, ...]:
    """What stands under an answer in a format that people read on a terminal: an empty line and the pictures, if they are to be shown."""
    if not look.plot or not report.pictures:
        return ()
    from diffcheck.render.pictures.terminal_plot import picture_of

    return "", picture_of(report, look)


def inline(report: Report, look: Look) -> tuple[tuple[str, str], ...]:
    """What stands in an answer that is a page: the pictures as SVG if they are to be shown, each with its caption."""
    if not look.plot or not report.pictures:
        return ()
    try:
        from diffcheck.render.pictures.figure import inline_svg as drawn
    except ImportError:
        from diffcheck.render.pictures.svg import inline_svg as drawn
    return tuple((drawn(report, picture), caption(picture, symbols=True)) for picture in report.pictures)
