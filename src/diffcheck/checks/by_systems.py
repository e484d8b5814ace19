"""What giac and Maxima say of limits, as SymPy objects. Their answers are read by the parser of formulas, never evaluated as code."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from enum import Enum
from typing import Any, Final

from diffcheck.checks.by_sympy import Task
from diffcheck.checks.systems import System, Unspoken
from diffcheck.errors import DiffcheckError
from diffcheck.language import read_constant, sympy_term
from diffcheck.symbolic.terms import Translator


class Said(Enum):
    """An answer that is no number."""

    NO_LIMIT = "none"


INFINITIES: Final = {"oo": 1, "-oo": -1}


def answers(system: System, tasks: Sequence[Task], seconds: float) -> Generator[Any | None, None, None]:
    """What the system says, in order; None where it gives up, lacks the words, or takes longer than `seconds`."""
    try:
        for expression, letter, place, side in tasks:
            try:
                formula, at = system.words(str(expression)), system.words(str(place))
                told = system.limit(formula, system.words(letter.name), at, -1 if side == "-" else 1, seconds)
            except Unspoken:
                told = None
            yield None if told is None else read(system, told)
    finally:
        system.close()


def read(system: System, told: str) -> Any | None:
    """An answer as an object: a number, an infinity, or that there is no limit; None for what is none of them."""
    if re.search(system.bounded, told):
        return Said.NO_LIMIT
    for pattern, ours in system.spelled:
        if re.search(pattern, told) is not None:
            if not ours or ours == "?":
                return None
            told = re.sub(pattern, ours, told)
    import sympy

    if told in INFINITIES:
        return sympy.oo * INFINITIES[told]
    try:
        return Translator("x", {})(sympy_term(read_constant(told)))
    except (DiffcheckError, NotImplementedError):
        return None
