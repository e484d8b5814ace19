"""Trees of cases -> conditions on the parameters as text, and solution sets.

A condition is true exactly in the cases whose answer is yes; parts that say the same are joined, so that what the answer does
not depend on does not appear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from diffcheck.analysis.cases import Cells, Leaf, Signs, Tree
from diffcheck.exact.calculus import expand, substitute
from diffcheck.exact.expr import Expr, symbol
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import text

Answer = TypeVar("Answer")
Truth = Literal["yes", "no", "open"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`where` relation 0; relation is one of <, <=, >, >=, ==, !=."""

    where: Expr
    relation: str

    def holds(self) -> bool | None:
        """Whether it holds, where no parameter is left in it; None otherwise."""
        if self.where.free:
            return None
        s = known_sign(self.where)
        tests = {"<": -1, ">": 1, "==": 0}
        if s is None:
            return None
        if self.relation in tests:
            return s == tests[self.relation]
        return s != 0 if self.relation == "!=" else s <= 0 if self.relation == "<=" else s >= 0

    def put_in(self, name: str, value: Expr) -> Relation:
        """With a value for a parameter."""
        if name not in self.where.free:
            return self
        u = substitute(self.where, name, value, known_sign)
        multiplied = expand(u)
        return Relation(u if multiplied is None else multiplied, self.relation)

    def __str__(self) -> str:
        left, right = self._sides()
        if self.relation in ("==", "!="):
            return f"{'Eq' if self.relation == '==' else 'Ne'}({left}, {right})"
        return f"{left} {self.relation} {right}"

    def _sides(self) -> tuple[str, str]:
        """A single parameter minus a constant is shown as parameter against constant."""
        symbols = {m: c for m, c in self.where.terms.items() if len(m) == 1 and m[0][0].head == "symbol" and m[0][1] == 1}
        if len(symbols) == 1:
            ((m, c),) = symbols.items()
            rest = self.where - Expr({m: c})
            if c == 1 and not rest.free:
                return text(Expr({m: c})), text(-rest)
        return text(self.where), "0"


@dataclass(frozen=True, slots=True)
class Clause:
    """Equations name = value and further relations, all of which hold."""

    values: tuple[tuple[str, Expr], ...] = ()
    others: tuple[Relation, ...] = ()


def clauses(tree: Tree[Answer], truth: Callable[[Answer], Truth], wanted: Truth = "yes") -> list[Clause]:
    """The cases with the wanted truth, as alternatives; [Clause()] means always, [] never."""
    collapsed = _collapsed(tree, truth)
    if collapsed is not None:
        return [Clause()] if collapsed == wanted else []
    if isinstance(tree, Leaf):
        return [Clause()] if truth(tree.answer) == wanted else []
    if isinstance(tree, Signs):
        return _of_signs(tree, truth, wanted)
    return _of_cells(tree, truth, wanted)


def leaves(tree: Tree[Answer]) -> list[Leaf[Answer]]:
    """All leaves, from left to right."""
    if isinstance(tree, Leaf):
        return [tree]
    parts = [tree.negative, tree.zero, tree.positive] if isinstance(tree, Signs) else [t for _, _, t in tree.parts]
    return [leaf for p in parts for leaf in leaves(p)]


def _collapsed(tree: Tree[Answer], truth: Callable[[Answer], Truth]) -> Truth | None:
    """The truth that all cases of a tree share, or None."""
    if isinstance(tree, Leaf):
        return truth(tree.answer)
    parts = [tree.negative, tree.zero, tree.positive] if isinstance(tree, Signs) else [t for _, _, t in tree.parts]
    found = {_collapsed(p, truth) for p in parts}
    return found.pop() if len(found) == 1 else None


def _of_signs(tree: Signs[Answer], truth: Callable[[Answer], Truth], wanted: Truth) -> list[Clause]:
    below, at, above = (clauses(t, truth, wanted) for t in (tree.negative, tree.zero, tree.positive))
    where = tree.where
    if below == above:
        found = _all_and(below, Relation(where, "!="))
    elif below == at:
        return _all_and(below, Relation(where, "<=")) + _all_and(above, Relation(where, ">"))
    elif above == at:
        return _all_and(above, Relation(where, ">=")) + _all_and(below, Relation(where, "<"))
    else:
        found = _all_and(below, Relation(where, "<")) + _all_and(above, Relation(where, ">"))
    return found + (_all_and(at, Relation(where, "==")) if tree.bound is None else [b for c in at if (b := _bound(c, *tree.bound))])


def _bound(c: Clause, name: str, value: Expr) -> Clause | None:
    """The clause with one more equation, which is put into its relations, and into which its other equations are put."""
    for other, known in c.values:
        value = substitute(value, other, known, known_sign)
    multiplied = expand(value)
    value = value if multiplied is None else multiplied
    others = _simplified([r.put_in(name, value) for r in c.others])
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
    return tuple(r for r in kept if not any(_follows(r, other) for other in kept if other is not r))


def _follows(r: Relation, other: Relation) -> bool:
    """Whether r follows from another bound on the same quantity: u > 2 makes u > 1 and u != 0 idle."""
    gap = r.where - other.where
    if gap.free:
        return False
    s = known_sign(gap)
    if s is None or other.relation not in ("<", "<=", ">", ">="):
        return False
    upward = other.relation.startswith(">")
    if r.relation in ("<", "<=", ">", ">="):
        if r.relation.startswith(">") != upward:
            return False
        return s == (1 if upward else -1) or (s == 0 and r.relation.endswith("=") and not other.relation.endswith("="))
    return r.relation == "!=" and (s == (1 if upward else -1) or (s == 0 and not other.relation.endswith("=")))


def _all_and(found: list[Clause], *relations: Relation) -> list[Clause]:
    """Each clause with more relations, into which its equations are put; clauses that become impossible are dropped."""
    kept = []
    for c in found:
        here = list(relations)
        for name, value in c.values:
            here = [r.put_in(name, value) for r in here]
        others = _simplified([*here, *c.others])
        if others is not None:
            kept.append(Clause(c.values, others))
    return kept


def _of_cells(tree: Cells[Answer], truth: Callable[[Answer], Truth], wanted: Truth) -> list[Clause]:
    """Neighbouring cells with the same clauses become one interval."""
    runs: list[tuple[list[Clause], int, int]] = []
    for i, (_, _, part) in enumerate(tree.parts):
        inner = clauses(part, truth, wanted)
        if runs and runs[-1][0] == inner:
            runs[-1] = (inner, runs[-1][1], i)
        else:
            runs.append((inner, i, i))
    found: list[Clause] = []
    for inner, first, last in runs:
        low, low_end, _ = tree.parts[first]
        _, high, _ = tree.parts[last]
        if first == last and low is not None and low == low_end:
            found += [b for c in inner if (b := _bound(c, tree.name, low))]
            continue
        closed_low = low is not None and low == low_end
        closed_high = tree.parts[last][0] == high and high is not None
        x = symbol(tree.name)
        relations = []
        if low is not None and (first > 0 or closed_low):
            relations.append(Relation(x - low, ">=" if closed_low else ">"))
        if high is not None and (last < len(tree.parts) - 1 or closed_high):
            relations.append(Relation(x - high, "<=" if closed_high else "<"))
        found += _all_and(inner, *relations)
    return _with_exceptions(found)


def _with_exceptions(found: list[Clause]) -> list[Clause]:
    """Alternatives that differ only in u < 0 and u > 0 are one with u != 0."""
    kept: list[Clause] = []
    for c in found:
        for i, d in enumerate(kept):
            if d.values == c.values and d.others and c.others and d.others[1:] == c.others[1:]:
                a, b = d.others[0], c.others[0]
                if a.where == b.where and {a.relation, b.relation} == {"<", ">"}:
                    kept[i] = Clause(d.values, (Relation(a.where, "!="), *d.others[1:]))
                    break
        else:
            kept.append(c)
    return kept


def condition_text(found: list[Clause]) -> str | bool:
    """The alternatives as one SymPy condition; True for always, False for never."""
    if not found:
        return False
    if any(not c.values and not c.others for c in found):
        return True
    shown = []
    for c in found:
        parts = [f"Eq({name}, {text(value)})" for name, value in c.values] + [str(r) for r in c.others]
        shown.append(parts[0] if len(parts) == 1 else f"And({', '.join(parts)})")
    return shown[0] if len(shown) == 1 else f"Or({', '.join(shown)})"
