"""Derivations: how they read (golden files, each corrected by hand), and that they state nothing that the report does not hold.

`DIFFCHECK_GOLDEN=write` writes the golden files anew.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck import api, render
from diffcheck.errors import DiffcheckError
from diffcheck.model.kind import Kind
from diffcheck.model.report import Record, Report
from diffcheck.render.words.explain import explain
from diffcheck.render.words.kinds import explain_kind
from diffcheck.render.words.letters import lettered
from diffcheck.render.words.look import Look

from ..terms import exact

pytestmark = pytest.mark.engine
HERE = Path(__file__).parent
READ = {
    "relu": "max(0, x)",
    "x_abs_x": "x|x|",
    "x2_sin_1_x": "{x^2 sin(1/x), x != 0; 0, x = 0}",
    "x_floor_x": "x*floor(x)",
    "two_parameters": "{a x + b, x < 1; x^2, x >= 1}",
    "root_abs": "sqrt|x|",
    "logistic_1_x": "1/(1 + e^(1/x))",
}
MORE = (
    "|x - cos x|", "|sin x|", "log(x)", "sin(x)/x", "{x sin(1/x), x != 0; 0, x = 0}", "cbrt(x)", "x^(3/2)", "x^2*floor(1/x)", "a|x|",
    "sin(1/x)", "exp(-1/x^2)", "{sin(x)/x, x != 0; 1, x = 0}", "max(x, x^2, 1/3)", "||x| - 5/7|", "sqrt(-x^2)", "x^2 + 1",
    "min(3, |x - 17|)", "|x|^a",
)  # fmt: skip
CORPUS = [json.loads(line) for line in (HERE.parent / "corpus" / "finite.jsonl").read_text(encoding="utf-8").splitlines()]
NUMBER = re.compile(r"\d+")


def ask(formula: str, **options: object) -> Report:
    asker = api.prepare(api.Options(**options))  # type: ignore[arg-type]
    record = api.answer(formula, replace(asker, question=replace(asker.question, explain=True)))
    if not isinstance(record.answer, Report):
        raise ValueError(record.answer.message)
    return record.answer


def written(report: Report, *, symbols: bool) -> str:
    return "\n".join(
        line for part in explain(report, symbols=symbols) for line in (part.title, *(f"    {sentence}" for sentence in part.lines))
    )


@pytest.mark.parametrize("name", READ)
def test_a_derivation_reads_as_it_did(name):
    report = ask(READ[name], **({"solve": ("a", "b")} if name == "two_parameters" else {}))
    text = f"f(x) = {READ[name]}\n\n{written(report, symbols=True)}\n"
    golden = HERE / "golden" / f"explain.{name}.txt"
    if os.environ.get("DIFFCHECK_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def texts(value: object):
    """Every text and number in a report."""
    if isinstance(value, str | int | float):
        yield str(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "problem":
                yield from texts(getattr(value, field.name))


def states_nothing_else(report: Report) -> None:
    held = set(NUMBER.findall("\n".join([*texts(report), report.problem.text])))
    # 0 is the limit of h, and what the wording itself says of relu; C1 and C2 are names
    for part in explain(report, symbols=False):
        for sentence in (part.title, *part.lines):
            approximate = re.sub(r"~ [-\d.e+]+", "", sentence)
            said = set(NUMBER.findall(re.sub(r"log2|log10|log1p", "", approximate)))
            assert said <= held | {"0"}, (sentence, said - held)


@pytest.mark.slow
@pytest.mark.parametrize("formula", [*READ.values(), *MORE])
def test_no_explanation_states_a_number_that_is_not_in_the_report(formula):
    states_nothing_else(ask(formula))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CORPUS))
def test_nor_of_functions_of_the_corpus(case):
    try:
        report = ask(case.get("expr") or case.get("input") or case.get("f"))
    except (ValueError, DiffcheckError):
        return
    states_nothing_else(report)


@pytest.mark.parametrize("field", ["left_limit", "right_limit", "left_derivative", "right_derivative"])
@pytest.mark.parametrize("formula", ["max(0, x)", "x|x|", "floor(x)", "|x|/x"])
def test_a_limit_is_told_as_the_report_has_it(formula, field):
    report = ask(formula)
    point = report.points[0]
    if getattr(point, field) is None or len(point.steps) > 1:
        return
    told = written(replace(report, points=(replace(point, **{field: exact("777/13")}),)), symbols=False)
    assert "777/13" in told


@pytest.mark.slow
def test_recording_changes_nothing_else():
    for formula in (*READ.values(), *MORE):
        plain = api.answer(formula, api.prepare(api.Options())).answer
        told = ask(formula)
        assert told == plain


KINKS = (
    "|x|",
    "max(0, x)",
    "relu(x)",
    "sqrt|x|",
    "x^(1/3)",
    "|x^2 - 2|",
    "|sin x|",
    "x floor(x)",
    "min(x, 1/3)",
    "{x, x < 1; x^2, x >= 1}",
)


@pytest.mark.parametrize("formula", KINKS)
def test_a_kink_is_told_what_frameworks_return_as_autodiff_has_it(formula):
    told, asked = ask(formula), ask(formula, autodiff=True)
    kinks = [f for f in told.points if f.kind in (Kind.CORNER, Kind.CUSP, Kind.VERTICAL_TANGENT)]
    for found in kinks:
        (same,) = (f for f in asked.points if f.at == found.at)
        practice = found.practice
        assert practice is not None
        assert (practice.autodiff, practice.autodiff_verdict, practice.autodiff_missing, practice.subdifferential) == (
            same.autodiff,
            same.autodiff_verdict,
            same.autodiff_missing,
            same.subdifferential,
        )
    lines = [[line for part in explain(r, symbols=False) for line in part.lines if line.startswith("In practice")] for r in (told, asked)]
    assert kinks and set(lines[0]) <= set(lines[1])
    assert not any(f.autodiff for f in told.points)  # shown in the derivation alone


def test_a_smooth_suspect_is_told_only_if_autodiff_asks():
    plain, asked = (written(ask("relu(x) - relu(-x)", autodiff=asked), symbols=False) for asked in (False, True))
    assert "In practice" not in plain
    assert "In practice: automatic differentiation of the formula as written (by PyTorch 2.14, JAX 0.10 and TensorFlow 2.21)" in asked
    assert " returns: PyTorch, JAX and TensorFlow 0 (wrong)." in asked


def test_the_ends_of_a_set_are_no_ends_of_the_domain():
    text = written(ask("|x|", on="[0, 2]"), symbols=False)
    assert "what lies left of 0 is outside of [0, 2]" in text and "what lies right of 2 is outside of [0, 2]" in text
    assert "Continuous on [0, 2]: yes." in text
    assert "f is not defined just left of 0" in written(ask("sqrt(x)"), symbols=False)
    assert "f is not defined just right of 1" in written(ask("sqrt(1 - x)", on="[0, 2]"), symbols=False)


def test_an_isolated_point_is_all_there_is():
    for formula in ("sqrt(-x^2)", "sqrt(sin(x) - 1)"):
        assert "Nothing else needs a look: f is defined nowhere else." in written(ask(formula), symbols=False)


@pytest.mark.parametrize("form", ["table", "plain", "json"])
@pytest.mark.parametrize("formula", ["x|x|", "x*floor(x)"])
def test_every_format_tells_the_same(form, formula):
    report = ask(formula)
    look = Look(width=10_000, symbols=False, explain=True)
    shown = render.load(form).render(Record(None, formula, None, report, 0.0), look)
    assert shown.isascii()
    for part in explain(report, symbols=False):
        for sentence in part.lines:
            assert (json.dumps(sentence)[1:-1] if form == "json" else " ".join(sentence.split())) in (
                shown if form == "json" else " ".join(shown.split())
            )


def test_other_words_are_no_kinds():
    assert explain_kind("x^2") is None


def test_a_point_has_one_letter_in_all_that_is_told_of_it():
    report = api.check("|exp(x) - 3*x|", explain=True)
    told = "\n".join(line for section in explain(lettered(report), symbols=True) for line in section.lines)
    assert "any number from exp(c₁) - 3 to 3 - exp(c₁)" in told
    assert not re.search(r"\bc\b", told)
