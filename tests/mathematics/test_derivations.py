"""Every algebraic step of a derivation is a true identity: branch, f(c + h) and quotient against an independent evaluation of f.

Over the corpus; parameters and indices get numbers. What the evaluation cannot tell is passed over, and counted. And no sentence
states a value, a limit, a slope or an order that differs from what the report holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest
import sympy

from diffcheck import api
from diffcheck.errors import DiffcheckError
from diffcheck.model.report import Finding, Index, Lack, Quantity, Report, SideSteps, Steps
from diffcheck.model.term import Term
from diffcheck.render.words.explain import MOST_POINTS, Section, explain
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.sentences import index_words, quantity_words, smoothness_words
from diffcheck.render.words.verdicts import verdict_words

from ..terms import exact
from .asking import cases
from .oracle import Evaluator, NotReal, Pair, Unsure, indices

pytestmark = pytest.mark.engine
STEP = "3e-9"
FILES = {"finite.jsonl": 3, "families.jsonl": 2, "parametric.jsonl": 1}
"""Files of the corpus, and each which of their lines is explained."""
NUMBERS = ("-2", "1/2", "3", "1")
"""Values for parameters."""


@cache
def explained(formula: str, variable: str | None) -> Report | None:
    asker = api.prepare(api.Options(variable=variable, explain=True))
    outcome = api.answer(formula, asker).answer
    return outcome if isinstance(outcome, Report) else None


def reports(name: str) -> Iterator[Report]:
    for case in cases(name)[:: FILES[name]]:
        report = explained(case["expr"], case.get("var"))
        if report is not None:
            yield report


def numbers(report: Report) -> Iterator[dict[str, str]]:
    """Some values for the parameters."""
    yield from (
        dict(zip(report.problem.parameters, values, strict=True)) for values in product(NUMBERS, repeat=len(report.problem.parameters))
    )


def holds(condition: Term | None, values: dict[str, str]) -> bool:
    return condition is None or sympy.sympify(condition).subs({sympy.Symbol(k): sympy.Rational(v) for k, v in values.items()}) == sympy.true


class Checker:
    """The claims of one side of one point, put into numbers."""

    def __init__(self, report: Report, values: dict[str, str], index: Index | None, n: int | None) -> None:
        letters = dict(values) if n is None or index is None else {**values, index.symbol: str(n)}
        blank = Evaluator(report.problem.tree, report.problem.variable)
        self.letters = {name: blank.number(value) for name, value in letters.items()}
        self.x = report.problem.variable
        self.f = Evaluator(report.problem.tree, self.x, values=self.letters)

    def number(self, term: Term, **more: Pair) -> Pair:
        return self.f.number(str(term), {**self.letters, **more})

    def moved(self, c: Pair, h: Pair) -> Pair:
        return self.f.both(lambda _, a, b: a + b, c, h)

    def close(self, a: Pair, b: Pair) -> bool:
        c = self.f.contexts[1]
        return abs(a[1] - b[1]) <= c.mpf(10) ** -60 * (1 + abs(a[1]) + abs(b[1]))

    def side(self, c: Pair, letter: str | None, side: SideSteps, way: int) -> list[str]:
        """The claims that are false."""
        h = self.f.number(STEP if way > 0 else f"-{STEP}")
        x = self.moved(c, h)
        named: dict[str, Pair] = {letter: c} if letter else {}
        there = self.f(x)
        wrong = [] if self.close(self.number(side.branch, **{self.x: x}, **named), there) else [f"f(x) = {side.branch}"]
        if side.moved:
            here = self.f(c)
            quotient = self.f.both(lambda _, a, b, d: (a - b) / d, there, here, h)
            claims = ((side.value, here), (side.moved, there), (side.quotient, quotient))
            wrong += [str(text) for text, true in claims if not self.close(self.number(text, **{side.letter: h}, **named), true)]
        return wrong


def false_steps(report: Report, seen: Counter[str]) -> Iterator[str]:
    for found in (*report.points, *report.cleared):
        for steps in found.steps:
            for values in numbers(report):
                if holds(found.condition, values) and holds(steps.condition, values):
                    yield from _at(report, found, steps, values, seen)


def _at(report: Report, found: Finding, steps: Steps, values: dict[str, str], seen: Counter[str]) -> Iterator[str]:
    index = steps.index or found.index
    for n in [None] if index is None else indices(index)[:3]:
        check = Checker(report, values, index, n)
        for side, way in ((steps.left, -1), (steps.right, 1)):
            if side is None:
                continue
            try:
                c = check.number(steps.at if found.symbol is None else found.at)
                wrong = check.side(c, found.symbol, side, way)
            except (NotReal, Unsure, DiffcheckError):
                seen["passed over"] += 1
                continue
            seen["checked"] += 1
            yield from (f"{report.problem.text} at {steps.at}, {values}, n = {n}, side {way}: {text}" for text in wrong)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_every_step_is_an_identity(name):
    seen: Counter[str] = Counter()
    assert [line for report in reports(name) for line in false_steps(report, seen)] == []
    assert seen["checked"] > 5 * seen["passed over"], seen


CLAIMS = {
    "value": re.compile(r"^Value: f\(.*\) (?:= (.*)|is (not defined))\.$"),
    "left_limit": re.compile(r"^Left limit: (.*)$"),
    "right_limit": re.compile(r"^Right limit: (.*)$"),
    "left_derivative": re.compile(r"^Left slope(.*)$"),
    "right_derivative": re.compile(r"^Right slope(.*)$"),
}
LIMIT = re.compile(r"which tends to (.+?),? as \w+ ->|a constant: the limit as .* is (.+)\.$")
NO_LIMIT = {"which has no limit": "dne", "could not be decided": "undecided"}
NO_SIDE = ("is not defined just", "no domain on this side", "is outside of")


def words(q: Quantity) -> str:
    return quantity_words(q, symbols=False, joint=" and ")


def told(claim: str) -> str | None:
    """The quantity that the sentence on one side tells; None: there is no such side."""
    found = LIMIT.search(claim)
    if found is not None:
        return found[1] or found[2]
    known = next((word for phrase, word in NO_LIMIT.items() if phrase in claim), None)
    assert known is not None or any(phrase in claim for phrase in NO_SIDE), claim
    return None if known is None else words(Lack.NO_LIMIT) if known == "dne" else known


def differences(found: Finding, section: Section) -> Iterator[str]:
    """Sentences of one point that state something else than the finding."""
    if any(line.startswith("For ") for line in section.lines):
        return  # several ways: each has its own limits, which the identities above hold to
    for line in section.lines:
        for field, pattern in CLAIMS.items():
            match = pattern.match(line)
            if match is None:
                continue
            expected: Quantity = getattr(found, field)
            if field == "value":
                right = match[1] == pretty(expected, symbols=False) if expected is not None else match[2] == "not defined"
            else:
                shown = told(match[1])
                right = shown == (words(expected) if expected not in (None, "undecided") else expected)
            if not right:
                yield f"{field} is {expected}: {line}"
        for pattern, expected in (
            (r"f'\(.*\) = (.*)\.$", words(found.right_derivative if found.right_derivative is not None else found.left_derivative)),
            (r"the one-sided slopes (.*) differ, so", f"{words(found.left_derivative)} and {words(found.right_derivative)}"),
            (
                r"^Smoothness: .*?(?:so|f is|^Smoothness:) (C\S*?)(?: there.*|, for .*)?\.$",
                smoothness_words(found.smoothness, symbols=False),
            ),
            (r"any number from (.*) is a subgradient", " to ".join(words(end) for end in bounds(found))),
        ):
            match = re.search(pattern, line)
            if match is not None and match[1] != expected:
                yield f"{expected}: {line}"


def bounds(found: Finding) -> tuple[str, ...]:
    ends = found.practice.subdifferential if found.practice is not None else found.subdifferential
    return ends or ()


def misstatements(report: Report) -> list[str]:
    sections = explain(report, symbols=False)
    shown = (*report.points, *report.cleared)[:MOST_POINTS]
    at = [section for section in sections if section.title.startswith("At ")]
    assert len(at) == len(shown)
    wrong = [line for found, section in zip(shown, at, strict=True) for line in differences(found, section)]
    for word, verdict in (("Continuous", report.continuous), ("Differentiable", report.differentiable)):
        (line,) = (line for line in sections[-1].lines if line.startswith(word))
        if not line.endswith(f": {verdict_words(report, verdict, symbols=False)}."):
            wrong.append(line)
    return [f"{report.problem.text}: {line}" for line in wrong]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_no_sentence_states_something_else_than_the_report(name):
    assert [line for report in reports(name) for line in misstatements(report)] == []


@pytest.mark.parametrize("field", [*CLAIMS, "smoothness"])
def test_a_sentence_that_says_something_else_is_found(field):
    report = explained("x*|x|", None)
    assert report is not None
    (point,) = report.points
    (section,) = (s for s in explain(report, symbols=False) if s.title.startswith("At "))
    other: Any = 7 if field == "smoothness" else exact("777/13")
    assert list(differences(replace(point, **{field: other}), section))


def test_a_false_step_is_found():
    report = explained("x*floor(x)", None)
    assert report is not None
    point = report.points[1]
    (steps,) = point.steps
    assert steps.left is not None
    for field, text in (("branch", "n*x"), ("moved", "n*(h + n)"), ("quotient", "n - n/h"), ("value", "n")):
        planted = replace(steps, left=replace(steps.left, **{field: exact(text)}))
        shown = replace(report, points=(replace(point, steps=(planted,)),), cleared=())
        assert list(false_steps(shown, Counter())), field


@pytest.mark.parametrize(
    "formula", ["max(x, 0)^2*floor(x)", "min(x, 2)*floor(x)^2", "{floor(x), x > 3; x*floor(x), otherwise}", "x*floor(x)", "|sin(x)|"]
)
def test_the_definition_states_the_value_of_each_family(formula):
    """Also where two families are written with one letter."""
    report = explained(formula, None)
    told = [line for section in explain(report, symbols=False) if section.title == "Definition by cases" for line in section.lines]
    families = [p for p in (*report.points, *report.cleared) if p.index is not None and p.value is not None]
    assert families
    for p in families:
        shown = f"f({pretty(p.at, symbols=False)}) = {pretty(p.value, symbols=False)}   for {index_words(p.index, symbols=False)}"
        assert told.count(shown) == 1, shown
