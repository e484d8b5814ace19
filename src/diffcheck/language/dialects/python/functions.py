"""Functions of the text: what their statements return, and calls of them with the arguments put in.

A function is read by going through its statements with the values of its names as trees. What is assigned is evaluated when it is
assigned: where a value may be undefined and a branch does not use it, that is refused (`strictness.py`) rather than inlined.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Final

from diffcheck.language.dialects.python.loops import each
from diffcheck.language.dialects.python.source import Closure, Env, Source, Value, branched, dotted
from diffcheck.language.dialects.python.strictness import check_used
from diffcheck.language.dialects.python.tables import DECORATORS
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Cases, Condition, Name, Node, Truth

_DEEPEST: Final = 60
"""How deeply functions may call each other and expressions be nested, in steps of this reader."""


def inlined(source: Source, node: ast.Call, closure: Closure, keywords: dict[str, ast.expr], env: Env) -> Node:
    """The body of a function of the text with the arguments put in."""
    arguments = closure.node.args
    formals = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    if arguments.vararg or arguments.kwarg or len(node.args) > len(formals):
        source.refuse(node, "This call does not fit the function.")
    everything = (*formals, *(one.arg for one in arguments.kwonlyargs))
    given: Env = {formal: source.value(argument, env) for formal, argument in zip(formals, node.args, strict=False)}
    for keyword, value in keywords.items():
        if keyword in given or keyword not in everything:
            source.refuse(node, f"The function takes no argument {keyword} here.")
        given[keyword] = source.value(value, env)
    defaults = _defaults(arguments)
    for formal in everything:
        if formal not in given:
            if formal not in defaults:
                source.refuse(node, f"The argument {formal} is missing.")
            given[formal] = source.value(defaults[formal], dict(closure.then))
    return source.body(closure, given)


def called_with_variable(source: Source, closure: Closure) -> tuple[str, Node]:
    """The variable of a function of the text, and its tree: the first formal without a default, unless --var names another."""
    arguments = closure.node.args
    formals = [*arguments.posonlyargs, *arguments.args]
    if arguments.vararg or arguments.kwarg or not (formals or arguments.kwonlyargs):
        source.refuse(closure.node, "A function of one variable is needed.")
    spans = {one.arg: source.span(one) for one in (*formals, *arguments.kwonlyargs)}
    defaults = _defaults(arguments)
    variable = _variable(source.asked.variable, [one for one in spans if one not in defaults and one != "self"], list(spans))
    given: Env = {}
    for one, span in spans.items():
        if one == variable or one not in defaults:
            given[one] = source.symbol(one, span)
        else:
            given[one] = source.value(defaults[one], dict(closure.then))
    chosen = given[variable]
    assert isinstance(chosen, Name)
    return chosen.name, source.body(closure, given)


def _variable(asked: str | None, free: list[str], formals: list[str]) -> str:
    """Which formal is the variable: the one asked for, x among several without a default, else the first of these."""
    if asked is not None and asked in formals:
        return asked
    if len(free) > 1 and asked is None and "x" in free:
        return "x"
    return free[0] if free else formals[0]


def _defaults(arguments: ast.arguments) -> dict[str, ast.expr]:
    """The formals that have a default, with it."""
    formals = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    found = dict(zip(formals[len(formals) - len(arguments.defaults) :], arguments.defaults, strict=True))
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return found | {one.arg: default for one, default in named if default is not None}


def body(source: Source, closure: Closure, given: Env) -> Node:
    """What a function returns when it is called with these values."""
    if isinstance(closure.node, ast.FunctionDef):
        for decorator in closure.node.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if (dotted(called) or "").rpartition(".")[2] not in DECORATORS:
                source.refuse(decorator, "This decorator is not read.", "It may change what the function is.")
        source.defined += 1
    source.depth += 1
    if source.depth > _DEEPEST:
        source.refuse(closure.node, "Functions call each other too deeply, or themselves.", "Recursion is not read.")
    local = _assigned(closure.node.body) if isinstance(closure.node, ast.FunctionDef) else set()
    env: Env = {**{name: value for name, value in closure.around.items() if name not in local}, **given}
    if isinstance(closure.node, ast.Lambda):
        result = source.real(closure.node.body, env)
    else:
        returned = _block(source, closure.node.body, env)
        if returned is None:
            source.refuse(closure.node, "This function does not return on every path.", "Add return … at its end.")
        result = returned
    source.depth -= 1
    source.defined -= isinstance(closure.node, ast.FunctionDef)
    check_used(source, result, [value for value in given.values() if not isinstance(value, Closure)], closure.node)
    return result


@immutable
class _Given:
    """The value that a loop gives to its name, before the statements that it goes through with it."""

    word: str
    value: Value
    where: ast.expr


def _block(source: Source, statements: Sequence[ast.stmt | _Given], env: Env) -> Node | None:
    """What a block returns; None where it ends without returning. Its assignments are made in `env`; loops are unrolled."""
    assigned: list[tuple[Node | Condition, ast.AST]] = []
    result: Node | None = None
    for place, statement in enumerate(statements):
        match statement:
            case ast.Return(ast.expr() as value):
                result = source.real(value, env)
            case ast.Expr(ast.Constant()) | ast.Pass() | ast.Import() | ast.ImportFrom():
                continue
            case ast.Assert():
                source.refuse(statement, "An assertion is not read.", "Leave it out, or restrict the domain with --on.")
            case ast.Assign([ast.Name(target)], value) | ast.AnnAssign(ast.Name(target), _, ast.expr() as value):
                _assign(env, target, source.value(value, env), statement, assigned)
                continue
            case ast.AugAssign(ast.Name(target), operator, value):
                updated = ast.BinOp(ast.Name(target, ast.Load()), operator, value)
                ast.copy_location(updated, statement)
                ast.copy_location(updated.left, statement)
                _assign(env, target, source.number(source.value(updated, env), statement), statement, assigned)
                continue
            case ast.For(target, iterated, inside, []) if not _leaves(statement):
                unrolled = _unrolled(source, target, iterated, inside, env)
                result = _block(source, [*unrolled, *statements[place + 1 :]], env)
            case _Given(word, value, listed):
                _assign(env, word, value, listed, assigned)
                continue
            case ast.FunctionDef(function_name):
                env[function_name] = Closure.defined(statement, env)
                continue
            case ast.If(test, body, other) if _returns(statement):
                result = _split(source, test, body, other, statements[place + 1 :], env)
            case ast.If(test, body, other):
                _joined(source, test, body, other, env)
                continue
            case _:
                source.refuse(statement, _why(statement))
        break
    if result is not None:
        for computed, where in assigned:
            check_used(source, result, [computed], where)
    return result


def _unrolled(source: Source, target: ast.expr, iterated: ast.expr, inside: list[ast.stmt], env: Env) -> list[ast.stmt | _Given]:
    """The statements of a loop once for each value, each time after the value is given."""
    found: list[ast.stmt | _Given] = []
    for word, value in each(source, target, iterated, env):
        found += [_Given(word, value, iterated), *inside]
    return found


def _assign(env: Env, word: str, value: Value, where: ast.AST, assigned: list[tuple[Node | Condition, ast.AST]]) -> None:
    """Give a name its value, which is evaluated there."""
    env[word] = value
    if not isinstance(value, Closure):
        assigned.append((value, where))


def _assigned(statements: list[ast.stmt]) -> set[str]:
    """The names that statements give a meaning: in a function they are its own, whatever has that name around it."""
    found: set[str] = set()
    waiting: list[ast.AST] = list(statements)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            waiting += ast.iter_child_nodes(node)
    return found


def _leaves(loop: ast.For) -> bool:
    """Whether a loop may end before it has gone through all values, or leave out a part."""
    return any(isinstance(node, ast.Return | ast.Raise | ast.Break | ast.Continue) for node in ast.walk(loop))


def _returns(statement: ast.If) -> bool:
    """Whether a branch of the statement returns."""
    return any(isinstance(node, (ast.Return, ast.Raise)) for node in ast.walk(statement))


def _split(
    source: Source, test: ast.expr, body: list[ast.stmt], other: list[ast.stmt], rest: Sequence[ast.stmt | _Given], env: Env
) -> Node | None:
    """What an `if` that may return, and the statements after it, return."""
    condition = source.holds(test, env)
    span = source.span(test)
    source.steps += len(rest)
    one, two = _block(source, [*body, *rest], branched(env)), _block(source, [*other, *rest], branched(env))
    if one is None or two is None:
        return None
    tail = two.branches if isinstance(two, Cases) else ((two, Truth(True, span)),)
    return Cases(((one, condition), *tail), span)


def _joined(source: Source, test: ast.expr, body: list[ast.stmt], other: list[ast.stmt], env: Env) -> None:
    """Joins what the branches of an `if` assign, none of which returns."""
    condition = source.holds(test, env)
    span = source.span(test)
    first, second = branched(env), branched(env)
    _block(source, body, first)
    _block(source, other, second)
    for name in {**first, **second}:
        left, right = first.get(name), second.get(name)
        if left is right or (isinstance(left, Closure) and isinstance(right, Closure) and left.node is right.node):
            continue
        if left is None or right is None or isinstance(left, Closure) or isinstance(right, Closure):
            env.pop(name, None)
            continue
        tree = source.number(right, test)
        tail = tree.branches if isinstance(tree, Cases) and right is not env.get(name) else ((tree, Truth(True, span)),)
        env[name] = Cases(((source.number(left, test), condition), *tail), span)


def _why(statement: ast.stmt) -> str:
    """Why a statement is not read."""
    match statement:
        case ast.For() | ast.While() | ast.AsyncFor():
            return "Loops are read that go through a range or a list to its end."
        case ast.Raise():
            return "A raise is not read."
        case ast.Try() | ast.With():
            return "try and with are not read."
        case ast.Return():
            return "This return has no value."
        case _:
            return "This statement is not read."
