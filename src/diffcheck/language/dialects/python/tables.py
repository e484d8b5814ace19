"""The modules whose functions are read, and what the names in them mean: NumPy, PyTorch, JAX, SymPy, SciPy, Keras, math."""

from __future__ import annotations

from typing import Final

from diffcheck.language.dialect import ARGUMENT

MODULES: Final = (
    "tensorflow",
    "tensorflow.math",
    "tensorflow.nn",
    "torch.nn",
    "np.linalg",
    "numpy.linalg",
    "jnp.linalg",
    "torch.linalg",
    "jax.numpy",
    "jax.nn",
    "jax.scipy.special",
    "jax.lax",
    "torch.nn.functional",
    "torch.special",
    "tf.math",
    "tf.nn",
    "tf.keras.activations",
    "scipy.special",
    "keras.activations",
    "keras.ops",
    "numpy",
    "np",
    "jnp",
    "math",
    "torch",
    "nn",
    "F",
    "tf",
    "K",
    "sympy",
    "sp",
    "special",
    "sc",
    "jax",
    "builtins",
    "cmath",
    "lax",
    "cp",
    "cupy",
    "xp",
    "ops",
)
"""Prefixes before names that are functions of a module."""
ROOTS: Final = frozenset(
    {"numpy", "math", "torch", "jax", "tensorflow", "scipy", "sympy", "cupy", "keras", "flax", "numba", "typing", "__future__"}
)
SUBMODULES: Final = frozenset(
    {"torch.nn", "torch.nn.functional", "jax.numpy", "jax.nn", "jax.lax", "scipy.special", "jax", "torch.special"}
)
"""Modules whose functions are read, and those of their parts that `from … import …` names."""
DECORATORS: Final = frozenset(
    {"jit", "njit", "vectorize", "lru_cache", "cache", "staticmethod", "script", "compile", "function", "guvectorize", "vmap", "checkpoint"}
)
"""Decorators that leave the function as it is."""
SINC: Final = frozenset({"np", "numpy", "jnp", "jax.numpy", "torch", "cp", "cupy", "xp", "torch.special", "scipy.special", "special", "sc"})
SYMPY: Final = frozenset({"sympy", "sp"})

MEANINGS: Final[dict[str, str]] = {
    "fmod(a, b)": "a - b*trunc(a/b)",
    "mod|remainder|floormod(a, b)": "mod(a, b)",
    "floor_divide(a, b)": "floor(a/b)",
    "rint|around(x)": "round(x)",
    "round|around(x, n)": "round(x*10^n)/10^n",
    "fix(x)": "trunc(x)",
    "norm(x)": "abs(x)",
    "clamp_min(x, a)": "max(x, a)",
    "clamp_max(x, a)": "min(x, a)",
    "square(x)": "x^2",
    "reciprocal(x)": "1/x",
    "power|float_power(a, b)": "a^b",
    "add(a, b)": "a + b",
    "negative|neg(x)": "-x",
    "subtract|sub(a, b)": "a - b",
    "multiply|mul(a, b)": "a*b",
    "divide|true_divide|div(a, b)": "a/b",
    "absolute|fabs(x)": "abs(x)",
    "hypot(a, b)": "sqrt(a^2 + b^2)",
    "exp2(x)": "2^x",
    "logaddexp(a, b)": "log(exp(a) + exp(b))",
    "rsqrt(x)": "1/sqrt(x)",
    "frac(x)": "x - trunc(x)",
    "fmax(a, b)": "max(a, b)",
    "fmin(a, b)": "min(a, b)",
    "arctan2|atan2(y, x)": ARGUMENT,
    "sinpi(x)": "sin(pi*x)",
    "isqrt(x)": "floor(sqrt(x))",
    "float|float32|float64|asarray|array|tensor|as_tensor|abs_|real|positive|identity|stop_gradient|detach(x)": "x",
    "zeros_like(x)": "0*x",
    "ones_like(x)": "0*x + 1",
    "full_like(x, a)": "0*x + a",
    "int(x)": "trunc(x)",
    "deg2rad|radians(x)": "pi*x/180",
    "copysign(a, b)": "abs(a)*{1, b >= 0; -1, otherwise}",
    "cbrt(x)": "cbrt(x)",
    "xlogy(a, b)": "{0, a = 0 and b = b; a*log(b), otherwise}",
    "lerp(a, b, t)": "a + t*(b - a)",
    "nan_to_num(x)": "",
    "heaviside(x, h)": "Heaviside(x, h)",
    "sgn(x)": "sign(x)",
    "float_(x)": "x",
    "relu_(x)": "relu(x)",
    "expm1(x)": "exp(x) - 1",
    "pow(a, b)": "a^b",
    "ldexp(a, b)": "a*2^b",
    "hard_silu(x)": "hardswish(x)",
    "hard_sigmoid(x)": "hardsigmoid(x)",
    "squareplus(x)": "squareplus(x)",
    "soft_sign(x)": "softsign(x)",
    "sqr(x)": "x^2",
}
FORMALS: Final[dict[str, tuple[str, ...]]] = {
    "leaky_relu": ("input", "negative_slope"),
    "elu": ("input", "alpha"),
    "celu": ("input", "alpha"),
    "hardtanh": ("input", "min_val", "max_val"),
    "softplus": ("input", "beta"),
    "hardshrink": ("input", "lambd"),
    "softshrink": ("input", "lambd"),
    "threshold": ("input", "threshold", "value"),
    "power": ("x1", "x2"),
    "prelu": ("input", "weight"),
    "select": ("condlist", "choicelist", "default"),
    "where": ("condition", "x", "y"),
    "gelu": ("input",),
}
TANH_GELU: Final = "x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))"
LAYERS: Final = {"GELU": "gelu", "LeakyReLU": "leaky_relu", "ELU": "elu", "CELU": "celu", "Softplus": "softplus", "Hardtanh": "hardtanh"}
"""The functions that layers are, which take their settings by name."""
CONSTANTS: Final = {"pi": "pi", "e": "E", "E": "E"}
TAKEN: Final = {
    "maximum": "max",
    "minimum": "min",
    "amax": "max",
    "amin": "min",
    "Max": "max",
    "Min": "min",
    "arctan": "atan",
    "Abs": "abs",
}
