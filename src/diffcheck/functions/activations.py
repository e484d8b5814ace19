"""How the activations that frameworks have as functions of their own pass the adjoint; machine_learning.py names these.

Some are one step with a slope of its own, others are written in steps by the framework: then the pullbacks of the steps are composed.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from struct import pack, unpack

from diffcheck.exact.atoms import apply
from diffcheck.exact.double import NAN, ONE, ZERO, Double, absolute, as_float, compare, double, exponential, image, logarithm
from diffcheck.exact.expr import number, pi
from diffcheck.exact.powers import exp, power
from diffcheck.exact.sign import known_sign
from diffcheck.functions.pullbacks import (
    Autodiff,
    Pullback,
    PullbackRule,
    Slope,
    alike,
    along,
    blocked,
    by,
    same,
    tanh_elsewhere,
    tanh_in_jax,
    times,
)

SELU_SCALE, SELU_ALPHA = "1.0507009873554804934193349852946", "1.6732632423543772848170429916717"
Inside = Callable[..., bool]
_HALF = ONE / double(2)
_SINGLE_ROOT = 0.707106769084930419921875
"""sqrt(1/2) in single precision."""


def _single(a: Double) -> Double:
    """A constant that the framework holds in single precision."""
    return a if a.exact.free or not a.is_finite else double(number(Fraction(unpack("f", pack("f", as_float(a)))[0])))


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


def _outside(low: Double, high: Double) -> Inside:
    """Not between them, ends included; nan is outside."""
    return lambda u: compare(u, low) not in (0, 1) or compare(u, high) not in (0, -1)


def _not_outside(low: Double, high: Double) -> Inside:
    """Neither below nor above, nor at the ends; nan is inside."""
    return lambda u: compare(u, low) not in (0, -1) and compare(u, high) not in (0, 1)


RELU = by(_selects(lambda u: compare(u, ZERO) not in (0, -1)), _selects(_above), _masks(_above))
RELU6 = by(_selects(_not_outside(ZERO, double(6))), _selects(_between(0, 6)), _masks(_between(0, 6)))
_SIXTH = ONE / double(6)


def _plus_three(u: Double) -> bool:
    """Whether u + 3 lies between 0 and 6 where that sum is rounded."""
    return _between(0, 6)(u + double(3))


HARDSIGMOID = by(_selects(_between(-3, 3), _single(_SIXTH)), _selects(_plus_three, _SIXTH), _masks(_plus_three, _SIXTH))


def _closed(u: Double, low: Double, high: Double) -> bool:
    return compare(u, low) in (0, 1) and compare(u, high) in (0, -1)


HARDTANH = by(
    _selects(lambda u, low, high: _not_outside(low, high)(u)),
    _selects(lambda u, low, high: u.is_nan or _closed(u, low, high)),
    _selects(_closed),
)
SHRINK = Autodiff({"pytorch": _selects(lambda u, bound: _outside(-bound, bound)(u))})
THRESHOLD = Autodiff({"pytorch": _selects(lambda u, t, _: compare(u, t) not in (0, -1))})


def _left(slope: Callable[..., Double]) -> PullbackRule:
    """1 on the right, this slope on the left and at 0."""
    return lambda _, u, *rest: (same if _above(u) else times(slope(u, *rest)),)


def _right(slope: Callable[..., Double]) -> PullbackRule:
    """1 on the right and at 0, this slope on the left."""
    return lambda _, u, *rest: (same if _above(u) or _at_zero(u) else times(slope(u, *rest)),)


def _constant(_: Double, a: Double) -> Double:
    return a


LEAKY_RELU = Autodiff(
    {"pytorch": _left(_constant), "jax": _right(_constant), "tensorflow": _left(lambda _, a: _single(a))},
    also=lambda u, a: u if _above(u) else u * _single(a),
)


def _above_or_nan(slope: Callable[..., Double]) -> PullbackRule:
    """This slope on the left and at 0, 1 on the right and for nan."""
    return lambda _, u, *rest: (same if u.is_nan or _above(u) else times(slope(u, *rest)),)


def _elu_pytorch(u: Double, a: Double) -> Double:
    return a * exponential(u)


def _elu_jax(_: Double, u: Double, a: Double) -> tuple[Pullback, ...]:
    """where(u > 0, u, a*expm1(where(u > 0, 0, u)))."""
    return (same if _above(u) else lambda g: (g * a) * exponential(u),)


def _elu_keras(_: Double, u: Double, a: Double) -> tuple[Pullback, ...]:
    """The factor a stands outside of the step: where(u > 0, elu(u), a*elu(u))."""
    return (same if _above(u) else times(a if u.is_nan else a * exponential(u)),)


ELU = by(_above_or_nan(_elu_pytorch), _elu_jax, _elu_keras)


def _celu_jax(_: Double, u: Double, a: Double) -> tuple[Pullback, ...]:
    """max(u, 0) + a*expm1(min(u, 0)/a), with half the adjoint at a tie, else masks that multiply."""
    right = ONE if _above(u) else _HALF if _at_zero(u) else ZERO
    left = ONE if _above(ZERO, u) else _HALF if _at_zero(u) else ZERO
    slope = exponential((u if u.is_nan or _above(ZERO, u) else ZERO) / a)
    return (lambda g: g * right + (((g * a) * slope) / a) * left,)


def _celu_keras(_: Double, u: Double, a: Double) -> tuple[Pullback, ...]:
    """max(u, 0) + a*expm1(min(u, 0)/a): at 0 both parts win their tie, for nan none does."""
    if u.is_nan or _above(u):
        return (blocked if u.is_nan else same,)

    def left(g: Double) -> Double:
        return ((g * a) * exponential(u / a)) / a

    return (lambda g: g + left(g) if _at_zero(u) else left(g),)


CELU = by(_above_or_nan(lambda u, a: exponential(u / a)), _celu_jax, _celu_keras)


def _prelu_keras(_: Double, u: Double, a: Double) -> tuple[Pullback, ...]:
    """relu(u) - a*relu(-u), where relu multiplies by a mask: at 0 neither part has a slope."""
    right, left = (ONE if one else ZERO for one in (_above(u), _above(ZERO, u)))
    return (lambda g: g * right - ((g * -a) * left),)


PRELU = Autodiff({"pytorch": _left(_constant), "tensorflow": _prelu_keras})


def _selu(wins: Inside) -> PullbackRule:
    right, left = double(number(Fraction(SELU_SCALE))), double(number(Fraction(SELU_SCALE) * Fraction(SELU_ALPHA)))
    return lambda _, u: (times(right if wins(u) else left * exponential(u)),)


SELU = by(
    _selu(lambda u: u.is_nan or _above(u)),
    _selu(_above),
    _selu(lambda u: u.is_nan or _above(u) or _at_zero(u)),
)


def _sigmoid(u: Double) -> Double:
    return ONE / (ONE + exponential(-u))


def _softplus_value(u: Double) -> Double:
    """log(1 + e^u), which does not overflow."""
    return u if u.is_nan else (u if _above(u) else ZERO) + logarithm(ONE + exponential(-absolute(u)))


def _softplus(_: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    return (times(_sigmoid(b * u)),)


def _torch_softplus(y: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    """PyTorch returns u itself where b*u > 20."""
    return (same,) if _above(b * u, double(20)) else _softplus(y, u, b)


def _silu(_: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    s = _sigmoid(b * u)
    return (times(s * (ONE + b * u * (ONE - s))),)


def _silu_pytorch(y: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    """A step of its own without the factor b only."""
    return _silu(y, u, b) if compare(b, ONE) == 0 else _silu_product(y, u, b)


def _silu_product(_: Double, u: Double, b: Double) -> tuple[Pullback, ...]:
    """u*sigmoid(b*u)."""
    s = _sigmoid(b * u)
    return (lambda g: g * s + ((g * u) * (s * (ONE - s))) * b,)


def _tanh_of_softplus(u: Double) -> Double:
    w = exponential(-absolute(_softplus_value(u) * double(2)))
    return (ONE - w) / (ONE + w)


def _mish_pytorch(_: Double, u: Double) -> tuple[Pullback, ...]:
    y = _tanh_of_softplus(u)
    return (times(y + u * _sigmoid(u) * (ONE - y * y)),)


def _mish(tanh: Callable[[Double], Slope]) -> PullbackRule:
    """u*tanh(softplus(u))."""

    def rule(_: Double, u: Double) -> tuple[Pullback, ...]:
        y, s = _tanh_of_softplus(u), _sigmoid(u)
        return (lambda g: g * y + tanh(y)(g * u) * s,)

    return rule


def _hardswish_pytorch(_: Double, u: Double) -> tuple[Pullback, ...]:
    if u.is_nan or not _above(double(3), u):
        return (same,)
    return (times(u / double(3) + _HALF) if _above(u, double(-3)) else blocked,)


def _hardswish(cut_off: Slope) -> PullbackRule:
    """u*relu6(u + 3)/6, with what becomes of the adjoint of relu6 where it is cut off."""

    def rule(_: Double, u: Double) -> tuple[Pullback, ...]:
        v = u + double(3)
        inside = _between(0, 6)(v)
        height = v if inside or u.is_nan else double(6) if _above(v) else ZERO
        return (lambda g: g * (height / double(6)) + (same if inside else cut_off)((g * u) / double(6)),)

    return rule


def _gelu_slope(u: Double) -> Double:
    """The normal distribution plus u times its density."""
    if not u.is_finite:
        return NAN
    half = power(number(2), Fraction(-1, 2), known_sign)
    below = image("erf", lambda v: apply("erf", v * half), u)
    density = image("density", lambda v: exp(-(v**2) / 2) * power(2 * pi(), Fraction(-1, 2), known_sign), u)
    return (ONE + below) * _HALF + u * density


def _gelu_in_tensorflow(_: Double, u: Double) -> tuple[Pullback, ...]:
    """(u/2)*erfc(-r*u) with r = sqrt(1/2) in single precision."""
    if not u.is_finite:
        return (lambda _: NAN,)
    r = Fraction(_SINGLE_ROOT)
    twice_below = ONE + image("erf", lambda v: apply("erf", v * r), u)
    density = image("density", lambda v: 2 * exp(-(v**2) * r**2) * power(pi(), Fraction(-1, 2), known_sign) * r, u)
    return (lambda g: (g * twice_below) * _HALF + (g * (u * _HALF)) * density,)


def _gelu_value_in_tensorflow(u: Double) -> Double:
    return u * (ONE + image("erf", lambda v: apply("erf", v * Fraction(_SINGLE_ROOT)), u)) * _HALF


def _logit_pytorch(_: Double, u: Double) -> tuple[Pullback, ...]:
    return (lambda g: g / (u * (ONE - u)) if _closed(u, ZERO, ONE) else NAN,)


def _huber(slopes: Callable[[Double, Double], tuple[Double, Double]]) -> PullbackRule:
    """The slopes within the bound and beyond it."""

    def rule(_: Double, u: Double, d: Double) -> tuple[Pullback, ...]:
        inner, outer = slopes(u, d)
        above, below = compare(u, d), compare(u, -d)
        return (times(outer if above in (0, 1) else -outer if below in (0, -1) else inner),)

    return rule


SOFTPLUS = Autodiff(
    {"pytorch": _torch_softplus, "jax": _softplus, "tensorflow": _softplus},
    also=lambda u, b: u if _above(b * u, double(20)) else None,
)
SIGMOID = alike(along(lambda u: _sigmoid(u) * (ONE - _sigmoid(u))))
LOGSIGMOID = alike(along(lambda u: _sigmoid(-u)))
SILU = by(_silu_pytorch, _silu_product, _silu)
MISH = by(_mish_pytorch, _mish(tanh_in_jax), _mish(tanh_elsewhere))
GELU = Autodiff({"pytorch": along(_gelu_slope), "tensorflow": _gelu_in_tensorflow}, also=_gelu_value_in_tensorflow)
SOFTSIGN = Autodiff({"tensorflow": along(lambda u: ONE / ((ONE + absolute(u)) * (ONE + absolute(u))))})
HARDSWISH = by(_hardswish_pytorch, _hardswish(lambda _: ZERO), _hardswish(lambda h: h * ZERO))
LOGIT = Autodiff({"pytorch": _logit_pytorch, "jax": lambda _, u: (lambda g: g / (u * (ONE - u)),)})
HUBER = Autodiff({"pytorch": _huber(lambda u, d: (u, d))})
SMOOTH_L1 = Autodiff({"pytorch": _huber(lambda u, b: (u / b, ONE))})
