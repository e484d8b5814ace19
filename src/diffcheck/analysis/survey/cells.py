"""The cells into which roundings cut the line, numbered by an index, and a lens that answers in every way a branch can need in one of them.

The first quantity that is rounded, or a fraction of it, is the unit v: cell n is where n < v < n + 1. What differs from a whole multiple
of v by a constant has in cell n an integer part that is a polynomial in n, up to one of finitely many constants.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import lcm

from flint import fmpq

from diffcheck.analysis.lenses.interval import Interval, bounds
from diffcheck.analysis.lenses.plain import floor_of_constant, integer_part
from diffcheck.errors import NotYet
from diffcheck.exact.ball import ends_at
from diffcheck.exact.calculus import by_powers, expand, expanded, substitute
from diffcheck.exact.expr import ONE, ZERO, Expr, Sign, atom, number, primitive_part, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign, structural_sign

_UNKNOWN = "_part"


class Unrelated(NotYet):
    """A rounding that no cells of the roundings before it know."""

    def __init__(self) -> None:
        super().__init__("two_indices", "roundings of different quantities together are not decided yet")


class Finer(Exception):
    """The cells must be cut into smaller ones, and all branches be found anew."""

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self.cells = cells


def unknown(part: int) -> Expr:
    """A symbol for a part of the formula of which the branches are not known."""
    return symbol(f"{_UNKNOWN}{part}")


def is_unknown(u: Expr) -> bool:
    """Whether a part that is not known stands in u."""
    return any(name.startswith(_UNKNOWN) for name in u.free)


@dataclass(slots=True)
class Cells:
    """Cell n is where n < unit < n + 1, for an expression in the variable."""

    name: str
    index: str
    unit: Expr | None = None

    def one(self) -> Interval:
        """One cell, the variable standing for the place in it."""
        return Interval(self.name, ZERO, ONE, analytic=False)

    def place(self, y: Expr) -> Expr:
        """The place in cell n at which the unit is n + y, for a linear unit."""
        form = self._linear()
        assert form is not None
        return expanded((symbol(self.index) + y - form[1]) / form[0])

    def within(self, u: Expr) -> Expr | None:
        """u in cell n with the place in the cell for the variable; None where the unit is not linear."""
        if self._linear() is None:
            return None
        try:
            return expanded(substitute(u, self.name, self.place(symbol(self.name)), known_sign))
        except ZeroDivisionError:
            return None

    def _linear(self) -> tuple[Expr, Expr] | None:
        """(a, b) with unit = a*x + b for constants; None where it is not linear."""
        if self.unit is None:
            return None
        x = symbol(self.name)
        base = substitute(self.unit, self.name, ZERO, lambda _: None) if all(self._is_polynomial(m) for m in self.unit.terms) else None
        if base is None:
            return None
        slope = self.unit - base
        if len(slope.terms) != 1 or self.name in (slope := slope / x).free or not known_sign(slope):
            return None
        return slope, base

    def _is_polynomial(self, m: tuple[tuple[object, object], ...]) -> bool:
        return all(self.name not in a.free or (a.head == "symbol" and e == 1) for a, e in m)  # type: ignore[attr-defined]

    def may_vanish_in_one(self, u: Expr) -> bool:
        """Whether u may be 0 throughout a cell: for some integer all coefficients of the powers of the variable are, which hold the index.

        An expression without the index is 0 in all cells or at single places.
        """
        if self.index not in u.free:
            return False
        parts = by_powers(u, atom("symbol", self.name))
        if any(self.name in c.free for c in parts.values()):  # it stands in other atoms, too
            return True
        return all(self._has_integer_zero(c) for c in parts.values())

    def _has_integer_zero(self, u: Expr) -> bool:
        """Whether an expression may be 0 for an integer index; refuted for constants, and linear expressions of the index by their root."""
        if self.index not in u.free:
            return known_sign(u) not in (1, -1)
        n = symbol(self.index)
        start = substitute(u, self.index, ZERO, lambda _: None)
        slope = (u - start) / n
        if slope.rational is None or start.free:
            return True
        root = (start / slope).rational
        return root is None or root.q == 1

    def whole_parts(self, u: Expr) -> list[Expr]:
        """The integer parts that u can have inside of cell n. Raises Unrelated or Finer.

        Where u = a*v + b for an integer a, it lies there between a*n + b and a*n + a + b.
        """
        if self.unit is None:
            self.unit = u
        form = self._multiple(u)
        if form is None:
            raise Unrelated
        a, b = form
        if a.q != 1:
            raise Finer(replace(self, unit=self.unit.scaled(fmpq(1, a.q))))
        ends = (b, b + a) if a > 0 else (b + a, b)
        low, high = floor_of_constant(ends[0]), -floor_of_constant(-ends[1]) - 1
        return [symbol(self.index) * number(a) + k for k in range(low, high + 1)]

    def _multiple(self, u: Expr) -> tuple[fmpq, Expr] | None:
        """(a, b) with u = a*unit + b for a rational a and a constant b; None where there are none."""
        assert self.unit is not None
        m = next((m for m in self.unit.terms if any(self.name in a.free for a, _ in m)), None)
        if m is None or m not in u.terms:
            return None
        a = u.terms[m] / self.unit.terms[m]
        b = u - self.unit.scaled(a)
        return None if b.free else (a, b)


class EveryLens:
    """Answers every question about a sign or an integer part in every possible way, one way after the other."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.script: list[tuple[int, int]] = []
        """The answers given: which, and how many there are."""
        self.asked = 0
        self._given: dict[Expr, Sign] = {}

    def _choice(self, count: int = 2) -> int:
        if self.asked == len(self.script):
            self.script.append((0, count))
        self.asked += 1
        return self.script[self.asked - 1][0]

    def next_script(self) -> bool:
        """Moves on to the next way of answering; False when all were tried."""
        self.asked = 0
        self._given.clear()
        while self.script and self.script[-1][0] == self.script[-1][1] - 1:
            self.script.pop()
        if not self.script:
            return False
        last, count = self.script[-1]
        self.script[-1] = last + 1, count
        return True

    def chosen_signs(self) -> tuple[tuple[Expr, Sign], ...]:
        """The signs that were given in this way of answering, each with its expression."""
        return tuple(self._given.items())

    def sign(self, u: Expr) -> Sign:
        if not {self.cells.name, self.cells.index} & u.free and not is_unknown(u):
            return sign(u)
        plain = structural_sign(u)
        if plain:
            return plain
        if is_zero_form(u):
            return 0
        c, p = primitive_part(u)
        if p not in self._given:
            signs: tuple[Sign, ...] = (1, -1, 0) if self.cells.may_vanish_in_one(p) else (1, -1)
            self._given[p] = signs[self._choice(len(signs))]
        return self._given[p] if c > 0 else -self._given[p]

    def floor(self, u: Expr) -> Expr:
        if is_unknown(u):
            raise Unrelated
        if self.cells.index in u.free:
            return self._floor_in_cell(u)
        if self.cells.name not in u.free:
            return integer_part(u)
        return self._one_of(self.cells.whole_parts(u))

    def _one_of(self, parts: list[Expr]) -> Expr:
        return parts[self._choice(len(parts))] if len(parts) > 1 else parts[0]

    def _floor_in_cell(self, u: Expr) -> Expr:
        """The integer part of P(n)/q + w with a polynomial P with integer coefficients and a w that is bounded in all cells alike.

        With the remainder j of P(n) modulo q it is P(n)/q - j/q and the integer part of j/q + w.
        """
        v = expand(u) if u.free == {self.cells.index} else self.cells.within(u)
        if v is None:
            raise Unrelated
        whole = Expr({m: c for m, c in v.terms.items() if m and all(a.args == (self.cells.index,) and e > 0 for a, e in m)})
        rest = v - whole
        bottom = lcm(*(int(c.q) for c in whole.terms.values()))
        if (
            not rest.free <= {self.cells.name}
            or bottom > effort().remainders
            or any(not isinstance(e, int) for m in whole.terms for _, e in m)
        ):
            raise NotYet("two_indices", "a rounding of a rounding is not decided yet")
        share = fmpq(self._choice(bottom) if bottom > 1 else 0, bottom)
        return whole - number(share) + self._one_of(self._integers_below(rest + number(share)))

    def _integers_below(self, w: Expr) -> list[Expr]:
        """The integer parts of a quantity in a cell that has no index."""
        if not w.free:
            return [number(floor_of_constant(w))]
        value = bounds(w, self.cells.one())
        if value is None:
            raise Unrelated
        low, high = (int(end.floor().unique_fmpz()) for end in ends_at(value, 64))
        if high - low >= effort().remainders:
            raise NotYet("two_indices", "a rounding of a rounding is not decided yet")
        return [number(k) for k in range(low, high + 1)]

    def is_even(self, n: Expr) -> bool:
        """Every way."""
        return bool(self._choice())
