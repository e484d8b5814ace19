"""What is asked of a text, and what it says: the formula with its names, and what is to be said of how it was read."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Node, Promise, Span


@immutable
class Asked:
    """How a text is to be read: the name of --var, the names of any length that are parameters, the reading of roots."""

    variable: str | None = None
    declared: frozenset[str] = frozenset()
    principal: bool = False


PLAINLY: Final = Asked()
"""Nothing is said of how the text is to be read."""


@immutable
class Called:
    """A name with a bracket right behind it: as it is written, the names in the bracket, whether one is all of it; is it a word?"""

    written: str
    name: str
    span: Span
    inside: frozenset[str]
    alone: bool
    is_word: bool


@immutable
class Formula:
    """What a text says: the tree, the variable that `f(t) = …` names, and each name used with its first place."""

    tree: Node
    defined: str | None
    names: dict[str, Span]
    equated: tuple[str, Span] | None = None
    """The name y of `y = …`, and where all of that stands."""
    notes: tuple[str, ...] = field(default=(), compare=False)
    called: tuple[Called, ...] = field(default=(), compare=False)
    """The names before a bracket that may be functions, where the bracket holds the variable."""
    loose_e: Span | None = field(default=None, compare=False)
    """Where e stands that is no base of a power."""
    at: tuple[Node, ...] = field(default=(), compare=False)
    on: str | None = None
    """The points and the set that the text itself asks for."""
    promises: tuple[Promise, ...] = field(default=(), compare=False)
    indices: frozenset[str] = field(default=frozenset(), compare=False)
    """The indices of its sums and products."""
