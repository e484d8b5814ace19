"""What a terminal shows beside answers: the help in narrow ones, errors in colour."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap

import pytest

from diffcheck.model.report import Failure, Record
from diffcheck.render import table
from diffcheck.render.words.look import Look
from diffcheck.shell import texts

from .running import diffcheck, environment


@pytest.mark.parametrize("width", [32, 40, 50, 60, 79])
def test_the_help_is_broken_between_words_and_says_all_it_says_elsewhere(width):
    shown = texts.help_text(width)
    assert all(len(line) <= width for line in shown.split("\n"))
    words = re.sub(r"\|\s+", "|", shown).split()
    assert words == re.sub(r"\|\s+", "|", texts.help_text()).split()


def test_the_help_is_as_wide_as_the_terminal_and_no_wider_than_its_lines():
    assert diffcheck("--help", COLUMNS="40").stdout == texts.help_text(40)
    assert diffcheck("--help", COLUMNS="80").stdout == diffcheck("--help", COLUMNS="200").stdout == texts.help_text()
    assert max(map(len, texts.help_text().split("\n"))) <= 80


def test_a_call_without_arguments_is_answered_as_wide_as_the_terminal_is():
    shown = texts.nothing_asked(40)
    assert all(len(line) <= 40 for line in shown.split("\n"))
    assert shown.split() == texts.nothing_asked().split()


@pytest.mark.parametrize("width", [40, 200])
def test_on_a_terminal_a_note_is_broken_between_words_and_in_a_pipe_nowhere(width):
    note = "note: ^ is read with principal roots: a power with an exponent that is no integer needs a base of at least 0"
    question = ("--roots", "principal", "x^(1/3)")
    assert diffcheck(*question, COLUMNS=str(width)).stderr == note + "\n"
    here, there = os.openpty()
    with open(here, "rb", 0) as screen:
        run = subprocess.run(
            [sys.executable, "-m", "diffcheck", *question],
            stdout=subprocess.DEVNULL,
            stderr=there,
            env=environment(COLUMNS=str(width)),
            check=True,
        )
        os.close(there)
        shown = screen.read(1 << 12).decode().replace("\r\n", "\n").partition("\r\033[K")[0]  # on a slow machine progress follows
    assert run.returncode == 0
    assert shown == "\n".join(textwrap.wrap(note, width)) + "\n"


@pytest.mark.parametrize(
    ("failure", "word"),
    [
        (Failure("error", "name", "Unknown name maks.", 0, 4, "Did you mean max?"), "\033[1;31merror:\033[0m"),
        (Failure("timeout", "timeout", "the time limit"), "\033[1;33mtimeout:\033[0m"),
    ],
)
def test_colour_adds_nothing_but_colour_to_a_failure(failure, word):
    record = Record(None, "maks(x", None, failure, 0.0)
    coloured = table.render(record, Look(colour=True))
    assert coloured.startswith(word)
    assert re.sub("\033\\[[0-9;]*m", "", coloured) == table.render(record, Look())
    assert failure.start is None or "\033[1;31m  ^^^^\033[0m" in coloured


@pytest.mark.slow
def test_errors_are_coloured_as_standard_error_is():
    for arguments in (("maks(x",), ("--nope",)):
        assert "\033" not in diffcheck(*arguments).stderr
        assert "\033[1;31merror:\033[0m" in diffcheck(*arguments, FORCE_COLOR="1").stderr
        assert "\033" not in diffcheck(*arguments, FORCE_COLOR="1", NO_COLOR="1").stderr
    assert "\033[1;31m" in diffcheck("--color", "always", "maks(x").stderr
