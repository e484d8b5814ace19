"""Tree to text: as SymPy reads it, and as a person reads it (which the parser reads back to the same tree).

Brackets are written where they are needed, and around a quotient that begins a product: (1/2)*x.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from diffcheck.functions import register
from diffcheck.functions.facts import Function
from diffcheck.language.reader import POWER, PRODUCT, SUM
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth

_ATOM: Final = 10
_SIGNED_PRODUCT: Final = 4
_SIGNED: Final = 5
"""The levels of texts that begin with a minus sign of their own: looser than a sum, yet right without brackets where a term begins."""

Written = tuple[str, int]
"""Text, and how tightly it binds."""


def sympy_text(node: Node | Condition) -> str:
    """The formula or condition as written, in SymPy's syntax: `Max(0, x)`, `x/x`, `Piecewise((x**2, x < 1), (2*x - 1, True))`.

    A named function is written as its formula, and a function that SymPy lacks in the functions that it has.
    """
    return _Sympy().write(node)[0]


def reading(node: Node | Condition) -> str:
    """The formula or condition for people: `max(0, x)`, `x·⌊x⌋`, `(1/2)·x`, `√x`, `{x^2, x < 1; 2x - 1, otherwise}`.

    Read again it gives the same tree; a principal power needs the same reading of roots, a Number that is no decimal becomes a quotient.
    """
    writer = _Reading()
    return writer.braces(node.branches) if isinstance(node, Cases) else writer.write(node)[0]


class _Writer:
    """Sums, products, powers and brackets, which both texts share."""

    times = "*"
    power = "**"

    def write(self, node: Node | Condition) -> Written:
        match node:
            case Number(value):
                return self.number(value)
            case Name(name):
                return name, _ATOM
            case Apply(head, args):
                return self.apply(head, args)
            case Named():
                return self.named(node)
            case Cases(branches):
                return self.cases(branches)
            case Truth(value):
                return str(value), _ATOM
            case Compare() | Logic():
                return self.condition(node)

    def text(self, node: Node | Condition) -> str:
        return self.write(node)[0]

    def at_least(self, level: int, node: Node) -> str:
        """The node's text, in brackets if it binds less tightly than the level."""
        text, binds = self.write(node)
        return text if binds >= level else f"({text})"

    def first(self, level: int, node: Node) -> str:
        """The same where a term begins, so that a minus sign needs no brackets."""
        text, binds = self.write(node)
        return text if binds >= level or binds in (_SIGNED, _SIGNED_PRODUCT) else f"({text})"

    def listed(self, nodes: Sequence[Node]) -> str:
        return ", ".join([self.text(node) for node in nodes])

    def apply(self, head: str, args: tuple[Node, ...]) -> Written:
        match head, args:
            case "+", (_, _, *_):
                return self.sum(args)
            case "*", (_, _, *_):
                return self.product(args)
            case "/", (above, below):
                text = f"{self.first(PRODUCT, above)}/{self.at_least(POWER, below)}"
                return text, _SIGNED_PRODUCT if text.startswith("-") else PRODUCT
            case "neg", (arg,):
                return f"-{self.at_least(POWER, arg)}", _SIGNED
            case (("^" | "principal_power"), (base, exponent)):
                return f"{self.at_least(_ATOM, base)}{self.power}{self.at_least(POWER, exponent)}", POWER
            case (("+" | "*"), (only,)):
                return self.write(only)
            case (("+" | "*"), ()):
                return ("0" if head == "+" else "1"), _ATOM
            case _:
                return self.call(head, args)

    def sum(self, terms: tuple[Node, ...]) -> Written:
        pieces = [self.first(PRODUCT, terms[0])]
        for term in terms[1:]:
            sign = " + "
            if isinstance(term, Apply) and term.head == "neg":
                sign, term = " - ", term.args[0]
            pieces += [sign, self.at_least(PRODUCT, term)]
        return "".join(pieces), SUM

    def product(self, factors: tuple[Node, ...]) -> Written:
        text, binds = self.write(factors[0])
        pieces = [text if binds == _SIGNED or binds > PRODUCT else f"({text})"]
        for before, factor in pairwise(factors):
            beside = self.at_least(POWER, factor)
            pieces += [self.between(before, beside), beside]
        return "".join(pieces), _SIGNED_PRODUCT if binds == _SIGNED else PRODUCT

    def between(self, before: Node, text: str) -> str:
        """The sign between two factors."""
        return self.times

    def number(self, value: Fraction) -> Written:
        return str(value), _SIGNED if value < 0 else _ATOM if value.denominator == 1 else PRODUCT

    def named(self, node: Named) -> Written:
        raise NotImplementedError

    def call(self, head: str, args: tuple[Node, ...]) -> Written:
        raise NotImplementedError

    def cases(self, branches: tuple[tuple[Node, Condition], ...]) -> Written:
        raise NotImplementedError

    def condition(self, node: Compare | Logic) -> Written:
        raise NotImplementedError


class _Sympy(_Writer):
    def named(self, node: Named) -> Written:
        return self.write(node.body)

    def call(self, head: str, args: tuple[Node, ...]) -> Written:
        if not args:
            return head, _ATOM
        declaration = register.declared(head)
        if isinstance(declaration, Function) and declaration.in_sympy is not None:
            return self.write(declaration.in_sympy(*args))
        return f"{head}({self.listed(args)})", _ATOM

    def cases(self, branches: tuple[tuple[Node, Condition], ...]) -> Written:
        pairs = [f"({self.text(value)}, {self.text(condition)})" for value, condition in branches]
        return f"Piecewise({', '.join(pairs)})", _ATOM

    def condition(self, node: Compare | Logic) -> Written:
        match node:
            case Compare("==", left, right):
                return f"Eq({self.text(left)}, {self.text(right)})", _ATOM
            case Compare("!=", left, right):
                return f"Ne({self.text(left)}, {self.text(right)})", _ATOM
            case Compare(relation, left, right):
                return f"{self.text(left)} {relation} {self.text(right)}", _SIGNED
            case Logic(operator, args):
                return f"{operator.capitalize()}({', '.join([self.text(arg) for arg in args])})", _ATOM


_SIGNS: Final = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_COMPARING, _AND, _OR = 3, 2, 1


class _Reading(_Writer):
    times = "·"
    power = "^"

    def number(self, value: Fraction) -> Written:
        decimal = _decimal(value)
        if decimal is None:
            return super().number(value)
        return decimal, _SIGNED if value < 0 else _ATOM

    def between(self, before: Node, text: str) -> str:
        plain = isinstance(before, Number) and before.value >= 0 and (_decimal(before.value) or "-").replace(".", "").isdigit()
        beside = text[0].isalpha() and text[0] not in "eE" and "(" not in text and not text.startswith(register.written_as("%").name)
        return "" if plain and beside else self.times

    def named(self, node: Named) -> Written:
        return f"{_name(node.head)}({self.listed(node.args)})", _ATOM

    def call(self, head: str, args: tuple[Node, ...]) -> Written:
        if not args:
            return _name(head), _ATOM
        declaration = register.declared(head)
        if isinstance(declaration, Function) and len(args) == 1:
            if declaration.fences is not None:
                opening, closing = declaration.fences
                return f"{opening}{self.text(args[0])}{closing}", _ATOM
            if declaration.radical:
                inner = self.text(args[0])
                return declaration.radical + (inner if inner.isalnum() else f"({inner})"), POWER
        return f"{_name(head)}({self.listed(args)})", _ATOM

    def cases(self, branches: tuple[tuple[Node, Condition], ...]) -> Written:
        match branches:
            case (Number(one), condition), (Number(zero), Truth(True)) if one == 1 and zero == 0:
                return f"[{self.text(condition)}]", _ATOM
            case _:
                return self.braces(branches), _ATOM

    def braces(self, branches: tuple[tuple[Node, Condition], ...]) -> str:
        """The cases between braces, the last resort as `otherwise`."""
        conditions = ["otherwise" if condition == Truth(True) else self.text(condition) for _, condition in branches]
        pairs = [f"{self.text(value)}, {condition}" for (value, _), condition in zip(branches, conditions, strict=True)]
        return f"{{{'; '.join(pairs)}}}"

    def condition(self, node: Compare | Logic) -> Written:
        match node:
            case Compare(relation, left, right):
                return f"{self.text(left)} {_SIGNS[relation]} {self.text(right)}", _COMPARING
            case Logic("not", (arg,)):
                return f"not ({self.text(arg)})", _COMPARING
            case Logic(_, (only,)):
                return self.write(only)
            case Logic("and", args) if chain := self._chain(args):
                return chain, _COMPARING
            case Logic(operator, args):
                level = _AND if operator == "and" else _OR
                parts = [text if binds > level else f"({text})" for text, binds in map(self.write, args)]
                return f" {operator} ".join(parts), level

    def _chain(self, args: tuple[Condition, ...]) -> str:
        """`0 < x < 1` for comparisons that share their sides; else nothing."""
        links = [arg for arg in args if isinstance(arg, Compare)]
        if len(links) < len(args) or any(a.right != b.left for a, b in pairwise(links)):
            return ""
        return self.text(links[0].left) + "".join([f" {_SIGNS[link.relation]} {self.text(link.right)}" for link in links])


def _name(head: str) -> str:
    """What the input may call a head: the head itself where that is a spelling of it."""
    declaration = register.declared(head)
    if isinstance(declaration, Function) and declaration.name:
        return declaration.name
    if declaration is None or head in declaration.spellings or not declaration.spellings:
        return head
    return declaration.spellings[0]


def _decimal(value: Fraction) -> str | None:
    """The number as a decimal that reads back exactly; None if it has none. Very small and very large ones take an exponent."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1 or places > 1000:
        return None
    digits = str(abs(value.numerator) * 10**places // value.denominator)
    sign = "-" if value < 0 else ""
    stripped = digits.rstrip("0")
    if places > 40 or (places == 0 and len(digits) - len(stripped) > 20):
        exponent = len(digits) - len(stripped) - places
        return f"{sign}{stripped}e{exponent}"
    if places == 0:
        return sign + digits
    digits = digits.zfill(places + 1)
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
