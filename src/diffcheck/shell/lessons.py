"""A word in (`--explain corner`, `--explain continuous`), its explanation out, that of a kind with the picture of an example."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from textwrap import fill

from diffcheck import api
from diffcheck.errors import BadInput, DiffcheckError
from diffcheck.render.words.kinds import kind_named
from diffcheck.render.words.look import Look
from diffcheck.render.words.notions import explain_word, explained_words

WIDTH, ROWS = 60, 10
"""The size of an example."""
NARROWEST = 20


def lesson(word: str, look: Look) -> str | None:
    """The text, and the picture that the analysis makes of the example; None if the word is not explained."""
    text, kind = explain_word(word, symbols=look.symbols), kind_named(word)
    if text is None:
        return None
    text = "\n".join(fill(line, max(look.width, NARROWEST), break_long_words=False) for line in text.split("\n"))
    if kind is None or kind.facts.example is None:
        return text
    formula, place = kind.facts.example
    with suppress(DiffcheckError):  # the words are worth having without it
        from diffcheck.render.pictures.terminal_plot import picture_of

        report = api.check(formula, at=[place], plot=True)
        return f"{text}\n\n{picture_of(report, replace(look, width=min(look.width, WIDTH)), ROWS)}".rstrip("\n")
    return text


def no_lesson(word: str) -> BadInput | None:
    """The error for a word that is neither a formula nor explained, with those that are; None for what may be a formula."""
    if not word.replace(" ", "").replace("_", "").isalpha():
        return None
    try:
        api.check(word)
    except BadInput as error:
        if error.code != "unknown_name":
            return None
        near = get_close_matches(word.lower(), explained_words(), 1)
        said = f"did you mean {near[0]}? " if near else ""
        return BadInput(
            "usage",
            f"--explain: {word!r} is no formula and no word that is explained",
            hint=f"{said}Explained are {', '.join(explained_words())}.",
        )
    except DiffcheckError:
        return None
    return None
