"""Terms as SymPy objects: numbers and formulas, conditions, sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import prod
from typing import Any, Final

import sympy
from sympy import S

from diffcheck.functions.register import is_constant
from diffcheck.model.term import Call, Chain, Fence, Interval, Members, Number, Power, Product, SignedInfinity, Sum, Symbol, Term, names
from diffcheck.symbolic.root import ImplicitRoot

WORDS: Final = {
    "oo": S.Infinity, "True": S.true, "False": S.false,
    "Integers": S.Integers, "Naturals": S.Naturals, "Naturals0": S.Naturals0, "Reals": S.Reals,
}  # fmt: skip
RELATIONS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": sympy.Eq, "!=": sympy.Ne, "<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "in": sympy.Contains,
}  # fmt: skip


class Translator:
    """Terms in, SymPy objects out. What a name stands for is said once: variable and parameters are real, an index is an integer."""

    def __init__(self, variable: str, known: Mapping[str, Any]) -> None:
        """`variable`: that of the function, and of the equations of roots; `known`: what names stand for, this one among them."""
        self.variable = variable
        self._known = dict(known)

    def knowing(self, name: str, value: Any) -> Translator:
        """The same, where a name stands for something else."""
        return Translator(self.variable, {**self._known, name: value})

    def symbol(self, name: str) -> Any:
        """What a name stands for."""
        if name not in self._known and is_constant(name):
            return getattr(sympy, name)
        if name not in self._known and name in WORDS:
            return WORDS[name]
        return self._known.setdefault(name, sympy.Symbol(name, real=True))

    def unevaluated(self, term: Term) -> Any:
        """The expression as it is written: x/x keeps its hole."""
        with sympy.evaluate(False):
            return self(term)

    def __call__(self, term: Term) -> Any:
        """The object. Raises NotImplementedError for what SymPy has no object for."""
        match term:
            case Number(digits):
                return sympy.Rational(digits)
            case Symbol(name):
                return self.symbol(name)
            case Sum(terms):
                return _added([self._signed(sign, one) for sign, one in terms])
            case Product(factors):
                return self._product(factors)
            case Power(base, exponent):
                return sympy.Pow(self(base), self(exponent))
            case SignedInfinity(of):
                return S.Infinity * self(of)
            case Call(head, args):
                return self._call(head, args)
            case Fence("(", (inner,), ")"):
                return self(inner)
            case Fence("{", items, "}"):
                return sympy.FiniteSet(*map(self, items))
            case Interval(low, high, low_closed, high_closed):
                return sympy.Interval(self(low), self(high), not low_closed, not high_closed)
            case Members(at, Symbol(name), where, left_out):
                return self._members(at, name, where, left_out)
            case Chain((":",), (at, where)):
                (name,) = names(where) - WORDS.keys()
                return self._members(at, name, where)
            case Chain(joints, parts):
                return self._chain(joints, parts)
        raise NotImplementedError(str(term))

    def _signed(self, sign: str, term: Term) -> Any:
        found = self(term)
        if sign != "-":
            return found
        return sympy.Rational(-found.p, found.q) if found.is_Rational else sympy.Mul(S.NegativeOne, found)

    def _product(self, factors: tuple[tuple[str, Term], ...]) -> Any:
        found = [(sign, self(one)) for sign, one in factors]
        if all(one.is_Rational for _, one in found):  # one number, also where nothing is evaluated
            quotient = prod((Fraction(one.p, one.q) ** (-1 if sign == "/" else 1) for sign, one in found), start=Fraction(1))
            return sympy.Rational(quotient.numerator, quotient.denominator)
        return sympy.Mul(*(sympy.Pow(one, S.NegativeOne) if sign == "/" else one for sign, one in found))

    def _call(self, head: str, args: tuple[Term, ...]) -> Any:
        if head == "zero":
            return self._root(args)
        if head == "Piecewise":
            return sympy.Piecewise(*(tuple(map(self, pair.children)) for pair in args))
        found = getattr(sympy, head, None)
        given = [self(one) for one in args]
        if head in ("Eq", "Ne"):
            return found(*given)  # type: ignore[misc]
        return (found if callable(found) else sympy.Function(head))(*given)

    def _root(self, args: tuple[Term, ...]) -> Any:
        """A number that is known by its equation."""
        equation, *where = args
        with sympy.evaluate(True):
            bound = sympy.Symbol(self.variable, real=True)
            here = self.knowing(self.variable, bound)
            near = here(where[0]) if where else S.NaN
            return ImplicitRoot(sympy.Lambda(bound, here(equation)), near.as_set() if isinstance(near, sympy.Rel) else near)

    def _members(self, at: Term, name: str, where: Term, left_out: tuple[Term, ...] = ()) -> Any:
        """The points of a family, or the union of its intervals."""
        index = sympy.Symbol(name, integer=True)
        here = self.knowing(name, index)
        indices = here.indices(where, index)
        if left_out:
            indices = sympy.Complement(indices, sympy.FiniteSet(*map(here, left_out)))
        member = here(at)
        if isinstance(member, sympy.Set):
            return _union(member, index, indices)
        return sympy.ImageSet(sympy.Lambda(index, member), indices)

    def indices(self, where: Term, index: Any) -> Any:
        """The integers that a condition or a set admits."""
        if isinstance(where, Symbol):
            return self(where)
        condition = self(where)
        if isinstance(condition, sympy.Contains):
            return condition.args[1]
        return sympy.ConditionSet(index, condition, S.Integers)

    def _chain(self, joints: tuple[str, ...], parts: tuple[Term, ...]) -> Any:
        if len(joints) == 1 and joints[0] in RELATIONS:
            return RELATIONS[joints[0]](*map(self, parts))
        if set(joints) == {"U"}:
            return sympy.Union(*map(self, parts))
        if set(joints) == {"\\"}:
            return reduce(sympy.Complement, map(self, parts))
        raise NotImplementedError(f"a chain of {joints}")

    def cases(self, term: Term) -> tuple[tuple[Any, Any], ...]:
        """`s if c; t if d` as objects with the condition under which each holds; what is no alternative holds always."""
        parts = term.parts if isinstance(term, Chain) and set(term.joints) == {";"} else (term,)
        found = []
        for part in parts:
            if isinstance(part, Chain) and part.joints == ("if",):
                found.append((self(part.parts[0]), self(part.parts[1])))
            else:
                found.append((self(part), S.true))
        return tuple(found)


def _union(part: Any, index: Any, indices: Any) -> Any:
    """The union of intervals of one length, one in each period: x lies in it iff x - low, modulo the period, lies in the first one."""
    if not isinstance(part, sympy.Interval):
        raise NotImplementedError("a union of infinitely many sets")
    period = sympy.expand(part.start.subs(index, index + 1) - part.start)
    length = sympy.expand(part.end - part.start)
    if indices != S.Integers or index in (period.free_symbols | length.free_symbols) or not period.is_positive:
        raise NotImplementedError("a union of intervals that do not recur with a period")
    x = sympy.Symbol("x", real=True)
    rest = sympy.Mod(x - part.start.subs(index, 0), period)
    inside = sympy.Interval(S.Zero, length, part.left_open, part.right_open)
    return sympy.ConditionSet(x, inside.contains(rest), S.Reals)


def _added(terms: list[Any]) -> Any:
    return terms[0] if len(terms) == 1 else sympy.Add(*terms)
