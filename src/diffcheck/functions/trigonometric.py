"""Sine and cosine, and the quotients made of them, which have poles where a denominator is 0."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq

from diffcheck.exact.assumptions import assumed_integer, assumptions, is_number, is_whole, residue
from diffcheck.exact.atoms import Preimages, SmoothFunction, apply
from diffcheck.exact.calculus import expanded
from diffcheck.exact.double import NAN, Double, double, image
from diffcheck.exact.double import ONE as ONE_DOUBLE
from diffcheck.exact.double import ZERO as ZERO_DOUBLE
from diffcheck.exact.double import power as float_power
from diffcheck.exact.expr import ONE, ZERO, Expr, Monomial, as_term, number, pi
from diffcheck.exact.generators import PI
from diffcheck.exact.levels import unwound
from diffcheck.exact.powers import power
from diffcheck.exact.rounding import Accuracy
from diffcheck.exact.sign import known_sign
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Switch, Undefined, Zero
from diffcheck.functions.pullbacks import CHAIN_RULE, Pullback, alike, blocked, by, one_over, times
from diffcheck.germs import elementary
from diffcheck.germs import series as germs
from diffcheck.germs.monomial import UNIT, compare
from diffcheck.germs.series import NoExpansion, Series

_PI = as_term(pi())[0]


def _turns(u: Expr) -> tuple[fmpq, Expr]:
    """(q, rest) with u = q*pi + rest."""
    q = u.terms.get(_PI, fmpq(0))
    return q, (u - pi().scaled(q) if q else u)


def _reduced(u: Expr) -> Expr:
    """u less whole turns, the level in it put in by its equation where that brings such."""
    plain = unwound(u) if u.free and assumptions() is not None else None
    return _without_whole_turns(u if plain is None else plain)


def _without_whole_turns(u: Expr) -> Expr:
    """u less the multiples of 2*pi*n for an integer n. Raises Split where the residue class of n decides."""
    if not any(assumed_integer(name) for name in u.free):
        return u
    u = expanded(u)
    kept: dict[Monomial, fmpq] = {}
    turns = fmpq(0)
    for m, c in u.terms.items():
        whole = _half_turns(m)
        left = None if whole is None else 0 if c.q == 1 and c.p % 2 == 0 else residue(whole, 2 * int(c.q) if c.p % 2 else int(c.q))
        if left is None:
            kept[m] = c
        else:
            turns += c * left
    return Expr(kept) + pi().scaled(turns)


def _half_turns(m: Monomial) -> Monomial | None:
    """The integer factor of a product of pi and of integers; None for another monomial."""
    rest = tuple((a, e) for a, e in m if (a.head, e) != (PI, 1))
    return rest if rest and len(rest) == len(m) - 1 and is_whole(rest) else None


def _root(n: int) -> Expr:
    return power(number(n), Fraction(1, 2), known_sign)


def _sine_of_turns(q: fmpq) -> Expr | None:
    """sin(q*pi) for the angles with square roots."""
    q = q - 2 * (q / 2).floor()
    if q > 1:
        found = _sine_of_turns(q - 1)
        return -found if found is not None else None
    if q > fmpq(1, 2):
        q = 1 - q
    sixtieths = 60 * q
    known = _SINES.get(int(sixtieths.p)) if sixtieths.q == 1 else None
    return known() if known is not None else None


def _in_first_quarter(head: str, q: fmpq) -> Expr | None:
    """sin(q*pi) or cos(q*pi) by the angle between 0 and pi/2 with the same value up to its sign; None where q is such an angle."""
    half = fmpq(1, 2)
    r = q - 2 * (q / 2).floor()
    flip = 1
    if r > 1:
        r, flip = r - 1, -1
    if r > half:
        r, flip = 1 - r, flip if head == "sin" else -flip
    return None if r == q else apply(head, pi().scaled(r)).scaled(fmpq(flip))


_SINES: dict[int, Callable[[], Expr]] = {
    0: lambda: ZERO,
    5: lambda: (_root(6) - _root(2)) / 4,
    6: lambda: (_root(5) - 1) / 4,
    10: lambda: number(fmpq(1, 2)),
    15: lambda: _root(2) / 2,
    18: lambda: (_root(5) + 1) / 4,
    20: lambda: _root(3) / 2,
    25: lambda: (_root(6) + _root(2)) / 4,
    30: lambda: ONE,
}
"""sin(k*pi/60) from 0 to pi/2."""


def _is_half_turns(u: Expr) -> bool:
    """Whether u is pi times an integer that holds integer symbols: of every class, sin(u) is 0."""
    return bool(u.free) and all(c.q == 1 and (m == _PI or _half_turns(m) is not None) for m, c in u.terms.items())


def _special_sine(u: Expr) -> Expr | None:
    if _is_half_turns(u):
        return ZERO
    reduced = _reduced(u)
    if reduced != u:
        return apply("sin", reduced)
    if not u:
        return ZERO
    q, rest = _turns(u)
    if not rest:
        known = _sine_of_turns(q)
        return _in_first_quarter("sin", q) if known is None else known
    if q and (2 * q).q == 1:
        k = int((2 * q).p) % 4
        return (apply("sin", rest), apply("cos", rest), -apply("sin", rest), -apply("cos", rest))[k]
    arc = _multiple_of_arc(u)
    if arc is not None:
        return arc[0]
    other = _inner(u, "acos")
    if other is not None and is_number(other):
        return power(ONE - other**2, Fraction(1, 2), lambda _: None)
    return _inner(u, "asin")


def _special_cosine(u: Expr) -> Expr | None:
    if _is_half_turns(u + pi().scaled(fmpq(1, 2))):
        return ZERO
    reduced = _reduced(u)
    if reduced != u:
        return apply("cos", reduced)
    if not u:
        return ONE
    q, rest = _turns(u)
    if not rest:
        known = _sine_of_turns(q + fmpq(1, 2))
        return _in_first_quarter("cos", q) if known is None else known
    if q and (2 * q).q == 1:
        k = int((2 * q).p) % 4
        return (apply("cos", rest), -apply("sin", rest), -apply("cos", rest), apply("sin", rest))[k]
    arc = _multiple_of_arc(u)
    if arc is not None:
        return arc[1]
    other = _inner(u, "asin")
    if other is not None and is_number(other):
        return power(ONE - other**2, Fraction(1, 2), lambda _: None)
    return _inner(u, "acos")


def _multiple_of_arc(u: Expr) -> tuple[Expr, Expr] | None:
    """(sin u, cos u) for a number u = k*atan(v), k an integer: the k-th power of 1 + iv, divided by its size."""
    m, c = as_term(u)
    if c.q != 1 or abs(c.p) > 12 or len(m) != 1 or m[0][1] != 1 or m[0][0].head != "atan" or not is_number(u):
        return None
    v, k = m[0][0].args[0], int(c.p)
    real, imaginary = ONE, ZERO
    for _ in range(abs(k)):
        real, imaginary = real - v * imaginary, imaginary + v * real
    size = power(ONE + v**2, Fraction(-abs(k), 2), lambda _: None)
    return (imaginary if k > 0 else -imaginary) * size, real * size


def _inner(u: Expr, head: str) -> Expr | None:
    m, c = as_term(u)
    return m[0][0].args[0] if c == 1 and len(m) == 1 and m[0][1] == 1 and m[0][0].head == head else None


def _tangent_of_turned(q: fmpq, rest: Expr) -> Expr | None:
    """tan(q*pi + rest) without half turns, and of an arc without quarter turns: tan(v + pi/2) = -1/tan(v)."""
    if q and q.q == 1:
        return apply("tan", rest)
    arc, mirrored = _inner(rest, "atan"), _inner(-rest, "atan")
    v = arc if arc is not None else None if mirrored is None else -mirrored
    if v is None or not q:
        return v
    return -(v**-1) if q.q == 2 else None


def _special_tangent(u: Expr) -> Expr | None:
    reduced = _reduced(u)
    if reduced != u:
        return apply("tan", reduced)
    if not u:
        return ZERO
    q, rest = _turns(u)
    if rest:
        return _tangent_of_turned(q, rest)
    s, c = _sine_of_turns(q), _sine_of_turns(q + fmpq(1, 2))
    return s / c if s is not None and c else None


def _of_bounded_wave(head: str, u: Series) -> Series | None:
    """The function of a bounded quantity that oscillates, where it is monotone on its range; None for other quantities."""
    infinite, _, _ = germs.split(u)
    if not infinite or any(compare(m, UNIT) > 0 for m in infinite):
        return None
    from diffcheck.germs.expand import taylor

    try:
        return taylor(head, (), u)
    except NoExpansion:
        return None


def _sine_germ(u: Series) -> Series:
    return _of_bounded_wave("sin", u) or elementary.sine_cosine(u)[0]


def _cosine_germ(u: Series) -> Series:
    return _of_bounded_wave("cos", u) or elementary.sine_cosine(u)[1]


def _tangent_germ(u: Series) -> Any:
    infinite, middle, _ = germs.split(u)
    bounded = _of_bounded_wave("tan", u)
    if bounded is not None:
        return bounded
    if not infinite and not middle.free and known_sign(apply("cos", middle)):
        return NotImplemented
    s, c = elementary.sine_cosine(u)
    return germs.multiply(s, elementary.power(c, -1))


def _within_one(c: Expr) -> bool | None:
    low, high = known_sign(c + 1), known_sign(c - 1)
    return None if low is None or high is None else low >= 0 and high <= 0


def _arcs_of_sine(c: Expr) -> Preimages | None:
    inside = _within_one(c)
    if inside is None:
        return None
    a = apply("asin", c)
    return Preimages(tuple(dict.fromkeys((a, pi() - a))), pi() * 2) if inside else Preimages(())


def _arcs_of_cosine(c: Expr) -> Preimages | None:
    inside = _within_one(c)
    if inside is None:
        return None
    a = apply("acos", c)
    return Preimages(tuple(dict.fromkeys((a, -a))), pi() * 2) if inside else Preimages(())


SMOOTH = (
    SmoothFunction(
        "sin",
        lambda u: u.sin(),
        lambda u: (apply("cos", u),),
        parity=-1,
        special=_special_sine,
        bounds=("-1", "1"),
        preimages=_arcs_of_sine,
        germ=_sine_germ,
        tame=True,
        analytic_on_line=True,
        in_waves=lambda s, _: s,
        turned=("sinh", 1),
    ),
    SmoothFunction(
        "cos",
        lambda u: u.cos(),
        lambda u: (-apply("sin", u),),
        parity=1,
        special=_special_cosine,
        bounds=("-1", "1"),
        preimages=_arcs_of_cosine,
        germ=_cosine_germ,
        tame=True,
        analytic_on_line=True,
        in_waves=lambda _, c: c,
        turned=("cosh", 0),
    ),
    SmoothFunction(
        "tan",
        lambda u: u.tan(),
        lambda u: (ONE + apply("tan", u) ** 2,),
        parity=-1,
        special=_special_tangent,
        preimages=lambda c: Preimages((apply("atan", c),), pi()),
        germ=_tangent_germ,
        in_generators=lambda u: apply("sin", u) / apply("cos", u),
        in_waves=lambda s, c: s / c,
        turned=("tanh", 1),
    ),
)


def _over(lens: Lens, above: Expr, below: Expr) -> Expr:
    if lens.sign(below) == 0:
        raise Undefined
    return above / below


def _tangent(lens: Lens, u: Expr) -> Expr:
    if lens.sign(apply("cos", u)) == 0:
        raise Undefined
    return apply("tan", u)


def _sinc(lens: Lens, u: Expr) -> Expr:
    return ONE if lens.sign(u) == 0 else apply("sin", u) / u


_TWO = double(2)


def _wave(head: str, u: Double) -> Double:
    return image(head, lambda v: apply(head, v), u) if u.is_finite else NAN


def _sinc_quotient(u: Double) -> Pullback:
    """sin(u)/u as a quotient."""
    sine, cosine, square = _wave("sin", u), _wave("cos", u), float_power(u, _TWO)
    return lambda g: (g / u) * cosine - (g / square) * sine


def _sinc_tensorflow(_: Double, u: Double) -> tuple[Pullback, ...]:
    """sin(u)/u is replaced at 0 only after dividing: 0/0."""
    return (_sinc_quotient(u),)


def _sinc_jax(_: Double, u: Double) -> tuple[Pullback, ...]:
    """Replaced before dividing."""
    return (times(ZERO_DOUBLE) if u.is_finite and u.is_zero else _sinc_quotient(u),)


def _sinc_pytorch(_: Double, u: Double) -> tuple[Pullback, ...]:
    """One step, which selects 0 at 0."""
    if u.is_finite and u.is_zero:
        return (blocked,)
    return (times(_wave("cos", u) / u - _wave("sin", u) / float_power(u, _TWO)),)


def _zeros_of_cosine(u: Expr) -> tuple[Switch, ...]:
    return (Zero(apply("cos", u)),)


def _zeros_of_sine(u: Expr) -> tuple[Switch, ...]:
    return (Zero(apply("sin", u)),)


_COS, _SIN = "has a pole where cos(u) = 0", "has a pole where sin(u) = 0"
DECLARED = (
    Function(
        "sin",
        ("sin",),
        1,
        1,
        "the sine is analytic on R",
        lambda _, u: apply("sin", u),
        examples=(("sin(pi/6)", "1/2"), ("sin(3*pi/2)", "-1")),
        autodiff=CHAIN_RULE,
        total=True,
        inverse="asin",
        coq=formal.applied(formal.SIN),
        period=pi() * 2,
        mistaken=("sine", "sinus"),
    ),
    Function(
        "cos",
        ("cos",),
        1,
        1,
        "the cosine is analytic on R",
        lambda _, u: apply("cos", u),
        examples=(("cos(pi/3)", "1/2"), ("cos(pi)", "-1")),
        autodiff=CHAIN_RULE,
        total=True,
        inverse="acos",
        coq=formal.applied(formal.COS),
        period=pi() * 2,
        mistaken=("cosine", "cosinus"),
    ),
    Function(
        "tan",
        ("tan", "tg"),
        1,
        1,
        "the tangent " + _COS,
        _tangent,
        _zeros_of_cosine,
        (("tan(pi/4)", "1"),),
        alike(lambda y, _: (times(ONE_DOUBLE + y * y),)),
        oscillating=lambda parts, u: apply("sin", u) * parts.pole(apply("cos", u)),
        inverse="atan",
        continuous=True,
        coq=formal.applied(formal.TAN),
        period=pi(),
        mistaken=("tangent", "tangens"),
    ),
    Function(
        "cot",
        ("cot", "ctg"),
        1,
        1,
        "the cotangent " + _SIN,
        lambda lens, u: _over(lens, apply("cos", u), apply("sin", u)),
        _zeros_of_sine,
        (("cot(pi/4)", "1"),),
        one_over("tan"),
        oscillating=lambda parts, u: apply("cos", u) * parts.pole(apply("sin", u)),
        inverse="acot",
        continuous=True,
        coq=lambda u: formal.quotient(formal.cosine(u), formal.sine(u)),
        period=pi(),
        mistaken=("cotangent", "cotan"),
    ),
    Function(
        "sec",
        ("sec",),
        1,
        1,
        "the secant " + _COS,
        lambda lens, u: _over(lens, ONE, apply("cos", u)),
        _zeros_of_cosine,
        (("sec(pi/3)", "2"),),
        one_over("cos"),
        oscillating=lambda parts, u: parts.pole(apply("cos", u)),
        inverse="asec",
        continuous=True,
        coq=lambda u: formal.quotient(formal.whole(1), formal.cosine(u)),
        period=pi() * 2,
        mistaken=("secant",),
    ),
    Function(
        "csc",
        ("csc", "cosec"),
        1,
        1,
        "the cosecant " + _SIN,
        lambda lens, u: _over(lens, ONE, apply("sin", u)),
        _zeros_of_sine,
        (("csc(pi/6)", "2"),),
        one_over("sin"),
        oscillating=lambda parts, u: parts.pole(apply("sin", u)),
        inverse="acsc",
        continuous=True,
        coq=lambda u: formal.quotient(formal.whole(1), formal.sine(u)),
        period=pi() * 2,
        mistaken=("cosecant",),
    ),
    Function(
        "sinc",
        ("sinc",),
        1,
        1,
        "sinc is sin(u)/u with the value 1 at 0: analytic on R",
        _sinc,
        lambda u: (Zero(u),),
        (("sinc(0)", "1"), ("sinc(pi)", "0")),
        by(_sinc_pytorch, _sinc_jax, _sinc_tensorflow, accuracy=Accuracy(4, 2.0**-49)),
        total=True,
        continuous=True,
    ),
)
