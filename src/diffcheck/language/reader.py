"""What all parts of the parser share: the tokens and the place in them, the errors, and how a part becomes a number or a condition."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NoReturn, TypeAlias

from diffcheck.errors import BadInput
from diffcheck.language.formula import Called
from diffcheck.language.names import shown
from diffcheck.language.size import too_deep
from diffcheck.language.tokens import CLOSINGS, OPENINGS, Token
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Promise, Span, Truth

TERNARY: Final = 1
OR: Final = 2
AND: Final = 3
NOT: Final = 4
COMPARE: Final = 5
SUM: Final = 6
PRODUCT: Final = 7
SIGN: Final = 8
POWER: Final = 9
"""Binding powers, loosest first."""

FLOATING: Final = "(floating"
"""The text of a bracket around what a program holds as a number of floating point, whatever it is computed from."""
MAX_FRAMES: Final = 600
"""How deeply the parser may call itself, in frames of Python's stack, of which Python allows 1000."""
FRAMES_EACH: Final = 4
"""The frames that one expression within another costs."""


IVERSON_HINT: Final = "For 1 where it holds and 0 elsewhere write it in brackets."


@immutable
class Infinite:
    """Plus or minus infinity: an end of an interval, or one side of a comparison; never a number."""

    positive: bool
    span: Span


@immutable
class Pair:
    """`(value, condition)`: an argument of Piecewise; never a number."""

    value: Node
    condition: Condition
    span: Span


Part: TypeAlias = Node | Condition | Infinite | Pair
NODES: Final = (Number, Name, Apply, Named, Cases)
CONDITIONS: Final = (Compare, Logic, Truth)


def iverson(condition: Condition, span: Span) -> Cases:
    """The number 1 where the condition holds, else 0."""
    return Cases(((Number(Fraction(1), span), condition), (Number(Fraction(0), span), Truth(True, span))), span)


class Reader:
    """The tokens of one text, the place reached, and the steps that every rule of the grammar uses."""

    __slots__ = (
        "at",
        "bar_roles",
        "bound",
        "called",
        "declared",
        "formals",
        "frames",
        "grouped",
        "indices",
        "is_latex",
        "loose_e",
        "names",
        "notes",
        "open_bars",
        "pairs",
        "principal",
        "promises",
        "scanned",
        "square_brackets",
        "terms",
        "text",
        "tokens",
        "variable",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        *,
        principal: bool = False,
        formals: frozenset[str] = frozenset(),
        declared: frozenset[str] = frozenset(),
        variable: str | None = None,
        latex: bool = False,
        square_brackets: bool = False,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.frames = 0
        self.principal = principal
        self.formals = formals
        self.is_latex = latex
        self.square_brackets = square_brackets
        """Whether the arguments of functions stand in square brackets."""
        self.variable = variable or "x"
        """The name that stands for the variable where the text names none, as in lists of intervals."""
        self.declared = declared
        """Names of parameters that may be of any length, and that stand for nothing else."""
        self.called: list[Called] = []
        """The names with a bracket right behind them, which may be functions."""
        self.loose_e: Span | None = None
        """Where e stands that is not the base of a power, so that it may be a coefficient."""
        self.notes: list[str] = []
        self.promises: list[Promise] = []
        """What the text says of its parts."""
        self.indices: dict[str, int] = {}
        """The values for which the sums and products over an index are read just now."""
        self.bound: set[tuple[str, Span]] = set()
        """The indices of those that were read, each with the place of its sum or product."""
        self.terms = 0
        """How many terms of such sums were read."""
        self.pairs: dict[int, int] | None = None
        self.names: dict[str, Span] = {}
        self.open_bars = 0
        self.bar_roles: dict[int, bool] = {}
        self.scanned = 0
        self.grouped: Part | None = None
        """The condition that was last closed by its own brackets: that one may be used as a number."""

    def expression(self, floor: int) -> Part:
        """Reads as much as binds at least as tightly as `floor`; the parser supplies it."""
        raise NotImplementedError

    def begins_function(self, token: Token, after: Token) -> bool:
        """Whether the name stands for a function here; the parser supplies it."""
        raise NotImplementedError

    def begins_factor(self, token: Token, before: Node) -> bool:
        """Whether a factor begins with the token at this place; the parser supplies it."""
        raise NotImplementedError

    def is_remainder(self, at: int) -> bool:
        """Whether the token at a place is the sign of a remainder; the parser supplies it."""
        raise NotImplementedError

    def nested(self, floor: int = 0) -> Part:
        """An expression between brackets of some kind, in which the bars count afresh."""
        bars, self.open_bars = self.open_bars, 0
        self.frames += 2
        part = self.expression(floor)
        self.frames -= 2
        self.open_bars = bars
        return part

    def real(self, floor: int) -> Node:
        """A number at this binding power; a condition must stand in brackets to count as one."""
        start = self.tokens[self.at].start
        return self.as_real(self.expression(floor), start)

    def nested_real(self) -> Node:
        """A number between brackets, where a condition of its own is a mistake rather than an Iverson bracket."""
        return self.alone(self.nested())

    def argument(self) -> Node:
        """An argument in braces of its own, which a construct of LaTeX takes."""
        opened = self.expect("{")
        node = self.nested_real()
        self.expect("}", opened)
        return node

    def nested_condition(self) -> Condition:
        """A condition between brackets."""
        return self.as_condition(self.nested())

    def alone(self, part: Part) -> Node:
        """The part as a number; refuses a condition without brackets of its own."""
        if isinstance(part, CONDITIONS) and part is not self.grouped:
            raise BadInput("condition", "A condition stands where a number is needed.", *part.span, IVERSON_HINT)
        return self.as_real(part, part.span[0])

    def as_real(self, part: Part, start: int) -> Node:
        """The part as a number: a condition counts 1 where it holds and 0 elsewhere."""
        if isinstance(part, NODES):
            return part
        if isinstance(part, CONDITIONS):
            return iverson(part, (start, self.tokens[self.at - 1].end))
        if isinstance(part, Infinite):
            raise BadInput("infinity", "Infinity is not a number.", *part.span, "It may stand in a set only, such as --on (0,oo).")
        hint = "Pairs belong to Piecewise((value, condition), …)."
        raise BadInput("syntax", "A pair (value, condition) stands where a number is needed.", *part.span, hint)

    def as_condition(self, part: Part) -> Condition:
        """The part as a condition; raises BadInput for a number."""
        if isinstance(part, CONDITIONS):
            return part
        raise BadInput("syntax", "A condition is needed here, such as x > 0.", *part.span)

    def expect(self, kind: str, opened: Token | None = None) -> Token:
        """Moves past the token of this kind; else an error, at the opening bracket where that was never closed."""
        token = self.tokens[self.at]
        if token.kind == kind:
            self.at += 1
            return token
        if token.kind == "end" and opened is not None:
            raise BadInput("syntax", f"This {opened.text} is never closed.", opened.start, opened.end, f"Add {kind}")
        self.unexpected(f"{kind} is needed here" if opened is None or token.kind in ")]}⌋⌉" else None)

    def unexpected(self, message: str | None = None) -> NoReturn:
        """Raises the error for the present token, which fits nothing."""
        token = self.tokens[self.at]
        if token.kind == "end":
            last = self.tokens[self.at - 1] if self.at else token
            raise BadInput("syntax", f"The formula ends too early{f': {message}' if message else ''}.", last.start, last.end)
        if message is None:
            shown_text = shown(self.text[token.start : token.end])
            message = f"{shown_text} closes a bracket that was never opened" if token.kind in ")]}⌋⌉" else f"{shown_text} does not fit here"
        raise BadInput("syntax", message + ".", token.start, token.end, self.decimal_hint(token))

    def decimal_hint(self, token: Token) -> str | None:
        """What to write for a comma between the digits of one number."""
        around = self.text[token.start - 1 : token.start], self.text[token.end : token.end + 1]
        return "Write a point in a decimal number: 0.5" if token.kind == "," and all(c.isdigit() for c in around) else None

    def span_from(self, start: int) -> Span:
        """From there to the end of the last token read."""
        return (start, self.tokens[self.at - 1].end)

    def deeper(self) -> None:
        """One expression more within another; raises BadInput where the formula is nested too deeply."""
        self.frames += FRAMES_EACH
        if self.frames > MAX_FRAMES:
            token = self.tokens[min(self.at, len(self.tokens) - 1)]
            raise too_deep((token.start, token.end))

    def note_name(self, name: str, span: Span) -> Name:
        """A variable or a parameter, remembered with its first place."""
        self.names.setdefault(name, span)
        return Name(name, span)

    def note(self, text: str) -> None:
        """Something to be said of how the text was read, once."""
        if text not in self.notes:
            self.notes.append(text)

    def written(self, token: Token) -> str:
        """The token as the user wrote it."""
        return self.text[token.start : token.end]

    def brackets(self) -> tuple[str, str]:
        """The brackets around the arguments of a function here."""
        return ("[", "]") if self.square_brackets and self.tokens[self.at].kind == "[" else ("(", ")")

    def closing(self, opening: int) -> int:
        """The place of the token that closes the bracket at this place; the last one where none does."""
        if self.pairs is None:
            self.pairs, stack = {}, []
            for at, token in enumerate(self.tokens):
                if token.kind in OPENINGS:
                    stack.append(at)
                elif token.kind in CLOSINGS and stack:
                    self.pairs[stack.pop()] = at
        return self.pairs.get(opening, len(self.tokens) - 1)
