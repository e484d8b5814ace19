"""The real roots of a polynomial with exact coefficients, as exact constants. Complete or refused (Unsolved)."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from flint import fmpq, fmpz_poly

from diffcheck.analysis.refusals import Unsolved
from diffcheck.exact.algebraic import real_roots
from diffcheck.exact.calculus import expand, expanded
from diffcheck.exact.expr import ZERO, Expr, number
from diffcheck.exact.powers import power
from diffcheck.exact.sign import known_sign, sign


def polynomial_roots(coefficients: list[Expr]) -> list[Expr]:
    """All distinct real roots of the polynomial with these coefficients (constant term first), exact.

    Raises Unsolved for irrational coefficients of degree 3 and more, but for pure powers.
    """
    while coefficients and not coefficients[-1]:
        coefficients = coefficients[:-1]
    lowest = next((k for k, c in enumerate(coefficients) if c), 0)
    found = [ZERO] if lowest else []
    coefficients = coefficients[lowest:]
    if len(coefficients) <= 1:
        return found
    rationals = [r for c in coefficients if (r := c.rational) is not None]
    if len(rationals) == len(coefficients):
        return found + _rational_polynomial_roots(rationals)
    if sign(coefficients[-1]) == 0:
        return found + polynomial_roots(coefficients[:-1])
    constant, *middle, leading = coefficients
    if not middle:
        return [*found, -constant / leading]
    if not any(middle):
        return found + _pure_roots(-constant / leading, len(coefficients) - 1)
    if len(coefficients) == 3:
        return found + _quadratic_roots(*coefficients)
    raise Unsolved("a polynomial of higher degree with irrational coefficients")


def _quadratic_roots(c: Expr, b: Expr, a: Expr) -> list[Expr]:
    square = expand(b * b - a * c * 4)
    s = sign(square) if square is not None else None
    if square is None:
        raise Unsolved("a quadratic whose discriminant is too long")
    if s < 0:  # type: ignore[operator]
        return []
    if s == 0:
        return [-b / (a * 2)]
    root = power(square, Fraction(1, 2), known_sign)
    return [expanded((-b - root) / (a * 2)), expanded((-b + root) / (a * 2))]


def _pure_roots(c: Expr, n: int) -> list[Expr]:
    """The real x with x**n = c."""
    s = sign(c)
    if s == 0:
        return [ZERO]
    if n % 2:
        root = power(c if s > 0 else -c, Fraction(1, n), known_sign)
        return [root if s > 0 else -root]
    if s < 0:
        return []
    root = power(c, Fraction(1, n), known_sign)
    return [-root, root]


def _rational_polynomial_roots(coefficients: list[fmpq]) -> list[Expr]:
    if not any(coefficients[1:-1]):
        return _pure_roots(number(-coefficients[0] / coefficients[-1]), len(coefficients) - 1)
    scale = lcm(*(int(c.q) for c in coefficients))
    _, factors = fmpz_poly([int((c * scale).p) for c in coefficients]).factor()
    found: list[Expr] = []
    for f, _ in factors:
        cs = [number(int(f[k])) for k in range(f.degree() + 1)]
        if f.degree() == 1:
            found.append(-cs[0] / cs[1])
        elif f.degree() == 2:
            found += _quadratic_roots(*cs)
        elif all(int(f[k]) == 0 for k in range(1, f.degree())):
            found += _pure_roots(-cs[0] / cs[-1], f.degree())
        else:
            step = _stride(f)
            if step > 1:
                for y in _rational_polynomial_roots([fmpq(int(f[k])) for k in range(0, f.degree() + 1, step)]):
                    found += _pure_roots(y, step)
            else:
                found += real_roots(f)
    return found


def _stride(f: fmpz_poly) -> int:
    step = 0
    for k in range(1, f.degree() + 1):
        if int(f[k]):
            step = gcd(step, k)
    return step
