"""Zero by rewriting: an expression that multiplies out to nothing, perhaps after functions are written in generators, is zero."""

from __future__ import annotations

from diffcheck.exact.atoms import apply, facts, is_function
from diffcheck.exact.calculus import clear_denominators, expand
from diffcheck.exact.expr import ONE, Atom, Exponent, Expr, single


def is_zero_form(u: Expr) -> bool:
    """Whether exact rewriting shows that u is identically zero. False means that no proof was found."""
    if not u:
        return True
    multiplied = expand(u)
    if multiplied is None:
        return False
    if not multiplied:
        return True
    for rewrite in (_squares_of_sines, in_generators):
        v: Expr | None = multiplied
        for _ in range(4):
            before = v
            v = expand(clear_denominators(v), rewrite) if v is not None else None
            if v is None:
                break
            if not v:
                return True
            if v == before:
                break
    return False


def _squares_of_sines(a: Atom, e: Exponent) -> Expr | None:
    """sin(u)**2 = 1 - cos(u)**2 in every higher power."""
    if a.head != "sin" or not isinstance(e, int) or e < 2:
        return None
    return (ONE - apply("cos", *a.args) ** 2) ** (e // 2) * single(a) ** (e % 2)


def in_generators(a: Atom, e: Exponent) -> Expr | None:
    """A power of an atom in exponentials, logarithms, roots, sines and cosines; None where it is left as it stands."""
    if not is_function(a.head) or not isinstance(e, int):
        return _squares_of_sines(a, e)
    written = facts(a.head).in_generators(*a.args)
    return _squares_of_sines(a, e) if written is None else written**e
