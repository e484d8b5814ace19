"""--functions: the whole register, one function by name, and the page that is made from it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from diffcheck import api
from diffcheck.errors import BadInput
from diffcheck.functions.facts import Composite
from diffcheck.functions.register import declarations
from diffcheck.render import functions
from diffcheck.render.words.look import Look

from .running import diffcheck, environment

pytestmark = pytest.mark.engine


@pytest.mark.slow
def test_each_declaration_is_listed_with_all_its_names_its_formula_and_its_reason():
    run = diffcheck("--functions", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    rows = {row["function"]: row for row in map(json.loads, run.stdout.splitlines())}
    assert set(rows) == {d.head for d in declarations()}
    for d in declarations():
        row = rows[d.head]
        assert set(d.spellings) <= set(row["names"])
        assert row["why"] == d.why
        assert row["formula"] == (d.formula if isinstance(d, Composite) else None)


@pytest.mark.slow
@pytest.mark.parametrize("form", functions.names())
def test_every_form_shows_every_function_once(form):
    shown = functions.load(form)(api.functions(), Look(width=10_000), False)
    for d in declarations():
        for name in d.spellings:
            assert (json.dumps(name) if form == "json" else name) in shown
        if form == "markdown":
            assert d.why.replace(">=", "≥").replace("*", "·").replace("|", "\\|") in shown
        elif form != "table":
            assert d.why in shown


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("relu", [("0", "corner")]),
        ("relu6", [("0", "corner"), ("6", "corner")]),
        ("huber", [("-1", "higher_order"), ("1", "higher_order")]),
        ("threshold", [("t", "jump"), ("t", "corner")]),
        ("gelu", []),
        ("sin", []),
        ("sinc", []),
        ("abs", [("0", "corner")]),
        ("ln", [("0", "infinite")]),
        ("sqrt", [("0", "vertical_tangent")]),
        ("tan", [("pi*n + pi/2", "infinite")]),
        ("floor", [("n", "jump")]),
        ("acot", [("0", "jump")]),
    ],
)
def test_where_a_function_is_not_smooth_is_what_the_analysis_finds(name, places):
    (entry,) = api.functions([name])
    assert entry.report is not None
    assert [(p.at, p.kind.value) for p in entry.report.points] == places


@pytest.mark.parametrize(
    ("name", "switches"),
    [("max", ("Eq(u, v)",)), ("/", ("Eq(v, 0)",)), ("Mod", ("Eq(m, 0)", "u/m in Integers")), ("+", ()), ("pi", ()), ("^", ("Eq(u, 0)",))],
)
def test_a_function_of_several_arguments_says_when_they_make_it_switch(name, switches):
    (entry,) = api.functions([name])
    assert (entry.report, entry.switches) == (None, switches)


def test_named_functions_come_in_the_order_of_the_call_and_once():
    assert [entry.head for entry in api.functions(["tan", "ReLU", "relu", "Abs"])] == ["tan", "relu", "Abs"]


def test_one_function_is_shown_with_its_formula():
    run = diffcheck("--functions", "leaky_relu", "--format", "table")
    assert run.returncode == 0
    assert "leaky_relu(x, a = 0.01) = max(0, x) + a·min(0, x)" in run.stdout
    assert "LeakyReLU" in run.stdout and "corner" in run.stdout


def test_a_misspelt_name_is_answered_with_the_nearest():
    run = diffcheck("--functions", "relux")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "error: there is no function 'relux'\ndid you mean relu?\n"
    with pytest.raises(BadInput):
        api.functions(["no such thing at all"])


def test_a_form_that_does_not_exist_is_a_mistake_in_the_call():
    run = diffcheck("--functions", "--format", "latexx")
    assert (run.returncode, run.stdout) == (2, "")
    assert "markdown" in run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width):
    shown = functions.load("table")(api.functions(), Look(width=width), False)
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.slow
@pytest.mark.parametrize("form", ("table", "plain", "json"))
def test_ascii_is_ascii(form):
    assert functions.load(form)(api.functions(), Look(symbols=False), False).isascii()


@pytest.mark.slow
def test_sympy_is_not_imported():
    code = "import sys; from diffcheck.cli import run; run(['--functions']); print([m for m in ('sympy', 'rich') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert run.stdout.splitlines()[-1] == "[]"
