"""Linear inequalities in parameters: whether nothing satisfies all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from flint import fmpq

from diffcheck.exact.expr import ONE_MONOMIAL, Expr, Monomial, order_of
from diffcheck.exact.session import effort
from diffcheck.model.immutable import immutable

_Form: TypeAlias = frozenset[tuple[Monomial, fmpq]]
_ZERO = fmpq(0)


@immutable
class Inequality:
    """left > 0 if strict, else left >= 0."""

    left: Expr
    strict: bool = True


@immutable
class _Bound:
    """form + constant > 0 if strict, else >= 0."""

    form: _Form
    constant: fmpq
    strict: bool

    @classmethod
    def of(cls, terms: dict[Monomial, fmpq], strict: bool) -> _Bound:
        """The bound in one form: scaled so that its first coefficient is 1 or -1."""
        constant = terms.get(ONE_MONOMIAL, _ZERO)
        names = sorted((m for m, c in terms.items() if m and c), key=order_of)
        unit = abs(terms[names[0]]) if names else fmpq(1)
        return cls(frozenset((m, terms[m] / unit) for m in names), constant / unit, strict)

    def is_false(self) -> bool:
        """Whether it holds no unknown, and not."""
        return not self.form and (self.constant < 0 or (self.strict and self.constant == 0))

    def is_stronger(self, other: _Bound) -> bool:
        """Whether it says more of the same form."""
        return (self.constant, not self.strict) < (other.constant, not other.strict)


def are_contradictory(inequalities: Iterable[Inequality]) -> bool:
    """Whether no numbers satisfy all, each monomial taken for an unknown of its own.

    Motzkin's transposition theorem: linear inequalities without a solution, times positive numbers, add up to c > 0 or c >= 0 with a
    constant c for which that is false. The unknowns are eliminated one after the other; beyond the limit on work nothing is said.
    """
    bounds = _strongest(_Bound.of(dict(one.left.terms), one.strict) for one in inequalities)
    while bounds and not any(b.is_false() for b in bounds):
        unknowns = {m for b in bounds for m, _ in b.form}
        if not unknowns:
            return False
        pairs, m = min(((_pairs(bounds, m), order_of(m)), m) for m in unknowns)
        if len(bounds) + pairs[0] > effort().inequalities:
            return False
        bounds = _strongest(_without(bounds, m))
    return bool(bounds)


def _strongest(bounds: Iterable[_Bound]) -> list[_Bound]:
    """The strongest bound of each form."""
    kept: dict[_Form, _Bound] = {}
    for b in bounds:
        known = kept.get(b.form)
        if known is None or b.is_stronger(known):
            kept[b.form] = b
    return list(kept.values())


def _sides(bounds: list[_Bound], m: Monomial) -> tuple[list[_Bound], list[_Bound]]:
    """The bounds in which an unknown has a positive coefficient, and those in which it has a negative one."""
    found = [(c, b) for b in bounds for known, c in b.form if known == m]
    return [b for c, b in found if c > 0], [b for c, b in found if c < 0]


def _pairs(bounds: list[_Bound], m: Monomial) -> int:
    low, high = _sides(bounds, m)
    return len(low) * len(high)


def _without(bounds: list[_Bound], m: Monomial) -> Iterator[_Bound]:
    """What the bounds say of the other unknowns."""
    yield from (b for b in bounds if all(known != m for known, _ in b.form))
    for low, high in ((a, b) for side in [_sides(bounds, m)] for a in side[0] for b in side[1]):
        one, other = dict(low.form), dict(high.form)
        p, q = -other[m], one[m]
        terms = {k: one.get(k, _ZERO) * p + other.get(k, _ZERO) * q for k in one | other if k != m}
        terms[ONE_MONOMIAL] = low.constant * p + high.constant * q
        yield _Bound.of(terms, low.strict or high.strict)
