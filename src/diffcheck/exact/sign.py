"""Certified signs of exact constants, and proofs that an expression is zero. Out: True, False, or None for unknown.

A ball that excludes zero proves a sign. Zero is proved only by exact rewriting: multiplying out, clearing denominators, and
writing functions in generators (exponentials, logarithms, roots, sines and cosines) that turn equal things into equal terms.
Where this usually fails: identities between logarithms of sums, nested radicals, inverse functions of algebraic numbers; those
go to SymPy, whose "equals zero" is accepted only with a ball of 300 digits around zero, and is a belief (belief.py): checked, not proved.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.algebraic import has_roots, separation_bits, vanishes_by_equation
from diffcheck.exact.assumptions import assumptions
from diffcheck.exact.atoms import facts_if_any
from diffcheck.exact.ball import enclose
from diffcheck.exact.belief import Remembered, believe, remember
from diffcheck.exact.calculus import clear_denominators, denominators, expand, expanded
from diffcheck.exact.conjugates import conjugates
from diffcheck.exact.expr import Atom, Exponent, Expr, Sign, single
from diffcheck.exact.generators import POSITIVE
from diffcheck.exact.relations import in_simple_arguments, vanishes_by_relation
from diffcheck.exact.rewriting import constant_form, in_generators, is_zero_form
from diffcheck.exact.session import effort, session
from diffcheck.exact.turn import turn


class UndecidedSign(NotYet):
    """A constant whose sign could not be proved: the answer that needs it is undecided, naming the constant."""

    def __init__(self, u: Expr) -> None:
        from diffcheck.exact.text import text

        shown = text(u)
        super().__init__("undecided_sign", f"the sign of {shown if len(shown) < 200 else shown[:200] + ' ...'} could not be proved")


def sign(u: Expr) -> Sign:
    """-1, 0 or 1, proved (or a belief, which is noted), for all admitted values of free symbols. Raises UndecidedSign or Split."""
    r = u.rational
    if r is not None:
        return 1 if r > 0 else -1 if r < 0 else 0
    if u.free:
        return _sign_of_symbols(u)
    signs: dict[Expr, Remembered[Sign]] = session().signs
    known = signs.get(u)
    if known is None:
        if len(signs) > effort().remembered_signs:
            signs.clear()
        known = signs[u] = remember(lambda: _sign_of_constant(u))
    return known.recall()


def _sign_of_constant(u: Expr) -> Sign:
    tried = False
    for precision in effort().sign_bits:
        value = enclose(u, precision)
        if value > 0:
            return 1
        if value < 0:
            return -1
        if not tried and precision >= 128:
            tried = True
            if _vanishes_plainly(u):
                return 0
            plain = in_simple_arguments(u, _is_zero_constant)
            if plain != u:
                return sign(plain)
            if has_roots(u) and vanishes_by_equation(_over_generators(u)):
                return 0
    form = _sign_by_form(u)
    if form:
        return form
    if not has_roots(u) and _sympy_says_zero(u):
        believe()
        return 0
    raise UndecidedSign(u)


def _sign_by_form(u: Expr) -> int:
    """The sign of what is too large or too small for a ball, if its form shows it; 0: it does not."""
    alone = [len(m) for m in u.terms] == [1]  # of one atom, whose sign its form would ask for
    return sign_by_bounds(u) or (0 if alone else structural_sign(u))


def _vanishes_plainly(u: Expr) -> bool:
    """Whether a constant is proved zero as it stands, not in simpler arguments."""
    if _below_separation(u) or vanishes_by_equation(u) or is_zero_form(u):
        return True
    v = expand(u, in_generators)  # first, so that exp(asinh(1)) is not left to a belief
    if v is not None and v != u and vanishes_by_relation(_without_denominators(v), _is_zero_constant):
        return True
    return vanishes_by_relation(_without_denominators(u), _is_zero_constant) or _by_powers(u)


def _without_denominators(u: Expr) -> Expr:
    return expanded(clear_denominators(u) if denominators(u) else u)


def _over_generators(u: Expr) -> Expr:
    """u in exponentials and roots, without denominators: sinh(log(r)) is algebraic in r."""
    return expanded(clear_denominators(expand(u, in_generators) or u))


def _by_powers(u: Expr) -> bool:
    """Whether u = l + q is 0 because l**n = (-q)**n and l has the sign of -q: cos(1)/sqrt(1 - sin(1)**2) - 1."""
    pair = conjugates(_without_denominators(u), None)
    if pair is None or not is_zero_form(pair.norm):
        return False
    root, rest = (enclose(v, 128) for v in (pair.with_root, pair.rest))
    return pair.degree % 2 == 1 or bool((root > 0 and rest < 0) or (root < 0 and rest > 0))


def _is_zero_constant(u: Expr) -> bool:
    """Whether a constant is proved zero; False where it is not, or not known."""
    return known_sign(u) == 0


def _below_separation(u: Expr) -> bool:
    """Whether an algebraic number is so small that it must be 0."""
    bits = separation_bits(u)
    if bits is None or bits > effort().separation_bits:
        return False
    value = enclose(u, 2 * int(bits) + 128)
    return value.is_finite() and bool(abs(value) < arb(2) ** (-int(bits) - 1))


def _sign_of_symbols(u: Expr) -> Sign:
    plain = structural_sign(u) or sign_by_bounds(u)
    if plain:
        return plain
    current = assumptions()
    if current is not None:
        return current.sign(u)
    if is_zero_form(u):
        return 0
    constant = constant_form(u)
    if constant is not None:
        return sign(constant)
    raise UndecidedSign(u)


def sign_by_bounds(u: Expr) -> int:
    """The sign of a number and multiples of powers of strictly increasing bounded functions; 0: not plain.

    They attain none of their bounds: 1 - erf(v) is positive for every v, though no ball of a few hundred digits shows it where v is large.
    """
    low, high, above_low, below_high = fmpq(0), fmpq(0), False, False
    for m, c in u.terms.items():
        if not m:
            low, high = low + c, high + c
            continue
        ends = _open_range(*m[0]) if len(m) == 1 else None
        if ends is None:
            return 0
        first, last, open_first = ends
        if c > 0:
            low, high, above_low, below_high = low + c * first, high + c * last, above_low or open_first, True
        else:
            low, high, above_low, below_high = low + c * last, high + c * first, True, below_high or open_first
    return 1 if low > 0 or (above_low and not low) else -1 if high < 0 or (below_high and not high) else 0


def _open_range(a: Atom, e: Exponent) -> tuple[fmpq, fmpq, bool] | None:
    """Numbers between which a**e lies, less than the second one, and (the truth) more than the first one; None: not known."""
    known = facts_if_any(a.head)
    if known is None or known.bounds is None or not (known.increasing and known.analytic_on_line and isinstance(e, int) and e > 0):
        return None
    first, last = (fmpq(*Fraction(bound).as_integer_ratio()) for bound in known.bounds)
    if e % 2:
        return first**e, last**e, True
    return fmpq(0), max(-first, last) ** e, False


def structural_sign(u: Expr, strict: bool = True) -> int:
    """1 or -1 if every term of u plainly has that sign (squares, exponentials, positive constants); 0 if not plain.

    Without `strict` u may have zeros, but it never takes the other sign.
    """
    signs = set()
    never_zero = not strict
    for m, c in u.terms.items():
        s, sure = (1 if c > 0 else -1), True
        for a, e in m:
            factor, factor_sure = _atom_sign(a, e)
            s *= factor
            sure = sure and factor_sure
        if s == 0:
            return 0
        signs.add(s)
        never_zero = never_zero or sure
    return signs.pop() if len(signs) == 1 and never_zero else 0


def _sum_sign(a: Atom) -> int:
    """The sign of a sum that is plain; 0: not plain, or no sum."""
    return structural_sign(a.args[0]) or sign_by_bounds(a.args[0]) if a.head == "sum" else 0


def _atom_sign(a: Atom, e: Exponent) -> tuple[int, bool]:
    """(sign of a**e, whether it is never zero); sign 0: not plain."""
    if a.head in POSITIVE:
        return 1, True
    if not isinstance(e, int):
        return 1, e < 0 or _sum_sign(a) == 1
    s = _sum_sign(a)
    if s:
        return (s if e % 2 else 1), True
    known = facts_if_any(a.head)
    if known is not None and known.positive(*a.args):
        return 1, True
    if known is not None and known.lower_bound is not None and known.lower_bound >= 0:
        return 1, known.lower_bound > 0
    value = None if a.head == "sum" or a.free else known_sign(single(a))
    if value:
        return (value if e % 2 else 1), True
    return (1, e < 0) if e % 2 == 0 else (0, False)


def known_sign(u: Expr) -> Sign | None:
    """The sign, or None where it is not proved."""
    try:
        return sign(u)
    except UndecidedSign:
        return None


def vanishes(u: Expr) -> bool:
    """Whether u is zero, proved, for all admitted values of free symbols; its sign may differ. Raises NotYet or Split."""
    current = assumptions() if u.free else None
    if len(u.free) > 1 and current is not None and current.never_vanishes(u):
        return False  # where the sign of an index against a parameter would take a case more
    try:
        return sign(u) == 0
    except NotYet:
        if current is not None and current.never_vanishes(u):
            return False
        raise


def is_zero(u: Expr) -> bool | None:
    """Whether the constant is zero: True, False or None (unknown)."""
    try:
        return vanishes(u)
    except UndecidedSign:
        return None


def _sympy_says_zero(u: Expr) -> bool:
    from diffcheck.exact.text import text

    value = enclose(u, 1100)
    if not (value.is_finite() and abs(value) < 1e-290):
        return False
    with turn:
        from sympy import sympify

        session().at_end["sympy"] = _forget_what_sympy_remembers
        # the text is our own, built from declared heads only
        return bool(sympify(text(u)).equals(0) is True)


def _forget_what_sympy_remembers() -> None:
    from sympy.core.cache import clear_cache

    with turn:
        clear_cache()
