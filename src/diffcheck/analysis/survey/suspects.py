"""A formula on the whole line -> every place where it may fail to be analytic: points, and families of points in an index.

Each function with switches is asked where, for every branch its arguments can have anywhere. That suspects too much (a branch is
solved on the whole line, not only where it rules), and never misses; what cannot be solved completely raises NotYet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import product
from math import lcm
from typing import TYPE_CHECKING

from flint import fmpq

from diffcheck.analysis.indices.index import ALL, Family, Range, over_range, using_index
from diffcheck.analysis.lenses.fold import comparisons, declaration, gap_of
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.plain import integer_part
from diffcheck.analysis.zeros.solve import whole_zeros, zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import parameter
from diffcheck.exact.calculus import expand, expanded, substitute
from diffcheck.exact.expr import Expr, Sign, number, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign, structural_sign
from diffcheck.functions.facts import Function, Undefined, Zero, nowhere
from diffcheck.model.tree import Apply, Cases, Name, Named, Node, Number

if TYPE_CHECKING:
    from diffcheck.analysis.survey.reasons import Reasons


class _EveryLens:
    """Answers every question about a sign or an integer part in every possible way, one way after the other.

    The index stands for the integer part of one quantity, `rounded`, off the integers; others must differ from it by an integer.
    """

    def __init__(self, name: str, index: str) -> None:
        self.name = name
        self.index = index
        self.script: list[tuple[int, int]] = []
        """The answers given: which, and how many there are."""
        self.asked = 0
        self._given: dict[Expr, Sign] = {}
        self.rounded: Expr | None = None

    def _choice(self, count: int = 2) -> int:
        if self.asked == len(self.script):
            self.script.append((0, count))
        self.asked += 1
        return self.script[self.asked - 1][0]

    def next_script(self) -> bool:
        """Moves on to the next way of answering; False when all were tried."""
        self.asked = 0
        self._given.clear()
        while self.script and self.script[-1][0] == self.script[-1][1] - 1:
            self.script.pop()
        if not self.script:
            return False
        last, count = self.script[-1]
        self.script[-1] = last + 1, count
        return True

    def sign(self, u: Expr) -> Sign:
        if self.name not in u.free and self.index not in u.free:
            return sign(u)
        plain = structural_sign(u)
        if plain:
            return plain
        if is_zero_form(u):
            return 0
        if u not in self._given:
            s = (1, -1)[self._choice()]
            self._given[u], self._given[-u] = s, -s
        return self._given[u]

    def floor(self, u: Expr) -> Expr:
        if self.name not in u.free and self.index not in u.free:
            return integer_part(u)
        if self.index in u.free:
            return self._floor_of_integers(u)
        if self.rounded is None:
            self.rounded = u
        shift = (u - self.rounded).integer
        if shift is not None:
            return symbol(self.index) + shift
        mirrored = (u + self.rounded).integer
        if mirrored is not None:
            return -symbol(self.index) + (mirrored - 1)
        raise NotYet("two_indices", "roundings of different quantities together are not decided yet")

    def _floor_of_integers(self, u: Expr) -> Expr:
        """The integer part of a polynomial P(n)/q with integer coefficients: P(n)/q less j/q for the remainder j."""
        v = expanded(u)
        bottom = lcm(*(int(c.q) for c in v.terms.values()))
        if v.free != {self.index} or bottom > effort().remainders or not all(a.head == "symbol" and e > 0 for m in v.terms for a, e in m):
            raise NotYet("two_indices", "a rounding of a rounding is not decided yet")
        return v - number(fmpq(self._choice(bottom), bottom))

    def is_even(self, n: Expr) -> bool:
        return bool(self._choice())


class Suspects:
    """All suspects of one formula in one variable; `index` is the letter of the families."""

    def __init__(self, name: str, index: str, reasons: Reasons | None = None) -> None:
        self.name = name
        self.index = index
        self._reasons = reasons
        self._branches: dict[int, tuple[Expr | None, ...]] = {}
        self._seen: set[int] = set()
        self._kept: list[object] = []
        self._sites: dict[Expr, list[Range] | None] = {}
        self._rounded: Expr | None = None
        """The quantity whose integer part the index of the branches stands for."""

    def of(self, node: Node) -> list[Family]:
        """Every suspect of the formula. Raises NotYet."""
        self._visit(node)
        found: list[Family] = []
        for at, ranges in self._sites.items():
            if ranges is None:
                found.append(Family(at))
            else:
                found += [Family(at, r) for r in ranges]
        return found

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
                    self._switch(function, args)

    def _argument_branches(self, node: Apply) -> Iterator[tuple[Expr, ...]]:
        choices = [self.branches(arg) for arg in node.args]
        count = 1
        for c in choices:
            count *= len(c)
        if count > effort().branches:
            raise NotYet("too_many_branches", f"{node.head} has too many combinations of branches")
        for args in product(*choices):
            known = [u for u in args if u is not None]
            if len(known) < len(args):
                raise NotYet("two_indices", f"{node.head} of a combination of roundings is not decided yet")
            yield tuple(known)

    def branches(self, node: Node) -> tuple[Expr | None, ...]:
        """Every analytic branch the node can have anywhere; None stands for branches that need two indices."""
        found = self._branches.get(id(node))
        if found is None:
            found = self._branches[id(node)] = tuple(dict.fromkeys(self._fresh_branches(node)))
            self._kept.append(node)
        return found

    def _fresh_branches(self, node: Node) -> Iterator[Expr | None]:
        if isinstance(node, Number):
            yield number(node.value)
        elif isinstance(node, Name):
            yield symbol(node.name) if node.name == self.name else parameter(node.name)
        elif isinstance(node, Named):
            yield from self.branches(node.body)
        elif isinstance(node, Cases):
            for value, _ in node.branches:
                yield from self.branches(value)
        else:
            function = declaration(node, self.name)
            for args in product(*(self.branches(arg) for arg in node.args)):
                known = [u for u in args if u is not None]
                if len(known) < len(args):
                    yield None
                else:
                    yield from self._outcomes(function, known)

    def _outcomes(self, function: Function, args: list[Expr]) -> Iterator[Expr]:
        lens = _EveryLens(self.name, self.index)
        lens.rounded = self._rounded
        for _ in range(effort().branches):
            with suppress(Undefined, ZeroDivisionError):
                yield function.rule(lens, *args)
            self._rounded = lens.rounded
            if not lens.next_script():
                return
        raise NotYet("too_many_branches", f"{function.head} has too many branches")

    def _switch(self, function: Function, args: tuple[Expr, ...]) -> None:
        line = Interval(self.name, None, None, analytic=False)
        for switch in function.switches(*args):
            w = switch.where
            if self.name not in w.free:
                continue
            if self._reasons is not None:
                self._reasons.check()
            solve = zeros if isinstance(switch, Zero) else whole_zeros
            if not isinstance(switch, Zero):
                w = self._modulo_integers(w)
            with using_index(self.index) as ranges:
                if self.index in w.free:
                    parts = over_range(
                        self.index,
                        ALL,
                        lambda n, w=w, solve=solve: self._ruling(solve(substitute(w, self.index, n, known_sign), line), n),  # type: ignore[misc]
                        zeros,
                    )
                    for answer, part in parts:
                        for c in answer:
                            self._add(c, [part] if self.index in c.free else None)
                else:
                    for c in solve(w, line):
                        self._add(c, ranges.get(c) if self.index in c.free else None)

    def _ruling(self, found: Iterable[Expr], n: Expr) -> list[Expr]:
        """The places that the branch with the index n can reach: where n <= u <= n + 1 for the quantity u whose integer part it stands for.

        For the branch rules where n <= u < n + 1; and where u is not continuous, a part of u is asked for itself.
        """
        return [c for c in found if not self._lies_beyond(c, n)]

    def _lies_beyond(self, c: Expr, n: Expr) -> bool:
        if self._rounded is None:
            return False
        try:
            u = substitute(self._rounded, self.name, c, known_sign)
            return sign(u - n) < 0 or sign(u - n - 1) > 0
        except (NotYet, ZeroDivisionError):
            return False

    def _modulo_integers(self, u: Expr) -> Expr:
        """u less the terms that are integers for every index: it is an integer exactly where u is."""
        v = expand(u)
        if v is None:
            return u
        return Expr({m: c for m, c in v.terms.items() if c.q != 1 or not m or any(a.args[:1] != (self.index,) for a, _ in m)})

    def _add(self, at: Expr, ranges: list[Range] | None) -> None:
        if self._reasons is not None:
            self._reasons.add(at)
        if ranges is None:
            self._sites[at] = None
        else:
            known = self._sites.setdefault(at, [])
            assert known is not None
            known += [r for r in ranges if r not in known]
