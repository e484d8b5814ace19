"""What must be asked of f so that claims can be judged from its report, and the claims with the values of parameters put in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

from diffcheck.claims.claim import (
    BadClaim,
    Bound,
    Claim,
    Domain,
    Exactly,
    KindAt,
    Place,
    Property,
    PropertyAt,
    QuantityAt,
    Said,
    Stretch,
    Subgradient,
    nodes_of,
    places_of,
)
from diffcheck.errors import BadInput
from diffcheck.language.substitute import substitute
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Condition, Name, Node, parts


@immutable
class Needs:
    """Points to look at, and whether the Lipschitz constant and the answers of frameworks are needed."""

    at: tuple[Node, ...]
    lipschitz: bool
    autodiff: bool


def needs_of(claims: Sequence[Claim]) -> Needs:
    """What these claims ask for: a named point is looked at, so that its row of the report answers for it."""
    places = [place for claim in claims for place in places_of(claim.said)]
    return Needs(
        at=tuple(place.node for place in places if place.index is None),
        lipschitz=any(isinstance(claim.said, Bound) or _is_lipschitz(claim) for claim in claims),
        autodiff=any(isinstance(claim.said, Subgradient) for claim in claims),
    )


def _is_lipschitz(claim: Claim) -> bool:
    return isinstance(claim.said, Property) and claim.said.name == "lipschitz"


def with_values(claims: Sequence[Claim], values: Mapping[str, Node], parameters: Collection[str]) -> tuple[Claim, ...]:
    """The claims with parameters replaced by their values. Raises BadClaim for a name that is no parameter of the formula."""
    for claim in claims:
        indices = {place.index for place in places_of(claim.said)}
        for node in nodes_of(claim.said):
            for name, span in _names(node).items():
                if name not in parameters and name not in values and name not in indices:
                    listed = ", ".join(sorted(parameters)) or "none"
                    error = BadInput("claim", f"{name} is not a parameter of this formula", *span, f"its parameters: {listed}")
                    raise BadClaim(claim.source, error)
    return tuple(replace(claim, said=_put(claim.said, values)) for claim in claims) if values else tuple(claims)


def _put(said: Said, values: Mapping[str, Node]) -> Said:
    """What is said, with the values in each of its formulas."""

    def number(node: Node | None) -> Node | None:
        return None if node is None else substitute(node, values)

    match said:
        case Bound(constant):
            return Bound(substitute(constant, values))
        case Domain(stretches, left_out):
            moved = tuple(Stretch(number(s.low), number(s.high), s.low_closed, s.high_closed) for s in stretches)
            return Domain(moved, tuple(substitute(node, values) for node in left_out))
        case QuantityAt(facets, amount, places):
            return QuantityAt(facets, replace(amount, node=number(amount.node)), _moved(places, values))
        case Exactly(_, places) | PropertyAt(_, places) | KindAt(_, _, places):
            return replace(said, places=_moved(places, values))
        case _:
            return said


def _moved(places: tuple[Place, ...], values: Mapping[str, Node]) -> tuple[Place, ...]:
    return tuple(_placed(place, {name: value for name, value in values.items() if name != place.index}) for place in places)


def _placed(place: Place, values: Mapping[str, Node]) -> Place:
    """A place with values put in; the index of a family hides a parameter of the same name."""
    among = None if place.among is None else cast("Condition", substitute(cast("Node", place.among), values))
    return replace(place, node=substitute(place.node, values), among=among)


def _names(node: Node | Condition) -> dict[str, tuple[int, int]]:
    """The names in a formula, with the first place of each."""
    return {part.name: part.span for part in reversed(parts(node)) if isinstance(part, Name)}
