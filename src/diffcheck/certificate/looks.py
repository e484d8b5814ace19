"""Where formulas are looked at, in numbers, to find out by which theorems they are taken apart. Nothing here is trusted.

A look answers the sign of a formula without switches, with the proof of it: on one side of a point by its first derivative that is not 0,
on a piece by factors whose signs are plain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from flint import arb, arb_series, ctx, fmpq_poly

from diffcheck.certificate.numbers import Real, sign_of
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.polynomials import factored, polynomial_of
from diffcheck.functions.formal import CASE, Formal, X

TERMS: Final = 20
"""So many derivatives are looked at."""
STEP: Final = arb(2) ** -90
"""How far beside a point a formula is looked at that has no expansion there."""


def value_at(g: Formal, x: arb | arb_series) -> arb | arb_series:
    """The value of a formula without switches, or its power series."""
    if g.operation == X.operation:
        return x
    if g.operation == CASE:
        raise Outside("cases within a branch")
    unfolded = g.operation.unfolded
    if unfolded is not None:
        return value_at(unfolded(*g.args), x)
    return g.operation.value(*[value_at(arg, x) for arg in g.args])


def expansion(g: Formal, c: arb) -> list[arb] | None:
    """The Taylor coefficients at c; None where a part of the formula is not analytic there."""
    before, ctx.cap = ctx.cap, TERMS
    try:
        series = arb_series([c, 1], prec=TERMS)
        found = value_at(g, series)
        coefficients = found.coeffs() if isinstance(found, arb_series) else [found]
    except (ZeroDivisionError, ValueError, ArithmeticError):
        return None
    finally:
        ctx.cap = before
    if not all(one.is_finite() for one in coefficients):
        return None
    return [*coefficients, *[arb(0)] * (TERMS - len(coefficients))][:TERMS]


class Look(Protocol):
    """A place where a formula is taken apart."""

    @property
    def kind(self) -> str:
        """The first part of the names of the theorems: `branch` or `piece`."""
        ...

    def sign(self, g: Formal) -> int:
        """The sign of a formula there."""
        ...

    def floor(self, u: Formal) -> int:
        """The greatest integer that is not greater there."""
        ...

    def positive(self, g: Formal, *, strictly: bool) -> str:
        """The proof that a formula is positive there, or not negative."""
        ...


@dataclass(frozen=True, slots=True)
class SideLook:
    """One side of a point: from the right for side = 1, from the left for side = -1."""

    point: Real
    side: int

    @property
    def kind(self) -> str:
        """Its theorems."""
        return "branch"

    def _leading(self, g: Formal) -> tuple[int, int] | None:
        """The order of the first derivative that is not 0, and the sign on this side; order -1: all are 0; None: no expansion."""
        coefficients = expansion(g, self.point.ball)
        if coefficients is None:
            return None
        for order, one in enumerate(coefficients):
            if (found := sign_of(one)) != 0:
                return order, found * self.side**order
        return -1, 0

    def sign(self, g: Formal) -> int:
        """The sign on this side."""
        leading = self._leading(g)
        return sign_of(value_at(g, self._beside())) if leading is None else leading[1]

    def _beside(self) -> arb:
        return self.point.ball + self.side * STEP

    def floor(self, u: Formal) -> int:
        """The greatest integer below the values on this side."""
        coefficients = expansion(u, self.point.ball)
        value = value_at(u, self._beside()) if coefficients is None else coefficients[0]
        near = (value + arb(0.5)).floor().unique_fmpz()
        if near is None:
            raise Outside("an integer part is not known")
        if sign_of(value - near) != 0:
            return int(near) if value > near else int(near) - 1
        from diffcheck.functions.formal import difference, whole

        return int(near) if self.sign(difference(u, whole(int(near)))) >= 0 else int(near) - 1

    def positive(self, g: Formal, *, strictly: bool) -> str:
        """The proof, by the first derivative that is not 0; where there is no expansion, by the signs of the factors."""
        leading = self._leading(g)
        if leading is None:
            found = self._by_parts(g)
            return found if strictly else f"apply positive_nonnegative; {found}"
        order, _ = leading
        if order < 0:
            return "zero_here"
        return f"sign_here {order}%nat" if strictly else f"apply positive_nonnegative; sign_here {order}%nat"

    def _by_parts(self, g: Formal) -> str:
        """The proof that a formula without an expansion is positive."""
        if g.operation.unfolded is not None:
            return self._by_parts(g.operation.unfolded(*g.args))
        if g.operation.positive is not None:
            name, count = g.operation.positive
            if all(self.sign(arg) > 0 for arg in g.args[:count]):
                premises = " | ".join(self.positive(arg, strictly=True) for arg in g.args[:count])
                return f"apply positive_{name}" + (f"; [{premises}]" if count else "")
        if g.operation.coq == "Add" and all(self.sign(arg) >= 0 for arg in g.args):
            first = self.sign(g.args[0]) > 0
            proofs = [self.positive(arg, strictly=(i == 0) == first) for i, arg in enumerate(g.args)]
            return f"apply positive_add{'' if first else '_r'}; [" + " | ".join(proofs) + "]"
        raise Outside(f"a sign beside {self.point.text}, where a part has no expansion")


@dataclass(frozen=True, slots=True)
class PieceLook:
    """The points between two places, one of them for a sample."""

    sample: arb
    low: Real | None
    high: Real | None

    @property
    def kind(self) -> str:
        """Its theorems."""
        return "piece"

    def sign(self, g: Formal) -> int:
        """The sign at the sample."""
        return sign_of(value_at(g, self.sample))

    def floor(self, u: Formal) -> int:
        """The integer part at the sample."""
        found = value_at(u, self.sample).floor().unique_fmpz()
        if found is None:
            raise Outside("an integer part is not known")
        return int(found)

    def positive(self, g: Formal, *, strictly: bool) -> str:
        """The proof: a polynomial is positive by the signs of its factors, all else by what is known of its parts."""
        polynomial = polynomial_of(g)
        if polynomial is not None and isinstance(polynomial, fmpq_poly) and polynomial.degree() > 1:
            product = factored(polynomial, self.sample)
            if product is not None:
                return f"factors ({product})"
        return "sign_on"
