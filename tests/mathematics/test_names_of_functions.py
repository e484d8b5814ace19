"""No function is named outside functions/: the engine asks declarations for what it needs. What may name one says why."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import diffcheck
from diffcheck.exact import generators
from diffcheck.functions.facts import Function
from diffcheck.functions.register import declarations

SOURCES = Path(diffcheck.__file__).parent

LATEX = "a command, or a token, of LaTeX that is spelled like a function"
AMBIGUOUS = "what is written elsewhere for one of these functions: the hint names ours"
SCRIPT = "how a script sets the functions that it does not set by their names"
WORD = "a word of its own, which is spelled like a function"

ALLOWED: dict[str, tuple[set[str], str]] = {
    "exact/generators.py": (
        {generators.PI, generators.EXP, generators.LOG, generators.SIN, generators.COS, generators.ATAN, generators.ASIN, generators.WHOLE},
        "what the engine computes with by theorems of its own, named in one place",
    ),
    "exact/text.py": ({"sqrt"}, "SymPy's syntax has a name for the power 1/2"),
    "analysis/lipschitz/report.py": ({"Abs", "Max"}, "a constant that depends on parameters is the largest of several sizes"),
    "model/report.py": ({"Min"}, "an order that depends on several parameters is the least of several"),
    "analysis/cases/conditions.py": ({"Mod"}, "a condition on a parameter that is an integer speaks of its remainder"),
    "claims/integers.py": ({"Mod"}, "a condition on an index speaks of its remainder"),
    "claims/reader.py": ({"Mod"}, "a condition on an index speaks of its remainder"),
    "render/words/lipschitz.py": ({"Abs"}, "what is greatest is the size of the slope"),
    "language/latex/commands.py": (
        {"abs", "floor", "ceil", "sqrt", "frac", "pi", "Pi", "mod", "LambertW", "besselj", "binom", "norm"},
        LATEX,
    ),
    "language/latex/translator.py": ({"sqrt", "Gamma", "gamma", "frac", "root", "binom"}, LATEX),
    "language/latex/brackets.py": ({"root", "square"}, LATEX),
    "language/latex/scanner.py": ({"square"}, WORD),
    "language/bars.py": ({"frac", "root"}, LATEX),
    "language/constructs.py": ({"frac", "root", "binom"}, LATEX),
    "language/parser.py": ({"frac", "root", "mod"}, LATEX),
    "language/words.py": ({"frac", "root", "mod", "gamma", "zeta", "Chi"}, LATEX),
    "language/sentences.py": ({"frac"}, LATEX),
    "language/greek.py": ({"pi", "Pi"}, "a letter of the Greek alphabet that is no name of a variable"),
    "language/names.py": ({"gamma", "zeta", "Chi"}, "letters that SymPy reads as functions"),
    "language/function_names.py": ({"ln"}, "the one name of two letters that is looked for within a word"),
    "language/seams.py": ({"LambertW", "sigmoid", "floor", "frac", "step", "zeta"}, AMBIGUOUS),
    "language/write.py": ({"Abs", "sign"}, "what SymPy means the real root of a negative number by"),
    "analysis/lenses/steps.py": ({"sign", "step"}, "an atom of the engine: a sign that alternates with an index as no range describes"),
    "render/json.py": ({"root"}, WORD),
    "render/pictures/figure.py": ({"round"}, WORD),
    "render/pictures/terminal_plot.py": ({"floor"}, WORD),
}
"""The names that a file holds, and why it must."""

TABLES = ("functions/", "language/dialects/")
"""Folders that declare functions: ours, and what theirs are in ours."""
DIALECT = "what another language calls these functions, and which of ours it means"
JUDGES = {
    "checks/evaluator.py": "an independent judge: the meaning of each function is written down a second time, and shares nothing with ours",
    "checks/systems.py": "what giac and Maxima call these functions",
}
SCRIPTS = (
    JUDGES
    | {f"render/words/{name}.py": SCRIPT for name in ("typeset", "tex", "pretty", "members")}
    | {path.relative_to(SOURCES).as_posix(): DIALECT for path in sorted((SOURCES / "language" / "dialects").glob("*.py"))}
)


def names() -> set[str]:
    """The names of functions and constants; signs, and letters that stand alone, are none."""
    found = {n for d in declarations() if not (isinstance(d, Function) and d.call) for n in (d.head, *d.spellings)}
    return {n for n in found if n.isidentifier() and len(n) > 1}


def named_in(source: str, known: set[str]) -> set[str]:
    """The names that stand in a source as texts of their own."""
    return {n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value in known}


def files() -> list[str]:
    paths = (path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py"))
    return sorted(path for path in paths if not path.startswith(TABLES) and path not in SCRIPTS)


@pytest.mark.parametrize("path", files())
def test_only_functions_name_functions(path: str) -> None:
    allowed, _ = ALLOWED.get(path, (set(), ""))
    assert named_in((SOURCES / path).read_text(encoding="utf-8"), names()) == allowed


def test_no_file_is_excused_that_is_not_there() -> None:
    assert [path for path in (*ALLOWED, *SCRIPTS) if not (SOURCES / path).is_file()] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('if head == "sin": pass', {"sin"}),
        ('RISING = frozenset(("atan", "tanh"))', {"atan", "tanh"}),
        ('match node:\n    case Apply("floor", (u,)): pass', {"floor"}),
        ('rules = {"relu": 1}', {"relu"}),
        ('x = "LambertW"', {"LambertW"}),
        ('if head == "+" or head == "neg" or head == "x": pass', set()),
        ('"""The sine."""\nx = "sine of sin"', set()),
        ("sin = cos(x)", set()),
    ],
)
def test_a_name_is_found_wherever_it_stands_as_a_text(source: str, found: set[str]) -> None:
    assert named_in(source, names()) == found
