"""Special functions, as far as their declared facts are enough to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import factorial
from typing import Any

from flint import arb, fmpq

from diffcheck.exact.assumptions import assumed_integer
from diffcheck.exact.atoms import Preimages, SmoothFunction, apply, leads_negative
from diffcheck.exact.ball import enclose, nearest_whole
from diffcheck.exact.double import MINUS_OO, NAN, OO, Double, absolute, image, logarithm
from diffcheck.exact.expr import ONE, ZERO, Expr, add_all, number, pi, single
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.rounding import Accuracy
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions.bessel import integer_order
from diffcheck.functions.facts import Function, Lens, Undefined, Whole, Zero
from diffcheck.functions.pullbacks import CHAIN_RULE, Autodiff, Pullback, PullbackRule, alike, along, by, missing
from diffcheck.germs import elementary
from diffcheck.germs import series as germs
from diffcheck.germs.monomial import UNIT
from diffcheck.germs.series import NoExpansion, Series


def _erf_germ(u: Series) -> Any:
    """Near infinity erf(v) = +-1 - exp(-v**2)/(sqrt(pi)*v)*(1 - 1/(2*v**2) + 3/(4*v**4) - ...).

    The series is alternating and enveloping (A. Erdelyi et al., Higher Transcendental Functions II, 9.9), and may be differentiated.
    """
    if not germs.split(u)[0] or u.top_size() == UNIT:
        return NotImplemented
    s = germs.germ_sign(u)
    if s is None:
        return Series({}, UNIT, u.order, rate=None)
    one = elementary.power(u, -1)
    square = germs.multiply(one, one)
    rest = germs.multiply(square, square)
    terms = germs.add(germs.constant(1, u.order), germs.scale(square, Fraction(-1, 2)))
    terms = germs.add(terms, replace(rest, terms={}, error=rest.top_size(), laurent=False))
    tail = germs.multiply(germs.multiply(elementary.exp(germs.scale(germs.multiply(u, u), -1)), one), terms)
    small = germs.flat_is_smooth(germs.scale(tail, -power(pi(), Fraction(-1, 2), known_sign)))
    return germs.add(germs.constant(s, u.order), small)


def _gamma_germ(u: Series) -> Any:
    infinite, middle, _ = germs.split(u)
    if infinite:
        if u.top_size() == UNIT or germs.germ_sign(u) != 1:
            raise NoExpansion("gamma beside its poles")
        return elementary.exp(_loggamma_far_out(u))
    if not is_pole(middle):
        return NotImplemented
    from diffcheck.germs.expand import taylor

    # gamma(v) = pi / (sin(pi v) gamma(1 - v)), and 1 - v is near a natural number
    mirrored = taylor("gamma", (), germs.add(germs.constant(1, u.order), germs.scale(u, -1)))
    sine = elementary.sine_cosine(germs.scale(u, pi()))[0]
    return germs.scale(elementary.power(germs.multiply(sine, mirrored), -1), pi())


def is_pole(u: Expr) -> bool:
    """Whether u is proved to be one of 0, -1, -2, ... (an expression in an index: all its values). Raises UndecidedSign or Split."""
    if u.free:
        if sign(u) > 0:
            return False
        if all(
            c.q == 1 and all(a.head == "symbol" and assumed_integer(a.args[0]) and isinstance(e, int) for a, e in m)
            for m, c in u.terms.items()
        ):
            return True
        raise NoExpansion("gamma of an expression in parameters or an index")
    value = enclose(u, 64)
    if value > 0:
        return False
    n = nearest_whole(value, 64)
    if n is None:
        raise NoExpansion("gamma of a quantity that could not be located")
    return sign(u - n) == 0


def _loggamma_germ(u: Series) -> Any:
    infinite, middle, _ = germs.split(u)
    if infinite:
        if u.top_size() == UNIT or germs.germ_sign(u) != 1:
            raise NoExpansion("loggamma of an oscillating quantity")
        return _loggamma_far_out(u)
    if sign(middle) != 0:
        return NotImplemented
    from diffcheck.germs.expand import taylor

    return germs.add(taylor("loggamma", (), germs.add(u, germs.constant(1, u.order))), germs.scale(elementary.log(u), -1))


def _loggamma_far_out(u: Series) -> Series:
    """Stirling: log(gamma(v)) = (v - 1/2)*log(v) - v + log(2*pi)/2 + the sum of B_2k/(2k*(2k - 1)*v**(2k - 1)) as v -> oo.

    The series is enveloping (E. T. Whittaker, G. N. Watson, A Course of Modern Analysis, 12.33), and holds in a sector: so it may be
    differentiated.
    """
    one = elementary.power(u, -1)
    weights = [fmpq.bernoulli(2 * k) / (2 * k * (2 * k - 1)) for k in range(1, _terms_far_out(u) + 1)]
    tail = germs.multiply(one, _enveloped(germs.multiply(one, one), weights))
    main = germs.multiply(germs.add(u, germs.constant(number(fmpq(-1, 2)), u.order)), elementary.log(u))
    rest = germs.add(germs.constant(log(pi() * 2, known_sign) / 2, u.order), tail)
    return germs.add(germs.add(main, germs.scale(u, -1)), rest)


def _terms_far_out(u: Series) -> int:
    """How many terms of an asymptotic series in 1/u**2 are taken."""
    return min(2 + u.order // 2, 8)


def _enveloped(v: Series, weights: Sequence[fmpq]) -> Series:
    """The first terms of an asymptotic series in a small v; the error is of the size of the last one."""
    total, powers = germs.constant(number(weights[0]), v.order), v
    for k, w in enumerate(weights[1:], start=2):
        if k == len(weights):
            powers = replace(powers, terms={}, error=powers.top_size(), laurent=False)
            return germs.add(total, powers)
        total = germs.add(total, germs.scale(powers, w))
        powers = germs.multiply(powers, v)
    return total


def _reflected_gamma(u: Expr) -> Expr:
    """gamma(v) = pi/(sin(pi*v)*gamma(1 - v)) (Euler)."""
    return pi() / (apply("sin", u * pi()) * apply("gamma", ONE - u))


def _special_gamma(u: Expr) -> Expr | None:
    n = u.integer
    if n is not None and 0 < n < 30:
        value = 1
        for k in range(2, n):
            value *= k
        return number(value)
    r = u.rational
    if r is not None and r.q == 2 and 0 < r < 20:
        root = power(pi(), Fraction(1, 2), known_sign)
        return root if r * 2 == 1 else apply("gamma", u - 1) * (u - 1)
    return None


def _gamma_of_rational(u: Expr) -> Expr | None:
    """gamma at a rational by its values at fewer ones in (0, 1/2].

    gamma(v + 1) = v*gamma(v), gamma(v)*gamma(1 - v) = pi/sin(pi*v) (Euler), gamma(v)*gamma(v + 1/2) = 2**(1 - 2*v)*sqrt(pi)*gamma(2*v)
    (Legendre): with the last one a denominator 2*q, q odd, becomes q, and for one that 4 divides what lies above 1/4 goes.
    """
    r = u.rational
    if r is None or r.q == 1 or not abs(r) < 30:
        return None
    whole = r.floor()
    v = u - whole
    factor = ONE
    for k in range(int(whole)):
        factor = factor * (v + k)
    for k in range(int(-whole)):
        factor = factor / (v - 1 - k)
    if (r - whole) * 2 > 1:
        return factor * pi() / (apply("sin", v * pi()) * apply("gamma", ONE - v))
    doubled = _gamma_by_duplication(r - whole)
    if doubled is not None:
        return factor * doubled
    return None if not whole else factor * apply("gamma", v)


def _gamma_by_duplication(v: fmpq) -> Expr | None:
    """gamma at a rational in (0, 1/2] by Legendre's formula, where that leads to simpler ones."""
    if v.q == 2:
        return None
    if v.q % 4 == 2:
        return _of_double(v) / apply("gamma", number(v + fmpq(1, 2)))
    if v.q % 4 == 0 and v * 4 > 1:  # gamma(v) = pi/(sin(pi*v)*gamma(w + 1/2)) with w = 1/2 - v
        w = fmpq(1, 2) - v
        return pi() * apply("gamma", number(w)) / (apply("sin", number(v) * pi()) * _of_double(w))
    return None


def _of_double(v: fmpq) -> Expr:
    """gamma(v)*gamma(v + 1/2)."""
    e = 1 - v * 2
    size = power(number(2), Fraction(int(e.p), int(e.q)), known_sign) * power(pi(), Fraction(1, 2), known_sign)
    return size * apply("gamma", number(v * 2))


def _no_zeros(c: Expr) -> Preimages | None:
    return None if c else Preimages(())


def _lambert_preimages(c: Expr) -> Preimages | None:
    """W is the inverse of v*exp(v) for v >= -1, and increasing."""
    s = known_sign(c + 1)
    return None if s is None else Preimages((c * exp(c),)) if s >= 0 else Preimages(())


def _special_lambert(u: Expr) -> Expr | None:
    if not u:
        return ZERO
    plain = (v for v in _factors_at_exponentials(u) if all(assumed_integer(name) for name in v.free))
    return next((v for v in plain if known_sign(v + 1) in (0, 1)), None)


def _factors_at_exponentials(u: Expr) -> Iterator[Expr]:
    """Every v that shows in u with u = v*exp(v)."""
    ((m, c),) = u.terms.items() if len(u.terms) == 1 else (((), fmpq(0)),)
    exponents = add_all(Expr({a.args[0]: fmpq(Fraction(e).numerator, Fraction(e).denominator)}) for a, e in m if a.head == "exp")
    logarithms = [single(a).scaled(k) for a, e in m if a.head == "log" and e == 1 for k in dict.fromkeys((c, fmpq(1), fmpq(-1)))]
    for v in (exponents, *logarithms):
        if v and v * exp(v) == u:
            yield v


def _lambert_germ(u: Series) -> Any:
    infinite, middle, _ = germs.split(u)
    end = -exp(number(-1))
    if infinite:
        return _lambert_far_out(u)
    if sign(middle - end) != 0:
        return NotImplemented
    p = elementary.power(germs.scale(germs.add(germs.scale(u, exp(ONE)), germs.constant(1, u.order)), 2), Fraction(1, 2))
    coefficients = _branch_point_series(max(germs.taylor_length(p), 3))
    return replace(germs.compose([number(c) for c in coefficients], p), laurent=False)


def _lambert_far_out(u: Series) -> Series:
    """W(v) = log(v) - log(log(v)) + log(log(v))/log(v) + O((log(log(v))/log(v))**2) as v -> oo: a convergent series, which may be
    differentiated (Corless and others, as above, eq. (4.18)).
    """
    if u.top_size() == UNIT or germs.germ_sign(u) != 1:
        raise NoExpansion("LambertW of an oscillating quantity")
    first = elementary.log(u)
    second = elementary.log(first)
    third = germs.multiply(second, elementary.power(first, -1))
    rest = germs.multiply(third, third)
    rest = replace(rest, terms={}, error=rest.top_size(), laurent=False)
    return germs.add(germs.add(first, germs.scale(second, -1)), germs.add(third, rest))


def _branch_point_series(length: int) -> list[fmpq]:
    """The first coefficients of LambertW(u) in powers of p = sqrt(2*(e*u + 1)), which converges near u = -1/e.

    Recurrence of Corless, Gonnet, Hare, Jeffrey, Knuth, On the Lambert W function, 1996, eqs. (4.22)-(4.24).
    """
    mu, alpha = [fmpq(-1), fmpq(1)], [fmpq(2), fmpq(-1)]
    for k in range(2, length):
        alpha.append(sum((mu[j] * mu[k + 1 - j] for j in range(2, k)), fmpq(0)))
        mu.append(fmpq(k - 1, k + 1) * (mu[k - 2] / 2 + alpha[k - 2] / 4) - alpha[k] / 2 - mu[k - 1] / (k + 1))
    return mu[:length]


def _lambert_slope(u: Expr) -> Expr:
    w = apply("LambertW", u)
    return exp(-w) / (w + 1)


def _sine_integral_germ(u: Series) -> Any:
    """Si(v) = pi/2 - f*cos(v) - g*sin(v), f = 1/v*(1 - 2!/v**2 + 4!/v**4 - ...), g = 1/v**2*(1 - 3!/v**2 + ...) as v -> oo: enveloping
    series (NIST Digital Library of Mathematical Functions, 6.12(ii)) that hold in a sector, and may be differentiated; Si is odd.
    """
    if not germs.split(u)[0] or u.top_size() == UNIT:
        return NotImplemented
    s = germs.germ_sign(u)
    if s is None:
        return Series({}, UNIT, u.order, rate=None)
    v = germs.scale(u, s)
    one = elementary.power(v, -1)
    square = germs.multiply(one, one)
    count = _terms_far_out(u)
    even, odd = ([fmpq((-1) ** k * factorial(2 * k + j)) for k in range(count)] for j in (0, 1))
    sine, cosine = elementary.sine_cosine(v)
    waves = germs.add(
        germs.multiply(germs.multiply(one, cosine), _enveloped(square, even)),
        germs.multiply(germs.multiply(square, sine), _enveloped(square, odd)),
    )
    return germs.scale(germs.add(germs.constant(pi() / 2, u.order), germs.scale(waves, -1)), s)


def _bessel_germ(n: Series, u: Series) -> Any:
    """Hankel: J_n(v) = sqrt(2/(pi*v))*(P*cos(w) - Q*sin(w)), w = v - n*pi/2 - pi/4, P and Q asymptotic series in 1/v with an error of the
    size of the first term left out (G. N. Watson, Theory of Bessel Functions, 7.3); they hold in a sector, and may be differentiated.
    """
    if not germs.split(u)[0] or u.top_size() == UNIT:
        return NotImplemented
    s = germs.germ_sign(u)
    if s is None:
        return Series({}, UNIT, u.order, rate=None)
    order = integer_order("besselj", n.terms.get(UNIT, ZERO))
    v = germs.scale(u, s)
    count = 2 * _terms_far_out(u)
    weights = [fmpq(1)]
    for k in range(1, count):
        weights.append(weights[-1] * (4 * order**2 - (2 * k - 1) ** 2) / (8 * k))
    p, q = ([w * (-1) ** k for k, w in enumerate(weights[j::2])] for j in (0, 1))
    one = elementary.power(v, -1)
    square = germs.multiply(one, one)
    sine, cosine = elementary.sine_cosine(germs.add(v, germs.constant(pi().scaled(-fmpq(2 * order + 1, 4)), u.order)))
    waves = germs.add(
        germs.multiply(cosine, _enveloped(square, p)), germs.scale(germs.multiply(germs.multiply(one, sine), _enveloped(square, q)), -1)
    )
    size = germs.scale(elementary.power(v, Fraction(-1, 2)), power(pi() / 2, Fraction(-1, 2), known_sign))
    return germs.scale(germs.multiply(size, waves), s ** (order % 2))


def _special_bessel(n: Expr, u: Expr) -> Expr | None:
    k = integer_order("besselj", n)
    if not u:
        return ONE if k == 0 else ZERO
    odd = k % 2 == 1
    if k < 0:
        mirrored = apply("besselj", -n, u)
        return -mirrored if odd else mirrored
    if leads_negative(u):
        mirrored = apply("besselj", n, -u)
        return -mirrored if odd else mirrored
    return None


def _bessel_ball(n: arb, u: arb) -> arb:
    return u.bessel_j(n)


SMOOTH = (
    SmoothFunction(
        "erf",
        lambda u: u.erf(),
        lambda u: (exp(-(u**2)) * 2 * power(pi(), Fraction(-1, 2), known_sign),),
        parity=-1,
        special=lambda u: None if u else ZERO,
        bounds=("-1", "1"),
        germ=_erf_germ,
        tame=True,
        analytic_on_line=True,
        increasing=True,
        exponential_germ=True,
    ),
    SmoothFunction(
        "gamma",
        lambda u: u.gamma(),
        lambda u: (apply("gamma", u) * apply("polygamma", ZERO, u),),
        special=_special_gamma,
        germ=_gamma_germ,
        exponential_germ=True,
        reflected=_reflected_gamma,
        in_generators=_gamma_of_rational,
        poles_up_to=0,
        preimages=_no_zeros,
    ),
    SmoothFunction(
        "loggamma",
        lambda u: u.lgamma(),
        lambda u: (apply("polygamma", ZERO, u),),
        special=lambda u: ZERO if u == ONE or u == number(2) else None,
        germ=_loggamma_germ,
        in_generators=lambda u: log(apply("gamma", u), known_sign) if u.rational is not None and 0 < u.rational < 30 else None,
        continued=lambda near, u: apply("loggamma", u + 1) - log(u, near.sign) if near.tends_to(u, ZERO) else None,
    ),
    SmoothFunction(
        "LambertW",
        lambda u: u.lambertw(),
        lambda u: (_lambert_slope(u),),
        special=_special_lambert,
        germ=_lambert_germ,
        preimages=_lambert_preimages,
        equation=lambda y, u: y * exp(y) - u,
        exponential=lambda u: u / apply("LambertW", u),  # by definition W(u)*exp(W(u)) = u
    ),
    SmoothFunction(
        "Si",
        lambda u: u.si(),
        lambda u: (apply("sin", u) / u,),
        parity=-1,
        special=lambda u: None if u else ZERO,
        germ=_sine_integral_germ,
        tame=True,
        analytic_on_line=True,
    ),
    SmoothFunction(
        "besselj",
        _bessel_ball,
        lambda n, u: (ZERO, (apply("besselj", n - 1, u) - apply("besselj", n + 1, u)) / 2),
        special=_special_bessel,
        bounds=("-1", "1"),
        germ=_bessel_germ,
        tame=True,
        analytic_on_line=True,
    ),
)


def _gamma(lens: Lens, u: Expr) -> Expr:
    s = lens.sign(u)
    if s <= 0 and lens.sign(u - lens.floor(u)) == 0:
        raise Undefined
    return apply("gamma", u)


def _loggamma(lens: Lens, u: Expr) -> Expr:
    if lens.sign(u) <= 0:
        raise Undefined
    return apply("loggamma", u)


def _lambert(lens: Lens, u: Expr) -> Expr:
    if lens.sign(u + exp(number(-1))) < 0:
        raise Undefined
    # W is the inverse of v*exp(v) for v >= -1
    return next((v for v in _factors_at_exponentials(u) if lens.sign(v + 1) >= 0), apply("LambertW", u))


def _bessel(_: Lens, n: Expr, u: Expr) -> Expr:
    integer_order("besselj", n)
    return apply("besselj", n, u)


_OF_GAMMA, _OF_LOG_GAMMA = Accuracy(8192, exact=False), Accuracy(256, 2.0**-39, exact=False)


def _log_of_size(u: Double) -> Double:
    """log|gamma(u)|, which frameworks have on all of R; oo at the poles."""
    if not u.is_finite:
        return NAN if u.is_nan else OO
    if u.ends is None and u.sign <= 0 and u.exact.integer is not None:
        return OO
    gamma = image("gamma", lambda v: apply("gamma", v), u, accuracy=_OF_GAMMA)
    return logarithm(absolute(gamma))


def _digamma(at_zero: Double) -> PullbackRule:
    def slope(u: Double) -> Double:
        if not u.is_finite:
            return OO if u.special == "oo" else NAN
        if u.is_zero:
            return at_zero
        if u.ends is None and u.sign < 0 and u.exact.integer is not None:
            return NAN
        return image("digamma", lambda v: apply("polygamma", ZERO, v), u, accuracy=_OF_LOG_GAMMA)

    return along(slope)


def _gamma_in_jax(y: Double, u: Double) -> tuple[Pullback, ...]:
    (inner,) = _digamma(NAN)(y, u)
    return (lambda g: inner(g * y),)


DECLARED = (
    Function(
        "erf",
        ("erf",),
        1,
        1,
        "erf is analytic on R",
        lambda _, u: apply("erf", u),
        examples=(("erf(0)", "0"),),
        autodiff=CHAIN_RULE,
        total=True,
    ),
    Function(
        "erfc",
        ("erfc",),
        1,
        1,
        "erfc = 1 - erf is analytic on R",
        lambda _, u: ONE - apply("erf", u),
        examples=(("erfc(0)", "1"),),
        autodiff=Autodiff({}, accuracy=Accuracy(4, 2.0**-49)),
        total=True,
    ),
    Function(
        "gamma",
        ("gamma", "Gamma"),
        1,
        1,
        "gamma has poles where u = 0, -1, -2, ...",
        _gamma,
        lambda u: (Zero(u), Whole(u, below=0)),
        (("gamma(5)", "24"), ("gamma(1/2)", "sqrt(pi)")),
        by(missing, _gamma_in_jax, missing, accuracy=_OF_GAMMA),
        continuous=True,
    ),
    Function(
        "loggamma",
        ("loggamma", "lgamma"),
        1,
        1,
        "loggamma needs u > 0 and is infinite where u = 0",
        _loggamma,
        lambda u: (Zero(u),),
        (("loggamma(1)", "0"),),
        by(_digamma(MINUS_OO), _digamma(NAN), _digamma(NAN), _log_of_size, accuracy=_OF_LOG_GAMMA),
        continuous=True,
    ),
    Function(
        "LambertW",
        ("LambertW", "lambertw"),
        1,
        1,
        "LambertW is vertical where u = -1/e, the end of its domain",
        _lambert,
        lambda u: (Zero(u + exp(number(-1))),),
        (("LambertW(E)", "1"), ("LambertW(0)", "0")),
        alike(missing),
        sympy_adds=Fraction(0),
        continuous=True,
    ),
    Function(
        "Si",
        ("Si",),
        1,
        1,
        "the sine integral is analytic on R",
        lambda _, u: apply("Si", u),
        examples=(("Si(0)", "0"),),
        autodiff=alike(missing),
        total=True,
    ),
    Function(
        "besselj",
        ("besselj",),
        2,
        2,
        "a Bessel function of integer order is analytic on R",
        _bessel,
        examples=(("besselj(0, 0)", "1"), ("besselj(1, 0)", "0")),
        autodiff=alike(missing),
        letters=("n", "u"),
    ),
)
