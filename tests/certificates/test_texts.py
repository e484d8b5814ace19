"""Certificates without Coq: how they look, what the translated formula means, and what has no certificate, with the reason."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest
from flint import arb, fmpq

from diffcheck import api
from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.plain import PointLens
from diffcheck.certificate import LIBRARY, Outside, certificate_of
from diffcheck.certificate.derivatives import derivative
from diffcheck.certificate.expansions import expansion
from diffcheck.certificate.formulas import formula_of
from diffcheck.errors import NotYet
from diffcheck.exact.ball import at_precision, enclose
from diffcheck.exact.expr import number
from diffcheck.exact.session import in_session
from diffcheck.exact.sign import UndecidedSign

from .meaning import BITS, Unclear, value

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus" / "finite.jsonl"
POINTS = [Fraction(*pair) for pair in ((-7, 2), (-2, 1), (-1, 1), (-2, 3), (0, 1), (1, 7), (1, 2), (1, 1), (22, 7), (5, 1))]
FORMULAS = {
    "relu": "max(0,x)",
    "edge": "{x^2, x<1; 2x-1, x>1}",
    "pole": "1/x + clip(x,0,1)",
    "wave": "{x^2*sin(1/x), x != 0; 0, else}",
    "family": "frac(x)",
    "join": "{x^2, x < 0; a*x + b, else}",
}


def certificate(formula: str, **options: object):
    own, every = api.check(formula, **options), api.check(formula, **{**options, "show_all": True})
    return certificate_of(own, every.points, "c.v")


@pytest.mark.parametrize("name", FORMULAS)
def test_a_certificate_looks_as_it_did(name):
    text = certificate(FORMULAS[name]).text
    golden = HERE / "golden" / f"{name}.v"
    if os.environ.get("DIFFCHECK_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_trusted_page_is_one_page_and_needs_the_standard_library_alone():
    page = LIBRARY[0].read_text(encoding="utf-8")
    assert len([line for line in page.splitlines() if line.strip()]) <= 100
    assert [line for line in page.splitlines() if "Require" in line] == ["From Coq Require Import Reals ZArith."]


def test_the_library_assumes_nothing():
    for path in LIBRARY:
        text = path.read_text(encoding="utf-8")
        assert not [word for word in ("Axiom", "Parameter", "Admitted", "admit", "Conjecture", "Hypothesis ") if word in text], path.name


def here(formula: str, point: Fraction):
    """The value of the engine's fold at a point: a ball, None where f is undefined."""
    problem = api.check(formula).problem

    def asked():
        found = evaluate(problem.tree, problem.variable, number(fmpq(point.numerator, point.denominator)), PointLens())
        return None if found is None else enclose(found, BITS)

    return in_session(asked)


def translated(formula: str, point: Fraction):
    """The value of the formula of the checker, by what Statement.v says of it."""
    problem = api.check(formula).problem
    with at_precision(BITS):
        return value(formula_of(problem.tree, problem.variable), arb(fmpq(point.numerator, point.denominator)))


MEANT = [
    *("x/x", "sqrt(x)^2", "exp(log(x))", "x^(1/3)", "x^(2/5)", "x^0.3", "x^(-2/3)", "x^(-1/2)", "x^-3", "x^0", "2^x", "x^x", "sign(x)"),
    *("H(x)", "Heaviside(x, 0)", "floor(x)", "ceil(x)", "frac(x)", "mod(x, 3)", "x % -2", "clip(x, -1, 1)", "max(x, 1, -x)", "min(x, x^2)"),
    *("{1/x, x != 0; 5, else}", "{x, x<0 and x>-2; 1/x, x<=0 or x==1; 3, x<5}", "{1, not x<0}", "(0<x)*(1/x)", "log2(x)", "log(x, 3)"),
    *("tan(x)", "sinh(x)+cosh(x)*tanh(x)", "relu(x)", "huber(x)", "0.1*x", "-x^2", "1/2x", "real_root(x, 3)", "{x, 1/x > 0; 2, else}"),
]


@pytest.mark.parametrize("formula", MEANT)
def test_the_translated_formula_has_the_domain_and_the_values_of_the_written_one(formula):
    for point in POINTS:
        expected, found = here(formula, point), translated(formula, point)
        assert (expected is None) == (found is None), point
        assert expected is None or (found is not None and abs(expected - found) < arb(2) ** -100), point


@pytest.mark.slow
def test_so_it_is_for_every_formula_of_the_corpus_that_has_a_translation():
    compared = 0
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[::5]:
        formula = json.loads(line)["expr"]
        for point in POINTS[1::3]:
            try:
                expected, found = here(formula, point), translated(formula, point)
            except (Outside, NotYet, UndecidedSign, Unclear):
                continue
            compared += 1
            assert (expected is None) == (found is None), (formula, point)
            assert expected is None or (found is not None and abs(expected - found) < arb(2) ** -80), (formula, point)
    assert compared > 100


SLOPES = [
    *("x^3 - 2*x", "1/x", "x/(1+x^2)", "sqrt(x)", "x^(2/3)", "x^(-5/3)", "x^(1/4)", "exp(x)*x", "log(x)", "sin(x)*cos(2*x)", "tan(x)"),
    *("atan(x)", "sinh(x) + cosh(x)", "tanh(x)^2", "x^x", "x^4*sin(1/x)", "exp(-1/x^2)/x", "-(x^2)^3", "(2*x - 1)^2/(x + 3)"),
]


@pytest.mark.parametrize("formula", SLOPES)
def test_derivatives_of_formulas_have_the_taylor_coefficients_of_derivatives(formula):
    problem = api.check(formula).problem
    with at_precision(BITS):
        g, c = formula_of(problem.tree, problem.variable), arb(fmpq(3, 7))
        coefficients, found = expansion(g, c), expansion(derivative(g), c)
        assert coefficients is not None and found is not None
        for n in range(10):
            assert abs((n + 1) * coefficients[n + 1] - found[n]) < arb(2) ** -60, n


@pytest.mark.parametrize(
    ("formula", "options", "reason"),
    [
        ("erf(x)", {}, "erf is not among the functions of certificates"),
        ("x*abs(sin(x))", {}, "families of points of a function without a period"),
        ("sqrt(sin(x))", {}, "the domain \\[2\\*pi\\*n, 2\\*pi\\*n \\+ pi\\]"),
        ("floor(x^2)", {}, "the family of points -sqrt\\(n\\)"),
        ("floor(a*x)", {}, "something is undecided|a family of points whose values depend on parameters|depends? on"),
        ("abs(x)", {"on": "[0,1)"}, "verdicts on another set than the domain"),
        ("abs(x^3-x-1)", {}, "has no closed form"),
        ("sin(x+1/x) - sin(1/x)", {}, "a limit at 0: "),
    ],
)
def test_what_has_no_certificate_says_why(formula, options, reason):
    with pytest.raises(Outside, match=reason):
        certificate(formula, **options)
