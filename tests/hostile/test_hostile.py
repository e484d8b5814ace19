"""A slice of the hostile inputs for every merge; `python -m tests.hostile.fuzz 20000` runs as many as one likes."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diffcheck import api
from diffcheck.errors import DiffcheckError

from ..shell.running import diffcheck
from .fuzz import Findings, run
from .inputs import EXTREME, NASTY, grown, lines, one_line

pytestmark = [pytest.mark.engine, pytest.mark.slow]


TEXTS = st.one_of(
    st.text(max_size=40),
    st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")),
    st.randoms().map(lambda draw: grown(draw, 3)),
)


def all_is_well(found: Findings) -> None:
    """No fault, no internal error."""
    assert found.faults == []
    assert found.internal == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured on Linux")
def test_towers_huge_numbers_deep_nests_and_long_sums_end_within_the_limits():
    found = run([one_line(text) for text in EXTREME], limit=1.0)
    all_is_well(found)
    assert found.worker_mib < 1024


def test_code_in_the_text_is_never_run():
    found = run([one_line(text) for text in NASTY])
    all_is_well(found)
    assert found.outcomes["ok"] == 0


def test_a_slice_of_the_fuzz():
    all_is_well(run(list(lines(350, seed=1)), limit=0.5))


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(st.text(max_size=40), st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")), st.randoms().map(lambda r: grown(r, 3)))
)
def test_any_text_is_read_or_refused_with_a_place_in_it(text):
    from diffcheck import language

    try:
        language.read_problem(text)
    except DiffcheckError as error:
        assert error.message
        assert error.start is None or 0 <= error.start <= (error.end or 0) <= len(text) + 1
    assert api.take_apart(text) is None or isinstance(api.take_apart(text), tuple)


@pytest.mark.parametrize("text", ["\x1b[31mx", "x\u202ey", "x\x00", "\u2066x\u2069", "x\x9b31m"])
def test_control_characters_never_reach_the_terminal(text):
    for form in ("plain", "table", "json"):
        run = diffcheck("--format", form, "-", stdin=text + "\n")
        shown = run.stdout + run.stderr
        assert not any(character in shown for character in "\x1b\u202e\x00\u2066\u2069\x9b")
