"""SymPy's call forms that are no functions of real numbers: conditions, cases, and the constructors of sums, products and numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from diffcheck.errors import BadInput
from diffcheck.language import indexed
from diffcheck.language.reader import Pair, Part, Reader
from diffcheck.language.relations import connective
from diffcheck.language.tokens import Token
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Node, Relation, Truth

Call = Callable[[Reader, Token], Part]


def arguments(reader: Reader, opening: str = "(", closing: str = ")") -> list[Part]:
    """The parts between the bracket at the reader's place and its closing, separated by commas."""
    opened = reader.expect(opening)
    parts: list[Part] = []
    if reader.tokens[reader.at].kind != closing:
        parts.append(_argument(reader))
        while reader.tokens[reader.at].kind == ",":
            reader.at += 1
            parts.append(_argument(reader))
    reader.expect(closing, opened)
    return parts


def _argument(reader: Reader) -> Part:
    part = reader.nested()
    if reader.tokens[reader.at].kind in ("=", "=="):
        reader.unexpected()
    return part


def wrong_count(name: str, takes: str, given: int, start: int, end: int) -> BadInput:
    """The error for a number of arguments that a function does not take; `takes` is such as "1 argument"."""
    was = "none was" if given == 0 else "1 was" if given == 1 else f"{given} were"
    return BadInput("arity", f"{name} takes {takes}; {was} given.", start, end)


def _check_count(reader: Reader, name: Token, parts: list[Part], least: int, most: int | None, takes: str) -> None:
    if len(parts) < least or (most is not None and len(parts) > most):
        raise wrong_count(name.text, takes, len(parts), *reader.span_from(name.start))


def _compare(relation: Relation, reader: Reader, name: Token) -> Condition:
    parts = arguments(reader)
    _check_count(reader, name, parts, 2, 2, "2 arguments")
    return Compare(relation, reader.alone(parts[0]), reader.alone(parts[1]), reader.span_from(name.start))


def _connect(word: Literal["and", "or"], reader: Reader, name: Token) -> Condition:
    parts = arguments(reader)
    _check_count(reader, name, parts, 1, None, "at least 1 condition")
    return connective(word, [reader.as_condition(part) for part in parts], reader.span_from(name.start))


def _negate(reader: Reader, name: Token) -> Condition:
    parts = arguments(reader)
    _check_count(reader, name, parts, 1, 1, "1 condition")
    return Logic("not", (reader.as_condition(parts[0]),), reader.span_from(name.start))


def _piecewise(reader: Reader, name: Token) -> Node:
    """`Piecewise((value, condition), …)`; the last argument may be a value alone."""
    parts = arguments(reader)
    _check_count(reader, name, parts, 1, None, "at least 1 pair (value, condition)")
    branches: list[tuple[Node, Condition]] = []
    for number, part in enumerate(parts, 1):
        if isinstance(part, Pair):
            branches.append((part.value, part.condition))
        elif number == len(parts) > 1:
            branches.append((reader.alone(part), Truth(True, part.span)))
        else:
            hint = "For example Piecewise((x^2, x < 1), (2x - 1, True))."
            raise BadInput("syntax", "A pair (value, condition) is needed here.", *part.span, hint)
    return Cases(tuple(branches), reader.span_from(name.start))


def choice(reader: Reader, name: Token) -> Node:
    """`if(condition, value, value)`; without the last, undefined where the condition does not hold."""
    parts = arguments(reader)
    _check_count(reader, name, parts, 2, 3, "a condition and 1 or 2 values")
    span = reader.span_from(name.start)
    otherwise = [(reader.alone(part), Truth(True, span)) for part in parts[2:]]
    return Cases(((reader.alone(parts[1]), reader.as_condition(parts[0])), *otherwise), span)


def _if_then_else(reader: Reader, name: Token) -> Node:
    parts = arguments(reader)
    _check_count(reader, name, parts, 3, 3, "a condition and 2 values")
    condition, then, otherwise = parts
    span = reader.span_from(name.start)
    return Cases(((reader.alone(then), reader.as_condition(condition)), (reader.alone(otherwise), Truth(True, span))), span)


def _gather(head: str, reader: Reader, name: Token) -> Node:
    parts = [reader.alone(part) for part in arguments(reader)]
    _check_count(reader, name, list(parts), 1, None, "at least 1 argument")
    return parts[0] if len(parts) == 1 else Apply(head, tuple(parts), reader.span_from(name.start))


def _number(most: int, reader: Reader, name: Token) -> Node:
    parts = [reader.alone(part) for part in arguments(reader)]
    _check_count(reader, name, list(parts), 1, most, "1 argument" if most == 1 else "1 or 2 arguments")
    return parts[0] if len(parts) == 1 else Apply("/", tuple(parts), reader.span_from(name.start))


_RELATION_NAMES: Final[dict[str, Relation]] = {
    "Eq": "==", "Ne": "!=", "Lt": "<", "Le": "<=", "Gt": ">", "Ge": ">=",
    "Equality": "==", "Unequality": "!=", "StrictLessThan": "<", "LessThan": "<=", "StrictGreaterThan": ">", "GreaterThan": ">=",
}  # fmt: skip

SPECIAL: Final[dict[str, Call]] = {
    **{name: partial(_compare, relation) for name, relation in _RELATION_NAMES.items()},
    "And": partial(_connect, "and"),
    "Or": partial(_connect, "or"),
    "Not": _negate,
    "Piecewise": _piecewise,
    "piecewise": _piecewise,
    "ITE": _if_then_else,
    **{name: partial(indexed.called, sign) for name, sign in indexed.CALLS.items()},
    "Add": partial(_gather, "+"),
    "Mul": partial(_gather, "*"),
    "Rational": partial(_number, 2),
    "Integer": partial(_number, 1),
    "Float": partial(_number, 1),
}
"""What each of these names reads, from the name on: the name itself is read already, its bracket is not."""
