"""Absolute value and sign: two analytic branches that meet where the argument is 0."""

from diffcheck.exact.double import NAN, ZERO, Double, absolute, double
from diffcheck.exact.expr import Expr, number
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Switch, Zero
from diffcheck.functions.pullbacks import Pullback, PullbackRule, blocked, by, cut, everywhere, same, times
from diffcheck.model.tree import Apply, Node, Span


def _abs(lens: Lens, u: Expr) -> Expr:
    return u if lens.sign(u) >= 0 else -u


def _sign(lens: Lens, u: Expr) -> Expr:
    return number(lens.sign(u))


def _zeros(u: Expr) -> tuple[Switch, ...]:
    return (Zero(u),)


def _times_sign(of_nan: Double) -> PullbackRule:
    return lambda _, u: (times(of_nan if u.is_nan else double(u.sign)),)


def _selects(_: Double, u: Double) -> tuple[Pullback, ...]:
    return (same if not u.is_nan and u.sign >= 0 else lambda g: -g,)


def gap(left: Node, right: Node, span: Span) -> Apply:
    """sign(left - right): what decides a comparison."""
    return Apply("sign", (Apply("+", (left, Apply("neg", (right,), span)), span),), span)


DECLARED = (
    Function(
        "Abs",
        ("Abs", "abs", "fabs"),
        1,
        1,
        "|u| is u where u >= 0 and -u where u < 0: it may turn a corner where u = 0",
        _abs,
        _zeros,
        (("Abs(-3)", "3"), ("Abs(sqrt(2)-2)", "2-sqrt(2)")),
        by(_times_sign(ZERO), _selects, _times_sign(NAN), absolute),
        total=True,
        oscillating=lambda parts, u: parts.absolute(u),
        fences=("|", "|"),
        continuous=True,
        coq=formal.applied(formal.ABSOLUTE),
        mistaken=("absolute", "modulus", "magnitude"),
    ),
    Function(
        "sign",
        ("sign", "sgn"),
        1,
        1,
        "sign(u) is -1, 0 or 1: it may jump where u = 0",
        _sign,
        _zeros,
        (("sign(-3)", "-1"), ("sign(0)", "0"), ("sign(pi-3)", "1")),
        by(everywhere(blocked), everywhere(cut), everywhere(blocked)),
        total=True,
        oscillating=lambda parts, u: parts.sign(u),
        coq=formal.sign,
    ),
)
