"""Command-line arguments in, the same arguments out in an order that no option parser misunderstands.

An expression may begin with a minus sign (`-x^2`), an option never looks like one, and a typo (`--jsn`) is an error. So is a letter
with a minus sign and nothing else (`-V`, `-j4`), unless the letter is the variable: `-x`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from diffcheck.errors import BadInput
from diffcheck.functions.frameworks import NEWEST_WORD, names_a_version

WITH_VALUE = (
    "--at",
    "--on",
    "--roots",
    "--var",
    "--set",
    "--assume",
    "--require",
    "--solve",
    "--format",
    "--time-limit",
    "--memory-limit",
    "--jobs",
    "--dask",
    "--file",
    "--color",
    "--save",
)
FLAGS = (
    "--all",
    "--explain",
    "--plot",
    "--functions",
    "--json",
    "--fail-fast",
    "--quiet",
    "--debug",
    "--version",
    "--help",
    "--install-completion",
    "--show-completion",
)
VALUE_OR_NOT = ("--autodiff",)
"""A value follows only if it looks like one: `--autodiff pytorch=2.13`, but not `--autodiff x`."""
SHORT = {"-f": "--file", "-q": "--quiet", "-h": "--help"}
_ONE_LETTER = re.compile(r"--?([A-Za-z])[0-9]*")
"""What the options of other programs look like: `-V`, `-j4`, `--v`."""
_CUSTOMARY = {"j": "--jobs", "o": "--save", "v": "--version"}
"""What some letters mean in most programs."""
NAMES = (*WITH_VALUE, *VALUE_OR_NOT, *FLAGS)


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
        name = SHORT.get(name, name) if not equals else name
        if name in WITH_VALUE:
            if not equals:
                if not rest:
                    raise BadInput("usage", f"{word} needs a value", hint=f"for example: {_example(name)}")
                value = rest.pop(0)
            options.append(f"{name}={value}")
        elif name in VALUE_OR_NOT:
            if not equals:
                value = rest.pop(0) if rest and names_a_version(rest[0]) else NEWEST_WORD
            options.append(f"{name}={value}")
        elif name in FLAGS:
            if equals:
                raise BadInput("usage", f"{name} takes no value")
            options.append(name)
        elif _looks_like_an_option(name):
            raise BadInput("usage", f"there is no option {name}", hint=_suggestion(name))
        elif (letter := _ONE_LETTER.fullmatch(name)) and letter[1] != variable:
            raise BadInput("usage", f"there is no option {name}", hint=_letter_hint(word, letter[1]))
        else:
            expressions.append(word)
    return [*options, "--", *expressions]


def asks_for_an_answer(arranged: Sequence[str]) -> bool:
    """Whether something will be computed: there is an expression or a file, and neither help nor version nor the register was asked for."""
    end = arranged.index("--")
    options = arranged[:end]
    if any(word in options for word in ("--help", "--version", "--functions", "--install-completion", "--show-completion")):
        return False
    return len(arranged) > end + 1 or any(word.startswith("--file=") for word in options)


def _looks_like_an_option(name: str) -> bool:
    """`--jsn` does, and `-json`; `-x`, `-sin(x)`, `--x` and `-2` do not: they are expressions."""
    body = name[2:]
    if name.startswith("--"):
        return len(body) > 1 and body[0].isalpha() and all(c.isalpha() or c == "-" for c in body)
    return name.startswith("-") and f"-{name}" in NAMES


def _variable(arguments: Sequence[str]) -> str:
    """The letter that is the variable before any formula is read: x, or what --var says."""
    for word, following in pairwise((*arguments, "")):
        name, equals, value = word.partition("=")
        if name == "--var":
            return value if equals else following
    return "x"


def _letter_hint(word: str, letter: str) -> str:
    """How to write the formula, and which options begin with the letter."""
    alike = [name for name in NAMES if name[2] == letter.lower()]
    options = [_CUSTOMARY[letter.lower()]] if letter.lower() in _CUSTOMARY else alike
    meant = f"did you mean {' or '.join(options)}? " if options else ""
    return f"{meant}The formula is written ({word}), or -- {word}"


def _suggestion(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches("--" + name.lstrip("-"), NAMES, 1, 0.6)
    if near:
        return f"did you mean {near[0]}?"
    return "diffcheck --help lists them all; an expression that looks like an option goes after --"


def _example(name: str) -> str:
    return {
        "--at": "--at 0",
        "--on": '--on "[0,1)"',
        "--roots": "--roots principal",
        "--var": "--var t",
        "--set": "--set a=2",
        "--assume": '--assume "a > 0"',
        "--require": "--require C1",
        "--solve": "--solve a,b",
        "--format": "--format plain",
        "--time-limit": "--time-limit 60",
        "--memory-limit": "--memory-limit 2048",
        "--jobs": "--jobs 4",
        "--dask": "--dask tcp://127.0.0.1:8786",
        "--file": "-f formulas.txt",
        "--color": "--color never",
        "--save": "--save picture.svg",
    }[name]
