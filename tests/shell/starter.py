"""A process that has imported the program once, and starts it for each call by forking: what a call costs is what it computes.

Lines of JSON in: arguments, environment, the folder, and the files that stand for the three streams. For each call two lines out: the
number of the process, and its exit code once it has ended. Only the interpreter's own start is left out; tests of that run
`python -m diffcheck`.
"""

from __future__ import annotations

import io
import json
import os
import sys
from importlib import import_module
from typing import Any


def prepare() -> None:
    """Import what a call may need; not matplotlib, for the memory that it reserves counts against the limit of a worker."""
    from diffcheck import api, cli, render  # noqa: F401
    from diffcheck.render import functions

    api.warm_up()
    for name in render.names():
        render.load(name)
    for name in functions.names():
        functions.load(name)
    for name in ("shell.lessons", "shell.saving"):
        import_module(f"diffcheck.{name}")


def run(call: dict[str, Any]) -> None:
    """The program, in a process of its own."""
    os.environ.clear()
    os.environ.update(call["environment"])
    os.chdir(call["folder"])
    written = os.O_WRONLY | os.O_APPEND
    for number, (path, flags) in enumerate(zip(call["streams"], (os.O_RDONLY, written, written), strict=True)):
        os.dup2(os.open(path, flags), number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "utf-8").partition(":")
    errors = errors or "strict"
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), encoding, errors)
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding, errors)
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w", closefd=False)), encoding, "backslashreplace", line_buffering=True)
    sys.argv = ["diffcheck", *call["arguments"]]
    import_module("diffcheck.__main__").main()


def main() -> None:
    """Serve until nobody asks any more."""
    prepare()
    answers = os.dup(1)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                run(json.loads(line))
            finally:
                os._exit(99)
        os.write(answers, f"{child}\n".encode())
        os.write(answers, f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())


if __name__ == "__main__":
    main()
