"""Two scales: what oscillates without end as letters of their own, beside the expansion in t.

Near the point f is F(p, t), where p holds the angles of the phases that tend to infinity, and bounded quantities of which nothing else is
known: fractional parts, signs. Two theorems read a limit off F.

*Letters.* If F(p, t) is expanded in t with coefficients that are continuous in p, the remainder is uniform, for p runs through a compact
set: where an inverse, a root, a logarithm or a function with singularities is taken, the leading coefficient is proved to keep its sign, or
the function to be analytic, on all of that set. So f tends to 0 if the leading size does, to c if the coefficient of 1 is the constant c.
If that coefficient takes two values, and the letters are angles that run through the whole torus, f has no limit.

*A stopped clock.* Where all phases are rational multiples of one phase Q, continuous and tending to infinity, there are t_k -> 0 with
Q(t_k) = q + 2*pi*k*TURNS. Along them every wave is a constant and every fractional part of a multiple of Q/(2*pi) is what it is at q, so
f(t_k) = F(q, t_k) has the limit of F(q, t). If it has different limits for two q, f has none.

*A held clock.* Where the angles run through the whole torus, they come into every small part of it again and again. If F has a limit that
is uniform for the angles in one such part, f has it along some places; two parts with different limits show that f has none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import ceil, lcm
from typing import Protocol, TypeVar

from flint import fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assuming
from diffcheck.exact.atoms import apply, facts, is_function
from diffcheck.exact.ball import enclose, whole_part
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, add_all, number, pi, symbol
from diffcheck.exact.expr import Monomial as ExprMonomial
from diffcheck.exact.generators import COS, SIN
from diffcheck.exact.rewriting import is_constant_form
from diffcheck.exact.running import Running, running
from diffcheck.exact.sign import sign
from diffcheck.germs import elementary
from diffcheck.germs import series as s
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import DNE, Limit, finite, infinite
from diffcheck.germs.monomial import UNIT, WILD, Monomial, compare, is_infinitesimal, raised, sort_terms
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series, germ_sign, leading_terms
from diffcheck.germs.waves import Phase, share

TURNS = 60
"""The places of a stopped clock are so many turns apart: a wave is constant along them if they are a whole number of its periods."""
PART = fmpq(1, 64)
"""The part of a turn in which an angle is held."""
ORDERS = (2, 4, 8)
_BITS = 64


class Clock(Protocol):
    """What stands for the waves, the fractional parts and the other bounded parts of a germ."""

    def angle(self, phase: Phase) -> Expr:
        """The angle of a phase that tends to infinity. Raises NoExpansion."""
        ...

    def fraction(self, a: Atom, u: Series) -> Series:
        """The fractional part of an infinite u, which the atom stands for. Raises NoExpansion."""
        ...

    def part(self, name: Hashable, low: Fraction, high: Fraction, order: int) -> Series:
        """Another part, between its bounds, called by all that determines it. Raises NoExpansion."""
        ...

    def bound(self, u: Expr) -> fmpq | None:
        """A number larger than the size of a coefficient; None where none is found."""
        ...


@dataclass(slots=True)
class Turning(Approach):
    """x = point + side*t as t -> 0+, with angles for the phases: no series in it oscillates."""

    clock: Clock = field(kw_only=True)

    def _monomial(self, m: ExprMonomial) -> Series:
        found = self.known.get(m)
        if found is None:
            for a, e in m:
                factor = self._factor(a, e)
                found = factor if found is None else s.multiply(found, factor)
            assert found is not None
            self.known[m] = found
        return found

    def _factor(self, a: Atom, e: Exponent) -> Series:
        stands_in = is_function(a.head) and self.name in a.free and facts(a.head).germ_of_power is not None
        if not stands_in:
            return Approach._monomial(self, ((a, e),))
        known = facts(a.head)
        if known.fractional:
            return elementary.power(self.clock.fraction(a, self.expand(a.args[0])), e)
        if known.bounds is not None:
            return elementary.power(self._part(a, known.bounds), e)
        if known.degree is None or e < 0:
            raise NoExpansion("poles crowd at the point")
        return self._of_size(a, self.expand(a.args[0]), Fraction(known.degree(*a.args) * e))

    def _of_size(self, a: Atom, u: Series, q: Fraction) -> Series:
        """A quantity that the atom stands for, of the size of u to the power q: a number between bounds where u is bounded.

        They are wider than what u comes near to, so that it lies between them from some place on.
        """
        size = u.top_size()
        if size is None:
            return s.constant(0, self.order)
        if size == UNIT and (u.error is None or is_infinitesimal(u.error)):
            high = self.clock.bound(add_all(c for m, c in u.terms.items() if m == UNIT))
            if high is not None:
                most = Fraction(str(max(high, fmpq(1)) ** ceil(q)))
                negative = facts(a.head).lower_bound is None and q.denominator % 2 == 1
                return self.clock.part((a, q), -most if negative else Fraction(0), most, self.order)
        return Series({}, raised(size, q), self.order, rate=None)

    def _fresh_atom(self, a: Atom) -> Series:
        try:
            return self._turned(self._in_generators(a) or Approach._fresh_atom(self, a))
        except NotYet:
            if is_function(a.head) and (bounds := facts(a.head).bounds) is not None:
                return self._part(a, bounds)
            raise

    def _in_generators(self, a: Atom) -> Series | None:
        """The germ of a function of an infinite quantity that is a formula in others."""
        if not is_function(a.head) or self.name not in a.free or not any(self._is_infinite(u) for u in a.args):
            return None
        known = facts(a.head)
        written = known.in_generators(*a.args)
        if known.reflected is not None and germ_sign(self.expand(a.args[-1])) == -1:
            written = known.reflected(*a.args)
        return None if written is None else self.expand(written)

    def _part(self, a: Atom, bounds: tuple[str, str]) -> Series:
        return self.clock.part(a, Fraction(bounds[0]), Fraction(bounds[1]), self.order)

    def _is_infinite(self, u: object) -> bool:
        return isinstance(u, Expr) and self.name in u.free and bool(s.split(self.expand(u))[0])

    def _turned(self, u: Series) -> Series:
        """The series with cos and sin of angles for its waves."""
        if not any(m.wave for m in u.terms):
            return u
        terms: dict[Monomial, Expr] = {}
        for m, c in u.terms.items():
            if m.wave == WILD:
                raise NoExpansion("an oscillation known by its size alone")
            if m.wave:
                m, c = m.size, c * apply(COS if m.wave == 1 else SIN, self.clock.angle(m.phase))
            terms[m] = terms[m] + c if m in terms else c
        return s.make(terms, u.error, u.order, False, False, u.rate)


@dataclass(slots=True)
class Stopped:
    """The clock stopped: where the first phase that was met is 2*pi*turns, and whole multiples of 2*pi*TURNS beyond."""

    turns: fmpq
    unit: Phase | None = None

    def angle(self, phase: Phase) -> Expr:
        """A rational multiple of that of the first phase."""
        return pi().scaled(2 * self.turns * self._multiple(phase))

    def _multiple(self, phase: Phase) -> fmpq:
        if self.unit is None:
            self.unit = phase
        r = share(phase, self.unit)
        if r is None or (r * TURNS).denominator > 1:
            raise NoExpansion("oscillations of different kinds")
        return fmpq(r.numerator, r.denominator)

    def fraction(self, a: Atom, u: Series) -> Series:
        """u less its integer part, which the turns of the unit tell."""
        infinite, middle, rest = s.split(u)
        if not infinite:
            raise NoExpansion("a fractional part of a quantity that is not infinite")
        phase = sort_terms(infinite)
        flip = sign(phase[0][1])
        full = pi().scaled(fmpq(2 * flip))
        turned = self._multiple(tuple((m, c * full) for m, c in phase)) * self.turns * flip
        value = middle + number(turned)
        whole = whole_part(enclose(value, _BITS), _BITS) if not value.free else None
        if whole is None:
            raise NoExpansion("the integer part of a quantity that may be an integer")
        return s.add(s.constant(value - whole, u.order), rest)

    def part(self, name: Hashable, low: Fraction, high: Fraction, order: int) -> Series:
        """Other parts are not known there."""
        raise NoExpansion("an oscillation known by its size alone")

    def bound(self, u: Expr) -> fmpq | None:
        """Other parts are not known there."""
        return None


@dataclass(slots=True, eq=False)
class Letters(Running):
    """A letter for the angle of each phase, and for each other bounded part."""

    window: tuple[fmpq, ...] = ()
    """Where each angle is held, in turns: within a small part of a turn from there. Empty: they run through all turns."""
    _units: list[Phase] = field(default_factory=list)
    _parts: dict[Hashable, Expr] = field(default_factory=dict)

    def angle(self, phase: Phase) -> Expr:
        """A rational multiple of the angle of a phase that was met before, or a new one."""
        k, r = next(
            ((k, r) for k, unit in enumerate(self._units) if (r := share(phase, unit)) is not None), (len(self._units), Fraction(1))
        )
        name = f"_angle{k}"
        if k == len(self._units):
            self._units.append(phase)
            self.angles.add(name)
            self.ranges[name] = (fmpq(0), fmpq(1))
        if self.window:
            place = self.window[k % len(self.window)]
            self.ranges[name] = (place, place + PART)
            return symbol(name).scaled(fmpq(r.numerator, r.denominator))
        turns = lcm(int(self.ranges[name][1].p), r.denominator)
        self.ranges[name] = (fmpq(0), fmpq(turns))
        return symbol(name).scaled(fmpq(r.numerator, r.denominator))

    def fraction(self, a: Atom, u: Series) -> Series:
        """A number from 0 to 1."""
        return self.part(a, Fraction(0), Fraction(1), u.order)

    def part(self, name: Hashable, low: Fraction, high: Fraction, order: int) -> Series:
        """A number between its bounds."""
        if name not in self._parts:
            letter = f"_part{len(self._parts)}"
            self.ranges[letter] = (fmpq(low.numerator, low.denominator), fmpq(high.numerator, high.denominator))
            self._parts[name] = symbol(letter)
        return Series({UNIT: self._parts[name]}, None, order, rate=None)

    def all_independent(self) -> bool:
        """Whether all angles that were met are independent."""
        return self.are_independent(sorted(self.angles))

    def are_independent(self, names: Iterable[str]) -> bool:
        """Whether letters are angles of phases of which no integer combination but 0 is bounded: then they run through all of the torus.

        A combination of phases is a finite sum of infinite monomials: 0 or infinite. That it is not 0 shows in the sizes of the phases,
        or in two of them that are proved to be no rational multiples of each other. Theorem (Weyl): the angles are equidistributed.
        """
        phases = [self._units[int(n.removeprefix("_angle"))] for n in names if n in self.angles]
        if len(phases) < len(list(names)):
            return False
        if all(compare(p[0][0], q[0][0]) for p, q in combinations(phases, 2)):
            return True
        return len(phases) == 2 and _are_no_multiples(*phases)


def _are_no_multiples(a: Phase, b: Phase) -> bool:
    """Whether two phases are proved to be no rational multiples of each other: a quotient of coefficients is a sum of square-free roots.

    Roots of distinct square-free products are linearly independent over Q (Besicovitch 1940).
    """
    others = dict(b)
    quotients = [expanded(c * others[m] ** -1) for m, c in a if m in others]
    return any(q.rational is None and {x.head for m in q.terms for x, _ in m} == {"prime"} for q in quotients)


Answer = TypeVar("Answer")


def at_rising_order(name: str, point: Expr, side: int, clock: Clock, question: Callable[[Turning], Answer]) -> Answer:
    """The answer to a question about expansions beside angles, asked with longer ones as long as it raises NeedMoreTerms. Raises NotYet."""
    with assuming(clock) if isinstance(clock, Running) else nullcontext():
        for order in ORDERS:
            with suppress(NeedMoreTerms):
                return question(Turning(name, point, side, order, clock=clock))
    raise NoExpansion(f"no term of the expansion up to order {ORDERS[-1]} decides")


def uniform_limit(u: Series, *, everywhere: bool = True) -> Limit:
    """The limit of an expansion whose coefficients hold letters; everywhere: it is one of f for all their values.

    Raises NeedMoreTerms or NotYet.
    """
    lead = leading_terms(u.terms, stop_at_constant=True)
    if not lead:
        if u.error is None or is_infinitesimal(u.error):
            return finite(ZERO, "squeeze")
        raise NeedMoreTerms
    ((m, c),) = lead
    order = compare(m, UNIT)
    if order < 0:
        return finite(ZERO, "squeeze")
    if order > 0:
        return infinite(sign(c), "leading term")
    letters = running(c)
    if letters is None:
        return finite(c, "squeeze")
    moving = sorted(letters.ranges.keys() & c.free)
    if all(is_constant_form(c, n) for n in moving):
        for n in moving:
            c = substitute(c, n, number(letters.ranges[n][0]), lambda _: None)
        return finite(c, "squeeze")
    if everywhere and isinstance(letters, Letters) and letters.are_independent(moving) and letters.takes_two_values(c):
        return DNE
    raise NoExpansion("an oscillation that does not tend to 0")
