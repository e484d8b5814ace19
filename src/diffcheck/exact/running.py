"""Letters that run through a bounded set, such as the angle of an oscillation: signs that hold on all of it, by balls that cover it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from flint import arb, fmpq

from diffcheck.exact.assumptions import Assumptions, Given, assuming, assumptions
from diffcheck.exact.ball import at_precision, enclose
from diffcheck.exact.expr import Expr, Sign
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import UndecidedSign, sign

BOXES = 300
"""Parts of the set that are looked at."""
SAMPLES = (1, 6, 10, 15, 19)
"""Where two values are looked for, in parts of the set."""
_BITS = 64


@dataclass(slots=True, eq=False)
class Running:
    """What is known of letters that run through closed intervals, beside what is known of other symbols."""

    outer: Assumptions | None
    ranges: dict[str, tuple[fmpq, fmpq]] = field(default_factory=dict)
    """The interval of each letter; that of an angle in turns."""
    angles: set[str] = field(default_factory=set)
    _signs: dict[Expr, Sign | None] = field(default_factory=dict)

    def vary(self, u: Expr) -> bool:
        """Whether a letter stands in u."""
        return not self.ranges.keys().isdisjoint(u.free)

    def sign(self, u: Expr) -> Sign:
        """The sign for all values of the letters. Raises UndecidedSign where it differs or is not found."""
        if not self.vary(u):
            with assuming(self.outer):
                return sign(u)
        if u not in self._signs:
            self._signs[u] = 0 if is_zero_form(u) else self._one_sign(u)
        found = self._signs[u]
        if found is None:
            raise UndecidedSign(u)
        return found

    def _one_sign(self, u: Expr) -> Sign | None:
        found: Sign | None = None
        for value in self._cover(u, lambda v: bool(v > 0 or v < 0)):
            here = 1 if value > 0 else -1 if value < 0 else None
            if here is None or found not in (None, here):
                return None
            found = here
        return found

    def is_finite(self, u: Expr) -> bool:
        """Whether u is proved to be finite for all values of the letters."""
        return all(value.is_finite() for value in self._cover(u, lambda v: bool(v.is_finite())))

    def bound(self, u: Expr) -> fmpq | None:
        """A number larger than the size of u for all values of the letters; None where none is found."""
        sizes = [value.abs_upper() for value in self._cover(u, lambda v: bool(v.is_finite()))]
        if not all(size.is_finite() for size in sizes):
            return None
        return max((fmpq(int((size * 64).ceil().unique_fmpz() or 0) + 1, 64) for size in sizes), default=None)

    def takes_two_values(self, u: Expr) -> bool:
        """Whether u is proved to be different at two of some values of the letters."""
        names = sorted(u.free)
        if not self.ranges.keys() >= set(names):
            return False
        values: list[arb] = []
        for k in SAMPLES:
            at = {}
            for i, n in enumerate(names):
                low, high = self.ranges[n]
                place = low + (high - low) * fmpq((k * (i + 1)) % 23, 24)
                at[n] = self._ball(n, (place, place))
            values.append(enclose(u, _BITS, at))
            if any(v.is_finite() and values[-1].is_finite() and not v.overlaps(values[-1]) for v in values[:-1]):
                return True
        return False

    def _cover(self, u: Expr, decides: Callable[[arb], bool]) -> Iterator[arb]:
        """Balls that contain all values of u: a part of the set is cut in two until its ball decides, or there are too many parts."""
        names = sorted(u.free)
        if not self.ranges.keys() >= set(names):
            yield arb("nan")
            return
        order = count()
        boxes = [(fmpq(0), next(order), tuple(self.ranges[n] for n in names))]
        while boxes:
            _, k, box = heappop(boxes)
            value = enclose(u, _BITS, {n: self._ball(n, part) for n, part in zip(names, box, strict=True)})
            if decides(value) or k > BOXES:
                yield value
                continue
            i = max(range(len(box)), key=lambda i: box[i][1] - box[i][0])
            low, high = box[i]
            middle = (low + high) / 2
            for half in ((low, middle), (middle, high)):
                heappush(boxes, (low - high, next(order), (*box[:i], half, *box[i + 1 :])))

    def _ball(self, name: str, part: tuple[fmpq, fmpq]) -> arb:
        with at_precision(_BITS):
            value = arb(part[0]).union(arb(part[1]))
            return 2 * arb.pi() * value if name in self.angles else value

    def never_vanishes(self, u: Expr) -> bool:
        """Asked by signs alone."""
        return False

    def is_integer(self, name: str) -> bool:
        """As without the letters."""
        return self.outer is not None and self.outer.is_integer(name)

    def examples(self, name: str) -> tuple[int, ...]:
        """As without the letters."""
        return () if self.outer is None else self.outer.examples(name)

    def residue(self, name: str, modulus: int) -> int | None:
        """As without the letters."""
        return None if self.outer is None else self.outer.residue(name, modulus)

    def integer_part(self, u: Expr) -> int | None:
        """As without the letters."""
        return None if self.outer is None else self.outer.integer_part(u)

    def value(self, name: str) -> Expr | None:
        """As without the letters."""
        return None if self.outer is None else self.outer.value(name)

    def given(self, name: str) -> Given | None:
        """As without the letters."""
        return None if self.outer is None else self.outer.given(name)


def running(u: Expr) -> Running | None:
    """The letters that are assumed, if one of them stands in u."""
    if not u.free:
        return None
    current = assumptions()
    return current if isinstance(current, Running) and current.vary(u) else None
