"""docs/reading.md: every example on it is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diffcheck.errors import DiffcheckError
from diffcheck.language import read_problem, reading
from diffcheck.language.dialects import every

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
EXAMPLES = [
    (dialect or None, *line.split("  ⟶  "))
    for dialect, block in re.findall(r"```text ?(\w*)\n(.*?)```", PAGE, re.DOTALL)
    for line in block.strip().splitlines()
]


@pytest.mark.parametrize(("dialect", "text", "read"), EXAMPLES, ids=lambda value: repr(value)[:40])
def test_an_example_is_read_as_the_page_says(dialect: str | None, text: str, read: str) -> None:
    text = text.replace("⏎", "\n")
    if read == "refused":
        with pytest.raises(DiffcheckError) as caught:
            read_problem(text, dialect=dialect)
        assert caught.value.hint or caught.value.code in ("circular", "ambiguous_variable")
        return
    problem = read_problem(text, dialect=dialect)
    assert f"{problem.variable} ↦ {reading(problem.tree)}" == read


def test_every_dialect_is_on_the_page() -> None:
    shown = {dialect for dialect, _, _ in EXAMPLES}
    assert {dialect.name for dialect in every()} <= shown
