"""Infinitely many points: members and accumulation points against numbers, one side at a time."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ..portion import portion
from .asking import cases, check, report
from .oracle import Judge, NotReal, Unsure, indices, judge, members

MORE = (
    "x*floor(x)",
    "max(sin(x),cos(x))",
    "floor(x)+sqrt(frac(x))",
    "{|sin(1/x)|, x!=0; 0, True}",
    "floor(1/x)",
    "round(x)",
    "trunc(x)",
    "floor(sqrt(x))",
    "1/(sin(x)+2*cos(x)-1)",
    "|cos(pi*x)|^(2/3)",
    "x*Mod(x,3/2)",
    "ceil(2*x-1/3)",
    "tan(x)",
    "log(|sin(x)|)",
    "sign(cos(3*x))*x",
    "floor(x/2)*x^2",
    "gamma(x)",
    "|sin(sqrt(x^2+1)-sqrt(2))|",
    "floor(x)*sin(x)",
    "sin(floor(x))",
    "{log(x), cos(pi*x)<0; x}",
    "{log(x-20), cos(pi*x)<0; x}",
    "{sqrt(20-x), cos(pi*x)<0; x}",
)
CORPUS = tuple(c["expr"] for c in cases("families.jsonl"))


def refuted(formula: str) -> list[str]:
    """What numbers refute at members of families and at single points, the points where members accumulate among them."""
    r = report(formula)
    assert r.status == "ok", r.notes
    found = Judge(r)
    for f in r.points:
        for m in members(f):
            if abs(found.f.number(m.at)[1]) < 1e6:
                found.point(m)
    found.verdicts()
    return found.complaints


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*MORE, *CORPUS]))
def test_members_and_accumulation_points_are_as_claimed(formula: str) -> None:
    assert refuted(formula) == []


@pytest.mark.slow
@pytest.mark.parametrize("formula", MORE)
def test_a_report_with_families_stands_up_to_the_whole_judge(formula: str) -> None:
    assert judge(report(formula), order=False, cells=6) == []


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*MORE, *CORPUS]))
def test_no_jump_lies_between_neighbouring_members(formula: str) -> None:
    assert unlisted_jumps(formula) == []


def unlisted_jumps(formula: str) -> list[object]:
    """Where the function jumps between two listed places in a window, found by halving where it changes most."""
    r = report(formula)
    jumps: list[object] = []
    found = Judge(r)
    places = sorted(float(x) for x in {found.f.number(m.at)[1] for f in r.points for m in members(f, range(-12, 13))} if -9 < x < 9)
    for a, b in pairwise(places):
        if b - a < 1e-6 or accumulates(a, b, places):
            continue
        grid = [a + (b - a) * k / 9 for k in range(1, 9)]
        try:
            values = [found.value_at(found.c2.mpf(x)) for x in grid]
        except (Unsure, NotReal):
            continue
        k = max(range(7), key=lambda i: abs(values[i + 1] - values[i]))
        if found._survives(found.c2.mpf(grid[k]), found.c2.mpf(grid[k + 1]), found.value_at):
            jumps.append(grid[k])
    return jumps


def accumulates(a: float, b: float, places: list[float]) -> bool:
    """Whether the gap may hide members that were not listed because their index is large: the gap beside 0 of a family in 1/n."""
    return a <= 0 <= b or abs(a) < 0.35 or abs(b) < 0.35 or len(places) > 40 or a == places[0] or b == places[-1]


@pytest.mark.parametrize(
    ("formula", "exact"),
    [
        ("x*floor(x)", "n"),
        ("round(x)", "n+1/2"),
        ("max(sin(x),cos(x))", "pi/4+pi*n"),
        ("tan(x)", "pi/2+pi*n"),
        ("floor(1/x)", "1/n"),
        ("floor(sqrt(x))", "n^2"),
        ("{|sin(1/x)|, x!=0; 0, True}", "1/(pi*n)"),
    ],
)
def test_the_families_are_the_expected_sets(formula: str, exact: str) -> None:
    r = report(formula)
    found = Judge(r)
    got = {round(float(found.f.number(m.at)[1]), 9) for f in r.points for m in members(f)}
    want, small = set(), set()
    for n in range(-170, 171):
        try:
            place = round(float(found.f.number(exact.replace("n", f"({n})"))[1]), 9)
        except (NotReal, Unsure):
            continue
        want.add(place)
        if n in (1, 2):
            small.add(place)
    assert got - want <= {0.0}, "a point that is none"
    assert small <= got, "a point that is missing"


def test_the_exceptions_of_a_family_are_no_members() -> None:
    family = next(f for f in report("x*floor(x)").points if f.index is not None)
    assert family.index is not None and 0 not in indices(family.index)
    assert any(f.at == "0" for f in report("x*floor(x)").points)


@pytest.mark.parametrize(
    ("formula", "smoothness", "reason"),
    [
        ("{x^2*floor(1/x), x!=0; 0, True}", -1, "jumps come arbitrarily close to 0"),
        ("{x*|sin(1/x)|, x!=0; 0, True}", 0, "corners come arbitrarily close to 0"),
    ],
)
def test_members_close_by_lower_the_order_at_the_place_where_they_accumulate(formula: str, smoothness: int, reason: str) -> None:
    at_zero = next(f for f in report(formula).points if f.at == "0")
    assert at_zero.smoothness == smoothness, reason


def test_a_sign_that_no_assumption_speaks_of_is_undecided() -> None:
    assert report("1/(1 + frac(sqrt(x - 1))^2)").continuous.answer in ("no", "undecided")  # it jumps where the root is an integer
    assert check("max((2x)^(3/2), exp(max(0, frac(x - 1))))", on="[1, oo)").continuous.answer in ("yes", "undecided")  # e < 2^(3/2)


@pytest.mark.parametrize("formula", ["huber(x)", "huber(-x)^2", "exp(-huber(x)^2)", "sqrt(huber(-x))", "exp(huber(x)^2)", "|huber(x) - 2|"])
def test_cases_inside_cases_do_not_take_each_others_conditions(formula: str) -> None:
    """Beside a family each formula is folded with a comparison made for the fold; one must not be taken for another that is gone."""
    whole = report(f"{{{formula}, x < 0; |sin(x)|, x > 2}}")
    left = report(f"{{{formula}, x < 0}}")
    here = {f.at: (f.kind, f.value, f.left_derivative, f.right_derivative) for f in whole.points if f.index is None and f.at != "2"}
    assert here == {f.at: (f.kind, f.value, f.left_derivative, f.right_derivative) for f in left.points}
    assert [(f.at, f.index.set) for f in whole.points if f.index is not None] == [("pi*n", "Naturals")]


def test_families_in_too_many_classes_are_not_looked_at_twice_where_they_meet() -> None:
    """floor(x/25) + floor(x/27) jumps at 25*n and 27*n, which meet at every multiple of 675: 51 classes, more than are told apart."""
    r = report("floor(x/25)+floor(x/27)")
    assert (r.status, r.continuous.answer) == ("undecided", "no")
    alone = report("floor(x/25)+floor((x-1/2)/25)")  # two families without a common member need no classes
    assert (alone.status, {str(f.at) for f in alone.points}) == ("ok", {"25*n", "25*n + 1/2"})
