"""How far a batch is: lines done, lines a second, time left; one line on a terminal that shows nothing else."""

from __future__ import annotations

from time import monotonic
from types import TracebackType
from typing import TextIO

from diffcheck.shell import terminal

PATIENCE = 0.5
OFTEN = 0.1


class Progress:
    """A line that is rewritten in place, after half a second, ten times a second at most; a context manager."""

    def __init__(self, wanted: bool, stream: TextIO, output: TextIO) -> None:
        self._stream = stream
        self._wanted = wanted and terminal.is_terminal(stream) and not terminal.is_terminal(output)
        self._begun = self._last = monotonic()
        self._done = 0
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()

    def step(self, position: int = 0, size: int | None = None) -> None:
        """One more is done; with it `position` of the `size` bytes of the input, if that is known."""
        self._done += 1
        if not self._wanted:
            return
        now = monotonic()
        if now - self._begun > PATIENCE and now - self._last > OFTEN:
            self._last = now
            self._shown = True
            self._stream.write("\r\033[K" + progress_line(self._done, now - self._begun, position, size))
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away, when it is not to stay or something else is to be written."""
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()
            self._shown = False


def progress_line(done: int, seconds: float, position: int, size: int | None) -> str:
    """The words: `1200 done, 95.3/s, 40%, 0:00:19 left`."""
    words = f"{done} done, {done / seconds:.1f}/s"
    if size and 0 < position <= size:
        left = round(seconds * (size - position) / position)
        words += f", {100 * position // size}%, {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
    return words
