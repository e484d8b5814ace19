"""Pages that follow from declarations: `python -m diffcheck.shell.reference` writes docs/functions.md from the register, and into
docs/python.md the table of the options, and into report.schema.json the kinds of points."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from diffcheck import api
from diffcheck.model.kind import Kind
from diffcheck.model.options import Options, rows
from diffcheck.render.functions import load
from diffcheck.render.words.look import Look

PAGE = Path("docs") / "functions.md"
PYTHON = Path("docs") / "python.md"
SCHEMA = Path("src") / "diffcheck" / "report.schema.json"
HEADING = "| option | command line | meaning |\n|---|---|---|\n"
HEAD = """\
# Functions

Every function that diffcheck knows, as it declares itself in `src/diffcheck/functions/`: its names, where it is defined, where it is not
smooth, and why. The same text is shown by `diffcheck --functions`, by `--explain` and beside each point. For a function of one
argument, and a named formula with its defaults, domain and places are those that diffcheck finds for it as a function of x; for one of
several arguments the place is a condition on these. This page is generated (`make docs`); change the declaration, not the page.
"""


def page(_: str = "") -> str:
    """The whole page on functions."""
    return f"{HEAD}\n{load('markdown')(api.functions(), Look(), False)}\n"


def with_options(text: str) -> str:
    """The page on Python with its table of options made anew."""
    before, heading, after = text.partition(HEADING)
    _, gap, rest = after.partition("\n\n")
    table = "\n".join(f"| `{o.python}` | `{o.name}` | {o.page or o.meaning} |" for o in (row.option for row in rows(Options)))
    return f"{before}{heading}{table}{gap}{rest}"


def with_kinds(text: str) -> str:
    """The schema with its list of kinds made anew."""
    words = [f'"{kind.value}"' for kind in Kind]
    return re.sub(r'(\s*)"infinite",[^\]]*"(?=\s*\])', lambda found: ",".join(found[1] + word for word in words), text)


MADE: Final[Mapping[Path, Callable[[str], str]]] = {PAGE: page, PYTHON: with_options, SCHEMA: with_kinds}
"""The files that are written, each made of what it was."""


def main() -> None:
    """Write the pages."""
    PAGE.parent.mkdir(exist_ok=True)
    for path, made in MADE.items():
        path.write_text(made(path.read_text(encoding="utf-8") if path.exists() else ""), encoding="utf-8")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
