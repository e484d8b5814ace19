"""PyTorch, JAX and TensorFlow as calculi; each function imports its framework, and skips the test where that is not installed."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import pytest

from .translate import Calculus, with_fallbacks

SAME = ("sin", "cos", "tan", "exp", "log", "sqrt", "sign", "floor", "round", "sinh", "cosh", "tanh")


@cache
def pytorch() -> Calculus:
    torch = pytest.importorskip("torch")
    F = torch.nn.functional
    torch.set_num_threads(1)

    def constant(v: float) -> Any:
        return torch.tensor(v, dtype=torch.float64)

    def gradient(f: Any, at: float) -> float | None:
        x = torch.tensor(at, dtype=torch.float64, requires_grad=True)
        y = f(x)
        if not y.requires_grad:
            return None
        try:
            y.backward()
        except RuntimeError as error:  # a function without a derivative
            assert "not implemented" in str(error)
            return None
        return None if x.grad is None else float(x.grad)

    def clip(u: Any, low: Any, high: Any) -> Any:
        """Bounds that are constants are written as numbers."""
        if low.requires_grad or high.requires_grad:
            return torch.clamp(u, low, high)
        return torch.clamp(u, low.item(), high.item())

    own = {name: getattr(torch, name) for name in (*SAME, "asin", "acos", "atan", "asinh", "acosh", "atanh", "log2", "log10", "log1p")}
    own |= {
        "Abs": torch.abs, "Max": torch.maximum, "Min": torch.minimum, "clip": clip, "ceiling": torch.ceil, "trunc": torch.trunc,
        "^": torch.pow, "Mod": torch.remainder, "expm1": torch.expm1, "erf": torch.erf, "erfc": torch.erfc, "loggamma": torch.lgamma,
        "sinc": lambda u: torch.sinc(u / torch.pi), "Heaviside": lambda u, h=None: torch.heaviside(u, constant(0.5) if h is None else h),
    }  # fmt: skip
    named = {
        "relu": F.relu, "leaky_relu": F.leaky_relu, "relu6": F.relu6, "elu": F.elu, "selu": F.selu, "celu": F.celu, "gelu": F.gelu,
        "prelu": lambda u, a: F.prelu(u.reshape(1), constant(a).reshape(1)).reshape(()),
        "mish": F.mish, "softplus": F.softplus, "softsign": F.softsign, "hardtanh": F.hardtanh, "hardsigmoid": F.hardsigmoid,
        "hardswish": F.hardswish, "hardshrink": F.hardshrink, "softshrink": F.softshrink, "tanhshrink": F.tanhshrink,
        "threshold": F.threshold, "logsigmoid": F.logsigmoid, "sigmoid": torch.sigmoid, "logit": torch.logit,
        "huber": lambda u, d: F.huber_loss(u, constant(0.0), delta=d), "smooth_l1": lambda u, b: F.smooth_l1_loss(u, constant(0.0), beta=b),
        "silu": lambda u, b: F.silu(u) if b == 1 else u * torch.sigmoid(b * u),
    }  # fmt: skip
    logical = {"and": torch.logical_and, "or": torch.logical_or, "==": torch.eq, "!=": torch.ne}
    return Calculus(torch.__version__, constant, with_fallbacks(own), torch.where, logical, named, gradient)


@cache
def jax() -> Calculus:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    jnp, nn, special = jax.numpy, jax.nn, jax.scipy.special

    def constant(v: float) -> Any:
        return jnp.asarray(v, dtype="float64")

    def gradient(f: Any, at: float) -> float | None:
        return float(jax.grad(f)(at))

    own = {name: getattr(jnp, name) for name in (*SAME, "log2", "log10", "log1p", "expm1", "cbrt", "trunc")}
    own |= {a: getattr(jnp, b) for a, b in (("asin", "arcsin"), ("acos", "arccos"), ("atan", "arctan"), ("asinh", "arcsinh"))}
    own |= {
        "acosh": jnp.arccosh, "atanh": jnp.arctanh, "Abs": jnp.abs, "Max": jnp.maximum, "Min": jnp.minimum, "clip": jnp.clip,
        "ceiling": jnp.ceil, "^": jnp.power, "Mod": jnp.mod, "erf": special.erf, "erfc": special.erfc, "loggamma": special.gammaln,
        "gamma": special.gamma,
        "sinc": lambda u: jnp.sinc(u / jnp.pi), "Heaviside": lambda u, h=0.5: jnp.heaviside(u, h),
    }  # fmt: skip
    named = {
        "relu": nn.relu, "leaky_relu": nn.leaky_relu, "relu6": nn.relu6, "elu": nn.elu, "selu": nn.selu, "celu": nn.celu,
        "gelu": lambda u: nn.gelu(u, approximate=False), "mish": nn.mish, "softsign": nn.soft_sign, "hardswish": nn.hard_swish,
        "softplus": lambda u, b: nn.softplus(u) if b == 1 else nn.softplus(b * u) / b,
        "hardsigmoid": nn.hard_sigmoid, "logsigmoid": nn.log_sigmoid, "sigmoid": nn.sigmoid, "logit": special.logit,
        "hardtanh": lambda u, a, b: nn.hard_tanh(u) if (a, b) == (-1, 1) else jnp.where(u > b, b, jnp.where(u < a, a, u)),
        "squareplus": nn.squareplus, "silu": lambda u, b: nn.silu(u) if b == 1 else u * nn.sigmoid(b * u),
    }  # fmt: skip
    logical = {"and": jnp.logical_and, "or": jnp.logical_or, "==": jnp.equal, "!=": jnp.not_equal}
    return Calculus(jax.__version__, constant, with_fallbacks(own), jnp.where, logical, named, gradient)


@cache
def tensorflow() -> Calculus:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    tf = pytest.importorskip("tensorflow")
    keras = tf.keras.activations

    def constant(v: float) -> Any:
        return tf.constant(v, dtype=tf.float64)

    def gradient(f: Any, at: float) -> float | None:
        x = tf.constant(at, dtype=tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        try:
            found = tape.gradient(y, x)
        except LookupError:  # a function without a derivative
            return None
        return None if found is None else float(found)

    math, numpy = tf.math, tf.experimental.numpy
    own = {name: getattr(tf, name) for name in (*SAME, "asin", "acos", "atan", "asinh", "acosh", "atanh") if name != "log"}
    own |= {
        "log": math.log, "log1p": math.log1p, "expm1": math.expm1, "Abs": tf.abs, "Max": tf.maximum, "Min": tf.minimum,
        "clip": tf.clip_by_value, "ceiling": math.ceil, "^": tf.pow, "Mod": math.floormod, "cbrt": numpy.cbrt,
        "log2": numpy.log2, "log10": numpy.log10,
        "trunc": lambda u: tf.cast(tf.cast(u, tf.int64), tf.float64), "erf": math.erf, "erfc": math.erfc, "loggamma": math.lgamma,
        "Heaviside": lambda u, h=0.5: numpy.heaviside(u, h), "sinc": lambda u: numpy.sinc(u / 3.141592653589793),
    }  # fmt: skip
    named = {
        "relu": tf.nn.relu, "relu6": tf.nn.relu6, "selu": tf.nn.selu, "gelu": tf.nn.gelu, "mish": keras.mish, "softsign": tf.nn.softsign,
        "leaky_relu": tf.nn.leaky_relu, "elu": lambda u, a: tf.nn.elu(u) if a == 1 else keras.elu(u, a), "celu": keras.celu,
        "softplus": lambda u, b: tf.nn.softplus(u) if b == 1 else tf.nn.softplus(b * u) / b, "silu": tf.nn.silu,
        "hardsigmoid": keras.hard_sigmoid, "hardswish": keras.hard_swish, "hardshrink": keras.hard_shrink,
        "softshrink": keras.soft_shrink, "tanhshrink": keras.tanh_shrink, "threshold": keras.threshold, "logsigmoid": math.log_sigmoid,
        "sigmoid": tf.sigmoid, "squareplus": keras.squareplus, "prelu": lambda u, a: tf.nn.relu(u) - a * tf.nn.relu(-u),
        "hardtanh": lambda u, a, b: keras.hard_tanh(u) if (a, b) == (-1, 1) else tf.clip_by_value(u, a, b),
    }  # fmt: skip
    logical = {"and": tf.logical_and, "or": tf.logical_or, "==": tf.equal, "!=": tf.not_equal}
    return Calculus(tf.__version__, constant, with_fallbacks(own), tf.where, logical, named, gradient)


CALCULI = {"pytorch": pytorch, "jax": jax, "tensorflow": tensorflow}
