"""Functions where they live: the text of one function of a Python file with what it uses, or of every one that can be read."""

from __future__ import annotations

import ast

from diffcheck.errors import BadInput, DiffcheckError
from diffcheck.language.dialects.python import parsed, read
from diffcheck.language.formula import Asked
from diffcheck.language.names import suggestion_among


def function_text(text: str, name: str) -> str:
    """The part of a Python file that says what a function is: imports, the names that it uses, the function itself as the last.

    Raises BadInput where the file is no Python or has no such function.
    """
    module = parsed(text)
    bound = _bound(module)
    functions = [one for one, statements in bound.items() if any(map(_is_function, statements))]
    if name not in functions:
        raise BadInput("name", f"There is no function {name} in this file.", hint=suggestion_among(name, functions))
    needed = _needed(name, bound)
    kept = [statement for statement in module.body if _names(statement) & needed and not _is(statement, name)]
    last = [statement for statement in module.body if _is(statement, name)]
    parts = [ast.get_source_segment(text, statement) or "" for statement in (*kept, *last)]
    return "\n".join(parts) + "\n"


def _needed(name: str, bound: dict[str, list[ast.stmt]]) -> set[str]:
    """The names of the module that the function uses, and those that these use."""
    needed: set[str] = set()
    waiting = [name]
    while waiting:
        word = waiting.pop()
        if word in needed or word not in bound:
            continue
        needed.add(word)
        waiting += [node.id for statement in bound[word] for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return needed


def readable(text: str, variable: str | None = None) -> list[tuple[str, str]]:
    """Every function of a Python file that can be read: its name, and the text of it."""
    found = []
    for statement in parsed(text).body:
        if not _is_function(statement):
            continue
        (name,) = _names(statement)
        try:
            part = function_text(text, name)
            read(part, Asked(variable), name)
        except DiffcheckError:
            continue
        found.append((name, part))
    return found


def _bound(module: ast.Module) -> dict[str, list[ast.stmt]]:
    """The statements that give each name of the module a meaning."""
    found: dict[str, list[ast.stmt]] = {}
    for statement in module.body:
        for name in _names(statement):
            found.setdefault(name, []).append(statement)
    return found


def _names(statement: ast.stmt) -> set[str]:
    """The names that a statement of a module gives a meaning, wherever in it."""
    match statement:
        case ast.FunctionDef(name) | ast.ClassDef(name) | ast.AsyncFunctionDef(name):
            return {name}
        case ast.Import(aliases) | ast.ImportFrom(_, aliases):
            return {(one.asname or one.name).partition(".")[0] for one in aliases}
        case _:
            return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _is(statement: ast.stmt, name: str) -> bool:
    return _is_function(statement) and _names(statement) == {name}


def _is_function(statement: ast.stmt) -> bool:
    """Whether the statement gives a name to a function or a lambda, and to nothing else."""
    if isinstance(statement, ast.FunctionDef):
        return True
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Lambda) and len(_names(statement)) == 1
