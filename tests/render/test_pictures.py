"""How pictures look on a terminal (golden files), and what holds for every picture and every file.

`make golden` writes the golden files anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import isclose
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffcheck import api
from diffcheck.model.picture import Dot, Picture, Window
from diffcheck.model.report import Report
from diffcheck.render.pictures import below, inline
from diffcheck.render.pictures.canvas import Canvas
from diffcheck.render.pictures.legend import entries
from diffcheck.render.pictures.terminal_plot import picture_of
from diffcheck.render.pictures.ticks import ticks
from diffcheck.render.words.failures import columns
from diffcheck.render.words.look import Look

pytestmark = pytest.mark.engine
HERE = Path(__file__).parent
needs_matplotlib = pytest.mark.skipif(find_spec("matplotlib") is None, reason="the extra [plot] is not installed")
GOLDEN = {
    "relu": "max(0, x)",
    "jump": "{x^2, x < 1; 3 - x, x > 1; 2, x = 1}",
    "pole": "1/x",
    "floor": "floor(x)",
    "cusp": "sqrt(|x|)",
    "crowd": "floor(1/x)",
}
LOOKS = {"braille": Look(), "ascii": Look(symbols=False)}
MORE = ("sin(1/x)", "tan(x)", "log(x)", "sqrt(-x^2)", "x", "10^40*|x|", "|x|/10^40", "exp(exp(x))", "|x - 10^6|")


@cache
def report(formula: str) -> Report:
    """A report with its picture."""
    return api.check(formula, plot=True)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", GOLDEN)
def test_a_picture_looks_as_it_did(name, look):
    text = picture_of(report(GOLDEN[name]), LOOKS[look]) + "\n"
    golden = HERE / "golden" / f"picture.{name}.{look}.txt"
    if os.environ.get("DIFFCHECK_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("formula", [*GOLDEN.values(), *MORE])
def test_a_picture_fits_is_ascii_on_request_and_plain_without_colour(formula):
    for width in (20, 39, 40, 59, 80, 200):
        for symbols in (True, False):
            shown = picture_of(report(formula), Look(width=width, symbols=symbols))
            assert max(map(columns, shown.splitlines())) <= max(width, 28)
            assert symbols or shown.isascii()
            assert "\033" not in shown
            coloured = picture_of(report(formula), Look(width=width, symbols=symbols, colour=True))
            assert "\033[36m" in coloured or formula == "sqrt(-x^2)"
            assert [line.rstrip() for line in re.sub("\033\\[[0-9;]*m", "", coloured).splitlines()] == shown.splitlines()


def test_nothing_is_shown_below_an_answer_unless_it_is_wanted_and_there():
    assert below(report("x"), Look()) == ()
    assert below(api.check("x"), Look(plot=True)) == ()
    assert below(report("x"), Look(plot=True)) == ("", picture_of(report("x"), Look()))


@pytest.mark.parametrize("symbols", [True, False])
def test_a_jump_is_never_joined(symbols):
    lines = picture_of(report("H(x)"), Look(symbols=symbols)).splitlines()
    closed, opened = "●○" if symbols else "@o"
    rows = [k for k, line in enumerate(lines) if opened in line and "limit" not in line]
    column = lines[rows[0]].index(opened)
    assert len(rows) == 2
    between = [lines[k].ljust(80)[column] for k in range(rows[0] + 1, rows[1])]
    assert set(between) == {" ", closed}
    assert between.count(closed) == 1


@pytest.mark.parametrize(
    ("formula", "is_said"),
    [
        ("{x, x<1; x+1/1000, x>=1}", True),
        ("{x, x<1; x-10^(-9), x>=1}", True),
        ("{x, x!=1; 1001/1000, x=1}", True),
        ("{x, x<1; x+1, x>=1}", False),
        ("H(x)", False),
        ("H(x)/1000", False),
        ("floor(x)", False),
        ("|x|", False),
        ("1/x", False),
    ],
)
def test_a_jump_that_is_too_small_to_be_seen_is_said_to_be_so(formula, is_said):
    shown = report(formula)
    assert shown.picture is not None
    assert ("too small to be seen here: x = 1" in picture_of(shown, Look())) is is_said
    assert any("too small to be seen" in words for _, words in entries(shown.picture, "x", symbols=True)) is is_said


def test_a_closed_dot_lies_above_an_open_one_and_both_above_the_curve():
    picture = Picture(Window(0, 10, 0, 10), (((0.0, 5.0), (10.0, 5.0)),), (Dot(5, 5, False), Dot(5, 5, True), Dot(2, 5, False)))
    plot = picture_of(replace(report("x"), picture=picture), Look()).split("└")[0]
    assert (plot.count("●"), plot.count("○")) == (1, 1)


def test_lines_touch_the_cells_that_they_cross_and_no_others():
    canvas = Canvas(10, 5, Window(0, 10, 0, 5))
    canvas.lines([((0.5, 0.5), (9.5, 0.5)), ((-3.0, 4.5), (20.0, 4.5)), ((2.5, 99.0), (2.5, -1e300))], "curve", "*")
    shown = ["".join(text for text, _ in canvas.text(row)) for row in range(5)]
    assert shown == ["*" * 10, "  *       ", "  *       ", "  *       ", "*" * 10]


@given(st.lists(st.floats(0, 20), min_size=2, max_size=30))
def test_a_line_has_no_holes_and_where_it_is_not_steep_it_is_thin(heights):
    canvas = Canvas(40, 20, Window(0, 40, 0, 20))
    step = 40 / (len(heights) - 1)
    canvas.lines([tuple((k * step, y) for k, y in enumerate(heights))], "curve", "*")
    shown = ["".join(text for text, _ in canvas.text(row)) for row in range(20)]
    taken = [[row for row in range(20) if shown[row][column] == "*"] for column in range(40)]
    for one, two in pairwise(taken):
        assert one and two
        assert min(abs(a - b) for a in one for b in two) <= 1
    for rows in taken:
        assert rows == list(range(rows[0], rows[-1] + 1))
    if all(abs(a - b) <= step for a, b in pairwise(heights)):
        assert all(len(rows) <= 2 for rows in taken)


def test_what_is_outside_leaves_no_trace():
    canvas = Canvas(10, 5, Window(0, 10, 0, 5))
    canvas.lines([((-5.0, 9.0), (15.0, 9.0)), ((-2.0, 0.0), (-1.0, 5.0)), ((11.0, 1.0), (30.0, 1e300))], "curve")
    canvas.sign(-0.1, 2, "x", "")
    canvas.sign(5, 5.1, "x", "")
    assert {text for row in range(5) for text, _ in canvas.text(row)} == {" " * 10}


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e12), st.integers(1, 12))
def test_ticks_are_round_distinct_few_and_inside(low, height, most):
    high = low + height
    if not high - low > 1e-9 * abs(low):
        return
    found = ticks(low, high, most)
    assert len(found) <= most
    assert len({text for _, text in found}) == len(found)
    step = found[1][0] - found[0][0] if len(found) > 1 else 1.0
    for value, text in found:
        assert low - 1e-6 * height <= value <= high + 1e-6 * height
        assert isclose(float(text), value, rel_tol=1e-6, abs_tol=1e-3 * step)


@pytest.mark.slow
@needs_matplotlib
@pytest.mark.parametrize("formula", ["floor(x)", "tan(x)", "x*|x|", "sqrt(-x^2)", "10^40*|x|", "{x, x < 1; 2, True}"])
def test_files_are_well_formed_self_contained_and_the_same_every_time(formula):
    from diffcheck.render.pictures.figure import figure

    svg = figure(report(formula), "svg")
    assert svg == figure(report(formula), "svg")
    root = ElementTree.fromstring(svg)
    texts = "".join(root.itertext())
    assert "f(x)" in texts
    assert not re.search(rb'(href|src)="(?!#)', svg)
    assert figure(report(formula), "png").startswith(b"\x89PNG")
    pdf = figure(report(formula), "pdf")
    assert pdf.startswith(b"%PDF") and pdf == figure(report(formula), "pdf")


@pytest.mark.slow
@needs_matplotlib
def test_an_svg_for_a_page_takes_its_size_colours_and_fonts_from_the_page():
    from diffcheck.render.pictures.figure import COLOURS, inline_svg

    one, two = (inline_svg(shown, shown.pictures[0]) for shown in (report("floor(x)"), report("tan(x)")))
    root = ElementTree.fromstring(one)
    assert {"width", "height"}.isdisjoint(root.attrib)
    assert re.fullmatch(r"0 0 [\d.]+ [\d.]+", root.attrib["viewBox"])
    body = one[one.index("</style>") :]
    assert not any(colour in body for pair in COLOURS.values() for colour in pair)
    assert not re.search(r"#[0-9a-f]{6}", body.replace("#000000", ""))
    assert not re.search(r'url\((?!#)|(href|src)="(?!#)|@import|font:', one)
    assert "prefers-color-scheme: dark" in one
    names = [set(re.findall(r' id="([^"]*)"', text)) for text in (one, two)]
    assert names[0].isdisjoint(names[1])
    used = set(re.findall(r'(?:href="|url\()#([^")]*)', one))
    assert used <= names[0]


@pytest.mark.slow
@needs_matplotlib
def test_a_page_shows_the_picture_only_if_it_is_wanted():
    assert inline(report("x"), Look()) == inline(api.check("x"), Look(plot=True)) == ()
    ((drawn, caption),) = inline(report("x"), Look(plot=True))
    assert drawn.startswith('<svg class="diffcheck-picture"') and caption == ""


@needs_matplotlib
def test_user_text_is_escaped_and_never_read_as_mathematics():
    from diffcheck.render.pictures.figure import figure, inline_svg

    odd = replace(report("x"), reading="$x^{$ <b>&\"'</b> \\frac")
    ElementTree.fromstring(figure(odd, "svg"))
    ElementTree.fromstring(inline_svg(odd, odd.pictures[0]))


@pytest.mark.slow
def test_drawing_on_a_terminal_imports_no_plotting_library():
    code = (
        "import sys; from diffcheck import api; from diffcheck.render.pictures.terminal_plot import picture_of;"
        "from diffcheck.render.words.look import Look; picture_of(api.check('|x|', plot=True), Look());"
        "print([m for m in ('matplotlib', 'numpy', 'sympy') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
