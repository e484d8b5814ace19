"""Constants: pi, E, Euler's and Catalan's constant, the golden ratio."""

from fractions import Fraction

from flint import arb

from diffcheck.exact.atoms import SmoothFunction, apply
from diffcheck.exact.expr import ONE, number, pi
from diffcheck.exact.powers import exp, power
from diffcheck.exact.sign import known_sign
from diffcheck.functions import formal
from diffcheck.functions.facts import Function

SMOOTH = (
    SmoothFunction("EulerGamma", arb.const_euler, lambda: ()),
    SmoothFunction("Catalan", arb.const_catalan, lambda: ()),
)

DECLARED = (
    Function(
        "pi",
        ("pi", "Pi", "PI", "π"),
        0,
        0,
        "pi is a constant",
        lambda _: pi(),
        examples=(("sin(pi)", "0"),),
        name="π",
        coq=lambda: formal.PI,
    ),
    Function("E", ("e", "E"), 0, 0, "E is a constant", lambda _: exp(ONE), examples=(("log(E)", "1"),), name="e", coq=lambda: formal.E),
    Function(
        "EulerGamma",
        ("EulerGamma",),
        0,
        0,
        "Euler's constant is a constant",
        lambda _: apply("EulerGamma"),
        examples=(("EulerGamma", "-digamma(1)"),),
    ),
    Function(
        "Catalan",
        ("Catalan",),
        0,
        0,
        "Catalan's constant is a constant",
        lambda _: apply("Catalan"),
        examples=(("Catalan - Catalan", "0"),),
    ),
    Function(
        "GoldenRatio",
        ("GoldenRatio",),
        0,
        0,
        "the golden ratio is a constant",
        lambda _: (ONE + power(number(5), Fraction(1, 2), known_sign)) / 2,
        examples=(("GoldenRatio", "(1 + sqrt(5))/2"),),
    ),
)
