"""The written tree as a term that SymPy reads, and as text that a person reads (which the parser reads back to the same tree).

Brackets are written where they are needed, and around a quotient that begins a product: (1/2)*x.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, Generic, TypeVar

from diffcheck.functions import register
from diffcheck.functions.facts import Function
from diffcheck.language.reader import POWER, PRODUCT, SUM
from diffcheck.language.size import exponent_value
from diffcheck.model.term import Call, Fence, Power, Sum, Symbol, Term, added, comparison, group, minus, multiplied, rational
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth

_ATOM: Final = 10
_SIGNED_PRODUCT: Final = 4
_SIGNED: Final = 5
"""The levels of texts that begin with a minus sign of their own: looser than a sum, yet right without brackets where a term begins."""

_SUPERSCRIPTS: Final = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED: Final = str.maketrans("-0123456789", _SUPERSCRIPTS)

Shown = TypeVar("Shown", Term, str)
Written = tuple[Shown, int]
"""What is shown, and how tightly it binds."""


def sympy_term(node: Node | Condition) -> Term:
    """The formula or condition as written, in SymPy's syntax: `Max(0, x)`, `x/x`, `Piecewise((x**2, x < 1), (2*x - 1, True))`.

    A named function is written as its formula, and a function that SymPy lacks in the functions that it has.
    """
    return _Sympy().write(node)[0]


def real_term(node: Node | Condition) -> Term:
    """The same, with real roots of negative numbers written so that SymPy means them: sign(x)*Abs(x)**(1/3) for the cube root of x."""
    return _Real().write(node)[0]


def sympy_text(node: Node | Condition) -> str:
    """The text of that term."""
    return str(sympy_term(node))


def reading(node: Node | Condition) -> str:
    """The formula or condition for people: `max(0, x)`, `x·⌊x⌋`, `(1/2)·x`, `√x`, `{x^2, x < 1; 2x - 1, otherwise}`.

    Read again it gives the same tree; a principal power needs the same reading of roots, a Number that is no decimal becomes a quotient.
    """
    return _read(_Reading(), node)


def reading_on_screen(node: Node) -> str:
    """The same with whole exponents raised, as everything else on a screen has them: `{x², x < 1; 2x - 1, otherwise}`."""
    return _read(_OnScreen(), node)


def _read(writer: _Reading, node: Node | Condition) -> str:
    return writer.braces(node.branches) if isinstance(node, Cases) else writer.write(node)[0]


class _Writer(ABC, Generic[Shown]):
    """The levels of sums, products, powers and brackets, which both scripts share."""

    def write(self, node: Node | Condition) -> Written[Shown]:
        match node:
            case Apply(head, args):
                return self.apply(head, args)
            case Number(value):
                return self.number(value)
            case Name(name):
                return self.name(name), _ATOM
            case Named():
                return self.named(node)
            case Cases(branches):
                return self.cases(branches)
            case Truth(value):
                return self.name(str(value)), _ATOM
            case Compare() | Logic():
                return self.condition(node)

    def show(self, node: Node | Condition) -> Shown:
        return self.write(node)[0]

    def at_least(self, level: int, node: Node) -> Shown:
        """The node, in brackets if it binds less tightly than the level."""
        shown, binds = self.write(node)
        return shown if binds >= level else self.bracketed(shown)

    def first(self, level: int, node: Node) -> Shown:
        """The same where a term begins, so that a minus sign needs no brackets."""
        shown, binds = self.write(node)
        return shown if binds >= level or binds in (_SIGNED, _SIGNED_PRODUCT) else self.bracketed(shown)

    def apply(self, head: str, args: tuple[Node, ...]) -> Written[Shown]:
        match head, args:
            case "+", (_, _, *_):
                return self.sum(args)
            case "*", (_, _, *_):
                return self.product(args)
            case "/", (above, below):
                shown = self.first(PRODUCT, above)
                return self.multiplied(shown, [("/", self.at_least(POWER, below))]), _SIGNED_PRODUCT if self.leads(shown) else PRODUCT
            case "neg", (arg,):
                return self.negated(self.at_least(POWER, arg)), _SIGNED
            case (("^" | "principal_power"), (base, exponent)):
                return self.raised(self.at_least(_ATOM, base), self.at_least(POWER, exponent)), POWER
            case (("+" | "*"), (only,)):
                return self.write(only)
            case (("+" | "*"), ()):
                return self.number(Fraction(0 if head == "+" else 1))
            case _:
                return self.call(head, args)

    def sum(self, terms: tuple[Node, ...]) -> Written[Shown]:
        rest = []
        for term in terms[1:]:
            sign = "+"
            if isinstance(term, Apply) and term.head == "neg":
                sign, term = "-", term.args[0]
            rest.append((sign, self.at_least(PRODUCT, term)))
        return self.added(self.first(PRODUCT, terms[0]), rest), SUM

    def product(self, factors: tuple[Node, ...]) -> Written[Shown]:
        shown, binds = self.write(factors[0])
        rest = []
        for before, factor in pairwise(factors):
            beside = self.at_least(POWER, factor)
            rest.append((self.between(before, beside), beside))
        first = shown if binds == _SIGNED or binds > PRODUCT else self.bracketed(shown)
        return self.multiplied(first, rest), _SIGNED_PRODUCT if binds == _SIGNED else PRODUCT

    @abstractmethod
    def between(self, before: Node, factor: Shown) -> str:
        """The sign between two factors."""

    @abstractmethod
    def name(self, name: str) -> Shown:
        """A name, or a truth value."""

    @abstractmethod
    def bracketed(self, shown: Shown) -> Shown:
        """In round brackets."""

    @abstractmethod
    def negated(self, shown: Shown) -> Shown:
        """Behind a minus sign."""

    @abstractmethod
    def leads(self, shown: Shown) -> bool:
        """Whether it begins with a minus sign."""

    @abstractmethod
    def added(self, first: Shown, rest: Sequence[tuple[str, Shown]]) -> Shown:
        """A sum; the first may begin with a minus sign of its own."""

    @abstractmethod
    def multiplied(self, first: Shown, rest: Sequence[tuple[str, Shown]]) -> Shown:
        """A product or quotient; the first may begin with a minus sign of its own."""

    @abstractmethod
    def raised(self, base: Shown, exponent: Shown) -> Shown:
        """A power."""

    @abstractmethod
    def number(self, value: Fraction) -> Written[Shown]:
        """A number."""

    @abstractmethod
    def named(self, node: Named) -> Written[Shown]:
        """A named function."""

    @abstractmethod
    def call(self, head: str, args: tuple[Node, ...]) -> Written[Shown]:
        """A function or a constant."""

    @abstractmethod
    def cases(self, branches: tuple[tuple[Node, Condition], ...]) -> Written[Shown]:
        """A definition by cases."""

    @abstractmethod
    def condition(self, node: Compare | Logic) -> Written[Shown]:
        """A condition."""


class _Sympy(_Writer[Term]):
    def between(self, before: Node, factor: Term) -> str:
        return "*"

    def name(self, name: str) -> Term:
        return Symbol(name)

    def bracketed(self, shown: Term) -> Term:
        return group(shown)

    def negated(self, shown: Term) -> Term:
        return minus(shown)

    def leads(self, shown: Term) -> bool:
        return isinstance(shown, Sum)  # else it would stand in brackets

    def added(self, first: Term, rest: Sequence[tuple[str, Term]]) -> Term:
        return added(first, rest)

    def multiplied(self, first: Term, rest: Sequence[tuple[str, Term]]) -> Term:
        return multiplied(first, rest)

    def raised(self, base: Term, exponent: Term) -> Term:
        return Power(base, exponent)

    def number(self, value: Fraction) -> Written[Term]:
        return rational(value), _SIGNED if value.numerator < 0 else _ATOM if value.denominator == 1 else PRODUCT

    def named(self, node: Named) -> Written[Term]:
        return self.write(node.body)

    def listed(self, nodes: Sequence[Node | Condition]) -> tuple[Term, ...]:
        return tuple([self.show(node) for node in nodes])

    def call(self, head: str, args: tuple[Node, ...]) -> Written[Term]:
        if not args:
            return Symbol(head), _ATOM
        declaration = register.declared(head)
        if isinstance(declaration, Function) and declaration.in_sympy is not None:
            return self.write(declaration.in_sympy(*args))
        return Call(head, self.listed(args)), _ATOM

    def cases(self, branches: tuple[tuple[Node, Condition], ...]) -> Written[Term]:
        return Call("Piecewise", tuple([Fence("(", self.listed(branch), ")") for branch in branches])), _ATOM

    def condition(self, node: Compare | Logic) -> Written[Term]:
        match node:
            case Compare("==", left, right):
                return comparison(self.show(left), "=", self.show(right)), _ATOM
            case Compare("!=", left, right):
                return comparison(self.show(left), "!=", self.show(right)), _ATOM
            case Compare(relation, left, right):
                return comparison(self.show(left), relation, self.show(right)), _SIGNED
            case Logic(operator, args):
                return Call(operator.capitalize(), self.listed(args)), _ATOM


class _Real(_Sympy):
    def apply(self, head: str, args: tuple[Node, ...]) -> Written[Term]:
        declaration = register.declared(head)
        if isinstance(declaration, Function) and declaration.as_power is not None:
            base, exponent = declaration.as_power(*args)
            if (q := exponent_value(exponent)) is not None and q.denominator % 2 and q.denominator > 1:
                return self._odd_root(base, q)
        return super().apply(head, args)

    def _odd_root(self, base: Node, q: Fraction) -> Written[Term]:
        """u**(p/n) for odd n is |u|**(p/n), with the sign of u if p is odd."""
        if isinstance(base, Apply) and base.head == "Abs":  # it is its own size, and its own sign
            return self.raised(self.at_least(_ATOM, base), self.at_least(POWER, Number(q))), POWER
        inner = (self.show(base),)
        size = self.raised(Call("Abs", inner), self.at_least(POWER, Number(q)))
        return (size, POWER) if q.numerator % 2 == 0 else (self.multiplied(Call("sign", inner), [("*", size)]), PRODUCT)


_SIGNS: Final = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_COMPARING, _AND, _OR = 3, 2, 1


class _Reading(_Writer[str]):
    def number(self, value: Fraction) -> Written[str]:
        decimal = _decimal(value)
        return str(value) if decimal is None else decimal, _SIGNED if value.numerator < 0 else PRODUCT if decimal is None else _ATOM

    def name(self, name: str) -> str:
        return name

    def bracketed(self, shown: str) -> str:
        return f"({shown})"

    def negated(self, shown: str) -> str:
        return f"-{shown}"

    def leads(self, shown: str) -> bool:
        return shown.startswith("-")

    def added(self, first: str, rest: Sequence[tuple[str, str]]) -> str:
        return first + "".join([f" {sign} {term}" for sign, term in rest])

    def multiplied(self, first: str, rest: Sequence[tuple[str, str]]) -> str:
        return first + "".join([sign + factor for sign, factor in rest])

    def raised(self, base: str, exponent: str) -> str:
        return f"{base}^{exponent}"

    def listed(self, nodes: Sequence[Node]) -> str:
        return ", ".join([self.show(node) for node in nodes])

    def between(self, before: Node, text: str) -> str:
        plain = isinstance(before, Number) and before.value >= 0 and (_decimal(before.value) or "-").replace(".", "").isdigit()
        beside = text[0].isalpha() and text[0] not in "eE" and "(" not in text and not text.startswith(register.written_as("%").name)
        return "" if plain and beside else "·"

    def named(self, node: Named) -> Written[str]:
        return f"{_name(node.head)}({self.listed(node.args)})", _ATOM

    def call(self, head: str, args: tuple[Node, ...]) -> Written[str]:
        if not args:
            return _name(head), _ATOM
        declaration = register.declared(head)
        if isinstance(declaration, Function) and len(args) == 1:
            if declaration.fences is not None:
                opening, closing = declaration.fences
                return f"{opening}{self.show(args[0])}{closing}", _ATOM
            if declaration.radical:
                inner = self.show(args[0])
                return declaration.radical + (inner if inner.isalnum() and inner[-1] not in _SUPERSCRIPTS else f"({inner})"), POWER
        return f"{_name(head)}({self.listed(args)})", _ATOM

    def cases(self, branches: tuple[tuple[Node, Condition], ...]) -> Written[str]:
        match branches:
            case (Number(one), condition), (Number(zero), Truth(True)) if one == 1 and zero == 0:
                return f"[{self.show(condition)}]", _ATOM
            case _:
                return self.braces(branches), _ATOM

    def braces(self, branches: tuple[tuple[Node, Condition], ...]) -> str:
        """The cases between braces, the last resort as `otherwise`."""
        conditions = ["otherwise" if condition == Truth(True) else self.show(condition) for _, condition in branches]
        pairs = [f"{self.show(value)}, {condition}" for (value, _), condition in zip(branches, conditions, strict=True)]
        return f"{{{'; '.join(pairs)}}}"

    def condition(self, node: Compare | Logic) -> Written[str]:
        match node:
            case Compare(relation, left, right):
                return f"{self.show(left)} {_SIGNS[relation]} {self.show(right)}", _COMPARING
            case Logic("not", (arg,)):
                return f"not ({self.show(arg)})", _COMPARING
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
        return self.show(links[0].left) + "".join([f" {_SIGNS[link.relation]} {self.show(link.right)}" for link in links])


class _OnScreen(_Reading):
    def raised(self, base: str, exponent: str) -> str:
        bare = exponent[1:-1] if exponent.startswith("(-") else exponent
        whole = bare.isascii() and bare.removeprefix("-").isdecimal()
        return base + bare.translate(_RAISED) if whole else super().raised(base, exponent)


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
    above, below = value.numerator, value.denominator
    rest, places = below, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1 or places > 1000:
        return None
    digits = str(abs(above) * 10**places // below)
    sign = "-" if above < 0 else ""
    stripped = digits.rstrip("0")
    if places > 40 or (places == 0 and len(digits) - len(stripped) > 20):
        exponent = len(digits) - len(stripped) - places
        return f"{sign}{stripped}e{exponent}"
    if places == 0:
        return sign + digits
    digits = digits.zfill(places + 1)
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
