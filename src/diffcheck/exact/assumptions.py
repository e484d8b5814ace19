"""What is known of free symbols while a question is asked: an integer index in a range, parameters under conditions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, Protocol, TypeAlias

from diffcheck.exact.expr import Expr, Monomial, Sign, symbol
from diffcheck.exact.generators import WHOLE
from diffcheck.exact.session import session

Given: TypeAlias = Literal["value", "integer"]
"""What a question says of a parameter: which number it is, or that it is an integer."""


class Assumptions(Protocol):
    """What is known of free symbols: an integer index in a range, a parameter under conditions."""

    def sign(self, u: Expr) -> Sign:
        """The sign of u for all admitted values of its symbols. Raises `Split` if it differs, UndecidedSign if unknown."""
        ...

    def never_vanishes(self, u: Expr) -> bool:
        """Whether u is proved nonzero for all admitted values, perhaps with either sign. Raises `Split` where some are excepted."""
        ...

    def is_integer(self, name: str) -> bool:
        """Whether the symbol stands for integers only."""
        ...

    def residue(self, name: str, modulus: int) -> int | None:
        """What an integer symbol leaves when it is divided; None where that is not one and the same for all admitted values."""
        ...

    def integer_part(self, u: Expr) -> int | None:
        """The greatest integer <= u, where it is one and the same for all admitted values; None where that is not known."""
        ...

    def examples(self, name: str) -> tuple[int, ...]:
        """Some of the integers that the symbol stands for, near and far."""
        ...

    def value(self, name: str) -> Expr | None:
        """What the parameter is bound to; None if it is free."""
        ...

    def given(self, name: str) -> Given | None:
        """What the question itself says of the parameter: no case of the analysis does."""
        ...


class Split(Exception):
    """The answer differs among the admitted values of a symbol: ask again for each part.

    cuts: for an index, places where the answer changes; modulus: the residue class decides; shift: the integer, an expression in
    parameters, from which the index is to be counted, for there the answer changes; whole: an expression in the index whose being an
    integer decides.
    """

    def __init__(
        self, name: str, cuts: tuple[Expr, ...] = (), modulus: int = 1, shift: Expr | None = None, whole: Expr | None = None
    ) -> None:
        super().__init__(name)
        self.name = name
        self.cuts = cuts
        self.modulus = modulus
        self.shift = shift
        self.whole = whole


class Open(Exception):
    """The sign of `where`, an expression in parameters, is needed and not known: ask again where it is negative, zero, positive."""

    def __init__(self, where: Expr) -> None:
        super().__init__()
        self.where = where


@contextmanager
def assuming(assumptions: Assumptions | None) -> Iterator[None]:
    """Within the block, signs of expressions with free symbols are decided by these assumptions."""
    here = session()
    before, here.assumed = here.assumed, assumptions
    try:
        yield
    finally:
        here.assumed = before


def assumed_integer(name: str) -> bool:
    """Whether the current assumptions say that the symbol is an integer."""
    current = session().assumed
    return current is not None and current.is_integer(name)


def is_number(u: Expr) -> bool:
    """Whether u is a number in each case: no symbol stands in it but an index that the current assumptions let run through integers."""
    current: Assumptions | None = session().assumed if u.free else None
    return not u.free or (current is not None and all(current.examples(name) for name in u.free))


def assumed_integer_part(u: Expr) -> int | None:
    """The greatest integer <= u, where the current assumptions say it."""
    current: Assumptions | None = session().assumed
    return None if current is None else current.integer_part(u)


def is_whole(m: Monomial) -> bool:
    """Whether a product is an integer as it stands: natural powers of integer symbols and of integer parts."""
    return all(isinstance(e, int) and e > 0 and (a.head == WHOLE or (a.head == "symbol" and assumed_integer(a.args[0]))) for a, e in m)


def without_integers(u: Expr) -> Expr:
    """An expression less the integers that stand in it as terms: it is an integer where this is one."""
    return Expr({m: c for m, c in u.terms.items() if c.q != 1 or not is_whole(m)})


def is_integer(u: Expr) -> bool:
    """Whether an expression is an integer as it stands: a sum of integer multiples of such products."""
    return not without_integers(u)


def residue(m: Monomial, modulus: int) -> int | None:
    """What a product that is an integer leaves when it is divided by the modulus. Raises Split where the class of a symbol decides.

    None where an integer part stands in it: nothing is known of its class.
    """
    if any(a.head == WHOLE for a, _ in m):
        return None
    current: Assumptions | None = session().assumed
    found = 1
    for a, e in m:
        name: str = a.args[0]
        left = None if current is None else current.residue(name, modulus)
        if left is None:
            raise Split(name, modulus=modulus)
        assert isinstance(e, int)
        found = found * pow(left, e, modulus) % modulus
    return found


def assumptions() -> Assumptions | None:
    """The assumptions in force."""
    current: Assumptions | None = session().assumed
    return current


def given(name: str) -> Given | None:
    """What the question itself says of a parameter."""
    current: Assumptions | None = session().assumed
    return None if current is None else current.given(name)


def parameter(name: str) -> Expr:
    """A parameter as an expression: what it is bound to, else its symbol."""
    current = session().assumed
    bound = current.value(name) if current is not None else None
    return symbol(name) if bound is None else bound
