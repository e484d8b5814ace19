"""Polygamma functions, Riemann's zeta function, polylogarithms, binomial coefficients: functions of number theory and combinatorics."""

from dataclasses import replace
from functools import partial
from typing import Any

from flint import arb, arb_series, fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.atoms import SmoothFunction, apply
from diffcheck.exact.expr import ONE, ZERO, Expr, number, pi
from diffcheck.exact.powers import log
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions.facts import Function, Lens, Undefined, Whole, Zero
from diffcheck.functions.special import is_pole
from diffcheck.germs import elementary
from diffcheck.germs import series as germs
from diffcheck.germs.monomial import UNIT
from diffcheck.germs.series import NoExpansion, Series

LARGEST_ORDER = 30
"""Of polygamma functions and polylogarithms."""
LARGEST_DENOMINATOR = 24
"""Of a rational number at which digamma is written in logarithms."""
MOST_STEPS = 1000
"""How far a polygamma function is moved to positive arguments."""


# --- polygamma


def _polygamma_ball(n: arb, u: arb) -> arb:
    """psi_n(u) = (-1)**(n + 1)*n!*zeta(n + 1, u) where u > 0, moved there by psi_n(u) = psi_n(u + 1) + (-1)**(n + 1)*n!/u**(n + 1)."""
    k = int(n.unique_fmpz())
    if k == 0:
        return u.digamma()
    if not u.is_finite() or not u > -MOST_STEPS:
        return arb("nan")
    moved = arb(0)
    while not u > 0:
        moved += u ** (-k - 1)
        u += 1
    return arb(k).fac() * (arb(k + 1).zeta(u) + moved) * (-1 if k % 2 == 0 else 1)


def _polygamma_germ(order: Series, u: Series) -> Any:
    """At the poles by reflection: psi_n(v) = (-1)**n*psi_n(1 - v) - pi*(d/dv)**n cot(pi*v).

    Far out digamma(v) = log(v) - 1/(2*v) + O(1/v**2) as v -> oo, an expansion in a sector, which may be differentiated
    (NIST Handbook, 5.15.6 and 5.11.2).
    """
    infinite, middle, _ = germs.split(u)
    n = germs.split(order)[1]
    k = n.integer
    assert k is not None
    if infinite:
        if k or u.top_size() == UNIT or germs.germ_sign(u) != 1:
            raise NoExpansion("polygamma of an infinite quantity")
        return _digamma_far_out(u)
    if not is_pole(middle):
        return NotImplemented
    from diffcheck.germs.expand import taylor

    mirrored = taylor("polygamma", (n,), germs.add(germs.constant(1, u.order), germs.scale(u, -1)))
    sine, cosine = elementary.sine_cosine(germs.scale(u, pi()))
    cotangent = germs.multiply(cosine, elementary.power(sine, -1))
    polynomial = _derivative_of_cotangent(k)
    total: Series | None = None
    reach: Series | None = None
    for c in polynomial[1:]:
        reach = cotangent if reach is None else germs.multiply(reach, cotangent)
        if c:
            part = germs.scale(reach, number(c))
            total = part if total is None else germs.add(total, part)
    assert total is not None
    constant = germs.constant(number(polynomial[0]), u.order) if polynomial[0] else None
    total = total if constant is None else germs.add(total, constant)
    return germs.add(germs.scale(mirrored, (-1) ** k), germs.scale(total, -(pi() ** (k + 1))))


def _digamma_far_out(u: Series) -> Series:
    one = elementary.power(u, -1)
    rest = germs.multiply(one, one)
    near = germs.add(elementary.log(u), germs.scale(one, fmpq(-1, 2)))
    return germs.add(near, replace(rest, terms={}, error=rest.top_size(), laurent=False))


def _derivative_of_cotangent(order: int) -> list[fmpq]:
    """The coefficients of the polynomial in c = cot(pi*v) that the derivative of c is, up to a power of -pi."""
    polynomial = [fmpq(0), fmpq(1)]
    for _ in range(order):  # d/dv of c**j is -j*pi*(1 + c**2)*c**(j - 1)
        after = [fmpq(0)] * (len(polynomial) + 1)
        for j, c in enumerate(polynomial):
            if j:
                after[j - 1] -= c * j
                after[j + 1] -= c * j
        polynomial = after
    return polynomial


def _polygamma(lens: Lens, n: Expr, u: Expr) -> Expr:
    k = n.integer
    if k is None or not 0 <= k <= LARGEST_ORDER:
        raise NotYet("unknown_function", f"polygamma is known to diffcheck for integer orders from 0 to {LARGEST_ORDER} only")
    if lens.sign(u) <= 0 and lens.sign(u - lens.floor(u)) == 0:
        raise Undefined
    return apply("polygamma", n, u)


def _of_order(k: int, lens: Lens, u: Expr) -> Expr:
    return _polygamma(lens, number(k), u)


# --- zeta


def _zeta_ball(order: arb, u: arb) -> arb:
    """The derivative of some order of the zeta function, from its Taylor series."""
    k = int(order.unique_fmpz())
    if k == 0:
        return u.zeta()
    found = arb_series([u, 1], k + 1).zeta()
    return found[k] * arb(k).fac() if len(found) > k else arb("nan")


def _zeta_germ(u: Series) -> Any:
    """zeta(v) = 1/(v - 1) + gamma + O(v - 1), a Laurent series (NIST Handbook, 25.2.4)."""
    infinite, middle, _ = germs.split(u)
    if infinite:
        raise NoExpansion("zeta of an infinite quantity")
    if sign(middle - ONE) != 0:
        return NotImplemented
    from_one = germs.add(u, germs.constant(-1, u.order))
    rest = replace(from_one, terms={}, error=from_one.top_size(), laurent=False)
    return germs.add(germs.add(elementary.power(from_one, -1), germs.constant(apply("EulerGamma"), u.order)), rest)


def _special_zeta(u: Expr) -> Expr | None:
    """Euler's values at even numbers, rational ones at 0, -1, -2, ... by Bernoulli numbers."""
    n = u.integer
    if n is None or not -20 <= n <= 20 or (n > 0 and n % 2):
        return None
    if n <= 0:
        return number(-_bernoulli(1 - n) / (1 - n)) if n else number(fmpq(-1, 2))
    k = n // 2
    below = 1
    for j in range(2, n + 1):
        below *= j
    return pi() ** n * number(abs(_bernoulli(n)) * 2 ** (n - 1) / below) if k else None


def _bernoulli(n: int) -> fmpq:
    return fmpq.bernoulli(n)


def _zeta(lens: Lens, u: Expr) -> Expr:
    if lens.sign(u - 1) == 0:
        raise Undefined
    return apply("zeta", u)


# --- polylogarithms


def _polylog_germ(order: Series, u: Series) -> Any:
    """Beside 1, with m = log(v): m**(s-1)/(s-1)!*(H_(s-1) - log(-m)) + the sum over k != s - 1 of zeta(s - k)*m**k/k!, |m| < 2*pi.

    For an integer s > 1 (NIST Handbook, 25.12.12 and the limit of it at integers).
    """
    infinite, middle, _ = germs.split(u)
    if infinite:
        raise NoExpansion("polylog of an infinite quantity")
    s = germs.split(order)[1].integer
    assert s is not None and s > 1
    if sign(middle - ONE) != 0:
        return NotImplemented
    m = elementary.log(u)
    length = max(germs.taylor_length(m), s + 1)
    coefficients: list[Expr] = []
    below = 1
    for k in range(length):
        below *= max(k, 1)
        coefficients.append(ZERO if k == s - 1 else apply("zeta", number(s - k)) / below)
    harmonic = sum((fmpq(1, j) for j in range(1, s)), fmpq(0))
    over = 1
    for j in range(2, s):
        over *= j
    first = germs.scale(elementary.power(m, s - 1), fmpq(1, over))
    logarithm = germs.add(germs.constant(number(harmonic), u.order), germs.scale(elementary.log(germs.scale(m, -1)), -1))
    return germs.add(replace(germs.compose(coefficients, m), laurent=False), germs.multiply(first, logarithm))


def _polylog_ball(s: arb, u: arb) -> arb:
    return u.polylog(s)


def _special_polylog(s: Expr, u: Expr) -> Expr | None:
    if not u:
        return ZERO
    k = s.integer
    if u == ONE and k is not None and k > 1:
        return apply("zeta", s)
    return None


def _polylog_slope(s: Expr, u: Expr) -> tuple[Expr, ...]:
    k = s.integer
    assert k is not None
    below = -_log_of_one_minus(u) if k == 2 else apply("polylog", s - 1, u)
    return (ZERO, below / u)


def _log_of_one_minus(u: Expr) -> Expr:
    from diffcheck.exact.powers import log

    return log(ONE - u, known_sign)


def _polylog(lens: Lens, s: Expr, u: Expr) -> Expr:
    """Real for u <= 1, and for u < 1 where s <= 1; for s <= 1 it is elementary: u*d/du lowers s by 1."""
    from diffcheck.functions.logarithm import natural_log

    k = s.integer
    if k is None or not -LARGEST_ORDER <= k <= LARGEST_ORDER:
        raise NotYet("unknown_function", f"polylog is known to diffcheck for integer orders from {-LARGEST_ORDER} to {LARGEST_ORDER} only")
    at_one = lens.sign(u - 1)
    if k <= 0:
        if at_one == 0:
            raise Undefined
        return _negative_polylog(-k, u)
    if at_one > 0 or (at_one == 0 and k == 1):
        raise Undefined
    return -natural_log(lens, ONE - u) if k == 1 else apply("polylog", s, u)


def _negative_polylog(n: int, u: Expr) -> Expr:
    """The rational function sum of A(n, k)*u**(n - k) over (1 - u)**(n + 1), A the Eulerian numbers; u/(1 - u) for n = 0."""
    row = [1]
    for m in range(2, n + 1):
        row = [(k + 1) * (row[k] if k < len(row) else 0) + (m - k) * (row[k - 1] if k else 0) for k in range(m)]
    above = ZERO
    for k, c in enumerate(row):
        above = above + u ** (max(n, 1) - k) * c
    return above / (ONE - u) ** (n + 1)


# --- binomial coefficients


def _binomial(_: Lens, n: Expr, k: Expr) -> Expr:
    """The polynomial n*(n - 1)*…*(n - k + 1)/k!."""
    below = k.integer
    if below is None or not 0 <= below <= 60:
        raise NotYet("unknown_function", "binomial is known to diffcheck where its second argument is an integer from 0 to 60 only")
    found = ONE
    for j in range(below):
        found = found * (n - j) / (j + 1)
    return found


def _is_positive_polygamma(n: Expr, _: Expr) -> bool:
    """psi_n(u) = (-1)**(n + 1)*n!*(the sum of 1/(u + k)**(n + 1)): for odd n all terms are positive (NIST Handbook, 5.15.1)."""
    k = n.integer
    return k is not None and k % 2 == 1


def _special_polygamma(n: Expr, u: Expr) -> Expr | None:
    """digamma(m) = H_(m-1) - gamma and trigamma(1) = pi**2/6, each at natural numbers."""
    k, m = n.integer, u.integer
    if m is None or not 0 < m < 30 or k not in (0, 1):
        return None
    if k == 0:
        return number(sum((fmpq(1, j) for j in range(1, m)), fmpq(0))) - apply("EulerGamma")
    return pi() ** 2 / 6 - number(sum((fmpq(1, j * j) for j in range(1, m)), fmpq(0)))


def _digamma_of_rational(n: Expr, u: Expr) -> Expr | None:
    """Gauss's theorem: digamma(r/m) = -gamma - log(2*m) - pi/2*cot(pi*r/m) + the sum of 2*cos(2*pi*k*r/m)*log(sin(pi*k/m)) over
    0 < k < m/2, for 0 < r < m (NIST Handbook, 5.4.19); and digamma(v + 1) = digamma(v) + 1/v."""
    r = u.rational
    if n.integer != 0 or r is None or r.q == 1 or r.q > LARGEST_DENOMINATOR or not abs(r) < 30:
        return None
    whole = int(r.floor())
    v = r - whole
    angle = pi() * number(v)
    found = -apply("EulerGamma") - log(number(v.q * 2), known_sign) - pi() / 2 * apply("cos", angle) / apply("sin", angle)
    for k in range(1, (int(v.q) + 1) // 2):
        found = found + apply("cos", angle * (2 * k)) * log(apply("sin", pi() * number(fmpq(k, v.q))), known_sign) * 2
    for k in range(whole):
        found = found + number(1 / (v + k))
    for k in range(-whole):
        found = found - number(1 / (v - 1 - k))
    return found


SMOOTH = (
    SmoothFunction(
        "polygamma",
        _polygamma_ball,
        lambda n, u: (ZERO, apply("polygamma", n + 1, u)),
        special=_special_polygamma,
        germ=_polygamma_germ,
        in_generators=_digamma_of_rational,
        positive=_is_positive_polygamma,
        poles_up_to=0,
    ),
    SmoothFunction(
        "zeta", lambda u: u.zeta(), lambda u: (apply("zeta_derivative", ONE, u),), poles_up_to=1, special=_special_zeta, germ=_zeta_germ
    ),
    SmoothFunction("zeta_derivative", _zeta_ball, lambda n, u: (ZERO, apply("zeta_derivative", n + 1, u)), poles_up_to=1),
    SmoothFunction("polylog", _polylog_ball, _polylog_slope, special=_special_polylog, germ=_polylog_germ),
)

DECLARED = (
    Function(
        "digamma",
        ("digamma",),
        1,
        1,
        "digamma has poles where u = 0, -1, -2, ...",
        partial(_of_order, 0),
        lambda u: (Zero(u), Whole(u, below=0)),
        (("digamma(2) - digamma(1)", "1"), ("digamma(1)", "-EulerGamma")),
        continuous=True,
    ),
    Function(
        "trigamma",
        ("trigamma",),
        1,
        1,
        "trigamma has poles where u = 0, -1, -2, ...",
        partial(_of_order, 1),
        lambda u: (Zero(u), Whole(u, below=0)),
        (("trigamma(1)", "pi^2/6"),),
        continuous=True,
    ),
    Function(
        "polygamma",
        ("polygamma",),
        2,
        2,
        "a polygamma function has poles where u = 0, -1, -2, ...",
        _polygamma,
        lambda _, u: (Zero(u), Whole(u, below=0)),
        (("polygamma(0, 3)", "digamma(3)"),),
        letters=("n", "u"),
    ),
    Function(
        "zeta",
        ("zeta",),
        1,
        1,
        "zeta has a pole where u = 1",
        _zeta,
        lambda u: (Zero(u - 1),),
        (("zeta(2)", "pi^2/6"), ("zeta(-1)", "-1/12")),
        continuous=True,
    ),
    Function(
        "polylog",
        ("polylog",),
        2,
        2,
        "a polylogarithm may end where u = 1: there it is vertical for s = 2 and infinite for s < 2",
        _polylog,
        lambda _, u: (Zero(u - 1),),
        (("polylog(2, 1)", "pi^2/6"), ("polylog(0, 1/2)", "1"), ("polylog(-2, 1/2)", "6"), ("polylog(1, 1/2)", "log(2)")),
        letters=("s", "u"),
    ),
    Function(
        "binomial",
        ("binomial", "binom"),
        2,
        2,
        "a binomial coefficient is analytic in n, as a polynomial",
        _binomial,
        examples=(("binomial(5, 2)", "10"), ("binomial(1/2, 2)", "-1/8")),
        signs=("binom",),
        letters=("n", "k"),
    ),
)
