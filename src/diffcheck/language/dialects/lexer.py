"""Text to tokens where some signs and words are those of a dialect."""

from __future__ import annotations

import re
from functools import cache

from diffcheck.errors import BadInput
from diffcheck.language.dialect import Dialect
from diffcheck.language.tokens import TOKEN, Token, check_length, operator, plain_letters, plain_token

_OTHER_DIGITS = re.compile(r"0(?:[xX][0-9A-Fa-f]|[bB][01]|[oO][0-7])\w*")
_CELL = re.compile(r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![A-Za-z0-9_(])")


@cache
def _patterns(signs: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), kind) for pattern, kind in signs)


def tokenize(text: str, dialect: Dialect) -> list[Token]:
    """All tokens of the text, closed by one of kind "end". Raises BadInput for a character without meaning."""
    check_length(text)
    source = plain_letters(text)
    tokens: list[Token] = []
    at = 0
    while at < len(source):
        found = next(((match, kind) for pattern, kind in _patterns(dialect.signs) if (match := pattern.match(source, at))), None)
        if found is not None and found[0].end() > at:
            tokens += _made(*found)
            at = found[0].end()
            continue
        cell = _CELL.match(source, at) if dialect.cells else None
        if cell is not None:
            tokens.append(Token("name", cell.group().replace("$", ""), *cell.span()))
            at = cell.end()
            continue
        match = TOKEN.match(source, at)
        assert match is not None
        token = plain_token(match, text)
        at = match.end()
        if token is not None:
            if token.kind == "number":
                _check_decimal(token, source, dialect)
                token, at = _with_suffix(token, source, dialect)
            if token.kind in ("and", "or") and token.kind in dialect.calls and source.startswith("(", at):
                token = token._replace(kind="name")
            tokens.append(token)
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _check_decimal(token: Token, source: str, dialect: Dialect) -> None:
    """Raises BadInput for a number whose digits are not decimal: 0x1F, and 017 where that is octal."""
    if token.text == "0" and (other := _OTHER_DIGITS.match(source, token.start)) is not None:
        raise BadInput("syntax", "The digits of this number are not decimal.", *other.span(), "Write it in decimal digits.")
    if dialect.octal and token.text.isdigit() and token.text[0] == "0" and token.text.strip("0"):
        message = f"In {dialect.title} the digits of {token.text} are octal."
        raise BadInput("ambiguous", message, token.start, token.end, f"Write {int(token.text)} for the decimal number.")


def _with_suffix(token: Token, source: str, dialect: Dialect) -> tuple[Token, int]:
    """The number with the letters behind it that tell its type, and where it ends."""
    suffix = _suffix(dialect.suffixes).match(source, token.end) if dialect.suffixes else None
    return (token, token.end) if suffix is None else (token._replace(end=suffix.end()), suffix.end())


@cache
def _suffix(letters: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{letters})(?![A-Za-z0-9_.])")


def _made(match: re.Match[str], kind: str) -> list[Token]:
    """The tokens that a sign of the dialect is."""
    start, end = match.span()
    match kind:
        case "":
            return []
        case "->":
            return [Token("name", match[1], *match.span(1)), Token("->", "->", end, end)]
        case "f(x)=":
            name, variable = Token("name", match[1], *match.span(1)), Token("name", match[2], *match.span(2))
            return [name, Token("(", "(", name.end, name.end), variable, Token(")", ")", end - 1, end - 1), Token("=", "=", end - 1, end)]
        case "pi" | "E" | "True" | "False":
            return [Token("name", kind, start, end)]
        case r"\1":
            sign = operator(match[1])
            return [Token(sign, sign, start, end)]
        case _:
            return [Token(kind, kind, start, end)]
