"""Exact expressions against high-precision numbers: arithmetic, powers, logarithms, proofs of zero, signs, and their text."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy
from flint import fmpq, fmpz_poly
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.germ import INDEXED
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.exact.algebraic import implicit_root, real_roots
from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import derivative, expand, substitute
from diffcheck.exact.expr import ONE, ZERO, Expr, add_all, number, symbol
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import is_zero, known_sign, sign
from diffcheck.exact.text import text
from diffcheck.language import read_constant, read_formula

from .checks import pair

SOME = settings(max_examples=40, deadline=None)
MP = mpmath.mp.clone()
MP.dps = 100


def constant(formula: str) -> Expr:
    """A constant formula as an exact expression."""
    found = evaluate(read_constant(formula), "", ZERO, POINT)
    assert found is not None, f"{formula} is undefined"
    return found


def near(u: Expr) -> mpmath.mpf:
    """A number near a constant, from its certified enclosure."""
    return MP.mpf(str(pair(enclose(u, 500))[1]))


def agree(a: mpmath.mpf, b: mpmath.mpf) -> bool:
    return abs(a - b) <= MP.mpf(10) ** -60 * (1 + abs(a))


LEAVES = st.one_of(
    st.fractions(min_value=-6, max_value=6, max_denominator=7).map(lambda f: f"({f})"),
    st.sampled_from(["pi", "E", "sqrt(2)", "sqrt(3)", "cbrt(5)", "log(3)", "sin(1)", "atan(2)", "exp(1/2)", "erf(1/3)"]),
)
TEXTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]}{t[1]}{t[2]})"),
        st.tuples(
            st.sampled_from(["exp(-({})^2)", "sin({})", "atan({})", "log(1+({})^2)", "sqrt(({})^2+1)", "({})^2", "cbrt({})"]), inner
        ).map(lambda t: t[0].format(t[1])),
    ),
    max_leaves=5,
)


@SOME
@given(TEXTS, TEXTS, TEXTS)
@example("(cbrt(pi-1)^2)", "pi", "(cbrt(pi-1)^2)")
@example("sqrt((1+pi)^2+1)", "sqrt((1+pi)^2+1)", "pi")
def test_the_laws_of_a_ring_hold_exactly(a: str, b: str, c: str) -> None:
    u, v, w = constant(a), constant(b), constant(c)
    assert u + v == v + u and u * v == v * u
    assert (u + v) + w == u + (v + w)
    assert u - u == ZERO and u * ONE == u and u + ZERO == u
    assert expand(u * (v + w)) == expand(u * v + u * w)
    assert expand((u * v) * w) == expand(u * (v * w))


@SOME
@given(TEXTS, TEXTS)
def test_sums_products_and_quotients_are_those_of_the_numbers(a: str, b: str) -> None:
    u, v = constant(a), constant(b)
    assert agree(near(u + v), near(u) + near(v))
    assert agree(near(u * v), near(u) * near(v))
    if known_sign(v):
        assert agree(near(u / v) * near(v), near(u))


@SOME
@given(TEXTS, st.fractions(min_value=-3, max_value=3, max_denominator=5))
def test_powers_logarithms_and_exponentials_are_those_of_the_numbers(a: str, r: Fraction) -> None:
    u = constant(a)
    assume(known_sign(u) == 1)
    x = near(u)
    assume(MP.mpf("1e-8") < x < 1e6)
    assert agree(near(power(u, r, known_sign)), x ** (MP.mpf(r.numerator) / r.denominator))
    assert agree(near(log(u, known_sign)), MP.log(x))
    if x < 50:
        assert agree(near(exp(u)), MP.exp(x))
        assert is_zero(log(exp(u), known_sign) - u)
    assert is_zero(exp(log(u, known_sign)) - u)


@SOME
@given(TEXTS)
def test_the_text_read_by_sympy_is_the_same_number(a: str) -> None:
    u = constant(a)
    again = sympy.sympify(text(u)).evalf(40)
    assert abs(MP.mpf(str(again)) - near(u)) < MP.mpf(10) ** -30 * (1 + abs(near(u)))


RATIONALS = st.builds(Fraction, st.integers(1, 10**6), st.sampled_from([1, 2, 3, 7, 10, 12, 100, 360, 10**5]))
EXPONENTS = st.builds(Fraction, st.integers(-3000, 3000), st.sampled_from([1, 2, 3, 10, 16, 100, 250, 1000, 15625, 100_000])).filter(
    lambda e: abs(e) < 300
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(RATIONALS, EXPONENTS, st.sampled_from([1, -1, 3, Fraction(10, 21)]))
def test_a_power_of_a_rational_stays_a_power_that_can_be_read(base: Fraction, exponent: Fraction, factor: Fraction) -> None:
    u = power(number(base), exponent, known_sign) * number(factor)
    shown = text(u)
    assert len(shown) < 400
    again = sympy.sympify(shown).evalf(60)
    assert abs(MP.mpf(str(again)) / near(u) - 1) < MP.mpf(10) ** -40
    assert is_zero(constant(shown) - u)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(RATIONALS, EXPONENTS, st.integers(1, 12), st.integers(-3, 3))
def test_powers_of_rationals_are_equal_just_where_their_values_are(base: Fraction, exponent: Fraction, k: int, m: int) -> None:
    u = power(number(base**k), exponent / k, known_sign)
    assert u == power(number(base), exponent, known_sign)
    assert u == number(base) ** m * power(number(base), exponent - m, known_sign)
    assert text(u) == text(power(number(base), exponent, known_sign))
    beside = power(number(base), exponent + Fraction(1, 10**6), known_sign)
    assert sign(beside - u) == (base > 1) - (base < 1)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("10^1.95303", "10**(195303/100000)"),
        ("7.5^1.852", "(15/2)**(463/250)"),
        ("7.5^(-1.852)", "(2/15)**(463/250)"),
        ("3.7^1.2345", "(37/10)**(2469/2000)"),
        ("3*10^1.95303/7", "30*10**(95303/100000)/7"),
        ("7*30^(17/250)", "7*30**(17/250)"),
        ("60^(17/250)", "2**(17/125)*15**(17/250)"),
        ("30^(-0.852)", "1/30**(213/250)"),
        ("(7/3)^300", "7**300/3**300"),
        ("4^1.95303", "8*2**(45303/50000)"),
        # short ones are written as they were
        ("sqrt(6)", "sqrt(6)"),
        ("10^0.3", "1000**(1/10)"),
        ("12^(1/3)", "12**(1/3)"),
        ("(2/3)^(1/3)", "18**(1/3)/3"),
        ("2^(2/3)", "2**(2/3)"),
        ("10^60", "1" + "0" * 60),
        ("7^70/10^50", f"{7**70}/1" + "0" * 50),
    ],
)
def test_how_powers_of_rationals_are_written(formula: str, shown: str) -> None:
    assert text(constant(formula)) == shown


@SOME
@given(TEXTS)
def test_the_text_read_by_diffcheck_is_proved_the_same_number(a: str) -> None:
    u = constant(a)
    assert is_zero(constant(text(u)) - u)


@SOME
@given(TEXTS)
def test_a_sign_is_never_wrong(a: str) -> None:
    u = constant(a)
    found, x = known_sign(u), near(u)
    if found is not None and abs(x) > MP.mpf(10) ** -50:
        assert found == (1 if x > 0 else -1)
    if found:
        assert abs(x) > 0 and (x > 0) == (found > 0)


@pytest.mark.parametrize("gap", ["10^-40", "-10^-40", "10^-90", "-3*10^-120"])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sqrt(3+2*sqrt(2))", "1+sqrt(2)"),
        ("log(6)", "log(2)+log(3)"),
        ("4*atan(1/5)-atan(1/239)", "pi/4"),
        ("exp(log(2)/3)", "cbrt(2)"),
        ("sin(1)^2", "1-cos(1)^2"),
        ("sinh(1)", "(E-1/E)/2"),
    ],
)
def test_a_number_that_misses_zero_by_a_hair_has_the_sign_of_the_hair(left: str, right: str, gap: str) -> None:
    u = constant(f"{left}-({right})+({gap})")
    assert sign(u) == (-1 if gap.startswith("-") else 1)


ZEROS = (
    "sqrt(3+2*sqrt(2))-1-sqrt(2)",
    "sqrt(2)*sqrt(3)-sqrt(6)",
    "sqrt(5+2*sqrt(6))-sqrt(2)-sqrt(3)",
    "cbrt(2+sqrt(5))+cbrt(2-sqrt(5))-1",
    "cbrt(7+5*sqrt(2))-1-sqrt(2)",
    "sqrt(16-2*sqrt(29)+2*sqrt(55-10*sqrt(29)))-(sqrt(5)+sqrt(11-2*sqrt(29)))*1+sqrt(5)+sqrt(11-2*sqrt(29))-sqrt(16-2*sqrt(29)+2*sqrt(55-10*sqrt(29)))",
    "1/(sqrt(2)-1)-1-sqrt(2)",
    "log(6)-log(2)-log(3)",
    "log(1/4)+2*log(2)",
    "exp(log(3)*2)-9",
    "exp(1)*exp(-1)-1",
    "log(sqrt(2)-1)+log(sqrt(2)+1)",
    "log(8)/log(2)-3",
    "sin(1)^2+cos(1)^2-1",
    "sin(2)-2*sin(1)*cos(1)",
    "cos(3)-4*cos(1)^3+3*cos(1)",
    "tan(1)-sin(1)/cos(1)",
    "sin(pi/12)-(sqrt(6)-sqrt(2))/4",
    "cos(pi/5)-(1+sqrt(5))/4",
    "sin(asin(1/3))-1/3",
    "cos(asin(1/3))-2*sqrt(2)/3",
    "sin(2*atan(2))-4/5",
    "acos(1/3)+asin(1/3)-pi/2",
    "cosh(1)^2-sinh(1)^2-1",
    "asinh(3/4)-log(2)",
    "acosh(5/4)-log(2)",
    "atanh(3/5)-log(2)",
    "tanh(1)-(E^2-1)/(E^2+1)",
    "sinh(asinh(2))-2",
    "cosh(asinh(2))-sqrt(5)",
    "gamma(7/2)-15*sqrt(pi)/8",
    "2^(1/2)*2^(1/3)-2^(5/6)",
    "LambertW(E)-1",
)
NOT_ZEROS = (
    "sqrt(2)+sqrt(3)-sqrt(5+2*sqrt(6))-10^-30",
    "exp(pi*sqrt(163))-262537412640768744",  # -7.5e-13
    "pi-355/113",
    "sqrt(1000001)-sqrt(1000000)-1/2000",
    "log(2)-0.6931471805599453094172321214581765680755",
    "sin(22)+0.0088513092904038759",
    "E^pi-pi^E-0.681534914418223",
    "cbrt(2)-5/4-0.00992104989487316",
    "atan(1/2)+atan(1/3)-pi/4+10^-60",
    "sin(10^-20)-10^-20",
    "cos(10^-15)-1",
    "10*tanh(28*pi/15)-tanh(28*pi/15)*10+10^-50",
)


@pytest.mark.parametrize("formula", ZEROS)
def test_a_hidden_zero_is_proved_zero(formula: str) -> None:
    assert sign(constant(formula)) == 0


@pytest.mark.parametrize("formula", NOT_ZEROS)
def test_a_small_number_is_never_called_zero(formula: str) -> None:
    u = constant(formula)
    x = near(u)
    assert x != 0 and sign(u) == (1 if x > 0 else -1)


def test_a_root_of_a_polynomial_satisfies_its_equation_and_no_other() -> None:
    [c] = real_roots(fmpz_poly([-1, -1, 0, 0, 0, 1]))  # c^5 = c + 1
    assert sign(c**5 - c - 1) == 0
    assert sign(c**10 - c**2 - c * 2 - 1) == 0  # the square of c^5 = c + 1
    assert sign(c**5 - c - 1 + fmpq(1, 10**40)) == 1
    assert sign(c - fmpq(116730397826142, 10**14)) != 0
    assert abs(near(c) ** 5 - near(c) - 1) < MP.mpf(10) ** -60


def test_an_enclosed_zero_satisfies_its_equation_and_no_other() -> None:
    x = symbol("x")
    c = implicit_root(x - apply("cos", x), "x", fmpq(7, 10), fmpq(3, 4))
    assert sign(c - apply("cos", c)) == 0
    assert sign(c**2 + apply("sin", c) ** 2 - 1) == 0
    assert sign(c - apply("cos", c) + fmpq(1, 10**40)) == 1
    assert sign(c - fmpq(739085133215160641655312, 10**24)) == 1


def test_an_exponential_of_a_rational_with_a_long_denominator_has_an_enclosure() -> None:
    u = constant("exp(10^-30)")
    assert sign(u - 1) == 1 and agree(near(u), MP.exp(MP.mpf(10) ** -30))


@pytest.mark.parametrize(
    "formula", ["x^3-2*x", "sin(x)^2+cos(x)^2-cos(x)", "exp(x)*log(1+x^2)", "atan(x)/(1+x^2)", "sqrt(1+x^4)", "erf(x)*sinh(x)"]
)
def test_a_derivative_agrees_with_one_sided_quotients_and_substitution_with_numbers(formula: str) -> None:
    from diffcheck.language import read_problem

    u = evaluate(read_problem(formula).tree, "x", symbol("x"), POINT if formula.startswith("x^3") else _Positive())
    assert u is not None
    slope = derivative(u, "x")
    at, step = fmpq(3, 7), fmpq(1, 10**16)
    put = {p: near(substitute(u, "x", number(p), known_sign)) for p in (at - step, at, at + step)}
    expected = near(substitute(slope, "x", number(at), known_sign))
    for side in (-1, 1):
        quotient = side * (put[at + side * step] - put[at]) * MP.mpf(10) ** 16
        assert abs(quotient - expected) < MP.mpf(10) ** -13


class _Positive:
    """A lens under which everything asked about is positive, as under the roots and logarithms above."""

    def sign(self, u: Expr) -> int:
        return 1

    def floor(self, u: Expr) -> Expr:
        raise AssertionError

    def is_even(self, n: Expr) -> bool:
        raise AssertionError


@pytest.mark.parametrize("formula", ["x", "x^2", "x^2-2*x+1", "sin(x)", "exp(x)-1", "(x+1)^2-x^2-2*x"])
def test_an_expression_that_has_other_values_is_no_zero_form(formula: str) -> None:
    from diffcheck.language import read_problem

    u = evaluate(read_problem(formula).tree, "x", symbol("x"), _Positive())
    assert u is not None and not is_zero_form(u)


def test_a_sum_of_many_terms_is_collected_in_one_pass_like_one_by_one() -> None:
    parts = [constant(t) for t in ("1/3", "sqrt(2)", "-sqrt(2)", "pi", "2/3", "-pi", "log(2)")]
    total = ZERO
    for p in parts:
        total = total + p
    assert add_all(parts) == total == ONE + log(number(2), known_sign)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("2^n", "2**n"),
        ("exp(n*log(2))", "2**n"),
        ("-3*2^n", "-3*2**n"),
        ("2^(-n)", "2**(-n)"),
        ("2^n/(n^2+1)", "2**n/(n**2 + 1)"),
        ("2^n*3^(2*n)", "2**n*3**(2*n)"),
        ("exp(n)*2^n", "2**n*exp(n)"),
        ("2^(n/2)", "2**(n/2)"),
        ("exp(n*log(2)^2)", "exp(log(2)**2*n)"),
        ("exp(n*log(n^2+1))", "(n**2 + 1)**n"),
        ("exp(n*log(n^2+1))/(n^2+1)", "(n**2 + 1)**(n - 1)"),
        ("n*exp(n*log(exp(n)+1))/(exp(n)+1)^3", "n*(exp(n) + 1)**(n - 3)"),
        ("exp(x*log(exp(n)+1))", "(exp(n) + 1)**x"),
        ("exp(x*log(2+n^2)-n*log(2+n^2))", "(n**2 + 2)**(x - n)"),
        ("exp(n*log(n^2+1)^2)", "exp(n*log(n**2 + 1)**2)"),
        ("exp(n*log(3/2))", None),
        ("exp(2*n)", "exp(2*n)"),
        ("1/(1+2^n)", "1/(2**n + 1)"),
        ("(1+2^n)^2", None),
        ("(2^n)^2*x", None),
        ("sqrt(1+2^(-n))", None),
    ],
)
def test_a_power_is_written_as_one_and_read_back_it_is_the_same(formula, shown):
    written = text(symbolic(formula))
    if shown is not None:
        assert written == shown
    known = {"n": sympy.Rational(7, 3), "x": sympy.Rational(2, 5)}
    one, other = (sympy.sympify(t.replace("^", "**")).subs(known).evalf(40) for t in (formula, written))
    assert abs(one - other) < sympy.Float(10) ** -35


def symbolic(formula: str) -> Expr:
    """A formula with free symbols as an exact expression."""
    found = evaluate(read_formula(formula).tree, "", ZERO, INDEXED)
    assert found is not None
    return found
