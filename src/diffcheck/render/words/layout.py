"""What all scripts make of a term before they write it."""

from __future__ import annotations

from typing import Final

from diffcheck.model.term import Chain, Fence, Term

RESIDUES: Final = {
    ("=", "1", "0"): " is an integer", ("!=", "1", "0"): " is no integer",
    ("=", "2", "0"): " is even", ("!=", "2", "0"): " is not even",
    ("=", "2", "1"): " is odd", ("!=", "2", "1"): " is not odd",
}  # fmt: skip
"""What is said of a quantity that leaves, or does not leave, a number when it is divided by another one: by relation, divisor, rest."""


def inside(part: Term) -> Term:
    """What stands in a pair of round brackets; anything else as it is."""
    return part.items[0] if isinstance(part, Fence) and part.opening + part.closing == "()" and len(part.items) == 1 else part


def chained(parts: tuple[Term, ...]) -> list[Term]:
    """`p > 1` before `p < 2` becomes `1 < p < 2`."""
    out: list[Term] = []
    for part in parts:
        linked = _linked(out[-1], part) if out else None
        if linked is None:
            out.append(part)
        else:
            out[-1] = linked
    return out


def _linked(one: Term, other: Term) -> Chain | None:
    """Two bounds of the same thing as one chain."""
    low, high = (one, other) if _bounds(one, (">", ">=")) else (other, one)
    if not (isinstance(low, Chain) and isinstance(high, Chain) and _bounds(low, (">", ">=")) and _bounds(high, ("<", "<="))):
        return None
    if low.parts[0] != high.parts[0]:
        return None
    return Chain((low.joints[0].replace(">", "<"), high.joints[0]), (low.parts[1], *high.parts))


def _bounds(part: Term, joints: tuple[str, str]) -> bool:
    return isinstance(part, Chain) and len(part.joints) == 1 and part.joints[0] in joints
