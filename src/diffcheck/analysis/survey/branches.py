"""A formula on an open interval -> its shape there: the sites that cut the interval, one analytic branch between neighbours,
and the value at each site.

"A composition of analytic functions is analytic": between two neighbouring sites no declared switch of any part is crossed, so
the branch is analytic there. Switches inside switches are solved branch by branch; work is shared, so that a sum of a thousand
kinks costs a thousand small looks. Sites may be too many, never too few; what cannot be solved completely raises NotYet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from diffcheck.analysis.lenses.fold import Branch, comparisons, declaration, evaluate, gap_of, ruled, selected, true_cases
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.plain import POINT, IntervalLens
from diffcheck.analysis.zeros.solve import whole_zeros, zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import parameter
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import ZERO, Expr, number, symbol
from diffcheck.exact.order import compare_constants, merge_sites
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import open_interval, term
from diffcheck.functions.facts import Function, Undefined, Whole, Zero, nowhere
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Apply, Cases, Compare, Name, Named, Node, Number

if TYPE_CHECKING:
    from diffcheck.analysis.survey.reasons import Reasons


@immutable
class Shape:
    """sites: increasing constants inside the interval; pieces: one more than sites; values: one for each site."""

    sites: tuple[Expr, ...]
    pieces: tuple[Branch, ...]
    values: tuple[Branch, ...]


class Shaper:
    """Computes shapes for one variable, remembering the shapes of shared parts."""

    def __init__(self, name: str, reasons: Reasons | None = None) -> None:
        self.name = name
        self._reasons = reasons
        self._shapes: dict[tuple[int, Expr | None, Expr | None], Shape] = {}
        self._kept: list[Node] = []
        self._variable = Shape((), (symbol(name),), ())
        self._gaps: dict[int, Apply] = {}
        self.remarks: list[str] = []
        """What a reader of the formula should know, though it does not change the answer."""

    def shape(self, node: Node, interval: Interval) -> Shape:
        """The shape of a node on the interval. Raises NotYet."""
        if isinstance(node, Number):
            return Shape((), (number(node.value),), ())
        if isinstance(node, Name):
            return self._variable if node.name == self.name else Shape((), (parameter(node.name),), ())
        if isinstance(node, Named):
            return self.shape(node.body, interval)
        key = (id(node), interval.low, interval.high)
        found = self._shapes.get(key)
        if found is None:
            found = self._cases(node, interval) if isinstance(node, Cases) else self._apply(node, interval)
            self._shapes[key] = found
            self._kept.append(node)
        return found

    def _apply(self, node: Apply, interval: Interval) -> Shape:
        function = declaration(node, self.name)
        shapes = self._arguments(node, interval)
        if node.head == "+" and len(shapes) > 2:
            return self._sum(shapes)
        cuts = merge_sites(s.sites for s in shapes)
        walkers = [_Walker(s, self.name) for s in shapes]
        sites: list[Expr] = []
        values: list[Branch] = []
        pieces: list[Branch] = []
        for j in range(len(cuts) + 1):
            low = cuts[j - 1] if j else interval.low
            high = cuts[j] if j < len(cuts) else interval.high
            args = [w.piece for w in walkers]
            if self._reasons is not None and function.switches is not nowhere:
                self._reasons.ask(node, function.why)
            self._cell(function, args, interval.between(low, high), sites, pieces, values)
            if j < len(cuts):
                at = [w.cross(cuts[j]) for w in walkers]
                sites.append(cuts[j])
                values.append(ruled(function, at, POINT))
        return Shape(tuple(sites), tuple(pieces), tuple(values))

    def _arguments(self, node: Apply, interval: Interval) -> list[Shape]:
        """The shapes of the arguments. One that is not known on the whole interval is looked at where all others are defined: elsewhere
        the node is undefined, whatever this argument may be. Raises NotYet.
        """
        found: dict[int, Shape] = {}
        failure: NotYet | None = None
        for i, arg in enumerate(node.args):
            try:
                found[i] = self.shape(arg, interval)
            except NotYet as reason:
                failure = failure or reason
        if failure is not None:
            cells = _joined_cells(list(found.values()), interval, self.name)
            if len(cells) == 1 and cells[0][1]:
                raise failure
            found |= {i: self._in_cells(arg, cells) for i, arg in enumerate(node.args) if i not in found}
        return [found[i] for i in range(len(node.args))]

    def _in_cells(self, node: Node, cells: list[tuple[Interval, bool]]) -> Shape:
        """The shape of a node that counts in some of the cells alone, and at the cuts between them: in the others it is left undefined."""
        sites: list[Expr] = []
        pieces: list[Branch] = []
        values: list[Branch] = []
        for cell, counts in cells:
            if pieces:
                assert cell.low is not None
                sites.append(cell.low)
                values.append(self.value(node, cell.low))
            inner = self.shape(node, cell) if counts else Shape((), (None,), ())
            sites += inner.sites
            pieces += inner.pieces
            values += inner.values
        return Shape(tuple(sites), tuple(pieces), tuple(values))

    def _cell(
        self,
        function: Function,
        args: list[Branch],
        cell: Interval,
        sites: list[Expr],
        pieces: list[Branch],
        values: list[Branch],
    ) -> None:
        """Cuts one cell, on which all arguments are analytic, at the function's own switches."""
        known = [u for u in args if u is not None]
        if len(known) < len(args):
            pieces.append(None)
            return
        own = self._switch_points(function, known, cell)
        ends = [cell.low, *own, cell.high]
        for i, (low, high) in enumerate(pairwise(ends)):
            lens = IntervalLens(self.name, low, high)
            try:
                pieces.append(function.rule(lens, *known))
            except Undefined:
                pieces.append(None)
            if i < len(own):
                sites.append(own[i])
                values.append(ruled(function, [self._value_of(u, own[i]) for u in known], POINT))

    def _switch_points(self, function: Function, args: list[Expr], cell: Interval) -> list[Expr]:
        if function.switches is nowhere or not any(self.name in u.free for u in args):
            return []
        own: list[Expr] = []
        for switch in function.switches(*args):
            if self.name not in switch.where.free:
                continue
            if self._reasons is not None:
                self._reasons.check()
            if isinstance(switch, Zero):
                found: list[Sequence[Expr]] = [zeros(switch.where, cell)]
                if self._reasons is not None:
                    self._reasons.solved[switch.where, cell] = len(found[0])
            else:  # u/m is analytic between the zeros of m only, which are asked for before it
                parts = (cell.between(low, high) for low, high in pairwise([cell.low, *own, cell.high]))
                found = [whole_zeros(switch.where, below) for part in parts for below in self._below(switch, part)]
            own = merge_sites([own, *found])
        if self._reasons is not None:
            for c in own:
                self._reasons.add(c)
        return own

    def _below(self, switch: Whole, cell: Interval) -> list[Interval]:
        """Where in the cell the integers may lie that count."""
        if switch.below is None:
            return [cell]
        gap = switch.where - switch.below
        ends = [cell.low, *zeros(gap, cell), cell.high]
        return [replace(cell, low=a, high=b) for a, b in pairwise(ends) if IntervalLens(self.name, a, b).sign(gap) < 0]

    def _value_of(self, u: Expr, c: Expr) -> Expr:
        return substitute(u, self.name, c, known_sign)

    def _sum(self, shapes: list[Shape]) -> Shape:
        """A sum, by sweeping over the sites: at each only the terms that switch there change."""
        cuts = merge_sites(s.sites for s in shapes)
        walkers = [_Walker(s, self.name) for s in shapes]
        due = _due(walkers, cuts)
        total = _Total()
        for w in walkers:
            total.add(w.piece)
        pieces = [total.branch]
        values: list[Branch] = []
        for c in cuts:
            moving = due.get(c, ())
            for w in moving:
                total.remove(w.piece)
            values.append(self._value_beside(total.branch, [w.cross(c) for w in moving], c))
            for w in moving:
                total.add(w.piece)
            pieces.append(total.branch)
        return Shape(tuple(cuts), tuple(pieces), tuple(values))

    def _value_beside(self, rest: Branch, switching: list[Branch], c: Expr) -> Branch:
        """The value at c of a sum: the terms that do not switch there, and the values of the others."""
        known = [v for v in switching if v is not None]
        if rest is None or len(known) < len(switching):
            return None
        value = self._value_of(rest, c)
        for v in known:
            value = value + v
        return value

    def _cases(self, node: Cases, interval: Interval) -> Shape:
        compared = [c for _, condition in node.branches for c in comparisons(condition)]
        walkers = {id(c): _Walker(self.shape(self._gap(c), interval), self.name) for c in compared}
        cuts = merge_sites(w.shape.sites for w in walkers.values())
        ends = [interval.low, *cuts, interval.high]
        chosen: list[Node | None] = []
        at_cuts: list[Node | None] = []
        true: list[list[int]] = []
        holes: list[tuple[int, Expr]] = []
        for cut in (*cuts, None):
            gaps = {k: w.piece for k, w in walkers.items()}
            chosen.append(selected(node, gaps))
            true.append(true_cases(node, gaps))
            if cut is not None:
                gaps = {k: w.cross(cut) for k, w in walkers.items()}
                at_cuts.append(selected(node, gaps))
                true.append(true_cases(node, gaps))
                if at_cuts[-1] is None and None not in gaps.values():
                    holes.append((len(chosen), cut))
        places: list[Interval | Expr] = [Interval(self.name, ends[0], ends[1])]
        for cut, end in zip(cuts, ends[2:], strict=True):
            places += [cut, Interval(self.name, cut, end)]
        self._note_overlaps(node, true, places)
        for place, cut in holes:
            self._note_hole(cut, chosen[place - 1], chosen[place])
        return self._chosen(chosen, at_cuts, cuts, interval)

    def _chosen(self, chosen: list[Node | None], at_cuts: list[Node | None], cuts: Sequence[Expr], interval: Interval) -> Shape:
        """The shape of what is chosen in each cell of the interval, and at the cuts between cells."""
        ends = [interval.low, *cuts, interval.high]
        sites: list[Expr] = []
        pieces: list[Branch] = []
        values: list[Branch] = []
        for start, stop in _runs(chosen, at_cuts):
            part = chosen[start]
            if part is None:
                pieces.append(None)
            else:
                inner = self.shape(part, interval.between(ends[start], ends[stop + 1]))
                sites += inner.sites
                pieces += inner.pieces
                values += inner.values
            if stop < len(at_cuts):
                cut, here = ends[stop + 1], at_cuts[stop]
                assert cut is not None
                sites.append(cut)
                values.append(None if here is None else self.value(here, cut))
        return Shape(tuple(sites), tuple(pieces), tuple(values))

    def _note_overlaps(self, node: Cases, true: list[list[int]], places: list[Interval | Expr]) -> None:
        """Remarks that the first of several true cases rules, where another one has a different value.

        true: the cases that hold in each cell and at each cut. Nothing is said of an ordinary cascade, x <= 1, else x <= 2, in
        which the later case holds wherever the first one does, and beyond.
        """
        for held, place in zip(true, places, strict=True):
            for later in held[1:]:
                first = held[0]
                lacks = any(first in other and later not in other for other in true)
                beyond = any(later in other and first not in other for other in true)
                if lacks or not beyond:
                    self._note_overlap(node.branches[first][0], node.branches[later][0], place)

    def _note_overlap(self, first: Node, other: Node, place: Interval | Expr) -> None:
        with suppress(NotYet):
            if isinstance(place, Interval):
                same, where = self._same_on(first, other, place), f"on {open_interval(place.low, place.high)}"
            else:
                one, two = self.value(first, place), self.value(other, place)
                same, where = one is None or two is None or compare_constants(one, two) == 0, f"at {self.name} = {term(place)}"
            if not same:
                self.remarks.append(f"{where} more than one case is true, with different values: the first one rules")

    def _note_hole(self, cut: Expr, before: Node | None, behind: Node | None) -> None:
        """Remarks that no case holds where two cases meet: both compare strictly."""
        if before is not None and behind is not None and before is not behind:
            self.remarks.append(f"at {self.name} = {term(cut)} no case is true: the formula is undefined there")

    def _same_on(self, a: Node, b: Node, cell: Interval) -> bool:
        """Whether two formulas are plainly the same on an interval."""
        one, two = self.shape(a, cell).pieces, self.shape(b, cell).pieces
        if one == two:
            return True
        return len(one) == len(two) == 1 and one[0] is not None and two[0] is not None and is_zero_form(one[0] - two[0])

    def _gap(self, condition: Compare) -> Apply:
        """The gap of a comparison, one object for each so that its shape is remembered."""
        found = self._gaps.get(id(condition))
        if found is None:
            found = self._gaps[id(condition)] = gap_of(condition)
            if self._reasons is not None:
                self._reasons.compare(found, condition)
        return found

    def value(self, node: Node, c: Expr) -> Branch:
        """f(c), proved; None where f is undefined."""
        return evaluate(node, self.name, c, POINT)


def _runs(chosen: list[Node | None], at_cuts: list[Node | None]) -> Iterator[tuple[int, int]]:
    """The first and the last of neighbouring cells in which, and at the cuts between which, one formula is chosen."""
    start = 0
    for k, here in enumerate(at_cuts):
        if not (chosen[k] is here is chosen[k + 1]):
            yield start, k
            start = k + 1
    yield start, len(chosen) - 1


class _Total:
    """A sum of branches to which some are added and from which some are taken away; undefined while one of them is."""

    __slots__ = ("_sum", "_undefined")

    def __init__(self) -> None:
        self._sum = ZERO
        self._undefined = 0

    def add(self, branch: Branch) -> None:
        if branch is None:
            self._undefined += 1
        else:
            self._sum = self._sum + branch

    def remove(self, branch: Branch) -> None:
        if branch is None:
            self._undefined -= 1
        else:
            self._sum = self._sum - branch

    @property
    def branch(self) -> Branch:
        return None if self._undefined else self._sum


def _due(walkers: list[_Walker], cuts: list[Expr]) -> dict[Expr, list[_Walker]]:
    """Those of the walkers that have a site at each cut, which may be written in another form."""
    due: dict[Expr, list[_Walker]] = {}
    for w in walkers:
        for c in w.shape.sites:
            due.setdefault(c, []).append(w)
    places = {c: c for c in cuts}
    for c in list(due):
        if c not in places:
            same = next(d for d in cuts if compare_constants(c, d) == 0)
            due.setdefault(same, []).extend(due.pop(c))
    return due


def _joined_cells(shapes: list[Shape], interval: Interval, name: str) -> list[tuple[Interval, bool]]:
    """The interval cut where the shapes begin or cease to be defined all together; with each cell whether they are defined in it."""
    cuts = merge_sites(s.sites for s in shapes)
    walkers = [_Walker(s, name) for s in shapes]
    cells: list[tuple[Interval, bool]] = []
    through = False
    for low, high in pairwise([interval.low, *cuts, interval.high]):
        defined = all(w.piece is not None for w in walkers)
        if through and defined:
            cells[-1] = (interval.between(cells[-1][0].low, high), True)
        else:
            cells.append((interval.between(low, high), defined))
        if high is not interval.high:
            assert high is not None
            through = None not in [w.cross(high) for w in walkers] and defined
    return cells


class _Walker:
    """Walks along one shape from left to right."""

    __slots__ = ("_next", "name", "piece", "shape")

    def __init__(self, shape: Shape, name: str) -> None:
        self.shape = shape
        self.name = name
        self._next = 0
        self.piece = shape.pieces[0]

    def cross(self, c: Expr) -> Branch:
        """The value at c, which is the shape's next site or lies before it; moves on to the piece behind c."""
        sites = self.shape.sites
        if self._next < len(sites) and (sites[self._next] is c or compare_constants(sites[self._next], c) == 0):
            value = self.shape.values[self._next]
            self._next += 1
            self.piece = self.shape.pieces[self._next]
            return value
        return None if self.piece is None else substitute(self.piece, self.name, c, known_sign)
