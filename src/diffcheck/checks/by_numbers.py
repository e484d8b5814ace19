"""A numeric judge: the expression at places that come nearer and nearer, in high precision. It knows no rule of calculus."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, Literal

import mpmath
import sympy

Answer = tuple[Literal["agrees", "gives up", "differs"], str | None]
STEPS: Final = ("7e-4", "3e-6", "7e-9", "3e-12", "7e-16", "3e-21", "7e-27", "3e-33")
"""Distances from the place."""
DIGITS: Final = 120
CLOSE: Final = 1e-6
"""What the last gap must be below, to agree; what limit and values must differ by, to differ."""
FAR: Final = 1e9
"""What values that move away all the time must have passed, to differ from a finite limit."""
SETTLED: Final = 1e-18
"""What the last values differ by at most, where they are near their limit."""


def judged(expression: Any, letter: Any, place: Any, side: str, said: Any | None) -> Answer:
    """Whether the values tend to what was said (None: to nothing). It gives up where they do not tell, or tend too slowly."""
    with mpmath.workdps(DIGITS):
        values = _values(expression, letter, place, -1 if side == "-" else 1)
        if values is None:
            return "gives up", None
        last = values[-1]
        settled = all(abs(a - last) <= SETTLED * max(1, abs(last)) for a in values[-3:-1])
        shown = mpmath.nstr(last, 12)
        if said is None:
            return ("differs", shown) if settled else ("agrees", None)
        if said.is_infinite:
            return _unbounded(values, said, settled, shown)
        claim = _number(said)
        gaps = [abs(value - claim) for value in values]
        scale = max(1, abs(claim))
        if gaps[-1] <= CLOSE * scale and gaps[-1] <= gaps[0]:
            return "agrees", shown
        escapes = gaps[-1] > FAR * scale and all(b > a for a, b in pairwise(gaps))
        return ("differs", shown) if (settled and gaps[-1] > CLOSE * scale) or escapes else ("gives up", None)


def _unbounded(values: list[Any], said: Any, settled: bool, shown: str) -> Answer:
    positive = said == sympy.oo
    grows = all(abs(b) > abs(a) for a, b in zip(values[-4:], values[-3:], strict=False))
    if grows and all((value > 0) == positive for value in values[-3:]):
        return "agrees", None
    return ("differs", shown) if settled or (grows and all((value > 0) != positive for value in values[-3:])) else ("gives up", None)


def _number(value: Any) -> Any:
    """An exact number in the working precision."""
    return mpmath.mpf(sympy.Float(sympy.N(value, DIGITS + 20), DIGITS + 20)._mpf_)


def _values(expression: Any, letter: Any, place: Any, side: int) -> list[Any] | None:
    """Real values at all steps; None where there is one that is not known as a real number."""
    try:
        f = sympy.lambdify(letter, expression, "mpmath")
        c = _number(place)
        found = [f(c + side * mpmath.mpf(step)) for step in STEPS]
    except (ArithmeticError, ValueError, TypeError, NameError, AttributeError, NotImplementedError):
        return None
    values = [v.real if isinstance(v, mpmath.mpc) and v.imag == 0 else v for v in found]
    values = [mpmath.mpf(v) if isinstance(v, int | float) else v for v in values]
    return values if all(isinstance(v, mpmath.mpf) and mpmath.isfinite(v) for v in values) else None
