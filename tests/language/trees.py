"""Random trees in the form in which the parser makes them: whole numbers and decimals, signs as neg, sums and products of two or more."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from diffcheck.language import read_formula
from diffcheck.language.reader import iverson
from diffcheck.language.substitute import substitute
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth

TRUE = Truth(True)
NAMED = tuple(read_formula(text).tree for text in ("relu(x)", "leaky_relu(x)", "huber(x, 2)", "gelu(x)", "softshrink(x)"))
ONE = ["sin", "Abs", "floor", "ceiling", "sqrt", "cbrt", "exp", "log", "sign", "Heaviside", "frac", "neg"]
TWO = ["/", "/", "Mod", "log", "Heaviside", "real_root"]
SEVERAL = ["+", "+", "*", "*", "Max", "Min"]

whole = st.integers(0, 30).map(lambda n: Number(Fraction(n)))
decimals = st.builds(lambda n, k: Number(Fraction(n, 10**k)), st.integers(0, 999), st.integers(1, 45))
names = st.sampled_from(["x", "a", "b1", "x_0", "lamda", "e1", "S_"]).map(Name)
constants = st.sampled_from(["pi", "E"]).map(lambda head: Apply(head, ()))
leaves = st.one_of(whole, names, names, constants, decimals)
relations = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


@st.composite
def nodes(draw: Any, depth: int = 3) -> Node:
    """A tree of at most this depth."""
    kind = draw(st.sampled_from(["leaf", "one", "two", "several", "power", "cases", "iverson", "named"])) if depth else "leaf"
    smaller = nodes(depth - 1)
    match kind:
        case "one":
            return Apply(draw(st.sampled_from(ONE)), (draw(smaller),))
        case "two":
            return Apply(draw(st.sampled_from(TWO)), (draw(smaller), draw(smaller)))
        case "several":
            return Apply(draw(st.sampled_from(SEVERAL)), tuple(draw(st.lists(smaller, min_size=2, max_size=4))))
        case "power":
            base = draw(smaller)
            exponent = draw(smaller if _has_name(base) else names)
            return Apply("^", (base, exponent))
        case "cases":
            branches = draw(st.lists(st.tuples(smaller, conditions(depth - 1)), min_size=1, max_size=2))
            last = draw(st.none() | smaller)
            return Cases((*branches, (last, TRUE)) if last is not None else tuple(branches))
        case "iverson":
            return iverson(draw(conditions(depth - 1)), (0, 0))
        case "named":
            return substitute(draw(st.sampled_from(NAMED)), {"x": draw(smaller)})
        case _:
            return draw(leaves)


@st.composite
def conditions(draw: Any, depth: int) -> Condition:
    """A condition whose parts have at most this depth."""
    kind = draw(st.sampled_from(["compare", "compare", "chain", "false", "and", "or", "not"] if depth else ["compare", "chain"]))
    sides, smaller = nodes(max(depth - 1, 0)), conditions(max(depth - 1, 0))
    match kind:
        case "compare":
            return Compare(draw(relations), draw(sides), draw(sides))
        case "chain":
            middle = draw(sides)
            return Logic("and", (Compare(draw(relations), draw(sides), middle), Compare(draw(relations), middle, draw(sides))))
        case "false":
            return Truth(False)
        case "not":
            return Logic("not", (draw(smaller),))
        case _:
            return Logic(kind, tuple(draw(st.lists(smaller, min_size=2, max_size=3))))


def _has_name(node: Node) -> bool:
    """Whether a power of the node can be no huge constant."""
    return isinstance(node, Name) or (isinstance(node, Apply) and any(_has_name(arg) for arg in node.args))


def bodies(node: Node | Condition) -> Node | Condition:
    """The tree that SymPy's text is read as: named functions as their formulas, decimals as quotients."""
    match node:
        case Number(value) if value.denominator != 1:
            return Apply("/", (Number(Fraction(value.numerator)), Number(Fraction(value.denominator))))
        case Named(_, _, body):
            return bodies(body)
        case Apply(head, args):
            return Apply(head, tuple(bodies(arg) for arg in args))
        case Cases(branches):
            return Cases(tuple((bodies(value), bodies(condition)) for value, condition in branches))
        case Compare(relation, left, right):
            return Compare(relation, bodies(left), bodies(right))
        case Logic(operator, args):
            return Logic(operator, tuple(bodies(arg) for arg in args))
        case _:
            return node
