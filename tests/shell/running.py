"""Run the program as a user does: a process of its own, with an environment that is known."""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = (sys.executable, "-m", "diffcheck")
OF_THE_INTERPRETER = {"PYTHONPATH", "PYTHONHASHSEED", "PYTHONUTF8"}
STRANGE = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "TERM")


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the output, and with what the test asks for."""
    return {name: value for name, value in os.environ.items() if name not in STRANGE} | {"PYTHONUTF8": "1", "TERM": "xterm"} | more


def diffcheck(
    *arguments: str, stdin: str | bytes | None = None, timeout: float = 30, folder: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """The finished process with its output as text. What the interpreter itself would read of the environment gets a new one."""
    given = b"" if stdin is None else stdin.encode() if isinstance(stdin, str) else stdin
    if more.keys() & OF_THE_INTERPRETER:
        run = subprocess.run(
            [*PROGRAM, *arguments], capture_output=True, timeout=timeout, env=environment(**more), check=False, input=given, cwd=folder
        )
    else:
        run = _started(arguments, given, timeout, environment(**more), folder or Path.cwd())
    out, err = (text.decode("utf-8", "replace") for text in (run.stdout, run.stderr))
    assert "Traceback" not in err or "--debug" in arguments
    return subprocess.CompletedProcess(run.args, run.returncode, out, err)


def _started(
    arguments: Sequence[str], given: bytes, timeout: float, known: dict[str, str], home: Path
) -> subprocess.CompletedProcess[bytes]:
    """The same as a process that was forked from one that has imported the program (starter.py)."""
    with TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("in", "out", "err")]
        for path, content in zip(streams, (given, b"", b""), strict=True):
            path.write_bytes(content)
        code = forked(arguments, streams, timeout, known, home)
        if code == -signal.SIGKILL:
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        return subprocess.CompletedProcess(list(arguments), code, streams[1].read_bytes(), streams[2].read_bytes())


def forked(arguments: Sequence[str], streams: Sequence[Path], timeout: float, known: dict[str, str], home: Path) -> int:
    """The exit code of the program, forked in a folder, with these files for its three streams."""
    server = _starter()
    assert server.stdin is not None and server.stdout is not None
    call = {"arguments": arguments, "environment": known, "streams": [str(path) for path in streams], "folder": str(home)}
    server.stdin.write(json.dumps(call).encode() + b"\n")
    server.stdin.flush()
    child = int(server.stdout.readline())
    late = threading.Timer(timeout, os.kill, (child, signal.SIGKILL))
    late.start()
    code = int(server.stdout.readline())
    late.cancel()
    return code


@cache
def _starter() -> subprocess.Popen[bytes]:
    """The process that starts the others; it ends with this one."""
    command = [sys.executable, str(Path(__file__).with_name("starter.py"))]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
    atexit.register(server.communicate)  # closes the pipe, and waits
    return server


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
