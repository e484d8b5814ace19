"""Which function a call means: one of the text, one of a module, a method, a layer that is made and applied at once, a builtin."""

from __future__ import annotations

import ast

from diffcheck.errors import BadInput
from diffcheck.language.dialects.python.functions import inlined
from diffcheck.language.dialects.python.library import applied
from diffcheck.language.dialects.python.source import Call, Closure, Env, Source, Value, dotted
from diffcheck.language.dialects.python.tables import LAYERS, MODULES


def called(source: Source, node: ast.Call, env: Env) -> Value:
    """A function of the text, of a module, a method, or a builtin with its arguments."""
    if any(isinstance(argument, ast.Starred) for argument in node.args) or any(one.arg is None for one in node.keywords):
        source.refuse(node, "Arguments with a star are not read.")
    keywords = {one.arg or "": one.value for one in node.keywords}
    match node.func:
        case ast.Name(word):
            return _by_name(source, node, word, keywords, env)
        case ast.Attribute():
            return _by_attribute(source, node, node.func, keywords, env)
        case ast.Call() if not keywords and (made := _layer(source, node, node.func, env)) is not None:
            return applied(source, made)
        case ast.Lambda():
            return inlined(source, node, Closure.defined(node.func, env), keywords, env)
    source.refuse(node, "This call is not read.")


def _by_name(source: Source, node: ast.Call, word: str, keywords: dict[str, ast.expr], env: Env) -> Value:
    """A function of the text, one that is imported by its name, or a builtin."""
    local = env.get(word)
    if isinstance(local, Closure):
        return inlined(source, node, local, keywords, env)
    if local is not None or (word in source.imported and source.imported[word] is None):
        raise BadInput("unknown_name", f"What {word} is, is not read here.", *source.span(node.func))
    module, _, name = (source.imported.get(word) or f"{source.star}.{word}").rpartition(".")
    return applied(source, Call(node, module, name, list(node.args), keywords, env))


def _by_attribute(source: Source, node: ast.Call, function: ast.Attribute, keywords: dict[str, ast.expr], env: Env) -> Value:
    """A function of a module, or a method of a number."""
    prefixed = dotted(function)
    module, _, name = source.absolute(prefixed or "").rpartition(".")
    if prefixed is not None and not module and "." in prefixed:
        raise BadInput("unknown_name", f"{prefixed.partition('.')[0]} is a module that is not read.", *source.span(function))
    if prefixed is not None and module in MODULES and module not in env:
        return applied(source, Call(node, module, name, list(node.args), keywords, env))
    args = [function.value, *node.args]
    if function.attr == "where" and len(args) == 3:  # x.where(c, y) is x where c holds
        args = [args[1], args[0], args[2]]
    return applied(source, Call(node, "torch", function.attr, args, keywords, env))


def _layer(source: Source, node: ast.Call, made: ast.Call, env: Env) -> Call | None:
    """nn.LeakyReLU(0.1)(x): a module made and applied at once; None for another call of what is called."""
    prefixed = dotted(made.func)
    module, _, name = source.absolute(prefixed or "").rpartition(".")
    if prefixed is None or module not in MODULES:
        return None
    given = {one.arg or "": one.value for one in made.keywords}
    return Call(node, "torch", LAYERS.get(name, name), [*node.args, *made.args], given, env)
