"""The register as a page of Markdown: a table for each family of functions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from diffcheck.model.catalogue import Entry
from diffcheck.render.functions.words import NOWHERE, domain_words, names_words, places, why_words
from diffcheck.render.words.look import Look

HEAD = ("name", "formula", "domain", "not smooth at", "why")


def render(entries: Sequence[Entry], look: Look, alone: bool) -> str:
    """The tables, each under the name of its family."""
    parts: list[str] = []
    for family, members in groupby(entries, key=lambda entry: entry.family):
        rows = [_row(entry, look.symbols) for entry in members]
        parts += [f"## {family.capitalize()}", _table(rows)]
    return "\n\n".join(parts)


def _row(entry: Entry, symbols: bool) -> tuple[str, ...]:
    formula = entry.call if entry.formula is None else f"{entry.call} = {entry.formula}"
    return (
        ", ".join(f"`{name}`" for name in names_words(entry, symbols=symbols).split(", ")),
        f"`{formula}`",
        domain_words(entry, symbols=symbols) or "",
        "<br>".join(places(entry, symbols=symbols)) or NOWHERE,
        why_words(entry, symbols=symbols),
    )


def _table(rows: list[tuple[str, ...]]) -> str:
    lines = [HEAD, tuple("---" for _ in HEAD), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    """A cell: nothing in it is markup but its backticks, and no bar ends it."""
    parts = text.split("`")
    for i, part in enumerate(parts):
        parts[i] = (part if i % 2 else part.replace("\\", "\\\\").replace("*", "\\*")).replace("|", "\\|")
    return "`".join(parts)
