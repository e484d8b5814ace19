"""Pipes, terminals, colours, widths, encodings, and the ways in which a call can be cut short."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess

import pytest

from .running import PROGRAM, children, diffcheck, environment, wait_until_gone

pytestmark = pytest.mark.engine
ESCAPE = "\033["


def on_a_terminal(*arguments, columns=80, **more):
    """What the program writes to a terminal, and its exit code."""
    import fcntl
    import struct
    import termios

    keeper, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    run = subprocess.Popen([*PROGRAM, *arguments], stdin=terminal, stdout=terminal, stderr=terminal, env=environment(**more))
    os.close(terminal)
    written = b""
    while True:
        ready, _, _ = select.select([keeper], [], [], 20)
        try:
            chunk = os.read(keeper, 65536) if ready else b""
        except OSError:
            break
        if not chunk:
            break
        written += chunk
    os.close(keeper)
    return written.decode().replace("\r\n", "\n"), run.wait(10)


@pytest.mark.slow
def test_a_terminal_gets_a_coloured_table_and_a_pipe_plain_text():
    shown, code = on_a_terminal("max(0,x)")
    assert code == 0
    assert ESCAPE in shown
    assert "✓ yes" in shown
    piped = diffcheck("max(0,x)").stdout
    assert ESCAPE not in piped
    assert "continuous: yes" in piped


def test_no_argument_on_a_terminal_shows_three_examples():
    shown, code = on_a_terminal()
    assert code == 2
    assert shown.count("  diffcheck ") == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "more", "coloured"),
    [
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_colour_on_a_terminal(arguments, more, coloured):
    shown, _ = on_a_terminal("|x|", *arguments, **more)
    assert (ESCAPE in shown) == coloured


@pytest.mark.parametrize(
    ("arguments", "more", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {}, True),
    ],
)
def test_colour_of_a_table_in_a_pipe(arguments, more, coloured):
    assert (ESCAPE in diffcheck("|x|", "--format", "table", *arguments, **more).stdout) == coloured


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_keeps_to_the_width(columns):
    by_variable = diffcheck("abs(x-1/3)+sqrt(2)*x", "--format", "table", COLUMNS=str(columns)).stdout
    assert max(map(len, by_variable.splitlines())) <= columns
    by_terminal, _ = on_a_terminal("abs(x-1/3)+sqrt(2)*x", "--color", "never", columns=columns)
    assert by_terminal.rstrip("\n") == by_variable.rstrip("\n")


@pytest.mark.slow
def test_columns_wins_over_the_terminal():
    shown, _ = on_a_terminal("|x|", "--color", "never", columns=200, COLUMNS="40")
    assert max(map(len, shown.splitlines())) <= 40


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "plain", "json", "markdown", "html"])
def test_an_encoding_without_symbols_gets_ascii(form):
    run = diffcheck("sqrt(x)*|x|", "--format", form, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.returncode == 0
    assert run.stdout.isascii()
    assert "\\u" not in run.stdout


@pytest.mark.engine
def test_a_batch_is_one_page_in_html_and_bad_lines_are_told_on_the_terminal():
    run = diffcheck("--format", "html", "-", stdin="max(0,\na: |x|\nb: |a*x|\n")
    assert run.returncode == 2
    assert run.stdout.startswith("<!doctype html>\n")
    assert run.stdout.count("<!doctype") == run.stdout.count("<style>") == 1
    assert run.stdout.count("<article") == 2
    assert run.stderr == "line 1: error: The formula ends too early.\n  max(0,\n       ^\n"


@pytest.mark.engine
@pytest.mark.parametrize("form", ["markdown", "latex", "html"])
def test_the_notes_of_a_document_are_in_it_and_so_is_the_derivation(form):
    run = diffcheck("a|x|", "--assume", "a > 0", "--require", "C0", "--explain", "--format", form)
    assert run.returncode == 0
    assert run.stderr == ""
    for words in ("assumed: a", "required: C0", "just left of"):
        assert words in run.stdout


@pytest.mark.slow
def test_an_error_in_an_encoding_without_symbols_keeps_its_caret():
    run = diffcheck("√(x", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.returncode == 2
    assert run.stderr.isascii()


@pytest.mark.slow
def test_markup_in_a_formula_is_never_interpreted():
    for text in ("x[a]", "x[/x]", "x[red]", "[bold]x"):
        run = diffcheck(text, "--format", "table")
        assert run.returncode in (0, 2, 3)


@pytest.mark.slow
def test_a_closed_pipe_is_quiet_and_141():
    lines = "|x|\n" * 200
    run = subprocess.Popen(
        [*PROGRAM, "--json", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert run.stdin and run.stdout and run.stderr
    run.stdin.write(lines.encode())
    run.stdin.close()
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait(20) == 141


@pytest.mark.slow
def test_a_line_is_answered_before_the_next_is_written():
    run = subprocess.Popen([*PROGRAM, "--json", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
    assert run.stdin and run.stdout
    for number in (1, 2, 3):
        run.stdin.write(b"|x|\n")
        run.stdin.flush()
        ready, _, _ = select.select([run.stdout], [], [], 20)
        assert ready
        assert json.loads(run.stdout.readline())["line"] == number
    run.stdin.close()
    assert run.wait(20) == 0


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_an_ending_from_outside_leaves_no_worker_behind(number, code):
    run = subprocess.Popen(
        [*PROGRAM, "--json", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert run.stdin and run.stdout and run.stderr
    run.stdin.write(b"|x|\n")
    run.stdin.flush()
    run.stdout.readline()
    workers = children(run.pid)
    assert workers
    run.send_signal(number)
    assert run.wait(60) == code
    assert run.stdout.read() == b""
    assert run.stderr.read() == b""
    wait_until_gone(workers)
