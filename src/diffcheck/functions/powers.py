"""Powers and roots. A rational exponent with odd denominator is the real root on all of R; others need a base >= 0."""

from collections.abc import Callable
from fractions import Fraction

from flint import fmpq

from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.assumptions import is_integer
from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose, exactly, rational
from diffcheck.exact.double import MINUS_OO, MINUS_ZERO, NAN, Double, absolute, compare, double, logarithm, square_root
from diffcheck.exact.double import ONE as ONE_DOUBLE
from diffcheck.exact.double import ZERO as ZERO_DOUBLE
from diffcheck.exact.double import power as float_power
from diffcheck.exact.expr import ONE, ZERO, Expr, number, pi
from diffcheck.exact.generators import COS
from diffcheck.exact.powers import LARGEST_EXPONENT, exp, log, power
from diffcheck.exact.rounding import Accuracy
from diffcheck.exact.sign import known_sign
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Oscillating, Switch, Undefined, Zero
from diffcheck.functions.pullbacks import Autodiff, Pullback, alike, along, blocked, by, cut, times
from diffcheck.germs.series import NoExpansion
from diffcheck.model.tree import Apply, Number

LARGEST_DENOMINATOR = 10**12
LARGEST_HIDDEN = 1000
"""The largest denominator of a rational number that is recognised in another dress."""


def rational_power(lens: Lens, u: Expr, q: Fraction, real_roots: bool = True) -> Expr:
    """u**q for a rational q in lowest terms, the real root for an odd denominator if `real_roots`. Raises Undefined."""
    if q == 0:
        return ONE
    if q.denominator == 1:
        if q < 0 and lens.sign(u) == 0:
            raise Undefined
        return u ** int(q)
    s = lens.sign(u)
    if s == 0:
        if q < 0:
            raise Undefined
        return ZERO
    if s > 0:
        return power(u, q, lens.sign)
    if q.denominator % 2 == 0 or not real_roots:
        raise Undefined
    root = power(-u, q, lens.sign)
    return -root if q.numerator % 2 else root


def _constant_power(lens: Lens, u: Expr, e: Expr, real_roots: bool) -> Expr:
    r = e.rational if e.free else _rational_value(e)
    if r is not None:
        if abs(r) > LARGEST_EXPONENT or r.q > LARGEST_DENOMINATOR:
            raise NotYet("too_large", "an exponent of this size is not treated")
        return rational_power(lens, u, Fraction(int(r.p), int(r.q)), real_roots)
    s = lens.sign(u)
    if s < 0:
        if e.free and is_integer(e):
            return apply(COS, pi() * e) * exp(e * log(-u, lens.sign))  # cos(pi*e) = (-1)^e
        if not e.free and not _is_irrational(e):
            raise NotYet("unknown_exponent", "a negative base under an exponent that is not known to be irrational")
        raise Undefined
    if s == 0:
        t = lens.sign(e)
        if t < 0:
            raise Undefined
        return ZERO if t else ONE
    return exp(e * log(u, lens.sign))


def _rational_value(e: Expr) -> fmpq | None:
    """The rational that a constant is, proved: sqrt(3 + 2*sqrt(2)) - sqrt(2) is 1. None where it is none, or has a large denominator."""
    if e.rational is not None:
        return e.rational
    value = enclose(e, 128)
    if not value.is_finite() or not abs(value) < LARGEST_EXPONENT:
        return None
    near = Fraction(str(exactly(value))).limit_denominator(LARGEST_HIDDEN)
    q = fmpq(near.numerator, near.denominator)
    return q if value.overlaps(rational(q, 128)) and known_sign(e - number(q)) == 0 else None


def _is_irrational(e: Expr) -> bool:
    """Whether e is a rational plus rational multiples of pi alone, of e alone, or of square-free roots: proved irrational."""
    heads = {a.head for m in e.terms for a, _ in m}
    if heads == {"prime"}:
        return True  # roots of distinct square-free products are linearly independent over Q (Besicovitch 1940)
    moving = [m for m in e.terms if m]
    return len(moving) == 1 and len(moving[0]) == 1 and (heads == {"pi"} or (heads == {"exp"} and moving[0][0][0].args == ((),)))


def _power(lens: Lens, u: Expr, e: Expr) -> Expr:
    return _constant_power(lens, u, e, True)


def _principal_power(lens: Lens, u: Expr, e: Expr) -> Expr:
    return _constant_power(lens, u, e, False)


def _parametric_power(lens: Lens, u: Expr, e: Expr) -> Expr:
    """u**e where a parameter stands in e: real for u > 0, and for u = 0 where e >= 0. A case in which e is 2 does not change that."""
    s = lens.sign(u)
    if s < 0 or (s == 0 and lens.sign(e) < 0):
        raise Undefined
    return _constant_power(lens, u, e, True)


def _moving_power(lens: Lens, u: Expr, e: Expr) -> Expr:
    if lens.sign(u) <= 0:
        raise Undefined
    return exp(e * log(u, lens.sign))


def _oscillating_power(parts: Oscillating, u: Expr, e: Expr) -> Expr:
    r = e.rational
    if r is None:
        raise NoExpansion("a power of a quantity that oscillates through 0")
    return parts.root(u, Fraction(int(r.p), int(r.q)))


def _switches(u: Expr, e: Expr) -> tuple[Switch, ...]:
    n = e.integer
    return () if n is not None and n >= 0 else (Zero(u),)


def _real_root(lens: Lens, u: Expr, n: Expr) -> Expr:
    k = n.integer
    if k is None or k == 0:
        raise BadInput("root_index", "the index of a root must be a nonzero integer")
    return rational_power(lens, u, Fraction(1, k))


def _zero(u: Expr, *_: Expr) -> tuple[Switch, ...]:
    return (Zero(u),)


def _to_base(u: Double, e: Double) -> Pullback:
    return times(e * float_power(u, e - ONE_DOUBLE))


def _zeroth_power_blocks(u: Double, e: Double) -> Pullback:
    return blocked if e.is_zero else _to_base(u, e)


def _exponent_pytorch(value: Double, u: Double, e: Double) -> Pullback:
    """A base 0 passes nothing on to an exponent that is not negative."""
    zero = u.is_finite and u.is_zero and not e.is_nan and e.sign >= 0
    return times(ZERO_DOUBLE if zero else value * logarithm(u))


def _exponent_jax(value: Double, u: Double, _: Double) -> Pullback:
    """The logarithm of a base 0 is taken for 0."""
    return times((ZERO_DOUBLE if u.is_finite and u.is_zero else logarithm(u)) * value)


def _exponent_tensorflow(value: Double, u: Double, _: Double) -> Pullback:
    """The logarithm of a base that is not positive is taken for 0."""
    log_u = logarithm(u) if not u.is_nan and u.sign > 0 else ZERO_DOUBLE
    return lambda g: (g * value) * log_u


def _zeroth_power_is_constant(u: Double, e: Double) -> Pullback:
    return cut if e.is_zero else _to_base(u, e)


def _to_base_pytorch(u: Double, e: Double) -> Pullback:
    """u**(1/2) and u**(-1/2) are roots there, which differ from powers at -0 and -oo."""
    if u == MINUS_ZERO and compare(e, _HALF) == 0:
        return times(MINUS_OO)
    if u == MINUS_OO and (compare(e, _HALF) == 0 or compare(e - ONE_DOUBLE, _HALF) == 0):
        return times(NAN)
    return _zeroth_power_blocks(u, e)


def _powers(jax_to_base: Callable[[Double, Double], Pullback]) -> Autodiff:
    """Where e = 0, PyTorch passes 0 to the base of u^e; the others multiply by 0*u^(-1), JAX only where e is no constant."""
    return by(
        lambda y, u, e: (_to_base_pytorch(u, e), _exponent_pytorch(y, u, e)),
        lambda y, u, e: (jax_to_base(u, e), _exponent_jax(y, u, e)),
        lambda y, u, e: (_to_base(u, e), _exponent_tensorflow(y, u, e)),
        float_power,
    )


_HALF = ONE_DOUBLE / double(2)


def _root_slope(u: Double, index: Double) -> Double:
    return float_power(absolute(u), ONE_DOUBLE / index - ONE_DOUBLE) / index


def _sign_times_power(u: Double, index: Double) -> Double:
    """The slope of an odd root written as sign(u)*|u|^(1/n), for want of a function: at 0 it meets 0*oo."""
    odd = index.exact.integer is not None and index.exact.integer % 2 == 1
    return NAN if odd and u.is_zero else _root_slope(u, index)


def _twice_root(u: Double) -> Double:
    return square_root(u) * double(2)


def _divide_by_root(_: Double, u: Double) -> tuple[Pullback, ...]:
    return (lambda g: g / _twice_root(u),)


def _forgiving(_: Double, u: Double) -> tuple[Pullback, ...]:
    """TensorFlow's kernel returns 0 for an adjoint 0 without dividing."""
    return (lambda g: ZERO_DOUBLE if g.is_zero else g / _twice_root(u),)


_THREE = double(3)
_OF_ROOTS = Accuracy(32, exact=False)
_WHY = "a power is analytic but where its base is 0, unless the exponent is a natural number"
DECLARED = (
    Function(
        "^",
        ("pow", "Pow"),
        2,
        2,
        _WHY,
        _power,
        _switches,
        (("(-8)^(1/3)", "-2"), ("0^0", "1"), ("4^(-1/2)", "1/2")),
        _powers(_zeroth_power_is_constant),
        oscillating=_oscillating_power,
        call="u^v",
        signs=("^", "**"),
        continuous=True,
        as_power=lambda u, e: (u, e),
        coq=formal.power,
    ),
    Function(
        "principal_power",
        (),
        2,
        2,
        _WHY,
        _principal_power,
        _switches,
        autodiff=_powers(_zeroth_power_is_constant),
        call="u^v with --roots principal",
        continuous=True,
        coq=formal.principal_power,
    ),
    Function(
        "parametric_power",
        (),
        2,
        2,
        "a power with a parameter in its exponent is exp(v*log(u)): its base must be positive, or 0 where the exponent is not negative",
        _parametric_power,
        _zero,
        autodiff=_powers(_zeroth_power_is_constant),
        oscillating=_oscillating_power,
        call="u^v with a parameter in v",
        continuous=True,
    ),
    Function(
        "moving_power",
        (),
        2,
        2,
        "a power with the variable in its exponent is exp(v*log(u)): its base must be positive",
        _moving_power,
        _zero,
        autodiff=_powers(_to_base),
        call="u^v with x in v",
        coq=formal.moving_power,
    ),
    Function(
        "sqrt",
        ("sqrt",),
        1,
        1,
        "the square root needs u >= 0 and is vertical where u = 0",
        lambda lens, u: rational_power(lens, u, Fraction(1, 2)),
        _zero,
        (("sqrt(9/4)", "3/2"),),
        by(_divide_by_root, _divide_by_root, _forgiving, square_root),
        oscillating=lambda parts, u: parts.root(u, Fraction(1, 2)),
        radical="√",
        continuous=True,
        coq=formal.applied(formal.SQRT),
        mistaken=("squareroot", "square_root", "radical"),
    ),
    Function(
        "cbrt",
        ("cbrt",),
        1,
        1,
        "the cube root is vertical where u = 0",
        lambda lens, u: rational_power(lens, u, Fraction(1, 3)),
        _zero,
        (("cbrt(-27)", "-3"),),
        by(
            along(lambda u: _sign_times_power(u, _THREE)),
            along(lambda u: _root_slope(u, _THREE)),
            along(lambda u: _sign_times_power(u, _THREE)),
            accuracy=_OF_ROOTS,
        ),
        total=True,
        oscillating=lambda parts, u: parts.root(u, Fraction(1, 3)),
        radical="∛",
        continuous=True,
        as_power=lambda u: (u, Number(Fraction(1, 3))),
        coq=lambda u: formal.rational_power(u, Fraction(1, 3)),
        mistaken=("cuberoot", "cube_root"),
    ),
    Function(
        "real_root",
        ("real_root", "root", "nthroot", "surd"),
        2,
        2,
        "a root is vertical where u = 0; an even one needs u >= 0",
        _real_root,
        _zero,
        (("real_root(-32, 5)", "-2"),),
        alike(lambda _, u, n: (times(_sign_times_power(u, n)),), accuracy=_OF_ROOTS),
        letters=("u", "n"),
        signs=("root",),
        continuous=True,
        as_power=lambda u, n: (u, Apply("/", (Number(Fraction(1)), n))),
        coq=lambda u, n: formal.power(u, formal.quotient(formal.whole(1), n)),
    ),
)
