"""A formula close to one point, or to every member of a family of points, from one side: the lens of germs.

Signs and integer parts of the arguments are read off their germs. Where an argument oscillates so fast that it has no sign near
the point (sin(1/x) at 0), its absolute value, sign or integer part is kept as an atom of which the germ knows the size only.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from diffcheck.analysis.lenses.oscillation import Oscillates
from diffcheck.analysis.lenses.plain import integer_part, integer_terms, is_even
from diffcheck.analysis.lenses.steps import floor_of, polynomial_floor
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assumed_integer, assumptions
from diffcheck.exact.expr import Expr, Sign, atom, single
from diffcheck.exact.levels import without_level
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import sign
from diffcheck.functions.facts import PASSING, Lens
from diffcheck.germs import series as germs
from diffcheck.germs.expand import Approach
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import NoExpansion, Series, germ_sign

Answer = TypeVar("Answer")


class SideLens:
    """Looks at expressions on a one-sided neighbourhood of a point, which may hold an index."""

    __slots__ = ("_assumed", "_mirror", "_near", "name", "point", "side")

    def __init__(self, name: str, point: Expr, side: int, other: SideLens | None = None) -> None:
        """other: the lens of the other side, if f was looked at through it."""
        self.name = name
        self.point = point
        self.side = side
        self._assumed = assumptions()
        self._near: dict[int, Approach] = {}
        """Expansions made so far: they hold under the assumptions under which the lens was made, and are used under no others."""
        self._mirror = None if other is None or other._assumed is not self._assumed else other._near

    def ask(self, question: Callable[[Approach], Answer]) -> Answer:
        """The answer to a question about germs. Raises NotYet."""
        near, mirror = (self._near, self._mirror) if assumptions() is self._assumed else (None, None)
        return at_rising_order(self.name, self.point, self.side, question, near, mirror=mirror)

    def sign(self, u: Expr) -> Sign:
        """The sign of u near the point. Raises Oscillates, UndecidedSign, NoExpansion or Split."""
        if self.name not in u.free:
            return sign(u)
        if is_zero_form(u):
            return 0
        s = self.ask(lambda near: germ_sign(near.expand(u)))
        if s is None:
            raise Oscillates
        return s

    def floor(self, u: Expr) -> Expr:
        """The integer part of u near the point."""
        if self.name not in u.free:
            return whole_part(u)

        def limit_and_gap(near: Approach) -> tuple[Expr, Series] | None:
            v = near.expand(u)
            infinite, middle, rest = germs.split(v)
            return None if infinite else (middle, rest)

        found = self.ask(limit_and_gap)
        if found is None:
            return u - single(atom(PASSING, u))
        n = whole_part(found[0])
        return n if self.sign(u - n) >= 0 else n - 1

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even. Raises Split where it depends on the index."""
        return is_even(n)


class IndexLens:
    """Looks at constants that hold an index: the value at every member of a family."""

    def sign(self, u: Expr) -> Sign:
        """The sign for all n of the range."""
        return sign(u)

    def floor(self, u: Expr) -> Expr:
        """The integer part, as an expression in the index."""
        return whole_part(u)

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even for all n of the range. Raises Split."""
        return is_even(n)


INDEXED: Lens = IndexLens()


def whole_part(u: Expr) -> Expr:
    """The greatest integer <= u for a constant, or an expression in parameters or the index. Raises Split, UndecidedSign or NoExpansion."""
    whole, rest = integer_terms(u)
    names = [name for name in rest.free if assumed_integer(name)]
    if not names:
        return integer_part(u)
    current = assumptions()
    if len(names) != 1 or len(rest.free) > 1 or current is None or not current.examples(names[0]):  # an integer parameter is no index
        raise NoExpansion("the integer part of an expression in the index that is not an integer polynomial")
    return whole + _moving_part(rest, names[0])


def _moving_part(u: Expr, name: str) -> Expr:
    """The integer part of an expression in an index: a*n + b, if that is proved, or a step. Raises Split."""
    plain = without_level(u, name)
    if plain is not None:
        return whole_part(plain)
    guess = polynomial_floor(u, name)
    with suppress(NotYet):
        if guess is not None and sign(u - guess) >= 0 and sign(guess + 1 - u) > 0:
            return guess
    return floor_of(u)
