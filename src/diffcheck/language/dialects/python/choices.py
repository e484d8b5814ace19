"""Functions of modules that take conditions, lists or bounds: where, select, piecewise, clip."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Final

from diffcheck.language.dialects.python.source import Call, Closure, Source, dotted
from diffcheck.model.tree import Apply, Cases, Node, Number, Truth


def where(source: Source, call: Call) -> Node:
    """np.where(c, a, b): the part that is selected."""
    node, args, keywords, env = call.node, call.args, call.keywords, call.env
    if isinstance(node.func, ast.Attribute) and dotted(node.func) is not None and len(args) == 4:
        args = args[1:]
    if keywords or len(args) != 3:
        source.refuse(node, "where takes a condition and two values.")
    condition = source.holds(args[0], env)
    first, second = (source.real(argument, env) for argument in args[1:])
    tail = second.branches if isinstance(args[2], ast.Call) and isinstance(second, Cases) else ((second, Truth(True, second.span)),)
    return Cases(((first, condition), *tail), source.span(node))


_BOUNDS: Final = {
    "low": ("min", "a_min", "min_val", "clip_value_min", "lo"),
    "high": ("max", "a_max", "max_val", "clip_value_max", "hi"),
}


def clip(source: Source, call: Call) -> Node:
    """clip and clamp with two bounds, or one of them."""
    given = _bounded(source, call)
    kept = {key: value for key, value in given.items() if not (isinstance(value, ast.Constant) and value.value is None)}
    if "x" not in kept or len(call.args) > 3 or len(kept) < 2:
        source.refuse(call.node, "A value and at least one bound are needed.")
    numbers = {key: source.real(value, call.env) for key, value in kept.items()}
    span = source.span(call.node)
    if len(numbers) == 3:
        return Apply("clip", (numbers["x"], numbers["low"], numbers["high"]), span)
    return Apply("Max", (numbers["x"], numbers["low"]), span) if "low" in numbers else Apply("Min", (numbers["x"], numbers["high"]), span)


def _bounded(source: Source, call: Call) -> dict[str, ast.expr]:
    """The value and its bounds under the names x, low, high, however they are given."""
    given = dict(zip(("x", "low", "high"), call.args, strict=False))
    for key, value in call.keywords.items():
        place = next((side for side, names in _BOUNDS.items() if key in names), None)
        if place is None or place in given:
            source.refuse(call.node, f"The argument {key} is not read here.")
        assert place is not None
        given[place] = value
    return given


def select(source: Source, call: Call) -> Node:
    """np.select: the first true condition, else the default, which is 0."""
    node, args, keywords, env = call.node, call.args, dict(call.keywords), call.env
    if len(args) == 3 and not isinstance(args[0], (ast.List, ast.Tuple)):
        return where(source, call)
    default = keywords.pop("default", args[2] if len(args) == 3 else None)
    if keywords or len(args) not in (2, 3):
        source.refuse(node, "select takes conditions, values and a default.")
    conditions, values = (_listed(source, argument) for argument in args[:2])
    if len(conditions) != len(values):
        source.refuse(node, "There are not as many values as conditions.")
    branches = [(source.real(value, env), source.holds(condition, env)) for condition, value in zip(conditions, values, strict=True)]
    span = source.span(node)
    left = Number(Fraction(0), span) if default is None else source.real(default, env)
    return Cases((*branches, (left, Truth(True, span))), span)


def piecewise(source: Source, call: Call) -> Node:
    """np.piecewise: the last true condition, 0 where none holds; SymPy's Piecewise: the first, undefined elsewhere."""
    node, args, keywords, env = call.node, call.args, call.keywords, call.env
    if args and isinstance(args[0], ast.Tuple):
        pairs = [(one.elts[0], one.elts[1]) for one in args if isinstance(one, ast.Tuple) and len(one.elts) == 2]
        if len(pairs) != len(args):
            source.refuse(node, "Piecewise takes pairs (value, condition).")
        return Cases(
            tuple((source.real(v, env), source.holds(c, env)) for v, c in pairs),
            source.span(node),
        )
    if keywords or len(args) != 3:
        source.refuse(node, "piecewise takes the variable, conditions and functions.")
    at = source.real(args[0], env)
    conditions, functions = _listed(source, args[1]), _listed(source, args[2])
    if len(functions) - len(conditions) not in (0, 1):
        source.refuse(node, "There are not as many functions as conditions, or one more.")
    span = source.span(node)

    def applied(one: ast.expr) -> Node:
        value = source.value(one, env)
        if isinstance(value, Closure):
            formals = [formal.arg for formal in (*value.node.args.posonlyargs, *value.node.args.args)]
            if len(formals) < 1:
                source.refuse(one, "A function of one argument is needed.")
            return source.body(value, {formals[0]: at})
        return source.number(value, one)

    branches = [
        (applied(function), source.holds(condition, env))
        for condition, function in reversed(list(zip(conditions, functions, strict=False)))
    ]
    left = applied(functions[-1]) if len(functions) > len(conditions) else Number(Fraction(0), span)
    return Cases((*branches, (left, Truth(True, span))), span)


def _listed(source: Source, node: ast.expr) -> list[ast.expr]:
    if not isinstance(node, (ast.List, ast.Tuple)):
        source.refuse(node, "A list is needed here.")
    return node.elts
