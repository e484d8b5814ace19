"""A Python text as a whole: its imports and constants, and which of its functions or expressions is asked about."""

from __future__ import annotations

import ast

from diffcheck.errors import BadInput
from diffcheck.language import size
from diffcheck.language.dialects.python import expressions, functions
from diffcheck.language.dialects.python.functions import called_with_variable
from diffcheck.language.dialects.python.source import Closure, Env, Source, Value, parsed
from diffcheck.language.dialects.python.tables import ROOTS, SUBMODULES
from diffcheck.language.formula import Asked, Formula
from diffcheck.language.reader import CONDITIONS
from diffcheck.model.tree import Node


class _Program(Source):
    """A text with what reads its expressions and its functions, each of which asks for the other."""

    __slots__ = ()

    def value(self, node: ast.expr, env: Env) -> Value:
        return expressions.value(self, node, env)

    def body(self, closure: Closure, given: Env) -> Node:
        return functions.body(self, closure, given)


def read(text: str, asked: Asked, name: str | None = None) -> Formula:
    """The function that a Python text is: its only expression, or the function of this name, else the last that it defines."""
    lines = text.replace("\r\n", "\n ").split("\n")
    source = _Program(text, asked)
    at = 0
    for line in lines:
        source.starts.append(at)
        at += len(line) + 1
    stripped = text if text[:1] not in (" ", "\t") or "\n" in text.strip() else None
    module = parsed(text if stripped is not None else text.lstrip())
    if stripped is None:
        source.starts[0] = len(text) - len(text.lstrip())
    try:
        return _formula(source, module, name)
    except RecursionError:
        raise size.too_deep((0, len(text))) from None


def _formula(source: Source, module: ast.Module, name: str | None) -> Formula:
    asked: ast.expr | Closure | None = None
    for statement in module.body:
        found = _statement_of_module(source, statement)
        if found is not None and (name is None or (isinstance(found, Closure) and getattr(found.node, "name", None) == name)):
            asked = found
    if asked is None:
        message = "There is no formula." if name is None else f"There is no function {name} here."
        raise BadInput("empty" if name is None else "name", message, None, None, "For example np.where(x < 0, 0, x).")
    if isinstance(asked, Closure):
        variable, tree = called_with_variable(source, asked)
    elif isinstance(asked, ast.Lambda):
        variable, tree = called_with_variable(source, Closure.defined(asked, source.module))
    else:
        value = source.value(asked, dict(source.module))
        if isinstance(value, CONDITIONS):
            raise BadInput("condition", "This is a condition, not a function.", *source.span(asked), "Write np.where(…, 1, 0).")
        variable, tree = None, source.number(value, asked)
    size.check_size(tree)
    return Formula(tree, variable, source.names, None, tuple(source.notes))


def _statement_of_module(source: Source, statement: ast.stmt) -> ast.expr | Closure | None:
    """What one statement of a module asks about; it may add a name."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            _import(source, statement)
            return None
        case ast.Expr(ast.Constant(str())) | ast.Pass():
            return None
        case ast.Expr(value):
            return value
        case ast.FunctionDef(function_name):
            closure = Closure.defined(statement, source.module)
            source.module[function_name] = closure
            return closure
        case ast.Assign([ast.Name(target)], value) | ast.AnnAssign(ast.Name(target), _, ast.expr() as value):
            if isinstance(value, ast.Lambda):
                source.module[target] = closure = Closure.defined(value, source.module)
                return closure
            names = dict(source.names)
            try:
                source.module[target] = source.value(value, dict(source.module))
            except BadInput:
                source.module.pop(target, None)
                return None
            if source.names != names:
                source.names = names
                source.module.pop(target)
                return value
            return None
        case ast.AugAssign(ast.Name(target)):
            source.refuse(statement, f"{target} changes here.", "A constant of the module is given once.")
        case _:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    source.imported[node.id] = None
            if isinstance(statement, (ast.ClassDef, ast.AsyncFunctionDef)):
                source.imported[statement.name] = None
            return None


def _import(source: Source, statement: ast.Import | ast.ImportFrom) -> None:
    """Which module a name stands for; a module that is not read makes its names unknown."""
    if isinstance(statement, ast.Import):
        for one in statement.names:
            root = one.name.partition(".")[0]
            source.aliases[one.asname or root] = (one.name if one.asname else root) if root in ROOTS else ""
        return
    module = statement.module or ""
    for one in statement.names:
        name = one.asname or one.name
        if one.name == "*":
            source.star = module
        elif f"{module}.{one.name}" in SUBMODULES:
            source.aliases[name] = f"{module}.{one.name}"
        else:
            source.imported[name] = f"{module}.{one.name}" if module.partition(".")[0] in ROOTS else None
