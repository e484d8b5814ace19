"""The exact numbers of a record as real numbers of the checker's standard library, with balls to look for proofs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from flint import arb, fmpq

from diffcheck.certificate.outside import Outside
from diffcheck.functions import formal
from diffcheck.functions.facts import Function
from diffcheck.functions.formal import Formal
from diffcheck.functions.register import declared
from diffcheck.model.immutable import immutable
from diffcheck.model.term import Call, Fence, Number, Power, Product, Sum, Symbol, Term

PRECISION: Final = 800
"""Bits with which numbers are looked at."""
ZERO_BELOW: Final = arb(2) ** -500
"""What is smaller is taken for 0: the checker will say whether it is."""


@immutable
class Real:
    """A real number: its text, a ball around it, and its value where it is written as a fraction of integers."""

    text: str
    ball: arb
    rational: Fraction | None = None

    @property
    def enclosed(self) -> str:
        """The text as an argument."""
        return self.text if self.text.isalnum() else f"({self.text})"

    @property
    def formula(self) -> Formal:
        """The number as a formula."""
        return formal.number(self.rational) if self.rational is not None else formal.constant(self.text, lambda: self.ball)


Names: TypeAlias = Mapping[str, Real]
"""What parameters and indices are called in the checker, each with a value for which its proofs are looked for."""
NO_NAMES: Final[Names] = MappingProxyType({})


def sign_of(ball: arb) -> int:
    """The sign of a number, 0 where it is smaller than any that is meant."""
    if abs(ball) < ZERO_BELOW:
        return 0
    if not (ball > 0 or ball < 0):
        raise Outside("a number is too close to 0")
    return 1 if ball > 0 else -1


def fraction(value: Fraction) -> Real:
    """A rational number."""
    above, below = value.numerator, value.denominator
    written = str(above) if above >= 0 else f"-{-above}"
    return Real(written if below == 1 else f"{written} / {below}", arb(fmpq(above, below)), value)


def real_of(term: Term, names: Names = NO_NAMES) -> Real:
    """An exact number of the record. Raises Outside for what the standard library has no name for."""
    match term:
        case Number(digits):
            return fraction(Fraction(digits))
        case Fence("(", (within,), ")"):
            return real_of(within, names)
        case Symbol(name) if name in names:
            return names[name]
        case Symbol(name) | Call(name, ()):
            constant = declared(name)
            if isinstance(constant, Function) and constant.most == 0 and constant.coq is not None:
                made = constant.coq()
                assert made is not None
                return Real(made.operation.coq.removeprefix("Cst ").strip("()"), made.operation.value())
        case Sum(terms):
            return _joined([(sign or "+", real_of(part, names)) for sign, part in terms])
        case Product(factors):
            return _multiplied([(sign or "*", real_of(part, names)) for sign, part in factors])
        case Power(base, exponent):
            return _power(real_of(base, names), real_of(exponent, names).rational)
        case Call(head, (argument,)):
            function = declared(head)
            made = function.coq(formal.X) if isinstance(function, Function) and function.coq is not None else None
            if made is not None and made.operation.real:
                inner = real_of(argument, names)
                return Real(f"{made.operation.real} {inner.enclosed}", made.operation.value(inner.ball))
    raise Outside(f"the number {term} is not among those of certificates")


def _joined(terms: list[tuple[str, Real]]) -> Real:
    if all(one.rational is not None for _, one in terms):
        return fraction(sum([(-1 if sign == "-" else 1) * (one.rational or Fraction(0)) for sign, one in terms], Fraction(0)))
    text = "".join(f" {sign} {one.text if _is_product(one.text) else one.enclosed}" for sign, one in terms)
    ball = sum((-one.ball if sign == "-" else one.ball for sign, one in terms), arb(0))
    return Real(text.removeprefix(" + ") if text.startswith(" + ") else "-" + text.removeprefix(" - "), ball)


def _is_product(text: str) -> bool:
    return not any(sign in text for sign in "+-")


def _multiplied(factors: list[tuple[str, Real]]) -> Real:
    found: Real | None = None
    for sign, one in factors:
        if found is None:
            found = one
        elif found.rational is not None and one.rational is not None:
            found = fraction(found.rational / one.rational if sign == "/" else found.rational * one.rational)
        else:
            before = found.text if _is_product(found.text) else found.enclosed
            found = Real(f"{before} {sign} {one.enclosed}", found.ball / one.ball if sign == "/" else found.ball * one.ball)
    assert found is not None
    return found


def _power(base: Real, exponent: Fraction | None) -> Real:
    if exponent is None:
        raise Outside("a number with an irrational exponent")
    p, q = exponent.numerator, exponent.denominator
    if q == 1 and base.rational is not None:
        return fraction(base.rational**p)
    if q == 1:
        return Real(f"{base.enclosed} ^ {p}", base.ball**p) if p >= 0 else Real(f"/ {base.enclosed} ^ {-p}", 1 / base.ball**-p)
    if not base.ball > 0:
        raise Outside("a root of a number that is not positive")
    if q == 2 and p > 0:
        root = f"sqrt {base.enclosed}"
        return Real(root if p == 1 else f"({root}) ^ {p}", base.ball.sqrt() ** p)
    return Real(f"Rpower {base.enclosed} ({p} / {q})", (base.ball.log() * fmpq(p, q)).exp())
