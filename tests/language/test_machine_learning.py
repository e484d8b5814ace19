"""The named functions of machine learning have PyTorch's values, and each declaration reads as it should."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from diffcheck.functions import register
from diffcheck.functions.facts import Composite
from diffcheck.functions.machine_learning import DECLARED
from diffcheck.language import read_formula, reading
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth

FUNCTIONS: dict[str, Callable[..., float]] = {
    "+": lambda *u: sum(u), "*": lambda *u: math.prod(u), "/": lambda u, v: u / v, "neg": lambda u: -u, "^": lambda u, v: u**v,
    "Max": max, "Min": min, "Abs": abs,
    "exp": math.exp, "log": math.log, "tanh": math.tanh, "cosh": math.cosh, "sqrt": math.sqrt, "erf": math.erf,
}  # fmt: skip


def value(node: Node, x: float) -> float:
    match node:
        case Number(number):
            return float(number)
        case Name("x"):
            return x
        case Named(_, _, body):
            return value(body, x)
        case Apply(head, args):
            return FUNCTIONS[head](*[value(arg, x) for arg in args])
        case Cases(branches):
            return next(value(result, x) for result, condition in branches if holds(condition, x))
    raise AssertionError(node)


def holds(condition: Condition, x: float) -> bool:
    match condition:
        case Truth(truth):
            return truth
        case Compare(relation, left, right):
            u, v = value(left, x), value(right, x)
            return {"<": u < v, "<=": u <= v, ">": u > v, ">=": u >= v}[relation]
        case Logic():
            raise AssertionError(condition)


# At x = -1/2 and x = 2, worked out with 12 digits from the definitions in PyTorch's documentation.
VALUES = [
    ("relu(x)", 0.0, 2.0),
    ("leaky_relu(x)", -0.005, 2.0),
    ("leaky_relu(x, 0.2)", -0.1, 2.0),
    ("prelu(x)", -0.125, 2.0),
    ("relu6(4x)", 0.0, 6.0),
    ("elu(x)", -0.393469340287, 2.0),
    ("elu(x, 2)", -0.786938680575, 2.0),
    ("selu(x)", -0.691758187371, 2.101401974711),
    ("celu(x, 2)", -0.442398433857, 2.0),
    ("gelu(x)", -0.154268769366, 1.954499736104),
    ("silu(x)", -0.188770334399, 1.761594155956),
    ("swish(x)", -0.188770334399, 1.761594155956),
    ("mish(x)", -0.220743774652, 1.943958959534),
    ("softplus(x)", 0.474076984180, 2.126928011043),
    ("softsign(x)", -1 / 3, 2 / 3),
    ("hardtanh(x)", -0.5, 1.0),
    ("hardtanh(x, -1/4, 3)", -0.25, 2.0),
    ("hardsigmoid(x)", 5 / 12, 5 / 6),
    ("hardswish(x)", -0.208333333333, 1.666666666667),
    ("hardshrink(x)", 0.0, 2.0),
    ("hardshrink(x, 1/4)", -0.5, 2.0),
    ("softshrink(x)", 0.0, 1.5),
    ("softshrink(x, 1/4)", -0.25, 1.75),
    ("tanhshrink(x)", -0.037882842740, 1.035972419924),
    ("threshold(x, 1, 7)", 7.0, 2.0),
    ("logsigmoid(x)", -0.974076984180, -0.126928011043),
    ("sigmoid(x)", 0.377540668798, 0.880797077978),
    ("huber(x)", 0.125, 1.5),
    ("huber(x, 1/4)", 0.09375, 0.46875),
    ("smooth_l1(x)", 0.125, 1.5),
    ("smooth_l1(x, 1/4)", 0.375, 1.875),
    ("pseudo_huber(x)", 0.118033988750, 1.236067977500),
    ("hinge(x)", 1.5, 0.0),
    ("squared_hinge(x)", 2.25, 0.0),
    ("log_cosh(x)", 0.120114506957, 1.325002747358),
    ("quantile(x, 0.9)", 0.05, 1.8),
    ("smoothstep(x)", 0.0, 1.0),
    ("smoothstep(x/4 + 1/4)", 0.04296875, 0.84375),
    ("squareplus(x)", 0.780776406404, 2.414213562373),
    ("squared_relu(x)", 0.0, 4.0),
]


@pytest.mark.parametrize(("text", "below", "above"), VALUES)
def test_a_named_function_has_the_values_of_its_definition(text: str, below: float, above: float) -> None:
    tree = read_formula(text).tree
    assert value(tree, -0.5) == pytest.approx(below, abs=1e-9)
    assert value(tree, 2.0) == pytest.approx(above, abs=1e-9)


def test_every_composite_of_the_register_reads_with_the_least_and_the_most_arguments() -> None:
    composites = [d for d in register.declarations() if isinstance(d, Composite)]
    assert set(DECLARED) <= set(composites)
    for declaration in composites:
        least = len(declaration.formals) - len(declaration.defaults)
        for count in (least, len(declaration.formals)):
            text = f"{declaration.spellings[0]}({', '.join(['x', '1', '2'][:count])})"
            tree = read_formula(text).tree
            assert isinstance(tree, Named)
            assert len(tree.args) == len(declaration.formals)
            assert read_formula(reading(tree)).tree == tree


def test_every_composite_says_why_in_one_sentence_without_a_full_stop() -> None:
    for declaration in DECLARED:
        assert declaration.head in declaration.spellings
        assert declaration.head in declaration.why and not declaration.why.endswith(".")


def test_capital_spellings_of_pytorch_are_known() -> None:
    assert read_formula("ReLU(x)") == read_formula("relu(x)")
    assert read_formula("SiLU(x)").tree == read_formula("swish(x)").tree
