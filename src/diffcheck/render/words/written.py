"""The written formula in, the tree that is set in print out: nothing is rewritten, x/x stays x/x.

Brackets stand where they are needed; the layout leaves out those that it makes needless.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Final

from diffcheck.model.term import Call, Chain, Fence, Number, Power, Product, Sum, Symbol, Term, added
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Truth
from diffcheck.model.tree import Number as Rational

JOINTS: Final = {"==": "="}
LONG: Final = 12
"""So many decimals are written out."""
LONGEST: Final = 1000


def written(node: Node | Condition) -> Term:
    """The formula or condition as a term."""
    match node:
        case Rational(value):
            return _number(value)
        case Name(name):
            return Symbol(name)
        case Named(head, args):
            return Call(head, tuple(map(written, args)))
        case Cases(branches):
            return _cases(branches)
        case Apply(head, args):
            return _applied(head, args)
        case Compare(relation, left, right):
            return Chain((JOINTS.get(relation, relation),), (written(left), written(right)))
        case Logic("not", (one,)):
            return Call("Not", (written(one),))
        case Logic(operator, args):
            return _joined(operator, args)
        case Truth(value):
            return Symbol(str(value))


def _applied(head: str, args: tuple[Node, ...]) -> Term:
    match head, args:
        case "+", (first, _, *_):
            begun = written(first)
            alone = begun if isinstance(begun, Sum) and len(begun.terms) == 1 else _term(first)
            return added(alone, [_signed(term) for term in args[1:]])
        case "*", (first, _, *_):
            return _product(written(first), tuple(("*", _factor(factor)) for factor in args[1:]))
        case "/", (above, below):
            return _product(written(above), (("/", _factor(below)),))
        case "neg", (one,):
            return Sum((("-", _term(one)),))
        case (("^" | "principal_power"), (base, exponent)):
            return Power(_base(written(base)), written(exponent))
        case (("+" | "*"), (only,)):
            return written(only)
        case (("+" | "*"), ()):
            return Number("0" if head == "+" else "1")
        case _, ():
            return Symbol(head)
        case _:
            return Call(head, tuple(map(written, args)))


def _number(value: Fraction) -> Term:
    if value < 0:
        return Sum((("-", _number(-value)),))
    if value.denominator == 1:
        return Number(str(value.numerator))
    digits = _decimal(value)
    if digits is not None:
        return Number(digits)
    return Product((("", Number(str(value.numerator))), ("/", Number(str(value.denominator)))))


def _decimal(value: Fraction) -> str | None:
    """A number as a decimal, with an exponent where it is long; None if it has none."""
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5
        places += 1
        if places > LONGEST:
            return None
    if rest != 1:
        return None
    digits = str(value.numerator * 10**places // value.denominator)
    if places > LONG:
        return f"{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{len(digits) - 1 - places}"
    digits = digits.zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}"


def _product(first: Term, rest: tuple[tuple[str, Term], ...]) -> Term:
    """Factors; a minus sign at the very beginning stands before them all."""
    match first:
        case Sum((("-", one),)):
            return Sum((("-", _product(one, rest)),))
        case Sum() | Chain():
            first = _group(first)
    return Product((("", _group(first) if _is_wide(first) else first), *rest))


def _group(part: Term) -> Term:
    return Fence("(", (part,), ")")


def _signed(node: Node) -> tuple[str, Term]:
    """A term and the sign before it."""
    if isinstance(node, Apply) and node.head == "neg" and len(node.args) == 1:
        return "-", _term(node.args[0])
    return "+", _term(node)


def _term(node: Node) -> Term:
    """A part of a sum or what a minus sign stands before: another sum takes brackets, and definitions by cases."""
    part = written(node)
    return _group(part) if isinstance(part, Sum) or _is_wide(part) else part


def _factor(node: Node) -> Term:
    part = written(node)
    return _group(part) if isinstance(part, Sum | Product) or _is_wide(part) else part


def _base(part: Term) -> Term:
    long = isinstance(part, Number) and "e" in part.digits
    return _group(part) if isinstance(part, Sum | Product | Power) or long or _is_wide(part) else part


def _is_wide(part: Term) -> bool:
    return isinstance(part, Call) and part.head == "Piecewise"


def _cases(branches: tuple[tuple[Node, Condition], ...]) -> Term:
    """The cases; a bracket of Iverson where they are 1 and 0."""
    match branches:
        case (Rational(one), condition), (Rational(zero), Truth(True)) if one == 1 and zero == 0:
            return Fence("[", (written(condition),), "]")
        case _:
            return Call("Piecewise", tuple(Fence("(", (written(value), written(condition)), ")") for value, condition in branches))


def _joined(operator: str, args: tuple[Condition, ...]) -> Term:
    """`and`, `or`; comparisons that share their sides are a chain."""
    links = [arg for arg in args if isinstance(arg, Compare)]
    if operator == "and" and len(links) == len(args) > 1 and all(a.right == b.left for a, b in pairwise(links)):
        joints = tuple(JOINTS.get(link.relation, link.relation) for link in links)
        return Chain(joints, (written(links[0].left), *(written(link.right) for link in links)))
    return Call(operator.capitalize(), tuple(map(written, args)))
