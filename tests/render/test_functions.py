"""The looks of the register, from entries made by hand."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from diffcheck.model.catalogue import Entry
from diffcheck.model.kind import Kind
from diffcheck.render import functions
from diffcheck.render.words.look import Look

from ..terms import exact, index
from .reports import CORNER, RELU, STAIRS

GOLDEN = Path(__file__).parent / "golden"
FAMILIES = tuple(replace(CORNER, at=exact(at), kind=Kind.JUMP, index=index("n", "Integers")) for at in ("n", "pi*n"))
PLACES = (CORNER, replace(CORNER, at=exact("2")), replace(CORNER, at=exact("a"), condition=exact("Ne(a, 0)")))
ENTRIES = (
    Entry(
        "round_about",
        "round_about(u)",
        ("round_about", "about"),
        "planted",
        "it jumps where u >= 0 crosses an integer",
        asked="about(x)",
        report=replace(STAIRS.answer, points=FAMILIES),
        examples=(("about(3/2)", "1"),),
    ),
    Entry(
        "flat",
        "flat(u)",
        ("flat",),
        "planted",
        "a planted function is analytic on R",
        asked="flat(x)",
        report=replace(RELU.answer, points=()),
    ),
    Entry(
        "kink",
        "kink(x, a = 1/2)",
        ("kink", "Kink", "κ"),
        "named",
        "kink turns a corner at 0, where a*|x| switches",
        formula="{a*|x|, x <= 0; x, otherwise}",
        asked="kink(x)",
        report=replace(RELU.answer, points=PLACES),
    ),
    Entry("@", "u @ v", ("@", "at"), "named", "a planted sign", switches=(exact("Eq(u, v)"), exact("u/v in Integers"))),
)
LOOKS = {"wide": Look(width=110), "narrow": Look(width=40), "ascii": Look(width=80, symbols=False), "colour": Look(width=80, colour=True)}
SAME_IN_EVERY_LOOK = ("json",)


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("form", functions.names())
def test_the_register_looks_as_it_did(form, look, alone):
    if form != "table" and (alone or look in ("narrow", "colour")):
        pytest.skip("looks like the others")
    text = functions.load(form)(ENTRIES, LOOKS[look], alone) + "\n"
    golden = GOLDEN / f"functions.{'card' if alone else 'list'}.{look}.{form}.txt"
    if os.environ.get("DIFFCHECK_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
