"""What a dialect is: the signs and the names that mean something else in it, the evidence by which it is recognised, examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from typing import Literal

from diffcheck.language.formula import Asked, Formula
from diffcheck.language.reader import Part, Reader
from diffcheck.language.tokens import Token
from diffcheck.model.immutable import immutable

ARGUMENT = "{0, x = 0 and y = 0; atan2(y, x), otherwise}"
"""What programs compute as the angle of a point: that of the origin is 0."""

Call = Callable[[Reader, Token], Part]
"""What reads a function from its name on; the name is read already, its bracket is not."""


@immutable
class Dialect:
    """One dialect, declared by the file that holds it.

    title: how the echo names it; evidence: a pattern that only its texts match; signs: patterns of words and signs with the tokens that
    they are, tried before those of the plain language (empty: they mean nothing); names: `f(a, b)` with its meaning in the plain
    language, values at the seams included; calls: functions whose arguments are conditions or lists; constants likewise.
    """

    name: str
    title: str
    evidence: str = r"(?!)"
    aliases: tuple[str, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    forms: Mapping[str, Call] = field(default_factory=dict)
    """What reads a form that begins with a sign of the dialect, by the kind of its token: `if … then … else`."""
    constants: Mapping[str, str] = field(default_factory=dict)
    is_code: bool = True
    """Whether a power with a fraction for an exponent needs a base that is not negative."""
    truncates: bool = False
    """Whether % has the sign of what is divided."""
    integer_quotients: bool = False
    """Whether the quotient of two integers is an integer."""
    integers: frozenset[str] = frozenset()
    """The functions whose values a program with integer quotients holds as integers."""
    keeps_integers: frozenset[str] = frozenset()
    """Those whose values it holds as integers where all arguments are integers."""
    suffixes: str = ""
    """A pattern of the letters that may stand right behind a number and tell its type."""
    octal: bool = False
    """Whether a number that begins with 0 is octal."""
    chains: bool = True
    """Whether 0 < x < 1 is 0 < x and x < 1; else it compares the truth of 0 < x with 1."""
    towers: Literal["right", "left", "unclear"] = "right"
    """What a^b^c is: a^(b^c), (a^b)^c, or one or the other as its programs have it."""
    exclusive_or: bool = False
    """Whether ^ is no power but works on bits."""
    tight_products: bool = False
    """Whether a number right before a name or a bracket binds more tightly than a sign of division or power before it."""
    rational_slashes: bool = False
    """Whether // makes a rational number."""
    minus_first: bool = False
    """Whether -x^2 is (-x)^2."""
    percent: bool = False
    """Whether % behind a number means hundredths."""
    square: bool = False
    """Whether the arguments of functions stand in square brackets."""
    any_case: bool = False
    """Whether capitals do not matter in names."""
    cells: bool = False
    """Whether the variable is a cell such as A1."""
    long_names: bool = False
    """Whether a name of any length that is not known is a parameter."""
    statements: bool = False
    """Whether a text may be a function with statements in braces."""
    blocks: tuple[str, str] = (r"(?!)", "")
    """A pattern of texts with statements that are not read, its first group the word that says so, and what to write instead."""
    read: Callable[[str, Asked], Formula] | None = None
    """A reader of its own, where the grammar is another one."""
    examples: tuple[tuple[str, str], ...] = ()
    """Texts, each with the same in the plain language."""

    @property
    def by_names(self) -> bool:
        """Whether the names that it has, which the plain language has not, are evidence enough."""
        return self.read is None and not (self.long_names or self.cells)

    def recognises(self, text: str) -> bool:
        """Whether the text holds evidence of this dialect."""
        return re.search(self.evidence, text) is not None

    def key(self, name: str) -> str:
        """The name as the tables have it."""
        return name.upper() if self.any_case else name

    def meaning(self, name: str, count: int) -> tuple[tuple[str, ...], str] | None:
        """The formals and the formula of a function with so many arguments."""
        return table(tuple(self.names.items())).get((self.key(name), count))

    def counts(self, name: str) -> tuple[int, ...]:
        """With how many arguments the function is declared."""
        return tuple(count for known, count in table(tuple(self.names.items())) if known == self.key(name))

    def knows(self, name: str) -> bool:
        """Whether the name is a function of the dialect."""
        return self.key(name) in self.calls or bool(self.counts(name))


@cache
def table(names: tuple[tuple[str, str], ...]) -> dict[tuple[str, int], tuple[tuple[str, ...], str]]:
    """The formals and the formula of each name with so many arguments, from `f|g(a, b)` and what that means."""
    found = {}
    for signature, formula in names:
        name, _, rest = signature.partition("(")
        formals = tuple(part.strip() for part in rest.rstrip(")").split(",") if part.strip())
        for one in name.split("|"):
            found[one, len(formals)] = (formals, formula)
    return found
