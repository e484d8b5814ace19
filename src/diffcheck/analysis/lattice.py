"""Families a*n + b over all integers -> residue classes of one common period, each point in one class only, and back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import lcm

from flint import fmpq

from diffcheck.analysis.index import ALL, Family
from diffcheck.errors import NotYet
from diffcheck.exact.calculus import expand, expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, number, symbol
from diffcheck.exact.sign import known_sign

MOST_CLASSES = 48


@dataclass(frozen=True, slots=True)
class Class:
    """The points period*(n + share) + base for all integers n; 0 <= share < 1."""

    period: Expr
    base: Expr
    share: fmpq

    def at(self, index: str) -> Expr:
        """The points as an expression in the index."""
        u = self.period * symbol(index) + self.period.scaled(self.share) + self.base
        return expanded(u)

    def holds(self, u: Expr, index: str) -> bool:
        """Whether u, for every integer index, is plainly one of the points."""
        form, own = linear(u, index, parameters=True), linear(self.at(index), index, parameters=True)
        if form is None or own is None:
            return False
        step, start = ratio(form[0], own[0]), form[1] - own[1]
        shift = ratio(start, own[0]) if start else fmpq(0)
        return step is not None and step.q == 1 and shift is not None and shift.q == 1


def linear(u: Expr, index: str, *, parameters: bool = False) -> tuple[Expr, Expr] | None:
    """(a, b) with u = a*index + b and a > 0; None if u is not of this form. Parameters may stand in b, if at all."""
    v = expand(u)
    if v is None:
        return None
    slope, still = ZERO, ZERO
    for m, c in v.terms.items():
        powers = [e for a, e in m if a.head == "symbol" and a.args[0] == index]
        rest = tuple((a, e) for a, e in m if not (a.head == "symbol" and a.args[0] == index))
        if any(index in a.free for a, _ in rest) or powers not in ([], [1]):
            return None
        if powers:
            slope = slope + Expr({rest: c})
        else:
            still = still + Expr({m: c})
    if not slope or slope.free or (still.free and not parameters):
        return None
    s = known_sign(slope)
    if not s:
        return None
    return (slope, still) if s > 0 else (-slope, still)


def ratio(a: Expr, b: Expr) -> fmpq | None:
    """a/b where that is a rational number as it stands after multiplying out."""
    q = (a / b).rational
    if q is None:
        v = expand(a / b)
        q = v.rational if v is not None else None
    return q


def classes(families: list[Family], index: str) -> tuple[list[Class], list[Family]]:
    """The full linear families as disjoint residue classes, and the families that are not of this kind."""
    groups: list[list[tuple[Expr, Expr]]] = []
    others: list[Family] = []
    for f in families:
        form = linear(f.at, index, parameters=True) if f.range == ALL else None
        if form is None:
            others.append(f)
            continue
        for group in groups:
            a, b = group[0]
            if ratio(form[0], a) is not None and (form[1] == b or ratio(form[1] - b, a) is not None):
                group.append(form)
                break
        else:
            groups.append([form])
    found: list[Class] = []
    for group in groups:
        split = _split(group)
        if split is None:
            others += [Family(a * symbol(index) + b, ALL) for a, b in group]
        else:
            found += split
    return found, others


def _split(group: list[tuple[Expr, Expr]]) -> list[Class] | None:
    unit, base = group[0]
    steps = [ratio(a, unit) for a, _ in group]
    offsets = [ratio(b - base, unit) if b != base else fmpq(0) for _, b in group]
    known = [s for s in steps if s is not None]
    bottom = lcm(*(int(s.q) for s in known))
    whole = lcm(*(int((s * bottom).p) for s in known))
    period = fmpq(whole, bottom)
    shares: set[fmpq] = set()
    for s, o in zip(known, offsets, strict=True):
        assert o is not None
        count = int((period / s).p)
        for k in range(count):
            share = (o + k * s) / period
            shares.add(share - share.floor())
    if len(shares) > MOST_CLASSES:
        return None
    return [Class(unit.scaled(period), base, s) for s in sorted(shares)]


def fewest(families: list[Family], index: str) -> list[Family]:
    """The same points in as few families as possible: classes that are equally spaced are one family of a shorter period."""
    split, others = classes(families, index)
    groups: dict[tuple[Expr, Expr], list[fmpq]] = {}
    for c in split:
        groups.setdefault((c.period, c.base), []).append(c.share)
    found = []
    for (period, base), shares in groups.items():
        count = len(shares)
        if all(b - a == fmpq(1, count) for a, b in pairwise(shares)):
            found.append(Class(period.scaled(fmpq(1, count)), base, shares[0] * count))
        else:
            found += [Class(period, base, share) for share in shares]
    return [*(Family(c.at(index), ALL) for c in found), *others]


def member(c: Expr, at: Expr, index: str) -> int | None:
    """An n with at(n) = c, or None if there is none or it is not found."""
    from diffcheck.analysis.interval import Interval
    from diffcheck.analysis.roots import zeros

    form = linear(at, index)
    if form is not None:
        q = fmpq(0) if c == form[1] else ratio(c - form[1], form[0])
        if q is None or q.q != 1:
            return None
        n = int(q.p)
        return n if _value(at, index, n) == (expanded(c)) else -n
    try:
        found = zeros(at - c, Interval(index, None, None, analytic=False))
    except (NotYet, ZeroDivisionError):
        return None
    return next((k for u in found if (k := u.integer) is not None), None)


def _value(at: Expr, index: str, n: int) -> Expr:
    u = substitute(at, index, number(n), known_sign)
    return expanded(u)
