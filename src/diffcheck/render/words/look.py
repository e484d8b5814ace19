"""How an answer is to look: width, colour, symbols, and the property that was required."""

from __future__ import annotations

from dataclasses import field

from diffcheck.model.immutable import immutable
from diffcheck.model.options import LookOptions
from diffcheck.model.report import Verdict


@immutable
class Look:
    """The abilities of the reader's terminal, and what else to show; a format uses what it can."""

    width: int = 80
    colour: bool = False
    symbols: bool = True
    requirement: tuple[str, Verdict] | None = None
    explain: bool = False
    """Whether the derivation is to be shown, which the report holds if the question asked for it."""
    plot: bool = False
    """Whether the picture is to be shown, which the report holds if it was asked for and could be drawn."""
    first: bool = True
    """Whether no other record stands before this one in the same output: a document begins with it."""
    file: str | None = None
    """The file that the lines are those of, where a record does not say."""
    options: LookOptions = field(default_factory=LookOptions)
    """What is asked of the look of answers: what needs no reading is asked from there."""
