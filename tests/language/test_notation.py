"""Formulas as people write them: nothing is read as another function, and nearly everything is read or refused as it should be.

The texts and the judge are those of `notation/`; the judge asks the program in this process, so that a run takes seconds.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from diffcheck.api import Options, answer, functions_of, prepare
from diffcheck.render import json as as_json
from diffcheck.render.words.look import Look

HERE = Path(__file__).parent / "notation"
CASES: list[dict[str, Any]] = [json.loads(line) for line in (HERE / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
KEYWORDS = {"--var": "variable", "--on": "on", "--at": "at", "--solve": "solve", "--assume": "assume", "--dialect": "dialect"}
SEVERAL = ("at", "assume", "solve")
BAR = 0.92


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notation_judge", HERE / "judge.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(text: str, options: list[str]) -> dict[str, Any]:
    """The program's record of a text."""
    given: dict[str, Any] = {}
    for option, value in zip(options[::2], options[1::2], strict=True):
        keyword = KEYWORDS[option]
        given[keyword] = (*given.get(keyword, ()), *value.split(",")) if keyword in SEVERAL else value
    return json.loads(as_json.render(answer(text, prepare(Options(**given))), Look()))


def verdict(judge: ModuleType, case: dict[str, Any]) -> tuple[str, str]:
    """What the judge says of one case."""
    named = ["--dialect", case["dialect"]] if case.get("needs_dialect") else []
    text = case["text"]
    if "file_option" in case:
        (text,) = functions_of(text, case["file_option"]["name"])
    known = {(means, tuple(options)): record(means, options) for means, options in judge.meanings(case)}
    return judge.judge(case, record(text, [*case.get("options", []), *named]), known)


@pytest.mark.slow
def test_nothing_is_misread_and_nearly_everything_is_right(judge: ModuleType) -> None:
    verdicts = [(case["id"], *verdict(judge, case)) for case in CASES]
    wrong = [one for one in verdicts if one[1] in ("MISREAD", "WRONGLY READ", "no answer")]
    right = sum(name.startswith("right") for _, name, _ in verdicts)
    assert not wrong
    assert right / len(verdicts) >= BAR, [one for one in verdicts if not one[1].startswith("right")]


def test_the_judge_tells_a_misread_text(judge: ModuleType) -> None:
    case = {"id": "", "dialect": "plain", "kind": "", "text": "x^2", "means": "x^3", "options": []}
    assert verdict(judge, case)[0] == "MISREAD"
    assert verdict(judge, {"text": "x", "refuse": "because"})[0] == "WRONGLY READ"
