"""Pictures of reports: on a terminal, and as files. They draw what the model holds and know no mathematics."""

from __future__ import annotations

from diffcheck.model.report import Report
from diffcheck.render.words.look import Look


def below(report: Report, look: Look) -> tuple[str, ...]:
    """What stands under an answer in a format that people read on a terminal: an empty line and the picture, if it is to be shown."""
    if not look.plot or report.picture is None:
        return ()
    from diffcheck.render.pictures.terminal_plot import picture_of

    return "", picture_of(report, look)


def inline(report: Report, look: Look) -> str:
    """What stands in an answer that is a page: the picture as SVG if it is to be shown, and could be drawn; else ""."""
    if not look.plot or report.picture is None:
        return ""
    try:
        from diffcheck.render.pictures.figure import inline_svg
    except ImportError:
        from diffcheck.render.pictures.svg import svg

        return svg(report, of_a_page=True)
    return inline_svg(report) or ""
