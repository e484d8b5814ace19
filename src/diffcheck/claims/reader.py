"""Text to claims, such as `C1, not C2, corner at -1, 1`. A comma ends a claim where the next word begins one; else it joins points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from diffcheck.claims.claim import (
    Amount,
    BadClaim,
    Bound,
    Claim,
    Domain,
    Exactly,
    Facet,
    KindAt,
    Place,
    Property,
    PropertyAt,
    QuantityAt,
    Said,
    Stretch,
    Subgradient,
)
from diffcheck.errors import BadInput
from diffcheck.functions.frameworks import FRAMEWORKS
from diffcheck.language import read_condition, read_constant, read_set, symbol_name
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.requirement import property_name
from diffcheck.model.tree import Apply, Compare, Condition, Logic, Name, Node, parts

KINDS: Final = {
    name: kind
    for kind in Kind
    if kind not in (Kind.OUTSIDE, Kind.UNDECIDED)
    for name in (kind.value.replace("_", " "), kind.facts.word.replace("-", " "))
}
"""The words for kinds of points: those of JSON, and those of the table."""
FACETS: Final[dict[str, tuple[Facet, ...]]] = {
    "value": ("value",),
    "limit": ("left_limit", "right_limit"),
    "left limit": ("left_limit",),
    "right limit": ("right_limit",),
    "derivative": ("left_derivative", "right_derivative"),
    "left derivative": ("left_derivative",),
    "right derivative": ("right_derivative",),
    "left slope": ("left_derivative",),
    "right slope": ("right_derivative",),
}
NONE: Final = ("none", "undefined", "dne")
_PROPERTY: Final = r"(?:continuous|differentiable|smooth|lipschitz|(?-i:C)\^?(?:[0-9]{1,4}|oo|inf|∞)(?!\w))"
_KIND: Final = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
_FACET: Final = "|".join(sorted(FACETS, key=len, reverse=True))


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{pattern}\s*", re.IGNORECASE | re.DOTALL)


_BEGINS: Final = _form(rf"(?:(?:not|no)\s+|{_PROPERTY}(?!\w)|(?:{_KIND}|{_FACET}|domain|subgradient)(?!\w)).*")
_PLAIN: Final = _form(rf"(?P<no>not\s+)?(?P<name>{_PROPERTY})")
_BOUND: Final = _form(r"lipschitz\s*(?:<=|≤|=<)\s*(?P<rest>.+)")
_EXCEPT: Final = _form(rf"(?P<name>{_PROPERTY})\s+except\s+(?:at\s+)?(?P<rest>.+)")
_EXACTLY: Final = _form(rf"not\s+(?P<name>{_PROPERTY})\s+(?:exactly\s+)?at\s+(?P<rest>.+)")
_LOCALLY: Final = _form(rf"(?P<name>{_PROPERTY})\s+at\s+(?P<rest>.+)")
_KINDS: Final = _form(rf"(?P<no>(?:not|no)\s+(?:an?\s+)?)?(?P<kind>{_KIND})\s+at\s+(?P<rest>.+)")
_QUANTITY: Final = _form(rf"(?P<facet>{_FACET})\s+(?P<amount>.+?)\s+at\s+(?P<rest>.+)")
_DOMAIN: Final = _form(r"domain\s+(?P<rest>.+)")
_SUBGRADIENT: Final = _form(r"subgradient(?:\s+in\s+(?P<rest>.+))?")
_NAME: Final = r"(?<!\w)[^\W\d]\w*"
_FOR: Final = re.compile(r"(?P<at>.+?)(?<!\w)for\s+(?:all\s+|every\s+)?(?P<rest>.+)", re.DOTALL)
_IN: Final = re.compile(
    rf"(?P<at>.*?)(?P<index>{_NAME})\s*(?:\bin\b|∈)\s*(?P<set>Z|ℤ|N|ℕ|Integers|Naturals0|Naturals)(?!\w)\s*"
    r"(?:(?:\\|\bwithout\b|\bexcept\b)\s*(?P<out>.+))?",
    re.DOTALL,
)
_CONDITION: Final = re.compile(r"(?!.*(?:\bif\b|:)).*(?:[<>=≤≥≠∈]|\bin\b|\b(?:odd|even|integer)\b|\b(?:Eq|Ne|And|Or|Not)\().*", re.DOTALL)
_FORMS: Final = (
    "a claim is, for example, C1 or not C2, lipschitz <= 3/2, corner at 0, jump at n in Z, continuous except at 0, 1, "
    "domain (0, oo), value 0 at 0, subgradient in pytorch"
)


@immutable
class _Part:
    """A part of the text of all claims, and where it stands there."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    def stripped(self) -> _Part:
        """The part without the white space around it."""
        return _Part(self.text.strip(), self.start + len(self.text) - len(self.text.lstrip()))

    def group(self, match: re.Match[str], name: str) -> _Part:
        """A group of a match in this part."""
        return _Part(match[name], self.start + match.start(name)).stripped()

    def fails(self, message: str, hint: str | None = None) -> BadInput:
        """What is wrong with it."""
        here = self.stripped()
        return BadInput("claim", message, here.start, max(here.end, here.start + 1), hint)


def split_claims(line: str) -> tuple[str, int | None]:
    """The formula of a line, and where the text of its claims begins: behind the last `::` that stands free; None without any."""
    found = list(re.finditer(r"\s::(?=\s|$)", line))
    return (line[: found[-1].start()].rstrip(), found[-1].end()) if found else (line, None)


def read_claims(text: str, start: int = 0) -> tuple[Claim, ...]:
    """The claims in a text, from `start` on. Raises BadClaim with the exact place."""
    whole = _Part(text[start:], start)
    try:
        if not whole.text.strip():
            raise whole.fails("there is no claim", _FORMS)
        return tuple(Claim(part.text, _said(part), text) for part in map(_Part.stripped, _claims(whole)))
    except BadInput as error:
        raise BadClaim(text, error) from error


def _claims(whole: _Part) -> Iterator[_Part]:
    """The text of each claim: a part between commas that begins no claim belongs to the one before it."""
    start, end = whole.start, whole.start
    for number, part in enumerate(_between_commas(whole)):
        if number and _BEGINS.fullmatch(part.text):
            yield _Part(whole.text[start - whole.start : end - whole.start], start)
            start = part.start
        end = part.end
    yield _Part(whole.text[start - whole.start : end - whole.start], start)


def _between_commas(part: _Part) -> Iterator[_Part]:
    """The parts between the commas that stand in no brackets; `[0, 1)` is an interval, so any bracket closes any other."""
    depth, begun = 0, 0
    for at, character in enumerate(part.text):
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth <= 0:
            yield _Part(part.text[begun:at], part.start + begun)
            begun = at + 1
    yield _Part(part.text[begun:], part.start + begun)


def _said(part: _Part) -> Said:
    """What one claim says."""
    if not part.text:
        raise part.fails("a claim is missing here", _FORMS)
    for form, meaning in _MEANINGS:
        if (match := form.fullmatch(part.text)) is not None:
            return meaning(part, match)
    raise _unknown(part)


def _unknown(part: _Part) -> BadInput:
    first = next(_between_commas(part)).stripped()
    if not first.text:
        raise first.fails("a claim is missing here", _FORMS)
    if len(first.text) < len(part.text) and any(form.fullmatch(first.text) for form, _ in _MEANINGS):
        rest = _Part(part.text[len(first.text) :].lstrip(", "), part.end - len(part.text[len(first.text) :].lstrip(", ")))
        return _unknown(rest)
    known = ["continuous", "differentiable", "smooth", "lipschitz", "domain", "subgradient", *FACETS, *KINDS]
    word = re.split(r"\s+(?:at|in|except)\b|\s*[<≤]|,", first.text)[0]
    if word in known:
        return part.fails(f"this claim is not complete: {word!r}", _FORMS)
    near = get_close_matches(word.lower().removeprefix("not ").removeprefix("no "), known, 1, 0.7)
    return first.fails(f"this is no claim: {first.text!r}", f"did you mean {near[0]}?" if near else _FORMS)


def _property(part: _Part, match: re.Match[str]) -> Property:
    return Property(property_name(match["name"]), match["no"] is None)


def _bound(part: _Part, match: re.Match[str]) -> Bound:
    return Bound(_formula(part.group(match, "rest")))


def _exactly(part: _Part, match: re.Match[str]) -> Exactly:
    return Exactly(_local(part, match), _places(part.group(match, "rest")))


def _locally(part: _Part, match: re.Match[str]) -> PropertyAt:
    return PropertyAt(_local(part, match), _places(part.group(match, "rest")))


def _local(part: _Part, match: re.Match[str]) -> str:
    """A property that a function has at a point."""
    name = property_name(match["name"])
    if name == "lipschitz":
        raise part.group(match, "name").fails("lipschitz is said of the whole set, not of points")
    return name


def _kind(part: _Part, match: re.Match[str]) -> KindAt:
    kind = KINDS[" ".join(match["kind"].lower().split())]
    return KindAt(kind, match["no"] is None, _places(part.group(match, "rest")))


def _quantity(part: _Part, match: re.Match[str]) -> QuantityAt:
    facets = FACETS[" ".join(match["facet"].lower().split())]
    return QuantityAt(facets, _amount(part.group(match, "amount")), _places(part.group(match, "rest")))


def _amount(part: _Part) -> Amount:
    word = part.text.lower().replace(" ", "")
    if word in NONE:
        return Amount(part.text)
    if word in ("oo", "+oo", "inf", "+inf", "∞", "+∞", "infinity"):
        return Amount(part.text, infinite=1)
    if word in ("-oo", "-inf", "-∞", "-infinity"):
        return Amount(part.text, infinite=-1)
    return Amount(part.text, _formula(part))


def _domain(part: _Part, match: re.Match[str]) -> Domain:
    """A union of intervals and single points, perhaps without some points: `(-oo, 0) U (0, oo)`, `R \\ {0, 1}`."""
    rest = part.group(match, "rest")
    inside, cut, outside = rest.text.partition("\\")
    pieces = [_Part(found[0], rest.start + found.start()) for found in re.finditer(r"(?:[^Uu∪]|(?<=\w)[Uu]|[Uu](?=\w))+", inside)]
    stretches = tuple(one for piece in pieces for one in _stretches(piece.stripped()))
    left_out = _listed(_Part(outside, rest.start + len(inside) + 1).stripped()) if cut else ()
    return Domain(stretches, left_out)


def _stretches(part: _Part) -> tuple[Stretch, ...]:
    if part.text.startswith("{"):
        return tuple(Stretch(node, node, True, True) for node in _listed(part))
    if part.text == "domain" or not part.text:
        raise part.fails("a set is missing here", "for example: domain (0, oo)")
    asked = read_set(" " * part.start + part.text)
    return (Stretch(asked.low, asked.high, asked.low_closed, asked.high_closed),)


def _listed(part: _Part) -> tuple[Node, ...]:
    """The numbers of `{0, 1}`."""
    if not (part.text.startswith("{") and part.text.endswith("}") and len(part.text) > 2):
        raise part.fails("this is no set of points", "for example: {0, 1}")
    return tuple(_formula(one.stripped()) for one in _between_commas(_Part(part.text[1:-1], part.start + 1)))


def _subgradient(part: _Part, match: re.Match[str]) -> Subgradient:
    if match["rest"] is None:
        return Subgradient(tuple(FRAMEWORKS))
    names = [one.stripped() for one in _between_commas(part.group(match, "rest"))]
    for one in names:
        if one.text.lower() not in FRAMEWORKS:
            near = get_close_matches(one.text.lower(), FRAMEWORKS, 1)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(FRAMEWORKS)}"
            raise one.fails(f"no framework is named {one.text!r}", hint)
    return Subgradient(tuple(one.text.lower() for one in names))


def _places(part: _Part) -> tuple[Place, ...]:
    """The points that a claim names: numbers, and families such as `n in Z`, `pi*n for n in Z`, `pi*n, n in Z, n != 0`."""
    found: list[Place] = []
    for one in map(_Part.stripped, _between_commas(part)):
        if not one.text:
            raise one.fails("a point is missing here")
        said = _FOR.fullmatch(one.text)
        rest = one if said is None else one.group(said, "rest")
        if said is None and not _CONDITION.fullmatch(one.text):
            found.append(Place(one.text, (one.start, one.end), _formula(one)))
        elif said is None and found and (more := _narrowed(found[-1], one)) is not None:
            found[-1] = more
        else:
            index, condition = _indices(rest)
            node = Name(index, (rest.start, rest.start + len(index))) if said is None else _formula(one.group(said, "at"))
            found.append(Place(one.text, (one.start, one.end), node, index, condition))
    for place in found:
        if place.among is not None and not _speaks_of_integers(place.among):
            raise _Part(place.text, place.span[0]).fails(
                "which numbers are meant?", f"Write {place.index} in Z, and what holds of a parameter with --assume."
            )
    return tuple(found)


def _indices(part: _Part) -> tuple[str, Condition]:
    """The index that a text such as `n in Z`, `n >= 1`, `n in Z \\ {0}` speaks of, and what it says of it."""
    match = _IN.fullmatch(part.text)
    if match is not None:
        if match["at"].strip():
            here, index = match["at"].strip(), match["index"]
            raise part.fails("which numbers are meant?", f"Write {here}{index} for {index} in Z, or {index} in Z.")
        name = symbol_name(match["index"]) or match["index"]
        conditions = [_condition(_Part(f"{match['index']} in {_SETS.get(match['set'], match['set'])}", part.start))]
        conditions += [Compare("!=", Name(name), node) for node in _left_out(part, match)]
        return name, Logic("and", tuple(conditions))
    condition = _condition(part)
    names = {one.name for one in parts(condition) if isinstance(one, Name)}
    if len(names) != 1:
        raise part.fails("one index is needed here", "for example: n in Z, n >= 1")
    return names.pop(), condition


def _condition(part: _Part) -> Condition:
    """A condition on an index, its spans those of the whole."""
    try:
        return read_condition(" " * part.start + part.text)
    except BadInput as error:
        if error.start is not None and error.start >= part.start:
            raise
        raise BadInput(error.code, error.message, part.start, part.end, error.hint) from error  # it speaks of all of the condition


_SETS: Final = {"Z": "Integers", "ℤ": "Integers"}


def _left_out(part: _Part, match: re.Match[str]) -> tuple[Node, ...]:
    if match["out"] is None:
        return ()
    out = part.group(match, "out")
    return _listed(out) if out.text.startswith("{") else (_formula(out),)


def _narrowed(place: Place, part: _Part) -> Place | None:
    """A place of whose index a text says more; None where it speaks of another one."""
    index, condition = _indices(part)
    end = part.end
    if place.among is not None and place.index == index and not _IN.fullmatch(part.text):
        both = Logic("and", (place.among, condition))
        return replace(place, text=f"{place.text}, {part.text}", span=(place.span[0], end), among=both)
    if place.index is None and index in {n.name for n in parts(place.node) if isinstance(n, Name)}:
        return replace(place, text=f"{place.text}, {part.text}", span=(place.span[0], end), index=index, among=condition)
    return None


def _speaks_of_integers(condition: Condition) -> bool:
    """Whether a condition says that something is an integer: a residue is."""
    return any(isinstance(one, Apply) and one.head == "Mod" for one in parts(condition))


def _formula(part: _Part) -> Node:
    """A number, which may hold names of parameters. White space stands for what is before it, so that all spans are those of the whole."""
    return read_constant(" " * part.start + part.text, parameters=None)


_MEANINGS: Final[tuple[tuple[re.Pattern[str], Callable[[_Part, re.Match[str]], Said]], ...]] = (
    (_PLAIN, _property),
    (_BOUND, _bound),
    (_EXCEPT, _exactly),
    (_EXACTLY, _exactly),
    (_LOCALLY, _locally),
    (_KINDS, _kind),
    (_QUANTITY, _quantity),
    (_DOMAIN, _domain),
    (_SUBGRADIENT, _subgradient),
)
"""The forms of a claim, in the order in which they are tried, and what each says."""
