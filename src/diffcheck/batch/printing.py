"""Records that programs read are written where they are made: a line of text goes through the pipe sooner than a report does."""

from __future__ import annotations

from dataclasses import replace

from diffcheck import api, render
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Printed, Record, Report
from diffcheck.render.words.look import Look


@immutable
class Printer:
    """What a worker does with a record before it hands it over, if the answer need only be printed."""

    form: str
    look: Look
    required: str | None

    def __call__(self, record: Record) -> Printed:
        """The record in the format, and the exit code that it gives."""
        text = render.load(self.form).render(record, judged(record, self.look, self.required))
        return Printed(text, api.exit_code(record, self.required))


def judged(record: Record, look: Look, required: str | None) -> Look:
    """The look with the verdict on the required property, if one was required."""
    outcome = record.answer
    if required is None or not isinstance(outcome, Report) or outcome.solution is not None:
        return look
    return replace(look, requirement=(required, api.holds(outcome, required)))
