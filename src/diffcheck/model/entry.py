"""A formula that stands in a file with all that is asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from diffcheck.model.options import Options


@dataclass(frozen=True, slots=True)
class Entry:
    """A formula of a suite, or a function in a source file: what it is called, where its claims stand, and the options that are its own."""

    text: str
    label: str | None
    file: str
    line: int | None
    options: Options
