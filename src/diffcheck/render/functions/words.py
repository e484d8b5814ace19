"""What the forms of the register share: names, where a function is not smooth, and why, in words."""

from __future__ import annotations

from diffcheck.model.catalogue import Entry
from diffcheck.model.term import Chain, Symbol, Term
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.sentences import domain_lines, place_words

NOWHERE = "nowhere"


def names_words(entry: Entry, *, symbols: bool) -> str:
    """All spellings; what is written with a sign and has no name, as it is written."""
    signs = [] if entry.call.partition("(")[0] in entry.names else [entry.call]
    return ", ".join([*signs, *(name for name in spellings(entry, symbols=symbols) if not signs or name.isalpha())])


def spellings(entry: Entry, *, symbols: bool) -> list[str]:
    """The names that the reader's terminal can show."""
    return [name for name in entry.names if symbols or name.isascii()]


def places(entry: Entry, *, symbols: bool) -> list[str]:
    """Where it is not smooth, the places of one kind together with what happens there; [] for nowhere."""
    if entry.report is None:
        return [_condition(where, symbols) for where in entry.switches]
    kinds: dict[str, list[str]] = {}
    for point in entry.report.points:
        when = f" if {pretty(point.condition, symbols=symbols)}" if point.condition else ""
        kinds.setdefault(f"{point.kind.facts.word}{when}", []).append(place_words(point, symbols=symbols))
    return [f"{('; ' if any(',' in p for p in here) else ', ').join(here)}: {kind}" for kind, here in kinds.items()]


def _condition(where: Term, symbols: bool) -> str:
    match where:
        case Chain(("in",), (quantity, Symbol("Integers"))) if not symbols:
            return f"{pretty(quantity, symbols=symbols)} an integer"
        case _:
            return pretty(where, symbols=symbols)


def domain_words(entry: Entry, *, symbols: bool) -> str | None:
    """The domain of the function of x; None where it has several arguments."""
    return None if entry.report is None else "; ".join(domain_lines(entry.report, symbols=symbols))


def why_words(entry: Entry, *, symbols: bool) -> str:
    """The declared sentence."""
    return entry.why.replace(">=", "≥").replace("<=", "≤").replace("*", "·") if symbols else entry.why


def example_words(entry: Entry) -> list[str]:
    """Something to try: the function alone for a formula of x, equations otherwise."""
    if entry.formula is not None:
        return [f'diffcheck "{entry.asked}"']
    return [f"{left} = {right}" for left, right in entry.examples]
