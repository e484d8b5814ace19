"""Functions of modules and builtins with their arguments, as the tables have them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Final, TypeAlias

from diffcheck.errors import BadInput
from diffcheck.functions import register
from diffcheck.functions.facts import Function
from diffcheck.language import size
from diffcheck.language.dialect import table
from diffcheck.language.dialects.python.choices import clip, piecewise, select, where
from diffcheck.language.dialects.python.loops import gathered
from diffcheck.language.dialects.python.source import Call, Source, Value
from diffcheck.language.dialects.python.tables import FORMALS, MEANINGS, SINC, SYMPY, TAKEN, TANH_GELU
from diffcheck.language.names import unknown
from diffcheck.language.parser import declared_meaning
from diffcheck.language.relations import connective
from diffcheck.language.substitute import substitute
from diffcheck.language.words import counts
from diffcheck.model.tree import Apply, Logic, Named, Node, Number, Span

_Special: TypeAlias = Callable[[Source, Call], Value]


def applied(source: Source, call: Call) -> Value:
    """A function of a module or a builtin with its arguments."""
    special = _SPECIAL.get(call.name)
    if special is not None:
        return special(source, call)
    args = _as_meant(source, call, _in_order(source, call))
    span = source.span(call.node)
    values = [source.value(argument, call.env) for argument in args]
    if call.name in _CONNECTIVES and len(values) == _CONNECTIVES[call.name]:
        conditions = [source.condition(value, argument) for value, argument in zip(values, args, strict=True)]
        if call.name == "logical_not":
            return Logic("not", tuple(conditions), span)
        return connective("and" if call.name == "logical_and" else "or", conditions, span)
    numbers = tuple(source.number(value, argument) for value, argument in zip(values, args, strict=True))
    found = _in_module(source, call, numbers, span)
    return _registered(source, call, TAKEN.get(call.name, call.name), numbers, span) if found is None else found


_CONNECTIVES: Final = {"logical_and": 2, "logical_or": 2, "logical_not": 1}


def _in_module(source: Source, call: Call, numbers: tuple[Node, ...], span: Span) -> Node | None:
    """What a name means in its module, where that is another function than that of the plain language; None elsewhere."""
    match call.name, numbers:
        case "sinc", (x,) if call.module in SINC:
            return Apply("sinc", (Apply("*", (Apply("pi", (), span), x), span),), span)
        case "pow" | "power" | "float_power", (base, exponent) if call.module not in SYMPY:
            return power(base, exponent, span)
        case "leaky_relu", (x,) if call.root in ("tf", "tensorflow", "keras", "K"):
            return _registered(source, call, call.name, (x, Number(Fraction(1, 5), span)), span)
        case "remainder", (a, b) if call.module == "math":
            return _meant("a - b*round(a/b)", ("a", "b"), (a, b), span)
        case "heaviside", (_,) if call.module not in SYMPY:
            source.refuse(call.node, "heaviside needs its value at 0.", "Write np.heaviside(x, 0.5).")
    found = table(tuple(MEANINGS.items())).get((call.name, len(numbers)))
    if found is None or not found[1] or call.module in SYMPY:
        return None
    formals, formula = found
    return _meant(formula, formals, numbers, span)


def _meant(formula: str, formals: tuple[str, ...], args: tuple[Node, ...], span: Span) -> Node:
    """A formula of the plain language with these arguments."""
    return substitute(declared_meaning(formula, frozenset(formals)), dict(zip(formals, args, strict=True)), span)


def power(base: Node, exponent: Node, span: Span) -> Node:
    """A power of Python, which needs a base that is not negative unless the exponent is an integer."""
    size.check_power(base, exponent, span)
    return Apply("^" if size.is_even_root(exponent) else "principal_power", (base, exponent), span)


_ARRAYS: Final = ("np", "numpy", "jnp", "jax", "cp", "cupy", "xp")


def _as_meant(source: Source, call: Call, args: list[ast.expr]) -> list[ast.expr]:
    """The arguments in the order of our names; refuses what has another meaning in the module."""
    _refuse_other_meanings(source, call, args)
    if call.name == "round" and len(args) == 2 and isinstance(args[1], ast.Constant) and args[1].value == 0:
        return args[:1]
    if call.name in ("huber", "pseudo_huber") and len(args) == 2 and call.root in ("scipy", "special", "sc"):
        return args[::-1]
    return args


def _refuse_other_meanings(source: Source, call: Call, args: list[ast.expr]) -> None:
    """Refuses what is no function of a number, or not the same one in all modules and versions."""
    node, name = call.node, call.name
    if name.endswith("_loss") and call.module:
        source.refuse(node, "A loss of a prediction and a target is not read.", "Write the formula of the difference, such as huber(x, 1).")
    if name in ("max", "min", "amax", "amin") and len(args) > 1 and _has_axis(call, args):
        source.refuse(node, f"The second argument of {name} is an axis here.", f"Write {name.removeprefix('a')}imum(a, b).")
    if name == "hard_sigmoid" and (call.root in ("", "K", "keras") or "keras" in call.module):
        source.refuse(
            node, "hard_sigmoid is 0.2x + 0.5 or x/6 + 1/2, by the version of Keras.", "Write clip(0.2*x + 0.5, 0, 1) or hardsigmoid(x)."
        )


def _has_axis(call: Call, args: list[ast.expr]) -> bool:
    """Whether what follows the first argument says along which axis of an array to go."""
    if call.root == "torch":
        return any(isinstance(argument, ast.Constant) and isinstance(argument.value, int) for argument in args[1:])
    return call.root in _ARRAYS


def _registered(source: Source, call: Call, name: str, args: tuple[Node, ...], span: Span) -> Node:
    """A function that the register declares under this name."""
    declaration = register.spelled(name)
    place = source.span(call.node.func)
    if declaration is None or (isinstance(declaration, Function) and declaration.most == 0):
        raise unknown(name, *place, called=True)
    least, most = counts(declaration)
    if len(args) < least or (most is not None and len(args) > most):
        raise BadInput("arity", f"{name} does not take {len(args)} argument{'s' if len(args) != 1 else ''} here.", *span)
    if isinstance(declaration, Function):
        return power(args[0], args[1], span) if declaration.head == "^" else Apply(declaration.head, args, span)
    missing = len(declaration.formals) - len(args)
    defaults = declaration.defaults[len(declaration.defaults) - missing :] if missing else ()
    args += tuple(substitute(declared_meaning(text, frozenset()), {}, span) for text in defaults)
    return Named(declaration.head, args, _meant(declaration.formula, declaration.formals, args, span), span)


_OF_ARRAYS: Final = frozenset({"dtype", "device", "axis", "dim", "inplace", "name", "out", "requires_grad"})
"""Arguments that say where and how numbers are kept, and not which."""


def _in_order(source: Source, call: Call) -> list[ast.expr]:
    """The arguments with those that are named in their places."""
    kept = {key: value for key, value in call.keywords.items() if key not in _OF_ARRAYS}
    formals = FORMALS.get(call.name)
    if not kept:
        return call.args
    if formals is None:
        source.refuse(call.node, f"The argument {next(iter(kept))} of {call.name} is not read.")
    placed = dict(zip(formals, call.args, strict=False))
    for key, value in kept.items():
        if key not in formals or key in placed:
            source.refuse(call.node, f"The argument {key} of {call.name} is not read.")
        placed[key] = value
    return [placed[formal] for formal in formals if formal in placed]


def _gelu(source: Source, call: Call) -> Node:
    """gelu: exact in PyTorch unless approximate="tanh", the tanh form in JAX unless approximate=False."""
    others = dict(call.keywords)
    approximate = others.pop("approximate", None)
    if others or len(call.args) != 1 or not (approximate is None or isinstance(approximate, ast.Constant)):
        source.refuse(call.node, "These arguments of gelu are not read.")
    said = approximate.value if isinstance(approximate, ast.Constant) else None
    tanh = said in ("tanh", True) or (said is None and call.module.startswith("jax"))
    span = source.span(call.node)
    if approximate is None and not tanh and call.module == "nn":
        raise BadInput("ambiguous", "gelu of flax is the tanh form, of PyTorch the exact one.", *span, "Write jax.nn.gelu or F.gelu.")
    value = source.real(call.args[0], call.env)
    return _meant(TANH_GELU, ("x",), (value,), span) if tanh else _registered(source, call, "gelu", (value,), span)


_SPECIAL: Final[dict[str, _Special]] = {
    "where": where,
    "select": select,
    "piecewise": piecewise,
    "Piecewise": piecewise,
    "clip": clip,
    "clamp": clip,
    "clip_by_value": clip,
    "gelu": _gelu,
    **dict.fromkeys(("sum", "fsum"), partial(gathered, "+")),
    "prod": partial(gathered, "*"),
}
