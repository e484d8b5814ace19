"""The recipe "a function" of CONTRIBUTING, followed in a copy of the sources: one new file, and nothing else is edited."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NEWCOMERS = '''"""Newcomers: a wave of triangles, and the versine."""

from fractions import Fraction

from flint import fmpq

from diffcheck.exact.atoms import apply
from diffcheck.exact.expr import ONE, Expr, number
from diffcheck.functions.facts import Composite, Function, Lens, Whole
from diffcheck.functions.pullbacks import CHAIN_RULE
from diffcheck.model.tree import Apply, Number

HALF = number(fmpq(1, 2))


def _triangle(lens: Lens, u: Expr) -> Expr:
    gap = u - lens.floor(u + HALF)
    return gap if lens.sign(gap) >= 0 else -gap


def _minus(left, right):
    return Apply("+", (left, Apply("neg", (right,))))


DECLARED = (
    Function(
        "triangle",
        ("triangle", "twave"),
        1,
        1,
        "the distance to the nearest integer turns a corner where its argument is a multiple of 1/2",
        _triangle,
        lambda u: (Whole(u * 2),),
        (("triangle(7/4)", "1/4"), ("triangle(-1/3)", "1/3")),
        total=True,
        in_sympy=lambda u: Apply("Abs", (_minus(u, Apply("floor", (Apply("+", (u, Number(Fraction(1, 2)))),))),)),
    ),
    Function(
        "versin",
        ("versin", "versine"),
        1,
        1,
        "the versine is analytic on R",
        lambda _, u: ONE - apply("cos", u),
        examples=(("versin(pi/3)", "1/2"),),
        autodiff=CHAIN_RULE,
        total=True,
        in_sympy=lambda u: _minus(Number(Fraction(1)), Apply("cos", (u,))),
    ),
    Composite("tent", ("tent",), ("x",), "max(0, 1 - abs(x))", "tent turns corners at -1, 0 and 1, where max and abs switch"),
)
'''
"""The file that somebody adds who follows the recipe."""


TESTS = ("tests/mathematics/test_register.py", "tests/mathematics/test_names_of_functions.py")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with the new file."""
    place = tmp_path_factory.mktemp("house")
    nothing_built = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", place / "src", ignore=nothing_built)
    shutil.copytree(ROOT / "tests" / "mathematics", place / "tests" / "mathematics", ignore=nothing_built)
    shutil.copy(ROOT / "tests" / "__init__.py", place / "tests")
    shutil.copy(ROOT / "pyproject.toml", place)
    (place / "src" / "diffcheck" / "functions" / "newcomers.py").write_text(NEWCOMERS, encoding="utf-8")
    return place


def run(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    where = {**os.environ, "PYTHONPATH": str(house / "src")}
    return subprocess.run([sys.executable, *arguments], cwd=house, env=where, capture_output=True, text=True, timeout=300, check=False)


def record(house: Path, *arguments: str) -> dict:
    found = run(house, "-m", "diffcheck", "--json", *arguments)
    assert found.stderr == ""
    return json.loads(found.stdout)


def test_the_checks_of_the_register_pass(house: Path) -> None:
    found = run(house, "-m", "pytest", "-q", *TESTS, "-k", "triangle or versin or tent or name", "-p", "no:cacheprovider")
    assert found.returncode == 0, found.stdout
    assert "no tests ran" not in found.stdout


MISTAKES = {
    'examples=(("versin(pi/3)", "1/2"),),': "test_a_function_that_can_be_written_has_an_example[versin]",
    '        in_sympy=lambda u: _minus(Number(Fraction(1)), Apply("cos", (u,))),\n': "test_sympy_reads_every_function[versin]",
    '"the versine is analytic on R"': "test_the_reason_is_one_sentence[versin]",
    '("triangle(7/4)", "1/4")': "test_both_sides_of_every_example_are_the_same_constant[triangle]",
    "Whole(u * 2)": "test_the_rule_is_the_function_one_side_at_a_time_with_no_kink_between_switches[triangle]",
}
"""What is left out, or said wrongly, and the test that says so."""


def test_each_step_left_out_is_caught(house: Path) -> None:
    file = house / "src" / "diffcheck" / "functions" / "newcomers.py"
    changed = NEWCOMERS
    for right in MISTAKES:
        assert right in changed
        wrong = {'"the versine is analytic on R"': '""', '("triangle(7/4)", "1/4")': '("triangle(7/4)", "3/4")', "Whole(u * 2)": "Whole(u)"}
        changed = changed.replace(right, wrong.get(right, ""))
    file.write_text(changed, encoding="utf-8")
    try:
        found = run(house, "-m", "pytest", "-q", TESTS[0], "-k", "triangle or versin", "-p", "no:cacheprovider")
    finally:
        file.write_text(NEWCOMERS, encoding="utf-8")
    failed = set(re.findall(r"^FAILED \S+::(\S+)", found.stdout, re.MULTILINE))
    assert set(MISTAKES.values()) <= failed, found.stdout


def test_it_is_analysed_where_it_switches(house: Path) -> None:
    found = record(house, "triangle(x)")
    assert [(point["at"], point["kind"]) for point in found["points"]] == [("n", "corner"), ("n + 1/2", "corner")]
    assert record(house, "versin(x)")["smoothness"] == "oo"


def test_sympy_reads_what_is_written(house: Path) -> None:
    sympy = pytest.importorskip("sympy")
    x = sympy.Symbol("x")
    read = sympy.sympify(record(house, "versin(x)*triangle(x)")["function"])
    assert read.subs(x, sympy.Rational(7, 4)) == (1 - sympy.cos(sympy.Rational(7, 4))) / 4


def test_what_it_does_not_declare_of_frameworks_is_not_told(house: Path) -> None:
    for text, told in (("triangle(x)", False), ("tent(x)", False), ("versin(x)", True)):
        point = next(p for p in record(house, "--autodiff", "--at", "1/4", text)["points"] if p["at"] == "1/4")
        assert ("autodiff" in point) is told
        assert point.get("autodiff_missing", {}) == ({} if told else dict.fromkeys(("pytorch", "jax", "tensorflow"), "unknown"))


def test_it_is_listed_and_written_for_people(house: Path) -> None:
    listed = json.loads(run(house, "-m", "diffcheck", "--functions", "twave", "--json").stdout)
    assert (listed["function"], listed["names"]) == ("triangle", ["triangle", "twave"])
    shown = run(house, "-m", "diffcheck", "--format", "latex", "versin(2x)").stdout
    assert r"\operatorname{versin}" in shown
