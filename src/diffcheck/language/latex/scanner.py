r"""What all parts of the LaTeX reader share: the place, the tokens made so far, what is open; and words, scripts, braces, arguments.

Nothing here calls itself: what is open stands on a stack, which has a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.language.function_names import function_in
from diffcheck.language.latex import commands
from diffcheck.language.names import shown
from diffcheck.language.size import too_deep
from diffcheck.language.tokens import KEYWORDS, TOKEN, Token, plain_letters, plain_name, plain_token
from diffcheck.model.tree import Span

TAILS: Final = frozenset({"at", "on", "for", "if", "when", "where", "with"})
"""Words that may stand between two formulas in dollar signs."""
PLAIN_TEX: Final = "matrix of TeX"
MAX_OPEN: Final = 200
"""How many brackets, braces and environments may be open at once; the parser allows fewer."""

WORD: Final = r"[A-Za-z][A-Za-z0-9]*(?:\\?_[A-Za-z0-9]+)*"
COMMAND: Final = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)

_SPACE: Final = re.compile(r"(?:[\s~]|\\[,;:!>/ ]|\\q?quad(?![A-Za-z]))*")
_TEXT_WORD: Final = re.compile(rf"{WORD}|[^\W\d_]{{2,}}")
_FONTED: Final = r"\\(?:text|textrm|textup|textit|textnormal|mathrm|mathit|mathsf|operatorname)\s*\{\s*([A-Za-z0-9]+)\s*\}"
_SUBSCRIPT: Final = re.compile(
    rf"\s*(?:([A-Za-z0-9])(?![A-Za-z0-9])|{_FONTED}|\\([A-Za-z]+)|\{{\s*(?:([A-Za-z0-9]+)|{_FONTED}|\\([A-Za-z]+))\s*\}})"
)
_POSITIVE: Final = re.compile(r"[_^]\s*+(?:\{\s*+\+\s*+\}|\+(?!\s*+[A-Za-z0-9(\\{.]))")
"""A plus sign below or above a bracket or a letter: the positive part."""
_INTERVAL_BELOW: Final = re.compile(r"\s*_\s*\{\s*(?:\\left\s*)?[\[(]")
"""An interval below the line, as the indicator of a set has it."""
_CONDITION_BELOW: Final = re.compile(r"_\s*\{")
_BELOW: Final = re.compile(r"[A-Za-z0-9]+")
_ABOVE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*|[0-9.]*[0-9]")

_REST: Final = re.compile(r"(?:[\s~.,;]|\\[,;:! \])]|\$)*\Z")

_CLOSINGS: Final = {"visible": r"\}", "index": "]", "square": "]"}
_RIGHT: Final = {"(": ")", "[": "]", "]": "[", "{": r"\}", "|(": "|", "⌊": r"\rfloor", "⌈": r"\rceil"}


@dataclass(slots=True)
class Frame:
    """Something open. kind: how it was opened; span: by what; at: the index of its token; row: where the row of cases begins.

    closing: the kind of the token that closes it; name: an environment, what closes a formula, what an argument is for;
    owner: the place of the command whose argument it is; left: how many arguments come after it;
    column: of the row of cases; in square brackets, how many more are open inside.
    """

    kind: str
    span: Span
    at: int = 0
    closing: str = "}"
    name: str = ""
    owner: Span = (0, 0)
    left: int = 0
    row: int = 0
    column: int = 0


def defines(tokens: list[Token]) -> bool:
    """Whether the first tokens of a formula say what it defines: `y =` or `f(x) =`."""
    kinds = [token.kind for token in tokens]
    return kinds[:2] == ["name", "="] or kinds[:5] == ["name", "(", "name", ")", "="]


class Scanner:
    """The text, the place reached in it, the tokens and the frames that are open."""

    def __init__(self, text: str, declared: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.declared = declared
        self.source = plain_letters(text)
        self.at = 0
        self.tokens: list[Token] = []
        self.frames: list[Frame] = []
        self.bare: list[tuple[int, int]] = []
        """The places of each pair of braces that is neither argument nor script."""
        self.dropped: set[int] = set()
        self.visible: Token | None = None
        """The last token that is seen in print."""
        self.operators: set[int] = set()
        r"""The places of the names that \operatorname says are functions."""
        self.finished = False
        # The number of tokens at which the last thing written is a function that awaits its argument, a superscript,
        # or the ^ before a superscript without braces.
        self.function_at = self.raised_at = self.raising_at = -1
        self.environment = (-1, -1)
        """The places of the braces that the last cases are."""
        self.closed = (-1, -1)
        """The places of the last brackets that LaTeX pairs, if they are round ones here."""

    # --- tokens and frames

    def emit(self, kind: str, start: int, end: int, text: str | None = None, *, seen: bool = True) -> None:
        """One more token, after which the scanner goes on."""
        if self.finished and self.text[start:end] in TAILS:
            self.finished = False
        if self.finished:
            raise BadInput("syntax", "Only one formula is read.", start, max(end, start + 1))
        token = Token(kind, self.text[start:end] if text is None else text, start, end)
        self.tokens.append(token)
        self.visible = token if seen else self.visible
        self.at = max(self.at, end)

    def push(self, frame: Frame) -> None:
        self.frames.append(frame)
        if len(self.frames) > MAX_OPEN:
            raise too_deep(frame.span)

    def pop(self, kinds: tuple[str, ...], start: int, end: int) -> Frame:
        """The frame that the text from start to end closes; raises BadInput where another one is open, or none."""
        if self.frames and self.frames[-1].kind in kinds:
            return self.frames.pop()
        if any(frame.kind in kinds for frame in self.frames):
            raise self.never_closed(self.frames[-1])
        raise BadInput("syntax", f"{self.text[start:end]} closes nothing that is open.", start, end)

    def never_closed(self, frame: Frame) -> BadInput:
        """The error for what is open and never closed."""
        match frame.kind:
            case "formula":
                closing = frame.name
            case "cases":
                closing = rf"\end{{{frame.name}}}"
            case "left":
                closing = rf"\right{_RIGHT[frame.closing]}"
            case kind:
                closing = _CLOSINGS.get(kind, "}")
        opened = shown(self.text[slice(*frame.span)])
        return BadInput("syntax", f"This {opened} is never closed.", *frame.span, f"Add {closing}")

    def skip_space(self) -> None:
        match = _SPACE.match(self.source, self.at)
        assert match is not None
        self.at = match.end()

    @property
    def awaits_argument(self) -> bool:
        """Whether the last thing written is a function."""
        return self.function_at == len(self.tokens)

    # --- words and numbers

    def plain(self) -> None:
        """A token of the plain language."""
        match = TOKEN.match(self.source, self.at)
        assert match is not None
        if match.lastgroup == "name":
            self.letters(match.group())
            return
        token = plain_token(match, self.text)
        self.at = match.end()
        if token is None:
            return
        before = self.visible
        if token.kind == "," and before is not None and self.tokens and self.tokens[-1].kind in (",", "if"):
            return
        if token.kind == "number" and token.text == "1" and _CONDITION_BELOW.match(self.source, token.end):
            self.indicator(token.start, token.end)
            return
        if token.kind == "number" and before is not None and before.kind == "number" and not self.awaits_argument:
            raise self.two_numbers(before, token)
        self.emit(token.kind, token.start, token.end, token.text)

    def two_numbers(self, first: Token, second: Token) -> BadInput:
        """The error for two numbers without a sign between them."""
        broken = "\\ " in self.source[first.end : second.start] and any(frame.kind == "cases" for frame in self.frames)
        hint = commands.ROWS_HINT if broken else r"Write \cdot between them."
        return BadInput("syntax", "Two numbers stand side by side.", first.start, second.end, hint)

    def letters(self, word: str) -> None:
        """A name, or the first factor of the product that letters side by side are."""
        if word in ("sum_", "prod_"):
            raise commands.refusal(word[:-1], self.at, self.at + len(word) - 1)
        if "_" in word and not commands.takes_arguments(word):
            word = word[: word.index("_")]
        if self.is_product(word):
            word = word[0]
        self.word(plain_name(word), self.at, self.at + len(word))

    def is_product(self, word: str) -> bool:
        r"""Whether a run of letters outside \text is the product of its letters, which is what LaTeX prints.

        Raises BadInput for one that holds the name of a function, which has lost its backslash.
        """
        letters = word.rstrip("0123456789")
        if self.finished or len(letters) < 2 or not letters.isascii() or word in self.declared or commands.is_word(word):
            return False
        name = function_in(letters)
        if name is not None:
            hint = f"Write \\{name} with a space around it."
            raise BadInput("ambiguous", f"The letters {shown(word)} hold a function's name.", self.at, self.at + len(word), hint)
        return True

    def word(self, name: str, start: int, end: int) -> None:
        """A name with its subscript, a function, or a word between a value and its condition."""
        self.at = end
        if name in KEYWORDS or name in commands.CONNECTIVES:
            self.connective(commands.CONNECTIVES[name], start, end)
            return
        if name in ("chi", "I") and _INTERVAL_BELOW.match(self.source, end):
            self.indicator(start, end)
            return
        function = commands.takes_arguments(name)
        raising = self.raising_at == len(self.tokens)
        if not (function and len(name) > 1):
            self.skip_space()
            if self.source.startswith("_", self.at):
                name = f"{name}_{self.subscript(raising)}"
                function, end = False, self.at
        self.emit("name", start, end, name)
        if function:
            self.function_at = len(self.tokens)
        elif raising:
            self.raised_at = len(self.tokens)

    def indicator(self, start: int, end: int) -> None:
        """The sign of an indicator, and what its subscript says, if it has one."""
        self.emit("indicator", start, end)
        self.skip_space()
        if self.source.startswith("_", self.at):
            self.at += 1
            self.argument("indicator", 1, (start, end))

    def connective(self, kind: str, start: int, end: int) -> None:
        """A word between a value and its condition, or between conditions."""
        self.at = end
        if kind != "if" or self.visible is None or self.visible.kind != ",":
            self.emit(kind, start, end)

    def text_word(self) -> bool:
        r"""Whether a word or a point stands here, within \text; goes on after it."""
        match = _TEXT_WORD.match(self.source, self.at)
        if match is not None:
            word = match.group().replace("\\", "")
            low = word.lower()
            if low in commands.FILLING and self.tokens and self.tokens[-1].kind in ("if", ","):
                self.at = match.end()
            elif low in commands.FOREIGN and self.frames[-1].name != "one":
                self.connective(commands.FOREIGN[low], *match.span())
            else:
                self.word(low if low in commands.CONNECTIVES else word, *match.span())
        elif self.source[self.at] in ".;:":
            self.at += 1
            return True
        return match is not None

    # --- scripts

    def subscript(self, raised: bool) -> str:
        """The letters and digits of the subscript at this place, which belongs to a name; goes on after it."""
        start = self.at
        match = _SUBSCRIPT.match(self.source, start + 1)
        found = None
        if match is not None:
            found = match[1] or match[2] or match[4] or match[5] or commands.LETTERS.get(match[3] or match[6])
        if match is None or found is None:
            self.at += 1
            self.skip_space()
            if (run := _BELOW.match(self.source, self.at)) is not None:
                raise self.only_first(run, "sets", "below the line", "_")
            hint = "A subscript is made of letters and digits, such as x_{0}."
            raise BadInput("syntax", "This subscript is no part of a name.", start, self.end_of_group(), hint)
        self.at = match.end()
        if raised or self.source.startswith("_", self.at):
            hint = "Write braces, such as x^{a_{1}}."
            raise BadInput("ambiguous", "It is not clear what this subscript belongs to.", start, self.at, hint)
        return found

    def stray_subscript(self) -> None:
        """An underscore that follows no name: the base of a logarithm, or a mistake."""
        start = self.at
        if (part := _POSITIVE.match(self.source, start)) is not None and self.visible is not None and not self.awaits_argument:
            self.emit("_+", start, part.end())
            return
        if self.awaits_argument and commands.takes_base(self.tokens[-1].text):
            self.emit("_", start, start + 1)
            self.argument("base", 1, (start, start + 1))
            return
        self.at += 1
        self.skip_space()
        if self.awaits_argument:
            raise BadInput("syntax", f"{self.tokens[-1].text} with a subscript is not read.", start, self.end_of_group())
        hint = "Write the subscript first: x_{0}^{2}." if self.raised_at == len(self.tokens) else None
        if self.visible is not None and self.visible.text == "1":
            hint = r"An indicator is written \mathbb{1}_{x > 0}."
        raise BadInput("syntax", "This subscript belongs to no letter.", start, start + 1, hint)

    def superscript(self) -> None:
        """A power of what stands before it, or of a function; without braces it holds one character."""
        start, function = self.at, self.awaits_argument
        if not function and (part := _POSITIVE.match(self.source, start)) is not None:
            self.emit("_+", start, part.end())
            return
        if self.raised_at == len(self.tokens):
            raise BadInput("ambiguous", "Two powers stand one after the other.", start, start + 1, "Write braces, such as x^{2^{3}}.")
        self.emit("^", start, start + 1)
        self.skip_space()
        if self.source.startswith("{", self.at):
            self.argument("function power" if function else "power", 1, (start, start + 1))
            return
        self.raising_at = len(self.tokens)
        if self.source.startswith(("-", "+"), self.at):
            raise BadInput("ambiguous", "LaTeX raises only this sign.", self.at, self.at + 1, "Write braces, such as x^{-1}.")
        run = _ABOVE.match(self.source, self.at)
        if run is None:
            return
        if run.end() > self.at + 1 and not commands.takes_arguments(run.group()):
            raise self.only_first(run, "raises", "", "^")
        self.plain()
        if function:
            self.function_at = len(self.tokens)
        elif not self.awaits_argument:
            self.raised_at = len(self.tokens)

    def only_first(self, run: re.Match[str], does: str, where: str, sign: str) -> BadInput:
        """The error for several characters after ^ or _ that no braces hold together."""
        word = shown(run.group())
        message = f"LaTeX {does} only the first character of {word} {where}".rstrip() + "."
        return BadInput("ambiguous", message, *run.span(), f"Write {sign}{{{word}}}, or {sign}{word[0]} and a space.")

    def end_of_group(self) -> int:
        """The end of the group or the character that begins at this place."""
        depth, at = 0, self.at
        while at < len(self.source):
            depth += (self.source[at] == "{") - (self.source[at] == "}")
            at += 1
            if depth <= 0:
                break
        return at

    # --- braces and arguments

    def open_brace(self) -> None:
        start = self.at
        self.at += 1
        self.skip_space()
        if self.source.startswith("}", self.at):
            self.at += 1
            return
        if self.source.startswith(",}", self.at):
            raise BadInput("syntax", "A decimal comma is not read.", start, self.at + 2, "Write a point, such as 0.5.")
        function = self.awaits_argument
        kind, closing = ("(", ")") if function else ("{", "}")
        self.push(Frame("group", (start, start + 1), len(self.tokens), closing))
        self.emit(kind, start, start + 1, seen=False)
        if function:
            self.function_at = len(self.tokens)

    def close_brace(self) -> None:
        start, end = self.at, self.at + 1
        if self.frames and self.frames[-1].name == PLAIN_TEX:
            self.end_of_cases((start, end))
            return
        frame = self.pop(("group", "argument", "text"), start, end)
        self.at = end
        if frame.kind == "argument":
            self.emit(frame.closing, start, end)
            self.argument_done(frame.name, frame.left, frame.owner)
        elif frame.kind == "group":
            if frame.at == len(self.tokens) - 1:
                self.tokens.pop()
                return
            if frame.at == 0 and defines(self.tokens[1:6]) and _REST.match(self.source, end):
                self.dropped.add(0)  # {\displaystyle f(x) = x}: the braces hold all of it
                return
            if frame.closing == ")" and self.closed == (frame.at + 1, len(self.tokens) - 1):
                # \sin{\left(x\right)}: the round brackets are those of the function, and take in the braces.
                self.dropped.add(frame.at)
                self.tokens[frame.at + 1] = self.tokens[frame.at + 1]._replace(start=frame.span[0])
                self.tokens[-1] = self.tokens[-1]._replace(end=end)
                return
            if self.environment == (frame.at + 1, len(self.tokens) - 1) and self.tokens[frame.at + 1].kind == "{":
                # \left\{ {\begin{array} … \end{array}} \right.: these braces hold the cases and nothing else.
                self.dropped.update((frame.at, len(self.tokens)))
                self.emit(frame.closing, start, end, seen=False)
                self.environment = (frame.at, len(self.tokens) - 1)
                return
            self.bare.append((frame.at, len(self.tokens)))
            self.emit(frame.closing, start, end, seen=False)

    def end_of_cases(self, span: Span) -> None:
        """What closes cases; the environments supply it."""
        raise NotImplementedError

    def argument(self, use: str, count: int, owner: Span) -> None:
        """The first of so many arguments of a command: a group in braces, or one character."""
        self.skip_space()
        place = self.at
        if self.source.startswith("{", place):
            opening, closing = ("(", ")") if use == "macro" else ("{", "}")
            self.push(Frame("argument", (place, place + 1), len(self.tokens), closing, use, owner, count - 1))
            self.emit(opening, place, place + 1)
            return
        run, command = _BELOW.match(self.source, place), COMMAND.match(self.source, place)
        if run is not None and use == "base" and run.end() > place + 1:
            raise self.only_first(run, "sets", "below the line", "_")
        self.emit("{", place, place)
        if run is not None:
            digit = self.source[place].isdigit()
            self.emit("number" if digit else "name", place, place + 1, self.source[place])
        elif command is not None and command[1] in commands.LETTERS:
            self.emit("name", place, command.end(), commands.LETTERS[command[1]])
        else:
            raise BadInput("syntax", f"{self.text[slice(*owner)]} needs its argument in braces.", *owner)
        self.emit("}", self.at, self.at)
        self.argument_done(use, count - 1, owner)

    def argument_done(self, use: str, left: int, owner: Span) -> None:
        """What follows an argument: the next one, or nothing."""
        if left:
            self.argument(use, left, owner)
        elif use in ("function power", "base"):
            self.function_at = len(self.tokens)
        elif use == "power":
            self.raised_at = len(self.tokens)
