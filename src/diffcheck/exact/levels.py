"""Levels: the one solution of g(x) = y on the line or on an open half line where g is analytic and increases strictly, as an atom.

`level(g, n)` are the places where g takes the integer n: a family without a closed form, known by its equation and its index. It is
enclosed where a number stands for y; an expression in the level and y is one in the level alone, since y = g(level). The half line is a
part of what a level is: x**4 - x = n has one solution with x > 1 and another with x < 0.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from flint import arb, ctx, fmpq

from diffcheck.exact.algebraic import implicit_root
from diffcheck.exact.atoms import SmoothFunction, apply, install, is_function
from diffcheck.exact.ball import enclose, exactly, rational
from diffcheck.exact.calculus import by_powers, derivative, expand, expanded, replace_atom, substitute
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, as_term, atom, number, order_of, product, single, symbol
from diffcheck.exact.generators import ASIN, ATAN
from diffcheck.exact.sign import UndecidedSign, known_sign, sign
from diffcheck.exact.walk import atoms_in
from diffcheck.model.immutable import immutable
from diffcheck.model.term import Call, Symbol, Term, comparison

LEVEL: Final = "level"
LETTER: Final = "_x"
"""The letter of an expression in a level."""


class Law:
    """An analytic function g of a symbol that increases strictly, and the open half line, or the line, where it does; the first argument
    of a level. It tends to oo, or to -oo, where the half line does; on the line it takes every value.
    """

    __slots__ = ("expr", "high", "low", "name")

    def __init__(self, expr: Expr, name: str, low: fmpq | None = None, high: fmpq | None = None) -> None:
        self.expr = expr
        self.name = name
        self.low = low
        self.high = high

    @property
    def _parts(self) -> tuple[Any, ...]:
        """All that it is."""
        return self.expr, self.name, self.low, self.high

    def __hash__(self) -> int:
        return hash((self.expr, self.name, self.low is None, self.high is None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Law) and self._parts == other._parts

    @property
    def order(self) -> tuple[Any, ...]:
        """What laws are sorted by."""
        ends = [(end is not None, end or 0) for end in (self.low, self.high)]
        return self.name, sorted((order_of(m), c) for m, c in self.expr.terms.items()), ends

    def at(self, x: Expr) -> Expr:
        """g(x)."""
        return substitute(self.expr, self.name, x, known_sign)

    def holds(self, x: Expr) -> bool:
        """Whether a number lies in the half line, proved. Raises UndecidedSign."""
        return (self.low is None or sign(x - number(self.low)) > 0) and (self.high is None or sign(number(self.high) - x) > 0)

    def shown(self, y: Expr) -> Term:
        """The level of y by its equation, and the half line where that has no other solution."""
        from diffcheck.exact.text import term

        x = Symbol(self.name)
        ends = [comparison(x, ">", term(number(self.low)))] if self.low is not None else []
        ends += [comparison(x, "<", term(number(self.high)))] if self.high is not None else []
        return Call("zero", (term(self.expr - y), *ends))

    def bracket(self, y: arb) -> tuple[fmpq, fmpq] | None:
        """Rationals below and above all x with g(x) in a ball, close to each other where the ball is small; None where none are found."""
        low, high = self._beyond(y, -1), self._beyond(y, 1)
        if low is None or high is None:
            return None
        return self._beside(y, low, high) or (self._narrowed(y, low, high, -1), self._narrowed(y, high, low, 1))

    def _beside(self, y: arb, low: fmpq, high: fmpq) -> tuple[fmpq, fmpq] | None:
        """Such rationals beside a number that false position comes to, if a few steps away from it they are proved; for a small ball."""
        try:
            x = self._near(y, low, high)
        except (ValueError, OverflowError):  # g is not finite there, or too large
            return None
        width = fmpq(1, 2**ctx.prec) * (1 + abs(x))
        for _ in range(_WIDENED):
            below, above = max(x - width, low), min(x + width, high)
            if self._lies(below, y) == -1 and self._lies(above, y) == 1:
                return below, above
            width *= 2**8
        return None

    def _near(self, y: arb, low: fmpq, high: fmpq) -> fmpq:
        """A number between these two at which g is nearly the middle of the ball: false position, in the Illinois variant."""
        bits = ctx.prec + 30
        target = exactly(y.mid())

        def gap(q: fmpq) -> fmpq:
            return exactly(enclose(self.expr, bits, {self.name: rational(q, bits)}).mid()) - target

        at_low, at_high, kept = gap(low), gap(high), 0
        x = low
        for _ in range(_STEPS):
            if high - low < fmpq(1, 2**ctx.prec) * (1 + abs(low)) or not at_high - at_low:
                break
            x = exactly(rational(low - at_low * (high - low) / (at_high - at_low), bits).mid())
            here = gap(x)
            if not here:
                break
            if here < 0:
                low, at_low, at_high, kept = x, here, at_high / 2 if kept < 0 else at_high, -1
            else:
                high, at_high, at_low, kept = x, here, at_low / 2 if kept > 0 else at_low, 1
        return x

    def _beyond(self, y: arb, side: int) -> fmpq | None:
        """A number of the closed half line on this side of all x with g(x) in the ball."""
        end, start = (self.low, self.high) if side < 0 else (self.high, self.low)
        if end is not None:
            return end if self._lies(end, y) == side else None
        for k in range(_DOUBLINGS):
            q = fmpq(side * 2**k) + (start or 0)
            if self._lies(q, y) == side:
                return q
        return None

    def _narrowed(self, y: arb, start: fmpq, other: fmpq, side: int) -> fmpq:
        """The last place on this side of the ball that is found by bisection."""
        here, there = start, other
        for _ in range(ctx.prec + 8):
            middle = (here + there) / 2
            if self._lies(middle, y) == side:
                here = middle
            else:
                there = middle
            if abs(there - here) < fmpq(1, 2**ctx.prec) * (1 + abs(here)):
                break
        return here

    def _lies(self, q: fmpq, y: arb) -> int:
        """The side on which g(q) lies of all numbers in the ball; 0 where it is not seen."""
        value = enclose(self.expr, ctx.prec + 30, {self.name: rational(q, ctx.prec + 30)})
        return 1 if value > y else -1 if value < y else 0


_DOUBLINGS = 400
_STEPS = 40
"""Of false position, whose error falls with a power about 1.4 of itself."""
_WIDENED = 4


def level(u: Expr, name: str, y: Expr, low: fmpq | None = None, high: fmpq | None = None) -> Expr:
    """The x with u(x) = y, for an analytic u that is strictly monotone between low and high, at most one of them given, and unbounded
    where that is unbounded; the law is increasing and has no constant.

    Raises UndecidedSign where its direction is not known.
    """
    still = Expr({m: c for m, c in u.terms.items() if not any(name in a.free for a, _ in m)})
    moving = u - still
    m = min(moving.terms, key=order_of)
    scale = product(abs(moving.terms[m]), ((a, e) for a, e in m if not a.free))
    g = expanded(moving / scale)
    if sign(_growth(g, name, low, high)) < 0:
        scale, g = -scale, -g
    return apply(LEVEL, Law(g, name, low, high), expanded((y - still) / scale))


def _growth(g: Expr, name: str, low: fmpq | None, high: fmpq | None) -> Expr:
    """How much g grows on the way from one number to the next: its direction, since it is monotone."""
    here, there = (high - 1, high) if high is not None else (low or fmpq(0), (low or fmpq(0)) + 1)
    return substitute(g, name, number(there), known_sign) - substitute(g, name, number(here), known_sign)


def levels_in(u: Expr) -> set[Atom]:
    """The levels that stand in u."""
    return {a for a in atoms_in(u) if a.head == LEVEL}


def _ball(law: Law, y: arb) -> arb:
    found = law.bracket(y) if y.is_finite() else None
    return arb("nan") if found is None else arb(found[0]).union(arb(found[1]))


def _partials(law: Law, y: Expr) -> tuple[Expr, Expr]:
    slope = derivative(law.expr, law.name)
    return ZERO, substitute(slope, law.name, single(atom(LEVEL, law, y)), known_sign) ** -1


def _special(law: Law, y: Expr) -> Expr | None:
    """A number for a number: a simple one where it satisfies the equation, else the zero of it."""
    if y.free:
        return None
    value = enclose(y, 200)
    bracket = law.bracket(value) if value.is_finite() else None
    if bracket is None:
        return None
    middle = (bracket[0] + bracket[1]) / 2
    near = Fraction(int(middle.p), int(middle.q)).limit_denominator(1000)
    guess = number(near)
    close = abs(near - Fraction(int(middle.p), int(middle.q))) < Fraction(1, 10**12)
    if close and law.holds(guess) and known_sign(law.at(guess) - y) == 0:
        return guess
    return implicit_root(law.expr - y, law.name, *bracket)


@immutable
class AtLevel:
    """h(x) at x = x(n), in the letter."""

    h: Expr
    law: Law
    slope: Expr
    start: Expr
    """The level is that of slope*n + start, for numbers of which the first is not 0."""

    def index_at(self, x: Expr) -> Expr:
        """The n at which the level is x."""
        return expanded((self.law.at(x) - self.start) / self.slope)

    def between(self, low: Expr | None, high: Expr | None) -> tuple[Expr | None, Expr | None]:
        """The ends of the interval that the level runs through for the n between two numbers, or for all n beyond one."""
        ends = [None if n is None else self.slope * n + self.start for n in (low, high)]
        below, above = ends if known_sign(self.slope) == 1 else reversed(ends)
        return self._end(below, self.law.low, -1), self._end(above, self.law.high, 1)

    def _end(self, y: Expr | None, end: fmpq | None, side: int) -> Expr | None:
        """The level of y, or the end of the half line where no y on this side is taken."""
        law = self.law
        if end is not None and (y is None or sign(y - law.at(number(end))) in (0, side)):
            return number(end)
        return None if y is None else level(law.expr, law.name, y, law.low, law.high)


def at_level(u: Expr, index: str) -> AtLevel | None:
    """u as an expression in the one level that stands in it; None where there is none. Raises UndecidedSign where there are several."""
    found = levels_in(u)
    if not found:
        return None
    if len(found) > 1:
        raise UndecidedSign(u)
    (a,) = found
    law, y = a.args
    n = symbol(index)
    start = replace_atom(y, atom("symbol", index), ZERO, known_sign)
    slope = expanded((y - start) / n)
    if slope.free or start.free or not known_sign(slope):
        raise UndecidedSign(u)
    x = symbol(LETTER)
    h = replace_atom(u, a, x, known_sign)
    one = AtLevel(h, law, slope, start)
    return AtLevel(expanded(replace_atom(h, atom("symbol", index), one.index_at(x), known_sign)), law, slope, start)


def is_level(u: Expr) -> Atom | None:
    """The level that u is as it stands."""
    return next((a for a in levels_in(u) if u == single(a)), None)


def without_level(u: Expr, index: str) -> Expr | None:
    """u where it is c*g(x) + d in the one level x that stands in it, by the equation of the level; else None."""
    try:
        one = at_level(u, index)
    except UndecidedSign:
        return None
    if one is None:
        return None
    g = expanded(one.law.at(symbol(LETTER)))
    m, first = next(iter(g.terms.items()))
    for k, a in one.h.terms.items():
        c = Expr({k: a}) / Expr({m: first})
        if LETTER not in c.free:
            d = expanded(one.h - g * c)
            if LETTER not in d.free:
                return c * (one.slope * symbol(index) + one.start) + d
    return None


def with_plain_arguments(u: Expr, index: str) -> Expr:
    """u with the index alone in those functions whose argument is c*g(x) + d in the level x: sin(pi*g(x)) = sin(pi*n)."""

    def rewritten(a: Atom, e: Exponent) -> Expr | None:
        v = a.args[0] if len(a.args) == 1 else None
        if not isinstance(e, int) or a.head == LEVEL or not is_function(a.head) or not isinstance(v, Expr) or not levels_in(v):
            return None
        plain = without_level(v, index)
        return None if plain is None else apply(a.head, expanded(plain)) ** e

    v = expand(u, rewritten)
    return u if v is None else v


def unwound(u: Expr) -> Expr | None:
    """u with c*(y/k + d + q*atan(v(x))) for c*x, where x is the level with k*(x - d - q*atan(v(x))) = y and c*q is an integer; or asin.

    So the waves of u are those of numbers without turns and of arcs: tan(w*x) = v(x) for a solution x of w*x - atan(v(x)) = pi*n. None
    for other expressions.
    """
    for m, c in u.terms.items():
        root = next((a for a, e in m if a.head == LEVEL and e == 1), None)
        if root is None:
            continue
        law, y = root.args
        factor = product(c, (pair for pair in m if pair[0] is not root))
        x = atom("symbol", law.name)
        share = by_powers(law.expr, x).get(1, ZERO)
        if factor.free or not share or share.free:
            continue
        arc = expanded(single(x) - law.expr / share)
        if _turns(expanded(Expr({k: q for k, q in arc.terms.items() if any(b.free for b, _ in k)}) * factor)):
            return u + expanded((y / share + substitute(arc, law.name, single(root), known_sign) - single(root)) * factor)
    return None


def _turns(u: Expr) -> bool:
    """Whether u is an integer multiple of one arc."""
    k, q = as_term(u) if u else ((), fmpq(0))
    return len(u.terms) == 1 and len(k) == 1 and k[0][0].head in (ATAN, ASIN) and k[0][1] == 1 and q.q == 1


def by_its_equation(u: Expr, root: Atom) -> Expr:
    """An expression in a level and its index: in the index alone, if the equation of the level says so, else in the level alone."""
    (index,) = root.free
    u = with_plain_arguments(u, index)
    plain = without_level(u, index)
    if plain is not None or not levels_in(u):
        return u if plain is None else plain
    try:
        one = at_level(u, index)
    except UndecidedSign:
        return u
    return u if one is None else replace_atom(one.h, atom("symbol", LETTER), single(root), known_sign)


install(SmoothFunction(LEVEL, _ball, _partials, special=_special))
