"""A record as annotations of GitHub's workflows: an error for each claim that fails, a warning for one that is undecided."""

from __future__ import annotations

from typing import Final

from diffcheck.model.report import Record
from diffcheck.render.words.look import Look
from diffcheck.render.words.tests import Test, tests_of, title

MACHINE: Final = True
COMMANDS: Final = {"fails": "error", "error": "error", "undecided": "warning"}


def render(record: Record, look: Look) -> str:
    """A line for each claim that does not hold; nothing where all do."""
    return "\n".join(_annotation(record, test, look) for test in tests_of(record, look) if test.outcome in COMMANDS)


def _annotation(record: Record, test: Test, look: Look) -> str:
    place = {"file": record.file or look.file, "line": record.line, "title": f"{title(record)}: {test.name} {test.outcome}"}
    where = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value is not None)
    return f"::{COMMANDS[test.outcome]} {where}::{_message(test.because or test.outcome)}"


def _message(text: str) -> str:
    """A text in the message of a command, as its runner reads it."""
    return _ascii(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode("ascii")
