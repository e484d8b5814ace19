"""Whether a bar after an operand opens an absolute value, as in `2|x|`, or means "or", as in `(x>1) | (x<0)`; and other readings.

Bars do not say whether they open or close, so one text may have two readings: `|2|x|-3|`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from diffcheck.errors import BadInput
from diffcheck.language.reader import CONDITIONS, Part, Reader
from diffcheck.language.tokens import CLOSINGS, OPENINGS, Token
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Span

MAX_LOOKED_AT: Final = 2_000_000

_RELATIONS: Final = frozenset({"<", "<=", ">", ">=", "=", "==", "!="})
_LOGIC: Final = frozenset({"and", "or", "not", "if", "else", "?", ":", ",", ";", "otherwise"}) | _RELATIONS
_CONDITION_WORDS: Final = frozenset({"And", "Or", "Not", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "True", "False"})
_ENDS_OPERAND: Final = frozenset({"number", "vulgar", "name", "super"}) | CLOSINGS


def opens(reader: Reader, left: Part) -> bool:
    """True if the bar at the reader's place, after the operand `left` and with no bar open, begins an absolute value."""
    known = reader.bar_roles.get(reader.at)
    if known is None:
        known = not (isinstance(left, CONDITIONS) and _condition_follows(reader)) and _balanced(reader)
        reader.bar_roles[reader.at] = known
    return known


def _condition_follows(reader: Reader) -> bool:
    """Whether a condition in brackets, or one that is named, stands after the bar or the double bar."""
    tokens, at = reader.tokens, reader.at + 1
    if tokens[at].kind == "|" and tokens[at].start == tokens[at - 1].end:
        at += 1
    if tokens[at].kind == "not" or tokens[at].text in _CONDITION_WORDS:
        return True
    if tokens[at].kind != "(":
        return False
    depth = 0
    while tokens[at].kind != "end":
        kind = tokens[at].kind
        depth += (kind in OPENINGS) - (kind in CLOSINGS)
        if depth == 0:
            return False
        if depth == 1 and (kind in _RELATIONS or kind in ("and", "or", "not") or tokens[at].text in _CONDITION_WORDS):
            return True
        at += 1
        _count(reader)
    return False


def _balanced(reader: Reader) -> bool:
    """Whether the bar here is closed again within its bracket, by the rule for bars, with no condition before that."""
    tokens, at = reader.tokens, reader.at
    open_bars, depth, operand = 0, 0, False
    while tokens[at].kind != "end":
        kind = tokens[at].kind
        closes = False
        if kind in OPENINGS:
            depth += 1
        elif kind in CLOSINGS:
            depth -= 1
            if depth < 0:
                return False
        elif depth == 0 and kind == "|":
            closes = operand
            open_bars += -1 if closes else 1
            if open_bars == 0:
                return True
        elif depth == 0 and kind in _LOGIC:
            return False
        operand = closes or kind in _ENDS_OPERAND
        at += 1
        _count(reader)
    return False


def _count(reader: Reader) -> None:
    reader.scanned += 1
    if reader.scanned > MAX_LOOKED_AT:
        token = reader.tokens[reader.at]
        raise BadInput("too_large", "There are too many bars here.", token.start, token.end, "Write abs(…) or the word or.")


Roles: TypeAlias = "tuple[bool, Roles] | None"
"""Of each bar, from the last to the first, whether it opens."""
MOST_STATES: Final = 64
_LONGEST_SHOWN: Final = 120
_SIGNS: Final = frozenset({"+", "-"})


def ambiguous(span: Span, *readings: str) -> BadInput:
    """The error for bars with several readings, which are shown unless they are long."""
    short = sum(map(len, readings)) <= _LONGEST_SHOWN
    return BadInput("ambiguous", "These bars can be read in two ways.", *span, f"Write {' or '.join(readings) if short else 'abs(…)'}")


@immutable
class _Item:
    """A word between two brackets as the bars there see it; a bracket with what it holds is one operand."""

    at: int
    is_bar: bool = False
    begins: bool = False
    """Whether it begins an operand."""
    ends: bool = False
    """Whether it ends one: a function without its argument does not."""
    is_sign: bool = False


def other_readings(tokens: list[Token], is_function: Callable[[Token, Token], bool]) -> Iterator[list[Token]]:
    """The tokens with the bars of one bracket told apart (`|(` and `|)`), once for each way in which people may have meant them.

    A bar between two operands may open or close, unless a space on one side alone tells which: `|x-1| x |x+2|`. After an operand
    and before a sign it closes. Nobody means an absolute value within a product of another, |a|x|b|, or one with the factor 1
    before it, |x-1|x|.
    """
    for items in _segments(tokens, is_function):
        bars = [item.at for item in items if item.is_bar]
        for roles in _plausible(tokens, items) if len(bars) >= 4 else ():
            told = list(tokens)
            for at in reversed(bars):
                assert roles is not None
                opening, roles = roles
                told[at] = told[at]._replace(kind="|(" if opening else "|)")
            yield told


def _segments(tokens: list[Token], is_function: Callable[[Token, Token], bool]) -> Iterator[list[_Item]]:
    """The words between two brackets, commas, or comparisons."""
    levels: list[list[_Item]] = [[]]
    for at, token in enumerate(tokens[:-1]):
        kind = token.kind
        if kind in OPENINGS:
            levels[-1].append(_Item(at, begins=True, ends=True))
            levels.append([])
        elif kind in CLOSINGS:
            if len(levels) > 1:
                yield levels.pop()
        elif kind in _LOGIC:
            yield levels[-1]
            levels[-1] = []
        elif kind == "|":
            levels[-1].append(_Item(at, is_bar=True))
        elif kind == "over":
            levels[-1].append(_Item(at, begins=True))
        elif kind == "name":
            levels[-1].append(_Item(at, begins=True, ends=not is_function(token, tokens[at + 1])))
        else:
            begins = kind in ("number", "vulgar", "√", "∛", "∜", "frac", "root")
            levels[-1].append(_Item(at, begins=begins, ends=kind in _ENDS_OPERAND, is_sign=kind in _SIGNS))
    yield from reversed(levels)


_Open: TypeAlias = tuple[bool, bool]
"""Of an absolute value that is open: whether it holds a sum, and another absolute value that might be none."""
_State: TypeAlias = tuple[tuple[_Open, ...], bool]
"""The absolute values that are open, the last one innermost, and whether an operand was read."""


def _plausible(tokens: list[Token], items: list[_Item]) -> list[Roles]:
    """At most two ways to tell the bars apart; none where there are too many to look at."""
    states: dict[_State, list[Roles]] = {((), False): [None]}
    for item, following in zip(items, [*items[1:], None], strict=True):
        after: dict[_State, list[Roles]] = {}
        for state, ways in states.items():
            for reached, opens in _steps(tokens, item, following, state):
                after.setdefault(reached, []).extend(ways if opens is None else [(opens, way) for way in ways])
        if len(after) > MOST_STATES:
            return []
        states = {state: ways[:2] for state, ways in after.items()}
    return [way for (stack, _), ways in states.items() if not stack for way in ways][:2]


def _steps(tokens: list[Token], item: _Item, following: _Item | None, state: _State) -> Iterator[tuple[_State, bool | None]]:
    """The states behind an item, each with whether the item opens there; None: it is no bar."""
    stack, operand = state
    if not item.is_bar:
        if item.is_sign and operand and stack:
            stack = (*stack[:-1], (True, stack[-1][1]))
        yield (stack, item.ends), None
        return
    may_open, may_close = _roles(tokens, item, following, operand)
    if may_open:
        opened = (*stack[:-1], (stack[-1][0], True)) if stack and may_close else stack
        yield ((*opened, (False, False)), False), True
    if may_close and stack and (stack[-1][0] or not stack[-1][1]):
        yield (stack[:-1], True), False


def _roles(tokens: list[Token], bar: _Item, following: _Item | None, operand: bool) -> tuple[bool, bool]:
    """Whether a bar may open, and whether it may close, after an operand or not."""
    if not operand:
        return True, False
    if following is None or not (following.begins or following.is_bar) or tokens[bar.at - 1].text == "1":
        return False, True
    before = tokens[bar.at - 1].end < tokens[bar.at].start
    behind = tokens[bar.at].end < tokens[bar.at + 1].start
    return (True, True) if before is behind else (before, behind)
