"""Germs by layers: the fastest exponential w -> 0+ as a variable of its own, with exact functions of x for coefficients.

Theorem (D. Gruntz, On Computing Limits in a Symbolic Manipulation System, 1996, ch. 3): where every exponential of the fastest class is a
power of w, f is a convergent series in powers of w (and log w) whose coefficients, and whatever a remainder hides, are of lower classes:
smaller than every power of 1/w. So the first coefficient that does not vanish identically decides, and coefficients cancel exactly,
where expansions in t would be cut before they differ: exp(1/x)*(sin(x + exp(-1/x)) - sin(x)) is cos(x) + O(w).

A remainder in Taylor's formula for g(c(x) + v) is at most a power of v times a quantity of a lower class: by Cauchy's estimate on a circle
of half the distance to the next singularity, if c has a finite limit (the singularities of declared functions are poles, or branch points
where they grow at most like a power), or if g is tame and c infinite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from flint import fmpq

from diffcheck.exact.assumptions import Assumptions, Given, assuming, assumptions
from diffcheck.exact.atoms import facts, is_function
from diffcheck.exact.calculus import expanded, replace_atom
from diffcheck.exact.expr import ONE_Q, ZERO, Atom, Exponent, Expr, Sign, add_all, number, product, symbol
from diffcheck.exact.generators import EXP
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.rewriting import in_generators, is_zero_form
from diffcheck.exact.sign import UndecidedSign, sign
from diffcheck.germs import elementary
from diffcheck.germs import series as s
from diffcheck.germs.expand import Approach
from diffcheck.germs.monomial import UNIT, Monomial, compare, exponential, is_flat, is_infinite, is_infinitesimal, log_monomial
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, germ_sign
from diffcheck.model.immutable import immutable

W = "_w"
"""The letter of the fastest exponential; no name of the input begins with a low line."""


@dataclass(slots=True)
class Layered(Approach):
    """x = point + side*t as t -> 0+, every expression with fast exponentials expanded in the fastest one first."""

    def _fresh(self, u: Expr) -> Series:
        if not self._fastest(u):
            return Approach._fresh(self, u)
        written = self._in_exponentials(u)
        fast = self._fastest(written)
        return self._by_layer(written, fast) if fast else Approach._fresh(self, written)

    def _in_exponentials(self, u: Expr) -> Expr:
        """u with sinh of an infinite quantity, say, in exponentials: they must show, for coefficients are of a lower class.

        Raises NoExpansion where a function that is not tame cannot be written so.
        """
        for a in dict.fromkeys(_atoms(u, self.name)):
            if not is_function(a.head) or facts(a.head).tame:
                continue
            if any(is_infinite(m) for v in a.args if isinstance(v, Expr) for m in self.expand(v).terms):
                written = in_generators(a, 1)
                if written is None:
                    raise NoExpansion(f"{a.head} of an infinite quantity")
                u = replace_atom(u, a, written)
        return u

    def _fastest(self, u: Expr) -> list[tuple[Atom, Expr]]:
        """The exponentials of the fastest class in u, if it beats all powers of t, with their exponents."""
        best: list[tuple[Atom, Expr]] = []
        top = log_monomial(1)
        for a in dict.fromkeys(_atoms(u, self.name)):
            if a.head != EXP:
                continue
            exponent = Expr({a.args[0]: ONE_Q})
            found = self.expand(exponent)
            lead = found.leading()
            if not lead:
                if found.error is not None and is_infinite(found.error):
                    raise NeedMoreTerms
                continue
            if any(m.wave for m, _ in lead):
                if is_infinite(lead[0][0].size):
                    raise NoExpansion("an exponential of an oscillating quantity")
                continue
            order = compare(lead[0][0], top)
            if order > 0:
                best, top = [(a, exponent)], lead[0][0]
            elif order == 0 and best:
                best.append((a, exponent))
        return best

    def _by_layer(self, u: Expr, fast: list[tuple[Atom, Expr]]) -> Series:
        fast = sorted(fast, key=lambda pair: -_count(pair[1], self.name))
        falling = fast[-1][1]  # the plainest: no other of them stands in it
        if germ_sign(self.expand(falling)) == 1:
            falling = -falling
        inner = u
        for a, exponent in fast:  # those in which others may stand come first
            inner = replace_atom(inner, a, self._in_w(exponent, falling))
        if W not in inner.free or self._holds_faster(inner, self._leading_term(falling)[0]):
            return self._by_exponents(u)
        with assuming(Beside(self.name, self.point, self.side, assumptions(), self)):
            found = _InW(W, ZERO, 1, self.order, beside=self).expand(inner)
        return self._back(found, self.expand(falling))

    def _in_w(self, exponent: Expr, falling: Expr) -> Expr:
        """exp(v) for an exponent v of the speed of log(w): exp(v - c*log(w))*w**c with c = lim v/log(w); the first factor is of a lower
        class, though it may be written as a product of exponentials that are not.
        """
        share = expanded(exponent * falling**-1)
        if self.name not in share.free:
            return _power_of_w(share)
        (_, above), (_, below) = (self._leading_term(v) for v in (exponent, falling))
        limit = above / below
        return exp(expanded(exponent - falling * limit)) * _power_of_w(limit)

    def _by_exponents(self, u: Expr) -> Series:
        """The germ of a sum of r*exp(v) in which the fastest exponentials cancel: exp(v0) times the sum of the r*exp(v - v0), whose
        exponents are expanded each as a whole, for they may be slower than their terms.

        Raises NoExpansion where no exponential stands in a term by itself.
        """
        parts = []
        for m, c in u.terms.items():
            rest = product(c, ((a, e) for a, e in m if a.head != EXP or self.name not in a.free))
            parts.append((rest, add_all(product(_fraction(e), a.args[0]) for a, e in m if a.head == EXP and self.name in a.free)))
        if not any(exponent for _, exponent in parts):
            raise NoExpansion("exponentials of one speed whose exponents are no multiples of each other")
        first = parts[0][1]
        total = s.constant(ZERO, self.order)
        for rest, exponent in parts:
            total = s.add(total, s.multiply(self.expand(rest), _exponential(self.expand(expanded(exponent - first)))))
        return s.multiply(total, _exponential(self.expand(first)))

    def _holds_faster(self, u: Expr, speed: Monomial) -> bool:
        """Whether an exponential stands in u whose exponent is as large as the speed."""
        exponents = (Expr({a.args[0]: ONE_Q}) for a in _atoms(u, self.name) if a.head == EXP and W not in a.free)
        return any(compare(lead[0][0], speed) >= 0 for v in exponents if (lead := self.expand(v).leading()))

    def _leading_term(self, u: Expr) -> tuple[Monomial, Expr]:
        ((m, c),) = self.expand(u).leading()
        return m, c

    def _back(self, found: Series, log_of_w: Series) -> Series:
        """A series in w as one in t."""
        found = _without_flat(found)
        terms: dict[Monomial, Expr] = {}
        error: Monomial | None = None
        for m, c in found.terms.items():
            part = s.multiply(_in_t(m, log_of_w), self.expand(c))
            error = s.larger(error, part.error)
            for n, d in part.terms.items():
                terms[n] = terms[n] + d if n in terms else d
        if found.error is not None:
            error = s.larger(error, _remainder(found, log_of_w))
        if error is not None:
            terms = {m: c for m, c in terms.items() if compare(m, error) > 0}
        return Series({m: c for m, c in terms.items() if c}, error, self.order, rate=None)


def _without_flat(found: Series) -> Series:
    """A series in w with what is smaller than every power of w, exp(-1/w) say, left to its error."""
    kept = {m: c for m, c in found.terms.items() if not (m.growth and is_flat(m))}
    return found if len(kept) == len(found.terms) else replace(found, terms=kept, error=s.larger(found.error, Monomial(found.order)))


def _atoms(u: Expr, name: str) -> Iterator[Atom]:
    """All atoms of u that hold the name, wherever they stand, the outer ones first."""
    for m in u.terms:
        for a, _ in m:
            if name not in a.free:
                continue
            yield a
            for v in (Expr({a.args[0]: ONE_Q}),) if a.head == EXP else a.args:
                if isinstance(v, Expr):
                    yield from _atoms(v, name)


def _exponential(u: Series) -> Series:
    """exp(u), or the bound exp(c*m/2) for it, where u ~ c*m tends to -oo, and infinitely many terms of u are infinite."""
    try:
        return elementary.exp(u)
    except NeedMoreTerms:
        lead = u.leading()
        if len(lead) != 1 or lead[0][0].wave or not is_infinite(lead[0][0]) or sign(lead[0][1]) > 0:
            raise
        m, c = lead[0]
        return Series({}, exponential({m: c / 2})[0], u.order, rate=None)


def _fraction(e: Exponent) -> fmpq:
    q = Fraction(e)
    return fmpq(q.numerator, q.denominator)


def _count(u: Expr, name: str) -> int:
    """How many atoms with the name stand in u, at all depths."""
    return sum(1 for _ in _atoms(u, name))


def _power_of_w(share: Expr) -> Expr:
    r = share.rational
    if r is None:
        return exp(share * log(symbol(W), lambda _: 1))
    return power(symbol(W), Fraction(int(r.p), int(r.q)), lambda _: 1)


def _in_t(m: Monomial, log_of_w: Series) -> Series:
    """A monomial in w as a series in t. Raises NoExpansion where it holds more than powers of w and log(1/w)."""
    if m.wave or len(m.logs) > 1 or any(n != log_monomial(1) for n, _ in m.growth):
        raise NoExpansion("a function of the fastest exponential that is no power of it")
    found = s.constant(1, log_of_w.order)
    exponent = number(Fraction(m.e)) - (m.growth[0][1] if m.growth else ZERO)
    if exponent:
        found = _exponential(s.scale(log_of_w, exponent))
    if m.logs:
        found = s.multiply(found, elementary.power(s.scale(log_of_w, -1), m.logs[0]))
    return found


def _remainder(found: Series, log_of_w: Series) -> Monomial | None:
    """A bound of what was left out, with room for a factor of a lower class: a power of w between the error and the terms."""
    error = found.error
    assert error is not None
    if error.growth or any(m.growth for m in found.terms):
        raise NoExpansion("irrational powers of the fastest exponential")
    last = max((Fraction(m.e) for m in found.terms), default=Fraction(error.e) - 1)
    if last >= error.e:
        raise NeedMoreTerms
    return _in_t(Monomial((last + error.e) / 2), log_of_w).top_size()


@dataclass(slots=True)
class _InW(Approach):
    """w -> 0+, where everything else holds x as a constant; the germs of x are those of `beside`."""

    beside: Layered | None = None

    def _fresh_atom(self, a: Atom) -> Series:
        if is_function(a.head) and W in a.free:
            known = facts(a.head)
            assert self.beside is not None
            infinite, middle, _ = s.split(self.expand(a.args[-1]))
            if known.germ_of_power is not None or any(isinstance(v, Expr) and W in v.free for v in a.args[:-1]):
                raise NoExpansion(f"{a.head} of the fastest exponential")
            if not infinite and self.beside.name in middle.free and not known.tame and not self._has_finite_limit(middle):
                raise NoExpansion(f"{a.head} beside a quantity without a finite limit")
        return Approach._fresh_atom(self, a)

    def _has_finite_limit(self, u: Expr) -> bool:
        assert self.beside is not None
        current = assumptions()
        with assuming(current.outer if isinstance(current, Beside) else current):
            found = self.beside.expand(u)
        small = all(compare(m, UNIT) < (0 if m.wave else 1) for m in found.terms)
        return small and (found.error is None or is_infinitesimal(found.error))


@immutable
class Beside:
    """What is known of x near the point on one side: signs are those of germs."""

    name: str
    point: Expr
    side: int
    outer: Assumptions | None
    near: Layered = field(compare=False, repr=False)

    def sign(self, u: Expr) -> Sign:
        """The sign of u on a one-sided neighbourhood. Raises NeedMoreTerms, NoExpansion, UndecidedSign or Split."""
        if W in u.free:
            raise UndecidedSign(u)
        if is_zero_form(u):
            return 0
        with assuming(self.outer):
            found = germ_sign(self.near.expand(u)) if self.name in u.free else sign(u)
        if found is None:
            raise UndecidedSign(u)
        return found

    def never_vanishes(self, u: Expr) -> bool:
        """Asked by signs alone."""
        return False

    def is_integer(self, name: str) -> bool:
        """As without the letter."""
        return self.outer is not None and self.outer.is_integer(name)

    def residue(self, name: str, modulus: int) -> int | None:
        """As without the letter."""
        return None if self.outer is None else self.outer.residue(name, modulus)

    def integer_part(self, u: Expr) -> int | None:
        """As without the letter."""
        return None if self.outer is None else self.outer.integer_part(u)

    def examples(self, name: str) -> tuple[int, ...]:
        """As without the letter."""
        return () if self.outer is None else self.outer.examples(name)

    def value(self, name: str) -> Expr | None:
        """As without the letter."""
        return None if self.outer is None else self.outer.value(name)

    def given(self, name: str) -> Given | None:
        """As without the letter."""
        return None if self.outer is None else self.outer.given(name)
