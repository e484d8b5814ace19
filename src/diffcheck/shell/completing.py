"""The line that a shell completes in, also where an option and its value are one word: `--format=h`.

bash counts the sign as a word of its own; zsh and fish compare what is offered with the whole word.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, MutableMapping
from contextlib import redirect_stdout
from typing import Final

SHELL: Final = "_DIFFCHECK_COMPLETE"
"""The variable by which a shell asks for completions."""
_APART: Final = re.compile(r"(--[a-z-]+)(\s)=\s(?=\S)")
_TOGETHER: Final = re.compile(r"(?:^|\s)(--[a-z-]+=)\S*$")


def completed(environ: MutableMapping[str, str], complete: Callable[[], object]) -> tuple[str, int]:
    """What a shell is told, and the exit code; `complete` writes what the parser says of options and values that are words of their own."""
    words, count = _APART.subn(r"\1\2", environ.get("COMP_WORDS", ""))
    if count:
        environ["COMP_WORDS"] = words
        environ["COMP_CWORD"] = str(int(environ["COMP_CWORD"]) - count)
    out, code = io.StringIO(), 0
    try:
        with redirect_stdout(out):
            complete()
    except SystemExit as ending:
        code = int(ending.code or 0)
    begun = _TOGETHER.search(environ.get("_TYPER_COMPLETE_ARGS", ""))
    told = out.getvalue()
    if begun is None or not told.strip():
        return told, code
    if environ[SHELL] == "complete_zsh":
        return f"compset -P '*='; {told}", code
    return "".join(f"{begun[1]}{line}" for line in told.splitlines(keepends=True)), code
