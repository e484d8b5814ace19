"""Clarke's generalized derivative at a point: between the limits of f' from the left and from the right.

For f continuous, and C^1 on both sides with finite limits of f', f is Lipschitz near the point, and Clarke's set is the convex hull of
these limits. Where they are not finite, or f lives on one side only, there is none.
"""

from __future__ import annotations

from diffcheck.analysis.sides import Side
from diffcheck.errors import NotYet
from diffcheck.exact.expr import Expr
from diffcheck.exact.sign import sign


def subdifferential(left: Side | None, right: Side | None) -> tuple[Expr, Expr] | None:
    """The least and the greatest element at a point where f is continuous; None where there is none or it could not be found."""
    if left is None or right is None:
        return None
    try:
        limits = [side.derivative_limit(1) for side in (left, right)]
        if any(found.kind != "finite" for found in limits):
            return None
        low, high = (found.value for found in limits)
        return (high, low) if sign(low - high) > 0 else (low, high)
    except NotYet:
        return None
