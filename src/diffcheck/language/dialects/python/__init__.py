"""Python: expressions, lambdas and whole functions, read with the standard library's `ast`; nothing is executed or imported.

`source.py` holds the text and its names, `expressions.py` and `calls.py` make trees of expressions, `functions.py` of functions with their
statements, `module.py` of the whole; `tables.py` has the names of NumPy, PyTorch, JAX, SymPy and others, `library.py` and `choices.py` what
their functions do with arguments, `strictness.py` what is computed although it is not used.
"""

from diffcheck.language.dialect import Dialect
from diffcheck.language.dialects.python.module import read
from diffcheck.language.dialects.python.source import parsed

__all__ = ["DIALECTS", "parsed", "read"]

DIALECTS = (
    Dialect(
        "python",
        "Python",
        r"\b(?:np|numpy|jnp|jax|torch|math|nn|F|tf|K|lax|scipy|special|sympy|sp|keras|ops|cupy|cp|tensorflow)\.[A-Za-z_]|\blambda\s+\w+\s*:|\bdef\s+\w+\s*\(|\bx\.(?:abs|clamp|clip|where|sin|cos|exp|relu|sqrt|tanh|sigmoid)\(",
        ("py", "numpy", "np", "torch", "pytorch", "jax"),
        read=read,
        examples=(
            ("np.where(x < 1, x**2, 2*x - 1)", "{x^2, x < 1; 2*x - 1, otherwise}"),
            ("np.select([x <= -1, x < 1], [x + 1, x])", "{x + 1, x <= -1; x, x < 1; 0, otherwise}"),
            ("np.piecewise(x, [x <= 2, x <= 0], [lambda x: 2 - x, lambda x: 2 + x])", "{2 + x, x <= 0; 2 - x, x <= 2; 0, otherwise}"),
            ("np.heaviside(x - 1, 1.0)", "Heaviside(x - 1, 1)"),
            ("torch.clamp(x, min=-1, max=2.5)", "clip(x, -1, 2.5)"),
            ("x.clamp(min=0)", "max(x, 0)"),
            ("F.relu(1 - x)", "relu(1 - x)"),
            ("np.sinc(x)", "sinc(pi*x)"),
            ("jax.nn.gelu(x)", "x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))"),
            ("F.gelu(x)", "gelu(x)"),
            ("math.fmod(x, 2) + x % 2", "(x - 2*trunc(x/2)) + mod(x, 2)"),
            ("round(x) + x // 2", "round(x) + floor(x/2)"),
            ("lambda x: x**2 if x < 0 else x", "{x^2, x < 0; x, otherwise}"),
            (
                "def f(x):\n    if x < 0:\n        return -x\n    elif x <= 1:\n        return x**2\n    return 2*x - 1\n",
                "{-x, x < 0; x^2, x <= 1; 2*x - 1, otherwise}",
            ),
            ("np.abs(x) * ((x < -1) | (x > 1))", "abs(x)*(x < -1 or x > 1)"),
        ),
    ),
)
