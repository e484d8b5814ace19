"""The exponential function and logarithms."""

from diffcheck.exact.expr import ONE, Expr, exp, log, number
from diffcheck.functions.facts import Function, Lens, Switch, Undefined, Zero


def natural_log(lens: Lens, u: Expr) -> Expr:
    """log u. Raises Undefined where u <= 0."""
    if lens.sign(u) <= 0:
        raise Undefined
    return log(u, lens.sign)


def _log(lens: Lens, u: Expr, base: Expr | None = None) -> Expr:
    above = natural_log(lens, u)
    if base is None:
        return above
    below = natural_log(lens, base)
    if lens.sign(below) == 0:
        raise Undefined
    return above / below


def _zero(u: Expr, base: Expr | None = None) -> tuple[Switch, ...]:
    return (Zero(u),) if base is None or not base.free else (Zero(u), Zero(base), Zero(base - 1))


_WHY = "a logarithm needs a positive argument: it falls to -oo where its argument falls to 0"
DECLARED = (
    Function("exp", ("exp",), 1, 1, "exp is analytic on R", lambda _, u: exp(u), examples=(("exp(0)", "1"), ("exp(log(2)*3)", "8"))),
    Function("log", ("log", "ln"), 1, 2, _WHY, _log, _zero, (("log(E^2)", "2"), ("log(8, 2)", "3"), ("log(1/4)", "-2*log(2)"))),
    Function("log2", ("log2", "lb"), 1, 1, _WHY, lambda lens, u: _log(lens, u, number(2)), _zero, (("log2(1/8)", "-3"),)),
    Function("log10", ("log10", "lg"), 1, 1, _WHY, lambda lens, u: _log(lens, u, number(10)), _zero, (("log10(1000)", "3"),)),
    Function("log1p", ("log1p",), 1, 1, _WHY, lambda lens, u: natural_log(lens, u + ONE), lambda u: (Zero(u + ONE),), (("log1p(0)", "0"),)),
    Function("expm1", ("expm1",), 1, 1, "exp is analytic on R", lambda _, u: exp(u) - ONE, examples=(("expm1(0)", "0"),)),
)
