"""What LaTeX has beside the plain language: fractions and roots with arguments in braces, sided bars, indicators, bases of logarithms."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.functions.register import written_as
from diffcheck.language import bars
from diffcheck.language.reader import CONDITIONS, Infinite, Part, iverson
from diffcheck.language.relations import comparison
from diffcheck.language.tokens import Token
from diffcheck.language.words import Words
from diffcheck.model.tree import Apply, Compare, Node, Number, Relation

FACTOR_STARTS: Final = frozenset(
    {"number", "vulgar", "name", "over", "(", "[", "{", "⌊", "⌈", "√", "∛", "∜", "frac", "root", "|(", "indicator"}
)
"""The kinds of tokens that begin a factor; the last four are LaTeX's own."""

_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


class Constructs(Words):
    """Reads what begins with a construct of LaTeX."""

    __slots__ = ()

    def construct(self, token: Token) -> Node:
        """The construct whose first token stands at this place."""
        self.at += 1
        match token.kind:
            case "frac":
                above = self.argument()
                head = written_as(token.text if token.text == "binom" else "/").head
                return Apply(head, (above, self.argument()), self.span_from(token.start))
            case "root":
                return self.root(token)
            case "|(":
                node = self.nested_real()
                closing = self.tokens[self.at]
                if closing.kind == "end":
                    raise BadInput("syntax", f"This {token.text} is never closed.", token.start, token.end, r"Add \rvert")
                if closing.kind != "|)":
                    self.unexpected()
                self.at += 1
                return Apply(written_as("|").head, (node,), self.span_from(token.start))
            case _:
                return self.indicator(token)

    def begins_factor(self, token: Token, before: Node) -> bool:
        """Whether a factor begins with the token at this place, without a sign between it and the operand before."""
        return token.kind in FACTOR_STARTS or (token.kind == "|" and not self.open_bars and bars.opens(self, before))

    def refuse_factor(self, modulus: Node) -> None:
        r"""Raises BadInput for a factor beside the 2 of x \bmod 2, which may belong to it: print tells nothing."""
        token = self.tokens[self.at]
        if self.begins_factor(token, modulus):
            message = "It is not clear whether this factor belongs to the modulus."
            raise BadInput("ambiguous", message, token.start, token.end, r"Write x \bmod (…), or (x \bmod …).")

    def root(self, token: Token) -> Node:
        r"""\sqrt{x} is the square root, \sqrt[3]{x} the cube root, \sqrt[n]{x} the real n-th root."""
        index = None
        if self.tokens[self.at].kind == "[":
            opened = self.tokens[self.at]
            self.at += 1
            index = self.nested_real()
            self.expect("]", opened)
        node = self.argument()
        span = self.span_from(token.start)
        if index is None or index == Number(Fraction(2)):
            return Apply(written_as("√").head, (node,), span)
        if index == Number(Fraction(3)):
            return Apply(written_as("∛").head, (node,), span)
        return Apply(written_as(token.kind).head, (node, index), span)

    def indicator(self, token: Token) -> Node:
        r"""1 where the condition after it holds, else 0: \mathbb{1}_{x > 0}, \mathbb{1}[x > 0]."""
        opened = self.tokens[self.at]
        hint = r"For example \mathbb{1}_{x > 0}."
        if opened.kind not in _CLOSING:
            raise BadInput("syntax", "An indicator needs its condition.", token.start, token.end, hint)
        closing = self.closing(self.at)
        inside = [token.kind for token in self.tokens[self.at + 1 : closing]]
        if inside[:1] in (["["], ["("]) and "," in inside and self.closing(self.at + 1) == closing - 1:
            return self.indicator_of_interval(token, closing)
        self.at += 1
        part = self.nested()
        self.expect(_CLOSING[opened.kind], opened)
        if not isinstance(part, CONDITIONS):
            raise BadInput("syntax", "An indicator needs a condition.", *part.span, hint)
        following = self.tokens[self.at]
        if following.kind == "(" and opened.kind == "{":
            message = "It is not clear whether this bracket is a factor."
            raise BadInput("ambiguous", message, following.start, following.end, r"Write \cdot before it, or leave it out.")
        return iverson(part, self.span_from(token.start))

    def indicator_of_interval(self, token: Token, closing: int) -> Node:
        r"""\mathbb{1}_{[0,1)}(x): 1 where the argument lies in the interval, else 0; `closing` is the place of the brace behind it."""
        if self.tokens[closing + 1].kind != "(":
            place = (token.start, self.tokens[closing].end)
            hint = r"Write \mathbb{1}_{0 \le x \le 1}, or \mathbb{1}_{[0,1]}(x)."
            raise BadInput("syntax", "The indicator of an interval needs its variable.", *place, hint)
        left, right = self.tokens[self.at + 1].kind, self.tokens[closing - 1].kind
        self.at += 2
        low = self.nested()
        self.expect(",")
        high = self.nested()
        if self.at != closing - 1:
            self.unexpected()
        self.at = closing + 1
        opened = self.expect("(")
        node = self.nested_real()
        self.expect(")", opened)
        parts: list[Part] = [low, node, high]
        relations: list[Relation] = ["<=" if left == "[" else "<", "<=" if right == "]" else "<"]
        if isinstance(low, Infinite) and not low.positive and left == "(":  # every number is above it, whatever the argument is
            del parts[0], relations[0]
        if isinstance(high, Infinite) and high.positive and right == ")":
            del parts[-1], relations[-1]
        span = self.span_from(token.start)
        return iverson(comparison(self, parts, relations, span) if relations else Compare("==", node, node, span), span)
