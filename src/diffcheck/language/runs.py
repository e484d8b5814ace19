"""Letters written without spaces between them: `ax + b` is a product, `sinx` an application, and longer runs are none of both."""

from __future__ import annotations

import re

from diffcheck.errors import BadInput
from diffcheck.functions import register
from diffcheck.language.function_names import LONGEST_RUN, functions
from diffcheck.language.greek import GREEK
from diffcheck.language.names import IMAGINARY, UNDECLARED, symbol_name
from diffcheck.language.tokens import KEYWORDS, Token


def is_known(word: str) -> bool:
    """Whether a word has a meaning of its own."""
    return register.spelled(word) is not None or word in GREEK or word in UNDECLARED or word in KEYWORDS


def apart(tokens: list[Token], variable: str, declared: frozenset[str]) -> tuple[list[Token], tuple[str, ...]]:
    """The tokens of a plain text with such runs taken apart, and what is to be said of that.

    Two letters of which one is the variable, neither they nor the run a known name, are a product. A function's name followed at
    once by a number, the variable, or both is an application. Raises BadInput where it may be another function: `log2x`.
    """

    def may_be_run(token: Token) -> bool:
        word = token.text
        return 1 < len(word) <= LONGEST_RUN and word not in declared and not is_known(word) and not symbol_name(word)

    runs = {token.start for token in tokens if token.kind == "name" and may_be_run(token)}
    if not runs:
        return tokens, ()
    found: list[Token] = []
    notes: list[str] = []
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        word = token.text
        split = (_product(token, after, variable) or _application(token, after, variable)) if token.start in runs else None
        if split is None:
            found.append(token)
            continue
        found += split
        told = "*".join(t.text for t in split) if split[0].text not in functions() else f"{split[0].text}({word[len(split[0].text) :]})"
        notes.append(f"{word} is read as {told}")
    return found, tuple(dict.fromkeys(notes))


def _product(token: Token, after: Token, variable: str) -> list[Token] | None:
    """The two factors of a run such as `ax`; None for another run."""
    word = token.text
    if len(word) != 2 or token.end - token.start != 2 or not word.isalpha() or variable not in word:
        return None
    called = after.kind == "(" and after.start == token.end
    euler = word[1] == "e" and after.kind == "^"
    other = word.replace(variable, "", 1)
    if (is_known(other) and not euler) or other in IMAGINARY or (called and word[1] != variable):
        return None
    return [Token("name", letter, token.start + place, token.start + place + 1) for place, letter in enumerate(word)]


def _application(token: Token, after: Token, variable: str) -> list[Token] | None:
    """The function and its argument in a run such as `cos2x`; None for another run."""
    word = token.text
    if token.end - token.start != len(word):
        return None
    name = next((name for name in functions() if word.startswith(name)), None) if word.startswith(tuple(functions())) else None
    match = re.fullmatch(rf"([0-9]*)({re.escape(variable)})?", word[len(name) :]) if name else None
    if name is None or match is None or not match.group():
        return None
    number, letter = match[1], match[2] or ""
    if number:
        _check_number(token, name, number, letter, after)
    place = token.start + len(name)
    parts = [Token("name", name, token.start, place)]
    if number:
        parts.append(Token("number", number, place, place + len(number)))
    if letter:
        parts.append(Token("name", letter, token.end - len(letter), token.end))
    return parts


def _check_number(token: Token, name: str, number: str, letter: str, after: Token) -> None:
    """Raises BadInput for a number behind a function's name that may belong to the name, or be a power: `log2x`, `sin2(x)`."""
    if is_known(name + number):
        hint = f"Write {name}({number}{letter}) or {name}{number}({letter})."
        raise BadInput("ambiguous", f"{token.text} can mean two things.", token.start, token.end, hint)
    if not letter and after.kind in ("(", "name"):
        hint = f"Write {name}({number}) * …, or {name}^{number} …"
        raise BadInput("unknown_name", f"{token.text} may be {name} of {number} or a power of {name}.", token.start, token.end, hint)
