"""Constants of which an index decides the integer part or the sign, in a way that no range and no residue class describes.

`floor(pi*n)` and `sign(sin(n))` are atoms then. What is asked of them is answered by theorems on the index (analysis/indices/steps.py),
never by looking at them as functions of a real number, which they are not continuous in.
"""

from __future__ import annotations

from typing import Final

from flint import arb, fmpq

from diffcheck.analysis.lenses.plain import floor_of_constant
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assumptions
from diffcheck.exact.atoms import SmoothFunction, apply, install
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.sign import known_sign
from diffcheck.exact.walk import has_head

SIGN: Final = "sign"
STEPS: Final = frozenset((WHOLE, SIGN))


def has_steps(u: Expr) -> bool:
    """Whether a step stands in u."""
    return has_head(u, *STEPS)


def floor_of(u: Expr) -> Expr:
    """The integer part of an expression in an index."""
    return apply(WHOLE, u)


def sign_of(u: Expr) -> Expr:
    """The sign of an expression in an index that does not vanish."""
    return apply(SIGN, u)


def polynomial_floor(u: Expr, name: str) -> Expr | None:
    """a*n + b for integers a and b, if the integer part of u is that at all n that are looked at, near and far: a guess, to be proved.

    Else the integer part far away, if farther out it is the same: where u tends to a limit that is no integer, it is that from some n on.
    """
    current = assumptions()
    looked_at = () if current is None else current.examples(name)
    if len(looked_at) < _FEW:
        return None
    try:
        found = [_floor_at(u, name, n) for n in looked_at]
        slope = fmpq(found[1] - found[0], looked_at[1] - looked_at[0])
        if slope.q != 1 or any(v != found[0] + slope * (n - looked_at[0]) for n, v in zip(looked_at, found, strict=True)):
            far = looked_at[-1]
            return number(found[-1]) if abs(far) > _FAR and found[-1] == _floor_at(u, name, far * _FAR) else None
    except (NotYet, ZeroDivisionError, OverflowError):
        return None
    return symbol(name) * number(slope) + number(found[0] - slope * looked_at[0])


def _floor_at(u: Expr, name: str, n: int) -> int:
    return floor_of_constant(substitute(u, name, number(n), known_sign))


_FAR: Final = 10**6
_FEW: Final = 2
"""A range that has fewer members is one of them, and holds no index any more."""


def _sign_ball(u: arb) -> arb:
    return arb(1) if u > 0 else arb(-1) if u < 0 else arb(0, 1)


def _sign_of_constant(u: Expr) -> Expr | None:
    s = None if u.free else known_sign(u)
    return None if s is None else number(s)


def _no_partials(u: Expr) -> tuple[Expr, ...]:
    raise NotYet("step", "a step has no derivative with respect to an index")


install(SmoothFunction(SIGN, _sign_ball, _no_partials, special=_sign_of_constant, parity=-1))
