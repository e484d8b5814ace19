"""Lines of a batch: which are comments, and where a label ends and the formula begins."""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = re.compile(r"\s*(?P<label>\w[\w.#'-]*):\s+(?=\S)")


def is_comment(line: str) -> bool:
    """Whether the line gives no record: a comment that begins with # or a blank line."""
    stripped = line.lstrip("\ufeff").strip()
    return not stripped or stripped.startswith("#")


def split_label(line: str) -> tuple[str | None, str, int]:
    """A label (one word, a colon, a space) and the formula of a line, without white space around it, and where the formula begins.

    The colon of `x>0 ? x : 0` makes no label, because more than one word stands before it.
    """
    match = _LABEL.match(line)
    start = match.end() if match else len(line) - len(line.lstrip())
    return (match["label"] if match else None), line[start:].rstrip(), start
