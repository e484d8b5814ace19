"""The zeros of an equation are all found, proved in the equation, and compared with a dense scan for changes of sign."""

from __future__ import annotations

import itertools

import pytest
import sympy
from flint import fmpq

from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.plain import IntervalLens
from diffcheck.analysis.zeros.solve import whole_zeros, zeros
from diffcheck.errors import NotYet
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.sign import known_sign, sign
from diffcheck.language import read_formula
from diffcheck.model.kind import Kind

from .asking import report
from .oracle import Evaluator, NotReal, Pair, Unsure

LOW, HIGH = fmpq(-5), fmpq(5)
SCAN = 600


def expression(formula: str, low: fmpq = LOW, high: fmpq = HIGH) -> Expr:
    """A formula that is analytic in the interval, as an expression in x."""
    lens = IntervalLens("x", number(low), number(high))
    found = evaluate(read_formula(formula).tree, "x", symbol("x"), lens)
    assert found is not None
    return found


def changes_of_sign(formula: str, low: fmpq, high: fmpq) -> list[tuple[float, float]]:
    """The cells of a dense grid in which the function changes its sign."""
    f = Evaluator(read_formula(formula).tree, "x", (20, 40))
    found, before = [], None
    for k in range(SCAN):
        x = float(int(low.p)) / int(low.q) + (float(int((high - low).p)) / int((high - low).q)) * (k + 0.511) / SCAN
        try:
            s = f.sign(f(Pair(c.mpf(x) for c in f.contexts)))  # type: ignore[arg-type]
        except (NotReal, Unsure):
            before = None
            continue
        if before is not None and s != before[1]:
            found.append((before[0], x))
        before = (x, s)
    return found


EQUATIONS = (
    # equation, low, high, number of zeros (by its derivative's sign, or by factoring)
    ("x^2-2", -5, 5, 2),
    ("x^3-3*x+1", -5, 5, 3),
    ("x^5-x-1", -5, 5, 1),
    ("(x^2-2)*(x-1)^2*(x+3)", -5, 5, 4),
    ("x^4-10*x^2+1", -5, 5, 4),
    ("x^6-3*x^2+1", -5, 5, 4),
    ("x^2+1", -5, 5, 0),
    ("x^2-2*sqrt(2)*x+2", -5, 5, 1),
    ("exp(x)-2", -5, 5, 1),
    ("exp(2*x)-3*exp(x)+2", -5, 5, 2),
    ("exp(x)-x-2", -5, 5, 2),
    ("exp(x)-3*x", -5, 5, 2),
    ("exp(x)+x", -5, 5, 1),
    ("x*exp(x)-1", -5, 5, 1),
    ("x*exp(x)+1/4", -5, 5, 2),
    ("x*exp(-x^2)-1/5", -5, 5, 2),
    ("sin(x)", -5, 5, 3),
    ("sin(x)-1/2", -5, 5, 3),
    ("cos(x)-x", -5, 5, 1),
    ("cos(x)-x/4", -5, 5, 3),
    ("sin(x)-x/3", -5, 5, 3),
    ("sin(x)-x", -5, 5, 1),
    ("sin(x)+cos(x)", -5, 5, 3),
    ("sin(x)+2*cos(x)-1", -5, 5, 3),
    ("sin(2*x)-sin(x)", -5, 5, 5),
    ("cos(2*x)+cos(x)", -5, 5, 4),
    ("sin(x)^2-1/4", -5, 5, 6),
    ("sin(x^2)-1/2", 0, 3, 4),
    ("sin(3*x)+x/2", -5, 5, 5),
    ("x-1-cos(3*x)/2", -5, 5, 1),
    ("tan(x)-2", -1, 1, 0),
    ("atan(x)-1", -5, 5, 1),
    ("atan(x)-x/2", -5, 5, 3),
    ("tanh(x)-1/2", -5, 5, 1),
    ("cosh(x)-2", -5, 5, 2),
    ("sinh(x)-x-1", -5, 5, 1),
    ("log(x)-1", 0, 5, 1),
    ("log(x)-x+2", 0, 5, 2),
    ("x*log(x)+1/4", 0, 5, 2),
    ("log(x)^2-log(x)-1/4", 0, 5, 2),
    ("sqrt(x)-x+1", 0, 5, 1),
    ("sqrt(x+5)-x-1", -5, 5, 1),
    ("sqrt(x+5)+sqrt(5-x)-4", -5, 5, 2),
    ("x^(3/2)-x-1", 0, 5, 1),
    ("sqrt(x^2+1)-2*x", -5, 5, 1),
    ("1/(x^2+1)-1/3", -5, 5, 2),
    ("exp(-x)-sin(x)", 0, 5, 2),
    ("exp(x)*sin(x)", -5, 5, 3),
    ("erf(x)-1/2", -5, 5, 1),
    ("erf(x)-x/2", -5, 5, 3),
    ("x-sin(x)-1/2", -5, 5, 1),
    ("x^2-cos(x)", -5, 5, 2),
    ("x^2-cosh(x)/2", -3, 3, 2),
    ("asinh(x)-x/2", -5, 5, 3),
    ("2^x-x^2", 1, 5, 2),
    ("x^3+x-10^(-9)", -5, 5, 1),
    ("x^2-10^(-12)", -5, 5, 2),
    ("(x-1)^2-10^(-14)", -5, 5, 2),
    ("exp(x)-1-x", -5, 5, 1),
    ("sin(x)^2-sin(1)^2", 0, 3, 2),
    ("x^2-sin(x)^2", -5, 5, 1),  # (x - sin(x))*(x + sin(x))
    ("exp(2*x)-x^2", -5, 5, 1),  # (exp(x) - x)*(exp(x) + x)
    ("x^4-cos(x^2)", -5, 5, 2),  # y^2 = cos(y) for one y = x^2 > 0
    ("exp(2*x)-exp(x)*sin(exp(x))", -5, 2, 0),  # y = sin(y) for y = 0 only
    ("sin(x^2-2*x)-x^2/2+x", -5, 5, 4),  # sin(y) = y/2 for y = 0 and two others; x^2 - 2*x >= -1
    ("sin(x-5)-cos(2*x)", -5, 5, 6),  # 5 of 5/3 + pi/6 + 2*pi*k/3 and 3*pi/2 - 5
    ("cos(x+1)-cos(x-1)", -5, 5, 3),  # -2*sin(x)*sin(1)
    ("x^3-3*cos(5*x)", -5, 5, 5),  # |x| <= cbrt(3); at k*pi/5 the cosine is +-1
    ("x^2-3*x*sin(x)-1", -5, 5, 2),  # even; -1 at 0, negative up to 2, then positive
    ("x+10*sin(x)-atan(x)", -5, 5, 3),
    ("x*sin(x)+2*x-1", -5, 5, 1),  # 1/3 <= x <= 1, where it increases
)
EVERYWHERE = (
    # equation, a bound of its zeros, their number
    ("sin(x)-x/10", 10, 7),  # 0, and on each side one before pi and two around 5*pi/2 < 10 < 9*pi/2
    ("x-3*sin(x)", 3, 3),
    ("x-10*cos(x)", 10, 7),
    ("x^2-3*x*sin(x)-1", 4, 2),
    ("x*sin(x)+2*x-1", 1, 1),
    ("x^3-3*cos(5*x)", 2, 5),
    ("x^2/100-cos(x)", 10, 6),
)


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "low", "high", "count"), EQUATIONS, ids=[e[0] for e in EQUATIONS])
def test_all_zeros_are_found_and_each_is_one(formula: str, low: int, high: int, count: int) -> None:
    u = expression(formula, fmpq(low), fmpq(high))
    found = zeros(u, Interval("x", number(low), number(high)))
    assert len(found) == count
    for c in found:
        assert sign(substitute(u, "x", c, known_sign)) == 0
        assert sign(c - low) > 0 and sign(number(high) - c) > 0
    assert all(sign(d - c) > 0 for c, d in itertools.pairwise(found))
    places = [float(enclose(c, 200).mid()) for c in found]
    for a, b in changes_of_sign(formula, fmpq(low), fmpq(high)):
        assert any(a <= p <= b for p in places), f"no zero between {a} and {b}"


@pytest.mark.parametrize(("formula", "bound", "count"), EVERYWHERE, ids=[e[0] for e in EVERYWHERE])
def test_bounded_coefficients_confine_the_zeros_on_the_whole_line(formula: str, bound: int, count: int) -> None:
    u = expression(formula)
    found = zeros(u, Interval("x", None, None))
    assert len(found) == count
    assert all(sign(substitute(u, "x", c, known_sign)) == 0 for c in found)
    places = [float(enclose(c, 200).mid()) for c in found]
    assert all(abs(p) <= bound for p in places)
    for a, b in changes_of_sign(formula, fmpq(-2 * bound), fmpq(2 * bound)):
        assert any(a <= p <= b for p in places), f"no zero between {a} and {b}"


def test_a_coefficient_that_vanishes_confines_nothing() -> None:
    with pytest.raises(NotYet):
        zeros(expression("x*sin(x)-1"), Interval("x", None, None))


@pytest.mark.parametrize(
    ("formula", "low", "high", "count"),
    [
        ("2*x+1/3", -3, 3, 12),  # from -5.67 to 6.33: -5 ... 6
        ("exp(x)", -2, 2, 7),  # from 0.14 to 7.39: 1 ... 7
        ("x^3+x", -2, 2, 19),  # from -10 to 10: -9 ... 9
        ("x^2", 0, 3, 8),  # 1 ... 8
        ("3*sin(x)", -2, 2, 7),  # -3 ... 3, the ends of the range at -pi/2 and pi/2; 2 and -2 come again beyond 2.4 only
        ("1/x", 1, 5, 0),  # between 1/5 and 1
        ("10*atan(x)", -1, 1, 15),  # from -7.85 to 7.85
    ],
)
def test_all_places_where_a_function_is_an_integer_are_found(formula: str, low: int, high: int, count: int) -> None:
    u = expression(formula, fmpq(low), fmpq(high))
    found = whole_zeros(u, Interval("x", number(low), number(high)))
    assert len({round(float(enclose(c, 100).mid()), 9) for c in found}) == len(found) == count
    for c in found:
        value = substitute(u, "x", c, known_sign)
        nearest = enclose(value + fmpq(1, 2), 200).floor().unique_fmpz()
        assert nearest is not None and sign(value - int(nearest)) == 0


def test_a_function_that_is_zero_throughout_has_no_place_where_it_changes() -> None:
    assert zeros(expression("sin(x)^2+cos(x)^2-1"), Interval("x", number(LOW), number(HIGH))) == ()


@pytest.mark.parametrize(
    ("formula", "places"),
    [
        ("max(x^2, 2x - 1/2)", {"1 - sqrt(2)/2", "sqrt(2)/2 + 1"}),  # 2 (x - 1)^2 = 1
        ("|x^2 - 2x - 1|", {"1 - sqrt(2)", "1 + sqrt(2)"}),
        ("|x^2 + 4x + 1|", {"-2 - sqrt(3)", "-2 + sqrt(3)"}),
        ("max(x^2 - 2x - 1, -5)", set()),  # (x - 1)^2 > -3
    ],
)
def test_an_interval_with_an_integer_in_its_middle_has_a_point_to_look_at(formula: str, places: set[str]) -> None:
    r = report(formula)
    assert r.status == "ok"
    assert {sympy.sympify(f.at) for f in r.points} == {sympy.sympify(c) for c in places}


HALF_LINES = (
    # u with one or two zeros; bounds on the unbounded side of a half line begin nearer to 0 than the zeros on its bounded side
    ("exp(x)+x+{c}", ">", 1),
    ("exp(x)+x*sqrt(2)+{c}", ">", 1),
    ("cosh(x)-{c}", ">", 2),
    ("exp(x)-x-{c}", ">", 2),
    ("exp(2*x)+atan(x)+x+{c}", ">", 1),
    ("exp(-x)-x+{c}", "<", 1),
    ("sinh(-x)+exp(-x)-x+{c}", "<", 1),
    ("exp(-x)+x-{c}", "<", 2),
)


@pytest.mark.parametrize(("u", "relation", "count"), HALF_LINES)
@pytest.mark.parametrize("c", [2, 7, 50])
@pytest.mark.parametrize("factor", [1, 3])
def test_zeros_on_the_bounded_side_of_a_half_line_are_kept(u: str, relation: str, count: int, c: int, factor: int) -> None:
    """As many as the whole line has where the half line holds them all, one less or none where it begins beyond them."""
    far = 2 * c if relation == "<" else -2 * c
    u = u.format(c=c)
    half = [p.at for p in report(f"{{{factor}*|{u}|, x{relation}{far}}}").points if p.kind is Kind.CORNER]
    whole = [p.at for p in report(f"{factor}*|{u}|").points if p.kind is Kind.CORNER]
    assert len(half) == len(whole) == count
    beyond = [p.at for p in report(f"{{{factor}*|{u}|, x{relation}{-far}}}").points if p.kind is Kind.CORNER]
    assert beyond == []


@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        ("1/(1+(sqrt(1-x^2)*asin(x))^2)", "[-1, 1]"),
        ("1/(2+(x+2)*(1-x^2)*acos(x)^2)", "[-1, 1]"),
        ("1/(-3+(x-2)*asin(x)^2*(4-x^2)^3)", "[-1, 1]"),
        ("1/(1+x*(1-x)*asin(x)^2)", None),  # x*(1 - x) has both signs
        ("1/((1-x^2)*asin(x)^2-1/4)", None),  # 0 near x = 0.6
        ("1/((1-x)*asin(x)^2+(1-x^2)*acos(x)^2)", None),  # 0 at x = 1
        ("1/((x^2-4)*asin(x)^2+(2-x)*acos(x)^2)", None),  # of two signs
    ],
)
def test_a_sum_whose_terms_have_one_sign_has_no_zero(formula: str, domain: str | None) -> None:
    assert domain is None or str(report(formula).domain) == domain
    assert domain is not None or str(report(formula).domain) != "[-1, 1]"
