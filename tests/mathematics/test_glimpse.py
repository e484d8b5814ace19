"""Where the places at which f may fail are not all known, nothing that was seen in a window is said of what lies outside it."""

from __future__ import annotations

import json
import time
from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest

import diffcheck
from diffcheck import api
from diffcheck.analysis.survey.survey import Glimpse
from diffcheck.errors import BadInput
from diffcheck.model.kind import Kind
from diffcheck.model.report import Report
from diffcheck.render.json import as_object

from .asking import check, report
from .oracle import Judge

OPEN = ("floor(tan(x))", "|sin(x)|+|sin(sqrt(2)*x)|", "max(x,(x^2+1)^(2/3))", "floor(x)*floor(sqrt(2)*x)", "(x^2+1)%x")
"""Parts whose switches are not all known."""
FAR = (("sqrt(x-20)", "25"), ("log(-x-30)", "-37"), ("asin((x-40)/2)", "41"), ("acosh(x/15)", "16"), ("sqrt(-(x-12)^2)", "12"))
"""Parts whose domain lies outside all windows, with a point of it."""
EMPTY = ("sqrt(-1-x^2)", "log(-x^2)", "asin(x^2+2)", "1/(x-x)")


def test_a_glimpse_has_nothing_that_could_be_taken_for_the_whole() -> None:
    assert not {"domain", "pieces"} & {f.name for f in fields(Glimpse)}


@pytest.mark.slow
@pytest.mark.parametrize(("part", "far"), [*product(OPEN, FAR)], ids=lambda p: p if isinstance(p, str) else p[0])
def test_what_no_window_shows_is_not_denied(part: str, far: tuple[str, str]) -> None:
    """f is defined at the point, outside every window: it is not called undefined, and the point is answered."""
    restriction, at = far
    r = check(f"{part}+{restriction}", at=at)
    judge = Judge(r)
    found = next(f for f in r.points if f.at == at)
    assert found.value is not None and found.kind is not Kind.OUTSIDE
    judge.point(found)
    assert judge.complaints == []
    if r.status == "undecided":
        assert r.pieces == () and r.differentiable.answer != "yes"
        assert r.continuous.answer != "yes" or "composed" in r.continuous.because  # by the composition theorem, which needs no places
        assert all(abs(float(judge.f.number(f.at)[1])) < 10 for f in r.points if f.at != at and f.index is None)


@pytest.mark.parametrize(("part", "empty"), [*product(OPEN, EMPTY)])
def test_an_empty_domain_is_proved_or_not_said(part: str, empty: str) -> None:
    """A sum with a part that is defined nowhere is defined nowhere, and that is proved of the part alone."""
    with pytest.raises(BadInput) as error:
        report(f"{part}+{empty}")
    assert error.value.code == "empty_domain"


@pytest.mark.parametrize("part", OPEN[:3])
@pytest.mark.parametrize("moving", ["sqrt(x-a)", "asin(x-a)", "log(a-x)"])
def test_no_condition_comes_from_an_empty_window(part: str, moving: str) -> None:
    """The domain of each of these is empty for no a, however far the windows are from it."""
    r = report(f"{part}+{moving}")
    assert "{}" not in r.domain
    for f in r.points:
        assert f.condition is None or f.condition != "False"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "yes"),
    [
        ("max(x,(x^2+1)^(2/3))+sign(x-5)+sign(2x-a-10)+log(x-a)", 11),  # exactly for a >= 10
        ("max(x,(x^2+1)^(2/3))+sign(x-5)+sqrt(x-a)", 5.5),  # for a > 5
        ("|sin(x)|+|sin(sqrt(2)*x)|+sign(x)+log(x-a)", 1),  # for a >= 0
    ],
)
def test_it_is_never_said_that_a_property_holds_never(formula: str, yes: float) -> None:
    """For large a the jumps lie outside the domain."""
    record = api.answer(formula, api.prepare(api.Options(solve=("a",), require="continuous")))
    assert isinstance(record.answer, Report) and record.answer.solution is not None
    assert record.answer.solution.bindings != ()
    assert api.exit_code(record, "continuous") in (0, 3)
    assert record.answer.continuous.answer in ("undecided", "condition")
    fixed = check(formula, values={"a": str(yes)}, require="continuous")
    assert fixed.continuous.answer in ("yes", "undecided")


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula", [*OPEN, "floor(tan(x))+sqrt(x-20)", "log(|sin(1/x)|)", "|x|", "floor(x)", "floor(tan(x))+sqrt(x-a)", "a*|x|"]
)
def test_what_is_not_decided_has_no_certainty(formula: str) -> None:
    record = as_object(api.answer(formula, api.prepare(api.Options(at=("2",)))))
    assert (record["certainty"] is None) is (record["status"] == "undecided")
    shown = ("value", "left_limit", "right_limit", "left_derivative", "right_derivative")
    for point in record["points"]:
        open_ = point["kind"] == "undecided" or "undecided" in [point[name] for name in shown]
        assert (point["certainty"] is None) is open_


def test_the_schema_knows_that_there_may_be_no_certainty() -> None:
    schema = json.loads((Path(diffcheck.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
    assert None in schema["$defs"]["certainty"]["enum"]


def test_one_bad_point_in_the_window_is_enough_for_a_no() -> None:
    assert report("floor(tan(x))").continuous.answer == "no"  # it jumps at 0
    assert check("max(x,(x^2+1)^(2/3))+sqrt(x-20)", on="reals").continuous.answer == "no"  # undefined at 0


@pytest.mark.parametrize("formula", ["|besselj(0,x)|", "x*|besselj(0,x)|", "|x*sin(x) - cos(2*x)|", "max(sin(x), x^2*besselj(0,x))"])
def test_a_corner_of_a_continuous_function_gives_the_order(formula: str) -> None:
    """Continuous as a composition, with a simple zero under the absolute value: C^0 and not C^1, wherever the other zeros are."""
    r = report(formula)
    assert (r.status, r.continuous.answer, r.differentiable.answer, r.smoothness) == ("undecided", "yes", "no", 0)


@pytest.mark.parametrize(
    ("formula", "at", "missing"),
    [
        ("floor(gamma(x))", "2", "zero"),  # gamma(2) = 1, and gamma' > 0 from 1.46 on; between 1 and 3 it takes no other integer
        ("floor(1/sin(x))*x", "5*pi/6", ""),  # 1/sin is 2 there and rises
        ("floor(cot(x))-x^2", "3*pi/4", ""),  # cot is -1 there and falls
    ],
)
def test_where_levels_crowd_at_0_a_window_beside_it_shows_a_jump(formula: str, at: str, missing: str) -> None:
    r = report(formula)
    assert (r.status, r.continuous.answer, r.differentiable.answer, r.smoothness) == ("undecided", "no", "no", -1)
    assert next(f for f in r.points if f.at == at).kind is Kind.JUMP
    assert any("only points between 1 and 3 are listed" in note and missing in note for note in r.notes)


@pytest.mark.parametrize(
    "formula",
    [
        "|besselj(0,x)|^3",  # C^2 at the zeros that are seen, and what is there beyond them?
        "{|besselj(0,x)|, x < 100; 5}",  # it jumps at 100, where nobody looks
    ],
)
def test_the_order_needs_continuity_everywhere_and_a_point_that_is_not_c1(formula: str) -> None:
    r = report(formula)
    assert (r.status, r.smoothness) == ("undecided", "undecided")


@pytest.mark.slow
@pytest.mark.parametrize("formula", OPEN)
def test_a_bad_point_that_is_asked_for_is_enough_for_a_no(formula: str) -> None:
    assert check(f"{formula}+sign(x-25)", at="25").continuous.answer == "no"


def test_the_property_holds_exactly_where_the_steps_lie_outside_the_domain() -> None:
    """x > a is the domain; the steps at 5 and (a + 10)/2 lie outside of it iff a >= 10, and max(x, (x^2 + 1)^(2/3)) is smooth."""
    formula = "max(x,(x^2+1)^(2/3))+sign(x-5)+sign(2x-a-10)+log(x-a)"
    r = check(formula, solve=("a",), require="continuous")
    assert r.status == "ok" and r.solution is not None and r.solution.bindings is not None
    assert [(b.values, str(b.condition)) for b in r.solution.bindings] == [((), "a >= 10")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "limit"),
    [
        ("(-1/x)/((-1/x)+2^(-1/x)+cos(-1/x))", "1"),
        ("log(1/x)*log(exp(1/x)/x-1/x^2)^2/(x*log(log(1/x^2+2*exp(exp(3*log(1/x)/x^3)))))", "1/3"),
    ],
)
def test_a_window_costs_little_beside_the_point_that_is_asked_for(formula: str, limit: str) -> None:
    """The zeros of such sums are looked for in a window as long as it takes few looks, and the point is answered."""
    before = time.process_time()
    found = next(f for f in check(formula, at="0").points if f.at == "0")
    assert found.right_limit == limit
    assert time.process_time() - before < 20
