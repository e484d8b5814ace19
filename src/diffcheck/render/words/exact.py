"""Exact text in SymPy's syntax in, a small tree out: what every script (ASCII, Unicode, LaTeX, MathML) is written from.

The tree keeps the brackets of the text. Beyond SymPy's syntax it knows what reports and sentences add: intervals and sets with
`U` and `\\`, `(0, oo) if a > 0; {}`, `{pi*n : n in Integers}`, `x -> Above(0)`, `c ~ 0.74` and `f'(x)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

TOKEN: Final = re.compile(r"\s*(?:([^\W\d]\w*'*)|([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)|(\*\*|<=|>=|!=|==|->|.))", re.DOTALL)
LEVELS: Final = (
    (";",),
    ("if",),
    ("and", "or"),
    ("U", "∪", "\\"),
    (":",),
    ("but",),
    ("<", ">", "=", "==", "<=", ">=", "!=", "->", "~", "in"),
)
"""What stands between parts, loosest first; sums, products and powers bind tighter."""
JOINTS: Final = frozenset(joint for level in LEVELS for joint in level)
SPELLED: Final = {"∪": "U", "==": "="}
WORDS: Final = ("if", "and", "or")
OPENING: Final = ("(", "[", "{")
CLOSING: Final = (")", "]", "}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name, a constant or a set: `x`, `pi`, `oo`, `Integers`."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function applied to its arguments."""

    head: str
    args: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """Brackets and what stands in them: a group, an interval (which may close with the other kind), a set."""

    opening: str
    items: tuple[Part, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms, each with its sign; the first may have none."""

    terms: tuple[tuple[str, Part], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors, each with `*` or `/` before it; the first has none."""

    factors: tuple[tuple[str, Part], ...]


@dataclass(frozen=True, slots=True)
class Power:
    """A base and its exponent."""

    base: Part
    exponent: Part


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts of one level with what stands between them: a comparison, a union, alternatives."""

    joints: tuple[str, ...]
    parts: tuple[Part, ...]


Part: TypeAlias = Number | Symbol | Call | Fence | Sum | Product | Power | Chain


class Unreadable(ValueError):
    """The text is not exact text."""


def read(text: str) -> Part:
    """The tree of a text; raises Unreadable."""
    tokens = [match[1] or match[2] or match[3] for match in TOKEN.finditer(text) if match[0].strip()]
    reader = _Reader(tokens)
    try:
        part = reader.level(0)
    except RecursionError as error:
        raise Unreadable from error
    if reader.at < len(tokens):
        raise Unreadable
    return part


def inside(part: Part) -> Part:
    """What stands in a pair of round brackets; anything else as it is."""
    return part.items[0] if isinstance(part, Fence) and part.opening + part.closing == "()" and len(part.items) == 1 else part


def chained(parts: tuple[Part, ...]) -> list[Part]:
    """`p > 1` before `p < 2` becomes `1 < p < 2`."""
    out: list[Part] = []
    for part in parts:
        linked = _linked(out[-1], part) if out else None
        if linked is None:
            out.append(part)
        else:
            out[-1] = linked
    return out


def _linked(one: Part, other: Part) -> Chain | None:
    """Two bounds of the same thing as one chain."""
    low, high = (one, other) if _bounds(one, (">", ">=")) else (other, one)
    if not (isinstance(low, Chain) and isinstance(high, Chain) and _bounds(low, (">", ">=")) and _bounds(high, ("<", "<="))):
        return None
    if low.parts[0] != high.parts[0]:
        return None
    return Chain((low.joints[0].replace(">", "<"), high.joints[0]), (low.parts[1], *high.parts))


def _bounds(part: Part, joints: tuple[str, str]) -> bool:
    return isinstance(part, Chain) and len(part.joints) == 1 and part.joints[0] in joints


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.next()
        self.at += 1
        return token

    def level(self, depth: int) -> Part:
        """Parts of one level of LEVELS, or what binds tighter."""
        part = self.sum()
        if self.next() not in JOINTS:
            return part
        for here in range(len(LEVELS) - 1, depth - 1, -1):
            parts, joints = [part], []
            while self.next() in LEVELS[here]:
                token = self.take()
                joints.append(SPELLED.get(token, token))
                parts.append(self.level(here + 1))
            part = Chain(tuple(joints), tuple(parts)) if joints else part
        return part

    def sum(self) -> Part:
        sign = self.take() if self.next() in ("+", "-") else ""
        terms = [(sign, self.product())]
        while self.next() in ("+", "-"):
            sign = self.take()
            terms.append((sign, self.product()))
        return terms[0][1] if terms == [("", terms[0][1])] else Sum(tuple(terms))

    def product(self) -> Part:
        factors = [("", self.power())]
        while self.next() in ("*", "/"):
            sign = self.take()
            factors.append((sign, self.signed()))
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors))

    def signed(self) -> Part:
        if self.next() == "-":
            self.take()
            return Sum((("-", self.signed()),))
        return self.power()

    def power(self) -> Part:
        base = self.atom()
        if self.next() != "**":
            return base
        self.take()
        return Power(base, self.signed())

    def atom(self) -> Part:
        token = self.take()
        if token in OPENING:
            items, closing = self.items()
            return Fence(token, items, closing)
        if token[:1].isdigit():
            return Number(token)
        if not (token[:1].isalpha() or token.startswith("_")) or token in WORDS:
            raise Unreadable
        if self.next() == "(":
            self.take()
            args, closing = self.items()
            if closing != ")":
                raise Unreadable
            return _call(token, args)
        return Symbol(token)

    def items(self) -> tuple[tuple[Part, ...], str]:
        """What stands between the brackets, and the closing one."""
        found: list[Part] = []
        if self.next() in CLOSING:
            return (), self.take()
        while True:
            found.append(self.level(0))
            token = self.take()
            if token in CLOSING:
                return tuple(found), token
            if token != ",":
                raise Unreadable


def _call(head: str, args: tuple[Part, ...]) -> Part:
    """A call; Eq and Ne are comparisons."""
    if head in ("Eq", "Ne") and len(args) == 2:
        return Chain(("=" if head == "Eq" else "!=",), args)
    return Call(head, args)
