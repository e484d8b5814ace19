"""Names of functions that people write without a bracket, and where they are in a run of letters: `xsinx` is `x sin x`."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from diffcheck.functions import register
from diffcheck.functions.facts import Function
from diffcheck.language.greek import GREEK

LONGEST_RUN: Final = 40


@cache
def functions() -> tuple[str, ...]:
    """The names of functions of one argument that people write without a bracket, longest first."""
    found = []
    for name in register.spellings():
        declaration = register.spelled(name)
        plain = len(name) > 1 and name.isalpha() and name.islower() and name not in GREEK
        if plain and isinstance(declaration, Function) and declaration.least == 1:
            found.append(name)
    return tuple(sorted(found, key=len, reverse=True))


def function_in(word: str) -> str | None:
    """The name of a function, of two letters only as `ln`, that the word holds; None if it holds none."""
    return next((name for name in functions() if name in word and (len(name) > 2 or name == "ln")), None)


def spaced(word: str) -> str | None:
    """A run that holds the name of a function with spaces between its words: `xsinx` is `x sin x`."""
    if function_in(word) is None or len(word) > LONGEST_RUN:
        return None
    names = "|".join(name for name in functions() if len(name) > 2 or name == "ln")
    words = re.findall(rf"{names}|[A-Za-z]|[0-9]+", word)
    return None if re.search(r"(^| )[A-Za-z]( [A-Za-z]){2,}( |$)", " ".join(words)) else " ".join(words)
