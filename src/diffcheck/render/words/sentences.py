"""Kinds, places, quantities and smoothness in words: the same words in every format that people read."""

from __future__ import annotations

from typing import assert_never

from diffcheck.model.report import Finding, Index, Kind, Piece, Quantity, Report, Smoothness
from diffcheck.render.words.members import members
from diffcheck.render.words.pretty import SUPERSCRIPT, pretty


def kind_words(kind: Kind) -> str:
    """What happens at a point, in one or two words."""
    match kind:
        case Kind.INFINITE:
            return "infinite"
        case Kind.OSCILLATING:
            return "oscillates"
        case Kind.JUMP:
            return "jump"
        case Kind.REMOVABLE:
            return "removable"
        case Kind.ISOLATED:
            return "isolated"
        case Kind.OSCILLATING_SLOPE:
            return "slope oscillates"
        case Kind.VERTICAL_TANGENT:
            return "vertical tangent"
        case Kind.CUSP:
            return "cusp"
        case Kind.CORNER:
            return "corner"
        case Kind.ENDPOINT:
            return "end point"
        case Kind.HIGHER_ORDER:
            return "higher order"
        case Kind.SMOOTH:
            return "smooth"
        case Kind.OUTSIDE:
            return "outside"
        case Kind.UNDECIDED:
            return "undecided"
    assert_never(kind)


def smoothness_words(smoothness: Smoothness, *, symbols: bool) -> str:
    """C², C∞ and so on."""
    if smoothness is None:
        return "none"
    if smoothness == "undecided":
        return "undecided"
    if smoothness == "oo":
        return "C^∞" if symbols else "C^oo"
    if smoothness == -1:
        return "not continuous"
    return f"C{str(smoothness).translate(SUPERSCRIPT)}" if symbols else f"C{smoothness}"


def quantity_words(quantity: Quantity, *, symbols: bool, missing: str | None = None, joint: str = ", ") -> str:
    """A value, limit or slope; `missing` is the word for None, `joint` stands between the two signs of an infinity."""
    if quantity is None:
        return missing if missing is not None else ("–" if symbols else "-")
    if quantity == "dne":
        return "none exists"
    if quantity in ("oo", "-oo"):
        sign = "-" if quantity.startswith("-") else "+"
        return f"{sign}{'∞' if symbols else 'oo'}"
    if quantity.startswith(("oo*(", "-oo*(")) and quantity.endswith(")"):
        infinity = "∞" if symbols else "oo"
        sign, turned = ("-", "+") if quantity.startswith("-") else ("+", "-")
        inner = pretty(quantity[quantity.index("(") + 1 : -1], symbols=symbols)
        return f"{sign}{infinity} if {inner} > 0{joint}{turned}{infinity} if {inner} < 0"
    return pretty(quantity, symbols=symbols)


def index_words(index: Index, *, symbols: bool) -> str:
    """n ∈ ℤ, n ≠ 0."""
    letter = pretty(index.symbol, symbols=symbols)
    integers = f"{letter} ∈ ℤ" if symbols else f"{letter} an integer"
    extra = {"Integers": "", "Naturals": f"{letter} >= 1", "Naturals0": f"{letter} >= 0"}.get(index.set, index.set)
    parts = [integers]
    if extra:
        parts.append(pretty(extra, symbols=symbols))
    if index.exceptions:
        parts.append(f"{letter} {'≠' if symbols else '!='} {', '.join(index.exceptions)}")
    return ", ".join(parts)


def place_words(point: Finding, *, symbols: bool) -> str:
    """Where a point is: exactly if that is short, with its letter and digits if it has no closed form, with its index if it is a family."""
    if point.enclosure is not None:
        letter = pretty(point.symbol or "c", symbols=symbols)
        digits = f"{point.approx:.6g}" if point.approx is not None else point.enclosure[0]
        return f"{letter} {'≈' if symbols else '~'} {digits}"
    where = pretty(point.at, symbols=symbols)
    if point.index is not None and point.at == point.index.symbol:
        return index_words(point.index, symbols=symbols)
    if point.index is not None:
        return f"{where}, {index_words(point.index, symbols=symbols)}"
    return where


def place_remarks(point: Finding, *, symbols: bool) -> tuple[str, ...]:
    """What else is to be said of where a point is: what defines it, and some members of a family."""
    remarks = []
    if point.enclosure is not None:
        letter = pretty(point.symbol or "c", symbols=symbols)
        remarks.append(f"{letter} is {pretty(point.at, symbols=symbols)}, between {point.enclosure[0]} and {point.enclosure[1]}")
    if point.index is not None:
        few = [pretty(member, symbols=symbols) for member in members(point.at, point.index)]
        if few and point.at != point.index.symbol:
            remarks.append(f"for example {', '.join(few)}")
    return tuple(remarks)


def reading_words(report: Report, *, symbols: bool) -> str:
    """The echo: f(x) = what was read."""
    shown = report.reading if symbols and report.reading else pretty(report.function, symbols=symbols)
    return f"f({pretty(report.problem.variable, symbols=symbols)}) = {shown}"


def reading_lines(report: Report, *, symbols: bool) -> list[str]:
    """The echo, with a case a line where the formula is nothing but cases."""
    whole = reading_words(report, symbols=symbols)
    head, shown = whole[: whole.index("= ") + 2], whole[whole.index("= ") + 2 :]
    if not (shown.startswith("{") and shown.endswith("}")):
        return [whole]
    rows = []
    for case in _split(shown[1:-1], "; "):
        formula, *condition = _split(case, ", ")
        if len(condition) != 1:
            return [whole]
        rows.append((formula, condition[0] if condition[0] == "otherwise" else f"if {condition[0]}"))
    width = max(len(formula) for formula, _ in rows)
    return [f"{head if i == 0 else ' ' * len(head)}{formula:{width}}   {when}" for i, (formula, when) in enumerate(rows)]


def _split(text: str, separator: str) -> list[str]:
    """The parts between the separators that stand in no bracket."""
    parts, depth, begun = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{⌊⌈") - (c in ")]}⌋⌉")
        if depth == 0 and i >= begun and text.startswith(separator, i):
            parts.append(text[begun:i])
            begun = i + len(separator)
    return [*parts, text[begun:]]


def set_words(report: Report, *, symbols: bool) -> str:
    """The set that the verdicts speak of, where it is not the natural domain."""
    if report.on == "domain":
        return ""
    if report.on == "reals":
        return " on ℝ" if symbols else " on the reals"
    return f" on {pretty(report.on, symbols=symbols)}"


def where_words(piece: Piece, variable: str, *, symbols: bool) -> str:
    """The interval of a piece: `for x < 0`, `for all x`, `on (0, 1)`."""
    interval = pretty(piece.interval, symbols=symbols)
    if piece.index is not None:
        return f"on {interval}, {index_words(piece.index, symbols=symbols)}"
    low, _, high = piece.interval.strip("()").partition(", ")
    if piece.interval.count(",") != 1:
        return f"on {interval}"
    if low == "-oo" and high == "oo":
        return f"for all {variable}"
    if low == "-oo":
        return f"for {variable} < {pretty(high, symbols=symbols)}"
    if high == "oo":
        return f"for {variable} > {pretty(low, symbols=symbols)}"
    return f"on {interval}"
