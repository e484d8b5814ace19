"""All zeros of a smooth expression in an open interval, as exact constants. Complete or refused: never a part of them.

A product is zero where a factor is; a polynomial by factoring over Q; a function with a declared inverse by inverting; an
expression in one inner function by solving for it first; what is strictly monotone by one certified crossing that an exact
substitution confirms. Every root is proved in the original expression. Where this usually fails: sums of different
transcendental functions, periodic functions on unbounded intervals; both raise NotYet with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import gcd, lcm

from flint import arb, fmpq

from diffcheck.analysis.indices.index import index_in_balls, indexed
from diffcheck.analysis.indices.ranges import ALL, Range, in_use, is_family, one_family
from diffcheck.analysis.lenses.interval import Budget, Interval, bounds, is_analytic, limit_at_end, plain_bound_sign
from diffcheck.analysis.lenses.plain import rational_between
from diffcheck.analysis.refusals import Infinite, ManyLevels, Unsolved
from diffcheck.analysis.zeros.arcs import zeros_by_arcs
from diffcheck.analysis.zeros.guesses import dyadic
from diffcheck.analysis.zeros.half_lines import places_of_integers, zeros_of_levels
from diffcheck.analysis.zeros.isolate import isolated_zeros, never_changes_sign
from diffcheck.analysis.zeros.one_kernel import inner_quantities
from diffcheck.analysis.zeros.polynomial import polynomial_roots
from diffcheck.analysis.zeros.reciprocal import zeros_by_reciprocal
from diffcheck.analysis.zeros.trigonometric import wave_zeros
from diffcheck.errors import NotYet
from diffcheck.exact.algebraic import moved_root
from diffcheck.exact.atoms import apply, facts, is_function
from diffcheck.exact.ball import enclose, enclose_inside, ends_at
from diffcheck.exact.calculus import by_powers, clear_denominators, derivative, expand, expanded, substitute
from diffcheck.exact.conjugates import conjugates
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, Monomial, add_all, atom, number, pi, product, single
from diffcheck.exact.factoring import atom_factors
from diffcheck.exact.generators import ATAN, COS, EXP, LOG, WAVES
from diffcheck.exact.levels import level, levels_in
from diffcheck.exact.logarithms import without_logarithms
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.rewriting import in_generators, is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.sign import known_sign, sign, structural_sign
from diffcheck.exact.text import text
from diffcheck.exact.walk import atoms_in


def zeros(u: Expr, interval: Interval) -> tuple[Expr, ...]:
    """All zeros of u in the interval, in increasing order; () also where u vanishes identically there (nothing switches then).

    u is defined and analytic in the interval. Raises Unsolved or UndecidedSign.
    """
    if interval.name not in u.free or structural_sign(u):
        return ()
    found = [c for c in _unique(_candidates(u, interval)) if is_family(c) or interval.contains(c)]
    if len(found) > 1 and not any(c.free for c in found) and not all(enclose(a, 128) < enclose(b, 128) for a, b in pairwise(found)):
        found.sort(key=_sort_key)
    return tuple(found)


def _sort_key(c: Expr) -> fmpq:
    r = c.rational
    return r if r is not None else fmpq(*dyadic(enclose(c, 256)))


def _unique(roots: Iterable[Expr]) -> list[Expr]:
    kept: dict[Expr, arb | None] = {}
    for c in roots:
        if c in kept:
            continue
        here = None if c.free else enclose(c, 128)
        if here is None or not any(there is not None and here.overlaps(there) and sign(c - d) == 0 for d, there in kept.items()):
            kept[c] = here
    return list(kept)


def _candidates(u: Expr, interval: Interval) -> list[Expr]:
    """Constants among which all zeros are; each is a zero of u."""
    if len(u.terms) == 1:
        ((m, _),) = u.terms.items()
        found: list[Expr] = []
        for a, e in m:
            if e > 0 and interval.name in a.free:
                found += _zeros_of_atom(a, interval)
        return found
    return _zeros_of_sum(u, interval)


def _zeros_of_atom(a: Atom, interval: Interval) -> list[Expr]:
    if a.head == "symbol":
        return [ZERO]
    if a.head == EXP:
        return []
    if a.head == "sum":
        return list(zeros(a.args[0], interval))
    return _level(a, ZERO, interval)


def _level(a: Atom, c: Expr, interval: Interval) -> list[Expr]:
    """All x with a = c."""
    if a.head == "symbol":
        return [c]
    if a.head == "sum":
        return list(zeros(a.args[0] - c, interval))
    if a.head == EXP:
        if sign(c) <= 0:
            return []
        return list(zeros(product(fmpq(1), a.args[0]) - log(c, known_sign), interval))
    if a.head == LOG:
        return list(zeros(a.args[0] - exp(c), interval))
    if not is_function(a.head):
        raise Unsolved(f"the places where {text(single(a))} = {text(c)} are not known")
    preimages = facts(a.head).preimages(c) if len(a.args) == 1 else None
    inner = a.args[0]
    if preimages is None:
        return isolated_zeros(single(a) - c, interval, zeros)
    found: list[Expr] = []
    for v in preimages.values:
        if preimages.period is None:
            found += zeros(inner - v, interval)
        else:
            found += _periodic(inner, v, preimages.period, interval)
    return found


def _periodic(inner: Expr, value: Expr, period: Expr, interval: Interval) -> list[Expr]:
    """All x with inner = value + k*period for some integer k."""
    return whole_zeros((inner - value) / period, interval, lambda k: inner - value - period * k)


def whole_zeros(u: Expr, interval: Interval, equation: Callable[[Expr], Expr] | None = None, *, analytic: bool = False) -> list[Expr]:
    """All x in the interval at which u is an integer: one by one where they are finitely many, else as families in an index.

    equation(k), if given, has the same zeros as u - k; analytic: whether u is known to be analytic there. Raises Unsolved where families
    are not asked for.
    """
    at = equation or (lambda k: u - k)
    value = bounds(u, interval, index_in_balls())
    if value is None:
        try:
            return indexed_zeros(at, interval, text(u))
        except Infinite:
            value = _bounds_where_defined(u, interval)
            if value is None:
                raise
        except NotYet:
            if runs_through_the_line(u, interval):
                return one_family(lambda k: level(u, interval.name, k), text(u))
            found = places_of_integers(u, at, interval, zeros, analytic=analytic)
            if found is None:
                raise
            return found
    low, high = (int(fmpq(*dyadic(end)).floor()) for end in ends_at(value, 64))
    if high - low > _most_levels():
        try:
            return indexed_zeros(at, interval, text(u), Range(low, high))
        except Infinite as refused:
            raise ManyLevels(refused.message) if high - low <= effort().listed_levels else refused from None
    return zeros_of_levels(at, range(low, high + 1), interval, zeros, text(u))


def _bounds_where_defined(u: Expr, interval: Interval) -> arb | None:
    """A finite ball that contains those values of u that are real: asin(1/n) lies between -pi/2 and pi/2 for all n for which it is."""
    value = enclose_inside(u, 64, {interval.name: interval.ball(), **index_in_balls()})
    return value if value.is_finite() else None


def _most_levels() -> int:
    """So many levels are solved for one by one."""
    use = in_use()
    if use is None:
        return effort().integer_values
    return effort().listed_levels if use.one_by_one else effort().single_levels


def runs_through_the_line(u: Expr, interval: Interval) -> bool:
    """Whether u is analytic on the whole line, strictly monotone, and takes every real value, once then (intermediate value theorem)."""
    line = interval.low is None and interval.high is None
    if not line or u.free != {interval.name} or not is_analytic(u, replace(interval, analytic=False)):
        return False
    if not never_changes_sign(derivative(u, interval.name), interval):
        return False
    far = [limit_at_end(u, interval, None, side) for side in (1, -1)]
    return all(t is not None and t.kind == "infinite" and t.sign for t in far)


def indexed_zeros(equation: Callable[[Expr], Expr], interval: Interval, what: str, among: Range = ALL) -> list[Expr]:
    """The zeros of equation(k) for every integer k of a range, as expressions in the index k. Raises Unsolved where none is in use."""
    return indexed(lambda k: zeros(equation(k), interval), what, zeros, among)


def _zeros_of_sum(u: Expr, interval: Interval) -> list[Expr]:
    common = _common_factor(u, interval.name)
    if common:
        rest = add_all(product(c, (*m, *((a, -e) for a, e in common))) for m, c in u.terms.items())
        found: list[Expr] = []
        for a, e in common:
            if e > 0:
                found += _zeros_of_atom(a, interval)
        return found + list(zeros(rest, interval))
    kernels = dict.fromkeys(a for m in u.terms for a, _ in m if interval.name in a.free)
    if len(kernels) == 1:
        (a,) = kernels
        return _in_one_kernel(u, a, interval)
    waves = wave_zeros(u, interval, zeros, _periodic)
    if waves is not None:
        return waves
    attempts: tuple[Callable[[Expr, Interval], list[Expr] | None], ...] = (
        _of_one_sign,
        _by_expansion,
        _by_rationalizing,
        _by_factoring,
        _by_powers,
        _by_inner_quantity,
        _by_exponentials,
        _by_logarithms,
    )
    for attempt in attempts:
        result = attempt(u, interval)
        if result is not None:
            return result
    if is_zero_form(u):
        return []
    return _isolated_or_turned(u, interval)


def _isolated_or_turned(u: Expr, interval: Interval) -> list[Expr]:
    """The zeros one by one; where that fails, those of the same in 1/x, of an angle, or of an arc."""
    try:
        return isolated_zeros(u, interval, zeros)
    except NotYet:
        first = interval.budget == Budget()  # not among the derivatives that are looked at for these zeros
        for attempt in (_by_reciprocal, _by_angle, _by_arcs) if first else (_by_angle,):
            try:
                turned = attempt(u, interval)
            except Infinite:  # without an index: they are found, but not told
                raise
            except NotYet:
                continue
            if turned is not None:
                return turned
        raise


def _by_arcs(u: Expr, interval: Interval) -> list[Expr] | None:
    return zeros_by_arcs(u, interval, zeros, partial(isolated_zeros, zeros=zeros), partial(whole_zeros, analytic=True))


def _by_reciprocal(u: Expr, interval: Interval) -> list[Expr] | None:
    return zeros_by_reciprocal(u, interval, zeros)


def _common_factor(u: Expr, name: str) -> list[tuple[Atom, Exponent]]:
    """Factors with x that every term has, to the lowest power (negative ones clear denominators)."""
    lowest: dict[Atom, Exponent] | None = None
    for m in u.terms:
        here = {a: e for a, e in m if name in a.free}
        if lowest is None:
            lowest = dict(here)
        else:
            for a in (*lowest, *(b for b in here if b not in lowest)):
                low = min(lowest.get(a, 0), here.get(a, 0))
                lowest[a] = low
    return [(a, e) for a, e in (lowest or {}).items() if e != 0]


def _in_one_kernel(u: Expr, a: Atom, interval: Interval) -> list[Expr]:
    """u is a polynomial in a power of one atom: solve for the atom, then for x."""
    parts = by_powers(u, a)
    unit = Fraction(1, lcm(*(Fraction(e).denominator for e in parts)))
    if min(parts) < 0:
        return list(zeros(u * single(a, -min(parts)), interval))
    coefficients = {int(e / unit): part for e, part in parts.items()}
    found: list[Expr] = []
    try:
        levels = _polynomial_levels(coefficients)
    except Unsolved:
        return isolated_zeros(u, interval, zeros)
    for y in levels:
        if unit != 1:
            if sign(y) < 0:
                continue
            y = power(y, 1 / unit, known_sign) if y else ZERO
        if a.head == EXP and sign(y) <= 0:
            continue
        found += _level(a, y, interval)
    return found


def _polynomial_levels(coefficients: dict[int, Expr]) -> list[Expr]:
    """The real roots of a polynomial; where it is one in a power of y, if need be by the roots for that power. Raises Unsolved."""
    try:
        return polynomial_roots([coefficients.get(k, ZERO) for k in range(max(coefficients) + 1)])
    except Unsolved:
        step = gcd(*coefficients)
        if step == 1:
            raise
    found: list[Expr] = []
    for z in polynomial_roots([coefficients.get(step * k, ZERO) for k in range(max(coefficients) // step + 1)]):
        s = sign(z)
        if s > 0 or (s < 0 and step % 2):
            y = power(z * s, Fraction(1, step), known_sign) * s
            found += [y] if step % 2 else [-y, y]
        elif s == 0:
            found.append(ZERO)
    return found


def _of_one_sign(u: Expr, interval: Interval) -> list[Expr] | None:
    """A sum whose terms have one sign in the interval, one of them strictly, has no zero there: 1 + (1 - x**2)*asin(x)**2.

    It is asked before the products are multiplied out, for then the signs of their factors are gone.
    """
    moving = any(end is not None and end.free for end in (interval.low, interval.high))
    if moving or not any(a.head == "sum" and e == 1 for m in u.terms for a, e in m):
        return None
    total, strict = 0, False
    for m, c in u.terms.items():
        term, sure = _sign_of_term(m, 1 if c > 0 else -1, interval)
        if not term or term == -total:
            return None
        total, strict = term, strict or sure
    return [] if strict else None


def _sign_of_term(m: Monomial, s: int, interval: Interval) -> tuple[int, bool]:
    """The sign of a product, s times those of its factors, and whether it has it everywhere; 0: not plain."""
    sure = True
    for a, e in m:
        factor, never_zero = _sign_of_factor(a, interval) if isinstance(e, int) and e % 2 else (1, e < 0)
        s, sure = s * factor, sure and never_zero
    return s, sure


def _sign_of_factor(a: Atom, interval: Interval) -> tuple[int, bool]:
    """The sign of a factor in the interval, and whether it has it everywhere; 0: not plain. A polynomial keeps it where it has no zeros."""
    u = single(a) if a.head != "sum" else a.args[0]
    if a.free != {interval.name}:
        return (known_sign(u) or 0) if not a.free else 0, True
    if a.head != "sum" or not _is_polynomial(u):
        return plain_bound_sign(single(a), interval), True
    inside = [] if zeros(u, interval) else [rational_between(interval.low, interval.high)]
    return sum(sign(substitute(u, interval.name, number(q), known_sign)) for q in inside), True


def _is_polynomial(u: Expr) -> bool:
    return all(a.head == "symbol" and isinstance(e, int) and e > 0 for m in u.terms for a, e in m)


def _by_expansion(u: Expr, interval: Interval) -> list[Expr] | None:
    v = expand(u)
    if v is None or v == u:
        return None
    if not v:
        return []
    return list(zeros(v, interval))


def _by_rationalizing(u: Expr, interval: Interval) -> list[Expr] | None:
    """Multiply by the denominators, which are not zero in the interval."""
    v = clear_denominators(u)
    if v == u:
        return None
    w = expand(v)
    return None if w is None else list(zeros(w, interval)) if w else []


def _by_factoring(u: Expr, interval: Interval) -> list[Expr] | None:
    """A polynomial in its atoms that factors over Q is zero where a factor is."""
    factors = atom_factors(u)
    return None if len(factors) < 2 else [c for v in factors for c in zeros(v, interval)]


def _by_inner_quantity(u: Expr, interval: Interval) -> list[Expr] | None:
    """u = g(v) for an inner quantity v: first the y with g(y) = 0, then the x with v = y."""
    for v, g in inner_quantities(u, interval.name):
        try:
            levels = zeros(g, replace(interval, low=None, high=None, analytic=False))
        except NotYet:
            continue
        line = _line(v, interval.name)
        if line is not None and any(levels_in(y) for y in levels):
            continue  # an equation in x of the same kind: its levels are places as they stand, and not those of a*x + b
        moved = [None if line is None else moved_root(y, interval.name, *line) for y in levels]
        return [c for y, place in zip(levels, moved, strict=True) for c in (_where_taken(v, y, interval) if place is None else [place])]
    return None


def _line(v: Expr, name: str) -> tuple[Expr, Expr] | None:
    """(a, b) where v is a*x + b with constants; None where it is not."""
    parts = by_powers(expanded(v), atom("symbol", name))
    slope, start = parts.pop(1, ZERO), parts.pop(0, ZERO)
    return None if parts or not slope or slope.free or start.free else (slope, start)


def _where_taken(v: Expr, y: Expr, interval: Interval) -> list[Expr]:
    """The x with v = y; where y is a family, those of each member, as families of their own."""
    use = in_use()
    if use is None or not is_family(y):
        return list(zeros(v - y, interval))

    def equation(n: Expr) -> Expr:
        return v - substitute(y, use.name, n, known_sign)

    return [c for part in use.ranges[y] for c in indexed_zeros(equation, interval, text(v), part)]


def _by_exponentials(u: Expr, interval: Interval) -> list[Expr] | None:
    """Hyperbolic functions written as exponentials, where nothing else with the variable is left: cosh(x) - 2*sinh(x)."""
    if all(a.head == EXP or interval.name not in a.free for m in u.terms for a, _ in m):
        return None
    v = expand(u, in_generators)
    w = None if v is None else expand(clear_denominators(v))
    if w is None or any(a.head != EXP and interval.name in a.free for m in w.terms for a, _ in m):
        return None
    return list(zeros(w, interval)) if w else []


def _by_logarithms(u: Expr, interval: Interval) -> list[Expr] | None:
    """A sum of logarithms is 0 just where their product is 1: log(x) - log(sin(x))."""
    v = without_logarithms(u, effort().logarithm_factors, interval.name)
    return None if v is None else list(zeros(v, interval))


def _by_angle(u: Expr, interval: Interval) -> list[Expr] | None:
    """The zeros of a*sin(w) + b*cos(w), where a is a number other than 0 and b holds no wave, or the other way round; None for others.

    Where cos(w) = 0 it is not 0. Elsewhere it is 0 just where tan(w) = -b/a, which is where w + atan(b/a) is a multiple of pi: both say
    that w = k*pi - atan(b/a) for an integer k. So it is for cot(w) = -a/b with pi/2 - w in the place of w.
    """
    v = expand(u, in_generators)
    v = None if v is None else expand(clear_denominators(v))
    found = None if v is None else _as_sine_and_cosine(v, interval.name)
    if found is None:
        return None
    w, a, b = found
    if interval.name not in a.free and known_sign(a):
        return whole_zeros((w + apply(ATAN, expanded(b / a))) / pi(), interval)
    if interval.name not in b.free and known_sign(b):
        return whole_zeros((pi() / 2 - w + apply(ATAN, expanded(a / b))) / pi(), interval)
    return None


def _as_sine_and_cosine(u: Expr, name: str) -> tuple[Expr, Expr, Expr] | None:
    """(w, a, b) with u = a*sin(w) + b*cos(w), where a and b hold no waves of the variable; None for other expressions."""
    waves = {b for b in atoms_in(u) if b.head in WAVES and name in b.free}
    if len(waves) != 2 or len({b.args[0] for b in waves}) != 1:
        return None
    sine, cosine = sorted(waves, key=lambda b: b.head == COS)
    a, b = by_powers(u, sine).get(1, ZERO), by_powers(u, cosine).get(1, ZERO)
    if not a or not b or waves & {*atoms_in(a), *atoms_in(b)} or expanded(u - a * single(sine) - b * single(cosine)):
        return None
    return sine.args[0], a, b


def _by_powers(u: Expr, interval: Interval) -> list[Expr] | None:
    """l + q = 0 with a root in l implies l^n = (-q)^n, one root after the other; zeros of that which are none of u are dropped, proved."""
    pair = conjugates(u, interval.name)
    if pair is None:
        return None
    if pair.norm and not is_zero_form(pair.norm):
        equation = pair.norm
    elif pair.degree % 2:
        return []  # u is 0 throughout
    else:
        equation = pair.rest  # u is 0 or 2 q on each stretch: the zeros of q are all that can matter
    return [c for c in zeros(equation, interval) if sign(substitute(u, interval.name, c, known_sign)) == 0]
