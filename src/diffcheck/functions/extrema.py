"""Maximum, minimum and clip: the branch changes where two arguments are equal."""

from collections.abc import Callable
from itertools import combinations

from diffcheck.errors import NotYet
from diffcheck.exact.double import NAN, ONE, ZERO, Double, compare, double
from diffcheck.exact.expr import Expr
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Oscillating, Switch, Zero
from diffcheck.functions.pullbacks import Autodiff, Fixed, Pullback, PullbackRule, Since, blocked, by, same, times
from diffcheck.model.tree import Apply


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


def _greatest(parts: Oscillating, first: Expr, *others: Expr) -> Expr:
    """max(u, v) = (u + v + |u - v|)/2."""
    best = first
    for u in others:
        best = (best + u + parts.absolute(best - u)) / 2
    return best


def _least(parts: Oscillating, *args: Expr) -> Expr:
    return -_greatest(parts, *(-u for u in args))


def _ties(*args: Expr) -> tuple[Switch, ...]:
    return tuple(Zero(u - v) for u, v in combinations(dict.fromkeys(args), 2))


Pair = tuple[Pullback, Pullback]
Tie = Callable[[int | None], Pair]
"""Which of two arguments wins (1 the first, -1 the second, 0 a tie, None nan) -> their pullbacks."""

_half = times(ONE / double(2))


def _tie_pytorch(winner: int | None) -> Pair:
    return {None: (same, same), 0: (_half, _half), 1: (same, blocked), -1: (blocked, same)}[winner]


def _tie_jax(winner: int | None) -> Pair:
    return {None: (times(ZERO), times(ZERO)), 0: (_half, _half), 1: (same, times(ZERO)), -1: (times(ZERO), same)}[winner]


def _tie_tensorflow(winner: int | None) -> Pair:
    return (same, blocked) if winner is not None and winner >= 0 else (blocked, same)


def _wins(direction: int, u: Double, v: Double) -> int | None:
    c = compare(u, v)
    return None if c is None else c * direction


def _best(direction: int, u: Double, v: Double) -> Double:
    winner = _wins(direction, u, v)
    return NAN if winner is None else u if winner >= 0 else v


def _two_at_a_time(direction: int, tie: Tie) -> PullbackRule:
    """max(a, b, c) is max(max(a, b), c)."""

    def rule(_: Double, *args: Double) -> tuple[Pullback, ...]:
        best = args[0]
        found: list[Pullback] = [same]
        for u in args[1:]:
            first, second = tie(_wins(direction, best, u))
            found = [_after(pullback, first) for pullback in found] + [second]
            best = _best(direction, best, u)
        return tuple(found)

    return rule


def _after(inner: Pullback, outer: Pullback) -> Pullback:
    def both(g: Double) -> Double | None:
        h = outer(g)
        return None if h is None else inner(h)

    return both


def _extremum(direction: int) -> Autodiff:
    def value(first: Double, *others: Double) -> Double:
        for u in others:
            first = _best(direction, first, u)
        return first

    pytorch, jax, tensorflow = (_two_at_a_time(direction, tie) for tie in (_tie_pytorch, _tie_jax, _tie_tensorflow))
    return by(pytorch, jax, tensorflow, value)


def _clamp_pytorch(_: Double, u: Double, low: Double, high: Double) -> tuple[Pullback, ...]:
    """A select that lets the adjoint pass at both ends; bounds in the wrong order give it to the upper one."""
    from_low, from_high, order = compare(u, low), compare(u, high), compare(low, high)
    return (
        same if from_low in (0, 1) and from_high in (0, -1) else blocked,
        same if from_low == -1 and order == -1 else blocked,
        same if from_high == 1 or order == 1 else blocked,
    )


def _clamp_pytorch_numbers(_: Double, u: Double, low: Double, high: Double) -> tuple[Pullback, ...]:
    """Since 2.14 a select that lets the adjoint pass strictly between the numbers only."""
    return (same if compare(u, low) == 1 and compare(u, high) == -1 else blocked,)


def _clamp_pytorch_tensors(_: Double, u: Double, low: Double, high: Double) -> tuple[Pullback, ...]:
    """Since 2.14 each tensor gets half the adjoint at a tie of two, u all of it at a tie of all three; u wins over nan."""
    from_low, from_high, order = compare(u, low), compare(u, high), compare(low, high)
    if from_low == -1 or from_high == 1:
        to_u: Pullback = blocked
    elif order != 0 and (from_low, from_high) in ((0, -1), (1, 0)):
        to_u = _half
    else:
        to_u = same
    if order in (1, None):
        return to_u, blocked, same if order == 1 else blocked
    return (
        to_u,
        same if from_low == -1 else _half if from_low == 0 and order else blocked,
        same if from_high == 1 else _half if from_high == 0 and order else blocked,
    )


_CLAMP_PYTORCH = Since(
    (
        ("2.13", _clamp_pytorch),
        (
            "2.14",
            Fixed(
                _clamp_pytorch_numbers,
                _clamp_pytorch_tensors,
                "the bounds of clip are numbers here; if they are tensors, PyTorch halves the adjoint where the argument meets one",
            ),
        ),
    )
)


def _min_then_max(_: Double, u: Double, low: Double, high: Double) -> tuple[Pullback, ...]:
    """The other way round, which is another function where the bounds are in the wrong order. Raises NotYet there."""
    if compare(low, high) == 1:
        raise NotYet("clip", "TensorFlow's clip gives the lower bound where the bounds are in the wrong order")
    first, third = _tie_tensorflow(_wins(-1, u, high))
    outer, second = _tie_tensorflow(_wins(1, _best(-1, u, high), low))
    return _after(first, outer), second, _after(third, outer)


def _max_then_min(_: Double, u: Double, low: Double, high: Double) -> tuple[Pullback, ...]:
    first, second = _tie_jax(_wins(1, u, low))
    outer, third = _tie_jax(_wins(-1, _best(1, u, low), high))
    return _after(first, outer), _after(second, outer), third


def _clip_value(u: Double, low: Double, high: Double) -> Double:
    return _best(-1, _best(1, u, low), high)


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
        _extremum(1),
        total=True,
        oscillating=_greatest,
        signs=("_+",),
        name="max",
        continuous=True,
        coq=lambda *args: formal.extremum("Max", 1, args),
        mistaken=("maks", "largest", "greatest"),
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
        _extremum(-1),
        total=True,
        oscillating=_least,
        name="min",
        continuous=True,
        coq=lambda *args: formal.extremum("Min", -1, args),
        mistaken=("smallest", "least"),
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
        by(_CLAMP_PYTORCH, _max_then_min, _min_then_max, _clip_value),
        total=True,
        oscillating=lambda parts, u, low, high: _least(parts, _greatest(parts, u, low), high),
        letters=("u", "a", "b"),
        in_sympy=lambda u, low, high: Apply("Min", (Apply("Max", (u, low)), high)),
        continuous=True,
        coq=lambda u, low, high: formal.extremum("Min", -1, (formal.extremum("Max", 1, (u, low)), high)),
    ),
)
