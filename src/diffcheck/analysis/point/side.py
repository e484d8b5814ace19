"""One side of a point: the analytic branch there, asked for its limit, its slope and its derivatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from fractions import Fraction
from math import ceil
from typing import TypeVar

from diffcheck.errors import NotYet
from diffcheck.exact.expr import ZERO, Expr, number, product
from diffcheck.exact.generators import EXP
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign
from diffcheck.exact.walk import powers_in
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import Limit, infinite, limit, rest_at_limit
from diffcheck.germs.monomial import Monomial, is_natural_power
from diffcheck.germs.rising import ORDERS, TooShort, at_rising_order
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, add, constant, derivative, germ_sign, multiply, scale
from diffcheck.model.immutable import immutable

MODERATE = 11
"""Powers up to this one need no longer expansions than all do."""
PLAIN_BY = 8
"""The order by which an expansion shows that it is a polynomial and a flat part, if its degree is small."""
Answer = TypeVar("Answer")


def may_go_on_flat(u: Series, near: Approach) -> bool:
    """Whether it may be that nothing but flat terms follows behind a polynomial, if the expansion is longer."""
    if near.order >= PLAIN_BY or u.error is None or not is_natural_power(u.error):
        return False
    return near.met_exponentials() and u.is_smooth_so_far()


@immutable
class Side:
    """f = branch for x on the given side of the point; side is -1 (left) or 1 (right)."""

    name: str
    branch: Expr
    point: Expr
    side: int
    near: dict[int, Approach] = field(default_factory=dict, compare=False, repr=False)
    """Expansions made so far, by order: they are shared by all questions about this side."""
    orders: tuple[int, ...] = ORDERS
    mirror: dict[int, Approach] | None = field(default=None, compare=False, repr=False)
    """Expansions made at the other side of the same point."""

    def of(self, branch: Expr) -> Side:
        """The same side for another expression."""
        return Side(self.name, branch, self.point, self.side, self.near, self.orders, self.mirror)

    def ask(self, question: Callable[[Approach], Answer]) -> Answer:
        """Asks about germs with rising order. Raises NoExpansion or UndecidedSign."""
        try:
            return at_rising_order(self.name, self.point, self.side, question, self.near, self.orders, self.mirror)
        except TooShort:
            long = self.long_order()
            if long <= self.orders[-1]:
                raise
            return at_rising_order(self.name, self.point, self.side, question, self.near, (long,), self.mirror)

    def long_order(self) -> int:
        """An order beyond the highest power of the distance that stands in the branch: few terms lie between, where it is high."""
        highest = max((abs(Fraction(e)) for a, e in powers_in(self.branch) if self.name in a.free), default=Fraction(1))
        return min(ORDERS[-1] + 2 * ceil(highest), effort().expansion_order) if highest > MODERATE else ORDERS[-1]

    def limit(self) -> Limit:
        """The one-sided limit of f."""
        try:
            return self.ask(lambda near: limit(near.expand(self.branch)))
        except NoExpansion:
            found = self._limit_by_reciprocal()
            if found is None:
                raise
            return found

    def _limit_by_reciprocal(self) -> Limit | None:
        """oo or -oo, where f is a product with exponentials that has a sign, and 1/f tends to 0; else None."""
        if len(self.branch.terms) != 1:
            return None
        ((m, c),) = self.branch.terms.items()
        positive = [(a, e) for a, e in m if a.head == EXP]
        if not positive:
            return None
        try:
            other = self.of(self.branch**-1)
            zero = other.ask(lambda near: limit(near.expand(other.branch)))
            s = self.of(product(c, (pair for pair in m if pair not in positive))).ask_sign()
        except (NotYet, ZeroDivisionError):
            return None
        return infinite(s, "dominance") if s and zero.kind == "finite" and known_sign(zero.value) == 0 else None

    def ask_sign(self) -> int | None:
        """The sign of the branch beside the point; None where it oscillates."""
        return self.ask(lambda near: germ_sign(near.expand(self.branch)))

    def slope(self, value: Expr) -> Limit:
        """The one-sided limit of the difference quotient (f(c + h) - f(c))/h with the given f(c)."""

        def quotient(near: Approach) -> Limit:
            gap = add(near.expand(self.branch), constant(-value, near.order))
            return limit(multiply(gap, Series({Monomial(-1): number(self.side)}, None, near.order, True)))

        return self.ask(quotient)

    def derivative_limit(self, order: int) -> Limit:
        """The one-sided limit of the derivative of that order (with respect to x)."""

        def differentiated(near: Approach) -> Limit:
            u = near.expand(self.branch)
            for _ in range(order):
                u = scale(derivative(u), self.side)
            return limit(u)

        return self.ask(differentiated)

    def slope_terms(self) -> list[tuple[Monomial, Expr]]:
        """What of the derivative does not tend to 0, if it is bounded: a constant and waves. Raises NoExpansion where it is not."""
        return self.ask(lambda near: rest_at_limit(scale(derivative(near.expand(self.branch)), self.side)))

    def is_smooth(self) -> bool:
        """Whether f with its limit is proved C^infinity up to the point on this side."""

        def smooth(near: Approach) -> bool:
            u = near.expand(self.branch)
            if u.laurent and u.error is not None and u.error.e < 0:
                raise NeedMoreTerms  # the error may hide that there is no pole
            if not u.smooth and may_go_on_flat(u, near):
                raise NeedMoreTerms
            return u.smooth

        try:
            return self.ask(smooth)
        except TooShort:
            return False

    def is_analytic(self) -> bool:
        """Whether the branch is proved to be one function analytic in a neighbourhood of the point."""
        return self.is_laurent() and self.is_smooth()

    def coefficient(self, k: int) -> Expr:
        """The coefficient of t**k in the power series of an analytic branch."""

        def known(near: Approach) -> Expr:
            u = near.expand(self.branch)
            if u.error is not None and u.error.e <= k:
                raise NeedMoreTerms
            return u.terms.get(Monomial(k), ZERO)

        return self.ask(known)

    def valuation(self) -> int:
        """The power of t with which the power series of an analytic branch begins. Raises NoExpansion where none is found."""

        def first(near: Approach) -> int:
            lead = near.expand(self.branch).leading()
            if not lead:
                raise NeedMoreTerms
            return int(lead[0][0].e)

        return self.ask(first)

    def is_laurent(self) -> bool:
        """Whether the branch is proved to be one meromorphic function in a neighbourhood of the point."""
        return self.ask(lambda near: near.expand(self.branch).laurent)
