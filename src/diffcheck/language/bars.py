"""Whether a bar after an operand opens an absolute value, as in `2|x|`, or means "or", as in `(x>1) | (x<0)`."""

from __future__ import annotations

from typing import Final

from diffcheck.errors import BadInput
from diffcheck.language.reader import CONDITIONS, Part, Reader

MAX_LOOKED_AT: Final = 2_000_000

_OPENERS: Final = frozenset({*"([{⌊⌈", "|("})
_CLOSERS: Final = frozenset({*")]}⌋⌉", "|)"})
_RELATIONS: Final = frozenset({"<", "<=", ">", ">=", "=", "==", "!="})
_LOGIC: Final = frozenset({"and", "or", "not", "if", "else", "?", ":", ",", ";", "otherwise"}) | _RELATIONS
_CONDITION_WORDS: Final = frozenset({"And", "Or", "Not", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "True", "False"})
_ENDS_OPERAND: Final = frozenset({"number", "vulgar", "name", "super"}) | _CLOSERS


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
        depth += (kind in _OPENERS) - (kind in _CLOSERS)
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
        if kind in _OPENERS:
            depth += 1
        elif kind in _CLOSERS:
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
