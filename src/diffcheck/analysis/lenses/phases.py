"""A formula close to a point beside the angles of its oscillations: stopped ones, or letters that run through all of them."""

from __future__ import annotations

from collections.abc import Callable

from diffcheck.analysis.lenses.germ import Answer, SideLens
from diffcheck.analysis.lenses.oscillation import Oscillates
from diffcheck.exact.expr import Expr, Sign, atom, single
from diffcheck.exact.running import Running
from diffcheck.exact.sign import UndecidedSign, structural_sign
from diffcheck.functions.facts import PASSING
from diffcheck.germs.expand import Approach
from diffcheck.germs.phases import Clock, at_rising_order
from diffcheck.germs.series import NoExpansion


class PhaseLens(SideLens):
    """Looks at expressions on one side of a point: along places where the clock is stopped, or for all values of letters.

    What is undefined for some of the values is looked at where it is defined.
    """

    __slots__ = ("clock", "partial")

    def __init__(self, name: str, point: Expr, side: int, clock: Clock) -> None:
        super().__init__(name, point, side)
        self.clock = clock
        self.partial = False
        """Whether a sign was left open, so that f may be undefined again and again."""

    def ask(self, question: Callable[[Approach], Answer]) -> Answer:
        """The answer to a question about germs beside angles. Raises NotYet."""
        return at_rising_order(self.name, self.point, self.side, self.clock, question)

    def sign(self, u: Expr) -> Sign:
        """The sign of u. Raises Oscillates, where it is not the same for all values of the letters or not known, or NotYet."""
        plain = structural_sign(u)
        if plain:
            return plain
        try:
            return super().sign(u)
        except UndecidedSign:
            if isinstance(self.clock, Running):
                self.partial = True
                raise Oscillates(in_domain=True) from None
            raise

    def floor(self, u: Expr) -> Expr:
        """The integer part of u."""
        try:
            return super().floor(u)
        except (UndecidedSign, NoExpansion, Oscillates):
            if isinstance(self.clock, Running):
                return u - single(atom(PASSING, u))
            raise
