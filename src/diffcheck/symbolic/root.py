"""A real number without a closed form, known by an equation and a decimal beside it, as a SymPy expression."""

from __future__ import annotations

from math import floor, log10
from typing import Any

import mpmath
from sympy import Dummy, Expr, Float, Interval, Lambda, Rational, S, Symbol, lambdify


class ImplicitRoot(Expr):  # type: ignore[misc]
    """The zero of `equation` (a Lambda of the variable) that lies next to the decimal `near`, which is rounded from it; where that is an
    interval, the only one in it; nan: the only one.

    It evaluates to any precision: `evalf` refines the decimal, by bisection where the equation changes its sign there, and by the
    secant method where it does not. Two of them are equal iff they are written alike.
    """

    is_commutative = True
    is_real = True
    is_extended_real = True
    is_finite = True

    def __new__(cls, equation: Lambda, near: Rational | Interval) -> ImplicitRoot:
        return Expr.__new__(cls, equation, near)  # type: ignore[no-any-return]

    @property
    def equation(self) -> Lambda:
        """What is 0 there."""
        return self.args[0]

    @property
    def near(self) -> Rational | Interval:
        """The decimal, or the interval."""
        return self.args[1]

    @property
    def is_number(self) -> bool:
        """Whether it is one number: it is, unless parameters stand in the equation."""
        return not self.free_symbols

    def _eval_is_positive(self) -> bool | None:
        if isinstance(self.near, Interval):
            return True if self.near.inf >= 0 else None
        return bool(self.near > 0) if self.near.is_nonzero else None

    def _eval_is_negative(self) -> bool | None:
        if isinstance(self.near, Interval):
            return True if self.near.sup <= 0 else None
        return bool(self.near < 0) if self.near.is_nonzero else None

    def _eval_is_zero(self) -> bool | None:
        if isinstance(self.near, Interval):
            return None if 0 in self.near else False
        return False if self.near.is_nonzero else None

    def _eval_evalf(self, prec: int) -> Any:
        if not self.is_number:
            return None
        places = 0 if isinstance(self.near, Interval) or self.near is S.NaN else _places(self.near)
        with mpmath.workprec(
            prec + 20 + (7 * places if places > 15 else 0)
        ):  # zeros that many digits tell apart: the equation is flat between them
            f = lambdify(self.equation.variables, self.equation.expr, "mpmath")
            if isinstance(self.near, Interval):
                found = _only(f, *(None if end.is_infinite else mpmath.mpf(end.p) / end.q for end in self.near.args[:2]))
            else:
                found = _only(f) if self.near is S.NaN else _refined(f, self.near)
            return None if found is None else Float._new(found._mpf_, prec)

    def _eval_subs(self, old: Any, new: Any) -> Any:
        """The variable of the equation is bound: nothing is put in for it, and what is put in elsewhere does not mean it."""
        (bound,) = self.equation.variables
        if bound in old.free_symbols or not old.free_symbols <= self.free_symbols:
            return self
        if bound not in new.free_symbols:
            return None
        fresh = Dummy(bound.name, real=True)
        return ImplicitRoot(Lambda(fresh, self.equation(fresh).subs(old, new)), self.near)

    def _xreplace(self, rule: Any) -> Any:
        """A symbol may be given another name, a bound one too; what is no symbol is not put in for it."""
        (bound,) = self.equation.variables
        kept = rule if isinstance(rule.get(bound, bound), Symbol) else {old: new for old, new in rule.items() if old != bound}
        return super()._xreplace(kept)

    def _eval_derivative(self, _: Any) -> Any:
        return S.Zero if self.is_number else None

    def _mpmathcode(self, printer: Any) -> str:
        """For lambdify: the number, in mpmath's working precision at that time."""
        return str(printer._print(self.evalf(mpmath.mp.dps + 20)))

    def _latex(self, printer: Any) -> str:
        (variable,) = self.equation.variables
        shown, letter = printer._print(self.equation.expr), printer._print(variable)
        if isinstance(self.near, Interval):
            near = rf" \in {printer._print(self.near)}"
        else:
            near = "" if self.near is S.NaN else rf" \approx {printer._print(Float(self.near, 12))}"
        return rf"\operatorname{{root}}\left({shown},\ {letter}{near}\right)"


def _places(near: Rational) -> int:
    """How many digits a decimal has behind the point; so many that it has twelve, where it has fewer."""
    places = max(11 - floor(log10(abs(near.p) / near.q)) if near.p else 11, 0)
    while places < 100 and 10**places * near.p % near.q:
        places += 1
    return places


def _refined(f: Any, near: Rational) -> Any:
    """The root in the working precision; None where it was not found."""
    middle = mpmath.mpf(near.p) / near.q
    width = abs(middle) * mpmath.mpf(10) ** -9 + mpmath.mpf(10) ** -11
    low, high = middle - width, middle + width
    try:
        for size in (mpmath.mpf(10) ** -_places(near), width):  # no other zero is within a unit of the last digit
            below, above = f(middle - size), f(middle + size)
            if below * above < 0:
                return _bisected(f, middle - size, middle + size, below > 0)
        found = mpmath.findroot(f, (low, high), tol=mpmath.mpf(2) ** (8 - mpmath.mp.prec), verify=False)
    except (ValueError, ZeroDivisionError, TypeError):
        return None
    return found if isinstance(found, mpmath.mpf) and abs(found - middle) <= width else None


def _only(f: Any, low: Any = None, high: Any = None) -> Any:
    """The only zero of a function that has different signs far out on both sides, or at an end and far out; None where that is not seen."""
    step = mpmath.mpf(1)
    for _ in range(200):
        left = low if low is not None else (high or 0) - step
        right = high if high is not None else (low or 0) + step
        try:
            below, above = f(left), f(right)
        except (ValueError, ZeroDivisionError, TypeError, OverflowError):
            return None
        if below * above < 0:
            return _bisected(f, left, right, below > 0)
        step *= 2
    return None


def _bisected(f: Any, low: Any, high: Any, falls: bool) -> Any:
    """The zero between two places where f has different signs."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        value = f(middle)
        if value == 0:
            return middle
        if (value > 0) == falls:
            low = middle
        else:
            high = middle
