"""What is found at the members of a family where signs alternate as no range of the index describes: sin(n), sin(sqrt(2)*pi*n).

Such a sign is never 0 (exact/integrality.py), so it is 1 or -1 at each member, and the look is made in both ways. What comes out alike is
so at every member; the quantities that differ are written with the sign.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from diffcheck.analysis.indices.index import IndexAssumptions
from diffcheck.analysis.lenses.fold import Branch
from diffcheck.analysis.lenses.steps import sign_of
from diffcheck.analysis.point.classify import Facts
from diffcheck.analysis.point.finding import Look
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assuming, assumptions
from diffcheck.exact.atoms import is_function
from diffcheck.exact.belief import weakest
from diffcheck.exact.calculus import expanded
from diffcheck.exact.expr import Atom, Expr, Sign, add_all, atom, number, single
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.powers import power
from diffcheck.exact.session import effort
from diffcheck.exact.walk import atoms_in, powers_in
from diffcheck.germs.limits import Limit
from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding

Sighting: TypeAlias = tuple[Look, Facts, Finding]
"""What is found at a place."""


def in_every_sign(ask: Callable[[], Sighting | None]) -> Sighting | None:
    """What `ask` finds; where it needs signs that alternate, in each of the ways they can be. Raises NotYet."""
    current = assumptions()
    return _explored(ask, current, ()) if isinstance(current, IndexAssumptions) else ask()


def _explored(ask: Callable[[], Sighting | None], current: IndexAssumptions, chosen: tuple[tuple[Expr, Sign], ...]) -> Sighting | None:
    wanted: list[Expr] = []
    with assuming(replace(current, chosen=chosen, wanted=wanted)):
        try:
            found = ask()
            if not wanted or (found is not None and not _is_open(found)):
                return found
        except NotYet:
            if not wanted:
                raise
    if len(chosen) >= effort().alternating_signs:
        raise NotYet("alternating", "too many signs alternate as the index moves")
    u = wanted[0]
    one, other = (_explored(ask, current, (*chosen, (u, s))) for s in (1, -1))
    return _merged(u, one, other)


def _is_open(found: Sighting) -> bool:
    return found[2].kind is Kind.UNDECIDED or found[2].smoothness == "undecided"


def _merged(u: Expr, one: Sighting | None, other: Sighting | None) -> Sighting | None:
    """What holds where u > 0 and what holds where u < 0, as one."""
    if one is None and other is None:
        return None
    if one is None or other is None or not _agree(one[2], other[2]):
        raise NotYet("alternating", "what kind of points a family has depends on a sign that alternates as the index moves")
    a, b = one[0], other[0]
    look = replace(
        a,
        left=_mixed_branch(u, a.left, b.left),
        value=_mixed_branch(u, a.value, b.value),
        right=_mixed_branch(u, a.right, b.right),
    )
    x, y = one[1], other[1]
    facts = Facts(
        _mixed_branch(u, x.value, y.value),
        _mixed_limit(u, x.left, y.left),
        _mixed_limit(u, x.right, y.right),
        _mixed_limit(u, x.left_slope, y.left_slope),
        _mixed_limit(u, x.right_slope, y.right_slope),
    )
    return look, facts, replace(one[2], certainty=weakest(one[2].certainty, other[2].certainty))


def _agree(a: Finding, b: Finding) -> bool:
    return (
        a.kind is b.kind
        and a.smoothness == b.smoothness
        and a.continuous.answer == b.continuous.answer
        and a.differentiable.answer == b.differentiable.answer
    )


def _mixed(u: Expr, a: Expr, b: Expr) -> Expr:
    """a where u > 0 and b where u < 0. Raises NotYet where roots in one of them are not real where the other holds."""
    if a == b:
        return a
    s = sign_of(u)
    if not _has_roots(a) and not _has_roots(b):
        return expanded((a + b) / 2) + s * expanded((a - b) / 2)
    mirrored, signed = _with_signed_roots(a, number(-1)), _with_signed_roots(a, s)
    if b in (mirrored, -mirrored):
        return signed if b == mirrored else s * signed
    raise NotYet("alternating", "a root of an expression whose sign alternates as the index moves")


def _with_signed_roots(u: Expr, s: Expr) -> Expr:
    """u with s times what stands under each root or logarithm that is a factor in it, for s = 1 or -1."""
    parts = []
    for m, c in u.terms.items():
        part = number(c)
        for a, e in m:
            if a.free and a.head == LOG:
                part = part * single(atom(LOG, a.args[0] * s), e)
            elif a.free and not isinstance(e, int) and a.head != EXP:
                part = part * power((a.args[0] if a.head == "sum" else single(a)) * s, e, lambda _: None)
            else:
                part = part * single(a, e)
        parts.append(part)
    return add_all(parts)


def _has_roots(u: Expr) -> bool:
    """Whether a root or a logarithm of what holds the index stands in u: it is not real where the other sign holds."""
    return any(a.free and (a.head == LOG or (not isinstance(e, int) and not _is_algebraic(a))) and a.head != EXP for a, e in powers_in(u))


def _is_algebraic(a: Atom) -> bool:
    """Whether no function stands in what a root is taken of: ranges and conditions of the index tell its sign then, and none alternates."""
    return not is_function(a.head) and (a.head != "sum" or not any(is_function(b.head) for b in atoms_in(a.args[0])))


def _mixed_branch(u: Expr, a: Branch, b: Branch) -> Branch:
    if a is None and b is None:
        return None
    if a is None or b is None:
        raise NotYet("alternating", "where f is defined depends on a sign that alternates as the index moves")
    return _mixed(u, a, b)


def _mixed_limit(u: Expr, a: Limit | str | None, b: Limit | str | None) -> Limit | str | None:
    if a is None and b is None:
        return None
    if not isinstance(a, Limit) or not isinstance(b, Limit) or a.kind != b.kind:
        raise NotYet("alternating", "a limit depends on a sign that alternates as the index moves")
    if a.kind == "infinite" and a != b:
        return Limit("infinite", _mixed(u, *(number(t.sign) if t.sign else t.value for t in (a, b))), 0, a.rule)
    return replace(a, value=_mixed(u, a.value, b.value))
