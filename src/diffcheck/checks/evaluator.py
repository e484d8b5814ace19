"""The numeric judge's own evaluation of a written formula: one side at a time, in high precision.

It shares no rule with the program: the meaning of every function is written down here a second time, with mpmath; that of one which is not
is taken from SymPy, or from the formula in functions of SymPy that its declaration states beside its rule. Numbers are
carried at two precisions at once. What shrinks when the precision grows is zero; what agrees at both is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import sympy
from mpmath import MPContext

from diffcheck.functions.facts import Function
from diffcheck.functions.register import declared
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth


class NotReal(Exception):
    """The formula has no real value there."""


class Unsure(Exception):
    """The numbers cannot tell."""


class Pair(tuple[Any, Any]):
    """One real number at two precisions."""

    __slots__ = ()


class Evaluator:
    """Evaluates a written formula at one real number, strictly: every part that is evaluated must be a finite real number."""

    def __init__(self, tree: Node, variable: str, digits: tuple[int, int] = (110, 220), values: Mapping[str, Pair] | None = None) -> None:
        self.tree = tree
        self.variable = variable
        self.values = dict(values or {})
        self.contexts = [context(d) for d in digits]
        self.digits = digits

    def __call__(self, x: Pair) -> Pair:
        """f(x). Raises NotReal or Unsure."""
        return self._node(self.tree, x, {})

    def both(self, f: Callable[..., Any], *args: Pair) -> Pair:
        """f(context, numbers) at both precisions."""
        try:
            found = Pair(f(c, *(a[i] for a in args)) for i, c in enumerate(self.contexts))
        except ZeroDivisionError:
            raise NotReal from None
        except (ValueError, OverflowError, MemoryError):
            raise Unsure from None
        if any(type(v) is not c.mpf or not c.isfinite(v) for v, c in zip(found, self.contexts, strict=True)):
            raise NotReal
        return found

    def sign(self, u: Pair) -> int:
        """The sign of u: zero if u shrinks with growing precision."""
        a, b = u
        if b == 0:
            return 0
        c = self.contexts[1]
        differs = abs(c.mpf(a) - b) > abs(b) / 10
        if differs and abs(b) < c.mpf(10) ** (-self.digits[1] * 7 // 10):
            return 0
        if differs and abs(b) < c.mpf(10) ** (-self.digits[0] * 7 // 10):
            raise Unsure
        return 1 if b > 0 else -1

    def floor(self, u: Pair) -> int:
        """The greatest integer <= u."""
        c = self.contexts[1]
        if abs(u[1]) > 1e60:
            raise Unsure
        n = int(c.nint(u[1]))
        s = self.sign(Pair((u[0] - n, u[1] - n)))
        return n if s >= 0 else n - 1

    def constant(self, value: Fraction | int) -> Pair:
        """A rational number."""
        q = Fraction(value)
        return Pair(c.mpf(q.numerator) / q.denominator for c in self.contexts)

    def _node(self, node: Node, x: Pair, known: dict[int, Pair]) -> Pair:
        found = known.get(id(node))
        if found is not None:
            return found
        if isinstance(node, Number):
            found = self.constant(node.value)
        elif isinstance(node, Name):
            if node.name != self.variable and node.name not in self.values:
                raise Unsure
            found = x if node.name == self.variable else self.values[node.name]
        elif isinstance(node, Named):
            found = self._node(node.body, x, known)
        elif isinstance(node, Cases):
            for value, condition in node.branches:
                if self._holds(condition, x, known):
                    found = self._node(value, x, known)
                    break
            else:
                raise NotReal
        else:
            found = self._apply(node, x, known)
        known[id(node)] = found
        return found

    def _holds(self, condition: Condition, x: Pair, known: dict[int, Pair]) -> bool:
        if isinstance(condition, Truth):
            return condition.value
        if isinstance(condition, Logic):
            if condition.operator == "not":
                return not self._holds(condition.args[0], x, known)
            parts = (self._holds(c, x, known) for c in condition.args)
            return all(parts) if condition.operator == "and" else any(parts)
        assert isinstance(condition, Compare)
        u, v = self._node(condition.left, x, known), self._node(condition.right, x, known)
        s = self.sign(self.both(lambda _, p, q: p - q, u, v))
        return {"<": s < 0, "<=": s <= 0, ">": s > 0, ">=": s >= 0, "==": s == 0, "!=": s != 0}[condition.relation]

    def _apply(self, node: Apply, x: Pair, known: dict[int, Pair]) -> Pair:
        args = [self._node(a, x, known) for a in node.args]
        head = node.head
        if head == "moving_power":
            return self._moving_power(*args)
        if head == "parametric_power":
            return self._parametric_power(*args)
        if head in ("^", "principal_power"):
            return self._power(node, args[0], args[1], head == "^")
        rule = getattr(self, "_" + {"+": "sum", "*": "product", "/": "quotient"}.get(head, head), None)
        if rule is not None:
            return rule(*args)  # type: ignore[no-any-return]
        plain = _PLAIN.get(head)
        if plain is not None:
            return self.both(plain, *args)
        function = declared(head)
        if isinstance(function, Function) and function.in_sympy is not None:
            return self.formula(function, *args)
        return self.by_sympy(head, *args)

    # functions that are not written down here

    def formula(self, function: Function, *args: Pair) -> Pair:
        """A function by the formula in other functions that its declaration states beside its rule."""
        names = [f"u{i}" for i in range(len(args))]
        assert function.in_sympy is not None
        tree = function.in_sympy(*map(Name, names))
        return Evaluator(tree, "", self.digits, dict(zip(names, args, strict=True)))(self.constant(0))

    def by_sympy(self, head: str, *args: Pair) -> Pair:
        """A function as SymPy evaluates it. Raises Unsure for one that SymPy does not know."""
        function = getattr(sympy, head, None)
        if not isinstance(function, type) or not issubclass(function, sympy.Function):
            raise Unsure
        found = []
        for i, (c, digits) in enumerate(zip(self.contexts, self.digits, strict=True)):
            value = function(*(sympy.Float(str(a[i]), digits + 15) for a in args)).evalf(digits + 5)
            if value.is_real is False or value.is_infinite:
                raise NotReal
            if not value.is_Float and not value.is_Integer:
                raise Unsure
            found.append(c.mpf(str(value)))
        return Pair(found)

    # arithmetic

    def _sum(self, *terms: Pair) -> Pair:
        return self.both(lambda c, *t: c.fsum(t), *terms)

    def _product(self, *factors: Pair) -> Pair:
        return self.both(lambda c, *t: c.fprod(t), *factors)

    def _neg(self, u: Pair) -> Pair:
        return self.both(lambda _, v: -v, u)

    def _quotient(self, u: Pair, v: Pair) -> Pair:
        if self.sign(v) == 0:
            raise NotReal
        return self.both(lambda _, p, q: p / q, u, v)

    def _pi(self) -> Pair:
        return self.both(lambda c: +c.pi)

    def _E(self) -> Pair:
        return self.both(lambda c: +c.e)

    # powers

    def _power(self, node: Apply, u: Pair, e: Pair, real: bool) -> Pair:
        if mentions(node.args[1], self.variable):
            return self._moving_power(u, e)
        q = rational_of(node.args[1])
        if q is None:
            s = self.sign(u)
            if s < 0 or (s == 0 and self.sign(e) <= 0):
                raise NotReal
            return self.constant(0) if s == 0 else self.both(lambda c, p, r: c.exp(r * c.log(p)), u, e)
        return self._rational_power(u, q, real)

    def _moving_power(self, u: Pair, e: Pair) -> Pair:
        if self.sign(u) <= 0:
            raise NotReal
        return self._exp(self.both(lambda c, p, q: q * c.log(p), u, e))

    def _parametric_power(self, u: Pair, e: Pair) -> Pair:
        s, t = self.sign(u), self.sign(e)
        if s < 0 or (s == 0 and t < 0):
            raise NotReal
        return self.constant(0 if t else 1) if s == 0 else self._exp(self.both(lambda c, p, q: q * c.log(p), u, e))

    def _rational_power(self, u: Pair, q: Fraction, real: bool = True) -> Pair:
        if q == 0:
            return self.constant(1)
        s = self.sign(u)
        if s == 0:
            if q < 0:
                raise NotReal
            return self.constant(0)
        if q.denominator == 1:
            return self.both(lambda _, p: p ** int(q), u)
        if s < 0 and (q.denominator % 2 == 0 or not real):
            raise NotReal
        root = self.both(lambda c, p: c.exp(c.log(abs(p)) * q.numerator / q.denominator), u)
        return self._neg(root) if s < 0 and q.numerator % 2 else root

    def _sqrt(self, u: Pair) -> Pair:
        return self._rational_power(u, Fraction(1, 2))

    def _cbrt(self, u: Pair) -> Pair:
        return self._rational_power(u, Fraction(1, 3))

    def _real_root(self, u: Pair, n: Pair) -> Pair:
        return self._rational_power(u, Fraction(1, int(n[0])))

    # branches

    def _Abs(self, u: Pair) -> Pair:
        return self.both(lambda _, v: abs(v), u)

    def _sign(self, u: Pair) -> Pair:
        return self.constant(self.sign(u))

    def _Heaviside(self, u: Pair, at_zero: Pair | None = None) -> Pair:
        s = self.sign(u)
        if s == 0:
            return self.constant(Fraction(1, 2)) if at_zero is None else at_zero
        return self.constant(1 if s > 0 else 0)

    def _Max(self, *args: Pair) -> Pair:
        return self.both(lambda _, *v: max(v), *args)

    def _Min(self, *args: Pair) -> Pair:
        return self.both(lambda _, *v: min(v), *args)

    def _clip(self, u: Pair, low: Pair, high: Pair) -> Pair:
        return self._Min(self._Max(u, low), high)

    def _floor(self, u: Pair) -> Pair:
        return self.constant(self.floor(u))

    def _ceiling(self, u: Pair) -> Pair:
        return self.constant(-self.floor(self._neg(u)))

    def _frac(self, u: Pair) -> Pair:
        return self._sum(u, self.constant(-self.floor(u)))

    def _Mod(self, u: Pair, m: Pair) -> Pair:
        n = self.floor(self._quotient(u, m))
        return self.both(lambda _, p, q: p - q * n, u, m)

    def _round(self, u: Pair) -> Pair:
        n = self.floor(self._sum(u, self.constant(Fraction(1, 2))))
        tie = self.sign(self._sum(u, self.constant(Fraction(1, 2) - n))) == 0
        return self.constant(n - 1 if tie and n % 2 else n)

    def _trunc(self, u: Pair) -> Pair:
        return self._floor(u) if self.sign(u) >= 0 else self._ceiling(u)

    # functions with a domain

    def _exp(self, u: Pair) -> Pair:
        if abs(u[1]) > 1e100:
            raise Unsure
        return self.both(lambda c, v: c.exp(v), u)

    def _expm1(self, u: Pair) -> Pair:
        return self._sum(self._exp(u), self.constant(-1))

    def _log(self, u: Pair, base: Pair | None = None) -> Pair:
        if self.sign(u) <= 0:
            raise NotReal
        found = self.both(lambda c, v: c.log(v), u)
        return found if base is None else self._quotient(found, self._log(base))

    def _log2(self, u: Pair) -> Pair:
        return self._log(u, self.constant(2))

    def _log10(self, u: Pair) -> Pair:
        return self._log(u, self.constant(10))

    def _log1p(self, u: Pair) -> Pair:
        return self._log(self._sum(u, self.constant(1)))

    def _wave(self, u: Pair, f: str) -> Pair:
        if abs(u[1]) > 1e80:
            raise Unsure
        return self.both(lambda c, v: getattr(c, f)(v), u)

    def _sin(self, u: Pair) -> Pair:
        return self._wave(u, "sin")

    def _cos(self, u: Pair) -> Pair:
        return self._wave(u, "cos")

    def _tan(self, u: Pair) -> Pair:
        return self._quotient(self._sin(u), self._cos(u))

    def _cot(self, u: Pair) -> Pair:
        return self._quotient(self._cos(u), self._sin(u))

    def _sec(self, u: Pair) -> Pair:
        return self._quotient(self.constant(1), self._cos(u))

    def _csc(self, u: Pair) -> Pair:
        return self._quotient(self.constant(1), self._sin(u))

    def _sinc(self, u: Pair) -> Pair:
        return self.constant(1) if self.sign(u) == 0 else self._quotient(self._sin(u), u)

    def _arc(self, u: Pair, f: str) -> Pair:
        outside = self.sign(self.both(lambda _, v: abs(v) - 1, u))
        if outside > 0:
            raise NotReal
        if outside == 0:
            u = self.constant(1 if u[1] > 0 else -1)
        return self.both(lambda c, v: getattr(c, f)(v), u)

    def _asin(self, u: Pair) -> Pair:
        return self._arc(u, "asin")

    def _acos(self, u: Pair) -> Pair:
        return self._arc(u, "acos")

    def _acot(self, u: Pair) -> Pair:
        if self.sign(u) == 0:
            return self.both(lambda c: c.pi / 2)
        return self.both(lambda c, v: c.atan(1 / v), u)

    def _asec(self, u: Pair) -> Pair:
        return self._acos(self._quotient(self.constant(1), u))

    def _acsc(self, u: Pair) -> Pair:
        return self._asin(self._quotient(self.constant(1), u))

    def _hyperbolic(self, u: Pair, f: str) -> Pair:
        if abs(u[1]) > 1e100:
            raise Unsure
        return self.both(lambda c, v: getattr(c, f)(v), u)

    def _sinh(self, u: Pair) -> Pair:
        return self._hyperbolic(u, "sinh")

    def _cosh(self, u: Pair) -> Pair:
        return self._hyperbolic(u, "cosh")

    def _tanh(self, u: Pair) -> Pair:
        return self._hyperbolic(u, "tanh")

    def _coth(self, u: Pair) -> Pair:
        return self._quotient(self._cosh(u), self._sinh(u))

    def _sech(self, u: Pair) -> Pair:
        return self._quotient(self.constant(1), self._cosh(u))

    def _csch(self, u: Pair) -> Pair:
        return self._quotient(self.constant(1), self._sinh(u))

    def _acosh(self, u: Pair) -> Pair:
        s = self.sign(self.both(lambda _, v: v - 1, u))
        if s < 0:
            raise NotReal
        return self.constant(0) if s == 0 else self.both(lambda c, v: c.acosh(v), u)

    def _atanh(self, u: Pair) -> Pair:
        if self.sign(self.both(lambda _, v: abs(v) - 1, u)) >= 0:
            raise NotReal
        return self.both(lambda c, v: c.atanh(v), u)

    def _acoth(self, u: Pair) -> Pair:
        return self._atanh(self._quotient(self.constant(1), u))

    def _asech(self, u: Pair) -> Pair:
        return self._acosh(self._quotient(self.constant(1), u))

    def _acsch(self, u: Pair) -> Pair:
        return self.both(lambda c, v: c.asinh(v), self._quotient(self.constant(1), u))

    def _gamma(self, u: Pair) -> Pair:
        if self.sign(u) <= 0 and self.sign(self._frac(u)) == 0:
            raise NotReal
        return self.both(lambda c, v: c.gamma(v), u)

    def _loggamma(self, u: Pair) -> Pair:
        if self.sign(u) <= 0:
            raise NotReal
        return self.both(lambda c, v: c.loggamma(v), u)

    def _where_positive(self, f: Callable[..., Any], u: Pair) -> Pair:
        if self.sign(u) <= 0:
            raise NotReal
        return self.both(lambda c, v: c.re(f(c, v)), u)

    def _Ci(self, u: Pair) -> Pair:
        return self._where_positive(lambda c, v: c.ci(v), u)

    def _Chi(self, u: Pair) -> Pair:
        return self._where_positive(lambda c, v: c.chi(v), u)

    def _bessely(self, n: Pair, u: Pair) -> Pair:
        return self._where_positive(lambda c, v: c.bessely(int(n[0]), v), u)

    def _besselk(self, n: Pair, u: Pair) -> Pair:
        return self._where_positive(lambda c, v: c.besselk(int(n[0]), v), u)

    def _Ei(self, u: Pair) -> Pair:
        if self.sign(u) == 0:
            raise NotReal
        return self.both(lambda c, v: c.re(c.ei(v)), u)

    def _li(self, u: Pair) -> Pair:
        s = self.sign(u)
        if s < 0 or self.sign(self.both(lambda _, v: v - 1, u)) == 0:
            raise NotReal
        return self.constant(0) if s == 0 else self.both(lambda c, v: c.li(v), u)

    def _zeta(self, u: Pair) -> Pair:
        if self.sign(self.both(lambda _, v: v - 1, u)) == 0:
            raise NotReal
        return self.both(lambda c, v: c.zeta(v), u)

    def _polygamma(self, n: Pair, u: Pair) -> Pair:
        if self.sign(u) <= 0 and self.sign(self._frac(u)) == 0:
            raise NotReal
        return self.both(lambda c, v: c.psi(int(n[0]), v), u)

    def _digamma(self, u: Pair) -> Pair:
        return self._polygamma(self.constant(0), u)

    def _trigamma(self, u: Pair) -> Pair:
        return self._polygamma(self.constant(1), u)

    def _polylog(self, s: Pair, u: Pair) -> Pair:
        order = int(s[0])
        beside = self.sign(self.both(lambda _, v: v - 1, u))
        if (beside > 0 and order > 0) or (beside == 0 and order <= 1):
            raise NotReal
        return self.both(lambda c, v: c.re(c.polylog(order, v)), u)

    def _binomial(self, n: Pair, k: Pair) -> Pair:
        below = int(k[0])
        return self.both(lambda c, v: c.fprod(v - j for j in range(below)) / c.factorial(below), n)

    def _LambertW(self, u: Pair) -> Pair:
        s = self.sign(self.both(lambda c, v: v + c.exp(-1), u))
        if s < 0:
            raise NotReal
        return self.constant(-1) if s == 0 else self.both(lambda c, v: c.re(c.lambertw(v)), u)


_PLAIN: dict[str, Callable[..., Any]] = {
    "atan": lambda c, v: c.atan(v),
    "asinh": lambda c, v: c.asinh(v),
    "erf": lambda c, v: c.erf(v),
    "erfc": lambda c, v: c.erfc(v),
    "Si": lambda c, v: c.si(v),
    "Shi": lambda c, v: c.shi(v),
    "erfi": lambda c, v: c.erfi(v),
    "fresnels": lambda c, v: c.fresnels(v),
    "fresnelc": lambda c, v: c.fresnelc(v),
    "besseli": lambda c, n, v: c.re(c.besseli(int(n), v)),
    "zeta_derivative": lambda c, n, v: c.diff(c.zeta, v, int(n)) if n > 3 else c.zeta(v, 1, int(n)),
    "EulerGamma": lambda c: +c.euler,
    "Catalan": lambda c: +c.catalan,
    "GoldenRatio": lambda c: +c.phi,
    "besselj": lambda c, n, v: c.besselj(int(n), v),
}


@cache
def context(digits: int) -> Any:
    """One arithmetic for each precision: numbers of two contexts do not mix."""
    found = MPContext()
    found.dps = digits
    return found


def mentions(node: Node, name: str) -> bool:
    if isinstance(node, Name):
        return node.name == name
    if isinstance(node, Apply):
        return any(mentions(a, name) for a in node.args)
    if isinstance(node, Named):
        return mentions(node.body, name)
    return not isinstance(node, Number)


def rational_of(node: Node) -> Fraction | None:
    """The value of a constant written with rational arithmetic alone."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Named):
        return rational_of(node.body)
    if not isinstance(node, Apply):
        return None
    parts = [rational_of(a) for a in node.args]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    if node.head == "+":
        return sum(known, Fraction(0))
    if node.head == "neg":
        return -known[0]
    if node.head == "*":
        total = Fraction(1)
        for p in known:
            total *= p
        return total
    if node.head == "/" and known[1]:
        return known[0] / known[1]
    return None
