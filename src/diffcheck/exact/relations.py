"""Constants that are zero by a relation between logarithms, arctangents or values of one function at equal arguments.

Each rule leaves the question whether a simpler constant is zero to `is_zero`, which the caller hands down. Given that a ball around the
constant holds 0 and is small:

- A sum of rational multiples of logarithms and another constant is 0 iff its exponential is 1: exp is injective.
- atan(a) is the argument of 1 + i*a, asin(a) of sqrt(1 - a**2) + i*a, acos(a) of a + i*sqrt(1 - a**2), pi/4 of 1 + i. So a sum of rational
  multiples of them is, up to whole turns, the argument of a product of powers: it is 0 iff that is real and positive, where the sum is
  smaller than a turn. (So Gauss proved Machin's formulas.)
- Where two arguments of one function are equal numbers, or one is a rational number in another dress, so are the values.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from math import lcm

from flint import fmpq

from diffcheck.exact.atoms import apply, facts, facts_if_any, is_function
from diffcheck.exact.ball import enclose, midpoint_float
from diffcheck.exact.calculus import expand, expanded, replace_atom
from diffcheck.exact.expr import ONE, ZERO, Atom, Expr, number, pi, product, single
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.logarithms import without_logarithms
from diffcheck.exact.powers import log
from diffcheck.exact.session import effort
from diffcheck.exact.walk import atoms_in, lies_in

LARGEST_DENOMINATOR = 12
"""Of a rational number that is looked for in another dress."""

LARGEST_RATIO = 1e6

IsZero = Callable[[Expr], bool]


def vanishes_by_relation(u: Expr, is_zero: IsZero) -> bool:
    """Whether one of the rules proves the constant u zero. `is_zero` says whether a simpler constant is proved so."""
    v = expanded(u)
    return _by_logarithms(v, is_zero) or _by_arcs(v, is_zero) or _by_equal_arguments(u, is_zero)


def _multiples(u: Expr, wanted: Callable[[Atom], bool]) -> dict[Atom, Fraction] | None:
    """u as a sum of rational multiples of some atoms; None if it is none."""
    found: dict[Atom, Fraction] = {}
    for m, c in u.terms.items():
        if len(m) != 1 or not wanted(m[0][0]) or m[0][1] != 1:
            return None
        found[m[0][0]] = Fraction(int(c.p), int(c.q))
    return found or None


def _by_logarithms(u: Expr, is_zero: IsZero) -> bool:
    equation = without_logarithms(u, effort().relation_factors)
    return equation is not None and is_zero(equation)


def _by_arcs(u: Expr, is_zero: IsZero) -> bool:
    turn = next(iter(pi().terms))
    turns = u.terms.get(turn, fmpq(0))
    arcs = _multiples(u - pi().scaled(turns), _is_arc)
    if arcs is None:
        return False
    quarters = Fraction(int(turns.p), int(turns.q)) * 4
    common = lcm(quarters.denominator, *(q.denominator for q in arcs.values()))
    if sum(abs(q) for q in (quarters, *arcs.values())) * common > effort().relation_factors or not abs(enclose(u * common, 200)) < 1:
        return False
    powers = [(_turned_by(a), int(q * common)) for a, q in arcs.items()]
    real, imaginary = ONE, ZERO
    for (x, y), n in [*powers, ((ONE, ONE), int(quarters * common))]:
        turned = y if n >= 0 else -y
        for _ in range(abs(n)):
            p, q = expand(real * x - imaginary * turned), expand(real * turned + imaginary * x)
            if p is None or q is None:
                return False
            real, imaginary = p, q
    return bool(enclose(real, 200) > 0) and is_zero(imaginary)


def _is_arc(a: Atom) -> bool:
    known = facts_if_any(a.head)
    return known is not None and known.argument_of is not None


def _turned_by(a: Atom) -> tuple[Expr, Expr]:
    """The real and the imaginary part of a number of which the arc is the angle."""
    argument_of = facts(a.head).argument_of
    assert argument_of is not None
    return argument_of(a.args[0])


def in_simple_arguments(u: Expr, is_zero: IsZero) -> Expr:
    """u with every argument that is a rational number in another dress put in as that number."""
    for a in dict.fromkeys(atoms_in(u)):
        if len(a.args) != 1 or not isinstance(a.args[0], Expr) or a.free or not (a.head == LOG or a.head == "sum" or is_function(a.head)):
            continue
        v = a.args[0]
        r = None if v.rational is not None else _rational_ratio(v)
        if r is None or not is_zero(v - number(r)):
            continue
        try:
            plain = number(r) if a.head == "sum" else log(number(r), _sign_of_rational) if a.head == LOG else apply(a.head, number(r))
            return in_simple_arguments(replace_atom(u, a, plain, _sign_of_rational), is_zero)
        except ZeroDivisionError:  # u is defined nowhere
            return u
    return u


def _sign_of_rational(u: Expr) -> int | None:
    r = u.rational
    return None if r is None else (r > 0) - (r < 0)


def _by_equal_arguments(u: Expr, is_zero: IsZero) -> bool:
    """Arguments that are one number in two dresses are written in one, and the rest is looked at again."""
    groups: dict[str, list[Atom]] = {}
    for a in dict.fromkeys(atoms_in(u)):
        if a.head == EXP or (len(a.args) == 1 and is_function(a.head) and isinstance(a.args[0], Expr)):
            groups.setdefault(a.head, []).append(a)
    for group in groups.values():
        for a, b in combinations(group, 2):
            s, t = (product(fmpq(1), c.args[0]) if c.head == EXP else c.args[0] for c in (a, b))
            ratio = _rational_ratio(s, t)
            if not ratio or not is_zero(s - t * number(ratio)):
                continue
            if ratio != 1 and a.head != EXP:
                continue
            if lies_in(a, b):  # the outer one is replaced
                a, b, ratio = b, a, 1 / ratio
            return is_zero(replace_atom(u, a, single(b, ratio if ratio.denominator > 1 else int(ratio))))
    return False


def _rational_ratio(s: Expr, t: Expr = ONE) -> Fraction | None:
    """The rational with a small denominator that s/t may be; None if there is none."""
    top, bottom = midpoint_float(s), midpoint_float(t)
    if top is None or not bottom or abs(top / bottom) > LARGEST_RATIO:
        return None
    near = Fraction(top / bottom).limit_denominator(LARGEST_DENOMINATOR)
    return near if enclose(s - t * number(near), 200).contains(0) else None
