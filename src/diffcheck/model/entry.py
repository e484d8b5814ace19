"""A formula with all that is asked of it: one that stands in a file, or an object that was read already."""

from __future__ import annotations

from diffcheck.model.immutable import immutable
from diffcheck.model.options import Options
from diffcheck.model.tree import Problem


@immutable
class Entry:
    """A formula of a suite, or a function in a source file: what it is called, where its claims stand, and the options that are its own.

    problem: what the text poses, where it is no text but an object of SymPy.
    """

    text: str
    label: str | None
    file: str | None
    line: int | None
    options: Options
    problem: Problem | None = None
