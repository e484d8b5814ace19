"""A question asked in every case of the parameters that the question's assumptions admit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from diffcheck.analysis.cases.case import NOTHING, Case
from diffcheck.analysis.cases.explore import Bound, Either, Restriction, Tree, explore_restricted
from diffcheck.analysis.lenses.fold import evaluate, gap_of
from diffcheck.analysis.lenses.germ import INDEXED
from diffcheck.errors import BadInput
from diffcheck.exact.expr import ZERO
from diffcheck.model.question import Question
from diffcheck.model.tree import Condition, Logic, Problem
from diffcheck.model.tree import Truth as Constant

Answer = TypeVar("Answer")


def explored(problem: Problem, question: Question, ask: Callable[[], Answer], start: Case = NOTHING) -> Tree[Answer]:
    """All cases under the assumptions, or those that go on from another case."""
    assumed = [r for condition in question.assume for r in restrictions(condition, negated=False)]
    return explore_restricted(replace(start, preferred=question.solve, parameters=frozenset(problem.parameters)), assumed, ask)


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def restrictions(condition: Condition, negated: bool) -> list[Restriction]:
    """What a condition on parameters says: restrictions that all hold. Raises BadInput."""
    if isinstance(condition, Logic):
        if condition.operator == "not":
            return restrictions(condition.args[0], not negated)
        if (condition.operator == "or") is not negated:
            return [Either(tuple(tuple(restrictions(part, negated)) for part in condition.args))]
        return [r for part in condition.args for r in restrictions(part, negated)]
    if isinstance(condition, Constant):
        if condition.value is negated:
            raise BadInput("assumption", "the assumption is false")
        return []
    gap = evaluate(gap_of(condition).args[0], "", ZERO, INDEXED)
    if gap is None:
        raise BadInput("assumption", "an assumption must be defined for real parameters")
    return [Bound(gap, _OPPOSITE[condition.relation] if negated else condition.relation)]
