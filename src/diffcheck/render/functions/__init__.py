"""Entries of the register -> text, pure: one file per output format, named for it, found by walking this folder.

A format is a module with `render(entries, look, *, alone) -> str` (no final newline); alone: the reader has named the functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

from diffcheck.model.catalogue import Entry
from diffcheck.render.words.look import Look

SHARED: Final = {"__init__", "words"}
Render: TypeAlias = Callable[[Sequence[Entry], Look, bool], str]


def names() -> tuple[str, ...]:
    """The formats there are."""
    return tuple(sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - SHARED))


def load(name: str) -> Render:
    """The format of that name; only its own module is imported."""
    render: Render = import_module(f"{__name__}.{name}").render
    return render
