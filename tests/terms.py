"""Text in SymPy's syntax in, a term out: for answers made by hand, and to check that the text of a term is that term and no other.

Beyond SymPy's syntax it knows what reports and sentences add: intervals and sets with `U` and `\\`, `(0, oo) if a > 0; {}`,
`{pi*n : n in Integers}`, `x -> Above(0)`, `c ~ 0.74` and `f'(x)`.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from diffcheck.model.report import Index, Lack
from diffcheck.model.term import Call, Chain, Fence, Interval, Members, Number, Power, Product, SignedInfinity, Sum, Symbol, Term
from diffcheck.model.tree import Problem

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


def exact(text: str) -> Term:
    """The term of a text; raises Unreadable."""
    tokens = [match[1] or match[2] or match[3] for match in TOKEN.finditer(text) if match[0].strip()]
    reader = _Reader(tokens)
    try:
        part = reader.level(0)
    except RecursionError as error:
        raise Unreadable from error
    if reader.at < len(tokens):
        raise Unreadable
    match part:
        case Product((("", Symbol("oo")), ("*", Fence("(", (of,), ")")))):
            return SignedInfinity(of)
        case _:
            return part


def interval(text: str) -> Interval:
    """The interval of a text."""
    found = exact(text)
    assert isinstance(found, Interval)
    return found


def index(symbol: str, where: str, exceptions: tuple[str, ...] = ()) -> Index:
    """An index by texts."""
    return Index(symbol, exact(where), tuple(map(exact, exceptions)))


EXACT = frozenset((
    "at", "to", "root", "value", "left_limit", "right_limit", "left_derivative", "right_derivative", "limit", "slope", "branch", "moved",
    "quotient", "condition", "interval", "formula", "derivative", "domain", "on", "function", "set", "part", "exceptions", "enclosure",
    "subdifferential", "constant", "values", "smoothness", "autodiff",
))  # fmt: skip
"""The fields of a report that hold terms, or pairs of a word and a term."""


def terms(noun: Any) -> Any:
    """A noun of a report whose exact values were given as texts."""
    if isinstance(noun, tuple):
        return tuple(map(terms, noun))
    if not is_dataclass(noun) or isinstance(noun, Term | Problem):
        return noun
    values = {f.name: getattr(noun, f.name) for f in fields(noun)}
    return replace(noun, **{name: _exact_field(name, value) for name, value in values.items()})


def _exact_field(name: str, value: Any) -> Any:
    if name not in EXACT:
        return terms(value)
    match name, value:
        case "smoothness", tuple():
            return tuple((exact(condition), order) for condition, order in value)
        case ("smoothness", _) | (_, "domain" | "reals" | "nan" | "none"):
            return value
        case _, "dne" | "undecided":
            return Lack(value)
        case (("values" | "autodiff"), tuple()):
            return tuple((key, _exact_field("at", one)) for key, one in value)
        case _, tuple():
            return tuple(_exact_field(name, one) for one in value)
        case _, str() if not isinstance(value, Lack):
            return exact(value)
        case _:
            return value


def texts(noun: Any) -> Any:
    """A noun of a report with texts for its exact values: for judges that hand them on to SymPy or to the parser."""
    if isinstance(noun, Term | Lack):
        return str(noun)
    if isinstance(noun, tuple):
        return tuple(map(texts, noun))
    if not is_dataclass(noun) or isinstance(noun, Problem):
        return noun
    return replace(noun, **{f.name: texts(getattr(noun, f.name)) for f in fields(noun)})


def shape(term: Term) -> object:
    """All that a term is made of, for two terms that are written alike are equal."""
    return type(term), term.label, tuple(map(shape, term.children))


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
            return _fence(token, items, closing)
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


def _fence(opening: str, items: tuple[Term, ...], closing: str) -> Term:
    """Brackets: two numbers between round or square ones are an interval, a colon between braces makes a family."""
    match items:
        case (low, high) if opening != "{":
            return Interval(low, high, opening == "[", closing == "]")
        case (Chain((":",), (at, where)),) if opening == "{":
            return Members(at, _index(where), where)
        case (Chain((":",), (at, where)), Chain(("!=",), (letter, first)), *rest) if opening == "{":
            return Members(at, letter, where, (first, *rest))
        case _:
            return Fence(opening, items, closing)


def _index(where: Term) -> Term:
    """The letter that a condition on an index begins with."""
    while where.children:
        where = where.children[0]
    return where


def _call(head: str, args: tuple[Term, ...]) -> Term:
    """A call; Eq and Ne are comparisons, and the arguments of Piecewise are pairs."""
    if head in ("Eq", "Ne") and len(args) == 2:
        return Chain(("=" if head == "Eq" else "!=",), args)
    if head == "Piecewise":
        args = tuple(Fence("(", arg.children, ")") if isinstance(arg, Interval) else arg for arg in args)
    return Call(head, args)
