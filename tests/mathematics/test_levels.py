"""Functions that take many integer values in each period, or on a bounded set: families of levels, complete and of the right values."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
import sympy

from diffcheck import check
from diffcheck.analysis.survey.periods import period_of
from diffcheck.exact.text import text
from diffcheck.functions.register import declarations
from diffcheck.language import read_problem
from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding

from .asking import points, report
from .test_families import refuted, unlisted_jumps

TURN = 2 * math.pi


def places(f: Finding, low: float, high: float) -> list[float]:
    """The members of a finding between two numbers, without those that come near to neither."""
    at = sympy.sympify(str(f.at))
    if f.index is None:
        return [c] if low < (c := float(at)) < high else []
    n = sympy.Symbol(f.index.symbol)
    member = sympy.lambdify(n, at, [{"floor": lambda q: math.floor(q + 1e-9)}, "math"])  # q is a rational in doubles
    if str(f.index.set) == "Integers":
        found = [member(k) for k in range(-6000, 6001) if str(k) not in map(str, f.index.exceptions)]
    else:
        bounds = sympy.sympify(str(f.index.set)).as_set()
        found = [member(k) for k in range(int(bounds.inf), int(bounds.sup) + 1) if str(k) not in map(str, f.index.exceptions)]
    return [c for c in found if low < c < high]


CASES: list[tuple[str, Callable[[float], float], float]] = [
    ("floor(20*sin(x))", lambda x: 20 * math.sin(x), TURN),
    ("floor(300*sin(x))", lambda x: 300 * math.sin(x), TURN),
    ("floor(100*cos(x))", lambda x: 100 * math.cos(x), TURN),
    ("floor(100*cos(2*x)+1/3)", lambda x: 100 * math.cos(2 * x) + 1 / 3, math.pi),
    ("frac(150*sin(x/2+1))", lambda x: 150 * math.sin(x / 2 + 1), 2 * TURN),
    ("floor(100*sin(x)^2)", lambda x: 100 * math.sin(x) ** 2, math.pi),
    ("floor(40*sin(pi*x))", lambda x: 40 * math.sin(math.pi * x), 2),
    ("|sin(300*sin(x))|", lambda x: 300 * math.sin(x) / math.pi, TURN),
]


@pytest.mark.parametrize(("formula", "inner", "period"), CASES, ids=[c[0] for c in CASES])
def test_between_neighbouring_members_no_level_is_passed(formula: str, inner: Callable[[float], float], period: float) -> None:
    """Where the quantity passes an integer there is a member, and between two members it does not."""
    r = check(formula)
    assert r.status == "ok", r.notes
    found = sorted(c for f in r.points for c in places(f, 0.1, 0.1 + period))
    assert len(found) > 50
    for a, b in pairwise([0.1, *found, 0.1 + period]):
        if b - a > 1e-9:
            near = (b - a) / 1000
            assert len({math.floor(inner(c)) for c in (a + near, (a + b) / 2, b - near)}) == 1, (a, b)


@pytest.mark.parametrize("size", [17, 33, 100, 1000])
def test_a_sine_passes_each_level_twice_in_each_period(size: int) -> None:
    """Levels strictly between -N and N are met twice, N itself once, where the floor jumps up to it and back; at -N nothing happens."""
    r = check(f"floor({size}*sin(x))")
    assert r.status == "ok" and r.continuous.answer == "no" and r.domain == "(-oo, oo)"
    kinds = {f.kind for f in r.points}
    assert kinds == {Kind.JUMP, Kind.REMOVABLE}
    tops = [f for f in r.points if f.kind is Kind.REMOVABLE]
    assert [(str(f.value), str(f.left_limit), str(f.right_limit)) for f in tops] == [(str(size), str(size - 1), str(size - 1))]
    assert sum(len(places(f, -1.6, -1.6 + TURN)) for f in r.points) == 2 * (2 * size - 1) + 1


@pytest.mark.parametrize("n", [-6000, -1, 0, 1, 2998, 2999, 3000, 5998, 5999, 12345])
def test_what_is_said_of_a_member_is_so(n: int) -> None:
    """Rising and falling: the value is the level, and the limit from below the one under it."""
    for f in report("floor(3000*sin(x))").points:
        at, value, left, right = (sympy.sympify(str(u)).subs(sympy.Symbol("n"), n) for u in (f.at, f.value, f.left_limit, f.right_limit))
        c = at.evalf(60)
        assert abs((3000 * sympy.sin(at)).evalf(60) - value) < 1e-40
        near = [sympy.floor((3000 * sympy.sin(c + h)).evalf(60)) for h in (sympy.Float("-1e-20", 60), sympy.Float("1e-20", 60))]
        assert near == [left, right]


@pytest.mark.slow
def test_the_work_does_not_grow_with_the_number_of_levels() -> None:
    """The calls of functions that a question takes, for a hundred levels and for ten million: only numbers grow longer."""

    def calls(formula: str) -> int:
        count = 0

        def watch(_frame: object, event: str, _arg: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(watch)
        try:
            assert check(formula).status == "ok"
        finally:
            sys.setprofile(None)
        return count

    calls("floor(100*sin(x))")
    assert calls("floor(10^7*sin(x))") < 4 * calls("floor(100*sin(x))")


@pytest.mark.parametrize(
    ("formula", "on", "family"),
    [
        ("floor(x)", "[0, 10000]", ("n", "And(n >= 1, n <= 9999)")),
        ("floor(x)", "(1/3, 10^9)", ("n", "And(n >= 1, n <= 999999999)")),
        ("|sin(1000*pi*x)|", "(0, 10)", ("n/1000", "And(n >= 1, n <= 9999)")),
        ("floor(1000*asin(x))", "domain", ("sin(n/1000)", "And(n >= -1570, n <= 1570)")),
        ("floor(1000*atan(x))", "domain", ("tan(n/1000)", "And(n >= -1570, n <= 1570)")),
        ("floor(-1000*acos(x))", "domain", ("cos(n/1000)", "And(n >= -3141, n <= -1)")),
        ("floor(1000*sin(x))", "[0, 1]", ("asin(n/1000)", "And(n >= 1, n <= 841)")),
        ("floor(5000*exp(-x))", "[0, 2]", ("-log(n) + 3*log(2) + 4*log(5)", "And(n >= 677, n <= 4999)")),
    ],
)
def test_many_levels_on_a_bounded_set_are_a_family_with_a_range(formula: str, on: str, family: tuple[str, str]) -> None:
    r = check(formula, on=on)
    assert r.status == "ok", r.notes
    found = {(str(f.at), str(f.index.set)) for f in r.points if f.index is not None}
    assert family in found, found


def test_a_family_has_no_member_where_its_formula_has_a_pole() -> None:
    """1000*x/(1 + x^2) = n at 500/n -+ sqrt(250000/n^2 - 1): not at n = 0, where the place is 0."""
    found = points("floor(1000*x/(1+x^2))")
    assert found["0"].index is None
    assert all(f.index is None or "0" in map(str, f.index.exceptions) for f in found.values())


@pytest.mark.parametrize(
    ("formula", "period"),
    [
        ("sin(x)", "2*pi"),
        ("tan(3*x)+1", "pi/3"),
        ("sin(2*x)*cos(3*x)", "2*pi"),
        ("frac(x/3)+cos(pi*x)", "6"),
        ("{sin(x), cos(x/2)>0; 1}", "4*pi"),
        ("2^sin(x)/tan(x)", "2*pi"),
        ("floor(cot(-x))", "pi"),
        ("sin(x)+sin(sqrt(2)*x)", None),
        ("sin(x)+frac(x)", None),
        ("sin(x)+x", "2*pi, and 2*pi more"),
        ("x-x+sin(x)", "2*pi"),
        ("(3*x-floor(sin(pi*x)))/2-1", "2, and 3 more"),
        ("frac(x/3)+sqrt(2)*(x+cos(pi*x))", "6, and 6*sqrt(2) more"),
        ("cos(x+floor(tan(x)))", None),  # the tangent repeats after pi, and g(x + pi, p) is -g(x, p)
        ("sin(2*x+floor(tan(x)))", "pi"),
        ("x*floor(sin(x))", None),
        ("exp(x)*floor(sin(x))", None),
        ("x/x+sin(x)", None),
        ("sin(x)/x", None),
        ("|x|+sin(x)", None),
        ("sqrt(x)^2+sin(x)", None),
        ("{x, x>0; x}+sin(x)", None),
        ("3*x", None),
        ("sin(x*x/x)", None),
        ("sin(x^2)", None),
        ("sin(|x|)", None),
        ("floor(sin(1/x))", None),
        ("{sin(x), x>0; cos(x)}", None),
        ("sin(x)^x", None),
        ("3", None),
    ],
)
def test_a_period_is_seen_in_what_repeats_alone(formula: str, period: str | None) -> None:
    found = period_of(read_problem(formula).tree, "x")
    assert (None if found is None else text(found.step) + (f", and {text(found.rise)} more" if found.rise else "")) == period


REPEATING = [f for f in declarations() if getattr(f, "period", None) is not None]


def test_functions_that_repeat_declare_it() -> None:
    assert {f.head for f in REPEATING} >= {"sin", "cos", "tan", "cot", "sec", "csc", "frac"}


@pytest.mark.parametrize("head", [f.head for f in REPEATING])
def test_a_declared_period_is_one(head: str) -> None:
    """g(u + P) = g(u) by SymPy's functions, at places that are nothing special; and there is none with a half of it."""
    (f,) = (f for f in REPEATING if f.head == head)
    period = sympy.sympify(text(f.period))
    g = sympy.Function(head) if not hasattr(sympy, head) else getattr(sympy, head)
    for q in (Fraction(1, 7), Fraction(-13, 5), Fraction(29, 3)):
        u = sympy.Rational(q.numerator, q.denominator)
        here, there, half = (sympy.N(g(v), 30) for v in (u, u + period, u + period / 2))
        assert abs(here - there) < 1e-25 < abs(here - half)


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    [
        "floor(100*tan(x))",
        "floor(1/sin(x))",
        "x*floor(70*sin(x))",
        "floor(18*sin(x))+floor(18*sin(sqrt(2)*x))",
    ],
)
def test_infinitely_many_levels_in_a_period_and_sums_that_do_not_repeat_stay_open(formula: str) -> None:
    r = report(formula)
    assert r.status == "undecided" and r.continuous.answer != "yes"


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    [
        "abs(x)-trunc(abs(x))+x-3*trunc(x/3)",
        "floor(|x|)+frac(|x|/7)",
        "floor(|x|)*frac(x/5)+round(x/2)",
        "{floor(x), x<1/2; floor(-x)}+frac(x/5)",
        "floor(|x-1/2|)+floor(x/3)",
    ],
)
def test_families_with_one_end_share_their_members_with_others(formula: str) -> None:
    assert refuted(formula) == []
    assert unlisted_jumps(formula) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula", ["floor(18*sin(x))+floor(18*cos(x))+x", "floor(7*sin(x))+x", "floor(7*sin(x))*(x-1)", "floor(7*sin(pi*x))+floor(2*x)"]
)
def test_levels_that_no_one_family_holds_have_families_of_their_own(formula: str) -> None:
    assert refuted(formula) == []
    assert unlisted_jumps(formula) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    [
        "floor(70*sin(x))+x",
        "frac(150*cos(2*x+1))-3*x/7",
        "floor(3000*sin(x))",
        "frac(150*cos(2*x+1))",
        "|sin(300*sin(x))|",
        "round(1000*asin(x))",
        "{floor(100*sin(x)), sin(x)>0; cos(x)}",
    ],
)
def test_members_stand_up_to_an_independent_judge(formula: str) -> None:
    assert refuted(formula) == []


def test_values_rise_from_period_to_period() -> None:
    """f(x + 2*pi) = f(x) + 2*pi: 70*sin(x) = 70 at pi/2 + 2*pi*n, where f is 70 more than x, and 69 more beside it."""
    f = points("floor(70*sin(x))+x")["2*pi*n + pi/2"]
    assert (f.left_limit, f.value, f.right_limit) == ("2*pi*n + pi/2 + 69", "2*pi*n + pi/2 + 70", "2*pi*n + pi/2 + 69")


def test_the_way_in_one_period_is_raised_with_the_values() -> None:
    """Left of pi/2 + 2*pi*n f is x + 69, and f(c + h) - f(c) = h - 1; asin(sin(x)) is x - 2*pi*n there."""
    for formula, branch in (("floor(70*sin(x))+x", "x + 69"), ("floor(70*sin(x))+asin(sin(x))+x", "2*(x - 2*pi*n) + 69 + (2*pi*n)")):
        (f,) = (f for f in check(formula, explain=True).points if str(f.at) == "2*pi*n + pi/2")
        (way,) = f.steps
        assert way.left is not None and way.reasons and str(way.left.branch) == branch
        assert (way.left.limit, way.left.value) == (f.left_limit, f.value)
        x, n, h = sympy.symbols("x n h")
        moved = sympy.sympify(str(way.left.moved), locals={"n": n, "h": h})
        told = sympy.sympify(branch, locals={"x": x, "n": n}).subs(x, 2 * sympy.pi * n + sympy.pi / 2 + h)
        assert sympy.expand(moved - told) == 0


@pytest.mark.parametrize("k", [1, 2, 3, 5, 40, 200])
def test_the_levels_of_a_bounded_quotient_are_those_that_it_takes(k: int) -> None:
    """k*x/(1 + |x|) increases from -k to k: it is n at n/(k - |n|), for |n| < k, and nowhere else."""
    r = check(f"floor({k}*x/(1+|x|))")
    assert r.status == "ok", r.notes
    assert all(f.kind is Kind.JUMP and f.left_limit != f.right_limit for f in r.points)
    found = sorted(c for f in r.points for c in places(f, -math.inf, math.inf))
    assert found == pytest.approx([n / (k - abs(n)) for n in range(1 - k, k)])


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    [
        "round(7*x/(1+|x|))",
        "floor(4*x/(2+|x|))",
        "floor(7*x/(1+|x-1|))",
        "floor(x^2/(1+|x|))",
        "floor(100*|log(x)|)",
        "ceil(9*x/max(1,|x|))",
        "floor(x^4-x^2)",
        "frac(x^4-3*x^2)",
        "floor(x^6+x^3)",
        "floor(asin(x^2-2))",
    ],
)
def test_levels_of_branches_stand_up_to_an_independent_judge(formula: str) -> None:
    assert refuted(formula) == []
    assert unlisted_jumps(formula) == []


@pytest.mark.parametrize(
    "formula", ["floor(|x|)", "{floor(x), x<1/2; floor(-x)}", "floor(max(x,-3*x))", "floor(x-|x|)", "floor(max(x,1))+floor(min(2*x,1))"]
)
def test_where_branches_meet_no_member_is_lost(formula: str) -> None:
    """Signs of the variable alone choose the branch; at their zeros both count."""
    assert report(formula).status == "ok"
    assert refuted(formula) == [] == unlisted_jumps(formula)


@pytest.mark.parametrize("formula", ["floor(gamma(x))", "floor(x+2*sin(x))", "floor(x^2+2*x*sin(x))", "floor(10*sin(x)/(1+x^2))"])
def test_levels_that_are_not_known_are_not_called_complete(formula: str) -> None:
    assert report(formula).status == "undecided"


@pytest.mark.parametrize(
    ("formula", "slopes"),
    [("|cos(x+exp(x))|", ("-exp(c) - 1", "exp(c) + 1")), ("|sin(x+exp(x))|", ("-exp(c) - 1", "exp(c) + 1")), ("|sin(x+exp(x)/2)|", None)],
)
def test_the_values_at_a_level_use_that_its_index_is_an_integer(formula: str, slopes: tuple[str, str] | None) -> None:
    """At the zeros of the sine and the cosine |u| is 0, and its slopes are -|u'| and |u'| with the sine or cosine there +-1."""
    found = points(formula)
    assert found
    for f in found.values():
        assert (f.kind, f.value, f.left_limit, f.right_limit) == (Kind.CORNER, "0", "0", "0")
        if slopes is not None:
            assert (f.left_derivative, f.right_derivative) == slopes
        assert f.left_derivative is not None and "cos" not in f.left_derivative
