"""What stands for a function whose argument oscillates so fast that it has no sign near the point, as |sin(1/x)| at 0.

Its absolute value, sign, integer part or root is kept as an atom of which the germ knows the size only, and that it has no limit; which
function it is, the atom itself determines. A definition by cases whose condition holds and fails again and again is kept with its truth.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from diffcheck.exact.atoms import SmoothFunction, install
from diffcheck.exact.calculus import replace_atom
from diffcheck.exact.expr import ZERO, Exponent, Expr, add_all, atom, number, single
from diffcheck.exact.powers import power
from diffcheck.exact.sign import sign, structural_sign
from diffcheck.exact.walk import has_head
from diffcheck.germs import series as germs
from diffcheck.germs.elementary import power as power_of
from diffcheck.germs.monomial import UNIT, WILD, Monomial, raised, sort_terms, times, wild
from diffcheck.germs.series import NoExpansion, Series
from diffcheck.germs.waves import Periodic, Phase, value_at
from diffcheck.model.immutable import immutable


class Oscillates(Exception):
    """An argument has no sign near the point; `in_domain`: it may leave the domain of the function again and again."""

    def __init__(self, *, in_domain: bool = False) -> None:
        super().__init__()
        self.in_domain = in_domain


def _size_and_phase(u: Series) -> tuple[Monomial, Expr, Phase, bool]:
    """(size, bound, phase, is it periodic in one phase) of the leading oscillation of u."""
    lead = u.leading()
    if not lead:
        raise germs.NeedMoreTerms
    bound = ZERO
    for _, c in lead:
        bound = bound + (c if sign(c) > 0 else -c)
    phases = {m.phase for m, _ in lead if m.wave}
    return lead[0][0].size, bound, next(iter(phases), ()), len(phases) == 1 and all(m.wave not in (0, WILD) for m, _ in lead)


def _size_alone(size: Monomial, order: int) -> Series:
    """Of a function this is known alone: that it is at most of this size."""
    return Series({}, size, order, rate=None)


def _wild_absolute(name: Hashable, e: Exponent, u: Series) -> Series:
    """|u|**e, where u has no sign near the point."""
    if isinstance(e, int) and e > 0 and e % 2 == 0:
        return power_of(u, e)  # |u|**2 is u**2
    return _power_of_size(u, Fraction(e), odd=False)


def _wild_root(name: Hashable, e: Exponent, u: Series, exponent: Series) -> Series:
    """(|u|**r)**e with the sign of u where r has an odd numerator: the real root of a u that has no sign near the point."""
    r = exponent.terms[UNIT].rational
    assert r is not None and isinstance(e, int)
    whole = Fraction(int(r.p), int(r.q)) * e
    return power_of(u, int(whole)) if whole.denominator == 1 else _power_of_size(u, whole, odd=True)


def _power_of_size(u: Series, e: Fraction, *, odd: bool) -> Series:
    """|u|**e or (odd) the real power u**e with an odd denominator, for e > 0: of the size of u to this power.

    Where u is m*(A*cos Q + B*sin Q) up to smaller terms it has no limit at that size, touching 0 again and again: it is m**e times a
    function that A, B, Q, e and `odd` determine.
    """
    if e <= 0:
        raise NoExpansion("a negative power of a quantity that oscillates through 0")
    size, bound, phase, periodic = _size_and_phase(u)
    size = raised(size, e)
    if not periodic:
        return _size_alone(size, u.order)
    lead = u.leading()
    rest = u.size_beside(lead)
    odd = odd and e.numerator % 2 == 1
    if not odd and sign(lead[0][1]) < 0:  # of u and -u it is the same
        lead = [(m, -c) for m, c in lead]
    # ||a + b|**e - |a|**e| is at most 2*|b|**e for e <= 1, and of the size |a|**(e - 1)*|b| for e >= 1 and b smaller than a
    below = None if rest is None else raised(rest, e) if e <= 1 else times(raised(lead[0][0].size, e - 1), rest)
    largest = power(bound, e, lambda _: 1)

    def at(angle: Expr) -> Expr:
        v = add_all(c * value_at(m, angle) for m, c in lead)
        s = sign(v)
        share = power(v.scaled(fmpq(s)), e, lambda _: 1) / largest if s else ZERO
        return -share if s < 0 and odd else share

    top = times(size, wild(phase, Periodic((odd, e, tuple((m.wave, c) for m, c in lead)), at)))
    return germs.make({top: largest}, below, u.order, False, False, None)


def _wild_frac(name: Hashable, e: Exponent, u: Series) -> Series:
    """(u - floor(u))**e where u -> +-oo: u is continuous, so it runs through [0, 1) again and again and has no limit."""
    if e < 0:
        raise NoExpansion("a negative power of a fractional part")
    infinite, _, _ = germs.split(u)
    if any(m.wave for m in infinite):
        return _size_alone(UNIT, u.order)
    return Series({wild(sort_terms(infinite), name): number(1)}, None, u.order, rate=None)


def _wild_rest(name: Hashable, e: Exponent, u: Series) -> Series:
    """(n - u)**e, n an integer no further from u than 1/2: where u -> +-oo it runs through (-1/2, 1/2) again and again."""
    if e < 0:
        raise NoExpansion("a negative power of a distance to an integer")
    infinite, _, _ = germs.split(u)
    if not infinite or any(m.wave for m in infinite):
        return _size_alone(UNIT, u.order)
    return Series({wild(sort_terms(infinite), name): number(fmpq(1, 2) ** int(e))}, None, u.order, rate=None)


def _wild_switch(name: Hashable, e: Exponent, u: Series, relation: Series | None = None) -> Series:
    """sign(u)**e, or 1 where a comparison of u with 0 holds and -1 elsewhere, to the power e.

    Where u is c*sin(Q) or c*cos(Q) up to smaller terms it takes each of its values again and again.
    """
    if e != 1:
        return _size_alone(UNIT, u.order) if e > 0 else _wild_pole(name, e, u)
    _, _, phase, periodic = _size_and_phase(u)
    return Series({wild(phase, name): number(1)}, None, u.order, rate=None) if periodic else _size_alone(UNIT, u.order)


def _no_ball(*_: Any) -> arb:
    return arb("nan")


def _no_partials(*_: Expr) -> tuple[Expr, ...]:
    raise NoExpansion("the derivative of an oscillation known by its size alone")


def _wild_pole(name: Hashable, e: Exponent, u: Series) -> Series:
    raise NoExpansion("poles crowd at the point")


def _wild_arc(name: Hashable, e: Exponent, *_: Any) -> Series:
    raise NoExpansion("a function that is known by its bounds alone")


def _degree_of_root(u: Expr, exponent: Expr) -> Fraction:
    return Fraction(str(exponent.rational))


_WILD: tuple[tuple[str, Callable[..., Series], dict[str, Any]], ...] = (
    ("wild_abs", _wild_absolute, {"lower_bound": 0, "degree": lambda _: Fraction(1)}),
    ("wild_root", _wild_root, {"degree": _degree_of_root}),
    ("wild_frac", _wild_frac, {"fractional": True}),
    ("wild_rest", _wild_rest, {"bounds": ("-0.5", "0.5")}),
    ("wild_sign", _wild_switch, {"bounds": ("-1", "1")}),
    ("wild_truth", _wild_switch, {"bounds": ("-1", "1")}),
    ("wild_pole", _wild_pole, {}),
    ("wild_arc", _wild_arc, {"bounds": ("-1", "1")}),
)
for _head, _germ, _traits in _WILD:
    install(SmoothFunction(_head, _no_ball, _no_partials, germ_of_power=_germ, **_traits))

_CONTINUOUS = ("wild_abs", "wild_root", "wild_arc")
_JUMPING = tuple(head for head, _, _ in _WILD if head not in _CONTINUOUS)


def may_jump(u: Expr) -> bool:
    """Whether something stands in u for a part that may jump, or have poles, at points that crowd at the place."""
    return has_head(u, *_JUMPING)


class StandIns:
    """What stands for the parts of which functions are made where an argument has no sign near the point."""

    __slots__ = ("in_domain",)

    def __init__(self, *, in_domain: bool = False) -> None:
        self.in_domain = in_domain
        """Whether points alone are meant at which f is defined."""

    def absolute(self, u: Expr) -> Expr:
        """|u|."""
        return single(atom("wild_abs", u))

    def sign(self, u: Expr) -> Expr:
        """The sign of u."""
        return single(atom("wild_sign", u))

    def pole(self, u: Expr) -> Expr:
        """1/u."""
        return single(atom("wild_pole", u))

    def arc(self, u: Expr) -> Expr:
        """The angle between -1 and 1 quarter turns whose sine is u. Raises NoExpansion where there may be none."""
        if not self.in_domain:
            raise NoExpansion("an argument that oscillates near the point may leave the domain")
        return single(atom("wild_arc", u))

    def nearest(self, u: Expr) -> Expr:
        """An integer that is no further from u than 1/2."""
        return u + single(atom("wild_rest", u))

    def root(self, u: Expr, e: Fraction) -> Expr:
        """u**e for a rational e: at an even root u must not be negative anywhere. Raises NoExpansion."""
        if e < 0:
            if e.denominator == 1:
                return self.pole(u) ** int(-e)
            raise NoExpansion("a negative power of a quantity that oscillates through 0")
        if structural_sign(u, strict=False) == 1:
            return power(u, e, lambda _: 1)
        if e.denominator % 2 == 0 and not self.in_domain:
            raise NoExpansion("a root of a quantity that oscillates through 0")
        return single(atom("wild_root", u, number(e)))


@immutable
class Alternating:
    """The truth of a comparison of u with 0 that holds and fails again and again near the point."""

    u: Expr
    relation: str
    holds: bool = True

    def negated(self) -> Alternating:
        """The truth of the opposite."""
        return replace(self, holds=not self.holds)

    def indicator(self) -> Expr:
        """A quantity that is 1 where it is true and -1 elsewhere."""
        found = single(atom("wild_truth", self.u, number(_RELATIONS.index(self.relation))))
        return found if self.holds else -found


_RELATIONS = ("<", "<=", ">", ">=", "==", "!=")


def alternation(gap: Expr, relation: str) -> Alternating:
    """The truth of a comparison whose gap sign(u) oscillates. Raises NoExpansion where that is not known well enough."""
    ((m, c),) = gap.terms.items() if len(gap.terms) == 1 else (((), None),)
    if c is None or abs(c) != 1 or len(m) != 1 or m[0][0].head != "wild_sign" or m[0][1] != 1:
        raise NoExpansion("a condition holds and fails again and again near the point")
    u: Expr = m[0][0].args[0].scaled(c)
    if relation in ("==", "!=") and _has_wild_parts(u):  # it need not vanish where it changes its sign
        raise NoExpansion("a condition holds and fails again and again near the point")
    return Alternating(u, relation)


def _has_wild_parts(u: Expr) -> bool:
    return any(a.head.startswith("wild") or any(isinstance(v, Expr) and _has_wild_parts(v) for v in a.args) for m in u.terms for a, _ in m)


def written(u: Expr) -> Expr:
    """u as it was written: quotients and roots for the atoms that stand for them."""
    for a in {a for m in u.terms for a, _ in m if a.head in ("wild_pole", "wild_root")}:
        e = Fraction(-1) if a.head == "wild_pole" else Fraction(str(a.args[1].rational))
        u = replace_atom(u, a, power(a.args[0], e, lambda _: None))
    return u


def by_cases(u: Expr) -> tuple[Expr, tuple[Expr, str], Expr] | None:
    """(one, (v, relation), other) where u is one part where v compares with 0 in this way and another elsewhere; None if it is not."""
    a = next((a for m in u.terms for a, _ in m if a.head == "wild_truth"), None)
    if a is None:
        return None
    relation = _RELATIONS[a.args[1].integer or 0]
    return replace_atom(u, a, number(1)), (a.args[0], relation), replace_atom(u, a, number(-1))
