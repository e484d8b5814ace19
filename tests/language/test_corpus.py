"""Every formula of the corpus is read, and read back from both of its written forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diffcheck.language import read_formula, read_problem, reading, sympy_text

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_every_formula_of_the_corpus_is_read_and_read_back() -> None:
    lines = [line for file in sorted(CORPUS.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert lines
    for line in lines:
        entry = json.loads(line)
        problem = read_problem(entry["expr"])
        assert (problem.variable, problem.parameters) == (entry["var"], tuple(sorted(entry.get("params", ())))), entry["id"]
        assert read_formula(reading(problem.tree)).tree == problem.tree, entry["id"]
        assert read_formula(sympy_text(problem.tree)).tree == problem.tree, entry["id"]
