"""Run the program as a user does: a process of its own, with an environment that is known."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PROGRAM = (sys.executable, "-m", "diffcheck")
STRANGE = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "TERM")


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the output, and with what the test asks for."""
    return {name: value for name, value in os.environ.items() if name not in STRANGE} | {"PYTHONUTF8": "1", "TERM": "xterm"} | more


def diffcheck(*arguments: str, stdin: str | bytes | None = None, timeout: float = 30, **more: str) -> subprocess.CompletedProcess[str]:
    """The finished process with its output as text."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    how = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
    run = subprocess.run([*PROGRAM, *arguments], capture_output=True, timeout=timeout, env=environment(**more), check=False, **how)
    out, err = (text.decode("utf-8", "replace") for text in (run.stdout, run.stderr))
    assert "Traceback" not in err or "--debug" in arguments
    return subprocess.CompletedProcess(run.args, run.returncode, out, err)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(word) for word in found.split()]


def alive(pid: int) -> bool:
    """Whether a process is still there, and no zombie."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


def wait_until_gone(workers: list[int]) -> None:
    """Waits for processes to end. Fails if they do not."""
    for _ in range(600):
        if not any(map(alive, workers)):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {workers}")


@contextmanager
def processor_time_of_children() -> Iterator[Callable[[], float]]:
    """Yields a function: the seconds of processor time of the processes that have ended since, however busy the machine is."""

    def total() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = total()
    yield lambda: total() - before
