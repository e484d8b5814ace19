"""Free parameters: the exploration of all cases in which an answer differs.

A question is asked under assumptions on the parameters. Where the answer needs a sign that the assumptions leave open, it raises
Open, and the question is asked again in each case: the sign negative, zero, positive; or, for an expression in one parameter,
that parameter between and at the zeros. Zero is solved for a parameter where that is possible, and put in; zeros that recur
without end become families of values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Generic, TypeAlias, TypeVar

from diffcheck.analysis.cases.case import Case, Open, coefficients, recurring
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.assumptions import assuming
from diffcheck.exact.calculus import clear_denominators, expand, expanded, substitute
from diffcheck.exact.expr import Expr, primitive_part
from diffcheck.exact.order import merge_sites
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign

SIGNS: Final = {"<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}
"""The signs of u for which u relation 0."""
Answer = TypeVar("Answer")
"""An open interval of one parameter, or (c, c): that value."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Answer]):
    """A case in which the answer is one and the same."""

    case: Case
    answer: Answer


@dataclass(frozen=True, slots=True)
class Never:
    """A case that no parameters are in."""


@dataclass(frozen=True, slots=True)
class Signs(Generic[Answer]):
    """The cases where an expression in parameters is negative, zero, positive; bound: zero, solved for one of them."""

    where: Expr
    negative: Tree[Answer]
    zero: Tree[Answer]
    positive: Tree[Answer]
    bound: tuple[str, Expr] | None = None


@dataclass(frozen=True, slots=True)
class Cells(Generic[Answer]):
    """The cases of one parameter: open intervals and the values between them, from left to right."""

    name: str
    parts: tuple[tuple[Expr | None, Expr | None, Tree[Answer]], ...] = field(default=())


Tree: TypeAlias = Leaf[Answer] | Never | Signs[Answer] | Cells[Answer]


def explore_restricted(start: Case, restrictions: list[tuple[Expr, str]], ask: Callable[[], Answer]) -> Tree[Answer]:
    """All cases in which the restrictions hold (gap relation 0 each). Raises NotYet, or BadInput where they contradict each other."""
    count = 0

    def of(case: Case) -> Tree[Answer]:
        nonlocal count
        count += 1
        if count > effort().cases:
            raise NotYet("too_many_cases", "the answer depends on the parameters in too many ways")
        try:
            with assuming(case):
                answer = ask()
        except Open as needed:
            return _split(case, needed.where, of)
        return Leaf(case, answer)

    def restricted(case: Case, left: list[tuple[Expr, str]]) -> Tree[Answer]:
        if not left:
            return of(case)
        (gap, relation), *rest = left
        for name, value in case.values:
            gap = expanded(substitute(gap, name, value, known_sign))
        parts = _parts(case, gap, relation)
        trees = [(name, low, high, restricted(part, rest)) for name, low, high, part in parts]
        if len(trees) == 1:
            return trees[0][3]
        return Cells(trees[0][0], tuple((low, high, tree) for _, low, high, tree in trees))

    return restricted(start, restrictions)


def _parts(case: Case, gap: Expr, relation: str) -> list[tuple[str, Expr | None, Expr | None, Case]]:
    """The parts of a case in which gap relation 0 holds: cells and values of one parameter, or one sign of an expression."""
    wanted = SIGNS[relation]
    if not gap.free:
        if sign(gap) in wanted:
            return [("", None, None, case)]
        raise BadInput("assumption", "the assumptions contradict each other")
    if len(gap.free) > 1:
        if len(wanted) > 1:
            raise NotYet("assumption", "an assumption on several parameters must be of the form u < v, u > v or u = v")
        content, p = primitive_part(gap)
        if wanted == (0,):
            zero, _ = _where_zero(case, p)
            if zero is None:
                raise BadInput("assumption", "the assumptions contradict each other")
            return [("", None, None, zero)]
        return [("", None, None, case.with_fact(p, wanted[0] if content > 0 else -wanted[0]))]
    (name,) = gap.free
    if case.family(name):
        kept = tuple(family for s, family in case.signs_in_families(gap, name) if s in wanted)
        if not kept:
            raise BadInput("assumption", "the assumptions contradict each other")
        return [("", None, None, case.with_families(name, kept))]
    low, high = case.cell(name)
    with assuming(None):
        cuts = merge_sites([zeros(gap, Interval(name, low, high))])
    ends: list[Expr | None] = [low, *cuts, high]
    found: list[tuple[str, Expr | None, Expr | None, Case]] = []
    for i, (a, b) in enumerate(pairwise(ends)):
        cell = case.with_cell(name, a, b)
        if cell.sign(gap) in wanted:
            found.append((name, a, b, cell))
        if i < len(cuts) and 0 in wanted:
            found.append((name, cuts[i], cuts[i], case.with_value(name, cuts[i])))
    if not found:
        raise BadInput("assumption", "the assumptions contradict each other")
    return found


def _split(case: Case, where: Expr, of: Callable[[Case], Tree[Answer]]) -> Tree[Answer]:
    if len(where.free) == 1:
        (name,) = where.free
        if case.family(name):
            return _split_families(case, where, name, of)
        low, high = case.cell(name)
        try:
            with assuming(None):
                cuts = merge_sites([zeros(where, Interval(name, low, high))])
        except Infinite:
            _, p = primitive_part(where)
            zero = case.with_families(name, recurring(p, name, (low, high)))
            return Signs(p, of(case.with_fact(p, -1)), of(zero), of(case.with_fact(p, 1)))
        parts: list[tuple[Expr | None, Expr | None, Tree[Answer]]] = []
        ends: list[Expr | None] = [low, *cuts, high]
        for i, (a, b) in enumerate(pairwise(ends)):
            parts.append((a, b, of(case.with_cell(name, a, b))))
            if i < len(cuts):
                parts.append((cuts[i], cuts[i], of(case.with_value(name, cuts[i]))))
        return Cells(name, tuple(parts))
    solved, bound = _where_zero(case, where)
    at = Never() if solved is None else of(solved)
    return Signs(where, of(case.with_fact(where, -1)), at, of(case.with_fact(where, 1)), bound)


def _split_families(case: Case, where: Expr, name: str, of: Callable[[Case], Tree[Answer]]) -> Tree[Answer]:
    """The members of a parameter's families, by the sign of an expression in it."""
    signs = case.signs_in_families(where, name)
    groups = {s: tuple(family for t, family in signs if t == s) for s in (-1, 0, 1)}
    below, at, above = (of(case.with_families(name, groups[s])) if groups[s] else Never() for s in (-1, 0, 1))
    return Signs(where, below, at, above)


def _where_zero(case: Case, where: Expr) -> tuple[Case | None, tuple[str, Expr] | None]:
    """The case where = 0, solved for a parameter in which it is linear with a coefficient that is not zero in this case.

    None where the solution is proved to lie outside the interval of that parameter.
    """
    for name in sorted(where.free, key=lambda n: (n in case.preferred, n), reverse=True):
        form = _linear(where, name)
        if form is None:
            continue
        slope, still = form
        if not slope.free or _is_nonzero(case, slope):
            value = expanded(-still / slope)
            low, high = case.cell(name)
            bound: Case | None = case.with_value(name, value)
            for gap in ((value - low) if low is not None else None, (high - value) if high is not None else None):
                if gap is not None and bound is not None:
                    bound = _where_positive(bound, gap)
            return bound, (name, value)
    return case.with_fact(where, 0), None


def _where_positive(case: Case, u: Expr) -> Case | None:
    """The case in which u is positive too; None where it is proved not to be."""
    try:
        with assuming(case):
            return case if case.sign(u) > 0 else None
    except Open:
        content, p = primitive_part(expanded(u))
        return case.with_fact(p, 1 if content > 0 else -1)


def _is_nonzero(case: Case, u: Expr) -> bool:
    try:
        with assuming(case):
            return case.sign(u) != 0
    except (Open, NotYet):
        return False


def _linear(u: Expr, name: str) -> tuple[Expr, Expr] | None:
    """(a, b) with u = 0 where a * name + b = 0; None if u is not linear in it."""
    v = expand(clear_denominators(u))
    parts = None if v is None else coefficients(v, name)
    return (parts[1], parts[0]) if parts is not None and len(parts) == 2 else None
