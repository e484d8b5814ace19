"""--save: the name of a file in, a file with the picture or the page of an answer out."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from typing import Final

from diffcheck.display import INSTALL, PICTURES, drawing, page
from diffcheck.errors import BadInput, NotWritten
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Record, Report
from diffcheck.render.words.look import Look

ENDINGS: Final = (*PICTURES, "html")


@immutable
class Target:
    """Where to save, and in which form."""

    path: str
    ending: str
    many: bool = False
    """Whether several answers go into it."""

    @property
    def is_page(self) -> bool:
        """Whether it holds the whole answer, and not the picture alone."""
        return self.ending == "html"


def target(path: str, expressions: Sequence[str], file: str | None) -> Target:
    """The file to save to. Raises BadInput where it could not be written, before anything is computed."""
    ending = os.path.splitext(path)[1].lower().removeprefix(".")
    if ending not in ENDINGS:
        listed = ", ".join(f".{name}" for name in ENDINGS)
        raise BadInput("usage", f"--save: {path!r} does not end in one of {listed}", hint="the ending says what is written")
    many = file is not None or len(expressions) != 1 or expressions[0] == "-"
    if many and ending in PICTURES:
        raise BadInput(
            "usage", f"--save {path}: a picture shows one expression", hint="a page (.html) holds many; or call diffcheck once for each"
        )
    if ending in PICTURES and ending != "svg" and not can_draw():
        raise BadInput("usage", f"--save {path}: pictures in .{ending} need matplotlib, in .svg nothing", hint=INSTALL)
    folder = os.path.dirname(path) or "."
    if os.path.isdir(path):
        raise _unwritable(path, os.strerror(errno.EISDIR))
    if not os.path.isdir(folder):
        raise _unwritable(path, os.strerror(errno.ENOENT))
    if not os.access(path if os.path.exists(path) else folder, os.W_OK):
        raise _unwritable(path, os.strerror(errno.EACCES))
    return Target(path, ending, many)


def can_draw() -> bool:
    """Whether matplotlib is installed; it is not imported."""
    from importlib.util import find_spec

    try:
        return find_spec("matplotlib") is not None
    except (ImportError, ValueError):
        return False


def save(record: Record, where: Target, look: Look, *, begins: bool = True) -> str | None:
    """Write the answer to the file, or behind those that are there; why that is not done, in words. Raises NotWritten where it fails."""
    report = record.answer
    if not isinstance(report, Report) and not where.many:
        return None
    if where.is_page:
        content = page(record, look, begins=begins)
    elif not isinstance(report, Report) or not report.pictures:
        return f"{where.path} was not written: there is no picture"
    else:
        content = drawing(record, where.path)
    try:
        with open(where.path, "wb" if begins else "ab") as out:
            out.write(content if begins else b"\n" + content)
    except OSError as error:
        raise NotWritten("file", f"--save: cannot write {where.path}: {error.strerror or error}") from error
    return None


def _unwritable(path: str, why: str) -> BadInput:
    return BadInput("usage", f"--save: cannot write {path}: {why}")
