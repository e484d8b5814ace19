"""The kinds of points, in the order in which the contract tries the words."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What happens at a point, in the order in which the contract tries the words."""

    INFINITE = "infinite"
    OSCILLATING = "oscillating"
    JUMP = "jump"
    REMOVABLE = "removable"
    ISOLATED = "isolated"
    OSCILLATING_SLOPE = "oscillating_slope"
    VERTICAL_TANGENT = "vertical_tangent"
    CUSP = "cusp"
    CORNER = "corner"
    ENDPOINT = "endpoint"
    HIGHER_ORDER = "higher_order"
    SMOOTH = "smooth"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"
