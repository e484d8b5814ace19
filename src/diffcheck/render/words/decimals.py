"""A finding in, what is told beside its exact values out: numbers near the irrational ones, f with a hole filled, and f′ there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor, log10
from typing import Final

from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding, Lack, Piece, Quantity, Report, is_infinite
from diffcheck.model.term import Call, Chain, Number, Power, Symbol, Term, comparison, multiplied, names, signed
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import at_words, cases_words, place_words, quantity_words

DIGITS: Final = 4


def rounded(value: float) -> Term:
    """A number with four digits: 0.3413, 1234567, 2.061·10⁻⁹."""
    size = floor(log10(abs(value)))
    if -4 <= size < 7:
        return signed(f"{value:.{max(DIGITS - 1 - size, 0)}f}")
    digits, _, exponent = f"{value:.{DIGITS - 1}e}".partition("e")
    return multiplied(signed(digits), [("*", Power(Number("10"), signed(str(int(exponent)))))])


def near(shown: str, what: Quantity, point: Finding, *, symbols: Symbols) -> str:
    """What is shown of a quantity, with a number near it where it is irrational: `√2 ≈ 1.414`."""
    value = _value(what, point)
    return shown if value is None or not isinstance(what, Term) else pretty(comparison(what, "~", rounded(value)), symbols=symbols)


def _value(what: Quantity, point: Finding) -> float | None:
    """A number near an irrational constant of a point."""
    return dict(point.decimals).get(what) if isinstance(what, Term) else None


def rounded_place(point: Finding, *, symbols: Symbols) -> str:
    """Where a point is, with a number near it where it is irrational."""
    shown = place_words(point, symbols=symbols)
    return near(shown, point.at, point, symbols=symbols) if point.decimals and point.enclosure is None else shown


def rounded_quantity(what: Quantity, point: Finding, *, symbols: Symbols, missing: str | None = None, joint: str = ", ") -> str:
    """A value, a limit or a slope, with a number near it where it is irrational."""
    shown = quantity_words(what, symbols=symbols, missing=missing, joint=joint)
    return near(shown, what, point, symbols=symbols) if point.decimals else shown


def rounded_limits(point: Finding, arrow: str, *, symbols: Symbols) -> str:
    """Both limits; numbers near them where they are two: one limit is the value, or is told of a hole."""
    left, right = point.left_limit, point.right_limit
    if left == right or None in (left, right):
        return f"{quantity_words(left, symbols=symbols)} {arrow} {quantity_words(right, symbols=symbols)}"
    return f"{rounded_quantity(left, point, symbols=symbols)} {arrow} {rounded_quantity(right, point, symbols=symbols)}"


def numbers(points: tuple[Finding, ...], *, symbols: Symbols) -> str:
    """The irrational constants at all points with numbers near them, each once: `√2 ≈ 1.414, 2·√2 ≈ 2.828`; "" where there are none."""
    named = [(what, replace(point, decimals=((what, value),))) for point in points for what, value in point.decimals]
    return ", ".join(dict.fromkeys(rounded_quantity(what, point, symbols=symbols) for what, point in named))


def extended(point: Finding, *, symbols: Symbols) -> str:
    """What becomes of f at a removable point with its limit for a value; "" elsewhere."""
    limit = point.right_limit if point.left_limit is None else point.left_limit
    if point.kind is not Kind.REMOVABLE or not isinstance(limit, Term):
        return ""
    place = point.at if point.enclosure is None else Symbol(point.symbol or "c")
    there = f"continuous with {_equation(Call('f', (place,)), limit, point, symbols)}"
    told = point.extension
    if told is None:
        return there
    if told.derivative is not None:
        derivative = Call("f'", (place,))
        return f"{there}, and then {_equation(derivative, told.derivative, point, symbols)}"
    slopes = [slope for slope in (told.left, told.right) if slope is not None]
    return there + _slopes_words(slopes, point, symbols)


def _slopes_words(slopes: Sequence[Quantity], point: Finding, symbols: Symbols) -> str:
    """The slopes that f has with the hole filled."""
    shown = list(dict.fromkeys(rounded_quantity(slope, point, symbols=symbols) for slope in slopes))
    if Lack.NO_LIMIT in slopes:
        return ", and then without a slope" if len(shown) == 1 else ""
    return f", and then with slope{'s' * (len(shown) > 1)} {' and '.join(shown)}" if shown else ""


def _equation(left: Term, right: Term, point: Finding, symbols: Symbols) -> str:
    value = _value(right, point)
    equal = comparison(left, "=", right) if value is None else Chain(("=", "~"), (left, right, rounded(value)))
    return pretty(equal, symbols=symbols)


def _is_told(at: Term, slope: Term, pieces: tuple[Piece, ...]) -> bool:
    """Whether the derivative is told to be this number on one side of a point and the point is no end of a piece."""
    return any(piece.derivative == slope for piece in pieces) and not any(at in (p.interval.low, p.interval.high) for p in pieces)


def derivatives(report: Report, *, symbols: Symbols) -> list[tuple[str, str, str]]:
    """Of each point at which f is differentiable where that is, f there, and f′ there; cases of the parameters that agree in it are one.

    Left out is a point between the ends of the pieces whose constant derivative is told already.
    """
    variable = report.problem.variable
    found: dict[tuple[str, str, str], list[Term | None]] = {}
    for point in report.told:
        slope = point.left_derivative if point.right_derivative is None else point.right_derivative
        if point.differentiable.answer == "yes" and isinstance(slope, Term) and not is_infinite(slope):
            if point.index is None and not names(slope) and _is_told(point.at, slope, report.pieces):
                continue
            at, value = f"at {at_words(point, variable, symbols=symbols)}", quantity_words(point.value, symbols=symbols)
            found.setdefault((at, value, rounded_quantity(slope, point, symbols=symbols)), []).append(point.condition)
    return [(at + cases_words(held, symbols=symbols), value, slope) for (at, value, slope), held in found.items()]
