"""What an explanation says of the number of solutions of an equation: the theorem is one that can be used there."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
import sympy

from diffcheck import check
from diffcheck.model.report import Counted

from ..portion import portion
from .asking import cases

X = sympy.Symbol("x", real=True)
TABLE = [
    ("|x^2-1|", [(2, "degree")]),
    ("|x^3-x-1|", [(1, "degree")]),
    ("|x-2|*|x^2+x+1|", [(0, "degree")]),
    ("|x-2|*|x^2+1|", []),  # squares
    ("|exp(x)-x-2|", [(2, "Rolle")]),
    ("|exp(x)-x+2|", [(0, "Rolle")]),
    ("max(x, cos(x))", [(1, "monotone")]),
    ("|log(x)-1/x|", [(1, "monotone")]),
    ("{x, x^5-x<1; 2}", [(1, "degree")]),
    ("|x|", []),  # it is plain
    ("|sin(x)^2+cos(x)^2-1|+|x-1|", []),  # 0 throughout, or another constant: every place is a solution, or none is
    ("|sin(2*x)-2*sin(x)*cos(x)|", []),
    ("|atan(x)+atan(1/x)-1|", []),
    ("|cosh(x)^2-sinh(x)^2-2|", []),
    ("|atan(x)+atan(1/x)-x|", [(1, "monotone"), (1, "monotone")]),
    ("|a*x^2-1|", []),  # of free parameters nothing is said
    ("|sin(x)-x/2|", []),  # cos(x) = 1/2 has solutions without end
]


@pytest.mark.parametrize(("formula", "expected"), TABLE)
def test_the_theorem_is_named(formula: str, expected: list[tuple[int, str]]) -> None:
    assert [(one.solutions, one.rule) for one in check(formula, explain=True).counted] == expected
    assert check(formula).counted == ()


def signs(u: sympy.Expr, places: list[sympy.Rational]) -> list[int]:
    found = [sympy.N(u.subs(X, c), 30) for c in places]
    return [1 if v > 1e-20 else -1 if v < -1e-20 else 0 for v in found if v.is_real]


def changes(u: sympy.Expr, places: list[sympy.Rational]) -> int:
    return sum(a * b < 0 for a, b in itertools.pairwise([s for s in signs(u, places) if s]))


def judged(one: Counted, variable: str) -> None:
    u = sympy.sympify(str(one.u)).subs(sympy.Symbol(variable), X)
    low, high = (-20, 20) if one.within is None else (sympy.sympify(str(end)) for end in (one.within.low, one.within.high))
    a, b = (Fraction(float(max(-20, min(20, end)))) for end in (low, high))
    places = [sympy.Rational(str(a + (b - a) * Fraction(2 * k + 1, 362))) for k in range(181)]
    assert changes(u, places) <= one.solutions
    if one.rule == "degree":
        assert sympy.Poly(u, X).degree() == one.degree >= one.solutions
        return
    slope = sympy.sympify(str(one.slope)).subs(sympy.Symbol(variable), X)
    assert all(abs(sympy.N((u.diff(X) - slope).subs(X, c), 30)) < 1e-15 for c in places[::20] if u.subs(X, c).is_real)
    assert any(signs(slope, places)) and changes(slope, places) <= len(one.turns)
    assert len(one.turns) + 1 >= one.solutions
    if one.rule == "monotone":
        assert not one.turns
    if "zero(" not in str(one.turns):
        assert all(abs(sympy.N(slope.subs(X, sympy.sympify(str(c))), 30)) < 1e-15 for c in one.turns)


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([case["expr"] for case in cases("finite.jsonl")] + [formula for formula, _ in TABLE]))
def test_what_is_said_is_true_of_the_numbers(formula: str) -> None:
    report = check(formula, explain=True)
    for one in report.counted:
        judged(one, report.problem.variable)
