"""Laws between the records of two formulas: a function written in two ways, moved, mirrored, scaled, plus a smooth one, inside exp.

A law turns a formula into another and says how the findings of the one follow from those of the other. Only what both records decide
is compared; what one of them leaves open contradicts nothing.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb

from ..corpus.strict import Undefined, Unsure, bits, rational, value

Record = Mapping[str, Any]
INFINITE = ("oo", "-oo")
LIMITS, SLOPES = ("left_limit", "right_limit"), ("left_derivative", "right_derivative")


@dataclass(frozen=True)
class Law:
    """formula -> another; where its points lie, which sides change, and what becomes of values and slopes (as numbers at the old point)."""

    name: str
    turn: Callable[[str], str]
    place: Callable[[arb], arb] = lambda c: c
    mirrored: bool = False
    values: Callable[[arb, arb], arb] | None = lambda v, c: v
    slopes: Callable[[arb, arb], arb] | None = lambda v, c: v
    finite_only: bool = False
    """Points with infinite limits are left out."""
    at: str | None = None
    """The law holds near this point alone, and the questions ask for it."""


IDENTITY = Law("identity", lambda f: f, at="0")
REWRITTEN = Law("rewritten", lambda f: f)


def put(text: str, inner: str, variable: str = "x") -> str:
    """The formula with something for its variable."""
    tree, new = ast.parse(text, mode="eval"), ast.parse(inner, mode="eval").body

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return copy.deepcopy(new) if node.id == variable else node

    return ast.unparse(Put().visit(tree))


def shifted(by: Fraction) -> Law:
    return Law(f"shifted by {by}", lambda f: put(f, f"x+({by})"), lambda c: c - rational(by))


def scaled(by: Fraction) -> Law:
    k = rational(by)
    return Law(f"scaled by {by}", lambda f: put(f, f"({by})*x"), lambda c: c / k, slopes=lambda v, c: v * k)


MIRRORED = Law("mirrored", lambda f: put(f, "-x"), lambda c: -c, True, slopes=lambda v, c: -v)


def plus(smooth: str, slope: str) -> Law:
    return Law(
        f"plus {smooth}", lambda f: f"({f})+{smooth}", values=lambda v, c: v + value(smooth, x=c), slopes=lambda v, c: v + value(slope, x=c)
    )


def times(factor: int) -> Law:
    return Law(f"times {factor}", lambda f: f"{factor}*({f})", values=lambda v, c: v * factor, slopes=lambda v, c: v * factor)


IN_EXP = Law("inside exp", lambda f: f"exp({f})", values=lambda v, c: v.exp(), slopes=None, finite_only=True)
IN_ATAN = Law("inside atan", lambda f: f"atan({f})", values=lambda v, c: v.atan(), slopes=None, finite_only=True)
IN_SINH = Law("inside sinh", lambda f: f"sinh({f})", values=lambda v, c: v.sinh(), slopes=None, finite_only=True)
MOVES = (
    *(shifted(Fraction(by)) for by in ("1", "-1/2", "2/3")),
    *(scaled(Fraction(by)) for by in ("2", "1/3", "7/2")),
    MIRRORED,
    *(plus(f, slope) for f, slope in (("x", "1"), ("x**2", "2*x"), ("sin(x)", "cos(x)"), ("exp(x)", "exp(x)"))),
    times(-1),
    times(3),
    IN_EXP,
    IN_ATAN,
    IN_SINH,
)


# one function written in two ways: (name of the call or operator, its arguments -> text)
REWRITINGS: dict[str, tuple[str, ...]] = {
    "Abs": (
        "Max({0},-({0}))",
        "sqrt(({0})**2)",
        "Piecewise(({0},({0})>=0),(-({0}),True))",
        "({0})*sign({0})",
        "Abs(-({0}))",
        "-Min({0},-({0}))",
    ),
    "Max": (
        "({0}+({1})+Abs({0}-({1})))/2",
        "-Min(-({0}),-({1}))",
        "Max({1},{0})",
        "Piecewise(({0},({0})>=({1})),({1},True))",
        "({0})+Max(0,({1})-({0}))",
    ),
    "Min": ("({0}+({1})-Abs({0}-({1})))/2", "-Max(-({0}),-({1}))", "Min({1},{0})", "({0})-Max(0,({0})-({1}))"),
    "Heaviside": ("(1+sign({0}))/2", "1-Heaviside(-({0}))"),
    "sign": ("2*Heaviside({0})-1", "-sign(-({0}))", "Piecewise((1,({0})>0),(-1,({0})<0),(0,True))"),
    "floor": ("({0})-frac({0})", "-ceiling(-({0}))", "floor(({0})+1)-1"),
    "frac": ("({0})-floor({0})", "Mod({0},1)", "frac(({0})+1)"),
    "sqrt": ("({0})**(1/2)",),
    "cbrt": ("({0})**(1/3)", "-cbrt(-({0}))", "real_root({0},3)", "sign({0})*Abs({0})**(1/3)"),
    "exp": ("1/exp(-({0}))", "exp(({0})/2)**2", "E**({0})"),
    "sin": ("cos(({0})-pi/2)", "-sin(-({0}))", "2*sin(({0})/2)*cos(({0})/2)"),
    "cos": ("sin(({0})+pi/2)", "cos(-({0}))", "1-2*sin(({0})/2)**2"),
    "log": ("-log(1/({0}))", "2*log(sqrt({0}))", "log(2*({0}))-log(2)"),
    "tanh": ("-tanh(-({0}))", "(1-exp(-2*({0})))/(1+exp(-2*({0})))"),
    "atan": ("-atan(-({0}))", "asin(({0})/sqrt(1+({0})**2))"),
    "sinh": ("(exp({0})-exp(-({0})))/2",),
    "cosh": ("(exp({0})+exp(-({0})))/2",),
    "asinh": ("log({0}+sqrt(1+({0})**2))", "-asinh(-({0}))"),
    "-": ("-(({1})-({0}))", "({0})+(-1)*({1})"),
    "/": ("({0})*(1/({1}))", "({0})*({1})**(-1)"),
    "+": ("({1})+({0})", "({0})-(-({1}))"),
    "*": ("({1})*({0})",),
}

OPERATORS = {ast.Sub: "-", ast.Div: "/", ast.Add: "+", ast.Mult: "*"}


def rewritten(text: str, draw: random.Random, share: float = 0.5) -> str:
    """The same function, each part that has another form written in it with some probability; nothing with a base or a third argument."""

    class Rewrite(ast.NodeTransformer):
        def _maybe(self, node: Any, name: str, args: list[ast.expr]) -> ast.AST:
            forms = REWRITINGS.get(name)
            wanted = 2 if name in ("Max", "Min", "-", "/", "+", "*") else 1
            if not forms or len(args) != wanted or draw.random() > share:
                return node  # type: ignore[no-any-return]
            return ast.parse(draw.choice(forms).format(*(f"({ast.unparse(a)})" for a in args)), mode="eval").body

        def visit_Call(self, node: ast.Call) -> ast.AST:
            self.generic_visit(node)
            return self._maybe(node, node.func.id, node.args) if isinstance(node.func, ast.Name) else node

        def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
            if isinstance(node.op, ast.Pow):
                node.left = self.visit(node.left)
                return node
            self.generic_visit(node)
            return self._maybe(node, OPERATORS.get(type(node.op), ""), [node.left, node.right])

    return ast.unparse(Rewrite().visit(ast.parse(text, mode="eval")))


def expanded(text: str) -> str:
    """Products of sums multiplied out."""

    class Expand(ast.NodeTransformer):
        def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
            self.generic_visit(node)
            if isinstance(node.op, ast.Mult):
                for a, b in ((node.left, node.right), (node.right, node.left)):
                    if isinstance(a, ast.BinOp) and isinstance(a.op, (ast.Add, ast.Sub)):
                        return ast.BinOp(ast.BinOp(a.left, ast.Mult(), b), a.op, ast.BinOp(a.right, ast.Mult(), b))
            return node

    return ast.unparse(ast.fix_missing_locations(Expand().visit(ast.parse(text, mode="eval"))))


def sample_of_same(one: str, two: str) -> bool:
    """Whether two texts agree wherever a few numbers show both: a check of the rewriting itself."""
    with bits(300):
        for k in range(-24, 25):
            x = rational(Fraction(k, 7)) if k % 2 else rational(Fraction(k, 8))
            found: list[arb | None] = []
            try:
                for text in (one, two):
                    try:
                        found.append(value(text, x=x))
                    except Undefined:
                        found.append(None)
            except Unsure:
                continue
            a, b = found
            if (a is None) != (b is None) or (a is not None and b is not None and abs(a - b) > arb("1e-40") * (1 + abs(a))):
                return False
    return True


def defined_alike(one: str, two: str) -> bool:
    """Whether two texts are certainly both defined at 0, and defined on the same sides of it."""
    with bits(300):
        for q in (Fraction(0), Fraction(1, 10**6), Fraction(-1, 10**6)):
            found = []
            for text in (one, two):
                try:
                    value(text, x=rational(q))
                    found.append(True)
                except Undefined:
                    found.append(False)
                except Unsure:
                    return False
            if found[0] != found[1] or (q == 0 and not found[0]):
                return False
    return True


# comparing


def differences(one: Record, two: Record, law: Law) -> list[str]:
    """What the record of the turned formula says otherwise than the law demands; [] where nothing contradicts it."""
    if one.get("status") not in ("ok", "undecided") or two.get("status") not in ("ok", "undecided"):
        codes = {r["error"]["code"] for r in (one, two) if r.get("status") == "error"}
        if (
            codes == {"empty_domain"}
            and not all(r.get("status") == "error" for r in (one, two))
            and "timeout" not in (one["status"], two["status"])
        ):
            return ["defined nowhere, the other somewhere"]
        return []
    with bits(300):
        return _differences(one, two, law)


def _differences(one: Record, two: Record, law: Law) -> list[str]:
    found = []
    if law.at is not None:
        one, two = ({**r, "points": [p for p in r["points"] if p["at"] == law.at]} for r in (one, two))
        if not (one["points"] and two["points"]):
            return []
    skipped = law.at is not None or (law.finite_only and any(_infinite(p) for p in (*one["points"], *two["points"])))
    if not skipped:
        found += [f"{k}: {one[k]} and {two[k]}" for k in ("continuous", "differentiable") if {one[k], two[k]} == {True, False}]
        if isinstance(one["smoothness"], int | str) and isinstance(two["smoothness"], int | str) and one["smoothness"] != two["smoothness"]:
            found.append(f"smoothness: {one['smoothness']} and {two['smoothness']}")
    mine, theirs = _singles(one), _singles(two)
    families = any(p.get("index") for p in (*one["points"], *two["points"]))
    whole = one["status"] == two["status"] == "ok" and not families and law.at is None
    taken = set()
    for c, p in mine:
        goal = law.place(c)
        match = next(((i, q) for i, (d, q) in enumerate(theirs) if abs(goal - d) < arb("1e-9") * (1 + abs(d))), None)
        if match is not None:
            taken.add(match[0])
            if not (law.finite_only and (_infinite(p) or _infinite(match[1]))):
                found += [f"at {p['at']}: {text}" for text in _point(c, p, match[1], law)]
        elif whole and p["kind"] not in ("smooth", "outside") and not (law.finite_only and _infinite(p)):
            found.append(f"{p['kind']} at {p['at']} is missing in the other")
    if whole:
        for i, (_, q) in enumerate(theirs):
            if i not in taken and q["kind"] not in ("smooth", "outside") and not (law.finite_only and _infinite(q)):
                found.append(f"{q['kind']} at {q['at']} of the other is missing")
    return found


def _infinite(p: Record) -> bool:
    return any(str(p[k]).startswith(("oo", "-oo")) or p[k] == "undecided" for k in LIMITS)


def _singles(r: Record) -> list[tuple[arb, Record]]:
    found = []
    for p in r["points"]:
        if not p.get("index") and not p.get("if"):
            try:
                found.append((value(p["at"]), p))
            except (Undefined, Unsure):
                if p.get("approx") is not None:
                    found.append((arb(p["approx"]), p))
    return found


def _point(c: arb, p: Record, q: Record, law: Law) -> list[str]:
    found = []
    if "undecided" not in (p["kind"], q["kind"]) and p["kind"] != q["kind"]:
        found.append(f"kinds {p['kind']} and {q['kind']}")
    found += [f"{k} {p[k]} and {q[k]}" for k in ("continuous", "differentiable") if {p[k], q[k]} == {True, False}]
    if isinstance(p["smoothness"], int | str) and isinstance(q["smoothness"], int | str) and p["smoothness"] != q["smoothness"]:
        found.append(f"smoothness {p['smoothness']} and {q['smoothness']}")
    for names, change, turns in ((("value",), law.values, False), (LIMITS, law.values, True), (SLOPES, law.slopes, True)):
        for k, other in zip(names, names[::-1] if law.mirrored and turns else names, strict=True):
            text = _quantity(c, p, p[k], q, q[other], change)
            if text:
                found.append(f"{k} {p[k]} becomes {q[other]}{text}")
    return found


def _quantity(c: arb, p: Record, a: str | None, q: Record, b: str | None, change: Callable[[arb, arb], arb] | None) -> str:
    """Why one quantity is not what the law makes of the other; "" where it may be."""
    if "undecided" in (a, b) or str(a)[:3] == "oo*" or str(b)[:3] == "oo*":
        return ""
    words = (None, "dne", *INFINITE)
    if a in words or b in words:
        if a in INFINITE and b in INFINITE:
            if change is None:
                return "" if a == b else "!"
            # a sign that the law may turn: that of the change of a large number
            big = change(arb(10) ** 30 * (1 if a == "oo" else -1), c)
            return "" if (big > 0) == (b == "oo") else "!"
        return "" if a == b else "!"
    if change is None:
        return ""
    try:
        u = value(str(a), **_letter(p, c))
        d = value(q["at"])
        v = value(str(b), **_letter(q, d))
        wanted = change(u, c)
    except (Undefined, Unsure):
        return ""
    return "" if not abs(wanted - v) > arb("1e-12") * (1 + abs(v)) else f", not {wanted.str(10, radius=False)}"


def _letter(p: Record, c: arb) -> dict[str, arb]:
    return {p["symbol"]: c} if p.get("symbol") else {}
