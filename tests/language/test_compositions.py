"""Names that are formulas in others: what they mean, at their seams too."""

from __future__ import annotations

import pytest

from diffcheck.api import check
from diffcheck.language import read_problem

MEANS = [
    ("x!", "gamma(x+1)"),
    ("2x!^2", "2*gamma(x+1)^2"),
    ("(2x)! + 1", "gamma(2*x+1)+1"),
    ("arctg(1/x)", "atan(1/x)"),
]


@pytest.mark.parametrize(("text", "plain"), MEANS)
def test_a_spelling_is_the_same_tree(text: str, plain: str) -> None:
    assert read_problem(text).tree == read_problem(plain).tree


def test_a_mark_of_negation_is_no_factorial() -> None:
    assert read_problem("x != 1 ? x : 0").tree == read_problem("{x, x ≠ 1; 0, otherwise}").tree


# A formula, and where it is not smooth: the place, its kind, and f there.
AT_SEAMS = [
    ("hypot(x, 0)", "0", "corner", "0"),
    ("entr(x)", "0", "vertical_tangent", "0"),
    ("tri(x)", "1", "corner", "0"),
    ("ramp(x - 1)", "1", "corner", "0"),
    ("deadzone(x)", "1", "corner", "0"),
    ("sat(x, 0, 2)", "2", "corner", "2"),
    ("saturate(2x)", "1/2", "corner", "1"),
    ("fract(x)", "0", "jump", "0"),
    ("fix(x)", "1", "jump", "1"),
    ("rint(x)", "1/2", "jump", "0"),
    ("rint(x)", "3/2", "jump", "2"),
    ("fmod(x, 2)", "2", "jump", "0"),
    ("fmod(x, 2)", "-2", "jump", "0"),
    ("smootherstep(x)", "1", "higher_order", "1"),
    ("sparse_plus(x)", "1", "higher_order", "1"),
    ("nthroot(x, 3)", "0", "vertical_tangent", "0"),
    ("reciprocal(x)", "0", "infinite", None),
    ("atan2(x, -1)", "0", "jump", "pi"),
]


@pytest.mark.parametrize(("text", "at", "kind", "value"), AT_SEAMS)
def test_a_name_is_what_it_is_at_its_seam(text: str, at: str, kind: str, value: str | None) -> None:
    found = {point.at: point for point in check(text, at=[at]).points}
    point = found.get(at) or next(one for one in check(text, at=[at], on="[-4, 4]").points if one.at == at)
    assert (point.kind.name.lower(), point.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("atan2(x, 1)", "atan(x)"),
        ("logaddexp(x, -x)", "log(exp(x)+exp(-x))"),
        ("exp10(-abs(x))", "10^(-abs(x))"),
        ("mix(-1, 2, x)", "-1*(1-x)+2*x"),
        ("xlogy(x, x)", "{0, x = 0; x*log(x), otherwise}"),
        ("isru(x)", "x/sqrt(1+x^2)"),
        ("normcdf(x)", "(1+erf(x/sqrt(2)))/2"),
    ],
)
def test_a_name_behaves_as_its_formula(text: str, plain: str) -> None:
    one, other = check(text), check(plain)
    assert (one.domain, one.continuous, one.differentiable, one.smoothness) == (
        other.domain,
        other.continuous,
        other.differentiable,
        other.smoothness,
    )
