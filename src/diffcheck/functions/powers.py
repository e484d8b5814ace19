"""Powers and roots. A rational exponent with odd denominator is the real root on all of R; others need a base >= 0."""

from fractions import Fraction

from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.expr import ONE, ZERO, Expr, exp, log, power
from diffcheck.functions.facts import Function, Lens, Switch, Undefined, Zero


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
    r = e.rational
    if r is not None:
        if abs(r.p) > 10**6 or r.q > 10**6:
            raise NotYet("too_large", "an exponent of this size is not treated")
        return rational_power(lens, u, Fraction(int(r.p), int(r.q)), real_roots)
    s = lens.sign(u)
    if s < 0:
        if not e.free and not _is_irrational(e):
            raise NotYet("unknown_exponent", "a negative base under an exponent that is not known to be irrational")
        raise Undefined
    if s == 0:
        t = lens.sign(e)
        if t < 0:
            raise Undefined
        return ZERO if t else ONE
    return exp(e * log(u, lens.sign))


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


def _moving_power(lens: Lens, u: Expr, e: Expr) -> Expr:
    if lens.sign(u) <= 0:
        raise Undefined
    return exp(e * log(u, lens.sign))


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


_WHY = "a power is analytic but where its base is 0, unless the exponent is a natural number"
DECLARED = (
    Function("^", ("pow", "Pow"), 2, 2, _WHY, _power, _switches, (("(-8)^(1/3)", "-2"), ("0^0", "1"), ("4^(-1/2)", "1/2"))),
    Function("principal_power", (), 2, 2, _WHY, _principal_power, _switches),
    Function(
        "moving_power",
        (),
        2,
        2,
        "a power with the variable in its exponent is exp(v*log(u)): its base must be positive",
        _moving_power,
        _zero,
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
    ),
    Function(
        "real_root",
        ("real_root", "root"),
        2,
        2,
        "a root is vertical where u = 0; an even one needs u >= 0",
        _real_root,
        _zero,
        (("real_root(-32, 5)", "-2"),),
    ),
)
