"""The limit of a germ: its leading term, read off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flint import fmpq

from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.sign import sign
from diffcheck.germs.monomial import UNIT, Monomial, compare, is_infinitesimal
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, leading_terms


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
    """lim u as t -> 0+. Whether a constant term vanishes does not matter: it is the limit either way.

    A term that oscillates with a phase Q -> oo at the leading size has no limit: the mean of |u - L|**2 over long stretches of
    the slowest phase tends to a positive number for every L. Raises NeedMoreTerms or UndecidedSign.
    """
    lead = leading_terms(u.terms, stop_at_constant=True)
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
        if any(m.wave > 2 for m, _ in lead) and not _rest_is_bounded(u, lead):
            raise NoExpansion("an unbounded oscillation of unknown kind")
        return DNE
    s = sign(still[0])
    gap = sign(still[0].scaled(fmpq(s)) - total)
    if gap > 0:
        return infinite(s)
    if gap < 0 and len(waves) == 1 and not any(m.wave > 2 for m, _ in lead):
        return DNE
    raise NeedMoreTerms


def _rest_is_bounded(u: Series, lead: list[tuple[Monomial, Expr]]) -> bool:
    """Whether u less its leading term stays bounded: then u is bounded wherever the wave vanishes, and large elsewhere.

    Every wave that is known by its kind alone (the absolute value of a sine, a fractional part) vanishes again and again.
    """
    sizes = [m for m in u.terms if m not in dict(lead)] + ([u.error] if u.error is not None else [])
    return all(compare(m, UNIT) <= 0 for m in sizes)
