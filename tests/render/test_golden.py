"""How answers look: each format, wide, narrow and in ASCII, against golden files. Looks only: no truth is kept here.

`make golden` writes them anew.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from diffcheck import render
from diffcheck.model.report import Verdict
from diffcheck.render.words.failures import columns
from diffcheck.render.words.look import Look

from .reports import ALL

HERE = Path(__file__).parent
FORMATS = render.names()
LOOKS = {
    "wide": Look(width=110),
    "narrow": Look(width=40),
    "ascii": Look(width=80, symbols=False),
    "colour": Look(width=80, colour=True, requirement=("C1", Verdict("no", "smoothness C0"))),
}
SAME = {"json": ("narrow", "ascii", "colour"), "html": ("narrow",), "markdown": ("narrow",), "latex": ("narrow", "ascii")}
"""Looks in which a format looks as it does when there is room."""
CASES = [(form, record, look) for form in FORMATS for record in ALL for look in LOOKS if look not in SAME.get(form, ())]


@pytest.mark.parametrize(("form", "record", "look"), CASES)
def test_an_answer_looks_as_it_did(form, record, look):
    text = render.load(form).render(ALL[record], replace(LOOKS[look], first=False)) + "\n"  # the style of a page is not kept here
    golden = HERE / "golden" / f"{record}.{look}.{form}.txt"
    if os.environ.get("DIFFCHECK_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_golden_files_are_those_of_the_formats_there_are():
    assert FORMATS[:3] == ("table", "plain", "json")
    kept = {name for form in FORMATS for name in (path.name for path in (HERE / "golden").glob(f"*.*.{form}.txt"))}
    assert {name for name in kept if name.split(".")[0] in ALL} == {f"{record}.{look}.{form}.txt" for form, record, look in CASES}


@pytest.mark.parametrize("record", ["relu", "stairs", "parameters", "solved"])
@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_a_table_is_never_wider_than_the_terminal(record, width):
    text = render.load("table").render(ALL[record], Look(width=width))
    for line in text.splitlines():
        assert columns(line) <= width


@pytest.mark.parametrize("record", ALL)
@pytest.mark.parametrize("form", FORMATS)
def test_ascii_is_ascii(form, record):
    assert render.load(form).render(ALL[record], Look(symbols=False)).isascii()


@pytest.mark.parametrize("record", ALL)
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "table"])
def test_colour_stays_out_of_everything_but_the_table(form, record):
    assert "\033" not in render.load(form).render(ALL[record], Look(colour=True))
