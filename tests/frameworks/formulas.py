"""Random formulas as text, from a seed: what frameworks have functions for, composed without regard to where it is defined."""

from __future__ import annotations

from random import Random

NUMBERS = ("0", "1", "2", "3", "1/2", "-1", "-2", "1/4", "6")
POINTS = ("0", "0", "0", "1", "-1", "1/2", "2", "-1/2", "3", "1/3", "1/10", "sqrt(2)", "pi", "20")
ONE = (
    "|{0}|", "({0})^2", "({0})^3", "({0})^(1/2)", "({0})^(1/3)", "({0})^(-1)", "({0})^(3/2)", "({0})^0", "-({0})", "sqrt({0})",
    "exp({0})", "log({0})", "sin({0})", "cos({0})", "tan({0})", "tanh({0})", "atan({0})", "sinh({0})", "floor({0})", "sign({0})",
    "round({0})", "frac({0})", "e^({0})", "relu({0})", "leaky_relu({0})", "relu6({0})", "elu({0})", "softplus({0})", "sigmoid({0})",
    "hardtanh({0})", "hardsigmoid({0})", "hardswish({0})", "softsign({0})", "silu({0})", "asin({0})", "cbrt({0})", "log1p({0})",
    "softshrink({0})", "hardshrink({0})", "celu({0})", "selu({0})", "mish({0})", "tanhshrink({0})", "erf({0})",
)  # fmt: skip
TWO = (
    "({0}) + ({1})", "({0}) - ({1})", "({0})*({1})", "({0})/({1})", "max({0}, {1})", "min({0}, {1})", "max({1}, {0})",
    "clip({0}, -1, {1})", "clip({0}, 0, 1)", "mod({0}, 2)", "(abs({0}))^({1})",
)  # fmt: skip
CASES = ("{{{0}, {1} {relation} {number}; {2}, otherwise}}", "{{{0}, ({1} {relation} {number}) and (x < 2); {2}, otherwise}}")
RELATIONS = ("<", "<=", ">", ">=", "==", "!=")


def formula(random: Random, depth: int = 3) -> str:
    """One formula in x."""
    if depth == 0 or random.random() < 0.1:
        return random.choice(("x", "x", "x", "x - 1", "-x", "2*x", "x + 1/2", random.choice(NUMBERS)))
    choice = random.random()
    if choice < 0.45:
        return random.choice(ONE).format(formula(random, depth - 1))
    if choice < 0.85:
        return random.choice(TWO).format(formula(random, depth - 1), formula(random, depth - 1))
    parts = [formula(random, depth - 1) for _ in range(3)]
    return random.choice(CASES).format(*parts, relation=random.choice(RELATIONS), number=random.choice(NUMBERS))
