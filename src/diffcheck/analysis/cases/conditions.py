"""Trees of cases -> conditions on the parameters, and solution sets.

A condition is true exactly in the cases whose answer is yes; parts that say the same are joined, so that what the answer does
not depend on does not appear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import combinations, islice, product
from typing import Literal, TypeAlias, TypeVar

from flint import fmpq

from diffcheck.analysis.cases.explore import SIGNS, Cells, Leaf, Never, Residues, Signs, Tree
from diffcheck.analysis.cases.linear import Inequality, are_contradictory
from diffcheck.analysis.cases.remainders import Remainder, fewest_classes, integer_where, remainder_where
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, Split
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ONE_Q, Expr, Monomial, number, primitive_part, symbol
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import first_term, term
from diffcheck.model.immutable import immutable
from diffcheck.model.term import FALSE, TRUE, Call, Symbol, Term, comparison, junction, signed

Answer = TypeVar("Answer")
Truth = Literal["yes", "no", "open"]


@immutable
class Relation:
    """`where` relation 0; relation is one of <, <=, >, >=, ==, !=."""

    where: Expr
    relation: str

    def holds(self) -> bool | None:
        """Whether it holds, where no parameter is left in it; None otherwise."""
        if self.where.free:
            return None
        s = known_sign(self.where)
        return None if s is None else s in SIGNS[self.relation]

    def put_in(self, name: str, value: Expr) -> Relation:
        """With a value for a parameter. Raises ZeroDivisionError where it is then undefined."""
        if name not in self.where.free:
            return self
        return Relation.of(substitute(self.where, name, value, known_sign), self.relation)

    @classmethod
    def of(cls, where: Expr, relation: str) -> Relation:
        """The relation in one form: multiplied out, with coprime integer coefficients, the first one shown positive."""
        u = expanded(where)
        if not u:
            return cls(u, relation)
        content, p = primitive_part(u)
        if first_term(p) < 0:
            content, p = -content, -p
        return cls(p, relation if content > 0 else _TURNED.get(relation, relation))

    @property
    def term(self) -> Term:
        """As a condition."""
        known = integer_where(self.where) if self.relation in ("==", "!=") else None
        if known is not None:
            dividend, modulus, rest = known
            remainder = Call("Mod", (term(dividend), signed(str(modulus))))
            return comparison(remainder, "=" if self.relation == "==" else "!=", signed(str(rest)))
        left, right = self._sides()
        return comparison(term(left), "=" if self.relation == "==" else self.relation, term(right))

    def _sides(self) -> tuple[Expr, Expr]:
        """The two sides as they are shown: a constant stands on the right, and of two other terms the one with a minus sign."""
        parts = self.where.terms.items()
        left, right = [(m, c) for m, c in parts if _has_names(m)], [(m, c) for m, c in parts if not _has_names(m)]
        if len(left) == 1 and not any(a.head == "sum" for a, _ in left[0][0]):
            ((m, c),) = left
            if c > 0:  # u > 3, not 2 u > 6
                return Expr({m: ONE_Q}), -Expr(dict(right)).scaled(1 / c)
        if len(left) == 2 and not right and left[0][1] * left[1][1] < 0:
            left, right = ([(m, c) for m, c in left if (c > 0) is positive] for positive in (True, False))
        return Expr(dict(left)), -Expr(dict(right))


def _has_names(m: Monomial) -> bool:
    return any(a.free for a, _ in m)


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


_PROBES = tuple(number(q) for q in (fmpq(1), fmpq(0), fmpq(-1), fmpq(2), fmpq(1, 2), fmpq(-2), fmpq(-1, 2), fmpq(3), fmpq(-3), fmpq(10)))


def are_satisfiable(relations: Sequence[Relation]) -> bool:
    """Whether some real parameters satisfy all relations, proved by an example: simple numbers, and a root of one equation."""
    names = sorted(frozenset().union(*(r.where.free for r in relations)))
    equation = next((r for r in relations if r.relation == "=="), None)
    if equation is None:
        return any(_all_hold(relations, zip(names, values, strict=True)) for values in _probes(len(names)))
    for last in sorted(equation.where.free):
        others = [n for n in names if n != last]
        for values in _probes(len(others)):
            pairs = list(zip(others, values, strict=True))
            with suppress(NotYet, ZeroDivisionError):
                left = equation
                for name, value in pairs:
                    left = left.put_in(name, value)
                roots = zeros(left.where, Interval(last, None, None, analytic=False))
                if any(_all_hold(relations, [*pairs, (last, root)]) for root in roots):
                    return True
    return False


def _probes(count: int) -> Iterable[tuple[Expr, ...]]:
    return islice(product(_PROBES, repeat=count), effort().probes)


def _all_hold(relations: Sequence[Relation], values: Iterable[tuple[str, Expr]]) -> bool:
    here = list(relations)
    for name, value in values:
        here = [r.put_in(name, value) for r in here]
    return all(r.holds() for r in here)


@immutable
class Clause:
    """Equations name = value and further relations, all of which hold."""

    values: tuple[tuple[str, Expr], ...] = ()
    others: tuple[Relation, ...] = ()


def clauses(tree: Tree[Answer], truth: Callable[[Answer], Truth], wanted: Truth = "yes") -> list[Clause]:
    """The cases with the wanted truth, as alternatives; [Clause()] means always, [] never."""
    collapsed = _collapsed(tree, truth)
    if collapsed is not None:
        return [Clause()] if collapsed == wanted else []
    if isinstance(tree, Leaf | Never):
        return []  # of another truth
    if isinstance(tree, Signs):
        return _of_signs(tree, truth, wanted)
    if isinstance(tree, Residues):
        return _of_residues(tree, truth, wanted)
    return _of_cells(tree, truth, wanted)


def leaves(tree: Tree[Answer]) -> list[Leaf[Answer]]:
    """All leaves, from left to right."""
    if isinstance(tree, Leaf | Never):
        return [tree] if isinstance(tree, Leaf) else []
    if isinstance(tree, Signs):
        parts = [tree.negative, tree.zero, tree.positive]
    else:
        parts = [t for _, t in tree.parts] if isinstance(tree, Residues) else [t for _, _, t in tree.parts]
    return [leaf for p in parts for leaf in leaves(p)]


def _collapsed(tree: Tree[Answer], truth: Callable[[Answer], Truth]) -> Truth | None:
    """The truth that all cases of a tree share, or None."""
    found = {truth(leaf.answer) for leaf in leaves(tree)}
    return found.pop() if len(found) == 1 else None


def _of_signs(tree: Signs[Answer], truth: Callable[[Answer], Truth], wanted: Truth) -> list[Clause]:
    below, at, above = (clauses(t, truth, wanted) for t in (tree.negative, tree.zero, tree.positive))
    if tree.bound is None and (common := [c for c in below if c in at and c in above]):  # the sign does not matter
        below, at, above = ([c for c in part if c not in common] for part in (below, at, above))
        return _rejoined(common + _by_sign(tree, below, at, above))
    return _rejoined(_by_sign(tree, below, at, above))


def _by_sign(tree: Signs[Answer], below: list[Clause], at: list[Clause], above: list[Clause]) -> list[Clause]:
    """The clauses for each sign, with what says that it is this sign."""
    where = tree.where
    if below == above == [Clause()] and len(at) == 1 and _only_leaves_out_zeros(at[0], where):
        return at
    if below == above:
        found = _all_and(below, Relation.of(where, "!="))
    elif below == at:
        return _all_and(below, Relation.of(where, "<=")) + _all_and(above, Relation.of(where, ">"))
    elif above == at:
        return _all_and(above, Relation.of(where, ">=")) + _all_and(below, Relation.of(where, "<"))
    else:
        found = _all_and(below, Relation.of(where, "<")) + _all_and(above, Relation.of(where, ">"))
    return found + (_all_and(at, Relation.of(where, "==")) if tree.bound is None else [b for c in at if (b := _bound(c, *tree.bound))])


def _only_leaves_out_zeros(c: Clause, where: Expr) -> bool:
    """Whether a clause only leaves out values at each of which the expression is 0: where that is not 0, the clause holds."""
    pinned = [_pinned(Relation(r.where, "==")) for r in c.others if r.relation == "!="]
    return not c.values and len(pinned) == len(c.others) and all(p is not None and _holds_at(Relation(where, "=="), *p) for p in pinned)


def _bound(c: Clause, name: str, value: Expr) -> Clause | None:
    """The clause with one more equation, which is put into its relations, and into which its other equations are put."""
    for other, known in c.values:
        value = substitute(value, other, known, known_sign)
    value = expanded(value)
    with suppress(ZeroDivisionError):  # a relation that is undefined there is shown with its parameter
        c = Clause(c.values, tuple(r.put_in(name, value) for r in c.others))
    others = _simplified(list(c.others))
    return None if others is None else Clause(((name, value), *c.values), others)


def _simplified(relations: list[Relation]) -> tuple[Relation, ...] | None:
    """The relations without those that always hold; None if one never does."""
    kept: list[Relation] = []
    for r in relations:
        true = r.holds()
        if true is False:
            return None
        if true is None and r not in kept:
            kept.append(r)
    if any(_excludes(r, other) for r, other in combinations(kept, 2)):
        return None
    kept = [r for r in kept if not any(_follows(r, other) for other in kept if other is not r)]
    settled = _without_settled(kept)
    return None if settled is None else _without_implied(settled)


def _without_implied(relations: tuple[Relation, ...]) -> tuple[Relation, ...] | None:
    """The relations without inequalities that follow from the others together; None if they contradict each other: a > b > c > a."""
    if not any(len(r.where.free) > 1 and r.relation in _TURNED for r in relations):
        return relations
    if are_contradictory(_inequalities(relations)):
        return None
    kept = list(relations)
    for r in sorted(relations, key=lambda r: len(r.where.terms), reverse=True):
        rest = [other for other in kept if other is not r]
        if r.relation in _TURNED and are_contradictory([*_inequalities(rest), *_inequalities([Relation(r.where, _OPPOSITE[r.relation])])]):
            kept = rest
    return tuple(kept)


def _inequalities(relations: Iterable[Relation]) -> list[Inequality]:
    """What the relations say as inequalities: an equation is two, and that something is not 0 is none."""
    found = [Inequality(r.where, r.relation == ">") for r in relations if r.relation in (">", ">=", "==")]
    return found + [Inequality(-r.where, r.relation == "<") for r in relations if r.relation in ("<", "<=", "==")]


def _without_settled(relations: list[Relation]) -> tuple[Relation, ...] | None:
    """The relations but for those that an equation name = value decides; None if it contradicts one: sin(pi*a) = 0 where a = 0."""
    for equation in relations:
        pinned = _pinned(equation)
        if pinned is None:
            continue
        settled = {r: _holds_at(r, *pinned) for r in relations if r is not equation}
        if False in settled.values():
            return None
        relations = [r for r in relations if not settled.get(r)]
    return tuple(relations)


def _pinned(equation: Relation) -> tuple[str, Expr] | None:
    """The parameter and its value, of an equation that is linear in one parameter and holds no other."""
    if equation.relation != "==" or len(equation.where.free) != 1:
        return None
    (name,) = equation.where.free
    slope = equation.where.terms.get(next(iter(symbol(name).terms)))
    rest = equation.where - symbol(name).scaled(slope) if slope else equation.where
    return None if rest.free or not slope else (name, -rest.scaled(1 / slope))


def _holds_at(r: Relation, name: str, value: Expr) -> bool | None:
    try:
        return r.put_in(name, value).holds()
    except (NotYet, ZeroDivisionError):
        return None


def _are_apart(r: Relation, other: Relation) -> bool:
    """Whether two equations say that a parameter is in residue classes without a common member."""
    one, two = remainder_where(r.where), remainder_where(other.where)
    return one is not None and two is not None and one.excludes(two)


def _is_wider(r: Relation, other: Relation) -> bool:
    """Whether the residue class of one equation holds that of another one: 1 modulo 2 and 3 modulo 4, integers 2*a and integers a."""
    one, two = integer_where(r.where), integer_where(other.where)
    if one is None or two is None:
        return False
    (v, modulus, rest), (w, finer, left) = one, two
    m, c = next(iter(w.terms.items()))
    k = v.terms.get(m, fmpq(0)) / c
    return k.q == 1 and v == w.scaled(k) and int(k) * finer % modulus == 0 and (int(k) * left - rest) % modulus == 0


def _excludes(r: Relation, other: Relation) -> bool:
    """Whether two relations on the same quantity contradict each other: u > 2 and u <= 1, u = 0 and u > 0."""
    if r.relation == other.relation == "==" and _are_apart(r, other):
        return True
    gap = r.where - other.where
    s = None if gap.free else known_sign(gap)
    if s is None or "!=" in (r.relation, other.relation):
        return not gap and {r.relation, other.relation} == {"==", "!="}
    # with v = other.where: v + gap relation 0 and v relation 0
    low, high = (r, other) if s >= 0 else (other, r)  # low: the one whose quantity is the larger, so that its root is the smaller
    if s == 0:
        return not set(SIGNS[r.relation]) & set(SIGNS[other.relation])
    return low.relation in ("<", "<=", "==") and high.relation in (">", ">=", "==")


def _follows(r: Relation, other: Relation) -> bool:
    """Whether r follows from another bound on the same quantity: u > 2 makes u > 1 and u != 0 idle."""
    gap = r.where - other.where
    if other.relation == "==" and _follows_from_class(r, other):
        return True
    s = None if gap.free else known_sign(gap)
    bounds = ("<", "<=", ">", ">=")
    if s is None or other.relation not in bounds:
        return False
    upward = other.relation.startswith(">")
    beyond = s == (1 if upward else -1)
    at_open_end = s == 0 and not other.relation.endswith("=")
    if r.relation == "!=":
        return beyond or at_open_end
    if r.relation not in bounds or r.relation.startswith(">") != upward:
        return False
    return beyond or (at_open_end and r.relation.endswith("="))


def _follows_from_class(r: Relation, other: Relation) -> bool:
    """Whether one residue class makes another one, or that it is not another one or a number outside it, idle."""
    if r.relation != "!=":
        return r.relation == "==" and _is_wider(r, other)
    known, pinned = remainder_where(other.where), _pinned(Relation(r.where, "=="))
    if known is not None and pinned is not None and pinned[0] == known.name:
        return known.has(pinned[1]) is False
    return _are_apart(r, other)


def _all_and(found: list[Clause], *relations: Relation) -> list[Clause]:
    """Each clause with more relations, into which its equations are put; clauses that become impossible are dropped."""
    kept = []
    for c in found:
        here = list(relations)
        with suppress(ZeroDivisionError):
            for name, value in c.values:
                here = [r.put_in(name, value) for r in here]
        others = _simplified([*here, *c.others])
        if others is not None:
            kept.append(Clause(c.values, others))
    return kept


def _of_residues(tree: Residues[Answer], truth: Callable[[Answer], Truth], wanted: Truth) -> list[Clause]:
    """The clauses of each residue class, with what says that it is this one; what all classes share holds in any."""
    inner = [(left, clauses(part, truth, wanted)) for left, part in tree.parts]
    needed = _needed_in_any(tree, [found for _, found in inner])
    if needed is not None:
        return [needed]
    common = [c for c in inner[0][1] if all(c in found for _, found in inner)]
    parted = [_all_and([c for c in found if c not in common], _in_class(tree.name, tree.modulus, left)) for left, found in inner]
    return _rejoined(common + [c for found in parted for c in found])


def _needed_in_any(tree: Residues[Answer], inner: Sequence[list[Clause]]) -> Clause | None:
    """The one clause that some residue classes need and that always holds in the others; None where there is none."""
    parts = [part for _, part in tree.parts]
    for c in dict.fromkeys(c for found in inner for c in found if c != Clause()):
        if all(found == [c] or (found == [Clause()] and _holds_in(part, c)) for found, part in zip(inner, parts, strict=True)):
            return c
    return None


def _holds_in(tree: Tree[Answer], c: Clause) -> bool:
    """Whether a clause without equations is proved in all cases of a tree: m > 1 where m > 0 is even."""
    try:
        return not c.values and all(leaf.case.sign(r.where) in SIGNS[r.relation] for leaf in leaves(tree) for r in c.others)
    except (NotYet, Open, Split, ZeroDivisionError):
        return False


def _in_class(name: str, modulus: int, left: int) -> Relation:
    return Relation.of(Remainder(name, modulus, left).where, "==")


def _of_cells(tree: Cells[Answer], truth: Callable[[Answer], Truth], wanted: Truth) -> list[Clause]:
    """A clause that several cells share holds on their union: intervals, perhaps without single values."""
    parts = _flattened(tree)
    inner = [clauses(part, truth, wanted) for _, _, part in parts]
    values = [low if _is_value(low, high) else None for low, high, _ in parts]
    found: list[Clause] = []
    covered: set[tuple[int, Clause | None]] = set()
    for c in _of_intervals(values, inner):
        at = [c if value is None else _put_in(c, tree.name, value) for value in values]
        held = [_is_among(here, found_here) for here, found_here in zip(at, inner, strict=True)]
        idle = [_is_idle(c, tree.name, low, high) for low, high, _ in parts]
        for first, last, left_out in _stretches(parts, held, idle):
            found += _all_and([c], *_bounds(tree, parts, first, last, left_out))
            covered |= {(i, at[i]) for i in range(first, last + 1)}
    for i, value in enumerate(values):
        if value is not None:
            found += _at_value(tree.name, value, [c for c in inner[i] if (i, c) not in covered])
    return _rejoined(found)


def _of_intervals(values: list[Expr | None], inner: list[list[Clause]]) -> list[Clause]:
    """The clauses of the cells that are no single values, each once."""
    return list(dict.fromkeys(c for value, found in zip(values, inner, strict=True) if value is None for c in found))


def _is_among(c: Clause | None, found: list[Clause]) -> bool:
    """Whether a clause is one of these, or one of these always holds."""
    return c is not None and (c in found or Clause() in found)


def _at_value(name: str, value: Expr, found: list[Clause]) -> list[Clause]:
    """The clauses that hold at a value of a parameter, with that value; without those that then never hold."""
    return [bound for c in found if (bound := _bound(c, name, value)) is not None]


def _rejoined(found: list[Clause]) -> list[Clause]:
    """A clause with a != v and one that is the same at a = v are one clause without either; residue classes are as few as possible."""
    kept = _without_idle_clauses(_with_fewest_classes(found))
    for c in kept[:]:
        for name, value in c.values:
            left_out = Relation.of(symbol(name) - value, "!=")
            rest = Clause(tuple(pair for pair in c.values if pair[0] != name), c.others)
            for d in kept:
                if left_out in d.others and c in kept:
                    wider = Clause(d.values, tuple(r for r in d.others if r != left_out))
                    if _put_in(wider, name, value) == rest:
                        kept[kept.index(d)] = wider
                        kept.remove(c)
                        break
    return kept


def _without_idle_clauses(found: list[Clause]) -> list[Clause]:
    """The clauses without those that say more than another one: beside p <= 0, that p <= 0 and q = 0 is nothing new."""
    kept: list[Clause] = []
    for i, c in enumerate(found):
        others = [d for k, d in enumerate(found) if k != i and (d != c or k < i)]
        if not any(_is_weaker(d, c) for d in others):
            kept.append(c)
    return kept


def _is_weaker(weak: Clause, strong: Clause) -> bool:
    """Whether all that a clause says is said by another one too."""
    return set(weak.values) <= set(strong.values) and all(
        any(r == other or _follows(r, other) for other in strong.others) for r in weak.others
    )


def _with_fewest_classes(found: list[Clause]) -> list[Clause]:
    """Clauses that differ in the remainder of one integer parameter alone, joined."""
    groups: dict[tuple[Clause, str, int], dict[int, Clause]] = {}
    for c in found:
        for r in c.others:
            known = remainder_where(r.where) if r.relation == "==" else None
            if known is not None:
                rest = Clause(c.values, tuple(other for other in c.others if other is not r))
                groups.setdefault((rest, known.name, known.modulus), {})[known.left] = c
    kept = list(found)
    for (rest, name, modulus), parts in groups.items():
        fewest = fewest_classes(set(parts), modulus)
        if len(fewest) < len(parts) and all(c in kept for c in parts.values()):
            place = min(kept.index(c) for c in parts.values())
            kept = [c for c in kept if c not in parts.values()]
            kept[place:place] = [Clause(rest.values, (_in_class(name, m, left), *rest.others)) for m, left in fewest]
    return kept


def _is_value(low: Expr | None, high: Expr | None) -> bool:
    """Whether a cell is a single value."""
    return low is not None and low == high


_Part: TypeAlias = tuple[Expr | None, Expr | None, Tree[Answer]]


def _flattened(tree: Cells[Answer]) -> list[_Part[Answer]]:
    """The cells from left to right, those that are cut again at values of the same parameter replaced by their parts."""
    found: list[_Part[Answer]] = []
    for low, high, part in tree.parts:
        found += _flattened(part) if isinstance(part, Cells) and part.name == tree.name else [(low, high, part)]
    return found


def _put_in(c: Clause, name: str, value: Expr) -> Clause | None:
    """The clause with a value for a parameter; None if it then never holds."""
    try:
        others = _simplified([r.put_in(name, value) for r in c.others])
        values = tuple((n, expanded(substitute(v, name, value, known_sign))) for n, v in c.values)
    except ZeroDivisionError:
        return None
    return None if others is None else Clause(values, others)


def _is_idle(c: Clause, name: str, low: Expr | None, high: Expr | None) -> bool:
    """Whether a clause holds nowhere in a cell: no integer of the class of which it speaks lies there."""
    classes = (remainder_where(r.where) for r in c.others if r.relation == "==")
    return not _is_value(low, high) and any(k is not None and k.name == name and k.has_member(low, high) is False for k in classes)


def _stretches(parts: list[_Part[Answer]], holds: list[bool], idle: list[bool]) -> list[tuple[int, int, list[Expr]]]:
    """The cells that are held, joined to intervals: first and last cell of each, and the single values between that are not held.

    A single value that neither neighbour holds is no interval; cells in which the clause is idle may be among others.
    """
    found: list[tuple[int, int, list[Expr]]] = []
    held = [one or other for one, other in zip(holds, idle, strict=True)]
    i = 0
    while i < len(parts):
        start = i
        i, passed = _as_far_as(parts, held, start)
        really = [k for k in range(start, i + 1) if holds[k]]
        if really and not (len(really) == 1 and _is_value(*parts[really[0]][:2])):
            first, last = really[0], really[-1]
            found.append((first, last, [value for k in passed if first < k < last and (value := parts[k][0]) is not None]))
        i += 1
    return found


def _as_far_as(parts: list[_Part[Answer]], held: list[bool], start: int) -> tuple[int, list[int]]:
    """The last cell that is joined to the first one, and the single values between that are passed over."""
    i, passed = start, list[int]()
    while held[start] and i + 1 < len(parts):
        if held[i + 1]:
            i += 1
        elif i + 2 < len(parts) and held[i + 2] and _is_value(*parts[i + 1][:2]):
            passed.append(i + 1)
            i += 2
        else:
            break
    return i, passed


def _bounds(tree: Cells[Answer], parts: list[_Part[Answer]], first: int, last: int, left_out: list[Expr]) -> list[Relation]:
    """The relations of an interval of cells. What bounds all cells together was assumed and is not said again."""
    x = symbol(tree.name)
    (low, low_end, _), (high_end, high, _) = parts[first], parts[last]
    relations = []
    if low is not None and (first > 0 or _is_value(low, low_end)):
        relations.append(Relation.of(x - low, ">=" if _is_value(low, low_end) else ">"))
    if high is not None and (last < len(parts) - 1 or _is_value(high_end, high)):
        relations.append(Relation.of(x - high, "<=" if _is_value(high_end, high) else "<"))
    return relations + [Relation.of(x - c, "!=") for c in left_out]


def condition_term(found: list[Clause]) -> Term | bool:
    """The alternatives as one condition; True for always, False for never."""
    if not found:
        return False
    if any(not c.values and not c.others for c in found):
        return True
    shown = []
    for c in _without_idle_equations(found):
        values = sorted(c.values, key=lambda pair: pair[0])
        shown.append(conjunction([*(equation(name, value) for name, value in values), *(r.term for r in c.others)]) or TRUE)
    return junction("Or", shown)


def as_term(condition: Term | bool) -> Term:
    """A condition, or a truth, as a term."""
    return condition if isinstance(condition, Term) else TRUE if condition else FALSE


def equation(name: str, value: Expr) -> Term:
    """`name = value` as a condition."""
    return comparison(Symbol(name), "=", term(value))


def conjunction(parts: list[Term]) -> Term | None:
    """Conditions that all hold, as one; None where there are none."""
    return junction("And", parts) if parts else None


def _without_idle_equations(found: list[Clause]) -> list[Clause]:
    """Beside the alternative a != v, an equation a = v says nothing."""
    idle = {c.others[0] for c in found if not c.values and len(c.others) == 1 and c.others[0].relation == "!="}
    kept: list[Clause] = []
    for c in found:
        values = tuple((n, v) for n, v in c.values if Relation.of(symbol(n) - v, "!=") not in idle)
        kept.append(Clause(values, c.others))
        if not values and len(c.others) == 1 and c.others[0].relation == "!=":
            idle.add(c.others[0])
    return kept
