"""Sums, products, quotients and signs: analytic, but for the zeros of a denominator."""

from diffcheck.exact.expr import ONE, Expr, add_all
from diffcheck.functions.facts import Function, Lens, Switch, Undefined, Zero


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


DECLARED = (
    Function("+", (), 0, None, "a sum is analytic where its terms are", _sum, examples=(("1/2 + 1/3", "5/6"),)),
    Function("*", (), 0, None, "a product is analytic where its factors are", _product, examples=(("2*3*sqrt(2)", "6*sqrt(2)"),)),
    Function("/", (), 2, 2, "a quotient has no value where its denominator is 0", _quotient, _zeros_of_denominator, (("1/4", "0.25"),)),
    Function("neg", (), 1, 1, "-u is analytic where u is", lambda _, u: -u, examples=(("-(2)", "0-2"),)),
)
