"""Roundings and remainders: constant or linear between switches, with a jump where the argument crosses an integer."""

from collections.abc import Callable
from fractions import Fraction

from flint import fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import without_integers
from diffcheck.exact.atoms import Preimages, SmoothFunction, apply
from diffcheck.exact.ball import enclose, nearest_whole, whole_part
from diffcheck.exact.double import Double
from diffcheck.exact.expr import ONE, Expr, number
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.sign import known_sign
from diffcheck.exact.walk import has_head
from diffcheck.functions import formal
from diffcheck.functions.facts import PASSING, Function, Lens, Switch, Undefined, Whole, Zero
from diffcheck.functions.pullbacks import Autodiff, Pullback, alike, blocked, by, cut, everywhere, of_minus_zero, of_negative, same, times
from diffcheck.model.term import Call, Term
from diffcheck.model.tree import Apply, Node, Number

_HALF = number(fmpq(1, 2))


def _floor(lens: Lens, u: Expr) -> Expr:
    return lens.floor(u)


def ceiling_of(u: Term) -> Term:
    """The least integer that is no smaller, as it is written."""
    return Call("ceiling", (u,))


def _ceiling(lens: Lens, u: Expr) -> Expr:
    return -lens.floor(-u)


def _frac(lens: Lens, u: Expr) -> Expr:
    return u - lens.floor(u)


def _mod(lens: Lens, u: Expr, m: Expr) -> Expr:
    if lens.sign(m) == 0:
        raise Undefined
    return u - m * lens.floor(u / m)


def _round(lens: Lens, u: Expr) -> Expr:
    n = lens.floor(u + _HALF)
    if has_head(n, PASSING):  # u passes ties without end, and is told as in `_round_in_floors`
        v = (u - _HALF) / 2
        return n - lens.floor(-v) - lens.floor(v) - 1
    tie = lens.sign(u + _HALF - n) == 0
    return n if not tie or lens.is_even(n) else n - 1


def _round_in_floors(u: Node) -> Node:
    """floor(u + 1/2), less 1 where u is a tie below an odd number: where v = (2*u - 1)/4 is an integer, ceiling(v) - floor(v) - 1 is -1."""
    tie = Apply("/", (Apply("+", (Apply("*", (_number(2), u)), Apply("neg", (_number(1),)))), _number(4)))
    above = Apply("floor", (Apply("+", (u, _number(Fraction(1, 2)))),))
    return Apply("+", (above, Apply("ceiling", (tie,)), Apply("neg", (Apply("floor", (tie,)),)), Apply("neg", (_number(1),))))


def _number(value: Fraction | int) -> Number:
    return Number(Fraction(value))


def _trunc(lens: Lens, u: Expr) -> Expr:
    return lens.floor(u) if lens.sign(u) >= 0 else -lens.floor(-u)


def _integers(u: Expr) -> tuple[Switch, ...]:
    return (Whole(u),)


def _remainder(value: Double, u: Double, m: Double) -> tuple[Pullback, ...]:
    return same, times((value - u) / m)


def _step(minus_zero: Callable[[Double], bool]) -> Autodiff:
    """No slope at all: a zero that goes on upstream in PyTorch, no path in the others."""
    return by(everywhere(blocked), everywhere(cut), everywhere(cut), minus_zero=minus_zero)


def _no_slope(_: Expr) -> tuple[Expr, ...]:
    raise NotYet("parameter_part", "the integer part of a parameter is no smooth function of it")


def _no_preimages(_: Expr) -> Preimages:
    raise NotYet("parameter_part", "where the integer part of a parameter has a value is not solved for")


def _whole_form(u: Expr) -> Expr | None:
    """floor(u + n) = floor(u) + n for an integer n; of a constant, the number. None: as it stands."""
    rest = without_integers(u)
    plain = u - rest
    if rest.free:
        return apply(WHOLE, rest) + plain if plain else None
    value = enclose(rest, _BITS)
    n = whole_part(value, _BITS)
    if n is None:
        near = nearest_whole(value, _BITS)
        n = near if near is not None and known_sign(rest - near) == 0 else None
    return None if n is None else plain + n


_BITS = 200
SMOOTH = (
    SmoothFunction(
        WHOLE,
        lambda u: u.floor(),
        _no_slope,  # it stands for a constant: only an expression in parameters has one
        special=_whole_form,
        preimages=_no_preimages,
    ),
)
DECLARED = (
    Function(
        "floor",
        ("floor",),
        1,
        1,
        "the floor is constant between integers and jumps where its argument crosses one",
        _floor,
        _integers,
        (("floor(7/2)", "3"), ("floor(-7/2)", "-4"), ("floor(3)", "3")),
        _step(of_minus_zero),
        total=True,
        fences=("⌊", "⌋"),
        coq=formal.floor,
        mistaken=("integerpart", "whole"),
    ),
    Function(
        "ceiling",
        ("ceiling", "ceil"),
        1,
        1,
        "the ceiling is constant between integers and jumps where its argument crosses one",
        _ceiling,
        _integers,
        (("ceiling(7/2)", "4"), ("ceiling(-7/2)", "-3")),
        _step(of_negative),
        total=True,
        fences=("⌈", "⌉"),
        coq=formal.ceiling,
    ),
    Function(
        "frac",
        ("frac",),
        1,
        1,
        "the fractional part u - floor(u) drops by 1 where u crosses an integer",
        _frac,
        _integers,
        (("frac(7/2)", "1/2"), ("frac(-1/4)", "3/4")),
        alike(everywhere(same)),
        period=ONE,
        total=True,
        coq=lambda u: formal.difference(u, formal.floor(u)),
        mistaken=("fraction", "fractional"),
    ),
    Function(
        "Mod",
        ("Mod", "mod"),
        2,
        2,
        "u mod m = u - m*floor(u/m) jumps where u/m crosses an integer",
        _mod,
        lambda u, m: (Zero(m), Whole(u / m)) if m.free else (Whole(u / m),) if m else (),
        (("Mod(7, 3)", "1"), ("Mod(-1, 3)", "2"), ("Mod(1, -3)", "-2")),
        alike(_remainder, minus_zero=of_negative),
        denominator=1,
        letters=("u", "m"),
        signs=("%", "mod"),
        name="mod",
        coq=formal.remainder,
    ),
    Function(
        "round",
        ("round",),
        1,
        1,
        "rounding (half to even) jumps where its argument crosses a half-integer",
        _round,
        lambda u: (Whole(u + _HALF),),
        (("round(5/2)", "2"), ("round(7/2)", "4"), ("round(-1/2)", "0"), ("round(2.6)", "3")),
        _step(of_negative),
        total=True,
        in_sympy=_round_in_floors,
        mistaken=("rounded",),
    ),
    Function(
        "trunc",
        ("trunc",),
        1,
        1,
        "truncation is constant between integers and jumps where its argument crosses one other than 0",
        _trunc,
        lambda u: (Whole(u), Zero(u)),
        (("trunc(-7/2)", "-3"), ("trunc(7/2)", "3")),
        _step(of_negative),
        total=True,
        in_sympy=lambda u: Apply("*", (Apply("sign", (u,)), Apply("floor", (Apply("Abs", (u,)),)))),
    ),
)
