"""A Python text as the standard library's `ast` reads it: its places, its names, its functions, and a call in it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn, TypeAlias

from diffcheck.errors import BadInput
from diffcheck.functions import register
from diffcheck.language import size
from diffcheck.language.formula import Asked
from diffcheck.language.names import symbol_name
from diffcheck.language.reader import CONDITIONS, iverson
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Condition, Name, Node, Span

Value: TypeAlias = "Node | Condition | Closure"
Env: TypeAlias = dict[str, Value]


@immutable
class Closure:
    """A function of the text, with the names around it as they are, and as they were when it was defined: its defaults are of then."""

    node: ast.FunctionDef | ast.Lambda
    around: Mapping[str, Value]
    then: Mapping[str, Value]

    @classmethod
    def defined(cls, node: ast.FunctionDef | ast.Lambda, names: Mapping[str, Value]) -> Closure:
        """The function, as it is defined among these names."""
        return cls(node, names, dict(names))


@immutable
class Call:
    """A call of a function of a module, or of a builtin: the module and the name, and the arguments by place and by name."""

    node: ast.Call
    module: str
    name: str
    args: list[ast.expr]
    keywords: dict[str, ast.expr]
    env: Env

    @property
    def root(self) -> str:
        """The first word of the module."""
        return self.module.partition(".")[0]


@dataclass(slots=True)
class Source:
    """The text, where its lines begin, and what is found while it is read. What reads it supplies `value` and `body`."""

    text: str
    asked: Asked
    module: dict[str, Value] = field(default_factory=dict)
    names: dict[str, Span] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    """What `import numpy as np` calls the modules that are read."""
    imported: dict[str, str | None] = field(default_factory=dict)
    """The module of each name of `from … import …`; None for a module that is not read."""
    star: str = ""
    depth: int = 0
    steps: int = 0
    defined: int = 0
    """How many functions with statements are around: there an unknown name is an error, no parameter."""

    def span(self, node: ast.AST) -> Span:
        """The place of a node in code points of the text."""
        line, column = getattr(node, "lineno", 1) - 1, getattr(node, "col_offset", 0)
        last, end = (getattr(node, "end_lineno", None) or line + 1) - 1, getattr(node, "end_col_offset", None) or column
        return self._place(line, column), self._place(last, end)

    def _place(self, line: int, column: int) -> int:
        if line >= len(self.starts):
            return len(self.text)
        start = self.starts[line]
        following = self.text[start : self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)]
        return start + len(following.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))

    def refuse(self, node: ast.AST, message: str, hint: str | None = None) -> NoReturn:
        raise BadInput("syntax", message, *self.span(node), hint)

    def value(self, node: ast.expr, env: Env) -> Value:
        """The tree of an expression among these names."""
        raise NotImplementedError

    def body(self, closure: Closure, given: Env) -> Node:
        """What a function of the text returns when it is called with these values."""
        raise NotImplementedError

    def number(self, value: Value, node: ast.AST) -> Node:
        """A value as a number; a condition counts 1 where it holds."""
        if isinstance(value, Closure):
            self.refuse(node, "A function stands where a number is needed.", "Call it.")
        return iverson(value, self.span(node)) if isinstance(value, CONDITIONS) else value

    def condition(self, value: Value, node: ast.AST) -> Condition:
        """A value as a condition."""
        if isinstance(value, CONDITIONS):
            return value
        self.refuse(node, "A condition is needed here, such as x > 0.")

    def real(self, node: ast.expr, env: Env) -> Node:
        """An expression as a number."""
        return self.number(self.value(node, env), node)

    def holds(self, node: ast.expr, env: Env) -> Condition:
        """An expression as a condition."""
        return self.condition(self.value(node, env), node)

    def absolute(self, dotted: str) -> str:
        """A dotted name with the module that its first word is imported as."""
        first, dot, rest = dotted.partition(".")
        if first not in self.aliases:
            return dotted
        return f"{self.aliases[first]}{dot}{rest}" if self.aliases[first] else rest.rpartition(".")[2]

    def symbol(self, word: str, span: Span) -> Name:
        """A variable or a parameter of any length."""
        name = symbol_name(word) or word
        spelled = register.spelled(word) is not None and len(word) > 1 and symbol_name(word) is None
        if spelled or name in ("True", "False", "e", "E", "pi"):
            name = f"{word}_"
        self.names.setdefault(name, span)
        return Name(name, span)


def branched(env: Env) -> Env:
    """The names as a branch goes on with them: what it assigns is seen by the functions that it calls, and by no other branch."""
    copy: Env = {}
    for name, value in env.items():
        copy[name] = Closure(value.node, copy, value.then) if isinstance(value, Closure) and value.around is env else value
    return copy


def parsed(text: str) -> ast.Module:
    """The syntax tree of a Python text. Raises BadInput with the place of a mistake."""
    if "\x00" in text:
        raise BadInput("character", "The text holds a character that cannot be seen (U+0000).")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        lines = text.splitlines(keepends=True)
        line = min(max((error.lineno or 1) - 1, 0), max(len(lines) - 1, 0))
        start = min(sum(map(len, lines[:line])) + max((error.offset or 1) - 1, 0), max(len(text) - 1, 0))
        raise BadInput("syntax", f"This is no Python: {error.msg}.", start, min(start + 1, len(text))) from None
    except (ValueError, RecursionError, MemoryError, UnicodeEncodeError):
        raise size.too_deep((0, len(text))) from None


def dotted(node: ast.expr) -> str | None:
    """`a.b.c` of names and attributes; None for another expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(parts)])
