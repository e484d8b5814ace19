"""A tree with some names replaced by trees; parts that are shared stay shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Span, Truth


def substitute(tree: Node, values: Mapping[str, Node], span: Span | None = None) -> Node:
    """The tree with each name of `values` replaced at once.

    span: the place that all parts of the tree itself take; None: each keeps its own. The values keep theirs.
    """
    return cast(Node, _Substitution(values, span).of(tree))


def unfolded(tree: Node) -> Node:
    """The tree with every named composite as the formula that it means."""
    return cast(Node, _Unfolding({}, None).of(tree))


class _Substitution:
    """One replacement and what it has made so far, by identity, so that a shared part is made once."""

    __slots__ = ("done", "span", "values")

    def __init__(self, values: Mapping[str, Node], span: Span | None) -> None:
        self.values = values
        self.span = span
        self.done: dict[int, Node | Condition] = {}

    def of(self, node: Node | Condition) -> Node | Condition:
        made = self.done.get(id(node))
        if made is None:
            made = self.done[id(node)] = self._make(node)
        return made

    def _nodes(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple([cast(Node, self.of(node)) for node in nodes])

    def _make(self, node: Node | Condition) -> Node | Condition:
        span = self.span or node.span
        match node:
            case Name(name):
                return self.values[name] if name in self.values else Name(name, span)
            case Number(value):
                return Number(value, span)
            case Apply(head, args):
                return Apply(head, self._nodes(args), span)
            case Named(head, args, body):
                return Named(head, self._nodes(args), cast(Node, self.of(body)), span)
            case Cases(branches):
                return Cases(tuple([(cast(Node, self.of(v)), cast(Condition, self.of(c))) for v, c in branches]), span)
            case Compare(relation, left, right):
                return Compare(relation, cast(Node, self.of(left)), cast(Node, self.of(right)), span)
            case Logic(operator, args):
                return Logic(operator, tuple([cast(Condition, self.of(c)) for c in args]), span)
            case Truth(value):
                return Truth(value, span)


class _Unfolding(_Substitution):
    """The same, which also drops the names of composites."""

    __slots__ = ()

    def _make(self, node: Node | Condition) -> Node | Condition:
        return self.of(node.body) if isinstance(node, Named) else super()._make(node)
