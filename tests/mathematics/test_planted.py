"""Planted wrong declarations are caught by the checks that the register has to pass: the checks can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from diffcheck.exact.atoms import Preimages, SmoothFunction, apply, facts
from diffcheck.exact.expr import ONE, ZERO, Expr, number, pi
from diffcheck.exact.powers import log
from diffcheck.functions.facts import Function, Lens, Undefined, Whole, Zero, nowhere
from diffcheck.functions.register import declared
from diffcheck.model.tree import Apply, Number

from . import checks


def function(head: str) -> Function:
    """A declaration of the register."""
    found = declared(head)
    assert isinstance(found, Function)
    return found


def wrong_abs(lens: Lens, u: Expr) -> Expr:
    return -u if lens.sign(u) >= 0 else u


def log_at_zero_too(lens: Lens, u: Expr) -> Expr:
    s = lens.sign(u)
    if s < 0:
        raise Undefined
    return log(u, lens.sign) if s else ZERO


def floor_that_rounds_up(lens: Lens, u: Expr) -> Expr:
    return -lens.floor(-u)


WRONG_RULES = {
    "a floor without switches": replace(function("floor"), switches=nowhere),
    "a floor that switches at even integers only": replace(function("floor"), switches=lambda u: (Whole(u / 2),)),
    "a floor that rounds up": replace(function("floor"), rule=floor_that_rounds_up),
    "an absolute value with the wrong branch": replace(function("Abs"), rule=wrong_abs),
    "an absolute value that switches at 1": replace(function("Abs"), switches=lambda u: (Zero(u - 1),)),
    "an absolute value without switches": replace(function("Abs"), switches=nowhere),
    "a logarithm with a value at 0": replace(function("log"), rule=log_at_zero_too),
    "a sign that is 1 at 0": replace(function("sign"), rule=lambda lens, u: number(1 if lens.sign(u) >= 0 else -1)),
    "a cube root that needs u >= 0": replace(function("cbrt"), rule=function("sqrt").rule),
    "an arccotangent from 0 to pi": replace(function("acot"), rule=lambda _, u: pi() / 2 - apply("atan", u), switches=nowhere),
}


@pytest.mark.parametrize("wrong", WRONG_RULES.values(), ids=WRONG_RULES.keys())
def test_a_wrong_rule_or_missing_switch_is_caught(wrong: Function) -> None:
    with pytest.raises(AssertionError):
        checks.check_rule(wrong)


WRONG_PARTS = {
    "a step that is a sign": replace(function("Heaviside"), oscillating=lambda parts, u, *_: parts.sign(u)),
    "a minimum that is a maximum": replace(function("Min"), oscillating=function("Max").oscillating),
    "a clip that ends below alone": replace(function("clip"), oscillating=lambda parts, u, a, _: function("Max").oscillating(parts, u, a)),
    "a quotient that is a product": replace(function("/"), oscillating=lambda _, u, v: u * v),
    "a cube root that is a square root": replace(function("cbrt"), oscillating=function("sqrt").oscillating),
    "a cotangent that is a tangent": replace(function("cot"), oscillating=function("tan").oscillating),
}


@pytest.mark.parametrize("wrong", WRONG_PARTS.values(), ids=WRONG_PARTS.keys())
def test_wrong_parts_are_caught(wrong: Function) -> None:
    with pytest.raises((AssertionError, Undefined)):
        checks.check_oscillating(wrong)


WRONG_FORMULAS = {
    "a truncation that is a floor": replace(function("trunc"), in_sympy=lambda u: Apply("floor", (u,))),
    "a rounding that rounds ties up": replace(
        function("round"), in_sympy=lambda u: Apply("floor", (Apply("+", (u, Number(Fraction(1, 2)))),))
    ),
    "a clip the other way round": replace(function("clip"), in_sympy=lambda u, a, b: Apply("Max", (Apply("Min", (u, b)), a))),
    "a logarithm to another base": replace(function("log10"), in_sympy=lambda u: Apply("log", (u,))),
}


@pytest.mark.parametrize("wrong", WRONG_FORMULAS.values(), ids=WRONG_FORMULAS.keys())
def test_a_wrong_formula_is_caught(wrong: Function) -> None:
    with pytest.raises(AssertionError):
        checks.check_in_sympy(wrong)


def test_a_wrong_example_is_caught() -> None:
    with pytest.raises(AssertionError):
        checks.check_examples(replace(function("floor"), examples=(("floor(-7/2)", "-3"),)))


WRONG_FACTS: dict[str, tuple[Callable[[SmoothFunction], None], SmoothFunction]] = {
    "another function's ball": (checks.check_ball, replace(facts("sin"), ball=lambda u: u.cos())),
    "the sign of a derivative": (checks.check_partials, replace(facts("cos"), partials=lambda u: (apply("sin", u),))),
    "a derivative without its factor": (
        checks.check_partials,
        replace(facts("erf"), partials=lambda u: (facts("erf").partials(u)[0] / 2,)),
    ),
    "an even sine": (checks.check_parity, replace(facts("sin"), parity=1)),
    "an odd exponential integral": (checks.check_parity, replace(facts("gamma"), parity=-1)),
    "narrow bounds": (checks.check_bounds, replace(facts("atan"), bounds=("-1.5", "1.5"))),
    "bounds of one side": (checks.check_bounds, replace(facts("tanh"), bounds=("0", "1"))),
    "a special value": (checks.check_special, replace(facts("cos"), special=lambda u: ZERO if not u else None)),
    "a composition that holds on a part only": (
        checks.check_special,
        replace(facts("asin"), special=lambda u: pi() - 3 if u == apply("sin", number(3)) else number(2) if u == ONE else None),
    ),
    "wrong generators": (checks.check_generators, replace(facts("tan"), in_generators=lambda u: apply("cos", u) / apply("sin", u))),
    "a wrong preimage": (checks.check_preimages, replace(facts("tanh"), preimages=lambda c: Preimages((apply("atan", c),)))),
    "half of the preimages": (
        checks.check_preimages,
        replace(facts("cosh"), preimages=lambda c: Preimages((apply("acosh", c),) if c.rational >= 1 else ())),
    ),
    "a period twice too long": (
        checks.check_preimages,
        replace(facts("tan"), preimages=lambda c: Preimages((apply("atan", c),), pi() * 2)),
    ),
    "a tangent without poles": (checks.check_analytic_on_line, replace(facts("tan"), analytic_on_line=True)),
    "an arcsine on the whole line": (checks.check_analytic_on_line, replace(facts("asin"), analytic_on_line=True)),
    "a gamma function without poles": (checks.check_analytic_on_line, replace(facts("gamma"), analytic_on_line=True)),
    "an arcsine without an end": (checks.check_closed_domain, replace(facts("asin"), closed_domain=(0, None))),
    "an arcsine that begins at 0": (checks.check_closed_domain, replace(facts("asin"), closed_domain=(0, 1))),
    "a hyperbolic cosine that begins at 0": (checks.check_closed_domain, replace(facts("cosh"), closed_domain=(0, None))),
    "a cosine between 0 and 7": (checks.check_closed_domain, replace(facts("cos"), closed_domain=(0, 7))),
    "a cosine that increases": (checks.check_increasing, replace(facts("cos"), increasing=True)),
    "a tangent that increases over its poles": (checks.check_increasing, replace(facts("tan"), increasing=True)),
    "a hyperbolic cosine above 2": (checks.check_lower_bound, replace(facts("cosh"), lower_bound=2)),
    "an error function that is positive": (checks.check_lower_bound, replace(facts("erf"), lower_bound=0)),
    "polygamma functions of even order that are positive": (checks.check_positive, replace(facts("polygamma"), positive=lambda *_: True)),
    "an arctangent that is flat to its limits": (checks.check_exponential_germ, replace(facts("atan"), exponential_germ=True)),
    "a sine integral that is flat to its limits": (checks.check_exponential_germ, replace(facts("Si"), exponential_germ=True)),
    "an inverse that grows like an exponential": (checks.check_exponential_germ, replace(facts("asinh"), exponential_germ=True)),
    "a tangent upside down": (checks.check_in_waves, replace(facts("tan"), in_waves=lambda s, c: c / s)),
    "a sine that turns into a cosine": (checks.check_turned, replace(facts("sin"), turned=("cosh", 0))),
    "an odd function that turns without its factor": (checks.check_turned, replace(facts("tan"), turned=("tanh", 0))),
    "a tangent that turns into itself": (checks.check_turned, replace(facts("tan"), turned=("tan", 1))),
    "another exponential": (checks.check_exponential, replace(facts("LambertW"), exponential=lambda u: u * apply("LambertW", u))),
    "the angle of the conjugate": (checks.check_argument_of, replace(facts("atan"), argument_of=lambda v: (ONE, -v))),
    "the angle of a point mirrored": (checks.check_argument_of, replace(facts("asin"), argument_of=facts("acos").argument_of)),
    "an end of another arc": (
        checks.check_continued,
        replace(facts("acosh"), continued=lambda near, v: apply("asinh", near.root((v + 1) / 2)) * 2),
    ),
    "another quarter at infinity": (checks.check_continued, replace(facts("atan"), continued=lambda _, v: pi() - apply("atan", v**-1))),
    "a form that never comes": (checks.check_continued, replace(facts("acos"), continued=lambda *_: None)),
}


@pytest.mark.parametrize(("check", "wrong"), WRONG_FACTS.values(), ids=WRONG_FACTS.keys())
def test_a_wrong_fact_of_a_smooth_function_is_caught(check: Callable[[SmoothFunction], None], wrong: SmoothFunction) -> None:
    with pytest.raises(AssertionError):
        check(wrong)


@pytest.mark.parametrize("head", ["floor", "Abs", "log", "sign", "cbrt", "acot"])
def test_the_true_declarations_pass_the_same_check(head: str) -> None:
    checks.check_rule(function(head))
