"""A question about germs, asked with longer and longer expansions, and by layers where exponentials hide the answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from diffcheck.exact.expr import Expr
from diffcheck.germs.expand import Approach
from diffcheck.germs.layered import Layered
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Undefined


class TooShort(NoExpansion):
    """The longest expansion that was made does not decide."""


ORDERS = (2, 4, 8, 14, 24)
"""Limits and slopes mostly show in two terms."""
TELLING = ORDERS[1:]
"""For an explanation, which names what tends to 0 as well."""
Answer = TypeVar("Answer")


def at_rising_order(
    name: str,
    point: Expr,
    side: int,
    question: Callable[[Approach], Answer],
    near: dict[int, Approach] | None = None,
    orders: tuple[int, ...] = ORDERS,
    mirror: dict[int, Approach] | None = None,
) -> Answer:
    """The answer to a question about germs, asked again with longer expansions as long as it raises NeedMoreTerms.

    near: expansions made before at the same point and side, by order; mirror: at the other side.
    Raises TooShort when the longest does not decide.
    """
    met_exponentials = False
    for order in orders:
        approach = None if near is None else near.get(order)
        if approach is None:
            approach = Approach(name, point, side, order, other=None if mirror is None else mirror.get(order))
            if near is not None:
                near[order] = approach
        try:
            return question(approach)
        except NeedMoreTerms:
            met_exponentials = met_exponentials or approach.met_exponentials()
        except Undefined:
            raise NoExpansion("an expression that is not real there") from None
    if met_exponentials:
        for order in orders:
            with suppress(NeedMoreTerms, Undefined):
                return question(Layered(name, point, side, order))
    raise TooShort(f"no term of the expansion up to order {orders[-1]} decides")
