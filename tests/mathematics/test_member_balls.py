"""Members of families as numbers: what is the same is never told apart, whatever was asked before."""

from __future__ import annotations

from itertools import permutations

import pytest
from flint import fmpq

from diffcheck.analysis.zeros.member_balls import MemberBalls
from diffcheck.exact.atoms import apply
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import Expr, number, pi, symbol
from diffcheck.exact.sign import known_sign

A, B, N = symbol("a"), symbol("b"), symbol("n")
FAMILIES: tuple[Expr, ...] = (
    B,
    pi() * N * 2 + A,
    (pi() * N * 2 + B) / A,
    A * B * N + B / A,
    -(A * N),
    number(3),
    N * N + B,
    pi() * (N + 1) / (N * N + 1) + A,
    apply("sin", N * B),
)
LINES = 6


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_family_that_is_counted_otherwise_overlaps_itself(order: tuple[int, ...]) -> None:
    balls, found = MemberBalls("n"), FAMILIES
    for j in range(0, len(found), 3):
        for at in (found[j + i] for i in order):
            for shift in (-2, 1, 3):
                moved = expanded(substitute(at, "n", N + shift, known_sign))
                for k in (fmpq(0), fmpq(5), fmpq(7, 2)):
                    assert balls.member(at, k + shift).overlaps(balls.member(moved, k))


def test_families_that_differ_are_told_apart() -> None:
    balls, found = MemberBalls("n"), FAMILIES
    pairs = [(a, b) for a, b in permutations(found, 2) if not balls.member(a, fmpq(5)).overlaps(balls.member(b, fmpq(5)))]
    assert len(pairs) == len(found) * (len(found) - 1)


def test_a_line_is_known_as_one() -> None:
    balls = MemberBalls("n")
    assert [balls.line(at) is not None for at in FAMILIES] == [True] * LINES + [False] * (len(FAMILIES) - LINES)
