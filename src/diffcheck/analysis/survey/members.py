"""Families of points with what was found at all their members, and the joining of parts that say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from flint import arb, fmpq

from diffcheck.analysis.indices.index import IndexAssumptions
from diffcheck.analysis.indices.ranges import Range, Wholeness
from diffcheck.analysis.point.classify import Facts
from diffcheck.analysis.point.finding import Letter, Look, retold, show_facts
from diffcheck.analysis.zeros.member_balls import MemberBalls
from diffcheck.analysis.zeros.residues import member
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.exact.assumptions import Split, assuming, assumptions
from diffcheck.exact.belief import weakest
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, as_term, number, symbol
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import term
from diffcheck.germs.limits import Limit
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Index, Quantity, Steps
from diffcheck.model.term import signed


@immutable
class Row:
    """The points at(n) for n in the range but for the exceptions (range None: one point), and what was found there."""

    at: Expr
    range: Range | None
    look: Look
    facts: Facts
    finding: Finding
    exceptions: tuple[int, ...] = ()

    @property
    def is_special(self) -> bool:
        """Whether f fails to be smooth there."""
        return self.finding.kind not in (Kind.SMOOTH, Kind.OUTSIDE)

    def is_listed(self, question: Question) -> bool:
        """Whether the answer lists the points."""
        return question.options.show_all or question.autodiff or self.finding.kind is not Kind.SMOOTH or self.look.asked

    def has(self, n: int) -> bool:
        """Whether n is an index of a member."""
        return self.range is not None and self.range.contains(n) and n not in self.exceptions

    def labelled(self, index: str) -> Row:
        """The row with what its finding reports made anew from its facts."""
        where = None if self.range is None else Index(index, self.range.set(index), tuple(signed(str(n)) for n in self.exceptions))
        letter = Letter(self.finding.symbol, as_term(self.at)[0][0][0]) if self.finding.symbol else None
        value, left, right, left_slope, right_slope = self._shown(index, letter)
        finding = replace(
            self.finding,
            at=term(self.at),
            index=where,
            approx=None if where else self.finding.approx,
            value=value,
            left_limit=left,
            right_limit=right,
            left_derivative=left_slope,
            right_derivative=right_slope,
            steps=tuple(s if s.index is not None else replace(s, index=where) for s in self.finding.steps),
            extension=None if where else self.finding.extension,
        )
        return replace(self, finding=retold(finding))

    def _shown(self, index: str, letter: Letter | None) -> tuple[Quantity, Quantity, Quantity, Quantity, Quantity]:
        """The facts as they are reported: of a letter with what its equation says for integers n, where all of them say the same."""
        if letter is not None and self.range is not None:
            with suppress(Split), assuming(IndexAssumptions(index, self.range, zeros, assumptions())):
                return show_facts(self.facts, letter)
        return show_facts(self.facts, letter)


def apart(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The single points, and the families."""
    points, families = list[Row](), list[Row]()
    for row in rows:
        (points if row.range is None else families).append(row)
    return points, families


def joined(points: list[Row], families: list[Row], index: str) -> list[Row]:
    """Points and families, those parts of one family joined that say the same: ranges first, then residue classes."""
    points = list(points)
    whole: list[Row] = []
    for at in dict.fromkeys(r.at for r in families):
        whole += _joined_ranges([r for r in families if r.at == at], points, index)
    return [*points, *(r.labelled(index) for r in _joined_classes(whole, index))]


def _joined_ranges(rows: list[Row], points: list[Row], index: str) -> list[Row]:
    """Ranges of one family with the same facts as one range with exceptions; points that fit become members again."""
    groups: dict[tuple[Wholeness, ...], list[Row]] = {}
    for r in rows:
        groups.setdefault(r.range.where if r.range is not None else (), []).append(r)
    found = [row for group in groups.values() for row in _joined_in_order(group, index)]
    return [_with_members(r, points, index) for r in reunited(found, lambda a, b: _unified(a, b, index) == a.facts)]


def reunited(rows: Sequence[Row], alike: Callable[[Row, Row], bool]) -> list[Row]:
    """The rows, those of one family for which a quantity is an integer, and is none, as one where they are alike."""
    left = list(rows)
    done: list[Row] = []
    while left:
        first = left.pop(0)
        for other in left:
            whole = first.range.reunited(other.range) if first.range is not None and other.range is not None else None
            if whole is not None and first.at == other.at and first.exceptions == other.exceptions and alike(first, other):
                left.remove(other)
                left.append(replace(first, range=whole, finding=_of_all(first.finding, other)))
                break
        else:
            done.append(first)
    return done


def _joined_in_order(rows: list[Row], index: str) -> list[Row]:
    rows = sorted(
        rows, key=lambda r: (r.range is not None and r.range.low is not None, r.range.low if r.range and r.range.low is not None else 0)
    )
    done: list[Row] = []
    for r in rows:
        if done:
            last = done[-1]
            both = _unified(last, r, index)
            assert last.range is not None and r.range is not None
            if both is not None and last.range.high is not None and r.range.low is not None:
                between = list(range(last.range.high + 1, r.range.low))
                if len(between) <= effort().joined_families:
                    done[-1] = replace(
                        last,
                        range=last.range.between(last.range.low, r.range.high),
                        facts=both,
                        finding=_of_all(last.finding, r),
                        exceptions=(*last.exceptions, *between, *r.exceptions),
                    )
                    continue
        done.append(r)
    return done


def _with_members(row: Row, points: list[Row], index: str) -> Row:
    """The family with those points that continue its range or fill its exceptions, where the facts are the same there."""
    changed = True
    while changed:
        changed = False
        for p in points:
            n = _could_join(row, p, index)
            if n is None or row.range is None:
                continue
            fills, below, above = n in row.exceptions, row.range.low == n + 1, row.range.high == n - 1
            if not (fills or below or above) or not _has_facts_of(row.facts, index, n, p.facts):
                continue
            points.remove(p)
            row = replace(
                row,
                finding=_of_all(row.finding, p, with_steps=not _same_branches(row, p, index, n)),
                range=row.range.between(n if below else row.range.low, n if above else row.range.high),
                exceptions=tuple(e for e in row.exceptions if e != n),
            )
            changed = True
            break
    return row


def _could_join(row: Row, p: Row, index: str) -> int | None:
    """The index of a point among the members of a family of its kind and order, if it satisfies the conditions; None for another one."""
    if p.finding.kind is not row.finding.kind or p.finding.smoothness != row.finding.smoothness:
        return None
    n = member(p.at, row.at, index)
    return n if n is not None and row.range is not None and row.range.admits(n) else None


def _has_facts_of(family: Facts, index: str, n: int, facts: Facts) -> bool:
    """Whether what holds for the members of a family, written for the index n, says the same; where it has a pole at n, it does not."""
    try:
        return _same_facts(facts, _facts_with(family, index, number(n)))
    except ZeroDivisionError:
        return False


def _of_all(finding: Finding, *others: Row, with_steps: bool = True) -> Finding:
    """The finding for those that it is joined with: as sure as the least of them, with their ways, those that say the same once."""
    finding = replace(finding, certainty=weakest(finding.certainty, *(r.finding.certainty for r in others)))
    if not finding.steps or not with_steps:
        return finding
    found: dict[Steps, Steps] = {}
    for s in (*finding.steps, *(s for r in others for s in r.finding.steps)):
        left, right = (None if side is None else replace(side, limit=None, slope=None) for side in (s.left, s.right))
        found.setdefault(replace(s, left=left, right=right, index=None), s)
    return replace(finding, steps=tuple(found.values()))


def _same_branches(row: Row, p: Row, index: str, n: int) -> bool:
    """Whether the family has the branches of a point among its members."""
    pairs = ((row.look.left, p.look.left), (row.look.right, p.look.right))
    return all(a is b or (a is not None and b is not None and substitute(a, index, number(n), known_sign) == b) for a, b in pairs)


def _unified(a: Row, b: Row, index: str) -> Facts | None:
    """Facts that hold for both rows, or None: equal ones; infinities of opposite sign on both sides of a number m get that of n - m."""
    if a.finding.kind is not b.finding.kind or a.finding.smoothness != b.finding.smoothness:
        return None
    parts = [_unified_part(p, q, a.range, b.range, index) for p, q in zip(_parts(a.facts), _parts(b.facts), strict=True)]
    return None if any(p is _DIFFERENT for p in parts) else Facts(*parts)  # type: ignore[arg-type]


_DIFFERENT = object()


def _unified_part(p: object, q: object, below: Range | None, above: Range | None, index: str) -> object:
    if p == q:
        return p
    if below is None or above is None or below.high is None or above.low is None or below.high + 1 >= above.low:
        return _DIFFERENT
    if isinstance(p, Limit) and isinstance(q, Limit) and p.kind == q.kind == "infinite" and p.sign and q.sign:
        m = 0 if below.high < 0 < above.low else below.high + 1
        gap = symbol(index) - number(m)
        return Limit("infinite", gap if q.sign > 0 else -gap, 0)
    return _DIFFERENT


def _parts(facts: Facts) -> tuple[object, ...]:
    return (facts.value, facts.left, facts.right, facts.left_slope, facts.right_slope)


def _facts_with(facts: Facts, index: str, n: Expr) -> Facts:
    """The facts with an expression for the index."""
    return Facts(*(_part_with(p, index, n) for p in _parts(facts)))  # type: ignore[arg-type]


def _part_with(part: object, index: str, n: Expr) -> object:
    if isinstance(part, Expr):
        return expanded(substitute(part, index, n, known_sign))
    if isinstance(part, Limit) and part.value:
        value = expanded(substitute(part.value, index, n, known_sign))
        if part.kind == "infinite" and not value.free:
            return Limit("infinite", ZERO, known_sign(value) or 0)
        return replace(part, value=value)
    return part


def _same_facts(a: Facts, b: Facts) -> bool:
    return all(_canonical(p) == _canonical(q) for p, q in zip(_parts(a), _parts(b), strict=True))


def _canonical(part: object) -> object:
    if isinstance(part, Expr):
        return expanded(part)
    return replace(part, value=expanded(part.value)) if isinstance(part, Limit) else part


def _joined_classes(rows: list[Row], index: str) -> list[Row]:
    """Residue classes at_k(n) = at(count*n + k), all with the same facts in N = count*n + k, as one family at(N)."""
    left = list(rows)
    done: list[Row] = []
    balls = MemberBalls(index)
    while left:
        first = left.pop(0)
        alike = [r for r in left if r.range and r.finding.kind is first.finding.kind and r.finding.smoothness == first.finding.smoothness]
        alike = [r for r in alike if _may_join(first, r, balls)]
        for count in range(min(len(alike) + 1, effort().joined_families), 1, -1):
            found = _one_family(first, alike, count, balls)
            if found is not None:
                first, used = found
                left = [r for r in left if r not in used]
                break
        done.append(first)
    return done


def _may_join(first: Row, other: Row, balls: MemberBalls) -> bool:
    """Whether numbers leave it open that b + a*n is at(count*n + k) with b' + a*n = at(count*n): just where (b - b')/a is k/count."""
    here, there = balls.line(first.at), balls.line(other.at)
    if here is None or there is None:
        return True
    (start, slope), (base, step) = here, there
    share = (base - start) / slope
    if not share.is_finite():
        return True
    if not (share > 0 and share < 1 and slope.overlaps(step)):
        return False
    return any((share * count).contains_integer() for count in range(2, effort().joined_families + 1))


_MEMBER = fmpq(5)
"""The member at which places of two families are compared as numbers."""


def _one_family(first: Row, others: list[Row], count: int, balls: MemberBalls) -> tuple[Row, list[Row]] | None:
    index = balls.index
    n = symbol(index)
    whole = _shifted(first, n / count, index)
    there = balls.member(whole[0], _MEMBER)
    used: list[tuple[int, Row]] = [(0, first)]
    for k in range(1, count):
        near = (r for r in others if not _differ(balls.member(r.at, (_MEMBER - k) / count), there))
        taken = [r for _, r in used]
        fitting = next((r for r in near if r not in taken and _is_shift(r, whole, (n - k) / count, index)), None)
        if fitting is None:
            return None
        used.append((k, fitting))
    joined_range = _joined_range(used, count)
    if joined_range is None:
        return None
    exceptions = sorted(e * count + k for k, r in used for e in r.exceptions)
    at, facts = whole
    finding = _of_all(first.finding, *(r for _, r in used[1:]))
    whole_row = replace(first, at=at, facts=facts, finding=finding, range=joined_range, exceptions=tuple(exceptions))
    return whole_row, [r for _, r in used[1:]]


def _differ(here: arb, there: arb) -> bool:
    return here.is_finite() and there.is_finite() and not here.overlaps(there)


def _joined_range(used: list[tuple[int, Row]], count: int) -> Range | None:
    """The N = count*n + k with n in the range of the k-th row, if they are all the integers between two bounds."""
    if any(r.range is not None and r.range.where for _, r in used):
        return None
    ranges = [(k, r.range) for k, r in used if r.range is not None]
    lows = [count * r.low + k for k, r in ranges if r.low is not None]
    highs = [count * r.high + k for k, r in ranges if r.high is not None]
    for known in (lows, highs):
        if known and (len(known) < len(used) or max(known) - min(known) != count - 1):
            return None
    return Range(min(lows, default=None), max(highs, default=None))


def _shifted(r: Row, n: Expr, index: str) -> tuple[Expr, Facts]:
    return expanded(substitute(r.at, index, n, known_sign)), _facts_with(r.facts, index, n)


def _is_shift(r: Row, whole: tuple[Expr, Facts], n: Expr, index: str) -> bool:
    at = expanded(substitute(r.at, index, n, known_sign))
    return at == whole[0] and _same_facts(_facts_with(r.facts, index, n), whole[1])
