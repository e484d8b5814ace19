"""Which dialect a text is in: the one that is named, else what its evidence says, else the plain language."""

from __future__ import annotations

import re
from typing import Final

from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.language.parser import Formula, read_formula
from diffcheck.language.substitute import unfolded
from diffcheck.language.tokens import is_latex
from diffcheck.language.write import reading
from diffcheck.model.tree import Node

_SUSPECT: Final = re.compile(
    r"[?]|&&|\|\||[0-9]\.[0-9]*[fF]\b|\w\.[A-Za-z(]|\.[*^/+-]|^\s*=|\w\[|\bdef\b|\blambda\b|===|@\(|::|;\s*\w+\s*="
)
"""What the plain language may read as well, though code reads it in another way."""
_TRIED: Final = frozenset({"unknown_name", "unknown_function", "arity", "character", "syntax", "infinity"})
"""Errors after which a text may be in a dialect without evidence of it."""
_LONGEST: Final = 20_000
_LONGEST_SHOWN: Final = 80


def read_text(
    text: str,
    *,
    dialect: str | None = None,
    principal: bool = False,
    declared: frozenset[str] = frozenset(),
    variable: str | None = None,
) -> Formula:
    """The formula of a text in the dialect that is named, or in the one that it shows evidence of.

    Raises BadInput("ambiguous") where two dialects fit that differ, with what the text is in each.
    """
    if dialect is not None:
        return _in_dialect(text, dialect, principal, declared, variable)
    plain: Formula | DiffcheckError
    try:
        plain = read_formula(text, principal=principal, declared=declared, variable=variable)
    except (BadInput, NotYet) as error:
        plain = error
        if error.code == "too_large" or (is_latex(text) and "\\" in text):
            raise
    if len(text) > _LONGEST or not (isinstance(plain, DiffcheckError) or _SUSPECT.search(text)):
        return _plain(plain)
    from diffcheck.language.dialects import every

    evident = [one for one in every() if one.recognises(text)]
    if not evident and (is_latex(text) or not (isinstance(plain, DiffcheckError) and plain.code in _TRIED)):
        return _plain(plain)
    readings: list[tuple[str, Formula]] = []
    refused: list[DiffcheckError] = []
    for one in evident or [one for one in every() if one.by_names]:
        try:
            readings.append((one.title, read_formula(text, principal=principal, declared=declared, variable=variable, dialect=one)))
        except (BadInput, NotYet) as error:
            if error.code == "integer_quotient" or evident:
                refused.append(error)
    return _agreed(text, plain, readings, refused, own_grammar=any(one.read is not None for one in evident))


def _agreed(
    text: str,
    plain: Formula | DiffcheckError,
    readings: list[tuple[str, Formula]],
    refused: list[DiffcheckError],
    *,
    own_grammar: bool,
) -> Formula:
    """The one formula that all say; an error where they differ, or where none can be read."""
    quotient = next((error for error in refused if error.code == "integer_quotient"), None)
    if quotient is not None:
        raise quotient
    if not readings:
        if isinstance(plain, DiffcheckError) and refused and (plain.code in ("character", "syntax") or own_grammar):
            raise refused[0]
        return _plain(plain)
    if not isinstance(plain, DiffcheckError):
        readings = [("the plain language", plain), *readings]
    (title, first), *others = readings
    for other, formula in others:
        if unfolded(formula.tree) != unfolded(first.tree) or formula.on != first.on:
            one, two = _short(first.tree), _short(formula.tree)
            hint = f"Write {one} or {two}, or say which it is with --dialect."
            raise BadInput("ambiguous", f"In {title} and in {other} this is not the same function.", 0, len(text), hint)
    if isinstance(plain, DiffcheckError):
        return _told(first, title)
    return first


def _in_dialect(text: str, dialect: str, principal: bool, declared: frozenset[str], variable: str | None) -> Formula:
    from diffcheck.language.dialects import named

    one = named(dialect)
    return _told(read_formula(text, principal=principal, declared=declared, variable=variable, dialect=one), one.title)


def _plain(found: Formula | DiffcheckError) -> Formula:
    if isinstance(found, DiffcheckError):
        raise found
    return found


def _told(formula: Formula, title: str) -> Formula:
    from dataclasses import replace

    return replace(formula, notes=(f"read as {title}", *formula.notes))


def _short(tree: Node) -> str:
    shown = reading(tree)
    return shown if len(shown) <= _LONGEST_SHOWN else "the one"
