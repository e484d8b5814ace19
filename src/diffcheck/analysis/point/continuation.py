"""A branch on one side of a point -> the same function there, written so that it is plain whether it goes on beyond the point.

Identities do it, each true on the side where the branch holds. Where w = t**k * v with v analytic and positive at the point,
w**q = t**(k*q) * v**q is analytic there if k*q is an integer, and log w = k*log t + log v is if log t cancels. Functions declare
others (`continued`): the end of an arc is moved into a root, atan goes through infinity. And an even analytic function of w, with
x = c +- w**2, is an analytic function of x: its power series has even powers alone.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.atoms import apply, facts_if_any
from diffcheck.exact.calculus import expand, substitute
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, add_all, atom, number, product, single, symbol
from diffcheck.exact.expr import Monomial as Terms
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import known_sign
from diffcheck.functions.facts import Near
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import Limit
from diffcheck.germs.monomial import Monomial
from diffcheck.germs.series import NeedMoreTerms, germ_sign

ROOT = "_w"
"""The letter of the root of the distance."""
_HALF = Fraction(1, 2)


def continued(side: Side) -> Side:
    """The side with its branch rewritten by the identities for roots, arcs and infinity."""
    return side.of(_Rewriter(side).of(side.branch))


def beside(side: Side) -> Near:
    """How functions look at expressions on that side."""
    return _Rewriter(side)


def in_root(side: Side) -> Side | None:
    """The branch as an analytic function of w > 0 with x = point +- w**2 if it is proved to be even in w; else None."""
    w = symbol(ROOT)
    near = Side(ROOT, w, ZERO, 1)
    try:
        u = substitute(side.branch, side.name, side.point + w**2 * side.side, _Rewriter(near).sign)
        found = continued(near.of(u))
        mirrored = substitute(found.branch, ROOT, -w, known_sign)
        if found.is_smooth() and found.is_laurent() and is_zero_form(found.branch - mirrored):
            return found
    except ZeroDivisionError:
        pass
    return None


class _Rewriter:
    """Rewrites expressions on one side of a point, part by part."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self._known: dict[tuple[Atom, Exponent], Expr] = {}

    def sign(self, u: Expr) -> int | None:
        """The sign of u on the side, None where it is not known."""
        if self.side.name not in u.free:
            return known_sign(u)
        try:
            return self.side.of(u).ask(lambda near: germ_sign(near.expand(u)))
        except (NotYet, ZeroDivisionError):
            return None

    def of(self, u: Expr) -> Expr:
        """u rewritten."""
        if self.side.name not in u.free:
            return u
        parts = []
        for m, c in u.terms.items():
            together = self._roots_together(m)
            term = number(c) if together is None else number(c) * together
            for a, e in m:
                if together is None or isinstance(e, int) or self.side.name not in a.free:
                    term = term * self._power(a, e)
            parts.append(term)
        return add_all(parts)

    def _roots_together(self, m: Terms) -> Expr | None:
        """The product of the roots of a term, where it takes several of them for the power of t to be whole: sqrt(x)*sqrt(sin(x)) is
        x*sqrt(sin(x)/x). None where that is not so."""
        roots = [(a, Fraction(e)) for a, e in m if not isinstance(e, int) and self.side.name in a.free]
        if len(roots) < 2:
            return None
        total, units = Fraction(0), ONE
        for a, e in roots:
            found = self._power_and_unit(self._atom(a))
            if found is None:
                return None
            total += found[0] * e
            units = units * self._unit_power(found[1], e)
        return self._distance() ** int(total) * units if total.denominator == 1 else None

    def _power(self, a: Atom, e: Exponent) -> Expr:
        if self.side.name not in a.free:
            return single(a, e)
        found = self._known.get((a, e))
        if found is None:
            if a.head == "sum" and not isinstance(e, int):
                found = self._root(self.of(a.args[0]), e)
            elif a.head == EXP and (known := _exponential(self, exponent_of(a, e))) is not None:
                found = known
            else:
                found = power(self._atom(a), e, self.sign)
            self._known[a, e] = found
        return found

    def _atom(self, a: Atom) -> Expr:
        if a.head == "symbol":
            return single(a)
        if a.head == "sum":
            return self.of(a.args[0])
        if a.head == EXP:
            return exp(self.of(product(fmpq(1), a.args[0])))
        if a.head == LOG:
            return self._logarithm(self.of(a.args[0]))
        if not all(isinstance(v, Expr) for v in a.args):
            return single(a)
        args = tuple(self.of(v) for v in a.args)
        known = facts_if_any(a.head)
        found = None if known is None or known.continued is None else known.continued(self, args[0])
        return apply(a.head, *args) if found is None else found

    def limit(self, u: Expr) -> Limit | None:
        """The limit of u on the side, None where it is not known."""
        try:
            return self.side.of(u).limit()
        except (NotYet, ZeroDivisionError):
            return None

    def tends_to(self, u: Expr, value: Expr) -> bool:
        """Whether u is proved to have this finite limit."""
        found = self.limit(u)
        return found is not None and found.kind == "finite" and known_sign(found.value - value) == 0

    def _root(self, w: Expr, e: Exponent) -> Expr:
        """w**e for a positive w of the order t**k: t**(k*e) * (w/t**k)**e, if k*e is an integer."""
        found = self._power_and_unit(w)
        if found is None or not found[0] or Fraction(found[0] * e).denominator != 1:
            return power(w, e, self.sign)
        return self._distance() ** int(found[0] * e) * self._unit_power(found[1], e)

    def _logarithm(self, w: Expr) -> Expr:
        """log w for a positive w: k*log t + log(w/t**k), if w is of the order t**k."""
        found = self._power_and_unit(w)
        if found is None or not found[0]:
            return log(w, self.sign)
        k, v = found
        if len(v.terms) > 1 or self.side.name not in v.free:
            return number(k) * log(self._distance(), self.sign) + log(v, self.sign)
        ((m, c),) = v.terms.items()
        size = abs(c)
        together = single(atom(LOG, Expr({m: c / size})))
        return number(k) * log(self._distance(), self.sign) + log(number(size), self.sign) + together

    def _unit_power(self, v: Expr, e: Exponent) -> Expr:
        """v**e for a v that is analytic and positive at the point, kept together: sin(x)/x is, its factors are not."""
        return single(atom("sum", v), e) if len(v.terms) == 1 and self.side.name in v.free else power(v, e, self.sign)

    def _distance(self) -> Expr:
        """t, the distance from the point on this side."""
        return (symbol(self.side.name) - self.side.point) * self.side.side

    def _power_and_unit(self, w: Expr) -> tuple[int, Expr] | None:
        """(k, v) with w = t**k * v, v analytic and not 0 at the point."""
        k = self._order(w)
        whole = None if k is None else expand(w)
        unit = None if k is None or whole is None else expand(whole * self._distance() ** -k)
        return None if k is None or unit is None else (k, unit)

    def _order(self, w: Expr) -> int | None:
        """k where w is a Laurent series that begins with t**k."""

        def first(near: Approach) -> Monomial | None:
            u = near.expand(w)
            lead = u.leading()
            if not lead and u.error is not None:
                raise NeedMoreTerms
            return lead[0][0] if u.laurent and len(lead) == 1 else None

        try:
            found = self.side.of(w).ask(first)
        except (NotYet, ZeroDivisionError):
            return None
        return found.e if found is not None and isinstance(found.e, int) and found == Monomial(found.e) else None

    def root(self, u: Expr) -> Expr:
        """The square root of a positive u."""
        return self._root(u, _HALF)


def exponent_of(a: Atom, e: Exponent) -> Expr:
    """v where a**e = exp(v)."""
    q = Fraction(e)
    return product(fmpq(q.numerator, q.denominator), a.args[0])


def _exponential(at: _Rewriter, v: Expr) -> Expr | None:
    """exp(k*g(u)) for a function g that declares what exp(g(u)) is, wherever u is not 0."""
    ((m, c),) = v.terms.items() if len(v.terms) == 1 else (((), fmpq(0)),)
    if c.q != 1 or len(m) != 1 or m[0][1] != 1:
        return None
    a = m[0][0]
    known = facts_if_any(a.head)
    if known is None or known.exponential is None:
        return None
    u = at.of(a.args[0])
    return known.exponential(u) ** int(c) if at.sign(u) else None


def turned(u: Expr, name: str) -> Expr | None:
    """u at i*w instead of w, where i is the imaginary unit, if that is plainly real; None where it is not.

    Theorem: with x = c - w**2 on one side and c + w**2 on the other, F(x) given there by even analytic G and H is one analytic
    function iff G(w) = H(i*w): the power series agree.
    """
    found = _turned_sum(u, name)
    return None if found is None or found[1] else found[0]


def _turned_sum(u: Expr, name: str) -> tuple[Expr, int] | None:
    """(v, k) with u(i*w) = i**k * v, k = 0 or 1; None where the terms differ in k or one is not plain."""
    parts: list[Expr] = []
    quarter: int | None = None
    for m, c in u.terms.items():
        term, turns = number(c), 0
        for a, e in m:
            factor = (single(a, e), 0) if name not in a.free else _turned_power(a, e, name)
            if factor is None:
                return None
            term, turns = term * factor[0], turns + factor[1]
        if turns % 4 > 1:
            term, turns = -term, turns - 2
        if quarter not in (None, turns % 4):
            return None
        quarter = turns % 4
        parts.append(term)
    return add_all(parts), quarter or 0


def _turned_power(a: Atom, e: Exponent, name: str) -> tuple[Expr, int] | None:
    if a.head == "symbol":
        return (single(a, e), int(e)) if isinstance(e, int) else None
    if len(a.args) != 1:
        return None
    inner = _turned_sum(a.args[0] if isinstance(a.args[0], Expr) else product(fmpq(1), a.args[0]), name)
    if inner is None:
        return None
    v, k = inner
    if a.head == EXP:
        return (power(exp(v), e, known_sign), 0) if k == 0 else None
    if a.head == "sum":
        if isinstance(e, int):
            return v**e, k * e
        positive = k == 0 and known_sign(substitute(v, name, ZERO, known_sign)) == 1  # so that the root is analytic and real both ways
        return (power(v, e, lambda _: None), 0) if positive else None
    if not isinstance(e, int):
        return None
    if k == 0:
        return (log(v, lambda _: None) if a.head == LOG else apply(a.head, v)) ** e, 0
    known = facts_if_any(a.head)
    if known is None or known.turned is None:
        return None
    head, quarter = known.turned
    return apply(head, v) ** e, quarter * e
