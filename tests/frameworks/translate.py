"""A written tree as a program of a framework: each function as somebody would write it there, in double precision.

Powers with a constant exponent get a number of Python, e^u is exp(u), sums and products are taken from left to right, cases are
`where` for each case. What a framework does not have is written out of what it has. Raises Untranslated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth

Value = Any


class Untranslated(Exception):
    """The framework, or this page, does not have the function."""


@dataclass(frozen=True)
class Calculus:
    """One framework: how it makes a constant, its functions by our heads, `where`, and the value of its gradient (None: it has none)."""

    version: str
    constant: Callable[[float], Value]
    functions: Mapping[str, Callable[..., Value]]
    where: Callable[[Value, Value, Value], Value]
    logical: Mapping[str, Callable[..., Value]]
    named: Mapping[str, Callable[..., Value]]
    """Activations that it has as functions of their own; arguments after the first are numbers of Python."""
    gradient: Callable[[Callable[[Value], Value], float], float | None]

    def slope(self, tree: Node, name: str, at: float) -> float | None:
        """What its reverse mode returns for the formula."""
        return self.gradient(lambda x: _Program(self, name, x).value(tree), at)


class _Program:
    def __init__(self, calculus: Calculus, name: str, x: Value) -> None:
        self.of = calculus
        self.name = name
        self.x = x
        self.known: dict[int, Value] = {}

    def value(self, node: Node) -> Value:
        """The argument of a named function is one node in its formula, and is computed once."""
        if id(node) not in self.known:
            self.known[id(node)] = self.computed(node)
        return self.known[id(node)]

    def computed(self, node: Node) -> Value:
        match node:
            case Number(value):
                return self.of.constant(float(value))
            case Name(name):
                if name != self.name:
                    raise Untranslated(name)
                return self.x
            case Named(head, args, body):
                known = self.of.named.get(head)
                return self.value(body) if known is None else known(self.value(args[0]), *(float(exact(a)) for a in args[1:]))
            case Cases(branches):
                shown = self.of.constant(float("nan"))
                for value, condition in reversed(branches):
                    shown = self.of.where(self.true(condition), self.value(value), shown)
                return shown
            case Apply("^", (Apply("E", ()), exponent)):
                return self.of.functions["exp"](self.value(exponent))
            case Apply("^", (base, exponent)):
                return self.power(base, exponent)
            case Apply("+" | "*" as head, args):
                combine = {"+": lambda u, v: u + v, "*": lambda u, v: u * v}[head]
                return reduce(combine, [self.value(a) for a in args])
            case Apply("/", (above, below)):
                return self.value(above) / self.value(below)
            case Apply("neg", (arg,)):
                return -self.value(arg)
            case Apply("clip", (u, low, high)):
                return self.of.functions["clip"](self.value(u), self.value(low), self.value(high))
            case Apply("Max" | "Min" as head, args):
                return reduce(self.of.functions[head], [self.value(a) for a in args])
            case Apply(head, ()):
                return self.of.constant({"pi": 3.141592653589793, "E": 2.718281828459045}[head])
            case Apply(head, args):
                known = self.of.functions.get(head)
                if known is None:
                    raise Untranslated(head)
                return known(*(self.value(a) for a in args))
        raise Untranslated(str(node))

    def power(self, base: Node, exponent: Node) -> Value:
        fixed = exact(exponent)
        if fixed is None:
            return self.of.functions["^"](self.value(base), self.value(exponent))
        return self.value(base) ** (int(fixed) if fixed.denominator == 1 else float(fixed))

    def true(self, condition: Condition) -> Value:
        match condition:
            case Truth(value):
                return self.of.constant(0.0) < self.of.constant(1.0 if value else -1.0)
            case Logic(operator, args):
                return reduce(self.of.logical[operator], [self.true(a) for a in args]) if operator != "not" else ~self.true(args[0])
            case Compare(relation, left, right):
                u, v = self.value(left), self.value(right)
                return {
                    "<": lambda: u < v, "<=": lambda: u <= v, ">": lambda: u > v, ">=": lambda: u >= v,
                    "==": lambda: self.of.logical["=="](u, v), "!=": lambda: self.of.logical["!="](u, v),
                }[relation]()  # fmt: skip
        raise Untranslated(str(condition))


def exact(node: Node) -> Fraction | None:
    """The rational number that a part without names is; None for anything else."""
    match node:
        case Number(value):
            return value
        case Apply("neg", (arg,)):
            inner = exact(arg)
            return None if inner is None else -inner
        case Apply("/", (above, below)):
            u, v = exact(above), exact(below)
            return None if u is None or not v else u / v
    return None


def with_fallbacks(own: Mapping[str, Callable[..., Value]]) -> dict[str, Callable[..., Value]]:
    """The functions of a framework, and what can be written out of them."""
    f = dict(own)
    f.setdefault("cot", lambda u: 1 / f["tan"](u))
    f.setdefault("sec", lambda u: 1 / f["cos"](u))
    f.setdefault("csc", lambda u: 1 / f["sin"](u))
    f.setdefault("coth", lambda u: 1 / f["tanh"](u))
    f.setdefault("sech", lambda u: 1 / f["cosh"](u))
    f.setdefault("csch", lambda u: 1 / f["sinh"](u))
    f.setdefault("frac", lambda u: u - f["floor"](u))
    f.setdefault("cbrt", lambda u: f["sign"](u) * f["Abs"](u) ** (1 / 3))
    for arc in ("acot", "asec", "acsc", "acoth", "asech", "acsch"):
        of = {"acot": "atan", "asec": "acos", "acsc": "asin", "acoth": "atanh", "asech": "acosh", "acsch": "asinh"}[arc]
        f.setdefault(arc, lambda u, of=of: f[of](1 / u))
    own_log = f["log"]
    f["log"] = lambda u, base=None: own_log(u) if base is None else own_log(u) / own_log(base)
    return f
