"""Free parameters: the exploration of all cases in which an answer differs.

A question is asked under assumptions on the parameters. Where the answer needs a sign that the assumptions leave open, it raises
Open, and the question is asked again in each case: the sign negative, zero, positive; or, for an expression in one parameter,
that parameter between and at the zeros. Zero is solved for a parameter where that is possible, and put in; zeros that recur
without end become families of values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import field, replace
from itertools import pairwise
from typing import Final, Generic, TypeAlias, TypeVar

from flint import fmpq

from diffcheck.analysis.cases.case import INDEX, Case, Contradiction, breaks, coefficients, is_even, recurring, residues_of
from diffcheck.analysis.indices.ranges import ALL, Family
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.assumptions import Open, Split, assuming
from diffcheck.exact.calculus import clear_denominators, expand, expanded, substitute
from diffcheck.exact.expr import ZERO, Expr, primitive_part, single, symbol
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.order import merge_sites
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.walk import has_head
from diffcheck.model.immutable import immutable

SIGNS: Final = {"<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}
"""The signs of u for which u relation 0."""
Answer = TypeVar("Answer")
"""An open interval of one parameter, or (c, c): that value."""


@immutable
class Leaf(Generic[Answer]):
    """A case in which the answer is one and the same."""

    case: Case
    answer: Answer


@immutable
class Never:
    """A case that no parameters are in."""


@immutable
class Signs(Generic[Answer]):
    """The cases where an expression in parameters is negative, zero, positive; bound: zero, solved for one of them."""

    where: Expr
    negative: Tree[Answer]
    zero: Tree[Answer]
    positive: Tree[Answer]
    bound: tuple[str, Expr] | None = None


@immutable
class Cells(Generic[Answer]):
    """The cases of one parameter: open intervals and the values between them, from left to right."""

    name: str
    parts: tuple[tuple[Expr | None, Expr | None, Tree[Answer]], ...] = field(default=())


@immutable
class Residues(Generic[Answer]):
    """The cases of a parameter that is an integer, by what it leaves when it is divided by the modulus."""

    name: str
    modulus: int
    parts: tuple[tuple[int, Tree[Answer]], ...]


Tree: TypeAlias = Leaf[Answer] | Never | Signs[Answer] | Cells[Answer] | Residues[Answer]


@immutable
class Bound:
    """A restriction of parameters: gap relation 0."""

    gap: Expr
    relation: str


@immutable
class Either:
    """A restriction of parameters: all of the restrictions of at least one of the alternatives."""

    alternatives: tuple[tuple[Restriction, ...], ...]


Restriction: TypeAlias = Bound | Either


def explore_restricted(start: Case, restrictions: list[Restriction], ask: Callable[[], Answer]) -> Tree[Answer]:
    """All cases in which the restrictions hold. Raises NotYet, or BadInput where they contradict each other."""
    count = 0

    def of(case: Case) -> Tree[Answer]:
        nonlocal count
        count += 1
        if count > effort().cases:
            raise NotYet("too_many_cases", "the answer depends on the parameters in too many ways")
        if case.is_contradictory():
            return Never()
        try:
            with assuming(case):
                answer = ask()
        except (Open, Split) as needed:
            return _split(case, needed, of)
        except Contradiction:
            return Never()
        return Leaf(case, answer)

    def restricted(case: Case, left: Sequence[Restriction]) -> Tree[Answer]:
        if not left:
            return of(case)
        try:
            return where_first(case, *left)
        except Contradiction:
            return Never()

    def where_first(case: Case, first: Restriction, *rest: Restriction) -> Tree[Answer]:
        case = _with_what_is_said(case, first)
        integers = _where_integer(case, first) if isinstance(first, Bound) else None
        if integers is not None:
            return restricted(integers, rest)
        if isinstance(first, Either) or not _is_plain(case, first):
            try:
                with assuming(case):
                    here = _holds(case, first)
            except (Open, Split) as needed:
                return _split(case, needed, lambda part: restricted(part, (first, *rest)))
            return restricted(case, rest) if here else Never()
        parts = _parts(case, _put_in(case, first.gap), first.relation)
        trees = [(name, low, high, restricted(part, rest)) for name, low, high, part in parts]
        if len(trees) == 1:
            return trees[0][3]
        return Cells(trees[0][0], tuple((low, high, tree) for _, low, high, tree in trees))

    found = _without_never(restricted(start, restrictions))
    if isinstance(found, Never):
        raise BadInput("assumption", "the assumptions contradict each other")
    return found


def _with_what_is_said(case: Case, restriction: Restriction) -> Case:
    """The case with a note of what an equation in one parameter says of it: its value, or that it is an integer.

    The values at which other restrictions are parted, 1 for p >= 1, are cases of the analysis: nobody said them.
    """
    gap = _put_in(case, restriction.gap) if isinstance(restriction, Bound) and restriction.relation == "==" else None
    if gap is None or len(gap.free) != 1:
        return case
    (name,) = gap.free
    return replace(case, said=(*case.said, (name, "value" if _fraction(gap) is None else "integer")))


def _put_in(case: Case, u: Expr) -> Expr:
    """An expression with what parameters are bound to in a case."""
    for name, value in case.values:
        u = expanded(substitute(u, name, value, known_sign))
    return u


def _is_plain(case: Case, bound: Bound) -> bool:
    """Whether the parts in which a restriction holds are known beforehand (`_parts`)."""
    gap = _put_in(case, bound.gap)
    return (len(gap.free) < 2 or len(SIGNS[bound.relation]) == 1) and not has_head(gap, WHOLE)


def _holds(case: Case, restriction: Restriction) -> bool:
    """Whether a restriction holds all over a case. Raises Open where it does in a part of it."""
    if isinstance(restriction, Bound):
        gap, wanted = _put_in(case, restriction.gap), SIGNS[restriction.relation]
        found = _fraction(gap)
        if found is None or (0 in wanted) == (len(wanted) == 2):
            return case.sign(gap) in wanted
        v, r = found  # the fraction of v is r: v - r is an integer
        return (0 <= r < 1 and case.is_whole(expanded(v - r))) == (0 in wanted)
    return any(all(_holds(case, part) for part in alternative) for alternative in restriction.alternatives)


def _without_never(tree: Tree[Answer]) -> Tree[Answer]:
    """The tree without the parts that no parameters are in."""
    if isinstance(tree, Signs):
        below, at, above = (_without_never(part) for part in (tree.negative, tree.zero, tree.positive))
        empty = all(isinstance(part, Never) for part in (below, at, above))
        return Never() if empty else Signs(tree.where, below, at, above, tree.bound)
    if isinstance(tree, Cells):
        kept = tuple((low, high, part) for low, high, t in tree.parts if not isinstance(part := _without_never(t), Never))
        return Cells(tree.name, kept) if kept else Never()
    if isinstance(tree, Residues):
        left = tuple((r, part) for r, t in tree.parts if not isinstance(part := _without_never(t), Never))
        return Residues(tree.name, tree.modulus, left) if left else Never()
    return tree


def _parts(case: Case, gap: Expr, relation: str) -> list[tuple[str, Expr | None, Expr | None, Case]]:
    """The parts of a case in which gap relation 0 holds: cells and values of one parameter, or one sign of an expression."""
    wanted = SIGNS[relation]
    if not gap.free:
        if sign(gap) in wanted:
            return [("", None, None, case)]
        raise Contradiction
    if len(gap.free) > 1:
        with suppress(Open, NotYet):
            if case.sign(gap) in wanted:
                return [("", None, None, case)]
            raise Contradiction
        content, p = primitive_part(gap)
        if wanted == (0,):
            zero, _ = _where_zero(case, p)
            if zero is None:
                raise Contradiction
            return [("", None, None, zero)]
        return [("", None, None, case.with_fact(p, wanted[0] if content > 0 else -wanted[0]))]
    (name,) = gap.free
    if case.family(name):
        kept = tuple(family for s, family in case.signs_in_families(gap, name) if s in wanted)
        return [("", None, None, _bound(case.with_families(name, kept), name))]
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
        raise Contradiction
    return found


def _fraction(gap: Expr) -> tuple[Expr, fmpq] | None:
    """(v, r), where the gap is a multiple of v - floor(v) - r; None for another one."""
    parts = [(a, c) for m, c in gap.terms.items() for a, e in m if a.head == WHOLE and e == 1 and len(m) == 1]
    if len(parts) != 1:
        return None
    ((part, c),) = parts
    v: Expr = part.args[0]
    r = expanded(v + (gap - single(part).scaled(c)).scaled(1 / c)).rational
    return None if r is None else (v, r)


def _where_integer(case: Case, bound: Bound) -> Case | None:
    """The case in which v - floor(v) = r, where the gap is a multiple of v - floor(v) - r; None for another restriction. Raises NotYet.

    That is where v - r is an integer, if 0 <= r < 1; v is linear in one parameter.
    """
    gap = _put_in(case, bound.gap)
    found = _fraction(gap) if bound.relation == "==" and len(gap.free) == 1 else None
    if found is None:
        return None
    v, r = found
    (name,) = gap.free
    form = coefficients(v, name)
    if form is None or len(form) != 2 or (slope := form[1].rational) is None or (still := form[0].rational) is None:
        return None
    if not 0 <= r < 1:
        raise Contradiction
    if not case.family(name):
        return _among_integers(case, name, (Family((symbol(INDEX) + (r - still)).scaled(1 / slope), ALL),))
    if not case.is_integer(name):
        raise NotYet("assumption", f"several conditions by which {name} takes single values only")
    parted = [pair for family in case.family(name) for pair in residues_of(family, int(slope.q))]
    return _bound(case.with_families(name, tuple(f for left, f in parted if (slope * left + still - r).q == 1)), name)


def _among_integers(case: Case, name: str, families: tuple[Family, ...]) -> Case:
    """The case in which a parameter takes the members of families that lie in its interval."""
    low, high = case.cell(name)
    here = case.with_families(name, families)
    for gap in ((symbol(name) - low) if low is not None else None, (high - symbol(name)) if high is not None else None):
        if gap is not None:
            here = here.with_families(name, tuple(family for s, family in here.signs_in_families(gap, name) if s > 0))
    return _bound(here, name)


def _bound(case: Case, name: str) -> Case:
    """The case with a parameter put in that takes one value only. Raises Contradiction where it takes none."""
    found = case.family(name)
    if not found:
        raise Contradiction
    return case.with_value(name, found[0].at) if len(found) == 1 and found[0].range is None else case


def _split(case: Case, needed: Open | Split, of: Callable[[Case], Tree[Answer]]) -> Tree[Answer]:
    """The parts of a case in which the sign is known that an answer needed, or the residue class of an integer."""
    if isinstance(needed, Split):
        if not case.is_integer(needed.name) or needed.modulus < 2:
            raise needed
        return _split_residues(case, needed.name, needed.modulus, of)
    where = needed.where
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
        if not cuts:
            try:
                with assuming(None):
                    cuts = merge_sites([breaks(where, Interval(name, low, high))])
            except Infinite:  # it changes its sign at poles, without a zero
                _, p = primitive_part(where)
                return Signs(p, of(case.with_fact(p, -1)), Never(), of(case.with_fact(p, 1)))
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
    """The members of a parameter's families, by the sign of an expression in it; a single one is put in."""
    signs = case.signs_in_families(where, name)
    parts: list[Tree[Answer]] = []
    bound: tuple[str, Expr] | None = None
    for s in (-1, 0, 1):
        group = tuple(family for t, family in signs if t == s)
        part = _bound(case.with_families(name, group), name) if group else None
        parts.append(Never() if part is None else of(part))
        value = None if part is None or s else part.value(name)
        bound = bound if value is None else (name, value)
    below, at, above = parts
    return Signs(where, below, at, above, bound)


def _split_residues(case: Case, name: str, modulus: int, of: Callable[[Case], Tree[Answer]]) -> Tree[Answer]:
    """The integers that a parameter takes, by what they leave when they are divided."""
    groups: dict[int, tuple[Family, ...]] = {}
    for family in case.family(name):
        for left, part in residues_of(family, modulus):
            groups[left] = (*groups.get(left, ()), part)
    parts = [(left, of(_bound(case.with_families(name, group), name))) for left, group in sorted(groups.items())]
    return Residues(name, modulus, tuple(parts))


def _where_zero(case: Case, where: Expr) -> tuple[Case | None, tuple[str, Expr] | None]:
    """The case where = 0, solved for a parameter in which it is linear with a coefficient that is not zero in this case.

    None where the solution is proved to lie outside the interval of that parameter.
    """
    for name in sorted(where.free, key=lambda n: (n in case.preferred, n), reverse=True):
        form = None if case.family(name) else _linear(where, name)
        if form is None:
            continue
        slope, still = form
        if not slope.free or _is_nonzero(case, slope):
            value = expanded(-still / slope)
            return _with_value_inside(case, name, value), (name, value)
    squares = _squared(case, where)
    if squares is None:
        return case.with_fact(where, 0), None
    here: Case | None = case
    for name in squares:
        here = None if here is None else _with_value_inside(here, name, ZERO)
    return here, None


def _with_value_inside(case: Case, name: str, value: Expr) -> Case | None:
    """The case in which a parameter has a value that lies in its interval; None where it is proved not to."""
    low, high = case.cell(name)
    here: Case | None = case.with_value(name, value)
    for gap in (None if low is None else value - low, None if high is None else high - value):
        if gap is not None and here is not None:
            here = _where_positive(here, gap)
    return here


def _squared(case: Case, where: Expr) -> list[str] | None:
    """The parameters of whose even powers an expression is a sum with factors of one sign: it is 0 where they are. None for another one."""
    names = [a.args[0] for m in where.terms for a, e in m if a.head == "symbol" and len(m) == 1 and is_even(e)]
    return names if len(names) == len(where.terms) and case.weak_sign(where)[0] else None


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
