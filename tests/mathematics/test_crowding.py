"""Points where oscillations or poles crowd: roots and powers of |sin(1/x)|, and tan(1/x) and its like."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import mpmath
import pytest

from diffcheck.model.kind import Kind

from .asking import points, report

AT_ZERO = (
    # formula, kind, limits from the left and the right, slopes, the reason by hand
    ("tan(1/x)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # both infinities near every pole
    ("x*tan(1/x)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # however small x is
    ("1/sin(1/x)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("x/sin(1/x)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("tan(1/x)^2", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # 0 again and again
    ("1/sin(1/x)^2", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # 1 again and again
    ("1/(x*sin(1/x))^2", Kind.INFINITE, ("oo", "oo"), (None, None)),  # at least 1/x^2
    ("csc(1/x)^2+1/x", Kind.INFINITE, ("dne", "oo"), (None, None)),  # 1 + 1/x again and again, at least that
    ("1/cos(exp(1/x))", Kind.OSCILLATING, ("1", "dne"), (None, None)),
    ("{x^2*tan(1/x), x!=0; 0, True}", Kind.OSCILLATING, ("dne", "dne"), ("dne", "dne")),
    ("|sin(1/x)|^3", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("sqrt(|cos(1/x)|)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("cbrt(sin(1/x))", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("x*cbrt(sin(1/x))", Kind.REMOVABLE, ("0", "0"), (None, None)),
    ("{x*|sin(1/x)|^(3/2), x!=0; 0, True}", Kind.OSCILLATING_SLOPE, ("0", "0"), ("dne", "dne")),
    ("{x^2*sqrt(|sin(1/x)|), x!=0; 0, True}", Kind.HIGHER_ORDER, ("0", "0"), ("0", "0")),
    ("frac(1/x)^2", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("1/floor(1/x)", Kind.REMOVABLE, ("0", "0"), (None, None)),
    ("1/(x*sin(1/x))^2+7*cos(x)/x", Kind.INFINITE, ("oo", "oo"), (None, None)),
    ("1/sin(1/x)^2+cos(1/x)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # bounded where sin(1/x) is 1
    ("1/(x*sin(1/x))^2-2/x^2", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # -1/x^2 there
    ("cos(1/x)/(x*sin(1/x))^2", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("(1+sin(1/x))/x", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # 0 again and again, and unbounded
    ("(2+sin(1/x))/x", Kind.INFINITE, ("-oo", "oo"), (None, None)),
    # the nearest integer differs from u by 1/2 at most
    ("round(1/x)", Kind.INFINITE, ("-oo", "oo"), (None, None)),
    ("round(log(|x|))", Kind.INFINITE, ("-oo", "-oo"), (None, None)),
    ("x*round(1/x)", Kind.REMOVABLE, ("1", "1"), (None, None)),
    ("{x*round(1/x), x!=0; 1, True}", Kind.OSCILLATING_SLOPE, ("1", "1"), ("dne", "dne")),
    ("{x^2*round(1/x), x!=0; 0, True}", Kind.HIGHER_ORDER, ("0", "0"), ("1", "1")),
    ("round(1/x)-1/x", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("round(1/x)-floor(1/x)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),  # 0 and 1
    ("round(1/x)-round(1/x)", Kind.REMOVABLE, ("0", "0"), (None, None)),
    ("x*round(3*sin(1/x))", Kind.REMOVABLE, ("0", "0"), (None, None)),
    ("round(sin(1/x)/3)", Kind.REMOVABLE, ("0", "0"), (None, None)),
    # 1 along some places, and as near to 0 as one likes beside others, where the base tends to 0
    ("(1+cos(1/x))^x", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("|sin(1/x)|^(x^2)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("frac(1/x)^x", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("exp(-x/sin(1/x)^2)", Kind.OSCILLATING, ("dne", "dne"), (None, None)),
    ("{x*|sin(1/x)|^x, x>0; 0, True}", Kind.UNDECIDED, ("0", "undecided"), ("0", "dne")),
)


@pytest.mark.parametrize(("formula", "kind", "limits", "slopes"), AT_ZERO, ids=[a[0] for a in AT_ZERO])
def test_what_happens_at_zero(formula: str, kind: Kind, limits: tuple[str, str], slopes: tuple[str | None, str | None]) -> None:
    found = points(formula)["0"]
    assert (found.kind, (found.left_limit, found.right_limit)) == (kind, limits)
    assert (found.left_derivative, found.right_derivative) == slopes


@pytest.mark.slow
@pytest.mark.parametrize("share", ["1", "2", "-2", "1/2", "3", "-4", "10"])
@pytest.mark.parametrize(
    ("wave", "other"),
    [("cos(1/x)", lambda q: mpmath.cos(q)), ("cos(3/x)", lambda q: mpmath.cos(3 * q)), ("sin(1/x)^4", lambda q: mpmath.sin(q) ** 4)],
)
@pytest.mark.parametrize("size", ["1/x^2", "1/|x|^3", "-log(|x|)"])
def test_a_double_pole_beside_a_wave_of_its_size(share: str, wave: str, other: Callable[[float], float], size: str) -> None:
    """(1/sin(q)^2 + c*w(q))*size tends to infinity iff the first factor stays positive; where it does not, it has no limit."""
    least = min(1 / mpmath.sin(k / 500) ** 2 + float(Fraction(share)) * other(k / 500) for k in range(1, 3142))
    assert abs(least) > 0.05
    for formula in (f"(1/sin(1/x)^2+({share})*{wave})*({size})", f"({size})/sin(1/x)^2+({share})*{wave}*({size})"):
        found = points(formula)["0"]
        allowed = {"undecided", "oo" if least > 0 else "dne"}
        assert {found.left_limit, found.right_limit} <= allowed, formula


ALTERNATING = (
    # formula, kind, limits, slopes: where a condition holds and fails again and again, both parts count
    ("{0, x=0; 1, sin(1/x)>0; 0, True}", Kind.OSCILLATING, ("dne", "dne"), ("dne", "dne")),
    ("{0, x=0; x, sin(1/x)>0; -x, True}", Kind.OSCILLATING_SLOPE, ("0", "0"), ("dne", "dne")),
    ("{0, x=0; x^2, sin(1/x)>0; 0, True}", Kind.HIGHER_ORDER, ("0", "0"), ("0", "0")),
    ("{0, x=0; x^2, sin(1/x)=0; x, True}", Kind.OSCILLATING_SLOPE, ("0", "0"), ("dne", "dne")),
    ("{0, x=0; 1, sin(1/x)>0 and x>0; 0, True}", Kind.OSCILLATING, ("0", "dne"), ("0", "dne")),
    ("{0, x=0; x, not(sin(1/x)>0); x+x^3, True}", Kind.HIGHER_ORDER, ("0", "0"), ("1", "1")),
    ("{0, x=0; sqrt(|x|), sin(1/x)>0; cbrt(x), True}", Kind.OSCILLATING_SLOPE, ("0", "0"), ("dne", "oo")),
    ("{|x|, {x*sin(1/x), x!=0; 0, True}>0; 1-x, True}", Kind.OSCILLATING, ("dne", "dne"), ("dne", "dne")),
)


@pytest.mark.parametrize(("formula", "kind", "limits", "slopes"), ALTERNATING, ids=[a[0] for a in ALTERNATING])
def test_where_cases_crowd(formula: str, kind: Kind, limits: tuple[str, str], slopes: tuple[str, str]) -> None:
    found = points(formula)["0"]
    assert (found.kind, (found.left_limit, found.right_limit)) == (kind, limits)
    assert (found.left_derivative, found.right_derivative) == slopes


def test_a_function_is_never_called_undefined_because_its_cases_crowd() -> None:
    found = points("{0, x=0; sin(1/x), sin(1/x)>0; 0, True}")["0"]  # 1 again and again, and 0
    assert (found.left_limit, found.right_limit, found.smoothness) == ("dne", "dne", -1)


@pytest.mark.parametrize("formula", ["(1+sin(1/x))/x+1/sqrt(|x|)", "x*exp(-1/sin(1/x)^2)"])
def test_what_is_not_covered_is_undecided(formula: str) -> None:
    assert report(formula).status == "undecided"
    assert points(formula)["0"].kind is Kind.UNDECIDED
