"""Free parameters: what is assumed of them, and the exploration of all cases in which an answer differs.

A question is asked under assumptions on the parameters. Where the answer needs a sign that the assumptions leave open, it raises
Open, and the question is asked again in each case: the sign negative, zero, positive; or, for an expression in one parameter,
that parameter between and at the zeros. Zero is solved for a parameter where that is possible, and put in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Generic, TypeAlias, TypeVar

from flint import arb

from diffcheck.analysis.interval import Interval
from diffcheck.analysis.lenses import rational_between
from diffcheck.analysis.roots import zeros
from diffcheck.analysis.shape import merge_sites
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import clear_denominators, expand, substitute
from diffcheck.exact.expr import ZERO, Atom, Expr, Sign, as_term, atom, primitive_part, single
from diffcheck.exact.factoring import polynomial_factors
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import UndecidedSign, assuming, known_sign, sign, structural_sign

MOST_CASES = 400
Answer = TypeVar("Answer")
Cell: TypeAlias = "tuple[Expr | None, Expr | None]"
"""An open interval of one parameter, or (c, c): that value."""


class Open(Exception):
    """The sign of `where` is needed and not known."""

    def __init__(self, where: Expr) -> None:
        super().__init__()
        self.where = where


@dataclass(frozen=True, slots=True)
class Fact:
    """The sign of an expression in several parameters."""

    where: Expr
    sign: Sign


@dataclass(frozen=True, slots=True)
class Case:
    """What is assumed: values put in, open intervals of single parameters, signs of expressions in several."""

    values: tuple[tuple[str, Expr], ...] = ()
    cells: tuple[tuple[str, Expr | None, Expr | None], ...] = ()
    facts: tuple[Fact, ...] = ()
    preferred: tuple[str, ...] = ()
    """Parameters for which equations are solved first."""

    def is_integer(self, name: str) -> bool:
        """Parameters are real numbers."""
        return False

    def value(self, name: str) -> Expr | None:
        """What a parameter is bound to."""
        return next((v for n, v in self.values if n == name), None)

    def cell(self, name: str) -> tuple[Expr | None, Expr | None]:
        """The open interval in which a parameter lies."""
        return next(((low, high) for n, low, high in self.cells if n == name), (None, None))

    def sign(self, u: Expr) -> Sign:
        """The sign of u in this case. Raises Open or UndecidedSign."""
        v = expand(u)
        if (v is not None and not v) or is_zero_form(u):
            return 0
        w = u if v is None else v
        factors = polynomial_factors(w)
        if factors is not None:
            constant, parts = factors
            total = sign(constant)
            for part, power in parts:
                s = self._sign_of_factor(part)
                if s == 0:
                    return 0
                total *= s if power % 2 else 1
            return total
        m, c = as_term(w)
        if len(w.terms) == 1:
            total = 1 if c > 0 else -1
            for a, e in m:
                s = self._sign_of_atom(a)
                if s == 0:
                    return 0
                total *= s if not isinstance(e, int) or e % 2 else 1
            return total
        return self._sign_of_factor(w)

    def _sign_of_atom(self, a: Atom) -> Sign:
        """The sign of one factor. A logarithm is positive exactly where its argument is greater than 1."""
        if a.head == "sum":
            return sign(a.args[0])
        if a.head == "log":
            return sign(a.args[0] - 1)
        u = single(a)
        return sign(u) if a.head == "symbol" or not a.free else structural_sign(u) or self._sign_of_factor(u)

    def _sign_of_factor(self, u: Expr) -> Sign:
        if not u.free:
            return sign(u)
        if len(u.free) == 1:
            return self._sign_in_cell(u, next(iter(u.free)))
        content, p = primitive_part(u)
        for fact in self.facts:
            if fact.where == p:
                return fact.sign * (1 if content > 0 else -1)
        s = self._sign_by_bounds(u)
        if s:
            return s
        raise Open(p)

    def _sign_by_bounds(self, u: Expr) -> Sign:
        """The sign where every term of a sum has the same one; 0: not plain. Asks nothing new."""
        signs = set()
        for m, c in u.terms.items():
            total = 1 if c > 0 else -1
            for a, e in m:
                if isinstance(e, int) and e % 2 == 0:
                    inner = 1
                elif not a.free:
                    inner = sign(single(a))
                elif len(a.free) == 1:
                    try:
                        inner = self._sign_in_cell(single(a) if a.head != "sum" else a.args[0], next(iter(a.free)))
                    except (Open, NotYet):
                        return 0
                else:
                    return 0
                total *= inner
            signs.add(total)
        strict = any(all(not (isinstance(e, int) and e % 2 == 0 and a.free) for a, e in m) for m in u.terms)
        return signs.pop() if len(signs) == 1 and strict else 0

    def _sign_in_cell(self, u: Expr, name: str) -> Sign:
        low, high = self.cell(name)
        with assuming(None):
            if zeros(u, Interval(name, low, high)):
                raise Open(u)
            at = {name: arb(rational_between(low, high))}
        for precision in (100, 400):
            value = enclose(u, precision, at)
            if value > 0:
                return 1
            if value < 0:
                return -1
        raise UndecidedSign(u)

    def with_value(self, name: str, value: Expr) -> Case:
        """The case with a parameter put in everywhere else too."""

        def put(u: Expr) -> Expr:
            return _expanded(substitute(u, name, value, known_sign))

        return replace(
            self,
            values=(*((n, put(v)) for n, v in self.values), (name, value)),
            cells=tuple(c for c in self.cells if c[0] != name),
            facts=tuple(Fact(put(f.where), f.sign) for f in self.facts),
        )

    def with_cell(self, name: str, low: Expr | None, high: Expr | None) -> Case:
        """The case with a parameter in a smaller interval."""
        return replace(self, cells=(*(c for c in self.cells if c[0] != name), (name, low, high)))

    def with_fact(self, where: Expr, s: Sign) -> Case:
        """The case with one more sign."""
        return replace(self, facts=(*self.facts, Fact(where, s)))


def _expanded(u: Expr) -> Expr:
    found = expand(u)
    return u if found is None else found


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Answer]):
    """A case in which the answer is one and the same."""

    case: Case
    answer: Answer


@dataclass(frozen=True, slots=True)
class Signs(Generic[Answer]):
    """The cases where an expression in several parameters is negative, zero, positive; bound: zero, solved for one of them."""

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


Tree: TypeAlias = Leaf[Answer] | Signs[Answer] | Cells[Answer]


def explore(start: Case, ask: Callable[[], Answer]) -> Tree[Answer]:
    """All cases of a question. Raises NotYet where they are too many."""
    return explore_restricted(start, [], ask)


def explore_restricted(start: Case, restrictions: list[tuple[Expr, str]], ask: Callable[[], Answer]) -> Tree[Answer]:
    """All cases in which the restrictions hold (gap relation 0 each). Raises NotYet, or BadInput where they contradict each other."""
    count = 0

    def of(case: Case) -> Tree[Answer]:
        nonlocal count
        count += 1
        if count > MOST_CASES:
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
            gap = _expanded(substitute(gap, name, value, known_sign))
        parts = _parts(case, gap, relation)
        trees = [(name, low, high, restricted(part, rest)) for name, low, high, part in parts]
        if len(trees) == 1:
            return trees[0][3]
        return Cells(trees[0][0], tuple((low, high, tree) for _, low, high, tree in trees))

    return restricted(start, restrictions)


def _parts(case: Case, gap: Expr, relation: str) -> list[tuple[str, Expr | None, Expr | None, Case]]:
    """The parts of a case in which gap relation 0 holds: cells and values of one parameter, or one sign of an expression."""
    wanted = {"<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}[relation]
    if not gap.free:
        if sign(gap) in wanted:
            return [("", None, None, case)]
        raise BadInput("assumption", "the assumptions contradict each other")
    if len(gap.free) > 1:
        if len(wanted) > 1:
            raise NotYet("assumption", "an assumption on several parameters must be of the form u < v, u > v or u = v")
        content, p = primitive_part(gap)
        if wanted == (0,):
            return [("", None, None, _where_zero(case, p)[0])]
        return [("", None, None, case.with_fact(p, wanted[0] if content > 0 else -wanted[0]))]
    (name,) = gap.free
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
        low, high = case.cell(name)
        with assuming(None):
            cuts = merge_sites([zeros(where, Interval(name, low, high))])
        parts: list[tuple[Expr | None, Expr | None, Tree[Answer]]] = []
        ends: list[Expr | None] = [low, *cuts, high]
        for i, (a, b) in enumerate(pairwise(ends)):
            parts.append((a, b, of(case.with_cell(name, a, b))))
            if i < len(cuts):
                parts.append((cuts[i], cuts[i], of(case.with_value(name, cuts[i]))))
        return Cells(name, tuple(parts))
    zero, bound = _where_zero(case, where)
    return Signs(where, of(case.with_fact(where, -1)), of(zero), of(case.with_fact(where, 1)), bound)


def _where_zero(case: Case, where: Expr) -> tuple[Case, tuple[str, Expr] | None]:
    """The case where = 0, solved for a parameter in which it is linear with a coefficient that is not zero in this case."""
    for name in sorted(where.free, key=lambda n: (n in case.preferred, n), reverse=True):
        form = _linear(where, name)
        if form is None:
            continue
        slope, still = form
        if not slope.free or _is_nonzero(case, slope):
            value = _expanded(-still / slope)
            low, high = case.cell(name)
            bound = case.with_value(name, value)
            if low is not None:
                bound = bound.with_fact(primitive_part(value - low)[1], 1) if (value - low).free else bound
            if high is not None:
                bound = bound.with_fact(primitive_part(high - value)[1], 1) if (high - value).free else bound
            return bound, (name, value)
    return case.with_fact(where, 0), None


def _is_nonzero(case: Case, u: Expr) -> bool:
    try:
        with assuming(case):
            return case.sign(u) != 0
    except (Open, NotYet):
        return False


def _linear(u: Expr, name: str) -> tuple[Expr, Expr] | None:
    v = expand(clear_denominators(u))
    if v is None:
        return None
    slope, still = ZERO, ZERO
    x = atom("symbol", name)
    for m, c in v.terms.items():
        powers = [e for a, e in m if a is x]
        rest = tuple((a, e) for a, e in m if a is not x)
        if any(name in a.free for a, _ in rest) or powers not in ([], [1]):
            return None
        if powers:
            slope = slope + Expr({rest: c})
        else:
            still = still + Expr({m: c})
    return (slope, still) if slope else None
