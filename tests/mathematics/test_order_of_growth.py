"""The order of the monomials: total, multiplicative, and that of the sizes as t -> 0+.

What it says is compared with numbers where the logarithms stand far apart: with L1 = log(1/t), L2 = log L1, L3 = log L2.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck.exact.expr import Expr, number
from diffcheck.germs.monomial import UNIT, Monomial, T, compare, exponential, log_monomial, raised, sort_terms, times

from .asking import points
from .test_exact import constant, near

MP = mpmath.mp.clone()
MP.dps = 60
L3 = MP.mpf(50)
LOGS = (MP.exp(MP.exp(L3)), MP.exp(L3), L3)
"""L1, L2, L3 at a t that no number holds."""

EXPONENTS = tuple(constant(c) for c in ("1", "-1", "1/2", "2", "-3/2", "sqrt(2)", "-sqrt(2)", "2-sqrt(2)", "sqrt(2)/2", "pi", "1/3", "-3"))
VALUES = {e: near(e) for e in EXPONENTS}

Recipe = tuple[tuple[int, Expr], ...]
"""A product: (0, e) for (1/t)**e, (i, e) for L_i**e; (4, e), (5, e), (6, e) for exp(e*u) with u = sqrt(L1), sqrt(L2), L2**2."""


def factor(kind: int, e: Expr) -> Monomial:
    if kind < 3:
        return exponential({log_monomial(kind + 1): e})[0]
    inner = {4: raised(log_monomial(1), Fraction(1, 2)), 5: raised(log_monomial(2), Fraction(1, 2)), 6: raised(log_monomial(2), 2)}
    return exponential({log_monomial(4): e})[0] if kind == 3 else exponential({inner[kind]: e})[0]


def built(recipe: Recipe) -> Monomial:
    found = UNIT
    for kind, e in recipe:
        found = times(found, factor(kind, e))
    return found


def logarithm_of_quotient(one: Recipe, other: Recipe) -> mpmath.mpf:
    """log of the quotient of the sizes, as a number; what cancels is taken away first."""
    rates = (LOGS[0], LOGS[1], LOGS[2], MP.log(L3), MP.sqrt(LOGS[0]), MP.sqrt(LOGS[1]), LOGS[1] ** 2)
    weights = [MP.fsum([VALUES[e] for k, e in one if k == kind] + [-VALUES[e] for k, e in other if k == kind]) for kind in range(7)]
    return MP.fsum(w * rate for w, rate in zip(weights, rates, strict=True) if abs(w) > MP.mpf(10) ** -30)


RECIPES = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(EXPONENTS)), max_size=4).map(tuple)
MANY = settings(max_examples=300, deadline=None)


@pytest.mark.slow
@MANY
@given(RECIPES, RECIPES)
def test_the_order_is_that_of_the_sizes(one: Recipe, other: Recipe) -> None:
    assert compare(built(one), built(other)) == MP.sign(logarithm_of_quotient(one, other))


@pytest.mark.slow
@MANY
@given(RECIPES, RECIPES, RECIPES)
def test_the_order_is_multiplicative_and_antisymmetric(one: Recipe, other: Recipe, third: Recipe) -> None:
    a, b, c = built(one), built(other), built(third)
    assert compare(a, b) == -compare(b, a) == compare(times(a, c), times(b, c))
    assert compare(raised(a, -1), raised(b, -1)) == -compare(a, b)
    assert compare(raised(a, Fraction(2, 3)), raised(b, Fraction(2, 3))) == compare(a, b)


@pytest.mark.slow
@MANY
@given(st.lists(RECIPES, min_size=3, max_size=6))
def test_the_order_is_total(recipes: list[Recipe]) -> None:
    ordered = [m for m, _ in sort_terms({built(r): number(1) for r in recipes})]
    assert all(compare(a, b) >= 0 for a, b in pairwise(ordered))
    assert all(compare(a, b) >= 0 for i, a in enumerate(ordered) for b in ordered[i:])


@pytest.mark.slow
@MANY
@given(RECIPES, st.permutations(range(4)))
def test_equal_products_are_one_monomial(recipe: Recipe, order: list[int]) -> None:
    assert built(tuple(recipe[i] for i in order if i < len(recipe))) == built(recipe)
    assert times(built(recipe), raised(built(recipe), -1)) == UNIT
    assert raised(built(recipe), 2) == times(built(recipe), built(recipe))


def test_a_power_written_as_an_exponential_is_a_power() -> None:
    root = constant("sqrt(2)")
    assert times(exponential({log_monomial(1): root})[0], exponential({log_monomial(1): number(-1) - root})[0]) == T
    assert times(exponential({log_monomial(2): root})[0], exponential({log_monomial(2): number(2) - root})[0]) == Monomial(0, (2,))


POWERS = {"1/2": 0.5, "1": 1, "sqrt(2)": 2**0.5, "3/2": 1.5, "sqrt(3)": 3**0.5, "2": 2, "pi/2": 1.5707963}


@pytest.mark.parametrize("p, q", [*product(POWERS, POWERS)])
def test_powers_of_a_logarithm_are_ordered_by_their_exponents(p: str, q: str) -> None:
    expected = "oo" if POWERS[p] > POWERS[q] else "0" if POWERS[p] < POWERS[q] else "1"
    assert points(f"{{log(1/x)^({p})/log(1/x)^({q}), 0<x<1/2; 0, x=0}}")["0"].right_limit == expected


@pytest.mark.parametrize(
    "formula, expected",
    [
        ("exp(sqrt(log(log(1/x))))/log(1/x)", "0"),
        ("exp(sqrt(log(log(1/x))))/log(log(1/x))^5", "oo"),
        ("exp(log(log(1/x))^2)/log(1/x)^100", "oo"),
        ("exp(log(log(1/x))^2)*x", "0"),
        ("exp(log(1/x)^(1/2))/log(1/x)^100", "oo"),
        ("exp(sqrt(2)*log(log(1/x)))/log(1/x)/log(log(1/x))^9", "oo"),
        ("log(1/x)^sqrt(2)*log(1/x)^(2-sqrt(2))/log(1/x)^2", "1"),
        ("log(1/x)^sqrt(2)/(log(1/x)*log(log(1/x)))", "oo"),
    ],
)
def test_iterated_logarithms_against_exponentials_of_them(formula: str, expected: str) -> None:
    assert points(f"{{{formula}, 0<x<1/100; 0, x=0}}")["0"].right_limit == expected
