"""A term in, mathematics as it is set in print out: what LaTeX and MathML have in common.

A quotient is a fraction, but for one within a fraction or an exponent, which stays on its line; brackets of the text that the
layout makes needless are left out. The two scripts differ in their boxes alone.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final

from diffcheck.model.term import (
    OO,
    Call,
    Chain,
    Fence,
    Interval,
    Members,
    Number,
    Power,
    Product,
    SignedInfinity,
    Sum,
    Symbol,
    Term,
    group,
    multiplied,
)
from diffcheck.render.words.layout import RESIDUES, chained, inside
from diffcheck.render.words.script import marked

_LETTERS: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
)
GREEK: Final = dict(zip(_LETTERS.split(), "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
CAPITALS: Final = {name.capitalize(): glyph.upper() for name, glyph in GREEK.items()}
NAMES: Final = {
    "Max": "max", "Min": "min", "Mod": "mod", "sign": "sgn", "Heaviside": "H", "LambertW": "W", "besselj": "J", "asin": "arcsin",
    "acos": "arccos", "atan": "arctan", "acot": "arccot", "asec": "arcsec", "acsc": "arccsc", "asinh": "arsinh", "acosh": "arcosh",
    "atanh": "artanh", "acoth": "arcoth", "asech": "arsech", "acsch": "arcsch", "log2": "log", "log10": "log", "CRootOf": "root",
}  # fmt: skip
BARS: Final = {"Abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉")}
BASES: Final = {"log2": "2", "log10": "10"}
RAISED: Final = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "log"))
"""Functions whose powers are written sin²(x)."""
JUNCTIONS: Final = {"And": " and ", "Or": " or "}
SEPARATING: Final = {";": "; ", "if": " if ", "and": " and ", "or": " or ", "but": " but "}
"""What is written as a word between formulas."""
SHORT: Final = 6
"""Leaves of an exponent of e; a longer one is an argument of exp."""
LONG: Final = 8
"""Leaves of a factor; a quotient with longer ones stays on its line within words."""
BROKEN: Final = 24
"""Leaves of a formula within words that is written without fractions."""
STEM: Final = re.compile(r"([^\W\d_]+)(\d*)((?:_\w*)?)")


class Typesetter(ABC):
    """Walks a tree; the boxes are those of a script, and each is one piece of text."""

    room = False
    """Whether long fractions have room; within words they stay on the line."""

    @abstractmethod
    def number(self, digits: str) -> str:
        """A number."""

    @abstractmethod
    def letter(self, stem: str, subscript: str) -> str:
        """A letter, by its Greek name or as it is, and what stands below it."""

    @abstractmethod
    def sign(self, sign: str) -> str:
        """A sign between parts, or before one."""

    @abstractmethod
    def operator(self, name: str, *, raised: str = "", lowered: str = "") -> str:
        """The name of a function, perhaps with an exponent or a base."""

    @abstractmethod
    def words(self, text: str) -> str:
        """Words within a formula."""

    @abstractmethod
    def row(self, boxes: Sequence[str]) -> str:
        """Boxes side by side."""

    @abstractmethod
    def fraction(self, above: str, below: str) -> str:
        """A fraction."""

    @abstractmethod
    def power(self, base: str, exponent: str) -> str:
        """A power."""

    @abstractmethod
    def stroked(self, f: str, strokes: str) -> str:
        """The name of a function with strokes."""

    @abstractmethod
    def root(self, inner: str, degree: str) -> str:
        """A root; no degree is 2."""

    @abstractmethod
    def fenced(self, opening: str, inner: str, closing: str) -> str:
        """Brackets, as high as what stands in them."""

    @abstractmethod
    def applied(self, head: str, arguments: str) -> str:
        """A function and its arguments in brackets."""

    @abstractmethod
    def cases(self, rows: Sequence[tuple[str, str]]) -> str:
        """Values and conditions, a row each."""

    def text(self, part: Term) -> str:
        """Formulas between marks, and the words between them."""
        match part:
            case Symbol("undecided" as word):
                return word
            case Chain((joint, *_), parts) if joint in SEPARATING:
                return SEPARATING[joint].join(map(self.text, parts))
            case Call("And" | "Or" as head, (_, *_) as args):
                parts = tuple(chained(args)) if head == "And" else args
                mixed = [isinstance(p, Call) and p.head in JUNCTIONS and p.head != head and len(p.args) > 1 for p in parts]
                return JUNCTIONS[head].join(f"({self.text(p)})" if m else self.text(p) for p, m in zip(parts, mixed, strict=True))
            case Call("Not", (one,)):
                return f"not ({self.text(one)})"
            case _:
                return "".join(map(marked, self.breakable(part)))

    def breakable(self, part: Term) -> list[str]:
        """One formula within words, or several between which the line may break."""
        return [self.set(part, self.is_flat(part))]

    def displayed(self, part: Term) -> list[str]:
        """One formula on a line of its own, or several between which the line may break."""
        return [self.set(part)]

    def is_flat(self, part: Term) -> bool:
        """Whether a formula is so long that it stays on its line altogether, where it can be broken."""
        return leaves(part) > BROKEN and not self.room

    def set(self, part: Term, small: bool = False) -> str:
        """One formula; small: fractions stay on the line."""
        match part:
            case Number(digits):
                return self._number(digits)
            case Symbol(name):
                return self._symbol(name)
            case Fence(opening, items, closing):
                return self.fenced(opening, self._listed(items, small), closing)
            case Interval(low, high):
                opening, closing = part.brackets
                return self.fenced(opening, self._listed((low, high), small), closing)
            case Members():
                return self.fenced("{", self._listed(part.items, small), "}")
            case SignedInfinity(of):
                return self.set(multiplied(OO, [("*", group(of))]), small)
            case Sum(terms):
                return self._sum(terms, small)
            case Product(factors):
                return self._product(factors, small)
            case Power(base, exponent):
                return self._power(base, exponent, small)
            case Call(head, args):
                return self._call(head, args, small)
            case Chain(joints, (start, *rest)):
                return self._chain(joints, start, rest, small)
        raise TypeError(part)

    def _listed(self, parts: Sequence[Term], small: bool) -> str:
        boxes: list[str] = []
        for part in parts:
            boxes += [self.sign(","), self.set(part, small)] if boxes else [self.set(part, small)]
        return self.row(boxes)

    def _number(self, digits: str) -> str:
        mantissa, e, exponent = digits.partition("e")
        if not e:
            return self.number(digits)
        ten = self.power(self.number("10"), self.set(_signed(exponent)))
        return self.row([self.number(mantissa), self.sign("·"), ten])

    def _symbol(self, name: str) -> str:
        if name in ("True", "False"):
            return self.words(name.lower())
        if name == "Naturals0":
            return self.letter("Naturals", "0")
        match = STEM.fullmatch(name)
        if match is None:
            return self.letter(name, "")
        stem, digits, below = match.groups()
        return self.letter(stem, ",".join(part for part in (digits, *below.split("_")) if part))

    def _sum(self, terms: Sequence[tuple[str, Term]], small: bool) -> str:
        boxes = [box for sign, term in terms for box in (self.sign(sign) if sign else "", self.set(term, small))]
        return self.row([box for box in boxes if box])

    def _product(self, factors: tuple[tuple[str, Term], ...], small: bool) -> str:
        """Factors side by side, and what stands before a slash over what stands after it."""
        boxes: list[str] = []
        before: Term | None = None
        small = small or (not self.room and max(leaves(factor) for _, factor in factors) > LONG)
        for i, (sign, factor) in enumerate(factors):
            factor = factor if small or not _is_quotient(inside(factor)) else inside(factor)
            if sign == "/" and not small:
                above = Product(factors[:i]) if i > 1 else factors[0][1]
                boxes = [self.fraction(self.set(inside(above), True), self.set(inside(factor), True))]
                before = Product(factors[: i + 1])
                continue
            if sign == "/":
                boxes.append(self.sign("/"))
            elif before is not None:
                behind = factors[i - 1][0] == "/"  # in a/b·c the point says that c is not below the slash
                boxes.append(self.sign("·" if _collides(before, factor) or (small and behind) else "times"))
            boxes.append(self.set(factor, small))
            before = factor
        return self.row(boxes)

    def _power(self, base: Term, exponent: Term, small: bool) -> str:
        raised = inside(exponent)
        if isinstance(base, Call) and base.head in RAISED and len(base.args) == 1 and isinstance(raised, Number):
            head = self.operator(NAMES.get(base.head, base.head), raised=self.set(raised, True))
            return self.applied(head, self.set(base.args[0], small))
        if isinstance(base, Call) and base.head == "exp" and len(base.args) == 1:
            return self.power(self.applied(self.operator("exp"), self.set(base.args[0], small)), self.set(raised, True))
        return self.power(self.set(base, small), self.set(raised, True))

    def _chain(self, joints: tuple[str, ...], start: Term, rest: Sequence[Term], small: bool) -> str:
        match joints, start, rest:
            case (relation,), Call("Mod", (u, Number("1"))), [Number("0")] if (relation, "1", "0") in RESIDUES:
                return self.row([self.set(u, small), self.words(RESIDUES[relation, "1", "0"])])
            case ("=",), Call("Mod", (n, Number(modulus))), [Number(remainder)] if int(remainder) < int(modulus):
                ending = self.row([self.words("mod "), self.number(modulus)])
                boxes = [self.set(n, small), self.sign("≡"), self.number(remainder), self.words(" "), self.fenced("(", ending, ")")]
                return self.row(boxes)
            case _:
                boxes = [self.set(start, small)]
                for joint, part in zip(joints, rest, strict=True):
                    between = self.words(SEPARATING[joint]) if joint in SEPARATING else self.sign(joint)
                    boxes += [between, self.set(part, small)]
                return self.row(boxes)

    def _call(self, head: str, args: tuple[Term, ...], small: bool) -> str:
        match head, args:
            case "Abs" | "floor" | "ceiling", (u,):
                return self.fenced(BARS[head][0], self.set(u, small), BARS[head][1])
            case "sqrt", (u,):
                return self.root(self.set(u, small), "")
            case "cbrt", (u,):
                return self.root(self.set(u, small), self.number("3"))
            case "real_root", (u, n):
                return self.root(self.set(u, small), self.set(n, True))
            case "exp", (u,) if _fits_above(u):
                return self.power(self.letter("E", ""), self.set(u, True))
            case "Piecewise", (_, *_) if pairs := _pairs(args):
                return self.cases([(self.set(value, small), self._when(condition)) for value, condition in pairs])
            case "And" | "Or", (_, *_):
                return self._junction(head, args, small)
            case "Not", (one,):
                return self.row([self.words("not "), self.fenced("(", self.set(one, small), ")")])
            case "Above" | "Below", (c,):
                return self._one_sided(c, "⁺" if head == "Above" else "⁻")
            case "log", (u, base):
                return self.applied(self.operator("log", lowered=self.set(base, True)), self.set(u, small))
            case "besselj", (order, u):
                return self.applied(self.operator("J", lowered=self.set(order, True)), self.set(u, small))
            case "log2" | "log10", (u,):
                return self.applied(self.operator("log", lowered=self.number(BASES[head])), self.set(u, small))
            case _:
                return self.applied(self._head(head), self._listed(args, small))

    def _junction(self, head: str, args: tuple[Term, ...], small: bool) -> str:
        """Conditions joined by a word, each in brackets if it is made with the other word."""
        boxes: list[str] = []
        for part in chained(args) if head == "And" else args:
            mixed = isinstance(part, Call) and part.head in JUNCTIONS and part.head != head
            one = self.fenced("(", self.set(part, small), ")") if mixed else self.set(part, small)
            boxes += [self.words(JUNCTIONS[head]), one] if boxes else [one]
        return self.row(boxes)

    def _one_sided(self, c: Term, side: str) -> str:
        """A place as seen from one side."""
        place = self.set(c, True)
        return self.power(place if isinstance(c, Number | Symbol) else self.fenced("(", place, ")"), self.sign(side))

    def _head(self, head: str) -> str:
        """The name of a function, with the strokes of a derivative."""
        if head == "gamma":
            return self.letter("Gamma", "")
        name = head.rstrip("'")
        written = self._symbol(name) if name == "f" else self.operator(NAMES.get(name, name))
        return written if name == head else self._derived(written, len(head) - len(name))

    def _derived(self, f: str, order: int) -> str:
        """A derivative of a function: strokes, or its order in brackets."""
        if order > 3:
            return self.power(f, self.fenced("(", self.number(str(order)), ")"))
        return self.stroked(f, self.sign("'" * order))

    def _when(self, condition: Term) -> str:
        if condition == Symbol("True"):
            return self.words("otherwise")
        return self.row([self.words("if "), self.set(condition, True)])


def _fits_above(exponent: Term) -> bool:
    """Whether an exponential is written as a power of e."""
    return leaves(exponent) <= SHORT and not _has_power(exponent)


def _pairs(args: tuple[Term, ...]) -> list[tuple[Term, Term]]:
    """Values and conditions of a definition by cases; empty where the arguments are something else."""
    pairs = [(arg.items[0], arg.items[1]) for arg in args if isinstance(arg, Fence) and len(arg.items) == 2]
    return pairs if len(pairs) == len(args) else []


def _signed(digits: str) -> Term:
    """An exponent such as -05."""
    number = int(digits)
    return Number(str(number)) if number >= 0 else Sum((("-", Number(str(-number))),))


def _first(part: Term) -> Term:
    """What a part begins with."""
    while True:
        match part:
            case Product(((_, one), *_)) if all(sign != "/" for sign, _ in part.factors):
                part = one
            case Power(one, _):
                part = one
            case _:
                return part


def _is_quotient(part: Term) -> bool:
    """Whether a part is set as one fraction."""
    return isinstance(part, Product) and part.factors[-1][0] == "/"


def _collides(before: Term, factor: Term) -> bool:
    """Whether two factors side by side would be read as something else: 2·3, and x·(n - 1), which is no value of x."""
    first = _first(factor)
    if isinstance(first, Number | Sum) or (isinstance(first, Product) and isinstance(before, Number)):
        return True
    return isinstance(first, Fence) and not isinstance(before, Number | Fence)


def leaves(part: Term) -> int:
    """How many numbers and names a term shows."""
    if isinstance(part, Number | Symbol):
        return 1
    return sum(map(leaves, part.items if isinstance(part, Members) else part.children))


def _has_power(part: Term) -> bool:
    """Whether there is a power in a part that would be set in an exponent of an exponent."""
    if isinstance(part, Power):
        return not isinstance(part.exponent, Number)
    return (isinstance(part, Call) and part.head == "exp") or any(map(_has_power, part.children))
