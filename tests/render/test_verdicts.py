"""Verdicts and solutions as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diffcheck import render
from diffcheck.model.kind import Kind
from diffcheck.model.report import NO, YES, Binding, Index, Lipschitz, Solution, Steepest, Verdict
from diffcheck.render.words.look import Look
from diffcheck.render.words.sentences import reading_lines
from diffcheck.render.words.verdicts import solution_words, verdict_words

from ..terms import terms
from .reports import ALL, CORNER

RELU = ALL["relu"].answer
SOLVED = ALL["solved"].answer
FAMILY = replace(CORNER, at="n", approx=None, index=Index("n", "Integers", ("0",)))
ROOT = replace(CORNER, at="zero(x - cos(x), 0.739085)", approx=0.739085, symbol="c", enclosure=("0.7390", "0.7391"))

NEAR_ROOT = Steepest("slope", "s", approx=0.739085133, symbol="s", root="zero(x)", enclosure=("0.739085133", "0.8"))


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
    report = terms(replace(RELU, points=tuple(points)))
    assert verdict_words(report, report.differentiable, symbols=symbols) == words


@pytest.mark.parametrize(
    ("on", "words"), [("[0, 1)", "no, not at x = 0, 1/2"), ("(0, 1]", "no, not at x = 1/2, 1"), ("reals", "no, not at x = 0, 1/2, 1")]
)
def test_only_the_places_in_the_set_are_named(on, words):
    report = terms(replace(RELU, on=on, points=(CORNER, corner("1/2"), corner("1"))))
    assert verdict_words(report, report.differentiable, symbols=True) == words


GAP = corner("1", value=None, kind=Kind.JUMP, continuous=NO, differentiable=NO)


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html", "latex"])
@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize(
    ("on", "points", "said"),
    [
        ("domain", (GAP,), True),
        ("domain", (CORNER, GAP), True),
        ("domain", (corner("1", value=None, kind=Kind.OUTSIDE),), True),
        ("domain", (replace(FAMILY, value=None),), True),
        ("domain", (corner("1", value=None, condition="a > 0"),), True),
        ("domain", (), False),
        ("domain", (CORNER,), False),
        ("domain", (CORNER, corner("1", value="undecided"), FAMILY), False),
        ("reals", (GAP,), False),
        ("[0, 2]", (GAP,), False),
    ],
)
@pytest.mark.parametrize("verdict", [YES, NO, Verdict("condition", "", "Eq(a, 1)"), Verdict("undecided", "undecided at 0")])
def test_a_verdict_says_that_it_speaks_of_the_domain_where_a_listed_point_lies_outside(form, width, on, points, said, verdict):
    record = replace(ALL["relu"], answer=terms(replace(RELU, on=on, points=points, continuous=verdict, differentiable=verdict)))
    look = Look(width=width, colour=False, symbols=True, requirement=("C1", terms(verdict)))
    text = " ".join(render.load(form).render(record, look).split())
    assert text.count("on its domain") == (3 if said else 0)


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
    assert solution_words(SOLVED, terms(Solution("differentiable", bindings)), symbols=True) == words


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


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Lipschitz(Verdict("yes", "with constant 1"), "1", 1.0, Steepest("limit", "oo")),
            "yes, with constant 1: |f'(x)| tends to it as x -> oo",
        ),
        (
            Lipschitz(Verdict("yes", ""), "2/3", 2 / 3, Steepest("gap", "-1", "2")),
            "yes, with constant 2/3: the slope across the gap from x = -1 to 2",
        ),
        (
            Lipschitz(Verdict("yes", ""), "E", 2.718281828, Steepest("slope", "pi*n", index=Index("n", "Integers"))),
            "yes, with constant E ~ 2.71828: |f'(x)| is greatest at x = pi*n, n an integer",
        ),
        (
            Lipschitz(Verdict("yes", ""), "sin(s)", 0.67, NEAR_ROOT),
            "yes, with constant sin(s) ~ 0.67: |f'(x)| is greatest at x = s ~ 0.739085",
        ),
        (
            Lipschitz(Verdict("yes", ""), "s", 0.74, replace(NEAR_ROOT, at="-sqrt(s)")),
            "yes, with constant s ~ 0.74: |f'(x)| is greatest at x = -sqrt(s), s ~ 0.739085",
        ),
        (Lipschitz(Verdict("yes", ""), "1", 1.0, Steepest("interval", "-oo", "oo")), "yes, with constant 1: the size of f'(x) everywhere"),
        (Lipschitz(Verdict("yes", ""), "1", 1.0, Steepest("interval", "0", "oo")), "yes, with constant 1: the size of f'(x) for x > 0"),
        (Lipschitz(Verdict("yes", ""), "0", 0.0, Steepest("point")), "yes, with constant 0: there is no second point"),
        (Lipschitz(Verdict("yes", "")), "yes, the best constant is not known exactly"),
        (Lipschitz(Verdict("yes", ""), (("a > 0", "a"), ("a <= 0", None))), "yes, with constant a if a > 0, not known exactly if a <= 0"),
        (Lipschitz(Verdict("condition", "", "a >= 0"), "a"), "if and only if a >= 0, with constant a"),
        (Lipschitz(Verdict("no", ""), where=Steepest("unbounded", "0")), "no, f'(x) is unbounded near x = 0"),
        (Lipschitz(Verdict("no", ""), where=Steepest("unbounded", "-oo")), "no, f'(x) is unbounded as x -> -oo"),
        (Lipschitz(Verdict("no", ""), where=Steepest("jump", "0")), "no, f jumps across x = 0, where it is not defined"),
        (Lipschitz(Verdict("no", ""), where=Steepest("discontinuous")), "no, f is not continuous"),
        (Lipschitz(Verdict("no", ""), where=Steepest("undefined", "0", "1")), "no, f is not defined on (0, 1)"),
        (
            Lipschitz(Verdict("no", ""), where=Steepest("members", "n", index=Index("n", "n >= 1"))),
            "no, the slopes at x = n, n an integer, n >= 1 are unbounded",
        ),
        (Lipschitz(Verdict("undecided", "a reason")), "undecided, a reason"),
    ],
)
def test_whether_f_is_lipschitz_is_one_sentence(found, words):
    found = terms(found)
    report = replace(ALL["relu"].answer, lipschitz=found)
    assert verdict_words(report, found.verdict, symbols=False) == words
    assert verdict_words(report, report.differentiable, symbols=False) == "no, not at x = 0"
