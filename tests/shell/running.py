"""Run the program as a user does: a process of its own, with an environment that is known."""

from __future__ import annotations

import os
import subprocess
import sys

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
