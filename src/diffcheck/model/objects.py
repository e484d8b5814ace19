"""A report as objects of an algebra system: the nouns. symbolic/ makes them; the model does not know that system: all are Any here."""

from __future__ import annotations

from typing import Any

from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind


@immutable
class Point:
    """A special point, or a family of them, which holds the integer `index`.

    A value, limit or slope is None where there is none, or none is known; `because` says which.
    """

    at: Any
    index: Any | None
    indices: Any | None
    """The integers that the index runs through."""
    points: Any
    """All of them as a set."""
    value: Any | None
    left_limit: Any | None
    right_limit: Any | None
    left_derivative: Any | None
    right_derivative: Any | None
    continuous: Any | None
    """true, false, or a condition on the parameters; None: undecided."""
    differentiable: Any | None
    smoothness: Any | None
    """The largest k with f in C^k, or oo; None where f is undefined, or it is undecided."""
    kind: Kind
    condition: Any
    """On the parameters, for this entry to hold."""
    certainty: str | None
    because: str


@immutable
class Stretch:
    """An open interval without special points, or a family of them, and the smooth formula there."""

    interval: Any
    index: Any | None
    indices: Any | None
    """The integers that the index runs through."""
    formula: Any
    derivative: Any


@immutable
class View:
    """A report as SymPy objects. What SymPy has no object for is None."""

    function: Any
    """As it was read, unevaluated: x/x keeps its hole."""
    variable: Any
    parameters: tuple[Any, ...]
    assumed: Any
    """What is assumed of the parameters, beyond what their symbols say."""
    domain: Any | None
    """A set; with parameters it may be pairs of a set and the condition under which it is the domain."""
    on: Any
    """The set that the verdicts speak of."""
    continuous: Any | None
    differentiable: Any | None
    smoothness: Any | None
    """The order, or pairs of an order and a condition."""
    points: tuple[Point, ...]
    pieces: tuple[Stretch, ...]
    derivative: Any | None
    """f' as one Piecewise, nan where there is none; None with parameters, and where pieces, or an index from x, cannot be told."""
    solutions: list[dict[Any, Any]] | None
    """What the parameters that were solved for must be; None: not asked for, or undecided."""
    conditions: tuple[Any, ...]
    """On the parameters, beside each solution."""
