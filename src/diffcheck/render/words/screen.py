"""What rich lays out in, lines of text out: at most look.width columns wide, with ANSI colours if they are wanted."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

from rich.console import Console, RenderableType

from diffcheck.render.words.look import Look

GLUE: Final = "\ue000"
"""A space at which no line is broken. It comes from no formula: it is no printable character."""
_JOINTS: Final = frozenset(("=", "≠", "!=", "<", "≤", "<=", ">", "≥", ">=", "∈", "∉", "≈", "~", "→", "->", "+", "-"))
NARROWEST: Final = 20
"""What is shorter is broken in no terminal."""
_PIECE: Final = 24
"""The widest piece that is held together."""


def glued(text: str) -> str:
    """The text with its short relations and sums, `n ∈ ℤ` or `a + 2·b < 0`, in one piece each."""
    if len(text) < NARROWEST:
        return text
    words = text.split(" ")
    found = [words[0]]
    for i, word in enumerate(words[1:], 1):
        is_held = word in _JOINTS or words[i - 1] in _JOINTS
        ahead = sum(map(len, words[i : i + 2])) + 1 if word in _JOINTS else len(word)
        whole = len(found[-1]) + 1 + ahead <= _PIECE
        if is_held and whole and word and words[i - 1]:
            found[-1] += GLUE + word
        else:
            found.append(word)
    return " ".join(found)


def lines_of(parts: Iterable[RenderableType], look: Look) -> list[str]:
    """The lines of all parts, one below the other. Nothing in them is read as markup, and the environment changes nothing."""
    console = Console(
        file=io.StringIO(),
        width=look.width,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        no_color=not look.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return [line.rstrip() for line in captured.get().replace(GLUE, " ").rstrip("\n").split("\n")]
