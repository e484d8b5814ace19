"""A piece of work that leaves nothing behind: neither assumptions nor the precision of balls.

Every block that changes them undoes that when it is left; but where the stack has run out the undoing may fail for want of a
frame, and the next question would be answered under the assumptions of the last one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import ParamSpec, TypeVar

from flint import ctx

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def apart(work: Callable[Parameters, Result], *arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
    """What the work returns or raises; everything that it has assumed ends with it."""
    before = ctx.prec
    try:
        return copy_context().run(work, *arguments, **named)
    finally:
        ctx.prec = before
