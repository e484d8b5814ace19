"""What notebooks and terminals show of an answer."""

from __future__ import annotations

import copy
import json
import pickle
import re
import subprocess
import sys
from xml.dom import minidom

import pytest

import diffcheck
from diffcheck.model.display import MIME

from .running import diffcheck as diffcheck_command
from .running import environment

pytestmark = pytest.mark.engine
METHODS = {"text/html": "_repr_html_", "text/latex": "_repr_latex_", "text/markdown": "_repr_markdown_", "text/plain": "__str__"}


@pytest.fixture(scope="module")
def report() -> diffcheck.Report:
    return diffcheck.check("max(0, x)")


def test_a_bundle_holds_what_the_methods_return(report):
    bundle = report._repr_mimebundle_()
    assert bundle == {mime: getattr(report, method)() for mime, method in METHODS.items()}
    assert set(bundle) == set(MIME)


def test_a_bundle_holds_what_is_asked_for(report):
    assert set(report._repr_mimebundle_(include={"text/html", "image/png"})) == {"text/html"}
    assert set(report._repr_mimebundle_(exclude={"text/html"})) == set(MIME) - {"text/html"}


def test_html_is_a_part_of_a_page_whose_style_touches_nothing_else(report):
    shown = report._repr_html_()
    assert "<html" not in shown
    assert "<title" not in shown
    style = minidom.parseString(shown).getElementsByTagName("style")[0].firstChild.data
    style = style.replace(":is(.diffcheck, #diffcheck)", ".diffcheck")  # the class, with the weight of an id
    rules = [line for line in style.split("}") if "{" in line]
    selectors = [selector for rule in rules for selector in rule.rsplit("{", 1)[0].split("{")[-1].split(",")]
    assert selectors
    assert all(selector.strip().startswith(".diffcheck") for selector in selectors)


JUPYTER = """
table { border-collapse: collapse; border: none; table-layout: fixed; margin-left: auto; margin-bottom: 1em; margin-right: auto; }
td, th, tr { vertical-align: middle; padding: 0.5em; border: none; text-align: right; }
th { font-weight: bold; }
tr { background: white; }
ul { padding-left: 2em; margin-bottom: 1em; }
dl, dt, dd { float: left; margin: 1em; }
"""
"""What the style sheets of JupyterLab 4.6 (and, of definition lists, of earlier ones) lay out in an output cell."""
HARMLESS = {"tr": {"vertical-align", "padding", "border", "text-align"}}
"""What does not show: the cells of a row have rules of their own."""


def declared(style: str) -> dict[str, set[str]]:
    """The properties that a style sheet sets for each element by its name."""
    found: dict[str, set[str]] = {}
    for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        properties = {line.partition(":")[0].strip() for line in rule[1].split(";") if line.strip()}
        for selector in rule[0].split(","):
            found.setdefault(selector.split()[-1], set()).update(properties)
    return found


@pytest.mark.parametrize("element", declared(JUPYTER))
def test_nothing_that_a_notebook_says_of_an_element_is_left_to_it(element):
    shown = "".join(
        diffcheck.check(formula, **options)._repr_html_()
        for formula, options in (("a*|x|", {"solve": ["a"], "explain": True}), ("|x^5 - x - 1|", {"autodiff": True}), ("x*floor(x)", {}))
    )
    if not re.search(rf"<{element}[ >]", shown):
        assert element in ("dl", "dt", "dd")  # answers are no definition list, for pages float their terms
        return
    style = re.search(r"<style>(.*?)</style>", shown, re.DOTALL)[1]
    own = declared(style.partition("@media")[0].replace(":is(.diffcheck, #diffcheck)", ".diffcheck"))[element]
    for wanted in declared(JUPYTER)[element] - HARMLESS.get(element, set()):
        assert own & {wanted, wanted.partition("-")[0]}, (element, wanted)


def test_latex_and_markdown_are_those_of_the_formats(report):
    assert r"f(x) = \max(0, x)" in report._repr_latex_()
    assert "### f(x) = max(0, x)" in report._repr_markdown_()


def test_a_printed_report_is_the_table_with_its_notes(report):
    assert str(report).startswith("f(x) = max(0, x)   ")
    assert "differentiable    ✗ no, not at x = 0" in str(report)
    assert str(diffcheck.check("a*|x|", assume=["a > 0"])).endswith("note: assumed: a > 0")


def test_the_derivation_is_shown_if_it_was_asked_for(report):
    told = diffcheck.check("max(0, x)", explain=True)
    for text in told._repr_mimebundle_().values():
        assert "just left of" in text
    assert "just left of" not in report._repr_html_()


@pytest.mark.slow
def test_a_picture_is_shown_if_it_was_asked_for(report):
    pytest.importorskip("matplotlib")
    assert "<svg" in diffcheck.check("max(0, x)", plot=True)._repr_html_()
    assert "<svg" not in report._repr_html_()


def test_records_show_themselves_too():
    good, bad = diffcheck.check_many(["kink: |x|", "max(0,"], time_limit=20)
    assert "kink" in good._repr_html_()
    assert "ends too early" in bad._repr_html_()
    assert "ends too early" in str(bad)


def test_display_leaves_the_data_alone(report):
    assert repr(report) == "<Report of 'max(0, x)': continuous: yes, differentiable: no, 1 point listed>"
    assert pickle.loads(pickle.dumps(report)) == report == copy.copy(report)
    assert not hasattr(report, "__dict__")


def test_a_report_that_was_sent_elsewhere_shows_itself_there(report):
    code = "import pickle, sys; print(pickle.load(sys.stdin.buffer)._repr_markdown_())"
    run = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(report), capture_output=True, env=environment(), check=True, timeout=30
    )
    assert run.stdout.decode().rstrip("\n") == report._repr_markdown_()


@pytest.mark.slow
def test_showing_imports_no_sympy():
    shown = "import sys, diffcheck; r = diffcheck.check('|x|'); r._repr_html_(); r._repr_latex_()"
    code = f"{shown}; print('sympy' in sys.modules, 'rich' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True, timeout=30)
    assert run.stdout == "False False\n"


def test_ipython_shows_a_report(report):
    formatters = pytest.importorskip("IPython.core.formatters")
    shown, _ = formatters.DisplayFormatter().format(report)
    assert shown == report._repr_mimebundle_()


@pytest.mark.parametrize("ending", ["html", "json", "md", "tex", "txt", "svg"])
def test_an_answer_is_saved_as_the_ending_says(tmp_path, ending):
    drawn = diffcheck.check("max(0, x)", plot=True)
    file = tmp_path / f"relu.{ending}"
    drawn.save(file)
    told = file.read_text(encoding="utf-8")
    sign = {"html": "<!doctype html>", "json": '"kind":"corner"', "md": "### f(x)", "tex": r"\max", "txt": "not at x = 0", "svg": "<svg"}
    assert sign[ending] in told.replace("<!DOCTYPE", "<!doctype")


def test_what_cannot_be_saved_is_refused_and_writes_nothing(tmp_path, report):
    for name, said in [("relu.svg", "no picture"), ("relu.doc", "does not end in")]:
        with pytest.raises(diffcheck.BadInput, match=said):
            report.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_is_json_as_the_command_line_writes_it(report):
    told = json.loads(report.to_json())
    printed = json.loads(diffcheck_command("--json", "max(0, x)").stdout)
    assert {**told, "seconds": 0} == {**printed, "seconds": 0}
