"""The boxes of mathematics in presentation MathML, of the elements that browsers know (MathML Core); no text can be a tag."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from diffcheck.model.term import Chain, Sum, Term
from diffcheck.render.words.typeset import CAPITALS, GREEK, Typesetter, leaves

UPRIGHT: Final = {**CAPITALS, "oo": "∞", "Integers": "ℤ", "Naturals": "ℕ", "Reals": "ℝ"}
SIGNS: Final = {
    "-": "−", "times": "\u2062", "<=": "≤", ">=": "≥", "!=": "≠", "->": "→", "~": "≈", "in": "∈", "not in": "∉", "U": "∪", "\\": "∖",
    "⁺": "+", "⁻": "−", "'": "′", "''": "″", "'''": "‴",
}  # fmt: skip
SPACES: Final = {"/": ' lspace="0" rspace="0"', ":": ' lspace="0.28em" rspace="0.28em"'}
HIGH: Final = ("<mfrac", "<mtable")
ROOM: Final = 6
"""Leaves of a formula that stays in one piece."""
LONG: Final = 12
"""Leaves of a formula that may not fit into a line of its own."""
APPLY: Final = "<mo>\u2061</mo>"


def block(mathematics: str) -> str:
    """A formula on a line of its own."""
    return f'<math display="block">{mathematics}</math>'


def inline(mathematics: str) -> str:
    """A formula within words."""
    return f"<math>{mathematics}</math>"


def large(mathematics: str) -> str:
    """A part of a formula that has lines of its own."""
    return f'<math displaystyle="true">{mathematics}</math>'


class MathML(Typesetter):
    """Boxes of MathML; each is one element."""

    def breakable(self, part: Term) -> list[str]:
        """A long comparison, union or sum as several formulas, for no browser breaks the line within one."""
        return [self.row(boxes) for boxes in self._pieces(part, self.is_flat(part))]

    def displayed(self, part: Term) -> list[str]:
        if leaves(part) < LONG or "<mtable" in self.set(part):
            return [self.set(part)]
        return [self.row(boxes) for boxes in self._pieces(part, False)]

    def _pieces(self, part: Term, small: bool) -> list[list[str]]:
        match part:
            case Chain(joints, (start, *rest)) if leaves(part) > ROOM:
                pieces = self._pieces(start, small)
                for joint, other in zip(joints, rest, strict=True):
                    begun, *more = self._pieces(other, small)
                    pieces += [[self._between(joint), *begun], *more]
                return pieces
            case Sum(((sign, first), *rest)) if leaves(part) > ROOM:
                leading = [self.sign(sign), self.set(first, small)] if sign else [self.set(first, small)]
                return [leading, *([self._between(sign), self.set(term, small)] for sign, term in rest)]
            case _:
                return [[self.set(part, small)]]

    def _between(self, joint: str) -> str:
        """A sign that begins a formula and stands between two."""
        return f'<mo form="infix">{escape(SIGNS.get(joint, joint))}</mo>'

    def number(self, digits: str) -> str:
        return f"<mn>{escape(digits)}</mn>"

    def letter(self, stem: str, subscript: str) -> str:
        if stem in UPRIGHT:
            shown = f'<mi mathvariant="normal">{UPRIGHT[stem]}</mi>'
        else:
            shown = f"<mi>{escape({'E': 'e', **GREEK}.get(stem, stem))}</mi>"
        if not subscript:
            return shown
        below = f"<mn>{subscript}</mn>" if subscript.isdigit() else f"<mi>{escape(subscript)}</mi>"
        return f"<msub>{shown}{below}</msub>"

    def sign(self, sign: str) -> str:
        return f"<mo{SPACES.get(sign, '')}>{escape(SIGNS.get(sign, sign))}</mo>"

    def operator(self, name: str, *, raised: str = "", lowered: str = "") -> str:
        shown = f"<mi>{escape(name)}</mi>"
        if raised:
            return f"<msup>{shown}{raised}</msup>"
        return f"<msub>{shown}{lowered}</msub>" if lowered else shown

    def words(self, text: str) -> str:
        return f"<mtext>{escape(text).replace(' ', chr(0xA0))}</mtext>"

    def row(self, boxes: Sequence[str]) -> str:
        return boxes[0] if len(boxes) == 1 else f"<mrow>{''.join(boxes)}</mrow>"

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{above}{below}</mfrac>"

    def power(self, base: str, exponent: str) -> str:
        if base.startswith("<msub>") and base.count("<msub>") == 1 and base.endswith("</msub>"):
            return f"<msubsup>{base.removeprefix('<msub>').removesuffix('</msub>')}{exponent}</msubsup>"
        return f"<msup>{base}{exponent}</msup>"

    def stroked(self, f: str, strokes: str) -> str:
        return f"<mrow>{f}{strokes}</mrow>"  # the fonts have raised the stroke already

    def root(self, inner: str, degree: str) -> str:
        return f"<mroot>{inner}{degree}</mroot>" if degree else f"<msqrt>{inner}</msqrt>"

    def fenced(self, opening: str, inner: str, closing: str) -> str:
        high = "" if any(box in inner for box in HIGH) else ' stretchy="false"'
        forms = (' form="prefix"', ' form="postfix"') if opening == "|" else ("", "")
        return f"<mrow><mo{forms[0]}{high}>{opening}</mo>{inner}<mo{forms[1]}{high}>{closing}</mo></mrow>"

    def applied(self, head: str, arguments: str) -> str:
        return f"<mrow>{head}{APPLY}{self.fenced('(', arguments, ')')}</mrow>"

    def cases(self, rows: Sequence[tuple[str, str]]) -> str:
        cell = '<mtd style="text-align:left">{}</mtd>'
        lines = "".join(f"<mtr>{cell.format(value)}{cell.format(condition)}</mtr>" for value, condition in rows)
        brace = '<mo form="prefix" stretchy="true">{</mo>'
        return f'<mrow>{brace}<mtable columnalign="left">{lines}</mtable></mrow>'
