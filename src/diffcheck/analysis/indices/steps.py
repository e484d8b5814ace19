"""The signs of expressions that hold integer parts of an index.

Where g is an integer for every n, floor(w) + g = floor(w + g) is negative, 0 or positive as w + g lies below 0, in [0, 1) or beyond.
For other g it is w + g - r with 0 <= r < 1: negative where w + g < 0, positive where w + g >= 1; and -r, where w + g = 0, is 0 just where
w(n) is an integer (wholes.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from diffcheck.analysis.lenses.steps import has_steps
from diffcheck.exact.assumptions import assumed_integer
from diffcheck.exact.calculus import expand, expanded
from diffcheck.exact.expr import Atom, Expr, Monomial, Sign, single
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.sign import UndecidedSign, sign

IsWhole: TypeAlias = Callable[[Expr], bool]


def sign_of_steps(u: Expr, is_whole: IsWhole) -> Sign:
    """The sign of u for all n of a range; is_whole(w): whether w(n) is an integer for all of them, or for none.

    Raises Split or UndecidedSign.
    """
    v = expand(u)
    if v is None:
        raise UndecidedSign(u)
    if not v:
        return 0
    if len(v.terms) == 1:
        return _sign_of_product(v)
    a = _only_step(v)
    with_step = Expr({m: c for m, c in v.terms.items() if any(b is a for b, _ in m)})
    factor, rest = with_step * single(a, -1), v - with_step
    s = sign(factor)
    if s == 0:
        return sign(rest)
    return s * _sign_beside(a.args[0], expanded(rest / factor), is_whole, u)


def _sign_of_product(u: Expr) -> Sign:
    ((m, c),) = u.terms.items()
    total = 1 if c > 0 else -1
    for a, e in m:
        if has_steps(single(a)) and (not isinstance(e, int) or a.head not in (WHOLE, "sum")):
            raise UndecidedSign(u)
        has_its_base = a.head == WHOLE or has_steps(single(a))  # its sign follows from that of its base, which is smaller than u
        s = sign(single(a, e)) if not has_its_base else _sign_of_floor(a.args[0]) if a.head == WHOLE else sign(a.args[0])
        if s == 0 and e < 0:  # it is undefined
            raise UndecidedSign(u)
        total *= s if not has_its_base or e % 2 else abs(s)
    return total


def _only_step(u: Expr) -> Atom:
    """The one integer part that u is linear in, no other step standing in it. Raises UndecidedSign."""
    found = {a for m in u.terms for a, _ in m if has_steps(single(a))}
    if len(found) != 1:
        raise UndecidedSign(u)
    (a,) = found
    if a.head != WHOLE or has_steps(a.args[0]) or any(e != 1 for m in u.terms for b, e in m if b is a):
        raise UndecidedSign(u)
    return a


def _sign_of_floor(w: Expr) -> Sign:
    if sign(w) < 0:
        return -1
    return 1 if sign(w - 1) >= 0 else 0


def _sign_beside(w: Expr, g: Expr, is_whole: IsWhole, u: Expr) -> Sign:
    """The sign of floor(w) + g."""
    if all(c.q == 1 and _is_whole(m) for m, c in g.terms.items()):
        return _sign_of_floor(expanded(w + g))
    gap = expanded(w + g)
    s = sign(gap)
    if s < 0:
        return -1
    if s > 0:
        if sign(gap - 1) >= 0:
            return 1
        raise UndecidedSign(u)
    return 0 if is_whole(w) else -1


def _is_whole(m: Monomial) -> bool:
    return all(a.head == "symbol" and isinstance(e, int) and e > 0 and assumed_integer(a.args[0]) for a, e in m)
