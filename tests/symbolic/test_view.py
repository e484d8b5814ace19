"""`report.sympy`: there and back over the corpora, and worked by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sympy
from sympy import Complement, Eq, FiniteSet, ImageSet, Integers, Interval, Lambda, Ne, Rational, S, Symbol, oo, pi

from diffcheck import check
from diffcheck.model.report import Lack, Report, Verdict
from diffcheck.symbolic.root import ImplicitRoot

from ..portion import portion

pytestmark = pytest.mark.engine
CORPUS = Path(__file__).parents[1] / "corpus"
X = Symbol("x", real=True)
N = Symbol("n", integer=True)


def formulas(name: str) -> list[str]:
    return [json.loads(line)["expr"] for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def said(report: Report) -> object:
    facts = ("at", "value", "left_limit", "right_limit", "left_derivative", "right_derivative", "kind")
    points = [[str(getattr(point, name)) for name in facts] for point in report.points]
    return str(report.domain), report.continuous.answer, report.differentiable.answer, str(report.smoothness), points


@pytest.mark.slow
@pytest.mark.parametrize("name", ["finite", "families", "parametric"])
def test_what_is_asked_of_the_object_has_the_same_answer(name):
    """Which says that the object is the function as it was written: with its holes, and with real roots of negative numbers."""
    for formula in portion(formulas(name)):
        report = check(formula)
        assert said(check(report.sympy.function, variable=report.problem.variable)) == said(report), formula


@pytest.mark.slow
@pytest.mark.parametrize("name", ["finite", "families"])
def test_the_numbers_are_those_of_the_report(name):
    for formula in portion(formulas(name)):
        report = check(formula)
        view = report.sympy
        for found, point in zip(report.points, view.points, strict=True):
            if found.approx is not None and point.index is None:
                assert abs(float(point.at.evalf(20)) - found.approx) <= 1e-9 * max(1, abs(found.approx)), formula
            for value in (point.value, point.left_limit, point.right_limit, point.left_derivative, point.right_derivative):
                assert value is None or not value.free_symbols - {point.index}, formula
        for piece in view.pieces:
            place = Rational(7, 17)
            if piece.index is None and piece.interval.contains(place) == S.true:
                step = sympy.Float("1e-12", 40)
                above, below = (view.function.subs(view.variable, place + h).evalf(30) for h in (step, -step))
                slope = (above - below) / (2 * step)
                assert abs(slope - piece.derivative.subs(view.variable, place).evalf(30)) < 1e-6 * (1 + abs(slope)), formula


def test_sets_and_values_of_a_function_with_a_jump():
    view = check("{x^2, x<1; 3, x>=1}").sympy
    assert view.domain == Interval(-oo, oo)
    (point,) = view.points
    assert (point.at, point.value, point.left_limit, point.right_limit) == (1, 3, 1, 3)
    assert (point.left_derivative, point.right_derivative) == (oo, 0)  # (x^2 - 3)/(x - 1) from the left
    assert (view.continuous, view.differentiable, view.smoothness) == (S.false, S.false, -1)
    assert [piece.derivative for piece in view.pieces] == [2 * X, 0]
    assert view.derivative.subs(X, Rational(1, 2)) == 1 and view.derivative.subs(X, 1) is S.NaN and view.derivative.subs(X, 2) == 0


def test_a_hole_is_kept():
    view = check("x/x").sympy
    assert view.domain == Complement(Interval(-oo, oo), FiniteSet(0))
    assert view.function != 1 and view.function.doit() == 1


def test_a_family_is_an_image():
    view = check("tan(x)").sympy
    (point,) = view.points
    assert point.points == ImageSet(Lambda(N, pi * N + pi / 2), Integers)
    assert view.domain.contains(pi / 2) == S.false and view.domain.contains(0) == S.true
    assert view.derivative.subs(X, pi / 3) == 4 and view.derivative.subs(X, 3 * pi / 2) is S.NaN


def test_members_left_out_are_not_in_the_set():
    view = check("x*floor(x)").sympy
    corner, jumps = view.points
    assert corner.at == 0 and jumps.points.contains(0) == S.false and jumps.points.contains(3) == S.true
    assert view.derivative.subs(X, Rational(5, 2)) == 2 and view.derivative.subs(X, 3) is S.NaN


def test_the_derivative_at_a_family_of_points_without_kinks():
    view = check("|sin(x)|^3").sympy
    assert [view.derivative.subs(X, c) for c in (pi, pi / 6, -pi / 6)] == [0, 3 * sympy.sqrt(3) / 8, -3 * sympy.sqrt(3) / 8]


SLOPES = (
    "floor(1/x)",
    "mod(1, x)",
    "floor(1/x) + x",
    "floor(x^2) - sign(x)",
    "floor(x)*x",
    "|x|*floor(x/2)",
    "sqrt(x) + floor(x)",
    "{1, x=0; 2, x=1}",
)


@pytest.mark.parametrize("formula", SLOPES)
def test_a_derivative_that_is_told_is_told_wherever_it_exists(formula):
    view, h = check(formula).sympy, sympy.Rational(1, 10**9)
    for place in (Rational(k, 31) for k in (-77, -30, 4, 11, 40, 100) if view.derivative is not None):
        if view.domain.contains(place) == S.true:
            slope = sum(s * view.function.subs(X, place + s * h).doit() for s in (1, -1)) / (2 * h)  # no multiple of 1/31 is a suspect
            assert abs((view.derivative.subs(X, place) - slope).evalf(30)) < 1e-6, (formula, place)


def test_where_the_pieces_are_not_told_there_is_no_derivative_and_at_single_points_none_exists():
    assert check("floor(1/x)").sympy.derivative is None
    assert check("max(0, sin(x))*floor(x)", at=["7/2"]).sympy.derivative is None  # not all places are found
    assert check("{1, x=0; 2, x=1}").sympy.derivative is S.NaN


def test_a_domain_of_infinitely_many_intervals():
    domain = check("sqrt(sin(x))").sympy.domain
    assert [domain.contains(c) for c in (pi, pi / 2, 5 * pi / 2, -pi / 2, -pi)] == [S.true, S.true, S.true, S.false, S.true]


def test_a_root_without_closed_form_evaluates_to_any_precision():
    (point,) = check("|x-cos(x)|").sympy.points
    assert isinstance(point.at, ImplicitRoot)
    for digits in (15, 60, 200):
        root = point.at.evalf(digits)
        assert abs(sympy.cos(root).evalf(digits + 10) - root) < sympy.Float(10) ** (2 - digits)
    assert abs(point.left_derivative.evalf(30) + 1 + sympy.sin(point.at).evalf(30)) < 1e-25
    assert (point.at > 0) == S.true and point.at.is_real and not point.at.free_symbols


def test_a_root_where_the_equation_does_not_change_its_sign():
    root = ImplicitRoot(Lambda(X, (X - sympy.cos(X)) ** 2), Rational("0.739085133215"))
    assert abs(root.evalf(15) - sympy.Float("0.739085133215161", 15)) < 1e-7


def test_a_root_that_is_not_there_has_no_value():
    root = ImplicitRoot(Lambda(X, X - sympy.cos(X)), Rational("0.5"))
    assert not root.evalf(15).is_Float


def test_the_members_of_a_family_that_is_known_by_its_equation_evaluate():
    (point,) = check("floor(x^3+x)").sympy.points
    assert point.index is not None and point.at.free_symbols == {point.index}
    assert abs(point.at.subs(point.index, 10).evalf(30) - 2) < 1e-25 and abs(point.at.subs(point.index, -2).evalf(30) + 1) < 1e-25


def test_an_algebraic_root_is_one_of_sympy():
    (point,) = check("|x^5-x-1|").sympy.points
    x = Symbol("x")
    assert point.at.evalf(30) == sympy.CRootOf(x**5 - x - 1, 0).evalf(30) and isinstance(point.at, sympy.CRootOf)


def test_conditions_on_parameters_are_booleans():
    report = check("{x^2, x<1; a x+b, x>=1}", solve=["a", "b"])
    view = report.sympy
    a, b = view.parameters
    assert (view.continuous.subs({a: 5, b: -4}), view.continuous.subs({a: 5, b: 4})) == (S.true, S.false)
    assert view.differentiable == (Eq(a, 2) & Eq(b, -1))
    assert view.solutions == [{a: 2, b: -1}] and view.conditions == (S.true,)


def test_assumptions_are_those_of_the_symbols():
    view = check("|x-a|", assume=["a > 0"]).sympy
    assert view.parameters[0].is_positive and view.assumed == S.true
    view = check("|x-a|+|x-b|", assume=["a < b"]).sympy
    a, b = view.parameters
    assert view.assumed == (a < b)


def test_a_domain_by_cases_has_conditions():
    view = check("|x-a|/(x-b)").sympy
    a, b = view.parameters
    ((whole, differ), (cut, equal)) = view.domain
    assert (differ, equal) == (Ne(a, b), Eq(b, a))
    assert whole == Interval.open(-oo, b) + Interval.open(b, oo) and cut == Interval.open(-oo, a) + Interval.open(a, oo)


def test_undecided_is_none():
    report = replace(
        check("|x|"), continuous=Verdict("undecided"), differentiable=Verdict("undecided"), smoothness="undecided", domain=Lack.UNDECIDED
    )
    view = report.sympy
    assert (view.continuous, view.differentiable, view.smoothness, view.domain, view.on) == (None,) * 5


def test_what_is_undefined_is_none_as_well():
    (point,) = check("(1 + sin(1/x))/x").sympy.points
    assert point.value is None and point.left_limit is None and "oscillat" in point.because
    (point,) = check("3 + 2*sin(1/x)").sympy.points
    assert point.value is None and point.left_limit == point.right_limit == sympy.AccumBounds(1, 5)


@pytest.mark.slow
def test_sympy_is_imported_when_the_objects_are_asked_for():
    program = "import sys, diffcheck; r = diffcheck.check('|x|'); assert 'sympy' not in sys.modules; r.sympy; assert 'sympy' in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_letter_in_the_equation_of_a_root_is_not_the_variable_outside():
    view = check("|x-cos(x)|").sympy
    assert view.derivative.subs(X, 1) == 1 + sympy.sin(1) and view.derivative.xreplace({X: S.Zero}) == -1  # x = 0.739... lies between
    root, y, a = view.points[0].at, Symbol("y", real=True), Symbol("a", real=True)
    assert root.subs(X, y + 1) == root.xreplace({X: 2 * y}) == root
    with_parameter = ImplicitRoot(Lambda(X, X - a * sympy.cos(X)), S.NaN)
    put_in = with_parameter.subs(a, 2)
    assert put_in == with_parameter.xreplace({a: sympy.Integer(2)}) == ImplicitRoot(Lambda(X, X - 2 * sympy.cos(X)), S.NaN)
    assert with_parameter.subs(a, X).free_symbols == {X}
