"""Text to tokens, in either language, and what LaTeX's invisible braces mean: brackets, where the formula looks so in print too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from diffcheck.errors import BadInput, DiffcheckError
from diffcheck.language.tokens import Token, is_latex, tokenize

T = TypeVar("T")

MAX_SEARCHED: Final = 20_000
"""The most tokens among which the braces that matter are looked for."""


def agreed(text: str, read: Callable[[list[Token]], T], declared: frozenset[str] = frozenset()) -> T:
    r"""What `read` makes of the tokens of the text; declared: words of LaTeX that are no products of letters.

    In LaTeX `\sin{x}` and `{x}^2` hold braces that are no arguments, and that print does not show. They are brackets. The
    formula is read without them too, as it looks in print: where that means something else, as of `\sin{x}^2` and `{2x}^2`,
    BadInput("ambiguous") is raised; where only one of the two can be read, that one is meant.
    """
    if not is_latex(text):
        return read(tokenize(text))
    from diffcheck.language.latex import translate

    found = translate(text, declared)
    if not found.bare:
        return read(found.tokens)
    bracketed = _outcome(read, found.tokens)
    printed = _outcome(read, found.without(len(found.bare)))
    if isinstance(bracketed, DiffcheckError):
        if isinstance(printed, DiffcheckError):
            raise bracketed
        return printed
    if isinstance(printed, DiffcheckError) or printed == bracketed:
        return bracketed
    message = "Without these braces, which print does not show, the formula means something else."
    same, other = 0, len(found.bare)
    if len(found.tokens) > MAX_SEARCHED:
        raise BadInput("ambiguous", message.replace("these braces", "its braces"))
    while other - same > 1:
        middle = (same + other) // 2
        if _outcome(read, found.without(middle)) == bracketed:
            same = middle
        else:
            other = middle
    opening, closing = (found.tokens[place] for place in found.bare[other - 1])
    raise BadInput("ambiguous", message, opening.start, closing.end, r"Write \left( … \right), or leave them out.")


def _outcome(read: Callable[[list[Token]], T], tokens: list[Token]) -> T | DiffcheckError:
    """What is read, or why it cannot be."""
    try:
        return read(tokens)
    except DiffcheckError as error:
        return error
