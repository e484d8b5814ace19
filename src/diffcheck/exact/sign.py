"""Certified signs of exact constants, and proofs that an expression is zero. Out: True, False, or None for unknown.

A ball that excludes zero proves a sign. Zero is proved only by exact rewriting: multiplying out, clearing denominators, and
writing functions in generators (exponentials, logarithms, roots, sines and cosines) that turn equal things into equal terms.
Where this usually fails: identities between logarithms of sums, nested radicals, inverse functions of algebraic numbers; those
go to SymPy, whose "equals zero" is accepted only with a ball of 300 digits around zero.
"""

from __future__ import annotations

from diffcheck.errors import NotYet
from diffcheck.exact.atoms import apply, facts, is_function
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import clear_denominators, expand
from diffcheck.exact.expr import ONE, Atom, Exponent, Expr, Sign, single

PRECISIONS = (64, 128, 256, 512, 1200)


class UndecidedSign(NotYet):
    """A constant whose sign could not be proved: the answer that needs it is undecided, naming the constant."""

    def __init__(self, u: Expr) -> None:
        from diffcheck.exact.text import text

        shown = text(u)
        super().__init__("undecided_sign", f"the sign of {shown if len(shown) < 200 else shown[:200] + ' ...'} could not be proved")


def sign(u: Expr) -> Sign:
    """-1, 0 or 1, proved. Raises UndecidedSign where no proof was found."""
    r = u.rational
    if r is not None:
        return (r > 0) - (r < 0)
    tried = False
    for precision in PRECISIONS:
        value = enclose(u, precision)
        if value > 0:
            return 1
        if value < 0:
            return -1
        if not tried and precision >= 128 or u.free:
            tried = True
            if is_zero_form(u):
                return 0
            if u.free:
                break
    if not u.free and _sympy_says_zero(u):
        return 0
    raise UndecidedSign(u)


def known_sign(u: Expr) -> Sign | None:
    """The sign, or None where it is not proved."""
    try:
        return sign(u)
    except UndecidedSign:
        return None


def is_zero(u: Expr) -> bool | None:
    """Whether the constant is zero: True, False or None (unknown)."""
    s = known_sign(u)
    return None if s is None else s == 0


def is_zero_form(u: Expr) -> bool:
    """Whether exact rewriting shows that u is identically zero. False means that no proof was found."""
    if not u:
        return True
    multiplied = expand(u)
    if multiplied is None:
        return False
    if not multiplied:
        return True
    for rewrite in (_squares_of_sines, _in_generators):
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


def _in_generators(a: Atom, e: Exponent) -> Expr | None:
    if not is_function(a.head) or not isinstance(e, int):
        return _squares_of_sines(a, e)
    written = facts(a.head).in_generators(*a.args)
    return _squares_of_sines(a, e) if written is None else written**e


def _sympy_says_zero(u: Expr) -> bool:
    from sympy import sympify

    from diffcheck.exact.text import text

    value = enclose(u, 1100)
    if not (value.is_finite() and abs(value) < 1e-290):
        return False
    # the text is our own, built from declared heads only
    return bool(sympify(text(u)).equals(0) is True)
