"""The interactive mode (`diffcheck -i`): a formula a line, and questions about the last one, until the input ends.

A line that begins with a colon asks the last formula again with an option: `:at 1/2`, `:plot`, `:explain`, `:require C1`. So there is
nothing to learn that the command line has not, and nothing here knows what an option means.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from diffcheck.batch import Worker
from diffcheck.errors import EXIT_OK
from diffcheck.shell.arguments import OPTIONS
from diffcheck.shell.terminal import is_terminal

Run = Callable[[Sequence[str], Worker | None], int]
"""What answers the arguments of one call."""

PROMPT: Final = "diffcheck> "
INTERACTIVE: Final = "--interactive"
ENDS: Final = (":quit", ":q", ":exit")
LONGEST_HISTORY: Final = 1000
HELP: Final = """\
A formula: its answer. The last one again, with an option of the command line:
  :at 0   :plot   :explain   :autodiff   :on [0, 1]   :require C1
  :set a=2   :assume a > 0   :help   :quit   (Ctrl-D)
Tab completes names, the arrows bring back earlier lines."""


def converse(run: Run, options: Sequence[str], formulas: Sequence[str]) -> int:
    """Answers what is typed, after the formulas that are given; `options` hold for all of it. Out: the exit code."""
    asked = [option for option in options if option != INTERACTIVE]
    last = ""
    for last in formulas:
        run([*asked, "--", last], None)
    with _lines() as lines:
        for line, worker in lines:
            arguments = _arguments(line, last)
            if isinstance(arguments, str):
                print(arguments, end="\n" if arguments else "")
                worker.end()
                continue
            last = arguments[-1]
            run([*asked, *arguments], worker)
            signal.signal(signal.SIGINT, signal.default_int_handler)  # an answer that was interrupted leaves it ignored
    return EXIT_OK


@contextmanager
def _lines() -> Iterator[Iterator[tuple[str, Worker]]]:
    """What is typed or piped in, line by line, each with a worker that loaded while it was typed."""
    typed = is_terminal(sys.stdin)
    keep = _remember_lines() if typed else None
    if typed:
        print("A formula a line; :help tells the rest, Ctrl-D ends.")
    try:
        yield _typed("\n" + PROMPT) if typed else _typed("")
    finally:
        if keep is not None:
            keep()


def _typed(prompt: str) -> Iterator[tuple[str, Worker]]:
    while True:
        worker = Worker()
        try:
            line = input(prompt).strip()
        except KeyboardInterrupt:  # forgets the line, as a shell does
            worker.end()
            continue
        except EOFError:
            line = ":quit"
            print(end="\n" if prompt else "")
        if line in ENDS:
            worker.end()
            return
        yield line, worker


def _arguments(line: str, last: str) -> list[str] | str:
    """What a line asks, as arguments that end with the formula; or what is to be said at once."""
    if not line.startswith(":"):
        return ["--", line] if line else ""
    word, _, value = line[1:].partition(" ")
    option = OPTIONS.get(f"--{word}")
    if word == "help" or option is None or option.instead or option.name == INTERACTIVE:
        return HELP if word in ("help", "h", "?") else f"There is no :{word}.\n{HELP}"
    if not last:
        return "There is no formula yet."
    if option.is_flag and value:
        return f":{word} takes no value."
    if option.needs_value and not value:
        return f":{word} needs a value, for example :{word} {option.example}"
    return [f"{option.name}={value.strip()}" if value else option.name, "--", last]


def _remember_lines() -> Callable[[], None] | None:
    """Lines can be edited and brought back, those of earlier times too, and Tab completes names; None where the system has it not.

    Out: what keeps them for the next time.
    """
    try:
        import readline
    except ImportError:
        return None
    file = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "diffcheck" / "history"
    with suppress(OSError):
        readline.read_history_file(file)
    readline.set_history_length(LONGEST_HISTORY)
    readline.set_completer_delims(" \t\n()[]{}+-*/^=<>,;|")
    readline.set_completer(_completed)
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")

    def keep() -> None:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(file)

    return keep


def _completed(begun: str, number: int) -> str | None:
    """The completion of that number of a word; None if there are no more."""
    return (*matches(begun), *[None] * (number + 1))[number]


def matches(begun: str) -> list[str]:
    """The commands, or the names of functions, that begin so."""
    if begun.startswith(":"):
        return [f":{name[2:]}" for name, option in OPTIONS.items() if name[2:].startswith(begun[1:]) and not option.instead]
    from diffcheck.functions import register

    return sorted(name for name in register.spellings() if begun and name.startswith(begun) and name[:1].islower() and len(name) > 1)
