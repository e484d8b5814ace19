"""The lines of a batch: bytes in, one `Line` after the other out, never more of the input in memory than is needed next."""

from __future__ import annotations

import os
import select
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from diffcheck.model.entry import Entry
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Failure

CHUNK: Final = 1 << 16
LONGEST_LINE: Final = 1 << 22
"""Bytes; what is longer is not kept, and its record says so."""
SHOWN: Final = 200
"""Characters of a line that is too long which its record repeats."""
MARK: Final = b"\xef\xbb\xbf"


@immutable
class Line:
    """One expression to answer: its text, its number in a batch (None: an argument), and what is wrong with it already."""

    text: str
    number: int | None = None
    failure: Failure | None = None
    end: int = 0
    """How many bytes of the input end with this line."""
    entry: Entry | None = None
    """The formula with its own options, where it has some."""


class Feed(Protocol):
    """Where lines come from."""

    size: int | None
    """How many bytes (or lines, if they were given) there are in all, if that is known."""

    def take(self) -> Line | None:
        """The next line; waits for it if it must. None at the end."""

    def ready(self) -> bool:
        """Whether `take` will answer at once."""

    def fileno(self) -> int | None:
        """What to watch while `ready` says no; None if `take` is the only way to learn more."""


class Given:
    """Lines that are in memory already, or that somebody else makes."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self.size: int | None = None

    def take(self) -> Line | None:
        """The next line."""
        return next(self._lines, None)

    def ready(self) -> bool:
        """Nobody can tell how long the maker of the next line needs."""
        return False

    def fileno(self) -> int | None:
        """Nothing to watch."""
        return None


class Stream:
    """The lines of an open file, a pipe or a terminal, read no further than to the end of the next chunk."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting: deque[bytes] = deque()
        self._part = bytearray()
        self._skipping = False
        self._ended = False
        self._number = 0
        self._position = 0
        status = os.fstat(descriptor)
        self.size = status.st_size if stat.S_ISREG(status.st_mode) else None

    def take(self) -> Line | None:
        """The next line."""
        while not self._waiting and not self._ended:
            self._read()
        if not self._waiting:
            return None
        raw = self._waiting.popleft()
        self._number += 1
        self._position += len(raw)
        return line_of(raw.removeprefix(MARK) if self._number == 1 else raw, self._number, self._position)

    def ready(self) -> bool:
        """Whether a whole line, or the end, is at hand; takes in what can be had without waiting."""
        while not self._waiting and not self._ended:
            if not select.select([self._descriptor], [], [], 0)[0]:
                return False
            self._read()
        return True

    def fileno(self) -> int | None:
        """The file itself."""
        return self._descriptor

    def _read(self) -> None:
        """One chunk: whole lines to those that wait, the rest to the line that is not complete yet."""
        chunk = os.read(self._descriptor, CHUNK)
        if not chunk:
            self._ended = True
            if self._part and not self._skipping:
                self._waiting.append(bytes(self._part))
            self._part.clear()
            return
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            self._part += piece
            if self._skipping:
                self._skipping = False
            else:
                self._waiting.append(bytes(self._part) + b"\n")
            self._part.clear()
        if not self._skipping:
            self._part += rest
            if len(self._part) > LONGEST_LINE:
                self._waiting.append(bytes(self._part))
                self._part.clear()
                self._skipping = True


class Chain:
    """Several feeds, one after the other; each is opened when it is its turn."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        self._feeds = iter(feeds)
        self._current: Feed | None = next(self._feeds, None)
        self.size = self._current.size if self._current is not None else None

    def take(self) -> Line | None:
        """The next line of the first feed that has one."""
        while self._current is not None:
            line = self._current.take()
            if line is not None:
                return line
            self._current = next(self._feeds, None)
            self.size = None
        return None

    def ready(self) -> bool:
        """Whether the current feed is ready."""
        return self._current is None or self._current.ready()

    def fileno(self) -> int | None:
        """What the current feed watches."""
        return None if self._current is None else self._current.fileno()


def lines_of(source: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a file as they come: UTF-8 with or without a mark at the start, ended by LF or CRLF.

    A line that is not UTF-8 becomes a line that has failed already, and the rest goes on.
    """
    for number, raw in enumerate(source, 1):
        yield line_of(raw.removeprefix(MARK) if number == 1 else raw, number)


def line_of(raw: bytes, number: int | None = None, end: int = 0) -> Line:
    """One line, decoded."""
    raw = raw.removesuffix(b"\n").removesuffix(b"\r")
    if len(raw) > LONGEST_LINE:
        text = raw[: 4 * SHOWN].decode("utf-8", "replace")[:SHOWN]
        return Line(text, number, Failure("error", "too_long", f"the line is longer than {LONGEST_LINE >> 20} MiB"), end)
    try:
        return Line(raw.decode("utf-8"), number, None, end)
    except UnicodeDecodeError as error:
        start = len(raw[: error.start].decode("utf-8", "replace"))
        failure = Failure("error", "encoding", "the line is not valid UTF-8", start, start + 1, "save the file as UTF-8")
        return Line(raw.decode("utf-8", "replace"), number, failure, end)
