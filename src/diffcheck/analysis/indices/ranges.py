"""The integers that an index runs through, the families of points that it makes, and the block in which solvers may answer with such."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from diffcheck.analysis.lenses.plain import floor_of_constant
from diffcheck.analysis.refusals import Infinite
from diffcheck.exact.assumptions import assumed_integer
from diffcheck.exact.expr import Expr, symbol
from diffcheck.exact.session import session
from diffcheck.exact.sign import sign
from diffcheck.model.immutable import immutable
from diffcheck.model.term import Symbol, Term, comparison, junction, signed

_KNOWN: Final[dict[int | None, str]] = {None: "Integers", 0: "Naturals0", 1: "Naturals"}
"""The sets of all integers from a bound on."""


@immutable
class Range:
    """All integers from low to high, both included; None: no bound on that side."""

    low: int | None = None
    high: int | None = None

    def is_empty(self) -> bool:
        """Whether it contains no integer."""
        return self.low is not None and self.high is not None and self.low > self.high

    def only(self) -> int | None:
        """Its only element, if it has just one."""
        return self.low if self.low is not None and self.low == self.high else None

    def some(self) -> int:
        """One of its integers, not the first ones where it is long."""
        if self.low is not None:
            return self.low if self.high is not None else self.low + 3
        return self.high - 3 if self.high is not None else 5

    def contains(self, n: int) -> bool:
        """Whether n is in it."""
        return (self.low is None or self.low <= n) and (self.high is None or n <= self.high)

    def set(self, index: str) -> Term:
        """The range as the set of an index: a known one, or a condition."""
        if self.high is None and self.low in _KNOWN:
            return Symbol(_KNOWN[self.low])
        bounds = []
        if self.low is not None:
            bounds.append(comparison(Symbol(index), ">=", signed(str(self.low))))
        if self.high is not None:
            bounds.append(comparison(Symbol(index), "<=", signed(str(self.high))))
        return junction("And", bounds)

    def parts(self, cuts: Sequence[Expr]) -> list[Range]:
        """The range cut at the given places: an integer place becomes a part of its own."""
        bounds: list[int] = []
        singles: list[int] = []
        for c in cuts:
            k = floor_of_constant(c)
            if sign(c - k) == 0:
                singles.append(k)
                bounds += [k - 1, k]
            else:
                bounds.append(k)
        found = []
        low = self.low
        for b in sorted(set(bounds)):
            part = Range(low, b)
            if (low is None or b >= low) and (self.high is None or b < self.high):
                found.append(part)
                low = b + 1
        found.append(Range(low, self.high))
        return [p for p in found if not p.is_empty()]

    def moved(self, k: int) -> Range:
        """The n + k for the n in it."""
        return Range(None if self.low is None else self.low + k, None if self.high is None else self.high + k)

    def reversed(self) -> Range:
        """The -n for the n in it."""
        return Range(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def residue(self, modulus: int, r: int) -> Range:
        """The m with modulus*m + r in this range."""
        return Range(
            None if self.low is None else -((r - self.low) // modulus),
            None if self.high is None else (self.high - r) // modulus,
        )


ALL = Range()


@immutable
class Family:
    """The points at(n), n in the range; without an index: one point."""

    at: Expr
    range: Range | None = None


@dataclass(slots=True)
class Use:
    """The index in which solvers may answer now, the ranges of its families, and whether one is being looked for.

    one_by_one: whether many levels are solved for each, and not in one range.
    """

    name: str
    ranges: dict[Expr, list[Range]]
    busy: bool = False
    one_by_one: bool = False


def in_use() -> Use | None:
    """The index in which solvers may answer now."""
    use: Use | None = session().index
    return use


@contextmanager
def using_index(name: str | None, *, one_by_one: bool = False) -> Iterator[dict[Expr, list[Range]]]:
    """Within the block solvers may answer with families in this index; yields where their ranges are written. None: they may not."""
    use = Use(name, {}, one_by_one=one_by_one) if name is not None else None
    here = session()
    before, here.index = here.index, use
    try:
        yield use.ranges if use is not None else {}
    finally:
        here.index = before


def one_family(of: Callable[[Expr], Expr], what: str, among: Range = ALL) -> list[Expr]:
    """of(k) for every integer k of a range, an expression that is one answer for all of them. Raises Infinite."""
    use = in_use()
    if use is None or use.busy or assumed_integer(use.name):
        raise Infinite(f"{what} takes infinitely many integer values")
    c = of(symbol(use.name))
    use.ranges.setdefault(c, []).append(among)
    return [c]


def is_family(c: Expr) -> bool:
    """Whether c is an answer of `indexed`, whose range is recorded."""
    use = in_use()
    return use is not None and not use.busy and c in use.ranges
