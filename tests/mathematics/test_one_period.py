"""Functions that repeat with infinitely many places in each period: those of one period are told, they settle the verdicts, and no list is
called complete. Judged by numbers: on a grid, f jumps or has a kink at the members alone, and one period further it does the same."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
import sympy

from diffcheck.model.report import Finding

from ..portion import portion
from .asking import check, points, report

CASES: list[tuple[str, Callable[[float], float], float, tuple[float, ...]]] = [
    # formula, the quantity that is rounded, the period, where places accumulate in [-T/2, T/2]
    ("floor(tan(x))", math.tan, math.pi, (-math.pi / 2, math.pi / 2)),
    ("floor(cot(x))", lambda x: 1 / math.tan(x), math.pi, (0,)),
    ("floor(1/sin(x))", lambda x: 1 / math.sin(x), 2 * math.pi, (-math.pi, 0, math.pi)),
    ("floor(1/cos(x))-x", lambda x: 1 / math.cos(x), 2 * math.pi, (-math.pi / 2, math.pi / 2)),
    ("round(tan(2*x))", lambda x: math.tan(2 * x) + 0.5, math.pi / 2, (-math.pi / 4, math.pi / 4)),
    ("floor(tan(x)^2)", lambda x: math.tan(x) ** 2, math.pi, (-math.pi / 2, math.pi / 2)),
    ("ceil(3*cot(2*x))+x/2", lambda x: -3 / math.tan(2 * x), math.pi / 2, (0,)),
    ("frac(1/(1-cos(x)))", lambda x: 1 / (1 - math.cos(x)), 2 * math.pi, (0,)),
    ("floor(tan(x)+1/tan(x))", lambda x: math.tan(x) + 1 / math.tan(x), math.pi, (-math.pi / 2, 0, math.pi / 2)),
]


def members(f: Finding) -> list[float]:
    """The place, or the members of the family for indices near 0."""
    if f.index is None:
        return [float(sympy.sympify(f.at))]
    n = sympy.Symbol("n", integer=True)
    among = {"Integers": sympy.true, "Naturals0": n >= 0, "Naturals": n >= 1}.get(f.index.set)
    among = sympy.sympify(f.index.set, locals={"n": n}) if among is None else among
    holds, at = (sympy.lambdify(n, u, "math") for u in (among, sympy.sympify(f.at, locals={"n": n})))
    return [at(k) for k in range(-400, 401) if str(k) not in f.index.exceptions and holds(k)]


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "inner", "period", "crowded"), CASES, ids=[c[0] for c in CASES])
def test_the_members_in_a_period_are_the_places_where_an_integer_is_passed(
    formula: str, inner: Callable[[float], float], period: float, crowded: tuple[float, ...]
) -> None:
    r = report(formula)
    assert (r.continuous.answer, r.differentiable.answer, r.smoothness, r.status) == ("no", "no", -1, "undecided")
    assert any("one period" in note for note in r.notes)
    found = [(c, f) for f in r.points for c in members(f)]
    assert all(-period / 2 - 1e-9 <= c < period / 2 - 1e-9 for c, _ in found)
    apart = 0.02 * period

    def is_far(x: float) -> bool:
        return all(abs(x - c) > apart for c in crowded)

    bad = sorted(c for c, f in found if f.continuous.answer == "no" and is_far(c))
    assert len(bad) == len({round(c, 9) for c in bad})
    steps = 20_000
    grid = [-period / 2 + (k + 0.3137) * period / steps for k in range(-1, steps)]
    for a, b in pairwise(grid):
        if not (is_far(a) and is_far(b)):
            continue
        here = [c for c in bad if a < c < b]
        passed = math.floor(inner(a)) != math.floor(inner(b))
        assert passed <= bool(here), (a, b)  # each jump is told
        for c in here:  # and each that is told is one, here and one period further
            for x in (c, c + period):
                near = [math.floor(inner(x + s * 1e-7)) for s in (-1, 1)]
                assert near[0] != near[1] or abs(inner(x) - round(inner(x))) < 1e-6, (a, b)


@pytest.mark.parametrize(
    ("formula", "verdicts"),
    [
        ("sin(tan(x))/sin(tan(x))", ("yes", "yes", "oo")),  # 1, but for the places where it has no value
        ("|sin(tan(x))|", ("yes", "no", 0)),
        ("|sin(tan(x))|^3", ("yes", "yes", 2)),
        ("|sin(tan(x))|^3-2*x", ("yes", "yes", 2)),
    ],
)
def test_the_places_of_one_period_settle_the_verdicts(formula: str, verdicts: tuple[str, str, object]) -> None:
    r = report(formula)
    assert (r.continuous.answer, r.differentiable.answer, r.smoothness) == verdicts
    assert r.status == "undecided" and r.certainty is None and not r.pieces  # the list is of one period alone


def test_what_crowds_at_the_right_end_crowds_left_of_the_first_place() -> None:
    """max(sin(x), 0)^2*|sin(1/sin(x))| has kinks left of pi and none right of it: those left of -pi are of the period before."""
    found = points("{max(sin(x),0)^2*|sin(1/sin(x))|, sin(x)!=0; 0}")
    assert (found["-pi"].differentiable.answer, found["-pi"].smoothness) == ("yes", 0)
    assert "pi" not in found


def test_the_note_says_by_which_rule_the_others_follow() -> None:
    (note,) = report("floor(tan(x))-2*x").notes
    assert note == "only the points of one period, -pi/2 <= x < pi/2, are listed, for f(x + pi) = f(x) - 2*pi"


def test_points_asked_for_in_other_periods_are_told() -> None:
    found = {f.at: f for f in check("floor(tan(x))", at=["5*pi/4", "1"]).points}
    assert (found["5*pi/4"].left_limit, found["5*pi/4"].right_limit, found["1"].kind.value) == ("0", "1", "smooth")


@pytest.mark.parametrize(
    ("formula", "at"),
    [
        ("{sin(x)*floor(1/sin(x)), sin(x)!=0; 1}", "2*pi"),  # told by one period, in which 0 is
        ("{sin(x)*floor(1/sin(x)), x!=0; 1}", "0"),
        ("{tan(x)*floor(1/sin(x)), x!=0; 1}", "0"),
        ("{x*floor(1/(x+x^2*exp(x))), x!=0; 1}", "0"),
        ("{x*sign(sin(1/sin(x))), x!=0; 0}", "0"),
    ],
)
def test_a_point_asked_for_is_of_no_order_that_holds_at_none_of_the_points_that_crowd_there(formula: str, at: str) -> None:
    """f is continuous there, but jumps at points as near as one likes: it is C^0 in no neighbourhood, so that the order is -1 or open."""
    (found,) = (f for f in check(formula, at=[at]).points if f.at == at)
    assert found.continuous.answer == "yes"
    assert found.smoothness in (-1, "undecided")


@pytest.mark.parametrize("formula", ["floor(tan(x))*floor(x)", "x*floor(tan(x))", "floor(tan(x))+floor(tan(sqrt(2)*x))"])
def test_what_does_not_repeat_is_not_told_by_one_period(formula: str) -> None:
    r = report(formula)
    assert r.status == "undecided" and not any("one period" in note for note in r.notes)
    assert r.differentiable.answer != "yes"


@pytest.mark.parametrize(("formula", "status"), portion([("floor(tan(x)*0)", "ok"), ("floor(atan(x))", "ok"), ("floor(3*sin(x))+x", "ok")]))
def test_what_has_finitely_many_places_in_a_period_is_told_for_all(formula: str, status: str) -> None:
    assert report(formula).status == status


def test_a_cotangent_has_its_zero_where_the_tangent_has_its_pole() -> None:
    """cot(x) = n at atan(1/n) for n != 0, and cot(x) = 0 at pi/2, that is at -pi/2 + pi."""
    found = points("floor(cot(x))")
    assert set(found) == {"-pi/2", "0", "atan(1/n)"}
    assert (found["-pi/2"].left_limit, found["-pi/2"].value, found["-pi/2"].right_limit) == ("0", "0", "-1")
    assert found["atan(1/n)"].index is not None and list(found["atan(1/n)"].index.exceptions) == ["0"]


def test_a_rounding_is_near_what_it_rounds_where_that_is_unbounded() -> None:
    """|round(u) - u| <= 1/2: round(1/x) tends to oo and -oo, x^2*round(1/x) has the slope 1 at 0, and 1/x - round(1/x) no limit."""
    found = points("round(1/x)")["0"]
    assert (found.left_limit, found.right_limit) == ("-oo", "oo")
    found = points("{x^2*round(1/x), x!=0; 0}")["0"]
    assert (found.left_derivative, found.right_derivative, found.smoothness) == ("1", "1", -1)
    assert points("1/x-round(1/x)")["0"].left_limit == "dne"
    assert points("round(tan(2*x))")["-pi/4"].left_limit == "oo"


@pytest.mark.parametrize("formula", ["round(1/x)+round(-1/x)", "round(1/x+2)-round(1/x)", "floor(1/x+1)-floor(1/x)"])
def test_sums_of_roundings_that_cancel_are_not_said_to_have_no_limit(formula: str) -> None:
    """They are constant, which is not seen."""
    assert all(f.left_limit in ("0", "2", "1", "undecided") for f in report(formula).points if f.at == "0")
