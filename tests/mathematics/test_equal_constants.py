"""Equal constants and functions in different dress: relations that must be found, made at random, beside near misses that are none."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from diffcheck.exact.atoms import apply, facts
from diffcheck.exact.ball import enclose, midpoint_float
from diffcheck.exact.expr import ONE, Expr, number, pi
from diffcheck.exact.powers import log, power
from diffcheck.exact.sign import known_sign

from .asking import report, slopes, verdicts

pytestmark = pytest.mark.slow

TINY = number(Fraction(1, 10**40))


def atan(q: Expr) -> Expr:
    return apply("atan", q)


def machin(draw: random.Random) -> Expr:
    """sum of n*atan(q) - atan(Q) - k*pi, 0 by the addition theorem of the tangent: (1 + i*q)**n... has the argument of 1 + i*Q."""
    terms = [(draw.randint(-3, 3), Fraction(draw.randint(1, 9), draw.randint(1, 9))) for _ in range(draw.randint(1, 3))]
    real, imaginary = Fraction(1), Fraction(0)
    angle = number(0)
    for n, q in terms:
        angle = angle + atan(number(q)) * n
        for _ in range(abs(n)):
            s = q if n > 0 else -q
            real, imaginary = real - imaginary * s, imaginary + real * s
    if not real:
        return machin(draw)
    rest = angle - atan(number(imaginary / real))
    near = midpoint_float(rest / pi())
    assert near is not None
    return rest - pi() * round(near)


@pytest.mark.parametrize("seed", range(25))
def test_machins_formulas_at_random(seed: int) -> None:
    u = machin(random.Random(seed))
    assert known_sign(u) == 0
    assert known_sign(u + TINY) == 1
    assert known_sign(u + pi() / 1000) == 1


@pytest.mark.parametrize("seed", range(25))
def test_logarithms_of_units_of_quadratic_fields(seed: int) -> None:
    """log of a product of (a + sqrt(d))-s is the sum of the logarithms; so with rational multiples."""
    draw = random.Random(seed)
    d = draw.choice((2, 3, 5, 7, 11))
    root = power(number(d), Fraction(1, 2), known_sign)
    a, b = root + draw.randint(3, 9), root * draw.randint(1, 4) + draw.randint(1, 9)
    whole = a * a * b
    u = log(whole, known_sign) - log(a, known_sign) * 2 - log(b, known_sign)
    assert known_sign(u) == 0
    assert known_sign(u - TINY) == -1
    assert known_sign(log(whole + 1, known_sign) - log(a, known_sign) * 2 - log(b, known_sign)) == 1


@pytest.mark.parametrize("seed", range(20))
def test_gamma_by_its_functional_equations(seed: int) -> None:
    draw = random.Random(seed)
    q = Fraction(draw.randint(-30, 30) * 7 + draw.randint(1, 6), 7)
    v = number(q)
    assert known_sign(apply("gamma", v + 1) - v * apply("gamma", v)) == 0
    product = apply("gamma", v) * apply("gamma", ONE - v)
    assert known_sign(product - pi() / apply("sin", v * pi())) == 0
    assert known_sign(apply("gamma", v + 1) - v * apply("gamma", v) + number(Fraction(1, 10**60))) == 1


@pytest.mark.parametrize("w", ["1", "2", "1/3", "-1/5", "10"])
def test_lamberts_w_by_its_equation(w: str) -> None:
    assert verdicts(f"(LambertW({w})*exp(LambertW({w}))-({w}))*abs(x)") == ("yes", "yes")
    assert report(f"(LambertW({w})*exp(LambertW({w}))-({w}))*abs(x)").smoothness == "oo"
    assert verdicts(f"(LambertW({w})*exp(LambertW({w}))-({w})+10^(-30))*abs(x)") == ("yes", "no")


@pytest.mark.parametrize(
    "zero",
    [
        "sqrt(3+2*sqrt(2))-1-sqrt(2)",
        "atan(1/2)+atan(1/3)-pi/4",
        "log(2+sqrt(3))+log(2-sqrt(3))",
        "gamma(1/3)*gamma(2/3)-2*pi/sqrt(3)",
        "atan(sqrt(2)-1)-pi/8",
        "acos(1/3)+asin(1/3)-pi/2",
        "acos(1/7)-2*acos(2/sqrt(7))",
        "asin(3/5)+asin(5/13)-asin(56/65)",
        "atan(sqrt(7))-acos(1/sqrt(8))",
        "cos(2)-1+2*sin(1)^2",
        "sin(3)-3*sin(1)+4*sin(1)^3",
    ],
)
def test_a_constant_that_is_zero_in_another_dress_has_no_kink(zero: str) -> None:
    assert report(f"({zero})*abs(x)").smoothness == "oo"
    assert verdicts(f"({zero}-10^(-25))*abs(x)") == ("yes", "no")


@pytest.mark.parametrize(
    ("formula", "verdict", "order"),
    [
        ("{cos(2*x), x<1; 1-2*sin(x)^2}", ("yes", "yes"), "oo"),
        ("{cos(2*x), x<1; 1-2*sin(x)^3}", ("no", "no"), -1),
        ("floor(sin(x)^2+cos(x)^2)", ("yes", "yes"), "oo"),
        ("floor(2*cos(x)^2-cos(2*x))", ("yes", "yes"), "oo"),
        ("cbrt(x+x^2)-cbrt(x)*cbrt(1+x)", ("yes", "yes"), "oo"),
        ("(exp(x)-1)^(2/3)*x^(1/3)", ("yes", "yes"), "oo"),  # x*((exp(x) - 1)/x)^(2/3)
        ("(exp(x)-1)^(1/3)*x^(1/3)", ("yes", "no"), 0),  # like |x|^(2/3)
        ("sqrt(|x|)*sqrt(|sin(x)|)", ("yes", "no"), 0),  # |x|*sqrt(|sin(x)/x|)
        ("{sqrt(x)*sqrt(sin(x)), 0<x<1; x, x<=0}", ("yes", "yes"), 2),  # x - x^3/12 + ...
        ("cbrt(x^2)-cbrt(x)^2", ("yes", "yes"), "oo"),
        ("abs(x-cos(x))-abs(cos(x)-x)", ("yes", "yes"), "oo"),
        ("abs(x-cos(x))-abs(cos(x)-x^2)", ("yes", "no"), 0),
        ("exp(Max(exp(-x),x))", ("yes", "no"), 0),
        ("{x, x<LambertW(1); exp(-x)}", ("yes", "no"), 0),
        ("{x, x<LambertW(2); exp(-x)}", ("no", "no"), -1),
        ("{x, x<atan(1/2)+atan(1/3); pi/4}", ("yes", "no"), 0),
        ("erfc(30)*abs(x)", ("yes", "no"), 0),
    ],
)
def test_functions_in_different_dress(formula: str, verdict: tuple[str, str], order: object) -> None:
    assert verdicts(formula) == verdict
    assert report(formula).smoothness == order


def test_the_place_where_a_root_of_a_simple_argument_begins() -> None:
    """acosh(x^2 - x) begins where x^2 - x = 1, that is at the golden mean, and is vertical there."""
    assert slopes("acosh(x^2-x)", "sqrt(5)/2 + 1/2") == (None, "oo")


@pytest.mark.parametrize(
    ("formula", "kinks"),
    [
        ("max(x^2, sqrt(x+1))", 2),
        ("max(x, (x^2+1)^(1/3))", 1),
        ("max(sqrt(x-1), atan(x))", 1),
        ("min(x, sigmoid(x))", 1),
        ("max(silu(x), 1)", 1),
        ("abs(exp(-x)-1+2*x)", 2),
        ("max(abs(x-1)^(3/2), x)", 2),
        ("max(sqrt(x^2+1), 2*x^3)", 1),
        ("max(x^3, cbrt(x+1))", 1),
        ("max(x^2, (x+2)^(1/4))", 2),
        ("max((x^2+1)^(2/3), x+1)", 2),
        ("max(sqrt(x^2+1), x)", 0),
        ("max(x^3, (x^2+1)^(3/2))", 0),
        ("max((x^2+1)^(1/3), x/2-3)", 1),
        ("max((x^2+1)^(1/3), 1/2-x^2)", 0),
    ],
)
def test_a_tie_at_the_zero_of_a_transformed_equation(formula: str, kinks: int) -> None:
    """Branches meet where the equation without its roots and denominators says so, and where the original one does not, they do not."""
    r = report(formula)
    assert r.status == "ok"
    assert r.continuous.answer == "yes"
    assert sum(f.kind.value == "corner" for f in r.points) == kinks


EXPONENTS = (
    ("sqrt(3+2*sqrt(2))-sqrt(2)", Fraction(1)),
    ("sqrt(3+2*sqrt(2))-sqrt(2)-2/3", Fraction(1, 3)),
    ("4*atan(1/2)/pi+4*atan(1/3)/pi+1", Fraction(2)),
    ("log(8)/log(2)", Fraction(3)),
    ("log(2+sqrt(3))+log(2-sqrt(3))+2/5", Fraction(2, 5)),
)


@pytest.mark.parametrize(("text", "value"), EXPONENTS)
def test_an_exponent_is_the_rational_that_it_is(text: str, value: Fraction) -> None:
    """x^(1/3) is defined on the line, x^(2/5) too, and so are the powers by natural numbers."""
    hidden, plain = (report(f"x^({e})") for e in (text, value))
    assert (hidden.status, hidden.domain, hidden.smoothness) == ("ok", plain.domain, plain.smoothness)
    near = report(f"x^({text}+1/10^7*sqrt(5))")
    assert near.domain != plain.domain


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("cos(1)/sqrt(1-sin(1)^2)-1", 0),
        ("cos(2)/sqrt(1-sin(2)^2)-1", -1),  # cos(2) < 0
        ("cos(2)/sqrt(1-sin(2)^2)+1", 0),
        ("cbrt(1-cos(3)^2)-cbrt(sin(3)^2)", 0),
        ("sqrt(exp(2)+2*exp(1)+1)-exp(1)-1", 0),
        ("sqrt(exp(2)+2*exp(1)+1+1/10^30)-exp(1)-1", 1),
        ("tanh(log(3))-4/5", 0),
        ("sinh(log(3))-4/3+1/10^30", 1),
    ],
)
def test_equal_powers_of_one_sign(text: str, sign: int) -> None:
    assert verdicts(f"({text})*|x|") == ("yes", "no" if sign else "yes")


@pytest.mark.parametrize("q", range(3, 41))
def test_legendres_duplication_of_gamma(q: int) -> None:
    """gamma(v)*gamma(v + 1/2) = 2^(1 - 2*v)*sqrt(pi)*gamma(2*v)."""
    for p in range(1, q, max(1, q // 5)):
        v = Fraction(p, q)
        two, root = (power(u, e, known_sign) for u, e in ((number(2), 1 - 2 * v), (pi(), Fraction(1, 2))))
        product = apply("gamma", number(v)) * apply("gamma", number(v + Fraction(1, 2)))
        rest = product - two * root * apply("gamma", number(2 * v))
        assert known_sign(rest) == 0, v
        assert known_sign(rest + TINY) == 1, v


@pytest.mark.parametrize("q", range(2, 25))
def test_gausss_values_of_digamma(q: int) -> None:
    """The value in logarithms, and the recurrence and the reflection, psi(1 - v) - psi(v) = pi*cot(pi*v)."""
    for p in (1, q - 1, q + 1, -1, 5 * q - 1):
        v = number(Fraction(p, q))
        psi = apply("polygamma", number(0), v)
        told = facts("polygamma").in_generators(number(0), v)
        assert told is not None
        assert enclose(psi, 200).overlaps(enclose(told, 200))
        assert known_sign(apply("polygamma", number(0), v + 1) - psi - ONE / v) == 0
        angle = pi() * v
        rest = apply("polygamma", number(0), ONE - v) - psi - pi() * apply("cos", angle) / apply("sin", angle)
        assert known_sign(rest) == 0
        assert known_sign(rest + TINY) == 1


@pytest.mark.parametrize(
    "text",
    [
        "polygamma(0, 1/2) + EulerGamma + 2*log(2)",
        "digamma(1/3) + EulerGamma + pi/(2*sqrt(3)) + 3*log(3)/2",
        "loggamma(1/4) + loggamma(3/4) - log(pi*sqrt(2))",
    ],
)
def test_special_values_that_are_proved(text: str) -> None:
    assert (report(f"({text})*|x|").smoothness, report(f"({text})*|x|").certainty) == ("oo", "proved")
    assert report(f"({text} + 1/10^30)*|x|").smoothness == 0
