"""How steep an analytic branch is on an open interval: is its derivative bounded, and what are its least and greatest values.

Boundedness: a continuous function on an open interval is bounded iff it is so near both ends, which its germs there tell.
Extremes: between neighbouring critical points (and beyond the last one, up to an end) g is monotone, so the least upper bound of
g is the largest of its values at the critical points and of its limits at those ends at which no critical points accumulate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from flint import arb, fmpq

from diffcheck.analysis.indices.index import over_range
from diffcheck.analysis.indices.ranges import Range, using_index
from diffcheck.analysis.lenses.interval import Budget, Interval, limit_at_end, toward
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.atoms import apply, facts_if_any
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import clear_denominators, derivative, expand, expanded, ratio, substitute
from diffcheck.exact.expr import Expr, add_all, number, pi, product, symbol
from diffcheck.exact.generators import COS, SIN, WAVES
from diffcheck.exact.order import compare_constants
from diffcheck.exact.powers import power
from diffcheck.exact.rewriting import in_generators, is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign, structural_sign
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import is_bounded, limit
from diffcheck.germs.monomial import Monomial
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import Series, multiply
from diffcheck.germs.series import derivative as germ_derivative
from diffcheck.model.immutable import immutable
from diffcheck.model.report import How

Answer = TypeVar("Answer")


@immutable
class Spot:
    """Where a value of f' is taken or approached, or what is wrong at a place.

    slope: at a point, or at all members of a family; limit, unbounded: near an end (at None: at infinity), seen from inside on that
    side; interval: throughout; gap: from `at` to the next point `to`; point: the set has no other point; jump, discontinuous: there;
    undefined: outside the domain (at None: a whole part); members: along a family the slopes grow without bound.
    """

    how: How
    at: Expr | None = None
    side: int = 0
    range: Range | None = None
    to: Expr | None = None
    low: Expr | None = None
    high: Expr | None = None


Value = tuple[Expr, "Spot | None"]
"""A value, and where it is; None where its place is one for some parameters and another for others."""


@immutable
class Stretch:
    """An open interval with a function g analytic in it; where g is the derivative of a known f, f helps to see g at the ends."""

    interval: Interval
    g: Expr
    f: Expr | None = None

    @staticmethod
    def of(name: str, f: Expr, low: Expr | None, high: Expr | None) -> Stretch:
        """The derivative of a branch."""
        return Stretch(Interval(name, low, high), _short(derivative(f, name)), f)

    @property
    def is_flat(self) -> bool:
        """Whether g is constant as it stands."""
        return self.interval.name not in self.g.free

    def bounded_near(self, end: Expr | None, side: int) -> bool:
        """Whether g is bounded in the interval near one of its ends. Raises NotYet."""
        if self.is_flat or (end is None and _is_periodic(self.g, self.interval.name)):
            return True
        try:
            return self._ask(end, side, is_bounded)
        except NotYet:
            if is_enclosed(self.g, self.interval.name):
                return True
            raise

    def limit_near(self, end: Expr | None, side: int) -> Expr:
        """The finite limit of g at one of its ends. Raises NotYet where there is none or it is not known."""
        if self.is_flat:
            return self.g
        found = self._ask(end, side, limit)
        if found.kind != "finite":
            raise NotYet("no_limit", "the slope has no limit there")
        return found.value

    def _ask(self, end: Expr | None, side: int, question: Callable[[Series], Answer]) -> Answer:
        """Asks about the germ of g; where g has none that is known, about the derivative of the germ of f."""
        try:
            name, point, g, forward = toward(self.g, self.interval, end, side)
            return at_rising_order(name, point, forward, lambda near: question(near.expand(g)))
        except (NotYet, ZeroDivisionError) as reason:
            if self.f is None:
                raise _as_not_yet(reason) from None
        # df/dx = side * df/dt; at infinity x = -side/w, so df/dx = side * w^2 * df/dw
        factor = Series({Monomial(0 if end is not None else 2): number(side)}, None, 24, True)

        def differentiated(near: Approach) -> Series:
            return multiply(germ_derivative(near.expand(f)), replace(factor, order=near.order))

        try:
            name, point, f, forward = toward(self.f, self.interval, end, side)
            return at_rising_order(name, point, forward, lambda near: question(differentiated(near)))
        except (NotYet, ZeroDivisionError) as reason:
            raise _as_not_yet(reason) from None

    def values(self, index: str) -> list[Value]:
        """Values among which are the greatest lower and the least upper bound of g, which is bounded. Raises NotYet.

        index: a letter for families of critical points.
        """
        if self.is_flat:
            return [(self.g, Spot("interval", low=self.interval.low, high=self.interval.high))]
        name = self.interval.name
        on_line = self.interval.low is None and self.interval.high is None
        bounds = (amplitude(self.g, name) or independent_amplitudes(self.g, name)) if on_line else None
        if bounds is not None:
            return [(bound, None) for bound in bounds]
        values, reached = _critical_values(self, index)
        for end, side in self.interval.ends():
            if (end, side) not in reached:
                values.append((self.limit_near(end, side), Spot("limit", end, side)))
        return values


def _as_not_yet(reason: Exception) -> NotYet:
    return reason if isinstance(reason, NotYet) else NotYet("no_expansion", "an expression with a pole there")


def _short(u: Expr) -> Expr:
    return number(0) if is_zero_form(u) else u


def _is_periodic(u: Expr, name: str) -> bool:
    """Whether u has a period: its variable stands only in functions of the sine and cosine of multiples of one angle.

    Where it is analytic on an unbounded interval it is bounded far out, for it is bounded on one whole period there.
    """
    slopes: list[Expr] = []
    left = [u]
    while left:
        for m in left.pop().terms:
            for a, _ in m:
                if name not in a.free:
                    continue
                if a.head == "symbol":
                    return False
                if (known := facts_if_any(a.head)) is not None and known.in_waves is not None:
                    slopes.append(_short(derivative(a.args[0], name)))
                else:
                    left += [v if isinstance(v, Expr) else Expr({v: fmpq(1)}) for v in a.args if isinstance(v, Expr | tuple)]
    return all(name not in s.free and ratio(s, slopes[0]) is not None for s in slopes)


def is_enclosed(u: Expr, *names: str) -> bool:
    """Whether bounds of the parts of u show that it is bounded, whatever the values of the symbols."""
    if u.free - set(names):
        return False
    return bool(enclose(u, 64, {name: arb(0, float("inf")) for name in names}).is_finite())


def least_and_greatest(values: Iterable[Value]) -> tuple[Value, Value]:
    """The first smallest and the first largest of some constants. Raises UndecidedSign."""
    first, *others = values
    low = high = first
    for one in others:
        if compare_constants(one[0], low[0]) < 0:
            low = one
        if compare_constants(one[0], high[0]) > 0:
            high = one
    return low, high


@immutable
class _Wave:
    """size*sin(angle) or size*cos(angle), the head says which; the variable stands in the angle alone."""

    size: Expr
    head: str
    angle: Expr


def _middle_and_waves(g: Expr, name: str) -> tuple[Expr, list[_Wave]] | None:
    """g as a term without the variable and a sum of waves; None where it is not one."""
    terms = expand(g)
    if terms is None:
        return None
    middle, waves = number(0), []
    for m, c in terms.terms.items():
        moving = [(w, e) for w, e in m if name in w.free]
        size = product(c, (factor for factor in m if name not in factor[0].free))
        if not moving:
            middle = middle + size
            continue
        ((wave, e), *others) = moving
        if others or e != 1 or wave.head not in WAVES:
            return None
        waves.append(_Wave(size, wave.head, wave.args[0]))
    return middle, waves


def amplitude(g: Expr, name: str) -> tuple[Expr, Expr] | None:
    """The least and the greatest value of m + a*sin(v) + b*cos(v) on the line, v linear, where parameters decide about a : b; else None.

    By the addition theorem they are m -+ sqrt(a**2 + b**2), whatever a and b are: also where both are 0, and the angle is none.
    """
    found = _middle_and_waves(g, name)
    if found is None or not found[1]:
        return None
    middle, waves = found
    angle = waves[0].angle
    a, b = number(0), number(0)
    for wave in waves:
        shift = expanded(wave.angle - angle)
        if name in shift.free:
            return None
        s, k = apply(SIN, shift), apply(COS, shift)  # sin(angle + shift) and cos(angle + shift)
        a, b = (a + wave.size * k, b + wave.size * s) if wave.head == SIN else (a - wave.size * s, b + wave.size * k)
    speed = _short(derivative(angle, name))
    if name in speed.free or not a or not b or not (a / b).free or sign(speed) == 0:
        return None  # the places are the same for all parameters
    size = power(expanded(a * a + b * b), Fraction(1, 2), lambda u: 1 if structural_sign(u, strict=False) == 1 else None)
    return middle - size, middle + size


def independent_amplitudes(g: Expr, name: str) -> tuple[Expr, Expr] | None:
    """The bounds of m + sums of r*cos(v + p), v linear, on the line, whose speeds are linearly independent over the rationals; else None.

    Theorem (Kronecker): the angles come as near as one likes to any angles, so the bounds are m -+ the sum of the amplitudes for each
    speed, the square of which is the sum of r*s*cos(p - q) over all pairs.
    """
    found = _middle_and_waves(g, name) if g.free == {name} else None
    if found is None:
        return None
    middle, waves = found
    phases = _by_speed(waves, name)
    if phases is None or len(phases) < 2 or not _are_independent(list(phases)):
        return None
    total = number(0)
    for parts in phases.values():
        square = add_all(r * s * apply(COS, expanded(p - q)) for r, p in parts for s, q in parts)
        total = total + power(expanded(square), Fraction(1, 2), known_sign)
    return middle - total, middle + total


def _by_speed(waves: Iterable[_Wave], name: str) -> dict[Expr, list[tuple[Expr, Expr]]] | None:
    """Waves as r*cos(speed*x + p): the pairs r, p for each positive speed; None where an angle is not linear."""
    found: dict[Expr, list[tuple[Expr, Expr]]] = {}
    for wave in waves:
        speed = _short(derivative(wave.angle, name))
        if not speed or name in speed.free:
            return None
        start = expanded(wave.angle - speed * symbol(name)) - (pi() / 2 if wave.head == SIN else 0)
        backwards = sign(speed) < 0
        found.setdefault(-speed if backwards else speed, []).append((wave.size, -start if backwards else start))
    return found


def _are_independent(speeds: list[Expr]) -> bool:
    """Whether speeds are proved to be linearly independent over the rationals: their ratios to the first are rational multiples of
    different roots. Roots of distinct square-free products are independent (Besicovitch 1940)."""
    ratios = [expanded(speed / speeds[0]) for speed in speeds]
    roots = {m for u in ratios if len(u.terms) == 1 for m in u.terms if all(x.head == "prime" for x, _ in m)}
    return len(roots) == len(speeds)


End = tuple["Expr | None", int]


def _critical_values(stretch: Stretch, index: str) -> tuple[list[Value], set[End]]:
    """g at all its critical points in the interval, and the ends at which these accumulate. Raises NotYet."""
    interval, g, name = stretch.interval, stretch.g, stretch.interval.name
    slope = _short(derivative(g, name))
    try:
        return [(_at(g, name, c), Spot("slope", c)) for c in _zeros(slope, interval)], set()
    except Infinite:
        pass
    values: list[Value] = []
    reached: set[End] = set()
    with using_index(index) as ranges:
        found = _zeros(slope, Interval(name, None, None, analytic=False))
    for c in found:
        if index not in c.free:
            if interval.contains(c):
                values.append((_at(g, name, c), Spot("slope", c)))
            continue
        for part in ranges[c]:
            for at, inside in _members_inside(c, part, interval, index):
                values += _values_of_family(g, name, at, inside, index)
                reached |= _ends_reached(at, inside, interval, index)
    return values, reached


def _zeros(u: Expr, interval: Interval) -> tuple[Expr, ...]:
    """All zeros of u; where these are not known, those of the same expression in exponentials, logarithms, roots and waves.

    The best constant may be left out, the verdict may not: so the search costs little, whatever u is.
    """
    interval = replace(interval, budget=Budget(looks=effort().steepness_looks))
    try:
        return zeros(u, interval)
    except Infinite:
        raise
    except NotYet:
        written = expand(u, in_generators)
        other = None if written is None else expand(clear_denominators(written))
        if other is None or other == u:
            raise
        return zeros(other, interval)


def _at(g: Expr, name: str, c: Expr) -> Expr:
    found = substitute(g, name, c, known_sign)
    return expanded(found)


def _members_inside(c: Expr, part: Range, interval: Interval, index: str) -> list[tuple[Expr, Range]]:
    """The members of a family that lie in the interval, as families of their own."""

    def ask(n: Expr) -> tuple[Expr, bool]:
        at = substitute(c, index, n, known_sign)
        return at, interval.contains(at)

    return [(at, inner) for (at, inside), inner in over_range(index, part, ask, zeros) if inside]


def _values_of_family(g: Expr, name: str, c: Expr, part: Range, index: str) -> list[Value]:
    """The values of g at the members of a family, as far as extremes need them: a sequence that is monotone has them at its ends."""
    return sequence_values(lambda n: (at := substitute(c, index, n, known_sign), _at(g, name, at)), part, index)


def sequence_values(member: Callable[[Expr], tuple[Expr, Expr]], part: Range, index: str) -> list[Value]:
    """Values among which the bounds of a sequence are; member(n) is the place and the value. Raises NotYet where a bound is not finite."""

    def ask(n: Expr) -> tuple[Expr, Expr]:
        at, value = member(n)
        if index in value.free:
            sign(substitute(value, index, symbol(index) + 1, known_sign) - value)  # splits the range where it stops being monotone
        return at, value

    found: list[Value] = []
    for (at, value), inner in over_range(index, part, ask, zeros):
        if index not in value.free:
            found.append((value, Spot("slope", at, range=inner if index in at.free else None)))
            continue
        if inner.where:
            raise NotYet("condition", "a sequence of slopes at places under a condition on their index")
        for bound, side in ((inner.low, 1), (inner.high, -1)):
            if bound is not None:
                n = number(bound)
                found.append((substitute(value, index, n, known_sign), Spot("slope", substitute(at, index, n, known_sign))))
                continue
            tends = limit_at_end(value, Interval(index, None, None), None, side)
            if tends is None or tends.kind != "finite":
                raise NotYet("no_limit", "a sequence of slopes whose bounds are not known")
            where = limit_at_end(at, Interval(index, None, None), None, side)
            if where is None or where.kind == "dne":
                raise NotYet("no_limit", "a sequence of points whose limit is not known")
            found.append((tends.value, Spot("limit", where.value if where.kind == "finite" else None, -where.sign)))
    return found


def _ends_reached(c: Expr, part: Range, interval: Interval, index: str) -> set[End]:
    """The ends of the interval to which the members of a family tend. Raises NotYet."""
    if part.where:
        raise NotYet("condition", "a family of critical points under a condition on their index")
    found: set[End] = set()
    for unbounded, side in ((part.low is None, 1), (part.high is None, -1)):
        if not unbounded:
            continue
        target = limit_at_end(c, Interval(index, None, None), None, side)
        if target is None or target.kind == "dne":
            raise NotYet("no_limit", "a family of critical points whose limit is not known")
        if target.kind == "infinite":
            found.add((None, -target.sign))
            continue
        for end, inward in interval.ends():
            if end is not None and compare_constants(end, target.value) == 0:
                found.add((end, inward))
    return found


def wave_extremes(parts: list[tuple[int, Expr, Expr]], index: str) -> tuple[Expr, Expr]:
    """The least and the greatest value of sum a*cos(k*v) + b*sin(k*v) over (k, a, b), k >= 1. Raises NotYet."""
    if len(parts) == 1:
        _, a, b = parts[0]
        size = power(a * a + b * b, Fraction(1, 2), known_sign) if a and b else a + b
        size = size if sign(size) > 0 else -size
        return -size, size
    v = symbol("_v")
    g = number(0)
    for k, a, b in parts:
        g = g + a * apply(COS, v * k) + b * apply(SIN, v * k)
    low, high = least_and_greatest(Stretch(Interval("_v", None, None), g).values(index))
    return low[0], high[0]
