"""The sentence that says why: every limit and every slope in it is the one in the record, whatever the signs of the parameters."""

from __future__ import annotations

import itertools
import re

import pytest
import sympy

from diffcheck.model.report import Finding, Quantity, Report, Steps

from .asking import cases, check

SENTENCES = (
    re.compile(r"f is unbounded: (?:(?P<left>[^;]+) from the left)?(?: and )?(?:(?P<right>[^;]+) from the right)?"),
    re.compile(r"f is unbounded: (?P<left>[^;]+) from the left; from the right it tends to (?P<right>.+)"),
    re.compile(r"f is unbounded: (?P<right>[^;]+) from the right; from the left it tends to (?P<left>.+)"),
    re.compile(r"f jumps from (?P<left>.+) to (?P<right>.+)"),
    re.compile(r"the difference quotient tends to (?P<left_slope>.+) from the left, (?P<right_slope>.+) from the right"),
)
COEFFICIENTS = ("a", "-a", "2*a", "(a-b)", "a*b", "a^2", "(a^2-b)")
SHAPES = (
    "{c}/x",
    "{c}/x^2",
    "{c}*tan(x)",
    "{c}*log(x)",
    "{c}*log|x|",
    "{c}*x^(2/3)",
    "{c}*cbrt(x)",
    "{c}*sqrt|x|",
    "1/({c}*x+1)",
    "{c}*sign(x)",
)
SHAPES += ("{c}*|x|", "{{{c}/x, x>0; x, x<=0}}", "{c}*floor(x)/x", "exp(x)+{c}*gamma(x)")
VALUES = ({"a": "2", "b": "1"}, {"a": "-3", "b": "2"}, {"a": "1", "b": "-5"}, {"a": "-1/2", "b": "-1/3"})


def told(sentence: str) -> dict[str, str]:
    """The limits and slopes that a sentence names."""
    match = next((m for form in SENTENCES if (m := form.fullmatch(sentence))), None)
    return {} if match is None else {name: q for name, q in match.groupdict().items() if q is not None}


def recorded(f: Finding) -> dict[str, Quantity]:
    return {"left": f.left_limit, "right": f.right_limit, "left_slope": f.left_derivative, "right_slope": f.right_derivative}


def assert_told_as_recorded(report: Report) -> int:
    """How many limits and slopes the sentences name; each is the one in the record."""
    count = 0
    for f in (*report.points, *report.cleared):
        shown = told(f.because)
        count += len(shown)
        assert shown == {name: q for name, q in recorded(f).items() if name in shown}, f.at
        for verdict in (f.continuous, f.differentiable):
            assert verdict.because in ("", f.because)
        if len(f.steps) == 1:
            assert_told_on_the_way(f, f.steps[0])
    return count


def assert_told_on_the_way(f: Finding, steps: Steps) -> None:
    for side, limit, slope in ((steps.left, f.left_limit, f.left_derivative), (steps.right, f.right_limit, f.right_derivative)):
        if side is not None and steps.index == f.index:
            assert (side.limit, side.slope) == (limit, slope), f.at


def symbols(values: dict[str, str]) -> dict[sympy.Symbol, sympy.Expr]:
    """Numbers for the parameters, and for the index of a family."""
    return {sympy.Symbol(name): sympy.sympify(value) for name, value in (values | {"n": "3"}).items()}


def is_there(p: Finding, at: str, values: dict[str, str]) -> bool:
    """Whether an entry is the one of a place for these parameters."""
    known = symbols(values)
    same = sympy.simplify(sympy.sympify(p.at).subs(known) - sympy.sympify(at).subs(known)) == 0
    return same and (p.condition is None or sympy.sympify(p.condition).subs(known) == sympy.true)


def put_in(quantity: Quantity, values: dict[str, str]) -> Quantity:
    """A limit with numbers for the parameters."""
    if quantity is None or quantity in ("dne", "undecided", "oo", "-oo"):
        return quantity
    known = symbols(values)
    signed = re.fullmatch(r"oo\*\((.*)\)", quantity)
    found = sympy.sympify(signed[1] if signed else quantity).subs(known)
    return ("oo" if found > 0 else "-oo") if signed else str(sympy.nsimplify(found))


@pytest.mark.slow
@pytest.mark.parametrize("case", cases("parametric.jsonl"), ids=lambda case: case["id"])
def test_sentences_of_the_corpus_name_the_limits_of_the_record(case):
    assert_told_as_recorded(check(case["expr"], variable=case["var"], explain=True))


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_sentences_name_the_limits_of_the_record_for_every_sign_of_the_parameters(shape):
    count = 0
    for coefficient, values in itertools.product(COEFFICIENTS, VALUES):
        formula = shape.format(c=coefficient)
        report = check(formula, variable="x", explain=True)
        count += assert_told_as_recorded(report)
        fixed = check(formula, variable="x", values={n: v for n, v in values.items() if n in report.problem.parameters})
        for f in fixed.points:
            (p,) = (p for p in report.points if is_there(p, f.at, values))
            known = [name for name, q in recorded(p).items() if q != "undecided"]
            found, expected = ({name: put_in(recorded(one)[name], values) for name in known} for one in (p, f))
            assert found == expected, (formula, values, f.at)
    assert count > 0 or shape in ("{c}*cbrt(x)", "{c}*sqrt|x|")


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["x*floor(x)", "floor(x)/x", "x*tan(x)", "floor(x)^2/sin(pi*x)", "gamma(x)", "frac(x)/x", "|sin(x)|*x"])
def test_sentences_of_families_name_the_limits_of_the_record(formula):
    report = check(formula, explain=True)
    assert report.points
    assert_told_as_recorded(report)


def test_what_frameworks_return_is_told_for_both_signs_only_where_it_is_the_same():
    for formula, condition, is_told in (("a*x^(2/3)", "Ne(a, 0)", False), ("x^(2/3)+a", None, True), ("a^2*|x|", "Ne(a, 0)", True)):
        (f,) = (f for f in check(formula, explain=True, variable="x").points if f.condition == condition)
        assert (f.practice is not None) is is_told, formula


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("e^(1/x)", "f is unbounded: oo from the right; from the left it tends to 0"),
        ("e^(-1/x) + 3", "f is unbounded: oo from the left; from the right it tends to 3"),
        ("{1/x, x > 0; sin(1/x), x < 0}", "f is unbounded: oo from the right; from the left it has no limit"),
        ("{-1/x^2, x < 0; 7, x >= 0}", "f is unbounded: -oo from the left; from the right it tends to 7"),
        ("1/x", "f is unbounded: -oo from the left and oo from the right"),
        ("log(x)", "f is unbounded: -oo from the right"),
        ("1/(x*(x^2 + 1)) + 2", "f is unbounded: -oo from the left and oo from the right"),
    ],
)
def test_a_finite_limit_is_not_called_unbounded(formula, told):
    assert [f.because for f in check(formula).points] == [told]
