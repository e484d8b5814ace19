"""A formula in Python's syntax in, as SymPy prints it, the same in the language of another system out: what it lacks is refused."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from typing import Final, TypeAlias

Writer: TypeAlias = Callable[..., str]
"""What writes a function of arguments that are written already."""

_OPERATORS: Final[Mapping[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
_RELATIONS: Final[Mapping[type[ast.cmpop], str]] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Unspoken(Exception):
    """A formula for which the system has no words."""


def rewritten(formula: str, shared: Collection[str], write: Mapping[str, Writer]) -> str:
    """A formula in Python's syntax, in another language. Raises Unspoken.

    shared: the functions of one argument that keep their names; write: how names, constants and functions are written there.
    """

    def of(node: ast.AST) -> str:
        match node:
            case ast.Expression(body):
                return of(body)
            case ast.Constant(bool(value)):
                return write[str(value)]()
            case ast.Constant(int(value) | float(value)):
                return str(value)
            case ast.Name(name):
                return write[name]() if name in write else name
            case ast.UnaryOp(ast.USub(), operand):
                return f"(-{of(operand)})"
            case ast.BinOp(left, ast.BitAnd() | ast.BitOr() as operator, right):
                return write["And" if isinstance(operator, ast.BitAnd) else "Or"](of(left), of(right))
            case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
                return f"({of(left)}{_OPERATORS[type(operator)]}{of(right)})"
            case ast.Compare(left, [relation], [right]) if type(relation) in _RELATIONS:
                return f"({of(left)}{_RELATIONS[type(relation)]}{of(right)})"
            case ast.Tuple(elements):
                return ",".join(map(of, elements))
            case ast.Call(ast.Name("Piecewise"), arguments):
                parts = [(of(part.elts[0]), of(part.elts[1])) for part in arguments if isinstance(part, ast.Tuple)]
                return write["Piecewise"](*parts)
            case ast.Call(ast.Name(name), arguments):
                known = write.get(name)
                shown = [of(argument) for argument in arguments]
                if known is not None:
                    return known(*shown)
                if name in shared and len(shown) == 1:
                    return f"{name}({shown[0]})"
        raise Unspoken(formula)

    try:
        return of(ast.parse(formula, mode="eval"))
    except (SyntaxError, TypeError, KeyError, RecursionError):
        raise Unspoken(formula) from None
