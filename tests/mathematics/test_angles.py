"""Equations a*sin(w) + b*cos(w) = 0 with a number and a moving coefficient: one root in each period, named by its index."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
import sympy

from diffcheck import check
from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding

from ..portion import portion
from .asking import points, report
from .test_families import refuted, unlisted_jumps

MORE = ("max(tan(x),2*x)", "|tan(x)-x^2|", "|tan(x)-exp(x)|")
"""Where the angle is monotone far out alone, or throughout by its derivative."""


def roots(f: Callable[[float], float], low: float, high: float) -> list[float]:
    """The roots of a continuous function that changes its sign at each of them, by bisection from a fine grid."""
    grid = [low + (high - low) * k / 20000 for k in range(20001)]
    found = []
    for a, b in pairwise(grid):
        if f(a) * f(b) < 0:
            for _ in range(60):
                middle = (a + b) / 2
                a, b = (middle, b) if f(a) * f(middle) > 0 else (a, middle)
            found.append(a)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "f"),
    [
        ("|x-tan(x)|", lambda x: math.sin(x) - x * math.cos(x)),
        ("|tan(x)+x^3|", lambda x: math.sin(x) + x**3 * math.cos(x)),
        ("|sin(x)-x*cos(x)|", lambda x: math.sin(x) - x * math.cos(x)),
        ("|sin(x)+3*x*cos(x)|", lambda x: math.sin(x) + 3 * x * math.cos(x)),
        ("|x*sin(x)-cos(x)|", lambda x: x * math.sin(x) - math.cos(x)),  # the first coefficient of a law need not be 1
        ("|cot(x)-2*x|", lambda x: 2 * x * math.sin(x) - math.cos(x)),
    ],
)
def test_the_family_has_one_member_at_each_root(formula: str, f: Callable[[float], float]) -> None:
    r = check(formula)
    assert r.status == "ok", r.notes
    (family,) = (p for p in r.points if p.kind is Kind.CORNER and p.index is not None)
    assert family.index is not None
    left_out = [int(str(k)) for k in family.index.exceptions]
    n, x = sympy.Symbol(family.index.symbol), sympy.Symbol("x")
    equation = sympy.sympify(str(family.at.children[0]))
    members = []
    for k in range(-6, 7):
        if k in left_out:
            continue  # the root 0, a point of its own
        g = sympy.lambdify(x, equation.subs(n, k), "math")
        members += roots(g, -20.013, 20.017)
    found = sorted(c for c in members if 1e-6 < abs(c) < 9)
    assert found == pytest.approx([c for c in roots(f, -9, 9.001) if abs(c) > 1e-6], abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula", portion(["|x-tan(x)|", "1/(sin(x)+2*x*cos(x))", "sign(tan(x)+x^3)", "max(tan(x),-x)", *MORE, "|x*tan(x)-1|"], of=3)
)
def test_members_stand_up_to_an_independent_judge(formula: str) -> None:
    assert refuted(formula) == [] == unlisted_jumps(formula)


@pytest.mark.slow
def test_the_root_where_the_slopes_vanish_is_a_point_of_its_own() -> None:
    """tan(x) - x = x^3/3 + ...: |x - tan(x)| is C^2 at 0, and at the other roots c its slopes are -c^2 and c^2."""
    found = points("|x-tan(x)|")
    assert found["0"].smoothness == 2
    (family,) = (f for f in found.values() if f.kind is Kind.CORNER)
    assert "0" in map(str, family.index.exceptions if family.index else ())


@pytest.mark.parametrize("value", ["a", "a^2+1", "-3*b"])
def test_a_tangent_meets_a_parameter_once_in_each_period(value: str) -> None:
    """(tan(x))' = 1 + tan(x)^2 > 0: a corner for every value."""
    r = report(f"|tan(x)-({value})|")
    assert (r.status, r.continuous.answer, r.differentiable.answer, r.smoothness) == ("ok", "yes", "no", 0)


@pytest.mark.parametrize("formula", ["|sin(x)-x|*floor(x-tan(x))", "|x*sin(x)-x^2*cos(x)+1|", "|tan(x)-x*sin(x)|"])
def test_roots_that_are_not_one_in_each_period_are_not_called_complete(formula: str) -> None:
    assert report(formula).status == "undecided"


def test_a_line_meets_one_branch_of_the_tangent_three_times() -> None:
    """tan(x) = 2*x at 0 and at 1.1655... and its opposite, and once in each other period: x - atan(2*x) falls up to 1/2, then it rises."""
    found = points("max(tan(x),2*x)")
    families = {at: f for at, f in found.items() if f.index is not None and f.kind is Kind.CORNER}
    assert set(found) == {"0", "pi*n + pi/2", *families}
    assert {at: str(f.index and f.index.set) for at, f in families.items()} == {
        "zero(-atan(2*x) - pi*n + x, x > 1)": "Naturals0",
        "zero(-atan(2*x) - pi*n + x, x < -1)": "n <= 0",
    }


def test_an_exponential_meets_each_branch_of_the_tangent_once() -> None:
    """x - atan(exp(x)) has the derivative 1 - 1/(2*cosh(x)) >= 1/2, so it takes every multiple of pi once."""
    found = points("|tan(x)-exp(x)|")
    assert set(found) == {"pi*n + pi/2", "zero(-atan(exp(x)) - pi*n + x)"}
    corner = found["zero(-atan(exp(x)) - pi*n + x)"]
    assert corner.index is not None and (corner.kind, str(corner.index.set)) == (Kind.CORNER, "Integers")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "f"),
    [
        ("|tan(2x+1)-x|", lambda x: math.sin(2 * x + 1) - x * math.cos(2 * x + 1)),
        ("min(x-1,tan(-4x-2))", lambda x: math.sin(4 * x + 2) + (x - 1) * math.cos(4 * x + 2)),
        ("|tan(x-1)-exp(x-1)|", lambda x: math.sin(x - 1) - math.exp(x - 1) * math.cos(x - 1)),
    ],
)
def test_roots_for_an_inner_quantity_are_those_of_each_member(formula: str, f: Callable[[float], float]) -> None:
    """tan(v) = c*v + d for v = 2x + 1: each solution v gives one x, of the whole family or of a window."""
    r = check(formula)
    assert r.differentiable.answer == "no"
    x = sympy.Symbol("x")
    found = []
    for p in r.points:
        if p.kind is not Kind.CORNER:
            continue
        if p.index is None:
            found.append(p.approx)
            continue
        equation = sympy.sympify(str(p.at.children[0]))
        found += [c for k in range(-9, 10) for c in roots(sympy.lambdify(x, equation.subs(p.index.symbol, k), "math"), -20.013, 20.017)]
    assert sorted(c for c in found if c is not None and abs(c) < 7) == pytest.approx(roots(f, -7, 7.001), abs=1e-9)


SCALED: list[tuple[str, Callable[[float], float]]] = [
    ("max(tan(2*x),x/3)", lambda x: math.sin(2 * x) - x / 3 * math.cos(2 * x)),
    ("max(tan(2*x+1),x)", lambda x: math.sin(2 * x + 1) - x * math.cos(2 * x + 1)),
    ("max(tan(pi*x),x)", lambda x: math.sin(math.pi * x) - x * math.cos(math.pi * x)),
    ("min(tan(sqrt(2)*x),x-1)", lambda x: math.sin(math.sqrt(2) * x) - (x - 1) * math.cos(math.sqrt(2) * x)),
    ("max(tan(pi*x),5*x)", lambda x: math.sin(math.pi * x) - 5 * x * math.cos(math.pi * x)),
    ("max(tan(3*x),100*x)", lambda x: math.sin(3 * x) - 100 * x * math.cos(3 * x)),
    ("max(tan(x/2),x)", lambda x: math.sin(x / 2) - x * math.cos(x / 2)),
    ("|tan(4*x)-5*x|", lambda x: math.sin(4 * x) - 5 * x * math.cos(4 * x)),
    ("max(cot(3*x),x/2)", lambda x: math.cos(3 * x) - x / 2 * math.sin(3 * x)),
    ("max(tan(2*x),x^2)", lambda x: math.sin(2 * x) - x * x * math.cos(2 * x)),
]
"""Tangents of a multiple of x, and a function g with f = 0 just where the tangent is another function."""


def places(p: Finding, low: float, high: float) -> list[float]:
    """The place of a finding, or all members of its family between two numbers: their equations solved on a fine grid."""
    if p.index is None:
        return [p.approx] if p.approx is not None and low < p.approx < high else []
    n, x = sympy.symbols("n x")
    among = str(p.index.set)
    equation, *half = (sympy.sympify(str(part), locals={"n": n, "x": x}) for part in p.at.children)
    holds = {"Integers": sympy.true, "Naturals0": n >= 0, "Naturals": n >= 1}.get(among, sympy.sympify(among, locals={"n": n}))
    found = []
    for k in range(-30, 31):
        if bool(holds.subs(n, k)) and str(k) not in map(str, p.index.exceptions):
            members = roots(sympy.lambdify(x, equation.subs(n, k), "math"), low, high)
            found += [c for c in members if not half or bool(half[0].subs(x, c))]
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "f"), SCALED, ids=[formula for formula, _ in SCALED])
def test_a_tangent_of_any_multiple_meets_a_line_at_the_members_alone(formula: str, f: Callable[[float], float]) -> None:
    r = check(formula)
    assert (r.status, r.continuous.answer, r.differentiable.answer) == ("ok", "yes", "no"), r.notes
    found = sorted(c for p in r.points if p.kind is Kind.CORNER for c in places(p, -6.013, 6.017))
    assert [c for c in found if abs(c) > 1e-6] == pytest.approx([c for c in roots(f, -6.013, 6.017) if abs(c) > 1e-6], abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([formula for formula, _ in SCALED], of=3))
def test_corners_and_poles_of_scaled_tangents_stand_up_to_an_independent_judge(formula: str) -> None:
    assert refuted(formula) == [] == unlisted_jumps(formula)


@pytest.mark.parametrize("formula", ["max(tan(x/2),x/2)", "max(tan(3*x),3*x)", "max(tan(pi*x),pi*x)"])
def test_where_the_line_is_the_tangent_line_0_is_no_corner(formula: str) -> None:
    """tan(v) - v = v^3/3 + ...: the maximum is C^2 at 0 for any v = c*x, and has a corner at the other roots."""
    found = points(formula)
    assert (found["0"].kind, found["0"].smoothness) == (Kind.HIGHER_ORDER, 2)
    (family,) = (f for f in found.values() if f.kind is Kind.CORNER)
    assert family.index is not None and [str(k) for k in family.index.exceptions] == ["0"]


@pytest.mark.parametrize("formula", ["max(tan(x),x/2+sin(x)/5)", "max(tan(2*x),x*sin(x))"])
def test_a_tangent_that_meets_a_wave_is_not_called_complete(formula: str) -> None:
    assert report(formula).status == "undecided"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "g"),
    [
        ("max(tan(exp(x)),exp(x)/2)", "log(zero(-atan(x/2) - pi*n + x))"),  # tends to oo alone, for n >= 1
        ("max(tan(sqrt(x)),sqrt(x))", "zero(-atan(x) - pi*n + x)**2"),
    ],
)
def test_where_an_expression_in_a_level_tends_to_is_read_off_the_expression(formula: str, g: str) -> None:
    found = points(formula)[g]
    assert found.index is not None and (found.kind, str(found.index.set)) == (Kind.CORNER, "Naturals")
    assert report(formula).status == "ok"
