"""What an expansion says is true of the function: the difference is at most a constant times the error, however small t is.

The law is checked with certified balls at t = 2**-5 to 2**-64 for every order that the program uses, so a missing or a wrong
coefficient anywhere below the stated error shows.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flint import arb, ctx, fmpq

from diffcheck.exact.ball import enclose, rational
from diffcheck.germs.expand import Approach
from diffcheck.germs.layered import Layered
from diffcheck.germs.monomial import WILD, Monomial
from diffcheck.germs.rising import ORDERS
from diffcheck.germs.series import NeedMoreTerms, NoExpansion, Series

from .test_germs import LIMITS, side_of

BITS = 8000
SMALL = tuple(fmpq(1, 2**k) for k in (5, 6, 7, 8, 9, 10, 20, 40, 64))


@pytest.fixture(autouse=True)
def precision() -> Iterator[None]:
    before = ctx.prec
    ctx.prec = BITS
    yield
    ctx.prec = before


def size(m: Monomial, t: fmpq) -> arb:
    """A monomial at t, its wave included."""
    value = rational(t, BITS) ** rational(fmpq(m.e.numerator, m.e.denominator), BITS)
    level = rational(t, BITS) ** -1
    for k in m.logs:
        level = level.log()
        value *= level ** rational(fmpq(k.numerator, k.denominator), BITS)
    value *= combination(m.growth, t).exp()
    angle = combination(m.phase, t)
    return value * (arb(1), angle.cos(), angle.sin())[m.wave]


def combination(terms: tuple[tuple[Monomial, object], ...], t: fmpq) -> arb:
    return sum((enclose(c, BITS) * size(m, t) for m, c in terms), arb(0))  # type: ignore[arg-type]


def error_rates(u: Series, exact: list[arb]) -> list[float]:
    """|f - sum of the terms| / error at each t, where the precision tells it; for an exact sum relative to f."""
    found = []
    for t, value in zip(SMALL, exact, strict=True):
        gap = value - combination(tuple(u.terms.items()), t)
        rate = abs(gap / (1 + abs(value) if u.error is None else size(u.error, t)))
        if rate.is_finite() and (rate < 1 or rate.rel_accuracy_bits() > 10):
            found.append(float(rate.abs_upper()))
    return found


EXPANDED = (
    *((formula, at, side) for formula, at, side, *_ in LIMITS),
    ("LambertW(x)", "-1/e", 1),
    ("LambertW(x)*exp(LambertW(x))", "-1/e", 1),
    ("LambertW(x)^3-LambertW(x)", "-1/e", 1),
    ("LambertW(-cos(x)/e)", "0", 1),
    ("LambertW(x)", "0", -1),
    ("gamma(x)^2", "-2", 1),
    ("gamma(x^2)", "0", 1),
    ("loggamma(sin(x))", "0", 1),
    ("acosh(cosh(x)^2)", "0", 1),
    ("asin(1-x^3)", "0", 1),
    ("besselj(2, sqrt(x))", "0", 1),
    ("erf(x)/Si(x)", "0", -1),
    ("(1+x)^(1/x)", "0", 1),
    ("tan(x)^pi", "0", 1),
    ("log(log(1/x))^sqrt(2)/(1+log(1/x))", "0", 1),
    ("exp(sqrt(log(1/x)))*x/(1-x*log(x))", "0", 1),
    ("exp(1/x)/(exp(1/x)+1)", "0", 1),
    ("(exp(1/x)+x)/(exp(1/x)+sin(x))", "0", 1),
    ("exp(1/x)*(sin(x+exp(-1/x))-sin(x))", "0", 1),
    ("sqrt(exp(2/x)+exp(1/x)/x)-exp(1/x)", "0", 1),
    ("log(x^2+exp(1/x))", "0", 1),
    ("exp(-1/sin(x))/(1-exp(-2/x))", "0", 1),
    ("tanh(1/x)^3", "0", -1),
)


LAYERED = (
    ("exp(1/x)*(sin(x+exp(-1/x))-sin(x))", "0", 1),
    ("exp(1/x)*(atan(1/x+exp(-1/x))-atan(1/x))", "0", 1),
    ("exp(sinh(1/x)*exp(-1/x))", "0", 1),
    ("exp(2/x)*(sinh(1/x+exp(-2/x))-sinh(1/x))", "0", 1),
    ("exp(1/x)*(log(x+exp(-1/x))-log(x))*x", "0", 1),
    ("exp(1/x)*(exp(x-exp(-1/x))-exp(x))", "0", 1),
    ("exp(1/x)*(exp(x+exp(-1/x)+exp(-1/x^2))-exp(x-exp(-2/x)))", "0", 1),
    ("exp(1/x)*(sqrt(x+exp(-1/x))-sqrt(x))", "0", 1),
    ("exp(-1/x)*(asin(x+exp(1/x))-asin(x))", "0", -1),
    ("exp(1/x)*(x^(1+exp(-1/x))-x)", "0", 1),
    ("exp(1/x)*(1/(x+exp(-1/x))-1/x)", "0", 1),
    ("exp(exp(1/x))*(cos(x*exp(-1/x)+exp(-exp(1/x)))-cos(x*exp(-1/x)))", "0", 1),
)


@pytest.mark.slow
@pytest.mark.parametrize("formula, at, side", LAYERED)
def test_layers_too(formula: str, at: str, side: int) -> None:
    check(formula, at, side, Layered)


@pytest.mark.slow
@pytest.mark.parametrize("formula, at, side", EXPANDED)
def test_the_error_term_bounds_what_is_left_out(formula: str, at: str, side: int) -> None:
    check(formula, at, side, Approach)


def check(formula: str, at: str, side: int, expansion: type[Approach]) -> None:
    beside = side_of(formula, at, side)
    point = enclose(beside.point, BITS)
    exact = [enclose(beside.branch, BITS, {"x": point + side * rational(t, BITS)}) for t in SMALL]
    if not all(value.is_finite() for value in exact):
        pytest.skip("too large to be computed there")
    checked = 0
    for order in ORDERS:
        try:
            found = expansion("x", beside.point, side, order).expand(beside.branch)
        except (NeedMoreTerms, NoExpansion):
            continue
        if any(m.wave == WILD for m in found.terms):
            continue
        rates = error_rates(found, exact)
        if found.error is None:
            assert all(rate < 2**-200 for rate in rates), f"order {order}: {found.terms} is not exact"
        elif len(rates) > 1:
            # a wrong coefficient below the error makes the rate grow like a power of 1/t
            assert rates[-1] < 1 + 8 * max(rates[:-1]), f"order {order}: the error {found.error} is too small: {rates}"
        checked += len(rates) > 1
    assert checked, f"{formula} was checked at no order"
