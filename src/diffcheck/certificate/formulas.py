"""The written formula as a formula of the checker. What it means there is what is claimed, so this file is trusted.

Each node becomes the formula that its function declares (`coq`); a definition by cases becomes choices by comparisons, from the
first condition on, so that only what is reached is evaluated.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from diffcheck.certificate.numbers import NO_NAMES, Names
from diffcheck.certificate.outside import Outside
from diffcheck.functions import formal
from diffcheck.functions.facts import Function
from diffcheck.functions.formal import Formal
from diffcheck.functions.register import declared
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Name, Named, Node, Number, Truth, parts

MOST: Final = 300
"""Nodes of a formula, those of shared parts counted as often as they are written."""


def formula_of(tree: Node, variable: str, names: Names = NO_NAMES) -> Formal:
    """The formula; raises Outside where it has a part that the checker's formulas lack."""
    return _Translator(variable, names).of(tree)


class _Translator:
    def __init__(self, variable: str, names: Names) -> None:
        self._variable = variable
        self._names = names
        self._left = MOST

    def of(self, node: Node) -> Formal:
        """A node as a formula."""
        self._left -= 1
        if self._left < 0:
            raise Outside(f"the formula has more than {MOST} parts")
        match node:
            case Number(value):
                return formal.number(Fraction(value))
            case Name(name):
                if name == self._variable:
                    return formal.X
                if name not in self._names:
                    raise Outside(f"the parameter {name} is free")
                return self._names[name].formula
            case Named(_, _, body):
                return self.of(body)
            case Cases(branches):
                found = formal.UNDEFINED
                for part, condition in reversed(branches):
                    found = self._case(condition, self.of(part), found)
                return found
            case Apply():
                return self._applied(node)

    def _applied(self, node: Apply) -> Formal:
        moves = len(node.args) == 2 and any(isinstance(part, Name) and part.name == self._variable for part in parts(node.args[1]))
        found = declared("moving_power" if moves and node.head in ("^", "principal_power") else node.head)
        made = found.coq(*[self.of(arg) for arg in node.args]) if isinstance(found, Function) and found.coq is not None else None
        if made is None:
            raise Outside(
                f"{node.head} is not among the functions of certificates" if node.head.isidentifier() else "this power is not treated"
            )
        return made

    def _case(self, condition: Condition, yes: Formal, no: Formal) -> Formal:
        """`yes` where a condition holds and `no` where it does not, evaluated from the left, no further than it takes."""
        self._left -= 1
        if self._left < 0:
            raise Outside(f"the conditions of the formula have more than {MOST} parts")
        match condition:
            case Truth(value):
                return yes if value else no
            case Compare(relation, left, right):
                return formal.choice(relation, self.of(left), self.of(right), yes, no)
            case _ if condition.operator == "not":
                return self._case(condition.args[0], no, yes)
            case _:
                first, *rest = condition.args
                if not rest:
                    return self._case(first, yes, no)
                others = self._case(type(condition)(condition.operator, tuple(rest)), yes, no)
                return self._case(first, others, no) if condition.operator == "and" else self._case(first, yes, others)
