"""One-sided limits where f oscillates: along places where the clock is stopped, which show that there is none, and for all angles at once.

Both theorems are those of germs/phases.py; f is evaluated anew under each, so that a part may have a sign, or be undefined, at some angles
and not at others. Points outside the domain do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from flint import fmpq

from diffcheck.analysis.lenses.fold import Branch
from diffcheck.analysis.lenses.oscillation import written
from diffcheck.analysis.lenses.phases import PhaseLens
from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assumptions
from diffcheck.exact.calculus import derivative
from diffcheck.exact.expr import ZERO, Expr, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import is_zero, known_sign
from diffcheck.functions.facts import Lens
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import DNE, Limit, finite, infinite, limit
from diffcheck.germs.monomial import is_flat
from diffcheck.germs.phases import Letters, Stopped, uniform_limit
from diffcheck.germs.series import NoExpansion, Undefined

TURNS = (fmpq(1, 4), fmpq(0), fmpq(1, 12), fmpq(1, 2), fmpq(3, 4), fmpq(1, 3), fmpq(5, 8), fmpq(5, 4), fmpq(7, 3))
"""Where the clock is stopped, in turns of the first phase; a wave of half its speed is another one a turn later."""
WINDOWS = tuple((fmpq(a, 8), fmpq(b, 8)) for a, b in ((1, 1), (5, 5), (1, 5), (5, 1), (3, 3)))
"""Where two angles are held, in turns."""
_NOWHERE = "an expression that is not real there"
BranchOf = Callable[[Lens], Branch]


def limit_over_phases(
    name: str, point: Expr, side: int, branch: BranchOf, value: Expr | None = None, crowds: Sequence[Limit] = ()
) -> Limit:
    """The one-sided limit of a branch, of its difference quotient where the value at the point is given. Raises NotYet.

    crowds: one-sided limits of f, each at all of infinitely many points that tend to this one on that side. Beside each of them f comes as
    near to its limit there as one likes, so that a limit at this point is the same one; so it is with the difference quotient.
    """
    beside = _near_crowds(crowds, value)
    if any(_differ(beside[0], one) for one in beside[1:]):
        return DNE

    def quantity(lens: Lens) -> Branch:
        u = branch(lens)
        return u if u is None or value is None else (u - value) * (symbol(name) - point) ** -1

    found, defined = _along_stops(name, point, side, quantity)
    if found and any(_differ(found[0], one) for one in (found[-1], *beside)):
        return DNE
    lens = PhaseLens(name, point, side, Letters(assumptions()))
    u = quantity(lens)
    if u is None or (lens.partial and not defined):
        raise NoExpansion(_NOWHERE)  # or nowhere for all that is known
    if found and found[0].kind == "finite" and is_zero_form(written(u) - found[0].value):
        return found[0]  # it is this constant wherever it is defined
    try:
        return lens.ask(lambda near: uniform_limit(near.expand(u), everywhere=not lens.partial))
    except Undefined:
        raise NoExpansion(_NOWHERE) from None
    except NotYet:
        if _differ_where_held(name, point, side, quantity):
            return DNE
        raise


def _along_stops(name: str, point: Expr, side: int, quantity: BranchOf) -> tuple[list[Limit], bool]:
    """The limits along places where the clock is stopped, as far as the first one that differs; and whether the quantity is defined at
    some of them. Raises NoExpansion where nothing oscillates."""
    found: list[Limit] = []
    defined = False
    for turns in TURNS:
        clock = Stopped(turns)
        with suppress(NotYet, Undefined, ZeroDivisionError):
            lens = PhaseLens(name, point, side, clock)
            u = quantity(lens)
            if u is not None:
                defined = True
                found.append(lens.ask(lambda near, u=u: limit(near.expand(u))))  # type: ignore[misc]
        if clock.unit is None:
            raise NoExpansion("nothing that oscillates was met")
        if len(found) > 1 and _differ(found[0], found[-1]):
            break
    return found, defined


def _near_crowds(crowds: Sequence[Limit], value: Expr | None) -> Sequence[Limit]:
    """What f tends to along points beside c_n -> c, at which it has a limit; or (f(x) - value)/(x - c), to 0 or to infinity."""
    if value is None:
        return crowds
    gaps = [known_sign(one.value - value) if one.kind == "finite" else 1 for one in crowds]
    return [infinite(0) if gap else finite(ZERO) for gap in gaps if gap is not None]


def _differ_where_held(name: str, point: Expr, side: int, quantity: BranchOf) -> bool:
    """Whether several independent angles, held in two parts of the torus, give different limits."""
    found: list[Limit] = []
    for window in WINDOWS:
        letters = Letters(assumptions(), window=window)
        lens = PhaseLens(name, point, side, letters)
        with suppress(NotYet, Undefined, ZeroDivisionError):
            u = quantity(lens)
            if u is None or lens.partial:
                continue
            one = lens.ask(lambda near, u=u: uniform_limit(near.expand(u), everywhere=False))  # type: ignore[misc]
            if len(letters.angles) > 1 and letters.all_independent():
                found.append(one)
                if _differ(found[0], one):
                    return True
        if len(letters.angles) < 2:
            return False
    return False


def derivative_limit(side: Side, order: int) -> Limit:
    """The one-sided limit of the derivative of a branch, which is differentiated as it is written. Raises NotYet."""
    u = side.branch
    for _ in range(order):
        u = derivative(u, side.name)
    return limit_over_phases(side.name, side.point, side.side, lambda _: u)


def is_flat_over_phases(side: Side) -> bool:
    """Whether the branch is flat with all its derivatives, for all angles."""
    lens = PhaseLens(side.name, side.point, side.side, Letters(assumptions()))

    def flat(near: Approach) -> bool:
        u = near.expand(side.branch)
        top = u.top_size()
        return u.smooth and top is not None and is_flat(top)

    try:
        return lens.ask(flat)
    except (NotYet, Undefined, ZeroDivisionError):
        return False


def _differ(a: Limit, b: Limit) -> bool:
    """Whether two limits are proved to be different."""
    if a.kind != b.kind:
        return True
    if a.kind == "finite":
        return is_zero(a.value - b.value) is False
    return a.kind == "infinite" and a.sign * b.sign < 0
