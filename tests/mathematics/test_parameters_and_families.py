"""A parameter against infinitely many places: what is said of all of its values is what is found with numbers put in.

An index is counted from where it meets the parameter, or from the integer below.
"""

from __future__ import annotations

import pytest
import sympy

from diffcheck.errors import BadInput
from diffcheck.model.report import Finding, Report

from ..portion import portion
from .asking import check
from .test_parameters import numeric, truth_at

VALUES = ("-3/2", "-1", "0", "1/3", "1", "2")


def at_values(condition: object, values: dict[str, str]) -> bool:
    """A condition at numbers, whatever functions of the parameters stand in it."""
    found = sympy.sympify(str(condition), locals={n: sympy.Symbol(n) for n in values})
    found = found if found in (True, False) else found.subs({sympy.Symbol(n): sympy.sympify(v) for n, v in values.items()})
    return bool(sympy.simplify(found))


def is_member(p: Finding, n: int, values: dict[str, str]) -> bool:
    """Whether a number is one of the index of an entry."""
    assert p.index is not None
    known = {"Integers": True, "Naturals": n >= 1, "Naturals0": n >= 0}.get(str(p.index.set))
    return str(n) not in p.index.exceptions and (truth_at(str(p.index.set), {p.index.symbol: str(n)} | values) if known is None else known)


def places(r: Report, values: dict[str, str]) -> dict[float, tuple[object, ...]]:
    """What a report says of each place between -4 and 4, with numbers for the parameters; no place twice."""
    found: dict[float, tuple[object, ...]] = {}
    for p in r.points:
        if p.condition is not None and not at_values(p.condition, values):
            continue
        for n in range(-25, 26) if p.index is not None else (0,):
            here = values
            if p.index is not None:
                if not is_member(p, n, values):
                    continue
                here = values | {p.index.symbol: str(n)}
            place = numeric(p.at, here)
            assert isinstance(place, float)
            if -4 <= place <= 4:
                assert place not in found, f"two entries for {place} at {values}"
                sides = (p.value, p.left_limit, p.right_limit, p.left_derivative, p.right_derivative)
                found[place] = (p.kind, p.smoothness, *(numeric(q, here) for q in sides))
    return found


AGAINST = (
    "floor(x)*(x-a)",  # a jump at every integer but a
    "frac(x)*(x-a)",
    "floor(x)*(x-a)^2",
    "floor(2*x)*(x-a)",
    "ceil(x)*(2*x-a)",
    "floor(x/2)*(x-a)",
    "floor(x+a)*x",
    "frac(x-a)*x",
    "floor(x^2+a)",  # at the roots of n - a
    "floor(x^2-a)*x",
    "|x-a|*floor(x)",
    "floor(a-x)",
    "floor(x)+a*x",
    "|sin(pi*x)|*(x-a)",
    "sign(sin(pi*x))*(x-a)",
    "|a*sin(pi*x)|*x",
)


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion(AGAINST, of=4))
def test_all_values_of_a_parameter_are_told_at_once(formula: str) -> None:
    free = check(formula)
    assert free.status == "ok"
    for a in VALUES:
        plain = check(formula, values={"a": a})
        assert places(free, {"a": a}) == places(plain, {}), a


TURNS = (
    "|sin(a*x)|/sin(x)",  # no corners where 1/a is an integer, for every pi*n/a is a multiple of pi then
    "|cos(a*x)|/sin(x)",
    "sign(sin(a*x))/sin(x)",
    "|sin(x)|*sin(a*x)",
    "sign(sin(x))*sin(a*x)",
    "floor(x)*sin(a*x)",
    "|sin(a*x)|/cos(x)",
)
SHARES = ("-3/2", "-1", "0", "1/3", "1/2", "2/3", "1", "2", "4/3", "sqrt(2)", "1/pi")


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion(TURNS, of=3))
def test_whether_multiples_are_integers_is_told_for_all_values(formula: str) -> None:
    """All places, each once, with their kinds, limits and slopes, and the verdicts, as they are for each number."""
    free = check(formula)
    assert free.status == "ok"
    for a in SHARES:
        plain = check(formula, values={"a": a})
        assert plain.status == "ok"
        told, found = ({round(c, 6): here for c, here in places(r, v).items()} for r, v in ((free, {"a": a}), (plain, {})))
        assert told == found, a
        for one, other in ((free.continuous, plain.continuous), (free.differentiable, plain.differentiable)):
            holds = at_values(one.condition, {"a": a}) if one.answer == "condition" else one.answer == "yes"
            assert holds is (other.answer == "yes"), a


def test_corners_that_the_poles_may_cover_are_where_the_share_is_no_integer() -> None:
    """|sin(a*x)|/sin(x) has no value where pi*n/a is a multiple of pi; if 1/a is no integer, one of two neighbours is not covered."""
    found = check("|sin(a*x)|/sin(x)", assume=["a > 0"])
    corners = [p for p in found.points if p.kind.value == "corner"]
    assert {(str(p.at), str(p.index and p.index.set)) for p in corners} == {
        ("2*pi*n/a", "Ne(floor(2*n/a), 2*n/a)"),
        ("(2*pi*n + pi)/a", "Ne(floor(2*n/a + 1/a), 2*n/a + 1/a)"),
        ("(2*pi*n + pi)/a", "Integers"),  # where 2/a is an integer, and 1/a is none
    }


def test_the_exception_is_told_with_its_condition() -> None:
    found = {(p.at, str(p.condition), p.kind.value) for p in check("floor(x)*(x-a)").points}
    assert ("a", "Eq(Mod(a, 1), 0)", "corner") in found
    assert ("a + n", "Eq(Mod(a, 1), 0)", "jump") in found


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["|sin(x)|*(x-a)", "|cos(x)|*(a-x)", "sign(sin(x))*(x-a)"])
def test_a_period_may_be_irrational(formula: str) -> None:
    free = check(formula)
    assert free.status == "ok"
    for a in ("0", "pi", "-pi/2", "1", "3*pi/2"):
        found, expected = places(free, {"a": a}), places(check(formula, values={"a": a}), {})
        for place, here in expected.items():
            (same,) = (found[c] for c in found if abs(c - place) < 1e-6)
            assert same[:2] == here[:2], (a, place)
        assert len(found) == len(expected)


@pytest.mark.parametrize("formula", ["floor(x)*(x^2-a)", "floor(x)*(x-a)*(x-b)", "|sin(x)|+|sin(a*x)|", "|sin(a*x)|/tan(b*x)"])
def test_what_is_not_solved_stays_undecided(formula: str) -> None:
    """The integers n with n^2 = a, and two meetings at once: no rule tells them, and no place is said to be what it need not be."""
    free = check(formula)
    assert free.status == "undecided"
    assert all(p.certainty is None for p in free.points if p.kind.value == "undecided")


POINTS = (
    # formula, point, value of a, kind there
    ("x^2*|x-a|", "a", "1", "corner"),
    ("x^2*|x-a|", "a", "0", "higher_order"),
    ("x^2*|x-a|", "a+1", "1", "smooth"),
    ("floor(x)+a*x", "a", "1/2", "smooth"),
    ("floor(x)+a*x", "a", "3", "jump"),
    ("sqrt(x-a)", "a-1", "2", "outside"),
    ("sqrt(x-a)", "a", "2", "vertical_tangent"),
    ("{x^2, x<a; 1, x>=a}", "a", "1", "corner"),
    ("{x^2, x<a; 1, x>=a}", "a", "2", "jump"),
    ("|x|+a", "1/a", "2", "smooth"),
)


@pytest.mark.parametrize(("formula", "at", "value", "kind"), POINTS)
def test_a_point_may_be_named_by_parameters(formula: str, at: str, value: str, kind: str) -> None:
    assume = ["a != 0"] if at == "1/a" else []
    here = sympy.sympify(at).subs(sympy.Symbol("a"), sympy.sympify(value))
    entries = [p for p in check(formula, at=[at], assume=assume).points if p.index is None]
    entries = [p for p in entries if p.condition is None or at_values(p.condition, {"a": value})]
    (found,) = (p for p in entries if numeric(p.at, {"a": value}) == float(here))
    assert found.kind.value == kind
    assert kind in {p.kind.value for p in check(formula, at=[at], values={"a": value}).points}


@pytest.mark.parametrize("at", ["b", "x", "a+b", "2*x"])
def test_a_point_holds_parameters_of_the_formula_alone(at: str) -> None:
    with pytest.raises(BadInput, match="A constant is needed here") as caught:
        check("x^2*|x-a|", at=[at])
    assert caught.value.code == "not_constant"
