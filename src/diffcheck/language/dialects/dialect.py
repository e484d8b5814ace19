"""What a dialect is: the signs and the names that mean something else in it, the evidence by which it is recognised, examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from diffcheck.errors import BadInput
from diffcheck.language.calls import arguments, wrong_count
from diffcheck.language.reader import CONDITIONS, Part, Reader, iverson
from diffcheck.language.relations import connective
from diffcheck.language.tokens import Token
from diffcheck.model.tree import Cases, Compare, Condition, Logic, Node, Relation, Truth

if TYPE_CHECKING:
    from diffcheck.language.parser import Formula

Call = Callable[[Reader, Token], Part]
"""What reads a function from its name on; the name is read already, its bracket is not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a text is to be read: the name of --var, the names that are parameters, the reading of roots."""

    variable: str | None = None
    declared: frozenset[str] = frozenset()
    principal: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect, declared by the file that holds it.

    title: how the echo names it; evidence: a pattern that only its texts match; signs: patterns of words and signs with the tokens that
    they are, tried before those of the plain language (empty: they mean nothing); names: `f(a, b)` with its meaning in the plain
    language, values at the seams included; calls: functions whose arguments are conditions or lists; constants likewise.
    """

    name: str
    title: str
    evidence: str = r"(?!)"
    aliases: tuple[str, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    is_code: bool = True
    """Whether a power with a fraction for an exponent needs a base that is not negative."""
    truncates: bool = False
    """Whether % has the sign of what is divided."""
    integer_quotients: bool = False
    """Whether the quotient of two integers is an integer."""
    rational_slashes: bool = False
    """Whether // makes a rational number."""
    minus_first: bool = False
    """Whether -x^2 is (-x)^2."""
    percent: bool = False
    """Whether % behind a number means hundredths."""
    square: bool = False
    """Whether the arguments of functions stand in square brackets."""
    any_case: bool = False
    """Whether capitals do not matter in names."""
    cells: bool = False
    """Whether the variable is a cell such as A1."""
    long_names: bool = False
    """Whether a name of any length that is not known is a parameter."""
    read: Callable[[str, Asked], Formula] | None = None
    """A reader of its own, where the grammar is another one."""
    examples: tuple[tuple[str, str], ...] = ()
    """Texts, each with the same in the plain language."""

    @property
    def by_names(self) -> bool:
        """Whether the names that it has, which the plain language has not, are evidence enough."""
        return self.read is None and not (self.long_names or self.cells)

    def recognises(self, text: str) -> bool:
        """Whether the text holds evidence of this dialect."""
        return re.search(self.evidence, text) is not None

    def key(self, name: str) -> str:
        """The name as the tables have it."""
        return name.upper() if self.any_case else name

    def meaning(self, name: str, count: int) -> tuple[tuple[str, ...], str] | None:
        """The formals and the formula of a function with so many arguments."""
        return table(self.name, tuple(self.names.items())).get((self.key(name), count))

    def counts(self, name: str) -> tuple[int, ...]:
        """With how many arguments the function is declared."""
        return tuple(count for known, count in table(self.name, tuple(self.names.items())) if known == self.key(name))

    def knows(self, name: str) -> bool:
        """Whether the name is a function of the dialect."""
        return self.key(name) in self.calls or bool(self.counts(name))


_tables: Final[dict[str, dict[tuple[str, int], tuple[tuple[str, ...], str]]]] = {}


def table(dialect: str, names: tuple[tuple[str, str], ...]) -> dict[tuple[str, int], tuple[tuple[str, ...], str]]:
    """The formals and the formula of each name with so many arguments, from `f|g(a, b)` and what that means."""
    if dialect not in _tables:
        found = {}
        for signature, formula in names:
            name, _, rest = signature.partition("(")
            formals = tuple(part.strip() for part in rest.rstrip(")").split(",") if part.strip())
            for one in name.split("|"):
                found[one, len(formals)] = (formals, formula)
        _tables[dialect] = found
    return _tables[dialect]


def takes(reader: Reader, name: Token, least: int, most: int | None = None) -> list[Part]:
    """The arguments of a call, as many as it takes."""
    parts = arguments(reader, *reader.brackets())
    if len(parts) < least or (most is not None and len(parts) > most):
        said = (
            f"{least} argument{'s' if least != 1 else ''}"
            if most == least
            else f"at least {least}"
            if most is None
            else f"{least} to {most} arguments"
        )
        raise wrong_count(name.text, said, len(parts), *reader.span_from(name.start))
    return parts


def chosen(order: tuple[int, int, int]) -> Call:
    """A choice by a condition; where in the arguments the condition stands, the value where it holds, and the other (-1: undefined)."""
    return partial(_choose, order)


def _choose(order: tuple[int, int, int], reader: Reader, name: Token) -> Node:
    condition, then, other = order
    most = 1 + max(order)
    parts = takes(reader, name, most if other < 0 else most - 1 if other == most - 1 and condition == 0 else most, most)
    span = reader.span_from(name.start)
    branches = [(reader.alone(parts[then]), reader.as_condition(parts[condition]))]
    if other >= 0 and len(parts) > other:
        branches.append((reader.alone(parts[other]), Truth(True, span)))
    return Cases(tuple(branches), span)


def pairs(first: str, left: str) -> Call:
    """Cases in a list of arguments: `first` is "condition" or "value"; left: what holds otherwise, a number as text or "undefined"."""
    return partial(_pairs, first, left)


def _pairs(first: str, left: str, reader: Reader, name: Token) -> Node:
    from fractions import Fraction

    from diffcheck.model.tree import Number

    parts = takes(reader, name, 2)
    span = reader.span_from(name.start)
    if first == "either":
        kinds = [isinstance(part, CONDITIONS) for part in parts]
        if kinds[0] == kinds[1]:
            raise BadInput("ambiguous", "A condition and a value are needed.", *span, "Write {value, condition; …}.")
        first = "condition" if kinds[0] else "value"
    branches: list[tuple[Node, Condition]] = []
    for place in range(0, len(parts) - 1, 2):
        condition, value = (parts[place], parts[place + 1]) if first == "condition" else (parts[place + 1], parts[place])
        branches.append((reader.alone(value), reader.as_condition(condition)))
    if len(parts) % 2:
        branches.append((reader.alone(parts[-1]), Truth(True, span)))
    elif left != "undefined":
        branches.append((Number(Fraction(left), span), Truth(True, span)))
    return Cases(tuple(branches), span)


def joined(word: str) -> Call:
    """A connective as a function: AND(a, b)."""
    return partial(_joined, word)


def _joined(word: str, reader: Reader, name: Token) -> Condition:
    parts = [reader.as_condition(part) for part in takes(reader, name, 1)]
    return connective("or" if word == "or" else "and", parts, reader.span_from(name.start))


def negated(reader: Reader, name: Token) -> Condition:
    """NOT(a)."""
    (part,) = takes(reader, name, 1, 1)
    return Logic("not", (reader.as_condition(part),), reader.span_from(name.start))


def compared(relation: Relation) -> Call:
    """A comparison as a function: geq(a, b)."""
    return partial(_compared, relation)


def _compared(relation: Relation, reader: Reader, name: Token) -> Condition:
    left, right = takes(reader, name, 2, 2)
    return Compare(relation, reader.alone(left), reader.alone(right), reader.span_from(name.start))


def indicated(reader: Reader, name: Token) -> Node:
    """1 where a condition holds, else 0."""
    (part,) = takes(reader, name, 1, 1)
    return iverson(reader.as_condition(part), reader.span_from(name.start))


def same(reader: Reader, name: Token) -> Part:
    """A function that gives its argument back, such as noEvent(x > 0)."""
    (part,) = takes(reader, name, 1, 1)
    return part
