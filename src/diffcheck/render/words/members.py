"""A family of points in, its first few members out: `pi*n` with n ∈ ℤ gives -π, 0, π. Exact where it is rational in π."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import Final

from diffcheck.model.immutable import immutable
from diffcheck.model.report import Index
from diffcheck.model.term import Call, Chain, Fence, Number, Power, Product, Sum, Symbol, Term, added, multiplied, rational, signed

REACH: Final = 12
FUNCTIONS: Final = {
    "log": math.log, "exp": math.exp, "sin": math.sin, "cos": math.cos, "tan": math.tan, "atan": math.atan
}  # fmt: skip
NEAR: Final = 1e-9
"""A number that is so close to an integer may be one."""
COMPARISONS: Final = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class NotSimple(Exception):
    """The term is beyond this small arithmetic."""


@immutable
class Value:
    """rational + times_pi * pi, or a float where it is neither."""

    rational: Fraction = Fraction(0)
    times_pi: Fraction = Fraction(0)
    inexact: float | None = None

    @property
    def is_rational(self) -> bool:
        """Whether it is known to be rational."""
        return self.inexact is None and not self.times_pi

    def number(self) -> float:
        """As a float."""
        return float(self.rational) + float(self.times_pi) * math.pi if self.inexact is None else self.inexact

    def term(self) -> Term:
        """Exactly, or with six digits."""
        if self.inexact is not None:
            return signed(f"{self.inexact:.6g}")
        if not self.times_pi:
            return rational(self.rational)
        above, below = abs(self.times_pi.numerator), self.times_pi.denominator
        size: Term = Symbol("pi") if above == 1 else multiplied(Number(str(above)), [("*", Symbol("pi"))])
        multiple = size if below == 1 else multiplied(size, [("/", Number(str(below)))])
        sign = "-" if self.times_pi < 0 else "+"
        if not self.rational:
            return multiple if sign == "+" else Sum(((sign, multiple),))
        return added(rational(self.rational), [(sign, multiple)])


CONSTANTS: Final = {"pi": Value(times_pi=Fraction(1)), "E": Value(inexact=math.e)}


def members(at: Term, index: Index, most: int = 4) -> tuple[Term, ...]:
    """Up to `most` members of a family next to index 0, in the order of the line; empty where they cannot be told."""
    try:
        chosen = [n for n in sorted(range(-REACH, REACH + 1), key=lambda n: (abs(n), n < 0)) if _runs_through(index, n)]
        values = [_value(at, {index.symbol: Value(Fraction(n))}) for n in chosen[:most]]
    except (NotSimple, ValueError, ArithmeticError, RecursionError):
        return ()
    return tuple(value.term() for value in sorted(values, key=Value.number))


def rational_value(term: Term) -> Fraction | None:
    """The value of a term, if it is a rational that plain arithmetic finds."""
    try:
        value = _value(term, {})
    except (NotSimple, ValueError, ArithmeticError, RecursionError):
        return None
    return value.rational if value.is_rational else None


def bounds_and_wholes(condition: Term) -> tuple[list[Term], list[tuple[Term, bool]]]:
    """The conditions on an index, and apart from them which quantities are integers (True) and which are none."""
    bounds: list[Term] = []
    wholes: list[tuple[Term, bool]] = []
    for one in condition.args if isinstance(condition, Call) and condition.head == "And" else (condition,):
        match one:
            case Chain((("=" | "!=") as joint,), (Call("floor", (u,)), v)) if u == v:
                wholes.append((u, joint == "="))
            case _:
                bounds.append(one)
    return bounds, wholes


def _runs_through(index: Index, n: int) -> bool:
    """Whether the index takes the value n."""
    if str(n) in index.exceptions:
        return False
    if isinstance(index.set, Symbol):
        return {"Integers": True, "Naturals": n >= 1, "Naturals0": n >= 0}[index.set.name]
    return _true(index.set, {index.symbol: Value(Fraction(n))})


def _true(condition: Term, values: dict[str, Value]) -> bool:
    """A condition on the index."""
    match condition:
        case Call("And", args):
            return all(_true(arg, values) for arg in args)
        case Call("Or", args):
            return any(_true(arg, values) for arg in args)
        case Call("Not", (arg,)):
            return not _true(arg, values)
        case Chain((joint,), (left, right)):
            a, b = _value(left, values), _value(right, values)
            if joint in COMPARISONS:
                return bool(COMPARISONS[joint](a.number(), b.number()))
            if joint in ("=", "!="):
                return (a == b) is (joint == "=")
    raise NotSimple


def _value(term: Term, values: dict[str, Value]) -> Value:
    """The value of a formula, with values for names."""
    match term:
        case Number(digits):
            return Value(Fraction(digits))
        case Symbol(name) if name in values:
            return values[name]
        case Symbol(name) if name in CONSTANTS:
            return CONSTANTS[name]
        case Fence("(", (inner,), ")"):
            return _value(inner, values)
        case Sum(terms):
            return reduce(_plus, (_times(Value(Fraction(-1 if sign == "-" else 1)), _value(one, values)) for sign, one in terms), Value())
        case Product(factors):
            return _product((sign, _value(factor, values)) for sign, factor in factors)
        case Power(base, exponent):
            return _raised(_value(base, values), _value(exponent, values))
        case Call("Mod", (left, right)):
            return _remainder(_value(left, values), _value(right, values))
        case Call("floor", (inner,)):
            return _whole_part(_value(inner, values))
        case Call("sqrt", (inner,)):
            return _raised(_value(inner, values), Value(Fraction(1, 2)))
        case Call(head, (inner,)) if head in FUNCTIONS:
            return Value(inexact=FUNCTIONS[head](_value(inner, values).number()))
    raise NotSimple


def _remainder(a: Value, b: Value) -> Value:
    """a modulo b, of rational numbers."""
    if a.is_rational and b.is_rational:
        return Value(a.rational % b.rational)
    raise NotSimple


def _whole_part(a: Value) -> Value:
    """The greatest integer below, where that is seen."""
    if a.is_rational:
        return Value(Fraction(math.floor(a.rational)))
    if abs(a.number() - round(a.number())) < NEAR:
        raise NotSimple
    return Value(Fraction(math.floor(a.number())))


def _root(a: Value, b: Value) -> Value | None:
    """A power of a natural number, where it is one."""
    if not (a.is_rational and b.is_rational and a.rational >= 0 and a.rational.denominator == 1 and b.rational > 0):
        return None
    root = round(float(a.rational) ** (1 / b.rational.denominator))
    return Value(Fraction(root) ** b.rational.numerator) if root**b.rational.denominator == a.rational else None


def _product(factors: Iterable[tuple[str, Value]]) -> Value:
    product = Value(Fraction(1))
    for sign, factor in factors:
        product = (_over if sign == "/" else _times)(product, factor)
    return product


def _plus(a: Value, b: Value) -> Value:
    if a.inexact is None and b.inexact is None:
        return Value(a.rational + b.rational, a.times_pi + b.times_pi)
    return Value(inexact=a.number() + b.number())


def _times(a: Value, b: Value) -> Value:
    if a.inexact is None and b.inexact is None and not (a.times_pi and b.times_pi):
        return Value(a.rational * b.rational, a.rational * b.times_pi + a.times_pi * b.rational)
    return Value(inexact=a.number() * b.number())


def _over(a: Value, b: Value) -> Value:
    if b.inexact is None and not b.times_pi:
        return _times(a, Value(1 / b.rational))
    return Value(inexact=a.number() / b.number())


def _raised(a: Value, b: Value) -> Value:
    small = b.inexact is None and not b.times_pi and b.rational.denominator == 1 and abs(b.rational) <= REACH
    if small and a.inexact is None and not a.times_pi:
        return Value(a.rational ** int(b.rational))
    root = _root(a, b)
    if root is not None:
        return root
    power = a.number() ** b.number()
    if isinstance(power, float):
        return Value(inexact=power)
    raise NotSimple
