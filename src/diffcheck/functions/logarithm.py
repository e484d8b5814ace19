"""The exponential function and logarithms."""

from fractions import Fraction
from functools import partial

from diffcheck.exact.double import ONE as ONE_DOUBLE
from diffcheck.exact.double import Double, compare, double, exponential, image, logarithm, positive
from diffcheck.exact.expr import ONE, Expr, number
from diffcheck.exact.powers import exp, log
from diffcheck.exact.rounding import Accuracy
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Switch, Undefined, Zero
from diffcheck.functions.pullbacks import Autodiff, Pullback, alike, along
from diffcheck.model.tree import Apply, Node, Number


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


def _log_value(u: Double, base: Double | None = None) -> Double:
    return logarithm(u) if base is None else logarithm(u) / logarithm(base)


_LOG1P = Accuracy(512)


def _log1p_value(u: Double) -> Double:
    """Libraries do not round 1 + u."""
    above = compare(u, -ONE_DOUBLE)
    return image("log1p", lambda v: log(v + ONE, positive), u, accuracy=_LOG1P) if u.is_finite and above == 1 else logarithm(u + ONE_DOUBLE)


def _log_rule(_: Double, u: Double, base: Double | None = None) -> tuple[Pullback, ...]:
    if base is None:
        return (lambda g: g / u,)
    above, below = logarithm(u), logarithm(base)
    return lambda g: (g / below) / u, lambda g: (-g * ((above / below) / below)) / base


def _to_base(base: int) -> Autodiff:
    below = double(log(number(base), lambda _: None))
    return alike(lambda _, u: (lambda g: g / (u * below),), lambda u: logarithm(u) / below)


def _log_to(base: Expr, lens: Lens, u: Expr) -> Expr:
    return _log(lens, u, base)


def _written_log(base: Node, u: Node) -> Node:
    return Apply("log", (u, base))


_ONE = Number(Fraction(1))
_WHY = "a logarithm needs a positive argument: it falls to -oo where its argument falls to 0"
DECLARED = (
    Function(
        "exp",
        ("exp",),
        1,
        1,
        "exp is analytic on R",
        lambda _, u: exp(u),
        examples=(("exp(0)", "1"), ("exp(log(2)*3)", "8")),
        autodiff=alike(along(exponential), exponential),
        total=True,
        coq=formal.applied(formal.EXP),
        mistaken=("exponential",),
    ),
    Function(
        "log",
        ("log", "ln"),
        1,
        2,
        _WHY,
        _log,
        _zero,
        (("log(E^2)", "2"), ("log(8, 2)", "3"), ("log(1/4)", "-2*log(2)")),
        alike(_log_rule, _log_value),
        letters=("u", "b"),
        bases={2: "log2", 10: "log10"},
        continuous=True,
        coq=formal.logarithm,
        mistaken=("logarithm",),
    ),
    *(
        Function(
            head,
            (head, short),
            1,
            1,
            _WHY,
            partial(_log_to, number(base)),
            _zero,
            (example,),
            _to_base(base),
            in_sympy=partial(_written_log, Number(Fraction(base))),
            continuous=True,
            coq=partial(formal.logarithm_to, formal.whole(base)),
        )
        for head, short, base, example in (("log2", "lb", 2, ("log2(1/8)", "-3")), ("log10", "lg", 10, ("log10(1000)", "3")))
    ),
    Function(
        "log1p",
        ("log1p",),
        1,
        1,
        _WHY,
        lambda lens, u: natural_log(lens, u + ONE),
        lambda u: (Zero(u + ONE),),
        (("log1p(0)", "0"),),
        alike(along(lambda u: ONE_DOUBLE / (u + ONE_DOUBLE)), _log1p_value, accuracy=_LOG1P),
        in_sympy=lambda u: Apply("log", (Apply("+", (_ONE, u)),)),
        continuous=True,
        coq=lambda u: formal.logarithm(formal.total(formal.whole(1), u)),
    ),
    Function(
        "expm1",
        ("expm1",),
        1,
        1,
        "exp is analytic on R",
        lambda _, u: exp(u) - ONE,
        examples=(("expm1(0)", "0"),),
        autodiff=Autodiff({}, accuracy=Accuracy(16)),
        in_sympy=lambda u: Apply("+", (Apply("exp", (u,)), Apply("neg", (_ONE,)))),
        coq=lambda u: formal.difference(formal.applied(formal.EXP)(u), formal.whole(1)),
    ),
)
