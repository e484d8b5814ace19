"""What stands beside exact values: numbers near irrational ones, f with a hole filled, f′ at single points, families told as one."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
import sympy

import diffcheck
from diffcheck.model.report import Index, Record, Report
from diffcheck.model.term import Number, Symbol, comparison
from diffcheck.render import table
from diffcheck.render.words.decimals import rounded
from diffcheck.render.words.look import Look
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.sentences import neighbours

pytestmark = pytest.mark.engine


def screen(formula: str, width: int = 100, **options: object) -> str:
    return table.render(Record(None, formula, None, diffcheck.check(formula, **options), 0.0), Look(width=width))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "formula",
    ["|x^2 - 2|", "erf(|x - sqrt(2)/2|)/2 + e", "|x^5 - x - 1| + log(x + 7)", "atan(1/x)", "|sin(sqrt(2) x)|/x", "x^(1/3)*pi + |x - pi|",
     "(x^2 - 2)/(x - sqrt(2))", "gamma(x)*|x - 1/3|", "exp(-20)*|x|", "exp(exp(5))*|x|", "|x - cos(x)|", "max(x, 1/3)"],
)  # fmt: skip
def test_a_number_beside_a_constant_is_near_it_and_irrational_constants_of_points_have_one(formula):
    for point in diffcheck.check(formula).points:
        near = dict(point.decimals)
        for what, value in near.items():
            letter = {} if point.symbol is None else {sympy.Symbol(point.symbol): sympy.Float(str(point.enclosure[0]), 14)}
            exact = sympy.sympify(str(what)).subs(letter)
            assert not exact.is_Rational and not exact.free_symbols
            assert math.isclose(float(exact.evalf(30)), value, rel_tol=1e-10)
        for what in (point.value, point.left_limit, point.right_limit, point.left_derivative, point.right_derivative):
            if what in (None, "oo", "-oo", "dne", "undecided"):
                continue
            exact = sympy.sympify(str(what))
            assert (what in near) is not bool(exact.is_Rational or (point.index and exact.free_symbols)), what


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.34134474, "0.3413"), (-math.sqrt(2), "-1.414"), (1234567.2, "1234567"), (12.3456, "12.35"), (2.0611536e-9, "2.061·10⁻⁹"),
     (-9.99996e12, "-1.000·10¹³"), (0.99999, "1.0000"), (1e-4, "0.0001000"), (math.pi, "3.142")],
)  # fmt: skip
def test_numbers_are_rounded_to_four_digits(value, shown):
    assert pretty(rounded(value)) == shown
    digits = re.sub(r"·10(.*)", lambda m: "e" + m[1].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")), shown)
    assert math.isclose(float(digits), value, rel_tol=6e-4)


def test_numbers_stand_in_the_table_or_below_it_and_rational_values_have_none():
    formula = "erf(|x - sqrt(2)/2|)/2 + erf(sqrt(2)/2)/2"
    assert "erf(√2/2)/2 ≈ 0.3413" in screen(formula, 120) and "√2/2 ≈ 0.7071   corner" in screen(formula, 120)
    assert "    value erf(√2/2)/2 ≈ 0.3413" in screen(formula, 80).split("\n")
    below = screen("erf(|x - sqrt(2)/2|)/2", 80).split("\n")
    assert "  √2/2 ≈ 0.7071, -1/√π ≈ -0.5642, 1/√π ≈ 0.5642" in below
    assert all(len(line) <= 80 for line in below)
    assert "≈" not in screen("|x - 1/3| + floor(x)/7") + screen("|sin(x)|") + screen("x*|x - a|")


HOLES = [
    ("sin({x})/{x}", "0"), ("({x}^2 - 1)/({x} - 1)", "1"), ("(exp({x}) - 1)/{x}", "0"), ("{x}*sin(1/{x})", "0"), ("{x}^2*sin(1/{x})", "0"),
    ("sqrt({x})^3/{x}", "0"), ("sin({x})*({x} - pi)/|{x} - pi|", "pi"), ("{x}*log|{x}|", "0"), ("{x}^2*exp(1/{x}^2)*exp(-1/{x}^2)", "0"),
    ("(sqrt({x} + 1) - 1)/{x}", "0"), ("({x}^3 - 2*{x})/({x} - sqrt(2))", "sqrt(2)"), ("sin({x})^2/|{x}|", "0"), ("atan({x})/{x}", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "at"), HOLES)
def test_a_filled_hole_has_the_slopes_of_the_function_with_its_limit_for_a_value(shape, at):
    formula = shape.format(x="x")
    (hole,) = (p for p in diffcheck.check(formula).points if p.kind.value == "removable")
    assert hole.extension is not None and hole.at == at
    filled = diffcheck.check(f"{{{formula}, x != {at}; {hole.extension.value}, x = {at}}}", at=[at])
    (point,) = (p for p in filled.points if p.at == at)
    assert point.continuous.answer == "yes" and point.value == hole.extension.value
    assert (point.left_derivative, point.right_derivative) == (hole.extension.left, hole.extension.right)
    differentiable = point.differentiable.answer == "yes"
    assert (hole.extension.derivative is not None) is differentiable
    assert not differentiable or hole.extension.derivative in (point.left_derivative, point.right_derivative)
    shown = screen(formula, 200)
    assert f"continuous with f({pretty(hole.at)}) = {pretty(hole.extension.value)}" in shown


def test_nothing_is_said_of_slopes_beyond_a_hole_of_families_and_parameters():
    for formula in ("sin(x)/sin(2x)*sin(3x)", "(x^2 - a^2)/(x - a)", "a*sin(x)/x", "sin(a*x)/x"):
        holes = [p for p in diffcheck.check(formula, variable="x").points if p.kind.value == "removable"]
        assert holes and all(hole.extension is None or (hole.index is None and hole.condition is None) for hole in holes)
        assert "and then" not in screen(formula, variable="x")
    assert "x = a: continuous with f(a) = 2·a" in screen("(x^2 - a^2)/(x - a)", variable="x")
    assert "continuous with" not in screen("1/x") + screen("sign(x)") + screen("sin(1/x)")


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("x^2*|x|", "0       at x = 0"),
        ("{x^2*sin(1/x), x != 0; 0}", "at x = 0"),
        ("x^(3/2)", "at x = 0"),
        ("sqrt(x)^3 + 3x", "3            at x = 0"),
    ],
)
def test_the_derivative_at_a_point_stands_beside_that_on_intervals(formula, told):
    assert told in screen(formula).rsplit("f′(x) = ", 1)[1]


@pytest.mark.parametrize("formula", ["|x|", "1/x", "floor(x)", "cbrt(x)", "sin(x)/x", "tan(x)"])
def test_no_derivative_is_told_where_there_is_none(formula):
    assert " at x = " not in screen(formula).rsplit("f′(x) = ", 1)[1]


def test_how_sure_the_answer_is_stands_with_the_verdicts():
    assert re.search(r"certainty +proved\n", screen("|x|"))
    open_ended = replace(diffcheck.check("|x|"), status="undecided", certainty=None)
    assert re.search(r"certainty +what is decided is proved\n", table.render(Record(None, "|x|", None, open_ended, 0.0), Look()))


def test_all_but_a_few_members_of_a_family_are_told_as_one():
    report = diffcheck.check("sin(pi*x)/floor(x)")
    assert "on (n, n + 1), n ∈ ℤ, n ≠ -1, 0" in screen("sin(pi*x)/floor(x)")
    n = Symbol("n")

    def runs(low: str, high: str, other: str = "1") -> int:
        piece = next(p for p in report.pieces if p.index is not None)
        ranges = [Index("n", comparison(n, sign, Number(end))) for sign, end in (("<=", low), (">=", high))]
        pieces = [replace(piece, index=ranges[0], formula=Number("1")), replace(piece, index=ranges[1], formula=Number(other))]
        return len(neighbours(pieces, lambda p: p.formula))

    assert runs("2", "4") == runs("2", "6") == 1
    assert runs("2", "7") == runs("4", "2") == runs("2", "4", "5") == 2


def test_what_was_noted_while_reading_is_told():
    told = {text: diffcheck.check(text).notes for text in ("sin^-1 x", "sinx", "np.maximum(0, x)", "max(0, x)")}
    assert "asin" in told["sin^-1 x"][0] and "sin(x)" in told["sinx"][0] and told["np.maximum(0, x)"] == ("read as Python",)
    assert told["max(0, x)"] == ()
    assert "principal roots" in diffcheck.check("x^(1/3)", roots="principal").notes[0]
    assert isinstance(diffcheck.check("x^(1/3)"), Report) and diffcheck.check("x^(1/3)").notes == ()
