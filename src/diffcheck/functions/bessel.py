"""Bessel functions of the second kind and modified ones, of integer order; besselj is among the special functions.

Y and K are real where u > 0. At 0 they are infinite: a logarithm times J or I, powers, and an entire function
(NIST Handbook of Mathematical Functions, 10.8.1 and 10.31.1).
"""

from fractions import Fraction
from math import factorial
from typing import Any

from flint import arb, fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.atoms import SmoothFunction, apply, leads_negative
from diffcheck.exact.expr import ONE, ZERO, Expr, number, pi
from diffcheck.exact.sign import sign
from diffcheck.functions.facts import Function, Lens, Undefined, Zero
from diffcheck.germs import elementary
from diffcheck.germs import series as germs
from diffcheck.germs.series import NoExpansion, Series

LARGEST_ORDER = 100


def integer_order(head: str, n: Expr) -> int:
    """The order of a Bessel function. Raises NotYet for one that is no small integer."""
    k = n.integer
    if k is None or abs(k) > LARGEST_ORDER:
        raise NotYet("unknown_function", f"{head} is known to diffcheck for integer orders only")
    return k


def _special_i(n: Expr, u: Expr) -> Expr | None:
    k = integer_order("besseli", n)
    if not u:
        return ONE if k == 0 else ZERO
    if k < 0:  # I is the same for n and -n
        return apply("besseli", -n, u)
    if leads_negative(u):
        mirrored = apply("besseli", n, -u)
        return -mirrored if k % 2 else mirrored
    return None


def _special_y(n: Expr, u: Expr) -> Expr | None:
    k = integer_order("bessely", n)
    if k >= 0:
        return None
    mirrored = apply("bessely", -n, u)
    return -mirrored if k % 2 else mirrored


def _special_k(n: Expr, u: Expr) -> Expr | None:
    return apply("besselk", -n, u) if integer_order("besselk", n) < 0 else None


def _rational(value: Fraction) -> Expr:
    return number(fmpq(value.numerator, value.denominator))


def _harmonic(k: int) -> Fraction:
    return sum((Fraction(1, j) for j in range(1, k + 1)), Fraction(0))


def _y_germ(n: Series, u: Series) -> Any:
    return _second_kind("bessely", "besselj", n, u)


def _k_germ(n: Series, u: Series) -> Any:
    return _second_kind("besselk", "besseli", n, u)


def _second_kind(head: str, first: str, order: Series, u: Series) -> Any:
    """Beside 0, with q = u**2/4, s = -1 for Y and 1 for K, and factors 1/pi, 2/pi for Y, 1/2, (-1)**(n+1) for K (as in the handbook):

    powers: -/+ (u/2)**-n * sum over k < n of (n-k-1)!/k! * (-s*q)**k; logarithm: log(u/2) times J or I;
    entire: (u/2)**n * sum of (psi(k+1) + psi(n+k+1)) * (s*q)**k/(k!*(n+k)!), with psi(k+1) = H_k - gamma.
    """
    infinite, middle, _ = germs.split(u)
    if infinite:
        raise NoExpansion(f"{head} of an infinite quantity")
    if sign(middle) != 0:
        return NotImplemented
    from diffcheck.germs.expand import taylor

    n = germs.split(order)[1].integer
    assert n is not None
    is_y = head == "bessely"
    s = -1 if is_y else 1
    half = germs.scale(u, fmpq(1, 2))
    square = germs.multiply(half, half)
    length = max(germs.taylor_length(square), 3)
    gamma = apply("EulerGamma")
    entire = [
        (_rational(_harmonic(k) + _harmonic(n + k)) - gamma * 2) * _rational(Fraction(s**k, factorial(k) * factorial(n + k)))
        for k in range(length)
    ]
    regular = germs.multiply(germs.compose(entire, square), elementary.power(half, n)) if n else germs.compose(entire, square)
    logarithm = germs.multiply(elementary.log(half), taylor(first, (number(n),), u))
    powers = None
    if n:
        finite = [_rational(Fraction(factorial(n - k - 1) * (-s) ** k, factorial(k))) for k in range(n)]
        total = germs.constant(finite[0], u.order)
        reach = square
        for coefficient in finite[1:]:
            total = germs.add(total, germs.scale(reach, coefficient))
            reach = germs.multiply(reach, square)
        powers = germs.multiply(total, elementary.power(half, -n))
    if is_y:
        found = germs.add(germs.scale(logarithm, number(2) / pi()), germs.scale(regular, -ONE / pi()))
        return found if powers is None else germs.add(found, germs.scale(powers, -ONE / pi()))
    turn = (-1) ** n
    found = germs.add(germs.scale(logarithm, -turn), germs.scale(regular, fmpq(turn, 2)))
    return found if powers is None else germs.add(found, germs.scale(powers, fmpq(1, 2)))


def _neighbours(head: str, n: Expr, u: Expr, below: int, above: int) -> tuple[Expr, ...]:
    """The derivative in u by the functions of the neighbouring orders; the order does not vary."""
    return (ZERO, (apply(head, n - 1, u) * below + apply(head, n + 1, u) * above) / 2)


def _ball(name: str) -> Any:
    def ball(n: arb, u: arb) -> arb:
        return getattr(u, name)(n)

    return ball


SMOOTH = (
    SmoothFunction("bessely", _ball("bessel_y"), lambda n, u: _neighbours("bessely", n, u, 1, -1), special=_special_y, germ=_y_germ),
    SmoothFunction(
        "besseli",
        _ball("bessel_i"),
        lambda n, u: _neighbours("besseli", n, u, 1, 1),
        special=_special_i,
        analytic_on_line=True,
    ),
    SmoothFunction(
        "besselk",
        _ball("bessel_k"),
        lambda n, u: _neighbours("besselk", n, u, -1, -1),
        special=_special_k,
        germ=_k_germ,
    ),
)


def _positive(head: str) -> Any:
    def rule(lens: Lens, n: Expr, u: Expr) -> Expr:
        integer_order(head, n)
        if lens.sign(u) <= 0:
            raise Undefined
        return apply(head, n, u)

    return rule


def _modified(_: Lens, n: Expr, u: Expr) -> Expr:
    integer_order("besseli", n)
    return apply("besseli", n, u)


DECLARED = (
    Function(
        "bessely",
        ("bessely",),
        2,
        2,
        "a Bessel function of the second kind needs u > 0 and tends to -infinity where u = 0",
        _positive("bessely"),
        lambda _, u: (Zero(u),),
        (("bessely(-1, 2)", "-bessely(1, 2)"),),
        letters=("n", "u"),
    ),
    Function(
        "besseli",
        ("besseli",),
        2,
        2,
        "a modified Bessel function of integer order is analytic on R",
        _modified,
        examples=(("besseli(0, 0)", "1"), ("besseli(1, 0)", "0")),
        letters=("n", "u"),
    ),
    Function(
        "besselk",
        ("besselk",),
        2,
        2,
        "a modified Bessel function of the second kind needs u > 0 and is infinite where u = 0",
        _positive("besselk"),
        lambda _, u: (Zero(u),),
        (("besselk(-1, 2)", "besselk(1, 2)"),),
        letters=("n", "u"),
    ),
)
