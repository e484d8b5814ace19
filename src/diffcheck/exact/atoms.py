"""What an atom of a declared smooth function states about itself, for exact evaluation, derivatives and text."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq

from diffcheck.exact.expr import Expr, add_all, atom, lift, order_of, single
from diffcheck.model.immutable import immutable


@immutable
class Preimages:
    """All real u with g(u) = c: the listed ones, each repeated with the period where there is one."""

    values: tuple[Expr, ...]
    period: Expr | None = None


@immutable
class SmoothFunction:
    """A function analytic where its declaration says so; what is needed to compute with it exactly.

    ball: certified evaluation of the arguments' balls (an arb, or nan where it cannot); partials: the partial derivatives as
    expressions in the arguments; parity: 1 even, -1 odd, 0 neither; special: exact simpler form for some arguments, else None;
    bounds: an interval that contains all values, as decimal texts, where there is one; in_generators: the same function in
    exponentials, logarithms, roots, sines and cosines, used to prove identities; preimages: all u with g(u) = c, None if unknown.
    """

    head: str
    ball: Callable[..., Any]
    partials: Callable[..., tuple[Expr, ...]]
    parity: int = 0
    special: Callable[..., Expr | None] = lambda *_: None
    bounds: tuple[str, str] | None = None
    in_generators: Callable[..., Expr | None] = lambda *_: None
    preimages: Callable[[Expr], Preimages | None] = lambda _: None
    equation: Callable[..., Expr] | None = None
    """equation(y, arguments): an expression that vanishes at y = the value, for a function that is the inverse of another one."""
    tame: bool = False
    """Whether it continues to a strip around the real line where it grows at most like a power."""
    closed_domain: tuple[int | None, int | None] | None = None
    """The closed interval (None: no end) of all real values of its last argument at which it is real, where it is continuous and monotone
    there."""
    analytic_on_line: bool = False
    """Whether it is analytic at every real value of its (last) argument."""
    increasing: bool = False
    """Whether it is strictly increasing on R."""
    lower_bound: int | None = None
    """A number that no value is below, where there is one and the sign of the function rests on it."""
    positive: Callable[..., bool] = lambda *_: False
    """positive(arguments): whether the function is positive for all real values of the last one, the others fixed."""
    poles_up_to: int | None = None
    """A number beyond which it has no poles, where it has such on the line that no rewriting in generators shows."""
    exponential_germ: bool = False
    """Whether its germ at an infinite argument holds exponentials: it grows like one, or what is missing to its limit falls like one."""
    in_waves: Callable[[Expr, Expr], Expr] | None = None
    """in_waves(sin(u), cos(u)) -> the function at u, where it is a rational function of the two; its period divides 2*pi."""
    turned: tuple[str, int] | None = None
    """(h, k) with g(i*v) = i**k * h(v) for the imaginary unit i: sin(i*v) = i*sinh(v)."""
    argument_of: Callable[[Expr], tuple[Expr, Expr]] | None = None
    """argument_of(v) -> (a, b), where g(v) is the angle of a + i*b that lies above -pi and up to pi: an arc function."""
    exponential: Callable[[Expr], Expr] | None = None
    """exp(g(u)) without an exponential, for every u other than 0 at which g is defined."""
    continued: Callable[..., Expr | None] | None = None
    """continued(near, u): g(u) on one side of a point in a form that goes on beyond it; None where it has no other than g(u).

    near (functions.facts.Near) looks at expressions there.
    """
    germ: Callable[..., Any] | None = None
    """germ(series of the arguments) -> series, where the Taylor expansion does not serve; NotImplemented where it does."""
    reflected: Callable[[Expr], Expr] | None = None
    """The same function in others, where its argument is negative and runs past its poles."""
    fractional: bool = False
    """Whether it is the fractional part of its argument."""
    degree: Callable[..., Fraction] | None = None
    """degree(arguments) -> q, where its size is that of its first argument to the power q."""
    germ_of_power: Callable[..., Any] | None = None
    """germ_of_power(name, e, series of the arguments) -> series of the e-th power, for an atom that stands for a function of which a
    germ knows little: a part that it leaves unknown is called by the name, which determines the power as a function."""


_smooth: dict[str, SmoothFunction] = {}


def install(function: SmoothFunction) -> None:
    """Makes the atom's head known."""
    _smooth[function.head] = function


def facts(head: str) -> SmoothFunction:
    """The facts of an installed head. Raises KeyError for another."""
    return _smooth[head]


def facts_if_any(head: str) -> SmoothFunction | None:
    """The facts of an installed head; None for another, such as that of a symbol or an exponential."""
    return _smooth.get(head)


def is_function(head: str) -> bool:
    """Whether the head is that of a declared smooth function (not a symbol, prime, pi, sum, exp or log)."""
    return head in _smooth


def leads_negative(u: Expr) -> bool:
    """Whether the canonical first term of u is negative: of u and -u exactly one does, so parity has a normal form."""
    m = min(u.terms, key=lambda m: (not m, order_of(m)))
    return bool(u.terms[m] < 0)


def apply(head: str, *args: Any) -> Expr:
    """The function applied to expressions, in normal form by parity and special values."""
    known = _smooth[head]
    args = tuple(lift(a) if isinstance(a, Expr | fmpq | Fraction | int) else a for a in args)
    found = known.special(*args)
    if found is not None:
        return found
    if known.parity and leads_negative(args[-1]):
        mirrored = apply(head, *args[:-1], -args[-1])
        return -mirrored if known.parity < 0 else mirrored
    return single(atom(head, *args))


def derivative_of_atom(head: str, args: tuple[Expr, ...], inner: tuple[Expr, ...]) -> Expr:
    """The chain rule: sum of the partials times the inner derivatives."""
    return add_all(p * d for p, d in zip(_smooth[head].partials(*args), inner, strict=True) if d)
