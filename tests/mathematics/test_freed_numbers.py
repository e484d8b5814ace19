"""Every corpus function with one of its numbers made a free parameter: the condition is true exactly where the property holds.

Each function is asked with the parameter and with numbers in its place, in worker processes with a limit of time. A test run takes
a part of the functions (see portion.py); with the environment variable DIFFCHECK_FREED=all every number of every function is made
free, one after the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest

from diffcheck import check_many
from diffcheck.language import read_problem
from diffcheck.language.substitute import substitute
from diffcheck.language.write import sympy_text
from diffcheck.model.report import Failure, Report
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number

from ..portion import portion
from .asking import cases, holds_at

pytestmark = pytest.mark.slow

SECONDS = 4.0


def numbers(node: Node | Condition, frozen: bool = False) -> Iterator[Number]:
    """The rational numbers in a formula but 0, exponents and indices of roots."""
    if isinstance(node, Number):
        if not frozen and node.value != 0:
            yield node
    elif isinstance(node, Apply):
        for i, arg in enumerate(node.args):
            yield from numbers(arg, frozen or (node.head in ("^", "real_root") and i == 1))
    elif isinstance(node, Named):
        return
    elif isinstance(node, Cases):
        for value, condition in node.branches:
            yield from numbers(value, frozen)
            yield from numbers(condition, frozen)
    elif isinstance(node, Logic):
        for arg in node.args:
            yield from numbers(arg, frozen)
    elif isinstance(node, Compare):
        yield from numbers(node.left, frozen)
        yield from numbers(node.right, frozen)


def freed(node: Node | Condition, one: Number) -> Node | Condition:
    """The formula with the parameter a in place of one number."""
    if node is one:
        return Name("a")
    if isinstance(node, Apply):
        return Apply(node.head, tuple(freed(a, one) for a in node.args), node.span)  # type: ignore[arg-type]
    if isinstance(node, Logic):
        return Logic(node.operator, tuple(freed(a, one) for a in node.args), node.span)  # type: ignore[arg-type]
    if isinstance(node, Cases):
        return Cases(tuple((freed(v, one), freed(c, one)) for v, c in node.branches), node.span)  # type: ignore[misc]
    if isinstance(node, Compare):
        return Compare(node.relation, freed(node.left, one), freed(node.right, one), node.span)  # type: ignore[arg-type]
    return node


@dataclass(frozen=True)
class Question:
    """A formula in x and a, and numbers to put in for a: the given one first."""

    formula: str
    values: tuple[Fraction, ...]
    plain: tuple[str, ...]


def questions() -> Iterator[Question]:
    """One for each function of the corpus (or one for each of its numbers), each time for another one of its numbers."""
    for position, case in enumerate(cases("finite.jsonl")):
        tree = read_problem(case["expr"]).tree
        found = list(numbers(tree))
        if found and os.environ.get("DIFFCHECK_FREED") != "all":
            found = [found[position % len(found)]]
        for one in found:
            parametric = freed(tree, one)
            values = tuple(dict.fromkeys((one.value, one.value + 1, -one.value, Fraction(1, 2))))
            plain = tuple(sympy_text(substitute(parametric, {"a": Number(value)})) for value in values)  # type: ignore[arg-type]
            yield Question(sympy_text(parametric), values, plain)


QUESTIONS = list(questions()) if os.environ.get("DIFFCHECK_FREED") else portion(questions())


@cache
def answers() -> dict[str, Report | Failure]:
    """The answers to all questions by their formulas."""
    formulas = list(dict.fromkeys(f for q in QUESTIONS for f in (q.formula, *q.plain)))
    records = check_many(formulas, jobs=2, time_limit=SECONDS, variable="x")
    return {formula: record.answer for formula, record in zip(formulas, records, strict=True)}


@pytest.mark.parametrize("asked", QUESTIONS, ids=[q.formula[:80] for q in QUESTIONS])
def test_the_condition_on_a_freed_number_is_true_exactly_where_the_property_holds(asked: Question) -> None:
    free = answers()[asked.formula]
    for value, formula in zip(asked.values, asked.plain, strict=True):
        plain = answers()[formula]
        if isinstance(free, Failure) or isinstance(plain, Failure):
            assert (free if isinstance(free, Failure) else plain).code != "internal"  # type: ignore[union-attr]
            continue
        for question in ("continuous", "differentiable"):
            truth = {"yes": True, "no": False}.get(getattr(plain, question).answer)
            found = holds_at(getattr(free, question), {"a": str(value)})
            assert None in (found, truth) or found == truth, f"{question} at a = {value}: {getattr(free, question)}"


def test_most_of_these_questions_are_decided() -> None:
    undecided = [q.formula for q in QUESTIONS if isinstance(r := answers()[q.formula], Failure) or r.status != "ok"]
    assert len(undecided) <= len(QUESTIONS) // 8, "\n".join(undecided)
