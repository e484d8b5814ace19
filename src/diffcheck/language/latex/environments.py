r"""What stands around a formula, and environments: dollar signs, \begin and \end, the rows of cases and their two columns."""

from __future__ import annotations

import re
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.language.latex import commands
from diffcheck.language.latex.brackets import Brackets
from diffcheck.language.latex.scanner import TAILS, Frame
from diffcheck.model.tree import Span

_ENVIRONMENT: Final = re.compile(r"\s*\{\s*([A-Za-z]+\*?)\s*\}")
_COLUMNS: Final = re.compile(r"\s*\{(?:[^{}]|\{[^{}]*\})*\}")
_ROW: Final = re.compile(r"\\\\\*?(?:\s*\[\s*-?[0-9.]+\s*(?:pt|em|ex|mm|cm|in|bp|pc|mu)\s*\])?")


class Environments(Brackets):
    """Reads what encloses formulas, and the rows of cases."""

    def formula(self, opening: str, closing: str, end: int) -> None:
        """A sign between which and the next a formula stands: around the whole, or within words."""
        top = self.frames[-1] if self.frames else None
        if top is not None and top.kind == "formula":
            if opening != top.name:
                raise self.never_closed(top)
            self.frames.pop()
            self.at = end
            self.finished = not self.frames
            return
        words = top is not None and (top.kind == "text" or (top.name.endswith("*") and top.column > 0))
        tail = bool(self.tokens) and self.tokens[-1].text in TAILS and not self.frames
        if not words and not tail and (self.tokens or self.frames or self.finished):
            raise BadInput("syntax", f"{opening} stands before and after the whole formula only.", self.at, end)
        self.push(Frame("formula", (self.at, end), name=closing))
        self.at = end

    def open_formula(self, closing: str, span: Span) -> None:
        top = self.frames[-1] if self.frames else None
        if top is not None and top.kind == "formula":
            raise self.never_closed(top)
        self.formula(self.text[slice(*span)], closing, span[1])

    def close_formula(self, span: Span) -> None:
        closing = self.text[slice(*span)]
        frame = self.pop(("formula",), *span)
        if frame.name != closing:
            raise self.never_closed(frame)
        self.at = span[1]
        self.finished = not self.frames

    def begin(self, span: Span) -> None:
        r"""\begin and the name of an environment."""
        match = _ENVIRONMENT.match(self.source, span[1])
        if match is None:
            raise BadInput("syntax", r"\begin needs the name of an environment in braces.", *span)
        name, start, end = match[1], span[0], match.end()
        within = self.frames[-1].kind if self.frames else ""
        if name in commands.CASES or (name in commands.ARRAYS and self.is_braced()):
            self.open_cases(name, (start, end))
            if name in ("array", "alignedat") and (columns := _COLUMNS.match(self.source, end)) is not None:
                self.at = columns.end()
        elif (name in commands.DISPLAYS or name in commands.ALIGNED) and not self.tokens and within in ("", "formula"):
            self.push(Frame("formula", (start, end), name=rf"\end{{{name}}}", closing="&" if name in commands.ALIGNED else ""))
            self.at = end
        else:
            raise commands.unknown_environment(name, start, end)

    def is_braced(self) -> bool:
        r"""Whether \left\{ stands right before this, alone or with braces that print does not show."""
        for depth, frame in enumerate(reversed(self.frames), 1):
            if frame.at != len(self.tokens) - depth or frame.kind not in ("group", "left"):
                return False
            if frame.kind == "left":
                return frame.closing == "{"
        return False

    def open_cases(self, name: str, span: Span) -> None:
        """The beginning of cases."""
        self.push(Frame("cases", span, len(self.tokens), name=name, row=len(self.tokens) + 1))
        self.emit("{", *span)

    def end_of_cases(self, span: Span) -> None:
        frame = self.pop(("cases",), *span)
        self.at = span[1]
        self.strip(frame)
        self.environment = (frame.at, len(self.tokens))
        self.emit("}", *span)

    def end(self, span: Span) -> None:
        r"""\end and the name of the environment that it closes."""
        match = _ENVIRONMENT.match(self.source, span[1])
        if match is None:
            raise BadInput("syntax", r"\end needs the name of an environment in braces.", *span)
        whole = (span[0], match.end())
        if self.frames and self.frames[-1].kind == "cases" and self.frames[-1].name == match[1]:
            self.end_of_cases(whole)
            return
        frame = self.pop(("cases", "formula"), *whole)
        if match[1] != (frame.name if frame.kind == "cases" else frame.name[5:-1]):
            raise self.never_closed(frame)
        self.at = match.end()
        self.finished = not self.frames

    def column(self, span: Span) -> None:
        """An &, between the value and the condition of a case."""
        start, end = span
        self.at = end
        if self.frames and self.frames[-1].kind == "formula" and self.frames[-1].closing == "&":
            return
        message = r"& stands between a value and its condition in \begin{cases} only."
        top = self.open_cases_frame(BadInput("syntax", message, start, end, r"The word and is \land."))
        last = self.visible.kind if self.visible is not None else ""
        if len(self.tokens) == top.row and top.name in commands.ALIGNED:
            return
        if top.column == 0:
            self.strip(top)
            if last != "if":
                self.emit(",", start, end)
        elif last not in (",", "if"):
            raise BadInput("syntax", "A row of cases has a value and a condition, no third part.", start, end, commands.ROWS_HINT)
        top.column += 1

    def open_cases_frame(self, outside: BadInput) -> Frame:
        """The frame of the cases that are being read; raises the error where there are none, or what is open in them."""
        top = self.frames[-1] if self.frames else None
        if top is not None and top.kind == "cases":
            return top
        if top is not None and any(frame.kind == "cases" for frame in self.frames):
            raise self.never_closed(top)
        raise outside

    def row(self, span: Span) -> None:
        r"""Two backslashes, at the end of a row of cases."""
        match = _ROW.match(self.source, span[0])
        end = span[1] if match is None else match.end()
        top = self.open_cases_frame(BadInput("syntax", r"\\ stands between the rows of \begin{cases} only.", *span))
        self.strip(top)
        self.at = end
        if len(self.tokens) > top.row:
            self.emit(";", *span)
        top.row, top.column = len(self.tokens), 0

    def strip(self, frame: Frame) -> None:
        """Takes away the points and commas at the end of a value or a condition."""
        while len(self.tokens) > frame.row and self.tokens[-1].kind in (",", ";"):
            self.tokens.pop()
