"""The zeros of an expression that no closed form gives: isolated by Rolle's theorem, enclosed by certified bisection.

Between two neighbouring zeros of u' (all of them known) u is strictly monotone, so it has at most one zero there, and it has
one exactly if its signs at the two ends differ. A zero that is a simple number is proved to be that number by exact
substitution; any other becomes an atom that knows its equation and a bracket in which it is the only zero.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from flint import arb, fmpq

from diffcheck.analysis.lenses.interval import Interval, Solver, is_analytic, is_exactly_one_sided, plain_bound_sign, sign_near_end
from diffcheck.analysis.refusals import Unsolved
from diffcheck.analysis.zeros.bound import confined
from diffcheck.analysis.zeros.guesses import dyadic, simple_numbers
from diffcheck.analysis.zeros.subdivide import separated
from diffcheck.errors import NotYet
from diffcheck.exact.algebraic import implicit_root
from diffcheck.exact.ball import at_precision, enclose, enclose_at
from diffcheck.exact.calculus import clear_denominators, denominators, derivative, expand, expanded, substitute
from diffcheck.exact.expr import Expr, number, single
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign, structural_sign
from diffcheck.exact.text import text


def isolated_zeros(u: Expr, interval: Interval, zeros: Solver) -> list[Expr]:
    """All zeros of u in the interval, by Rolle's theorem; `zeros` solves for the critical points. Raises Unsolved."""
    if plain_bound_sign(u, interval):
        return []
    if not is_analytic(u, interval):
        raise Unsolved(f"the zeros of {text(u)} are not known in closed form")
    interval = confined(u, interval) or interval
    cells = separated(u, interval)
    if cells is not None:
        return [cell if isinstance(cell, Expr) else _only_zero(u, *cell) for cell in cells]
    if interval.budget.derivatives <= 0 or len(u.terms) > effort().rolle_terms:
        raise Unsolved(f"the zeros of {text(u)} are not known in closed form")
    return _between_critical_points(u, replace(interval, budget=interval.budget.less_one_derivative()), zeros)


def _critical_points(u: Expr, interval: Interval, zeros: Solver) -> tuple[Expr, tuple[Expr, ...]]:
    """(v, zeros of v') for v = u or u divided by one of its terms that is nowhere 0: v has the same zeros as u."""
    failure: NotYet | None = None
    for v in _same_zeros(u, interval):
        slope = derivative(v, interval.name)
        try:
            if never_changes_sign(slope, interval):
                return v, ()
            return v, zeros(slope, interval)
        except NotYet as reason:
            failure = failure or reason
    raise Unsolved(f"the zeros of {text(u)} are not known in closed form") from failure


def _same_zeros(u: Expr, interval: Interval) -> list[Expr]:
    found = [u]
    terms = expanded(u)
    for m in terms.terms:
        term = Expr({m: fmpq(1)})
        if interval.name in term.free and plain_bound_sign(term, interval):
            found.append(expanded(terms * term**-1))
    return found[: effort().rolle_variants]


def never_changes_sign(slope: Expr, interval: Interval) -> bool:
    """Whether u' >= 0 or u' <= 0 throughout, from bounds; being analytic and not constant, u is then strictly monotone."""
    if plain_bound_sign(slope, interval) or structural_sign(slope, strict=False) or is_exactly_one_sided(slope):
        return True
    slope = expanded(slope)
    if not all(structural_sign(single(a, e)) > 0 for a, e in denominators(slope)):
        return False
    v = expand(clear_denominators(slope))  # over one denominator: 1 - 1/(1 + x**2) = x**2/(1 + x**2)
    return v is not None and bool(v) and bool(structural_sign(v, strict=False) or is_exactly_one_sided(v))


def _between_critical_points(u: Expr, interval: Interval, zeros: Solver) -> list[Expr]:
    v, critical = _critical_points(u, interval, zeros)
    ends: list[Expr | None] = [interval.low, *critical, interval.high]
    signs: list[int | None] = [sign_near_end(v, interval, interval.low, 1)]
    found: list[Expr] = []
    for c in critical:
        s = sign(substitute(v, interval.name, c, known_sign))
        signs.append(s)
        if s == 0:
            found.append(c)
    signs.append(sign_near_end(v, interval, interval.high, -1))
    if None in signs:
        raise Unsolved(f"the sign of {text(v)} near an end of ({_shown(interval.low, '-oo')}, {_shown(interval.high, 'oo')}) is not known")
    for i, (low, high) in enumerate(pairwise(ends)):
        before, after = signs[i], signs[i + 1]
        if before and after and before != after:
            found.append(_only_zero(v, Interval(interval.name, low, high), before))
    return found


def _shown(end: Expr | None, unbounded: str) -> str:
    return unbounded if end is None else text(end)


def _only_zero(u: Expr, interval: Interval, sign_at_low: int) -> Expr:
    """The zero of a strictly monotone u that changes its sign in the interval."""
    if any(end is not None and end.free for end in (interval.low, interval.high)):
        raise Unsolved(f"a zero of {text(u)} in an interval that moves with an index or a parameter")
    low, high = _bracket(u, interval, sign_at_low)
    low, high = _bisected(u, interval.name, low, high, sign_at_low)
    for guess in simple_numbers((low + high) / 2):
        try:
            if interval.contains(guess) and known_sign(substitute(u, interval.name, guess, known_sign)) == 0:
                return guess
        except ZeroDivisionError:
            continue
    return implicit_root(u, interval.name, low, high)


def _by_chords(u: Expr, name: str, low: fmpq, high: fmpq) -> fmpq | None:
    """A guess of the zero: where chords of u meet 0, one after the other; None where they leave the bracket."""
    a, b = (low * 2 + high) / 3, (low + high * 2) / 3
    for _ in range(_CHORDS):
        u_a, u_b = (_at(u, name, q, 128) for q in (a, b))
        with at_precision(128):
            c = b - u_b * (b - a) / (u_b - u_a)
        if not c.is_finite():
            return b if low < b < high else None
        a, b = b, fmpq(*dyadic(c))
        if not low < b < high:
            return None
        if abs(b - a) < fmpq(1, 10**33) * (1 + abs(b)):
            return b
    return None


_CHORDS = 12


def _at(u: Expr, name: str, q: fmpq, precision: int) -> arb:
    """A ball that contains u at a rational, which is put in with the same precision."""
    return enclose_at(u, precision, {name: q})


def _sign_at(u: Expr, name: str, q: fmpq) -> int | None:
    for precision in (100, 500):
        value = _at(u, name, q, precision)
        if value > 0:
            return 1
        if value < 0:
            return -1
    return None


def _rational_ends(interval: Interval) -> tuple[fmpq, fmpq] | None:
    """The ends of the interval, where both are rational numbers."""
    low, high = (None if end is None else end.rational for end in (interval.low, interval.high))
    return None if low is None or high is None else (low, high)


def _bracket(u: Expr, interval: Interval, s: int) -> tuple[fmpq, fmpq]:
    """Rationals inside the interval, or its ends, with sign s at the lower and -s at the higher one. Raises Unsolved if none are found."""
    ends = _rational_ends(interval)
    if ends is not None and [_sign_at(u, interval.name, q) for q in ends] == [s, -s]:
        return ends
    low = high = None
    for q in _probes(interval):
        t = _sign_at(u, interval.name, q)
        if t == s and (low is None or q > low):
            low = q
        elif t == -s and (high is None or q < high):
            high = q
    if low is None or high is None:
        raise Unsolved(f"a zero of {text(u)} that is too close to an end of its interval or too large")
    return low, high


_SCALES: Final = (*range(61), 80, 110, 150, 200, 270, 360)
_SHARES: Final = [fmpq(1, 2) ** k for k in _SCALES if k]
_STEPS: Final = [fmpq(2) ** (s * k) for k in _SCALES for s in (1, -1) if k or s > 0]
"""How far to go from an end of an interval: by shares of it; where it is unbounded, to small and to large distances."""


def _probes(interval: Interval) -> list[fmpq]:
    """Rationals strictly inside, crowding towards both ends."""
    ends = [(fmpq(*dyadic(enclose(end, 500))), side) for end, side in interval.ends() if end is not None]
    steps = _STEPS
    if len(ends) == 2:
        length = ends[1][0] - ends[0][0]
        steps = [length * share for share in _SHARES]
    zero = fmpq(0)
    found = [end + side * h for end, side in ends or [(zero, 1), (zero, -1)] for h in steps]
    if not ends:
        found.append(zero)
    return [q for q in found if interval.contains(number(q))]


def _bisected(u: Expr, name: str, low: fmpq, high: fmpq, s: int) -> tuple[fmpq, fmpq]:
    """The bracket narrowed to about 30 digits; the midpoint is moved a little where the sign there cannot be told."""
    near = _by_chords(u, name, low, high)
    if near is not None:
        width = fmpq(1, 4 * 10**30) * (1 + abs(low))
        below, above = max(low, near - width), min(high, near + width)
        if _sign_at(u, name, below) == s and _sign_at(u, name, above) == -s:
            return below, above
    share = fmpq(1, 2)
    while high - low > fmpq(1, 10**30) * (1 + abs(low)):
        middle = low + (high - low) * share
        t = _sign_at(u, name, middle)
        if t is None:
            if share == fmpq(1, 2):
                share = fmpq(5, 13)
                continue
            break
        share = fmpq(1, 2)
        if t == s:
            low = middle
        else:
            high = middle
    return low, high
