"""The composition theorem decides continuity where the places of interest are not all known, and only where its assumptions hold."""

from __future__ import annotations

import pytest

from diffcheck.analysis.survey.composition import is_continuous_by_composition
from diffcheck.functions.facts import Function, nowhere
from diffcheck.functions.register import declarations
from diffcheck.language import read_problem
from diffcheck.model.question import Question

from .asking import report, verdicts

WRITTEN = {
    "/": "1/x",
    "^": "x^(2/3)",
    "principal_power": "x^(3/2)",
    "parametric_power": "x^p",
    "real_root": "real_root(x, 3)",
    "log": "log(x)",
    "clip": "clip(x, 0, 1)",
}
DECLARED = [d for d in declarations() if isinstance(d, Function) and d.continuous and d.switches is not nowhere]


@pytest.mark.parametrize("declared", DECLARED, ids=lambda d: d.head)
def test_what_is_declared_continuous_is_so_by_its_own_places(declared: Function) -> None:
    """All switches of the function are looked at one by one, which does not use the theorem."""
    formula = WRITTEN.get(declared.head, f"{declared.spellings[0]}(x)" if declared.spellings else "")
    r = report(formula)
    assert (r.status, r.continuous.answer) == ("ok", "yes")
    assert "composed" not in r.continuous.because


@pytest.mark.parametrize(
    "jumping", ["sign(x)", "floor(x)", "ceil(x)", "frac(x)", "Mod(x, 2)", "round(x)", "trunc(x)", "H(x)", "acot(x)", "x^x"]
)
def test_what_may_jump_is_not_covered(jumping: str) -> None:
    assert not is_continuous_by_composition(read_problem(jumping), Question())


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    [
        "|sin(x)|+|sin(x^2)+sin(sqrt(2)*x)|",
        "|x*tan(x)-exp(x)|",
        "max(x, tan(x)) + 1/(sin(x) - x*cos(3*x)/10)",
        "|log(|x|) + sin(x) - x*cos(3*x)/7|",
        "min(x^2, |sin(x)+sin(sqrt(2)*x)|)^(1/3)",
        "max(sin(x), a*x)",
    ],
)
def test_a_composition_of_continuous_functions_is_continuous(formula: str) -> None:
    r = report(formula)
    assert r.status == "undecided"
    assert (r.continuous.answer, r.certainty) == ("yes", None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("|sin(x)|+|sin(sqrt(2)*x)|+floor(x)", ("no", "no")),
        ("acot(sin(x)+sin(sqrt(2)*x))", ("no", "no")),
        ("{|sin(x)|+|sin(sqrt(2)*x)|, x<0; 1}", ("no", "no")),
        ("sqrt(-1-|sin(x)|-|sin(sqrt(2)*x)|)", ("undecided", "undecided")),  # defined nowhere
    ],
)
def test_where_the_theorem_says_nothing(formula: str, verdict: tuple[str, str]) -> None:
    assert verdicts(formula) == verdict


def test_parameters_under_which_f_may_be_undefined_everywhere() -> None:
    assert is_continuous_by_composition(read_problem("sqrt(|sin(x)|+|sin(sqrt(2)*x)|)"), Question())
    assert not is_continuous_by_composition(read_problem("sqrt(a+|sin(x)|)"), Question())
