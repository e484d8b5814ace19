"""What the other end of a stream can show: colour, width, and which characters."""

from __future__ import annotations

import os
import select
import stat
from collections.abc import Mapping
from typing import TextIO

SYMBOLS = "∞→✓✗·√⌊⌋⌈⌉⁻⁰²∈ℤ≠≤≥π′─…"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is looking at the stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_fed(descriptor: int) -> bool:
    """Whether a pipe or a file with something in it stands at a descriptor: waits for the first byte, or for the end."""
    try:
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISREG(kind):
            return os.lseek(descriptor, 0, os.SEEK_CUR) < os.fstat(descriptor).st_size
        if not (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
            return False
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        return any(event & select.POLLIN for _, event in waiting.poll())
    except OSError:
        return False


def wants_colour(choice: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """--color, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal that knows colour."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    forced = environment.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return is_terminal(stream) and environment.get("TERM") != "dumb"


def width(stream: TextIO | None, environment: Mapping[str, str]) -> int:
    """COLUMNS where it is set, else the width of the terminal, else the 80 columns of a pipe; at least 20."""
    columns = environment.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return max(int(columns), 20)
    if stream is not None and is_terminal(stream):
        try:
            return max(os.get_terminal_size(stream.fileno()).columns or 80, 20)
        except (OSError, ValueError):
            pass
    return 80


def shows_symbols(stream: TextIO | None) -> bool:
    """Whether the encoding of the stream has the symbols of mathematics."""
    try:
        SYMBOLS.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True
