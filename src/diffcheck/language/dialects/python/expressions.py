"""Expressions of Python to trees: names, operators, comparisons, choices."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.language.dialects.python.calls import called
from diffcheck.language.dialects.python.library import power
from diffcheck.language.dialects.python.source import Closure, Env, Source, Value, dotted
from diffcheck.language.dialects.python.tables import CONSTANTS, MODULES
from diffcheck.language.names import checked_symbol, symbol_name, unknown
from diffcheck.language.reader import CONDITIONS
from diffcheck.language.relations import connective
from diffcheck.language.tokens import Token, exact_number
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Node, Number, Relation, Span, Truth

_MOST_PARTS: Final = 50_000
_RELATIONS: Final[dict[type[ast.cmpop], Relation]] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def value(source: Source, node: ast.expr, env: Env) -> Value:
    """The tree of an expression."""
    source.steps += 1
    if source.steps > _MOST_PARTS:
        raise BadInput("too_large", "The formula is too large.", *source.span(node))
    span = source.span(node)
    match node:
        case ast.Constant(bool() as truth):
            return Truth(truth, span)
        case ast.Constant(int() | float()):
            return Number(_exact(source, node), span)
        case ast.Name(word):
            return _named(source, word, env, span)
        case ast.Lambda():
            return Closure.defined(node, env)
        case ast.UnaryOp(operator, operand):
            return _unary(source, operator, operand, env, span)
        case ast.BinOp(left, operator, right):
            return _binary(source, node, left, operator, right, env, span)
        case ast.BoolOp(operator, values):
            return connective("and" if isinstance(operator, ast.And) else "or", [source.holds(one, env) for one in values], span)
        case ast.Compare(left, operators, comparators):
            return _comparison(source, [left, *comparators], operators, env, span)
        case ast.IfExp():
            return _choice(source, node, env)
        case ast.Call():
            return called(source, node, env)
        case ast.Attribute():
            return _attribute(source, node)
        case _:
            source.refuse(node, "This part of Python is not read in a formula.")


def _choice(source: Source, node: ast.IfExp, env: Env) -> Cases:
    """`a if c else b`; what b chooses goes on with further cases."""
    condition = source.holds(node.test, env)
    first = source.real(node.body, env)
    second = source.real(node.orelse, env)
    if isinstance(node.orelse, ast.IfExp) and isinstance(second, Cases):
        return Cases(((first, condition), *second.branches), source.span(node))
    return Cases(((first, condition), (second, Truth(True, second.span))), source.span(node))


def _attribute(source: Source, node: ast.Attribute) -> Node:
    """A constant of a module."""
    module, _, constant = source.absolute(dotted(node) or "").rpartition(".")
    if module not in MODULES or constant not in CONSTANTS:
        source.refuse(node, "Attributes are not read.", "Constants are np.pi, math.e and the like.")
    return Apply(CONSTANTS[constant], (), source.span(node))


def _exact(source: Source, node: ast.Constant) -> Fraction:
    """The exact value of a number as it is written: 0.1 is 1/10."""
    start, end = source.span(node)
    written = source.text[start:end].replace("_", "")
    if isinstance(node.value, int) and not written.isdigit():
        if written[:2].lower() not in ("0x", "0o", "0b") or len(written) > 300:
            source.refuse(node, "This number is not read.")
        return Fraction(int(written, 0))
    return exact_number(Token("number", written, start, end))


def _named(source: Source, word: str, env: Env, span: Span) -> Value:
    """A local name, a constant of the module, a constant, the variable or a parameter."""
    if word in env:
        return env[word]
    if word in source.imported:
        module = source.imported[word]
        if module is None or module.rpartition(".")[2] not in CONSTANTS:
            raise BadInput("unknown_name", f"What {word} is, is not read here.", *span, "Only constants that are numbers are read.")
        return Apply(CONSTANTS[module.rpartition(".")[2]], (), span)
    if word in CONSTANTS and word not in source.asked.declared:
        return Apply(CONSTANTS[word], (), span)
    if word in source.asked.declared:
        return source.symbol(word, span)
    name = symbol_name(word) if not source.defined else None
    if name is None or word in ("i", "I", "inf", "nan"):
        raise unknown(word, *span)
    name = checked_symbol(word, span)
    source.names.setdefault(name, span)
    return Name(name, span)


def _unary(source: Source, operator: ast.unaryop, operand: ast.expr, env: Env, span: Span) -> Value:
    value = source.value(operand, env)
    if isinstance(operator, ast.Not) or (isinstance(operator, ast.Invert) and isinstance(value, CONDITIONS)):
        return Logic("not", (source.condition(value, operand),), span)
    if isinstance(operator, ast.Invert):
        source.refuse(operand, "~ is read before conditions only.")
    number = source.number(value, operand)
    return number if isinstance(operator, ast.UAdd) else Apply("neg", (number,), span)


def _binary(source: Source, node: ast.BinOp, left: ast.expr, operator: ast.operator, right: ast.expr, env: Env, span: Span) -> Value:
    one, two = source.value(left, env), source.value(right, env)
    if isinstance(operator, (ast.BitAnd, ast.BitOr)):
        word = "and" if isinstance(operator, ast.BitAnd) else "or"
        return connective(word, [source.condition(one, left), source.condition(two, right)], span)  # type: ignore[arg-type]
    a, b = source.number(one, left), source.number(two, right)
    match operator:
        case ast.Add():
            return Apply("+", (*_flat(source, "+", left, a, right), b), span)
        case ast.Sub():
            return Apply("+", (*_flat(source, "+", left, a, right), Apply("neg", (b,), source.span(right))), span)
        case ast.Mult():
            return Apply("*", (*_flat(source, "*", left, a, right), b), span)
        case ast.Div():
            return Apply("/", (a, b), span)
        case ast.FloorDiv():
            return Apply("floor", (Apply("/", (a, b), span),), span)
        case ast.Mod():
            return Apply("Mod", (a, b), span)
        case ast.Pow():
            return power(a, b, span)
        case _:
            source.refuse(node, "This operator is not read.")


def _flat(source: Source, head: str, left: ast.expr, tree: Node, right: ast.expr) -> tuple[Node, ...]:
    """The terms of a sum, or the factors of a product, that the left side is by itself, without brackets of its own."""
    bracketed = ")" in source.text[source.span(left)[1] : source.span(right)[0]]
    flat = isinstance(left, ast.BinOp) and isinstance(tree, Apply) and tree.head == head and not bracketed
    return tree.args if flat and isinstance(tree, Apply) else (tree,)


def _comparison(source: Source, sides: list[ast.expr], operators: list[ast.cmpop], env: Env, span: Span) -> Condition:
    numbers = [source.real(side, env) for side in sides]
    links: list[Condition] = []
    for place, operator in enumerate(operators):
        relation = _RELATIONS.get(type(operator))
        if relation is None:
            source.refuse(sides[place + 1], "This comparison is not read.")
        assert relation is not None
        links.append(Compare(relation, numbers[place], numbers[place + 1], span))
    return connective("and", links, span)
