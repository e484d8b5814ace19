"""A report or a record in, what a notebook or a terminal shows of it out."""

from __future__ import annotations

from diffcheck.model.report import Failure, Record, Report
from diffcheck.render.words.look import Look


def written(answer: object, form: str) -> str:
    """The answer as "text", "html" (a part of a page), "latex" or "markdown"; with the derivation and the picture if they were recorded."""
    record = answer if isinstance(answer, Record) else _record(answer)
    drawn = isinstance(record.answer, Report) and record.answer.picture is not None
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


def _record(answer: object) -> Record:
    """A report as the record that it would be."""
    if not isinstance(answer, Report):
        raise TypeError(f"neither a report nor a record: {answer!r}")
    return Record(None, answer.problem.text, answer.problem.label, answer, 0.0)


def _is_explained(answer: Report | Failure) -> bool:
    """Whether the question asked for a derivation."""
    return isinstance(answer, Report) and (any(f.steps for f in (*answer.points, *answer.cleared)) or bool(answer.harmless))
