"""Exact values as they leave the analysis: inert trees, with which nobody computes. `str` writes one as text in SymPy's syntax.

Text and tree determine each other, so a term is equal to another one, and to a text, iff it is written that way, and its hash is
that of its text. Brackets are kept, so that every script sets the same formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeVar, dataclass_transform

from diffcheck.model.immutable import immutable

Node = TypeVar("Node")


class Term:
    """An inert exact tree: a number, a formula, a condition, a set. Immutable.

    It is abstract, but not an ABC, of which `isinstance` takes its time.
    """

    __slots__ = ("_text",)
    _text: str

    @property
    def children(self) -> tuple[Term, ...]:
        """The terms of which it is made."""
        raise NotImplementedError

    @property
    def label(self) -> Any:
        """What else it holds."""
        raise NotImplementedError

    @classmethod
    def made(cls, label: Any, children: tuple[Term, ...]) -> Term:
        """The term with a label and children."""
        raise NotImplementedError

    def written(self) -> str:
        """The text, of the texts of the children."""
        raise NotImplementedError

    def __str__(self) -> str:
        """The text, made once; of the innermost parts first, so that a deep term does not take a deep stack."""
        try:
            return self._text
        except AttributeError:
            open_ = [self]
            while open_:
                one = open_[-1]
                missing = [child for child in one.children if not hasattr(child, "_text")]
                if missing:
                    open_ += missing
                else:
                    open_.pop()._text = one.written()
            return self._text

    def __repr__(self) -> str:
        return f"Term({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return str(self) == str(other) if isinstance(other, Term | str) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))

    def __reduce__(self) -> tuple[Callable[[_Flat], Term], tuple[_Flat]]:
        return _built, (_flat(self),)

    def _sympy_(self) -> Any:
        """What `sympy.sympify` makes of it."""
        from sympy import sympify

        return sympify(str(self))


@dataclass_transform(frozen_default=True, eq_default=False)
def word(kind: type[Node]) -> type[Node]:
    """A kind of terms that are one word. The word is the text, so it is kept in one place under both names."""
    made = immutable(eq=False)(kind)
    (name,) = made.__slots__  # type: ignore[attr-defined]
    made._text = made.__dict__[name]  # type: ignore[attr-defined]
    return made


@word
class Number(Term):
    """A natural number or a decimal, as it is written."""

    digits: str

    @property
    def children(self) -> tuple[Term, ...]:
        """None."""
        return ()

    @property
    def label(self) -> str:
        """The digits."""
        return self.digits

    @classmethod
    def made(cls, label: str, children: tuple[Term, ...]) -> Term:
        """A number with other digits."""
        return cls(label)

    def written(self) -> str:
        """The digits."""
        return self.digits


@word
class Symbol(Term):
    """A name, a constant or a set: `x`, `pi`, `oo`, `Integers`."""

    name: str

    @property
    def children(self) -> tuple[Term, ...]:
        """None."""
        return ()

    @property
    def label(self) -> str:
        """The name."""
        return self.name

    @classmethod
    def made(cls, label: str, children: tuple[Term, ...]) -> Term:
        """A symbol with another name."""
        return cls(label)

    def written(self) -> str:
        """The name."""
        return self.name


@immutable(eq=False)
class Call(Term):
    """A function applied to its arguments; the junctions of conditions are `And`, `Or` and `Not`."""

    head: str
    args: tuple[Term, ...]

    @property
    def children(self) -> tuple[Term, ...]:
        """The arguments."""
        return self.args

    @property
    def label(self) -> str:
        """The function."""
        return self.head

    @classmethod
    def made(cls, label: str, children: tuple[Term, ...]) -> Term:
        """A call of a function."""
        return cls(label, children)

    def written(self) -> str:
        """`f(x, y)`."""
        return f"{self.head}({_listed(self.args)})"


@immutable(eq=False)
class Fence(Term):
    """Brackets and what stands in them: a group, a pair, a set of points."""

    opening: str
    items: tuple[Term, ...]
    closing: str

    @property
    def children(self) -> tuple[Term, ...]:
        """What stands in the brackets."""
        return self.items

    @property
    def label(self) -> tuple[str, str]:
        """The brackets."""
        return self.opening, self.closing

    @classmethod
    def made(cls, label: tuple[str, str], children: tuple[Term, ...]) -> Term:
        """Brackets around terms."""
        return cls(label[0], children, label[1])

    def written(self) -> str:
        """`(x + 1)`."""
        return self.opening + _listed(self.items) + self.closing


@immutable(eq=False)
class Interval(Term):
    """The numbers between two ends, which may be infinities."""

    low: Term
    high: Term
    low_closed: bool = False
    high_closed: bool = False

    @property
    def brackets(self) -> tuple[str, str]:
        """What stands before it and behind it."""
        return "[" if self.low_closed else "(", "]" if self.high_closed else ")"

    @property
    def children(self) -> tuple[Term, ...]:
        """The ends."""
        return self.low, self.high

    @property
    def label(self) -> tuple[bool, bool]:
        """Which ends belong to it."""
        return self.low_closed, self.high_closed

    @classmethod
    def made(cls, label: tuple[bool, bool], children: tuple[Term, ...]) -> Term:
        """An interval between ends."""
        low, high = children
        return cls(low, high, *label)

    def written(self) -> str:
        """`[0, oo)`."""
        opening, closing = self.brackets
        return f"{opening}{self.low}, {self.high}{closing}"


@immutable(eq=False)
class Members(Term):
    """The set of the points `at` of a family, which hold its index: `where` says which integers that is, but for those left out."""

    at: Term
    index: Term
    where: Term
    left_out: tuple[Term, ...] = ()

    @property
    def children(self) -> tuple[Term, ...]:
        """All of it."""
        return self.at, self.index, self.where, *self.left_out

    @property
    def label(self) -> None:
        """Nothing."""
        return None

    @classmethod
    def made(cls, label: None, children: tuple[Term, ...]) -> Term:
        """A set of members."""
        at, index, where, *left_out = children
        return cls(at, index, where, tuple(left_out))

    @property
    def items(self) -> tuple[Term, ...]:
        """What stands between the braces: `pi*n : n in Integers`, `n != 0`, and what else is left out."""
        points = Chain((":",), (self.at, self.where))
        return (points, Chain(("!=",), (self.index, self.left_out[0])), *self.left_out[1:]) if self.left_out else (points,)

    def written(self) -> str:
        """`{pi*n : n in Integers, n != 0}`."""
        left_out = f", {self.index} != {_listed(self.left_out)}" if self.left_out else ""
        return f"{{{self.at} : {self.where}{left_out}}}"


@immutable(eq=False)
class Sum(Term):
    """Terms, each with its sign; the first may have none."""

    terms: tuple[tuple[str, Term], ...]

    @property
    def children(self) -> tuple[Term, ...]:
        """The terms without their signs."""
        return tuple([term for _, term in self.terms])

    @property
    def label(self) -> tuple[str, ...]:
        """The signs."""
        return tuple([sign for sign, _ in self.terms])

    @classmethod
    def made(cls, label: tuple[str, ...], children: tuple[Term, ...]) -> Term:
        """A sum of signed terms."""
        return cls(tuple(zip(label, children, strict=True)))

    def written(self) -> str:
        """`-x + 1`."""
        (sign, first), *rest = self.terms
        return f"{sign}{first}" + "".join([f" {sign} {term}" for sign, term in rest])


@immutable(eq=False)
class Product(Term):
    """Factors, each with `*` or `/` before it; the first has none."""

    factors: tuple[tuple[str, Term], ...]

    @property
    def children(self) -> tuple[Term, ...]:
        """The factors without their signs."""
        return tuple([factor for _, factor in self.factors])

    @property
    def label(self) -> tuple[str, ...]:
        """The signs."""
        return tuple([sign for sign, _ in self.factors])

    @classmethod
    def made(cls, label: tuple[str, ...], children: tuple[Term, ...]) -> Term:
        """A product of factors."""
        return cls(tuple(zip(label, children, strict=True)))

    def written(self) -> str:
        """`2*x/y`."""
        return "".join([f"{sign}{factor}" for sign, factor in self.factors])


@immutable(eq=False)
class Power(Term):
    """A base and its exponent."""

    base: Term
    exponent: Term

    @property
    def children(self) -> tuple[Term, ...]:
        """Both."""
        return self.base, self.exponent

    @property
    def label(self) -> None:
        """Nothing."""
        return None

    @classmethod
    def made(cls, label: None, children: tuple[Term, ...]) -> Term:
        """A power."""
        return cls(*children)

    def written(self) -> str:
        """`x**2`."""
        return f"{self.base}**{self.exponent}"


@immutable(eq=False)
class SignedInfinity(Term):
    """The infinity with the sign of a term."""

    of: Term

    @property
    def children(self) -> tuple[Term, ...]:
        """The term whose sign it has."""
        return (self.of,)

    @property
    def label(self) -> None:
        """Nothing."""
        return None

    @classmethod
    def made(cls, label: None, children: tuple[Term, ...]) -> Term:
        """An infinity with the sign of a term."""
        return cls(*children)

    def written(self) -> str:
        """`oo*(a - 1)`."""
        return f"oo*({self.of})"


NAMED_RELATIONS: Final = {"=": "Eq", "!=": "Ne"}
"""Comparisons that SymPy's syntax writes as calls."""


@immutable(eq=False)
class Chain(Term):
    """Parts of one level with what stands between them: a comparison, a union, alternatives."""

    joints: tuple[str, ...]
    parts: tuple[Term, ...]

    @property
    def children(self) -> tuple[Term, ...]:
        """The parts."""
        return self.parts

    @property
    def label(self) -> tuple[str, ...]:
        """What stands between them."""
        return self.joints

    @classmethod
    def made(cls, label: tuple[str, ...], children: tuple[Term, ...]) -> Term:
        """Parts joined."""
        return cls(label, children)

    def written(self) -> str:
        """`x < 1`, `Eq(x, 1)`, `(-oo, 0) U (0, oo)`."""
        if len(self.joints) == 1 and self.joints[0] in NAMED_RELATIONS:
            return f"{NAMED_RELATIONS[self.joints[0]]}({_listed(self.parts)})"
        joints = ["; " if joint == ";" else f" {joint} " for joint in self.joints]
        return "".join([f"{joint}{part}" for joint, part in zip(["", *joints], self.parts, strict=True)])


def _listed(terms: Sequence[Term]) -> str:
    return ", ".join([str(term) for term in terms])


ZERO: Final = Number("0")
ONE: Final = Number("1")
TRUE: Final = Symbol("True")
FALSE: Final = Symbol("False")
OO: Final = Symbol("oo")
MINUS_OO: Final = Sum((("-", OO),))
LINE: Final = Interval(MINUS_OO, OO)
EMPTY: Final = Fence("{", (), "}")


def signed(digits: str) -> Term:
    """A number whose digits may stand behind a minus sign."""
    return minus(Number(digits[1:])) if digits[:1] == "-" else Number(digits)


def rational(value: Fraction) -> Term:
    """A rational number; a minus sign stands before all of it."""
    above, below = value.numerator, value.denominator
    size: Term = Number(str(abs(above)))
    if below != 1:
        size = Product((("", size), ("/", Number(str(below)))))
    return minus(size) if above < 0 else size


def minus(term: Term) -> Term:
    """A minus sign and a term behind it."""
    return Sum((("-", term),))


def group(term: Term) -> Term:
    """A term in round brackets."""
    return Fence("(", (term,), ")")


def added(first: Term, rest: Sequence[tuple[str, Term]]) -> Term:
    """A sum, whose first term may be one that stands in no brackets."""
    return Sum((*(first.terms if isinstance(first, Sum) else (("", first),)), *rest))


def multiplied(first: Term, rest: Sequence[tuple[str, Term]]) -> Term:
    """A product or quotient, whose first factor may be one, and may begin with a minus sign, which stands before all of it."""
    match first:
        case Sum(((sign, one),)):
            return Sum(((sign, multiplied(one, rest)),))
        case Product(factors):
            return Product((*factors, *rest))
        case _:
            return Product((("", first), *rest))


def comparison(left: Term, joint: str, right: Term) -> Term:
    """`left = right`, `left < right`, `left in right`, and so on."""
    return Chain((joint,), (left, right))


def joined(joint: str, terms: Sequence[Term]) -> Term:
    """Terms with the same sign between each two; one alone as it is."""
    return terms[0] if len(terms) == 1 else Chain((joint,) * (len(terms) - 1), tuple(terms))


def junction(head: str, conditions: Sequence[Term]) -> Term:
    """Conditions under `And` or `Or`; one alone as it is."""
    return conditions[0] if len(conditions) == 1 else Call(head, tuple(conditions))


def walk(term: Term) -> Iterator[Term]:
    """A term and all of which it is made."""
    open_ = [term]
    while open_:
        one = open_.pop()
        yield one
        open_ += one.children


def names(term: Term) -> frozenset[str]:
    """The names in a term: those of its symbols, not those of functions."""
    return frozenset([one.name for one in walk(term) if isinstance(one, Symbol)])


def mapped(term: Term, change: Callable[[Term], Term]) -> Term:
    """The term with each of its parts changed, the innermost ones first."""
    return _built(_flat(term), change)


def replaced(term: Term, values: Mapping[Term, Term]) -> Term:
    """The term with others in the place of some of its parts."""
    return mapped(term, lambda one: values.get(one, one))


_KINDS: Final = (Number, Symbol, Call, Fence, Interval, Members, Sum, Product, Power, SignedInfinity, Chain)
_CODES: Final = {kind: code for code, kind in enumerate(_KINDS)}
_Flat = tuple[tuple[int, Any, int], ...]


def _flat(term: Term) -> _Flat:
    """A term for a pipe: each node before its children, with their number. So a deep term does not take a deep stack."""
    out = []
    open_ = [term]
    while open_:
        one = open_.pop()
        children = one.children
        out.append((_CODES[type(one)], one.label, len(children)))
        open_ += children[::-1]
    return tuple(out)


def _built(flat: _Flat, change: Callable[[Term], Term] | None = None) -> Term:
    """The term again."""
    done: list[Term] = []
    for code, label, count in reversed(flat):
        children = tuple([done.pop() for _ in range(count)])
        one = _KINDS[code].made(label, children)
        done.append(one if change is None else change(one))
    return done[0]
