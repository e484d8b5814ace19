"""More than one formula in a text: definitions, cases as people write them in a line or in lines, and tails such as `, x != 0`.

The elements of a text (`elements.py`) become one function with cases, and definitions that it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from diffcheck.errors import BadInput
from diffcheck.functions.register import is_constant
from diffcheck.language.elements import (
    RELATIONS,
    Tokens,
    cut,
    find,
    gathered,
    intervals,
    is_condition,
    levelled,
    parts,
    regular,
    written_out,
)
from diffcheck.language.names import INFINITY
from diffcheck.language.tokens import Token
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Node, Span

_ARROWS: Final = frozenset({"->", "=>"})
_NUMERALS: Final = ("number", "-", "/", "vulgar")


@immutable
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


@immutable
class Sentence:
    """The function that is asked about, as tokens, with the definitions that it uses; where it is asked to be looked at."""

    body: Tokens
    variable: str | None
    library: dict[str, Definition]
    at: tuple[Tokens, ...] = ()
    on: str | None = None


class Heading(NamedTuple):
    """What an element defines: the name and the formals, where they are said, and the tokens of what that means."""

    name: str | None
    formals: tuple[str, ...] | None
    rest: Tokens


def heading(tokens: Tokens) -> Heading | None:
    """What `f(x, …) = …`, `y = …`, `f: x -> …`, `x -> …` define; None without such a beginning."""
    if tokens[0].kind == "name" and tokens[0].text == "let" and len(tokens) > 2:
        tokens = tokens[1:]
    kinds = [token.kind for token in tokens]
    if kinds[0] == "name" and kinds[1:2] in (["="], [":"]):
        name = tokens[0].text
        if (arrow := _arrow(tokens, 2)) is not None:
            return Heading(name, *arrow)
        return None if kinds[1] == ":" or len(kinds) == 2 else Heading(name, None, tokens[2:])
    if (arrow := _arrow(tokens, 0)) is not None:
        return Heading(None, *arrow)
    return _with_formals(tokens, kinds)


def _with_formals(tokens: Tokens, kinds: list[str]) -> Heading | None:
    """What `f(x, …) = …` defines; None for another text."""
    if kinds[:3] != ["name", "(", "name"] or tokens[1].start != tokens[0].end or ")" not in kinds:
        return None
    close = kinds.index(")")
    inside, rest = tokens[2:close], tokens[close + 2 :]
    listed = all(token.kind == ("name" if number % 2 == 0 else ",") for number, token in enumerate(inside))
    if not listed or kinds[close + 1 : close + 2] != ["="] or not rest:
        return None
    arrow = _arrow(rest, 0)
    return Heading(tokens[0].text, tuple(token.text for token in inside[::2]), rest if arrow is None else arrow[1])


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
    variables = {variable} if variable else _variables(tokens, elements, headings)
    functions: list[Function] = []
    at: list[Tokens] = []
    for (sign, element), found in zip(elements, headings, strict=True):
        if sign == "at":
            at.append(element[2:] if len(element) > 2 and element[1].kind == "=" else element)
        else:
            _gather(functions, sign, element, None if _is_equation(found, variables) else found)
    return _asked(text, functions, variables, tuple(at))


def _is_equation(found: Heading | None, variables: set[str]) -> bool:
    """Whether `x = …` only seems to define something: it says what the variable is."""
    return found is not None and found.formals is None and found.name in variables


def _variables(tokens: Tokens, elements: list[tuple[str, Tokens]], headings: list[Heading | None]) -> set[str]:
    """The names that may be the variable: the formals that the text names, else x where it occurs, else what conditions compare."""
    formals = {formal for found in headings if found for formal in found.formals or ()}
    if formals:
        return formals
    return {"x"} if any(token.kind == "name" and token.text == "x" for token in tokens) else _compared(elements)


def _gather(functions: list[Function], sign: str, element: Tokens, found: Heading | None) -> None:
    """Puts an element to the function that it belongs to, or begins another function with it."""
    here = functions[-1] if functions else None
    value = _single_value(element)
    place = (element[0].start, element[0].end)
    if value is not None and here is not None and (here.name or value[0]) == value[0]:
        here.values.append(value[1:])
    elif found is not None:
        if here is None or here.name != found.name or found.name is None:
            functions.append(Function(found.name, found.formals, place))
        functions[-1].elements.append((";", found.rest))
    else:
        if here is None or _begins_another(here, sign, element):
            functions.append(Function(None, None, place))
        functions[-1].elements.append((sign, element))


def _begins_another(here: Function, sign: str, element: Tokens) -> bool:
    """Whether an element without a heading is no case of the function before it: it uses that, or stands behind a constant."""
    if here.name is None:
        return False
    if any(token.text == here.name for token in element):
        return True
    return here.formals is None and sign == ";" and not is_condition(element)


def _tails(element: tuple[str, Tokens]) -> Iterator[tuple[str, Tokens]]:
    """An element, and what follows it after the words on, at, where."""
    sign, tokens = element
    if tokens[0].text in ("where", "with", "let") and [token.kind for token in tokens[1:3]] == ["name", "="]:
        yield ";", tokens[1:]
        return
    for place, token, depth in levelled(tokens):
        tail = _tail(token.text, tokens, place) if depth == 0 and token.kind == "name" else None
        if tail is not None:
            if place:
                yield sign, tokens[:place]
            yield tail
            return
    yield sign, tokens


def _tail(word: str, tokens: Tokens, place: int) -> tuple[str, Tokens] | None:
    """What the word at this place begins: points to look at, a set, a definition; None for another word."""
    rest = tokens[place + 1 :]
    kinds = [token.kind for token in rest[:2]]
    if word == "at" and rest and (not place or kinds == ["name", "="] or _is_constant(rest)):
        return "at", rest
    if word == "on" and place and kinds and kinds[0] in ("[", "(", "]"):
        nameless = tokens[place]._replace(kind="name", text="")
        return ",", [nameless, *intervals("", [tokens[place]._replace(kind="∈"), *rest])]
    if word in ("where", "with") and place and kinds[:1] == ["name"]:
        return ";", rest
    return None


def _is_constant(tokens: Sequence[Token], *further: str) -> bool:
    """Whether the tokens are numbers, signs and constants, or of the further kinds."""
    return all(token.kind in _NUMERALS or token.kind in further or is_constant(token.text) for token in tokens)


def _compared(elements: Sequence[tuple[str, Tokens]]) -> set[str]:
    """The names in conditions that are no equations."""
    found: set[str] = set()
    for _, element in elements:
        _, condition = parts(element)
        if condition is not None and any(token.kind in RELATIONS - {"="} for token in condition):
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
    if not constant or not _is_constant(constant, "frac", "{", "}") or kinds[close + 1 : close + 2] != ["="] or len(element) < close + 3:
        return None
    return element[0].text, constant, element[close + 2 :]


def _asked(text: str, functions: list[Function], variables: set[str], at: tuple[Tokens, ...]) -> Sentence | None:
    """The function that is asked about, with the others as its library; None where the elements are no cases."""
    bodies: list[_Body] = []
    for function in functions:
        body = _body(text, function, variables)
        if body is None:
            return None
        bodies.append(body)
    library = {f.name: Definition(f.name, f.formals, f.span, b.tokens) for b in bodies if (f := b.function).name is not None}
    asked = _asked_about(bodies)
    formals = asked.function.formals or ()
    named = formals[0] if len(formals) == 1 else next((f for f in formals if f in variables and f == "x"), None)
    return Sentence(asked.tokens, named, library, at, asked.on)


@immutable
class _Body:
    """A function with the tokens of its formula, and the interval on which it is asked about."""

    function: Function
    tokens: Tokens
    on: str | None


def _body(text: str, function: Function, variables: set[str]) -> _Body | None:
    """The formula of a function, its cases written out; None where its elements are no cases."""
    chosen = next(iter(function.formals or sorted(variables)), "x")
    variable = Token("name", chosen, function.span[0], function.span[0])
    elements = [(sign, [variable if not t.text and t.kind == "name" else t for t in element]) for sign, element in function.elements]
    _check_elements(text, function, elements, variables)
    on = _interval(text, elements[1], chosen) if len(elements) == 2 and not function.values else None
    cases = gathered(elements if on is None else elements[:1])
    return None if cases is None else _Body(function, written_out(cases, function.values, variable), on)


def _asked_about(bodies: list[_Body]) -> _Body:
    """The function without a name, else the one that no other uses. Raises BadInput where there are several."""
    free = [body for body in bodies if body.function.name is None] or _unused(bodies)
    if len(free) > 1:
        names = " or ".join(str(body.function.name) for body in free)
        raise BadInput("ambiguous", f"Which function is asked about: {names}?", *free[1].function.span, "Leave the others out.")
    return free[0] if free else bodies[0]


def _unused(bodies: list[_Body]) -> list[_Body]:
    """The functions that no other uses; of several those with formals, if there are any."""
    used = {t.text for body in bodies for t in body.tokens if t.kind == "name" and t.text != body.function.name}
    free = [body for body in bodies if body.function.name not in used]
    with_formals = [body for body in free if body.function.formals]
    return with_formals if len(free) > 1 and with_formals else free


def _check_elements(text: str, function: Function, elements: list[tuple[str, Tokens]], variables: set[str]) -> None:
    """Raises BadInput for what follows a formula and may be a point, an assumption, or the value of another function."""
    lone = len(elements) == 2
    if lone and not function.values:
        _refuse_point(text, *elements[1], variables)
    for _, element in elements[1:]:
        place = (element[0].start, element[-1].end)
        if (value := _single_value(element)) is not None:
            raise BadInput("syntax", f"{value[0]} is not the function that is asked about.", *place, f"Write {function.name or 'f'}(…) = …")
        held = {t.text for t in element if t.kind == "name"}
        if lone and held and not held & variables and is_condition(element):
            raise BadInput("assumption", "This condition speaks of parameters alone.", *place, f'Write --assume "{text[slice(*place)]}".')


def _refuse_point(text: str, sign: str, element: Tokens, variables: set[str]) -> None:
    """Raises BadInput for `, x = 0` behind a formula."""
    kinds = [t.kind for t in element]
    first, last = element[0], element[-1]
    if kinds[:2] == ["name", "="] and first.text in variables and sign != "if" and "if" not in kinds:
        said = text[first.start : last.end]
        hint = f"Write at {said} to look there, or give the other cases: {{…, {said}; …, otherwise}}."
        raise BadInput("ambiguous", "This may be a point to look at or a case without the others.", first.start, last.end, hint)


def _interval(text: str, element: tuple[str, Tokens], variable: str) -> str | None:
    """The interval that `, -1 <= x <= 1` or `, x in [0, 1)` is, as text; None for another condition."""
    sign, tokens = element
    if sign != "," and sign != "if":
        return None
    ends = _ends_in_brackets(text, tokens, variable) or _ends_in_a_chain(tokens, variable)
    if ends is None:
        return None
    left, low, high, right = ends
    if not low or not high or any(t.kind == "name" and not is_constant(t.text) and t.text not in INFINITY for t in (*low, *high)):
        return None
    return f"{left}{text[low[0].start : low[-1].end]}, {text[high[0].start : high[-1].end]}{right}"


_Ends = tuple[str, Tokens, Tokens, str]
"""The bracket, the ends, and the bracket of an interval."""


def _ends_in_brackets(text: str, tokens: Tokens, variable: str) -> _Ends | None:
    """The interval that `x in [0, 1)` names."""
    kinds = [token.kind for token in tokens]
    if kinds[:3] != ["name", "∈", "("] or tokens[0].text != variable or kinds[-1] != ")":
        return None
    middle = find(tokens[3:-1], {","})
    if middle is None:
        return None
    opening, closing = (text[token.start : token.end][-1:] for token in (tokens[2], tokens[-1]))
    return "[" if opening == "[" else "(", tokens[3 : 3 + middle], tokens[4 + middle : -1], "]" if closing == "]" else ")"


def _ends_in_a_chain(tokens: Tokens, variable: str) -> _Ends | None:
    """The interval that `-1 <= x < 1` is."""
    places = [place for place, token, depth in levelled(tokens) if depth == 0 and token.kind in RELATIONS]
    if len(places) != 2 or places[1] != places[0] + 2 or tokens[places[0] + 1].text != variable:
        return None
    first, second = (tokens[place].kind for place in places)
    if not {first, second} <= {"<", "<="}:
        return None
    return "[" if first == "<=" else "(", tokens[: places[0]], tokens[places[1] + 1 :], "]" if second == "<=" else ")"
