"""More than one formula in a text: definitions, cases as people write them in a line or in lines, and tails such as `, x != 0`.

A text is cut into elements at semicolons, commas and line ends outside all brackets. Elements become one function with cases, and
definitions that it uses; what is handed to the parser are tokens of the text in the order that its grammar has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.functions.register import is_constant
from diffcheck.language.names import INFINITY
from diffcheck.language.reader import CLOSINGS, OPENINGS
from diffcheck.language.tokens import Token
from diffcheck.model.tree import Node, Span

Tokens = list[Token]

MOST_TOKENS: Final = 20_000
DEEPEST: Final = 100
"""Beyond these a text has no cases but those of the grammar."""

_RELATIONS: Final = frozenset({"<", "<=", ">", ">=", "=", "==", "!=", "=>", "∈"})
_ARROWS: Final = frozenset({"->", "=>"})
_GOES_ON: Final = frozenset(
    {"+", "-", "*", "/", "^", ",", ";", "=", "if", "and", "or", "<", "<=", ">", ">=", ":", "?", "|", "else", "otherwise"}
)
_ASSIGN: Final = frozenset({"="})


@dataclass(frozen=True, slots=True)
class Definition:
    """`name(formals) = …` or `name = …`; the place of the name, and the tokens of what it means."""

    name: str
    formals: tuple[str, ...] | None
    span: Span
    body: Tokens


@dataclass(slots=True)
class Library:
    """Definitions by name, each read once; a name that is defined by itself is an error."""

    definitions: dict[str, Definition]
    read: Callable[[Definition, Library], Node]
    trees: dict[str, Node] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def tree(self, name: str) -> Node:
        """What the name means, with its formals as names."""
        if name not in self.trees:
            definition = self.definitions[name]
            if name in self.open:
                raise BadInput("circular", f"{name} is defined by itself.", *definition.span)
            self.open.append(name)
            self.trees[name] = self.read(definition, self)
            self.open.pop()
        return self.trees[name]


@dataclass(slots=True)
class Function:
    """A function as it is gathered: its name and formals, its elements, and its values at single points."""

    name: str | None
    formals: tuple[str, ...] | None
    span: Span
    elements: list[tuple[str, Tokens]] = field(default_factory=list)
    values: list[tuple[Tokens, Tokens]] = field(default_factory=list)
    """Constants and the values there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The function that is asked about, as tokens, with the definitions that it uses; where it is asked to be looked at."""

    body: Tokens
    variable: str | None
    library: dict[str, Definition]
    at: tuple[Tokens, ...] = ()
    on: str | None = None


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
    return find(tokens, _RELATIONS) is not None and find(tokens, {"if", ":", "?", "otherwise"}) is None


Case = tuple[Tokens, Tokens | None]
"""A value, and its condition if it has one."""


def gathered(elements: Sequence[tuple[str, Tokens]]) -> list[Case] | None:
    """The cases that the elements are; None if they are none. A value without a condition is for all that is left, and the last."""
    cases: list[Case] = []
    pending: Tokens | None = None
    for sign, element in elements:
        value, condition = _parts(element)
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


def _parts(element: Tokens) -> tuple[Tokens | None, Tokens | None]:
    """The value and the condition of an element that holds one of the two or both."""
    closed = [place for place, token, depth in levelled(element) if depth == 0 and token.kind in CLOSINGS]
    if element[0].kind == "(" and closed[:1] == [len(element) - 1]:
        inner = cut("", element[1:-1], lines=False)
        if len(inner) == 2 and is_condition(inner[1][1]):
            return inner[0][1], inner[1][1]
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
    if is_condition(element):
        return None, element
    return element, None


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


def intervals(text: str, tokens: Tokens) -> Tokens:
    """The tokens with the bracket after `x in` as a round one, so that `]0, 1[` and `(0, 1]` are closed by what they open."""
    found = list(tokens)
    for place, token in enumerate(tokens[:-1]):
        if token.kind == "name" and token.text == "in" and place and tokens[place + 1].kind in ("(", "[", "]"):
            found[place] = token._replace(kind="∈")
        if found[place].kind != "∈" or tokens[place + 1].kind not in ("(", "[", "]"):
            continue
        depth = 0
        for at in range(place + 2, len(tokens)):
            kind = tokens[at].kind
            if depth == 0 and kind in (")", "]", "["):
                found[place + 1] = tokens[place + 1]._replace(kind="(")
                found[at] = tokens[at]._replace(kind=")")
                break
            depth += (kind in OPENINGS) - (kind in CLOSINGS)
    return found


def heading(tokens: Tokens) -> tuple[str | None, tuple[str, ...] | None, Tokens] | None:
    """The name, the formals and the rest of `f(x, …) = …`, `y = …`, `f: x -> …`, `x -> …`; None without such a beginning."""
    if tokens[0].kind == "name" and tokens[0].text == "let" and len(tokens) > 2:
        tokens = tokens[1:]
    kinds = [token.kind for token in tokens]
    name: str | None = None
    at = 0
    if kinds[0] == "name" and len(kinds) > 1 and kinds[1] in ("=", ":"):
        name, at = tokens[0].text, 2
        arrow = _arrow(tokens, at)
        if arrow is not None:
            return name, *arrow
        return None if kinds[1] == ":" or len(kinds) == 2 else (name, None, tokens[2:])
    if (arrow := _arrow(tokens, 0)) is not None:
        return None, *arrow
    if kinds[:3] == ["name", "(", "name"] and tokens[1].start == tokens[0].end:
        close = kinds.index(")") if ")" in kinds else 0
        inside = tokens[2:close]
        listed = inside and all(t.kind == ("name" if number % 2 == 0 else ",") for number, t in enumerate(inside))
        if listed and kinds[close + 1 : close + 2] == ["="] and len(tokens) > close + 2:
            rest = tokens[close + 2 :]
            arrow = _arrow(rest, 0)
            return tokens[0].text, tuple(t.text for t in inside[::2]), rest if arrow is None else arrow[1]
    return None


def _arrow(tokens: Tokens, at: int) -> tuple[tuple[str, ...], Tokens] | None:
    """The formal and the rest of `x -> …`, `(x) => …`."""
    kinds = [token.kind for token in tokens[at : at + 4]]
    if kinds[:1] == ["name"] and kinds[1:2] and kinds[1] in _ARROWS and len(tokens) > at + 2:
        return (tokens[at].text,), tokens[at + 2 :]
    if kinds[:3] == ["(", "name", ")"] and kinds[3:] and kinds[3] in _ARROWS and len(tokens) > at + 4:
        return (tokens[at + 1].text,), tokens[at + 4 :]
    return None


def without_sets(tokens: Tokens) -> Tokens:
    """The tokens without a beginning such as `f: R -> R,`."""
    kinds = [token.kind for token in tokens[:6]]
    if kinds[:3] == ["name", ":", "name"] and tokens[2].text == "R" and kinds[3:5] == ["->", "name"] and tokens[4].text == "R":
        if len(tokens) > 6 and kinds[5] in (",", ";"):
            return tokens[6:]
        if len(tokens) > 5 and kinds[5] == "name":
            return tokens[5:]
    return tokens


def understood(text: str, tokens: Tokens, variable: str | None, *, lines: bool) -> Sentence | None:
    """The sentence that the tokens are; None where they are none. variable: the name of --var, if any.

    Raises BadInput where it is not clear which function is asked about.
    """
    tokens = regular(intervals(text, without_sets([token for token in tokens if token.kind != "end"])))
    if not tokens:
        return None
    elements = [part for element in cut(text, tokens, lines=lines) for part in _tails(element)]
    if not elements:
        return None
    headings = [heading(element) for _, element in elements]
    variables = {variable} if variable else {f for found in headings if found for f in found[1] or ()}
    if not variables:
        names = {token.text for token in tokens if token.kind == "name"}
        variables = {"x"} if "x" in names else _compared(elements)
    functions: list[Function] = []
    at: list[Tokens] = []
    for (sign, element), found in zip(elements, headings, strict=True):
        here = functions[-1] if functions else None
        value = _single_value(element)
        if sign == "at":
            at.append(element[2:] if len(element) > 2 and element[1].kind == "=" else element)
        elif value is not None and here is not None and (here.name or value[0]) == value[0]:
            here.values.append(value[1:])
        elif found is not None and not (found[1] is None and found[0] in variables):
            name, formals, rest = found
            if here is None or here.name != name or name is None:
                here = Function(name, formals, (element[0].start, element[0].end))
                functions.append(here)
            here.elements += [(";", rest)]
        else:
            again = here is not None and here.name is not None and any(t.text == here.name for t in element)
            if here is None or again or (here.name is not None and here.formals is None and sign == ";" and not is_condition(element)):
                here = Function(None, None, (element[0].start, element[0].end))
                functions.append(here)
            here.elements.append((sign, element))
    return _asked(text, functions, variables, tuple(at))


def _tails(element: tuple[str, Tokens]) -> Iterator[tuple[str, Tokens]]:
    """An element, and what follows it after the words on, at, where."""
    sign, tokens = element
    if tokens[0].text in ("where", "with", "let") and [token.kind for token in tokens[1:3]] == ["name", "="]:
        yield ";", tokens[1:]
        return
    for place, token, depth in levelled(tokens):
        after = [t.kind for t in tokens[place + 1 : place + 3]]
        if depth or token.kind != "name":
            continue
        rest = tokens[place + 1 :]
        constant = all(t.kind in ("number", "-", "/", "vulgar") or is_constant(t.text) for t in rest)
        if token.text == "at" and rest and (after == ["name", "="] or not place or constant):
            if place:
                yield sign, tokens[:place]
            yield "at", tokens[place + 1 :]
            return
        if token.text == "on" and after[:1] and after[0] in ("[", "(", "]") and place:
            yield sign, tokens[:place]
            yield ",", [token._replace(kind="name", text=""), *intervals("", [token._replace(kind="∈"), *tokens[place + 1 :]])]
            return
        if token.text in ("where", "with") and place and after[:1] == ["name"]:
            yield sign, tokens[:place]
            yield ";", tokens[place + 1 :]
            return
    yield sign, tokens


def _compared(elements: Sequence[tuple[str, Tokens]]) -> set[str]:
    """The names in conditions that are no equations."""
    found: set[str] = set()
    for _, element in elements:
        _, condition = _parts(element)
        if condition is not None and any(token.kind in _RELATIONS - {"="} for token in condition):
            found |= {token.text for token in condition if token.kind == "name"}
    return found


def _single_value(element: Tokens) -> tuple[str, Tokens, Tokens] | None:
    """The name, the constant and the value of `f(0) = 1`."""
    kinds = [token.kind for token in element]
    if kinds[:2] != ["name", "("] or ")" not in kinds or element[1].start != element[0].end:
        return None
    close = find(element, {")"})
    if close is None:
        return None
    constant = element[2:close]
    numeral = constant and all(t.kind in ("number", "-", "/", "vulgar", "frac", "{", "}") or is_constant(t.text) for t in constant)
    if not numeral or kinds[close + 1 : close + 2] != ["="] or len(element) < close + 3:
        return None
    return element[0].text, constant, element[close + 2 :]


def _asked(text: str, functions: list[Function], variables: set[str], at: tuple[Tokens, ...]) -> Sentence | None:
    """Which of the functions is asked about: the one without a name, else the one that no other uses."""
    bodies: list[tuple[Function, Tokens]] = []
    on: dict[int, str] = {}
    for function in functions:
        chosen = next(iter(function.formals or sorted(variables)), "x")
        place = function.span[0]
        variable = Token("name", chosen, place, place)
        elements = [(sign, [variable if not t.text and t.kind == "name" else t for t in element]) for sign, element in function.elements]
        if len(elements) == 2 and not function.values and [t.kind for t in elements[1][1][:2]] == ["name", "="] and elements[1][0] != "if":
            first, last = elements[1][1][0], elements[1][1][-1]
            if first.text in variables and not any(t.kind == "if" for t in elements[1][1]):
                said = text[first.start : last.end]
                hint = f"Write at {said} to look there, or give the other cases: {{…, {said}; …, otherwise}}."
                raise BadInput("ambiguous", "This may be a point to look at or a case without the others.", first.start, last.end, hint)
        for _, element in elements[1:]:
            if (value := _single_value(element)) is not None:
                message = f"{value[0]} is not the function that is asked about."
                raise BadInput("syntax", message, element[0].start, element[-1].end, f"Write {function.name or 'f'}(…) = …")
            held = {t.text for t in element if t.kind == "name"}
            if len(elements) == 2 and held and not held & variables and is_condition(element):
                said = text[element[0].start : element[-1].end]
                raise BadInput(
                    "assumption",
                    "This condition speaks of parameters alone.",
                    element[0].start,
                    element[-1].end,
                    f'Write --assume "{said}".',
                )
        if len(elements) == 2 and not function.values and (interval := _interval(text, elements[1], chosen)) is not None:
            on[id(function)] = interval
            elements = elements[:1]
        cases = gathered(elements)
        if cases is None:
            return None
        bodies.append((function, written_out(cases, function.values, variable)))
    library = {f.name: Definition(f.name, f.formals, f.span, body) for f, body in bodies if f.name is not None}
    unnamed = [(function, body) for function, body in bodies if function.name is None]
    used = {token.text for function, body in bodies for token in body if token.kind == "name" and token.text != function.name}
    free = unnamed or [(function, body) for function, body in bodies if function.name not in used]
    if len(free) != 1 and any(function.formals for function, _ in free):
        free = [(function, body) for function, body in free if function.formals] if not unnamed else free
    if not free:
        free = bodies[:1]
    if len(free) > 1:
        names = " or ".join(str(function.name) for function, _ in free)
        raise BadInput("ambiguous", f"Which function is asked about: {names}?", *free[1][0].span, "Leave the others out.")
    function, body = free[0]
    formals = function.formals or ()
    named = formals[0] if len(formals) == 1 else next((f for f in formals if f in variables and f == "x"), None)
    return Sentence(body, named, library, at, on.get(id(function)))


def _interval(text: str, element: tuple[str, Tokens], variable: str) -> str | None:
    """The interval that `, -1 <= x <= 1` or `, x in [0, 1)` is, as text; None for another condition."""
    sign, tokens = element
    if sign != "," and sign != "if":
        return None
    kinds = [token.kind for token in tokens]
    if kinds[:3] == ["name", "∈", "("] and tokens[0].text == variable and kinds[-1] == ")":
        middle = find(tokens[3:-1], {","})
        if middle is None:
            return None
        opening, closing = (text[token.start : token.end][-1:] for token in (tokens[2], tokens[-1]))
        low, high = tokens[3 : 3 + middle], tokens[4 + middle : -1]
        left, right = "[" if opening == "[" else "(", "]" if closing == "]" else ")"
    else:
        places = [place for place, token, depth in levelled(tokens) if depth == 0 and token.kind in _RELATIONS]
        if len(places) != 2 or places[1] != places[0] + 2 or tokens[places[0] + 1].text != variable:
            return None
        signs = [kinds[place] for place in places]
        low, high = tokens[: places[0]], tokens[places[1] + 1 :]
        if not all(sign in ("<", "<=") for sign in signs):
            return None
        left, right = "[" if signs[0] == "<=" else "(", "]" if signs[1] == "<=" else ")"
    if not low or not high or any(t.kind == "name" and not is_constant(t.text) and t.text not in INFINITY for t in (*low, *high)):
        return None
    return f"{left}{text[low[0].start : low[-1].end]}, {text[high[0].start : high[-1].end]}{right}"
