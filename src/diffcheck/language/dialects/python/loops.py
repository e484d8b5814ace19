"""What goes through finitely many values that are known: `for k in range(5)`, and sums and products of what is listed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from diffcheck.language import size
from diffcheck.language.dialects.python.source import Call, Env, Source, Value
from diffcheck.model.tree import Apply, Node, Number, integer

_MOST: Final = 1000
"""Values that one loop may go through."""
_SUMS: Final = frozenset({"+", "-", "*", "neg"})
_HINT: Final = "Write range with integers, or a list: for k in range(5), for k in [1, 2, 4]."


def through(source: Source, iterated: ast.expr, env: Env) -> list[Value]:
    """The values of range(…) with integers, and of a list. Refuses what is not known before the program runs."""
    match iterated:
        case ast.List(elements) | ast.Tuple(elements):
            return [source.value(one, env) for one in elements]
        case ast.Call(ast.Name("range"), args, []) if 1 <= len(args) <= 3 and "range" not in {**env, **source.imported}:
            bounds = [_integer(source, one, env) for one in args]
            if len(bounds) == 3 and bounds[2] == 0:
                source.refuse(args[2], "The step of a range is not 0.")
            values = range(*bounds)
            if len(values) > _MOST:
                source.refuse(iterated, f"A loop goes through at most {_MOST} values.")
            return [integer(value, source.span(iterated)) for value in values]
        case _:
            source.refuse(iterated, "What this goes through is not read.", _HINT)


def _integer(source: Source, node: ast.expr, env: Env) -> int:
    tree = source.real(node, env)
    value = size.exponent_value(tree)
    if value is None or value.denominator != 1 or _is_quotient(tree) or any(map(_is_float, ast.walk(node))):
        source.refuse(node, "An integer is needed here.", _HINT)
    return int(value)


def _is_quotient(tree: Node) -> bool:
    """Whether a number is made by division, which Python holds as one of floating point: range(4 / 2) is an error there."""
    return isinstance(tree, Apply) and (tree.head == "/" or (tree.head in _SUMS and any(map(_is_quotient, tree.args))))


def _is_float(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def each(source: Source, target: ast.expr, iterated: ast.expr, env: Env) -> Iterator[tuple[str, Value]]:
    """The name that a loop gives to its values, with each of them."""
    if not isinstance(target, ast.Name):
        source.refuse(target, "A loop with one name is read.")
    for value in through(source, iterated, env):
        yield target.id, value


def _terms(source: Source, listed: ast.expr, env: Env) -> list[Node]:
    """The numbers of a list, or of a comprehension, whose names are its own."""
    if not isinstance(listed, ast.GeneratorExp | ast.ListComp):
        return [source.number(value, listed) for value in through(source, listed, env)]
    found = [env]
    for loop in listed.generators:
        if loop.ifs or loop.is_async:
            source.refuse(listed, "A comprehension with conditions is not read.", "Write a if c else 0.")
        found = [{**names, word: value} for names in found for word, value in each(source, loop.target, loop.iter, names)]
        if len(found) > _MOST:
            source.refuse(listed, f"A loop goes through at most {_MOST} values.")
    return [source.real(listed.elt, names) for names in found]


def gathered(head: str, source: Source, call: Call) -> Node:
    """sum, prod and their like of a list or a comprehension; the builtin sum may be given what it begins with."""
    if call.keywords or not 1 <= len(call.args) <= (2 if call.name == "sum" and not call.module else 1):
        source.refuse(call.node, f"These arguments of {call.name} are not read.", "Write sum(f(k) for k in range(5)).")
    terms = [source.real(one, call.env) for one in call.args[1:]] + _terms(source, call.args[0], call.env)
    span = source.span(call.node)
    if not terms:
        return Number(Fraction(0 if head == "+" else 1), span)
    return terms[0] if len(terms) == 1 else Apply(head, tuple(terms), span)
