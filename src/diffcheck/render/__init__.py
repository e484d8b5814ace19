"""Record -> text, pure: one file per output format, named for it, found by walking this folder. Imports the model alone.

A format is a module with `render(record, look) -> str` (no final newline). `MACHINE = True` in it says that programs
read it, so that failures belong into the output too; `DOCUMENT = True` that people read it elsewhere, so that it holds the notes,
and a failure is told on the terminal instead.
`BEFORE_ALL` and `BEHIND_ALL` stand around all records. What several formats share lives in the package `words`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from diffcheck.model.immutable import immutable
from diffcheck.model.report import Record
from diffcheck.render.words.look import Look

FIRST: Final = ("table", "plain", "json", "markdown", "latex", "html")


@immutable
class Format:
    """One output form: its name, how to write a record, and whether programs are meant to read it, or people elsewhere."""

    name: str
    render: Callable[[Record, Look], str]
    machine: bool
    document: bool
    begin: str = ""
    """What stands before all records, and `end` behind them."""
    end: str = ""


def names() -> tuple[str, ...]:
    """The formats there are: one for each file of this folder."""
    found = {path.stem for path in Path(__file__).parent.glob("*.py")} - {"__init__"}
    return (*(name for name in FIRST if name in found), *sorted(found.difference(FIRST)))


def load(name: str) -> Format:
    """The format of that name; only its own module is imported."""
    module = import_module(f"{__name__}.{name}")
    return Format(
        name,
        module.render,
        getattr(module, "MACHINE", False),
        getattr(module, "DOCUMENT", False),
        getattr(module, "BEFORE_ALL", ""),
        getattr(module, "BEHIND_ALL", ""),
    )
