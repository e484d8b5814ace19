"""The zeros of what holds functions of 1/x, looked at in y = 1/x: what crowds at 0 in x goes out to infinity in y.

x -> 1/x maps each half line onto itself, decreasing and analytically, and is its own inverse: zeros go over into zeros of the same order.
"""

from __future__ import annotations

from diffcheck.analysis.indices.ranges import in_use, is_family
from diffcheck.analysis.lenses.interval import Interval, Solver
from diffcheck.exact.algebraic import reciprocal_root
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import ZERO, Atom, Expr, symbol
from diffcheck.exact.sign import known_sign
from diffcheck.exact.walk import arguments, atoms_in, powers_in


def zeros_by_reciprocal(u: Expr, interval: Interval, zeros: Solver) -> list[Expr] | None:
    """All zeros of u in an interval that holds 0 or ends there, where u is not defined. Raises NotYet.

    None for another interval, or where no function of 1/x stands in u, or one of 1/y in what it becomes.
    """
    if not has_reciprocals(u, interval.name):
        return None
    if interval.contains(ZERO):
        left, right = interval.between(interval.low, ZERO), interval.between(ZERO, interval.high)
        before, after = _on_one_side(u, left, -1, zeros), _on_one_side(u, right, 1, zeros)
        return None if before is None or after is None else before + after
    if interval.low is not None and not interval.low:
        return _on_one_side(u, interval, 1, zeros)
    return _on_one_side(u, interval, -1, zeros) if interval.high is not None and not interval.high else None


def _on_one_side(u: Expr, interval: Interval, side: int, zeros: Solver) -> list[Expr] | None:
    """The zeros in an interval that ends at 0."""
    x = symbol(interval.name)

    def sign_there(v: Expr) -> int | None:
        return side if v == x else -side if v == -x else known_sign(v)

    v = substitute(u, interval.name, x**-1, sign_there)
    if has_reciprocals(v, interval.name):
        return None
    end = interval.high if side > 0 else interval.low
    near = ZERO if end is None else expanded(end**-1)
    turned = interval.between(near, None) if side > 0 else interval.between(None, near)
    return [_back(y, u, interval.name) for y in zeros(v, turned)]


def _back(y: Expr, u: Expr, name: str) -> Expr:
    """1/y: as a zero of its own, if that is proved to be one of u; the members of a family keep their indices."""
    c = reciprocal_root(y)
    if c != expanded(y**-1) and known_sign(substitute(u, name, c, known_sign)) != 0:
        c = expanded(y**-1)
    use = in_use()
    if use is not None and is_family(y):
        use.ranges[c] = use.ranges[y]
    return c


def has_reciprocals(u: Expr, name: str) -> bool:
    """Whether a negative power of the variable stands in a function."""
    return any(
        _is_reciprocal(b, e, name) for a in atoms_in(u) if a.head not in ("symbol", "sum") for v in arguments(a) for b, e in powers_in(v)
    )


def _is_reciprocal(a: Atom, e: object, name: str) -> bool:
    return a.head == "symbol" and name in a.free and isinstance(e, int) and e < 0
