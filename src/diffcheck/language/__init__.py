"""Text to a Problem and back: the language that formulas, points, sets and batch lines are written in. It imports no SymPy."""

from __future__ import annotations

from diffcheck.language.formulas import read_formula
from diffcheck.language.lines import is_comment, split_label
from diffcheck.language.names import symbol_name
from diffcheck.language.problem import read_problem, set_parameters
from diffcheck.language.sets import read_condition, read_constant, read_set
from diffcheck.language.write import reading, reading_on_screen, real_term, sympy_term, sympy_text

__all__ = [
    "is_comment",
    "read_condition",
    "read_constant",
    "read_formula",
    "read_problem",
    "read_set",
    "reading",
    "reading_on_screen",
    "real_term",
    "set_parameters",
    "split_label",
    "symbol_name",
    "sympy_term",
    "sympy_text",
]
