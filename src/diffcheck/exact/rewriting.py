"""Zero by rewriting: an expression that multiplies out to nothing, perhaps after functions are written in generators, is zero."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd

from flint import arb, fmpq

from diffcheck.exact.assumptions import assumed_integer
from diffcheck.exact.atoms import apply, facts, is_function
from diffcheck.exact.ball import enclose_at
from diffcheck.exact.calculus import clear_denominators, derivative, expand, expanded
from diffcheck.exact.conjugates import conjugates
from diffcheck.exact.expr import ONE, ZERO, Atom, Exponent, Expr, number, product, single
from diffcheck.exact.generators import COS, EXP, PI, SIN, WAVES
from diffcheck.exact.powers import exp
from diffcheck.exact.session import effort


def is_zero_form(u: Expr) -> bool:
    """Whether exact rewriting shows that u is identically zero. False means that no proof was found.

    A ball around one value of u that excludes 0 shows that there is none to be found.
    """
    if not u:
        return True
    if _is_somewhere_nonzero(u):
        return False
    multiplied = expand(u)
    if multiplied is None:
        return False
    if not multiplied:
        return True
    ways = (expanded_arguments, _in_common_angles(multiplied), _shifted_waves, _squares_of_sines, in_generators)
    if any(_vanishes(multiplied, rewrite) for rewrite in ways):
        return True
    written = expand(multiplied, in_generators)
    above = None if written is None or written == multiplied else expand(clear_denominators(written))
    return above is not None and _vanishes(above, _in_common_angles(above))  # tan(x/2) shows its angle now


def _vanishes(u: Expr, rewrite: Callable[[Atom, Exponent], Expr | None]) -> bool:
    """Whether u is nothing after denominators are cleared, it is rewritten and multiplied out, a few times."""
    v: Expr | None = u
    for _ in range(4):
        before = v
        v = expand(clear_denominators(v), rewrite) if v is not None else None
        if v is None or v == before:
            return False
        if not v:
            return True
    return False


def is_zero_by_odd_roots(u: Expr) -> bool:
    """Whether u = l + q with l**n = (-q)**n for an odd n, so that l = -q: x -> x**n is injective on the line.

    To be asked only where u is known to be defined: s**(1/3) and -(-s)**(1/3) satisfy this and are never both defined.
    """
    if _is_somewhere_nonzero(u):
        return False
    pairs = (conjugates(u, name) for name in sorted(u.free))
    return any(pair is not None and pair.degree % 2 == 1 and (is_zero_form(pair.norm) or is_zero_by_odd_roots(pair.norm)) for pair in pairs)


def constant_form(u: Expr) -> Expr | None:
    """The constant that u is throughout, where sin**2 = 1 - cos**2 and multiple angles show it; else None."""
    v = expand(u, _in_common_angles(expanded(u)))
    return None if v is None or v.free else v


def is_constant_form(u: Expr, name: str) -> bool:
    """Whether exact rewriting shows that du/d(name) is identically zero.

    Two different values at neighbouring places show that it is not; neighbouring, because atan(x) + atan(1/x) has the derivative 0
    and one value on each side of 0.
    """
    if name not in u.free:
        return True
    for q in _SAMPLES:
        here, beside = _value(u, q), _value(u, q, name)
        if here.is_finite() and beside.is_finite() and not here.overlaps(beside):
            return False
    return is_zero_form(derivative(u, name))


_SAMPLES = (fmpq(71, 97), fmpq(-139, 61), fmpq(617, 53), fmpq(-2, 89))
"""Where a value is looked at: odd numbers on both sides of 0, large and small, so that some lie where an expression is defined."""


def _value(u: Expr, q: fmpq, moved: str = "") -> arb:
    """A ball around a value of u at a sample, every symbol with a number of its own, one perhaps a little larger."""
    at = {}
    for i, name in enumerate(sorted(u.free)):
        value = fmpq(1009 + 2 * i) if assumed_integer(name) else q + fmpq(i, 7)
        at[name] = value + fmpq(1, 997) if name == moved else value
    return enclose_at(u, 64, at)


def _is_somewhere_nonzero(u: Expr) -> bool:
    values = (_value(u, q) for q in (_SAMPLES if u.free else _SAMPLES[:1]))
    return any(value > 0 or value < 0 for value in values)


def expanded_arguments(a: Atom, e: Exponent) -> Expr | None:
    """A power of a function of a sum, the sum multiplied out, exp(u + v) = exp(u)*exp(v); None where nothing changes."""
    if a.head == EXP:
        u = expanded(product(fmpq(e) if isinstance(e, int) else fmpq(e.numerator, e.denominator), a.args[0]))
        return exp(u) if len(u.terms) > 1 else None
    if not is_function(a.head) or not all(isinstance(v, Expr) for v in a.args):
        return None
    args = tuple(expanded(v) for v in a.args)
    return None if args == a.args or not isinstance(e, int) else apply(a.head, *args) ** e


def _shifted_waves(a: Atom, e: Exponent) -> Expr | None:
    """A power of sin or cos of q*pi + v by the addition theorem, with sin(v)**2 = 1 - cos(v)**2; None for other atoms."""
    if a.head not in WAVES or not isinstance(e, int) or e < 0:
        return None
    u = expand(a.args[0])
    turn = Expr({m: c for m, c in u.terms.items() if len(m) == 1 and m[0][0].head == PI and m[0][1] == 1}) if u is not None else ZERO
    if u is None or not turn or turn == u:
        return _squares_of_sines(a, e)
    v = u - turn
    s, c = apply(SIN, turn), apply(COS, turn)
    return (s * apply(COS, v) + c * apply(SIN, v) if a.head == SIN else c * apply(COS, v) - s * apply(SIN, v)) ** e


def _in_common_angles(u: Expr) -> Callable[[Atom, Exponent], Expr | None]:
    """A rewriting of sin and cos of multiples of one angle in sin and cos of that angle, by Chebyshev's polynomials."""
    angles: dict[Expr, Fraction] = {}
    for a in {a for m in u.terms for a, _ in m if a.head in WAVES}:
        q, v = _primitive(a.args[0])
        angles[v] = Fraction(gcd(q.numerator * angles[v].denominator, angles[v].numerator * q.denominator),
                             q.denominator * angles[v].denominator) if v in angles else q  # fmt: skip

    def rewrite(a: Atom, e: Exponent) -> Expr | None:
        if a.head not in WAVES or not isinstance(e, int) or e < 0:
            return _squares_of_sines(a, e)
        q, v = _primitive(a.args[0])
        n = q / angles.get(v, q)
        if n.denominator != 1 or not 1 < n <= effort().multiple_angle:
            return _squares_of_sines(a, e)
        angle = v * number(angles[v])
        c, s = apply(COS, angle), apply(SIN, angle)
        first, second = (ONE, c) if a.head == COS else (ZERO, s)
        for _ in range(int(n) - 1):
            first, second = second, expanded(c * second * 2 - first)
        return second**e

    return rewrite


def _primitive(u: Expr) -> tuple[Fraction, Expr]:
    """(q, v) with u = q*v, q > 0, the same v for all positive rational multiples of u."""
    lead = abs(next(iter(u.terms.values())))
    return Fraction(int(lead.p), int(lead.q)), u.scaled(1 / lead)


def _squares_of_sines(a: Atom, e: Exponent) -> Expr | None:
    """sin(u)**2 = 1 - cos(u)**2 in every higher power."""
    if a.head != SIN or not isinstance(e, int) or e < 2:
        return None
    return (ONE - apply(COS, *a.args) ** 2) ** (e // 2) * single(a) ** (e % 2)


def in_generators(a: Atom, e: Exponent) -> Expr | None:
    """A power of an atom in exponentials, logarithms, roots, sines and cosines; None where it is left as it stands."""
    if not is_function(a.head) or not isinstance(e, int):
        return _squares_of_sines(a, e)
    written = facts(a.head).in_generators(*a.args)
    return _squares_of_sines(a, e) if written is None else written**e
