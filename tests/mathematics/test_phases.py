"""Limits beside the angles of oscillations, worked out by hand: along places of one angle, and for all angles at once."""

from __future__ import annotations

import math
import random
import re
from fractions import Fraction

import pytest
from flint import fmpq

from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.point import smoothness
from diffcheck.analysis.point.side import Side
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.atoms import apply
from diffcheck.exact.expr import Expr, atom, number, pi, symbol
from diffcheck.exact.running import Running
from diffcheck.exact.sign import UndecidedSign
from diffcheck.germs.limits import Limit
from diffcheck.germs.monomial import UNIT, Monomial
from diffcheck.germs.phases import Letters, Stopped
from diffcheck.language import read_problem
from diffcheck.model.kind import Kind

from .asking import check, points
from .test_exact import constant

AT_ZERO = (
    # formula, limits from the left and the right, the reason
    ("(5+cos(1/x))/(7+cos(1/x))", "dne dne"),  # 6/8 and 4/6 again and again
    ("cos(sin(1/x))", "dne dne"),  # 1 and cos(1)
    ("sin(3*sin(1/x))", "dne dne"),
    ("exp(sin(1/x))*cos(1/x)", "dne dne"),
    ("besselj(0,sin(1/x))", "dne dne"),
    ("gamma(2+sin(1/x))", "dne dne"),  # gamma(5/2) and gamma(3/2)
    ("1/(1+sin(1/x)^2)+1/(1+cos(1/x)^2)", "dne dne"),  # 3/2 and 4/3
    ("(2+sin(1/x))/(2+sin(1/x)+x)", "1 1"),
    ("exp(sin(1/x)^2+cos(1/x)^2)", "E E"),
    ("x*cos(sin(1/x))", "0 0"),
    ("abs(x)^(2+sin(1/x))", "0 0"),  # at most |x|
    ("abs(x)^(1/2+sin(1/x)^2)", "0 0"),
    ("abs(x)^sin(1/x)", "dne dne"),
    ("(sin(1/x)+3)^(-1/x^2)", "0 0"),  # at most 2^(-1/x^2)
    ("(2+sin(1/x))^(1/x)", "dne dne"),  # from the left 1 and 2^(-1/|x|), from the right 1 and 3^(1/x)
    ("exp(-(2+sin(1/x))/x^2)", "0 0"),
    ("exp((2+sin(1/x))/x)", "0 oo"),
    ("exp(sin(1/x)/x)", "dne dne"),
    ("exp(sin(1/x)/x-1/x^2)", "0 0"),
    ("tanh(1/x+sin(1/x))", "-1 1"),
    ("erf(1/x+sin(1/x))", "-1 1"),
    ("atan((2+cos(1/x))/x)", "-pi/2 pi/2"),
    ("atan((1+cos(1/x))/x)", "dne dne"),  # 0 where cos(1/x) = -1
    ("sin(1/x+sin(1/x))", "dne dne"),
    ("sin(sin(1/x)/x)", "dne dne"),  # 0 where sin(1/x) = 0, and sin(1/x) = 1 where that is 1
    ("exp(sin(1/x)+sin(1/x^2))", "dne dne"),
    ("1/(3+sin(1/x)+sin(sqrt(2)/x))", "dne dne"),
    ("cos(sin(1/x)+sin(1/x^2))*x", "0 0"),
    ("atan((sin(1/x)*cos(1/x^2))/x)", "dne dne"),  # pi/2 and -pi/2, where both angles are held
    ("exp((cos(1/x)^2+sin(1/x^2))/x)", "dne dne"),
    ("abs(x)^(sin(log(abs(x)))^2+sin(2/x))", "dne dne"),
    ("exp((3+cos(1/x)^2+sin(1/x^2))/x)", "0 oo"),
    ("(abs(cos(1/x^2))+2)^(1/x)", "0 oo"),
    ("exp(1/x+abs(cos(1/x)))", "0 oo"),
    ("tanh(1/x+min(sin(1/(2*x)),1/3))", "-1 1"),
    ("x/(1+abs(sin(1/x))+abs(cos(1/x)))", "0 0"),
    ("x*exp(abs(sin(1/x))-abs(sin(1/x))^3)", "0 0"),
    ("exp(abs(sin(1/x))-abs(sin(1/x))^3)", "dne dne"),  # two powers of one quantity are two quantities
    ("abs(x)^acos(sin(2/x))", "dne dne"),  # 1 where sin(2/x) = 1, and 0 elsewhere
    ("cot(1/x)-tan(1/x)^2", "dne dne"),  # 0 where tan(1/x) = 1, and where it is sqrt(3) 1/sqrt(3) - 3
    ("abs(sin(1/x))/sin(1/x)", "dne dne"),
    ("1/sin(1/x)+1/sin(1/x)^2", "dne dne"),
    ("tan(1/x)*cos(1/x)", "dne dne"),
    ("sec(1/x)^2-tan(1/x)^2", "1 1"),  # wherever it is defined
    ("sin(2/x)/(2*sin(1/x)*cos(1/x))", "1 1"),
    ("x*sin(tan(1/x))", "0 0"),
    ("max(0,sin(1/x))", "dne dne"),
    ("min(sin(1/x),1/2)", "dne dne"),
    ("floor(sin(1/x))", "dne dne"),
    ("round(sin(1/x))", "dne dne"),
    ("sqrt(sin(1/x))", "dne dne"),  # through points of the domain
    ("x*sqrt(sin(1/x))", "0 0"),
    ("log(abs(sin(1/x)))", "dne dne"),
    ("asin(sin(1/x))", "dne dne"),
    ("asin(cos(1/x))*x", "0 0"),
    ("exp(csc(1/x)-cot(1/x))", "dne dne"),
    ("2^floor(log2(x))", "None 0"),  # at most x
    ("2^floor(log2(x))/x", "None dne"),
    ("exp(frac(1/x))", "dne dne"),
    ("x*exp(frac(1/x))", "0 0"),
    ("exp(-floor(1/x))", "oo 0"),
    ("cos(pi*floor(1/x))", "dne dne"),  # 1 where floor(1/x) is even
    ("cos(2*pi*floor(1/x))", "undecided undecided"),  # it is 1, but another bounded quantity stands for the floor
    # sqrt(-sin(1/x)^2) is defined where sin(1/x) = 0 alone, and there cos(2/x) = 1: nothing may be said of other angles
    ("x*sqrt(-sin(1/x)^2)+cos(2/x)", "undecided undecided"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "limits"), AT_ZERO, ids=[a[0] for a in AT_ZERO])
def test_what_happens_at_zero(formula: str, limits: str) -> None:
    found = points(formula)["0"]
    assert f"{found.left_limit} {found.right_limit}" == limits


@pytest.mark.slow
def test_nothing_is_said_of_a_side_on_which_f_may_be_defined_nowhere() -> None:
    found = next(p for p in check("x*sqrt(sin(1/x)-1-x^2*(2+cos(3/x)))", at=["0"]).points if str(p.at) == "0")
    assert (found.left_limit, found.right_limit) == ("undecided", "undecided")


@pytest.mark.slow
def test_a_wave_that_is_never_large_enough_has_no_domain() -> None:
    with pytest.raises(BadInput, match="no real number"):
        check("x*sqrt(sin(1/x)-1-x^2)", at=["0"])


ORDERS = (
    ("{abs(x)^(2+sin(1/x)), x!=0; 0}", Kind.OSCILLATING_SLOPE, 0),  # the quotient is 1 in size where sin(1/x) = -1
    ("{abs(x)^(5/2+sin(1/x)), x!=0; 0}", Kind.HIGHER_ORDER, 0),
    ("{x*cos(sin(1/x)), x!=0; 0}", Kind.OSCILLATING_SLOPE, 0),
    ("{x^2*cos(sin(1/x)), x!=0; 0}", Kind.HIGHER_ORDER, 0),  # each derivative costs two powers
    ("{x^4*cos(sin(1/x)), x!=0; 0}", Kind.HIGHER_ORDER, 1),
    ("{x^3*(1+cos(1/x)^2)/(2-sin(1/x)), x!=0; 0}", Kind.HIGHER_ORDER, 1),
    ("{x^2*tanh(1/x+sin(1/x)), x!=0; 0}", Kind.HIGHER_ORDER, 1),  # x*|x| up to flat parts
    ("{exp(-1/x^2)*cos(sin(1/x)), x!=0; 0}", Kind.SMOOTH, "oo"),
    ("{exp(-(2+sin(1/x))/x^2), x!=0; 0}", Kind.SMOOTH, "oo"),
    ("{exp(-1/x^2)*cos(sin(exp(1/x^4))), x!=0; 0}", Kind.HIGHER_ORDER, 0),  # a derivative costs more than it has
)


@pytest.mark.parametrize(("formula", "kind", "order"), ORDERS, ids=[a[0] for a in ORDERS])
def test_the_order_at_zero(formula: str, kind: Kind, order: object) -> None:
    found = check(formula)
    here = next((p for p in found.points if str(p.at) == "0"), None)
    assert found.smoothness == order
    assert (Kind.SMOOTH if here is None else here.kind) is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2+sin(a)", 1),
        ("-1-cos(a)^2", -1),
        ("sin(a)^2+cos(a)^2-1", 0),
        ("5+3*sin(a)+4*cos(2*a)-log(2+cos(a))", None),  # 5 - 3 - 4 < 0 < 5 + 4
        ("8+3*sin(a)+4*cos(2*a)-log(2+cos(a))", 1),
        ("1+sin(a)", None),  # it touches 0
        ("sin(a)", None),
        ("exp(-5+sin(a))-1/1000000", 1),
    ],
)
def test_a_sign_holds_for_all_angles(text: str, expected: int | None) -> None:
    letters = Running(None, {"a": (fmpq(0), fmpq(1))}, {"a"})
    u = open_form(text)
    if expected is None:
        with pytest.raises(UndecidedSign):
            letters.sign(u)
    else:
        assert letters.sign(u) == expected


def open_form(text: str, name: str = "a") -> Expr:
    """A formula in a as an expression in the name."""
    found = evaluate(read_problem(re.sub(r"\ba\b", "x", text)).tree, "x", symbol(name), Sure())
    assert found is not None
    return found


class Sure:
    """Takes every argument for positive."""

    def sign(self, u: Expr) -> int:
        return 1

    def floor(self, u: Expr) -> Expr:
        raise NotImplementedError

    def is_even(self, n: Expr) -> bool:
        raise NotImplementedError


def phase(c: object) -> tuple[tuple[Monomial, Expr], ...]:
    """c/t."""
    return ((Monomial(-1), number(Fraction(str(c))) if not isinstance(c, Expr) else c),)


def test_a_stopped_clock_tells_all_multiples() -> None:
    """At Q = 2*pi*(1/3 + 60*k) the angle of r*Q is 2*pi*r/3 up to whole turns, if 60*r is an integer."""
    clock = Stopped(fmpq(1, 3))
    assert clock.angle(phase(1)) == pi().scaled(fmpq(2, 3))
    assert clock.angle(phase("3/4")) == pi().scaled(fmpq(1, 2))
    for other in (phase("1/7"), phase(constant("sqrt(2)")), ((Monomial(-2), number(1)),)):
        with pytest.raises(NotYet):
            clock.angle(other)


def test_letters_tell_phases_apart() -> None:
    letters = Letters(None)
    a, b, c = letters.angle(phase(1)), letters.angle(phase("1/3")), letters.angle(phase(constant("sqrt(2)")))
    assert b * 3 == a and a.free != c.free
    assert letters.ranges["_angle0"] == (0, 3)  # a third of it turns once while it turns three times
    assert letters.are_independent(["_angle0", "_angle1"])
    letters.angle(phase(constant("log(2)")))
    assert not letters.are_independent(["_angle0", "_angle2"])  # log(2) is irrational, which is not looked for


def test_parts_are_told_apart_by_all_that_determines_them() -> None:
    letters = Letters(None)
    parts = [
        letters.part(atom("wild_sign", u), Fraction(-1), Fraction(1), 4).terms[UNIT] for u in (symbol("x"), symbol("x") + 1, symbol("x"))
    ]
    assert parts[0] == parts[2] != parts[1]


SHAPES = (
    "({p}+{a})/({q}+{b})",
    "exp({a})*({q}+{b})",
    "cos({a})+{p}*{b}",
    "log({q}+{a})*{b}",
    "sqrt({q}+{a})-{p}*sqrt({q}+{b})",
    "atan({a}+{b})",
)
WAVES = ("sin(1/x)", "cos(1/x)", "sin(2/x)", "cos(1/(2*x))", "sin(1/x)^2", "cos(1/x)^2")


@pytest.mark.parametrize("seed", range(30))
def test_a_function_of_waves_tends_to_nothing_but_what_it_is_at_every_angle(seed: int) -> None:
    """Against values in floating point on a whole period: a limit is claimed where they are one number alone."""
    chosen = random.Random(seed)
    a, b = chosen.choice(WAVES), chosen.choice(WAVES)
    p, q = chosen.choice([0, 1, 2, 5]), chosen.choice([3, 4, 7])
    shape = chosen.choice(SHAPES)
    formula = shape.format(a=a, b=b, p=p, q=q)
    text = formula.replace("^", "**").replace("1/x", "t").replace("2/x", "(2*t)").replace("1/(2*x)", "(t/2)")
    names = {n: getattr(math, n) for n in ("sin", "cos", "exp", "log", "sqrt", "atan")}
    values = [eval(text, {**names, "t": 4 * math.pi * k / 97 + 0.01}) for k in range(97)]
    found = points(formula)["0"]
    if max(values) - min(values) > 1e-9:
        assert found.right_limit in ("dne", "undecided")
    else:
        assert found.right_limit == "undecided" or abs(float(constant(str(found.right_limit)).rational or values[0]) - values[0]) < 1e-9
    small = points(f"x*({formula})")["0"]
    assert (small.left_limit, small.right_limit) == ("0", "0")


def test_what_does_not_oscillate_is_not_asked_anew() -> None:
    """Where no wave was met there are no angles: nothing is differentiated again and again for them."""
    asked: list[int] = []
    before = smoothness.derivative_limit

    def counted(side: Side, order: int) -> Limit:
        asked.append(order)
        return before(side, order)

    smoothness.derivative_limit = counted
    try:
        beyond_all_expansions = 100
        with pytest.raises(NotYet):
            smoothness._derivative_limit(Side("x", apply("sin", symbol("x")), number(0), 1), beyond_all_expansions)
        assert not asked
        assert check("{x^2*cos(sin(1/x)), x!=0; 0}").smoothness == 0
        assert asked
    finally:
        smoothness.derivative_limit = before
