"""`sympy.limit` and `sympy.calculus` under their own names and with their own arguments, answered by diffcheck.

SymPy expressions in, SymPy objects out, in the symbols of the caller; all variables are real. Sets may be given as an Interval or as Reals.
What cannot be decided raises NotImplementedError, as in SymPy; so does an answer that is another one for other values of parameters, where
it is no condition: `check(...).sympy` has it by cases. A float is taken for the decimal that it prints as.
"""

from __future__ import annotations

from typing import Any, Literal

import sympy
from sympy import S

from diffcheck.api import check
from diffcheck.errors import BadInput, NotYet
from diffcheck.model.objects import Point, View
from diffcheck.model.report import Finding, Lack, Report

__all__ = [
    "continuous_domain",
    "differentiability_class",
    "discontinuities",
    "is_continuous",
    "is_differentiable",
    "limit",
    "one_sided_derivatives",
    "singularities",
]


def limit(e: Any, z: Any, z0: Any, dir: Literal["+", "-", "+-"] = "+") -> Any:
    """The limit of e as z tends to z0 from the right, from the left ("-"), or from both sides ("+-").

    Raises ValueError where there is none: e oscillates, is defined nowhere near z0 on that side, or has other limits from the other side.
    """
    e, z0 = sympy.sympify(e), sympy.sympify(z0)
    if dir not in ("+", "-", "+-"):
        raise ValueError(f"dir must be one of '+', '-' and '+-', not {dir!r}")
    if z0 in (S.Infinity, S.NegativeInfinity):
        t = sympy.Symbol(next(name for name in ("t", "s", "u", "tau_") if name not in {one.name for one in e.free_symbols}), real=True)
        return limit(e.xreplace({z: 1 / t}), t, S.Zero, "+" if z0 is S.Infinity else "-")
    asked = _Asked(e, z, at=z0)
    if dir != "+-":
        return asked.limit(dir)
    left, right = asked.limit("-"), asked.limit("+")
    if left != right and sympy.simplify(left - right) != 0:
        raise ValueError(f"The limit does not exist since left hand limit = {left} and right hand limit = {right}")
    return right


def one_sided_derivatives(e: Any, z: Any, z0: Any) -> tuple[Any | None, Any | None]:
    """The limits of the difference quotient at z0 from the left and from the right, infinite ones among them; None where there is none."""
    asked = _Asked(e, z, at=sympy.sympify(z0))
    return asked.slope("left_derivative"), asked.slope("right_derivative")


def is_continuous(f: Any, symbol: Any, domain: Any = None) -> Any:
    """Whether f is continuous on a set, or on its domain: True, False, or a condition on the parameters."""
    asked = _Asked(f, symbol, domain=domain)
    return _verdict(asked.view.continuous, asked)


def is_differentiable(f: Any, symbol: Any, domain: Any = None) -> Any:
    """Whether f is differentiable on a set, or on its domain: True, False, or a condition on the parameters."""
    asked = _Asked(f, symbol, domain=domain)
    return _verdict(asked.view.differentiable, asked)


def differentiability_class(f: Any, symbol: Any, domain: Any = None) -> Any:
    """The largest k with f in C^k on a set, or on its domain: -1 where it is not continuous, oo where it is C^k for all k."""
    asked = _Asked(f, symbol, domain=domain)
    order = asked.view.smoothness
    if order is None or isinstance(order, tuple):
        raise asked.undecided()
    return order


def discontinuities(f: Any, symbol: Any, domain: Any = None) -> Any:
    """The real points at which f is not continuous, or undefined, while it is defined arbitrarily near to them."""
    asked = _Asked(f, symbol, domain=domain)
    return asked.points(lambda point: point.continuous)


def singularities(expression: Any, symbol: Any, domain: Any = None) -> Any:
    """The real points at which an expression is undefined, while it is defined arbitrarily near to them: holes, poles, and so on."""
    asked = _Asked(expression, symbol, domain=domain)
    return asked.points(lambda point: S.true if point.value is not None else point.continuous)


def continuous_domain(f: Any, symbol: Any, domain: Any = S.Reals) -> Any:
    """The part of a set on which f is defined and continuous."""
    asked = _Asked(f, symbol)
    known = asked.view.domain
    if not isinstance(known, sympy.Set):
        raise asked.undecided()
    return sympy.Intersection(domain, asked.own(known) - asked.points(lambda point: point.continuous))


def _verdict(found: Any, asked: _Asked) -> Any:
    """A truth value of Python where it is one."""
    if found is None:
        raise asked.undecided()
    return bool(found) if found in (S.true, S.false) else asked.own(found)


class _Asked:
    """One question about an expression, and the answer in the caller's symbols."""

    def __init__(self, e: Any, z: Any, at: Any = None, domain: Any = None) -> None:
        e = sympy.sympify(e)
        if not isinstance(z, sympy.Symbol):
            raise ValueError(f"{z} is not a symbol")
        self._symbols = {symbol.name: symbol for symbol in (*e.free_symbols, z)}
        if z not in e.free_symbols:
            e = sympy.Add(e, sympy.Mul(S.Zero, z, evaluate=False), evaluate=False)
        places = [] if at is None else [_text(at)]
        try:
            self.report: Report = check(e, variable=z.name, at=places, on=_set_text(domain), assume=_assumed(e.free_symbols - {z}))
        except (NotYet, BadInput) as error:
            raise NotImplementedError(error.message) from error
        self.view: View = self.report.sympy
        self._at = at

    def own(self, found: Any) -> Any:
        """An object in the caller's symbols."""
        known = {symbol: self._symbols[symbol.name] for symbol in (self.view.variable, *self.view.parameters)}
        return found.xreplace({symbol: mine for symbol, mine in known.items() if symbol in found.free_symbols})

    def undecided(self) -> NotImplementedError:
        """The error that says what is missing."""
        return NotImplementedError("; ".join(self.report.notes) or "the answer depends on the parameters: see check(...).sympy")

    def limit(self, side: str) -> Any:
        """The limit at the point from one side. Raises ValueError where there is none."""
        found = self._of_point("left_limit" if side == "-" else "right_limit")
        if found is None:
            name = "left_limit" if side == "-" else "right_limit"
            reasons = [finding.because for finding, _ in self._here() if getattr(finding, name) is Lack.NO_LIMIT]
            why = "; ".join(reasons) or "the expression is undefined on that side"
            raise ValueError(f"The limit from the {'left' if side == '-' else 'right'} does not exist: {why}")
        return found

    def slope(self, name: str) -> Any | None:
        """A one-sided limit of the difference quotient; None where there is none."""
        return self._of_point(name)

    def _of_point(self, name: str) -> Any | None:
        """A quantity at the point, by cases where it depends on parameters; None where there is none."""
        here = self._here()
        found = [getattr(finding, name) for finding, _ in here]
        if not here or Lack.UNDECIDED in found:
            raise self.undecided()
        known = [point for finding, point in here if getattr(point, name) is not None and getattr(finding, name) is not Lack.NO_LIMIT]
        made = [(self.own(getattr(point, name)), self.own(point.condition)) for point in known]
        if len(made) < len(here):
            if made:
                raise self.undecided()  # there is one for some parameters only
            return None
        general = made[0][0]
        if all(_is_special(value, condition, general) for value, condition in made):
            return general
        return sympy.Piecewise(*made, evaluate=False)

    def _here(self) -> list[tuple[Finding, Point]]:
        """What was found at the point; several findings where it depends on parameters."""
        pairs = zip(self.report.points, self.view.points, strict=True)
        return [pair for pair in pairs if pair[1].index is None and self._is_here(pair[1].at)]

    def _is_here(self, at: Any) -> bool:
        return bool(at == self._at or sympy.simplify(self.own(at) - self._at) == 0)

    def points(self, keeps: Any) -> Any:
        """The union of the listed points at which a verdict is false."""
        if self.report.status != "ok" or any(keeps(point) is None or point.condition != S.true for point in self.view.points):
            raise self.undecided()
        return self.own(sympy.Union(*(point.points for point in self.view.points if keeps(point) == S.false)))


def _is_special(value: Any, condition: Any, general: Any) -> bool:
    """Whether a value is a general one, or what that is under the condition: an equation that gives one parameter."""
    if value == general:
        return True
    if not isinstance(condition, sympy.Eq) or not condition.lhs.is_Symbol:
        return False
    return bool(general.subs(condition.lhs, condition.rhs) == value)


def _text(at: Any) -> str:
    """A point as diffcheck reads it."""
    if not at.is_number or at.is_real is not True:
        raise NotImplementedError(f"{at} is not known as a real number")
    return str(sympy.nsimplify(at, rational=True)) if at.is_Float else str(at)


def _assumed(parameters: set[Any]) -> list[str]:
    """What the symbols of parameters say of themselves, as assumptions: the strongest sign, and the strongest of even, odd and integer."""
    return [f"{one.name} {fact}" for one in sorted(parameters, key=str) for fact in (*_sign_of(one), *_whole(one))]


def _sign_of(one: Any) -> list[str]:
    signs = ((">", one.is_positive), ("<", one.is_negative), (">=", one.is_nonnegative), ("<=", one.is_nonpositive), ("!=", one.is_nonzero))
    return [f"{sign} 0" for sign, known in signs if known][:1]


def _whole(one: Any) -> list[str]:
    return [f"is {word}" for word, known in (("even", one.is_even), ("odd", one.is_odd), ("integer", one.is_integer)) if known][:1]


def _set_text(domain: Any) -> str:
    """A set as diffcheck reads it; none: the domain of the function."""
    if domain is None:
        return "domain"
    if domain == S.Reals:
        return "reals"
    if isinstance(domain, sympy.Interval):
        opening, closing = "(" if domain.left_open else "[", ")" if domain.right_open else "]"
        return f"{opening}{domain.start}, {domain.end}{closing}"
    raise NotImplementedError(f"{domain} is neither an interval nor the reals")
