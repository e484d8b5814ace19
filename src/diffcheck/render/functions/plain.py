"""The register as lines for pipes: a function a line, fields separated by `; `, the formula last."""

from __future__ import annotations

from collections.abc import Sequence

from diffcheck.model.catalogue import Entry
from diffcheck.render.functions.words import NOWHERE, names_words, places
from diffcheck.render.words.look import Look


def render(entries: Sequence[Entry], look: Look, alone: bool) -> str:
    """One line for each entry."""
    return "\n".join(_line(entry, look) for entry in entries)


def _line(entry: Entry, look: Look) -> str:
    fields = [names_words(entry, symbols=look.symbols)]
    if entry.report is not None:
        fields.append(f"domain {entry.report.domain}")
    fields.append(f"not smooth {', '.join(places(entry, symbols=False)) or NOWHERE}")
    fields.append(entry.why)
    if entry.formula is not None:
        fields.append(f"{entry.call} = {entry.formula}")
    return f"function: {'; '.join(fields)}"
