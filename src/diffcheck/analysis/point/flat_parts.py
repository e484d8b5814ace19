"""A branch on one side of a point -> the same branch without its flat parts, the function that it is up to a flat one.

Flat means: smaller than every power of the distance t, with all derivatives, as exp(-1/t). Moderate means: no derivative grows faster
than some power of 1/t. Theorem: the moderate functions beside a point are a ring and the flat ones an ideal of it (Leibniz), and for a
moderate u and a flat h the difference g(u + h) - g(u) is flat where u has a finite limit at which g is analytic, and where g is a
logarithm or a power and |u| is not below some power of t: it is the integral of h*g'(u + s*h) over 0 <= s <= 1, and g' and its
derivatives are moderate there. (The ring and the ideal are those of Colombeau's quotient: J. F. Colombeau, Elementary Introduction to
New Generalized Functions, 1985, chapter 1.)
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from diffcheck.analysis.point.continuation import beside, exponent_of
from diffcheck.analysis.point.side import Side, may_go_on_flat
from diffcheck.errors import NotYet
from diffcheck.exact.atoms import apply, facts_if_any
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, Monomial, add_all, product, single, symbol
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.walk import atoms_in
from diffcheck.germs.expand import Approach
from diffcheck.germs.monomial import is_flat, is_natural_power, is_power
from diffcheck.germs.series import NeedMoreTerms, flat_is_smooth, largest_of

_GAP = "_h"
"""The letter of an argument less its limit."""


def has_exponential(u: Expr) -> bool:
    """Whether an exponential stands in u, or a function that nears a limit as fast as one: without them nothing is flat."""
    return any(a.head == EXP or ((known := facts_if_any(a.head)) is not None and known.exponential_germ) for a in atoms_in(u))


def is_flat_with_derivatives(side: Side) -> bool:
    """Whether the branch is proved to tend to 0 with all its derivatives faster than every power of the distance."""

    def flat(near: Approach) -> bool:
        u = flat_is_smooth(near.expand(side.branch))
        if may_go_on_flat(u, near) and all(is_flat(m) for m in u.terms):
            raise NeedMoreTerms
        top = u.top_size()
        return u.smooth and (top is None or is_flat(top))

    try:
        return side.ask(flat)
    except (NotYet, ZeroDivisionError):
        return False


def without_flat_parts(side: Side) -> Side:
    """The side with a branch that differs by a flat function from the given one: itself where a part is not seen to be moderate."""
    if not has_exponential(side.branch):
        return side
    try:
        found = _Stripped(side).of(side.branch)
    except (NotYet, ZeroDivisionError):
        return side
    return side if found is None else side.of(found)


class _Stripped:
    """Strips the flat parts of expressions on one side of a point; each answer is moderate, and None where that is not proved."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.beside = beside(side)
        self._known: dict[tuple[Atom, Exponent], Expr | None] = {}

    def of(self, u: Expr) -> Expr | None:
        """u without its flat parts, term by term, or the polynomial that its expansion shows."""
        if self.side.name not in u.free:
            return u
        parts = []
        for m, c in u.terms.items():
            part = self._term(m)
            if part is None:
                return self._polynomial(u)
            parts.append(part.scaled(c))
        return add_all(parts)

    def _term(self, m: Monomial) -> Expr | None:
        whole = ONE
        for a, e in m:
            factor = self._factor(a, e)
            if factor is None:
                term = product(fmpq(1), m)
                return ZERO if is_flat_with_derivatives(self.side.of(term)) else None
            whole = whole * factor
        return whole

    def _factor(self, a: Atom, e: Exponent) -> Expr | None:
        if self.side.name not in a.free or a.head == "symbol":
            return single(a, e)
        if (a, e) not in self._known:
            found = self._composed(a, e)
            self._known[a, e] = self._limit(single(a, e)) if found is None else found
        return self._known[a, e]

    def _composed(self, a: Atom, e: Exponent) -> Expr | None:
        """g(u) for the factor g(u + h), where the theorem holds."""
        if a.head == EXP:
            v = self.of(exponent_of(a, e))
            return exp(v) if v is not None and self._has_finite_limit(v) else None
        if a.head == "sum":
            return self._power(self.of(a.args[0]), e)
        if a.head == LOG:
            v = self.of(a.args[0])
            return self._power(log(v, self.beside.sign), e) if v is not None and self._is_like_a_power(v) else None
        return self._power(self._function(a), e)

    def _power(self, v: Expr | None, e: Exponent) -> Expr | None:
        if v is None or not ((isinstance(e, int) and e > 0) or self._is_like_a_power(v)):
            return None
        return power(v, e, self.beside.sign)

    def _function(self, a: Atom) -> Expr | None:
        """The function of one moving argument without flat parts, analytic at the limit of it."""
        moving = [k for k, v in enumerate(a.args) if isinstance(v, Expr) and self.side.name in v.free]
        if len(moving) != 1 or not all(isinstance(v, Expr) for v in a.args):
            return None
        (k,) = moving
        v = self.of(a.args[k])
        limit = None if v is None else self.beside.limit(v)
        if limit is None or limit.kind != "finite":
            return None
        near = apply(a.head, *a.args[:k], limit.value + symbol(_GAP), *a.args[k + 1 :])
        return apply(a.head, *a.args[:k], v, *a.args[k + 1 :]) if Side(_GAP, near, ZERO, 1).is_analytic() else None

    def _has_finite_limit(self, v: Expr) -> bool:
        found = self.beside.limit(v)
        return found is not None and found.kind == "finite"

    def _is_like_a_power(self, v: Expr) -> bool:
        """Whether |v| lies between two multiples of one power of the distance."""

        def leads(near: Approach) -> bool:
            u = near.expand(v)
            lead = u.leading()
            if not lead and u.error is not None:
                raise NeedMoreTerms
            return len(lead) == 1 and is_power(lead[0][0]) and not lead[0][0].wave

        if self.side.name not in v.free:
            return bool(v.terms)
        try:
            return self.side.of(v).ask(leads)
        except (NotYet, ZeroDivisionError):
            return False

    def _limit(self, u: Expr) -> Expr | None:
        """The limit of u, where u is flat but for it."""
        found = self.beside.limit(u)
        if found is None or found.kind != "finite":
            return None
        return found.value if is_flat_with_derivatives(self.side.of(u - found.value)) else None

    def _polynomial(self, u: Expr) -> Expr | None:
        """The polynomial in the distance that u is up to a flat part, as its expansion shows; None where it is none."""

        def powers(near: Approach) -> Expr | None:
            found = near.expand(u)
            rest = largest_of((m for m in found.terms if not is_natural_power(m)), found.error)
            if may_go_on_flat(found, near):
                raise NeedMoreTerms
            if rest is None or not is_flat(rest):
                return None
            distance = (symbol(self.side.name) - self.side.point) * self.side.side
            return add_all(c * distance ** int(Fraction(m.e)) for m, c in found.terms.items() if is_natural_power(m))

        try:
            found = self.side.of(u).ask(powers)
        except (NotYet, ZeroDivisionError):
            return None
        return found if found is not None and is_flat_with_derivatives(self.side.of(u - found)) else None
