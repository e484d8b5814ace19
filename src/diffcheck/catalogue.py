"""The register of functions as entries for readers: what each declares, and what diffcheck finds of it as a function of x."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from diffcheck.analysis.analyze import analyze
from diffcheck.errors import BadInput
from diffcheck.exact.expr import Expr, symbol
from diffcheck.exact.session import in_session
from diffcheck.exact.text import term
from diffcheck.functions.facts import Composite, Function, Whole
from diffcheck.functions.register import declarations, families, spelled, spellings
from diffcheck.language import read_problem
from diffcheck.model.catalogue import Entry
from diffcheck.model.question import Question
from diffcheck.model.term import ZERO, Symbol, Term, comparison

LETTERS: Final = ("u", "v", "w")
"""The letters of arguments where a declaration names no others."""


def catalogue(names: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """All functions, or those that are named in their order; raises BadInput with the nearest name for one that is not known."""
    found = {d.head: (d, family) for family, declared in families() for d in declared}
    wanted = dict.fromkeys(_head(name) for name in names) if names else found
    return tuple(in_session(_entry, *found[head]) for head in wanted)


def _head(name: str) -> str:
    """The head that a name means: a spelling, a sign, or the head itself."""
    word = name.strip()
    known = spelled(word)
    if known is not None:
        return known.head
    for d in declarations():
        if isinstance(d, Function) and d.call and word in (d.head, *d.signs):
            return d.head
    near = get_close_matches(word, spellings(), 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else "diffcheck --functions lists them all"
    raise BadInput("unknown_function", f"there is no function {word!r}", hint=hint)


def _entry(declared: Function | Composite, family: str) -> Entry:
    if isinstance(declared, Composite):
        required = len(declared.formals) - len(declared.defaults)
        given = [*declared.formals[:required], *(f"{n} = {v}" for n, v in zip(declared.formals[required:], declared.defaults, strict=True))]
        asked = f"{declared.head}({', '.join(declared.formals[:required])})"
        return Entry(
            declared.head,
            f"{declared.head}({', '.join(given)})",
            declared.spellings,
            family,
            declared.why,
            formula=declared.formula,
            asked=asked,
            report=analyze(read_problem(asked, variable=declared.formals[0]), Question()),
        )
    call, names = (declared.call, (*declared.signs, *declared.spellings)) if declared.call else (_call(declared), declared.spellings)
    if declared.least == 1 and declared.most in (1, 2) and declared.spellings:
        asked = f"{declared.spellings[0]}(x)"
        report = analyze(read_problem(asked, variable="x"), Question())
        return Entry(declared.head, call, names, family, declared.why, asked=asked, report=report, examples=declared.examples)
    return Entry(declared.head, call, names, family, declared.why, switches=_switches(declared), examples=declared.examples)


def _call(declared: Function) -> str:
    """`sin(u)`, `Mod(u, v)`, `Max(u, v, ...)`."""
    name = declared.spellings[0] if declared.spellings else declared.head
    if declared.most == 0:
        return name
    letters = _letters(declared)
    if declared.most is None:
        return f"{name}({', '.join(letters)}, ...)"
    left_out = "".join(f"[, {letter}]" for letter in letters[declared.least :])
    return f"{name}({', '.join(letters[: declared.least])}{left_out})"


def _letters(declared: Function) -> tuple[str, ...]:
    """A letter for each argument, for two where there may be any number."""
    own = declared.letters or LETTERS
    return own[: declared.most if declared.most is not None else max(declared.least, 2)]


def _switches(declared: Function) -> tuple[Term, ...]:
    """Where the arguments make it change its branch or leave its domain, as conditions on them."""
    letters = [symbol(letter) for letter in _letters(declared)]
    found = declared.switches(*letters) if letters else ()
    return tuple(comparison(term(s.where), "in", Symbol("Integers")) if isinstance(s, Whole) else _equation(s.where) for s in found)


def _equation(u: Expr) -> Term:
    """u = 0, with the terms to be subtracted on the right."""
    left, right = (Expr({m: c * sign for m, c in u.terms.items() if c * sign > 0}) for sign in (1, -1))
    return comparison(term(left), "=", term(right)) if left else comparison(term(right), "=", ZERO)
