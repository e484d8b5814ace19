"""Limits on a tree: how deep, how large, and how huge a constant power; raises BadInput("too_large") beyond them."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.model.tree import Apply, Condition, Name, Node, Number, Span, children

MAX_DEPTH: Final = 120
MAX_NODES: Final = 200_000
MAX_POWER_BITS: Final = 20_000


def check_size(tree: Node | Condition) -> None:
    """Nothing, if the tree is within the limits. Shared parts are counted as often as they are used; no recursion."""
    measured: dict[int, tuple[int, int]] = {}
    stack = [tree]
    while stack:
        node = stack[-1]
        depth, nodes, before = 0, 1, len(stack)
        for part in children(node):
            known = measured.get(id(part))
            if known is None:
                stack.append(part)
            else:
                depth = max(depth, known[0])
                nodes += known[1]
        if len(stack) > before:
            continue
        stack.pop()
        if depth >= MAX_DEPTH:
            raise too_deep(node.span)
        if nodes > MAX_NODES:
            raise BadInput("too_large", f"The formula has more than {MAX_NODES} parts.", *node.span)
        measured[id(node)] = (depth + 1, nodes)


def too_deep(span: Span) -> BadInput:
    """The error for a formula that is nested too deeply."""
    return BadInput("too_large", "The formula is nested too deeply.", *span)


def check_power(base: Node, exponent: Node, span: Span) -> None:
    """Nothing, if base^exponent is no rational constant, or one of a size that can be written down."""
    if isinstance(base, Name):
        return
    value = _constant(base, 12)
    power = None if value is None or value in (-1, 0, 1) else _constant(exponent, 12)
    if value is not None and power is not None and (abs(power) > MAX_POWER_BITS or float(abs(power)) * _bits(value) > MAX_POWER_BITS):
        raise BadInput("too_large", "This power is a number too large to compute with.", *span)


def is_even_root(exponent: Node) -> bool:
    """Whether a power with this exponent is the same function with real and with principal roots."""
    return (value := exponent_value(exponent)) is not None and (value.denominator == 1 or value.denominator % 2 == 0)


def exponent_value(exponent: Node) -> Fraction | None:
    """The rational number that an exponent is; None for another one."""
    return _constant(exponent, 12)


def _bits(value: Fraction) -> float:
    return max(math.log2(abs(value.numerator)), math.log2(value.denominator))


def _constant(node: Node, depth: int) -> Fraction | None:
    """The value of a small arithmetic expression without names; None for anything else, and for what is too large or too deep."""
    if isinstance(node, Number):
        return node.value
    if not isinstance(node, Apply) or depth == 0 or not node.args or len(node.args) > 50:
        return None
    values = [_constant(arg, depth - 1) for arg in node.args]
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return None
    return _computed(node.head, known)


def _computed(head: str, known: list[Fraction]) -> Fraction | None:
    """The value of an operation on numbers; None for another function, and where there is no value, or one too large."""
    match head:
        case "neg":
            return -known[0]
        case "+":
            return sum(known, Fraction(0))
        case "*":
            return math.prod(known, start=Fraction(1))
        case "/":
            return known[0] / known[1] if known[1] else None
        case "^" | "principal_power" if known[1].denominator == 1 and (known[0] or known[1] > 0):
            size = abs(known[1]) * (_bits(known[0]) if known[0] else 0)
            return known[0] ** int(known[1]) if size <= MAX_POWER_BITS else None
        case _:
            return None
