"""An exact smooth expression near a point, from one side -> its germ there.

Where this usually fails: powers and logarithms of oscillating quantities, exponentials of them, special functions at their
singular points; each raises NoExpansion with its reason, and the caller looks for another proof.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from flint import fmpq

from diffcheck.exact.assumptions import assumptions
from diffcheck.exact.atoms import apply, facts, is_function
from diffcheck.exact.ball import enclose, hull
from diffcheck.exact.belief import Remembered, remember
from diffcheck.exact.expr import Atom, Exponent, Expr, number, symbol
from diffcheck.exact.expr import Monomial as ExprMonomial
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.running import running
from diffcheck.exact.session import effort, session
from diffcheck.exact.walk import atoms_in
from diffcheck.germs import elementary
from diffcheck.germs import series as s
from diffcheck.germs.monomial import UNIT, Monomial, T, compare, explodes, is_flat
from diffcheck.germs.series import NoExpansion, Series
from diffcheck.germs.waves import of_wave


@dataclass(slots=True)
class Approach:
    """x = point + side*t, t -> 0+; side is -1 or 1; order: powers of t from it on are not computed."""

    name: str
    point: Expr
    side: int
    order: int
    known: dict[Any, Series] = field(default_factory=dict)
    other: Approach | None = None
    """The same from the other side, if it was made before: a Laurent series is one function of x - c, so it is not made again."""

    def expand(self, u: Expr) -> Series:
        """The germ of u. Raises Undefined, NeedMoreTerms, NoExpansion, UndecidedSign or ZeroDivisionError."""
        found = self.known.get(u)
        if found is None:
            found = self._fresh(u)
            self.known[u] = found
        return found

    def met_exponentials(self) -> bool:
        """Whether something flat or exploding is among what was expanded."""
        return any(is_flat(m) or explodes(m) for u in self.known.values() for m in (*u.terms, *(() if u.error is None else (u.error,))))

    def _fresh(self, u: Expr) -> Series:
        if self.name not in u.free:
            return s.constant(u, self.order)
        total: Series | None = None
        still: dict[ExprMonomial, fmpq] = {}
        for m, c in u.terms.items():
            if not any(self.name in a.free for a, _ in m):
                still[m] = c
                continue
            part = self._monomial(m)
            part = part if c == 1 else s.scale(part, number(c))
            total = part if total is None else s.add(total, part)
        assert total is not None
        return s.add(total, s.constant(Expr(still), self.order)) if still else total

    def _monomial(self, m: ExprMonomial) -> Series:
        found = self.known.get(m)
        if found is not None:
            return found
        found = self._mirrored(m)
        if found is not None:
            self.known[m] = found
            return found
        for a, e in m:
            if e == 1:
                factor = self._atom(a)
            elif a.head == EXP and self.name in a.free:
                factor = elementary.exp(s.scale(self._monomial(a.args[0]), number(e)))
            elif is_function(a.head) and (germ := facts(a.head).germ_of_power) is not None and self.name in a.free:
                factor = germ(self._identity(a, e), e, *(self.expand(u) for u in a.args))
            else:
                factor = elementary.power(self._atom(a), e)
            found = factor if found is None else s.multiply(found, factor)
        assert found is not None
        self.known[m] = found
        return found

    def _atom(self, a: Atom) -> Series:
        found = self.known.get(a)
        if found is None:
            found = self.known[a] = self._mirrored(a) or self._fresh_atom(a)
        return found

    def _identity(self, a: Atom, e: Exponent) -> Hashable:
        """All that determines what a**e is as a function of t: no expansion, which is cut somewhere, does."""
        return a, e, self.point, self.side

    def _mirrored(self, key: Atom | ExprMonomial) -> Series | None:
        """A Laurent series known from the other side, with -t for t."""
        found = self.other.known.get(key) if self.other is not None else None
        return s.mirrored(found) if found is not None and found.laurent else None

    def _fresh_atom(self, a: Atom) -> Series:
        if self.name not in a.free:
            return s.constant(a.args[0] if a.head == "sum" else Expr({((a, 1),): fmpq(1)}), self.order)
        if a.head == "symbol":
            terms = {T: number(self.side)}
            if self.point:
                terms[UNIT] = self.point
            return Series(terms, None, self.order, True, True)
        if a.head == "sum":
            return self.expand(a.args[0])
        if a.head == EXP:
            return elementary.exp(self._monomial(a.args[0]))
        if a.head == LOG:
            return elementary.log(self.expand(a.args[0]))
        known = facts(a.head)
        args = tuple(self.expand(u) if isinstance(u, Expr) else u for u in a.args)
        if known.germ_of_power is not None:
            return known.germ_of_power(self._identity(a, 1), 1, *args)  # type: ignore[no-any-return]
        if known.germ is not None:
            found = known.germ(*args)
            if found is not NotImplemented:
                return found  # type: ignore[no-any-return]
        return taylor(a.head, a.args[:-1], args[-1])


def taylor(head: str, fixed: tuple[Any, ...], u: Series) -> Series:
    """The function `head` of the germ u where it is analytic at the finite limit of u: by Taylor's theorem.

    Raises NoExpansion if u is infinite.
    """
    infinite, middle, delta = s.split(u)
    if infinite:
        if not facts(head).increasing and any(compare(m, UNIT) > 0 for m in infinite):
            raise NoExpansion(f"{head} of a quantity that has no finite limit")
        return of_wave(u, lambda v: apply(head, *fixed, v), head, monotone=partial(_is_monotone, head, fixed), fixed=fixed)
    letters = running(middle)
    at_limit = apply(head, *fixed, middle)
    if letters is not None:
        known = letters.is_finite(at_limit) and letters.is_finite(facts(head).partials(*fixed, middle)[-1])
    else:
        known = bool(middle.free) or enclose(at_limit, 64).is_finite()
    if not known:
        raise NoExpansion(f"{head} at a point where it is not known to be analytic")
    coefficients = taylor_coefficients(head, fixed, middle, s.taylor_length(delta))
    return s.compose(coefficients, delta)


PARTS = 8
"""In how many parts an interval is looked at."""


def _is_monotone(head: str, fixed: tuple[Any, ...], low: Expr, high: Expr) -> bool:
    """Whether the function is proved to be strictly monotone on an interval: its derivative has no zero there, or it is declared so."""
    if facts(head).increasing:
        return True
    variable = symbol("_s")
    slope = facts(head).partials(*fixed, variable)[-1]
    ends = [enclose(low + (high - low).scaled(fmpq(k, PARTS)), 64) for k in range(PARTS + 1)]
    signs = {1 if v > 0 else -1 if v < 0 else 0 for v in (enclose(slope, 64, {"_s": hull(a, b, 64)}) for a, b in pairwise(ends))}
    return signs in ({1}, {-1})


def taylor_coefficients(head: str, fixed: tuple[Any, ...], point: Expr, length: int) -> list[Expr]:
    """The first `length` Taylor coefficients at a point where the function is analytic, from its declared derivative.

    How the roots in them are split depends on the signs of symbols, so what is assumed of them is part of what is remembered.
    """
    key = (head, fixed, point, assumptions() if any(u.free for u in (*fixed, point)) else None)
    remembered: dict[Any, Remembered[list[Expr]]] = session().taylor
    if len(remembered) > effort().remembered_expansions:
        remembered.clear()
    known = remembered.get(key)
    while known is None or len(known.value) < length:  # each step is kept at once: the next one may ask for what is known
        known = remembered[key] = remember(partial(_more_coefficients, head, fixed, point, length, known))
    return known.recall()[:length]


def _more_coefficients(head: str, fixed: tuple[Any, ...], point: Expr, length: int, before: Remembered[list[Expr]] | None) -> list[Expr]:
    """One step towards `length` Taylor coefficients."""
    if before is None:
        return [apply(head, *fixed, point)]
    known = before.recall()
    # the derivative may contain the function itself, so one order at a time
    variable = symbol("_s")
    slope = facts(head).partials(*fixed, variable)[-1]
    wanted = max(length - 1, 1) if all(a.head != head for a in atoms_in(slope)) else len(known)
    inner = _power_series(slope, point, wanted)
    return [known[0], *(inner.terms.get(UNIT if k == 0 else Monomial(k), number(0)) / (k + 1) for k in range(wanted))]


def _power_series(slope: Expr, point: Expr, length: int) -> Series:
    """The expansion of an analytic expression in _s at a point, known up to t**(length - 1). Raises NoExpansion."""
    for extra in range(5):
        inner = Approach("_s", point, 1, length + extra).expand(slope)
        plain = all(isinstance(m.e, int) and m.e >= 0 and m == Monomial(m.e) for m in inner.terms)
        if plain and (inner.error is None or compare(inner.error, Monomial(length)) <= 0):
            return inner
    raise NoExpansion("a Taylor series that loses too many terms")
