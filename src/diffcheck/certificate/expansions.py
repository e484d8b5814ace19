"""Values and Taylor coefficients of formulas, in numbers, to find out by which theorems they are taken apart. Nothing here is trusted."""

from __future__ import annotations

from typing import Final

from flint import arb, arb_series, ctx

from diffcheck.certificate.outside import Outside
from diffcheck.functions.formal import CASE, Formal, X

TERMS: Final = 20
"""So many derivatives are looked at."""


def value_at(g: Formal, x: arb | arb_series) -> arb | arb_series:
    """The value of a formula without switches, or its power series."""
    if g.operation == X.operation:
        return x
    if g.operation == CASE:
        raise Outside("cases within a branch")
    unfolded = g.operation.unfolded
    if unfolded is not None:
        return value_at(unfolded(*g.args), x)
    return g.operation.value(*[value_at(arg, x) for arg in g.args])


def expansion(g: Formal, c: arb) -> list[arb] | None:
    """The Taylor coefficients at c; None where a part of the formula is not analytic there."""
    before, ctx.cap = ctx.cap, TERMS
    try:
        series = arb_series([c, 1], prec=TERMS)
        found = value_at(g, series)
        coefficients = found.coeffs() if isinstance(found, arb_series) else [found]
    except (ZeroDivisionError, ValueError, ArithmeticError):
        return None
    finally:
        ctx.cap = before
    if not all(one.is_finite() for one in coefficients):
        return None
    return [*coefficients, *[arb(0)] * (TERMS - len(coefficients))][:TERMS]
