"""Levels on half lines: of a function that is monotone beyond two numbers, all places at which it is an integer, each once."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import sympy

from diffcheck.analysis.zeros.residues import member
from diffcheck.exact.calculus import derivative, replace_atom
from diffcheck.exact.expr import Expr, as_term, atom, number, symbol
from diffcheck.exact.levels import Law, level
from diffcheck.exact.sign import UndecidedSign, known_sign, sign
from diffcheck.exact.text import text
from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding

from ..portion import portion
from .asking import points, report
from .test_families import refuted

X, N = symbol("x"), symbol("n")


def test_a_cubic_has_three_places_in_the_middle_and_a_family_on_each_side() -> None:
    """x^3 - x turns at -1/sqrt(3) and 1/sqrt(3), where it is 2/(3*sqrt(3)) < 1 and the opposite; it is 0 at -1, 0, 1."""
    found = points("floor(x^3-x)")
    assert set(found) == {"-1", "0", "1", "zero(x**3 - n - x, x < -1)", "zero(x**3 - n - x, x > 1)"}
    assert [(found[at].left_limit, found[at].right_limit) for at in ("-1", "0", "1")] == [("-1", "0"), ("0", "-1"), ("-1", "0")]
    left, right = found["zero(x**3 - n - x, x < -1)"], found["zero(x**3 - n - x, x > 1)"]
    assert left.index is not None and right.index is not None
    assert (str(left.index.set), str(right.index.set)) == ("n <= -1", "Naturals")
    for f in (left, right):
        assert (f.kind, f.left_limit, f.value, f.right_limit) == (Kind.JUMP, "n - 1", "n", "n")


def test_one_equation_on_two_half_lines_is_two_families() -> None:
    """x^4 - x = n has a solution below 0 and one above 1, for each n > 0; at 0 and 1 it is 0, and it is above -1 between."""
    found = points("floor(x^4-x)")
    families = {at: f for at, f in found.items() if f.index is not None}
    assert set(found) == {"0", "1", *families} and len(families) == 2
    assert all(str(f.index and f.index.set) == "Naturals" for f in families.values())
    (left,) = (f for at, f in families.items() if "x < 0" in at)
    (right,) = (f for at, f in families.items() if "x > 1" in at)
    assert (left.left_limit, left.right_limit) == ("n", "n - 1")
    assert (right.left_limit, right.right_limit) == ("n - 1", "n")


def places(f: Finding, low: float, high: float) -> list[float]:
    """The members of a finding between two numbers."""
    if f.index is None:
        at = f.approx if f.approx is not None else float(sympy.sympify(str(f.at)))
        return [at] if low < at < high else []
    x, n = sympy.symbols("x n")
    equation, *half = sympy.sympify(str(f.at), locals={"zero": lambda *a: sympy.Tuple(*a), "x": x, "n": n})
    ends = (sympy.Reals if not half else half[0].as_set()).intersect(sympy.Interval(low, high))
    g = sympy.lambdify((x, n), equation, "math")
    found = []
    for k in _indices(f):
        a, b = float(ends.inf), float(ends.sup)
        if g(a, k) * g(b, k) < 0:
            for _ in range(60):
                middle = (a + b) / 2
                a, b = (middle, b) if g(a, k) * g(middle, k) > 0 else (a, middle)
            found.append(a)
    return found


def _indices(f: Finding) -> set[int]:
    assert f.index is not None
    word = str(f.index.set)
    first = {"Integers": -400, "Naturals0": 0, "Naturals": 1}.get(word)
    everything = set(range(-400 if first is None else first, 400)) - {int(str(e)) for e in f.index.exceptions}
    if first is not None:
        return everything
    holds = sympy.lambdify(sympy.Symbol("n"), sympy.sympify(word), "math")
    return {k for k in everything if holds(k)}


CASES: list[tuple[str, Callable[[float], float]]] = [
    ("floor(x^3-x)", lambda x: x**3 - x),
    ("ceil(x^3-7*x+1/3)", lambda x: -(x**3) + 7 * x - 1 / 3),
    ("floor(x^4-x)", lambda x: x**4 - x),
    ("floor(x^4-5x^2+x)", lambda x: x**4 - 5 * x**2 + x),
    ("floor(4x-x^3)", lambda x: 4 * x - x**3),
    ("frac(x^5-x)", lambda x: x**5 - x),
    ("floor(x^2+sin(x))", lambda x: x**2 + math.sin(x)),
    ("floor(exp(x)-x)", lambda x: math.exp(x) - x),
    ("floor(exp(x)+x^2)", lambda x: math.exp(x) + x * x),
    ("floor(x^3/(1+x^2)-x/2)", lambda x: x**3 / (1 + x * x) - x / 2),
    ("floor(5*exp(-x)+x/(1+x^2))", lambda x: 5 * math.exp(-x) + x / (1 + x * x)),
    ("mod(x^3-x,2)", lambda x: (x**3 - x) / 2),
]


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "inner"), CASES, ids=[c[0] for c in CASES])
def test_the_members_are_the_places_where_an_integer_is_passed(formula: str, inner: Callable[[float], float]) -> None:
    """On a fine grid: as many members lie between two neighbours as integers are passed on the way, as if by a monotone function."""
    r = report(formula)
    assert r.status == "ok", r.notes
    low, high, steps = -3.00137, 2.99761, 20_000
    found = sorted(c for f in r.points for c in places(f, low, high))
    grid = [low + (high - low) * i / steps for i in range(steps + 1)]
    passed = [i for i in range(steps) for _ in range(abs(math.floor(inner(grid[i])) - math.floor(inner(grid[i + 1]))))]
    turns = [c for c in found if abs(inner(c - 1e-4) - inner(c)) < 1e-6 > abs(inner(c + 1e-4) - inner(c))]
    assert len(found) - len(turns) == len(passed)
    assert all(grid[i] - 1e-9 <= c <= grid[i + 1] + 1e-9 for i, c in zip(passed, [c for c in found if c not in turns], strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([c[0] for c in CASES], of=2))
def test_they_stand_up_to_an_independent_judge(formula: str) -> None:
    assert refuted(formula) == []


@pytest.mark.parametrize(
    "formula",
    [
        "floor(x+2*sin(x))",  # it turns twice in each period
        "floor(x^2+2*x*sin(x))",  # the derivative 2*x*(1 + cos(x)) + 2*sin(x) is negative right of each pi*(2*k + 1)
        "floor(x*sin(x))",  # no limit
        "floor(x^2*(2+sin(x)))",
        "sqrt(frac(x+2*sin(x)))",
    ],
)
def test_what_turns_again_and_again_has_no_levels(formula: str) -> None:
    assert report(formula).status == "undecided"


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "order"), [("|sin(x^3-x)|", 0), ("|floor(x^3-x)|", -1), ("x*floor(x^3-x)", -1)])
def test_levels_on_half_lines_in_other_functions(formula: str, order: int) -> None:
    r = report(formula)
    assert (r.status, r.smoothness) == ("ok", order)
    assert refuted(formula) == []


def test_branches_that_hold_the_number_of_a_cell() -> None:
    """frac(x^3 - x) is x^3 - x - n in its cells; its root jumps down to 0 where x^3 - x rises through n, and up where it falls."""
    found = points("sqrt(frac(x^3-x))")
    assert set(found) == {"-1", "0", "1", "zero(x**3 - n - x, x < -1)", "zero(x**3 - n - x, x > 1)"}
    assert all(f.kind is Kind.JUMP and f.value == "0" for f in found.values())
    assert [(found[at].left_limit, found[at].right_limit) for at in ("-1", "0", "1")] == [("1", "0"), ("0", "1"), ("1", "0")]


@pytest.mark.slow
def test_a_level_that_is_touched_from_above_is_a_corner() -> None:
    """exp(x) - x = 1 + x^2/2 + ..., so the root of the fractional part is |x|/sqrt(2) at 0, to first order."""
    at_0 = points("sqrt(frac(exp(x)-x))")["0"]
    assert (at_0.kind, at_0.left_derivative, at_0.right_derivative) == (Kind.CORNER, "-sqrt(2)/2", "sqrt(2)/2")


def test_the_distance_to_the_next_integer_has_a_corner_at_all_halves() -> None:
    """|frac(u) - 1/2| is continuous: on both sides of an integer it is 1/2; u = n + 1/2 has solutions beyond -1 and 1 alone."""
    r = report("|frac(x^3-x)-1/2|")
    assert (r.status, r.continuous.answer, r.smoothness) == ("ok", "yes", 0)
    assert {f.at for f in r.points if "1/2" in f.at} == {"zero(x**3 - n - x - 1/2, x < -1)", "zero(x**3 - n - x - 1/2, x > 1)"}
    assert all(f.kind is Kind.CORNER for f in r.points)


def quartic(n: Expr, low: int | None, high: int | None) -> Expr:
    """The solution of x^4 - x = n in a half line."""
    ends = [None if end is None else number(end).rational for end in (low, high)]
    return level(X**4 - X, "x", n, *ends)


def test_a_half_line_is_a_part_of_what_a_level_is() -> None:
    below, above = quartic(N, None, 0), quartic(N, 1, None)
    assert below != above
    assert hash(as_term(below)[0][0][0].args[0]) != hash(as_term(above)[0][0][0].args[0])
    assert Law(X**3, "x") != Law(X**3, "x", number(1).rational)
    assert (text(quartic(number(14), 1, None)), text(below)) == ("2", "zero(-x**4 + n + x, x < 0)")  # 16 - 2 = 14
    assert known_sign(quartic(number(14), None, 0) + 2) == 1 and known_sign(quartic(number(14), None, 0) + 1) == -1  # (-1)^4 + 1 < 14


def test_a_number_is_a_member_only_on_its_half_line() -> None:
    """16 - 2 = 14 and 16 + 2 = 18."""
    assert member(number(2), quartic(N, 1, None), "n") == 14
    assert member(number(2), quartic(N, None, 0), "n") is None
    assert member(number(-2), quartic(N, None, 0), "n") == 18
    assert member(number(-2), quartic(N, 1, None), "n") is None
    assert member(number(2) ** -1 * 3, quartic(N, 1, None), "n") is None  # 81/16 - 3/2 is no integer


def test_there_is_no_level_of_what_is_not_taken() -> None:
    """x^4 - x > 0 for x > 1."""
    a = as_term(quartic(N, 1, None))[0][0][0]
    for n in (0, -1):
        with pytest.raises(UndecidedSign):
            sign(replace_atom(quartic(N, 1, None), atom("symbol", "n"), number(n), known_sign))
    assert a.args[0].holds(number(2)) and not a.args[0].holds(number(1))


def test_the_derivative_in_the_index_is_that_of_the_inverse() -> None:
    """1/(4*x^3 - 1) at x = 2, where n = 14."""
    slope = derivative(quartic(N, 1, None), "n")
    there = replace_atom(slope, atom("symbol", "n"), number(14), known_sign)
    assert there == number(31) ** -1
