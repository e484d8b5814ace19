"""Open intervals of the variable, and what is known of a smooth expression at their ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import TypeAlias

from flint import arb

from diffcheck.errors import NotYet
from diffcheck.exact.atoms import facts_if_any
from diffcheck.exact.ball import NOTHING, enclose, hull
from diffcheck.exact.calculus import derivative, substitute
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, Sign, add_all, as_term, atom, number, single, symbol
from diffcheck.exact.generators import POSITIVE, SIN, WAVES
from diffcheck.exact.sign import known_sign, sign, structural_sign
from diffcheck.exact.walk import arguments
from diffcheck.germs.limits import Limit, limit
from diffcheck.germs.rising import at_rising_order
from diffcheck.germs.series import germ_sign
from diffcheck.model.immutable import immutable


@immutable
class Budget:
    """What a search for zeros may still cost; it is handed down to the searches that it needs."""

    derivatives: int = 4
    """How often the zeros of a function may be sought by those of its derivative."""
    looks: int | None = None
    """How many parts of expressions a subdivision may look at, for answers that may be left out; None: its cells are limited alone."""

    def less_one_derivative(self) -> Budget:
        """What is left for the zeros of the derivative."""
        return replace(self, derivatives=self.derivatives - 1)


@immutable
class Interval:
    """An open interval of x; None: unbounded on that side."""

    name: str
    low: Expr | None
    high: Expr | None
    analytic: bool = True
    """Whether the expressions asked about are known to be analytic inside (they need not be on a whole line of suspects)."""
    budget: Budget = field(default=Budget(), compare=False)
    """What a search for zeros in it may cost."""

    def between(self, low: Expr | None, high: Expr | None) -> Interval:
        """A part of it, of which the same is known."""
        return Interval(self.name, low, high, self.analytic, self.budget)

    def contains(self, c: Expr) -> bool:
        """Whether the constant lies strictly inside, proved. Raises UndecidedSign."""
        return (self.low is None or sign(c - self.low) > 0) and (self.high is None or sign(self.high - c) > 0)

    def ball(self, precision: int = 64) -> arb:
        """A ball that contains the interval (infinite if the interval is)."""
        if self.low is None or self.high is None:
            return arb("nan")
        return hull(enclose(self.low, precision), enclose(self.high, precision), precision)

    def ends(self) -> tuple[tuple[Expr | None, int], tuple[Expr | None, int]]:
        """The two ends, each with the side from which the interval approaches it."""
        return (self.low, 1), (self.high, -1)


Solver: TypeAlias = Callable[[Expr, Interval], tuple[Expr, ...]]
"""All zeros of an expression in an interval; what needs one without being one is handed `roots.zeros`."""


def toward(u: Expr, interval: Interval, end: Expr | None, side: int) -> tuple[str, Expr, Expr, int]:
    """(symbol, point, expression, side) with which u is expanded at an end; at infinity x = -side/w, w -> 0+."""
    if end is not None:
        return interval.name, end, u, side
    w = single(atom("symbol", "_w"), -1)
    return "_w", ZERO, substitute(u, interval.name, w if side < 0 else -w, _sign_near_infinity), 1


def _sign_near_infinity(u: Expr) -> Sign | None:
    """The sign of an expression that may hold w > 0; no assumption on parameters speaks of it."""
    if "_w" not in u.free:
        return known_sign(u)
    m, c = as_term(u)
    if len(u.terms) > 1 or any(a.head != "symbol" or a.args[0] != "_w" for a, _ in m):
        return None
    return 1 if c > 0 else -1


_PLAIN = POSITIVE | {"symbol", "sum"}
"""Heads of what is analytic where that is which stands in it."""


def is_analytic(u: Expr, interval: Interval) -> bool:
    """Whether u is analytic in the interval: known beforehand, or plain from its form (no roots, logarithms or denominators)."""
    return interval.analytic or all(_is_analytic_factor(a, e, interval) for m in u.terms for a, e in m)


def _is_analytic_factor(a: Atom, e: Exponent, interval: Interval) -> bool:
    """Whether a power is plainly analytic: so is the function, and what stands in it, and a root or a denominator does not vanish."""
    if interval.name in a.free:
        if not ((isinstance(e, int) and e > 0) or a.head in POSITIVE or _is_positive(a, interval)):
            return False
        if not (a.head in _PLAIN or _is_analytic_on_line(a.head)):
            return False
    return all(is_analytic(v, interval) for v in arguments(a))


def _is_positive(a: Atom, interval: Interval) -> bool:
    """Whether what stands under a power is plainly positive in the interval: the variable beyond 0, or a sum by its bounds."""
    if a.head == "symbol":
        return interval.low is not None and not interval.low.free and sign(interval.low) >= 0
    if a.head != "sum":
        return False
    u: Expr = a.args[0]
    return plain_bound_sign(u, interval) > 0 or (
        len(u.terms) == 1 and all(c > 0 and all(_is_positive(b, interval) for b, _ in m) for m, c in u.terms.items())
    )


def _is_analytic_on_line(head: str) -> bool:
    known = facts_if_any(head)
    return known is not None and known.analytic_on_line


def sign_near_end(u: Expr, interval: Interval, end: Expr | None, side: int) -> int | None:
    """The sign of u in the interval close to one of its ends; None where it oscillates or is not known."""
    try:
        name, at, v, side = toward(u, interval, end, side)
        return at_rising_order(name, at, side, lambda near: germ_sign(near.expand(v)))
    except (NotYet, ZeroDivisionError):
        return None


def limit_at_end(u: Expr, interval: Interval, end: Expr | None, side: int) -> Limit | None:
    """The limit of u at one of the ends, from inside; None where it is not known."""
    try:
        name, at, v, side = toward(u, interval, end, side)
        return at_rising_order(name, at, side, lambda near: limit(near.expand(v)))
    except (NotYet, ZeroDivisionError):
        return None


def plain_bound_sign(u: Expr, interval: Interval) -> int:
    """The sign of u in the interval where bounds of its terms show it (a sine lies between -1 and 1); 0: not plain."""
    plain = structural_sign(u)
    if plain:
        return plain
    for everywhere in (interval.ball(), arb(0, float("inf"))):
        value = enclose(u, 64, {interval.name: everywhere})
        if value > 0:
            return 1
        if value < 0:
            return -1
    return 0


def is_exactly_one_sided(u: Expr) -> bool:
    """Whether c + sum of sines and cosines with |c| >= the sum of the amplitudes, exactly."""
    still, amplitude = number(0), number(0)
    for m, c in u.terms.items():
        waves = [a for a, e in m if a.head in WAVES and e == 1]
        moving = waves if len(waves) == 1 else []
        rest = tuple((a, e) for a, e in m if a not in moving)
        if any(a.free for a, _ in rest):
            return False
        if moving:
            size = Expr({rest: abs(c)})
            amplitude = amplitude + (size if sign(size) > 0 else -size)
        else:
            still = still + Expr({m: c})
    s = sign(still)
    return s != 0 and sign((still if s > 0 else -still) - amplitude) >= 0


def bounds(u: Expr, interval: Interval, known: Mapping[str, arb] = NOTHING) -> arb | None:
    """A finite ball that contains all values of u in the interval, or None; known: balls in which other symbols lie."""
    for v, others in ((u, {}), _without_sines_over_arguments(u, interval.name)):
        value = enclose(v, 64, {interval.name: interval.ball(), **known, **others})
        if value.is_finite():
            return value
    # a monotone expression lies between its limits at the two ends
    if not is_analytic(u, interval) or not plain_bound_sign(derivative(u, interval.name), interval):
        return None
    ends: list[Expr] = []
    for end, side in interval.ends():
        found = limit_at_end(u, interval, end, side)
        if found is None or found.kind != "finite":
            return None
        ends.append(found.value)
    value = hull(enclose(ends[0], 64, known), enclose(ends[1], 64, known), 64)
    return value if value.is_finite() else None


def _without_sines_over_arguments(u: Expr, name: str) -> tuple[Expr, dict[str, arb]]:
    """u with letters between -1 and 1 for sin(c*x)/(c*x), for |sin(v)| <= |v|."""
    parts: list[Expr] = []
    letters: dict[str, arb] = {}
    for m, c in u.terms.items():
        part = Expr({m: c})
        below = next((-e for a, e in m if a.head == "symbol" and a.args[0] == name and isinstance(e, int)), 0)
        for a, e in m:
            if a.head != SIN or not isinstance(e, int):
                continue
            slope = derivative(a.args[0], name)
            count = min(e, below)
            if count > 0 and name not in slope.free and a.args[0] == slope * symbol(name):
                letter = f"_sinc{len(letters)}"
                letters[letter] = arb(-1).union(arb(1))
                part = part * single(a, -count) * (symbol(name) * slope * symbol(letter)) ** count
                below -= count
        parts.append(part)
    return add_all(parts), letters
