"""A family of points in, its first few members as text out: `pi*n` with n ∈ ℤ gives -π, 0, π. Exact where it is rational in π.

The text of the family comes from the analysis. It is read here as arithmetic and nothing else.
"""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass
from fractions import Fraction

from diffcheck.model.report import Index

REACH = 12
FUNCTIONS = {"sqrt": math.sqrt, "log": math.log, "exp": math.exp, "sin": math.sin, "cos": math.cos, "tan": math.tan, "atan": math.atan}


class NotSimple(Exception):
    """The text is beyond this small reader."""


@dataclass(frozen=True, slots=True)
class Value:
    """rational + times_pi * pi, or a float where it is neither."""

    rational: Fraction = Fraction(0)
    times_pi: Fraction = Fraction(0)
    inexact: float | None = None

    def number(self) -> float:
        """As a float."""
        return float(self.rational) + float(self.times_pi) * math.pi if self.inexact is None else self.inexact

    def text(self) -> str:
        """Exact text in SymPy's syntax, or six digits."""
        if self.inexact is not None:
            return f"{self.inexact:.6g}"
        if not self.times_pi:
            return str(self.rational)
        above, below = self.times_pi.numerator, self.times_pi.denominator
        multiple = {1: "pi", -1: "-pi"}.get(above, f"{above}*pi") + (f"/{below}" if below != 1 else "")
        if not self.rational:
            return multiple
        return f"{self.rational} {'-' if above < 0 else '+'} {multiple.removeprefix('-')}"


def members(at: str, index: Index, most: int = 4) -> tuple[str, ...]:
    """Up to `most` members of a family next to index 0, in the order of the line; empty where they cannot be told."""
    try:
        place = ast.parse(at, mode="eval").body
        chosen = [n for n in sorted(range(-REACH, REACH + 1), key=lambda n: (abs(n), n < 0)) if _runs_through(index, n)]
        values = [_value(place, index.symbol, n) for n in chosen[:most]]
    except (NotSimple, SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        return ()
    return tuple(value.text() for value in sorted(values, key=Value.number))


def _runs_through(index: Index, n: int) -> bool:
    """Whether the index takes the value n."""
    if str(n) in index.exceptions:
        return False
    simple = {"Integers": True, "Naturals": n >= 1, "Naturals0": n >= 0}
    if index.set in simple:
        return simple[index.set]
    return _true(ast.parse(index.set, mode="eval").body, index.symbol, n)


def _true(node: ast.expr, symbol: str, n: int) -> bool:
    """A condition on the index, in SymPy's syntax."""
    match node:
        case ast.Call(func=ast.Name(id="And"), args=args):
            return all(_true(arg, symbol, n) for arg in args)
        case ast.Call(func=ast.Name(id="Or"), args=args):
            return any(_true(arg, symbol, n) for arg in args)
        case ast.Call(func=ast.Name(id="Not"), args=[arg]):
            return not _true(arg, symbol, n)
        case ast.Call(func=ast.Name(id="Eq"), args=[left, right]):
            return _value(left, symbol, n) == _value(right, symbol, n)
        case ast.Call(func=ast.Name(id="Ne"), args=[left, right]):
            return _value(left, symbol, n) != _value(right, symbol, n)
        case ast.Compare(left=left, ops=[relation], comparators=[right]):
            a, b = _value(left, symbol, n).number(), _value(right, symbol, n).number()
            return {"Lt": a < b, "LtE": a <= b, "Gt": a > b, "GtE": a >= b}[type(relation).__name__]
    raise NotSimple


def _value(node: ast.expr, symbol: str, n: int) -> Value:
    """The value of a formula at one index."""
    match node:
        case ast.Constant(value=int(number)):
            return Value(Fraction(number))
        case ast.Name(id=name) if name == symbol:
            return Value(Fraction(n))
        case ast.Name(id="pi"):
            return Value(times_pi=Fraction(1))
        case ast.Name(id="E"):
            return Value(inexact=math.e)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _times(Value(Fraction(-1)), _value(inner, symbol, n))
        case ast.BinOp(left=left, op=operator, right=right):
            return _combined(operator, _value(left, symbol, n), _value(right, symbol, n))
        case ast.Call(func=ast.Name(id="Mod"), args=[left, right]):
            a, b = _value(left, symbol, n), _value(right, symbol, n)
            if not (a.times_pi or b.times_pi or a.inexact is not None or b.inexact is not None):
                return Value(a.rational % b.rational)
        case ast.Call(func=ast.Name(id=name), args=[inner]) if name in FUNCTIONS:
            return Value(inexact=FUNCTIONS[name](_value(inner, symbol, n).number()))
    raise NotSimple


def _combined(operator: ast.operator, a: Value, b: Value) -> Value:
    exact = a.inexact is None and b.inexact is None
    match operator:
        case ast.Add() if exact:
            return Value(a.rational + b.rational, a.times_pi + b.times_pi)
        case ast.Sub() if exact:
            return Value(a.rational - b.rational, a.times_pi - b.times_pi)
        case ast.Add():
            return Value(inexact=a.number() + b.number())
        case ast.Sub():
            return Value(inexact=a.number() - b.number())
        case ast.Mult():
            return _times(a, b)
        case ast.Div():
            if exact and not b.times_pi:
                return _times(a, Value(1 / b.rational))
            return Value(inexact=a.number() / b.number())
        case ast.Pow():
            small = b.inexact is None and not b.times_pi and b.rational.denominator == 1 and abs(b.rational) <= REACH
            if small and a.inexact is None and not a.times_pi:
                return Value(a.rational ** int(b.rational))
            power = a.number() ** b.number()
            if isinstance(power, float):
                return Value(inexact=power)
    raise NotSimple


def _times(a: Value, b: Value) -> Value:
    if a.inexact is None and b.inexact is None and not (a.times_pi and b.times_pi):
        return Value(a.rational * b.rational, a.rational * b.times_pi + a.times_pi * b.rational)
    return Value(inexact=a.number() * b.number())
