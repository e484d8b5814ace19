r"""Finite sums and products over an index, written out term by term: `\sum_{k=1}^{5} |x - k|`, `sum(|x - k|, k, 1, 5)`.

A term is read once for each value of the index, as if the value stood in the text; so a power, a root or a subscript means what it
means there. The sign takes factors and quotients after it, up to the next + or -, as it does in print; where that leaves two
functions possible the text is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from functools import partial
from typing import Final

from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.language.reader import PRODUCT, SIGN, Reader
from diffcheck.language.tokens import CLOSINGS, INTEGER, OPENINGS, Token
from diffcheck.model.tree import Apply, Node, Number, Span, integer

MAX_TERMS: Final = 1000
_MOST_INDICES: Final = 2
"""A subscript with more letters is a word, such as max."""

_BOUND: Final = rf"(?:{INTEGER}|[A-Za-z]\w*)"
_LOWER: Final = re.compile(rf"([A-Za-z])\s*=\s*({_BOUND})")
_UPPER: Final = re.compile(rf"\^\s*[{{(]?\s*({_BOUND})")
LISTED: Final = rf"""
    ,\s*(?P<k>[A-Za-z]\w*)\s*,\s*(?P<low>{_BOUND})\s*,\s*(?P<high>{_BOUND})                        # f, k, 1, 5
  | ,\s*(?P<k2>[A-Za-z]\w*)\s*=\s*(?P<low2>{_BOUND})\s*(?:\.\.|,)\s*(?P<high2>{_BOUND})            # f, k=1..5
  | ,\s*[(\[{{]\s*(?P<k3>[A-Za-z]\w*)\s*,\s*(?P<low3>{_BOUND})\s*,\s*(?P<high3>{_BOUND})\s*[)\]}}]   # f, (k, 1, 5)
"""
"""The index and its bounds behind the term, as programs of algebra have them."""
RANGED: Final = rf"\bfor\s+(?P<k4>[A-Za-z]\w*)\s+in\s+range\s*\(\s*(?:(?P<low4>{_BOUND})\s*,\s*)?(?P<end>{_BOUND})\s*\)"
"""The same in Python, whose ranges begin with 0 and leave out the upper bound."""
COLON: Final = rf"\bfor\s+(?P<k5>[A-Za-z]\w*)\s+in\s+(?P<low5>{_BOUND})\s*:\s*(?P<high5>{_BOUND})"
"""The same in Julia."""

CALLS: Final[dict[str, str]] = {"sum": "+", "Sum": "+", "summation": "+", "prod": "*", "product": "*", "Product": "*"}
_UNIT: Final = {"+": Fraction(0), "*": Fraction(1)}


def refusal(start: int, end: int) -> DiffcheckError:
    """The error for a sum or product whose bounds are not written as integers."""
    hint = r"Write the bounds as integers: \sum_{k=1}^{5} |x-k|, or sum(|x-k|, k, 1, 5)."
    return NotYet("unknown_function", "Sums and products over an index are read where they are finite.", start, end, hint)


def _bound(reader: Reader, text: str, first: Token) -> int:
    """A bound: an integer, or the value of an index further out. Raises NotYet for another letter."""
    if text in reader.indices:
        return reader.indices[text]
    if text[0].isalpha():
        raise refusal(first.start, first.end)
    return int(re.sub(r"\s", "", text).replace("−", "-"))


def printed(reader: Reader, token: Token) -> Node:
    """The sum or product that a sign with its bounds begins; the sign is at the reader's place."""
    reader.at += 1
    lower, upper = _LOWER.search(token.text), _UPPER.search(token.text)
    assert lower is not None and upper is not None
    head = "+" if token.text.startswith(("sum", "∑", "Σ")) else "*"
    values = range(_bound(reader, lower[2], token), _bound(reader, upper[1], token) + 1)
    return _written_out(reader, head, lower[1], values, partial(_term if head == "+" else _factor, reader), token)


def _term(reader: Reader) -> Node:
    """What a sum takes: a product. Raises BadInput for a remainder, which may be that of the sum."""
    start = reader.at
    term = reader.real(PRODUCT)
    depth = 0
    for at, token in enumerate(reader.tokens[start : reader.at], start):
        depth += (token.kind in OPENINGS) - (token.kind in CLOSINGS)
        if depth == 0 and (token.kind in ("//", "÷") or reader.is_remainder(at)):
            raise BadInput("ambiguous", "It is not clear where this sum ends.", token.start, token.end, "Write brackets around its term.")
    return term


def _factor(reader: Reader) -> Node:
    """What a product takes: a factor. Raises BadInput where another factor follows, which may belong to it or not."""
    factor = reader.real(SIGN)
    token = reader.tokens[reader.at]
    if token.kind in ("*", "/", "//", "÷") or reader.is_remainder(reader.at) or reader.begins_factor(token, factor):
        raise BadInput("ambiguous", "It is not clear where this product ends.", token.start, token.end, "Write brackets around its factor.")
    return factor


def called(head: str, reader: Reader, name: Token, forms: tuple[str, ...] = (LISTED, RANGED, COLON)) -> Node:
    """The sum or product that is written as a call; its name is read already, its bracket is not. Raises NotYet without integer bounds."""
    opened = reader.tokens[reader.at]
    start, close = reader.at + 1, reader.closing(reader.at)
    if reader.tokens[close].kind not in CLOSINGS:
        raise BadInput("syntax", f"This {opened.text} is never closed.", opened.start, opened.end)
    inside = reader.text[opened.end : reader.tokens[close].start]
    match = re.search(rf"(?:{'|'.join(forms)})\s*\Z", inside, re.VERBOSE)
    if match is None:
        raise refusal(name.start, max(reader.tokens[close].end, name.end))
    index, values = _told(reader, match, name, reader.tokens[close].end)
    stop = next(at for at in range(start, close + 1) if reader.tokens[at].start >= opened.end + match.start())
    tokens = reader.tokens
    if not any(index in (one.text, one.text.partition("_")[2]) for one in tokens[start:stop]):
        hint = f"Write a sum of values with +, one over an index with {index} in its term."
        raise BadInput("ambiguous", "This may be a sum of its arguments.", name.start, tokens[close].end, hint)

    def term() -> Node:
        node = reader.nested_real()
        if reader.at != stop:
            reader.unexpected()
        return node

    reader.at = start
    reader.tokens = [*tokens[:stop], Token("end", "", tokens[stop].start, tokens[stop].start)]
    found = _written_out(reader, head, index, values, term, name)
    reader.tokens = tokens
    reader.at = close + 1
    reader.bound.add((index, reader.span_from(name.start)))
    return found


def _told(reader: Reader, match: re.Match[str], name: Token, end: int) -> tuple[str, range]:
    """The index of a call, and its values. Raises BadInput for an upper bound far below the lower one.

    Programs of algebra have Sum(f, (k, 3, 1)) = -f(2), as sums from k = a to b - 1 are differences F(b) - F(a) then; others have 0.
    """
    told = {key.rstrip("2345"): text for key, text in match.groupdict().items() if text is not None}
    low = _bound(reader, told.get("low", "0"), name)
    stop = _bound(reader, told["high"], name) + 1 if "high" in told else _bound(reader, told["end"], name)
    if stop < low and any(match.groupdict().get(key) for key in ("k", "k2", "k3")):
        message = "With its upper bound below the lower one it is empty in some programs, and in others it has terms."
        raise BadInput("ambiguous", message, name.start, end, "Write its value.")
    return told["k"], range(low, stop)


def _written_out(reader: Reader, head: str, index: str, values: range, read: Callable[[], Node], first: Token) -> Node:
    """All terms, each read from the same place with its value of the index; where there is none, the term is read all the same."""
    if len(values) > MAX_TERMS - reader.terms:
        message = f"The sums and products over an index have more than {MAX_TERMS} terms in all."
        raise BadInput("too_large", message, first.start, first.end)
    reader.terms += len(values)
    outside = reader.indices.get(index)
    start = reader.at
    nodes = []
    for value in values or [0]:
        reader.at = start
        reader.indices[index] = value
        nodes.append(read())
    del reader.indices[index]
    if outside is not None:
        reader.indices[index] = outside
    span = reader.span_from(first.start)
    reader.bound.add((index, span))
    if not values:
        return Number(_UNIT[head], span)
    return nodes[0] if len(nodes) == 1 else Apply(head, tuple(nodes), span)


def value_of(reader: Reader, name: str, span: Span) -> Node:
    """The number that an index stands for."""
    return integer(reader.indices[name], span)


def with_value(reader: Reader, token: Token) -> Token:
    """A name with the value of the index for a subscript: a_k is a_1.

    Raises BadInput for a negative one, and where the index is a part of the name: a_{2k} and a_{kj} are one letter with two indices
    in print, and k2 is a name or a product.
    """
    if token.text in reader.indices:
        return token
    letter, _, below = token.text.partition("_")
    if below in reader.indices:
        value = reader.indices[below]
        if value < 0:
            raise BadInput("syntax", f"{token.text} would have the subscript {value}.", token.start, token.end)
        return token._replace(text=f"{letter}_{value}")
    parts = re.sub(r"[\d_]", "", below)
    for index in reader.indices:
        if (len(parts) <= _MOST_INDICES and index in parts) or (token.text.startswith(index) and token.text[len(index) :].isdigit()):
            hint = f"Write a product with *, or a name without {index}."
            raise BadInput("ambiguous", f"It is not clear whether {token.text} holds the index {index}.", token.start, token.end, hint)
    return token


def check_indices(reader: Reader) -> None:
    """Nothing, if no index is also a name outside of its sum. Raises BadInput where one is: the sum may be meant to go on there."""
    spans = reader.bound
    for token in reader.tokens:
        for name in _roles(token.text) if token.kind == "name" else ():
            own = [span for index, span in spans if index == name]
            if own and not any(start <= token.start and token.end <= end for start, end in own):
                raise _outside(name, (token.start, token.end))
    check_names({index for index, _ in spans}, reader.names)


def check_names(indices: Collection[str], names: Mapping[str, Span]) -> None:
    """Nothing, if none of these names is an index, nor has one for a subscript. Raises BadInput where one is."""
    for name, span in names.items():
        for role in _roles(name):
            if role in indices:
                raise _outside(role, span)


def _roles(name: str) -> list[str]:
    """The name, and its subscripts: a_k changes with k."""
    return [name, *name.split("_")[1:]]


def _outside(index: str, span: Span) -> BadInput:
    hint = "Write brackets around all that belongs to the term, or another letter for the index."
    return BadInput("ambiguous", f"{index} is the index of a sum or product, and stands outside of it too.", *span, hint)
