"""The elements of a text: what stands between semicolons, commas and line ends, and the cases that these are.

What is handed to the parser are tokens of the text in the order that its grammar has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from diffcheck.language.tokens import CLOSINGS, NUMBERS, OPENINGS, Token

Tokens = list[Token]

MOST_TOKENS: Final = 20_000
DEEPEST: Final = 100
"""Beyond these a text has no cases but those of the grammar."""

RELATIONS: Final = frozenset({"<", "<=", ">", ">=", "=", "==", "!=", "=>", "∈", "∉"})
_GOES_ON: Final = frozenset(
    {"+", "-", "*", "/", "^", ",", ";", "=", "if", "and", "or", "<", "<=", ">", ">=", ":", "?", "|", "else", "otherwise"}
)


def levelled(tokens: Sequence[Token]) -> Iterator[tuple[int, Token, int]]:
    """Each token with its place and the depth of brackets around it; a bracket stands at the depth outside it."""
    depth = 0
    for place, token in enumerate(tokens):
        depth -= token.kind in CLOSINGS
        yield place, token, depth
        depth += token.kind in OPENINGS


def find(tokens: Sequence[Token], kinds: Iterable[str], first: int = 0) -> int | None:
    """The place of the first token of these kinds outside all brackets."""
    kinds = frozenset(kinds)
    return next((place for place, token, depth in levelled(tokens) if depth == 0 and place >= first and token.kind in kinds), None)


def cut(text: str, tokens: Sequence[Token], *, lines: bool) -> list[tuple[str, Tokens]]:
    """The elements of a text, each with the sign before it: a comma, a semicolon or a line end."""
    found: list[tuple[str, Tokens]] = [("", [])]
    before: Token | None = None
    for _, token, depth in levelled(tokens):
        if depth == 0 and token.kind in (",", ";"):
            found.append((token.kind, []))
        else:
            ended = lines and depth == 0 and before is not None and "\n" in text[before.end : token.start]
            if ended and before is not None and before.kind not in _GOES_ON and token.kind not in _GOES_ON:
                found.append((";", []))
            found[-1][1].append(token)
        before = token
    return [(sign, element) for sign, element in found if element]


def is_condition(tokens: Sequence[Token]) -> bool:
    """Whether the tokens compare something and give no value."""
    return find(tokens, RELATIONS) is not None and find(tokens, {"if", ":", "?", "otherwise"}) is None


Case = tuple[Tokens, Tokens | None]
"""A value, and its condition if it has one."""


def gathered(elements: Sequence[tuple[str, Tokens]]) -> list[Case] | None:
    """The cases that the elements are; None if they are none. A value without a condition is for all that is left, and the last."""
    cases: list[Case] = []
    pending: Tokens | None = None
    for sign, element in elements:
        value, condition = parts(element)
        if value is not None:
            if pending is not None:
                return None
            pending = value
        if condition is None:
            continue
        if pending is not None:
            cases.append((pending, condition))
            pending = None
        elif cases and sign == "," and value is None and cases[-1][1] is not None:
            joined = [*cases[-1][1], Token("and", "and", element[0].start, element[0].start), *condition]
            cases[-1] = (cases[-1][0], joined)
        else:
            return None
    if pending is not None:
        cases.append((pending, None))
    return cases or None


def parts(element: Tokens) -> tuple[Tokens | None, Tokens | None]:
    """The value and the condition of an element that holds one of the two or both."""
    if (pair := _pair(element)) is not None:
        return pair
    if element[-1].kind in ("otherwise", "else"):
        return _value(element[:-1]), [element[-1]._replace(kind="otherwise")]
    if find(element, {"?"}) is not None:
        return element, None
    word = find(element, {"if"})
    if word is not None and find(element, {"else"}) is None:
        return _value(element[:word]), element[word + 1 :] or None
    colon = find(element, {":"})
    if colon:
        left, right = element[:colon], element[colon + 1 :]
        if is_condition(left) or left[-1].kind == "otherwise":
            return right or None, left
        return left, right or None
    return (None, element) if is_condition(element) else (element, None)


def _pair(element: Tokens) -> tuple[Tokens, Tokens] | None:
    """The value and the condition of `(value, condition)`; None for another element."""
    closed = [place for place, token, depth in levelled(element) if depth == 0 and token.kind in CLOSINGS]
    if element[0].kind != "(" or closed[:1] != [len(element) - 1]:
        return None
    inner = cut("", element[1:-1], lines=False)
    return (inner[0][1], inner[1][1]) if len(inner) == 2 and is_condition(inner[1][1]) else None


def _value(tokens: Tokens) -> Tokens | None:
    while tokens and tokens[-1].kind in (",", "if"):
        tokens = tokens[:-1]
    return tokens or None


def written_out(cases: Sequence[Case], values: Sequence[tuple[Tokens, Tokens]], variable: Token | None) -> Tokens:
    """The cases as the grammar has them: {value, condition; …}. Values at single points come first where a case has no condition."""
    singles: list[Case] = []
    for constant, value in values:
        assert variable is not None
        place = constant[0].start
        singles.append((value, [variable._replace(start=place, end=place), Token("=", "=", place, place), *constant]))
    everywhere = any(condition is None for _, condition in cases)
    ordered = [*singles, *cases] if everywhere else [*cases, *singles]
    if len(ordered) == 1 and ordered[0][1] is None:
        return ordered[0][0]
    first, last = ordered[0][0][0].start, max(part[-1].end for case in ordered for part in case if part)
    body = [Token("{", "{", first, first)]
    for number, (value, condition) in enumerate(ordered):
        place = value[-1].end
        body += [Token(";", ";", value[0].start, value[0].start)] if number else []
        body += [*value, Token(",", ",", place, place), *(condition or [Token("otherwise", "otherwise", place, place)])]
    return [*body, Token("}", "}", last, last)]


def regular(tokens: Tokens) -> Tokens:
    """The tokens with cases in braces as the grammar has them, innermost first."""
    stack: list[int] = []
    found: list[Token] = []
    if len(tokens) > MOST_TOKENS or max((depth for _, _, depth in levelled(tokens)), default=0) > DEEPEST:
        return tokens
    for token in tokens:
        found.append(token)
        if token.kind in OPENINGS:
            stack.append(len(found) - 1)
        elif token.kind in CLOSINGS and stack:
            opening = stack.pop()
            if found[opening].kind != "{" or token.kind != "}" or (opening and found[opening - 1].kind == "^"):
                continue
            cases = gathered(cut("", found[opening + 1 : -1], lines=False))
            if cases is not None and any(condition is not None for _, condition in cases):
                inside = written_out(cases, (), None)[1:-1]
                found[opening + 1 :] = [*inside, token]
    return found


def _with_membership(tokens: Tokens) -> Tokens:
    """The tokens with `in` and `not in` before an interval or a set of numbers as one sign."""
    found: Tokens = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1 : place + 2]
        named = any(t.kind in ("(", "[", "]") or t.text in NUMBERS for t in following)
        if named and found and token.kind == "name" and token.text == "in":
            denied = found[-1].kind == "not"
            first = found.pop() if denied else token
            token = token._replace(kind="∉" if denied else "∈", start=first.start)
        found.append(token)
    return found


def intervals(text: str, tokens: Tokens) -> Tokens:
    """The tokens with the bracket after `x in` as a round one, so that `]0, 1[` and `(0, 1]` are closed by what they open."""
    found = _with_membership(tokens)
    for place in range(len(found) - 1):
        if found[place].kind not in ("∈", "∉") or found[place + 1].kind not in ("(", "[", "]"):
            continue
        depth = 0
        for at in range(place + 2, len(found)):
            kind = found[at].kind
            if depth == 0 and kind in (")", "]", "["):
                found[place + 1] = found[place + 1]._replace(kind="(")
                found[at] = found[at]._replace(kind=")")
                break
            depth += (kind in OPENINGS) - (kind in CLOSINGS)
    return found
