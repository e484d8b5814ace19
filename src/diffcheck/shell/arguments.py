"""Command-line arguments in, the same arguments out in an order that no option parser misunderstands.

An expression may begin with a minus sign (`-x^2`), an option never looks like one, and a typo (`--jsn`) is an error. So is a letter
with a minus sign and nothing else (`-V`, `-j4`), unless the letter is the variable: `-x`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.functions.frameworks import NEWEST_WORD, names_a_version
from diffcheck.model.options import Option, rows

OPTIONS: Final = {row.option.name: row.option for row in rows()}
LETTERS: Final = {option.letter: option.name for option in OPTIONS.values() if option.letter}
_ONE_LETTER = re.compile(r"--?([A-Za-z])[0-9]*")
"""What the options of other programs look like: `-V`, `-j4`, `--v`."""


def arrange(arguments: Sequence[str]) -> list[str]:
    """The options first, each with its value in one word, then `--`, then the expressions in their order."""
    options: list[str] = []
    expressions: list[str] = []
    rest = list(arguments)
    variable = _variable(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            expressions += rest
            break
        name, equals, value = word.partition("=")
        name = LETTERS.get(name, name) if not equals else name
        if (option := OPTIONS.get(name)) is not None:
            options.append(_with_value(option, word, value if equals else None, rest))
        elif _looks_like_an_option(name):
            raise BadInput("usage", f"there is no option {name}", hint=_suggestion(name))
        elif (letter := _ONE_LETTER.fullmatch(name)) and letter[1] != variable:
            raise BadInput("usage", f"there is no option {name}", hint=_letter_hint(word, letter[1]))
        else:
            expressions.append(word)
    return [*options, "--", *expressions]


def _with_value(option: Option, word: str, value: str | None, rest: list[str]) -> str:
    """An option and its value in one word; the value may be the next of the rest.

    One that may be left out follows only if it looks like one: `--autodiff pytorch=2.13`, but not `--autodiff x`.
    """
    if option.is_flag:
        if value is not None:
            raise BadInput("usage", f"{option.name} takes no value")
        return option.name
    if value is None and option.needs_value:
        if not rest:
            raise BadInput("usage", f"{word} needs a value", hint=f"for example: {option.letter or option.name} {option.example}")
        value = rest.pop(0)
    elif value is None:
        value = rest.pop(0) if rest and names_a_version(rest[0]) else NEWEST_WORD
    return f"{option.name}={value}"


def asks_for_an_answer(arranged: Sequence[str]) -> bool:
    """Whether something will be computed: there is an expression or a file, and nothing is to be done instead."""
    end = arranged.index("--")
    options = arranged[:end]
    if any(word in OPTIONS and OPTIONS[word].instead for word in options):
        return False
    return len(arranged) > end + 1 or any(word.startswith("--file=") for word in options)


def _looks_like_an_option(name: str) -> bool:
    """`--jsn` does, and `-json`; `-x`, `-sin(x)`, `--x` and `-2` do not: they are expressions."""
    body = name[2:]
    if name.startswith("--"):
        return len(body) > 1 and body[0].isalpha() and all(c.isalpha() or c == "-" for c in body)
    return name.startswith("-") and f"-{name}" in OPTIONS


def _variable(arguments: Sequence[str]) -> str:
    """The letter that is the variable before any formula is read: x, or what --var says."""
    for word, following in pairwise((*arguments, "")):
        name, equals, value = word.partition("=")
        if name == "--var":
            return value if equals else following
    return "x"


def _letter_hint(word: str, letter: str) -> str:
    """How to write the formula, and which options begin with the letter."""
    alike = [name for name in OPTIONS if name[2] == letter.lower()]
    options = [option.name for option in OPTIONS.values() if option.customary == letter.lower()] or alike
    meant = f"did you mean {' or '.join(options)}? " if options else ""
    return f"{meant}The formula is written ({word}), or -- {word}"


def _suggestion(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches("--" + name.lstrip("-"), OPTIONS, 1, 0.6)
    if near:
        return f"did you mean {near[0]}?"
    return "diffcheck --help lists them all; an expression that looks like an option goes after --"
