"""Members of families as numbers: most of them are told apart before anything exact is done."""

from __future__ import annotations

from flint import arb, fmpq

from diffcheck.exact.ball import enclose_at
from diffcheck.exact.calculus import by_powers, expanded
from diffcheck.exact.expr import ZERO, Expr, atom

BITS = 64


class MemberBalls:
    """Balls that contain members of families in one index. A parameter stands for a number without a meaning, always the same one.

    Where two balls do not overlap, the members differ, for these values and so as expressions.
    """

    def __init__(self, index: str) -> None:
        self.index = index
        self._lines: dict[Expr, tuple[arb, arb] | None] = {}
        self._members: dict[tuple[Expr, fmpq], arb] = {}
        self._numbers: dict[str, fmpq] = {}

    def member(self, at: Expr, k: fmpq) -> arb:
        """The member k, which may be between the members: on a line where the family is one."""
        line = self.line(at)
        if line is not None:
            return line[0] + line[1] * k
        if (at, k) not in self._members:
            self._members[at, k] = self._enclosed(at, k)
        return self._members[at, k]

    def line(self, at: Expr) -> tuple[arb, arb] | None:
        """(a, b) where the family is a + b*index; None where it is not."""
        if at not in self._lines:
            self._lines[at] = self._line(at)
        return self._lines[at]

    def _line(self, at: Expr) -> tuple[arb, arb] | None:
        parts = by_powers(expanded(at), atom("symbol", self.index))
        if not parts.keys() <= {0, 1} or any(self.index in part.free for part in parts.values()):
            return None
        return self._enclosed(parts.get(0, ZERO)), self._enclosed(parts.get(1, ZERO))

    def _enclosed(self, u: Expr, k: fmpq | None = None) -> arb:
        numbers = {name: self._number(name) for name in u.free - {self.index}}
        return enclose_at(u, BITS, numbers if k is None else numbers | {self.index: k})

    def _number(self, name: str) -> fmpq:
        return self._numbers.setdefault(name, fmpq(1009 + len(self._numbers), 997))
