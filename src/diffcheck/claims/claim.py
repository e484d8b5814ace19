"""The nouns of claims: what may be said of a function, as it was read."""

from __future__ import annotations

from typing import Literal, TypeAlias

from diffcheck.errors import BadInput
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.tree import Condition, Node, Span


@immutable
class Place:
    """A point, or with an index the points for all integers of which the condition holds."""

    text: str
    span: Span
    node: Node
    index: str | None = None
    among: Condition | None = None


@immutable
class Property:
    """`C2`, `smooth`, `not C3`: f has the property on the set, or has it not."""

    name: str
    wanted: bool = True


@immutable
class Bound:
    """`lipschitz <= 3/2`: f is Lipschitz with this constant."""

    constant: Node


@immutable
class Exactly:
    """`continuous except at 0`, `not C1 at 0, 1`: f fails to have the property at these points, and at no others."""

    name: str
    places: tuple[Place, ...]


@immutable
class PropertyAt:
    """`differentiable at 0`: f has the property at each of these points."""

    name: str
    places: tuple[Place, ...]


@immutable
class KindAt:
    """`corner at 0`, `no jump at 1`: each of these points is of the kind, or none is."""

    kind: Kind
    wanted: bool
    places: tuple[Place, ...]


@immutable
class Stretch:
    """One interval of a claimed domain; None: unbounded on that side."""

    low: Node | None
    high: Node | None
    low_closed: bool
    high_closed: bool


@immutable
class Domain:
    """`domain (0, oo)`: the natural domain is this union, but for the points left out."""

    stretches: tuple[Stretch, ...]
    left_out: tuple[Node, ...] = ()


Facet: TypeAlias = Literal["value", "left_limit", "right_limit", "left_derivative", "right_derivative"]
"""The fields of a finding that hold a quantity."""


@immutable
class Amount:
    """What a quantity is said to be: a number, an infinity, or that there is none."""

    text: str
    node: Node | None = None
    infinite: Literal[-1, 0, 1] = 0


@immutable
class QuantityAt:
    """`value 0 at 0`, `left limit 1 at 0`, `derivative 2 at 1`: each of the facets is this at each of these points."""

    facets: tuple[Facet, ...]
    amount: Amount
    places: tuple[Place, ...]


@immutable
class Subgradient:
    """`subgradient in pytorch`: at each special point the framework returns an element of Clarke's subdifferential."""

    frameworks: tuple[str, ...]


Said: TypeAlias = Property | Bound | Exactly | PropertyAt | KindAt | Domain | QuantityAt | Subgradient


@immutable
class Claim:
    """One claim: its text, and what it says."""

    text: str
    said: Said
    source: str = ""
    """The text that it stood in, of which all its spans speak."""


class BadClaim(BadInput):
    """A claim that cannot be read, or speaks of what there is not; the span is one in the text `source`."""

    def __init__(self, source: str, error: BadInput) -> None:
        super().__init__(error.code, error.message, error.start, error.end, error.hint)
        self.source = source


def places_of(said: Said) -> tuple[Place, ...]:
    """The points that a claim names."""
    match said:
        case Exactly(_, places) | PropertyAt(_, places) | KindAt(_, _, places) | QuantityAt(_, _, places):
            return places
        case _:
            return ()


def nodes_of(said: Said) -> tuple[Node | Condition, ...]:
    """The formulas and the conditions in a claim."""
    named = tuple(part for place in places_of(said) for part in (place.node, place.among) if part is not None)
    match said:
        case Bound(constant):
            return (constant,)
        case Domain(stretches, left_out):
            ends = (end for one in stretches for end in (one.low, one.high))
            return (*(end for end in ends if end is not None), *left_out)
        case QuantityAt(_, Amount(node=amount)) if amount is not None:
            return (amount, *named)
        case _:
            return named
