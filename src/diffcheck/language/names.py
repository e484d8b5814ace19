"""Names: which word of the input is a variable, a parameter, an unknown function or a mistake, and which name is the variable."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final

from diffcheck.errors import BadInput, NotYet
from diffcheck.functions import register
from diffcheck.language.function_names import spaced
from diffcheck.language.greek import GREEK
from diffcheck.model.tree import Span

IMAGINARY: Final = frozenset({"i", "I"})
INFINITY: Final = frozenset({"oo", "inf", "infinity", "Infinity", "INF", "infty", "∞"})

CONDITION_HEADS: Final = ("And", "Or", "Not", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "Piecewise", "ITE")
SYMPY_FORMS: Final = ("Add", "Mul", "Rational", "Integer", "Float")

_SPECIAL = """
    beta Beta harmonic factorial2 subfactorial rf ff RisingFactorial FallingFactorial
    uppergamma lowergamma multigamma betainc betainc_regularized dirichlet_eta lerchphi stieltjes riemann_xi
    E1 expint Li erfinv erfcinv erf2 erf2inv
    airyai airybi airyaiprime airybiprime hankel1 hankel2 jn yn hn1 hn2 marcumq
    elliptic_k elliptic_f elliptic_e elliptic_pi mathieus mathieuc hyper meijerg appellf1
    legendre assoc_legendre laguerre assoc_laguerre hermite hermite_prob jacobi gegenbauer chebyshevt chebyshevu
    DiracDelta SingularityFunction KroneckerDelta LeviCivita bspline_basis fibonacci lucas bernoulli euler catalan genocchi bell
    arg re im conjugate polar_lift Derivative diff Integral integrate Sum Product Limit limit primepi totient
    TribonacciConstant
"""
UNDECLARED: Final = frozenset(_SPECIAL.split())
"""Names that SymPy knows and that mean nothing else: not declared here, they are "not yet", never a mistake of the user."""

_RESERVED: Final = frozenset({"E1", "N", "O", "Q", "S", "beta", "gamma", "zeta", "Chi"})
"""Names for a parameter that SymPy gives a meaning of its own; they take an underscore so that printed text stays a plain symbol."""

_SHAPE: Final = re.compile(r"([A-Za-z]|[A-Za-z]{2,}?)([0-9]*)((?:_[A-Za-z0-9]*)*)")
_LONGEST_SUGGESTED: Final = 40
_CONNECTING: Final = frozenset({"in", "at", "on", "is", "with", "where", "let", "the", "of"})
"""Words of sentences, which are no products of letters."""


def symbol_name(word: str) -> str | None:
    """The name in a tree of a word that may be a variable or a parameter; None for any other word.

    A single letter or a Greek name, either with digits or subscripts. `lambda` becomes lamda, `S` becomes S_.
    """
    match = _SHAPE.fullmatch(word)
    if match is None:
        return None
    stem, digits, subscript = match.groups()
    if len(stem) > 1 and stem not in GREEK:
        return None
    if stem in ("lambda", "Lambda"):
        stem = stem.replace("b", "")
    name = stem + digits + subscript
    return name + "_" if name in _RESERVED else name


def checked_symbol(word: str, span: Span | None = None) -> str:
    """The tree's name for a variable given as text. Raises BadInput for a constant, a function or no name at all."""
    start, end = span or (None, None)
    name = symbol_name(word)
    if word in IMAGINARY:
        raise imaginary(word, start, end)
    if name is None or (register.spelled(word) is not None and word not in GREEK and len(word) > 1) or register.is_constant(word):
        hint = "Take a single letter or a Greek name, such as x, t or x_0."
        raise BadInput("variable", f"{shown(word)} cannot be a variable.", start, end, hint)
    return name


def imaginary(word: str, start: int | None, end: int | None) -> BadInput:
    """The error for the imaginary unit."""
    hint = "For a real parameter take another letter, such as a or k."
    return BadInput("imaginary", f"{word} is the imaginary unit; diffcheck reads real functions only.", start, end, hint)


def unknown(word: str, start: int, end: int, *, called: bool = False) -> BadInput | NotYet:
    """The error for a word that is no function, constant, variable or parameter, with the nearest that is; called: before a bracket."""
    if word in UNDECLARED:
        hint = "diffcheck --functions lists those that are."
        return NotYet("unknown_function", f"The function {word} is not known to diffcheck yet.", start, end, hint)
    meant = register.meant_by(word.lower())
    words = spaced(word) if meant is None else None
    near = suggestion(word) if words is None or called else None
    if near is None and words is not None:
        near = f"For a product write {words}."
    if near is None and not called and word.isidentifier() and word not in _CONNECTING and len(word) <= _LONGEST_SUGGESTED:
        near = f"--parameter {word} makes it a parameter."
        if word.isalpha() and len(word) <= 4:
            near = f"For a product write {'*'.join(word)}; {near}"
    return BadInput("unknown_name", f"Unknown name {shown(word)}.", start, end, near)


def suggestion(word: str) -> str | None:
    """ "Did you mean …?" for the known word nearest to this one; None if nothing is near."""
    if len(word) > _LONGEST_SUGGESTED:
        return None
    known = [*register.spellings(), *CONDITION_HEADS, *SYMPY_FORMS, "otherwise", *sorted(GREEK)]
    small = {k.lower(): k for k in reversed(known) if len(k) > 1}
    near = small.get(word.lower()) or small.get(word.lower().replace("_", ""))
    if near is None:
        near = register.meant_by(word.lower()) or _transposed(word, known) or _mistyped(word, known)
    if near is None and len(word) >= 3:
        close = difflib.get_close_matches(word.lower(), small, n=1, cutoff=0.75)
        near = small[close[0]] if close and close[0][0] == word[0].lower() else None
    return None if near is None else f"Did you mean {near}?"


def _transposed(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one is with two neighbouring letters exchanged, the commonest of all slips: `sni` for sin."""
    if len(word) < 3:
        return None
    names = frozenset(known)
    swapped = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    return next((one for one in swapped if one in names), None)


def _mistyped(word: str, known: Iterable[str]) -> str | None:
    """The one known word of three letters that differs from this one in its second or third letter alone: `mim` for min."""
    if len(word) != 3:
        return None
    near = {k for k in known if len(k) == 3 and k[0] == word[0] and sum(a != b for a, b in zip(k, word, strict=True)) == 1}
    return near.pop() if len(near) == 1 else None


def suggestion_among(word: str, known: Iterable[str]) -> str | None:
    """ "Did you mean …?" for the nearest of these words; None if nothing is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else None


def shown(word: str) -> str:
    """A word for a message, shortened where it is very long."""
    return word if len(word) <= _LONGEST_SUGGESTED else word[: _LONGEST_SUGGESTED - 1] + "…"


def choose_variable(used: dict[str, Span], asked: str | None, defined: str | None) -> str:
    """The variable: the one asked for, else the one of `f(t) = …`, else x where it occurs, else the only name, else x.

    Raises BadInput("ambiguous_variable") where several names could be it.
    """
    if asked is not None:
        return checked_symbol(asked)
    if defined is not None:
        return defined
    if "x" in used or not used:
        return "x"
    if len(used) == 1:
        return next(iter(used))
    names = sorted(used)
    start, end = used[names[0]]
    listed = ", ".join(names[:-1]) + " or " + names[-1] if len(names) < 7 else ", ".join(names[:6]) + ", …"
    hint = f"Say it with --var, such as --var {names[0]}."
    raise BadInput("ambiguous_variable", f"Which name is the variable: {listed}?", start, end, hint)
