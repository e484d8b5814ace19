"""Text to constants, conditions on parameters and sets: what --at, --set, --assume and --on hold."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.language.braces import agreed
from diffcheck.language.formula import Asked
from diffcheck.language.names import shown
from diffcheck.language.parser import Parser
from diffcheck.language.problem import principal
from diffcheck.language.reader import Infinite, Part
from diffcheck.language.relations import connective
from diffcheck.language.size import check_size
from diffcheck.language.write import sympy_term
from diffcheck.model.question import AskedSet
from diffcheck.model.term import MINUS_OO, OO, Interval
from diffcheck.model.tree import Apply, Condition, Node, Number, Span

_WHOLE_LINE = frozenset({"reals", "real", "R", "ℝ", "Reals"})
_LATEX_LINE = re.compile(r"\$?\s*\\(?:R|reals|Reals|math(?:bb|bf|ds)\s*(?:\{\s*R\s*\}|R))\s*\$?")


def read_constant(
    text: str, *, parameters: Collection[str] | None = (), roots: str = "real", declared: frozenset[str] = frozenset()
) -> Node:
    """The constant that a text is, such as `1/2` or `sqrt(2)`; it may hold the parameters given (in the spelling of the tree), None: any.

    declared: the names of any length that are parameters.
    Raises BadInput("not_constant") for any other name, and what reading a formula raises.
    """
    asked = Asked(declared=declared, principal=principal(roots))
    return _integer(text) or agreed(text, lambda tokens: _constant(Parser(text, tokens, asked), parameters))


_PLAIN_INTEGER: Final = re.compile(r"\s*(-?)([0-9]{1,15})\s*", re.ASCII)


def _integer(text: str) -> Node | None:
    """The integer that a text is, as the parser reads it: most points are integers, and a report is full of them."""
    match = _PLAIN_INTEGER.fullmatch(text)
    if match is None:
        return None
    number = Number(Fraction(int(match[2])), match.span(2))
    return Apply("neg", (number,), (match.start(1), match.end(2))) if match[1] else number


_INTEGER: Final = re.compile(
    r"(?P<space>\s*)(?P<name>[^\W\d]\w*)(?:\s*(?:(?P<no>\bis\s+not\b|\bnot\s+in\b|∉|\\notin\b)|\bis\b|\bin\b|:|∈|\\in\b))?\s*(?:\ban?\s+)?"
    r"(?:(?P<kind>positive|negative|non-?negative|natural|even|odd)\b\s*)?"
    r"(?P<set>integers?\b|numbers?\b|naturals?\b|Integers\b|Naturals0\b|Naturals\b|[ZN]\b|ℤ|ℕ|\\mathbb\s*(?:\{[ZN]\}|[ZN]))?\s*"
)
"""`a is integer`, `a integer`, `a is a positive integer`, `n odd`, `a in Z`, `a ∈ ℤ`."""
_JOINTS: Final = re.compile(r"(,|\band\b|\bor\b)")
_ALSO: Final = {
    "positive": " > 0",
    "negative": " < 0",
    "nonnegative": " >= 0",
    "non-negative": " >= 0",
    "Naturals": " > 0",
    "Naturals0": " >= 0",
}
_REMAINDERS: Final = {"odd": (2, 1), "even": (2, 0)}


def _integers(text: str) -> str | None:
    """The condition that a parameter is an integer, in comparisons; None for another one.

    Raises BadInput for the natural numbers, of which 0 is one or none, and for what is an integer and more that is denied.
    """
    match = _INTEGER.fullmatch(text)
    if match is None:
        return None
    name, kind, whole = match["name"], match["kind"] or "", match["set"] or ""
    if kind not in ("even", "odd", "natural") and (not whole or "umber" in whole):
        return None
    if kind == "natural" or whole.startswith("natural") or whole.rstrip("}").endswith(("N", "ℕ")):
        hint = f"Write {name} in Naturals0, which holds 0, or {name} in Naturals, which does not."
        raise BadInput("ambiguous", "0 is a natural number for some and none for others.", 0, len(text), hint)
    more = _ALSO.get(kind or whole)
    if match["no"] and more:
        raise BadInput("assumption", "What this leaves is not clear.", 0, len(text), f"For example: {name} is not an integer.")
    modulus, left = _REMAINDERS.get(kind, (1, 0))
    read = f"{match['space']}{name}%{modulus}{'!=' if match['no'] else '='}{left}" + (f" and {name}{more}" if more else "")
    return read.ljust(len(text))  # so that what follows keeps its place


def _constant(parser: Parser, parameters: Collection[str] | None) -> Node:
    node = parser.alone(_whole(parser))
    check_size(node)
    if parameters is not None:
        _no_names(parser, parameters)
    return node


def read_condition(text: str, *, parameters: Collection[str] | None = None, declared: frozenset[str] = frozenset()) -> Condition:
    """The condition that a text is, such as `a > 0`; parameters: the names it may hold, None: any; declared: those of any length.

    A comma means `and`. `a is integer`, in all its spellings, is `a % 1 = 0`.
    """
    text = "".join(_integers(part) or part for part in _JOINTS.split(text))
    return agreed(text, lambda tokens: _condition(Parser(text, tokens, Asked(declared=declared)), parameters))


def _condition(parser: Parser, parameters: Collection[str] | None) -> Condition:
    found = [parser.as_condition(_first(parser))]
    while parser.tokens[parser.at].kind == ",":
        parser.at += 1
        found.append(parser.as_condition(parser.expression(0)))
    if parser.tokens[parser.at].kind != "end":
        parser.unexpected()
    condition = connective("and", found, parser.span_from(0))
    check_size(condition)
    if parameters is not None:
        _no_names(parser, parameters)
    return condition


def read_set(text: str) -> AskedSet:
    """The set that a text names: `domain`, `reals`, or an interval such as `[0,1)` or `(-oo, 2]`.

    Raises BadInput for anything else, and for an interval that is empty for certain.
    """
    word = text.strip()
    if word == "domain":
        return AskedSet()
    if word in _WHOLE_LINE or _LATEX_LINE.fullmatch(word):
        return AskedSet("reals", "reals")
    if not word:
        raise BadInput("empty", "There is no set.", hint=_FORMS)
    return agreed(text, lambda tokens: _one_interval(Parser(text, tokens)))


def _one_interval(parser: Parser) -> AskedSet:
    opened = parser.tokens[0]
    if opened.kind not in ("(", "["):
        raise BadInput("set", f"{shown(parser.text.strip())} is not a set.", 0, len(parser.text), _FORMS)
    parser.at = 1
    low = parser.nested()
    parser.expect(",")
    high = parser.nested()
    closing = parser.tokens[parser.at]
    if closing.kind not in (")", "]"):
        parser.expect(")" if opened.kind == "(" else "]", opened)
    parser.at += 1
    if parser.tokens[parser.at].kind != "end":
        rest = parser.tokens[parser.at]
        raise BadInput("set", "More than one interval is not read.", rest.start, len(parser.text), _FORMS)
    _no_names(parser, ())
    return _interval(parser, low, high, opened.kind == "[", closing.kind == "]")


_FORMS = "A set is domain, reals, or one interval such as [0,1) or (0,oo)."


def _interval(parser: Parser, low: Part, high: Part, low_closed: bool, high_closed: bool) -> AskedSet:
    span = parser.span_from(0)
    _check_infinite(low, low_closed, False, span)
    _check_infinite(high, high_closed, True, span)
    below, above = _end(parser, low), _end(parser, high)
    if below is None and above is None:
        return AskedSet("reals", "reals")
    if below is not None and above is not None:
        least, most = _rational(below), _rational(above)
        if least is not None and most is not None and (least > most or (least == most and not (low_closed and high_closed))):
            raise BadInput("set", "This interval is empty.", *span)
    ends = MINUS_OO if below is None else sympy_term(below), OO if above is None else sympy_term(above)
    return AskedSet(Interval(*ends, low_closed, high_closed), "interval", below, above, low_closed, high_closed)


def _check_infinite(end: Part, closed: bool, positive: bool, span: Span) -> None:
    """Raises BadInput for an infinite end on the wrong side, or in a square bracket."""
    if isinstance(end, Infinite) and end.positive != positive:
        raise BadInput("set", "This interval is empty.", *span)
    if isinstance(end, Infinite) and closed:
        raise BadInput("set", "Infinity does not belong to a set of real numbers.", *end.span, "Take a round bracket there.")


def _end(parser: Parser, end: Part) -> Node | None:
    """An end as a number; None for infinity."""
    if isinstance(end, Infinite):
        return None
    node = parser.alone(end)
    check_size(node)
    return node


def _rational(node: Node) -> Fraction | None:
    """The value of a number, a negative number or a quotient of two; None for anything else."""
    match node:
        case Number(value):
            return value
        case Apply("neg", (arg,)):
            positive = _rational(arg)
            return None if positive is None else -positive
        case Apply("/", (above, below)):
            numerator, denominator = _rational(above), _rational(below)
            return numerator / denominator if numerator is not None and denominator else None
        case _:
            return None


def _first(parser: Parser) -> Part:
    """The part with which the text begins."""
    if parser.tokens[0].kind == "end":
        raise BadInput("empty", "There is nothing to read.")
    return parser.expression(0)


def _whole(parser: Parser) -> Part:
    """The one part that the text is, with nothing after it."""
    part = _first(parser)
    if parser.tokens[parser.at].kind != "end":
        parser.unexpected()
    return part


def _no_names(parser: Parser, allowed: Collection[str]) -> None:
    for name, span in parser.names.items():
        if name not in allowed:
            raise BadInput("not_constant", f"A constant is needed here, but {name} is a variable.", *span)
