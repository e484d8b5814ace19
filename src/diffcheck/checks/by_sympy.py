"""SymPy's `limit`, in a process of its own: it takes pickled questions and gives pickled answers, one after the other."""

from __future__ import annotations

import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import suppress
from typing import Any, Final

Task = tuple[Any, Any, Any, str]
"""Expression, letter, place, side."""
COMMAND: Final = "from diffcheck.checks.by_sympy import main; main()"
READY: Final = 30.0
"""Seconds that the process may take until it has imported SymPy."""
GRACE: Final = 2.0
"""Seconds beyond the limit of a task after which a process that does not answer is killed: SymPy may be in C."""
HEADER: Final = 8


def answers(tasks: Sequence[Task], seconds: float) -> Generator[Any | None, None, None]:
    """What SymPy says, in order; None where it gives up, fails, or takes longer than `seconds`."""
    left = list(tasks)
    while left:
        command = [sys.executable, "-c", COMMAND]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdin is not None and process.stdout is not None
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(pickle.dumps((left, seconds)))
                process.stdin.close()
            patience = READY + seconds
            while left:
                found = _frame(process.stdout, patience)
                patience = seconds + GRACE
                left.pop(0)
                yield None if found is None else pickle.loads(found)
                if found is None:
                    break  # the rest is asked of another process
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def _frame(pipe: Any, patience: float) -> bytes | None:
    """One answer; None if it does not come in time, or never."""
    got = b""
    size = HEADER
    while len(got) < size:
        if not select.select([pipe], [], [], patience)[0]:
            return None
        chunk = pipe.read1(size - len(got))
        if not chunk:
            return None
        got += chunk
        if size == HEADER and len(got) == HEADER:
            size += int.from_bytes(got, "big")
    return got[HEADER:]


def main() -> None:
    """The process: questions on standard input, answers on standard output."""
    tasks, seconds = pickle.loads(sys.stdin.buffer.read())
    for expression, letter, place, side in tasks:
        body = pickle.dumps(_answer(expression, letter, place, side, seconds))
        sys.stdout.buffer.write(len(body).to_bytes(HEADER, "big") + body)
        sys.stdout.buffer.flush()


def _answer(expression: Any, letter: Any, place: Any, side: str, seconds: float) -> Any | None:
    import sympy

    def stop(number: int, frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        found = sympy.limit(expression, letter, place, side)
        return None if found.has(sympy.Limit) else found
    except Exception:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
