"""Round numbers on an axis: an interval in, places and their labels out."""

from __future__ import annotations

import math


def ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """At most `most` round numbers between low and high, evenly spaced, and their texts with equally many decimals."""
    if not (math.isfinite(low) and math.isfinite(high) and high > low and most > 0):
        return []
    step = _step((high - low) / most)
    while (found := _multiples(low, high, step)) and len(found) > most:
        step = _step(step * 1.1)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    largest = max((abs(k * step) for k in found), default=0.0)
    if decimals > 4 or largest >= 1e6:
        return [
            (k * step, "0" if k == 0 else f"{k * step:.{_digits(k * step, step)}e}".replace("e-0", "e-").replace("e+0", "e")) for k in found
        ]
    return [(k * step, f"{k * step:.{decimals}f}") for k in found]


def _multiples(low: float, high: float, step: float) -> range:
    return range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)


def _step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50, ... that is not smaller."""
    unit = 10.0 ** math.floor(math.log10(least))
    return next(k * unit for k in (1, 2, 5, 10, 20) if k * unit >= least * (1 - 1e-9))


def _digits(value: float, step: float) -> int:
    """How many digits after the first tell neighbours apart."""
    return max(0, math.floor(math.log10(abs(value)) + 1e-9) - math.floor(math.log10(step) + 1e-9))
