"""Where formulas are looked at, in numbers, to find out by which theorems they are taken apart. Nothing here is trusted.

A look answers the sign of a formula without switches, with the proof of it: on one side of a point by its first derivative that is not 0,
on a piece by factors whose signs are plain.
"""

from __future__ import annotations

from typing import Final, Protocol

from flint import arb

from diffcheck.certificate.expansions import expansion, value_at
from diffcheck.certificate.leading import Beside
from diffcheck.certificate.numbers import Real, sign_of
from diffcheck.certificate.outside import Outside, Turn
from diffcheck.certificate.polynomials import factored_quotient, polynomial_of, quotient_of, zero_between
from diffcheck.functions.formal import ADD, DIV, MUL, OPP, Formal, Whole, difference, exponent_of, opposite, whole
from diffcheck.model.immutable import immutable

STEP: Final = arb(2) ** -90
"""How far beside a point a formula is looked at that has no expansion there."""


class Look(Protocol):
    """A place where a formula is taken apart."""

    @property
    def kind(self) -> str:
        """The first part of the names of the theorems: `branch` or `piece`."""
        ...

    def sign(self, g: Formal) -> int:
        """The sign of a formula there."""
        ...

    def floor(self, u: Formal) -> Whole:
        """The greatest integer that is not greater there."""
        ...

    def positive(self, g: Formal, *, strictly: bool) -> str:
        """The proof that a formula is positive there, or not negative."""
        ...


def sorted_pair(u: arb, v: arb) -> tuple[arb, arb]:
    """The less of two numbers, and the greater."""
    return (u, v) if u < v else (v, u)


MEMBER: Final = 11
"""The index of the member of a family for which proofs are looked for."""


def _told(u: Formal, value: int, following: int | None) -> Whole:
    """An integer, and if it is known for the next member of a family too, as the index has it. Raises Outside for parts of parts."""
    if following is None:
        return Whole(str(value), value)
    if _is_symbolic(u):
        raise Outside("an integer part within an integer part")
    slope = following - value
    return Whole(f"{slope} * n + {value - slope * MEMBER}".replace("+ -", "- "), value)


def _is_symbolic(u: Formal) -> bool:
    return any(_is_symbolic(arg) for arg in u.args) or (u.operation.coq.startswith("Num") and u.operation.rational is None)


@immutable
class SideLook(Beside):
    """One side of a point, where formulas are taken apart; twin: the same side of the next member of a family."""

    twin: SideLook | None = None

    @property
    def kind(self) -> str:
        """Its theorems."""
        return "branch"

    def leading(self, g: Formal) -> tuple[int, int] | None:
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
        leading = self.leading(g)
        return sign_of(value_at(g, self._beside())) if leading is None else leading[1]

    def _beside(self) -> arb:
        return self.point.ball + self.side * STEP

    def floor(self, u: Formal) -> Whole:
        """The greatest integer below the values on this side."""
        return _told(u, self._floor(u), None if self.twin is None else self.twin._floor(u))

    def _floor(self, u: Formal) -> int:
        coefficients = expansion(u, self.point.ball)
        value = value_at(u, self._beside()) if coefficients is None else coefficients[0]
        near = (value + arb(0.5)).floor().unique_fmpz()
        if near is None:
            raise Outside("an integer part is not known")
        if sign_of(value - near) != 0:
            return int(near) if value > near else int(near) - 1
        return int(near) if self.sign(difference(u, whole(int(near)))) >= 0 else int(near) - 1

    def positive(self, g: Formal, *, strictly: bool) -> str:
        """The proof, by the first derivative that is not 0; where there is no expansion, by the signs of the factors."""
        leading = self.leading(g)
        if leading is None:
            found = self._by_parts(g)
            return found if strictly else f"apply positive_nonnegative; {found}"
        order, _ = leading
        if order < 0:
            return "zero_here"
        return f"sign_here {order}%nat" if strictly else f"apply positive_nonnegative; sign_here {order}%nat"

    def _by_parts(self, g: Formal) -> str:
        """The proof that a formula without an expansion is positive: by those of its parts, else by what it does beside the point."""
        if g.operation.unfolded is not None:
            return self._by_parts(g.operation.unfolded(*g.args))
        if g.operation.positive is not None:
            name, count = g.operation.positive
            if all(self.sign(arg) > 0 for arg in g.args[:count]):
                premises = " | ".join(self.positive(arg, strictly=True) for arg in g.args[:count])
                return f"apply positive_{name}" + (f"; [{premises}]" if count else "")
        if g.operation == ADD and all(self.sign(arg) >= 0 for arg in g.args):
            first = self.sign(g.args[0]) > 0
            proofs = [self.positive(arg, strictly=(i == 0) == first) for i, arg in enumerate(g.args)]
            return f"apply positive_add{'' if first else '_r'}; [" + " | ".join(proofs) + "]"
        trend = self.trend(g)
        if trend.growth is not None and trend.growth.sign > 0:
            return f"apply positive_up; {trend.growth.proof}"
        if trend.lead is not None and trend.lead.sign > 0:
            return f"eapply positive_lead; [{trend.lead.proof} | number]"
        raise Outside(f"a sign beside {self.point.text}, where a part has no expansion")


@immutable
class PieceLook:
    """The points between two places, some of them for samples; twin: those between the next members of a family."""

    samples: tuple[arb, ...]
    low: Real | None
    high: Real | None
    twin: PieceLook | None = None

    @property
    def kind(self) -> str:
        """Its theorems."""
        return "piece"

    @property
    def sample(self) -> arb:
        """One of the points."""
        return self.samples[0]

    def sign(self, g: Formal) -> int:
        """The sign at the samples. Raises Turn where a polynomial has more than one."""
        found = sign_of(value_at(g, self.sample))
        polynomial = polynomial_of(g)
        if polynomial is not None:
            for other in self.samples[1:]:
                if sign_of(value_at(g, other)) != found and (at := zero_between(polynomial, *sorted_pair(self.sample, other))) is not None:
                    raise Turn(at)
        return found

    def floor(self, u: Formal) -> Whole:
        """The integer part at the sample."""
        return _told(u, self._floor(u), None if self.twin is None else self.twin._floor(u))

    def _floor(self, u: Formal) -> int:
        found = value_at(u, self.sample).floor().unique_fmpz()
        if found is None:
            raise Outside("an integer part is not known")
        return int(found)

    def positive(self, g: Formal, *, strictly: bool) -> str:
        """The proof: a polynomial is positive by the signs of its factors, all else by what is known of its parts."""
        fraction = quotient_of(g)
        if fraction is not None and (fraction[0].degree() > 1 or fraction[1].degree() > 0):
            product = factored_quotient(fraction, self.sample)
            if product is not None:
                return f"factors ({product})"
        return "sign_on" if polynomial_of(g) is not None else self._by_parts(g) or "sign_on"

    def _by_parts(self, g: Formal) -> str | None:
        """The proof by the signs of the parts of a product, a quotient or a power."""
        operation = g.operation
        if operation.unfolded is not None:
            return self._by_parts(operation.unfolded(*g.args))
        if operation == OPP:
            return self._opposite(g.args[0])
        if operation.positive is None:
            return None
        name, count = operation.positive
        parts = g.args[:count]
        signs = [self.sign(part) for part in parts]
        if all(sign > 0 for sign in signs):
            return f"apply inside_{name}{self._each(parts)}"
        if operation in (MUL, DIV) and all(sign < 0 for sign in signs):
            return f"apply inside_{name}_minus{self._each(tuple(opposite(part) for part in parts))}"
        n = exponent_of(g)
        return f"apply (inside_even _ _ {n // 2}%nat){self._each((opposite(parts[0]),))}" if n and n % 2 == 0 else None

    def _opposite(self, inner: Formal) -> str | None:
        """The proof that the opposite of a formula is positive, by the signs of its parts."""
        if inner.operation == OPP:
            return f"apply outside_opp; {self.positive(inner.args[0], strictly=True)}"
        if inner.operation in (MUL, DIV):
            a, b = inner.args
            turned = (a, opposite(b)) if inner.operation == MUL else (opposite(a), b)
            return f"apply outside_{inner.operation.coq.lower()}; {self.positive(Formal(inner.operation, turned), strictly=True)}"
        n = exponent_of(inner)
        return f"apply (outside_odd _ _ {n // 2}%nat){self._each((opposite(inner.args[0]),))}" if n % 2 else None

    def _each(self, parts: tuple[Formal, ...]) -> str:
        """The proofs that all of them are positive, behind the theorem that asks for it."""
        return "; [" + " | ".join(self.positive(part, strictly=True) for part in parts) + "]" if parts else ""
