"""The limit of a germ: its leading term, read off."""

from __future__ import annotations

from dataclasses import field, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from flint import fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.calculus import expanded
from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.powers import power
from diffcheck.exact.sign import sign
from diffcheck.germs.monomial import UNIT, WILD, Monomial, compare, is_infinitesimal
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, leading_terms
from diffcheck.germs.waves import changes_sign, has_no_limit
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Rule

Term: TypeAlias = tuple[Monomial, Expr]
"""A monomial with its coefficient."""


Cluster: TypeAlias = tuple[Expr | None, Expr | None]
"""The ends of an interval; None: unbounded on that side."""


@immutable
class Limit:
    """finite (with its exact value), infinite (with its sign, or with sign 0 and the sign of `value`), or dne: no limit at all."""

    kind: Literal["finite", "infinite", "dne"]
    value: Expr = ZERO
    sign: int = 0
    rule: Rule | None = field(default=None, compare=False)
    """How it was found."""
    cluster: Cluster | None = field(default=None, compare=False)
    """Where there is no limit: the interval of all that the values come near to again and again, if it is proved."""


DNE = Limit("dne", rule="oscillation")


def finite(value: Expr, rule: Rule | None = None) -> Limit:
    """A finite limit."""
    return Limit("finite", value, 0, rule)


def infinite(sign: int, rule: Rule | None = None) -> Limit:
    """+oo or -oo."""
    return Limit("infinite", ZERO, sign, rule)


def _infinite(c: Expr, rule: Rule) -> Limit:
    """Infinite with the sign of c, which is not zero; where its sign depends on an index in a way that is not known, c itself."""
    try:
        return infinite(sign(c), rule)
    except NotYet:
        return Limit("infinite", expanded(c), 0, rule)


def _rule(u: Series) -> Rule:
    """How the finite limit of u is seen."""
    if u.error is None and u.terms.keys() <= {UNIT}:
        return "constant"
    if u.laurent and u.smooth:
        return "substitution"
    if any(m.wave for m in u.terms):
        return "squeeze"
    if u.terms.keys() <= {UNIT} and u.error is not None and u.error.growth:
        return _rule_of_growth([u.error])
    if not u.terms:
        return "squeeze"
    fast = [m for m in u.terms if _outgrows(m)]
    return _rule_of_growth(fast) if fast else "leading term"


def _rule_of_growth(sizes: list[Monomial]) -> Rule:
    """Whether exponentials alone decide, or against something slower."""
    return "dominance" if any(m.e or m.logs for m in sizes) else "exponential"


def _rule_of_size(m: Monomial) -> Rule:
    return _rule_of_growth([m]) if _outgrows(m) else "leading term"


def _outgrows(m: Monomial) -> bool:
    """Whether an exponential or a power decides against something slower; a power that is written as an exponential does not count."""
    return any(n.e or n.growth for n, _ in m.growth) or bool(m.logs and m.e)


def limit(u: Series) -> Limit:
    """lim u as t -> 0+. Whether a constant term vanishes does not matter: it is the limit either way.

    A term that oscillates with a phase Q -> oo at the leading size has no limit: the mean of |u - L|**2 over long stretches of
    the slowest phase tends to a positive number for every L. Raises NeedMoreTerms or UndecidedSign.
    """
    lead = leading_terms(u.terms, stop_at_constant=True)
    if not lead:
        if u.error is None or is_infinitesimal(u.error):
            return finite(ZERO, _rule(u))
        raise NeedMoreTerms
    order = compare(lead[0][0], UNIT)
    if order < 0:
        return finite(ZERO, _rule(u))
    waves = [(m, c) for m, c in lead if m.wave]
    if waves:
        return _limit_of_waves(u, lead, waves, order)
    m, c = lead[0]
    return finite(c, _rule(u)) if order == 0 else _infinite(c, _rule_of_size(m))


def _limit_of_waves(u: Series, lead: list[Term], waves: list[Term], order: int) -> Limit:
    """The limit where terms of the leading size oscillate; order: 0 where that size is bounded, 1 where it is infinite."""
    if len(waves) > 1 and any(m.wave == WILD for m, _ in waves):
        if (order == 0 and has_no_limit(waves)) or (order > 0 and len(waves) == len(lead) and changes_sign(waves)):
            return DNE
        raise NoExpansion("a sum of oscillations of different kinds")
    still = next((c for m, c in lead if not m.wave), None)
    found = DNE if order == 0 else _unbounded_oscillation(u, lead, waves, still)
    return replace(found, cluster=_cluster(u, order, waves, still)) if found is DNE else found


def _cluster(u: Series, order: int, waves: list[Term], still: Expr | None) -> Cluster | None:
    """The numbers that u comes near to again and again as t -> 0+, where its leading part s + a*cos Q + b*sin Q has a single phase Q.

    Q is continuous and tends to infinity, so by the intermediate value theorem the leading part takes each value in [s - r, s + r] with
    r = sqrt(a^2 + b^2) again and again, and no other; what is left of u tends to 0. Where the leading size is infinite and r > |s|, u is
    large of both signs again and again, and between them comes near to each real number, if its jumps tend to 0: all that may jump is a
    quantity known by its bounds, or hidden in the error. None: not known.
    """
    s = ZERO if still is None else still
    if len({m.phase for m, _ in waves}) != 1 or any(m.wave == WILD or c.free for m, c in waves) or s.free:
        return None
    square = ZERO
    for _, c in waves:
        square = square + c * c
    try:
        if u.error is not None and not is_infinitesimal(u.error):
            return None
        if order > 0:
            jumps = any(m.wave == WILD and not is_infinitesimal(m) for m in u.terms)
            return (None, None) if not jumps and sign(square - s * s) > 0 else None
        radius = power(expanded(square), Fraction(1, 2), sign)
    except NotYet:
        return None
    return expanded(s - radius), expanded(s + radius)


def _unbounded_oscillation(u: Series, lead: list[Term], waves: list[Term], still: Expr | None) -> Limit:
    """The limit where the leading size is infinite: m*(still + waves) up to smaller terms."""
    amplitude = ZERO
    for _, c in waves:
        amplitude = amplitude + (c if sign(c) > 0 else -c)
    wild = any(m.wave == WILD for m, _ in waves)
    if still is None:
        if wild and not _rest_is_bounded(u, lead):
            raise NoExpansion("an unbounded oscillation of unknown kind")
        return DNE
    s = sign(still)
    gap = sign(still.scaled(fmpq(s)) - amplitude)
    if gap > 0:
        return infinite(s, _rule_of_size(lead[0][0]))
    if len(waves) == 1 and not wild and (gap < 0 or _rest_is_bounded(u, lead)):
        return DNE  # for gap = 0 the leading part vanishes again and again, and is unbounded elsewhere
    raise NeedMoreTerms


def _rest_is_bounded(u: Series, lead: list[Term]) -> bool:
    """Whether u less its leading term stays bounded: then u is bounded wherever the wave vanishes, and large elsewhere.

    Every wave that is known by its kind alone (the absolute value of a sine, a fractional part) vanishes again and again.
    """
    rest = u.size_beside(lead)
    return rest is None or compare(rest, UNIT) <= 0


def is_bounded(u: Series) -> bool:
    """Whether u stays bounded as t -> 0+: it does unless its leading size is infinite.

    Waves of different phases at an infinite size do not save it: the mean of the square of their sum over long stretches of the
    slowest phase tends to a positive number, so the sum does not tend to 0. Raises NeedMoreTerms, NoExpansion or UndecidedSign.
    """
    lead = leading_terms(u.terms, stop_at_constant=True)
    if not lead:
        if u.error is None or compare(u.error, UNIT) <= 0:
            return True
        raise NeedMoreTerms
    if compare(lead[0][0], UNIT) <= 0:
        return True
    waves = [(m, c) for m, c in lead if m.wave]
    if len(lead) > 1 and any(m.wave == WILD for m, _ in waves) and not has_no_limit(waves):
        raise NoExpansion("a sum of oscillations of different kinds")
    return False


def rest_at_limit(u: Series) -> list[Term]:
    """The terms of a bounded u that do not tend to 0: a constant and waves, equal phases added up; u less them tends to 0.

    Raises NeedMoreTerms, NoExpansion (u is unbounded) or UndecidedSign.
    """
    lead = leading_terms(u.terms, stop_at_constant=True)
    if u.error is not None and not is_infinitesimal(u.error):
        raise NeedMoreTerms
    if not lead or compare(lead[0][0], UNIT) < 0:
        return []
    if compare(lead[0][0], UNIT) > 0:
        raise NoExpansion("an unbounded quantity")
    return lead
