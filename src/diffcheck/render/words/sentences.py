"""Places, quantities and smoothness in words: the same words in every format that people read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Final

from diffcheck.model.report import Finding, Index, Lack, OrderByExponent, Piece, Quantity, Report, Smoothness, Verdict
from diffcheck.model.term import (
    LINE,
    ONE,
    OO,
    ZERO,
    Call,
    Chain,
    Interval,
    Number,
    Power,
    SignedInfinity,
    Sum,
    Symbol,
    Term,
    comparison,
    group,
    junction,
    rational,
    signed,
)
from diffcheck.render.words.members import bounds_and_wholes, members, rational_value
from diffcheck.render.words.pretty import SUPERSCRIPT, name_words, pretty
from diffcheck.render.words.script import Script, Symbols, is_plain

BEGIN: Final = {"Naturals": ONE, "Naturals0": ZERO}
"""The first number of a set of integers that has one."""
FEW: Final = 3
"""So many integers may be left out of a family that is told as one."""


def smoothness_words(smoothness: Smoothness, *, symbols: Symbols) -> str:
    """C², C∞ and so on."""
    if smoothness is None:
        return "none"
    if smoothness == "undecided":
        return "undecided"
    if smoothness == -1:
        return "not continuous"
    if isinstance(smoothness, OrderByExponent):
        return pretty(Power(Symbol("C"), group(smoothness.shown)), symbols=symbols)
    if not is_plain(symbols):
        return pretty(Power(Symbol("C"), Number(str(smoothness)) if isinstance(smoothness, int) else OO), symbols=symbols)
    if smoothness == "oo":
        return "C^∞" if symbols else "C^oo"
    return f"C{str(smoothness).translate(SUPERSCRIPT)}" if symbols else f"C{smoothness}"


def quantity_words(quantity: Quantity, *, symbols: Symbols, missing: str | None = None, joint: str = ", ") -> str:
    """A value, limit or slope; `missing` is the word for None, `joint` stands between the two signs of an infinity."""

    def infinity(sign: str) -> str:
        return pretty(Sum(((sign, OO),)), symbols=symbols)

    if quantity is None:
        return missing if missing is not None else ("–" if symbols else "-")
    if isinstance(quantity, Lack):
        return "none exists" if quantity is Lack.NO_LIMIT else str(quantity)
    match quantity:
        case Symbol("oo"):
            return infinity("+")
        case SignedInfinity(Sum((("-", of),))):
            sign, turned = "-", "+"
        case SignedInfinity(of):
            sign, turned = "+", "-"
        case _:
            return pretty(quantity, symbols=symbols)
    positive, negative = (pretty(_compared(of, relation), symbols=symbols) for relation in (">", "<"))
    return f"{infinity(sign)} if {positive}{joint}{infinity(turned)} if {negative}"


_TURNED: Final = {">": "<", "<": ">"}


def _compared(of: Term, relation: str) -> Term:
    """`of > 0` or `of < 0`; of a letter and a number as `n > 2`."""
    match of:
        case Sum((("", Symbol() as letter), ("-", Number() as number))):
            return comparison(letter, relation, number)
        case Sum((("", Symbol() as letter), ("+", Number() as number))):
            return comparison(letter, relation, Sum((("-", number),)))
        case Sum((("", Number() as number), ("-", Symbol() as letter))):
            return comparison(letter, _TURNED[relation], number)
        case _:
            return comparison(of, relation, ZERO)


def index_words(index: Index, *, symbols: Symbols) -> str:
    """n ∈ ℤ, n ≠ 0."""
    letter = Symbol(index.symbol)
    integers = pretty(comparison(letter, "in", Symbol("Integers")), symbols=symbols) if symbols else f"{letter} an integer"
    conditions: list[Term] = []
    words: list[str] = []
    if isinstance(index.set, Symbol):
        bound = BEGIN.get(index.set.name)
        conditions += [] if bound is None else [comparison(letter, ">=", bound)]
    else:
        bounds, whole = bounds_and_wholes(index.set)
        conditions += [junction("And", bounds)] if bounds else []
        words = [_wholeness_words(*one, symbols=symbols) for one in whole]
    if index.exceptions:
        conditions += [comparison(letter, "!=", index.exceptions[0]), *index.exceptions[1:]]
    return ", ".join([integers, *(pretty(one, symbols=symbols) for one in conditions), *words])


def _wholeness_words(u: Term, holds: bool, *, symbols: Symbols) -> str:
    """√n ∉ ℤ."""
    if symbols:
        return pretty(comparison(u, "in" if holds else "not in", Symbol("Integers")), symbols=symbols)
    return f"{u} {'an' if holds else 'no'} integer"


def condition_words(of: Verdict | Finding, *, symbols: Symbols) -> str:
    """The condition on the parameters; empty if there is none."""
    return "" if of.condition is None else pretty(of.condition, symbols=symbols)


def domain_lines(report: Report, *, symbols: Symbols) -> list[str]:
    """The domain, a line for each condition on the parameters."""
    match report.domain:
        case Lack():
            return [str(report.domain)]
        case Chain((";", *_), parts):
            return [pretty(part, symbols=symbols) for part in parts]
        case domain:
            return [pretty(domain, symbols=symbols)]


def place_words(point: Finding, *, symbols: Symbols) -> str:
    """Where a point is: exactly if that is short, with its letter and digits if it has no closed form, with its index if it is a family."""
    if point.enclosure is not None:
        return pretty(comparison(Symbol(point.symbol or "c"), "~", digits_of(point)), symbols=symbols)
    if point.index is not None and point.at == Symbol(point.index.symbol):
        return index_words(point.index, symbols=symbols)
    where = pretty(point.at, symbols=symbols)
    return where if point.index is None else f"{where}, {index_words(point.index, symbols=symbols)}"


def digits_of(point: Finding) -> Term:
    """A point without a closed form, rounded."""
    assert point.enclosure is not None
    return point.enclosure[0] if point.approx is None else signed(f"{point.approx:.6g}")


def at_words(point: Finding, variable: str, *, symbols: Symbols) -> str:
    """The same as an equation: `x = 0`, `c ≈ 0.739085`, `x = π·n, n ∈ ℤ`."""
    if point.enclosure is not None:
        return place_words(point, symbols=symbols)
    where = pretty(comparison(Symbol(variable), "=", point.at), symbols=symbols)
    if point.index is None:
        return where
    words = index_words(point.index, symbols=symbols)
    if point.at == Symbol(point.index.symbol) and symbols and is_plain(symbols):
        return f"{name_words(variable, symbols=symbols)} = {words}"
    return f"{where}, {words}"


def place_remarks(point: Finding, *, symbols: Symbols) -> tuple[str, ...]:
    """What else is to be said of where a point is: what defines it, and some members of a family."""
    remarks = []
    if point.enclosure is not None:
        letter = name_words(point.symbol or "c", symbols=symbols)
        low, high = (pretty(end, symbols=symbols) for end in point.enclosure)
        remarks.append(f"{letter} is {_definition(point.at, symbols)}, between {low} and {high}")
    if point.index is not None:
        few = [pretty(member, symbols=symbols) for member in members(point.at, point.index)]
        if few and point.at != Symbol(point.index.symbol):
            remarks.append(f"for example {', '.join(few)}")
    return tuple(remarks)


def _definition(at: Term, symbols: Symbols) -> str:
    """What defines a number without a closed form; in print `the zero of x - cos(x) near 0.739085`."""
    match at:
        case Call("zero", (u, near)) if not is_plain(symbols):
            return f"the zero of {pretty(u, symbols=symbols)} near {pretty(near, symbols=symbols)}"
        case Call("CRootOf", (u, Number(before))) if not is_plain(symbols):
            return f"the real root of {pretty(u, symbols=symbols)} with {before} others to the left of it"
        case _:
            return pretty(at, symbols=symbols)


def cases_words(conditions: Sequence[Term | None], *, symbols: Symbols) -> str:
    """` if a < 0 or a > 0`: that one of these holds; empty where one always does."""
    held: list[Term] = []
    for condition in conditions:
        if condition is None:
            return ""
        for part in condition.args if isinstance(condition, Call) and condition.head == "Or" else (condition,):
            joined = _either(held, part)
            if joined is None:
                return ""
            held = joined
    return f" if {pretty(junction('Or', held), symbols=symbols)}" if held else ""


_SIGNS: Final = {"<": {-1}, "=": {0}, ">": {1}, "<=": {-1, 0}, ">=": {0, 1}, "!=": {-1, 1}}
"""The signs of u - v for which u relation v."""


def _either(held: list[Term], condition: Term) -> list[Term] | None:
    """The alternatives with one more, which is joined to one that compares the same two: u < v or u > v is u != v. None: always."""
    for k, other in enumerate(held):
        if both := _beside_common(other, condition):
            return _either([*held[:k], *held[k + 1 :]], both)
        match other, condition:
            case Chain((one,), sides), Chain((two,), same) if sides == same and one in _SIGNS and two in _SIGNS:
                signs = _SIGNS[one] | _SIGNS[two]
                found = next((relation for relation, s in _SIGNS.items() if s == signs), None)
                return None if found is None else _either([*held[:k], *held[k + 1 :]], Chain((found,), sides))
    return [*held, condition]


def _beside_common(one: Term, other: Term) -> Term | None:
    """`b = 0 and a < 0` or `b = 0 and a > 0` as `b = 0 and a != 0`: what differs in one part alone, where that part is joined."""
    parts, others = _parts(one), _parts(other)
    common = [part for part in parts if part in others]
    left, right = ([part for part in side if part not in common] for side in (parts, others))
    if not common or len(left) != 1 or len(right) != 1:
        return None
    joined = _either(left, right[0])
    return junction("And", [*common, *joined]) if joined is not None and len(joined) == 1 else None


def _parts(condition: Term) -> list[Term]:
    match condition:
        case Call("And", parts):
            return list(parts)
        case _:
            return [condition]


def reading_words(report: Report, *, symbols: Symbols) -> str:
    """The echo: f(x) = what was read. In print it is set from the written formula itself."""
    f = Call("f", (Symbol(report.problem.variable),))
    if not is_plain(symbols):
        from diffcheck.render.words.setting import display
        from diffcheck.render.words.written import written

        with suppress(RecursionError):
            return display(comparison(f, "=", written(report.problem.tree)), Script(symbols))
    elif report.function is not None and not (symbols and report.reading):
        return f"{pretty(f, symbols=symbols)} = {pretty(report.function, symbols=symbols)}"
    return f"{pretty(f, symbols=symbols)} = {report.reading}"


def reading_lines(report: Report, *, symbols: Symbols) -> list[str]:
    """The echo, with a case a line where the formula is nothing but cases."""
    whole = reading_words(report, symbols=symbols)
    head, shown = whole[: whole.index("= ") + 2], whole[whole.index("= ") + 2 :]
    if not (shown.startswith("{") and shown.endswith("}")):
        return [whole]
    rows = []
    for case in split_outside(shown[1:-1], "; "):
        formula, *condition = split_outside(case, ", ")
        if len(condition) != 1:
            return [whole]
        rows.append((formula, condition[0] if condition[0] == "otherwise" else f"if {condition[0]}"))
    width = max(len(formula) for formula, _ in rows)
    return [f"{head if i == 0 else ' ' * len(head)}{formula:{width}}   {when}" for i, (formula, when) in enumerate(rows)]


def split_outside(text: str, separator: str) -> list[str]:
    """The parts between the separators that stand in no bracket."""
    parts, depth, begun = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{⌊⌈") - (c in ")]}⌋⌉")
        if depth == 0 and i >= begun and text.startswith(separator, i):
            parts.append(text[begun:i])
            begun = i + len(separator)
    return [*parts, text[begun:]]


def set_words(report: Report, *, symbols: Symbols) -> str:
    """The set that the verdicts speak of, where it is not the whole line: the natural domain, where a listed point lies outside of it."""
    if report.on == "domain":
        return " on its domain" if any(point.value is None for point in report.points) else ""
    if report.on == "reals":
        return " on ℝ" if symbols else " on the reals"
    return f" on {pretty(report.on, symbols=symbols)}"


def where_words(run: Sequence[Piece], variable: str, *, symbols: Symbols) -> str:
    """The set of one piece or of neighbouring ones: `for x < 0`, `for all x`, `on (0, 1)`, `for x != 0`, `on (0, 2), x != 1`."""
    x = Symbol(variable)
    if run[0].index is not None:
        return f"on {pretty(run[0].interval, symbols=symbols)}, {index_words(run[0].index, symbols=symbols)}"
    if len(run) == 1:
        return _interval_words(run[0].interval, x, symbols)
    whole = Interval(run[0].interval.low, run[-1].interval.high)
    left_out = ", ".join(pretty(piece.interval.high, symbols=symbols) for piece in run[:-1])
    unequal = f"{pretty(x, symbols=symbols)} {'≠' if symbols else '!='} {left_out}"
    return f"for {unequal}" if whole == LINE else f"{_interval_words(whole, x, symbols)}, {unequal}"


def _interval_words(interval: Interval, x: Symbol, symbols: Symbols) -> str:
    match interval:
        case Interval(Sum((("-", Symbol("oo")),)), Symbol("oo")):
            return f"for all {pretty(x, symbols=symbols)}"
        case Interval(Sum((("-", Symbol("oo")),)), high):
            return f"for {pretty(comparison(x, '<', high), symbols=symbols)}"
        case Interval(low, Symbol("oo")):
            return f"for {pretty(comparison(x, '>', low), symbols=symbols)}"
        case _:
            return f"on {pretty(interval, symbols=symbols)}"


def neighbours(pieces: Sequence[Piece], told: Callable[[Piece], object]) -> list[list[Piece]]:
    """The pieces in their order, those together that meet at a point and of which the same is told."""
    runs: list[list[Piece]] = []
    for piece in _with_whole_families(pieces, told) if [piece for piece in pieces if piece.index] else pieces:
        last = runs[-1][-1] if runs else None
        meets = last is not None and last.index is piece.index is None and last.interval.high == piece.interval.low
        if last is not None and meets and told(last) == told(piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _with_whole_families(pieces: Sequence[Piece], told: Callable[[Piece], object]) -> list[Piece]:
    """The pieces, where two of them are all but a few members of one family, as one: `n ≤ -2` and `n ≥ 1` is `n ≠ -1, 0`."""
    found: list[Piece] = []
    for piece in pieces:
        k = next((k for k, other in enumerate(found) if other.interval == piece.interval and told(other) == told(piece)), None)
        whole = None if k is None else _all_but_few(found[k].index, piece.index)
        if k is None or whole is None:
            found.append(piece)
        else:
            found[k] = replace(piece, index=whole)
    return found


def _all_but_few(low: Index | None, high: Index | None) -> Index | None:
    """The integers up to one and from another one on as all integers but those between."""
    if low is None or high is None or low.symbol != high.symbol:
        return None
    match low.set, high.set:
        case Chain(("<=",), (_, last)), Chain((">=",), (_, first)):
            pass
        case Chain(("<=",), (_, last)), Symbol(("Naturals" | "Naturals0") as naturals):
            first = BEGIN[naturals]
        case _:
            return None
    a, b = rational_value(last), rational_value(first)
    if a is None or b is None or not 0 <= b - a - 1 <= FEW:
        return None
    between = tuple(rational(Fraction(k)) for k in range(int(a) + 1, int(b)))
    return Index(low.symbol, Symbol("Integers"), (*low.exceptions, *between, *high.exceptions))
