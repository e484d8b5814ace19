"""What must be accused and what must not, in sentences; and defects of the past, with their truth."""

from __future__ import annotations

import pytest

from diffcheck.model.kind import Kind

from .asking import cases, check, points, report, slopes, verdicts
from .oracle import Judge

ACCUSED = (
    # sentence, formula, point, kind, smoothness
    ("|x| turns a corner at 0", "|x|", "0", Kind.CORNER, 0),
    ("max(0, x) turns a corner at 0", "max(0,x)", "0", Kind.CORNER, 0),
    ("sqrt(x^2) is |x|", "sqrt(x^2)", "0", Kind.CORNER, 0),
    ("|x|^3 has no third derivative at 0", "|x|^3", "0", Kind.HIGHER_ORDER, 2),
    ("x|x| has no second derivative at 0", "x*|x|", "0", Kind.HIGHER_ORDER, 1),
    ("x/x has a hole at 0", "x/x", "0", Kind.REMOVABLE, None),
    ("x^2/|x| has a hole at 0", "x^2/|x|", "0", Kind.REMOVABLE, None),
    ("sqrt(x)^2 ends at 0", "sqrt(x)^2", "0", Kind.ENDPOINT, "oo"),
    ("exp(log(x)) does not reach 0", "exp(log(x))", "0", Kind.REMOVABLE, None),
    ("1/(1/x) has a hole at 0", "1/(1/x)", "0", Kind.REMOVABLE, None),
    ("cbrt is vertical at 0", "cbrt(x)", "0", Kind.VERTICAL_TANGENT, 0),
    ("cbrt(x^2) has a cusp at 0", "cbrt(x^2)", "0", Kind.CUSP, 0),
    ("sign jumps at 0", "sign(x)", "0", Kind.JUMP, -1),
    ("sign(x)^2 has another value at 0", "sign(x)^2", "0", Kind.REMOVABLE, -1),
    ("sign(x^2) has another value at 0", "sign(x^2)", "0", Kind.REMOVABLE, -1),
    ("acot jumps at 0", "acot(x)", "0", Kind.JUMP, -1),
    ("1/x is infinite at 0", "1/x", "0", Kind.INFINITE, None),
    ("sin(1/x) oscillates", "{sin(1/x), x!=0; 0, x=0}", "0", Kind.OSCILLATING, -1),
    ("x sin(1/x) has an oscillating slope", "{x*sin(1/x), x!=0; 0, x=0}", "0", Kind.OSCILLATING_SLOPE, 0),
    ("x^2 sin(1/x) has a derivative that is not continuous", "{x^2*sin(1/x), x!=0; 0, x=0}", "0", Kind.HIGHER_ORDER, 0),
    ("x^x does not reach 0", "x^x", "0", Kind.REMOVABLE, None),
    ("exp(1/x) is infinite on one side only", "{exp(1/x), x!=0; 0, x=0}", "0", Kind.INFINITE, -1),
    ("a pole hidden behind another branch is none, but its boundary is one", "{1/x, x<=-1; x, True}", "-1", Kind.CORNER, 0),
    ("sin(1/x)^2 + cos(1/x)^2 with the wrong filling", "{sin(1/x)^2+cos(1/x)^2, x!=0; 0, x=0}", "0", Kind.REMOVABLE, -1),
    ("two kinks that do not cancel", "|x|-sqrt(x^2)/2", "0", Kind.CORNER, 0),
    ("an isolated point", "sqrt(-x^2)", "0", Kind.ISOLATED, 0),
    ("a corner within 10^-30 of another", "|x|+|x-10^-30|", "1/1000000000000000000000000000000", Kind.CORNER, 0),
)  # fmt: skip
INNOCENT = (
    # sentence, formula
    ("|x^2| is x^2", "|x^2|"),
    ("max(x, x) is x", "max(x,x)"),
    ("|x|^2 is x^2", "|x|^2"),
    ("the two roots cancel", "|x|-sqrt(x^2)"),
    ("|x| is written twice", "|x|-max(x,-x)"),
    ("the cube of the cube root is x", "cbrt(x)^3"),
    ("a root of a square that is never negative", "sqrt((x^2+1)^2)"),
    ("both branches are one polynomial", "{x^2, x<1; x^2, True}"),
    ("both branches are one polynomial, written in two ways", "{(x-1)*(x+1), x<2; x^2-1, True}"),
    ("the argument never vanishes", "|x^2+1|"),
    ("the argument never vanishes, though its discriminant is small", "|x^2-2*x+1+10^-20|"),
    ("Pythagoras, filled with 1", "{sin(1/x)^2+cos(1/x)^2, x!=0; 1, x=0}"),
    ("sin(x)/x with the right value", "{sin(x)/x, x!=0; 1, x=0}"),
    ("sinc", "sinc(x)"),
    ("flat from both sides", "{exp(-1/x^2), x!=0; 0, x=0}"),
    ("flat from one side", "{exp(-1/x), x>0; 0, True}"),
    ("the maximum of a square and a smaller line touches it", "max(x^2, 2*x-1)"),
    ("positive and negative part add up", "max(0,x)+min(0,x)"),
    ("a line with a case for one point on it", "{x, x!=3; 3, True}"),
    ("even power of an absolute value", "|x|^6"),
    ("cosh of an absolute value", "cosh(|x|)"),
    ("a sine of an absolute value, times it", "|x|*sin(|x|)"),
    ("cos of a square root of a square", "cos(sqrt(x^2))"),
    ("a Bessel function of even order", "besselj(0,|x|)"),
    ("the ends of a clip are never reached", "clip(atan(x),-2,2)"),
    ("a branch for no number", "{x^2, x>=0 or x<0; 7, True}"),
    ("floor of a quantity between 0 and 1", "floor(1/(2+x^2))"),
    ("atan of tan within a period does not matter", "sign(x^2+1)"),
)


@pytest.mark.parametrize(("sentence", "formula", "at", "kind", "smoothness"), ACCUSED, ids=[a[0] for a in ACCUSED])
def test_must_accuse(sentence: str, formula: str, at: str, kind: Kind, smoothness: int | str | None) -> None:
    assert report(formula).status == "ok", sentence
    found = points(formula)[at]
    assert (found.kind, found.smoothness) == (kind, smoothness), sentence


@pytest.mark.parametrize(("sentence", "formula"), INNOCENT, ids=[a[0] for a in INNOCENT])
def test_must_not_accuse(sentence: str, formula: str) -> None:
    r = report(formula)
    assert (r.status, r.points, verdicts(formula), r.smoothness) == ("ok", (), ("yes", "yes"), "oo"), sentence


def test_the_domain_is_that_of_the_written_formula() -> None:
    assert report("x/x").domain == "(-oo, 0) U (0, oo)"
    assert report("sqrt(x)^2").domain == "[0, oo)"
    assert report("exp(log(x))").domain == "(0, oo)"
    assert report("cbrt(x)^3").domain == "(-oo, oo)"


# defects of the past

S = "sqrt(3+2*sqrt(2))"  # = 1 + sqrt(2)


def test_a_root_of_a_perfect_square_changes_its_branch_at_its_own_zero_only() -> None:
    # |(x+1)(x-3) + (x+1)(x-3)| = 2|(x+1)(x-3)| for x > -1, of slope 2(x+1) = 8 at 3
    formula = "Piecewise((Abs(sqrt(x^2+2*x+1)*(x-3)+x^2-2*x-3), x>-1))"
    assert points(formula)["3"].kind is Kind.CORNER
    assert slopes(formula, "3") == ("-8", "8")


def test_equal_exponents_written_in_two_ways_cancel() -> None:
    found = points(f"exp({S}/x)-exp((1+sqrt(2))/x)")["0"]
    assert (found.left_limit, found.right_limit) == ("0", "0")
    assert points(f"Piecewise((({'x^' + S}-x^(1+sqrt(2)))/x^5, x>0))")["0"].right_limit == "0"
    assert points(f"Piecewise(((x^({S}-sqrt(2))-x)/x, x>0))")["0"].right_limit == "0"


@pytest.mark.slow
def test_equal_phases_written_in_two_ways_do_not_oscillate() -> None:
    formula = f"Piecewise((cos({S}/x)-cos((1+sqrt(2))/x), Ne(x,0)), (0,True))"
    assert all(f.kind not in (Kind.OSCILLATING, Kind.OSCILLATING_SLOPE) for f in report(formula).points)
    assert verdicts(formula)[0] != "no"


def test_acosh_of_a_root_has_slope_minus_1_left_of_0_and_meets_its_continuation() -> None:
    # acosh(sqrt(1+x^2)) = asinh|x|, at -1: asinh(1), slope -1/sqrt(2); asinh(x) + 2 asinh(1) there: asinh(1), slope 1/sqrt(2)
    found = points("Piecewise((acosh(sqrt(1+x^2)), x<-1), (asinh(x)+2*asinh(1), True))")["-1"]
    assert (found.kind, found.smoothness, found.continuous.answer) == (Kind.CORNER, 0, "yes")


def test_a_finite_number_of_derivatives_of_erf_of_a_root_of_a_logarithm() -> None:
    # 1 - erf(sqrt(-3 log x)) is of the size x^3/sqrt(log): three derivatives vanish at 0, the fourth is unbounded
    formula = "Piecewise((erf(sqrt(-3*log(x))), (x>0)&(x<1)), (1, Eq(x,0)))"
    assert points(formula)["0"].smoothness in (3, "undecided")


def test_a_value_whose_derivative_is_large_is_not_confused_with_a_pole() -> None:
    # gamma(x - sqrt(2) - 1) has a simple pole of residue 1 at S: (x-S)|x-S| gamma = |x-S| (1 + ...), slopes 1 - 1 and 1 + 1
    formula = f"Piecewise(((x-{S})+(x-{S})*Abs(x-{S})*gamma(x-sqrt(2)-1), (x>2)&(x<3)&Ne(x,{S})), (0,Eq(x,{S})))"
    found = next(f for f in report(formula).points if f.approx is not None and abs(f.approx - 2.41421356) < 1e-6)
    f = Judge(report(formula)).f
    for slope, truth in ((found.left_derivative, 0), (found.right_derivative, 2)):
        assert slope == "undecided" or (slope is not None and abs(f.number(slope)[1] - truth) < 1e-40)


def test_the_sine_integral_has_its_taylor_series() -> None:
    found = points("(Si(x)-x)/x^3")["0"]
    assert (found.left_limit, found.right_limit) == ("-1/18", "-1/18")


@pytest.mark.parametrize(
    ("formula", "on", "continuous", "differentiable"),
    [
        ("x^2", "(0,1)", "yes", "yes"),
        ("sqrt(x)", "[-1,1]", "no", "no"),
        ("sqrt(x)", "[0,1]", "yes", "no"),
        ("sqrt(x)", "(0,1]", "yes", "yes"),
        ("1/x", "(0,oo)", "yes", "yes"),
        ("1/x", "reals", "no", "no"),
        ("1/x", "[0,1]", "no", "no"),
        ("|x|", "[0,1]", "yes", "yes"),
        ("|x|", "[-1,1]", "yes", "no"),
        ("floor(x)", "(0,1)", "yes", "yes"),
        ("floor(x)", "[0,1)", "yes", "yes"),
        ("floor(x)", "[0,1]", "no", "no"),
        ("tan(x)", "(-1,1)", "yes", "yes"),
        ("tan(x)", "[0,2]", "no", "no"),
    ],
)
def test_on_a_set_only_the_inner_side_of_its_ends_counts(formula: str, on: str, continuous: str, differentiable: str) -> None:
    r = check(formula, on=on)
    assert (r.continuous.answer, r.differentiable.answer) == (continuous, differentiable)


def test_the_hole_in_the_domain_of_asec_is_no_list_of_outside_points() -> None:
    r = report("asec(x)")
    assert {f.at for f in r.points} == {"-1", "1"}
    assert all(f.kind is not Kind.OUTSIDE for f in r.points)


def test_conditions_that_hold_definitions_by_cases_are_told_apart() -> None:
    # s = sin(x)/x is positive just left of -2*pi and right of 2*pi: max(s, 0) is continuous, with slopes 0 and 1/(2*pi*n) there
    s = "{sin(x)/x, x!=0; 1, True}"
    r = report(f"{{{s}, {s}>0; 0, True}}")
    assert (r.status, verdicts(f"{{{s}, {s}>0; 0, True}}")) == ("ok", ("yes", "no"))
    assert {f.kind for f in r.points} == {Kind.CORNER}
    # sin(y)/y is entire, and so is sin(s)/s
    s = "{sin(2-x)/(2-x), 2-x!=0; 1, True}"
    assert verdicts(f"{{sin({s})/({s}), {s}!=0; 1, True}}") == ("yes", "yes")


def test_a_corner_that_is_found_refutes_though_not_all_points_are_known() -> None:
    # x*sin(x) = cos(2*x) first at 0.608032..., and again and again for larger x
    r = report("max(x*sin(x), cos(2*x))")
    assert (r.status, r.continuous.answer, r.differentiable.answer) == ("undecided", "yes", "no")
    assert any(f.approx is not None and abs(f.approx - 0.608032) < 1e-6 and f.kind is Kind.CORNER for f in r.points)
    # it takes about 2000 integer values between -10 and 10, and turns again and again: a smaller window does
    formula = "floor(x^3*(1+sin(x)))"
    assert (report(formula).status, verdicts(formula)) == ("undecided", ("no", "no"))


# pieces

FORMULAS = ["acosh(sqrt(1+x^2))", "asin(sqrt(1-x^2))", "acos(cos(x))+x", "sqrt(1-cos(x)^2)", "atan(tan(x))"]
SEVERAL_FAMILIES = ["floor(3*cos(x))", "round(2*sin(x))", "x^2-max(tan(x)+sqrt(3),(tan(x)+sqrt(3))^2)", "floor(5/2-x)*Mod(x,2)"]


def complaints_about_pieces(formula: str, formulas: int) -> list[str]:
    """What numbers refute in the formulas and derivatives of the pieces."""
    judge = Judge(report(formula))
    judge.between(cells=formulas, formulas=formulas, kinks=False)
    return judge.complaints


ALTERNATING = ["|sin(x)|", "Abs(sin(x))**3", "Abs(sin(x))+Abs(cos(x))"]


@pytest.mark.slow
@pytest.mark.parametrize("formula", [*FORMULAS, *SEVERAL_FAMILIES, *ALTERNATING])
def test_the_pieces_and_their_derivatives_are_those_of_the_function(formula: str) -> None:
    assert complaints_about_pieces(formula, 5) == []


PLAIN = [c["expr"] for c in (*cases("finite.jsonl"), *cases("solved.jsonl"), *cases("families.jsonl"))]


@pytest.mark.slow
@pytest.mark.parametrize("start", range(8))
def test_the_pieces_of_the_corpus_and_their_derivatives_are_those_of_the_functions(start: int) -> None:
    found = {formula: complaints_about_pieces(formula, 2) for formula in PLAIN[start::8]}
    assert {k: v for k, v in found.items() if v} == {}
