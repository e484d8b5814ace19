"""What is said of cases that overlap or leave a hole: nothing of an ordinary cascade, all that a reader would not expect."""

from __future__ import annotations

import pytest

from .asking import report

OVERLAP, HOLE = "more than one case is true", "no case is true"

SURPRISING = [
    ("{1, x < 2; 2, x > 1}", ["on (1, 2)"]),
    ("{1, x <= 2; 2, x <= 1; 3, otherwise}", ["on (-oo, 1)", "at x = 1"]),  # the second case is never reached
    ("{x, x <= 1; 2x, x >= 1}", ["at x = 1"]),
    ("{1, x < 1; 2, 0 < x < 3; 3, otherwise}", ["on (0, 1)"]),
]
HOLES = [
    ("{1, x < 1; 2, x > 1}", "1"),
    ("{x^2, x < 0; sin(x), x > 0}", "0"),
    ("{1, x < sqrt(2); 2, x > sqrt(2)}", "sqrt(2)"),
    ("{1/x, x < -1; 2, -1 < x < 1; 3, x >= 1}", "-1"),
]
ORDINARY = [
    "{1, x <= 1; 2, x <= 2; 3, otherwise}",
    "{1, x < 1; 2, x < 2; 3, x < 3; 4, otherwise}",
    "{1, x > 2; 2, x > 1; 3, otherwise}",
    "{1, x^2 < 1; 2, x < 5; 3, otherwise}",
    "{x, x <= 1; x, x >= 1}",
    "{sin(x)/x, x != 0}",
    "{1, x < 0; 2, x > 0; 3, x = 0}",
    "{x, x < 1; x^2, x >= 1}",
    "{log(x), x < 1; 2, x >= 1}",
    "smootherstep(x)",
    "sparse_plus(x)",
]


@pytest.mark.parametrize(("formula", "places"), SURPRISING)
def test_an_overlap_that_surprises_is_told_with_its_place(formula: str, places: list[str]) -> None:
    assert [note.partition(" more")[0] for note in report(formula).notes if OVERLAP in note] == places


@pytest.mark.parametrize(("formula", "at"), HOLES)
def test_a_hole_between_two_strict_cases_is_told(formula: str, at: str) -> None:
    assert f"at x = {at} no case is true: the formula is undefined there" in report(formula).notes


@pytest.mark.parametrize("formula", ORDINARY)
def test_nothing_is_said_of_an_ordinary_cascade(formula: str) -> None:
    assert not any(OVERLAP in note or HOLE in note for note in report(formula).notes)
