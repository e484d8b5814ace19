"""The boxes of mathematics in LaTeX, and words made safe for it: ASCII alone, for pdflatex with amsmath and amssymb."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from diffcheck.render.words.typeset import CAPITALS, GREEK, Typesetter

LATIN: Final = {"Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M", "Nu": "N",
                "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X"}  # fmt: skip
LETTERS: Final = {
    **{name: f"\\{name}" for name in (*GREEK, *CAPITALS)}, **{name: rf"\mathrm{{{letter}}}" for name, letter in LATIN.items()},
    "lamda": r"\lambda", "Lamda": r"\Lambda", "epsilon": r"\varepsilon", "phi": r"\varphi", "omicron": "o", "E": "e", "oo": r"\infty",
    "Integers": r"\mathbb{Z}", "Naturals": r"\mathbb{N}", "Reals": r"\mathbb{R}",
}  # fmt: skip
SIGNS: Final = {
    "·": r"\cdot", "times": "", "<=": r"\le", ">=": r"\ge", "!=": r"\ne", "->": r"\to", "~": r"\approx", "in": r"\in", "U": r"\cup",
    "not in": r"\notin", "\\": r"\setminus", "≡": r"\equiv", "⁺": "+", "⁻": "-", ":": ":",
    "'": r"\prime", "''": r"\prime\prime", "'''": r"\prime\prime\prime",
}  # fmt: skip
OPERATORS: Final = frozenset(
    ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan", "max", "min", "exp", "log")
)
FENCES: Final = {"{": r"\{", "}": r"\}", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil"}
LONELY: Final = re.compile(r"(?<![\w'])[fu](?![\w'])|(?<![\w)-])-(?=[\w∞(|])")
TALL: Final = ("\\frac", "\\begin", "\\left")
WORDS: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": "$<$", ">": "$>$", "|": "$|$", '"': "''", "`": "{`}",
    "[": "{[}", "]": "{]}",
    "∞": r"$\infty$", "→": r"$\to$", "≤": r"$\le$", "≥": r"$\ge$", "≠": r"$\ne$", "≈": r"$\approx$", "∈": r"$\in$", "∪": r"$\cup$",
    "ℤ": r"$\mathbb{Z}$", "ℝ": r"$\mathbb{R}$", "·": r"$\cdot$", "√": r"$\surd$", "∛": r"$\sqrt[3]{\ }$", "⌊": r"$\lfloor$",
    "⌋": r"$\rfloor$", "⌈": r"$\lceil$", "⌉": r"$\rceil$", "′": r"$'$", "″": r"$''$", "–": "--", "—": "---", "…": r"\ldots{}", "−": "$-$",
    "±": r"$\pm$", "×": r"$\times$", "÷": r"$\div$", "“": "``", "”": "''", "‘": "`", "’": "'", "∑": r"$\sum$", "∫": r"$\int$",
    "∂": r"$\partial$", "ß": r"\ss{}", "ø": r"\o{}", "Ø": r"\O{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ł": r"\l{}",
    "Ł": r"\L{}", "ı": r"\i{}", "¿": "?{`}", "¡": "!{`}", "§": r"\S{}", "©": r"\copyright{}", "£": r"\pounds{}", "\u00a0": "~",
}  # fmt: skip
ACCENTS: Final = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u0308": '"',
                  "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c"}  # fmt: skip
GLYPHS: Final = {glyph: LETTERS[name] for name, glyph in (*GREEK.items(), *CAPITALS.items())}


def words(text: str, *, letters: bool = True) -> str:
    """Any text as LaTeX text in ASCII; a character without a counterpart is named by its number.

    letters: f and u that stand alone are the function and its argument, and a minus may stand before a number.
    """
    signs = {found.start(): f"${found[0]}$" for found in LONELY.finditer(text)} if letters else {}
    out: list[str] = []
    for i, character in enumerate(text):
        piece = signs.get(i) or ("{-}" if character == "-" and text[i - 1 : i] == "-" else _word(character))
        if _is_formula(piece) and out and _is_formula(out[-1]):
            out[-1] = f"{out[-1][:-1]} {piece[1:]}"
        else:
            out.append(piece)
    return "".join(out)


def _is_formula(piece: str) -> bool:
    return len(piece) > 2 and piece[0] == piece[-1] == "$"


def _word(character: str) -> str:
    if character in WORDS:
        return WORDS[character]
    if character in GLYPHS:
        return f"${GLYPHS[character]}$"
    if character.isascii():
        return character if character.isprintable() else " "
    raised = unicodedata.decomposition(character).split()
    if raised[:1] in (["<super>"], ["<sub>"]) and len(raised) == 2:
        return f"${'^' if raised[0] == '<super>' else '_'}{{{_inner(chr(int(raised[1], 16)))}}}$"
    base, accent, *more = (*unicodedata.normalize("NFD", character), "")
    if accent in ACCENTS and more == [""] and base.isascii() and base.isalpha():
        return f"\\{ACCENTS[accent]}{{{base}}}"
    return rf"{{[}}U+{ord(character):04X}{{]}}"


def _inner(character: str) -> str:
    """A raised or lowered character."""
    plain = character.isascii() and (character.isalnum() or character in "+-=()")
    return character if plain else {"−": "-", "∞": r"\infty"}.get(character, "?")


class Tex(Typesetter):
    """Boxes of LaTeX, for math mode."""

    def number(self, digits: str) -> str:
        return digits

    def letter(self, stem: str, subscript: str) -> str:
        if stem in LETTERS:
            shown = LETTERS[stem]
        else:
            safe = "".join(c if c.isalnum() and c.isascii() else r"\_" if c == "_" else "?" for c in stem)
            shown = safe if len(stem) == 1 else rf"\mathit{{{safe}}}"
        return f"{shown}_{{{subscript}}}" if subscript else shown

    def sign(self, sign: str) -> str:
        return SIGNS.get(sign, sign)

    def operator(self, name: str, *, raised: str = "", lowered: str = "") -> str:
        safe = name.replace("_", r"\_")
        shown = "\\" + name if name in OPERATORS else safe if len(name) == 1 else rf"\operatorname{{{safe}}}"
        return shown + (f"_{{{lowered}}}" if lowered else "") + (f"^{{{raised}}}" if raised else "")

    def words(self, text: str) -> str:
        return rf"\text{{{words(text)}}}"

    def row(self, boxes: Sequence[str]) -> str:
        out = ""
        for i, box in enumerate(boxes):
            tight = not out or out.endswith("/") or box in (",", "/") or (i == 1 and out in ("-", "+"))
            out += box if tight or not box else f" {box}"
        return out

    def fraction(self, above: str, below: str) -> str:
        return rf"\frac{{{above}}}{{{below}}}"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent}}}"

    def stroked(self, f: str, strokes: str) -> str:
        return f"{f}^{{{strokes}}}"

    def root(self, inner: str, degree: str) -> str:
        return rf"\sqrt[{degree}]{{{inner}}}" if degree else rf"\sqrt{{{inner}}}"

    def fenced(self, opening: str, inner: str, closing: str) -> str:
        left, right = FENCES.get(opening, opening), FENCES.get(closing, closing)
        if any(box in inner for box in TALL):
            return rf"\left{left} {inner} \right{right}"
        if opening == "|":
            return rf"\lvert {inner} \rvert"
        return f"{left} {inner} {right}" if left.startswith("\\") else left + inner + right

    def applied(self, head: str, arguments: str) -> str:
        bracket = self.fenced("(", arguments, ")")
        return rf"{head}\!{bracket}" if bracket.startswith("\\left") else head + bracket

    def cases(self, rows: Sequence[tuple[str, str]]) -> str:
        lines = r" \\ ".join(f"{value} & {condition}" for value, condition in rows)
        return rf"\begin{{cases}} {lines} \end{{cases}}"
