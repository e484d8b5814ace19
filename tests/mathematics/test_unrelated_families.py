"""Families whose periods have no common multiple, and roundings of several quantities: every claim against numbers, at members near 0.

pi and sqrt(2) are irrational, so the members meet at stated places only; where families do meet, the points where they do are told apart.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from diffcheck.exact.expr import Expr, number, pi, symbol
from diffcheck.exact.integrality import integers_among
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.sign import known_sign
from diffcheck.language import read_formula

from .asking import points, report
from .oracle import Evaluator, Judge, members
from .test_families import refuted

UNRELATED = (
    "floor(x)*|sin(x)|",
    "tan(x)*floor(-x)",
    "tan(x)/sin(pi*x)",
    "sign(cos(x))*floor(x/2)",
    "atan(floor(x)*|sin(x)|)",
    "|sin(x)|+|sin(sqrt(2)*x)|",
    "frac(x)*|cos(x)|",
    "|sin(x)|^(1/2)*floor(x)",
    "|sin(x)|^(3/2)+floor(x/2)",
    "floor(x)*cbrt(sin(x))",
    "ceil(x)/(2+sin(x))+|cos(sqrt(3)*x)|",
    "floor(x)+floor(pi*x)",
)
ROUNDED = (
    "floor(3*x)/3-floor(2*x)/2",
    "|frac(2*x)-frac(3*x)|",
    "1/(1+floor(2*x)^2+floor(3*x)^2)",
    "mod(mod(x,3),2)",
    "tan(frac(x))",
    "floor(sqrt(frac(x)))",
    "floor(3*frac(x)^2)",
    "max(frac(x),frac(-x))",
    "|floor(2*x)-2*floor(x)-1/2|",
    "floor(x/(1+x))",
    "floor(x-1/x)",
    "floor(x/(1+|x|))",
    "floor(x)*|1/x|",
    "floor(sqrt(x-1/2))",
    "floor(sqrt(2*x-1)/3)",
    "2^floor(x)*(1+frac(x))",
    "3^floor(x)*(1+2*frac(x))",
    "2^floor(x)*(1+2*frac(x))",
)


@pytest.mark.slow
@pytest.mark.parametrize("formula", [*UNRELATED, *ROUNDED])
def test_claims_about_members_stand_up_to_numbers(formula: str) -> None:
    assert refuted(formula) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "kinds"),
    [
        ("floor(x)*|sin(pi*x)|", {"-3": "corner", "0": "corner", "1": "corner"}),  # both families are the integers
        ("floor(x)*sin(pi*x)", {"-3": "corner", "2": "corner"}),
        ("tan(pi*x/2)*floor(x)", {"-3": "infinite", "3": "infinite", "4": "corner"}),
        ("|sin(x)|*floor(x/pi)", {"pi": "corner", "-2*pi": "corner"}),  # floor(x/pi) jumps at the zeros of the sine
        ("|sin(x)|+|sin(3*x)|", {"pi": "corner", "pi/3": "corner"}),
        ("floor(x)*|sin(pi*x/sqrt(2))|", {"sqrt(2)": "corner", "1": "jump", "2": "jump"}),
        ("floor(x)+floor(-x)", {"1": "removable", "-2": "removable"}),
    ],
)
def test_families_that_do_meet_are_judged_where_they_meet(formula: str, kinds: dict[str, str]) -> None:
    assert refuted(formula) == []
    for at, kind in kinds.items():
        assert kind_at(formula, at) == kind


def kind_at(formula: str, at: str) -> str | None:
    """The kind of the finding that holds at a number; None where none does."""
    f = Evaluator(read_formula(formula), "x")
    here = f.number(at)[1]
    for p in report(formula).points:
        if any(abs(f.number(m.at)[1] - here) < 1e-30 for m in members(p)):
            return str(p.kind.value)
    return None


def test_a_factor_that_vanishes_at_one_member_is_told_apart() -> None:
    found = points("floor(x)*|sin(x)|")
    assert (found["0"].left_derivative, found["0"].right_derivative) == ("1", "0")
    assert [str(e) for e in (found["n"].index or pytest.fail()).exceptions] == ["0"]


@pytest.mark.slow
def test_powers_of_the_floor_meet_where_the_bases_fit() -> None:
    """b^floor(x)*(1 + c*frac(x)) has the limit b^(n - 1)*(1 + c) on the left of n and the value b^n: they agree for c = b - 1 alone."""
    for b, c, continuous in ((2, 1, "yes"), (3, 2, "yes"), (5, 4, "yes"), (2, 2, "no"), (3, 1, "no")):
        assert report(f"{b}^floor(x)*(1+{c}*frac(x))").continuous.answer == continuous


def test_a_sign_that_alternates_does_not_hide_what_kind_a_point_is() -> None:
    """max(sin(x), 0) is 0 or sin(n) at the integers, without a pattern: whether floor jumps there is not one answer for all of them."""
    assert report("max(sin(x),0)*floor(x)").status == "undecided"


LEVELS = (
    "floor(x^3+x)",
    "floor(x^5+x)",
    "floor(x+exp(x))",
    "floor(x+sin(x))",
    "floor(2*x+sin(x))",
    "round(x/2-cos(x)/3)",
    "ceil(-x^3-x)",
    "frac(x^3+x)*x",
    "|sin(pi*(x^3+x))|",
    "tan(x+atan(x))",
    "floor(2*x-atan(x))",
)


@pytest.mark.slow
@pytest.mark.parametrize("formula", LEVELS)
def test_the_levels_of_an_increasing_function_are_a_family(formula: str) -> None:
    assert refuted(formula) == []
    assert any("zero(" in p.at for p in report(formula).points)


def test_levels_at_which_nothing_happens_are_not_listed() -> None:
    assert refuted("gamma(|x^3+x|)") == []
    assert list(points("gamma(|x^3+x|)")) == ["0"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    [
        "floor(x+2*sin(x))",
        "floor(x+floor(x^3+x))",  # steps on the way
        "floor(x^3+x)+floor(x)",  # m^3 + m is a level at an integer, and others are not
    ],
)
def test_no_family_of_levels_where_the_theorem_does_not_hold(formula: str) -> None:
    r = report(formula)
    assert r.status == "undecided"
    assert all(p.index is None for p in r.points)


@pytest.mark.slow
def test_equal_levels_under_other_laws_are_one_family() -> None:
    """2*g and -g take the integers where g takes the halves and the integers: no point is listed twice."""
    for formula in ("floor(x^3+x)+ceil(-x^3-x)", "|floor(x^3+x)|+floor(2*x^3+2*x)"):
        assert refuted(formula) == []
        places = [(str(p.at), p.index and str(p.index.set)) for p in report(formula).points]
        assert len(places) == len(set(places))


_N = symbol("n")
_ROOT = power(number(2), Fraction(1, 2), known_sign)


@pytest.mark.parametrize(
    ("u", "where"),
    [
        (pi() * _N, (0,)),
        (pi() * _N + Fraction(1, 2), ()),
        (pi() * (_N - 3) + 4, (3,)),
        (pi() * (_N - 3) + number(Fraction(1, 3)), ()),
        (_ROOT * (_N * _N - 4) + _N / 2, (-2, 2)),
        (_ROOT * (_N * _N - 4) + pi() * (_N - 2), (2,)),
        (_N / pi(), (0,)),
        (power(number(8), Fraction(1, 2), known_sign) * _N - _ROOT * _N * 2, None),  # 0 for all n
        (log(number(6), known_sign) * (_N + 1), (-1,)),
        (exp(number(1)) * _N + _ROOT, ()),
        (pi() * _N + exp(number(1)), None),  # whether pi and e are independent is not known
        (_N / 2, None),
        (pi() - pi(), None),
    ],
)
def test_integers_among_the_values_of_an_expression_in_an_index(u: Expr, where: tuple[int, ...] | None) -> None:
    assert integers_among(u, "n") == where


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula", ["sign(gamma(floor(x)+1/2))", "{1, gamma(floor(x)-1/2)>0; 0}", "|gamma(floor(x)/2+1/4)|", "sign(zeta(floor(x)+1/2)+1)"]
)
def test_a_sign_is_not_read_across_poles_at_the_members(formula: str) -> None:
    """gamma has a pole between any two of its arguments here, so that what it is at one of them says nothing of the others."""
    r = report(formula)
    assert r.status == "undecided"
    found = Judge(r)
    for f in r.points:
        for m in members(f):
            found.point(m)
    assert found.complaints == []


def test_where_there_are_no_poles_the_sign_is_known() -> None:
    assert refuted("sign(gamma(floor(x)^2+1/2))*x") == []
    assert refuted("sign(tan(2/floor(x)))") == []


@pytest.mark.parametrize("formula", ["tan(x)/frac(x)", "|tan(4*x/9)|/frac(2*x/3)", "sin(x)/frac(x)"])
def test_the_sign_of_a_quotient_by_a_fractional_part_is_that_of_its_denominator(formula: str) -> None:
    """frac is positive but at the integers, and no zero or pole of the numerator but 0 is one: pi is irrational."""
    r = report(formula)
    assert (r.status, r.continuous.answer) == ("ok", "yes") and points(formula)["0"].kind.value == "jump"
    assert refuted(formula) == []


@pytest.mark.parametrize(
    "formula",
    [
        "sign(atan(1/sin(floor(x))))",
        "sign(exp(1/cos(floor(x))) - 1)",
        "max(atan(1/cos(floor(x))), 0)",
        "sign(sinh(1/sin(floor(x) + 1/2)))*x",
        "sign(atan(1/cos(floor(x))) + 1/10)",
        "sign(atan(1/cos(x)))*floor(x)",
        "sign(coth(floor(x) - 1/2))",
        "sign(atan(floor(x)/(floor(x)^2 - 3)))",
        "atan((floor(x) - x + 1)/max(sin(x), 1/2))",
    ],
)
def test_a_sign_is_not_read_across_poles_inside_a_function(formula: str) -> None:
    """1/sin(n) changes its sign at poles between the integers, without end; coth and quotients of polynomials do it once or twice."""
    r = report(formula)
    found = Judge(r)
    for f in r.points:
        for m in members(f):
            found.point(m)
    assert found.complaints == []
    assert r.continuous.answer != "yes"


def test_a_sign_is_not_read_across_a_gap_of_the_domain() -> None:
    """n - 11/2 + sqrt(sin(n)) is negative at 3 and positive at 7, and has no zero: between pi and 2*pi it is undefined."""
    r = report("sign(floor(x) - 11/2 + sqrt(sin(floor(x))))")
    assert r.continuous.answer != "yes" and r.status == "undecided"


@pytest.mark.parametrize(
    ("formula", "falls"),
    [("exp(1/(pi*floor(x)/3 - 3/2) + pi*floor(x)/3)", {1, 3}), ("atan(1/(pi*floor(x)/3 - 3/2) + pi*floor(x)/3)", {1, 3})],
)
def test_zeros_are_looked_for_on_each_side_of_a_pole(formula: str, falls: set[int]) -> None:
    """w(n) - w(n - 1) for w(n) = 1/(c*n - 3/2) + c*n, c = pi/3, has zeros at 0.854 and 3.01 and poles at 1.43 and 2.43: it is negative
    at 1 and 3 alone."""
    r = report(formula)
    assert r.status == "ok"
    assert {int(str(f.at)) for f in r.points if f.index is None and f.left_derivative == "-oo"} == falls
    assert refuted(formula) == []
