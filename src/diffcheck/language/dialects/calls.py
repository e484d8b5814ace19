"""What reads the arguments of the functions of dialects that take conditions or lists: choices, cases, connectives."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from diffcheck.errors import BadInput
from diffcheck.language.calls import arguments, wrong_count
from diffcheck.language.dialect import Call
from diffcheck.language.reader import CONDITIONS, Part, Reader, iverson
from diffcheck.language.relations import connective
from diffcheck.language.tokens import Token
from diffcheck.model.tree import Cases, Compare, Condition, Logic, Node, Number, Relation, Truth


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
