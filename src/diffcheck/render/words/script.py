"""How mathematics is spelled within words, and the marks that tell it from them.

ASCII and symbols are plain text. LaTeX and MathML stand between marks, so that a format can escape the words around them and put
the mathematics in as it is. Marks are no printable characters: `printable` takes them out of any text that came from the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from typing import Final, TypeAlias

BEGIN: Final = "\ue000"
END: Final = "\ue001"
_MARKED: Final = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")


class Script(IntEnum):
    """The scripts. The first two are also written False and True: whether there are symbols."""

    ASCII = 0
    SYMBOLS = 1
    LATEX = 2
    MATHML = 3


Symbols: TypeAlias = Script | bool


def is_plain(symbols: Symbols) -> bool:
    """Whether mathematics is spelled as plain text."""
    return symbols <= Script.SYMBOLS


def marked(mathematics: str) -> str:
    """Mathematics that is to be put in as it is."""
    return f"{BEGIN}{mathematics}{END}"


def shown(text: str, words: Callable[[str], str], mathematics: Callable[[str], str]) -> str:
    """A text with marks as one without: its words and its mathematics, each put through what the format does with them."""
    parts = _MARKED.split(text)
    return "".join(mathematics(part) if i % 2 else words(part) for i, part in enumerate(parts))
