"""The words of --help, --version and of a call without arguments."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from diffcheck.model.options import Group, Option, rows
from diffcheck.shell.settings import choices

EXAMPLES = """\
  diffcheck "max(0, x)"                      a corner at 0, and why
  diffcheck "x*|x|" --require C1             the exit code answers: 0 yes, 1 no
  diffcheck --json -f formulas.txt           a formula a line, a record a line
"""

SUMMARY = "Decides where a function is continuous and differentiable, and why."
USAGE = '[OPTIONS] [EXPRESSION]...     ("-" reads one formula a line)'
CODES = (
    "0 decided, or the required property holds; 1 it does not hold;",
    "2 bad input; 3 undecided; 70 internal error; 74 answer not written;",
    "130 Ctrl-C; 141 closed pipe. Of many formulas the gravest: 2, then 3, then 1.",
)
COLUMN = 26
"""Where the meaning of an option begins."""

WIDE = 80
"""The columns that the help takes where it has them."""

NO_FORMULA = "There is no formula."
"""What is wrong with a call that asks nothing, for programs."""


def nothing_asked(width: int = WIDE) -> str:
    """What is said to a call without arguments."""
    lines = ["diffcheck decides where a function is continuous and differentiable:", "", *EXAMPLES.splitlines(), ""]
    return _fitted([*lines, "diffcheck --help shows the rest.", ""], width)


def help_text(width: int = WIDE) -> str:
    """The words of --help: examples first, then each option under its heading. In a narrow terminal the lines are broken between words."""
    lines = [SUMMARY, "", *EXAMPLES.splitlines(), "", f"Usage: diffcheck {USAGE}", ""]
    for heading, options in groups().items():
        lines += [heading, *(_line(option) for option in options if not option.aside)]
        beside = [written(option) for option in options if option.aside]
        lines += [f"  {one}" for one in (["  ".join(beside)] if beside and width >= WIDE else beside)]
    codes = [f"Exit codes: {CODES[0]}", *(f"  {line}" for line in CODES[1:])]
    lines += ["", *(codes if width >= WIDE else [f"Exit codes: {' '.join(CODES)}"]), ""]
    return _fitted(lines, width)


def _fitted(lines: list[str], width: int) -> str:
    return "\n".join(lines if width >= WIDE else [part for line in lines for part in _narrow(line, width)])


def _narrow(line: str, width: int) -> list[str]:
    """A line of the help as lines of at most so many columns: first what is asked, then what it means, further to the right."""
    indent = len(line) - len(line.lstrip())
    left, gap, right = line[indent:].partition("  ")
    parts = [(indent, left)] if gap else [(indent, line[indent:])]
    parts += [(indent + 4, right.strip())] if gap else []
    return [row for begin, text in parts for row in _broken(text, begin, width)] or [""]


def _broken(text: str, indent: int, width: int) -> list[str]:
    """A text broken between words; a word that is too long by itself is broken behind the bars between its choices."""
    room = width - indent - 2
    words = [part for word in text.split() for part in (word.replace("|", "|\0").split("\0") if len(word) > room else [word])]
    rows = [""]
    for word in words:
        joint = "" if not rows[-1] or rows[-1].endswith("|") else " "
        if rows[-1] and len(rows[-1]) + len(joint) + len(word) > room:
            rows.append(word)
        else:
            rows[-1] += joint + word
    return [" " * (indent + 2 * (k > 0)) + row for k, row in enumerate(rows)]


def groups() -> dict[str, list[Option]]:
    """The headings in their order, each with its options."""
    found: dict[str, list[Option]] = {heading: [] for heading in get_args(Group)}
    for row in rows():
        found[row.option.group].append(row.option)
    return found


def written(option: Option) -> str:
    """An option with its value: `--roots real|principal`."""
    return replace(option, choices=tuple(choices(option))).written


def _line(option: Option) -> str:
    shown = f"  {written(option)}"
    return f"{shown:<{COLUMN - 2}}  {option.meaning}".rstrip()


def version() -> str:
    """One line with the versions that an answer depends on; nothing is imported to learn them."""
    import platform
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    from diffcheck import __version__

    try:
        sympy = installed("sympy")
    except PackageNotFoundError:
        sympy = "not installed"
    return f"diffcheck {__version__} (SymPy {sympy}, Python {platform.python_version()})"
