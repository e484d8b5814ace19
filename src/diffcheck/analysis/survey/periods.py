"""Functions that repeat: the period of a formula, and what is found in one period as families over all of them.

Theorem: where every occurrence of x stands in a function of a linear a*x + b that repeats with period P, and these P/|a| have rational
ratios, f(x + T) = f(x) for their least common multiple T, f being defined at both or at neither. So f does at c + T*j what it does at c,
and the places in one period determine all. If other occurrences stand in functions alone that are analytic for all real arguments, f(x) is
g(x, p) for the vector p of the parts that repeat, and g is defined for all real arguments. Where g(x + T, p) = g(x, p) + s for a number s,
f(x + T) = f(x) + s: it does at c + T*j what it does at c, with the values and limits there more by s*j. So does floor(sin(x)) + x.

Levels k = low..high in each period are M = high - low + 1 places; the integers n are, once each, M*j + (k - low) for all j and such k
(division with remainder). So at(k) + T*j is one family in n, with k = low + n - M*floor(n/M) and j = floor(n/M).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import lcm

from flint import fmpq

from diffcheck.analysis.indices.index import IndexAssumptions
from diffcheck.analysis.indices.ranges import ALL
from diffcheck.analysis.lenses.fold import Branch, comparisons, declaration, depends, evaluate
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.analysis.point.classify import Facts
from diffcheck.analysis.survey.members import Row
from diffcheck.analysis.zeros.residues import linear
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assuming, assumptions
from diffcheck.exact.atoms import apply
from diffcheck.exact.calculus import expanded, ratio, substitute
from diffcheck.exact.expr import ZERO, Expr, number, symbol
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import term
from diffcheck.functions.facts import nowhere
from diffcheck.germs.limits import Limit
from diffcheck.model.changed import changed
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Quantity, SideSteps
from diffcheck.model.term import Sum, Symbol, Term, group, replaced
from diffcheck.model.tree import Apply, Cases, Name, Named, Node, Number


@immutable
class Period:
    """f(x + step) = f(x) + rise for all x, f being defined at both or at neither."""

    step: Expr
    rise: Expr = ZERO


def period_of(node: Node, name: str) -> Period | None:
    """A period of a formula, by the theorem above; None where there is none that it shows."""
    parts: dict[int, tuple[Node, Expr]] = {}
    try:
        for part, step in _repeating(node, name):
            parts[id(part)] = part, step
        whole = _common_multiple([step for _, step in parts.values()])
        rise = None if whole is None else _rise(node, name, [part for part, _ in parts.values()], whole)
    except NotYet:
        return None
    return None if whole is None or rise is None else Period(whole, rise)


def _common_multiple(steps: Sequence[Expr]) -> Expr | None:
    """The least one of some periods; None where they have none."""
    shares = [ratio(p, steps[0]) for p in steps]
    known = [s for s in shares if s is not None]
    if not known or len(known) < len(shares):
        return None
    bottom = lcm(*(int(s.q) for s in known))
    return steps[0].scaled(fmpq(lcm(*(int((s * bottom).p) for s in known)), bottom))


def _rise(node: Node, name: str, parts: Sequence[Node], step: Expr) -> Expr | None:
    """g(x + step, p) - g(x, p) for the formula g(x, p) with some of its parts for p, where that is a number; else None. Raises NotYet."""
    x = symbol(name)
    known = {id(part): symbol(f"_p{i}") for i, part in enumerate(parts)}
    here, there = (evaluate(node, name, at, POINT, known) for at in (x, x + step))
    rise = None if here is None or there is None else expanded(there - here)
    return None if rise is None or rise.free else rise


class _NotPeriodic(NotYet):
    """The variable stands in something that does not repeat."""

    def __init__(self) -> None:
        super().__init__("not_periodic", "the formula does not repeat")


def _repeating(node: Node, name: str) -> Iterator[tuple[Node, Expr]]:
    """The largest parts that repeat, each with a period; beyond them the variable stands in what is analytic for all real arguments.

    Raises NotYet where it stands in anything else.
    """
    if isinstance(node, Number | Name) or not depends(node, name):
        return
    if isinstance(node, Named):
        yield from _repeating(node.body, name)
        return
    try:
        steps = list(_periods(node, name))
    except _NotPeriodic:
        if not isinstance(node, Apply) or not _is_analytic_everywhere(node, name):
            raise
        for arg in node.args:
            yield from _repeating(arg, name)
        return
    step = _common_multiple(steps)
    if step is None:
        raise _NotPeriodic
    yield node, step


def _is_analytic_everywhere(node: Apply, name: str) -> bool:
    """Whether a function is analytic for all real arguments in which the variable stands: a sum, a product, a quotient by a number."""
    function = declaration(node, name)
    if function.denominator is not None:
        return not depends(node.args[function.denominator], name)
    return function.total and function.switches is nowhere


def _periods(node: Node, name: str) -> Iterator[Expr]:
    """The periods of the parts in which the variable stands. Raises NotYet where it stands in a part that has none."""
    if isinstance(node, Number) or not depends(node, name):
        return
    if isinstance(node, Name):
        raise _NotPeriodic
    if isinstance(node, Named):
        yield from _periods(node.body, name)
    elif isinstance(node, Cases):
        for value, condition in node.branches:
            yield from _periods(value, name)
            for c in comparisons(condition):
                yield from _periods(c.left, name)
                yield from _periods(c.right, name)
    else:
        step = _step(node, name)
        if step is not None:
            yield step
        else:
            for arg in node.args:
                yield from _periods(arg, name)


def _step(node: Apply, name: str) -> Expr | None:
    """P/|a| for a function of period P of one linear argument a*x + b; None for another node.

    The argument is evaluated with x for a number of which nothing is known: what asks no question of it is one formula for all x.
    """
    period = declaration(node, name).period
    if period is None:
        return None
    try:
        inner = evaluate(node.args[0], name, symbol(name), POINT)
    except NotYet:
        return None
    form = None if inner is None else linear(inner, name)
    return None if form is None else expanded(period / form[0])


@immutable
class Repeated:
    """What is found in one period, as families over all periods."""

    name: str
    index: str
    period: Period

    def aligned(self, families: Sequence[Row]) -> list[Row]:
        """The families of one period, those that differ by multiples of it moved to the first of them: there they are parts of one."""
        found: list[Row] = []
        for f in families:
            for other in found:
                turns = ratio(expanded(other.at - f.at), self.period.step) if other.at != f.at else None
                if turns is not None and turns.q == 1:
                    f = replace(self._moved(f, None, number(turns)), range=f.range, exceptions=f.exceptions)
                    break
            found.append(f)
        return found

    def rows(self, points: Sequence[Row], families: Sequence[Row]) -> list[Row]:
        """The points and the families, of finitely many members each, of one period, moved by all its multiples. Raises NotYet."""
        n = symbol(self.index)
        with assuming(IndexAssumptions(self.index, ALL, zeros, assumptions())):
            found = [self._moved(p, None, n) for p in points]
            for f in families:
                for part in _without_exceptions(f):
                    assert part.range is not None
                    low, high = part.range.low, part.range.high
                    if low is None or high is None or part.range.where:
                        raise NotYet("two_indices", "places that depend on two indices at once: infinitely many in each period")
                    count = high - low + 1
                    turn = apply(WHOLE, n / count)
                    found.append(self._moved(part, n - turn * count + low, turn))
        return found

    def _moved(self, row: Row, level: Expr | None, turns: Expr) -> Row:
        """The row with an expression for its index, moved by so many periods."""
        x, move, rise = symbol(self.name), self.period.step * turns, self.period.rise * turns

        def at_level(u: Expr) -> Expr:
            return u if level is None else substitute(u, self.index, level, known_sign)

        def branch(u: Branch) -> Branch:
            if u is None or self._repeats(u):
                return None if u is None else at_level(u)
            return substitute(at_level(u), self.name, x - move, known_sign) + rise

        def moved(part: Expr | Limit | str | None, by: Expr) -> Expr | Limit | str | None:
            if isinstance(part, Limit):
                finite = part.kind == "finite"
                return replace(
                    part, value=at_level(part.value) + by if finite else at_level(part.value), cluster=None if by else part.cluster
                )
            return at_level(part) + by if isinstance(part, Expr) else part

        f, at = row.facts, expanded(at_level(row.at) + move)
        values = [moved(part, rise) for part in (f.value, f.left, f.right)]
        slopes = [moved(part, ZERO) for part in (f.left_slope, f.right_slope)]
        facts = Facts(*values, *slopes)  # type: ignore[arg-type]
        look = replace(row.look, at=at, left=branch(row.look.left), right=branch(row.look.right), value=facts.value)
        whole = replace(row, at=at, range=ALL, look=look, facts=facts, finding=replace(row.finding, steps=()), exceptions=())
        return self._with_way(whole.labelled(self.index), row, level, turns)

    def _repeats(self, u: Expr) -> bool:
        """Whether a branch does with the period what f does, as it stands: asin(sin(x)) does, and its branch x does not."""
        return substitute(u, self.name, symbol(self.name) + self.period.step, known_sign) == u + self.period.rise

    def _with_way(self, row: Row, one: Row, level: Expr | None, turns: Expr) -> Row:
        """The row with the way to the one that it was made of, if there is one for all its members."""
        if len(one.finding.steps) != 1:
            return row
        values: dict[Term, Term] = {} if level is None else {Symbol(self.index): group(term(level))}
        if not all(u is None or self._repeats(u) for u in (one.look.left, one.look.right)):
            values[Symbol(self.name)] = group(term(symbol(self.name) - self.period.step * turns))
        (way,) = changed(one.finding, lambda t: replaced(t, values)).steps
        if self.period.rise:
            left, right = (self._raised(side, turns, moved=Symbol(self.name) in values) for side in (way.left, way.right))
            found = row.finding
            way = replace(
                way,
                left=left and replace(left, value=left.value and _written(found.value), limit=found.left_limit),
                right=right and replace(right, value=right.value and _written(found.value), limit=found.right_limit),
            )
        return replace(row, finding=replace(row.finding, steps=(replace(way, at=row.finding.at, index=row.finding.index),)))

    def _raised(self, side: SideSteps | None, turns: Expr, *, moved: bool) -> SideSteps | None:
        """The way on one side where the branch is higher by what f rises in so many periods; moved: whether it is not told by itself."""

        def higher(t: Term) -> Term:
            return Sum((("", t), ("+", group(term(self.period.rise * turns)))))

        if side is None:
            return None
        branch = higher(side.branch) if moved else side.branch
        above = None if side.moved is None else higher(side.moved)
        return replace(side, branch=branch, moved=above, limit_expansion=None, limit_sequences=None)


def _written(q: Quantity) -> Term | None:
    return q if isinstance(q, Term) else None


def _without_exceptions(row: Row) -> Iterator[Row]:
    """A family in parts without exceptions, which are points of their own."""
    assert row.range is not None
    parts = row.range.parts([number(n) for n in row.exceptions])
    for part in parts:
        if part.only() not in row.exceptions:
            yield replace(row, range=part, exceptions=())


__all__ = ["Repeated", "period_of"]
