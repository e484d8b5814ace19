"""The program's door: `python -m diffcheck` and the command `diffcheck`.

Three things keep the start short. The worker that will answer is forked before the option parser is imported, so that
both import at the same time. The garbage collector is off while modules are loaded: what they create stays anyway. And
the program ends without taking itself apart, once its output has been flushed.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from diffcheck.batch import Worker


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    gc.disable()
    arguments = sys.argv[1:]
    try:
        worker = early_worker(arguments)
        from diffcheck.cli import run

        code = run(arguments, worker)
    except KeyboardInterrupt:
        code = 130
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.flush()
    os._exit(code)


def early_worker(arguments: list[str]) -> Worker | None:
    """A worker that starts at once, if the arguments are in order and ask something."""
    from diffcheck.errors import BadInput
    from diffcheck.shell.arguments import arrange, asks_for_an_answer
    from diffcheck.shell.completing import SHELL

    try:
        arranged = arrange(arguments)
    except BadInput:
        return None
    if SHELL in os.environ or not asks_for_an_answer(arranged):
        return None
    from diffcheck.batch import Worker

    return Worker(debug="--debug" in arranged[: arranged.index("--")])


if __name__ == "__main__":
    main()
