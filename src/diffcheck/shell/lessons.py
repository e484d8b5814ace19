"""A kind word in (`--explain corner`), its explanation with the picture of an example out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from textwrap import fill

from diffcheck import api
from diffcheck.errors import DiffcheckError
from diffcheck.render.words.kinds import explain_kind, kind_named
from diffcheck.render.words.look import Look

WIDTH, ROWS = 60, 10
"""The size of an example."""
NARROWEST = 20


def lesson(word: str, look: Look) -> str | None:
    """The text, and the picture that the analysis makes of the example; None if it is no kind word."""
    text, kind = explain_kind(word, symbols=look.symbols), kind_named(word)
    if text is None or kind is None:
        return None
    text = "\n".join(fill(line, max(look.width, NARROWEST), break_long_words=False) for line in text.split("\n"))
    if kind.facts.example is None:
        return text
    formula, place = kind.facts.example
    with suppress(DiffcheckError):  # the words are worth having without it
        from diffcheck.render.pictures.terminal_plot import picture_of

        report = api.check(formula, at=[place], plot=True)
        return f"{text}\n\n{picture_of(report, replace(look, width=min(look.width, WIDTH)), ROWS)}".rstrip("\n")
    return text
