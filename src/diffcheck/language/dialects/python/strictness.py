"""What a program computes before it branches is evaluated on every branch: a value that may be undefined makes the function so."""

from __future__ import annotations

import ast
from typing import Final

from diffcheck.language.dialects.python.source import Source
from diffcheck.model.tree import Apply, Cases, Condition, Logic, Node, Number, Truth, children

_TOTAL: Final = frozenset(
    {"+", "*", "neg", "Abs", "Max", "Min", "sign", "floor", "ceiling", "sin", "cos", "exp", "tanh", "atan", "round", "trunc", "erf"}
)


def check_used(source: Source, result: Node, values: list[Node | Condition], where: ast.AST) -> None:
    """Refuses a value that may be undefined and that some branch does not use: it is evaluated before the branch."""
    partial = [value for value in values if not _is_total(value)]
    if not partial:
        return
    always: set[int] = set()
    stack: list[Node | Condition] = [result]
    while stack:
        node = stack.pop()
        if id(node) in always:
            continue
        always.add(id(node))
        match node:
            case Cases(branches):
                stack.append(branches[0][1])
                if all(condition == Truth(True) for _, condition in branches[:1]):
                    stack.append(branches[0][0])
            case Logic(_, args):
                stack.append(args[0])
            case _:
                stack += children(node)
    if any(id(value) not in always for value in partial):
        message = (
            "What is computed here may be undefined, and a branch does not use it: the function would be undefined there all the same."
        )
        source.refuse(where, message, "Compute it in the branch that uses it.")


def _is_total(node: Node | Condition) -> bool:
    """Whether the tree is surely defined everywhere."""
    stack: list[Node | Condition] = [node]
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        match part:
            case Apply("^" | "principal_power", (base, Number(exponent))) if exponent.denominator == 1 and exponent >= 0:
                stack.append(base)
            case Apply("/", (above, Number(below))) if below != 0:
                stack.append(above)
            case Apply(head, args):
                if args and head not in _TOTAL:
                    return False
                stack += args
            case _:
                stack += children(part)
    return True
