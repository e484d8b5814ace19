"""What a question owns while it is asked: what is assumed, what was believed, what is remembered. All of it ends with the question.

This is the one hidden state of the program. It is hidden because arithmetic cannot be handed anything: u + v has two operands.
Nobody sets it but `in_session`; its fields are changed by the blocks of their own modules (`assuming`, `watched`, `rounding`,
`using_index`), each of which puts back what it found. Threads have sessions of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from diffcheck.exact.effort import Effort

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
EFFORT = Effort()
"""What a question may cost unless something else is said."""


@dataclass(slots=True, eq=False)
class Session:
    """One question. Outside any question there is one too, in which nothing is assumed: for what is made while modules are imported.

    The modules that read a field stand above this one, so it is they that say its type.
    """

    assumed: Any = None
    """What is known of free symbols."""
    watch: Any = None
    """Who is told of a belief."""
    rounding: Any = None
    """Where numbers are doubles: the results of functions that are known."""
    index: Any = None
    """The index in which solvers may answer with families, and the ranges of these (analysis/indices)."""
    atoms: list[Any] = field(default_factory=list)
    """The atoms that were made: they live as long as the question, with the balls that were computed of them."""
    signs: dict[Any, Any] = field(default_factory=dict)
    """Signs of constants: they depend on nothing but the constant."""
    signs_in_case: Any = None
    """The case that is assumed, and the signs that were found in it: of the last one alone."""
    null_in_cases: dict[tuple[int, int], Any] = field(default_factory=dict)
    """The factors that are 0 in a case, by the identity of the case and of what was assumed when that was asked."""
    taylor: dict[Any, Any] = field(default_factory=dict)
    """Taylor coefficients, by the function, the point, and what was assumed where symbols stand in them."""
    written: dict[Any, Any] = field(default_factory=dict)
    """Monomials as terms: how one is written depends on nothing but its atoms, which live as long."""
    effort: Effort = EFFORT
    """How much work it may cost."""
    at_end: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What is to be done when the question has been answered, by name: each is done once."""


_session: ContextVar[Session] = ContextVar("session", default=Session())  # noqa: B039


def session() -> Session:
    """The session of the question that is being asked."""
    return _session.get()


def effort() -> Effort:
    """How much work the question that is being asked may cost."""
    return _session.get().effort


def in_session(work: Callable[Parameters, Result], *arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
    """What the work returns or raises, done in a session of its own.

    In a context of its own as well: blocks undo what they change when they are left, but where the stack has run out the undoing may fail
    for want of a frame. Whoever asks next must not find it.
    """
    here = Session()

    def ask() -> Result:
        _session.set(here)
        return work(*arguments, **named)

    try:
        return copy_context().run(ask)
    finally:
        for undo in here.at_end.values():
            undo()
