"""The functions with known truth, through the API and judged as the corpus judges: nothing wrong, all decided, all proved."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import evaluate
import pytest

from diffcheck import api
from diffcheck.render.json import as_object

from .asking import CORPUS, cases

FILES = ("finite.jsonl", "solved.jsonl", "families.jsonl")
PARTS = 6
SHARED = Path(__file__).parents[3] / "shared" / "corpus"


@cache
def asker() -> api.Asker:
    """No options."""
    return api.prepare(api.Options())


@cache
def judged(name: str, part: int) -> tuple[tuple[str, str, list[str], Any], ...]:
    """(formula, verdict of the judge, reasons, certainty) of every case of a part of a file."""
    found = []
    for case in cases(name)[part::PARTS]:
        record = as_object(api.answer(case["expr"], asker(), line=1))
        verdict, why = evaluate.judge(case, record)
        found.append((case["expr"], verdict, why, record.get("certainty")))
    return tuple(found)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", FILES)
def test_nothing_is_wrong(name: str, part: int) -> None:
    assert [row for row in judged(name, part) if row[1] == "wrong"] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", FILES)
def test_everything_is_decided_and_proved(name: str, part: int) -> None:
    assert [row for row in judged(name, part) if row[1] != "right" or row[3] != "proved"] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["parametric.jsonl"])
def test_the_answers_to_parametric_questions_are_those_of_the_corpus(name: str) -> None:
    wrong = []
    for case in cases(name):
        answers = case["answer"] if isinstance(case["answer"], list) else [case["answer"]]
        asked = [n for n in evaluate.parameter_names(case) if not isinstance(answers[0], dict) or n in answers[0]]
        options = api.Options(solve=tuple(asked), require=case.get("question", "differentiable"))
        record = as_object(api.answer(case["expr"], api.prepare(options)))
        verdict, why = evaluate.judge_solve(case, record)
        if verdict != "right":
            wrong.append((case["expr"], verdict, why))
    assert wrong == []


def test_the_judge_finds_a_planted_wrong_answer() -> None:
    case = next(c for c in cases("finite.jsonl") if c["expr"] == "Max(0,x)")
    record = as_object(api.answer(case["expr"], asker(), line=1))
    assert evaluate.judge(case, record)[0] == "right"
    record["points"][0]["right_derivative"] = "2"
    assert evaluate.judge(case, record)[0] == "wrong"


@pytest.mark.skipif(not SHARED.is_dir(), reason="there is no other copy of the corpus here")
@pytest.mark.parametrize("name", [*FILES, "parametric.jsonl", "CONVENTIONS.md"])
def test_the_copy_of_the_corpus_is_the_corpus(name: str) -> None:
    assert (CORPUS / name).read_bytes() == (SHARED / name).read_bytes()
