"""Pictures as data, held against the corpus and an independent evaluation: no curve crosses a break, every dot is right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import isclose, isfinite
from typing import Any

import evaluate
import pytest

from diffcheck import api
from diffcheck.analysis.pictures.trace import Stroke, Tracer
from diffcheck.errors import BadInput
from diffcheck.exact.expr import symbol
from diffcheck.language import read_problem
from diffcheck.model.kind import Kind
from diffcheck.model.picture import Picture, Window
from diffcheck.model.report import Report

from .asking import cases
from .oracle import Evaluator, NotReal, Pair

CASES = {case["id"]: case for name in ("finite.jsonl", "families.jsonl") for case in cases(name)}
WILD = ("oscillating", "oscillating_slope")
MEMBERS = 60
PARTS = 6


def all_cases(check: Callable[[str], None]) -> Callable[[int], None]:
    """The check of one case as a test of a part of the corpus; the name of a case that fails is seen in its traceback."""

    def test(part: int) -> None:
        for name in list(CASES)[part::PARTS]:
            check(name)

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return pytest.mark.parametrize("part", range(PARTS))(test)


@cache
def drawn(formula: str, **options: Any) -> Picture:
    """The picture of a formula."""
    return picture_of(api.check(formula, plot=True, **options))


def picture_of(report: Report) -> Picture:
    """The picture that a report must hold."""
    assert report.picture is not None, report.notes
    return report.picture


@cache
def truth(name: str) -> list[tuple[float, dict[str, Any], str, bool]]:
    """The true special points in the window: place, value and limits as numbers or words, kind, continuous."""
    case, window = CASES[name], drawn(CASES[name]["expr"]).window
    found = []
    for p in case["points"]:
        if isinstance(p["at"], dict):
            family, letter = evaluate.label_family(p["at"], MEMBERS, 1000)
            places = [(c, [(letter, n)]) for n, c in family]
        else:
            places = [(evaluate.number(p["at"]), [])]
        for c, put in places:
            if window.left <= c <= window.right:
                facts = {k: "none" if p.get(k) is None else evaluate.number(p[k], put) for k in ("value", "left", "right")}
                found.append((float(c), facts, p["kind"], p["continuous"]))
    return found


def in_band(picture: Picture, x: float, room: float = 0.0) -> bool:
    """Whether x lies in a band, or next to it."""
    return any(low - room <= x <= high + room for low, high in picture.bands)


def same(a: float, b: float, size: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), size)


def value(f: Evaluator, x: float) -> float | None:
    """f(x) by the independent evaluation; None where f is not real."""
    try:
        return float(f(Pair(c.mpf(x) for c in f.contexts))[1])
    except NotReal:
        return None


@pytest.mark.slow
@all_cases
def test_no_curve_crosses_a_place_where_f_is_not_continuous(name):
    picture = drawn(CASES[name]["expr"])
    for x, _, _, continuous in truth(name):
        if not continuous:
            assert [c for c in picture.curves if c[0][0] < x - 1e-9 and c[-1][0] > x + 1e-9] == []


@pytest.mark.slow
@all_cases
def test_every_special_point_has_its_mark_and_nothing_else_has_one(name):
    picture = drawn(CASES[name]["expr"])
    size = picture.window.width
    for x, _, kind, _ in truth(name):
        found = [m.kind.value for m in picture.marks if same(x, m.x, size)]
        assert found == [kind] or (not found and in_band(picture, x) and x != 0)  # in a band only where the points crowd
    for m in picture.marks:
        assert any(same(x, m.x, size) for x, _, _, _ in truth(name))


@pytest.mark.slow
@all_cases
def test_closed_dots_stand_at_values_and_open_dots_at_limits_that_are_not_the_value(name):
    picture = drawn(CASES[name]["expr"])
    marked = [m.x for m in picture.marks]
    expected = set()
    for x, facts, _, _ in truth(name):
        if not any(same(x, m, picture.window.width) for m in marked):
            continue
        number = {k: float(v) for k, v in facts.items() if not isinstance(v, str)}
        if "value" in number:
            expected.add((x, number["value"], True))
        expected |= {
            (x, number[side], False)
            for side in ("left", "right")
            if side in number and not ("value" in number and isclose(number[side], number["value"], rel_tol=1e-12, abs_tol=1e-15))
        }
    rounded = lambda dots: sorted((round(x, 9) + 0.0, round(y, 9) + 0.0, closed) for x, y, closed in dots)  # noqa: E731
    assert rounded({(d.x, d.y, d.closed) for d in picture.dots}) == rounded(expected)


@pytest.mark.slow
@all_cases
def test_vertices_lie_on_the_graph(name):
    picture = drawn(CASES[name]["expr"])
    f = Evaluator(read_problem(CASES[name]["expr"]).tree, "x", (40, 60))
    special = [x for x, _, _, _ in truth(name)]
    vertices = [v for c in picture.curves for v in c]
    for x, y in vertices[:: max(len(vertices) // 25, 1)]:
        if any(abs(x - c) < 1e-12 for c in special):
            continue
        found = value(f, x)
        assert found is not None
        assert same(found, y, 10 * picture.window.height) or (abs(found) > 1e290 and abs(y) >= 1e290)


@pytest.mark.slow
@all_cases
def test_curves_end_at_one_sided_limits(name):
    picture = drawn(CASES[name]["expr"])
    for x, facts, _, continuous in truth(name):
        for curve in picture.curves:
            for (at, y), side in ((curve[0], "right"), (curve[-1], "left")):
                if abs(at - x) <= 1e-15 * max(abs(x), 1.0):
                    assert not isinstance(facts[side], str)
                    assert same(y, float(facts[side]), picture.window.height)
            if continuous and curve[0][0] < x < curve[-1][0]:
                assert any(same(at, x, 1) and same(y, float(facts["value"]), picture.window.height) for at, y in curve)


@pytest.mark.slow
@all_cases
def test_the_curves_cover_the_graph_in_the_window_and_nothing_beside_it(name):
    picture = drawn(CASES[name]["expr"])
    window = picture.window
    f = Evaluator(read_problem(CASES[name]["expr"]).tree, "x", (40, 60))
    wild = [x for x, _, kind, _ in truth(name) if kind in WILD]
    special = [x for x, _, _, _ in truth(name)]
    for k in range(60):
        x = window.left + window.width * (k + 0.37) / 60
        if in_band(picture, x, 1e-6) or any(abs(x - c) < 1e-6 * window.width for c in special):
            continue
        y = value(f, x)
        heights = [h for c in picture.curves if c[0][0] <= x <= c[-1][0] for h in height(c, x)]
        if y is None:
            assert heights == []
        elif window.bottom <= y <= window.top and not any(abs(x - c) < 0.15 * window.width for c in wild):
            assert any(abs(h - y) < 0.004 * window.height for h in heights)


def height(curve: tuple[tuple[float, float], ...], x: float) -> list[float]:
    """The height of a polyline at x."""
    k = min(max(bisect_left(curve, (x,)), 1), len(curve) - 1)
    (a, b), (c, d) = curve[k - 1], curve[k]
    return [b + (d - b) * (x - a) / (c - a)] if c > a else [b, d]


@all_cases
def test_a_picture_is_in_order(name):
    picture = drawn(CASES[name]["expr"])
    window = picture.window
    assert window.left < window.right and window.bottom < window.top
    for curve in picture.curves:
        assert len(curve) > 1
        assert all(a[0] <= b[0] for a, b in pairwise(curve))
        assert all(isfinite(x) and isfinite(y) for x, y in curve)
    for one, two in pairwise(picture.curves):
        assert one[-1][0] <= two[0][0]
    if len(picture.dots) <= 40:
        assert all(window.left <= d.x <= window.right and window.bottom < d.y < window.top for d in picture.dots)
    for t in picture.tangents:
        assert any(d.closed and (d.x, d.y) == t.start for d in picture.dots)
        run, rise = t.end[0] - t.start[0], t.end[1] - t.start[1]
        assert abs(run) <= window.width / 5 and abs(rise) <= window.height / 4
        assert isclose(rise, t.slope * run, rel_tol=1e-9, abs_tol=1e-12) if run else not isfinite(t.slope)
    assert sorted(m.x for m in picture.marks) == [m.x for m in picture.marks]


@pytest.mark.parametrize(
    ("formula", "x", "slopes"),
    [
        ("|x|", 0, [-1, 1]),
        ("max(0, x)", 0, [0, 1]),
        ("sqrt(|x|)", 0, [float("-inf"), float("inf")]),
        ("cbrt(x)", 0, [float("inf"), float("inf")]),
        ("x*|x|", 0, [0, 0]),
        ("sqrt(x)", 0, [float("inf")]),
        ("floor(x)", 0, []),
        ("1/x", 0, []),
    ],
)
def test_tangents_have_the_one_sided_slopes_and_stand_where_f_is_continuous_only(formula, x, slopes):
    tangents = [t for t in drawn(formula).tangents if t.start[0] == x]
    assert sorted(t.slope for t in tangents) == sorted(slopes)
    for t, side in zip(tangents, (-1, 1) if len(tangents) == 2 else (1,), strict=False):
        assert (t.end[0] - t.start[0]) * side >= 0


def test_an_infinite_tangent_points_to_where_the_graph_goes():
    left, right = drawn("sqrt(|x|)").tangents
    assert left.end[1] > 0 and right.end[1] > 0
    left, right = drawn("cbrt(x)").tangents
    assert left.end[1] < 0 < right.end[1]


@pytest.mark.parametrize(
    ("formula", "places"),
    [("1/x", [0]), ("log(x)", [0]), ("exp(1/x)", [0]), ("1/(x^2-1)", [-1, 1]), ("|x|", []), ("floor(x)", []), ("sin(1/x)", [])],
)
def test_asymptotes_stand_where_a_limit_is_infinite(formula, places):
    assert list(drawn(formula).asymptotes) == places


def test_points_that_are_not_listed_have_neither_mark_nor_dot_and_the_curve_goes_on():
    picture = drawn("|x|^2 + |x^3|/|x^2+1|")
    assert [m.kind for m in picture.marks] == [Kind.HIGHER_ORDER]
    picture = drawn("|x|^2")
    assert (picture.marks, picture.dots, len(picture.curves)) == ((), (), 1)


def test_a_point_asked_for_is_marked_even_where_f_is_smooth_or_not_defined_near():
    picture = picture_of(api.check("x^2", at=["1"], plot=True))
    assert [(m.x, m.at, m.kind) for m in picture.marks] == [(1.0, "1", Kind.SMOOTH)]
    assert [(d.x, d.y, d.closed) for d in picture.dots] == [(1.0, 1.0, True)]
    picture = picture_of(api.check("log(x)", at=["-1"], plot=True))
    assert [(m.x, m.kind) for m in picture.marks] == [(-1.0, Kind.OUTSIDE), (0.0, Kind.INFINITE)]


@pytest.mark.parametrize(
    ("formula", "on", "ends", "closed"),
    [
        ("x^2", "[0,1)", (0.0, 1.0), [(0.0, 0.0)]),
        ("floor(x)", "[0,5/2]", (0.0, 2.5), [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (2.5, 2.0)]),
        ("1/x", "(0,oo)", (0.0, None), []),
        ("sin(x)", "[0,oo)", (0.0, None), [(0.0, 0.0)]),
        ("tan(x)", "(0,3]", (0.0, 3.0), [(3.0, None)]),
    ],
)
def test_a_picture_stays_within_the_asked_set(formula, on, ends, closed):
    picture = picture_of(api.check(formula, on=on, plot=True))
    low, high = ends
    assert min(c[0][0] for c in picture.curves) >= low
    assert high is None or max(c[-1][0] for c in picture.curves) <= high
    found = [(d.x, d.y) for d in picture.dots if d.closed]
    assert len(found) == len(closed)
    assert all(x == u and (v is None or y == v) for (x, y), (u, v) in zip(sorted(found), closed, strict=True))


def test_an_open_end_of_the_asked_set_has_an_open_dot():
    dots = picture_of(api.check("x^2", on="[0,1)", plot=True)).dots
    assert [(d.x, d.y, d.closed) for d in dots] == [(0.0, 0.0, True), (1.0, 1.0, False)]


def test_where_points_crowd_a_narrow_band_is_left_out():
    for formula in ("floor(1/x)", "tan(1/x)"):
        picture = drawn(formula)
        ((low, high),) = picture.bands
        assert low < 0 < high
        assert high - low < picture.window.width / 20
        assert not any(low + 1e-12 < x < high - 1e-12 for c in picture.curves for x, _ in c)


def test_where_a_value_is_not_known_the_curve_breaks():
    class Blind(Tracer):
        def value(self, u, x):
            return None if 1 < x < 2 else Tracer.value(self, u, x)

    runs = Blind("x").trace(Stroke(symbol("x") ** 2, 0.0, 3.0), Window(0.0, 3.0, 0.0, 9.0))
    assert [(run[0][0], run[-1][0]) for run in runs] == [(0.0, pytest.approx(1, abs=0.01)), (pytest.approx(2, abs=0.01), 3.0)]
    assert all(y == pytest.approx(x * x) for run in runs for x, y in run)


def test_a_fast_oscillation_is_as_dark_as_the_graph():
    picture = drawn("sin(1/x)")
    for left in (-0.02, -0.01, 0.0, 0.01):
        heights = [y for c in picture.curves for x, y in c if left < x < left + 0.01]
        assert min(heights) < -0.97 and max(heights) > 0.97


@pytest.mark.parametrize(
    "formula", ["exp(1/x^2)", "x^x^x", "exp(exp(x))", "1/(x-1/3)^9", "10^40*|x|", "|x|/10^40", "tan(x)^9", "erf(1000x)"]
)
def test_giants_and_dwarfs_are_drawn_too(formula):
    window = drawn(formula).window
    assert isfinite(window.height) and window.height > 0


def test_where_there_is_no_picture_a_note_says_why_and_the_verdicts_stand():
    report = api.check("|x - a|", assume=["cos(a) = a"], plot=True)  # which has no closed form
    assert report.pictures == ()
    assert any("no picture" in note and "--set a=" in note for note in report.notes)
    assert report.continuous == api.check("|x - a|").continuous
    assert api.check("|x - a|", values={"a": 0}, plot=True).picture is not None


PARAMETRIC = (
    # the formula, what is assumed, and how many kinds of pictures there are: by hand
    ("a*|x|", (), {("corner",), ()}),
    ("{a*x + b, x < 1; x^2}", (), {("jump",), ("corner",), ("higher_order",)}),
    ("|x|^p", ("p > 0",), {("cusp",), ("corner",), (), ("higher_order",)}),
    ("max(0, x - a) + |x|", (), {("corner", "corner"), ("corner",)}),
    ("sqrt(a - x^2)", (), {("isolated",), ("vertical_tangent", "vertical_tangent")}),
    ("H(x - a)", ("a > 7",), {("jump",)}),
    ("|x - a| + |x - b|", ("a < b",), {("corner", "corner")}),
)


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "assume", "kinds"), PARAMETRIC)
def test_with_free_parameters_each_case_is_drawn_once_and_its_values_are_those_of_the_case(formula, assume, kinds):
    report = api.check(formula, assume=assume, plot=True)
    assert report.picture is None and report == api.check(formula, assume=assume)  # nothing is claimed from the values
    assert {tuple(mark.kind.value for mark in one.marks) for one in report.examples} == kinds
    names = report.problem.parameters
    for one in report.examples:
        assert [name for name, _ in one.values] == list(names)
        same = api.check(formula, values={name: str(value) for name, value in one.values}, plot=True).picture
        assert same is not None and replace(one, values=()) == same
    assert len({one.values for one in report.examples}) == len(report.examples)


def test_a_parameter_lies_on_both_sides_of_where_places_coincide():
    signs = {float(str(value)) for one in api.check("max(0, x - a) + |x|", plot=True).examples for _, value in one.values}
    assert {s > 0 for s in signs} == {True, False} and 0 in signs and min(signs) < 0


@pytest.mark.parametrize(("formula", "assume", "holds"), [
    ("|x - a|", ("a > 10",), lambda a: a > 10),
    ("|x - a|", ("-1/100 < a < 1/200",), lambda a: -1 / 100 < a < 1 / 200),
    ("x^n*|x - 1|", ("n in Z", "n > 3"), lambda n: n > 3 and n == int(n)),
    ("|x| + a*b", ("a^2 + b^2 < 1/2", "a > 0"), lambda a, b: a * a + b * b < 1 / 2 and a > 0),
])  # fmt: skip
def test_the_values_satisfy_what_is_assumed(formula, assume, holds):
    report = api.check(formula, assume=assume, plot=True)
    assert report.examples or report.notes
    assert all(holds(*(float(Fraction(str(value))) for _, value in one.values)) for one in report.examples)


def test_a_formula_with_many_cases_is_drawn_a_few_times_and_a_note_says_so():
    report = api.check("|x| + |x - a| + |x - b|", plot=True)
    assert len(report.examples) == 6
    assert any(note.startswith("pictures of 6 of the ") for note in report.notes)


def test_an_error_while_drawing_costs_the_picture_alone(monkeypatch):
    from diffcheck.analysis.pictures import draw as picture

    def fails(*_: Any) -> Picture:
        raise AssertionError("planted")

    monkeypatch.setattr(picture, "draw", fails)
    report = api.check("|x|", plot=True)
    assert (report.picture, report.status, report.differentiable.answer) == (None, "ok", "no")
    assert report.notes == ("no picture: it could not be drawn (AssertionError)",)


def test_a_report_is_the_same_with_and_without_a_picture():
    for formula in ("max(0, x)", "floor(x)", "x^2*floor(1/x)"):
        assert api.check(formula, plot=True) == api.check(formula)


def test_many_sites_are_drawn_in_bounded_work():
    formula = " + ".join(f"max(0, x - {k}/10)" for k in range(120))
    assert len(drawn(formula).marks) == 120


def test_bad_input_stays_bad_input():
    with pytest.raises(BadInput):
        api.check("sqrt(-1-x^2)", plot=True)


@pytest.mark.parametrize(
    "formula",
    [
        "|sin(x)-x/3|",
        "|x^5-x-1|",
        "|cos(x)-x|",
        "|exp(x)-3|",
        "max(x^5,x+1)",
        "|x^3-2|",
        "max(sin(x),x/2)",
        "|x^2-sqrt(2)|",
        "|log(x)-x/5|",
    ],
)
def test_a_continuous_function_has_no_open_dots_and_one_curve(formula):
    picture = drawn(formula)
    assert picture.marks and all(dot.closed for dot in picture.dots if dot.x in picture_places(picture, Kind.CORNER))
    assert len(picture.curves) == 1


def picture_places(picture: Picture, kind: Kind) -> list[float]:
    """Where the special points of a kind are."""
    return [mark.x for mark in picture.marks if mark.kind is kind]


@pytest.mark.parametrize("growth", ["x^5-x-1", "x^9-x-1", "(exp(x^2)-3)*(x-3)", "exp(x)*(x-3)", "(x-2)*cosh(3x)", "x*exp(x^2)"])
@pytest.mark.parametrize("size", ["", "10^6*", "10^(-6)*"])
def test_a_corner_can_be_seen_however_fast_f_grows_beside_it(growth, size):
    """The tangents at the corner rise by more than a row of a picture of sixteen, on a length that is seen."""
    picture = drawn(f"{size}|{growth}|")
    window = picture.window
    steep = max(abs(t.slope) for t in picture.tangents)
    assert steep * 0.15 * window.width > window.height / 16


@pytest.mark.parametrize("frequency", [10, 30, 100, 1000, 4000, 12345, 10**6])
@pytest.mark.parametrize("formula", ["sin({}*x)", "cos({}*x)+2", "sin({}*x)+|x|", "exp(sin({}*x))"])
def test_waves_can_be_told_apart(formula, frequency):
    window = drawn(formula.format(frequency)).window
    waves = window.width * frequency / 6.283
    assert 1 < waves < 40


@pytest.mark.parametrize("formula", ["x^20", "x^100", "x^101", "exp(x^2)", "exp(exp(x))", "x^30-x", "exp(x^4)-1"])
def test_what_grows_by_powers_of_ten_is_shown_on_the_scale_of_x(formula):
    picture = drawn(formula)
    window = picture.window
    assert window.height < 20 * window.width
    inside = [x for curve in picture.curves for x, y in curve if window.bottom <= y <= window.top]
    assert max(inside) - min(inside) > window.width / 4


@pytest.mark.parametrize("formula", ["cosh(20x)", "exp(-50x)", "exp(100x)+x", "sinh(1000x)", "x*exp(30x)"])
def test_what_grows_at_once_is_shown_where_it_begins_to(formula):
    window = drawn(formula).window
    assert window.left < 0 < window.right and window.height < 1e5


@pytest.mark.parametrize("formula", ["10^6*x", "10^9*x^2", "10^6*sin(x)", "10^6+x", "x^2/10^9", "erf(x)*10^7"])
def test_what_is_large_everywhere_is_shown_as_large_as_it_is(formula):
    picture = drawn(formula)
    inside = [x for curve in picture.curves for x, y in curve if picture.window.bottom <= y <= picture.window.top]
    assert max(inside) - min(inside) > picture.window.width / 2


@pytest.mark.parametrize(
    "formula", ["log(x)*floor(x)", "sqrt(x)*floor(x)", "floor(x)*sqrt(-x)", "frac(x)*log(x)", "floor(x)*asin(x/9)", "floor(sqrt(x))"]
)
def test_no_window_is_half_empty(formula):
    picture = drawn(formula)
    drawn_from, drawn_to = picture.curves[0][0][0], picture.curves[-1][-1][0]
    assert drawn_to - drawn_from > 0.7 * picture.window.width


@pytest.mark.parametrize("other", ["5", "-20", "x", "100*x", "sin(x)"])
def test_beside_a_pole_both_branches_are_shown(other):
    picture = drawn(f"{{1/x, x>0; {other}, x<=0}}")
    window = picture.window
    seen = [x for curve in picture.curves for x, y in curve if window.bottom <= y <= window.top]
    assert min(seen) < window.left / 2 and max(seen) > window.right / 2
    assert min(x for x in seen if x > 0) < window.right / 2


def test_a_point_without_a_closed_form_has_one_dot_where_the_limits_are_equal():
    """(x^5 - x - 1)·g with different branches that agree at the root: the value is missing, or another."""
    picture = drawn("{x^5, x^5-x-1 < 0; x+1, x^5-x-1 > 0}")
    assert [(dot.closed, round(dot.y, 4)) for dot in picture.dots] == [(False, 2.1673)]
