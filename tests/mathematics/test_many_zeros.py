"""Many zeros that no formula gives, all of them: as many as are counted by hand."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import pytest

from diffcheck import api

from .asking import report


@pytest.mark.parametrize("c", [30, 100, pytest.param(300, marks=pytest.mark.slow), pytest.param(1000, marks=pytest.mark.slow)])
def test_all_meetings_of_a_wave_and_a_line_are_found(c: int) -> None:
    """sin(x) = x/c at 0, once between pi/2 and pi, and twice beside each maximum 2*pi*k + pi/2 < c, k >= 1, on both sides of 0.

    The height of the line there is less than 1 for those k, and at the next maximum it is more than 1 by more than 1/c^2.
    """
    turns = [2 * math.pi * k + math.pi / 2 for k in range(1, c)]
    assert all(abs(t - c) > 0.3 for t in turns)
    r = report(f"max(sin(x), x/{c})")
    assert (r.status, r.smoothness, len(r.points)) == ("ok", 0, 2 * (1 + 2 * sum(t < c for t in turns)) + 1)
    places = [f.approx for f in r.points if f.approx is not None]
    assert places == sorted(places) and all(abs(math.sin(x) - x / c) < 1e-12 for x in places)


@pytest.mark.parametrize("formula", ["|x*sin(x) - 3*cos(2*x)|", "max(sin(x), x*cos(x) + 1)", "|sin(x) - exp(-x^2)*cos(3*x)|"])
def test_meetings_without_end_are_not_listed_as_all(formula: str) -> None:
    assert report(formula).status == "undecided"


def test_zeros_that_lie_closer_than_their_digits_are_told_apart() -> None:
    """erf(x) = -sin(2*x) beside 11*pi/4, where 1 - erf(x) is about 2.5e-34: two zeros, at a distance of 2*sqrt(2.5e-34/2)."""
    whole = api.check("min(erf(-x), sin(2*x))")
    points = [f for f in whole.points if f.approx is not None and abs(f.approx - 11 * math.pi / 4) < 1e-3]
    objects = [p for p in whole.sympy.points if abs(float(p.at) - 11 * math.pi / 4) < 1e-3]
    left, right = ([Fraction(str(end)) for end in f.enclosure or ()] for f in points)
    assert left[1] < right[0] and 1e-17 < right[0] - left[1] < 1e-16
    for near, (low, high) in zip(objects, (left, right), strict=True):
        with mpmath.workdps(60):
            below, above = (mpmath.erf(x) + mpmath.sin(2 * x) for x in (mpmath.mpf(end.numerator) / end.denominator for end in (low, high)))
            found = mpmath.mpf(str(near.at.evalf(50)))
            assert below * above < 0 and low < Fraction(mpmath.nstr(found, 45)) < high


def test_a_zero_alone_has_twelve_digits() -> None:
    (only,) = report("|x - cos(x)|").points
    assert (str(only.at), only.enclosure) == ("zero(x - cos(x), 0.739085133215)", ("0.7390851332151", "0.7390851332152"))
