"""Python: expressions, lambdas and whole functions, read with the standard library's `ast`; nothing is executed or imported.

A function is read by going through its statements with the values of its names as trees. What is assigned is evaluated when it is
assigned: where a value may be undefined and a branch does not use it, the function would be undefined there all the same, so that is
refused rather than inlined.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NoReturn, TypeAlias

from diffcheck.errors import BadInput
from diffcheck.functions import register
from diffcheck.functions.facts import Composite, Function
from diffcheck.language import size
from diffcheck.language.dialects.dialect import Asked, Dialect
from diffcheck.language.names import checked_symbol, symbol_name, unknown
from diffcheck.language.parser import Formula, read_formula
from diffcheck.language.reader import CONDITIONS, iverson
from diffcheck.language.relations import connective
from diffcheck.language.substitute import substitute
from diffcheck.language.tokens import Token, exact_number
from diffcheck.language.words import counts
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Relation, Span, Truth, children

Value: TypeAlias = "Node | Condition | Closure"
_DEEPEST: Final = 60
"""How deeply functions may call each other and expressions be nested, in steps of this reader."""
_MOST_PARTS: Final = 50_000

_MODULES: Final = (
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
_ROOTS: Final = frozenset(
    {"numpy", "math", "torch", "jax", "tensorflow", "scipy", "sympy", "cupy", "keras", "flax", "numba", "typing", "__future__"}
)
_SUBMODULES: Final = frozenset(
    {"torch.nn", "torch.nn.functional", "jax.numpy", "jax.nn", "jax.lax", "scipy.special", "jax", "torch.special"}
)
"""Modules whose functions are read, and those of their parts that `from … import …` names."""
_DECORATORS: Final = frozenset(
    {"jit", "njit", "vectorize", "lru_cache", "cache", "staticmethod", "script", "compile", "function", "guvectorize", "vmap", "checkpoint"}
)
"""Decorators that leave the function as it is."""
_SINC: Final = frozenset(
    {"np", "numpy", "jnp", "jax.numpy", "torch", "cp", "cupy", "xp", "torch.special", "scipy.special", "special", "sc"}
)
_SYMPY: Final = frozenset({"sympy", "sp"})

_MEANINGS: Final[dict[str, str]] = {
    "fmod(a, b)": "a - b*trunc(a/b)",
    "mod|remainder|floormod(a, b)": "mod(a, b)",
    "floor_divide(a, b)": "floor(a/b)",
    "rint|around(x)": "round(x)",
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
    "arctan2|atan2(y, x)": "",
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
    "squareplus(x)": "squareplus(x)",
    "soft_sign(x)": "softsign(x)",
    "sqr(x)": "x^2",
}
_FORMALS: Final[dict[str, tuple[str, ...]]] = {
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
_TANH_GELU: Final = "x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))"
_LAYERS: Final = {"GELU": "gelu", "LeakyReLU": "leaky_relu", "ELU": "elu", "CELU": "celu", "Softplus": "softplus", "Hardtanh": "hardtanh"}
"""The functions that layers are, which take their settings by name."""
_CONSTANTS: Final = {"pi": "pi", "e": "E", "E": "E"}
_TAKEN: Final = {
    "maximum": "max",
    "minimum": "min",
    "amax": "max",
    "amin": "min",
    "Max": "max",
    "Min": "min",
    "arctan": "atan",
    "Abs": "abs",
}
_RELATIONS: Final[dict[type[ast.cmpop], Relation]] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_TOTAL: Final = frozenset(
    {"+", "*", "neg", "Abs", "Max", "Min", "sign", "floor", "ceiling", "sin", "cos", "exp", "tanh", "atan", "round", "trunc", "erf"}
)


@dataclass(frozen=True, slots=True)
class Closure:
    """A function of the text, with the names around it."""

    node: ast.FunctionDef | ast.Lambda
    around: Mapping[str, Value]


@dataclass(slots=True)
class _Source:
    """The text, where its lines begin, and what is found while it is read."""

    text: str
    asked: Asked
    module: dict[str, Value] = field(default_factory=dict)
    names: dict[str, Span] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    """What `import numpy as np` calls the modules that are read."""
    imported: dict[str, str | None] = field(default_factory=dict)
    """The module of each name of `from … import …`; None for a module that is not read."""
    star: str = ""
    depth: int = 0
    steps: int = 0
    defined: int = 0
    """How many functions with statements are around: there an unknown name is an error, no parameter."""

    def span(self, node: ast.AST) -> Span:
        """The place of a node in code points of the text."""
        line, column = getattr(node, "lineno", 1) - 1, getattr(node, "col_offset", 0)
        last, end = (getattr(node, "end_lineno", None) or line + 1) - 1, getattr(node, "end_col_offset", None) or column
        return self._place(line, column), self._place(last, end)

    def _place(self, line: int, column: int) -> int:
        if line >= len(self.starts):
            return len(self.text)
        start = self.starts[line]
        following = self.text[start : self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)]
        return start + len(following.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))

    def refuse(self, node: ast.AST, message: str, hint: str | None = None) -> NoReturn:
        raise BadInput("syntax", message, *self.span(node), hint)


Env: TypeAlias = dict[str, Value]


def parsed(text: str) -> ast.Module:
    """The syntax tree of a Python text. Raises BadInput with the place of a mistake."""
    if "\x00" in text:
        raise BadInput("character", "The text holds a character that cannot be seen (U+0000).")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        lines = text.splitlines(keepends=True)
        line = min(max((error.lineno or 1) - 1, 0), max(len(lines) - 1, 0))
        start = min(sum(map(len, lines[:line])) + max((error.offset or 1) - 1, 0), max(len(text) - 1, 0))
        raise BadInput("syntax", f"This is no Python: {error.msg}.", start, min(start + 1, len(text))) from None
    except (ValueError, RecursionError, MemoryError, UnicodeEncodeError):
        raise size.too_deep((0, len(text))) from None


def read(text: str, asked: Asked, name: str | None = None) -> Formula:
    """The function that a Python text is: its only expression, or the function of this name, else the last that it defines."""
    lines = text.replace("\r\n", "\n ").split("\n")
    source = _Source(text, asked)
    at = 0
    for line in lines:
        source.starts.append(at)
        at += len(line) + 1
    stripped = text if text[:1] not in (" ", "\t") or "\n" in text.strip() else None
    module = parsed(text if stripped is not None else text.lstrip())
    if stripped is None:
        source.starts[0] = len(text) - len(text.lstrip())
    try:
        return _formula(source, module, name)
    except RecursionError:
        raise size.too_deep((0, len(text))) from None


def _formula(source: _Source, module: ast.Module, name: str | None) -> Formula:
    asked: ast.expr | Closure | None = None
    for statement in module.body:
        found = _statement_of_module(source, statement)
        if found is not None and (name is None or (isinstance(found, Closure) and getattr(found.node, "name", None) == name)):
            asked = found
    if asked is None:
        message = "There is no formula." if name is None else f"There is no function {name} here."
        raise BadInput("empty" if name is None else "name", message, None, None, "For example np.where(x < 0, 0, x).")
    if isinstance(asked, Closure):
        variable, tree = _called_with_variable(source, asked)
    elif isinstance(asked, ast.Lambda):
        variable, tree = _called_with_variable(source, Closure(asked, source.module))
    else:
        value = _value(source, asked, dict(source.module))
        if isinstance(value, CONDITIONS):
            raise BadInput("condition", "This is a condition, not a function.", *source.span(asked), "Write np.where(…, 1, 0).")
        variable, tree = None, _number(source, value, asked)
    size.check_size(tree)
    return Formula(tree, variable, source.names, None, tuple(source.notes))


def _statement_of_module(source: _Source, statement: ast.stmt) -> ast.expr | Closure | None:
    """What one statement of a module asks about; it may add a name."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            _import(source, statement)
            return None
        case ast.Expr(ast.Constant(str())) | ast.Pass():
            return None
        case ast.Expr(value):
            return value
        case ast.FunctionDef(function_name):
            closure = Closure(statement, source.module)
            source.module[function_name] = closure
            return closure
        case ast.Assign([ast.Name(target)], value) | ast.AnnAssign(ast.Name(target), _, ast.expr() as value):
            if isinstance(value, ast.Lambda):
                source.module[target] = closure = Closure(value, source.module)
                return closure
            names = dict(source.names)
            try:
                source.module[target] = _value(source, value, dict(source.module))
            except BadInput:
                source.module.pop(target, None)
                return None
            if source.names != names:
                source.names = names
                source.module.pop(target)
                return value
            return None
        case ast.AugAssign(ast.Name(target)):
            source.refuse(statement, f"{target} changes here.", "A constant of the module is given once.")
        case _:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    source.imported[node.id] = None
            if isinstance(statement, (ast.ClassDef, ast.AsyncFunctionDef)):
                source.imported[statement.name] = None
            return None


def _import(source: _Source, statement: ast.Import | ast.ImportFrom) -> None:
    """Which module a name stands for; a module that is not read makes its names unknown."""
    if isinstance(statement, ast.Import):
        for one in statement.names:
            root = one.name.partition(".")[0]
            source.aliases[one.asname or root] = (one.name if one.asname else root) if root in _ROOTS else ""
        return
    module = statement.module or ""
    for one in statement.names:
        name = one.asname or one.name
        if one.name == "*":
            source.star = module
        elif f"{module}.{one.name}" in _SUBMODULES:
            source.aliases[name] = f"{module}.{one.name}"
        else:
            source.imported[name] = f"{module}.{one.name}" if module.partition(".")[0] in _ROOTS else None


def _called_with_variable(source: _Source, closure: Closure) -> tuple[str, Node]:
    """The variable of a function of the text, and its tree: the first formal without a default, unless --var names another."""
    arguments = closure.node.args
    formals = [*arguments.posonlyargs, *arguments.args]
    if arguments.vararg or arguments.kwarg or not (formals or arguments.kwonlyargs):
        source.refuse(closure.node, "A function of one variable is needed.")
    spans = {one.arg: source.span(one) for one in (*formals, *arguments.kwonlyargs)}
    defaults = dict(zip([one.arg for one in formals[len(formals) - len(arguments.defaults) :]], arguments.defaults, strict=True))
    defaults |= {one.arg: default for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is not None}
    free = [one for one in spans if one not in defaults and one != "self"]
    variable = source.asked.variable if source.asked.variable in spans else free[0] if free else formals[0].arg
    if len(free) > 1 and source.asked.variable is None and "x" in free:
        variable = "x"
    given: Env = {}
    for one, span in spans.items():
        if one == variable or one not in defaults:
            given[one] = _symbol(source, one, span)
        else:
            given[one] = _value(source, defaults[one], dict(closure.around))
    chosen = given[variable]
    assert isinstance(chosen, Name)
    return chosen.name, _body(source, closure, given)


def _symbol(source: _Source, word: str, span: Span) -> Name:
    """A variable or a parameter of any length."""
    name = symbol_name(word) or word
    if name in ("True", "False", "e", "E", "pi") or (register.spelled(word) is not None and len(word) > 1 and symbol_name(word) is None):
        name = f"{word}_"
    source.names.setdefault(name, span)
    return Name(name, span)


# --- statements


@dataclass(frozen=True, slots=True)
class _Returned:
    """What a block returns."""

    value: Node


def _body(source: _Source, closure: Closure, given: Env) -> Node:
    """What a function returns when it is called with these values."""
    if isinstance(closure.node, ast.FunctionDef):
        for decorator in closure.node.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if (_dotted(called) or "").rpartition(".")[2] not in _DECORATORS:
                source.refuse(decorator, "This decorator is not read.", "It may change what the function is.")
        source.defined += 1
    source.depth += 1
    if source.depth > _DEEPEST:
        source.refuse(closure.node, "Functions call each other too deeply, or themselves.", "Recursion is not read.")
    env: Env = {**closure.around, **given}
    if isinstance(closure.node, ast.Lambda):
        result = _number(source, _value(source, closure.node.body, env), closure.node.body)
    else:
        returned = _block(source, closure.node.body, env)
        if returned is None:
            source.refuse(closure.node, "This function does not return on every path.", "Add return … at its end.")
        result = returned
    source.depth -= 1
    source.defined -= isinstance(closure.node, ast.FunctionDef)
    _used(source, result, [value for value in given.values() if not isinstance(value, Closure)], closure.node)
    return result


def _block(source: _Source, statements: list[ast.stmt], env: Env) -> Node | None:
    """What a block returns; None where it ends without returning. Its assignments are made in `env`."""
    assigned: list[tuple[Node, ast.stmt]] = []
    result: Node | None = None
    for place, statement in enumerate(statements):
        match statement:
            case ast.Return(None) | ast.Raise() | ast.For() | ast.While() | ast.Try() | ast.With():
                source.refuse(statement, _why(statement))
            case ast.Return(ast.expr() as value):
                result = _number(source, _value(source, value, env), value)
            case ast.Expr(ast.Constant()) | ast.Pass() | ast.Import() | ast.ImportFrom() | ast.Assert():
                if isinstance(statement, ast.Assert):
                    source.refuse(statement, "An assertion is not read.", "Leave it out, or restrict the domain with --on.")
                continue
            case ast.Assign([ast.Name(target)], value) | ast.AnnAssign(ast.Name(target), _, ast.expr() as value):
                env[target] = _value(source, value, env)
                if isinstance(env[target], (Number, Name, Apply, Named, Cases)):
                    assigned.append((env[target], statement))  # type: ignore[arg-type]
                continue
            case ast.AugAssign(ast.Name(target), operator, value):
                updated = ast.BinOp(ast.Name(target, ast.Load()), operator, value)
                ast.copy_location(updated, statement)
                ast.copy_location(updated.left, statement)
                env[target] = node = _number(source, _value(source, updated, env), statement)
                assigned.append((node, statement))
                continue
            case ast.FunctionDef(function_name):
                env[function_name] = Closure(statement, env)
                continue
            case ast.If(test, body, other) if _returns(statement):
                result = _split(source, test, body, other, statements[place + 1 :], env)
            case ast.If(test, body, other):
                _joined(source, test, body, other, env)
                continue
            case _:
                source.refuse(statement, _why(statement))
        break
    if result is not None:
        for computed, where in assigned:
            _used(source, result, [computed], where)
    return result


def _returns(statement: ast.If) -> bool:
    """Whether a branch of the statement returns."""
    return any(isinstance(node, (ast.Return, ast.Raise)) for node in ast.walk(statement))


def _split(source: _Source, test: ast.expr, body: list[ast.stmt], other: list[ast.stmt], rest: list[ast.stmt], env: Env) -> Node | None:
    """What an `if` that may return, and the statements after it, return."""
    condition = _condition(source, _value(source, test, env), test)
    span = source.span(test)
    source.steps += len(rest)
    one, two = _block(source, [*body, *rest], dict(env)), _block(source, [*other, *rest], dict(env))
    if one is None or two is None:
        return None
    tail = two.branches if isinstance(two, Cases) else ((two, Truth(True, span)),)
    return Cases(((one, condition), *tail), span)


def _joined(source: _Source, test: ast.expr, body: list[ast.stmt], other: list[ast.stmt], env: Env) -> None:
    """Joins what the branches of an `if` assign, none of which returns."""
    condition = _condition(source, _value(source, test, env), test)
    span = source.span(test)
    first, second = dict(env), dict(env)
    _block(source, body, first)
    _block(source, other, second)
    for name in {**first, **second}:
        left, right = first.get(name), second.get(name)
        if left is right:
            continue
        if left is None or right is None or isinstance(left, Closure) or isinstance(right, Closure):
            env.pop(name, None)
            continue
        tree = _number(source, right, test)
        tail = tree.branches if isinstance(tree, Cases) and right is not env.get(name) else ((tree, Truth(True, span)),)
        env[name] = Cases(((_number(source, left, test), condition), *tail), span)


def _why(statement: ast.stmt) -> str:
    """Why a statement is not read."""
    match statement:
        case ast.For() | ast.While() | ast.AsyncFor():
            return "Loops are not read."
        case ast.Raise():
            return "A raise is not read."
        case ast.Try() | ast.With():
            return "try and with are not read."
        case ast.Return():
            return "This return has no value."
        case _:
            return "This statement is not read."


def _used(source: _Source, result: Node, values: list[Node | Condition], where: ast.AST) -> None:
    """Refuses a value that may be undefined and that some branch does not use: it is evaluated before the branch."""
    partial = [value for value in values if not _is_total(value)]
    if not partial:
        return
    always: set[int] = set()
    stack: list[Node | Condition] = [result]
    while stack:
        node = stack.pop()
        if id(node) in always:
            continue
        always.add(id(node))
        match node:
            case Cases(branches):
                stack.append(branches[0][1])
                if all(condition == Truth(True) for _, condition in branches[:1]):
                    stack.append(branches[0][0])
            case Logic(_, args):
                stack.append(args[0])
            case _:
                stack += children(node)
    if any(id(value) not in always for value in partial):
        message = (
            "What is computed here may be undefined, and a branch does not use it: the function would be undefined there all the same."
        )
        source.refuse(where, message, "Compute it in the branch that uses it.")


def _is_total(node: Node | Condition) -> bool:
    """Whether the tree is surely defined everywhere."""
    stack: list[Node | Condition] = [node]
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        match part:
            case Apply("^" | "principal_power", (base, Number(exponent))) if exponent.denominator == 1 and exponent >= 0:
                stack.append(base)
            case Apply("/", (above, Number(below))) if below != 0:
                stack.append(above)
            case Apply(head, args):
                if args and head not in _TOTAL:
                    return False
                stack += args
            case _:
                stack += children(part)
    return True


# --- expressions


def _value(source: _Source, node: ast.expr, env: Env) -> Value:
    """The tree of an expression."""
    source.steps += 1
    if source.steps > _MOST_PARTS:
        raise BadInput("too_large", "The formula is too large.", *source.span(node))
    span = source.span(node)
    match node:
        case ast.Constant(bool() as truth):
            return Truth(truth, span)
        case ast.Constant(int() | float()):
            return Number(_exact(source, node), span)
        case ast.Name(word):
            return _named(source, word, env, span)
        case ast.Lambda():
            return Closure(node, env)
        case ast.UnaryOp(operator, operand):
            return _unary(source, operator, operand, env, span)
        case ast.BinOp(left, operator, right):
            return _binary(source, node, left, operator, right, env, span)
        case ast.BoolOp(operator, values):
            conditions = [_condition(source, _value(source, value, env), value) for value in values]
            return connective("and" if isinstance(operator, ast.And) else "or", conditions, span)
        case ast.Compare(left, operators, comparators):
            return _comparison(source, [left, *comparators], operators, env, span)
        case ast.IfExp(test, body, other):
            condition = _condition(source, _value(source, test, env), test)
            first = _number(source, _value(source, body, env), body)
            second = _number(source, _value(source, other, env), other)
            tail = second.branches if isinstance(other, ast.IfExp) and isinstance(second, Cases) else ((second, Truth(True, second.span)),)
            return Cases(((first, condition), *tail), span)
        case ast.Call():
            return _call(source, node, env)
        case ast.Attribute():
            dotted = _dotted(node)
            module, _, constant = _absolute(source, dotted or "").rpartition(".")
            if module in _MODULES and constant in _CONSTANTS:
                return Apply(_CONSTANTS[constant], (), span)
            source.refuse(node, "Attributes are not read.", "Constants are np.pi, math.e and the like.")
        case _:
            source.refuse(node, "This part of Python is not read in a formula.")


def _exact(source: _Source, node: ast.Constant) -> Fraction:
    """The exact value of a number as it is written: 0.1 is 1/10."""
    start, end = source.span(node)
    written = source.text[start:end].replace("_", "")
    if isinstance(node.value, int) and not written.isdigit():
        if written[:2].lower() not in ("0x", "0o", "0b") or len(written) > 300:
            source.refuse(node, "This number is not read.")
        return Fraction(int(written, 0))
    return exact_number(Token("number", written, start, end))


def _named(source: _Source, word: str, env: Env, span: Span) -> Value:
    """A local name, a constant of the module, a constant, the variable or a parameter."""
    if word in env:
        return env[word]
    if word in source.imported:
        module = source.imported[word]
        if module is None or module.rpartition(".")[2] not in _CONSTANTS:
            raise BadInput("unknown_name", f"What {word} is, is not read here.", *span, "Only constants that are numbers are read.")
        return Apply(_CONSTANTS[module.rpartition(".")[2]], (), span)
    if word in _CONSTANTS and word not in source.asked.declared:
        return Apply(_CONSTANTS[word], (), span)
    if word in source.asked.declared:
        return _symbol(source, word, span)
    name = symbol_name(word) if not source.defined else None
    if name is None or word in ("i", "I", "inf", "nan"):
        raise unknown(word, *span)
    name = checked_symbol(word, span)
    source.names.setdefault(name, span)
    return Name(name, span)


def _number(source: _Source, value: Value, node: ast.AST) -> Node:
    """A value as a number; a condition counts 1 where it holds."""
    if isinstance(value, Closure):
        source.refuse(node, "A function stands where a number is needed.", "Call it.")
    return iverson(value, source.span(node)) if isinstance(value, CONDITIONS) else value


def _condition(source: _Source, value: Value, node: ast.AST) -> Condition:
    if isinstance(value, CONDITIONS):
        return value
    source.refuse(node, "A condition is needed here, such as x > 0.")


def _unary(source: _Source, operator: ast.unaryop, operand: ast.expr, env: Env, span: Span) -> Value:
    value = _value(source, operand, env)
    if isinstance(operator, ast.Not) or (isinstance(operator, ast.Invert) and isinstance(value, CONDITIONS)):
        return Logic("not", (_condition(source, value, operand),), span)
    if isinstance(operator, ast.Invert):
        source.refuse(operand, "~ is read before conditions only.")
    number = _number(source, value, operand)
    return number if isinstance(operator, ast.UAdd) else Apply("neg", (number,), span)


def _binary(source: _Source, node: ast.BinOp, left: ast.expr, operator: ast.operator, right: ast.expr, env: Env, span: Span) -> Value:
    one, two = _value(source, left, env), _value(source, right, env)
    if isinstance(operator, (ast.BitAnd, ast.BitOr)):
        word = "and" if isinstance(operator, ast.BitAnd) else "or"
        return connective(word, [_condition(source, one, left), _condition(source, two, right)], span)  # type: ignore[arg-type]
    a, b = _number(source, one, left), _number(source, two, right)
    match operator:
        case ast.Add():
            return Apply("+", (*_flat(source, "+", left, a, right), b), span)
        case ast.Sub():
            return Apply("+", (*_flat(source, "+", left, a, right), Apply("neg", (b,), source.span(right))), span)
        case ast.Mult():
            return Apply("*", (*_flat(source, "*", left, a, right), b), span)
        case ast.Div():
            return Apply("/", (a, b), span)
        case ast.FloorDiv():
            return Apply("floor", (Apply("/", (a, b), span),), span)
        case ast.Mod():
            return Apply("Mod", (a, b), span)
        case ast.Pow():
            return _power(a, b, span)
        case _:
            source.refuse(node, "This operator is not read.")


def _flat(source: _Source, head: str, left: ast.expr, tree: Node, right: ast.expr) -> tuple[Node, ...]:
    """The terms of a sum, or the factors of a product, that the left side is by itself, without brackets of its own."""
    bracketed = ")" in source.text[source.span(left)[1] : source.span(right)[0]]
    flat = isinstance(left, ast.BinOp) and isinstance(tree, Apply) and tree.head == head and not bracketed
    return tree.args if flat and isinstance(tree, Apply) else (tree,)


def _power(base: Node, exponent: Node, span: Span) -> Node:
    """A power of Python, which needs a base that is not negative unless the exponent is an integer."""
    size.check_power(base, exponent, span)
    return Apply("^" if size.is_even_root(exponent) else "principal_power", (base, exponent), span)


def _comparison(source: _Source, sides: list[ast.expr], operators: list[ast.cmpop], env: Env, span: Span) -> Condition:
    numbers = [_number(source, _value(source, side, env), side) for side in sides]
    links: list[Condition] = []
    for place, operator in enumerate(operators):
        relation = _RELATIONS.get(type(operator))
        if relation is None:
            source.refuse(sides[place + 1], "This comparison is not read.")
        assert relation is not None
        links.append(Compare(relation, numbers[place], numbers[place + 1], span))
    return connective("and", links, span)


# --- calls


def _dotted(node: ast.expr) -> str | None:
    """`a.b.c` of names and attributes; None for another expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(parts)])


def _absolute(source: _Source, dotted: str) -> str:
    """A dotted name with the module that its first word is imported as."""
    first, dot, rest = dotted.partition(".")
    if first not in source.aliases:
        return dotted
    return f"{source.aliases[first]}{dot}{rest}" if source.aliases[first] else rest.rpartition(".")[2]


def _call(source: _Source, node: ast.Call, env: Env) -> Value:
    """A function of the text, of a module, a method, or a builtin with its arguments."""
    if any(isinstance(argument, ast.Starred) for argument in node.args) or any(one.arg is None for one in node.keywords):
        source.refuse(node, "Arguments with a star are not read.")
    keywords = {one.arg or "": one.value for one in node.keywords}
    if isinstance(node.func, ast.Name):
        local = env.get(node.func.id)
        if isinstance(local, Closure):
            return _inlined(source, node, local, keywords, env)
        if local is not None or (node.func.id in source.imported and source.imported[node.func.id] is None):
            raise BadInput("unknown_name", f"What {node.func.id} is, is not read here.", *source.span(node.func))
        module, _, name = (source.imported.get(node.func.id) or f"{source.star}.{node.func.id}").rpartition(".")
        return _library(source, node, module, name, list(node.args), keywords, env)
    if isinstance(node.func, ast.Attribute):
        dotted = _dotted(node.func)
        module, _, name = _absolute(source, dotted or "").rpartition(".")
        if dotted is not None and not module and "." in dotted:
            raise BadInput("unknown_name", f"{dotted.partition('.')[0]} is a module that is not read.", *source.span(node.func))
        if dotted is not None and module in _MODULES and module not in env:
            return _library(source, node, module, name, list(node.args), keywords, env)
        args = [node.func.value, *node.args]
        if node.func.attr == "where" and len(args) == 3:  # x.where(c, y) is x where c holds
            args = [args[1], args[0], args[2]]
        return _library(source, node, "torch", node.func.attr, args, keywords, env)
    if isinstance(node.func, ast.Call):
        # nn.LeakyReLU(0.1)(x): a module made and applied at once.
        made = _dotted(node.func.func)
        module, _, name = _absolute(source, made or "").rpartition(".")
        if made is not None and module in _MODULES and not keywords:
            given = {one.arg or "": one.value for one in node.func.keywords}
            return _library(source, node, "torch", _LAYERS.get(name, name), [*node.args, *node.func.args], given, env)
    if isinstance(node.func, ast.Lambda):
        return _inlined(source, node, Closure(node.func, env), keywords, env)
    source.refuse(node, "This call is not read.")


def _inlined(source: _Source, node: ast.Call, closure: Closure, keywords: dict[str, ast.expr], env: Env) -> Node:
    """The body of a function of the text with the arguments put in."""
    arguments = closure.node.args
    formals = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    if arguments.vararg or arguments.kwarg or len(node.args) > len(formals):
        source.refuse(node, "This call does not fit the function.")
    given: Env = {formal: _value(source, argument, env) for formal, argument in zip(formals, node.args, strict=False)}
    for keyword, value in keywords.items():
        if keyword in given or keyword not in (*formals, *(one.arg for one in arguments.kwonlyargs)):
            source.refuse(node, f"The function takes no argument {keyword} here.")
        given[keyword] = _value(source, value, env)
    defaults = dict(zip(formals[len(formals) - len(arguments.defaults) :], arguments.defaults, strict=True))
    defaults |= {one.arg: default for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is not None}
    for formal in (*formals, *(one.arg for one in arguments.kwonlyargs)):
        if formal not in given:
            if formal not in defaults:
                source.refuse(node, f"The argument {formal} is missing.")
            given[formal] = _value(source, defaults[formal], dict(closure.around))
    return _body(source, closure, given)


def _library(
    source: _Source, node: ast.Call, module: str, name: str, args: list[ast.expr], keywords: dict[str, ast.expr], env: Env
) -> Value:
    """A function of a module or a builtin."""
    span = source.span(node)
    special = _SPECIAL.get(name)
    if special is not None:
        return special(source, node, args, keywords, env)
    if name == "gelu":
        return _gelu(source, node, module, args, keywords, env)
    if keywords:
        args = _in_order(source, node, name, args, keywords)
    if name == "round" and len(args) == 2 and isinstance(args[1], ast.Constant) and args[1].value == 0:
        args = args[:1]
    args = _as_meant(source, node, module, name, args)
    values = [_value(source, argument, env) for argument in args]
    if name in ("logical_and", "logical_or") and len(values) == 2:
        conditions = [_condition(source, value, argument) for value, argument in zip(values, args, strict=True)]
        return connective("and" if name == "logical_and" else "or", conditions, span)
    if name == "logical_not" and len(values) == 1:
        return Logic("not", (_condition(source, values[0], args[0]),), span)
    numbers = [_number(source, value, argument) for value, argument in zip(values, args, strict=True)]
    if name == "sinc" and module in _SINC and len(numbers) == 1:
        return Apply("sinc", (Apply("*", (Apply("pi", (), span), numbers[0]), span),), span)
    if name in ("pow", "power", "float_power") and len(numbers) == 2 and module not in _SYMPY:
        return _power(numbers[0], numbers[1], span)
    if name == "leaky_relu" and len(numbers) == 1 and module.partition(".")[0] in ("tf", "tensorflow", "keras", "K"):
        numbers.append(Number(Fraction(1, 5), span))
    if name == "remainder" and len(numbers) == 2 and module == "math":
        return substitute(_meaning("a - b*round(a/b)", ("a", "b")), dict(zip(("a", "b"), numbers, strict=True)), span)
    if name == "heaviside" and len(numbers) == 1 and module not in _SYMPY:
        source.refuse(node, "heaviside needs its value at 0.", "Write np.heaviside(x, 0.5).")
    table = _table()
    found = table.get((name, len(numbers)))
    if found is not None and found[1] and module not in _SYMPY:
        formals, formula = found
        return substitute(_meaning(formula, formals), dict(zip(formals, numbers, strict=True)), span)
    return _registered(source, node, _TAKEN.get(name, name), tuple(numbers), span)


def _as_meant(source: _Source, node: ast.Call, module: str, name: str, args: list[ast.expr]) -> list[ast.expr]:
    """The arguments in the order of our names; refuses what has another meaning in the module."""
    root = module.partition(".")[0]
    if name.endswith("_loss") and module:
        source.refuse(node, "A loss of a prediction and a target is not read.", "Write the formula of the difference, such as huber(x, 1).")
    if name in ("max", "min", "amax", "amin") and len(args) > 1:
        axis = any(isinstance(argument, ast.Constant) and isinstance(argument.value, int) for argument in args[1:])
        if root in ("np", "numpy", "jnp", "jax", "cp", "cupy", "xp") or (root == "torch" and axis):
            source.refuse(node, f"The second argument of {name} is an axis here.", f"Write {name.removeprefix('a')}imum(a, b).")
    if name == "hard_sigmoid" and (root in ("K", "keras") or "keras" in module):
        source.refuse(
            node, "hard_sigmoid is 0.2x + 0.5 or x/6 + 1/2, by the version of Keras.", "Write clip(0.2*x + 0.5, 0, 1) or hardsigmoid(x)."
        )
    if name in ("huber", "pseudo_huber") and len(args) == 2 and root in ("scipy", "special", "sc"):
        return args[::-1]
    return args


def _registered(source: _Source, node: ast.Call, name: str, args: tuple[Node, ...], span: Span) -> Node:
    """A function that the register declares under this name."""
    declaration = register.spelled(name)
    place = source.span(node.func)
    if declaration is None or (isinstance(declaration, Function) and declaration.most == 0):
        raise unknown(name, *place)
    least, most = counts(declaration)
    if len(args) < least or (most is not None and len(args) > most):
        raise BadInput("arity", f"{name} does not take {len(args)} argument{'s' if len(args) != 1 else ''} here.", *span)
    if isinstance(declaration, Function):
        return _power(args[0], args[1], span) if declaration.head == "^" else Apply(declaration.head, args, span)
    return _composite(declaration, args, span)


def _composite(declaration: Composite, args: tuple[Node, ...], span: Span) -> Node:
    missing = len(declaration.formals) - len(args)
    defaults = declaration.defaults[len(declaration.defaults) - missing :] if missing else ()
    args += tuple(substitute(read_formula(text).tree, {}, span) for text in defaults)
    body = read_formula(declaration.formula, formals=frozenset(declaration.formals)).tree
    return Named(declaration.head, args, substitute(body, dict(zip(declaration.formals, args, strict=True)), span), span)


def _table() -> dict[tuple[str, int], tuple[tuple[str, ...], str]]:
    from diffcheck.language.dialects.dialect import table

    return table("python", tuple(_MEANINGS.items()))


def _meaning(formula: str, formals: tuple[str, ...]) -> Node:
    return read_formula(formula, formals=frozenset(formals)).tree


def _in_order(source: _Source, node: ast.Call, name: str, args: list[ast.expr], keywords: dict[str, ast.expr]) -> list[ast.expr]:
    """The arguments with those that are named in their places."""
    kept = {
        key: value
        for key, value in keywords.items()
        if key not in ("dtype", "device", "axis", "dim", "inplace", "name", "out", "requires_grad")
    }
    formals = _FORMALS.get(name)
    if not kept:
        return args
    if formals is None:
        source.refuse(node, f"The argument {next(iter(kept))} of {name} is not read.")
    assert formals is not None
    placed = dict(zip(formals, args, strict=False))
    for key, value in kept.items():
        place = key if key in formals else None
        if place is None or place in placed:
            source.refuse(node, f"The argument {key} of {name} is not read.")
        assert place is not None
        placed[place] = value
    return [placed[formal] for formal in formals if formal in placed]


# --- functions with conditions or lists


def _where(source: _Source, node: ast.Call, args: list[ast.expr], keywords: dict[str, ast.expr], env: Env) -> Node:
    """np.where(c, a, b): the part that is selected."""
    if isinstance(node.func, ast.Attribute) and _dotted(node.func) is not None and len(args) == 4:
        args = args[1:]
    if keywords or len(args) != 3:
        source.refuse(node, "where takes a condition and two values.")
    condition = _condition(source, _value(source, args[0], env), args[0])
    first, second = (_number(source, _value(source, argument, env), argument) for argument in args[1:])
    tail = second.branches if isinstance(args[2], ast.Call) and isinstance(second, Cases) else ((second, Truth(True, second.span)),)
    return Cases(((first, condition), *tail), source.span(node))


_BOUNDS: Final = {
    "low": ("min", "a_min", "min_val", "clip_value_min", "lo"),
    "high": ("max", "a_max", "max_val", "clip_value_max", "hi"),
}


def _clip(source: _Source, node: ast.Call, args: list[ast.expr], keywords: dict[str, ast.expr], env: Env) -> Node:
    """clip and clamp with two bounds, or one of them."""
    given = dict(zip(("x", "low", "high"), args, strict=False))
    for key, value in keywords.items():
        place = next((side for side, names in _BOUNDS.items() if key in names), None)
        if place is None or place in given:
            source.refuse(node, f"The argument {key} is not read here.")
        assert place is not None
        given[place] = value
    kept = {key: value for key, value in given.items() if not (isinstance(value, ast.Constant) and value.value is None)}
    if "x" not in kept or len(args) > 3 or len(kept) < 2:
        source.refuse(node, "A value and at least one bound are needed.")
    numbers = {key: _number(source, _value(source, value, env), value) for key, value in kept.items()}
    span = source.span(node)
    if len(numbers) == 3:
        return Apply("clip", (numbers["x"], numbers["low"], numbers["high"]), span)
    return Apply("Max", (numbers["x"], numbers["low"]), span) if "low" in numbers else Apply("Min", (numbers["x"], numbers["high"]), span)


def _select(source: _Source, node: ast.Call, args: list[ast.expr], keywords: dict[str, ast.expr], env: Env) -> Node:
    """np.select: the first true condition, else the default, which is 0."""
    if len(args) == 3 and not isinstance(args[0], (ast.List, ast.Tuple)):
        return _where(source, node, args, keywords, env)
    default = keywords.pop("default", args[2] if len(args) == 3 else None)
    if keywords or len(args) not in (2, 3):
        source.refuse(node, "select takes conditions, values and a default.")
    conditions, values = (_listed(source, argument) for argument in args[:2])
    if len(conditions) != len(values):
        source.refuse(node, "There are not as many values as conditions.")
    branches = [
        (_number(source, _value(source, value, env), value), _condition(source, _value(source, condition, env), condition))
        for condition, value in zip(conditions, values, strict=True)
    ]
    span = source.span(node)
    left = Number(Fraction(0), span) if default is None else _number(source, _value(source, default, env), default)
    return Cases((*branches, (left, Truth(True, span))), span)


def _piecewise(source: _Source, node: ast.Call, args: list[ast.expr], keywords: dict[str, ast.expr], env: Env) -> Node:
    """np.piecewise: the last true condition, 0 where none holds; SymPy's Piecewise: the first, undefined elsewhere."""
    if args and isinstance(args[0], ast.Tuple):
        pairs = [(one.elts[0], one.elts[1]) for one in args if isinstance(one, ast.Tuple) and len(one.elts) == 2]
        if len(pairs) != len(args):
            source.refuse(node, "Piecewise takes pairs (value, condition).")
        return Cases(
            tuple((_number(source, _value(source, v, env), v), _condition(source, _value(source, c, env), c)) for v, c in pairs),
            source.span(node),
        )
    if keywords or len(args) != 3:
        source.refuse(node, "piecewise takes the variable, conditions and functions.")
    at = _number(source, _value(source, args[0], env), args[0])
    conditions, functions = _listed(source, args[1]), _listed(source, args[2])
    if len(functions) - len(conditions) not in (0, 1):
        source.refuse(node, "There are not as many functions as conditions, or one more.")
    span = source.span(node)

    def applied(one: ast.expr) -> Node:
        value = _value(source, one, env)
        if isinstance(value, Closure):
            formals = [formal.arg for formal in (*value.node.args.posonlyargs, *value.node.args.args)]
            if len(formals) < 1:
                source.refuse(one, "A function of one argument is needed.")
            return _body(source, value, {formals[0]: at})
        return _number(source, value, one)

    branches = [
        (applied(function), _condition(source, _value(source, condition, env), condition))
        for condition, function in reversed(list(zip(conditions, functions, strict=False)))
    ]
    left = applied(functions[-1]) if len(functions) > len(conditions) else Number(Fraction(0), span)
    return Cases((*branches, (left, Truth(True, span))), span)


def _listed(source: _Source, node: ast.expr) -> list[ast.expr]:
    if not isinstance(node, (ast.List, ast.Tuple)):
        source.refuse(node, "A list is needed here.")
    return node.elts


def _gelu(source: _Source, node: ast.Call, module: str, args: list[ast.expr], keywords: dict[str, ast.expr], env: Env) -> Node:
    """gelu: exact in PyTorch unless approximate="tanh", the tanh form in JAX unless approximate=False."""
    approximate = keywords.pop("approximate", None)
    if keywords or len(args) != 1 or not (approximate is None or isinstance(approximate, ast.Constant)):
        source.refuse(node, "These arguments of gelu are not read.")
    said = approximate.value if isinstance(approximate, ast.Constant) else None
    tanh = said in ("tanh", True) or (said is None and module.startswith("jax"))
    if approximate is None and module in ("nn", "") and not tanh and module == "nn":
        raise BadInput(
            "ambiguous", "gelu of flax is the tanh form, of PyTorch the exact one.", *source.span(node), "Write jax.nn.gelu or F.gelu."
        )
    value = _number(source, _value(source, args[0], env), args[0])
    if tanh:
        return substitute(_meaning(_TANH_GELU, ("x",)), {"x": value}, source.span(node))
    return _registered(source, node, "gelu", (value,), source.span(node))


_Special: TypeAlias = Callable[[_Source, ast.Call, list[ast.expr], dict[str, ast.expr], Env], Value]
_SPECIAL: Final[dict[str, _Special]] = {
    "where": _where,
    "select": _select,
    "piecewise": _piecewise,
    "Piecewise": _piecewise,
    "clip": _clip,
    "clamp": _clip,
    "clip_by_value": _clip,
}

DIALECTS = (
    Dialect(
        "python",
        "Python",
        r"\b(?:np|numpy|jnp|jax|torch|math|nn|F|tf|K|lax|scipy|special|sympy|sp)\.[A-Za-z_]|\blambda\s+\w+\s*:|\bdef\s+\w+\s*\(|\bx\.(?:abs|clamp|clip|where|sin|cos|exp|relu|sqrt|tanh|sigmoid)\(",
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
