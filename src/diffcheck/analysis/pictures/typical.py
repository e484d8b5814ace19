"""The cases of free parameters -> values that stand for them in pictures: one simple choice for each case that looks different.

Nothing is claimed from these values: what is told of f holds for all parameters, and is known before they are chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Final, TypeAlias

from flint import fmpq

from diffcheck.analysis.cases.case import INDEX, Case
from diffcheck.analysis.cases.explore import Leaf
from diffcheck.analysis.lenses.plain import rational_between
from diffcheck.errors import NotYet
from diffcheck.exact.ball import midpoint_float
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import Expr, Sign, number
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign
from diffcheck.model.report import Report

Values: TypeAlias = Mapping[str, Expr]
SIMPLE: Final = tuple(number(q) for q in (fmpq(1), fmpq(-1), fmpq(2), fmpq(-2), fmpq(1, 2), fmpq(-1, 2), fmpq(3), fmpq(-3), fmpq(0)))
MEMBERS: Final = (1, 2, 0, 3, -1, 4, -2, 5, -3)
"""The indices of a family whose members are tried."""
MOST: Final = 6
"""So many pictures are drawn of one formula."""


def typical_values(leaves: Sequence[Leaf[Report]]) -> tuple[tuple[Values, ...], int]:
    """Values for each case that looks different, from small to large, and how many such cases there are; two choices where there is one."""
    found: dict[object, list[Values]] = {}
    for leaf in leaves:
        found.setdefault(_looks(leaf.answer), []).extend(islice(_choices(leaf.case), 2))
    seen = [sorted(choices, key=_simplicity) for choices in found.values() if choices]
    chosen = seen[0][:2] if len(seen) == 1 else [choices[0] for choices in seen]
    chosen = sorted(chosen, key=_simplicity)[:MOST]
    return tuple(sorted(chosen, key=lambda values: [midpoint_float(v) or 0.0 for v in values.values()])), len(found)


def _looks(report: Report) -> object:
    """What a picture shows of a case: cases that agree in it are shown once."""
    return report.continuous.answer, report.differentiable.answer, tuple((f.at, f.index, f.kind) for f in report.points)


def _simplicity(values: Values) -> tuple[int, ...]:
    """The place of a choice among all."""
    return _rank(tuple(values.values()))


def _rank(numbers: Sequence[Expr]) -> tuple[int, ...]:
    """Numbers that differ before equal ones, simple ones before others."""
    ranks = sorted(SIMPLE.index(v) if v in SIMPLE else len(SIMPLE) for v in numbers)
    return (len(ranks) - len(set(numbers)), *ranks)


def _choices(case: Case) -> Iterator[Values]:
    """Values of all parameters that are proved to be in the case, simple ones first."""
    names = sorted(case.parameters)
    bound = dict(case.values)
    free = [name for name in names if name not in bound]
    tried = sorted(islice(product(*(_candidates(case, name) for name in free)), effort().pictured_values), key=_rank)
    for combination in tried:
        values = _completed(bound, dict(zip(free, combination, strict=True)))
        if values is not None and _is_in(case, values):
            yield {name: values[name] for name in names}


def _candidates(case: Case, name: str) -> list[Expr]:
    """Values of one parameter that may be in the case."""
    families = case.family(name)
    if families:
        members = [f.at for f in families if f.range is None]
        ranges = [(f, f.range) for f in families if f.range is not None]
        return members + [substitute(f.at, INDEX, number(k), known_sign) for k in MEMBERS for f, r in ranges if r.contains(k)]
    low, high = case.cell(name)
    inside = [v for v in SIMPLE if _is_between(v, low, high)]
    if inside:
        return inside
    q = rational_between(low, high)
    return [v for v in map(number, (fmpq(q.floor()), fmpq(q.ceil()), q)) if _is_between(v, low, high)]


def _is_between(v: Expr, low: Expr | None, high: Expr | None) -> bool:
    return (low is None or known_sign(v - low) == 1) and (high is None or known_sign(high - v) == 1)


def _completed(bound: Values, chosen: dict[str, Expr]) -> dict[str, Expr] | None:
    """The values with those of the parameters that are bound to expressions in others; None where these are undefined."""
    found = dict(chosen)
    try:
        for name, value in bound.items():
            found[name] = _put_in(value, chosen)
    except (NotYet, ZeroDivisionError):
        return None
    return None if any(v.free for v in found.values()) else found


def _is_in(case: Case, values: Values) -> bool:
    """Whether the values are proved to have all signs that are known in the case, and to lie in its intervals."""
    try:
        signs = all(_sign_at(fact.where, values) == fact.sign for fact in case.facts)
        return signs and all(_is_between(values[name], low, high) for name, low, high in case.cells if name in values)
    except (NotYet, ZeroDivisionError):
        return False


def _sign_at(u: Expr, values: Values) -> Sign | None:
    here = _put_in(u, values)
    return None if here.free else known_sign(here)


def _put_in(u: Expr, values: Values) -> Expr:
    for name, value in values.items():
        if name in u.free:
            u = substitute(u, name, value, known_sign)
    return expanded(u)
