"""A second reading of a formula, for judges: SymPy's syntax in, certified balls out.

The text is parsed by Python's own grammar and walked as it stands: nothing is simplified, nothing of the program is imported. Every
number is an Arb ball, so what is said of a sign, an integer part or a value is proved; what a ball cannot tell raises Unsure.
f is defined at x iff every part that is evaluated is a finite real number (CONVENTIONS.md, 1 to 3); else Undefined is raised.
"""
from __future__ import annotations

import ast
import contextlib
import functools
from fractions import Fraction

from flint import arb, ctx, fmpq


class Undefined(Exception):
    """The formula has no real value there."""


class Unsure(Exception):
    """A ball cannot tell, or the text holds what this reading does not know."""


@contextlib.contextmanager
def bits(precision):
    """Balls of that precision within the block."""
    before = ctx.prec
    ctx.prec = precision
    try:
        yield
    finally:
        ctx.prec = before


@functools.lru_cache(20000)
def compiled(text):
    """The formula as a function of its names: a dict of balls -> a ball."""
    try:
        return _node(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, RecursionError, ValueError):
        raise Unsure(text) from None


def value(text, **names):
    """The ball of a formula with balls for its names. Raises Undefined or Unsure."""
    return compiled(text)(names)


def rational(q):
    """A rational number as a ball."""
    q = Fraction(q)
    return arb(fmpq(q.numerator, q.denominator))


def sign(u):
    """-1, 0 or 1. Raises Unsure where the ball holds zero and more."""
    if u > 0:
        return 1
    if u < 0:
        return -1
    if u.is_zero():
        return 0
    raise Unsure


def floor(u):
    """The greatest integer <= u as an exact ball."""
    n = u.floor().unique_fmpz()
    if n is None:
        raise Unsure
    return arb(n)


def finite(u):
    """u itself, if the ball is finite."""
    if not u.is_finite():
        raise Unsure
    return u


def _node(node):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        q = Fraction(repr(node.value))
        return lambda names: rational(q)
    if isinstance(node, ast.Name):
        return _name(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        u = _node(node.operand)
        return (lambda names: -u(names)) if isinstance(node.op, ast.USub) else u
    if isinstance(node, ast.BinOp):
        return _operation(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node)
    return _unknown


def _unknown(names):
    raise Unsure


def _name(name):
    constants = {"pi": arb.pi, "E": arb.const_e}
    if name in constants:
        return lambda names: constants[name]()

    def look(names):
        if name not in names:
            raise Unsure(name)
        return names[name]

    return look


def _operation(node):
    u = _node(node.left)
    if isinstance(node.op, ast.Pow):
        return _power(u, node.right)
    v = _node(node.right)
    if isinstance(node.op, ast.Add):
        return lambda names: finite(u(names) + v(names))
    if isinstance(node.op, ast.Sub):
        return lambda names: finite(u(names) - v(names))
    if isinstance(node.op, ast.Mult):
        return lambda names: finite(u(names) * v(names))
    if isinstance(node.op, ast.Div):
        return lambda names: _quotient(u(names), v(names))
    return _unknown


def _quotient(u, v):
    if sign(v) == 0:
        raise Undefined
    return finite(u / v)


def constant(node):
    """The value of a node that is written with rational numbers alone; None for any other."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(repr(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        q = constant(node.operand)
        return q if q is None or isinstance(node.op, ast.UAdd) else -q
    if isinstance(node, ast.BinOp):
        p, q = constant(node.left), constant(node.right)
        if p is None or q is None:
            return None
        if isinstance(node.op, ast.Div):
            return p / q if q else None
        plain = {ast.Add: p + q, ast.Sub: p - q, ast.Mult: p * q}
        return plain.get(type(node.op))
    return None


def free(node):
    """The names in a node that are neither functions nor constants."""
    called = {n.func for n in ast.walk(node) if isinstance(n, ast.Call)}
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n not in called} - {"pi", "E"}


def _power(u, exponent):
    q = constant(exponent)
    if q is not None:
        return lambda names: root(u(names), q)
    e = _node(exponent)
    moves = bool(free(exponent))

    def real(names):
        base, p = u(names), e(names)
        s = sign(base)
        if s < 0 or (s == 0 and (moves or sign(p) <= 0)):
            raise Undefined
        return arb(0) if s == 0 else finite((p * finite(base.log())).exp())

    return real


def root(u, q):
    """u**q for a rational q; odd roots are real."""
    if q == 0:
        return arb(1)
    if q.denominator == 1:
        if q < 0 and sign(u) == 0:
            raise Undefined
        return finite(u ** int(q))
    if u.is_zero():
        if q < 0:
            raise Undefined
        return arb(0)
    if q > 0 and q.denominator % 2 and u.contains(0):
        return arb(0, root(abs(u).upper(), q).upper())
    s = sign(u)
    if s < 0 and q.denominator % 2 == 0:
        raise Undefined
    found = finite(abs(u).root(q.denominator) ** q.numerator)
    return -found if s < 0 and q.numerator % 2 else found


# functions


def _log(u, base=None):
    if sign(u) <= 0:
        raise Undefined
    return finite(u.log()) if base is None else _quotient(finite(u.log()), _log(base))


def _arc(name):
    def arc(u):
        if sign(abs(u) - 1) > 0:
            raise Undefined
        return finite(getattr(u, name)())

    return arc


def _within(u, low, strict):
    s = sign(u - low)
    if s < 0 or (strict and s == 0):
        raise Undefined


def _acosh(u):
    _within(u, 1, False)
    return finite(u.acosh())


def _atanh(u):
    _within(1 - abs(u), 0, True)
    return finite(u.atanh())


def _lambert(u):
    _within(u, -arb(-1).exp(), False)
    return finite(u.lambertw())


def _gamma(u):
    if u.is_exact() and u.is_integer() and not u > 0:
        raise Undefined
    if abs(u) > 10**5:
        raise Unsure
    return finite(u.gamma())


def _loggamma(u):
    _within(u, 0, True)
    return finite(u.lgamma())


def _polygamma(n, u):
    k = n.unique_fmpz()
    if k is None or not u > 0:
        raise Unsure
    k = int(k)
    return finite(u.digamma() if k == 0 else arb(k).fac() * arb(k + 1).zeta(u) * (-1 if k % 2 == 0 else 1))


def _bessel(n, u):
    if abs(u) > 10**6:
        raise Unsure
    return finite(u.bessel_j(n))


def _mod(u, m):
    return u - m * floor(_quotient(u, m))


def _round(u):
    n = floor(u + arb(1) / 2)
    tie = (u + arb(1) / 2 - n).is_zero()
    return n - 1 if tie and int(n.unique_fmpz()) % 2 else n


def _heaviside(u, at_zero=None):
    s = sign(u)
    return arb(s > 0) if s else arb(1) / 2 if at_zero is None else at_zero


def _trunc(u):
    return floor(u) if sign(u) >= 0 else -floor(-u)


def _acot(u):
    return arb.pi() / 2 if u.is_zero() else finite((1 / finite(u)).atan()) if sign(u) else arb.pi() / 2


def _largest(*us):
    return functools.reduce(lambda a, b: a.max(b), us)


def _least(*us):
    return functools.reduce(lambda a, b: a.min(b), us)


def _wave(name):
    return lambda u: finite(getattr(u, name)())


def _reciprocal(f):
    return lambda u: _quotient(arb(1), f(u))


def _inverse(f):
    return lambda u: f(_quotient(arb(1), u))


def _ratio(f, g):
    return lambda u: _quotient(f(u), g(u))


_SIN, _COS, _SINH, _COSH = _wave("sin"), _wave("cos"), _wave("sinh"), _wave("cosh")
FUNCTIONS = {
    "Abs": abs, "Max": _largest, "Min": _least, "sign": lambda u: arb(sign(u)), "Heaviside": _heaviside,
    "clip": lambda u, a, b: _least(_largest(u, a), b), "floor": floor, "ceiling": lambda u: -floor(-u), "frac": lambda u: u - floor(u),
    "Mod": _mod, "round": _round, "trunc": _trunc,
    "sqrt": lambda u: root(u, Fraction(1, 2)), "cbrt": lambda u: root(u, Fraction(1, 3)),
    "exp": _wave("exp"), "expm1": _wave("expm1"), "log": _log, "ln": _log, "log1p": lambda u: _log(1 + u),
    "log2": lambda u: _log(u, arb(2)), "log10": lambda u: _log(u, arb(10)),
    "sin": _SIN, "cos": _COS, "tan": _ratio(_SIN, _COS), "cot": _ratio(_COS, _SIN), "sec": _reciprocal(_COS), "csc": _reciprocal(_SIN),
    "sinc": lambda u: finite(u.sinc()), "asin": _arc("asin"), "acos": _arc("acos"), "atan": _wave("atan"), "acot": _acot,
    "asec": _inverse(_arc("acos")), "acsc": _inverse(_arc("asin")),
    "sinh": _SINH, "cosh": _COSH, "tanh": _wave("tanh"), "coth": _ratio(_COSH, _SINH), "sech": _reciprocal(_COSH), "csch": _reciprocal(_SINH),
    "asinh": _wave("asinh"), "acosh": _acosh, "atanh": _atanh, "acoth": _inverse(_atanh), "asech": _inverse(_acosh), "acsch": _inverse(_wave("asinh")),
    "erf": _wave("erf"), "erfc": _wave("erfc"), "gamma": _gamma, "loggamma": _loggamma, "polygamma": _polygamma, "LambertW": _lambert,
    "Si": _wave("si"), "besselj": _bessel,
    "relu": lambda u: _largest(u, arb(0)),
}


def _call(node):
    name = node.func.id
    if name == "Piecewise":
        return _cases(node)
    if name == "zero":
        return _zero(node)
    if name == "real_root":
        u, n = _node(node.args[0]), constant(node.args[1])
        return (lambda names: root(u(names), 1 / n)) if n else _unknown
    f = FUNCTIONS.get(name)
    if f is None:
        return _unknown
    args = [_node(a) for a in node.args]

    def apply(names):
        try:
            return f(*(a(names) for a in args))
        except ZeroDivisionError:
            raise Undefined from None
        except (TypeError, ValueError, OverflowError):
            raise Unsure from None

    return apply


def _cases(node):
    branches = []
    for part in node.args:
        if not isinstance(part, ast.Tuple) or len(part.elts) != 2:
            return _unknown
        branches.append((_node(part.elts[0]), _condition(part.elts[1])))

    def select(names):
        for branch, holds in branches:
            if holds(names):
                return branch(names)
        raise Undefined

    return select


RELATIONS = {ast.Lt: lambda s: s < 0, ast.LtE: lambda s: s <= 0, ast.Gt: lambda s: s > 0, ast.GtE: lambda s: s >= 0,
             ast.Eq: lambda s: s == 0, ast.NotEq: lambda s: s != 0}
WORDS = {"Eq": ast.Eq, "Ne": ast.NotEq, "Lt": ast.Lt, "Le": ast.LtE, "Gt": ast.Gt, "Ge": ast.GtE}


@functools.lru_cache(2000)
def condition(text):
    """A condition as a function of its names: a dict of balls -> true or false."""
    try:
        return _condition(ast.parse(text.strip(), mode="eval").body)
    except SyntaxError:
        raise Unsure(text) from None


def _condition(node):
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return lambda names: node.value
    if isinstance(node, ast.Name) and node.id in ("true", "false"):
        return lambda names: node.id == "true"
    if isinstance(node, ast.Compare) and all(type(op) in RELATIONS for op in node.ops):
        parts = [_node(n) for n in (node.left, *node.comparators)]
        return _all([_compare(u, v, type(op)) for u, v, op in zip(parts, parts[1:], node.ops)])
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        both = [_condition(node.left), _condition(node.right)]
        return _all(both) if isinstance(node.op, ast.BitAnd) else _any(both)
    if isinstance(node, ast.BoolOp):
        parts = [_condition(n) for n in node.values]
        return _all(parts) if isinstance(node.op, ast.And) else _any(parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
        inner = _condition(node.operand)
        return lambda names: not inner(names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = node.func.id
        if name in WORDS and len(node.args) == 2:
            return _compare(_node(node.args[0]), _node(node.args[1]), WORDS[name])
        if name in ("And", "Or"):
            parts = [_condition(n) for n in node.args]
            return _all(parts) if name == "And" else _any(parts)
        if name == "Not":
            inner = _condition(node.args[0])
            return lambda names: not inner(names)
    return _unknown


def _compare(u, v, relation):
    return lambda names: RELATIONS[relation](sign(u(names) - v(names)))


def _all(parts):
    return lambda names: all(p(names) for p in parts)


def _any(parts):
    return lambda names: any(p(names) for p in parts)


def _zero(node):
    """The zero of a function next to a decimal, `zero(x - cos(x), 0.739085133215)`: where the sign changes."""
    u, near = _node(node.args[0]), constant(node.args[1])
    names_in = free(node.args[0])
    if near is None or len(names_in) != 1:
        return _unknown
    (name,) = names_in
    known = {}

    def find(names):
        precision = ctx.prec
        if precision not in known:
            known[precision] = _bisected(lambda x: u({name: x}), near)
        return known[precision]

    return find


def _bisected(f, near):
    gap = rational(Fraction(1, 10**10) * max(1, abs(near)))
    low, high = (rational(near) - gap).mid(), (rational(near) + gap).mid()
    below = sign(f(low))
    if below * sign(f(high)) >= 0:
        raise Unsure
    for _ in range(2 * ctx.prec):
        middle = ((low + high) / 2).mid()
        try:
            s = sign(f(middle))
        except Unsure:
            break
        if s == 0:
            return middle
        low, high = (middle, high) if s == below else (low, middle)
    return low.union(high)
