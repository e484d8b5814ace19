"""The integers that an index runs through, the families of points that it makes, and the block in which solvers may answer with such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Final

from diffcheck.analysis.lenses.plain import floor_of_constant
from diffcheck.analysis.refusals import Infinite
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assumed_integer, without_integers
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import Expr, atom, number, single, symbol
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.session import session
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.text import term, text
from diffcheck.model.immutable import immutable
from diffcheck.model.term import Symbol, Term, comparison, junction, signed

_KNOWN: Final[dict[int | None, str]] = {None: "Integers", 0: "Naturals0", 1: "Naturals"}
"""The sets of all integers from a bound on."""
_LOOKED_AT: Final = 60
"""So many integers are looked at one by one for one that satisfies a condition."""


@immutable
class Wholeness:
    """u(n) is an integer, or it is none; `index` is the symbol n in it."""

    u: Expr
    index: str
    holds: bool
    common: bool = field(default=False, compare=False)
    """Whether it is so for one of any two neighbours at least."""

    def put(self, n: Expr) -> Wholeness:
        """The same of u with an expression for the index, under what is assumed of the symbols in it."""
        kept = self.common and expanded(n - symbol(self.index)).rational is not None
        return replace(self, u=substitute(self.u, self.index, n, known_sign), common=kept)

    def at(self, n: int) -> bool:
        """Whether it is so for one integer, proved. Raises NotYet where parameters or the index of another range decide."""
        u = expanded(substitute(self.u, self.index, number(n), known_sign))
        if u.free:
            raise NotYet("unknown_member", f"whether {text(self.u)} is an integer is not known for every member")
        return (sign(u - floor_of_constant(u)) == 0) is self.holds

    def term(self) -> Term:
        """As a condition that can be read back: floor(u) = u or not."""
        return comparison(term(single(atom(WHOLE, self.u))), "=" if self.holds else "!=", term(self.u))


@immutable
class Range:
    """The integers from low to high, both included, that satisfy some conditions; None: no bound on that side.

    The ends bound the integers of the range, and are not always among them. A range is made of another one by the methods, which keep
    the conditions; nothing else reads ends to make a new range of them (a test walks the source).
    """

    low: int | None = None
    high: int | None = None
    where: tuple[Wholeness, ...] = ()

    def is_empty(self) -> bool:
        """Whether it is seen to contain no integer: where it is short and has conditions, its integers are looked at one by one."""
        if self.low is None or self.high is None:
            return False
        if self.low > self.high:
            return True
        if not self.where or self.high - self.low > _LOOKED_AT:
            return False
        with suppress(NotYet):
            return not any(map(self.contains, range(self.low, self.high + 1)))
        return False

    def only(self) -> int | None:
        """Its only element, if its ends leave just one. Raises NotYet where a condition is not decided for it."""
        return self.low if self.low is not None and self.low == self.high and self.contains(self.low) else None

    def some(self) -> int:
        """One of its integers, not the first ones where it is long. Raises NotYet where none is found that satisfies the conditions."""
        start = self.inner()
        if not self.where:
            return start
        step = -1 if self.low is None and self.high is not None else 1
        for n in range(start, start + step * _LOOKED_AT, step):
            if self.contains(n):
                return n
        raise NotYet("no_member", "no integer that satisfies a condition on an index was found")

    def inner(self) -> int:
        """An integer between its ends, whether or not it satisfies the conditions."""
        if self.low is not None:
            return self.low if self.high is not None else self.low + 3
        return self.high - 3 if self.high is not None else 5

    def contains(self, n: int) -> bool:
        """Whether n is in it. Raises NotYet where a condition is not decided for n."""
        return (self.low is None or self.low <= n) and (self.high is None or n <= self.high) and all(one.at(n) for one in self.where)

    def admits(self, n: int) -> bool:
        """Whether n is seen to satisfy the conditions, if not to lie between the ends."""
        with suppress(NotYet):
            return all(one.at(n) for one in self.where)
        return False

    def says(self, u: Expr) -> bool | None:
        """Whether u, as it stands or less integers, is an integer for each index; None where no condition says it."""
        wanted = without_integers(expanded(u))
        for one in self.where:
            known = without_integers(expanded(one.u))
            if wanted in (known, -known):
                return one.holds
            gap = next((r for r in ((wanted - known).rational, (wanted + known).rational) if r is not None), None)
            if one.holds and gap is not None:
                return bool(gap.q == 1)
        return None

    def set(self, index: str) -> Term:
        """The range as the set of an index: a known one, or a condition."""
        if self.high is None and self.low in _KNOWN and not self.where:
            return Symbol(_KNOWN[self.low])
        bounds = []
        if self.low is not None:
            bounds.append(comparison(Symbol(index), ">=", signed(str(self.low))))
        if self.high is not None:
            bounds.append(comparison(Symbol(index), "<=", signed(str(self.high))))
        return junction("And", [*bounds, *(one.term() for one in self.where)])

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
            part = self.between(low, b)
            if (low is None or b >= low) and (self.high is None or b < self.high):
                found.append(part)
                low = b + 1
        found.append(self.between(low, self.high))
        return [p for p in found if not p.is_empty()]

    def between(self, low: int | None, high: int | None) -> Range:
        """The integers between other ends that satisfy the same conditions."""
        return replace(self, low=low, high=high)

    def cut(self, low: int | None, high: int | None) -> Range:
        """The integers of the range from low to high."""
        lows, highs = ([end for end in ends if end is not None] for ends in ((self.low, low), (self.high, high)))
        return self.between(max(lows, default=None), min(highs, default=None))

    def without(self, exceptions: Iterable[int]) -> list[Range]:
        """The range in parts that hold none of these integers."""
        found, low = [], self.low
        for n in sorted(exceptions):
            found.append(self.between(low, n - 1))
            low = n + 1
        return [part for part in (*found, self.between(low, self.high)) if not part.is_empty()]

    def with_condition(self, u: Expr, index: str, *, holds: bool, common: bool = False) -> Range:
        """The integers of the range for which u is an integer, or is none; common: as in `Wholeness`."""
        return replace(self, where=(*self.where, Wholeness(u, index, holds, common)))

    def with_conditions(self, where: Iterable[Wholeness]) -> Range:
        """The integers between the ends that satisfy other conditions."""
        return replace(self, where=tuple(where))

    def reunited(self, other: Range) -> Range | None:
        """Both ranges as one, where they differ in nothing but that a quantity is an integer in one of them, and none in the other."""
        mine, yours = ([one for one in a.where if one not in b.where] for a, b in ((self, other), (other, self)))
        if (self.low, self.high) != (other.low, other.high) or len(mine) != 1 or len(yours) != 1:
            return None
        ((a,), (b,)) = mine, yours
        return self.with_conditions(one for one in self.where if one != a) if a == replace(b, holds=not b.holds) else None

    @property
    def may_be_empty(self) -> bool:
        """Whether parameters stand in a condition: for some of their values it may leave no member, and nothing counts as found there."""
        few = [one for one in self.where if one.u.free != {one.index}]
        return bool(few) and not (
            len(self.where) == 1 and few[0].common and (self.low is None or self.high is None or self.low < self.high)
        )

    @property
    def depends_on_parameters(self) -> bool:
        """Whether parameters stand in a condition."""
        return any(one.u.free != {one.index} for one in self.where)

    @property
    def is_endless(self) -> bool:
        """Whether it has infinitely many members if it has no end on one side: without conditions, or where these say that roots are none.

        The integers for which a root is one are the values of a polynomial of degree two or more: they get ever rarer.
        """
        return not any(one.holds or one.u.free != {one.index} for one in self.where)

    def plain(self) -> Range:
        """All integers between the ends, whether or not they satisfy the conditions."""
        return replace(self, where=())

    def put(self, n: Expr, low: int | None, high: int | None) -> Range:
        """The k from low to high for which n(k), between the ends of this range by what the caller knows, satisfies the conditions."""
        return Range(low, high, tuple(one.put(n) for one in self.where))

    def moved(self, k: int) -> Range:
        """The n + k for the n in it."""
        return self._counted(1, -k, None if self.low is None else self.low + k, None if self.high is None else self.high + k)

    def reversed(self) -> Range:
        """The -n for the n in it."""
        return self._counted(-1, 0, None if self.high is None else -self.high, None if self.low is None else -self.low)

    def residue(self, modulus: int, r: int) -> Range:
        """The m with modulus*m + r in this range."""
        low = None if self.low is None else -((r - self.low) // modulus)
        return self._counted(modulus, r, low, None if self.high is None else (self.high - r) // modulus)

    def spread(self, count: int) -> Range:
        """The count*m + k for the m in it, 0 <= k < count. Raises NotYet where there are conditions."""
        if self.where:
            raise NotYet("condition", "a condition on an index in a period")
        return Range(None if self.low is None else count * self.low, None if self.high is None else count * self.high + count - 1)

    def _counted(self, slope: int, start: int, low: int | None, high: int | None) -> Range:
        """The m between two ends for which slope*m + start satisfies the conditions."""
        return Range(low, high, tuple(one.put(symbol(one.index) * slope + start) for one in self.where))


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
