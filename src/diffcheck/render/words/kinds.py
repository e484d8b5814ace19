"""A kind of point explained at length, with an example, for who asks for the word."""

from __future__ import annotations

from diffcheck.model.kind import Kind


def kind_named(word: str) -> Kind | None:
    """The kind that a word names, as it stands in JSON (`vertical_tangent`) or in a table (`vertical tangent`)."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    return next((kind for kind in Kind if plain in (kind.value, kind.facts.word.replace(" ", "_"))), None)


def explain_kind(word: str, *, symbols: bool = True) -> str | None:
    """What a kind word means, with an example, as paragraphs of text; None if it is no kind word."""
    kind = kind_named(word)
    if kind is None:
        return None
    facts = kind.facts
    parts = [f"{kind.value}: {facts.name}" if facts.name != kind.value else kind.value, facts.lesson]
    if facts.example is not None:
        formula, place = facts.example
        parts.append(f"Example: {formula} at {place}. {facts.seen}")
    shown = "\n".join(parts)
    for plain, symbol in (("+oo", "+∞"), ("-oo", "-∞"), ("C^oo", "C^∞"), ("->", "→"), ("!=", "≠")) if symbols else ():
        shown = shown.replace(plain, symbol)
    return shown
