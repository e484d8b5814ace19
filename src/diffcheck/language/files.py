"""Functions where they live: the text of one function of a Python file with what it uses, or of every one that can be read."""

from __future__ import annotations

import ast
import re
from io import StringIO
from tokenize import COMMENT, TokenError, generate_tokens
from typing import Final

from diffcheck.errors import BadInput, DiffcheckError
from diffcheck.language.dialects.python import parsed, read
from diffcheck.language.formula import Asked
from diffcheck.language.names import suggestion_among
from diffcheck.model.immutable import immutable

_CLAIM: Final = re.compile(r"#+\s*diffcheck:\s*(?P<claims>.*?)\s*")


@immutable
class ClaimedFunction:
    """A function of a file, the text of it, and the claims in the comments beside or above it, of which the first stands in `line`."""

    name: str
    text: str
    line: int
    claims: tuple[str, ...]


def claimed_functions(text: str, name: str | None = None) -> list[ClaimedFunction]:
    """The functions, or the one of this name, with a comment such as `# diffcheck: C1` in the lines of their head or just above these.

    Raises BadInput where the file is no Python, and for such a comment that belongs to no function: a claim that nobody checks is none.
    """
    module = parsed(text)
    comments = _comments(text)
    lines = text.splitlines()
    left = {line for line, comment in comments.items() if _CLAIM.fullmatch(comment)}
    found = []
    for statement in module.body:
        if not _is_function(statement):
            continue
        (own,) = _names(statement)
        above = _first_line(statement) - 1
        while above in comments and lines[above - 1].lstrip().startswith("#"):
            above -= 1
        here = [line for line in range(above + 1, _last_of_head(statement) + 1) if line in left]
        left.difference_update(here)
        if here and name in (None, own):
            claims = tuple(match["claims"] for line in here if (match := _CLAIM.fullmatch(comments[line])) is not None)
            found.append(ClaimedFunction(own, function_text(text, own), here[0], claims))
    if left and name is None:
        hint = "it belongs beside or just above a function of the module"
        raise BadInput("claim", f"the claim in line {min(left)} stands at no function", hint=hint)
    return found


def _comments(text: str) -> dict[int, str]:
    """The comments of a file that is Python, by their lines."""
    try:
        return {token.start[0]: token.string for token in generate_tokens(StringIO(text).readline) if token.type == COMMENT}
    except (TokenError, SyntaxError) as error:
        raise BadInput("syntax", f"the file is not Python: {error}") from error


def _first_line(statement: ast.stmt) -> int:
    """The first line of a statement, or of its decorators."""
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef) else []
    return min([statement.lineno, *(one.lineno for one in decorators)])


def _last_of_head(statement: ast.stmt) -> int:
    """The last line of the head of a function, or of a statement that gives a name to a lambda."""
    if isinstance(statement, ast.FunctionDef):
        return max(statement.lineno, statement.body[0].lineno - 1)
    return statement.lineno if statement.end_lineno is None else statement.end_lineno


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
