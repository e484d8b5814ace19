"""The first terms of an expansion beside a point, as an explanation shows them where the leading term decides.

The series of a germ states of the function itself that it differs from its terms by O(error) (germs/series.py): every term above the
error is one of the expansion, whatever follows.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, TypeVar

from diffcheck.analysis.cases.case import Open
from diffcheck.analysis.point.side import Side
from diffcheck.analysis.survey.reasons import quiet_sign
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Split
from diffcheck.exact.belief import aside
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import ZERO, Expr, lift, number, pi, symbol
from diffcheck.exact.powers import power
from diffcheck.exact.text import square_root
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
        known = _powers(u)
        if known is None:
            return None
        if len(known) < FEW and u.error is not None:
            raise NeedMoreTerms
        shown = [show(_term(e, c, side.side, letter)) for e, c in known[:FEW]]
        return Expansion(_sum(shown), letter, ends=u.error is None and len(known) <= FEW) if shown else None

    return _asked(side, first)


def sequences_of(side: Side, letter: str, show: Callable[[Expr], Term], value: Expr | None = None) -> Sequences | None:
    """Two sequences that tend to c, along which f (or with a value its quotient) tends to different limits: that refutes a limit.

    Where f = L + A cos Q + B sin Q + o(1) with Q = a/t**r, they are those with Q = 2 pi k + theta: f tends to L + A cos theta + B sin
    theta along them. None where f is of another form.
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

    return _asked(side, two)


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


def _powers(u: Series) -> list[tuple[Fraction, Expr]] | None:
    """The powers of t with their coefficients, the largest first; None where there are other terms, or it is open which vanish."""
    found: list[tuple[Fraction, Expr]] = []
    for m, c in u.terms.items():
        if not is_power(m) or m.wave or c.free:
            return None
        s = quiet_sign(c)
        if s is None:
            return None
        if s:
            found.append((Fraction(m.e), c))
    if u.error is not None and not (is_power(u.error) and not u.error.wave and all(e < u.error.e for e, _ in found)):
        return None
    return sorted(found, key=lambda pair: pair[0])


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
