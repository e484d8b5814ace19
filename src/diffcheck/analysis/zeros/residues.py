"""Families a*n + b over all integers -> residue classes of one common period, each point in one class only, and back."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import lcm

from flint import fmpq

from diffcheck.analysis.indices.index import IndexAssumptions
from diffcheck.analysis.indices.ranges import ALL, Family, Range
from diffcheck.analysis.refusals import Unsolved
from diffcheck.analysis.zeros.member_balls import MemberBalls
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Split, assuming, assumptions
from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import by_powers, expand, expanded, ratio, substitute
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, Sign, atom, number, pi, single, symbol
from diffcheck.exact.generators import SIN
from diffcheck.exact.levels import is_level
from diffcheck.exact.powers import power
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, vanishes
from diffcheck.model.immutable import immutable


@immutable
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
    parts = by_powers(v, atom("symbol", index))
    still, slope = parts.pop(0, ZERO), parts.pop(1, ZERO)
    if parts or not slope or slope.free or index in still.free or (still.free and not parameters):
        return None
    s = known_sign(slope)
    if not s:
        return None
    return (slope, still) if s > 0 else (-slope, still)


def classes(families: list[Family], index: str) -> tuple[list[Class], list[Family]]:
    """The full linear families as disjoint residue classes, and the families that are not of this kind.

    Raises Unsolved where families of many classes have members in common: each of those would be looked at twice.
    """
    groups: list[list[tuple[Expr, Expr]]] = []
    others: list[Family] = []
    for f in families:
        form = linear(f.at, index, parameters=True) if f.range == ALL else None
        if form is None:
            others.append(f)
        else:
            _put_in_group(groups, form)
    found: list[Class] = []
    for group in groups:
        split = _split(group)
        if split is None and any(meet(*pair) for pair in combinations(group, 2)):
            raise Unsolved("families of points that have members in common, in too many residue classes")
        if split is None:
            others += [Family(a * symbol(index) + b, ALL) for a, b in group]
        else:
            found += split
    return found, others


def _put_in_group(groups: list[list[tuple[Expr, Expr]]], form: tuple[Expr, Expr]) -> None:
    """Puts a*n + b to those with which it has a period in common, and the rational part of a period between them; else apart.

    Points that are those of a group in the case in force are there already.
    """
    for group in groups:
        a, b = group[0]
        if (form[0] == a or ratio(form[0], a) is not None) and (form[1] == b or ratio(form[1] - b, a) is not None):
            group.append(form)
            return
        if _meet_for_parameters(form, group[0]):
            group.append(group[0])
            return
    groups.append([form])


def _meet_for_parameters(f: tuple[Expr, Expr], g: tuple[Expr, Expr]) -> bool:
    """Whether a*n + b and c*m + d, where d - b holds parameters, are the same points in the case in force. Raises Open or Unsolved.

    They have a member in common iff (d - b)*q/a is an integer, where c/a = p/q in lowest terms (Bezout).
    """
    (c, d), (a, b) = f, g
    if not d.free and not b.free:
        return False
    share, gap = ratio(c, a), expanded((d - b) / a)
    if share is None or not gap.free or not vanishes(apply(SIN, expanded(pi() * gap.scaled(fmpq(share.q))))):
        return False
    if share != 1:
        raise Unsolved("families of points that have members in common for some parameters")
    return True


def meet(f: tuple[Expr, Expr], g: tuple[Expr, Expr]) -> bool:
    """Whether a*n + b and c*m + d have a member in common: iff d - b is a multiple of the greatest common divisor of a and c (Bezout)."""
    (a, b), (c, d) = f, g
    share, gap = ratio(c, a), ratio(d - b, a) if d != b else fmpq(0)
    if share is None or gap is None:
        return True
    return bool((gap * share.q).q == 1)  # the divisor is a/q, where c/a = p/q in lowest terms


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
    if len(shares) > effort().residue_classes:
        return None
    return _from_zero([Class(unit.scaled(period), base, s) for s in sorted(shares)])


def _from_zero(found: list[Class]) -> list[Class]:
    """Classes of one period and base, counted from 0 where that is one of their points."""
    start = ratio(found[0].base, found[0].period) if found[0].base else None
    if start is None or not any((c.share + start).q == 1 for c in found):
        return found
    shares = sorted(c.share + start - (c.share + start).floor() for c in found)
    return [Class(found[0].period, ZERO, share) for share in shares]


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


def distinct(families: list[Family], index: str) -> list[Family]:
    """The same points, members of two families in one of them only, as far as f(n) = g(m*n + k) is an identity for small integers m, k."""
    kept: list[Family] = []
    balls = MemberBalls(index)
    for f in families:
        parts = [f]
        for g in list(kept):
            found = _inside(f, g, balls)
            if found is not None:
                parts = [Family(f.at, r) for p in parts for r in _outside(p.range or ALL, g.range or ALL, *found)]
                continue
            found = _inside(g, f, balls)
            if found is not None and not _outside(g.range or ALL, f.range or ALL, *found):
                kept.remove(g)
        kept += parts
    return kept


_MULTIPLES = (1, -1, 2, -2, 3, -3, 4, -4)
_NEAR = range(-4, 5)


def _inside(f: Family, g: Family, balls: MemberBalls) -> tuple[int, int] | None:
    """(m, k) with f(n) = g(m*n + k) for all n of the range of f; None if none is found."""
    part, index = f.range or ALL, balls.index
    shifts = _shifts_of_lines(f.at, g.at, balls)
    if shifts is None:
        tried = [(m, k) for m in _MULTIPLES for k in (*_linear_shift(f.at, g.at, m, balls), *_NEAR)]
        shifts = [(m, k) for m, k in tried if _may_meet(f.at, g.at, part, m, k, balls)]
    if not shifts:
        return None
    with assuming(IndexAssumptions(index, part, zeros, assumptions())):
        here = _plain(f.at)
        for m, k in shifts:
            if not _plain(here - _plain(substitute(g.at, index, symbol(index) * m + k, _sign))):
                return m, k
    return None


def _shifts_of_lines(f: Expr, g: Expr, balls: MemberBalls) -> list[tuple[int, int]] | None:
    """The only (m, k) that numbers do not exclude, for two families that are linear in the index; None where there may be others.

    a + b*n = c + d*(m*n + k) for two n just where m = b/d and k = (a - c)/d.
    """
    here, there = balls.line(f), balls.line(g)
    if here is None or there is None:
        return None
    (start, slope), (base, step) = here, there
    found: list[int] = []
    for q in (slope / step, (start - base) / step):
        if not q.is_finite():
            return None
        if not q.contains_integer():
            return []
        n = q.unique_fmpz()
        if n is None:
            return None
        found.append(int(n))
    return [(found[0], found[1])] if found[0] in _MULTIPLES else []


def _linear_shift(f: Expr, g: Expr, m: int, balls: MemberBalls) -> list[int]:
    """The k with f(n) = g(m*n + k), where both are linear in the index."""
    here, there = balls.line(f), balls.line(g)
    if here is None or there is None:
        return []
    (start, slope), (base, step) = here, there
    if not slope.overlaps(step * m) or not ((start - base) / step).contains_integer():
        return []
    index = balls.index
    n = symbol(index)
    turned = substitute(g, index, n * m, _sign)
    gap, one = expanded(f - turned), expanded(substitute(g, index, n * m + 1, _sign) - turned)
    share = ratio(gap, one) if gap and one and index not in gap.free | one.free else None
    return [int(share.p)] if share is not None and share.q == 1 else []


def _may_meet(f: Expr, g: Expr, part: Range, m: int, k: int, balls: MemberBalls) -> bool:
    """Whether some members are not seen to differ."""
    first = part.inner()
    for n in {first, first + (1 if part.high is None or first < part.high else 0)}:
        here, there = balls.member(f, fmpq(n)), balls.member(g, fmpq(m * n + k))
        if not (here.is_finite() and there.is_finite() and here.overlaps(there)):
            return False
    return True


def _plain(u: Expr) -> Expr:
    """Multiplied out, under roots too."""
    found = expand(u, _plain_root)
    return u if found is None else found


def _plain_root(a: Atom, e: Exponent) -> Expr | None:
    if a.head != "sum" or isinstance(e, int):
        return None
    found = power(expanded(a.args[0]), e, _sign)
    return None if found == single(a, e) else found


def _sign(u: Expr) -> Sign | None:
    try:
        return known_sign(u)
    except (NotYet, Split):
        return None


def _outside(range_: Range, other: Range, m: int, k: int) -> list[Range]:
    """The n of a range for which m*n + k is not in the other one, as ranges; all of it, where the other one has conditions."""
    if other.where:
        return [range_]
    below, above = other.low, other.high
    if m < 0:
        below, above, m, k = None if above is None else -above, None if below is None else -below, -m, -k
    low = None if below is None else -((k - below) // m)  # the least n with m*n + k >= below
    high = None if above is None else (above - k) // m
    parts = []
    if low is not None:
        parts.append(range_.cut(None, low - 1))
    if high is not None:
        parts.append(range_.cut(high + 1, None))
    return [p for p in parts if not p.is_empty()]


def member(c: Expr, at: Expr, index: str) -> int | None:
    """An n with at(n) = c, or None if there is none or it is not found."""
    from diffcheck.analysis.lenses.interval import Interval

    level = is_level(at)
    if level is not None:
        law, y = level.args
        return _equal_index(law.at(c), y, index) if law.holds(c) else None
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
    return next((k for u in found if (k := u.integer) is not None and _is_defined(at, index, k)), None)


def _equal_index(value: Expr, y: Expr, index: str) -> int | None:
    """The n with y(n) = value, for a linear y; None if there is none. It is guessed from a ball, and put in."""
    form = linear(y, index)
    if form is None:
        return member(value, y, index)
    step = expanded(_value(y, index, 1) - _value(y, index, 0))
    n = enclose((value - _value(y, index, 0)) / step, 200).unique_fmpz()
    return int(n) if n is not None and known_sign(value - _value(y, index, int(n))) == 0 else None


def _is_defined(at: Expr, index: str, n: int) -> bool:
    """Whether the formula of a family has no pole at n: the equation that was solved for n may be free of its denominators."""
    try:
        _value(at, index, n)
    except ZeroDivisionError:
        return False
    return True


def _value(at: Expr, index: str, n: int) -> Expr:
    u = substitute(at, index, number(n), known_sign)
    return expanded(u)
