"""Algebraic numbers that are zero in another dress, told from near misses by a bound: a number made of roots and of waves of rational
multiples of pi is 0 or larger than a power of 2 that follows from how it is made."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb
from hypothesis import given
from hypothesis import strategies as st

from diffcheck import check
from diffcheck.exact.algebraic import separation_bits
from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose
from diffcheck.exact.expr import Expr, number, pi
from diffcheck.exact.powers import power
from diffcheck.exact.sign import known_sign

IDENTITIES = {
    "16*cos(2*pi/17)+1-sqrt(17)-sqrt(34-2*sqrt(17))-2*sqrt(17+3*sqrt(17)-sqrt(34-2*sqrt(17))-2*sqrt(34+2*sqrt(17)))": "Gauss",
    "cos(pi/7)*cos(2*pi/7)*cos(3*pi/7) - 1/8": "Morrie",
    "tan(3*pi/11) + 4*sin(2*pi/11) - sqrt(11)": "the Gauss sum of 11",
    "tan(pi/7)*tan(2*pi/7)*tan(3*pi/7) - sqrt(7)": "the product of the roots of the equation of tan(7*x) = 0",
    "cos(2*pi/7) + cos(4*pi/7) + cos(6*pi/7) + 1/2": "the roots of unity add up to 0",
    "1/sin(pi/7) - 1/sin(2*pi/7) - 1/sin(3*pi/7)": "the sides and diagonals of a heptagon (Ptolemy)",
    "cbrt(cos(2*pi/7)) + cbrt(cos(4*pi/7)) + cbrt(cos(8*pi/7)) - cbrt((5 - 3*cbrt(7))/2)": "Ramanujan",
    "cbrt(cos(2*pi/9)) + cbrt(cos(4*pi/9)) + cbrt(cos(8*pi/9)) - cbrt((3*cbrt(9) - 6)/2)": "Ramanujan",
    "sqrt(10+sqrt(24)+sqrt(40)+sqrt(60)) - sqrt(2) - sqrt(3) - sqrt(5)": "squared",
    "cbrt(cbrt(2) - 1) - cbrt(1/9) + cbrt(2/9) - cbrt(4/9)": "Ramanujan",
    "tan(pi/24) - sqrt(6) + sqrt(3) - sqrt(2) + 2": "half angles",
}


@pytest.mark.parametrize("text", IDENTITIES)
def test_what_is_zero_has_no_corner(text: str) -> None:
    found = check(f"({text})*|x|")
    assert (found.status, found.certainty, found.smoothness) == ("ok", "proved", "oo")


@pytest.mark.parametrize("text", IDENTITIES)
def test_what_is_nearly_zero_has_one(text: str) -> None:
    found = check(f"({text} - 1/10^50)*|x|")
    assert (found.status, found.smoothness, [p.kind.value for p in found.points]) == ("ok", 0, ["corner"])


def made(draw: random.Random, depth: int) -> Expr:
    """A number made at random of integers, waves of rational multiples of pi, sums, products, quotients and roots."""
    if depth == 0 or draw.random() < 0.2:
        angle = pi() * Fraction(draw.randint(1, 11), draw.choice((3, 5, 7, 8)))
        return draw.choice((lambda: number(draw.randint(1, 9)), lambda: apply("cos", angle), lambda: apply("sin", angle)))()
    u, v = made(draw, depth - 1), made(draw, depth - 1)
    match draw.randint(0, 4):
        case 0:
            return u + v
        case 1:
            return u - v
        case 2:
            return u * v
        case 3:
            return u / v if known_sign(v) else u
        case _:
            return power(u if known_sign(u) == 1 else u * u + 1, Fraction(1, draw.choice((2, 3))), known_sign)


@given(st.integers(0, 10**9), st.integers(1, 3))
def test_a_number_that_is_not_zero_is_larger_than_its_bound(seed: int, depth: int) -> None:
    u = made(random.Random(seed), depth)
    bits = separation_bits(u)
    size = abs(enclose(u, 600))
    if bits is not None and size > 0:
        assert size > arb(2) ** -int(bits + 1)
