"""Forms with lists in them: Piecewise of Mathematica and Sage, `if … then … else`, and what Modelica claims with smooth."""

from __future__ import annotations

from fractions import Fraction

from diffcheck.errors import BadInput
from diffcheck.language.dialects.calls import takes
from diffcheck.language.reader import OR, Part, Reader
from diffcheck.language.relations import comparison
from diffcheck.language.tokens import Token
from diffcheck.model.tree import Apply, Cases, Condition, Node, Number, Promise, Relation, Span, Truth


def mathematica_piecewise(reader: Reader, name: Token) -> Node:
    """`Piecewise[{{value, condition}, …}, otherwise]`; 0 where nothing else is said."""
    opened = reader.expect("[")
    listed = reader.expect("{")
    branches: list[tuple[Node, Condition]] = []
    while True:
        pair = reader.expect("{")
        value = reader.nested_real()
        reader.expect(",")
        branches.append((value, reader.nested_condition()))
        reader.expect("}", pair)
        if reader.tokens[reader.at].kind != ",":
            break
        reader.at += 1
    reader.expect("}", listed)
    left: Node = Number(Fraction(0), (name.start, name.end))
    if reader.tokens[reader.at].kind == ",":
        reader.at += 1
        left = reader.nested_real()
    reader.expect("]", opened)
    span = reader.span_from(name.start)
    return Cases((*branches, (left, Truth(True, span))), span)


def mathematica_clip(reader: Reader, name: Token) -> Node:
    """`Clip[x]` between -1 and 1, `Clip[x, {a, b}]` between these."""
    opened = reader.expect("[")
    node = reader.nested_real()
    low: Node = Apply("neg", (Number(Fraction(1), name_span(name)),), name_span(name))
    high: Node = Number(Fraction(1), name_span(name))
    if reader.tokens[reader.at].kind == ",":
        reader.at += 1
        listed = reader.expect("{")
        low = reader.nested_real()
        reader.expect(",")
        high = reader.nested_real()
        reader.expect("}", listed)
    reader.expect("]", opened)
    return Apply("clip", (node, low, high), reader.span_from(name.start))


def name_span(name: Token) -> Span:
    """The place of a token."""
    return name.start, name.end


def sage_piecewise(reader: Reader, name: Token) -> Node:
    """`piecewise([((a, b), value), ([c, d], value)])`: open intervals in round brackets, closed ones in square brackets."""
    opened = reader.expect("(")
    listed = reader.expect("[")
    branches: list[tuple[Node, Condition]] = []
    while True:
        pair = reader.expect("[" if reader.tokens[reader.at].kind == "[" else "(")
        interval = _interval(reader)
        reader.expect(",")
        branches.append((reader.nested_real(), interval))
        reader.expect("]" if pair.kind == "[" else ")", pair)
        if reader.tokens[reader.at].kind != ",":
            break
        reader.at += 1
    reader.expect("]", listed)
    reader.expect(")", opened)
    return Cases(tuple(branches), reader.span_from(name.start))


def _interval(reader: Reader) -> Condition:
    opened = reader.tokens[reader.at]
    if opened.kind not in ("(", "["):
        reader.unexpected("An interval is needed here")
    reader.at += 1
    low = reader.nested()
    reader.expect(",")
    high = reader.nested()
    reader.expect(")" if opened.kind == "(" else "]", opened)
    span = reader.span_from(opened.start)
    variable = reader.note_name(reader.variable, span)
    sign: Relation = "<" if opened.kind == "(" else "<="
    return comparison(reader, [low, variable, high], [sign, sign], span)


def conditional(reader: Reader, word: Token) -> Node:
    """`if c then a elseif d then b else e`."""
    branches: list[tuple[Node, Condition]] = []
    reader.at += 1
    while True:
        condition = reader.as_condition(reader.nested(OR))
        reader.expect("then")
        branches.append((reader.alone(reader.nested(OR)), condition))
        if reader.tokens[reader.at].kind != "elseif":
            break
        reader.at += 1
    if reader.tokens[reader.at].kind != "else":
        raise BadInput("syntax", "This if has no else.", word.start, word.end, "Write if … then … else ….")
    reader.at += 1
    following = reader.tokens[reader.at]
    if following.kind == "if:":
        last = conditional(reader, following)
    else:
        last = reader.alone(reader.nested(OR))
    span = reader.span_from(word.start)
    return Cases((*branches, (last, Truth(True, span))), span)


def smooth(reader: Reader, name: Token) -> Part:
    """`smooth(k, expression)`, which says that the expression is k times continuously differentiable."""
    order, node = takes(reader, name, 2, 2)
    if not isinstance(order, Number) or order.value.denominator != 1:
        raise BadInput("syntax", "The first argument of smooth is a number of derivatives.", *order.span)
    part = reader.alone(node)
    text = " ".join(reader.text[slice(*reader.span_from(name.start))].split())
    reader.promises.append(Promise(int(order.value), part, text))
    return part
