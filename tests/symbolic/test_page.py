"""docs/sympy.md: its table is measured again, SymPy's column where that version is installed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sympy
from sympy.calculus import singularities
from sympy.calculus.util import continuous_domain

from diffcheck import calculus

pytestmark = pytest.mark.engine
PATH = Path(__file__).parents[2] / "docs" / "sympy.md"
PAGE = PATH.read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `((?:limit|continuous_domain|singularities)\(.*\))` \| (.*?) \| (.*?) \|", PAGE, re.MULTILINE)
(VERSION,) = re.findall(r"SymPy (\d+\.\d+\.\d+) answers", PAGE)


def answered(asked: str, functions: dict[str, Any]) -> str:
    """What a call gives, or the name of what it raises."""
    names = {name: getattr(sympy, name) for name in sympy.__all__} | {"x": sympy.Symbol("x")} | functions
    try:
        return str(eval(asked, names))
    except (ValueError, NotImplementedError) as error:
        return type(error).__name__


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "theirs", "ours"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table(asked, theirs, ours):
    assert answered(asked, {name: getattr(calculus, name) for name in ("limit", "continuous_domain", "singularities")}) == ours
    if sympy.__version__ == VERSION:
        assert answered(asked, {"continuous_domain": continuous_domain, "singularities": singularities}) == theirs


def test_the_table_is_there():
    assert len(ROWS) >= 15
