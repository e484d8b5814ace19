"""Residue classes of a parameter as zeros of a sine: what it leaves on division by m is r iff sin(pi*(a - r)/m) = 0."""

from __future__ import annotations

from math import gcd, lcm

from flint import fmpq

from diffcheck.analysis.lenses.plain import integer_part
from diffcheck.errors import NotYet
from diffcheck.exact.atoms import apply
from diffcheck.exact.calculus import expanded
from diffcheck.exact.expr import Expr, pi, symbol
from diffcheck.exact.generators import COS, SIN, WAVES
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import first_term
from diffcheck.model.immutable import immutable


@immutable
class Remainder:
    """A parameter is an integer that leaves `left` when it is divided by the modulus."""

    name: str
    modulus: int
    left: int

    @property
    def where(self) -> Expr:
        """What is 0 exactly there."""
        return apply(SIN, expanded(pi() * (symbol(self.name) - self.left) / self.modulus))

    def excludes(self, other: Remainder) -> bool:
        """Whether no integer is in both classes: they differ modulo the common divisor (Chinese remainder theorem)."""
        return self.name == other.name and (self.left - other.left) % gcd(self.modulus, other.modulus) != 0

    def has(self, value: Expr) -> bool | None:
        """Whether a number is in the class; None: not known."""
        known = value.rational
        return None if known is None else ((known - self.left) / self.modulus).q == 1

    def has_member(self, low: Expr | None, high: Expr | None) -> bool | None:
        """Whether a member of the class lies strictly between two numbers; None: not known."""
        if low is None or high is None:
            return True
        try:
            next_one = integer_part((low - self.left) / self.modulus) + 1
        except NotYet:
            return None
        s = known_sign(high - self.left - next_one * self.modulus)
        return None if s is None else s > 0


def remainder_where(u: Expr) -> Remainder | None:
    """The class in which u = 0, where u is a multiple of sin(pi*(a - r)/m) for a natural m; None for another expression."""
    turns = _half_turns(u)
    if turns is None or len(turns.free) != 1:
        return None
    (name,) = turns.free
    share = turns.terms.get(next(iter(symbol(name).terms)))
    still = None if share is None else (turns - symbol(name).scaled(share)).rational
    if share is None or still is None or abs(share.p) != 1 or (still / share).q != 1:
        return None
    modulus = int(share.q)
    return Remainder(name, modulus, int((-still / share).p) % modulus)


def integer_where(u: Expr) -> tuple[Expr, int, int] | None:
    """(v, m, r) where u = 0 iff v leaves r when it is divided by m, for a multiple of sin(pi*(v - r)/m); None for another expression.

    For m = 1 that says that v is an integer. It holds no fractions, and its first coefficient is positive.
    """
    turns = _half_turns(u)
    if turns is None:
        return None
    modulus = lcm(*(int(c.q) for c in turns.terms.values()))
    whole = turns.scaled(fmpq(modulus))
    v = Expr({m: c for m, c in whole.terms.items() if m})
    if not v or any(not a.free for m in v.terms for a, _ in m):
        return None
    rest = int((whole - v).integer or 0)
    return (v, modulus, -rest % modulus) if first_term(v) > 0 else (-v, modulus, rest % modulus)


def _half_turns(u: Expr) -> Expr | None:
    """v with u a multiple of sin(pi*v); None for another expression."""
    m = next(iter(u.terms)) if len(u.terms) == 1 else ()
    if len(m) != 1 or m[0][0].head not in WAVES or m[0][1] != 1:
        return None
    return expanded(m[0][0].args[0] / pi() + (fmpq(1, 2) if m[0][0].head == COS else 0))


def fewest_classes(lefts: set[int], modulus: int) -> list[tuple[int, int]]:
    """The same integers as (modulus, remainder), of the smallest modulus that divides the given one: 1 and 3 modulo 4 are 1 modulo 2."""
    period = next(d for d in range(1, modulus + 1) if modulus % d == 0 and all((left + d) % modulus in lefts for left in lefts))
    return [(period, left) for left in sorted(lefts) if left < period]
