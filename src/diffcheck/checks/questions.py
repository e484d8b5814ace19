"""What is asked of others: values, one-sided limits of f and of the difference quotient, at the points and some members of families."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import sympy

from diffcheck.model.immutable import immutable
from diffcheck.model.objects import Point, View
from diffcheck.model.report import Lack, Report

MEMBERS: Final = 2
"""So many members of a family are asked about."""
NEAREST: Final = (0, 1, -1, 2, -2, 3, 4, 5)
"""The indices from which they are taken."""
LIMITS: Final = {"left_limit": "-", "right_limit": "+"}
SLOPES: Final = {"left_derivative": "-", "right_derivative": "+"}


@immutable
class Asked:
    """A value or a limit: of an expression in a letter, at a place, from a side; and what the report says that it is (None: none)."""

    point: int
    """Which entry of the report it belongs to."""
    member: int | None
    """The index of the member, for a family."""
    of: str
    """`value`, `left_limit`, `right_derivative`, ..."""
    expression: Any
    letter: Any
    place: Any
    """Where the letter tends to; for a slope 0, where the step does."""
    side: str
    """`-`, `+`; empty for a value."""
    said: Any | None
    at: Any
    """The point."""


def questions(report: Report, view: View) -> Iterator[Asked]:
    """All that can be asked of a report without free parameters: sides where f is not defined, and what is undecided, are left out."""
    if view.parameters:
        return
    for number, (finding, point) in enumerate(zip(report.points, view.points, strict=True)):
        for member in _members(point):
            at = _at(point.at, point, member)
            if finding.value is not Lack.UNDECIDED:
                yield Asked(number, member, "value", view.function, view.variable, at, "", _at(point.value, point, member), at)
            for of, side in (*LIMITS.items(), *SLOPES.items()):
                found = getattr(finding, of)
                if found is None or found is Lack.UNDECIDED:
                    continue
                said = None if found is Lack.NO_LIMIT else _at(getattr(point, of), point, member)
                if of in LIMITS:
                    yield Asked(number, member, of, view.function, view.variable, at, side, said, at)
                else:
                    h = sympy.Symbol("h" if view.variable.name != "h" else "s", real=True)
                    moved = view.function.xreplace({view.variable: sympy.Add(at, h, evaluate=False)})
                    quotient = sympy.Mul(moved - _at(point.value, point, member), sympy.Pow(h, -1), evaluate=False)
                    yield Asked(number, member, of, quotient, h, sympy.S.Zero, side, said, at)


def _members(point: Point) -> Iterator[int | None]:
    indices = point.indices
    if indices is None:
        yield None
    else:
        yield from islice((n for n in NEAREST if indices.contains(sympy.Integer(n)) == sympy.true), MEMBERS)


def _at(value: Any, point: Point, member: int | None) -> Any:
    """A quantity of a family for one of its members."""
    return value if member is None or value is None else value.subs(point.index, member)
