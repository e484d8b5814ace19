"""Truncated one-sided expansions as t -> 0+: finitely many terms with exact coefficients and an error term O(monomial).

What each operation states is true of the function, not of a formal object: the error bounds the difference, and `rate` bounds
the growth of logarithmic derivatives, so that `derivative` is allowed to differentiate the error (the remainders are analytic
functions of t, logarithms, exponentials and waves whose derivatives grow by at most the factor `rate`; None: unknown).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil

from flint import fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.expr import ONE, Expr, lift, number
from diffcheck.exact.running import running
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign, vanishes
from diffcheck.germs.monomial import (
    UNIT,
    WILD,
    Monomial,
    Wave,
    compare,
    explodes,
    is_flat,
    is_infinitesimal,
    is_natural_power,
    is_power,
    log_monomial,
    product,
    raised,
    same_phase,
    sort_terms,
    times,
)
from diffcheck.model.immutable import immutable

FEW_TERMS = 24
"""Exact sums up to this length are kept whole: polynomials stay exact."""


class NeedMoreTerms(Exception):
    """The expansion is too short to tell: expand again to a higher order."""


class NoExpansion(NotYet):
    """No expansion of this kind is known: the limit must be found in another way, or stays undecided."""

    def __init__(self, why: str) -> None:
        super().__init__("no_expansion", why)


class Undefined(Exception):
    """The expression is not a real number near the point on this side."""


_SIMPLE_POLE = Monomial(-1)


@immutable
class Series:
    """terms: monomial -> coefficient; error: None if the sum is exact; order: terms below t**order are dropped.

    laurent: a convergent Laurent series in x - c, the same on both sides; smooth: C^infinity up to the end point on this side.
    """

    terms: dict[Monomial, Expr]
    error: Monomial | None
    order: int
    laurent: bool = False
    smooth: bool = False
    rate: Monomial | None = _SIMPLE_POLE

    def leading(self) -> list[tuple[Monomial, Expr]]:
        """The terms of the largest size whose coefficients do not vanish; [] if none is known.

        Raises UndecidedSign if a coefficient cannot be told from zero.
        """
        return leading_terms(self.terms)

    def top_size(self) -> Monomial | None:
        """The size of the largest term or the error, whether or not its coefficient vanishes; None for exact zero."""
        return largest_of(self.terms, self.error)

    def is_smooth_so_far(self) -> bool:
        """Whether the terms are natural powers of t and flat ones alone."""
        return all(is_natural_power(m) or is_flat(m) for m in self.terms)

    def size_beside(self, lead: list[tuple[Monomial, Expr]]) -> Monomial | None:
        """The size of what is left when these terms are taken away; None for exact zero."""
        taken = {m for m, _ in lead}
        return largest_of((m for m in self.terms if m not in taken), self.error)


def leading_terms(terms: dict[Monomial, Expr], stop_at_constant: bool = False) -> list[tuple[Monomial, Expr]]:
    """The terms of the largest size that do not vanish, terms of one size and phase added up.

    stop_at_constant: a term of the size of a constant is taken as it is, vanishing or not, and so is anything smaller.
    """
    left = dict(terms)
    while left:
        top = largest(left)
        group = [(m, c) for m, c in left.items() if compare(m, top) == 0]
        for m, _ in group:
            del left[m]
        merged = _merged(group)
        if stop_at_constant:
            order = compare(top, UNIT)
            if order < 0 or (order == 0 and not any(m.wave for m, _ in merged)):
                return merged
        alive = [(m, c) for m, c in merged if not vanishes(c)]
        if alive:
            return alive
    return []


def _merged(group: list[tuple[Monomial, Expr]]) -> list[tuple[Monomial, Expr]]:
    """Terms of equal size whose phases are equal numbers, perhaps written differently, as one term."""
    if len(group) == 1:
        return group
    found: list[tuple[Monomial, Expr]] = []
    for m, c in group:
        for i, (n, d) in enumerate(found):
            if (m.wave, m.unknown) == (n.wave, n.unknown) and same_phase(m, n):
                found[i] = (n, d + c)
                break
        else:
            found.append((m, c))
    return found


def largest(monomials: Iterable[Monomial]) -> Monomial:
    """The size of the largest of some monomials."""
    best: Monomial | None = None
    for m in monomials:
        if best is None or compare(m, best) > 0:
            best = m
    assert best is not None
    return best.size


def largest_of(monomials: Iterable[Monomial], error: Monomial | None) -> Monomial | None:
    """The size of the largest of some monomials and an error; None if there are none."""
    sizes = [m.size for m in monomials] + ([error] if error is not None else [])
    return largest(sizes) if sizes else None


def larger(a: Monomial | None, b: Monomial | None) -> Monomial | None:
    """The larger of two sizes; None is smaller than all."""
    if a is None or b is None:
        return b if a is None else a
    return a if compare(a, b) >= 0 else b


def _rates(a: Series, b: Series) -> Monomial | None:
    return None if a.rate is None or b.rate is None else (a.rate if a.rate == b.rate else larger(a.rate, b.rate))


def make(terms: dict[Monomial, Expr], error: Monomial | None, order: int, laurent: bool, smooth: bool, rate: Monomial | None) -> Series:
    """A series with the terms that the error or the order swallows left out; the order counts the powers of t beside an exponential.

    It counts from the first term, where that lies beyond it: 1/(1 + 1/t)**1000 begins with t**1000.
    """
    if error is None and len(terms) <= FEW_TERMS:
        kept = {m: c for m, c in terms.items() if c.terms}
    else:
        kept = {}
        first = min([m.e for m in terms], default=0)
        cut = order if first < order else first + order
        for m, c in terms.items():
            if not c.terms:
                continue
            if m.e >= cut:
                error = larger(error, m.size)
            else:
                kept[m] = c
    if error is not None:
        kept = {m: c for m, c in kept.items() if compare(m, error) > 0}
    if len(kept) > FEW_TERMS and len(kept) > (most := max(effort().germ_terms, FEW_TERMS)):
        for m, _ in sort_terms(kept)[most:]:
            error = larger(error, m.size)
            del kept[m]
    if laurent and not smooth:
        smooth = all(m.e >= 0 for m in kept) and (error is None or error.e >= 0)
    return Series(kept, error, order, laurent, smooth, rate)


def constant(value: Expr | int, order: int, rate: Monomial | None = None) -> Series:
    """A constant; one that holds running letters is no constant function: its derivatives grow by at most `rate`."""
    value = lift(value)
    if value.free and running(value):
        return Series({UNIT: value}, None, order, rate=rate)
    return Series({UNIT: value} if value else {}, None, order, True, True)


def add(a: Series, b: Series) -> Series:
    """a + b."""
    if not b.terms and b.error is None:
        return a
    terms = dict(a.terms)
    for m, c in b.terms.items():
        terms[m] = terms[m] + c if m in terms else c
    return make(terms, larger(a.error, b.error), a.order, a.laurent and b.laurent, a.smooth and b.smooth, _rates(a, b))


def scale(a: Series, factor: Expr | fmpq | int) -> Series:
    """factor * a."""
    factor = lift(factor)
    if not factor:
        return constant(0, a.order)
    return Series({m: c * factor for m, c in a.terms.items()}, a.error, a.order, a.laurent, a.smooth, a.rate)


def mirrored(a: Series) -> Series:
    """A Laurent series in t with -t for t."""
    return Series({m: -c if m.e % 2 else c for m, c in a.terms.items()}, a.error, a.order, a.laurent, a.smooth, a.rate)


def multiply(a: Series, b: Series) -> Series:
    """a * b."""
    error: Monomial | None = None
    for one, other in ((a, b), (b, a)):
        if one.error is not None and (top := other.top_size()) is not None:
            error = larger(error, times(one.error, top))
    cut = error.e if error is not None and is_power(error) else None
    powers = [(n, d, is_power(n)) for n, d in b.terms.items()]
    terms: dict[Monomial, Expr] = {}
    unknown: Monomial | None = None
    for m, c in a.terms.items():
        plain = cut is not None and is_power(m)
        for n, d, simple in powers:
            if plain and simple and m.e + n.e >= cut:  # type: ignore[operator]
                continue  # the error swallows it
            if m.wave and n.wave and WILD in (m.wave, n.wave):
                unknown = larger(unknown, times(m.size, n.size))  # of two kinds: only the size of their product is known
                continue
            cd = c * d
            if m.wave or n.wave:
                for p, w in product(m, n):
                    v = cd.scaled(w)
                    terms[p] = terms[p] + v if p in terms else v
            else:
                p = times(m, n)
                terms[p] = terms[p] + cd if p in terms else cd
    rate = _rates(a, b) if unknown is None else None
    found = make(terms, larger(error, unknown), a.order, a.laurent and b.laurent, a.smooth and b.smooth, rate)
    return flat_is_smooth(found)


def flat_is_smooth(a: Series) -> Series:
    """A flat germ is C^infinity with all derivatives 0, if no power of the rate beats it, and so is a polynomial plus a flat germ.

    Powers of 1/t do not beat exp(-1/t); and exp(-P) beats every power of exp(Q) if P is infinite and Q smaller than P: exp(-exp(1/t))
    beats exp(k/t).
    """
    if a.smooth or a.rate is None:
        return a
    top = largest_of((m for m in a.terms if not is_natural_power(m)), a.error)
    if top is not None and is_flat(top) and (not a.rate.growth or compare(top.growth[0][0], a.rate.growth[0][0]) > 0):
        return Series(a.terms, a.error, a.order, False, True, a.rate)
    return a


def compose(coefficients: Sequence[Expr], delta: Series) -> Series:
    """sum a_k delta**k for an infinitesimal delta, the a_k the Taylor coefficients of an analytic function, truncated truly.

    In: a_0 ... a_K of a convergent power series. The error is the first power of delta left out.
    """
    top = delta.top_size()
    if top is None:
        return constant(coefficients[0], delta.order, delta.rate)
    if not is_infinitesimal(top):
        raise NeedMoreTerms
    cap = Monomial(delta.order)
    lettered = any(c.free for _, c in top.growth) and all(n == log_monomial(1) for n, _ in top.growth)
    total = constant(coefficients[0], delta.order, delta.rate)
    powers = constant(ONE, delta.order)
    reach = UNIT
    k = 0
    while k + 1 < len(coefficients):
        k += 1
        powers = multiply(powers, delta)
        reach = times(reach, top)
        if coefficients[k]:
            total = add(total, scale(powers, coefficients[k]))
        if lettered:  # how many powers of t**b lie below t**order depends on b: more cases than the question may need
            enough = k >= delta.order
        else:
            enough = compare(times(reach, top), cap) < 0 and not (is_flat(reach) and k < 3)
        if enough:
            break
    missing = times(reach, top)
    return make(total.terms, larger(total.error, missing), delta.order, delta.laurent, delta.smooth, delta.rate)


def split(u: Series) -> tuple[dict[Monomial, Expr], Expr, Series]:
    """u = infinite part + constant + infinitesimal rest. Raises NeedMoreTerms if the error hides a part."""
    if u.error is not None and not is_infinitesimal(u.error):
        raise NeedMoreTerms
    infinite: dict[Monomial, Expr] = {}
    rest: dict[Monomial, Expr] = {}
    middle = number(0)
    for m, c in u.terms.items():
        size = compare(m, UNIT)
        if size == 0:
            if m.wave:
                infinite[m] = c
            else:
                middle = middle + c
        elif size > 0:
            if (known_sign(c) != 0) if c.free and running(c) else not vanishes(c):
                infinite[m] = c  # what a running letter makes vanish for some of its values is there
        else:
            rest[m] = c
    return infinite, middle, Series(rest, u.error, u.order, u.laurent and not infinite, u.smooth and not infinite, u.rate)


def taylor_length(delta: Series) -> int:
    """How many Taylor coefficients `compose` can use: the first power of delta below t**order needs none."""
    top = delta.top_size()
    if top is None:
        return 1
    if top.growth or top.e <= 0:
        return max(6, delta.order + 1)
    if type(top.e) is int:
        return max(1, -(-delta.order // top.e))
    return max(1, ceil(Fraction(delta.order) / Fraction(top.e)))


def unit_part(u: Series) -> tuple[Monomial, Expr, Series]:
    """u = c * m * (1 + delta). Raises NeedMoreTerms, or NoExpansion if the leading part oscillates; Undefined never."""
    lead = u.leading()
    if not lead:
        if u.error is None:
            raise ZeroDivisionError
        raise NeedMoreTerms
    if len(lead) > 1 or lead[0][0].wave:
        raise NoExpansion("a power or logarithm of an oscillating quantity")
    m, c = lead[0]
    back = raised(m, -1)
    inverse = c**-1
    rest = {times(n, back): d * inverse for n, d in u.terms.items() if n != m and compare(n, m) < 0}
    error = times(u.error, back) if u.error is not None else None
    is_unit = m == UNIT
    return m, c, Series(rest, error, u.order, u.laurent, u.smooth and is_unit, u.rate)


def derivative_of(m: Monomial, c: Expr) -> list[tuple[Monomial, Expr]]:
    """d/dt of c*m as terms."""
    found: list[tuple[Monomial, Expr]] = []
    if m.e:
        found.append((times(m, Monomial(-1)), c * number(Fraction(m.e))))
    below = Monomial(-1)  # d log(1/t)/dt = -1/t; each further logarithm divides by the one before
    for i, k in enumerate(m.logs):
        if i:
            below = times(below, raised(log_monomial(i), -1))
        if k:
            found.append((times(times(m, below), raised(log_monomial(i + 1), -1)), c * number(-Fraction(k))))
    for n, d in m.growth:
        for p, f in derivative_of(n, d):
            found.append((times(m, p), c * f))
    if m.wave:
        turned, factor = _turned(m)
        for n, d in m.phase:
            for p, f in derivative_of(n, d):
                found.append((times(turned, p), c * f * factor))
    return found


def _turned(m: Monomial) -> tuple[Monomial, Expr]:
    """(n, c) with c*n the monomial with its wave differentiated by the phase. Raises NoExpansion where that is not known."""
    if m.wave != WILD:
        return m._replace(wave=3 - m.wave), number(-1 if m.wave == 1 else 1)
    found = m.unknown.slope() if isinstance(m.unknown, Wave) else None
    if found is None:
        raise NoExpansion("the derivative of an oscillation known by its size alone")
    return m._replace(unknown=found[0]), found[1]


def derivative(u: Series) -> Series:
    """du/dt. Raises NoExpansion where the error term may not be differentiated."""
    terms: dict[Monomial, Expr] = {}
    for m, c in u.terms.items():
        if c.free and running(c):
            raise NoExpansion("the derivative of a letter that runs")
        for n, d in derivative_of(m, c):
            terms[n] = terms[n] + d if n in terms else d
    error = None
    if u.error is not None:
        if u.rate is None:
            raise NoExpansion("the derivative of a quantity known by its size alone")
        error = times(u.error, u.rate)
    return make(terms, error, u.order, u.laurent, u.smooth, u.rate)


def integral(u: Series, start: Expr) -> Series:
    """The antiderivative with value `start` at t = 0 of a power series with integer exponents >= 0."""
    terms = {Monomial(m.e + 1): c / number(Fraction(m.e) + 1) for m, c in u.terms.items()}
    if start:
        terms[UNIT] = start
    error = times(u.error, Monomial(1)) if u.error is not None else None
    return Series(terms, error, u.order, u.laurent, u.smooth, u.rate)


def germ_sign(u: Series) -> int | None:
    """The sign of u on a one-sided neighbourhood: -1, 0 (identically zero), 1, or None if it oscillates.

    Raises NeedMoreTerms or UndecidedSign.
    """
    lead = u.leading()
    if not lead:
        if u.error is None:
            return 0
        raise NeedMoreTerms
    middle = [c for m, c in lead if not m.wave]
    waves = [c for m, c in lead if m.wave]
    if not waves:
        return sign(middle[0])
    if not middle:
        return None
    total = number(0)
    for c in waves:
        total = total + (c if sign(c) > 0 else -c)
    s = sign(middle[0])
    gap = middle[0].scaled(fmpq(s)) - total
    if sign(gap) > 0:
        return s
    return None


__all__ = ["NeedMoreTerms", "NoExpansion", "Series", "Undefined", "explodes"]
