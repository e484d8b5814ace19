"""--jobs from the shell: order, endings from outside, a full disk, progress, and --fail-fast."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import time

import pytest

from diffcheck.shell.progress import progress_line

from ..shell.running import PROGRAM, children, diffcheck, environment, wait_until_gone

pytestmark = pytest.mark.engine
SLOW = "+".join(f"sin({n}*x)*abs(x^5-x-{n})" for n in range(1, 200))


def started(*arguments, **more):
    """The program with pipes at both ends."""
    how = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment()}
    return subprocess.Popen([*PROGRAM, *arguments], **(how | more))


@pytest.mark.slow
def test_records_are_the_same_whatever_the_number_of_jobs():
    lines = "".join(f"l{n}: abs(x-{n})*x^{n % 7}\n# no\n" for n in range(60)) + "max(0,\n"
    found = []
    for jobs in ("1", "3"):
        run = diffcheck("--json", "--jobs", jobs, "-", stdin=lines)
        assert (run.returncode, run.stderr) == (2, "")
        found.append([{k: v for k, v in json.loads(line).items() if k != "seconds"} for line in run.stdout.splitlines()])
    assert found[0] == found[1]
    assert [record["line"] for record in found[0]] == [*range(1, 121, 2), 121]


@pytest.mark.slow
def test_a_line_is_answered_before_the_next_is_written_with_many_jobs():
    run = started("--json", "--jobs", "3", "-")
    for number in (1, 2, 3):
        run.stdin.write(b"|x|\n")
        run.stdin.flush()
        assert select.select([run.stdout], [], [], 20)[0]
        assert json.loads(run.stdout.readline())["line"] == number
    run.stdin.close()
    assert run.wait(20) == 0


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_an_ending_from_outside_leaves_no_worker_behind(number, code):
    run = started("--json", "--jobs", "3", "-")
    run.stdin.write(b"|x|\n" * 8 + (SLOW + "\n").encode() * 3)
    run.stdin.flush()
    records = [run.stdout.readline() for _ in range(8)]
    workers = children(run.pid)
    assert len(workers) == 3
    run.send_signal(number)
    assert run.wait(60) == code
    assert run.stdout.read() == b""  # it does not wait for the slow lines
    assert [json.loads(record)["line"] for record in records] == list(range(1, 9))
    assert run.stderr.read() == b""
    wait_until_gone(workers)


@pytest.mark.slow
def test_ctrl_c_ends_though_nobody_reads():
    run = started("--json", "--jobs", "2", "-", stdin=subprocess.DEVNULL)
    run.wait(20)
    run = started("--json", "--jobs", "2", "-")
    os.set_blocking(run.stdin.fileno(), False)
    os.write(run.stdin.fileno(), b"|x|\n" * 5000)
    time.sleep(2)
    run.send_signal(signal.SIGINT)
    assert run.wait(60) == 130


@pytest.mark.slow
def test_a_closed_pipe_is_quiet_and_141_with_many_jobs():
    run = started("--json", "--jobs", "2", "-")
    run.stdin.write(b"|x|\n" * 300)
    run.stdin.close()
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b""
    assert run.wait(20) == 141


def test_a_full_disk_is_one_line_with_many_jobs():
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    with open("/dev/full", "w") as full:
        run = started("--json", "--jobs", "2", "-", stdout=full)
        _, complaint = run.communicate(b"|x|\n" * 50, timeout=20)
    assert run.returncode == 74
    assert len(complaint.splitlines()) == 1


@pytest.mark.slow
def test_fail_fast_stops_many_jobs_at_the_first_line_in_order():
    run = diffcheck("--json", "--jobs", "3", "--fail-fast", "-", stdin="x\nx^2\nmax(0,\n" + "|x|\n" * 50)
    assert run.returncode == 2
    assert [json.loads(line)["line"] for line in run.stdout.splitlines()] == [1, 2, 3]


@pytest.mark.slow
def test_progress_has_rate_and_time_left_on_a_terminal_only(tmp_path):
    file = tmp_path / "formulas.txt"
    file.write_text("abs(x-1)\n" * 600)
    keeper, terminal = pty.openpty()
    run = subprocess.Popen(
        [*PROGRAM, "-f", str(file)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=terminal, env=environment()
    )
    os.close(terminal)
    shown = b""
    while select.select([keeper], [], [], 30)[0]:
        try:
            shown += os.read(keeper, 65536)
        except OSError:
            break
    os.close(keeper)
    assert run.wait(20) == 0
    if shown:  # a fast machine is done before it would show anything
        assert b" done, " in shown
        assert b" left" in shown
        assert shown.endswith(b"\r\x1b[K")
    assert diffcheck("-f", str(file)).stderr == ""


def test_the_words_of_progress():
    assert progress_line(1200, 12.0, 0, None) == "1200 done, 100.0/s"
    assert progress_line(50, 10.0, 100, 400) == "50 done, 5.0/s, 25%, 0:00:30 left"
    assert progress_line(50, 10.0, 1, 2000) == "50 done, 5.0/s, 0%, 5:33:10 left"


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "99999"])
def test_a_wrong_number_of_jobs_is_one_message(jobs):
    run = diffcheck("--jobs", jobs, "x")
    assert (run.returncode, run.stdout) == (2, "")
    assert "--jobs" in run.stderr
    assert diffcheck("--jobs", "2", "--dask", "tcp://127.0.0.1:9", "x").returncode == 2
