"""Which dialect a text is in: the one that is named, else what its evidence says, else the plain language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.language.formula import Asked, Formula
from diffcheck.language.formulas import formula_of, read_formula
from diffcheck.language.substitute import unfolded
from diffcheck.language.tokens import is_latex
from diffcheck.language.write import reading
from diffcheck.model.tree import Node

if TYPE_CHECKING:
    from diffcheck.language.dialect import Dialect

_SUSPECT: Final = re.compile(
    r"[?]|&&|\|\||[0-9]\.[0-9]*[fF]\b|\w\.[A-Za-z(]|\.[*^/+-]|^\s*=|\w\[|\bdef\b|\blambda\b|===|@\(|::|;\s*\w+\s*="
)
"""What the plain language may read as well, though code reads it in another way."""
_TRIED: Final = frozenset({"unknown_name", "unknown_function", "arity", "character", "syntax", "infinity"})
"""Errors after which a text may be in a dialect without evidence of it."""
_LONGEST: Final = 20_000
_LONGEST_SHOWN: Final = 80


def read_text(text: str, asked: Asked, dialect: str | None = None) -> Formula:
    """The formula of a text in the dialect that is named, or in the one that it shows evidence of.

    Raises BadInput("ambiguous") where two dialects fit that differ, with what the text is in each.
    """
    if dialect is not None:
        from diffcheck.language.dialects import named

        one = named(dialect)
        return _told(_in_dialect(text, asked, one), one.title)
    plain = _plainly(text, asked)
    if len(text) > _LONGEST or not (isinstance(plain, DiffcheckError) or _SUSPECT.search(text)):
        return _given(plain)
    from diffcheck.language.dialects import every

    evident = [one for one in every() if one.recognises(text)]
    readings, refused = _readings(text, asked, evident or _without_evidence(text, plain))
    if not evident:
        refused = [error for error in refused if error.code == "integer_quotient"]
    return _agreed(text, plain, readings, refused, own_grammar=any(_has_own_grammar(one, text) for one in evident))


def _without_evidence(text: str, plain: Formula | DiffcheckError) -> list[Dialect]:
    """The dialects that a text may be in by its names alone, where the plain language does not know these."""
    from diffcheck.language.dialects import every

    if is_latex(text) or not (isinstance(plain, DiffcheckError) and plain.code in _TRIED):
        return []
    return [one for one in every() if one.by_names]


def _readings(text: str, asked: Asked, dialects: Iterable[Dialect]) -> tuple[list[tuple[str, Formula]], list[DiffcheckError]]:
    """The formulas of the text in those dialects that read it, with their titles, and why the others do not."""
    readings: list[tuple[str, Formula]] = []
    refused: list[DiffcheckError] = []
    for one in dialects:
        try:
            readings.append((one.title, _in_dialect(text, asked, one)))
        except (BadInput, NotYet) as error:
            refused.append(error)
    return readings, refused


def _plainly(text: str, asked: Asked) -> Formula | DiffcheckError:
    """The formula in the plain language, or why it is none there. Raises BadInput where no dialect could read the text either."""
    try:
        return read_formula(text, principal=asked.principal, declared=asked.declared, variable=asked.variable)
    except (BadInput, NotYet) as error:
        if error.code == "too_large" or (is_latex(text) and "\\" in text):
            raise
        return error


def _has_own_grammar(dialect: Dialect, text: str) -> bool:
    """Whether no other language could read the text, so that what this one says of it is what matters."""
    from diffcheck.language.dialects.blocks import is_function

    return dialect.read is not None or (dialect.statements and is_function(text)) or re.search(dialect.blocks[0], text) is not None


def _in_dialect(text: str, asked: Asked, dialect: Dialect) -> Formula:
    """The formula of a text in a dialect, by its own reader where its grammar is another one."""
    from diffcheck.language.dialects.blocks import function_tokens, is_function
    from diffcheck.language.dialects.lexer import tokenize

    if dialect.read is not None:
        return dialect.read(text, asked)
    if (block := re.search(dialect.blocks[0], text)) is not None:
        raise BadInput("syntax", f"Statements of {dialect.title} are not read.", *block.span(1), dialect.blocks[1])
    if not (dialect.statements and is_function(text)):
        return formula_of(text, tokenize(text, dialect), asked, dialect)
    tokens, further = function_tokens(text, dialect, asked)
    try:
        return formula_of(text, tokens, further, dialect)
    except BadInput as error:  # what is put in stands elsewhere in the text
        if error.start is not None and error.end is not None and error.start > error.end:
            raise BadInput(error.code, error.message, error.end, error.start, error.hint) from None
        raise


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
        return _given(plain)
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


def _given(found: Formula | DiffcheckError) -> Formula:
    if isinstance(found, DiffcheckError):
        raise found
    return found


def _told(formula: Formula, title: str) -> Formula:
    return replace(formula, notes=(f"read as {title}", *formula.notes))


def _short(tree: Node) -> str:
    shown = reading(tree)
    return shown if len(shown) <= _LONGEST_SHOWN else "the one"
