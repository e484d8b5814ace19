"""Kinks far away: a sign at a sample is asked of the sample itself, not of its neighbour among doubles."""

from __future__ import annotations

import pytest
from flint import fmpq

from diffcheck import api
from diffcheck.analysis.lenses.plain import IntervalLens, rational_between
from diffcheck.exact.ball import enclose, exactly, rational
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.powers import exp
from diffcheck.model.report import Finding, Report

PLACES = (
    "10^16",
    "6.02214076e23",
    "10^40",
    "2^1000",
    "exp(100)",
    "exp(200)",
    "10^16+1/3",
    "pi*10^30",
    "sqrt(2)*10^50",
    "-10^16",
    "-exp(100)",
)


def points(formula: str) -> tuple[Finding, ...]:
    outcome = api.answer(formula, api.prepare(api.Options())).answer
    assert isinstance(outcome, Report)
    assert outcome.status == "ok", outcome.notes
    return outcome.points


@pytest.mark.parametrize("place", PLACES)
def test_a_kink_far_away(place: str) -> None:
    (p,) = points(f"|x-({place})|")
    assert (p.kind.value, p.left_derivative, p.right_derivative, p.value) == ("corner", "-1", "1", "0")
    (p,) = points(f"max(x-({place}), 0)")
    assert (p.left_derivative, p.right_derivative) == ("0", "1")
    (p,) = points(f"{{2, x < {place}; 3}}")
    assert (p.kind.value, p.left_limit, p.right_limit) == ("jump", "2", "3")


def test_two_kinks_that_no_double_tells_apart() -> None:
    first, second = points("|x-10^40|+|x-10^40-1|")
    assert [(f.left_derivative, f.right_derivative) for f in (first, second)] == [("-2", "0"), ("0", "2")]


def test_a_pole_and_a_logarithm() -> None:
    zero, far = points("|log(x)-1000|")
    assert (zero.at, far.at, far.left_derivative, far.right_derivative) == ("0", "exp(1000)", "-exp(-1000)", "exp(-1000)")


def ends() -> list[Expr]:
    big = exp(number(1000))
    return [big, -big, big * 2 + fmpq(1, 3), exp(number(60)), number(10**40), number(fmpq(-(10**40), 3)), number(fmpq(1, 7))]


@pytest.mark.parametrize("end", ends(), ids=str)
def test_a_sample_lies_beyond_the_end(end: Expr) -> None:
    def gap(q: fmpq) -> object:
        return enclose(number(q) - end, 4000)

    assert gap(rational_between(end, None)) > 0
    assert gap(rational_between(None, end)) < 0
    assert gap(rational_between(end, end + 1)) > 0
    assert gap(rational_between(end, end + 1) - 1) < 0
    assert IntervalLens("x", end, None).sign(symbol("x") - end) == 1
    assert IntervalLens("x", None, end).sign(symbol("x") - end) == -1


def test_the_middle_of_a_ball_is_known_exactly() -> None:
    q = fmpq(10**40 + 1, 2**70)
    assert exactly(rational(q, 400)) == q
