"""What rich lays out in, lines of text out: at most look.width columns wide, with ANSI colours if they are wanted."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType

from diffcheck.render.words.look import Look


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
    return [line.rstrip() for line in captured.get().rstrip("\n").split("\n")]
