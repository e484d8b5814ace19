"""All that is said of a kind of point stands in its row; the analysis finds what the row promises, and every format says it."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest

import diffcheck
from diffcheck.analysis.point.finding import because
from diffcheck.model.kind import Kind
from diffcheck.render.words.explain import explain
from diffcheck.render.words.kinds import explain_kind, kind_named
from diffcheck.render.words.sentences import quantity_words
from diffcheck.shell.reference import SCHEMA, with_kinds

ROOT = Path(__file__).parents[2]
FOUND = {"discontinuous": ("no", "no"), "continuous": ("yes", "no"), "differentiable": ("yes", "yes")}


def test_every_kind_has_words_of_its_own():
    for told in ([kind.value for kind in Kind], [kind.facts.word for kind in Kind], [kind.facts.name for kind in Kind]):
        assert len(set(told)) == len(told)
    for kind in Kind:
        facts = asdict(kind.facts)
        assert all(text for name, text in facts.items() if name not in ("comparison", "is_kink", "example", "seen"))
        assert all(text.isascii() for text in facts.values() if isinstance(text, str))
        assert bool(kind.facts.example) == bool(kind.facts.seen)
        assert kind_named(kind.value) is kind_named(kind.facts.word.upper()) is kind_named(kind.value.replace("_", "-")) is kind


@pytest.mark.parametrize("kind", Kind)
def test_the_sentences_take_what_they_are_given(kind):
    for shown in (("-1", "1", "2", "3"), (None, "1", None, "3"), ("{x}", "oo", "dne", "undecided")):
        assert because(kind, shown)
    assert "{" not in because(kind, ("-1", "1", "2", "3"))
    assert "{" not in kind.facts.comparison.format(left="-1", right="1")


@pytest.mark.parametrize("kind", Kind)
def test_the_example_of_a_kind_is_one_and_its_explanation_says_so(kind):
    if kind.facts.example is None:
        assert kind is Kind.UNDECIDED
        return
    formula, place = kind.facts.example
    report = diffcheck.check(formula, at=[place], explain=True)
    found = next(point for point in report.points if point.at == place)
    assert found.kind is kind
    if kind.facts.f_is in FOUND and found.value is not None:
        assert (found.continuous.answer, found.differentiable.answer) == FOUND[kind.facts.f_is]
    lines = next(section.lines for section in explain(report, symbols=False) if section.title.startswith("At "))
    if kind is Kind.OUTSIDE:
        assert len(lines) == 1
        return
    left, right = (quantity_words(slope, symbols=False) for slope in (found.left_derivative, found.right_derivative))
    compared = kind.facts.comparison.format(left=left, right=right)
    assert any(line.startswith("Comparison: ") and compared in line for line in lines) or found.kind is Kind.ISOLATED
    assert any(line.startswith(f"Conclusion: {kind.facts.name}: ") for line in lines)
    assert any(line.startswith("In practice: ") for line in lines) == kind.facts.is_kink
    shown = explain_kind(kind.value, symbols=False) or ""
    assert f"Example: {formula} at {place}. {kind.facts.seen}" in shown


def test_the_schema_names_every_kind_in_the_order_of_the_contract():
    kept = (ROOT / SCHEMA).read_text(encoding="utf-8")
    assert with_kinds(kept) == kept, "make docs writes it anew"
    assert len(re.findall(r'"corner"', kept)) == 1
    assert with_kinds(kept.replace('"corner",', "")) == kept
