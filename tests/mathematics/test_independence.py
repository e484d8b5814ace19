"""Sines, cosines and exponentials at integers vanish where the theorem of Lindemann and Weierstrass lets them, and nowhere else."""

from __future__ import annotations

import pytest
from flint import fmpq

from diffcheck.analysis.indices.integer_zeros import possible_zeros
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.exact.atoms import apply
from diffcheck.exact.expr import Expr, number, pi, symbol
from diffcheck.exact.powers import exp
from diffcheck.functions.register import declarations
from diffcheck.model.kind import Kind

from .asking import points, report

declarations()
N = symbol("n")


def integers(u: Expr) -> list[int]:
    """The integers among the possible zeros."""
    found = possible_zeros(u, "n", zeros)
    assert found is not None
    return sorted({k for c in found if (k := c.integer) is not None})


@pytest.mark.parametrize(
    ("u", "where"),
    [
        (apply("sin", N), [0]),
        (N * apply("sin", N) - (N - 1) * apply("sin", N), [0]),
        (apply("sin", N - 3), [3]),
        (apply("sin", N * 2 - 1), []),  # 2n = 1 for no integer
        (apply("cos", N), [0]),  # the exponents i*n and -i*n meet at 0, where cos(0) = 1: possible is not certain
        (apply("sin", N) ** 2 * apply("cos", N), [0]),
        (apply("sin", N) * pi(), [0]),
        (exp(N) - exp(N * 2), [0]),
        ((N - 2) * exp(N) + apply("sin", N * fmpq(1, 2)), [0]),  # the sine has a constant coefficient
    ],
)
def test_the_possible_zeros(u: Expr, where: list[int]) -> None:
    assert integers(u) == where


@pytest.mark.parametrize("u", [apply("sin", pi() * N), apply("sin", N) + pi(), apply("atan", N) - number(1)])
def test_nothing_is_said_of_other_numbers(u: Expr) -> None:
    assert possible_zeros(u, "n", zeros) is None


@pytest.mark.parametrize(
    ("formula", "exceptions", "gap"),
    [
        ("floor(x)*sin(x)", ("0",), "sin(n)"),  # jumps by sin(n)
        ("floor(x)*sin(x-1)", ("1",), "sin(n - 1)"),
        ("sin(floor(x))", (), "sin(n) - sin(n - 1)"),  # 2*cos(n - 1/2)*sin(1/2) is never 0
        ("frac(x)*cos(x)", (), "-cos(n)"),
    ],
)
def test_a_step_times_a_wave_jumps_at_every_integer_but_the_zeros_of_the_wave(formula: str, exceptions: tuple[str, ...], gap: str) -> None:
    assert report(formula).status == "ok"
    family = points(formula)["n"]
    assert family.kind is Kind.JUMP and family.index is not None and family.index.exceptions == exceptions
    assert f"oo*({gap})" in (family.left_derivative, family.right_derivative)


def test_where_the_wave_vanishes_the_step_is_no_jump() -> None:
    # floor(x)*sin(x) is -sin(x) before 0 and 0 behind it
    found = points("floor(x)*sin(x)")["0"]
    assert (found.kind, found.left_derivative, found.right_derivative) == (Kind.CORNER, "-1", "0")


@pytest.mark.slow
def test_infinite_slopes_with_the_sign_of_a_wave_are_compared() -> None:
    # near an integer n: sin(n)*sqrt(pi*|x - n|), and (-1)^n*sin(n)*cbrt(pi*(x - n))
    assert points("sqrt(|sin(pi*x)|)*sin(floor(x+1/2))")["n"].kind is Kind.CUSP
    assert points("cbrt(sin(pi*x))*sin(floor(x+1/2))")["2*n"].kind is Kind.VERTICAL_TANGENT


def test_a_wave_with_the_period_of_the_steps_is_continuous() -> None:
    r = report("floor(x/pi)*sin(x)")
    assert (r.status, r.continuous.answer, r.differentiable.answer) == ("ok", "yes", "no")
