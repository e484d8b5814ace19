"""An independent numeric judge of whole reports, by the evaluation of `checks/evaluator.py`, which shares no rule with the program.

The judge can only refute: what it cannot see it passes over. Families are judged member by member, intervals as restrictions of f.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

import sympy

from diffcheck.checks import evaluator
from diffcheck.checks.evaluator import NotReal, Pair, Unsure
from diffcheck.errors import DiffcheckError
from diffcheck.language import read_formula, sympy_text
from diffcheck.language.substitute import substitute
from diffcheck.model.report import Finding, Index, Piece, Report
from diffcheck.model.tree import Node, Number

STEPS = tuple(f"7e-{k}" for k in (5, 7, 9, 12, 15, 19, 23, 28, 33))
"""Distances from a point, from far to near."""
NEAR = ("3e-4", "1.7e-6", "2.3e-8", "7.1e-11", "1.3e-11")
"""Distances at which derivatives are estimated."""
HIGHEST_ORDER = 4
MEMBERS = (-3, -2, -1, 0, 1, 2, 3)
"""The indices at which families are judged."""


class Evaluator(evaluator.Evaluator):
    """Evaluates what a report writes, too."""

    def number(self, text: str, values: Mapping[str, Pair] | None = None) -> Pair:
        """An exact constant as the report writes it, with numbers for the letters in it."""
        try:
            return Evaluator(_tree(text), "", self.digits, values)(self.constant(0))
        except (DiffcheckError, Unsure):
            if values:
                raise Unsure from None
        return Pair(c.mpf(_decimal(text, d + 15)) for c, d in zip(self.contexts, self.digits, strict=True))  # type: ignore[arg-type]


@lru_cache(maxsize=4000)
def _tree(text: str) -> Node:
    return read_formula(text).tree


@lru_cache(maxsize=4000)
def _decimal(text: str, digits: int) -> str:
    return str(sympy.sympify(text, locals={"zero": lambda u, near=None: _zero_near(u, near, digits)}).evalf(digits))


def _zero_near(u: sympy.Expr, near: sympy.Expr, digits: int) -> sympy.Float:
    """The zero of u close to a decimal; without one the only zero of an increasing u, on the line or on the half line that is given."""
    (x,) = u.free_symbols
    if near is None or isinstance(near, sympy.Rel):
        half = sympy.Interval(-sympy.oo, sympy.oo) if near is None else near.as_set()
        low, high, step = half.inf, half.sup, sympy.Integer(1)
        if low.is_infinite:
            low = (sympy.Integer(0) if high.is_infinite else high) - step
            while u.subs(x, low).evalf(30) > 0:
                low -= (step := 2 * step)
        if high.is_infinite:
            high = low + step
            while u.subs(x, high).evalf(30) < 0:
                high += (step := 2 * step)
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (low, middle) if u.subs(x, middle).evalf(30) > 0 else (middle, high)
        near = (low + high) / 2
    return sympy.Float(str(sympy.nsolve(u, x, near, prec=digits + 10)), digits + 5)


class Judge:
    """Tries to refute one report, claim by claim."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.f = Evaluator(report.problem.tree, report.problem.variable)
        self.c1, self.c2 = self.f.contexts
        self.complaints: list[str] = []
        self.low, self.high = (None, None) if report.on in ("domain", "reals") else self._ends(report.on)

    def value(self, x: Pair) -> Any:
        """f(x) at the higher precision, None where undefined or outside the asked interval. Raises Unsure."""
        if (self.low is not None and x[1] < self.low) or (self.high is not None and x[1] > self.high):
            return None
        try:
            u = self.f(x)
        except NotReal:
            return None
        if abs(self.c2.mpf(u[0]) - u[1]) > 1e-12 * max(1, abs(u[1])):
            raise Unsure
        return u[1]

    def blame(self, text: str) -> None:
        """Records a refuted claim."""
        self.complaints.append(text)

    # points

    def letters(self, finding: Finding) -> dict[str, Pair]:
        """The number for which the letter of a point without a closed form stands."""
        return {finding.symbol: self.f.number(finding.at)} if finding.symbol and finding.index is None else {}

    def point(self, finding: Finding) -> None:
        """Value, limits and slopes at one listed point."""
        at = self.f.number(finding.at)
        values = self.letters(finding)
        name = f"at {finding.at}"
        if finding.enclosure and not self.c2.mpf(finding.enclosure[0]) <= at[1] <= self.c2.mpf(finding.enclosure[1]):
            self.blame(f"{name}: {_short(at[1])} is not in {finding.enclosure}")
        here: Any = None
        try:
            here = self.value(at)
        except Unsure:
            return
        if finding.value is None:
            if here is not None and self.report.on in ("domain", "reals"):
                self.blame(f"{name}: the value is {_short(here)}, not undefined")
        elif finding.value != "undecided":
            claimed = self.f.number(finding.value, values)[1]
            if here is None:
                self.blame(f"{name}: f is undefined there, not {finding.value}")
            elif abs(claimed - here) > 1e-40 * max(1, abs(here)):
                self.blame(f"{name}: the value is {_short(here)}, not {finding.value}")
        for side, limit, slope in (
            (-1, finding.left_limit, finding.left_derivative),
            (1, finding.right_limit, finding.right_derivative),
        ):
            word = "left" if side < 0 else "right"
            samples = self.samples(at, side)
            if samples is None:
                continue
            self.limit(f"{name}, limit from the {word}", limit, samples, values)
            if here is None or finding.value is None:
                if slope is not None:
                    self.blame(f"{name}: a slope from the {word} without f(c)")
                continue
            quotients = [(t, None if v is None else (v - here) / (side * t)) for t, v in samples]
            self.limit(f"{name}, slope from the {word}", slope, quotients, values)

    def samples(self, at: Pair, side: int, steps: Sequence[str] = STEPS) -> list[tuple[Any, Any]] | None:
        """(t, f(c + side*t)) for falling t; None if the numbers cannot tell."""
        found = []
        for text in steps:
            t = [c.mpf(text) for c in self.f.contexts]
            try:
                v = self.value(Pair(a + side * b for a, b in zip(at, t, strict=True)))  # type: ignore[arg-type]
            except Unsure:
                break
            found.append((t[1], v))
        return found if len(found) >= 4 else None

    def limit(self, name: str, claim: str | None, values: list[tuple[Any, Any]], letters: Mapping[str, Pair] | None = None) -> None:
        """A claimed one-sided limit against samples at falling distances."""
        if claim == "undecided":
            return
        inner = [v for _, v in values[-3:]]
        if claim is None:
            if all(v is not None for v in inner):
                self.blame(f"{name}: there is domain on that side, {_short(inner[-1])}")
            return
        if any(v is None for v in inner):
            if all(v is None for v in inner):
                self.blame(f"{name}: there is no domain on that side, claimed {claim}")
            return
        real = [v for _, v in values if v is not None]
        last = real[-1]
        infinite = self.sign_of_infinity(claim, letters)
        if infinite:
            grows = all(infinite * b > infinite * a for a, b in zip(real[-4:], real[-3:], strict=False))
            if not (infinite * last > 1e6 or (grows and infinite * last > 1)):
                self.blame(f"{name}: {_short(last)} near it does not grow to {claim}")
        elif claim == "dne":
            spread = max(real[-5:]) - min(real[-5:])
            if spread < 1e-9 * max(1, abs(last)):
                self.blame(f"{name}: settles at {_short(last)}, claimed not to exist")
        else:
            goal = self.f.number(claim, letters)[1]
            gaps = [abs(v - goal) for v in real]
            size = max(1, abs(goal))
            if gaps[-1] > 1e-6 * size and max(gaps[-3:]) > max(gaps[:3]) * self.c2.mpf("0.6"):
                self.blame(f"{name}: {_short(last)} near it, claimed {claim}")

    def sign_of_infinity(self, claim: str, letters: Mapping[str, Pair] | None = None) -> int:
        """1 or -1 for oo, -oo and oo*(e); 0 for anything else."""
        if claim in ("oo", "-oo"):
            return 1 if claim == "oo" else -1
        if claim.startswith("oo*"):
            return 1 if self.f.number(claim[3:], letters)[1] > 0 else -1
        return 0

    # order of smoothness

    def order(self, finding: Finding) -> None:
        """The claimed smoothness against one-sided limits of numeric derivatives."""
        k = finding.smoothness
        if k is None or k == "undecided" or not isinstance(k, int | str):
            return
        f = Evaluator(self.report.problem.tree, self.report.problem.variable, (420, 500))
        at = f.number(finding.at)
        sides = [s for s, limit in ((-1, finding.left_limit), (1, finding.right_limit)) if limit is not None]
        if k == -1 or not sides:
            return
        top = HIGHEST_ORDER if k == "oo" else min(HIGHEST_ORDER, int(k) + 1)
        for j in range(1, top + 1):
            try:
                rows = [derivatives(f, at, s, j) for s in sides]
            except (Unsure, NotReal):
                return
            verdict = _settles(rows)
            should = k == "oo" or j <= int(k)
            if verdict is None:
                continue
            if verdict != should:
                shown = "; ".join(", ".join(_short(v) for v in row) for row in rows)
                self.blame(f"at {finding.at}: derivative {j} {'does not settle' if should else 'settles'} ({shown}), claimed order {k}")
                return

    # verdicts

    def verdicts(self) -> None:
        """The table of the contract, applied to the claimed values; and the verdicts on the set."""
        points = [m for p in self.report.points for m in members(p)]
        for p in points:
            same = partial(self._same, self.letters(p))
            limits = [v for v in (p.left_limit, p.right_limit) if v is not None]
            if "undecided" in limits:
                continue
            if p.value is None or not limits:
                continue
            continuous = all(v != "dne" and not v.startswith(("oo", "-oo")) and same(v, p.value) for v in limits)
            if p.continuous.answer in ("yes", "no") and (p.continuous.answer == "yes") != continuous:
                self.blame(f"at {p.at}: continuous {p.continuous.answer} contradicts its own limits")
            slopes = [v for v in (p.left_derivative, p.right_derivative) if v is not None]
            if "undecided" in slopes:
                continue
            flat = continuous and all(v != "dne" and not v.startswith(("oo", "-oo")) for v in slopes)
            differentiable = flat and bool(slopes) and all(same(slopes[0], v) for v in slopes)
            if p.differentiable.answer in ("yes", "no") and (p.differentiable.answer == "yes") != differentiable:
                self.blame(f"at {p.at}: differentiable {p.differentiable.answer} contradicts its own slopes")
            lowered = p.smoothness == -1 and any(q.index is not None for q in self.report.points)  # by members close by
            if isinstance(p.smoothness, int) and (p.smoothness >= 0) != continuous and not lowered:
                self.blame(f"at {p.at}: smoothness {p.smoothness} contradicts continuity")
            if (p.smoothness == "oo" or (isinstance(p.smoothness, int) and p.smoothness >= 1)) and not differentiable:
                self.blame(f"at {p.at}: smoothness {p.smoothness} contradicts differentiability")
        if self.report.on != "domain" or self.report.status != "ok":
            return
        inside = [p for p in self.report.points if p.value is not None]
        for field, verdict in (("continuous", self.report.continuous), ("differentiable", self.report.differentiable)):
            expected = "yes" if all(getattr(p, field).answer == "yes" for p in inside) else "no"
            if verdict.answer in ("yes", "no") and verdict.answer != expected:
                self.blame(f"{field} on the domain is {verdict.answer}, the points say {expected}")

    def _same(self, letters: Mapping[str, Pair], a: str, b: str) -> bool:
        x, y = self.f.number(a, letters)[1], self.f.number(b, letters)[1]
        return bool(abs(x - y) <= 1e-60 * max(1, abs(x)))

    # between the points

    def between(self, seed: int = 1, cells: int = 40, formulas: int = 5, kinks: bool = True) -> None:
        """Domain, formulas and derivatives of the pieces; and no jump or kink where no point is listed."""
        if self.report.status != "ok":
            return
        rng = random.Random(seed)
        points = {self.f.number(m.at) for p in self.report.points for m in members(p)}
        family = any(p.index is not None for p in self.report.points)
        reach = max((abs(p[1]) for p in points), default=0) if family else None
        cuts = sorted(points, key=lambda p: p[1])
        ends = [None, *cuts, None] if reach is None else cuts
        pieces = [(*self._ends(m.interval), m) for p in self.report.pieces for m in pieces_of(p)]
        for low, high in pairwise(ends):
            a = low[1] if low else (high[1] if high else self.c2.mpf(0)) - 9
            b = high[1] if high else (low[1] if low else self.c2.mpf(0)) + 9
            width = b - a
            if width <= 0:
                continue
            grid = sorted(a + width * self.c2.mpf(rng.uniform(0.001, 0.999)) for _ in range(cells))
            values = []
            for x in grid:
                try:
                    v = self.value(self._pair(x))
                except Unsure:
                    continue
                values.append((x, v))
                if not pieces or family or any(x in (lo, hi) for lo, hi, _ in pieces):
                    continue
                home = self._home(x, pieces)
                if v is None and home is not None:
                    self.blame(f"undefined at x = {_short(x)}, but a piece lies there")
                    return
                if v is not None and home is None:
                    self.blame(f"defined at x = {_short(x)}, but no piece lies there")
                    return
            for x, v in values[:: max(1, len(values) // formulas)] if formulas else ():
                home = self._home(x, pieces)
                if v is not None and home is not None:
                    self._formula(x, v, home.formula, home.derivative)
            if kinks and not family:
                self._kinks(values)

    def _home(self, x: Any, pieces: list[tuple[Any, Any, Piece]]) -> Piece | None:
        """The piece in whose interval a number lies."""
        return next((p for lo, hi, p in pieces if (lo is None or lo < x) and (hi is None or x < hi)), None)

    def _formula(self, x: Any, v: Any, formula: str, derivative: str) -> None:
        shown = self.text_at(formula, x)
        if shown is not None and abs(shown - v) > 1e-12 * max(1, abs(v)):
            self.blame(f"the piece {formula} is {_short(shown)} at x = {_short(x)}, f is {_short(v)}")
        slope = self.text_at(derivative, x)
        h = self.c2.mpf("1e-40")
        try:
            ends = [self.value(self._pair(x + s * h)) for s in (-1, 1)]
        except Unsure:
            return
        if slope is None or None in ends:
            return
        for true in ((ends[1] - v) / h, (v - ends[0]) / h):
            if abs(slope - true) > 1e-9 * max(1, abs(true)):
                self.blame(f"the derivative {derivative} is {_short(slope)} at x = {_short(x)}, truly {_short(true)}")
                return

    def text_at(self, text: str, x: Any) -> Any:
        """A formula of the report at a number; None where it has no real value, or none that the numbers settle."""
        try:
            u = Evaluator(_tree(text), self.report.problem.variable)(self._pair(x))
        except (NotReal, Unsure, DiffcheckError):
            return None
        return u[1] if abs(self.c2.mpf(u[0]) - u[1]) <= 1e-12 * max(1, abs(u[1])) else None

    def _ends(self, interval: str) -> tuple[Any, Any]:
        low, high = _split(interval[1:-1])
        return (
            None if low == "-oo" else self.f.number(low)[1],
            None if high == "oo" else self.f.number(high)[1],
        )

    def _pair(self, x: Any) -> Pair:
        return Pair((self.c1.mpf(x), x))

    def _kinks(self, values: list[tuple[Any, Any]]) -> None:
        cells = [(x, u, y, v) for (x, u), (y, v) in pairwise(values) if u is not None and v is not None]
        try:
            jumps = sorted(cells, key=lambda c: abs(c[3] - c[1]), reverse=True)[:2]
            for x, _, y, _ in jumps:
                if self._survives(x, y, self.value_at):
                    self.blame(f"a jump between {_short(x)} and {_short(y)} is not listed")
                    return
            slopes = []
            for x, _, y, _ in cells:
                slopes.append((abs(self.slope_at(y) - self.slope_at(x)), x, y))
            slopes.sort(key=lambda s: s[0], reverse=True)
            for _, x, y in slopes[:4]:
                if self._survives(x, y, self.slope_at):
                    self.blame(f"a kink between {_short(x)} and {_short(y)} is not listed")
                    return
        except Unsure:
            return

    def value_at(self, x: Any) -> Any:
        """f(x). Raises Unsure where f is undefined or not known."""
        v = self.value(self._pair(x))
        if v is None:
            raise Unsure
        return v

    def slope_at(self, x: Any) -> Any:
        """A difference quotient to the right with a tiny step."""
        h = self.c2.mpf("1e-50")
        return (self.value_at(x + h) - self.value_at(x)) / h

    def _survives(self, low: Any, high: Any, g: Callable[[Any], Any]) -> bool:
        """Whether the change of g from low to high stays when the interval is halved again and again, very often where it is steep."""
        start = g(low), g(high)
        gap = abs(start[1] - start[0])
        if gap < 1e-12 * max(1, abs(start[0])):
            return False
        a, b = (low, start[0]), (high, start[1])
        for halvings in (40, 110):
            for _ in range(halvings):
                middle = (a[0] + b[0]) / 2
                m = (middle, g(middle))
                if abs(m[1] - a[1]) >= abs(b[1] - m[1]):
                    b = m
                else:
                    a = m
            if not abs(b[1] - a[1]) > gap / 1000:
                return False
        return True


def derivatives(f: Evaluator, at: Pair, side: int, order: int) -> list[Any]:
    """Numeric derivatives of f beside a point, from far to near. Raises Unsure or NotReal."""
    c = f.contexts[1]
    found = []
    for text in NEAR:
        t = c.mpf(text)
        x = at[1] + side * t
        estimates = []
        for scale in (1, 2):
            h = t**5 * c.mpf("1e-6") * scale
            total = c.mpf(0)
            for i in range(order + 1):
                y = x + (i - c.mpf(order) / 2) * h
                total += (-1) ** (order - i) * c.binomial(order, i) * f(Pair((f.contexts[0].mpf(y), y)))[0]
            estimates.append(total / h**order)
        if abs(estimates[0] - estimates[1]) > 1e-3 * max(1, abs(estimates[0])):
            raise Unsure
        found.append(estimates[0])
    return found


def _settles(rows: list[list[Any]]) -> bool | None:
    """Whether all sides tend to one finite number; None: not plain."""
    verdicts = [_shrinks([abs(b - a) for a, b in pairwise(row)], row[-1]) for row in rows]
    if len(rows) == 2:
        verdicts.append(_shrinks([abs(a - b) for a, b in zip(*rows, strict=True)], rows[0][-1]))
    return False if False in verdicts else None if None in verdicts else True


def _shrinks(gaps: list[Any], size: Any) -> bool | None:
    """Whether gaps at falling distances tend to 0; None: not plain."""
    last, first = max(gaps[-2:]), max(gaps[:2])
    if last <= first / 1000 or last < 1e-12 * max(1, abs(size)):
        return True
    return False if last > first / 2 else None


MP = evaluator.context(100)
"""Numbers of an ordinary high precision."""


def indices(index: Index, among: Sequence[int] = MEMBERS) -> list[int]:
    """The indices at which a family is judged: the small ones in its set."""
    if index.set in ("Integers", "Naturals", "Naturals0"):
        least = {"Integers": None, "Naturals": 1, "Naturals0": 0}[index.set]
        kept = [n for n in among if least is None or n >= least]
    else:
        condition = sympy.sympify(index.set)
        kept = [n for n in range(-40, 41) if condition.subs(sympy.Symbol(index.symbol), n) == sympy.true]
        kept = sorted(kept, key=abs)[: len(among)]
    return [n for n in kept if str(n) not in index.exceptions]


def at_index(text: str, index: Index, n: int) -> str:
    """A text of a family at one index."""
    infinite = text.startswith("oo*")
    try:
        tree = _tree(text[3:] if infinite else text)
    except DiffcheckError:  # a derivative may hold a function that is not read, such as polygamma
        return str(sympy.sympify(text).subs(sympy.Symbol(index.symbol), n))
    shown = sympy_text(substitute(tree, {index.symbol: Number(Fraction(n))}))
    return f"oo*({shown})" if infinite else shown


_FIELDS = ("at", "value", "left_limit", "right_limit", "left_derivative", "right_derivative")


def members(finding: Finding, among: Sequence[int] = MEMBERS) -> list[Finding]:
    """A finding as it is; of a family, the findings at those of its members with an index among some."""
    if finding.index is None:
        return [finding]
    found = []
    for n in indices(finding.index, among):
        texts = {k: getattr(finding, k) for k in _FIELDS}
        put = {k: v if v in WORDS else at_index(v, finding.index, n) for k, v in texts.items()}
        found.append(replace(finding, index=None, **put))
    return found


def pieces_of(piece: Piece) -> list[Piece]:
    """A piece as it is; of a family, some of its members."""
    if piece.index is None:
        return [piece]
    found = []
    for n in indices(piece.index):
        ends = ", ".join(end if end in WORDS else at_index(end, piece.index, n) for end in _split(piece.interval[1:-1]))
        put = (at_index(t, piece.index, n) for t in (piece.formula, piece.derivative))
        found.append(Piece(f"({ends})", *put))
    return found


WORDS = (None, "oo", "-oo", "dne", "undecided")


def _split(text: str) -> tuple[str, str]:
    depth = 0
    for i, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            return text[:i].strip(), text[i + 1 :].strip()
    raise ValueError(text)


def _short(x: Any) -> str:
    return f"{float(x):.8g}" if abs(x) < 1e300 else "huge"


def judge(report: Report, order: bool = True, cells: int = 40) -> list[str]:
    """Everything in the report that the numbers refute."""
    found = Judge(report)
    for finding in report.points:
        for member in members(finding):
            if abs(found.f.number(member.at)[1]) < 1e6:
                found.point(member)
                if order and finding.index is None:
                    found.order(member)
    found.verdicts()
    found.between(cells=cells)
    return found.complaints


__all__: Sequence[str] = ("Evaluator", "Judge", "NotReal", "Pair", "Unsure", "judge", "members", "pieces_of")
