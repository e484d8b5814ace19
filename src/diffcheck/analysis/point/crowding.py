"""Limits at a point where poles or cases crowd, as the poles of tan(1/x) and the cases of a condition sin(1/x) > 0 do at 0.

Theorem: let f = a*v**-k + b near the point, v = m*c*sin(Q) or m*c*cos(Q) up to smaller terms, a not 0 and b finite at the zeros of
v. Near each of these zeros |f| is unbounded; for odd k with both signs, so f has no limit. For even k f tends to sign(a)*oo near
them, and has a limit only if it tends to that where |v| is largest: there |f - b| is least. With w the least of f - b for all angles,
it does so if w + b does; and not, if w + b has another limit, or stays bounded, for then f does at these places.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product as choices

from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.atoms import apply
from diffcheck.exact.calculus import by_powers, replace_atom
from diffcheck.exact.expr import ONE, ZERO, Atom, Expr, number, product, single
from diffcheck.exact.generators import COS, SIN
from diffcheck.exact.session import effort
from diffcheck.exact.sign import is_zero, sign
from diffcheck.exact.walk import atoms_in, has_head
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import DNE, Limit, infinite, is_bounded, limit
from diffcheck.germs.monomial import WILD, raised
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, add, germ_sign, multiply

_OTHER = {SIN: COS, COS: SIN}
_REASON = "poles crowd at the point in a way that is not decided"


def has_crowding_poles(u: Expr) -> bool:
    """Whether a quotient stands in u whose denominator oscillates through 0."""
    return has_head(u, "wild_pole")


def limit_among_poles(side: Side) -> Limit:
    """The one-sided limit of f where poles crowd at the point. Raises NotYet."""
    a, pole, k, b = _parts(side.branch)
    v, power, others = _wave_of(pole.args[0], side)
    a, k = a * others**-k, k * power
    steady, removed = _without_complement(a, v)
    s = side.ask(lambda near: germ_sign(near.expand(steady)))
    if not s:
        raise NoExpansion(_REASON)
    if k % 2 or removed % 2:
        return DNE

    def least(near: Approach) -> Limit:
        lead = near.expand(v).leading()
        rest = near.expand(b)
        if not removed:
            largest = Series({raised(lead[0][0].size, -k): lead[0][1] ** -k}, None, near.order)
            rest = add(multiply(near.expand(a), largest), rest)
        found = limit(rest)
        if found.kind == "dne" and not is_bounded(rest):  # it may tend to infinity at the angles that count
            raise NoExpansion(_REASON)
        return found

    there = side.ask(least)
    return infinite(s, there.rule) if there.kind == "infinite" and there.sign == s else DNE


def _parts(u: Expr) -> tuple[Expr, Atom, int, Expr]:
    """(a, p, k, b) with u = a*p**k + b for the only quotient p of this kind."""
    poles = {x for m in u.terms for x, _ in m if x.head == "wild_pole"}
    if len(poles) != 1:
        raise NotYet("no_expansion", _REASON)
    (p,) = poles
    coefficients = by_powers(u, p)
    b = coefficients.pop(0, ZERO)
    ((k, a), *others) = coefficients.items()
    if others or not isinstance(k, int) or k < 1 or has_crowding_poles(a) or has_crowding_poles(b):
        raise NotYet("no_expansion", _REASON)
    return a, p, k, b


def _wave_of(u: Expr, side: Side) -> tuple[Expr, int, Expr]:
    """(v, k, w) with u = v**k * w, v the only factor of u that oscillates."""
    if len(u.terms) == 1:
        ((m, c),) = u.terms.items()
        waves = [(x, e) for x, e in m if side.name in x.free and side.ask(lambda near, x=x: _is_one_wave(near.expand(single(x))))]  # type: ignore[misc]
        if len(waves) == 1 and isinstance(waves[0][1], int) and waves[0][1] > 0:
            x, k = waves[0]
            return single(x), int(k), product(c, (f for f in m if f[0] is not x))
    if not side.ask(lambda near: _is_one_wave(near.expand(u))):
        raise NoExpansion(_REASON)
    return u, 1, ONE


def _is_one_wave(u: Series) -> bool:
    lead = u.leading()
    if not lead:
        raise NeedMoreTerms
    return len(lead) == 1 and lead[0][0].wave not in (0, WILD) and sign(lead[0][1]) != 0


def _without_complement(a: Expr, v: Expr) -> tuple[Expr, int]:
    """(a without cos(u), its power) where v = sin(u), or the same with sine and cosine: where v is 0 that factor is 1 or -1."""
    if len(v.terms) == 1 and len(a.terms) == 1:
        ((m, _),), ((n, c),) = v.terms.items(), a.terms.items()
        if len(m) == 1 and m[0][0].head in _OTHER and m[0][1] == 1:
            other = apply(_OTHER[m[0][0].head], m[0][0].args[0])
            if len(other.terms) == 1:
                found = next((e for x, e in n if single(x) == other), 0)
                if isinstance(found, int) and found > 0:
                    return product(c, (f for f in n if single(f[0]) != other)), found
    return a, 0


def limit_beside(side: Side, quantity: Callable[[Side], Limit]) -> Limit:
    """The limit of a quantity of one side, where its cases may alternate near the point. Raises NotYet.

    Where a condition holds and fails again and again, f is one part or the other: if both have the same limit that is the limit,
    and if they have different ones f has none.
    """
    if not has_head(side.branch, "wild_truth"):
        return quantity(side)
    alternating = sorted({a for a in atoms_in(side.branch) if a.head == "wild_truth"}, key=lambda a: a.order)
    if len(alternating) > effort().alternations:
        raise NoExpansion("several conditions hold and fail again and again near the point")
    found: list[Limit] = []
    for values in choices((1, -1), repeat=len(alternating)):
        u = side.branch
        for a, value in zip(alternating, values, strict=True):
            u = replace_atom(u, a, number(value))
        found.append(quantity(side.of(u)))
    if any(one.kind == "dne" for one in found):  # it may have a limit where the condition holds
        raise NoExpansion("parts that oscillate alternate near the point")
    agree = [_same(found[0], one) for one in found[1:]]
    if all(agree):
        return found[0]
    if len(alternating) == 1 and agree == [False] and _alternates(side, alternating[0]):
        return DNE
    raise NoExpansion("a condition holds and fails again and again near the point")


def _alternates(side: Side, a: Atom) -> bool:
    """Whether the condition is proved to hold and to fail again and again."""
    return side.ask(lambda near: bool(near.expand(single(a)).terms))


def _same(a: Limit, b: Limit) -> bool | None:
    if a.kind != b.kind:
        return False
    if a.kind == "infinite":
        return a.sign == b.sign if a.sign and b.sign else None
    return is_zero(a.value - b.value)
