"""The ways in which diffcheck says no: bad input (never), not yet (not known), and the exit code that belongs to each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

EXIT_OK: Final = 0
EXIT_NO: Final = 1
EXIT_BAD_INPUT: Final = 2
EXIT_UNDECIDED: Final = 3
EXIT_INTERNAL: Final = 70
EXIT_NOT_WRITTEN: Final = 74
EXIT_INTERRUPTED: Final = 130
EXIT_CLOSED_PIPE: Final = 141
GRAVEST: Final = (EXIT_INTERNAL, EXIT_BAD_INPUT, EXIT_UNDECIDED, EXIT_NO)
"""The exit code of several answers is the first of these that one of them has."""


def gravest(codes: Collection[int]) -> int:
    """The exit code of several answers."""
    return next((code for code in GRAVEST if code in codes), EXIT_OK)


class DiffcheckError(Exception):
    """A refusal with a place: `code` for programs, `message` for people, `start`/`end` in code points of the input, `hint` for the mend."""

    exit_code: int = EXIT_INTERNAL

    def __init__(self, code: str, message: str, start: int | None = None, end: int | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.hint = hint
        self.source: str | None = None
        """The text that the place is in, once somebody has said which."""

    def __str__(self) -> str:
        """The message; where the text is known that it speaks of, with the place marked, and the hint."""
        if self.source is None:
            return self.message
        lines = [self.message]
        if self.start is not None and self.source.isprintable():
            lines += [f"  {self.source}", f"  {' ' * self.start}{'^' * max((self.end or 0) - self.start, 1)}"]
        return "\n".join([*lines, self.hint] if self.hint else lines)


class BadInput(DiffcheckError):
    """The text is not a question diffcheck could ever answer: mend the text and ask again (exit 2)."""

    exit_code = EXIT_BAD_INPUT


class NotYet(DiffcheckError):
    """A good question that diffcheck does not know how to decide: the answer is undecided, with the reason (exit 3)."""

    exit_code = EXIT_UNDECIDED


class NotWritten(DiffcheckError):
    """An answer was found and could not be written (exit 74)."""

    exit_code = EXIT_NOT_WRITTEN


class NeitherYesNorNo(DiffcheckError, ValueError):
    """A verdict was used as a truth value, and it is undecided or a condition on parameters: look at its `answer` first."""

    exit_code = EXIT_UNDECIDED

    def __init__(self, message: str, hint: str) -> None:
        super().__init__("verdict", message, hint=hint)

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}"
