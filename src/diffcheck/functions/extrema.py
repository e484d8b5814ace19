"""Maximum, minimum and clip: the branch changes where two arguments are equal."""

from itertools import combinations

from diffcheck.exact.expr import Expr
from diffcheck.functions.facts import Function, Lens, Switch, Zero


def _max(lens: Lens, first: Expr, *others: Expr) -> Expr:
    best = first
    for u in others:
        if lens.sign(u - best) > 0:
            best = u
    return best


def _min(lens: Lens, first: Expr, *others: Expr) -> Expr:
    best = first
    for u in others:
        if lens.sign(u - best) < 0:
            best = u
    return best


def _clip(lens: Lens, u: Expr, low: Expr, high: Expr) -> Expr:
    return _min(lens, _max(lens, u, low), high)


def _ties(*args: Expr) -> tuple[Switch, ...]:
    return tuple(Zero(u - v) for u, v in combinations(dict.fromkeys(args), 2))


DECLARED = (
    Function(
        "Max",
        ("Max", "max", "maximum"),
        1,
        None,
        "the maximum changes its branch where two arguments are equal: it may turn a corner there",
        _max,
        _ties,
        (("Max(1, 2, 3/2)", "2"), ("Max(pi, 22/7)", "22/7")),
    ),
    Function(
        "Min",
        ("Min", "min", "minimum"),
        1,
        None,
        "the minimum changes its branch where two arguments are equal: it may turn a corner there",
        _min,
        _ties,
        (("Min(1, 2, 1/2)", "1/2"), ("Min(pi, 22/7)", "pi")),
    ),
    Function(
        "clip",
        ("clip", "clamp"),
        3,
        3,
        "clip(u, a, b) = min(max(u, a), b) changes its branch where two arguments are equal",
        _clip,
        _ties,
        (("clip(5, 0, 1)", "1"), ("clip(-5, 0, 1)", "0"), ("clip(1/2, 0, 1)", "1/2")),
    ),
)
