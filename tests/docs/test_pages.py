"""README.md and every page of docs/: each example is run, and says what the page says.

DIFFCHECK_GOLDEN=write puts what was printed into the pages; look at the difference before you keep it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from .pages import PAGES, ROOT, Run, blocks, lacking

NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
ELSEWHERE = ("diffcheck --json --dask ", "diffcheck --json --jobs 12 ")
"""How a command begins that needs a cluster, or more than a moment."""


def write(page: Path, run: Run) -> None:
    """Put into a page what its commands print."""
    text = page.read_text(encoding="utf-8")
    for found in reversed(list(run.differences(page))):
        if found.place is not None:
            text = text[: found.place.start] + found.printed + text[found.place.stop :]
    page.write_text(text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_page_say_what_it_says(name: str, tmp_path: Path) -> None:
    if os.environ.get("DIFFCHECK_GOLDEN") == "write":
        (tmp_path / "written").mkdir()
        write(ROOT / name, Run(tmp_path / "written"))
    found = list(Run(tmp_path).differences(ROOT / name))
    assert not found, "\n".join(map(str, found))


def commands(text: str) -> list[str]:
    """The commands of a page that are there to be copied."""
    lines = [line for block in blocks(text) if block.kind == "sh" and not block.name for line in block.content.splitlines()]
    return [command for line in lines if (command := line.partition("   #")[0].strip())]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_commands_to_copy_answer(name: str, tmp_path: Path) -> None:
    (tmp_path / "formulas.txt").write_text("max(0, x)\n")
    run = Run(tmp_path)
    for command in commands((ROOT / name).read_text(encoding="utf-8")):
        if command.startswith("diffcheck ") and not command.startswith(ELSEWHERE) and not lacking(command):
            said = run.in_a_shell(f"{command}\necho exit code $?")
            assert re.search(r"^exit code [013]$", said, re.MULTILINE), f"{command}\n{said}"


@pytest.mark.parametrize("name", NAMES)
def test_every_example_can_be_run(name: str) -> None:
    for block in blocks((ROOT / name).read_text(encoding="utf-8")):
        if not block.name:
            assert block.kind != "console" or block.content.startswith("$ "), block.content
            assert block.kind != "python" or block.content.startswith(">>> "), block.content


WRONG = {
    "a verdict": '```console\n$ diffcheck "|x|" --require C1 | grep required\nrequired: C1: yes\n```\n',
    "a line too few": '```console\n$ diffcheck "max(0, x"\nerror: This ( is never closed.\n```\n',
    "text that is not there": '```console\n$ diffcheck "|x|" | head -1\nf(x) = …cos…\n```\n',
    "a doctest": "```python\n>>> import diffcheck\n>>> diffcheck.check('|x|').differentiable.answer\n'yes'\n```\n",
    "an exit code": '```console\n$ diffcheck "|x|" --require C1 > answer.txt; echo $?\n0\n```\n',
}


@pytest.mark.parametrize("example", WRONG)
def test_an_example_that_says_something_else_is_found(example: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"A page.\n\n{WRONG[example]}", encoding="utf-8")
    assert len(list(Run(tmp_path).differences(page))) == 1


def test_a_page_may_leave_out_what_it_does_not_speak_of(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('```console\n$ diffcheck "|x|"\nf(x) = |x|…\n   0   corner …\n…\n```\n', encoding="utf-8")
    assert list(Run(tmp_path).differences(page)) == []


def cells(row: str) -> int:
    """How many cells a row of a table has; a bar in code or behind a backslash is a bar."""
    return len(re.sub(r"`[^`]*`|\\\|", "", row).strip().removeprefix("|").removesuffix("|").split("|"))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    head = 0
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        head = 0 if not line.startswith("|") else head or cells(line)
        assert not head or cells(line) == head, line
