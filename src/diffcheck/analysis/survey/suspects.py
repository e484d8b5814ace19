"""A formula on the whole line -> every place where it may fail to be analytic: points, and families of points in an index.

Each function with switches is asked where, for every branch its arguments can have anywhere. That suspects too much (a branch is
solved on the whole line, not only where it rules), and never misses; what cannot be solved completely raises NotYet.

A branch that was chosen for a sign of g(x) rules where g has that sign. Where g is continuous and has the other one, it has it nearby, so
that the branch neither rules there nor beside: members of a family at which that is so are no suspects of that branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from diffcheck.analysis.indices.index import over_range
from diffcheck.analysis.indices.ranges import ALL, Family, Range, using_index
from diffcheck.analysis.lenses.fold import comparisons, declaration, gap_of
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.survey.cells import Cells, EveryLens, Finer, Unrelated, is_unknown, unknown
from diffcheck.analysis.zeros.solve import whole_zeros, zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import parameter
from diffcheck.exact.calculus import by_powers, expand, expanded, substitute
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, Sign, atom, number, symbol
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.text import text
from diffcheck.functions.facts import Function, Undefined, Zero, nowhere
from diffcheck.model.tree import Apply, Cases, Name, Named, Node, Number

Answer = TypeVar("Answer")
Rules: TypeAlias = frozenset[tuple[Expr, Sign]]
"""Expressions in the variable with the signs that they have wherever a branch rules."""
_SECOND = "_m"
"""The letter of an index beside that of the cells."""
if TYPE_CHECKING:
    from diffcheck.analysis.survey.reasons import Reasons


class Suspects:
    """All suspects of one formula in one variable, on the line or inside an interval; `index` is the letter of the families."""

    def __init__(
        self, name: str, index: str, reasons: Reasons | None = None, within: tuple[Expr, Expr] | None = None, *, one_by_one: bool = False
    ) -> None:
        self.name = name
        self._one_by_one = one_by_one
        self.index = index
        low, high = within or (None, None)
        self._line = Interval(name, low, high, analytic=False)
        self._reasons = reasons
        self._cells = Cells(name, index)
        """The index of the branches is the number of a cell."""
        self._forget()

    def _forget(self) -> None:
        self._branches: dict[int, tuple[Expr, ...]] = {}
        self._rules: dict[tuple[int, Expr], Rules] = {}
        self._seen: set[int] = set()
        self._kept: list[object] = []
        self._sites: dict[Expr, list[Range] | None] = {}

    def of(self, node: Node) -> list[Family]:
        """Every suspect of the formula. Raises NotYet."""
        self._in_fine_cells(lambda: self._visit(node))
        found: list[Family] = []
        for at, ranges in self._sites.items():
            if ranges is None:
                found.append(Family(at))
            else:
                found += [Family(at, r) for r in ranges]
        return found

    def _in_fine_cells(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` returns, begun anew with finer cells wherever a rounding needs them."""
        while True:
            try:
                return ask()
            except Finer as finer:
                self._cells = finer.cells
                self._forget()

    def _visit(self, node: Node) -> None:
        if id(node) in self._seen or isinstance(node, Number | Name):
            return
        self._seen.add(id(node))
        self._kept.append(node)
        if isinstance(node, Named):
            self._visit(node.body)
        elif isinstance(node, Cases):
            for value, condition in node.branches:
                self._visit(value)
                for c in comparisons(condition):
                    gap = gap_of(c)
                    if self._reasons is not None:
                        self._reasons.compare(gap, c)
                    self._visit(gap)
        else:
            for arg in node.args:
                self._visit(arg)
            function = declaration(node, self.name)
            if function.switches is not nowhere:
                if self._reasons is not None:
                    self._reasons.ask(node, function.why)
                for args in self._argument_branches(node):
                    self._switch(function, args, self._rules_of(node.args, args))

    def _rules_of(self, nodes: Iterable[Node], branches: Iterable[Expr]) -> Rules:
        return frozenset(rule for node, u in zip(nodes, branches, strict=True) for rule in self._rules.get((id(node), u), ()))

    def _argument_branches(self, node: Apply) -> Iterator[tuple[Expr, ...]]:
        choices = [self._found_branches(arg) for arg in node.args]
        count = 1
        for c in choices:
            count *= len(c)
        if count > effort().branches:
            raise NotYet("too_many_branches", f"{node.head} has too many combinations of branches")
        yield from product(*choices)

    def branches(self, node: Node) -> tuple[Expr | None, ...]:
        """Every analytic branch the node can have anywhere; None stands for branches that need two indices."""
        found = self._in_fine_cells(lambda: self._found_branches(node))
        return tuple(None if is_unknown(u) else u for u in found)

    def _found_branches(self, node: Node) -> tuple[Expr, ...]:
        """Every branch; what needs two indices is made of symbols for parts that are not known."""
        found = self._branches.get(id(node))
        if found is None:
            rules: dict[Expr, Rules] = {}
            for u, here in self._fresh_branches(node):  # where a branch is found twice, what it has in common both times holds
                rules[u] = rules[u] & here if u in rules else here
            found = self._branches[id(node)] = tuple(rules)
            self._rules |= {(id(node), u): here for u, here in rules.items() if here}
            self._kept.append(node)
        return found

    def _fresh_branches(self, node: Node) -> Iterator[tuple[Expr, Rules]]:
        if isinstance(node, Number):
            yield number(node.value), frozenset()
        elif isinstance(node, Name):
            yield symbol(node.name) if node.name == self.name else parameter(node.name), frozenset()
        elif isinstance(node, Named):
            yield from self._passed_on(node.body)
        elif isinstance(node, Cases):
            for value, _ in node.branches:
                yield from self._passed_on(value)
        else:
            function = declaration(node, self.name)
            for args in product(*(self._found_branches(arg) for arg in node.args)):
                yield from self._outcomes(function, args, self._rules_of(node.args, args), len(self._kept))

    def _passed_on(self, node: Node) -> Iterator[tuple[Expr, Rules]]:
        for u in self._found_branches(node):
            yield u, self._rules_of((node,), (u,))

    def _outcomes(self, function: Function, args: tuple[Expr, ...], rules: Rules, part: int) -> Iterator[tuple[Expr, Rules]]:
        lens = EveryLens(self._cells)
        for _ in range(effort().branches):
            try:
                u = function.rule(lens, *args)
                yield u, rules | {(g, s) for g, s in lens.chosen_signs() if s and g.free == {self.name}}
            except Unrelated:
                yield unknown(part), rules
            except (Undefined, ZeroDivisionError):
                pass
            if not lens.next_script():
                return
        raise NotYet("too_many_branches", f"{function.head} has too many branches")

    def _switch(self, function: Function, args: tuple[Expr, ...], rules: Rules) -> None:
        for switch in function.switches(*args):
            w = switch.where
            if is_unknown(w):
                raise NotYet("two_indices", f"{function.head} of a combination of roundings is not decided yet")
            if self.name not in w.free:
                continue
            if self._reasons is not None:
                self._reasons.check()
            if isinstance(switch, Zero):
                self._solve(w, zeros, lambda u: u, lambda v: known_sign(v) == 0, rules)
            else:
                self._solve(w, whole_zeros, self._modulo_integers, lambda v: v.integer is not None, rules)

    def _solve(
        self,
        w: Expr,
        solve: Callable[[Expr, Interval], Iterable[Expr]],
        simplified: Callable[[Expr], Expr],
        switches_at: Callable[[Expr], bool],
        rules: Rules,
    ) -> None:
        """Adds the places that `solve` finds for a branch, simplified: for one with an index, those in the cells with this number.

        A value at which the function switches may also be taken at an end of a cell; that is a suspect already, with one more reason.
        """
        line = self._line
        if self.index not in w.free:
            with using_index(self.index, one_by_one=self._one_by_one) as ranges:
                found = tuple(solve(w, line))
            for c in found:
                for place, part in self._ruled_by(c, rules, ranges[c]) if self.index in c.free else [(c, None)]:
                    self._add(place, None if part is None else [part])
            return
        within = self._cells.within(w)
        if within is not None and self.index not in (within := simplified(within)).free:
            for c in solve(within, self._cells.one()):
                self._add(self._cells.place(c), [ALL])
            with suppress(NotYet, ZeroDivisionError):
                for end in (ZERO, ONE):
                    if switches_at(substitute(within, self.name, end, known_sign)):
                        self._add(self._cells.place(ZERO), [ALL])
            return
        for c, parts in self._found_in_cells(simplified(w), solve, line):
            self._add(c, parts if self.index in c.free else None)

    def _found_in_cells(self, v: Expr, solve: Callable[[Expr, Interval], Iterable[Expr]], line: Interval) -> list[tuple[Expr, list[Range]]]:
        """What `solve` finds in each cell for a branch with its number, or at the places where the branch counts the cells."""

        def ruling(n: Expr) -> list[Expr]:
            return self._ruling(self._solve_in_cell(substitute(v, self.index, n, known_sign), solve, line), n)

        try:
            return [(c, [part]) for answer, part in over_range(self.index, ALL, ruling, zeros) for c in answer]
        except Infinite:
            raise
        except NotYet:
            counted = self._counted(v) if solve is zeros else None
            if counted is None:
                raise
        with using_index(self.index, one_by_one=self._one_by_one) as ranges:
            return [(c, ranges.get(c, [])) for c in whole_zeros(counted, line)]

    def _counted(self, u: Expr) -> Expr | None:
        """The v with u = c*(v - n) for the number n of a cell and a number c other than 0: where v is an integer, a branch is 0."""
        parts = by_powers(expanded(u), atom("symbol", self.index))
        slope = parts.get(1, ZERO)
        if not parts.keys() <= {0, 1} or slope.free or not known_sign(slope) or self.index in parts.get(0, ZERO).free:
            return None
        return expanded(-parts.get(0, ZERO) / slope)

    def _ruled_by(self, c: Expr, rules: Rules, ranges: Iterable[Range]) -> list[tuple[Expr, Range | None]]:
        """The members of a family at which the signs for which a branch was chosen are not the opposite ones."""
        kept: list[tuple[Expr, Range | None]] = []
        for whole in ranges:
            try:
                places = partial(self._place_if_ruled, c, rules)
                parts = over_range(self.index, whole, places, zeros)
            except (NotYet, ZeroDivisionError):
                parts = [(c, whole)]
            kept += [(place, part if self.index in place.free else None) for place, part in parts if place is not None]
        return kept

    def _place_if_ruled(self, family: Expr, rules: Rules, n: Expr) -> Expr | None:
        c = substitute(family, self.index, n, known_sign)
        for g, s in rules:
            with suppress(NotYet, ZeroDivisionError):
                if sign(substitute(g, self.name, c, known_sign)) == -s:
                    return None
        return c

    def _solve_in_cell(self, w: Expr, solve: Callable[[Expr, Interval], Iterable[Expr]], line: Interval) -> Iterable[Expr]:
        """The zeros of the branch of one cell, in the index of the cell; families that are the same in all cells are added at once."""
        try:
            return solve(w, line)
        except Infinite:
            with using_index(_SECOND) as ranges:
                found = list(solve(w, line))
        if any({self.index, _SECOND} <= c.free for c in found):
            raise NotYet("two_indices", f"places that depend on two indices at once: {text(w)} = 0")
        for c in found:
            if _SECOND in c.free:
                self._add(substitute(c, _SECOND, symbol(self.index), known_sign), ranges[c])
        return [c for c in found if _SECOND not in c.free]

    def _ruling(self, found: Iterable[Expr], n: Expr) -> list[Expr]:
        """The places that the branch with the index n can reach: those in the closed cell.

        The branch rules in the cell without its right end; and where the quantity that is cut into cells is not continuous, a part of it is
        asked for itself.
        """
        return [c for c in found if not self._lies_beyond(c, n)]

    def _lies_beyond(self, c: Expr, n: Expr) -> bool:
        if self._cells.unit is None:
            return False
        try:
            u = substitute(self._cells.unit, self.name, c, known_sign)
            return sign(u - n) < 0 or sign(u - n - 1) > 0
        except (NotYet, ZeroDivisionError):
            return False

    def _modulo_integers(self, u: Expr) -> Expr:
        """u less the terms that are integers for every index: it is an integer exactly where u is."""
        v = expand(u)
        if v is None:
            return u
        return Expr({m: c for m, c in v.terms.items() if c.q != 1 or not m or not all(self._is_integer(a, e) for a, e in m)})

    def _is_integer(self, a: Atom, e: Exponent) -> bool:
        return a.args == (self.index,) and isinstance(e, int) and e > 0

    def _add(self, at: Expr, ranges: list[Range] | None) -> None:
        if self._reasons is not None:
            self._reasons.add(at)
        if ranges is None:
            self._sites[at] = None
        else:
            known = self._sites.setdefault(at, [])
            assert known is not None
            known += [r for r in ranges if r not in known]
