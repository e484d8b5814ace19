"""A numeric judge: f at places that come nearer and nearer, in high precision. It knows no rule of calculus, and none of the program's."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, Literal

import mpmath
import sympy

from diffcheck.checks.evaluator import Evaluator, NotReal, Pair, Unsure
from diffcheck.checks.questions import Asked

Answer = tuple[Literal["agrees", "gives up", "differs"], str | None]
STEPS: Final = ("7e-4", "3e-6", "7e-9", "3e-12", "7e-16", "3e-21", "7e-27", "3e-33")
"""Distances from the place."""
CLOSE: Final = 1e-6
"""What the last gap must be below, to agree; what limit and values must differ by, to differ."""
FAR: Final = 1e9
"""What values that move away all the time must have passed, to differ from a finite limit."""
SETTLED: Final = 1e-18
"""What the last values differ by at most, where they are near their limit."""
SAME: Final = 1e-40
"""What a value, and the same at twice the digits, differ by at most; and two values that are one."""
GIVES_UP: Final[Answer] = ("gives up", None)


def judged(f: Evaluator, one: Asked) -> Answer:
    """Whether the numbers bear out what was said of a value, a limit or a slope."""
    try:
        if one.of == "value":
            return _value(f, one.at, one.said)
        return _limit(f, one.at, one.side, one.said, of_slope=one.of.endswith("derivative"))
    except Unsure:
        return GIVES_UP


def _value(f: Evaluator, place: Any, said: Any | None) -> Answer:
    """Whether f is what was said there (None: undefined)."""
    try:
        here = _known(f(exactly(f, place)))
    except NotReal:
        return ("agrees", None) if said is None else ("differs", "undefined")
    shown: str = mpmath.nstr(here, 12)
    agrees = said is not None and abs(exactly(f, said)[1] - here) <= SAME * max(1, abs(here))
    return ("agrees" if agrees else "differs"), shown


def _limit(f: Evaluator, place: Any, side: str, said: Any | None, *, of_slope: bool) -> Answer:
    """Whether f, or its difference quotient, tends to what was said (None: to nothing). It gives up where the values do not tell."""
    try:
        values = _values(f, exactly(f, place), -1 if side == "-" else 1, of_slope)
    except NotReal:
        return GIVES_UP
    last = values[-1]
    settled = all(abs(a - last) <= SETTLED * max(1, abs(last)) for a in values[-3:-1])
    shown: str = mpmath.nstr(last, 12)
    if said is None:
        return ("differs", shown) if settled else ("agrees", None)
    if said.is_infinite:
        return _unbounded(values, said, settled, shown)
    claim = exactly(f, said)[1]
    gaps = [abs(value - claim) for value in values]
    scale = max(1, abs(claim))
    if gaps[-1] <= CLOSE * scale and gaps[-1] <= gaps[0]:
        return "agrees", shown
    escapes = gaps[-1] > FAR * scale and all(b > a for a, b in pairwise(gaps))
    return ("differs", shown) if (settled and gaps[-1] > CLOSE * scale) or escapes else GIVES_UP


def _unbounded(values: list[Any], said: Any, settled: bool, shown: str) -> Answer:
    positive = said == sympy.oo
    grows = all(abs(b) > abs(a) for a, b in zip(values[-4:], values[-3:], strict=False))
    if grows and all((value > 0) == positive for value in values[-3:]):
        return "agrees", None
    return ("differs", shown) if settled or (grows and all((value > 0) != positive for value in values[-3:])) else GIVES_UP


def exactly(f: Evaluator, number: Any) -> Pair:
    """An exact number of SymPy at both precisions. Raises Unsure."""
    try:
        found = [sympy.N(number, digits + 15) for digits in f.digits]
        return Pair(c.mpf(str(sympy.Float(one, digits + 15))) for c, digits, one in zip(f.contexts, f.digits, found, strict=True))
    except (ArithmeticError, ValueError, TypeError, NotImplementedError):
        raise Unsure from None


def _values(f: Evaluator, at: Pair, side: int, of_slope: bool) -> list[Any]:
    """The values at all steps. Raises NotReal or Unsure."""
    here = f(at) if of_slope else None
    found = []
    for text in STEPS:
        steps = Pair(side * c.mpf(text) for c in f.contexts)
        there = f(Pair(a + t for a, t in zip(at, steps, strict=True)))
        if here is not None:
            there = f.both(lambda _, u, v, t: (u - v) / t, there, here, steps)
        found.append(_known(there, SETTLED))
    return found


def _known(u: Pair, within: float = SAME) -> Any:
    """The number at the higher precision, if that at the lower one agrees. Raises Unsure."""
    if abs(type(u[1])(u[0]) - u[1]) > within * max(1, abs(u[1])):
        raise Unsure
    return u[1]
