"""What the frameworks return at a point when they compute in double precision: a formula and a point in, an answer for each out.

The formula is evaluated at the double nearest to the point, every step rounded as IEEE 754 says. At 0 or 1/2 this is the exact chain
rule; at sqrt(2) or pi a tie of the formula is mostly none in doubles, and the framework returns the slope of one branch. The answer
is given exactly where one is borne out by the rounded one: the exact chain rule, else the limit of f' on one side. What is
neither (tan at pi/2: a huge number) is given as the number that it is, and what depends on how a library rounds is not given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from diffcheck.analysis.frameworks.tape import Tape
from diffcheck.analysis.point.finding import Seen
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import parameter
from diffcheck.exact.double import Double, as_float, double, from_float
from diffcheck.exact.expr import Expr
from diffcheck.exact.rounding import is_double, nearest, rounding
from diffcheck.functions.frameworks import FRAMEWORKS, NEWEST, Framework, Versions
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Problem

ROUNDING, UNKNOWN = "rounding", "unknown"


@immutable
class Answer:
    """value: None: there is no gradient. missing: why no value is known ("" if it is): rounding, unknown, or `no` and a function.

    is_rough: the value is a rounded number, no exact one.
    """

    value: Double | None = None
    missing: str = ""
    is_rough: bool = False


def answers(problem: Problem, at: Expr, slopes: Sequence[Double | None] = (), versions: Versions = NEWEST) -> dict[Framework, Answer]:
    """What each framework returns at a point; slopes: exact values that a rounded one may stand for."""
    tape = _tape(problem, at)
    exact = _chain_rule(tape, versions)
    if at.free or any(parameter(name).free for name in problem.parameters):
        return exact
    rounded = _rounded(problem, at, versions)
    return {f: _as_exact(rounded[f], [*(() if exact[f].missing else (exact[f].value,)), *slopes]) for f in FRAMEWORKS}


def slopes_beside(seen: Seen) -> list[Double | None]:
    """The finite limits of f' on both sides of a point."""
    found: list[Double | None] = []
    for side in (seen.left, seen.right):
        try:
            limit = None if side is None else side.derivative_limit(1)
        except NotYet:
            continue
        if limit is not None and limit.kind == "finite":
            found.append(double(limit.value))
    return found


def are_borne_out(problem: Problem, at: Expr, values: Mapping[Framework, Double | None], versions: Versions) -> dict[Framework, bool]:
    """Whether the frameworks return these values at a constant."""
    run = _rounded(problem, at, versions)
    return {f: not run[f].missing and _is_borne_out(value, run[f].value) for f, value in values.items()}


def nearest_double(at: Expr) -> str | None:
    """The double at which the formula is evaluated, where the point itself is none."""
    return None if at.free or is_double(at) else repr(nearest(at))


def alike(a: Double | None, b: Double | None) -> bool:
    """Whether two values are the same but for rounding."""
    if a is None or b is None:
        return a is b
    u, v = as_float(a), as_float(b)
    return (math.isnan(u) and math.isnan(v)) or u == v or math.isclose(u, v, rel_tol=1e-9, abs_tol=1e-12)


def _tape(problem: Problem, at: Expr) -> Tape | None:
    try:
        return Tape(problem.tree, problem.variable, at)
    except NotYet:
        return None


def _chain_rule(tape: Tape | None, versions: Versions) -> dict[Framework, Answer]:
    """As exact as the block demands in which it is called."""
    if tape is None:
        return dict.fromkeys(FRAMEWORKS, Answer(missing=UNKNOWN))
    found: dict[Framework, Answer] = {}
    for framework in FRAMEWORKS:
        try:
            found[framework] = Answer(tape.gradient(framework, versions))
        except NotYet as reason:
            found[framework] = _missing(reason)
    return found


def _missing(reason: NotYet) -> Answer:
    return Answer(missing={"autodiff": reason.message, "rounding": ROUNDING}.get(reason.code, UNKNOWN))


def _rounded(problem: Problem, at: Expr, versions: Versions) -> dict[Framework, Answer]:
    """What comes out at the nearest double, whatever a library makes of the results of functions."""
    with rounding():
        try:
            tape = Tape(problem.tree, problem.variable, from_float(nearest(at)).exact)
        except NotYet as reason:
            return dict.fromkeys(FRAMEWORKS, _missing(reason))
        return {framework: _certain(answer) for framework, answer in _chain_rule(tape, versions).items()}


def _certain(answer: Answer) -> Answer:
    """The answer, unless its value varies by more than rounding."""
    value = answer.value
    if value is None or value.ends is None or all(alike(value, from_float(end)) for end in value.ends):
        return answer
    return Answer(missing=ROUNDING)


def _as_exact(rounded: Answer, exact: list[Double | None]) -> Answer:
    """The rounded answer as the exact value that it stands for."""
    if rounded.missing:
        return rounded
    return next((Answer(value) for value in exact if _is_borne_out(value, rounded.value)), Answer(rounded.value, is_rough=True))


def _is_borne_out(exact: Double | None, rounded: Double | None) -> bool:
    try:
        return alike(exact, rounded)
    except NotYet:
        return False
