"""Cases that no parameters are in are left out: linear inequalities that add up to 0 > 0, and orders of places that cannot be."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import fmpq

from diffcheck.analysis.cases.linear import Inequality, are_contradictory
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.session import in_session

from .asking import check, holds_at

A, B, C = symbol("a"), symbol("b"), symbol("c")


def contradictory(*inequalities: Inequality) -> bool:
    return in_session(are_contradictory, inequalities)


@pytest.mark.parametrize(
    ("positive", "weak", "truth"),
    [
        ([-A, -B, A + B], [], True),
        ([A, B, -A - B + 1], [], False),
        ([A - B, B - C, C - A], [], True),  # a > b > c > a
        ([], [A - B, B - C, C - A], False),  # a = b = c
        ([A - B], [B - A], True),
        ([A.scaled(fmpq(2)) + B - 1, -A - B, B - 3], [], True),  # (1 - b)/2 < a < -b, so b < -1
        ([A * B, -A - B], [A + B], True),
        ([A * B, -A, B], [], False),  # not linear: nothing is seen
        ([number(-1)], [], True),
        ([], [number(0)], False),
        ([], [], False),
    ],
)
def test_what_adds_up_to_a_contradiction(positive: list[Expr], weak: list[Expr], truth: bool) -> None:
    assert contradictory(*map(Inequality, positive), *(Inequality(u, strict=False) for u in weak)) is truth


def linear(draw: random.Random) -> tuple[Expr, tuple[int, ...]]:
    coefficients = tuple(draw.randint(-3, 3) for _ in range(4))
    return sum((u.scaled(fmpq(k)) for k, u in zip(coefficients, (A, B, C), strict=False)), number(coefficients[3])), coefficients


@pytest.mark.parametrize("seed", range(60))
def test_what_numbers_satisfy_is_no_contradiction_and_what_adds_up_to_one_is(seed: int) -> None:
    draw = random.Random(seed)
    at = tuple(Fraction(draw.randint(-6, 6), draw.randint(1, 3)) for _ in range(3))
    true, forms = [], []
    for _ in range(7):
        u, k = linear(draw)
        value = sum(p * q for p, q in zip(k, at, strict=False)) + k[3]
        true.append(Inequality(u if value >= 0 else -u, strict=value != 0))
        forms.append(true[-1].left)
    assert not contradictory(*true)
    total = sum((u.scaled(fmpq(draw.randint(1, 4))) for u in forms[:4]), number(0))
    assert contradictory(*true[:4], Inequality(-total))  # positive multiples of what is >= 0, and minus their sum is > 0


FORMULAS = (
    "{1, |x|>=a+b; {x, |x|>a; 2}}",
    "{x, a<x<b or x>=a+1; |x|}",
    "{x, |x|>a; b-x} + {0, |x|>=a+b; 1}",
    "{{|x|-1, |x|>a; b-x}, |x|>=a+b; x^2-1}",
    "{x^2-|x|, |x|<a+b; {x^2-a, x>=1; x+a}}",
)
VALUES = ("-2", "-1", "-1/2", "0", "1/2", "1", "2")


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize("formula", FORMULAS)
def test_an_answer_by_cases_of_sums_of_parameters_is_that_with_numbers(formula: str) -> None:
    draw = random.Random(formula)
    by_cases = check(formula, parameters=["a", "b"])
    for _ in range(8):
        values = {"a": draw.choice(VALUES), "b": draw.choice(VALUES)}
        plain = check(formula, parameters=["a", "b"], values=values)
        assert holds_at(by_cases.continuous, values) is (plain.continuous.answer == "yes"), values
        assert holds_at(by_cases.differentiable, values) is (plain.differentiable.answer == "yes"), values
