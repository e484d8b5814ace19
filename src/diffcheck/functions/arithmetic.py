"""Sums, products, quotients and signs: analytic, but for the zeros of a denominator."""

from functools import reduce

from diffcheck.exact.double import ONE as ONE_DOUBLE
from diffcheck.exact.double import ZERO as ZERO_DOUBLE
from diffcheck.exact.double import Double, double, power
from diffcheck.exact.expr import ONE, Expr, add_all
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Switch, Undefined, Zero
from diffcheck.functions.pullbacks import Pullback, alike, by, everywhere, same


def _sum(_: Lens, *terms: Expr) -> Expr:
    return add_all(terms)


def _product(_: Lens, *factors: Expr) -> Expr:
    result = ONE
    for f in factors:
        result = result * f
    return result


def _quotient(lens: Lens, u: Expr, v: Expr) -> Expr:
    if lens.sign(v) == 0:
        raise Undefined
    return u / v


def _zeros_of_denominator(_: Expr, v: Expr) -> tuple[Switch, ...]:
    return (Zero(v),)


def _add(*terms: Double) -> Double:
    return reduce(lambda u, v: u + v, terms, ZERO_DOUBLE)


def _multiply(*factors: Double) -> Double:
    return reduce(lambda u, v: u * v, factors, ONE_DOUBLE)


def _product_rule(_: Double, *factors: Double) -> tuple[Pullback, ...]:
    """From left to right: a*b*c is (a*b)*c, and a gets (g*c)*b."""

    def pullback(i: int) -> Pullback:
        before = factors[:i]
        return lambda g: _multiply(g, *reversed(factors[i + 1 :]), *((_multiply(*before),) if before else ()))

    return tuple(pullback(i) for i in range(len(factors)))


def _quotient_rule(_: Double, u: Double, v: Double) -> tuple[Pullback, ...]:
    return lambda g: g / v, lambda g: -g * ((u / v) / v)


def _quotient_rule_of_jax(_: Double, u: Double, v: Double) -> tuple[Pullback, ...]:
    inverse_square = power(v, double(-2))
    return lambda g: g / v, lambda g: -(g * inverse_square * u)


DECLARED = (
    Function(
        "+",
        (),
        0,
        None,
        "a sum is analytic where its terms are",
        _sum,
        examples=(("1/2 + 1/3", "5/6"),),
        autodiff=alike(everywhere(same), _add),
        total=True,
        call="u + v",
        signs=("+",),
        coq=formal.total,
    ),
    Function(
        "*",
        (),
        0,
        None,
        "a product is analytic where its factors are",
        _product,
        examples=(("2*3*sqrt(2)", "6*sqrt(2)"),),
        autodiff=alike(_product_rule, _multiply),
        total=True,
        call="u*v",
        signs=("*",),
        coq=formal.product,
    ),
    Function(
        "/",
        (),
        2,
        2,
        "a quotient has no value where its denominator is 0",
        _quotient,
        _zeros_of_denominator,
        (("1/4", "0.25"),),
        by(_quotient_rule, _quotient_rule_of_jax, _quotient_rule, lambda u, v: u / v),
        oscillating=lambda parts, u, v: u * parts.pole(v),
        denominator=1,
        call="u/v",
        signs=("/",),
        continuous=True,
        coq=formal.quotient,
    ),
    Function(
        "neg",
        (),
        1,
        1,
        "-u is analytic where u is",
        lambda _, u: -u,
        examples=(("-(2)", "0-2"),),
        autodiff=alike(everywhere(lambda g: -g), lambda u: -u),
        total=True,
        call="-u",
        signs=("-",),
        coq=formal.opposite,
    ),
)
