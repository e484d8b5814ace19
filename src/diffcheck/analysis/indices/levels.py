"""The signs of expressions in an index n that holds a level x(n), the solution of g(x) = a*n + b: signs of an expression in x alone.

g is increasing, so that x(n) runs through the line as n does, or through a half line, and n = (g(x) - b)/a. Where h(x) has finitely many
zeros c, its sign changes at most where n passes (g(c) - b)/a; where they are a family, it is met by those integers n alone that
exact/integrality.py finds.
"""

from __future__ import annotations

from typing import Final

from diffcheck.analysis.indices.ranges import using_index
from diffcheck.analysis.lenses.interval import Interval, Solver
from diffcheck.analysis.refusals import Infinite
from diffcheck.exact.assumptions import Assumptions, assuming
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import Expr, number
from diffcheck.exact.integrality import integers_among
from diffcheck.exact.levels import LETTER, AtLevel
from diffcheck.exact.sign import known_sign

INNER: Final = "_m"


def where_it_vanishes(
    one: AtLevel, low: Expr | None, high: Expr | None, solver: Solver, inner: Assumptions
) -> tuple[tuple[Expr, ...], bool]:
    """(the n at which h may vanish, whether h has no other zeros) between two bounds of n; `inner`: what is known of the index INNER, in
    which the zeros of h may be a family. Raises NotYet."""
    interval = Interval(LETTER, *one.between(low, high), analytic=False)
    try:
        return tuple(one.index_at(c) for c in solver(one.h, interval)), True
    except Infinite:
        with using_index(INNER):
            places = solver(one.h, interval)
        found: list[Expr] = []
        with assuming(inner):
            numbers = [one.index_at(c) for c in places]
        for n in numbers:
            whole = integers_among(n, INNER) if INNER in n.free else None
            if whole is None and INNER in n.free:
                raise
            found += [n] if whole is None else [substitute(n, INNER, number(m), known_sign) for m in whole]
        return tuple(found), False
