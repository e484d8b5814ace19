"""A report or a record in, what a notebook or a terminal shows of it out, and files of it."""

from __future__ import annotations

import os
from dataclasses import replace
from importlib import import_module
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.model.report import Failure, Record, Report
from diffcheck.render.words.look import Look

PICTURES: Final = ("svg", "png", "pdf")
TEXTS: Final = {"json": "json", "md": "markdown", "tex": "latex", "txt": "text"}
"""Endings of files, and the form of what is written there."""
INSTALL: Final = 'pip install "diffcheck-calculus[plot]"'


def written(answer: object, form: str) -> str:
    """The answer as "text", "html" (a part of a page), "json", "latex" or "markdown"; with its derivation and picture, if it has them."""
    record = _record(answer)
    drawn = isinstance(record.answer, Report) and bool(record.answer.pictures)
    look = Look(explain=_is_explained(record.answer), plot=drawn)
    if form == "html":
        from diffcheck.render.html import fragment

        return fragment(record, look)
    from diffcheck import render

    if form != "text":
        return render.load(form).render(record, look)
    shown = render.load("table").render(record, look)
    if isinstance(record.answer, Failure):
        return shown
    from diffcheck.render.words.failures import printable

    return "\n".join([shown, *(f"note: {printable(note)}" for note in record.answer.notes)])


def saved(answer: object, path: str) -> None:
    """Writes an answer to a file whose ending says what is written. Raises BadInput for another ending or a missing picture, or OSError."""
    ending = os.path.splitext(path)[1].lower().removeprefix(".")
    content: bytes
    if ending == "html":
        content = page(_record(answer), Look())
    elif ending in PICTURES:
        content = drawing(_record(answer), path)
    elif ending in TEXTS:
        content = f"{written(answer, TEXTS[ending])}\n".encode()
    else:
        listed = ", ".join(f".{name}" for name in ("html", *PICTURES, *TEXTS))
        raise BadInput("usage", f"{path!r} does not end in one of {listed}", hint="the ending says what is written")
    with open(path, "wb") as out:
        out.write(content)


def page(record: Record, look: Look, *, begins: bool = True) -> bytes:
    """A page with the answer, its derivation, and its picture if there is one.

    begins: whether the page begins with it; an answer that does not is to be put behind the others.
    """
    html = import_module("diffcheck.render.html")
    text: str = html.render(record, replace(look, symbols=True, colour=False, explain=True, plot=True, first=begins))
    return text.encode()


def drawing(record: Record, path: str) -> bytes:
    """The picture of an answer as its file's ending asks. Raises BadInput where there is none, or where it needs matplotlib in vain."""
    if not isinstance(record.answer, Report) or not record.answer.pictures:
        raise BadInput("usage", f"{path}: there is no picture in this answer", hint="check(…, plot=True) draws one")
    ending = os.path.splitext(path)[1].lower().removeprefix(".")
    try:
        from diffcheck.render.pictures.figure import figure
    except ImportError as error:
        if ending == "svg":
            from diffcheck.render.pictures.svg import svg

            return f"{svg(record.answer)}\n".encode()
        raise BadInput("usage", f"{path}: matplotlib cannot be used: {error}", hint=INSTALL) from error
    return figure(record.answer, ending)


def _record(answer: object) -> Record:
    """A record as it is, a report as the record that it would be."""
    if isinstance(answer, Record):
        return answer
    if not isinstance(answer, Report):
        raise TypeError(f"neither a report nor a record: {answer!r}")
    return Record(None, answer.problem.text, answer.problem.label, answer, 0.0)


def _is_explained(answer: Report | Failure) -> bool:
    """Whether the question asked for a derivation."""
    return isinstance(answer, Report) and (any(f.steps for f in (*answer.points, *answer.cleared)) or bool(answer.harmless))
