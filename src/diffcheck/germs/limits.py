"""The limit of a germ: its leading term, read off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flint import fmpq

from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.sign import sign
from diffcheck.germs.monomial import UNIT, Monomial, compare, is_infinitesimal
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, largest


@dataclass(frozen=True, slots=True)
class Limit:
    """finite (with its exact value), infinite (with its sign, or with sign 0 and the sign of `value`), or dne: no limit at all."""

    kind: Literal["finite", "infinite", "dne"]
    value: Expr = ZERO
    sign: int = 0


DNE = Limit("dne")


def finite(value: Expr) -> Limit:
    """A finite limit."""
    return Limit("finite", value)


def infinite(sign: int) -> Limit:
    """+oo or -oo."""
    return Limit("infinite", ZERO, sign)


def limit(u: Series) -> Limit:
    """lim u as t -> 0+.

    A term that oscillates with a phase Q -> oo at the leading size has no limit: the mean of |u - L|**2 over long stretches of
    the slowest phase tends to a positive number for every L. Raises NeedMoreTerms or UndecidedSign.
    """
    lead = _leading(u)
    if not lead:
        if u.error is None or is_infinitesimal(u.error):
            return finite(ZERO)
        raise NeedMoreTerms
    order = compare(lead[0][0], UNIT)
    if order < 0:
        return finite(ZERO)
    waves = [c for m, c in lead if m.wave]
    if len(waves) > 1 and any(m.wave > 2 for m, _ in lead):
        raise NoExpansion("a sum of oscillations of different kinds")
    still = [c for m, c in lead if not m.wave]
    if order == 0:
        return DNE if waves else finite(still[0])
    if not waves:
        return infinite(sign(still[0]))
    total = ZERO
    for c in waves:
        total = total + (c if sign(c) > 0 else -c)
    if not still:
        if any(m.wave > 2 for m, _ in lead):
            raise NoExpansion("an unbounded oscillation of unknown kind")
        return DNE
    s = sign(still[0])
    gap = sign(still[0].scaled(fmpq(s)) - total)
    if gap > 0:
        return infinite(s)
    if gap < 0 and len(waves) == 1 and not any(m.wave > 2 for m, _ in lead):
        return DNE
    raise NeedMoreTerms


def _leading(u: Series) -> list[tuple[Monomial, Expr]]:
    """The terms that decide the limit. Whether a constant term vanishes does not matter: it is the limit either way."""
    left = dict(u.terms)
    while left:
        top = largest(left)
        group = [(m, c) for m, c in left.items() if compare(m, top) == 0]
        order = compare(top, UNIT)
        if order < 0 or (order == 0 and not any(m.wave for m, _ in group)):
            return group
        alive = [(m, c) for m, c in group if sign(c) != 0]
        if alive:
            return alive
        for m, _ in group:
            del left[m]
    return []
