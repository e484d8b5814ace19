"""Laws that every analysis obeys: moved, mirrored, scaled and rewritten functions have moved, mirrored, scaled findings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding, Report

from .asking import cases, report
from .oracle import Judge

pytestmark = pytest.mark.slow

FEW = settings(max_examples=12, deadline=None)
NUMBERS = st.sampled_from([Fraction(n, d) for n in (-3, -1, 1, 2, 5) for d in (1, 2, 3)])
PARTS = st.sampled_from(
    [
        "Abs({u})",
        "Max(0,{u})",
        "sign({u})",
        "({u})*Abs({u})",
        "cbrt({u})",
        "sqrt(Abs({u}))",
        "Heaviside({u})",
        "Abs({u})^3",
        "1/({u})",
        "Min({u},1)",
    ]
)


@st.composite
def functions(draw: st.DrawFn) -> str:
    """A sum of smooth and nonsmooth parts, in X."""
    smooth = draw(st.sampled_from(["X^2", "sin(X)", "exp(X)", "X", "1", "atan(X)"]))
    parts = [draw(PARTS).format(u=f"X-({draw(NUMBERS)})") for _ in range(draw(st.integers(1, 2)))]
    return "+".join([smooth, *parts])


FUNCTIONS = functions()


Summand: TypeAlias = tuple[str, Callable[[float], tuple[float, float]]]


def put(formula: str, inner: str) -> str:
    """The formula with something for X."""
    return formula.replace("X", f"({inner})")


def number(r: Report, text: str | None, f: Finding) -> object:
    """A quantity as a number to 30 digits, or the word it is."""
    if text is None or text in ("oo", "-oo", "dne", "undecided"):
        return text
    judge = Judge(r)
    return judge.f.number(text, judge.letters(f))[1]


Found: TypeAlias = list[tuple[float, Kind, object, list[Any]]]
ONE = Fraction(1)


def moved(r: Report, place: Callable[[float], float], mirrored: bool = False, factor: Fraction = ONE, slope: Fraction = ONE) -> Found:
    """What is found, as a list in order: place, kind, order, value, limits and slopes, each as it should be after the change."""
    found = []
    for f in r.points:
        assert f.approx is not None
        limits, slopes = [f.left_limit, f.right_limit], [f.left_derivative, f.right_derivative]
        if mirrored:
            limits, slopes = limits[::-1], slopes[::-1]
        numbers = [scaled(number(r, t, f), factor) for t in (f.value, *limits)] + [scaled(number(r, t, f), slope) for t in slopes]
        found.append((place(f.approx), f.kind, f.smoothness, numbers))
    return sorted(found, key=lambda p: p[0])


def scaled(x: object, factor: Fraction) -> object:
    """factor * x for a number or an infinity."""
    if x in ("oo", "-oo"):
        return x if factor > 0 else {"oo": "-oo", "-oo": "oo"}[str(x)]
    return x if x is None or isinstance(x, str) else x * factor.numerator / factor.denominator


def assert_same(one: Found, two: Found) -> None:
    """Two lists of findings agree."""
    assert [(round(p, 9), k, s) for p, k, s, _ in one] == [(round(p, 9), k, s) for p, k, s, _ in two]
    for (_, _, _, a), (_, _, _, b) in zip(one, two, strict=True):
        for x, y in zip(a, b, strict=True):
            plain = x is None or y is None or isinstance(x, str) or isinstance(y, str)
            assert x == y if plain else abs(x - y) < 1e-30 * (1 + abs(x))


def same_verdicts(one: Report, two: Report) -> None:
    """The verdicts on the whole domain agree."""
    first, second = ((r.continuous.answer, r.differentiable.answer, r.smoothness) for r in (one, two))
    assert first == second


@FEW
@given(FUNCTIONS)
def test_the_mirror_image_has_mirrored_findings(formula: str) -> None:
    one, two = report(put(formula, "x")), report(put(formula, "-x"))
    same_verdicts(one, two)
    assert_same(moved(one, lambda p: -p, mirrored=True, slope=Fraction(-1)), moved(two, lambda p: p))


@FEW
@given(FUNCTIONS, NUMBERS)
def test_a_shifted_function_has_shifted_findings(formula: str, by: Fraction) -> None:
    one, two = report(put(formula, "x")), report(put(formula, f"x+({by})"))
    same_verdicts(one, two)
    assert_same(moved(one, lambda p: p - float(by)), moved(two, lambda p: p))


@FEW
@given(FUNCTIONS, st.sampled_from([Fraction(2), Fraction(1, 3), Fraction(7, 2)]))
def test_a_stretched_function_has_stretched_findings(formula: str, by: Fraction) -> None:
    one, two = report(put(formula, "x")), report(put(formula, f"({by})*x"))
    same_verdicts(one, two)
    assert_same(moved(one, lambda p: p / float(by), slope=by), moved(two, lambda p: p))


@FEW
@given(FUNCTIONS, st.sampled_from([Fraction(-1), Fraction(3), Fraction(-2, 5)]))
def test_a_multiple_has_multiplied_values_and_slopes(formula: str, by: Fraction) -> None:
    one, two = report(put(formula, "x")), report(f"({by})*({put(formula, 'x')})")
    same_verdicts(one, two)
    assert_same(moved(one, lambda p: p, factor=by, slope=by), moved(two, lambda p: p))


@FEW
@given(FUNCTIONS, st.sampled_from([("3*x", lambda c: (3 * c, 3.0)), ("x^2", lambda c: (c * c, 2 * c))]))
def test_a_smooth_summand_keeps_the_kinks_and_shifts_the_slopes(formula: str, summand: Summand) -> None:
    smooth, at = summand
    one, two = report(put(formula, "x")), report(f"{put(formula, 'x')}+{smooth}")
    same_verdicts(one, two)
    before, after = moved(one, lambda p: p), moved(two, lambda p: p)
    assert [(p, k, s) for p, k, s, _ in before] == [(p, k, s) for p, k, s, _ in after]
    for (p, _, _, a), (_, _, _, b) in zip(before, after, strict=True):
        value, slope = at(p)
        for x, y, shift in zip(a, b, (value,) * 3 + (slope,) * 2, strict=True):
            assert x == y if x is None or isinstance(x, str) else abs(float(y - x) - shift) < 1e-9


@FEW
@given(FUNCTIONS)
def test_the_maximum_of_a_function_and_itself_is_the_function(formula: str) -> None:
    f = put(formula, "x")
    one, two = report(f), report(f"Max({f},{f})")
    same_verdicts(one, two)
    assert_same(moved(one, lambda p: p), moved(two, lambda p: p))


@FEW
@given(FUNCTIONS)
def test_the_square_of_the_absolute_value_is_as_smooth_as_the_square(formula: str) -> None:
    f = put(formula, "x")
    one, two = report(f"Abs({f})^2"), report(f"({f})^2")
    if "undecided" not in (one.smoothness, two.smoothness):
        assert one.smoothness == two.smoothness
        same_verdicts(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("|x|", "max(x,-x)"),
        ("|x|", "sqrt(x^2)"),
        ("|x|", "{x, x>=0; -x, True}"),
        ("|x|", "x*sign(x)"),
        ("max(0,x)", "(x+|x|)/2"),
        ("max(0,x)", "x*heaviside(x)"),
        ("min(x,x^2)", "(x+x^2-|x-x^2|)/2"),
        ("clip(x,-1,1)", "(|x+1|-|x-1|)/2"),
        ("cbrt(x)", "sign(x)*|x|^(1/3)"),
        ("x^(2/3)", "cbrt(x)^2"),
        ("|x|^(3/2)", "sqrt(|x|)^3"),
        ("|sin(x)|", "sqrt(1-cos(x)^2)"),
        ("frac(x)", "x-floor(x)"),
        ("ceil(x)", "-floor(-x)"),
        ("Mod(x,2)", "2*frac(x/2)"),
        ("trunc(x)", "sign(x)*floor(|x|)"),
        ("tanh(x)", "(exp(2*x)-1)/(exp(2*x)+1)"),
        ("relu(x)^2", "{x^2, x>0; 0, True}"),
        ("{x^2*sin(1/x), x!=0; 0, True}", "{0, x=0; x^2*sin(1/x), True}"),
        ("|x^2-1|", "max(x^2-1,1-x^2)"),
        ("||x|-1|", "max(|x|-1,1-|x|)"),
        ("asinh(|x|)", "log(|x|+sqrt(x^2+1))"),
    ],
)
def test_one_function_written_in_two_ways_has_the_same_verdicts(one: str, two: str) -> None:
    a, b = report(one), report(two)
    same_verdicts(a, b)
    if all(f.index is None for f in (*a.points, *b.points)):
        assert_same(moved(a, lambda p: p), moved(b, lambda p: p))


EVERYTHING = [c["expr"] for name in ("finite.jsonl", "families.jsonl", "solved.jsonl") for c in cases(name)]


@pytest.mark.parametrize("start", range(4))
def test_what_is_said_of_smoothness_agrees_with_the_verdicts(start: int) -> None:
    for formula in EVERYTHING[start::4]:
        r = report(formula)
        for f in (*r.points, r):
            order, inside = f.smoothness, not isinstance(f, Finding) or f.value is not None
            if order == "undecided" or not inside:
                continue
            assert not (f.differentiable.answer == "no" and (order == "oo" or (isinstance(order, int) and order >= 1))), formula
            assert not (f.continuous.answer == "no" and order != -1), formula
            lowered = isinstance(f, Report) or any(g.index is not None for g in r.points)
            assert not (f.continuous.answer == "yes" and order == -1 and not lowered), formula


def test_the_least_order_of_the_points_in_the_domain_is_that_of_the_function() -> None:
    for formula in EVERYTHING:
        r = report(formula)
        if r.status == "ok" and isinstance(r.smoothness, int | str):
            orders = [as_number(f.smoothness) for f in r.points if f.smoothness is not None]
            assert as_number(r.smoothness) == min(orders, default=as_number("oo")), formula


def as_number(order: object) -> float:
    """An order of smoothness as a number."""
    return float("inf") if order == "oo" else float(str(order))
