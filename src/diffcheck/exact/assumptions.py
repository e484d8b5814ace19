"""What is known of free symbols while a question is asked: an integer index in a range, parameters under conditions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from diffcheck.exact.expr import Expr, Sign, symbol
from diffcheck.exact.session import session


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

    def examples(self, name: str) -> tuple[int, ...]:
        """Some of the integers that the symbol stands for, near and far."""
        ...

    def value(self, name: str) -> Expr | None:
        """What the parameter is bound to; None if it is free."""
        ...


class Split(Exception):
    """The answer differs among the admitted values of a symbol: ask again for each part.

    cuts: for an index, places where the answer changes; modulus: the residue class decides.
    """

    def __init__(self, name: str, cuts: tuple[Expr, ...] = (), modulus: int = 1) -> None:
        super().__init__(name)
        self.name = name
        self.cuts = cuts
        self.modulus = modulus


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


def assumptions() -> Assumptions | None:
    """The assumptions in force."""
    current: Assumptions | None = session().assumed
    return current


def parameter(name: str) -> Expr:
    """A parameter as an expression: what it is bound to, else its symbol."""
    current = session().assumed
    bound = current.value(name) if current is not None else None
    return symbol(name) if bound is None else bound
