"""The register as a person at a terminal wants to see it: a table by families, a list where it is narrow, a card for a function by name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from diffcheck.model.catalogue import Entry
from diffcheck.render.functions.words import NOWHERE, domain_words, example_words, names_words, places, spellings, why_words
from diffcheck.render.words.look import Look
from diffcheck.render.words.screen import lines_of

NARROW: Final = 60
WIDEST: Final = 110


def render(entries: Sequence[Entry], look: Look, alone: bool) -> str:
    """Lines of at most look.width columns, with ANSI colours if they are wanted."""
    return "\n".join(lines_of(_cards(entries, look) if alone else _families(entries, look), look)).lstrip("\n")


def _cards(entries: Sequence[Entry], look: Look) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for entry in entries:
        shown = entry.call if entry.formula is None else f"{entry.call} = {pretty_formula(entry, look)}"
        parts += [Text(""), Text(shown, style="bold"), Text("")]
        grid = Table.grid(padding=(0, 3 if look.width >= NARROW else 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for name, value in _facts(entry, look):
            grid.add_row(Text(name, style="dim"), Text(value))
        parts.append(Padding(grid, (0, 0, 0, 2), expand=False))
    return parts


def pretty_formula(entry: Entry, look: Look) -> str:
    """The formula as it is declared, in the language of the input; products and bounds with signs where these can be shown."""
    formula = entry.formula or ""
    return formula.replace("<=", "≤").replace(">=", "≥").replace("*", "·") if look.symbols else formula


def _facts(entry: Entry, look: Look) -> list[tuple[str, str]]:
    """What a card says, line by line."""
    facts = []
    others = [name for name in spellings(entry, symbols=look.symbols) if not entry.call.startswith(f"{name}(")]
    if others:
        facts.append(("also written", ", ".join(others)))
    domain = domain_words(entry, symbols=look.symbols)
    if domain is not None:
        facts.append(("domain", domain))
    found = places(entry, symbols=look.symbols)
    lead = "" if entry.report is None else "at "
    facts.append((f"{entry.asked or 'it'} is not smooth", "\n".join(lead + place for place in found) or NOWHERE))
    facts.append(("why", why_words(entry, symbols=look.symbols)))
    examples = example_words(entry)
    if examples:
        facts.append(("for example", "\n".join(examples)))
    return facts


def _families(entries: Sequence[Entry], look: Look) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for family, members in groupby(entries, key=lambda entry: entry.family):
        shown = _list if look.width < NARROW else _table
        parts += [Text(""), Text(family, style="bold underline" if look.colour else "bold"), shown(list(members), look, not parts)]
    return parts


def _table(entries: list[Entry], look: Look, headed: bool) -> RenderableType:
    width = min(look.width, WIDEST) - 2
    names, where = max(width // 4, 17), max(width // 4, 20)
    table = Table(box=None, show_header=headed, header_style="dim", padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("name", width=names, overflow="fold")
    table.add_column("not smooth at", width=where, overflow="fold")
    table.add_column("why", width=width - names - where - 6, overflow="fold")
    for entry in entries:
        found = "\n".join(places(entry, symbols=look.symbols))
        table.add_row(
            Text(names_words(entry, symbols=look.symbols), style="bold"),
            Text(found or NOWHERE, style="" if found else "dim"),
            Text(why_words(entry, symbols=look.symbols)),
        )
    return Padding(table, (0, 0, 0, 2), expand=False)


def _list(entries: list[Entry], look: Look, headed: bool) -> RenderableType:
    grid = Table.grid(padding=0)
    grid.add_column(overflow="fold")
    for entry in entries:
        where = ", ".join(places(entry, symbols=look.symbols)) or NOWHERE
        grid.add_row(Padding(Text(names_words(entry, symbols=look.symbols), style="bold"), (0, 0, 0, 2)))
        grid.add_row(Padding(Text.assemble(("not smooth: ", "dim"), where), (0, 0, 0, 4)))
        grid.add_row(Padding(Text(why_words(entry, symbols=look.symbols)), (0, 0, 0, 4)))
    return grid
