"""A formula that is defined nowhere -> the error that says so, and what to write where a power is to blame."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from diffcheck.analysis.survey.reasons import part_term
from diffcheck.errors import BadInput
from diffcheck.exact.generators import COS, PI
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Problem


def empty_domain(problem: Problem, message: str) -> BadInput:
    """The error; a power of a number that is not positive is named with what can be written instead.

    (-1)^u is cos(pi*u) at every integer u, and |c|^u*cos(pi*u) is c^u there; elsewhere c^u is no real number for c < 0.
    """
    for node in _nodes(problem.tree):
        if isinstance(node, Apply) and node.head in ("^", "principal_power"):
            base, exponent = _number(node.args[0]), node.args[1]
            if base is not None and base <= 0 and any(isinstance(part, Name) for part in _nodes(exponent)):
                return BadInput(
                    "empty_domain", "a power with a variable exponent needs a base above 0", *node.span, _instead(base, exponent)
                )
    return BadInput("empty_domain", message, 0, len(problem.text) or None)


def _instead(base: Fraction, exponent: Node) -> str:
    u = part_term(exponent)
    if base == 0:
        return f"write {{0, {u} > 0; 1, {u} = 0}}"
    wave = Apply(COS, (Apply("*", (Apply(PI, ()), exponent)),))
    instead: Node = wave if base == -1 else Apply("*", (Apply("^", (Number(-base), exponent)), wave))
    return f"write {part_term(instead)}, which is this power wherever {u} is an integer"


def _number(node: Node) -> Fraction | None:
    """The value of a number, with a minus sign or as a quotient."""
    match node:
        case Number(value):
            return value
        case Apply("neg", (arg,)):
            positive = _number(arg)
            return None if positive is None else -positive
        case Apply("/", (one, Number(below))) if below:
            above = _number(one)
            return None if above is None else above / below
    return None


def _nodes(tree: Node) -> Iterator[Node]:
    """All parts of a formula, those of its conditions too."""
    stack: list[Node | Condition] = [tree]
    while stack:
        node = stack.pop()
        match node:
            case Compare(_, left, right):
                stack += [right, left]
            case Logic(_, args):
                stack += reversed(args)
            case Cases(branches):
                yield node
                stack += [part for branch in reversed(branches) for part in reversed(branch)]
            case Apply(_, args):
                yield node
                stack += reversed(args)
            case Named():
                yield node
                stack.append(node.body)
            case Number() | Name():
                yield node
