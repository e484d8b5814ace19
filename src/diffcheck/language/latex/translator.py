r"""LaTeX in, tokens of the plain language out, in one pass.

Cases become `{value, condition; …}`, braces become brackets. Kinds of its own are few: "frac" and "root", which take arguments in
braces, the bars "|(" and "|)" that tell whether they open or close, "indicator", and "_" before the base of a logarithm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from diffcheck.errors import BadInput
from diffcheck.language.latex import commands
from diffcheck.language.latex.environments import Environments
from diffcheck.language.latex.scanner import COMMAND, PLAIN_TEX, WORD, Frame, defines
from diffcheck.language.names import symbol_name
from diffcheck.language.tokens import BOUNDS, Token, check_length, no_meaning
from diffcheck.model.tree import Span

_BRACED_WORD: Final = re.compile(rf"\*?\s*\{{\s*({WORD})\s*\}}")
_BOUNDS: Final = re.compile(BOUNDS)
_SIZE: Final = re.compile(r"[bB]igg?([lrm]?)")
_SKIPPED: Final = re.compile(r"\*?\s*\{[^{}]*\}")
_BRACKET_FOLLOWS: Final = re.compile(r"\s*+\{?\s*+(?:\\left|\\[bB]igg?l?)?\s*+\(")
_ONE: Final = re.compile(r"\s*(?:\{\s*[1I]\s*\}|[1I](?![A-Za-z0-9]))")
_ENDS: Final = re.compile(r"\.(?:[\s~]|\\[,;:! ])*(?:\Z|&|\\right\.|\\\\|\\end|\\\)|\\\]|\$|\})")
# Spaces are possessive wherever a pattern can end without a sign between two runs of them, else a long run takes for ever.
_D: Final = r"\s*+(?:d|\\partial|\\(?:mathrm|text|operatorname|rm)\s*+\{?\s*+d\s*+\}?)\s*+"
_RAISED: Final = r"(?:\^\s*+\{?\s*+\w\s*+\}?\s*+)?"
_DERIVATIVE: Final = re.compile(rf"\s*\{{{_D}{_RAISED}\\?[A-Za-z]*+\s*+\}}\s*\{{{_D}\\?[A-Za-z]++\s*+{_RAISED}\}}")
_ENTITY: Final = re.compile(r"&(amp|lt|gt|le|ge|ne|nbsp);")
_ENTITIES: Final = {"lt": "<", "gt": ">", "le": "<=", "ge": ">=", "ne": "!="}
_SET: Final = re.compile(r"\s*+(?:\{\s*+(?P<braced>[RZQN])\s*+\}|(?P<bare>[RZQN])(?![A-Za-z]))")
_TO: Final = re.compile(r"\s*+\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])")
_BRACE: Final = re.compile(r"\s*+\{")
_NUMBERS: Final = re.compile(r"\s*(?:[0-9]|\{\s*[0-9]+\s*\})\s*(?:[0-9]|\{\s*[0-9]+\s*\})")


class Translation(NamedTuple):
    """The tokens of a LaTeX text, and the places among them of each pair of braces that is neither argument nor script."""

    tokens: list[Token]
    bare: list[tuple[int, int]]

    def without(self, count: int) -> list[Token]:
        """The tokens without the first pairs of bare braces, which no one sees in print."""
        hidden = {place for pair in self.bare[:count] for place in pair}
        return [token for place, token in enumerate(self.tokens) if place not in hidden]


def translate(text: str, declared: frozenset[str] = frozenset()) -> Translation:
    """The tokens of a LaTeX text; declared: words that are no products of letters.

    Raises BadInput, with its place, for what is malformed or not known, NotYet for limits and the like.
    """
    check_length(text)
    return _Translator(text, declared).translation()


class _Translator(Environments):
    """Reads what begins with a backslash, a bracket or a sign of its own."""

    def translation(self) -> Translation:
        """The whole text."""
        while self.at < len(self.source):
            self.step()
        if self.frames:
            raise self.never_closed(self.frames[-1])
        if len(self.tokens) > 1 and self.tokens[-1].kind in (",", ";"):
            self.tokens.pop()
        self.refuse_functions_of_letters()
        size = len(self.source)
        kept = [place for place in range(len(self.tokens)) if place not in self.dropped]
        new = {place: count for count, place in enumerate(kept)}
        tokens = [*(self.tokens[place] for place in kept), Token("end", "", size, size)]
        return Translation(tokens, sorted((new[one], new[other]) for one, other in self.bare))

    def step(self) -> None:
        """Reads what stands at this place."""
        c = self.source[self.at]
        if self.frames and self.frames[-1].kind == "text" and self.text_word():
            return
        read = _SIGNS.get(c)
        if read is not None:
            read(self)
        elif (c == "." and _ENDS.match(self.source, self.at)) or c == "~":
            self.at += 1
        elif self.source.startswith(":=", self.at):
            self.emit("=", self.at, self.at + 2)
        else:
            self.plain()

    def ampersand(self) -> None:
        """An & between columns, or the sign that HTML writes with it."""
        entity = _ENTITY.match(self.source, self.at)
        if entity is None:
            self.column((self.at, self.at + 1))
        else:
            self.entity(entity)

    def dollar(self) -> None:
        """The beginning or the end of a formula, by one dollar or two."""
        dollars = "$$" if self.source.startswith("$$", self.at) else "$"
        self.formula(dollars, dollars, self.at + len(dollars))

    def percent(self) -> None:
        raise commands.refusal("%", self.at, self.at + 1)

    def command(self) -> None:
        """What begins with a backslash."""
        start = self.at
        match = COMMAND.match(self.source, start)
        if match is None:
            raise no_meaning("\\", start)
        name, span = match[1], match.span()
        read = _COMMANDS.get(name)
        brace = _BRACE.match(self.source, span[1]) if name in ("matrix", "cases") else None
        if read is not None:
            read(self, span)
        elif brace is not None:
            self.open_cases(PLAIN_TEX, (span[0], brace.end()))
        else:
            self.named(name, span)

    def open_parenthesis(self, span: Span) -> None:
        self.open_formula(r"\)", span)

    def open_bracket(self, span: Span) -> None:
        self.open_formula(r"\]", span)

    def entity(self, match: re.Match[str]) -> None:
        """A sign as HTML writes it: a column, a comparison, a space."""
        if match[1] == "amp":
            self.column(match.span())
        elif match[1] == "nbsp":
            self.at = match.end()
        else:
            self.emit(_ENTITIES[match[1]], *match.span())

    def named(self, name: str, span: Span) -> None:
        """A command that stands for a sign, a letter, a function, or sets what follows in some type."""
        start, end = span
        if name in commands.SPACES:
            self.at = end
        elif name in commands.SKIPPED and (skipped := _SKIPPED.match(self.source, end)) is not None:
            self.at = skipped.end()
        elif name in commands.SYMBOLS:
            self.emit(commands.SYMBOLS[name], start, end)
        elif name == "Gamma" and _BRACKET_FOLLOWS.match(self.source, end):
            self.word("gamma", start, end)
        elif name in commands.LETTERS:
            self.word(commands.LETTERS[name], start, end)
        elif name in commands.WORDS or name in commands.BOARDS:
            self.set_in_type(name, span)
        elif name in commands.MACROS:
            self.macro(commands.MACROS[name], span)
        elif (size := _SIZE.fullmatch(name)) is not None:
            self.sized(size[1], span)
        elif commands.is_spelling(name) and not commands.is_refused(name):
            self.word(name, start, end)
        else:
            raise commands.refusal(name, start, end)

    def over_index(self, span: Span) -> None:
        """The sign of a sum or product, with its index and bounds."""
        start, end = span
        bounds = _BOUNDS.match(self.source, end)
        if bounds is None:
            raise commands.refusal(self.text[start + 1 : end], start, end)
        self.emit("over", start, bounds.end(), self.source[start + 1 : end] + bounds.group())

    def macro(self, name: str, span: Span) -> None:
        r"""A function that takes its argument in braces, as \abs{x}."""
        self.word(name, *span)
        self.skip_space()
        if self.source.startswith("{", self.at):
            self.argument("macro", 1, span)

    # --- words in some type

    def open_text(self, span: Span) -> None:
        self.at = span[1]
        self.skip_space()
        if not self.source.startswith("{", self.at):
            raise BadInput("syntax", f"{self.text[slice(*span)]} needs its words in braces.", *span)
        self.push(Frame("text", (span[0], self.at + 1)))
        self.at += 1

    def set_in_type(self, name: str, span: Span) -> None:
        r"""A word in some type is a name; \mathbb{1} is an indicator; of anything else the type does not matter."""
        start, end = span
        one = _ONE.match(self.source, end)
        if one is not None and (name in commands.BOARDS or ("1" in one.group() and name in ("mathbf", "bm", "boldsymbol"))):
            self.indicator(start, one.end())
            return
        if name in commands.BOARDS:
            self.set_of_numbers(span)
            return
        word = _BRACED_WORD.match(self.source, end)
        if word is not None:
            if name == "operatorname":
                self.operators.add(len(self.tokens))
            self.word(word[1].replace("\\", ""), start, word.end())
        elif name == "operatorname":
            raise BadInput("syntax", r"\operatorname needs the name of a function in braces.", start, end)
        else:
            self.at = end

    def set_of_numbers(self, span: Span) -> None:
        r"""\mathbb{R} in `f: \mathbb{R} \to \mathbb{R}`, or the set of a membership. Raises BadInput for it elsewhere."""
        start, end = span
        board = _SET.match(self.source, end)
        letter = "" if board is None else board["braced"] or board["bare"]
        before = self.tokens[-1].kind if self.tokens else ""
        if board is not None and (
            before in ("∈", "∉") or (letter == "R" and (before in ("->", ":") or _TO.match(self.source, board.end())))
        ):
            self.emit("name", start, board.end(), letter)
            return
        self.at = end
        self.skip_space()
        raise commands.sets(start, self.end_of_group())

    # --- fractions, roots, negations

    def fraction(self, span: Span) -> None:
        start, end = span
        derivative = _DERIVATIVE.match(self.source, end)
        if derivative is not None:
            raise commands.derivative(start, derivative.end())
        numbers = _NUMBERS.match(self.source, end)
        if numbers is not None and self.visible is not None and self.visible.kind == "number":
            hint = r"Write \cdot or + between them."
            raise BadInput("syntax", "A number and a fraction stand side by side.", self.visible.start, numbers.end(), hint)
        self.emit("frac", start, end)
        self.argument("fraction", 2, span)

    def binomial(self, span: Span) -> None:
        self.emit("frac", *span, "binom")
        self.argument("fraction", 2, span)

    def root(self, span: Span) -> None:
        self.emit("root", *span)
        self.skip_space()
        if self.source.startswith("[", self.at):
            self.push(Frame("index", (self.at, self.at + 1), owner=span))
            self.emit("[", self.at, self.at + 1)
        else:
            self.argument("root", 1, span)

    def negation(self, span: Span) -> None:
        r"""\not= and \not\in."""
        self.at = span[1]
        self.skip_space()
        if self.source.startswith("=", self.at):
            self.emit("!=", span[0], self.at + 1)
            return
        raise BadInput("syntax", r"\not is read before = only.", *span, r"Write \neg before a condition.")

    def refuse_functions_of_letters(self) -> None:
        """Raises BadInput for a letter before a bracket that may be a function, unless it is the one that the text defines."""
        first = 1 if 0 in self.dropped else 0
        defined = defines(self.tokens[first : first + 5])
        for place, (token, after) in enumerate(zip(self.tokens, self.tokens[1:], strict=False)):
            if token.kind != "name" or after.kind != "(" or (place == first and defined):
                continue
            written = self.text[token.start : token.end]
            if commands.may_be_function(token.text):
                raise commands.function_or_factor(token.text, written, token.start, token.end)
            if place in self.operators and symbol_name(token.text) is not None and not commands.is_spelling(token.text):
                raise BadInput("unknown_name", f"Unknown function {written}.", token.start, token.end, r"A factor has no \operatorname.")


_SIGNS: Final[Mapping[str, Callable[[_Translator], None]]] = {
    "\\": _Translator.command,
    "{": _Translator.open_brace,
    "}": _Translator.close_brace,
    "^": _Translator.superscript,
    "_": _Translator.stray_subscript,
    "&": _Translator.ampersand,
    "$": _Translator.dollar,
    "[": _Translator.open_square,
    "]": _Translator.close_square,
    "%": _Translator.percent,
}
"""The signs that mean something in LaTeX alone, and who reads what begins with them."""
_COMMANDS: Final[Mapping[str, Callable[[_Translator, Span], None]]] = {
    "left": _Translator.left,
    "right": _Translator.right,
    "begin": _Translator.begin,
    "end": _Translator.end,
    "sqrt": _Translator.root,
    "not": _Translator.negation,
    **dict.fromkeys(("\\", "cr"), _Translator.row),
    "amp": _Translator.column,
    **dict.fromkeys(("{", "lbrace"), _Translator.open_visible),
    **dict.fromkeys(("}", "rbrace"), _Translator.close_visible),
    "(": _Translator.open_parenthesis,
    "[": _Translator.open_bracket,
    **dict.fromkeys((")", "]"), _Translator.close_formula),
    **dict.fromkeys(commands.FRACTIONS, _Translator.fraction),
    **dict.fromkeys(commands.BINOMIALS, _Translator.binomial),
    **dict.fromkeys(commands.TEXTS, _Translator.open_text),
    **dict.fromkeys(("sum", "prod"), _Translator.over_index),
}
"""The commands that structure a formula, or take what follows them in braces."""
