"""How an answer shows itself in a notebook, and when it is printed, and how it becomes objects: through what is installed here.

The model knows no output format and no algebra system. Whoever does installs a function that takes an answer and the name of a form, and
returns text; and one that takes an answer and returns objects.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from os import PathLike
from typing import Any, Final, TypeAlias

from diffcheck.model.objects import View

Writer: TypeAlias = Callable[[object, str], str]
Saver: TypeAlias = Callable[[object, str], None]

MIME: Final = {"text/plain": "text", "text/html": "html", "text/latex": "latex", "text/markdown": "markdown"}
"""What notebooks may ask for, and the form that answers."""
_writers: list[Writer] = []
_viewers: list[Callable[[Any], View]] = []
_savers: list[Saver] = []


def install(writer: Writer, viewer: Callable[[Any], View], saver: Saver) -> None:
    """From now on answers show themselves through this writer, become objects through this viewer, and files through this saver."""
    _writers[:] = [writer]
    _savers[:] = [saver]
    _viewers[:] = [viewer]


class Computable:
    """An answer to compute with."""

    __slots__ = ()

    @property
    def sympy(self) -> View:
        """The answer as SymPy objects. They are made when they are asked for, and SymPy is imported then."""
        return _viewers[0](self)


class Displayed:
    """Rich display: the methods that IPython, Jupyter, marimo and their like look for; and answers as text and files."""

    __slots__ = ()

    def to_json(self) -> str:
        """The record as one JSON object, schema 1, in one line: what `diffcheck --json` prints."""
        return _writers[0](self, "json")

    def save(self, path: str | PathLike[str]) -> None:
        """Writes a file whose ending says what: a page (.html), JSON, Markdown (.md), LaTeX (.tex), text (.txt), or the picture (.svg,
        .png, .pdf; `plot=True` draws it). Raises BadInput for another ending, or where there is no picture, OSError as `open` does.
        """
        _savers[0](self, str(path))

    def __str__(self) -> str:
        return _writers[0](self, "text") if _writers else repr(self)

    def _repr_html_(self) -> str | None:
        return _written(self, "html")

    def _repr_latex_(self) -> str | None:
        return _written(self, "latex")

    def _repr_markdown_(self) -> str | None:
        return _written(self, "markdown")

    def _repr_mimebundle_(self, include: Collection[str] | None = None, exclude: Collection[str] | None = None) -> dict[str, str]:
        wanted = [mime for mime in MIME if (not include or mime in include) and not (exclude and mime in exclude)]
        return {mime: _writers[0](self, MIME[mime]) for mime in wanted} if _writers else {}


def _written(answer: object, form: str) -> str | None:
    return _writers[0](answer, form) if _writers else None
