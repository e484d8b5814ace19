"""A formula close to one point, or to every member of a family of points, from one side: the lens of germs.

Signs and integer parts of the arguments are read off their germs. Where an argument oscillates so fast that it has no sign near
the point (sin(1/x) at 0), its absolute value, sign or integer part is kept as an atom of which the germ knows the size only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from diffcheck.analysis.lenses.interval import Interval, limit_at_end
from diffcheck.analysis.lenses.oscillation import Oscillates
from diffcheck.analysis.lenses.plain import POINT, floor_of_constant
from diffcheck.exact.assumptions import Split, assumed_integer
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, Sign, atom, number, single, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import UndecidedSign, known_sign, sign
from diffcheck.functions.facts import Lens
from diffcheck.germs import series as germs
from diffcheck.germs.expand import Approach
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import NoExpansion, Series, germ_sign

Answer = TypeVar("Answer")


class SideLens:
    """Looks at expressions on a one-sided neighbourhood of a point, which may hold an index."""

    __slots__ = ("name", "point", "side")

    def __init__(self, name: str, point: Expr, side: int) -> None:
        self.name = name
        self.point = point
        self.side = side

    def ask(self, question: Callable[[Approach], Answer]) -> Answer:
        """The answer to a question about germs. Raises NotYet."""
        return at_rising_order(self.name, self.point, self.side, question)

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
            return u - single(atom("wild_frac", u))
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


def _integer_terms(u: Expr) -> tuple[Expr, Expr]:
    """(w, rest) with u = w + rest and w an integer for every index: the terms with integer coefficients. Raises Split."""
    u = expanded(u)
    whole, rest = ZERO, ZERO
    for m, c in u.terms.items():
        part = Expr({m: c})
        names = [a.args[0] for a, e in m if a.head == "symbol" and isinstance(e, int) and e > 0 and assumed_integer(a.args[0])]
        if m and len(names) == len(m):
            if c.q != 1:
                raise Split(names[0], modulus=int(c.q))
            whole = whole + part
        else:
            rest = rest + part
    return whole, rest


def whole_part(u: Expr) -> Expr:
    """The greatest integer <= u for a constant or an expression in the index. Raises Split, UndecidedSign or NoExpansion."""
    if not u.free:
        return number(floor_of_constant(u))
    whole, rest = _integer_terms(u)
    return whole + (_whole_part_of_quotient(rest) if rest.free else floor_of_constant(rest))


def _whole_part_of_quotient(u: Expr) -> Expr:
    """The greatest integer <= u for an expression in the index that is a linear one in disguise, or bounded. Raises as above.

    A bounded one lies between two neighbouring integers on each of finitely many ranges: its sign less an integer tells where.
    """
    reason = NoExpansion("the integer part of an expression in the index that is not an integer polynomial")
    (name,) = u.free if len(u.free) == 1 else ("",)
    if not assumed_integer(name):
        raise reason
    line = _linear_form(u, name)
    if line is not None:
        return whole_part(line)
    far = [limit_at_end(u, Interval(name, None, None), None, side) for side in (1, -1)]
    if any(one is None or one.kind != "finite" for one in far):
        raise reason
    k = floor_of_constant(far[1].value)  # type: ignore[union-attr]
    for _ in range(_STEPS):
        if sign(u - k) < 0:
            k -= 1
        elif sign(u - k - 1) >= 0:
            k += 1
        else:
            return number(k)
    raise reason


_STEPS = 8
"""How far from its limit the integer part of a bounded expression is looked for."""


def _linear_form(u: Expr, name: str) -> Expr | None:
    """a*n + b, if u is proved to be that."""
    try:
        one, two = (_as_integer(substitute(u, name, number(n), known_sign)) for n in (7, 8))
    except (UndecidedSign, ZeroDivisionError):
        return None
    if one is None or two is None:
        return None
    line = (two - one) * symbol(name) + one * 8 - two * 7
    return line if is_zero_form(u - line) or known_sign(u - line) == 0 else None


def _as_integer(u: Expr) -> Expr | None:
    """A constant that is rational or proved to be an integer, as such."""
    if u.rational is not None:
        return u
    k = floor_of_constant(u)
    return number(k) if known_sign(u - k) == 0 else None


def is_even(n: Expr) -> bool:
    """Whether an integer expression is even. Raises Split where the index decides."""
    if not n.free:
        return POINT.is_even(n)
    whole, rest = _integer_terms(n)
    for m, c in whole.terms.items():
        if c.p % 2:
            raise Split(m[0][0].args[0], modulus=2)
    return POINT.is_even(rest)
