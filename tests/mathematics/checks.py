"""Checks of declarations: each takes one and raises AssertionError where a second definition, in oracle.py, contradicts it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import wraps
from itertools import pairwise
from typing import Any, TypeVar

from flint import arb, ctx, fmpq

from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.plain import POINT, IntervalLens
from diffcheck.analysis.point.continuation import beside
from diffcheck.analysis.point.side import Side
from diffcheck.analysis.zeros.solve import whole_zeros, zeros
from diffcheck.errors import NotYet
from diffcheck.exact.atoms import SmoothFunction, apply
from diffcheck.exact.ball import at_precision, enclose
from diffcheck.exact.expr import ONE, ZERO, Expr, atom, number, pi, single, symbol
from diffcheck.exact.powers import exp
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions.facts import Function, Undefined, Zero
from diffcheck.functions.powers import rational_power
from diffcheck.germs.expand import taylor_coefficients
from diffcheck.germs.series import NoExpansion
from diffcheck.language import read_constant
from diffcheck.model.tree import Apply, Name

from .oracle import MP, Evaluator, NotReal, Pair, Unsure

X = symbol("x")
WINDOW = (fmpq(-9, 2), fmpq(17, 4))
NEAR = "1e-25"
"""How close to a switch a branch is looked at."""


def q(p: int, r: int = 1) -> Expr:
    """A rational number."""
    return number(fmpq(p, r))


def root_of_two() -> Expr:
    """sqrt(2)."""
    return rational_power(POINT, q(2), Fraction(1, 2))


# the arguments at which a function of several is looked at; one that is not named here is looked at with x, 2, 3, ...
ARGUMENTS: dict[str, tuple[tuple[Expr, ...], ...]] = {
    "+": ((X, X**2, q(3)),),
    "*": ((X, X**2, q(3)),),
    "/": ((ONE, X), (X, X**2 - 1)),
    "log": ((X,), (X, q(3)), (q(3), X)),
    "Heaviside": ((X,), (X, q(1, 3))),
    "Max": ((X, q(1, 2)), (X, X**2, q(3)), (X, X)),
    "Min": ((X, q(1, 2)), (X, X**2, q(3)), (X, X)),
    "clip": ((X, q(-1), q(2)), (X**2, q(1), X)),
    "Mod": ((X, q(3, 2)), (X, q(-1)), (X**2, q(2))),
    "^": tuple((X, e) for e in (ZERO, q(3), q(-2), q(1, 3), q(2, 3), q(-1, 3), q(1, 2), q(-3, 2), q(4, 5), root_of_two())),
    "principal_power": tuple((X, e) for e in (q(3), q(1, 3), q(-2, 3), q(1, 2))),
    "parametric_power": tuple((X, e) for e in (ZERO, q(3), q(-2), q(1, 3), q(1, 2), root_of_two())),
    "moving_power": ((X, X), (X**2 - 1, ONE / (X**2 + 1))),
    "real_root": tuple((X, q(n)) for n in (5, 4, -3, -2)),
    "besselj": tuple((q(n), X) for n in (0, 1, 2, -3)),
    "bessely": tuple((q(n), X) for n in (0, 1, -2)),
    "besseli": tuple((q(n), X) for n in (0, 1, 2, -3)),
    "besselk": tuple((q(n), X) for n in (0, 1, -2)),
    "polygamma": tuple((q(n), X) for n in (0, 1, 2)),
    "polylog": tuple((q(n), X) for n in (-2, 0, 1, 2, 3)),
    "binomial": tuple((X, q(k)) for k in (0, 1, 3)),
}


MANY = (110, 220)
"""The digits of the two precisions at which values are compared."""
FEW = (40, 60)
"""And at which a jump or a kink is looked for, which is seen with fewer."""


def arguments(function: Function) -> tuple[tuple[Expr, ...], ...]:
    """The arguments, in x, at which a declared function is looked at."""
    if function.head in ARGUMENTS:
        return ARGUMENTS[function.head]
    if function.least == 0:
        return ((),)
    rest = tuple(q(k + 2) for k in range(function.least - 1))
    return ((X, *rest), (ONE - X * 2, *rest))


def reference(head: str, numbers: Sequence[Any], digits: tuple[int, int] = MANY) -> Any:
    """The function by the second definition, at numbers of so many digits; None where it is undefined."""
    names = [f"u{i}" for i in range(len(numbers))]
    tree = Apply(head, tuple(Name(n) for n in names))
    values = dict(zip(names, numbers, strict=True))
    f = Evaluator(tree, "", digits, values)
    try:
        if head in ("^", "principal_power"):
            return _power(f, head, *numbers)
        return f(f.constant(0))[1]
    except NotReal:
        return None


def _power(f: Evaluator, head: str, base: Pair, exponent: Pair) -> Any:
    rational = Fraction(float(exponent[1])).limit_denominator(100)
    if abs(exponent[1] - f.constant(rational)[1]) < 1e-60:
        return f._rational_power(base, rational, head == "^")[1]
    s = f.sign(base)
    if s < 0:
        raise NotReal
    return (f.constant(0) if s == 0 else f.both(lambda c, p, r: c.exp(r * c.log(p)), base, exponent))[1]


def pair(ball: arb, digits: tuple[int, int] = MANY) -> Pair:
    """The middle of a narrow ball as a number of the second definition."""
    f = Evaluator(Name("x"), "x", digits)
    mantissa, exponent = (int(k) for k in ball.mid().man_exp())
    return Pair(c.mpf(mantissa) * c.mpf(2) ** exponent for c in f.contexts)  # type: ignore[arg-type]


def value(u: Expr, at: arb | None = None, bits: int = 900) -> Any:
    """The middle of the enclosure of u at x; None where there is no narrow enclosure."""
    ball = enclose(u, bits, {} if at is None else {"x": at})
    if not ball.is_finite() or ball.rad() > arb("1e-60") * (1 + abs(ball)):
        return None
    return pair(ball)[1]


def same(a: Any, b: Any, digits: int = 50) -> bool:
    """Whether two numbers agree to that many digits."""
    return bool(abs(a - b) <= MP.mpf(10) ** -digits * max(1, abs(a)))


def ball_of(text: str | fmpq) -> arb:
    """A decimal or rational as a ball of high precision."""
    return arb(text)


Checked = TypeVar("Checked")


def precisely(check: Callable[[Checked], None]) -> Callable[[Checked], None]:
    """A check during which balls are computed with high precision."""

    @wraps(check)
    def checked(declaration: Checked) -> None:
        before = ctx.prec
        ctx.prec = 900
        try:
            check(declaration)
        finally:
            ctx.prec = before

    return checked


# the examples


@precisely
def check_examples(function: Function) -> None:
    """Both texts of every example are the same constant, proved."""
    for left, right in function.examples:
        u, v = (evaluate(read_constant(t), "", ZERO, POINT) for t in (left, right))
        assert u is not None and v is not None, f"{function.head}: {left} or {right} is undefined"
        assert sign(u - v) == 0, f"{function.head}: {left} is not {right}"


# the rule, one side at a time


@precisely
def check_rule(function: Function) -> None:
    """Between switches and at them the rule is the function of the second definition, and no jump or kink lies between."""
    for args in arguments(function):
        _check_rule_at(function, args)


def _cuts(function: Function, args: tuple[Expr, ...]) -> list[Expr]:
    window = Interval("x", number(WINDOW[0]), number(WINDOW[1]))
    found: list[Expr] = []
    for switch in function.switches(*args):
        if "x" not in switch.where.free:
            continue
        found += zeros(switch.where, window) if isinstance(switch, Zero) else whole_zeros(switch.where, window)
    distinct: list[Expr] = []
    for c in found:
        if all(sign(c - d) != 0 for d in distinct):
            distinct.append(c)
    return sorted(distinct, key=lambda c: float(enclose(c, 100).mid()))


def _check_rule_at(function: Function, args: tuple[Expr, ...]) -> None:
    cuts = _cuts(function, args)
    ends = [number(WINDOW[0]), *cuts, number(WINDOW[1])]
    rng = random.Random(function.head)
    for low, high in pairwise(ends):
        lens = IntervalLens("x", low, high)
        branch = _ruled(function, lens, args)
        a, b = enclose(low, 900), enclose(high, 900)
        inside = [a + (b - a) * fmpq(rng.randint(1, 999), 1000) for _ in range(3)]
        near = [a + ball_of(NEAR), b - ball_of(NEAR)]
        for at in (*inside, *near):
            _compare(function, branch, args, at)
        _check_no_kink(function, args, a, b)
    for c in cuts:
        at = enclose(c, 900)
        here = tuple(_put(u, c) for u in args)
        if None in here:
            continue
        found = _ruled(function, POINT, here)  # type: ignore[arg-type]
        numbers = [pair(enclose(u, 900)) for u in here]  # type: ignore[arg-type]
        expected = reference(function.head, numbers)
        _agree(function, None if found is None else value(found), expected, at)


@precisely
def check_in_sympy(function: Function) -> None:
    """The formula in functions of SymPy is the function, of the second definition where there is one."""
    if function.in_sympy is None:
        return
    for args in arguments(function):
        for place in (*POINTS, *HALVES):
            numbers = [pair(enclose(u, 900, {"x": ball_of(place)})) for u in args]
            expected = reference(function.head, numbers)
            try:
                found = Evaluator(Name("x"), "x").formula(function, *numbers)[1]
            except NotReal:
                found = None
            _agree(function, found, expected, ball_of(place))


class ExactParts:
    """Absolute value, sign, quotient and root of constants."""

    def absolute(self, u: Expr) -> Expr:
        return u if sign(u) >= 0 else -u

    def sign(self, u: Expr) -> Expr:
        return number(sign(u))

    def pole(self, u: Expr) -> Expr:
        return u**-1

    def arc(self, u: Expr) -> Expr:
        return apply("asin", u) * 2 / pi()

    def nearest(self, u: Expr) -> Expr:
        n = POINT.floor(u + number(Fraction(1, 2)))
        return n - 1 if sign(u + number(Fraction(1, 2)) - n) == 0 and not POINT.is_even(n) else n

    def root(self, u: Expr, e: Fraction) -> Expr:
        return rational_power(POINT, u, e)


@precisely
def check_oscillating(function: Function) -> None:
    """Made of absolute values, signs, quotients and roots the function has the values of its rule."""
    if function.oscillating is None:
        return
    compared = 0
    for args in arguments(function):
        for place in POINTS:
            here = tuple(_put(u, number(place)) for u in args)
            expected = _ruled(function, POINT, here)  # type: ignore[arg-type]
            if expected is None:
                continue
            try:
                made = function.oscillating(ExactParts(), *here)
            except NoExpansion:  # not known for these arguments
                continue
            compared += 1
            assert sign(made - expected) == 0, f"{function.head} at {place} is made of other parts"
    assert compared >= 5, f"{function.head} was hardly compared"


def _put(u: Expr, c: Expr) -> Expr | None:
    from diffcheck.exact.calculus import substitute

    try:
        return substitute(u, "x", c, known_sign)
    except ZeroDivisionError:
        return None


def _ruled(function: Function, lens: Any, args: tuple[Expr, ...]) -> Expr | None:
    try:
        return function.rule(lens, *args)
    except Undefined:
        return None


def _compare(function: Function, branch: Expr | None, args: tuple[Expr, ...], at: arb) -> None:
    numbers = [pair(enclose(u, 900, {"x": at})) for u in args]
    expected = reference(function.head, numbers)
    _agree(function, None if branch is None else value(branch, at), expected, at)


def _agree(function: Function, found: Any, expected: Any, at: arb) -> None:
    place = f"{function.head} at {at.str(8)}"
    if expected is None:
        assert found is None, f"{place} is undefined, the rule says {found}"
        return
    assert found is not None, f"{place} is {MP.nstr(expected, 8)}, the rule has no value"
    assert same(found, expected), f"{place} is {MP.nstr(expected, 8)}, the rule says {MP.nstr(found, 8)}"


def _check_no_kink(function: Function, args: tuple[Expr, ...], low: arb, high: arb, cells: int = 8) -> None:
    """No jump of the function or of its slope between two switches, by halving where either changes most."""
    step = ball_of("1e-16")

    def f(x: arb) -> Any:
        return reference(function.head, [pair(enclose(u, 900, {"x": x}), FEW) for u in args], FEW)

    def slope(x: arb) -> Any:
        u, v = f(x), f(x + step)
        return None if u is None or v is None else (v - u) / pair(step, FEW)[1]

    grid = [low + (high - low) * fmpq(2 * k + 1, 2 * cells) for k in range(cells)]
    for g in (f, slope):
        values = [g(x) for x in grid]
        if None in values:
            return
        k = max(range(cells - 1), key=lambda i: abs(values[i + 1] - values[i]))
        gap = abs(values[k + 1] - values[k])
        if gap < 1e-12:
            continue
        (a, u), (b, v) = (grid[k], values[k]), (grid[k + 1], values[k + 1])
        for _ in range(18):
            x = ((a + b) / 2).mid()
            w = g(x)
            (a, u), (b, v) = ((a, u), (x, w)) if abs(w - u) >= abs(v - w) else ((x, w), (b, v))
        assert abs(v - u) < gap / 1000, f"{function.head} has a jump or a kink near {a.str(8)} that is no switch"


# what smooth functions declare

FIXED = {
    "polygamma": (ZERO, ONE, q(2)),
    "besselj": (ZERO, ONE, q(3)),
    "bessely": (ZERO, ONE, q(3)),
    "besseli": (ZERO, ONE, q(3)),
    "besselk": (ZERO, ONE, q(3)),
    "polylog": (q(2), q(3), q(4)),
    "zeta_derivative": (ONE, q(2)),
}
"""The first arguments of smooth functions of two."""
BELOW = ((-47, 10), (-19, 8), (-6, 5), (-9, 10), (-1, 3), (-1, 7))
ABOVE = ((1, 9), (2, 5), (7, 10), (19, 20), (8, 7), (12, 5), (23, 5))
POINTS = tuple(fmpq(*p) for p in BELOW + ABOVE)
HALVES = tuple(fmpq(k, 2) for k in range(-7, 8))
FAR = tuple(fmpq(*p) for p in ((-1000, 1), (-31, 1), (31, 1), (1000, 1)))


def _applied(function: SmoothFunction, fixed: tuple[Expr, ...], at: arb) -> Any:
    """The function by its certified evaluation; None outside its domain."""
    ball = function.ball(*(enclose(u, 900) for u in fixed), at)
    return ball if ball.is_finite() and ball.rad() < arb("1e-60") * (1 + abs(ball)) else None


def each_first(function: SmoothFunction) -> list[tuple[Expr, ...]]:
    """The arguments before the last at which a smooth function is looked at."""
    return [(n,) for n in FIXED[function.head]] if function.head in FIXED else [()]


def _places(function: SmoothFunction, fixed: tuple[Expr, ...], places: Sequence[fmpq] = POINTS) -> list[arb]:
    found = [ball_of(p) for p in places]
    return [at for at in found if _applied(function, fixed, at) is not None]


def _numeric(function: SmoothFunction, fixed: tuple[Expr, ...], at: arb) -> Any:
    return reference(function.head, [*(pair(enclose(u, 900)) for u in fixed), pair(at)])


@precisely
def check_ball(function: SmoothFunction) -> None:
    """The certified evaluation is the function of the second definition."""
    for fixed in each_first(function):
        places = _places(function, fixed)
        assert len(places) >= 2, f"{function.head}: hardly any point lies in its domain"
        for at in places:
            found = pair(_applied(function, fixed, at))[1]
            assert same(found, _numeric(function, fixed, at)), f"{function.head} at {at.str(8)}: the ball is elsewhere"


@precisely
def check_partials(function: SmoothFunction) -> None:
    """The declared derivative in the last argument agrees with difference quotients to both sides."""
    step = ball_of("1e-55")
    for fixed in each_first(function):
        try:
            slope = function.partials(*fixed, X)[-1]
        except NotYet:  # it is no smooth function, and declares no derivative
            return
        known = 0
        for at in _places(function, fixed):
            declared = value(slope, at)
            here = _numeric(function, fixed, at)
            if declared is None:  # the certified evaluation may not know it everywhere
                continue
            known += 1
            for side in (1, -1):
                there = _numeric(function, fixed, at + step * side)
                quotient = (there - here) / (side * pair(step)[1])
                shown = f"slope {MP.nstr(quotient, 8)}, declared {MP.nstr(declared, 8)}"
                assert same(declared, quotient, 40), f"{function.head} at {at.str(8)}: {shown}"
        assert known >= 2, f"{function.head}: hardly any derivative is known"


@precisely
def check_parity(function: SmoothFunction) -> None:
    """A declared parity holds."""
    if not function.parity:
        return
    for fixed in each_first(function):
        for at in _places(function, fixed):
            there, here = (_numeric(function, fixed, x) for x in (-at, at))
            assert same(there, function.parity * here), f"{function.head} is not {'even' if function.parity > 0 else 'odd'} at {at.str(8)}"


@precisely
def check_bounds(function: SmoothFunction) -> None:
    """Declared bounds contain the values, near and far."""
    if function.bounds is None:
        return
    low, high = (MP.mpf(b) for b in function.bounds)
    for fixed in each_first(function):
        for at in _places(function, fixed, (*POINTS, *FAR)):
            assert low <= _numeric(function, fixed, at) <= high, f"{function.head} leaves its bounds at {at.str(8)}"


def special_constants() -> list[Expr]:
    """Constants at which functions like to have special values."""
    r = root_of_two()
    three = rational_power(POINT, q(3), Fraction(1, 2))
    found = [ZERO, exp(ONE), -exp(q(-1)), exp(q(-1)), r / 2, -r / 2, three / 2, three, three / 3, -three / 3, q(1, 3), q(3, 7)]
    found += [q(k, 2) for k in range(-8, 13)] + [pi() * fmpq(k, 12) for k in range(-30, 31)] + [pi() * fmpq(k, 10) for k in range(-11, 12)]
    arcs = (("asin", q(1, 3)), ("acos", q(1, 3)), ("acos", q(-2, 3)), ("atan", q(2)), ("asinh", q(2)), ("acosh", q(2)), ("atanh", q(1, 3)))
    for head, u in arcs:
        inner = apply(head, u)
        found += [inner, -inner, inner * 2, inner * 3, inner + pi() / 2, inner + pi(), apply("sinh", inner), apply("tan", q(1, 4))]
    return found


@precisely
def check_special(function: SmoothFunction) -> None:
    """Wherever a simpler form is declared, it has the same value; also for expressions in x."""
    for fixed in each_first(function):
        for u in special_constants():
            found = function.special(*fixed, u)
            if found is None:
                continue
            expected = _numeric(function, fixed, enclose(u, 900))
            got = value(found)
            if expected is None:
                continue
            assert got is not None and same(got, expected), f"{function.head}({u}) is {MP.nstr(expected, 8)}, declared {found}"
        inverse = [apply(h, X) for h in ("asin", "acos", "atan", "sinh", "asinh", "acosh", "tanh", "atanh")]
        for u in (X + pi() / 2, X - pi(), pi() * fmpq(3, 2) - X, X * 2 + pi() * fmpq(1, 3), *inverse):
            found = function.special(*fixed, u)
            if found is not None:
                _equal_in_x(function, fixed, u, found)


def _equal_in_x(function: SmoothFunction, fixed: tuple[Expr, ...], u: Expr, written: Expr) -> None:
    for p in POINTS:
        at = ball_of(p)
        inner = enclose(u, 900, {"x": at})
        if not inner.is_finite():
            continue
        try:
            expected = _numeric(function, fixed, inner)
        except Unsure:
            continue
        if expected is None or not isinstance(expected, type(pair(at)[1])):
            continue
        got = value(written, at)
        assert got is not None and same(got, expected), f"{function.head}({u}) at {at.str(8)} is {MP.nstr(expected, 8)}, written {written}"


@precisely
def check_generators(function: SmoothFunction) -> None:
    """The form in generators has the same values."""
    for fixed in each_first(function):
        written = function.in_generators(*fixed, X)
        if written is None:
            continue
        for at in _places(function, fixed):
            got = value(written, at)
            assert got is not None and same(got, _numeric(function, fixed, at)), f"{function.head} at {at.str(8)}: other generators"


LEVELS = tuple(fmpq(*p) for p in ((-7, 2), (-1, 1), (-2, 5), (0, 1), (1, 3), (9, 10), (1, 1), (5, 4), (3, 1)))
REACH = 7


@precisely
def check_preimages(function: SmoothFunction) -> None:
    """Declared preimages are preimages, and all of them within reach: as many as a dense scan finds, which sees single crossings."""
    try:
        if function.preimages(ZERO) is None and function.preimages(ONE) is None:
            return
    except NotYet:  # it refuses to be solved
        return
    scan = _scan(function)
    for level in LEVELS:
        c = number(level)
        found = function.preimages(c)
        if found is None:
            continue
        shifts = range(-4, 5) if found.period is not None else (0,)
        places = []
        for v in found.values:
            for k in shifts:
                at = enclose(v + (found.period or ZERO) * k, 900)
                there = _numeric(function, (), at)
                assert there is not None and same(there, pair(ball_of(level))[1]), f"{function.head}({v} + {k} periods) is not {level}"
                places.append(float(at.mid()))
        crossings = _crossings(function, scan, float(int(level.p) / int(level.q)))
        within = {round(p, 9) for p in places if abs(p) < REACH}
        for a, b in crossings:
            assert any(a <= p <= b for p in within), f"{function.head} takes {level} between {a:.4g} and {b:.4g}, which is no preimage"


def _double(function: SmoothFunction, x: float) -> float:
    before, ctx.prec = ctx.prec, 64
    ball = function.ball(arb(x))
    ctx.prec = before
    return float(ball.mid()) if ball.is_finite() else float("nan")


def _scan(function: SmoothFunction) -> list[tuple[float, float]]:
    """Values on a fine grid, as doubles."""
    return [(x, _double(function, x)) for x in (k / 40 + 0.0003 for k in range(-REACH * 40, REACH * 40))]


def _crossings(function: SmoothFunction, scan: list[tuple[float, float]], level: float) -> list[tuple[float, float]]:
    """The cells in which a function crosses a level; at a pole it changes its sign too, but does not come close."""
    found = []
    for (a, u), (b, v) in pairwise(scan):
        if not (u - level) * (v - level) < 0:
            continue
        low, high = a, b
        for _ in range(30):
            middle = (low + high) / 2
            if (_double(function, middle) - level) * (u - level) > 0:
                low = middle
            else:
                high = middle
        if abs(_double(function, low) - level) < 1e-3:
            found.append((a, b))
    return found


CELLS = tuple(fmpq(k, 8) for k in range(-72, 72))


@precisely
def check_analytic_on_line(function: SmoothFunction) -> None:
    """The function and its derivative are bounded on small intervals that cover a window: no pole, no end, no vertical slope."""
    if not function.analytic_on_line:
        return
    for fixed in each_first(function):
        slope = function.partials(*fixed, X)[-1]
        for low in CELLS:
            cell = ball_of(low).union(ball_of(low + fmpq(1, 8)))
            with at_precision(128):  # the cell is wide: more digits tell no more
                assert function.ball(*(enclose(u, 900) for u in fixed), cell).is_finite(), f"{function.head} has no bounds near {low}"
        for at in map(ball_of, (*POINTS, *FAR)):
            assert value(slope, at) is not None, f"{function.head} has no derivative at {at.str(8)}"


@precisely
def check_closed_domain(function: SmoothFunction) -> None:
    """Between the declared ends it is real and monotone, at the ends too, and beyond them it is not real."""
    if function.closed_domain is None:
        return
    low, high = function.closed_domain
    start = fmpq(low if low is not None else (high or 0) - 9)
    length = (9 if low is None or high is None else high - low) + fmpq(0)
    for fixed in each_first(function):
        balls = [function.ball(*(enclose(u, 128) for u in fixed), ball_of(start + length * fmpq(k, 16))) for k in range(17)]
        assert all(b.is_finite() for b in balls), f"{function.head} is not real everywhere between its ends"
        assert len({b > a for a, b in pairwise(balls)}) == 1, f"{function.head} is not monotone"
        for end, side in ((low, -1), (high, 1)):
            if end is not None:
                beyond = function.ball(*(enclose(u, 128) for u in fixed), ball_of(end + fmpq(side, 1000)))
                assert not beyond.is_finite(), f"{function.head} is real beyond {end}"


@precisely
def check_increasing(function: SmoothFunction) -> None:
    """A function that is declared to be strictly increasing takes larger values at larger numbers."""
    if not function.increasing:
        return
    for fixed in each_first(function):
        places = _places(function, fixed)
        assert len(places) == len(POINTS), f"{function.head} is not defined everywhere"
        for a, b in pairwise(places):
            assert _numeric(function, fixed, a) < _numeric(function, fixed, b), f"{function.head} falls from {a.str(8)} to {b.str(8)}"


@precisely
def check_lower_bound(function: SmoothFunction) -> None:
    """No value is below the declared number."""
    if function.lower_bound is None:
        return
    for fixed in each_first(function):
        for at in _places(function, fixed, (*POINTS, *FAR, fmpq(0))):
            assert _numeric(function, fixed, at) >= function.lower_bound, f"{function.head} is lower at {at.str(8)}"


@precisely
def check_positive(function: SmoothFunction) -> None:
    """All values of what is declared to be positive are."""
    for fixed in each_first(function):
        if function.positive(*fixed, symbol("x")):
            for at in _places(function, fixed, (*POINTS, *FAR)):
                assert _numeric(function, fixed, at) > 0, f"{function.head} is not positive at {at.str(8)}"


@precisely
def check_exponential_germ(function: SmoothFunction) -> None:
    """Far out, where it is real, it grows beyond high powers, or what is missing to its limit is smaller than high powers."""
    if not function.exponential_germ:
        return
    sides = [[_numeric(function, (), ball_of(fmpq(s * far))) for far in (30, 100, 300)] for s in (-1, 1)]
    assert any(None not in values for values in sides)
    for near, far, beyond in (values for values in sides if None not in values):
        grows = abs(near) > MP.mpf(30) ** 7 and abs(far) > MP.mpf(100) ** 20
        settles = abs(near - far) < MP.mpf(30) ** -7 and abs(far - beyond) < MP.mpf(100) ** -20
        assert grows or settles, f"{function.head} moves like a power"


@precisely
def check_in_waves(function: SmoothFunction) -> None:
    """The function is the declared one of the sine and the cosine."""
    if function.in_waves is None:
        return
    written = function.in_waves(apply("sin", X), apply("cos", X))
    for at in _places(function, ()):
        got = value(written, at)
        assert got is not None and same(got, _numeric(function, (), at)), f"{function.head} at {at.str(8)} is another function of waves"


@precisely
def check_turned(function: SmoothFunction) -> None:
    """The Taylor coefficients at 0 of g(i*v) are those of i**k * h(v)."""
    if function.turned is None:
        return
    head, k = function.turned
    ours, theirs = (taylor_coefficients(h, (), ZERO, 10) for h in (function.head, head))
    for n, (c, d) in enumerate(zip(ours, theirs, strict=True)):
        if (n - k) % 2:
            assert not c and not d, f"{function.head} has a term of order {n}"
        else:
            assert sign(c * (-1) ** ((n - k) // 2) - d) == 0, f"{function.head} turned is not {head}: order {n}"


@precisely
def check_exponential(function: SmoothFunction) -> None:
    """exp of the function has the declared value."""
    if function.exponential is None:
        return
    for at in _places(function, ()):
        got = value(function.exponential(X), at)
        u = _numeric(function, (), at)
        assert got is not None and same(got, MP.exp(u), 40), f"exp({function.head}(u)) at {at.str(8)} is another number"


@precisely
def check_argument_of(function: SmoothFunction) -> None:
    """The function is the angle of the declared number."""
    if function.argument_of is None:
        return
    real, imaginary = function.argument_of(X)
    for at in _places(function, ()):
        angle = MP.atan2(value(imaginary, at), value(real, at))
        assert same(angle, _numeric(function, (), at)), f"{function.head} at {at.str(8)} is another angle"


def inner_expressions() -> tuple[Expr, ...]:
    """What tends to 1, to -1, to +-oo and to 0 as x falls to 0."""
    return ONE - X**2, X**2 - 1, ONE + X**2, ONE / X, -ONE / X, apply("cos", X), -apply("cos", X), X / 2


@precisely
def check_continued(function: SmoothFunction) -> None:
    """Close to a point the function has the values of the form in which it goes on."""
    if function.continued is None:
        return
    at, changed = ball_of(fmpq(1, 1000)), 0
    for u in inner_expressions():
        inner = enclose(u, 900, {"x": at})
        if _applied(function, (), inner) is None:
            continue
        plain = single(atom(function.head, u))
        try:
            written = function.continued(beside(Side("x", plain, ZERO, 1)), u)
        except ZeroDivisionError:
            continue
        if written is None:
            continue
        changed += 1
        got = value(written, at)
        assert got is not None and same(got, _numeric(function, (), inner)), f"{function.head}({u}) goes on as another function"
    assert changed, f"{function.head} is never written in another form"


SMOOTH_CHECKS = (
    check_ball,
    check_partials,
    check_parity,
    check_bounds,
    check_special,
    check_generators,
    check_preimages,
    check_analytic_on_line,
    check_closed_domain,
    check_increasing,
    check_lower_bound,
    check_positive,
    check_exponential_germ,
    check_in_waves,
    check_turned,
    check_exponential,
    check_continued,
    check_argument_of,
)
