"""A high order of smoothness, or one that depends on parameters, read off the expansions of both branches: no climbing to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Literal, NamedTuple

from flint import fmpq

from diffcheck.analysis.lenses.plain import integer_part
from diffcheck.analysis.point.generalized import is_smooth_by_exponents
from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, Split, without_integers
from diffcheck.exact.atoms import apply
from diffcheck.exact.calculus import expanded
from diffcheck.exact.expr import ZERO, Expr, add_all, number, pi
from diffcheck.exact.generators import COS, SIN
from diffcheck.exact.sign import is_zero, sign
from diffcheck.exact.text import term
from diffcheck.functions.rounding import ceiling_of
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import Limit
from diffcheck.germs.monomial import Monomial, compare, is_power, log_monomial
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import NeedMoreTerms, Series
from diffcheck.model.report import OrderByExponent
from diffcheck.model.term import ONE, added

HIGH = 5
"""Up to this order the derivatives are asked one by one."""


def high_order(left: Side | None, right: Side | None) -> tuple[int, Limit | None, Limit | None] | None:
    """(k, the limits of the derivative of order k + 1 on both sides) where f is exactly C^k at a point at which it is continuous, k > 5.

    None where k is small or not found in this way. Theorem: if f, C^oo beside c, has f^(k)(x) -> L as x -> c from one side, then on that
    side f(x) = P(x - c) + o((x - c)**k) with a polynomial P whose coefficient of order k is L/k!, and the lower derivatives have the
    limits that P tells (integrate). By the uniqueness of such expansions the limits of all lower derivatives are read off the terms of f:
    so it is enough that the derivative of order k has a limit on both sides, that the coefficients of all orders up to k agree, and that
    the derivatives of order k + 1 do not agree or do not exist.
    """
    sides = [s for s in (left, right) if s is not None]
    try:
        order = _order_in_terms([_series(s) for s in sides], sides)
        if order is None:
            return None
        beyond = [s.derivative_limit(order + 1) for s in sides]
        if _agree(beyond):
            return None
    except (NotYet, ZeroDivisionError):
        return None
    found = dict(zip((s.side for s in sides), beyond, strict=True))
    return order, found.get(-1), found.get(1)


def _order_in_terms(series: list[Series], sides: list[Side]) -> int | None:
    """The k up to which the derivatives agree by the terms of f, confirmed; None where it is small or not sure. Raises NotYet."""
    known = [u.terms for u in series]
    order = min(_candidates(known, sides), default=None)
    if order is None or order <= HIGH or any(u.error is not None and compare(u.error, Monomial(order)) >= 0 for u in series):
        return None  # small, or an error may hide a coefficient that decides earlier
    below = {m.e for terms in known for m in terms if _is_integral(m) and 0 < m.e <= order} | {order}
    confirmed = all(_agree([s.derivative_limit(int(k)) for s in sides]) for k in sorted(below))
    return order if confirmed else None


def _is_integral(m: Monomial) -> bool:
    """Whether m is an integer power of t."""
    return is_power(m) and isinstance(m.e, int)


def _series(side: Side) -> Series:
    def series(near: Approach) -> Series:
        return near.expand(side.branch)

    return at_rising_order(side.name, side.point, side.side, series, side.near, (side.long_order(),))


def _candidates(known: list[dict[Monomial, Expr]], sides: list[Side]) -> Iterator[int]:
    """For each term that cannot belong to a polynomial, or whose coefficients differ, the order before the one at which it shows."""
    for m in (m for terms in known for m in terms):
        if not _is_integral(m) and not m.growth and not m.wave:
            yield ceil(m.e) - 1
    if len(known) == 2:
        for e in {m.e for terms in known for m in terms if _is_integral(m)}:
            a, b = (terms.get(Monomial(e), ZERO) * (s.side if e % 2 else 1) for terms, s in zip(known, sides, strict=True))
            if is_zero(a - b) is False:
                yield int(e) - 1


def _agree(limits: list[Limit]) -> bool:
    return all(a.kind == "finite" for a in limits) and all(is_zero(a.value - limits[0].value) for a in limits[1:])


def order_by_exponent(left: Side | None, right: Side | None, least: int) -> OrderByExponent | int | Literal["oo"] | None:
    """The order at a point at which f is C^least, where each side is a polynomial and perhaps one more term c*t**a*L**j*w; else None.

    t is the distance to the point, a the exponent in parameters, L = log(1/t) with j >= 0, and w is nothing or a wave whose phase has
    the size t**(-g). The derivative of order k of that term is t**(a - k*(1 + g)) times a factor that stays away from 0, or oscillates
    through it: so it tends to 0 for k < a/(1 + g), and for the next k it does not. Without logarithm and wave, t**a is a polynomial if a
    is an integer: then f is C^infinity iff both sides are one polynomial, and else the derivatives of order a differ.
    Raises NotYet, or Split where it depends on a whether it is an integer.
    """
    sides = [s for s in (left, right) if s is not None]
    series = [_series(s) for s in sides]
    found = _terms_beside_polynomial(series, sides)
    exponents = {_exponent(m) for m, _ in found}
    if len(exponents) != 1:
        return None
    (exponent,) = exponents
    plain = all(not m.logs and not m.wave for m, _ in found)
    if plain and len(found) == len(sides) and _is_polynomial(exponent, [c for _, c in found]):
        return "oo"
    spread = max(1 - Fraction(m.phase[0][0].e) if m.wave else Fraction(1) for m, _ in found)
    return _largest_below(expanded(exponent.scaled(1 / fmpq(spread.numerator, spread.denominator))), least)


def order_by_leading_terms(left: Side | None, right: Side | None, least: int) -> OrderByExponent | Literal["oo"] | None:
    """The order at a point at which f is C^least, by c*t**a*L**j*w (as above) and less, where a depends on parameters; else None.

    That is what f on one side differs by from an analytic function that f is on the other; or both sides begin with it, with the same a,
    or there is one side. Without w: if differentiating costs one power of t at most, the derivative of order k is
    t**(a - k)*L**j*(c*a*(a - 1)*...*(a - k + 1) + o(1)). It tends to 0 for k < a, and for the next k it does not, unless a is that k and
    the other side has the same limit: then that term is a polynomial, and the next one decides. With w, where nothing is left but such
    terms of that size without w, the order is that of `order_by_exponent`. Raises NotYet, or Split.
    """
    if left is not None and right is not None:
        for still, moving in ((left, right), (right, left)):
            if still.branch.free <= {still.name}:
                return _order_of_gap(moving.of(moving.branch - still.branch), least) if still.is_analytic() else None
    return _order_of([s for s in (left, right) if s is not None], least)


def _order_of_gap(gap: Side, least: int) -> OrderByExponent | None:
    """The order where f is analytic on the other side and differs from that by `gap` on this one: no term of it is of a polynomial."""
    leading = _leading_terms([gap], 0)
    return None if leading is None else _told_of_parameters(leading.bound, least)


def _order_of(sides: list[Side], least: int) -> OrderByExponent | Literal["oo"] | None:
    """The order by the first terms that are of no polynomial; None where they are not of the kind above. Raises NotYet, or Split."""
    if not any(side.branch for side in sides):
        return "oo"
    leading = _leading_terms(sides, 0)
    if leading is None:
        return None
    if not leading.is_plain or not _is_polynomial(leading.bound, leading.coefficients):
        return _told_of_parameters(leading.bound, least)
    if is_smooth_by_exponents(sides):
        return "oo"
    for skipped in range(1, _FEW):
        following = _leading_terms(sides, skipped)
        if following is None:
            break
        together = [c * d for c, d in zip(leading.coefficients, following.coefficients, strict=True)]
        if not following.is_plain or not _is_polynomial(expanded(following.bound - leading.bound), together):
            return _told_of_parameters(following.bound, least)
    return None


def _told_of_parameters(bound: Expr, least: int) -> OrderByExponent | None:
    return _told(bound, least) if bound.free else None


_FEW = 4
"""How many terms of a polynomial may come before the one that decides."""


def _told(bound: Expr, least: int) -> OrderByExponent:
    """The order below a bound. If that is an integer and a fraction q, the next integer is plain: m + 1 for m + 1/2."""
    least = _known_below(bound, least)
    q = without_integers(bound).rational
    if q is None:
        above = ceiling_of(term(bound))
        return OrderByExponent(term(bound), above, added(above, [("-", ONE)]), least)
    whole = bound - number(q) + number(q.ceil())
    return OrderByExponent(term(bound), term(whole), term(whole - 1), least)


def _known_below(bound: Expr, least: int) -> int:
    """The largest integer, if it is not too large, that is known to lie below a bound, which lies above `least`. No case is made for it."""
    with suppress(Open, Split, NotYet):
        while least < _LARGEST_LEAST and sign(bound - (least + 1)) > 0:
            least += 1
    return least


_LARGEST_LEAST = 64


class _Leading(NamedTuple):
    """The terms that lead on the sides of a point: a for c*t**a*L**j, or a/(1 + g) with a wave, and each c."""

    bound: Expr
    coefficients: list[Expr]
    is_plain: bool
    """Whether they are c*t**a alone."""


def _leading_terms(sides: list[Side], skipped: int) -> _Leading | None:
    """The terms that lead on all sides once so many are taken away, where they have one bound; else None. Raises NotYet, or Split."""
    found = [one for side in sides if (one := side.ask(partial(_leading_bound, side.branch, skipped))) is not None]
    bounds = {bound for bound, _, _ in found}
    plain = [m for _, m, _ in found if not m.wave and not m.logs]
    if len(found) < len(sides) or len(bounds) != 1 or (plain and len(plain) < len(sides)):
        return None
    return _Leading(bounds.pop(), [c for _, _, c in found], bool(plain))


def _leading_bound(branch: Expr, skipped: int, near: Approach) -> tuple[Expr, Monomial, Expr] | None:
    """The bound of the order by the leading term of one side, with that term, once so many terms are taken away."""
    u = near.expand(branch)
    for _ in range(skipped):
        u = _without(u, dict(u.leading()))
    lead = u.leading()
    if not lead:
        raise NeedMoreTerms
    waves = [(m, c) for m, c in lead if m.wave]
    (m, c), *more = waves or lead
    if more or not _is_steady(m) or is_zero(c) is not False:
        return None
    if not waves:
        return (_exponent(m), m, c) if _loses_one_power(u, m) else None
    phase = m.phase[0][0]
    alone = len(u.terms) == len(lead) and u.error is None and _is_steady(phase)
    return (expanded(_exponent(m) / (1 - _exponent(phase))), m, c) if alone else None


def _without(u: Series, known: dict[Monomial, Expr]) -> Series:
    """An expansion less some of its terms."""
    return replace(u, terms={m: c for m, c in u.terms.items() if m not in known})


def _loses_one_power(u: Series, m: Monomial) -> bool:
    """Whether every derivative of u is that of the leading term m, and less: no wave, and an error that is smaller by a power of t, of
    which differentiating takes one, and perhaps logarithms."""
    if any(n.wave for n in u.terms) or u.rate is None or u.rate.growth or u.rate.e != -1:
        return False
    return u.error is None or sign(_exponent(u.error) - _exponent(m)) > 0


def _largest_below(bound: Expr, least: int) -> OrderByExponent | int | None:
    """The largest integer below a bound: a number, if that depends on no parameter. Raises NotYet."""
    if not bound.free:
        order = (-integer_part(-bound) - 1).integer
        return None if order is None else int(order)
    return _told(bound, least)


def _terms_beside_polynomial(series: list[Series], sides: list[Side]) -> list[tuple[Monomial, Expr]]:
    """The one term of each side that is no integer power; none where a side has several, or something else stands in the expansions."""
    last = [[(m, c) for m, c in u.terms.items() if not _is_integral(m)] for u in series]
    single = all(u.error is None for u in series) and all(len(terms) < 2 for terms in last)
    found = [terms[0] for terms in last if terms] if single else []
    return found if _share_polynomial(series, sides) and all(_has_exponent(*one) for one in found) else []


def _share_polynomial(series: list[Series], sides: list[Side]) -> bool:
    """Whether the integer powers in both expansions are those of one polynomial in x."""
    powers = {m for u in series for m in u.terms if _is_integral(m)}
    if any(m.e < 0 for m in powers):
        return False
    values = ([u.terms.get(m, ZERO) * (s.side if m.e % 2 else 1) for u, s in zip(series, sides, strict=True)] for m in powers)
    return all(is_zero(one - found[0]) is True for found in values for one in found[1:])


def _has_exponent(m: Monomial, c: Expr) -> bool:
    """Whether a term is c*t**a*L**j*w as above, c not 0."""
    return _is_steady(m) and (not m.wave or (is_power(m.phase[0][0]) and m.phase[0][0].e < 0)) and is_zero(c) is False


def _is_steady(m: Monomial) -> bool:
    """Whether a monomial is t**a*L**j with j >= 0, perhaps times a wave that is no unknown function."""
    return all(n == log_monomial(1) for n, _ in m.growth) and len(m.logs) <= 1 and all(j > 0 for j in m.logs) and m.unknown is None


def _exponent(m: Monomial) -> Expr:
    """The exponent a of a term: that of t, less the coefficient of log(1/t) in the exponential."""
    return expanded(number(m.e) - add_all(c for _, c in m.growth))


def _is_polynomial(exponent: Expr, coefficients: list[Expr]) -> bool:
    """Whether c*t**a on each side is one polynomial in x - c. Raises NotYet, or Split."""
    half_turns = pi() * exponent
    if len(coefficients) == 1:
        return sign(apply(SIN, half_turns)) == 0
    a, b = coefficients
    equal, opposite = is_zero(a - b), is_zero(a + b)
    if equal:
        return sign(apply(SIN, half_turns.scaled(fmpq(1, 2)))) == 0
    if opposite:
        return sign(apply(COS, half_turns.scaled(fmpq(1, 2)))) == 0
    if equal is None or opposite is None:
        raise NotYet("undecided_sign", "whether the leading terms of both sides are of one polynomial could not be proved")
    return False
