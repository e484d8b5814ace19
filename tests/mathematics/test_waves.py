"""Functions of an oscillation, both sides by hand: two different ones never cancel, and what is one function does.

For a continuous g that is strictly monotone on the range of A + B*w(Q), g(A + B*w(Q)) takes the values at A + B and A - B again and again
as Q -> oo. A difference of two such functions of one phase has a limit only if they are the same function of the angle.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations
from math import cos, pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck.errors import NotYet
from diffcheck.exact.ball import midpoint_float
from diffcheck.exact.expr import ONE, Expr, number
from diffcheck.exact.sign import sign
from diffcheck.germs.elementary import exp, power
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import limit
from diffcheck.germs.monomial import UNIT, WILD
from diffcheck.germs.series import add, scale
from diffcheck.germs.waves import Periodic

from .asking import check, points
from .test_exact import constant
from .test_germs import side_of

OUTER = {
    "exp({})": math.exp,
    "atan({})": math.atan,
    "tanh({})": math.tanh,
    "erf({})": math.erf,
    "asinh({})": math.asinh,
    "sinh({})": math.sinh,
    "1/(3+{})": lambda v: 1 / (3 + v),
    "sqrt(3+{})": lambda v: (3 + v) ** 0.5,
    "(3+{})^(-1/3)": lambda v: (3 + v) ** (-1 / 3),
    "log(3+{})": lambda v: math.log(3 + v),
    "(3+{})^sqrt(2)": lambda v: (3 + v) ** 2**0.5,
    "cbrt({})": math.cbrt,
    "|{}|": abs,
    "|{}|^(1/3)": lambda v: abs(v) ** (1 / 3),
}
INNER = {
    "(sin(1/x))": sin,
    "(-sin(1/x))": lambda q: -sin(q),
    "(cos(1/x))": cos,
    "(-cos(1/x))": lambda q: -cos(q),
    "(2*sin(1/x))": lambda q: 2 * sin(q),
    "(sin(2/x))": lambda q: sin(2 * q),
    "(sin(1/x)+x)": sin,
    "(1/2-sin(1/x))": lambda q: 0.5 - sin(q),
}
ANGLES = [2 * pi * k / 97 + 0.01 for k in range(97)]


def spread(outer: str, one: str, other: str) -> float:
    """Between which limits the difference goes, on the leading terms."""
    values = [OUTER[outer](INNER[one](q)) - OUTER[outer](INNER[other](q)) for q in ANGLES]
    return max(values) - min(values)


@pytest.mark.parametrize("outer", OUTER)
@pytest.mark.parametrize("one, other", [*combinations(INNER, 2)])
def test_a_difference_has_a_limit_only_if_it_is_constant(outer: str, one: str, other: str) -> None:
    found = limit_of(f"{outer.format(one)}-{outer.format(other)}")
    if spread(outer, one, other) > 1e-9:
        assert found in ("dne", "undecided")
    else:
        assert found in ("0", "undecided")


def limit_of(formula: str) -> str:
    """The limit from the right at 0; the values on a branch are asked for beside it, so that no list of points is needed."""
    try:
        found = side_of(formula).limit()
    except NotYet:
        return "undecided"
    return str(found.value.rational) if found.kind == "finite" else found.kind


@pytest.mark.parametrize("outer", [o for o in OUTER if o not in ("|{}|", "|{}|^(1/3)")])
def test_a_function_and_its_mirror_are_told_apart(outer: str) -> None:
    assert limit_of(f"{outer.format('(sin(1/x))')}-{outer.format('(-sin(1/x))')}") == "dne"


@pytest.mark.parametrize("outer", OUTER)
def test_the_same_function_of_an_oscillation_cancels(outer: str) -> None:
    assert limit_of(f"{outer.format('(sin(1/x)+x)')}-{outer.format('(sin(1/x))')}") == "0"


@pytest.mark.parametrize(
    "formula, expected",
    [
        ("exp(cos(log(x)))-exp(-cos(log(x)))", "dne"),
        ("log(2+sin(1/x))-log(2-sin(1/x))", "dne"),
        ("exp(exp(sin(1/x)))-exp(exp(-sin(1/x)))", "dne"),
        ("exp(exp(sin(1/x)+x))-exp(exp(sin(1/x)))", "0"),
        ("(exp(sin(1/x))-exp(-sin(1/x)))/x", "dne"),
        ("x*(exp(sin(1/x))-exp(-sin(1/x)))", "0"),
        ("exp(sin(1/x))+exp(cos(1/x^2))", "dne"),
        ("exp(sin(1/x))-exp(sin(1/x^2))", "dne"),
        ("1/x+exp(sin(1/x))-exp(-sin(1/x))", "infinite"),
        ("|sin(1/x)|-|cos(1/x)|", "dne"),
        ("|sin(1/x)|-|-sin(1/x)|", "0"),
        ("cbrt(sin(1/x))-|sin(1/x)|^(1/3)", "dne"),
        ("cbrt(sin(1/x))^2-|sin(1/x)|^(2/3)", "0"),
        ("exp(|sin(1/x)|)-exp(-|sin(1/x)|)", "undecided"),
    ],
)
def test_limits_by_hand(formula: str, expected: str) -> None:
    assert limit_of(formula) == expected


@pytest.mark.parametrize("cases", ["{{{}, x!=0; 0}}", "{{0, x=0; {}}}"])
def test_a_function_that_has_no_limit_is_not_continuous(cases: str) -> None:
    found = points(cases.format("exp(sin(1/x))-exp(-sin(1/x))"))["0"]
    assert found.continuous.answer == "no" and (found.left_limit, found.right_limit) == ("dne", "dne")


@pytest.mark.parametrize(
    "one, other",
    [
        ("floor(1/sin(x))", "floor(1/x+x/6)"),
        ("frac(1/sin(x))", "frac(1/x+x/6)"),
        ("frac(1/tan(x))", "frac(1/x-x/3)"),
        ("sign(sin(1/x))", "sign(sin(1/x)+x)"),
        ("sign(sin(1/x))", "sign(sin(1/x)+x^40)"),
        ("sign(sin(1/x))", "sign(-sin(1/x))"),
        ("sign(cos(1/x))", "sign(sin(1/x))"),
        ("frac(1/x)", "frac(1/x+1/2)"),
        ("frac(1/x)", "frac(-1/x)"),
        ("(sin(1/x)>0)", "(sin(1/x)>=x)"),
        ("(sin(1/x)>0)", "(sin(1/x)<0)"),
    ],
)
@pytest.mark.parametrize("times", ["", "*x", "/x"])
def test_steps_that_differ_only_in_what_is_left_out_do_not_cancel(one: str, other: str, times: str) -> None:
    """Each pair differs by a whole step at places that crowd at 0, so the difference has no limit; times x it tends to 0."""
    assert limit_of(f"({one}-{other}){times}") in (("0", "undecided") if times == "*x" else ("dne", "undecided"))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(-3, 3).filter(bool), st.integers(-3, 3), st.sampled_from([1, 2]), st.sampled_from(["1/2", "-1", "-1/3", "2/3"]))
def test_what_of_wave_says_is_true_at_every_angle(swing: int, middle: int, wave: int, exponent: str) -> None:
    """g(A + B*w) = centre + half*W: the values of W at an angle give back g, exactly, for powers and for the exponential."""
    near = Approach("x", number(0), 1, 4)
    u = add(scale(near.expand(constant_wave(wave)), swing), scale(near.expand(ONE), 7 + middle))
    r = constant(exponent).rational
    assert r is not None
    for found, g in (
        (exp(u), lambda v: constant(f"exp({v})")),
        (power(u, Fraction(int(r.p), int(r.q))), lambda v: constant(f"({v})^({exponent})")),
    ):
        ((top, half),) = [(m, c) for m, c in found.terms.items() if m.wave]
        assert top.wave == WILD and isinstance(top.unknown, Periodic)
        for quarter in range(4):  # the four places where cos and sin are whole
            angle = constant(f"{quarter}*pi/2")
            value = 7 + middle + swing * ((1, 0, -1, 0) if wave == 1 else (0, 1, 0, -1))[quarter]
            assert sign(found.terms[UNIT] + half * top.unknown.at(angle) - g(value)) == 0


def constant_wave(wave: int) -> Expr:
    """sin(1/x) or cos(1/x) as an expression."""
    return side_of("cos(1/x)" if wave == 1 else "sin(1/x)").branch


def test_an_unknown_wave_alone_has_no_limit() -> None:
    near = Approach("x", number(0), 1, 4)
    assert limit(exp(near.expand(constant_wave(2)))).kind == "dne"


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("sin(sin(1/x))", "oscillating"),  # sin is monotone on [-1, 1]
        ("tan(sin(1/x))", "oscillating"),
        ("exp(sin(sin(1/x)))", "oscillating"),
        ("besselj(0,2+sin(1/x))", "oscillating"),  # J_0' = -J_1 has no zero on [1, 3]
        ("sin(sin(1/x))-sin(1/x)", "oscillating"),
        ("{x*sin(sin(1/x)), x!=0; 0}", "oscillating_slope"),
        ("{x*tan(sin(1/x)), x!=0; 0}", "oscillating_slope"),
        ("sin(sin(1/x))+sin(-sin(1/x))", "removable"),
        ("sin(2*sin(1/x))", "oscillating"),  # 2 > pi/2: not monotone on [-2, 2], but 0 and sin(2) again and again
        ("cos(sin(1/x))", "oscillating"),
    ],
)
def test_a_function_that_is_monotone_on_the_range_of_a_wave(formula: str, kind: str) -> None:
    (found,) = check(formula).points
    assert found.kind.value == kind


@pytest.mark.parametrize(
    ("formula", "order"),
    [
        # each derivative of g(sin(1/x)) costs two powers, of g(cos(1/x^2)) three, of g(sin(log|x|)) one
        ("{x^2*exp(sin(1/x)), x!=0; 0}", 0),
        ("{x^2*sin(sin(1/x)), x!=0; 0}", 0),
        ("{x^2*log(2+sin(1/x)), x!=0; 0}", 0),
        ("{x^2*(exp(sin(1/x))-exp(-sin(1/x))), x!=0; 0}", 0),
        ("{x^3*exp(sin(1/x)), x!=0; 0}", 1),
        ("{x^3*exp(sin(1/x)+x), x!=0; 0}", 1),
        ("{x^5*exp(sin(1/x)), x!=0; 0}", 2),
        ("{x^6/(2+cos(1/x)), x!=0; 0}", 2),
        ("{x^4*exp(cos(1/x^2)), x!=0; 0}", 1),
        ("{x^2*exp(sin(log|x|)), x!=0; 0}", 1),
    ],
)
def test_the_order_of_a_function_of_an_oscillation(formula: str, order: object) -> None:
    assert check(formula).smoothness == order


@pytest.mark.parametrize("slope", ["exp(sin(1/x))", "sin(sin(1/x))", "sqrt(2+sin(1/x))", "1/(2+sin(1/x))", "atan(3*cos(1/x))"])
def test_the_derivative_of_a_wave_is_bounded_as_it_says(slope: str) -> None:
    """The bound of W' is no smaller than W' at any of many angles, and W' is not constant."""
    near = side_of(slope, "0", 1)
    (wave,) = near.ask(lambda n: [m.unknown for m in n.expand(near.branch).terms if isinstance(m.unknown, Periodic)])
    turned, bound = wave.slope()
    angles = [constant(f"{k}*pi/7") for k in range(14)]
    values = [float(str(midpoint_float(turned.at(a) * bound))) for a in angles]
    step = constant("1/1000000")
    differences = [(midpoint_float(wave.at(a + step)) - midpoint_float(wave.at(a - step))) * 500000 for a in angles]
    assert all(abs(v - d) < 1e-6 for v, d in zip(values, differences, strict=True))
    assert max(map(abs, values)) <= midpoint_float(bound)
    assert max(values) - min(values) > 0.1


def test_functions_that_differ_in_a_fixed_argument_are_two_functions() -> None:
    """J_0 and J_1 of one oscillation, brought to the same swing on [2, 3], are not the same function of it: they do not cancel."""
    u = "(5+sin(1/x))/2"
    (found,) = check(f"besselj(0,{u})/(besselj(0,2)-besselj(0,3))-besselj(1,{u})/(besselj(1,2)-besselj(1,3))").points
    assert (found.left_limit, found.right_limit) == ("dne", "dne")
    (same,) = check(f"besselj(1,{u})/2-besselj(1,{u})/2").points
    assert (same.left_limit, same.right_limit) == ("0", "0")
