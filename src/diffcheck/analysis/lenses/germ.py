"""A formula close to one point, or to every member of a family of points, from one side: the lens of germs.

Signs and integer parts of the arguments are read off their germs. Where an argument oscillates so fast that it has no sign near
the point (sin(1/x) at 0), its absolute value, sign or integer part is kept as an atom of which the germ knows the size only.
"""

from __future__ import annotations

from diffcheck.analysis.lenses.oscillation import Oscillates
from diffcheck.analysis.lenses.plain import integer_part, is_even
from diffcheck.exact.expr import Expr, Sign, atom, single
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import sign
from diffcheck.functions.facts import Lens
from diffcheck.germs import series as germs
from diffcheck.germs.expand import Approach
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import Series, germ_sign


class SideLens:
    """Looks at expressions on a one-sided neighbourhood of a point, which may hold an index."""

    __slots__ = ("name", "point", "side")

    def __init__(self, name: str, point: Expr, side: int) -> None:
        self.name = name
        self.point = point
        self.side = side

    def sign(self, u: Expr) -> Sign:
        """The sign of u near the point. Raises Oscillates, UndecidedSign, NoExpansion or Split."""
        if self.name not in u.free:
            return sign(u)
        if is_zero_form(u):
            return 0
        s = at_rising_order(self.name, self.point, self.side, lambda near: germ_sign(near.expand(u)))
        if s is None:
            raise Oscillates
        return s

    def floor(self, u: Expr) -> Expr:
        """The integer part of u near the point."""
        if self.name not in u.free:
            return integer_part(u)

        def limit_and_gap(near: Approach) -> tuple[Expr, Series] | None:
            v = near.expand(u)
            infinite, middle, rest = germs.split(v)
            return None if infinite else (middle, rest)

        found = at_rising_order(self.name, self.point, self.side, limit_and_gap)
        if found is None:
            return u - single(atom("wild_frac", u))
        n = integer_part(found[0])
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
        return integer_part(u)

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even for all n of the range. Raises Split."""
        return is_even(n)


INDEXED: Lens = IndexLens()
