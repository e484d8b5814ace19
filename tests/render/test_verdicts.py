"""Verdicts and solutions as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diffcheck.model.report import NO, YES, Binding, Index, Kind, Solution, Verdict
from diffcheck.render.words.sentences import reading_lines
from diffcheck.render.words.verdicts import solution_words, verdict_words

from .reports import ALL, CORNER

RELU = ALL["relu"].answer
SOLVED = ALL["solved"].answer
FAMILY = replace(CORNER, at="n", approx=None, index=Index("n", "Integers", ("0",)))
ROOT = replace(CORNER, at="zero(x - cos(x), 0.739085)", approx=0.739085, symbol="c", enclosure=("0.7390", "0.7391"))


def corner(at, **more):
    """A corner somewhere else."""
    return replace(CORNER, at=at, **more)


@pytest.mark.parametrize(
    ("points", "symbols", "words"),
    [
        ([CORNER], True, "no, not at x = 0"),
        ([CORNER, corner("1/2"), FAMILY], True, "no, not at x = 0, 1/2; x = n, n ∈ ℤ, n ≠ 0"),
        ([FAMILY], False, "no, not at x = n, n an integer, n != 0"),
        ([ROOT], True, "no, not at x ≈ 0.739085"),
        ([corner(str(n)) for n in range(9)], True, "no, not at x = 0, 1, 2, 3, 4, 5 and 3 more"),
        ([CORNER, corner("1", value=None)], True, "no, not at x = 0"),
        ([CORNER, corner("1", kind=Kind.OUTSIDE)], True, "no, not at x = 0"),
        ([CORNER, corner("1", differentiable=YES)], True, "no, not at x = 0"),
        ([corner("a", condition="Ne(a, 0)")], True, "no, not at x = a if a ≠ 0"),
        ([corner("a", condition="a < 0"), corner("a", condition="a > 0")], True, "no, not at x = a"),
    ],
)
def test_a_no_names_the_places(points, symbols, words):
    report = replace(RELU, points=tuple(points))
    assert verdict_words(report, report.differentiable, symbols=symbols) == words


@pytest.mark.parametrize(
    ("on", "words"), [("[0, 1)", "no, not at x = 0, 1/2"), ("(0, 1]", "no, not at x = 1/2, 1"), ("reals", "no, not at x = 0, 1/2, 1")]
)
def test_only_the_places_in_the_set_are_named(on, words):
    report = replace(RELU, on=on, points=(CORNER, corner("1/2"), corner("1")))
    assert verdict_words(report, report.differentiable, symbols=True) == words


def test_other_verdicts():
    assert verdict_words(RELU, YES, symbols=True) == "yes"
    assert verdict_words(RELU, NO, symbols=True) == "no"
    assert verdict_words(RELU, Verdict("no", "a part of the set lies outside the domain"), symbols=True).endswith("the domain")
    assert verdict_words(SOLVED, SOLVED.differentiable, symbols=True) == "if and only if a = 2 and b = -1"
    open_ = Verdict("undecided", "undecided at 0")
    assert verdict_words(replace(RELU, points=(replace(CORNER, differentiable=open_),)), open_, symbols=True) == "undecided, at x = 0"


@pytest.mark.parametrize(
    ("bindings", "words"),
    [
        (None, "undecided for which parameters it is differentiable"),
        ((), "never differentiable"),
        ((Binding(()),), "differentiable for every a, b"),
        ((Binding((("a", "2"), ("b", "-1"))),), "differentiable exactly for a = 2, b = -1"),
        ((Binding((("a", "0"),)),), "differentiable exactly for a = 0 and every b"),
        ((Binding((("a", "1 - b"),), "Ne(b, 1)"),), "differentiable exactly for a = 1 - b if b ≠ 1"),
        ((Binding((), "And(a > 0, b > 0)"),), "differentiable exactly if a > 0 and b > 0"),
        (
            (Binding((("a", "0"), ("b", "1"))), Binding((("a", "1"), ("b", "0")))),
            "differentiable exactly for a = 0, b = 1, or for a = 1, b = 0",
        ),
    ],
)
def test_the_solution_in_words(bindings, words):
    assert solution_words(SOLVED, Solution("differentiable", bindings), symbols=True) == words


@pytest.mark.parametrize(
    ("reading", "lines"),
    [
        ("{a·x + b, x < 1; x^2, otherwise}", ["f(x) = a·x + b   if x < 1", "       x^2       otherwise"]),
        (
            "{max(x, 1), x < 0; {1, x < 2; 2, x > 3}, otherwise}",
            ["f(x) = max(x, 1)                if x < 0", "       {1, x < 2; 2, x > 3}   otherwise"],
        ),
        ("x + {1, x < 0; 2, x ≥ 0}", ["f(x) = x + {1, x < 0; 2, x ≥ 0}"]),
    ],
)
def test_cases_stand_a_line_each(reading, lines):
    assert [" ".join(line.split()) for line in reading_lines(replace(RELU, reading=reading), symbols=True)] == [
        " ".join(line.split()) for line in lines
    ]
