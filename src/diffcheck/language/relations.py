"""Parts to conditions: comparisons, also chained and with infinity, and their joining by and, or."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Final, Literal

from diffcheck.errors import BadInput, NotYet
from diffcheck.language.reader import Infinite, Part, Reader
from diffcheck.model.tree import Compare, Condition, Logic, Name, Node, Number, Relation, Span, Truth

RELATIONS: Final[dict[str, Relation]] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "==", "==": "==", "!=": "!=", "=>": ">="}
"""The relation that each operator of the input means."""

_HOLDS: Final[dict[Relation, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def comparison(reader: Reader, parts: Sequence[Part], relations: Sequence[Relation], span: Span) -> Condition:
    """The condition of a comparison or a chain: `0 < x < 1` is 0 < x and x < 1."""
    links = tuple(_link(reader, left, relation, right) for left, relation, right in zip(parts, relations, parts[1:], strict=False))
    kept = tuple(link for link in links if not (isinstance(link, Truth) and link.value)) or links[:1]
    return kept[0] if len(kept) == 1 else Logic("and", kept, span)


def _link(reader: Reader, left: Part, relation: Relation, right: Part) -> Condition:
    span = (left.span[0], right.span[1])
    if isinstance(left, Infinite) or isinstance(right, Infinite):
        return Truth(_HOLDS[relation](_size(left), _size(right)), span)
    return Compare(relation, reader.as_real(left, left.span[0]), reader.as_real(right, right.span[0]), span)


def membership(reader: Reader, node: Node, floor: Node, numbers: str, span: Span) -> Condition:
    """The condition that a number with that floor is one of R, Z, Q or N: an integer is equal to its floor.

    Raises NotYet for the rational numbers, BadInput for the natural ones, of which 0 is one or none.
    """
    match numbers:
        case "R":
            return Truth(True, span)
        case "Z":
            return comparison(reader, [node, floor], ["=="], span)
        case "N":
            hint = "Write x in Z and x >= 0, or x > 0."
            raise BadInput("ambiguous", "0 is a natural number for some and none for others.", *span, hint)
        case _:
            hint = "A condition is read that holds on intervals, and at points with intervals between them."
            raise NotYet("unknown_function", "A function by cases of rational and irrational numbers is not analysed.", *span, hint)


def _size(part: Part) -> float:
    """0 for what is a number wherever it is looked at, infinity with its sign; raises BadInput for a formula that may be undefined."""
    match part:
        case Infinite(positive, _):
            return float("inf") if positive else float("-inf")
        case Name() | Number():
            return 0.0
        case _:
            raise BadInput("infinity", "Only the variable can be compared with infinity.", *part.span)


def connective(word: Literal["and", "or"], conditions: Sequence[Condition], span: Span) -> Condition:
    """All the conditions joined by one word; a single one as it is."""
    return conditions[0] if len(conditions) == 1 else Logic(word, tuple(conditions), span)
