"""Text in SymPy's syntax in, a term out.

Beyond SymPy's syntax it knows what reports and sentences add: intervals and sets with `U` and `\\`, `(0, oo) if a > 0; {}`,
`{pi*n : n in Integers}`, `x -> Above(0)`, `c ~ 0.74` and `f'(x)`.
"""

from __future__ import annotations

import re
from typing import Final

from diffcheck.model.term import Call, Chain, Fence, Number, Power, Product, Sum, Symbol, Term

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


class Unreadable(ValueError):
    """The text is not exact text."""


def read(text: str) -> Term:
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

    def level(self, depth: int) -> Term:
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

    def sum(self) -> Term:
        sign = self.take() if self.next() in ("+", "-") else ""
        terms = [(sign, self.product())]
        while self.next() in ("+", "-"):
            sign = self.take()
            terms.append((sign, self.product()))
        return terms[0][1] if terms == [("", terms[0][1])] else Sum(tuple(terms))

    def product(self) -> Term:
        factors = [("", self.power())]
        while self.next() in ("*", "/"):
            sign = self.take()
            factors.append((sign, self.signed()))
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors))

    def signed(self) -> Term:
        if self.next() == "-":
            self.take()
            return Sum((("-", self.signed()),))
        return self.power()

    def power(self) -> Term:
        base = self.atom()
        if self.next() != "**":
            return base
        self.take()
        return Power(base, self.signed())

    def atom(self) -> Term:
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

    def items(self) -> tuple[tuple[Term, ...], str]:
        """What stands between the brackets, and the closing one."""
        found: list[Term] = []
        if self.next() in CLOSING:
            return (), self.take()
        while True:
            found.append(self.level(0))
            token = self.take()
            if token in CLOSING:
                return tuple(found), token
            if token != ",":
                raise Unreadable


def _call(head: str, args: tuple[Term, ...]) -> Term:
    """A call; Eq and Ne are comparisons."""
    if head in ("Eq", "Ne") and len(args) == 2:
        return Chain(("=" if head == "Eq" else "!=",), args)
    return Call(head, args)
