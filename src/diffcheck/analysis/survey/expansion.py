"""The first terms of an expansion beside a point, as an explanation shows them where the leading term decides.

The series of a germ states of the function itself that it differs from its terms by O(error) (germs/series.py): every term above the
error is one of the expansion, whatever follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final, TypeVar

from diffcheck.analysis.point.side import Side
from diffcheck.analysis.survey.reasons import quiet_sign
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, Split
from diffcheck.exact.belief import aside
from diffcheck.exact.calculus import replace_atom, substitute
from diffcheck.exact.expr import ZERO, Atom, Expr, lift, number, pi, symbol
from diffcheck.exact.generators import SIN, WAVES
from diffcheck.exact.powers import power
from diffcheck.exact.text import square_root
from diffcheck.exact.walk import atoms_in
from diffcheck.germs.expand import Approach
from diffcheck.germs.monomial import UNIT, Monomial, is_infinitesimal, is_power
from diffcheck.germs.series import NeedMoreTerms, Series, add, constant, multiply
from diffcheck.model.report import Expansion, Sequences
from diffcheck.model.term import Power, Sum, Term, added, group, minus, rational

Shown = TypeVar("Shown")
FEW: Final = 2
"""So many terms are shown: the one that decides, and one that shows how it goes on."""


def expansion_of(side: Side, letter: str, show: Callable[[Expr], Term], value: Expr | None = None) -> Expansion | None:
    """The expansion of the branch at c + h, or with a value of its difference quotient; None where its terms are no powers of h."""

    def first(near: Approach) -> Expansion | None:
        u = _germ(side, near, value)
        read = _powers(u)
        if read is None:
            return None
        known, is_cut = read
        if len(known) < FEW and u.error is not None and not is_cut:
            raise NeedMoreTerms
        shown = [show(_term(e, c, side.side, letter)) for e, c in known[:FEW]]
        return Expansion(_sum(shown), letter, ends=u.error is None and not is_cut and len(known) <= FEW) if shown else None

    return _asked(side, first)


def sequences_of(side: Side, letter: str, show: Callable[[Expr], Term], value: Expr | None = None) -> Sequences | None:
    """Two sequences that tend to c, along which f (or with a value its quotient) tends to different limits: that refutes a limit.

    Where f = L + A cos Q + B sin Q + o(1) with Q = a/t**r, they are those with Q = 2 pi k + theta: f tends to L + A cos theta + B sin
    theta along them. Else, where all waves of f are those of one such Q, each is a constant along them, so that the limits are those of f
    with these constants. None where f is of another form.
    """

    def two(near: Approach) -> Sequences | None:
        waves = _waves(_germ(side, near, value))
        if waves is None:
            return None
        (size, a), level, cosine, sine = waves
        quarter, amplitude = (1, sine) if quiet_sign(sine) else (0, cosine)
        if not quiet_sign(amplitude):
            return None
        index = "k" if side.name != "k" else "m"
        angles = [(symbol(index) * number(2) + lift(Fraction(k, 2))) * pi() for k in (quarter, quarter + 2)]
        one, other = (_place(side, size, show(a / angle), show, of_quotient=value is not None) for angle in angles)
        return Sequences(index, one, show(level + amplitude), other, show(level - amplitude))

    return _asked(side, two) or _asked(side, lambda near: _along_angles(side, near, show, value))


ANGLES: Final = ((0, 1), (1, 0), (0, -1), (-1, 0))
"""Sine and cosine of 0, pi/2, pi, 3 pi/2."""


def _along_angles(side: Side, near: Approach, show: Callable[[Expr], Term], value: Expr | None) -> Sequences | None:
    """Two of the sequences with |Q| = 2 pi k + theta along which the limits are finite and proved to differ."""
    waves = [a for a in dict.fromkeys(atoms_in(side.branch)) if a.head in WAVES and not any(b.head in WAVES for b in atoms_in(a.args[0]))]
    phase = _phase(near, waves)
    sign = None if phase is None else quiet_sign(phase[1])
    if phase is None or not sign:
        return None
    found = _limits_at_angles(side, waves, sign, value)
    for (k, one), (m, other) in combinations(found, 2):
        if quiet_sign(one - other):
            index = "k" if side.name != "k" else "m"
            angles = ((symbol(index) * number(2) + lift(Fraction(part, 2))) * pi() for part in (k, m))
            size = phase[1].scaled(sign)
            first, second = (_place(side, phase[0], show(size / angle), show, of_quotient=value is not None) for angle in angles)
            return Sequences(index, first, show(one), second, show(other))
    return None


def _phase(near: Approach, waves: Sequence[Atom]) -> tuple[Fraction, Expr] | None:
    """(r, a), where the argument of all waves is a/t**r with r > 0."""
    phases = {a.args[0] for a in waves}
    germ = near.expand(phases.pop()) if len(phases) == 1 else None
    read = None if germ is None or germ.error is not None else _powers(germ)
    if read is None or read[1] or len(read[0]) != 1 or read[0][0][0] >= 0:
        return None
    ((e, a),) = read[0]
    return -e, a


def _limits_at_angles(side: Side, waves: Sequence[Atom], sign: int, value: Expr | None) -> list[tuple[int, Expr]]:
    """The angles at which the limit with waves of that angle is finite, by number, and that limit; with a value, that of the quotient."""
    found: list[tuple[int, Expr]] = []
    for k, (sine, cosine) in enumerate(ANGLES):
        branch = side.branch
        for wave in waves:
            branch = replace_atom(branch, wave, number(sign * sine if wave.head == SIN else cosine), quiet_sign)
        along = side.of(branch)
        limit = along.limit() if value is None else along.slope(value)
        if limit.kind == "finite" and not limit.value.free:
            found.append((k, limit.value))
    return found


def _germ(side: Side, near: Approach, value: Expr | None) -> Series:
    """The germ of the branch, or with a value that of its difference quotient."""
    u = near.expand(side.branch)
    if value is None:
        return u
    return multiply(add(u, constant(-value, near.order)), Series({Monomial(-1): number(side.side)}, None, near.order, True))


def _asked(side: Side, question: Callable[[Approach], Shown | None]) -> Shown | None:
    """What is found for the sake of an explanation, on which no verdict rests; None where it would cost a question of its own."""
    with aside() as watch:
        try:
            found = side.ask(question)
        except (NotYet, Open, Split, ZeroDivisionError):
            return None
    return None if watch.anywhere else found


def _waves(u: Series) -> tuple[tuple[Fraction, Expr], Expr, Expr, Expr] | None:
    """(r, a), L, A, B of L + A cos Q + B sin Q + o(1) with Q = a/t**r; None for another germ."""
    if u.error is not None and not is_infinitesimal(u.error):
        raise NeedMoreTerms
    parts = {0: ZERO, 1: ZERO, 2: ZERO}
    phases = set()
    for m, c in u.terms.items():
        if is_infinitesimal(m.size):
            continue
        if m.size != UNIT or c.free or m.wave not in parts or len(m.phase) > 1:
            return None
        parts[m.wave] += c
        phases |= {m.phase} - {()}
    if len(phases) != 1:
        return None
    ((inner, a),) = phases.pop()
    if not is_power(inner) or inner.wave or a.free or quiet_sign(a) != 1:
        return None
    return (Fraction(-inner.e), a), parts[0], parts[1], parts[2]


def _place(side: Side, r: Fraction, base: Term, show: Callable[[Expr], Term], *, of_quotient: bool) -> Term:
    """The place at which t**r is the base."""
    power = 1 / r
    distance = base if power == 1 else square_root(base) if power == Fraction(1, 2) else Power(group(base), group(rational(power)))
    distance = distance if side.side > 0 else minus(distance)
    if of_quotient or not side.point:
        return distance
    sign, size = ("-", distance.terms[0][1]) if isinstance(distance, Sum) and len(distance.terms) == 1 else ("+", distance)
    return added(show(side.point), [(sign, group(size) if isinstance(size, Sum) else size)])


def _powers(u: Series) -> tuple[list[tuple[Fraction, Expr]], bool] | None:
    """The powers of t with their coefficients, the largest first, and whether they end before one of which it is open whether it vanishes
    (it holds an index, say); None where there are other terms, or the first is such a one.
    """
    if any(not is_power(m) or m.wave for m in u.terms):
        return None
    found: list[tuple[Fraction, Expr]] = []
    is_cut = False
    for e, c in sorted(((Fraction(m.e), c) for m, c in u.terms.items()), key=lambda pair: pair[0]):
        s = None if c.free else quiet_sign(c)
        is_cut = s is None
        if is_cut:
            break
        if s:
            found.append((e, c))
    return (found, is_cut) if (found or not is_cut) and _lie_above(found, u.error) else None


def _lie_above(terms: Sequence[tuple[Fraction, Expr]], error: Monomial | None) -> bool:
    """Whether all powers are larger than the error."""
    return error is None or (is_power(error) and not error.wave and all(e < error.e for e, _ in terms))


def _term(e: Fraction, c: Expr, side: int, letter: str) -> Expr:
    """c*t**e with t = h on the right and t = -h on the left."""
    if e.denominator == 1:
        return c * number(side ** abs(int(e))) * symbol(letter) ** int(e)
    return substitute(c * power(symbol("_t"), e, lambda _: 1), "_t", symbol(letter) * number(side), quiet_sign)


def _sum(shown: list[Term]) -> Term:
    rest = []
    for one in shown[1:]:
        match one:
            case Sum((("-", of),)):
                rest.append(("-", of))
            case Sum():
                rest.append(("+", group(one)))
            case _:
                rest.append(("+", one))
    return added(shown[0], rest) if rest else shown[0]
