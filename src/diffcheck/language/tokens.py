"""Text to tokens: what goes in is the source, what comes out are tokens with their spans in code points of that source.

A token's kind is the operator itself in its plain form ("^" for both `^` and `**`), or "number", "name", "super", a keyword, "end".
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final, NamedTuple

from diffcheck.errors import BadInput
from diffcheck.language.greek import GLYPHS

MAX_LENGTH: Final = 500_000
MAX_DIGITS: Final = 1000
MAX_EXPONENT: Final = 1000

OPENINGS: Final = frozenset({"(", "[", "{", "⌊", "⌈", "|("})
CLOSINGS: Final = frozenset({")", "]", "}", "⌋", "⌉", "|)"})

KEYWORDS: Final = frozenset({"if", "else", "and", "or", "not", "otherwise"})

CONNECTIVES: Final = {"for": "if", "when": "if", "whenever": "if", "provided": "if", "elsewhere": "otherwise"}
"""Words of English that stand for keywords between a value and its condition."""

_PLAIN: Final = {
    "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "∙": "*", "∗": "*", "÷": "/", "∕": "/", "⁄": "/",
    "≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=", "≠": "!=", "∧": "and", "∨": "or", "¬": "not",
    "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉", "√": "√", "∛": "∛", "∜": "∜", "∞": "∞", "∣": "|", "│": "|",
    "^+": "_+", "^{+}": "_+", "_{+}": "_+", "→": "->", "⟶": "->", "↦": "->", ":=": "=", "≔": "=", "~=": "!=",
    "**": "^", "=<": "<=", "==": "==", "<>": "!=", "&&": "and", "&": "and", "!": "not", "~": "not",
}  # fmt: skip

_SUPERSCRIPTS: Final = {**dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)), "⁺": "+", "⁻": "-", "ˣ": "x", "ⁿ": "n"}
_SUBSCRIPTS: Final = {ord(c): str(i) for i, c in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_VULGAR: Final = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}
_GREEK: Final = "".join(GLYPHS) + "ℝ"

INTEGER: Final = r"[-−+]?\s*[0-9]{1,9}"
_BOUND: Final = rf"\s*(?:{INTEGER}|[A-Za-z])\s*"
_LOWER: Final = rf"_\s*\{{\s*[A-Za-z]\s*={_BOUND}\}}"
_UPPER: Final = rf"\^\s*(?:\{{{_BOUND}\}}|(?:[0-9]|[A-Za-z])(?![0-9A-Za-z]|\.[0-9]))"
_TYPED: Final = rf"_\s*\(\s*[A-Za-z]\s*={_BOUND}\)\s*\^\s*(?:\({_BOUND}\)|(?:[0-9]+|[A-Za-z])(?![0-9A-Za-z]|\.[0-9]))"
BOUNDS: Final = rf"\s*(?:\\(?:no)?limits\s*)?(?:{_LOWER}\s*{_UPPER}|{_UPPER}\s*{_LOWER}|{_TYPED})"
r"""What stands behind the sign of a sum over an index: `_{k=1}^{5}`, in Typst `_(k=1)^5`. A bound is an integer, or an index itself."""

TOKEN: Final = re.compile(
    rf"""
    (?P<space>\A\ufeff|[ \t\r\n\u00a0\u2000-\u200a\u202f\u205f\u3000]+)
  | (?P<number>(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[dD][+-]?[0-9]+(?![A-Za-z0-9_])|(?:[eE][+-]?[0-9]+)?[fF](?![A-Za-z0-9_]|\s*\())
             | (?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<over>(?:sum|prod|[∑∏ΣΠ]){BOUNDS})
  | (?P<other>o\.\s?w\.)
  | (?P<name>(?:[A-Za-z][A-Za-z0-9]*|[{_GREEK}][0-9]*)(?:_[A-Za-z0-9]*|[₀-₉]+)*)
  | (?P<op>\*\*|<=|>=|==|!=|~=|<>|=<|=>|->|:=|_\+|[_^]\{{\+\}}|\^\+(?=\s*(?:[-+*/),;\]}}|]|\Z))
        |&&|//|\.\.|[-+*/^%<>=!&|~?:,;()\[\]{{}}→⟶↦∈∉ℤℚℕ≔−–·⋅×∙∗÷∕⁄≤⩽≥⩾≠∧∨¬⌊⌋⌈⌉√∛∜∞∣│])
  | (?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ˣⁿ]+)
  | (?P<vulgar>[½⅓⅔¼¾⅕⅛])
  | (?P<bad>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""One token of the plain language; its group names the kind. A decimal may end as Fortran (`1.0d0`) and C (`1.0f`) end it."""

_LATEX: Final = re.compile(r"[\\$]|_\{")

_HINTS: Final = {
    ".": "A dot belongs to a number, such as 0.5.",
    "'": "Derivatives and quotes are not read.",
    "_": "A name begins with a letter.",
}

NUMBERS: Final = {"R": "R", "Z": "Z", "Q": "Q", "N": "N", "ℤ": "Z", "ℚ": "Q", "ℕ": "N"}
"""The sets of numbers that membership names, by their signs."""


class Token(NamedTuple):
    """One word of the input; text is its plain form, start and end (exclusive) are code points of the source."""

    kind: str
    text: str
    start: int
    end: int


def is_latex(text: str) -> bool:
    """Whether the text holds LaTeX: a command, a dollar sign, or a subscript in braces."""
    return _LATEX.search(text) is not None


def tokenize(text: str) -> list[Token]:
    """All tokens of a text without LaTeX, closed by one of kind "end".

    Raises BadInput for text that is too long or holds a character without meaning.
    """
    check_length(text)
    tokens = [token for match in TOKEN.finditer(plain_letters(text)) if (token := plain_token(match, text)) is not None]
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def check_length(text: str) -> None:
    """Nothing, if the text is no longer than a formula may be."""
    if len(text) > MAX_LENGTH:
        raise BadInput("too_large", f"The formula is longer than {MAX_LENGTH} characters.")


def plain_letters(text: str) -> str:
    """The text with mathematical and full-width letters and digits as plain ones, of the same length."""
    return text if text.isascii() else "".join(map(_plain_letter, text))


def plain_token(match: re.Match[str], text: str) -> Token | None:
    """The token that a match of TOKEN is, None for white space. Raises BadInput for a character of the text without meaning."""
    kind, word = match.lastgroup, match.group()
    start, end = match.span()
    match kind:
        case "space":
            return None
        case "op":
            plain = _PLAIN.get(word, word)
            return Token(plain, plain, start, end)
        case "number":
            return Token("number", word, start, end)
        case "name":
            word = plain_name(word)
            return Token(word if word in KEYWORDS else CONNECTIVES.get(word, "name"), word, start, end)
        case "over":
            return Token("over", word, start, end)
        case "other":
            return Token("otherwise", word, start, end)
        case "super":
            return Token("super", "".join(_SUPERSCRIPTS[c] for c in word), start, end)
        case "vulgar":
            return Token("vulgar", _VULGAR[word], start, end)
        case _:
            raise no_meaning(text[start], start)


def operator(word: str) -> str:
    """An operator in its plain form."""
    return _PLAIN.get(word, word)


def exact_number(token: Token) -> Fraction:
    """The exact value of a number token: `0.1` is 1/10, `2e3` is 2000. Raises BadInput("too_large") beyond the caps."""
    word = token.text
    if word.isdigit() and len(word) <= MAX_DIGITS:
        return Fraction(int(word))
    mantissa, _, exponent = word.lower().rstrip("f").replace("d", "e").partition("e")
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


def plain_name(word: str) -> str:
    """A name in plain letters: `x₀` is x_0, `α1` is alpha1."""
    if word.isascii():
        return word
    plain = word.translate(_SUBSCRIPTS)
    if plain != word:
        cut = next(i for i, c in enumerate(word) if ord(c) in _SUBSCRIPTS)
        plain = plain[:cut] + ("" if plain[cut - 1] == "_" else "_") + plain[cut:]
    return {**GLYPHS, "ℝ": "R"}.get(plain[0], plain[0]) + plain[1:]


def no_meaning(c: str, place: int) -> BadInput:
    """The error for a character that no formula holds; one that cannot be seen is named by its code."""
    code = f"U+{ord(c):04X}"
    if c.isprintable() and not unicodedata.combining(c):
        return BadInput("character", f"The character {c} has no meaning here.", place, place + 1, _HINTS.get(c))
    name = unicodedata.name(c, "control character").lower()
    return BadInput("character", f"The text holds a character that cannot be seen ({code}, {name}).", place, place + 1, "Delete it.")
