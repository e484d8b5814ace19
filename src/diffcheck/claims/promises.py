"""What a text itself says of its formula, `smooth(k, u)` of Modelica, as claims.

A promise on all of the formula is the claim C^k on the set that is asked about. One on a part is that claim on the part as a function
of its own, where it is defined, within an interval that is asked about: that the formula may be smoother, or rougher, than its part is
another question.
"""

from __future__ import annotations

from dataclasses import replace

from diffcheck.claims.claim import Claim, Property
from diffcheck.model.question import AskedSet, Question
from diffcheck.model.tree import Cases, Compare, Condition, Logic, Name, Node, Problem, Promise, parts


def claim_of(promise: Promise) -> Claim:
    """A promise as a claim, by its own text."""
    return Claim(promise.text, Property(f"C{promise.order}"), promise.text)


def asked_of(problem: Problem, question: Question, promise: Promise) -> tuple[Problem, Question]:
    """The part that a promise speaks of as a problem of its own, and what is asked of it."""
    names = {part.name for part in parts(promise.node) if isinstance(part, Name)}
    own = replace(
        problem,
        tree=_within(question.on, promise.node, problem.variable),
        parameters=tuple(name for name in problem.parameters if name in names),
        text=promise.text,
        notes=(),
        at=(),
        on="domain",
        promises=(),
    )
    return own, replace(question, at=(), on=AskedSet(), solve=(), explain=False, autodiff=False, lipschitz=False)


def _within(on: AskedSet, node: Node, variable: str) -> Node:
    """The formula on an interval alone."""
    if on.kind != "interval":
        return node
    ends: list[Condition] = []
    if on.low is not None:
        ends.append(Compare("<=" if on.low_closed else "<", on.low, Name(variable)))
    if on.high is not None:
        ends.append(Compare("<=" if on.high_closed else "<", Name(variable), on.high))
    return Cases(((node, Logic("and", tuple(ends))),))
