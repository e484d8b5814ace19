"""A numeric judge for limits at points as extreme as the size demands, one side at a time, in certified balls.

f is looked at in blocks: around one distance many points, spread over a factor exp(2*pi) (so that each phase of an oscillation
in log(1/t), and of any faster one, is met), and next to the places where waves turn and integer parts jump. The blocks go down to
t = 10**-150, and beyond that to t = 2**-(10**k), where logarithms of logarithms begin to move. It says true, false or nothing
("cannot tell"): what is certain about a sample is certain, what it says of a limit is said only where the blocks leave no doubt.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import exp, pi
from typing import Any

from flint import arb, fmpq

from ..corpus.strict import Undefined, Unsure, bits, condition, rational, value
from .metamorphic import put

NEAR = (3, 6, 12, 25, 50, 100)
"""Blocks around t = 10**-k."""
FAR = (3, 5, 9, 16, 30, 60)
"""Blocks around t = 2**-(10**k), for what does not oscillate."""
WAVES = 14
DEEP = (
    ("log(log(log(1/Abs(x))))", "n_"),
    ("log(log(1/Abs(x)))", "exp(n_)"),
    ("log(1/Abs(x))", "exp(exp(n_))"),
    ("log(Abs(x))", "(-exp(exp(n_)))"),
    ("Abs(x)", "exp(-exp(exp(n_)))"),
)
"""|x| by n = log(log(log(1/|x|)))."""
Record = Mapping[str, Any]


@cache
def distances(k: int, seed: int = 0) -> tuple[fmpq, ...]:
    """The points of the block around 10**-k: spread evenly in log t, and next to whole numbers, zeros and turns of waves in 1/t."""
    draw = random.Random(f"{k} {seed}")
    top = 10**k
    spread = [fmpq(10**9, top * int(exp(draw.uniform(0, 2 * pi)) * 10**9) + draw.randrange(10**9)) for _ in range(WAVES)]
    near = []
    for depth in (1, 2):
        shift = fmpq(draw.choice((-1, 1)) * draw.choice((1, 3)), 7 * top**depth)
        m = 2 * draw.randrange(top // 2, 2 * top)
        near += [1 / (whole + shift) for whole in (fmpq(m), *(fmpq(_half_pi(k) * n, 10 ** (4 * k + 40)) for n in (m, m + 1, m + 2, m + 3)))]
    return (*spread, *near)


@cache
def _half_pi(k: int) -> int:
    """pi/2 * 10**(4*k + 40), rounded."""
    with bits(16 * (k + 20)):
        n = (arb.pi() / 2 * arb(10) ** (4 * k + 40)).floor().unique_fmpz()
    return int(n)


JUMPS = {"floor", "frac", "ceiling", "round", "trunc", "Mod", "sign", "Heaviside", "tan", "cot", "sec", "csc"}
TURNING = {"sin", "cos", "besselj", "sinc"}


@cache
def has_rare_events(text: str) -> bool:
    """Whether something that oscillates may jump or have poles at places that samples miss: in a step, a denominator, a condition."""

    def calls(node: ast.AST) -> set[str]:
        return {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}

    def may_fail(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return node.right
        singular = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("log", "gamma", "atanh", "coth")
        power = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)
        return node if singular or power or isinstance(node, ast.Compare) else None

    tree = ast.parse(text, mode="eval")
    if any(part is not None and calls(part) & TURNING for part in map(may_fail, ast.walk(tree))):
        return True
    return bool(calls(tree) & JUMPS)


@dataclass
class Block:
    """f at the points of one block: the values that are known to be defined (mid points of narrow balls), and how many are not."""

    values: list[arb] = field(default_factory=list)
    undefined: int = 0
    unsure: int = 0

    @property
    def known(self) -> int:
        return len(self.values) + self.undefined

    def low(self) -> arb:
        return min(self.values)

    def high(self) -> arb:
        return max(self.values)


class Side:
    """f beside a point c: x = c + side*t."""

    def __init__(self, formula: str, variable: str, point: str, side: int, letters: Mapping[str, str] | None = None) -> None:
        self.formula, self.variable, self.point, self.side = formula, variable, point, side
        self.letters = dict(letters or {})

    def at(self, t: arb) -> arb:
        """f(c + side*t), narrow. Raises Undefined or Unsure."""
        x = value(self.point) + self.side * t
        return value(self.formula, **{self.variable: x})

    def block(self, ts: list[Callable[[], arb]], precisions: tuple[int, ...], slope_from: str | None) -> Block:
        """One block, each point at the lowest precision that gives a narrow ball."""
        found = Block()
        for make in ts:
            for precision in precisions:
                with bits(precision):
                    try:
                        t = make()
                        v = self.at(t)
                        if slope_from is not None:
                            v = (v - value(slope_from)) / (self.side * t)
                        if not v.is_finite() or not v.rad() <= abs(v.mid()) * arb(2) ** -30 + arb(10) ** -30:
                            raise Unsure
                    except Undefined:
                        found.undefined += 1
                        break
                    except Unsure:
                        if precision == precisions[-1]:
                            found.unsure += 1
                        continue
                    found.values.append(v.mid())
                    break
            if found.unsure > 8 and not found.values:
                break
        return found

    def blocks(self, slope_from: str | None = None) -> tuple[list[Block], list[Block]]:
        """The blocks that could be seen: the near ones, and the far ones where c is 0."""
        near, far = [], []
        for k in NEAR if self.point == "0" else NEAR[:4]:
            places = distances(k) if self.point == "0" else distances(k)[::2]
            b = self.block([lambda q=q: arb(q) for q in places], (14 * k + 200, 60 * k + 400), slope_from)  # type: ignore[misc]
            if b.unsure > b.known:
                break
            near.append(b)
        if not near:
            return [], self.mild(slope_from)
        if self.point == "0":
            for k in FAR:
                factors = [rational(1) * m for m in (1, 3, 7, 30, 200, 535)]
                b = self.block([lambda m=m, k=k: arb(2) ** -(10**k) / m for m in factors], (4 * k + 300,), slope_from)  # type: ignore[misc]
                if b.unsure:
                    break
                far.append(b)
            far += self.deep() if slope_from is None else []
        return near, far

    def mild(self, slope_from: str | None) -> list[Block]:
        """Blocks not so near, at a precision that shows differences of flat quantities."""
        found = []
        for k in (4, 7, 11, 17):
            b = self.block([lambda m=m, k=k: arb(fmpq(97, 97 * k + m)) for m in (1, 18, 35, 61, 80)], (1500, 12000), slope_from)  # type: ignore[misc]
            if b.unsure:
                break
            found.append(b)
        return found

    def deep(self) -> list[Block]:
        """Blocks in n = log(log(log(1/t))), where |x| stands in the formula: what numbers t do not reach."""
        text = self.formula
        for old, new in DEEP:
            text = text.replace(old, new)
        if text == self.formula:
            return []
        found = []
        for k in (3, 4, 5, 6, 8, 12, 20, 40, 100):
            b = Block()
            for m in range(6):
                with bits(600):
                    try:
                        n = arb(2) ** k + m
                        t = (-(n.exp().exp())).exp()
                        v = value(text, n_=n, **{self.variable: self.side * t if t.is_finite() else arb(0, arb(2) ** -(10**9))})
                    except (Undefined, Unsure):
                        return found
                    if not v.rad() <= abs(v.mid()) * arb(2) ** -30 + arb(10) ** -30:
                        return found
                    b.values.append(v.mid())
            found.append(b)
        return found


def same(a: arb, b: arb, digits: int = 9) -> bool:
    """Whether two numbers agree to so many digits."""
    return bool(abs(a - b) <= arb(10) ** -digits * (1 + abs(a)))


def limit_verdict(claim: str | None, near: list[Block], far: list[Block], rare: bool = False, **letters: arb) -> tuple[bool | None, str]:
    """Whether a claimed one-sided limit is true, false, or cannot be told (None); and what the blocks show.

    rare: f may have poles or jumps that the blocks miss, so that what settles in them is not known to have a limit.
    """
    if claim == "dne" and rare:
        return None, "poles or jumps may be missed"
    with bits(400):
        if len(near) >= 3:
            return _verdict(claim, near, far, letters)
        return _settled(claim, far, letters) if not near and far else (None, "too few blocks")


def _settled(claim: str | None, mild: list[Block], letters: Mapping[str, arb]) -> tuple[bool | None, str]:
    """The verdict where only mild distances can be seen: of a quantity that has settled there, as flat ones do, and of no other."""
    if len(mild) < 3 or any(len(b.values) < 4 for b in mild[-2:]) or claim == "undecided":
        return None, "too few values"
    last = [v for b in mild[-2:] for v in b.values]
    goal, seen = last[-1], f"settled at {show(last[-1])}"
    if max(last) - min(last) > (1 + abs(goal)) * arb("1e-12"):
        return None, "not settled"
    if claim is None or claim == "dne" or claim.startswith(("oo", "-oo")):
        return False, seen
    try:
        return not abs(value(claim, **letters) - goal) > (1 + abs(goal)) * arb("1e-9"), seen
    except (Undefined, Unsure):
        return None, seen


def _verdict(claim: str | None, near: list[Block], far: list[Block], letters: Mapping[str, arb]) -> tuple[bool | None, str]:
    tail = near[-3:]
    if claim is None:
        if all(b.undefined == 0 and b.values for b in tail):
            return False, f"defined there: {show(tail[-1].values[0])}"
        return (True, "undefined") if all(not b.values for b in tail) else (None, "mixed")
    if all(not b.values and b.undefined for b in tail):
        return False, "undefined on that side"
    if any(len(b.values) < 5 for b in tail) or claim == "undecided":
        return None, "too few values"
    rows = [b for b in near if b.values]
    rows = rows + [b for b in far if len(b.values) == 6]
    seen = "; ".join(f"[{show(b.low())}, {show(b.high())}]" for b in (rows[0], *rows[-3:]))
    if claim in ("oo", "-oo"):
        s = 1 if claim == "oo" else -1
        least = [min(s * v for v in b.values) for b in rows]
        if least[-1] > 10**6 or (all(a < b for a, b in pairwise(least[-4:])) and least[-1] > 2):
            return True, seen
        shrinks = least[-1] < 1000 and max(least[-3:]) <= max(0, *least[:3]) * arb("1.0001")
        return (False, seen) if shrinks else (None, seen)
    if claim == "dne":
        spreads = [b.high() - b.low() for b in rows]
        drift = abs(rows[-1].values[0] - rows[-2].values[0])
        size = 1 + abs(rows[-1].values[0])
        if spreads[-1] < size * arb("1e-12") and spreads[-2] < size * arb("1e-8") and drift < size * arb("1e-6"):
            return False, f"settles: {seen}"
        least = [min(abs(v) for v in b.values) for b in rows]
        steady = max(abs(v) for v in rows[-1].values) < 10**6 * least[-1] or (
            len(far) > 4 and all(10 * a < b for a, b in pairwise(least[-4:]))
        )
        if least[-1] > 1000 * (1 + max(abs(v) for v in rows[0].values)) and steady:
            signs = {v > 0 for b in rows[-2:] for v in b.values}
            return (False, f"infinite: {seen}") if len(signs) == 1 else (None, seen)
        return (True, seen) if spreads[-1] > size / 1000 and spreads[-1] > spreads[0] / 2 else (None, seen)
    if claim.startswith("oo*"):
        return None, seen
    try:
        goal = value(claim, **letters)
    except (Undefined, Unsure):
        return None, "the claim cannot be read"
    gaps = [max(abs(v - goal) for v in b.values).mid() for b in rows]
    size = 1 + abs(goal)
    if gaps[-1] < size * arb("1e-9"):
        return True, seen
    last = [v for b in rows[-3:] for v in b.values]
    if gaps[-1] > size * arb("1e-6") and max(last) - min(last) < gaps[-1] / 100:
        return False, f"settles elsewhere: {seen}"
    if gaps[-1] > size * arb("1e-3") and gaps[-1] > gaps[0] * 0.75 and gaps[-1] > gaps[-3] * 0.9:
        return False, seen
    return (True, seen) if gaps[-1] < gaps[0] / 2 else (None, seen)


def show(x: arb) -> str:
    """A number, shortly."""
    try:
        return str(x.mid().str(6, radius=False))
    except (ValueError, OverflowError):
        return "?"


@dataclass(frozen=True)
class Complaint:
    """A claim of a record that the numbers refute."""

    formula: str
    at: str
    claim: str
    seen: str

    def __str__(self) -> str:
        return f"{self.formula}\n    at {self.at}: {self.claim}; seen {self.seen}"


class Tally:
    """How many claims were found true, false and beyond telling."""

    def __init__(self) -> None:
        self.true = self.false = self.open = 0


FIELDS = (("left_limit", "left_derivative", -1), ("right_limit", "right_derivative", 1))


def judge(record: Record, tally: Tally, formula: str | None = None) -> list[Complaint]:
    """Every value, limit and slope at the points of a record, and at some members of its families, that the numbers refute."""
    text = formula or record["input"]
    variable = record.get("variable", "x")
    found: list[Complaint] = []
    if record.get("status") == "error":
        if record["error"]["code"] == "empty_domain" and (x := somewhere(text, variable)) is not None:
            found.append(Complaint(text, x, "defined nowhere", "defined there"))
        return found
    for p in record.get("points", []):
        if not p.get("if"):
            for member in members(p):
                found += judge_point(member, text, variable, tally)
    return found


SETS: dict[str, Callable[[int], bool]] = {"Integers": lambda n: True, "Naturals": lambda n: n >= 1, "Naturals0": lambda n: n >= 0}
QUANTITIES = ("value", "left_limit", "right_limit", "left_derivative", "right_derivative")


def members(p: Record) -> list[Record]:
    """A point as it is; of a family, three of its members."""
    index = p.get("index")
    if not index:
        return [p]
    name, numbers = index["symbol"], []
    for n in (1, -1, 2, -3, 0, 7):
        try:
            holds = SETS[index["set"]](n) if index["set"] in SETS else condition(index["set"])({name: arb(n)})
        except Unsure:
            continue
        if holds and str(n) not in index.get("except", ()):
            numbers.append(n)
    return [p | {k: _at_index(p[k], name, n) for k in ("at", *QUANTITIES)} | {"index": None} for n in numbers[:3]]  # type: ignore[operator]


def _at_index(text: str | None, name: str, n: int) -> str | None:
    """A quantity of a family at one index."""
    if text in (None, "oo", "-oo", "dne", "undecided"):
        return text
    if not str(text).startswith("oo*"):
        return put(str(text), f"({n})", name)
    with bits(300):
        try:
            return "oo" if value(put(str(text)[3:], f"({n})", name)) > 0 else "-oo"
        except (Undefined, Unsure):
            return "undecided"


def somewhere(text: str, variable: str = "x") -> str | None:
    """A rational number at which a formula is defined; None where none was found."""
    with bits(200):
        for p in range(-60, 61):
            for q in (1, 7):
                try:
                    value(text, **{variable: arb(fmpq(p, q))})
                except (Undefined, Unsure):
                    continue
                return f"{p}/{q}"
    return None


def judge_point(p: Record, text: str, variable: str, tally: Tally) -> list[Complaint]:
    """The claims at one point."""
    found: list[Complaint] = []
    at = p["at"]
    here = None

    def count(verdict: bool | None, claim: str, seen: str) -> None:
        tally.true += verdict is True
        tally.open += verdict is None
        if verdict is False:
            tally.false += 1
            found.append(Complaint(text, at, claim, seen))

    with bits(1500):
        try:
            c = value(at)
        except (Undefined, Unsure):
            return []
        letters = {p["symbol"]: c} if p.get("symbol") else {}
        try:
            here = value(text, **{variable: c})
            if p["value"] is None:
                count(False, "undefined", show(here))
            elif p["value"] != "undecided":
                count(same(value(p["value"], **letters), here, 12), f"value {p['value']}", show(here))
        except Undefined:
            count(p["value"] is None, f"value {p['value']}", "undefined")
        except Unsure:
            pass
    for limit, slope, side in FIELDS:
        s = Side(text, variable, at, side)
        word = "left" if side < 0 else "right"
        if p[limit] != "undecided":
            count(*_with_claim(limit_verdict(p[limit], *s.blocks(), has_rare_events(text), **letters), f"limit from the {word} {p[limit]}"))
        if p["value"] not in (None, "undecided") and p[limit] is not None and p[slope] not in (None, "undecided") and not letters:
            count(*_with_claim(limit_verdict(p[slope], *s.blocks(p["value"]), has_rare_events(text)), f"slope from the {word} {p[slope]}"))
    return found


def _with_claim(verdict: tuple[bool | None, str], claim: str) -> tuple[bool | None, str, str]:
    return verdict[0], claim, verdict[1]
