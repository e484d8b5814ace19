"""How the activations that frameworks have as functions of their own pass the adjoint; machine_learning.py names these."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from diffcheck.exact.double import ONE, ZERO, Double, compare, double, exponential
from diffcheck.exact.expr import number
from diffcheck.functions.pullbacks import Autodiff, Pullback, PullbackRule, alike, along, blocked, by, same, times

SELU_SCALE, SELU_ALPHA = "1.0507009873554804934193349852946", "1.6732632423543772848170429916717"
Inside = Callable[..., bool]


def _above(u: Double, bound: Double = ZERO) -> bool:
    return compare(u, bound) == 1


def _at_zero(u: Double) -> bool:
    return compare(u, ZERO) == 0


def _between(low: int, high: int) -> Inside:
    return lambda u: _above(u, double(low)) and _above(double(high), u)


def _selects(inside: Inside, slope: Double = ONE) -> PullbackRule:
    """Where not inside, the adjoint is 0 whatever came in."""
    return lambda _, *args: (times(slope) if inside(*args) else blocked,)


def _masks(inside: Inside, slope: Double = ONE) -> PullbackRule:
    """Where not inside, the adjoint is multiplied by 0."""
    return lambda _, *args: (times(slope if inside(*args) else ZERO),)


RELU = by(_selects(_above), _selects(_above), _masks(_above))
RELU6 = by(_selects(_between(0, 6)), _selects(_between(0, 6)), _masks(_between(0, 6)))
_SIXTH = ONE / double(6)
HARDSIGMOID = by(_selects(_between(-3, 3), _SIXTH), _selects(_between(-3, 3), _SIXTH), _masks(_between(-3, 3), _SIXTH))


def _open(u: Double, low: Double, high: Double) -> bool:
    return _above(u, low) and _above(high, u)


def _closed(u: Double, low: Double, high: Double) -> bool:
    return not (u.is_nan or _above(low, u) or _above(u, high))


HARDTANH = by(_selects(_open), _selects(_closed), _selects(_closed))


def _left(slope: Callable[..., Double]) -> PullbackRule:
    """1 on the right, this slope on the left and at 0."""
    return lambda _, u, *rest: (same if _above(u) else times(slope(u, *rest)),)


def _right(slope: Callable[..., Double]) -> PullbackRule:
    """1 on the right and at 0, this slope on the left."""
    return lambda _, u, *rest: (same if _above(u) or _at_zero(u) else times(slope(u, *rest)),)


def _constant(_: Double, a: Double) -> Double:
    return a


def _keras_prelu(u: Double, a: Double) -> Double:
    """relu(u) - a*relu(-u): at 0 neither part has a slope."""
    return ONE if _above(u) else ZERO if _at_zero(u) else a


def _keras_celu(u: Double, a: Double) -> Double:
    """max(0, u) + min(0, a*(e^(u/a) - 1)): at 0 both parts win their tie."""
    return double(2) if _at_zero(u) else ONE if _above(u) else exponential(u / a)


LEAKY_RELU = by(_left(_constant), _right(_constant), _left(_constant))
PRELU = Autodiff({"pytorch": _left(_constant), "tensorflow": lambda _, u, a: (times(_keras_prelu(u, a)),)})
ELU = alike(_left(lambda u, a: a * exponential(u)))
CELU = by(
    _left(lambda u, a: exponential(u / a)),
    _left(lambda u, a: exponential(u / a)),
    lambda _, u, a: (times(_keras_celu(u, a)),),
)


def _selu(wins: Inside) -> PullbackRule:
    right, left = double(number(Fraction(SELU_SCALE))), double(number(Fraction(SELU_SCALE) * Fraction(SELU_ALPHA)))
    return lambda _, u: (times(right if wins(u) else left * exponential(u)),)


SELU = by(_selu(_above), _selu(_above), _selu(lambda u: _above(u) or _at_zero(u)))


def _sigmoid(u: Double) -> Double:
    return ONE / (ONE + exponential(-u))


def _softplus(_: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    return (times(_sigmoid(b * u)),)


def _torch_softplus(y: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    """PyTorch returns u itself where b*u > 20."""
    return (same,) if _above(b * u, double(20)) else _softplus(y, u, b)


def _silu(_: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    s = _sigmoid(b * u)
    return (times(s * (ONE + b * u * (ONE - s))),)


SOFTPLUS = by(_torch_softplus, _softplus, _softplus)
SIGMOID = alike(along(lambda u: _sigmoid(u) * _sigmoid(-u)))
LOGSIGMOID = alike(along(lambda u: _sigmoid(-u)))
SILU = alike(_silu)
