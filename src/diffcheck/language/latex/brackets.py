r"""Brackets of LaTeX: square ones, \{ and \}, \left and \right, and those in some size."""

from __future__ import annotations

import re
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.language.latex import commands
from diffcheck.language.latex.scanner import Frame, Scanner
from diffcheck.language.names import shown
from diffcheck.model.tree import Span

_DELIMITER: Final = re.compile(r"\s*(\\[A-Za-z]+|\\[{}|]|[^\s\\])")
_ROUND: Final = {"[": "]", "{": "}", "(": ")"}


class Brackets(Scanner):
    """Reads brackets; after a function every bracket is a round one."""

    def open_square(self) -> None:
        start = self.at
        if self.frames and self.frames[-1].kind in ("index", "square"):
            self.frames[-1].column += 1
        elif self.awaits_argument:
            self.push(Frame("square", (start, start + 1), len(self.tokens)))
            self.emit("(", start, start + 1)
            return
        self.emit("[", start, start + 1)

    def close_square(self) -> None:
        start = self.at
        top = self.frames[-1] if self.frames else None
        if top is None or top.kind not in ("index", "square"):
            self.emit("]", start, start + 1)
        elif top.column:
            top.column -= 1
            self.emit("]", start, start + 1)
        else:
            self.frames.pop()
            if top.kind == "index":
                self.emit("]", start, start + 1)
                self.argument("root", 1, top.owner)
            else:
                self.close_round(top.at)
                self.emit(")", start, start + 1)

    def open_visible(self, span: Span) -> None:
        r"""\{, which after a function is a round bracket."""
        kind, closing = ("(", ")") if self.awaits_argument else ("{", "}")
        self.push(Frame("visible", span, len(self.tokens), closing))
        self.emit(kind, *span)

    def close_visible(self, span: Span) -> None:
        frame = self.pop(("visible",), *span)
        self.close_round(frame.at)
        self.emit(frame.closing, *span)

    def close_round(self, at: int) -> None:
        """Remembers the bracket opened at this token as closed by the next one, if it is a round one."""
        if self.tokens[at].kind == "(":
            self.closed = (at, len(self.tokens))

    def left(self, span: Span) -> None:
        r"""\left and its bracket."""
        start = span[0]
        match = _DELIMITER.match(self.source, span[1])
        kind = commands.OPENING.get(match[1]) if match else None
        if match is None or kind is None:
            raise self.no_bracket(span, match)
        opened = (start, match.end())
        written = kind
        if kind in ("[", "{") and self.awaits_argument:
            kind = "("
        self.push(Frame("left", opened, len(self.tokens), written, ")" if kind != written else ""))
        self.emit(kind, *opened)

    def right(self, span: Span) -> None:
        r"""\right and its bracket."""
        match = _DELIMITER.match(self.source, span[1])
        kind = commands.CLOSING.get(match[1]) if match else None
        if match is None or (kind is None and match[1] != "."):
            raise self.no_bracket(span, match)
        closed = (span[0], match.end())
        frame = self.pop(("left",), *closed)
        self.at = match.end()
        if kind is None:
            if frame.closing != "{" or frame.name or self.environment != (frame.at + 1, len(self.tokens) - 1):
                raise self.no_bracket(span, match)
            self.dropped.add(frame.at)
            return
        if frame.name and _ROUND[frame.closing] != kind:
            opened = self.text[slice(*frame.span)]
            raise BadInput("syntax", f"This closes {opened} with another bracket.", *closed)
        self.close_round(frame.at)
        self.emit(frame.name or kind, *closed)

    def no_bracket(self, span: Span, match: re.Match[str] | None) -> BadInput:
        r"""The error for \left or \right before something that is no bracket."""
        command = self.text[slice(*span)]
        if match is None or match[1] in ("\\{", "\\}"):
            return BadInput("syntax", f"A bracket is needed after {command}.", *span)
        end = match.end()
        if match[1] == ".":
            return BadInput("syntax", "An invisible bracket is read after cases only.", span[0], end)
        return BadInput("syntax", f"{shown(match[1])} is no bracket that is read after {command}.", span[0], end)

    def sized(self, side: str, span: Span) -> None:
        r"""A bracket in some size: \bigl( and \bigr| tell whether they open or close, \big| does not."""
        match = _DELIMITER.match(self.source, span[1])
        if match is None or not (match[1] in commands.OPENING or match[1] in commands.CLOSING):
            raise self.no_bracket(span, match)
        table = commands.OPENING if side == "l" else commands.CLOSING if side == "r" else {}
        whole = (span[0], match.end())
        match table.get(match[1]):
            case "{":
                self.open_visible(whole)
            case "}":
                self.close_visible(whole)
            case None | "[" | "]":
                self.at = match.start(1)
            case kind:
                self.emit(kind, *whole)
