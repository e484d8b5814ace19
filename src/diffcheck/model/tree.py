"""The written formula: a tree of small frozen nodes that keeps what the user wrote, with the span of each part in the source.

Nothing is simplified: `x/x` is a quotient, `sqrt(x)**2` a power of a root. Sums and products are n-ary.
Equality and hash of a node ignore its span.
"""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import Literal, TypeAlias

from diffcheck.model.immutable import immutable

Span: TypeAlias = tuple[int, int]
"""Start and end (exclusive) in code points of the input."""

Relation: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]
NOWHERE: Span = (0, 0)


@immutable
class Number:
    """An exact rational number; a decimal is one too."""

    value: Fraction
    span: Span = field(default=NOWHERE, compare=False)


@immutable
class Name:
    """The variable or a real parameter."""

    name: str
    span: Span = field(default=NOWHERE, compare=False)


@immutable
class Apply:
    """A function of the register applied to its arguments.

    Arithmetic is a function too: heads `+` and `*` (n-ary), `/` and `^` (binary), `neg` (unary), `principal_power`
    (a power read with --roots principal). Constants are functions of no arguments: `pi`, `E`.
    """

    head: str
    args: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False)


@immutable
class Named:
    """A named composite such as relu(x): keeps its name and arguments, and means its body."""

    head: str
    args: tuple[Node, ...]
    body: Node
    span: Span = field(default=NOWHERE, compare=False)


@immutable
class Cases:
    """Definition by cases: the first true condition selects; only the selected value is evaluated.

    An Iverson bracket `(x>0)` used as a number is Cases(((1, x>0), (0, true))).
    """

    branches: tuple[tuple[Node, Condition], ...]
    span: Span = field(default=NOWHERE, compare=False)


@immutable
class Compare:
    """One comparison of two real formulas; chains are written as Logic("and", ...)."""

    relation: Relation
    left: Node
    right: Node
    span: Span = field(default=NOWHERE, compare=False)


@immutable
class Logic:
    """and, or (n-ary), not (unary) of conditions."""

    operator: Literal["and", "or", "not"]
    args: tuple[Condition, ...]
    span: Span = field(default=NOWHERE, compare=False)


@immutable
class Truth:
    """The constant condition True or False."""

    value: bool
    span: Span = field(default=NOWHERE, compare=False)


Node: TypeAlias = Number | Name | Apply | Named | Cases
Condition: TypeAlias = Compare | Logic | Truth


def integer(value: int, span: Span = NOWHERE) -> Node:
    """An integer as it is written: a minus sign stands before a number."""
    number = Number(Fraction(abs(value)), span)
    return Apply("neg", (number,), span) if value < 0 else number


def children(node: Node | Condition) -> tuple[Node | Condition, ...]:
    """The parts of a node that count: arguments, the body of a named function, values and conditions."""
    if isinstance(node, Apply | Logic):
        return node.args
    if isinstance(node, Number | Name | Truth):
        return ()
    if isinstance(node, Compare):
        return (node.left, node.right)
    if isinstance(node, Named):
        return (node.body,)
    return tuple([part for branch in node.branches for part in branch])


def parts(node: Node | Condition) -> tuple[Node | Condition, ...]:
    """A node and everything in it, shared parts once."""
    found: dict[int, Node | Condition] = {}
    left = [node]
    while left:
        part = left.pop()
        if id(part) not in found:
            found[id(part)] = part
            left += children(part)
    return tuple(found.values())


@immutable
class Promise:
    """What a text itself says of a part of its formula: `smooth(k, u)` of Modelica says that u is C^k. The text is that of the source."""

    order: int
    node: Node
    text: str


@immutable
class Problem:
    """What was asked: the formula as written, its variable, its parameters, and the text it came from."""

    tree: Node
    variable: str
    parameters: tuple[str, ...]
    text: str
    label: str | None = None
    notes: tuple[str, ...] = ()
    at: tuple[Node, ...] = ()
    """The points that the text itself asks for."""
    on: str = "domain"
    """The set that the text itself asks for."""
    promises: tuple[Promise, ...] = ()
    """What the text itself says of its parts."""
