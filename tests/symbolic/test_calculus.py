"""`diffcheck.calculus` beside the truth of the corpus, and where SymPy's functions of these names are known to be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sympy
from sympy import (
    Abs,
    Eq,
    Heaviside,
    ImageSet,
    Integers,
    Interval,
    Lambda,
    Mod,
    Piecewise,
    Rational,
    S,
    Symbol,
    floor,
    oo,
    pi,
    sign,
    sin,
    sqrt,
)

from diffcheck import calculus, check

from ..portion import portion

pytestmark = pytest.mark.engine
CORPUS = Path(__file__).parents[1] / "corpus"
CASES = [json.loads(line) for line in (CORPUS / "finite.jsonl").read_text(encoding="utf-8").splitlines()]
x, a = sympy.symbols("x a")
X = Symbol("x", real=True)
N = Symbol("n", integer=True)


def truth(text: str | None) -> object:
    """A limit of the corpus; None where there is none."""
    return None if text in (None, "none", "dne") else sympy.sympify(text)


def one_limit(expression: object, place: object, side: str) -> object:
    try:
        return calculus.limit(expression, X, place, side)
    except ValueError:
        return None


def agree(found: object, meant: object) -> bool:
    if found is None or meant is None:
        return found is meant
    return found == meant or abs(sympy.N(found - meant, 30)) < 1e-20


@pytest.mark.slow
def test_limits_and_slopes_at_every_point_of_the_corpus():
    for case in portion(CASES):
        expression = check(case["expr"]).sympy.function
        for point in case["points"]:
            place = sympy.sympify(point["at"])
            for side, name in (("-", "left"), ("+", "right")):
                assert agree(one_limit(expression, place, side), truth(point[name])), (case["expr"], point["at"], side)
            if point["value"] != "undefined":
                slopes = calculus.one_sided_derivatives(expression, X, place)
                for found, name in zip(slopes, ("dleft", "dright"), strict=True):
                    assert agree(found, truth(point[name])), (case["expr"], point["at"], name)


@pytest.mark.slow
def test_verdicts_of_the_corpus():
    for case in portion(CASES):
        expression = check(case["expr"]).sympy.function
        if X not in expression.free_symbols or case["continuous"] not in (True, False):
            continue
        assert calculus.is_continuous(expression, X) is case["continuous"], case["expr"]
        assert calculus.is_differentiable(expression, X) is case["differentiable"], case["expr"]


@pytest.mark.parametrize(
    ("expression", "undefined", "broken", "order"),
    [
        (1 / x, {0}, {0}, oo),
        (Abs(x), (), (), 0),
        (x * Abs(x), (), (), 1),
        (sign(x), (), {0}, -1),
        (Heaviside(x), (), {0}, -1),
        (Piecewise((x**2, x < 1), (3, True)), (), {1}, -1),
        (sympy.log(x), {0}, {0}, oo),
        (sqrt(x), (), (), 0),
        (sin(1 / x), {0}, {0}, oo),
        (sympy.Mul(x, 1 / x, evaluate=False), {0}, {0}, oo),
    ],
)
def test_where_it_is_undefined_where_it_is_not_continuous_and_how_smooth_it_is(expression, undefined, broken, order):
    assert calculus.singularities(expression, x) == sympy.FiniteSet(*undefined)
    assert calculus.discontinuities(expression, x) == sympy.FiniteSet(*broken)
    assert calculus.differentiability_class(expression, x) == order


def test_families():
    assert calculus.discontinuities(floor(x), x) == Integers
    assert calculus.singularities(floor(x), x) == S.EmptySet
    assert calculus.continuous_domain(floor(x), x, S.Reals) == S.Reals - Integers
    assert calculus.singularities(sympy.tan(x), x) == ImageSet(Lambda(N, pi * N + pi / 2), Integers)


def test_sets_that_are_asked_about():
    assert calculus.is_continuous(1 / x, x) is True
    assert calculus.is_continuous(1 / x, x, S.Reals) is False
    assert calculus.is_continuous(1 / x, x, Interval.open(0, 5)) is True
    assert calculus.is_differentiable(Abs(x), x, Interval(0, 5)) is True
    assert calculus.discontinuities(floor(x), x, Interval(Rational(1, 2), Rational(5, 2))) == sympy.FiniteSet(1, 2)
    assert calculus.continuous_domain(sqrt(x), x, Interval(-1, 1)) == Interval(0, 1)


def test_limits_from_both_sides():
    assert calculus.limit(sin(x) / x, x, 0, "+-") == 1
    with pytest.raises(ValueError, match="left hand limit = -oo and right hand limit = oo"):
        calculus.limit(1 / x, x, 0, "+-")
    with pytest.raises(ValueError, match="oscillates"):
        calculus.limit(sin(1 / x), x, 0)
    with pytest.raises(ValueError, match="from the left"):
        calculus.limit(sqrt(x), x, 0, "-")
    with pytest.raises(ValueError, match="dir"):
        calculus.limit(x, x, 0, "*")


def test_limits_at_infinity():
    assert calculus.limit(sympy.atan(x), x, -oo) == -pi / 2
    assert calculus.limit((1 + a / x) ** x, x, oo) == sympy.exp(a)
    with pytest.raises(ValueError, match="oscillates"):
        calculus.limit(sin(x), x, oo)


def test_parameters():
    assert calculus.is_continuous(Piecewise((x**2, x < 1), (a * x, True)), x) == Eq(a, 1)
    found = calculus.limit(Abs(x - a), x, 2)
    assert [found.subs(a, value) for value in (1, 2, 5)] == [1, 0, 3]
    positive = Symbol("a", positive=True)
    assert calculus.limit(Abs(x - positive), x, 0) == positive
    assert calculus.one_sided_derivatives(Abs(x) * a, x, 0) == (-a, a)


@pytest.mark.slow
def test_symbols_that_are_integers_are_asked_about_as_such():
    """x**n is defined for negative x for each integer n; for real ones it is not, in general."""
    natural, even, odd = Symbol("m", integer=True, positive=True), Symbol("k", even=True), Symbol("l", odd=True)
    assert calculus.is_continuous(x**natural, x, S.Reals) is True
    assert calculus.is_differentiable(x**natural * x, x, S.Reals) is True
    assert (calculus.limit(x**even, x, -1), calculus.limit(x**odd, x, -1)) == (1, -1)
    assert calculus.is_continuous(Abs(x) * sin(pi * N), x) is True
    assert calculus.is_differentiable(Abs(x) * sin(pi * N), x) is True
    assert calculus.is_continuous(sympy.cos(pi * odd / 2) * sign(x), x) is True
    found = calculus.is_continuous(x**N, x, S.Reals)  # n >= 0, written by residue classes
    assert [found.subs(N, n) == S.true for n in range(-9, 30)] == [n >= 0 for n in range(-9, 30)]


def test_symbols_that_are_real_numbers_are_not_taken_for_integers():
    real, positive = Symbol("r", real=True), Symbol("p", positive=True)
    assert calculus.is_differentiable(Abs(x) * sin(pi * real), x) == Eq(Mod(real, 1), 0)
    assert calculus.is_differentiable(Abs(x) * floor(positive), x) == (positive < 1)


def test_symbols_are_those_of_the_caller():
    y = Symbol("y", positive=True)
    assert calculus.limit(a * Abs(y), y, 0, "+").free_symbols == set() and calculus.limit(a + y, y, 0) == a


def test_what_cannot_be_asked_is_not_implemented():
    with pytest.raises(NotImplementedError):
        calculus.limit(sympy.Function("f")(x), x, 0)
    with pytest.raises(NotImplementedError):
        calculus.limit(x, x, sympy.I)
    with pytest.raises(NotImplementedError):
        calculus.is_continuous(x, x, sympy.FiniteSet(1))
    with pytest.raises(ValueError, match="not a symbol"):
        calculus.limit(x, 1, 0)


def test_a_float_is_the_decimal_that_it_prints_as():
    assert calculus.limit(floor(10 * x), x, 0.3, "-") == 2 and calculus.limit(floor(10 * x), x, 0.3) == 3


def wrong_in_sympy() -> list[tuple[object, object, str, object]]:
    """Expression, point, direction and the true limit, of functions for which sympy.limit is not right."""
    return [
        (Piecewise((1, x < 0), (2, True)), S.Zero, "-", S.One),
        (Piecewise((x**2, x < 1), (3 * x, True)), S.One, "-", S.One),
        (floor(x), S(2), "-", S.One),
        (Abs(x) / x, S.Zero, "-", S.NegativeOne),
        (sympy.frac(x), S.One, "-", S.One),
    ]


@pytest.mark.parametrize(("expression", "place", "side", "meant"), wrong_in_sympy(), ids=str)
def test_limits_that_depend_on_the_side(expression, place, side, meant):
    assert calculus.limit(expression, x, place, side) == meant
