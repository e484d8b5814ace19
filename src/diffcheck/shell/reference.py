"""The page of all functions, made from the register: `python -m diffcheck.shell.reference` writes docs/functions.md."""

from __future__ import annotations

import sys
from pathlib import Path

from diffcheck import api
from diffcheck.render.functions import load
from diffcheck.render.words.look import Look

PAGE = Path("docs") / "functions.md"
HEAD = """\
# Functions

Every function that diffcheck knows, as it declares itself in `src/diffcheck/functions/`: its names, where it is defined, where it is not
smooth, and why. The same text is shown by `diffcheck --functions`, by `--explain` and beside each point. For a function of one
argument, and a named formula with its defaults, domain and places are those that diffcheck finds for it as a function of x; for one of
several arguments the place is a condition on these. This page is generated (`make docs`); change the declaration, not the page.
"""


def page() -> str:
    """The whole page."""
    return f"{HEAD}\n{load('markdown')(api.functions(), Look(), False)}\n"


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
