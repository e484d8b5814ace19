"""The interactive mode: lines in a pipe, and lines in a real terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import time

import pytest

from diffcheck.shell.interactive import HELP, matches

from .running import PROGRAM, diffcheck, environment

pytestmark = pytest.mark.engine


def answers(*arguments: str, lines: str) -> list[str]:
    """What is printed for lines of input, each answer by its first line and its verdicts."""
    run = diffcheck("-i", *arguments, stdin=lines)
    assert run.returncode == 0
    return run.stdout.splitlines()


def test_a_line_is_answered_and_the_last_formula_asked_again():
    shown = answers(lines="|x|\n\n:at 1\n:require C1\n:quit\nx^2\n")
    assert [line for line in shown if line.startswith("f(x)")] == ["f(x) = |x|"] * 3
    assert sum(line.startswith("point: x = 1;") for line in shown) == 1
    assert "required: C1: no, not at x = 0" in shown
    assert "x^2" not in " ".join(shown)


def test_options_hold_for_all_lines_and_formulas_before_them():
    shown = answers("--set", "a=0", "a|x|", lines="a*floor(x)\n:at 1/2\n")
    assert [line for line in shown if line.startswith("continuous")] == ["continuous: yes"] * 3


def test_a_mistake_ends_nothing():
    run = diffcheck("--interactive", stdin="sni(x)\n:at 1\nx\n:bogus\n:at\n:plot 3\n:version\n|x|")
    assert run.returncode == 0
    assert "Did you mean sin?" in run.stderr
    assert run.stdout.splitlines()[-1].startswith("piece: (0, oo)")
    for said in (":at needs a value, for example :at ", "There is no :bogus.", "There is no :version.", ":plot takes no value."):
        assert said in run.stdout
    assert HELP in run.stdout
    assert "There is no formula yet." in diffcheck("-i", stdin=":plot").stdout


def test_names_and_commands_are_completed():
    assert matches("sinh") == ["sinh"]
    assert {"sin", "sinh", "sinc"} <= set(matches("si"))
    assert matches("") == []
    assert ":plot" in matches(":p")
    assert ":version" not in matches(":v")


@pytest.mark.slow
def test_in_a_terminal_lines_are_asked_for_and_kept(tmp_path):
    """Ctrl-C forgets the line that is being typed and not the conversation; Ctrl-D ends it."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [*PROGRAM, "-i"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(XDG_STATE_HOME=str(tmp_path)), start_new_session=True
    )
    os.close(theirs)
    shown = ""

    def until(said: str, *, after: int | None = None) -> None:
        """Reads until this is shown, after a signal, which is sent again where it came while no line was waited for."""
        nonlocal shown
        end = time.monotonic() + 60
        while said not in shown and time.monotonic() < end:
            if after is not None:
                program.send_signal(after)
            while said not in shown and select.select([ours], [], [], 1)[0]:
                shown += os.read(ours, 4096).decode("utf-8", "replace")
        assert said in shown, shown
        shown = shown.split(said, 1)[1]

    until("diffcheck> ")
    os.write(ours, b"|x|\n")
    until("not at x = 0")
    until("diffcheck> ")
    os.write(ours, b"forgotten")
    until("forgotten")
    until("diffcheck> ", after=signal.SIGINT)
    os.write(ours, b":at 1\n")
    until("smooth")
    until("diffcheck> ")
    os.write(ours, b"\x04")
    assert program.wait(60) == 0
    os.close(ours)
    assert (tmp_path / "diffcheck" / "history").read_text().splitlines()[-2:] == ["|x|", ":at 1"]
