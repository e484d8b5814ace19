"""Exact constants in order: which of two is larger, and several lists of places as one, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cmp_to_key

from diffcheck.exact.expr import Expr
from diffcheck.exact.sign import sign


def compare_constants(a: Expr, b: Expr) -> int:
    """-1, 0 or 1, proved. Raises UndecidedSign."""
    if a == b:
        return 0
    p, q = a.rational, b.rational
    if p is not None and q is not None:
        return -1 if p < q else 1
    return sign(a - b)


def merge_sites(lists: Iterable[Sequence[Expr]]) -> list[Expr]:
    """All sites of several lists, in increasing order, equal ones once."""
    pool = [c for sites in lists for c in sites]
    if len(pool) < 2:
        return pool
    pool = list(dict.fromkeys(pool))
    if all(c.rational is not None for c in pool):
        return sorted(pool, key=lambda c: c.rational)  # type: ignore[arg-type,return-value]
    pool.sort(key=cmp_to_key(compare_constants))
    kept = pool[:1]
    for c in pool[1:]:
        if compare_constants(kept[-1], c) != 0:
            kept.append(c)
    return kept
