"""A failure and the text it speaks of in, a message out: with the source line and `^` under the exact span."""

from __future__ import annotations

from typing import Final
from unicodedata import category, combining, east_asian_width

from diffcheck.model.report import Failure, Record


def printable(text: str) -> str:
    """The text with every character that could move the cursor or change a colour replaced; the length is kept."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c in "\t\n\r" else "�" for c in text)


def columns(text: str) -> int:
    """How many columns of a terminal a printable text takes."""
    return sum(_columns(c) for c in text)


UNBROKEN: Final = 1 << 20
"""A width that no source line has."""
RED: Final = "1;31"
YELLOW: Final = "1;33"


def painted(text: str, colour: str, wanted: bool) -> str:
    """A text in a colour of the terminal, if that is wanted."""
    return f"\033[{colour}m{text}\033[0m" if wanted else text


def broken(message: str, width: int) -> str:
    """A message with its sentences broken between words, at most so many columns wide where no word is wider; a line that begins with a
    space is a source line or its marks, and stays as it is."""
    return "\n".join(row for line in message.split("\n") for row in _rows(line, width))


def _rows(line: str, width: int) -> list[str]:
    if not line or _bare(line).startswith(" "):
        return [line]
    rows = [""]
    for word in line.split(" "):
        wider = f"{rows[-1]} {word}" if rows[-1] else word
        if rows[-1] and columns(_bare(wider)) > width:
            rows.append(word)
        else:
            rows[-1] = wider
    return rows


def _bare(text: str) -> str:
    """The text without its colours."""
    first, *others = text.split("\033[")
    return first + "".join(part.partition("m")[2] for part in others)


def failure_text(record: Record, failure: Failure, *, width: int = 80, symbols: bool = True, colour: bool = False) -> str:
    """The message, the source line with the place marked, and the suggestion."""
    prefix = "".join((f"line {record.line}: " if record.line is not None else "", f"{printable(record.label)}: " if record.label else ""))
    word = "timeout" if failure.status == "timeout" else "undecided" if failure.exit_code == 3 else "error"
    paint = RED if word == "error" else YELLOW
    lines = [f"{prefix}{painted(f'{word}:', paint, colour)} {printable(failure.message)}"]
    if failure.start is not None and record.input:
        source, carets = marked(record.input, failure.start, failure.end, width=width, symbols=symbols)
        lines += [source, painted(carets, paint, colour)]
    elif record.line is not None and record.input.strip():
        lines += marked(record.input, 0, 0, width=width, symbols=symbols)[:1]
    if failure.hint:
        lines.append(printable(failure.hint))
    return "\n".join(lines)


def marked(source: str, start: int, end: int | None, *, width: int = 80, symbols: bool = True) -> list[str]:
    """The source line and the line of carets under start..end; of a long line the neighbourhood of the span."""
    shown = printable(source)
    if not symbols:
        shown = "".join(c if c.isascii() else "?" for c in shown)
    start = min(max(start, 0), len(shown))
    end = min(max(start + 1 if end is None else end, start + 1), len(shown) + 1)
    room, dots = max(width - 4, 10), "…" if symbols else "..."
    left, right = 0, len(shown)
    if columns(shown) > room:
        left, right = _neighbourhood(shown, start, room - 2 * len(dots))
    head, tail = dots if left else "", dots if right < len(shown) else ""
    before = columns(head + shown[left:start])
    carets = max(columns(shown[start : min(end, right)]) + (end > len(shown)), 1)
    return ["  " + head + shown[left:right] + tail, "  " + " " * before + "^" * carets]


def _neighbourhood(text: str, place: int, room: int) -> tuple[int, int]:
    """Start and end of a part of the text of at most `room` columns with the place in it, about a third of them before the place."""
    left = right = place
    while left > 0 and columns(text[left - 1 : place]) <= room // 3:
        left -= 1
    while right < len(text) and columns(text[left : right + 1]) <= room:
        right += 1
    while left > 0 and columns(text[left - 1 : right]) <= room:
        left -= 1
    return left, right


def _columns(character: str) -> int:
    if combining(character) or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1
