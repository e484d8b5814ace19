"""All zeros of a smooth expression in an open interval, as exact constants. Complete or refused: never a part of them.

A product is zero where a factor is; a polynomial by factoring over Q; a function with a declared inverse by inverting; an
expression in one inner function by solving for it first; what is strictly monotone by one certified crossing that an exact
substitution confirms. Every root is proved in the original expression. Where this usually fails: sums of different
transcendental functions, periodic functions on unbounded intervals; both raise NotYet with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from flint import arb, fmpq, fmpz_poly

from diffcheck.errors import NotYet
from diffcheck.exact.atoms import facts, is_function
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import derivative, expand, substitute
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, Monomial, add_all, atom, exp, log, number, power, product, single
from diffcheck.exact.sign import is_zero_form, known_sign, sign
from diffcheck.exact.text import text

MOST_ROOTS = 4000


class Unsolved(NotYet):
    """The zeros are infinitely many, or could not all be found."""

    def __init__(self, why: str) -> None:
        super().__init__("unsolved", why)


@dataclass(frozen=True, slots=True)
class Interval:
    """An open interval of x; None: unbounded on that side."""

    name: str
    low: Expr | None
    high: Expr | None

    def contains(self, c: Expr) -> bool:
        """Whether the constant lies strictly inside, proved. Raises UndecidedSign."""
        return (self.low is None or sign(c - self.low) > 0) and (self.high is None or sign(self.high - c) > 0)

    def ball(self, precision: int = 64) -> arb:
        """A ball that contains the interval (infinite if the interval is)."""
        if self.low is None or self.high is None:
            return arb("nan")
        return enclose(self.low, precision).union(enclose(self.high, precision))


def zeros(u: Expr, interval: Interval) -> tuple[Expr, ...]:
    """All zeros of u in the interval, in increasing order; () also where u vanishes identically there (nothing switches then).

    u is defined and analytic in the interval. Raises Unsolved or UndecidedSign.
    """
    if interval.name not in u.free or structural_sign(u):
        return ()
    found = [c for c in _unique(_candidates(u, interval)) if interval.contains(c)]
    if len(found) > 1:
        found.sort(key=_sort_key)
    return tuple(found)


def _sort_key(c: Expr) -> fmpq:
    r = c.rational
    return r if r is not None else fmpq(*_dyadic(enclose(c, 256)))


def _dyadic(value: arb) -> tuple[int, int]:
    m, e = value.mid().man_exp()
    return (int(m) * 2 ** int(e), 1) if e >= 0 else (int(m), 2 ** int(-e))


def _unique(roots: Iterable[Expr]) -> list[Expr]:
    kept: list[Expr] = []
    for c in roots:
        if not any(c == d or (enclose(c, 128).overlaps(enclose(d, 128)) and sign(c - d) == 0) for d in kept):
            kept.append(c)
    return kept


def structural_sign(u: Expr) -> int:
    """1 or -1 if every term of u plainly has that sign (squares, exponentials, positive constants); 0 if not plain."""
    signs = set()
    strict = False
    for m, c in u.terms.items():
        s, sure = (1 if c > 0 else -1), True
        for a, e in m:
            factor, factor_sure = _atom_sign(a, e)
            s *= factor
            sure = sure and factor_sure
        if s == 0:
            return 0
        signs.add(s)
        strict = strict or sure
    return signs.pop() if len(signs) == 1 and strict else 0


def _atom_sign(a: Atom, e: Exponent) -> tuple[int, bool]:
    """(sign of a**e, whether it is never zero); sign 0: not plain."""
    if a.head in ("prime", "pi", "exp"):
        return 1, True
    if not isinstance(e, int):
        return 1, e < 0
    if a.head == "sum":
        s = structural_sign(a.args[0])
        if s:
            return (s if e % 2 else 1), True
    elif a.head == "cosh":
        return 1, True
    elif not a.free:
        value = known_sign(single(a))
        if value:
            return (value if e % 2 else 1), True
    return (1, e < 0) if e % 2 == 0 else (0, False)


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
    if a.head == "exp":
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
    if a.head == "exp":
        if sign(c) <= 0:
            return []
        return list(zeros(product(fmpq(1), a.args[0]) - log(c, known_sign), interval))
    if a.head == "log":
        return list(zeros(a.args[0] - exp(c), interval))
    if not is_function(a.head) or len(a.args) != 1:
        raise Unsolved(f"the places where {text(single(a))} = {text(c)} are not known")
    preimages = facts(a.head).preimages(c)
    inner = a.args[0]
    if preimages is None:
        return _by_monotony(single(a) - c, interval)
    found: list[Expr] = []
    for v in preimages.values:
        if preimages.period is None:
            found += zeros(inner - v, interval)
        else:
            found += _periodic(inner, v, preimages.period, interval)
    return found


def _periodic(inner: Expr, value: Expr, period: Expr, interval: Interval) -> list[Expr]:
    """All x with inner = value + k*period for some integer k, where finitely many k can occur."""
    found: list[Expr] = []
    for k in whole_values((inner - value) / period, interval):
        found += zeros(inner - value - period * k, interval)
    return found


def whole_values(u: Expr, interval: Interval) -> range:
    """Integers among which are all integer values of u in the interval. Raises Unsolved if they are not finitely many, or too many."""
    value = bounds(u, interval)
    if value is None:
        raise Unsolved(f"{text(u)} may take infinitely many integer values: infinitely many points are not decided yet")
    low, high = (int(fmpq(*_dyadic(end)).floor()) for end in (value.lower(), value.upper()))
    if high - low > MOST_ROOTS:
        raise Unsolved(f"{text(u)} takes more than {MOST_ROOTS} integer values")
    return range(low, high + 1)


def bounds(u: Expr, interval: Interval) -> arb | None:
    """A finite ball that contains all values of u in the interval, or None."""
    value = enclose(u, 64, {interval.name: interval.ball()})
    if value.is_finite():
        return value
    # a monotone expression lies between its limits at the two ends
    from diffcheck.germs.expand import at_rising_order
    from diffcheck.germs.limits import limit

    if not is_monotone(u, interval):
        return None
    ends: list[Expr] = []
    for c, side in ((interval.low, 1), (interval.high, -1)):
        try:
            if c is None:
                w, at, name = substitute(u, interval.name, single(atom("symbol", "_w"), -1), known_sign), ZERO, "_w"
            else:
                w, at, name = u, c, interval.name
            found = at_rising_order(name, at, side, lambda approach, w=w: limit(approach.expand(w)))  # type: ignore[misc]
        except (NotYet, ZeroDivisionError):
            return None
        if found.kind != "finite":
            return None
        ends.append(found.value)
    return enclose(ends[0], 64).union(enclose(ends[1], 64))


def is_monotone(u: Expr, interval: Interval) -> bool:
    """Whether u is proved strictly monotone in the interval: its derivative has one sign (mean value theorem)."""
    slope = derivative(u, interval.name)
    return bool(structural_sign(slope)) or _plain_bound_sign(slope, interval) != 0


def _plain_bound_sign(u: Expr, interval: Interval) -> int:
    """The sign of u in the interval, from bounds of its terms (a sine lies between -1 and 1); 0: not plain."""
    value = enclose(u, 64, {interval.name: interval.ball()})
    if value > 0:
        return 1
    if value < 0:
        return -1
    if not value.is_finite():
        everywhere = {interval.name: arb(0, float("inf"))}
        value = enclose(u, 64, everywhere)
        if value > 0:
            return 1
        if value < 0:
            return -1
    return 0


def _by_monotony(u: Expr, interval: Interval) -> list[Expr]:
    """The zero of a strictly monotone u: bracketed by signs, guessed as a simple number, proved by exact substitution."""
    if not is_monotone(u, interval):
        raise Unsolved(f"the zeros of {text(u)} are not known in closed form")
    bracket = _bracket(u, interval)
    if bracket is None:
        raise Unsolved(f"whether {text(u)} has a zero is not known")
    if bracket == ():
        return []
    near = _bisect(u, interval.name, *bracket)
    for guess in _simple_numbers(near):
        try:
            if known_sign(substitute(u, interval.name, guess, known_sign)) == 0:
                return [guess]
        except ZeroDivisionError:
            continue
    raise Unsolved(f"the zero of {text(u)} near {float(near.mid()):.6g} has no closed form that was found")


def _sign_at(u: Expr, name: str, q: fmpq) -> int | None:
    value = enclose(u, 200, {name: arb(q)})
    return 1 if value > 0 else -1 if value < 0 else None


def _bracket(u: Expr, interval: Interval) -> tuple[fmpq, fmpq] | tuple[()] | None:
    points: list[fmpq] = []
    for k in range(-60, 61):
        q = fmpq((1 if k > 0 else -1) * 2 ** (abs(k) // 2), 3) if k else fmpq(0)
        if interval.contains(number(q)):
            points.append(q)
    if interval.low is not None and interval.high is not None:
        a, b = (fmpq(*_dyadic(enclose(e, 128))) for e in (interval.low, interval.high))
        points += [a + (b - a) * fmpq(k, 64) for k in range(1, 64)]
        points += [a + (b - a) * fmpq(1, 2**k) for k in range(7, 40, 3)] + [b - (b - a) * fmpq(1, 2**k) for k in range(7, 40, 3)]
    points.sort()
    signs = [(q, s) for q in points if (s := _sign_at(u, interval.name, q)) is not None]
    for (p, s), (q, t) in zip(signs, signs[1:], strict=False):
        if s != t:
            return (p, q)
    return None


def _bisect(u: Expr, name: str, low: fmpq, high: fmpq) -> arb:
    s = _sign_at(u, name, low)
    for _ in range(90):
        middle = (low + high) / 2
        t = _sign_at(u, name, middle)
        if t is None:
            gap = (high - low) / 4
            low, high = middle - gap, middle + gap
            if high - low < fmpq(1, 10**20):
                break
            continue
        if t == s:
            low = middle
        else:
            high = middle
    return arb(low).union(arb(high))


def _simple_numbers(near: arb) -> list[Expr]:
    found = []
    x = near
    for scale, unit in ((arb(1), ONE), (arb.pi(), single(atom("pi")))):
        y = Fraction(*_dyadic(x / scale))
        q = y.limit_denominator(1000)
        if abs(q - y) < Fraction(1, 10**15):
            found.append(unit * number(q))
    for base in (2, 3, 5):
        y = Fraction(*_dyadic(x / arb(base).sqrt()))
        q = y.limit_denominator(100)
        if q and abs(q - y) < Fraction(1, 10**15):
            found.append(single(atom("prime", base), Fraction(1, 2)) * number(q))
    return found


def _zeros_of_sum(u: Expr, interval: Interval) -> list[Expr]:
    common = _common_factor(u, interval.name)
    if common:
        rest = add_all(product(c, (*m, *((a, -e) for a, e in common))) for m, c in u.terms.items())
        found: list[Expr] = []
        for a, e in common:
            if e > 0:
                found += _zeros_of_atom(a, interval)
        return found + list(zeros(rest, interval))
    kernels = {a for m in u.terms for a, _ in m if interval.name in a.free}
    if len(kernels) == 1:
        (a,) = kernels
        return _in_one_kernel(u, a, interval)
    attempts: tuple[Callable[[Expr, Interval], list[Expr] | None], ...] = (_by_expansion, _by_rationalizing, _by_squaring)
    for attempt in attempts:
        result = attempt(u, interval)
        if result is not None:
            return result
    if is_zero_form(u):
        return []
    if _plain_bound_sign(u, interval):
        return []
    return _by_monotony(u, interval)


def _common_factor(u: Expr, name: str) -> list[tuple[Atom, Exponent]]:
    """Factors with x that every term has, to the lowest power (negative ones clear denominators)."""
    lowest: dict[Atom, Exponent] | None = None
    for m in u.terms:
        here = {a: e for a, e in m if name in a.free}
        if lowest is None:
            lowest = dict(here)
        else:
            for a in set(lowest) | set(here):
                low = min(lowest.get(a, 0), here.get(a, 0))
                lowest[a] = low
    return [(a, e) for a, e in (lowest or {}).items() if e != 0]


def _in_one_kernel(u: Expr, a: Atom, interval: Interval) -> list[Expr]:
    """u is a polynomial in a power of one atom: solve for the atom, then for x."""
    exponents = [Fraction(next((e for b, e in m if b is a), 0)) for m in u.terms]
    unit = Fraction(1, lcm(*(e.denominator for e in exponents)))
    if min(exponents) < 0:
        return list(zeros(u * single(a, -min(exponents)), interval))
    coefficients: dict[int, Expr] = {}
    for (m, c), e in zip(u.terms.items(), exponents, strict=True):
        k = int(e / unit)
        rest = product(c, ((b, f) for b, f in m if b is not a))
        coefficients[k] = coefficients.get(k, ZERO) + rest
    positive = unit != 1 or a.head == "exp"
    found: list[Expr] = []
    for y in polynomial_roots([coefficients.get(k, ZERO) for k in range(max(coefficients) + 1)]):
        if unit != 1:
            if sign(y) < 0:
                continue
            y = power(y, 1 / unit, known_sign) if y else ZERO
        if positive and sign(y) <= 0 and a.head == "exp":
            continue
        found += _level(a, y, interval)
    return found


def _by_expansion(u: Expr, interval: Interval) -> list[Expr] | None:
    v = expand(u)
    if v is None or v == u:
        return None
    if not v:
        return []
    return list(zeros(v, interval))


def _by_rationalizing(u: Expr, interval: Interval) -> list[Expr] | None:
    """Multiply by the denominators, which are not zero in the interval."""
    from diffcheck.exact.calculus import clear_denominators

    v = clear_denominators(u)
    if v == u:
        return None
    w = expand(v)
    return None if w is None else list(zeros(w, interval)) if w else []


def _by_squaring(u: Expr, interval: Interval) -> list[Expr] | None:
    """a*sqrt(p) + b = 0 implies a^2 p = b^2; the roots of that which do not satisfy the original are dropped, proved."""
    roots = {a for m in u.terms for a, e in m if interval.name in a.free and not isinstance(e, int)}
    if len(roots) != 1:
        return None
    (a,) = roots
    with_root: dict[Monomial, fmpq] = {}
    without: dict[Monomial, fmpq] = {}
    for m, c in u.terms.items():
        e = next((e for b, e in m if b is a), 0)
        if Fraction(e).denominator == 1:
            without[m] = c
        elif Fraction(e).denominator == 2:
            with_root[m] = c
        else:
            return None
    p, q = Expr(with_root), Expr(without)
    left = add_all(product(c * d, (*m, *n)) for m, c in p.terms.items() for n, d in p.terms.items())
    squared = expand(left - q * q)
    if squared is None:
        return None
    return [c for c in zeros(squared, interval) if sign(substitute(u, interval.name, c, known_sign)) == 0]


def polynomial_roots(coefficients: list[Expr]) -> list[Expr]:
    """All distinct real roots of the polynomial with these coefficients (constant term first), exact.

    Raises Unsolved for irrational coefficients of degree 3 and more.
    """
    while coefficients and not coefficients[-1]:
        coefficients = coefficients[:-1]
    found: list[Expr] = []
    if coefficients and not coefficients[0]:
        found.append(ZERO)
        while not coefficients[0]:
            coefficients = coefficients[1:]
    if len(coefficients) <= 1:
        return found
    rationals = [c.rational for c in coefficients]
    if all(r is not None for r in rationals):
        return found + _rational_polynomial_roots([r for r in rationals if r is not None])
    if sign(coefficients[-1]) == 0:
        return found + polynomial_roots(coefficients[:-1])
    if len(coefficients) == 2:
        return [*found, -coefficients[0] / coefficients[1]]
    if len(coefficients) == 3:
        return found + _quadratic_roots(*coefficients)
    middle = [k for k, c in enumerate(coefficients) if c and 0 < k < len(coefficients) - 1]
    if not middle:
        return found + _pure_roots(-coefficients[0] / coefficients[-1], len(coefficients) - 1)
    raise Unsolved("a polynomial of higher degree with irrational coefficients")


def _quadratic_roots(c: Expr, b: Expr, a: Expr) -> list[Expr]:
    square = expand(b * b - a * c * 4)
    s = sign(square) if square is not None else None
    if square is None:
        raise Unsolved("a quadratic whose discriminant is too long")
    if s < 0:  # type: ignore[operator]
        return []
    if s == 0:
        return [-b / (a * 2)]
    root = power(square, Fraction(1, 2), known_sign)
    return [_neat((-b - root) / (a * 2)), _neat((-b + root) / (a * 2))]


def _neat(u: Expr) -> Expr:
    return expand(u) or u


def _pure_roots(c: Expr, n: int) -> list[Expr]:
    """The real x with x**n = c."""
    s = sign(c)
    if s == 0:
        return [ZERO]
    if n % 2:
        root = power(c if s > 0 else -c, Fraction(1, n), known_sign)
        return [root if s > 0 else -root]
    if s < 0:
        return []
    root = power(c, Fraction(1, n), known_sign)
    return [-root, root]


def _rational_polynomial_roots(coefficients: list[fmpq]) -> list[Expr]:
    scale = lcm(*(int(c.q) for c in coefficients))
    _, factors = fmpz_poly([int((c * scale).p) for c in coefficients]).factor()
    found: list[Expr] = []
    for f, _ in factors:
        cs = [number(int(f[k])) for k in range(f.degree() + 1)]
        if f.degree() == 1:
            found.append(-cs[0] / cs[1])
        elif f.degree() == 2:
            found += _quadratic_roots(*cs)
        elif all(int(f[k]) == 0 for k in range(1, f.degree())):
            found += _pure_roots(-cs[0] / cs[-1], f.degree())
        else:
            step = _stride(f)
            if step > 1:
                for y in _rational_polynomial_roots([fmpq(int(f[k])) for k in range(0, f.degree() + 1, step)]):
                    found += _pure_roots(y, step)
            else:
                found += _algebraic_roots(f)
    return found


def _stride(f: fmpz_poly) -> int:
    from math import gcd

    step = 0
    for k in range(1, f.degree() + 1):
        if int(f[k]):
            step = gcd(step, k)
    return step


def _algebraic_roots(f: fmpz_poly) -> list[Expr]:
    """The real roots of an irreducible polynomial of degree 3 and more, as numbered roots of it."""
    from diffcheck.exact.algebraic import real_roots

    return real_roots(f)
