"""Functions that are integrals of elementary ones: exponential, cosine and Fresnel integrals, the imaginary error function.

Those that are infinite at 0 are there Euler's constant, a logarithm and an entire function (NIST Handbook of Mathematical Functions, 6.6).
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import factorial
from typing import Any

from flint import fmpq

from diffcheck.exact.atoms import SmoothFunction, apply
from diffcheck.exact.expr import ZERO, Expr, number, pi
from diffcheck.exact.powers import exp, power
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions.facts import Function, Lens, Rule, Undefined, Zero
from diffcheck.germs import elementary
from diffcheck.germs import series as germs
from diffcheck.germs.monomial import UNIT
from diffcheck.germs.series import NoExpansion, Series


def _ei_germ(u: Series) -> Any:
    """Beside 0 Ei(v) = gamma + log|v| + sum v**k/(k*k!); far out exp(v)/v*(1 + 1/v + O(1/v**2)) to both sides.

    The expansion (NIST Handbook, 6.12) may be differentiated: the derivative exp(v)/v is known, and the terms telescope.
    """
    infinite, middle, _ = germs.split(u)
    if not infinite:
        return _beside_zero(u, lambda k: Fraction(1, k * factorial(k))) if sign(middle) == 0 else NotImplemented
    if u.top_size() == UNIT or germs.germ_sign(u) is None:
        raise NoExpansion("Ei of an oscillating quantity")
    one = elementary.power(u, -1)
    rest = germs.multiply(one, one)
    terms = germs.add(germs.constant(1, u.order), one)
    terms = germs.add(terms, replace(rest, terms={}, error=rest.top_size(), laurent=False))
    return germs.flat_is_smooth(germs.multiply(germs.multiply(elementary.exp(u), one), terms))


def _beside_zero(u: Series, coefficient: Callable[[int], Fraction]) -> Series:
    """gamma + log|u| + the sum of coefficient(k)*u**k, for u -> 0."""
    s = germs.germ_sign(u)
    if s is None:
        raise NoExpansion("a logarithmic integral of an oscillating quantity")
    coefficients = [apply("EulerGamma"), *(_number(coefficient(k)) for k in range(1, max(germs.taylor_length(u), 3)))]
    entire = replace(germs.compose(coefficients, u), laurent=False)
    return germs.add(entire, elementary.log(germs.scale(u, s)))


def _number(value: Fraction) -> Expr:
    return number(fmpq(value.numerator, value.denominator))


def _ci_germ(u: Series) -> Any:
    """Far out |Ci(v)| <= 2/v (integration by parts)."""
    infinite, middle, _ = germs.split(u)
    if not infinite:
        return (
            _beside_zero(u, lambda k: Fraction((-1) ** (k // 2) * (1 - k % 2), k * factorial(k))) if sign(middle) == 0 else NotImplemented
        )
    if u.top_size() == UNIT or germs.germ_sign(u) != 1:
        raise NoExpansion("Ci of an oscillating quantity")
    return Series({}, elementary.power(u, -1).top_size(), u.order, rate=None)


def _erfi_germ(u: Series) -> Any:
    """Far out exp(v**2)/(sqrt(pi)*v)*(1 + 1/(2*v**2) + O(1/v**4)), to both sides.

    By parts, as for Ei: the derivative 2*exp(v**2)/sqrt(pi) is known, and the terms telescope, so it may be differentiated.
    """
    if not germs.split(u)[0] or u.top_size() == UNIT:
        return NotImplemented
    if germs.germ_sign(u) is None:
        raise NoExpansion("erfi of an oscillating quantity")
    one = elementary.power(u, -1)
    square = germs.multiply(one, one)
    rest = germs.multiply(square, square)
    terms = germs.add(germs.constant(1, u.order), germs.scale(square, fmpq(1, 2)))
    terms = germs.add(terms, replace(rest, terms={}, error=rest.top_size(), laurent=False))
    found = germs.multiply(germs.multiply(elementary.exp(germs.multiply(u, u)), one), terms)
    return germs.scale(found, power(pi(), Fraction(-1, 2), known_sign))


def _shi_germ(u: Series) -> Any:
    """Far out (Ei(v) - Ei(-v))/2."""
    if not germs.split(u)[0] or u.top_size() == UNIT:
        return NotImplemented
    return germs.scale(germs.add(_ei_germ(u), germs.scale(_ei_germ(germs.scale(u, -1)), -1)), fmpq(1, 2))


def _chi_germ(u: Series) -> Any:
    """Far out (Ei(v) + Ei(-v))/2."""
    infinite, middle, _ = germs.split(u)
    if infinite:
        return germs.scale(germs.add(_ei_germ(u), _ei_germ(germs.scale(u, -1))), fmpq(1, 2))
    return _beside_zero(u, lambda k: Fraction(1 - k % 2, k * factorial(k))) if sign(middle) == 0 else NotImplemented


def _fresnel_germ(u: Series) -> Any:
    """Far out both integrals are 1/2 with the sign of v, up to 1/(pi*|v|) (integration by parts)."""
    if not germs.split(u)[0] or u.top_size() == UNIT:
        return NotImplemented
    s = germs.germ_sign(u)
    if s is None:
        return Series({}, UNIT, u.order, rate=None)
    small = Series({}, elementary.power(u, -1).top_size(), u.order, rate=None)
    return germs.add(germs.constant(number(fmpq(s, 2)), u.order), small)


def _zero_at_zero(u: Expr) -> Expr | None:
    return None if u else ZERO


def _erfi_slope(u: Expr) -> tuple[Expr, ...]:
    return (exp(u**2) * 2 * power(pi(), Fraction(-1, 2), known_sign),)


SMOOTH = (
    SmoothFunction(
        "erfi",
        lambda u: u.erfi(),
        _erfi_slope,
        parity=-1,
        special=_zero_at_zero,
        germ=_erfi_germ,
        analytic_on_line=True,
        increasing=True,
        exponential_germ=True,
    ),
    SmoothFunction("Ei", lambda u: u.ei(), lambda u: (exp(u) / u,), germ=_ei_germ, exponential_germ=True),
    SmoothFunction("Ci", lambda u: u.ci(), lambda u: (apply("cos", u) / u,), germ=_ci_germ),
    SmoothFunction("Chi", lambda u: u.chi(), lambda u: (apply("cosh", u) / u,), germ=_chi_germ, exponential_germ=True),
    SmoothFunction(
        "Shi",
        lambda u: u.shi(),
        lambda u: (apply("sinh", u) / u,),
        parity=-1,
        special=_zero_at_zero,
        germ=_shi_germ,
        analytic_on_line=True,
        increasing=True,
        exponential_germ=True,
    ),
    SmoothFunction(
        "fresnels",
        lambda u: u.fresnel_s(),
        lambda u: (apply("sin", u**2 * pi() / 2),),
        parity=-1,
        special=_zero_at_zero,
        bounds=("-1", "1"),
        germ=_fresnel_germ,
        analytic_on_line=True,
    ),
    SmoothFunction(
        "fresnelc",
        lambda u: u.fresnel_c(),
        lambda u: (apply("cos", u**2 * pi() / 2),),
        parity=-1,
        special=_zero_at_zero,
        bounds=("-1", "1"),
        germ=_fresnel_germ,
        analytic_on_line=True,
    ),
)


def _but_zero(lens: Lens, u: Expr) -> Expr:
    if lens.sign(u) == 0:
        raise Undefined
    return apply("Ei", u)


def _positive(head: str) -> Rule:
    """The function where its argument is positive, undefined elsewhere: it is complex there."""

    def rule(lens: Lens, u: Expr) -> Expr:
        if lens.sign(u) <= 0:
            raise Undefined
        return apply(head, u)

    return rule


def _li(lens: Lens, u: Expr) -> Expr:
    from diffcheck.functions.logarithm import natural_log

    s = lens.sign(u)
    return ZERO if s == 0 else _but_zero(lens, natural_log(lens, u))


def _entire(head: str, why: str, spellings: tuple[str, ...] = ()) -> Function:
    """An odd function that is analytic on R."""
    return Function(
        head,
        (head, *spellings),
        1,
        1,
        why,
        lambda _, u: apply(head, u),
        examples=((f"{head}(0)", "0"),),
        total=True,
    )


DECLARED = (
    _entire("erfi", "the imaginary error function is analytic on R"),
    _entire("Shi", "the hyperbolic sine integral is analytic on R"),
    _entire("fresnels", "a Fresnel integral is analytic on R", ("FresnelS",)),
    _entire("fresnelc", "a Fresnel integral is analytic on R", ("FresnelC",)),
    Function(
        "Ei",
        ("Ei", "expi"),
        1,
        1,
        "the exponential integral tends to -infinity where u = 0",
        _but_zero,
        lambda u: (Zero(u),),
        (("Ei(2) - Ei(2)", "0"),),
        continuous=True,
    ),
    Function(
        "li",
        ("li",),
        1,
        1,
        "the logarithmic integral tends to -infinity where u = 1 and ends where u = 0, with the value 0",
        _li,
        lambda u: (Zero(u), Zero(u - 1)),
        (("li(0)", "0"), ("li(E^2)", "Ei(2)")),
        continuous=True,
    ),
    Function(
        "Ci",
        ("Ci",),
        1,
        1,
        "the cosine integral needs u > 0 and tends to -infinity where u = 0",
        _positive("Ci"),
        lambda u: (Zero(u),),
        (("Ci(2) - Ci(2)", "0"),),
        continuous=True,
    ),
    Function(
        "Chi",
        ("Chi",),
        1,
        1,
        "the hyperbolic cosine integral needs u > 0 and tends to -infinity where u = 0",
        _positive("Chi"),
        lambda u: (Zero(u),),
        (("Chi(2) - Chi(2)", "0"),),
        continuous=True,
    ),
)
