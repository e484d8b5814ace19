"""Few functions have many paths: the cyclomatic complexity (McCabe 1976) of the sources, counted as radon counts it.

A function begins with one path. Each decision adds one: a branch, a loop, a handler, a case, an `and` or `or`, an `assert`, a
comprehension and each of its conditions. A function inside another one counts for itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import diffcheck

SOURCES = Path(diffcheck.__file__).parent
HIGH = 15
FEWER_THAN = 30

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    """The functions and methods, and those inside of them."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def complexity(function: Function) -> int:
    """The decisions in a function, and one more."""
    return 1 + sum(map(inside, function.body))


def inside(node: ast.AST) -> int:
    """The decisions in a part of a function."""
    if isinstance(node, Function):
        return 0
    if isinstance(node, ast.Assert):
        return 1
    return decisions(node) + sum(map(inside, ast.iter_child_nodes(node)))


def decisions(node: ast.AST) -> int:
    """What one node adds."""
    match node:
        case ast.If() | ast.IfExp():
            return 1
        case ast.For() | ast.AsyncFor() | ast.While():
            return 1 + bool(node.orelse)
        case ast.Try():
            return len(node.handlers) + bool(node.orelse)
        case ast.Match():
            return sum(not is_else(one) for one in node.cases)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case _:
            return 0


def is_else(case: ast.match_case) -> bool:
    """Whether a case takes everything: `case _`."""
    return case.guard is None and isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None


@pytest.mark.slow
def test_few_functions_have_many_paths():
    found = {
        f"{path.relative_to(SOURCES)}:{function.lineno} {function.name}": complexity(function)
        for path in sorted(SOURCES.rglob("*.py"))
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
    }
    high = {name: count for name, count in found.items() if count > HIGH}
    shown = "\n".join(f"{count} {name}" for name, count in sorted(high.items(), key=lambda pair: -pair[1]))
    assert len(found) > 1000
    assert len(high) < FEWER_THAN, f"Functions with more than {HIGH} paths are to be fewer than {FEWER_THAN}, and are {len(high)}:\n{shown}"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("return x", 1),
        ("if x:\n  return 1\nelif y:\n  return 2\nelse:\n  return 3", 3),
        ("return 1 if x else 2", 2),
        ("return x and y and z or w", 4),
        ("for a in x:\n  pass\nelse:\n  pass", 3),
        ("while x:\n  pass", 2),
        ("try:\n  pass\nexcept A:\n  pass\nexcept B:\n  pass\nelse:\n  pass\nfinally:\n  pass", 4),
        ("return [a for b in x for a in b if a if a > 1]", 5),
        ("return all(a for a in x)", 2),
        ("match x:\n  case 1 | 2:\n    pass\n  case 3 if x:\n    pass\n  case _:\n    pass", 3),
        ("match x:\n  case [1, *_]:\n    pass\n  case other if other:\n    pass\n  case other:\n    pass", 3),
        ("assert x and y", 2),
        ("with x:\n  return lambda a: a or 1", 2),
        ("def inner():\n  if x:\n    return 1\nreturn inner", 1),
    ],
)
def test_decisions_are_counted(body: str, count: int):
    function = next(functions(ast.parse("class C:\n def f(self):\n" + "".join(f"  {line}\n" for line in body.split("\n")))))
    assert complexity(function) == count
