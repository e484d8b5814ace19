"""Text to tokens: what goes in is the source, what comes out are tokens with their spans in code points of that source.

A token's kind is the operator itself in its plain form ("^" for both `^` and `**`), or "number", "name", "super", a keyword, "end".
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final, NamedTuple

from diffcheck.errors import BadInput, NotYet
from diffcheck.language.greek import GLYPHS

MAX_LENGTH: Final = 500_000
MAX_DIGITS: Final = 1000
MAX_EXPONENT: Final = 1000

KEYWORDS: Final = frozenset({"if", "else", "and", "or", "not", "otherwise"})

_PLAIN: Final = {
    "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "∙": "*", "∗": "*", "÷": "/", "∕": "/", "⁄": "/",
    "≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=", "≠": "!=", "∧": "and", "∨": "or", "¬": "not",
    "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉", "√": "√", "∛": "∛", "∜": "∜", "∞": "∞", "∣": "|", "│": "|",
    "**": "^", "=<": "<=", "==": "==", "<>": "!=", "&&": "and", "&": "and", "!": "not", "~": "not",
}  # fmt: skip

_SUPERSCRIPTS: Final = {**dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)), "⁺": "+", "⁻": "-", "ˣ": "x", "ⁿ": "n"}
_SUBSCRIPTS: Final = {ord(c): str(i) for i, c in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_VULGAR: Final = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}
_GREEK: Final = "".join(GLYPHS)

_TOKEN: Final = re.compile(
    rf"""
    (?P<space>\A\ufeff|[ \t\r\n\u00a0\u2000-\u200a\u202f\u205f\u3000]+)
  | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<name>(?:[A-Za-z][A-Za-z0-9]*|[{_GREEK}][0-9]*)(?:_[A-Za-z0-9]*|[₀-₉]+)*)
  | (?P<op>\*\*|<=|>=|==|!=|<>|=<|&&|//|[-+*/^%<>=!&|~?:,;()\[\]{{}}−–·⋅×∙∗÷∕⁄≤⩽≥⩾≠∧∨¬⌊⌋⌈⌉√∛∜∞∣│])
  | (?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ˣⁿ]+)
  | (?P<vulgar>[½⅓⅔¼¾⅕⅛])
  | (?P<bad>.)
    """,
    re.VERBOSE | re.DOTALL,
)


_HINTS: Final = {
    ".": "A dot belongs to a number, such as 0.5.",
    "'": "Derivatives and quotes are not read.",
    "_": "A name begins with a letter.",
}


class Token(NamedTuple):
    """One word of the input; text is its plain form, start and end (exclusive) are code points of the source."""

    kind: str
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """All tokens of the text, closed by one of kind "end".

    Raises BadInput for text that is too long or holds a character without meaning, NotYet for LaTeX.
    """
    if len(text) > MAX_LENGTH:
        raise BadInput("too_large", f"The formula is longer than {MAX_LENGTH} characters.")
    source = text if text.isascii() else "".join(map(_plain_letter, text))
    tokens: list[Token] = []
    for match in _TOKEN.finditer(source):
        kind, word = match.lastgroup, match.group()
        start, end = match.span()
        if kind == "op":
            plain = _PLAIN.get(word, word)
            tokens.append(Token(plain, plain, start, end))
        elif kind == "number":
            tokens.append(Token("number", word, start, end))
        elif kind == "name":
            word = _subscript(word)
            tokens.append(Token(word if word in KEYWORDS else "name", word, start, end))
        elif kind == "super":
            tokens.append(Token("super", "".join(_SUPERSCRIPTS[c] for c in word), start, end))
        elif kind == "vulgar":
            tokens.append(Token("vulgar", _VULGAR[word], start, end))
        elif kind == "bad":
            raise _no_meaning(text[start], start)
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def exact_number(token: Token) -> Fraction:
    """The exact value of a number token: `0.1` is 1/10, `2e3` is 2000. Raises BadInput("too_large") beyond the caps."""
    word = token.text
    if word.isdigit() and len(word) <= MAX_DIGITS:
        return Fraction(int(word))
    mantissa, _, exponent = word.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    if len(whole) + len(part) > MAX_DIGITS:
        raise BadInput("too_large", f"This number has more than {MAX_DIGITS} digits.", token.start, token.end)
    if len(exponent.lstrip("+-0")) > 6 or abs(int(exponent or "0")) > MAX_EXPONENT:
        raise BadInput("too_large", f"This number has an exponent beyond {MAX_EXPONENT}.", token.start, token.end)
    shift = int(exponent or "0") - len(part)
    digits = int(whole + part)
    return Fraction(digits * 10**shift) if shift >= 0 else Fraction(digits, 10**-shift)


def _plain_letter(c: str) -> str:
    """Mathematical and full-width letters and digits as plain ones; any other character as it is (always one character)."""
    code = ord(c)
    if 0x1D400 <= code <= 0x1D7FF or 0xFF01 <= code <= 0xFF5E or c in "ℯℎ":
        plain = unicodedata.normalize("NFKC", c)
        return plain if len(plain) == 1 else c
    return c


def _subscript(word: str) -> str:
    """A name in plain letters: `x₀` is x_0, `α1` is alpha1."""
    if word.isascii():
        return word
    plain = word.translate(_SUBSCRIPTS)
    if plain != word:
        cut = next(i for i, c in enumerate(word) if ord(c) in _SUBSCRIPTS)
        plain = plain[:cut] + ("" if plain[cut - 1] == "_" else "_") + plain[cut:]
    return GLYPHS.get(plain[0], plain[0]) + plain[1:]


def _no_meaning(c: str, place: int) -> BadInput | NotYet:
    """The error for a character that no formula holds; one that cannot be seen is named by its code."""
    code = f"U+{ord(c):04X}"
    if c == "\\":
        return NotYet("latex", "LaTeX is not read yet.", place, place + 1, "Write plain text, such as max(0, x) or x^2/2.")
    if c.isprintable() and not unicodedata.combining(c):
        return BadInput("character", f"The character {c} has no meaning here.", place, place + 1, _HINTS.get(c))
    name = unicodedata.name(c, "control character").lower()
    return BadInput("character", f"The text holds a character that cannot be seen ({code}, {name}).", place, place + 1, "Delete it.")
