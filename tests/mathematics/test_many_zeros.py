"""Many zeros that no formula gives, all of them: as many as are counted by hand."""

from __future__ import annotations

import math

import pytest

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


@pytest.mark.parametrize("formula", ["|x*sin(x) - 3|", "max(sin(x), x*cos(x) + 1)", "|sin(x) - exp(-x^2)|"])
def test_meetings_without_end_are_not_listed_as_all(formula: str) -> None:
    assert report(formula).status == "undecided"
