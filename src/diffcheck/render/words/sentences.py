"""Places, quantities and smoothness in words: the same words in every format that people read."""

from __future__ import annotations

from diffcheck.model.report import Finding, Index, Piece, Quantity, Report, Smoothness
from diffcheck.model.term import Call, Chain, Number, Sum, Symbol
from diffcheck.render.words.exact import Unreadable, read
from diffcheck.render.words.members import members
from diffcheck.render.words.pretty import SUPERSCRIPT, pretty
from diffcheck.render.words.script import Script, Symbols, is_plain


def smoothness_words(smoothness: Smoothness, *, symbols: Symbols) -> str:
    """C², C∞ and so on."""
    if smoothness is None:
        return "none"
    if smoothness == "undecided":
        return "undecided"
    if smoothness == -1:
        return "not continuous"
    if not is_plain(symbols):
        return pretty(f"C**{smoothness}", symbols=symbols)
    if smoothness == "oo":
        return "C^∞" if symbols else "C^oo"
    return f"C{str(smoothness).translate(SUPERSCRIPT)}" if symbols else f"C{smoothness}"


def quantity_words(quantity: Quantity, *, symbols: Symbols, missing: str | None = None, joint: str = ", ") -> str:
    """A value, limit or slope; `missing` is the word for None, `joint` stands between the two signs of an infinity."""
    if quantity is None:
        return missing if missing is not None else ("–" if symbols else "-")
    if quantity == "dne":
        return "none exists"
    if quantity in ("oo", "-oo"):
        return pretty("-oo" if quantity.startswith("-") else "+oo", symbols=symbols)
    if quantity.startswith(("oo*(", "-oo*(")) and quantity.endswith(")"):
        sign, turned = ("-", "+") if quantity.startswith("-") else ("+", "-")
        inner = quantity[quantity.index("(") + 1 : -1]
        if _is_negated(inner):
            inner, sign, turned = inner[1:], turned, sign
        texts = (f"{sign}oo", f"{inner} > 0", f"{turned}oo", f"{inner} < 0")
        first, positive, second, negative = (pretty(text, symbols=symbols) for text in texts)
        return f"{first} if {positive}{joint}{second} if {negative}"
    return pretty(quantity, symbols=symbols)


def _is_negated(exact: str) -> bool:
    """Whether exact text is a minus sign and one term behind it."""
    try:
        part = read(exact)
    except Unreadable:
        return False
    return isinstance(part, Sum) and len(part.terms) == 1 and part.terms[0][0] == "-"


def index_words(index: Index, *, symbols: Symbols) -> str:
    """n ∈ ℤ, n ≠ 0."""
    letter = index.symbol
    parts = [pretty(f"{letter} in Integers", symbols=symbols) if symbols else f"{letter} an integer"]
    extra = {"Integers": "", "Naturals": f"{letter} >= 1", "Naturals0": f"{letter} >= 0"}.get(index.set, index.set)
    if extra:
        parts.append(pretty(extra, symbols=symbols))
    if index.exceptions:
        first, *others = index.exceptions
        parts += [pretty(f"{letter} != {first}", symbols=symbols), *(pretty(other, symbols=symbols) for other in others)]
    return ", ".join(parts)


def place_words(point: Finding, *, symbols: Symbols) -> str:
    """Where a point is: exactly if that is short, with its letter and digits if it has no closed form, with its index if it is a family."""
    if point.enclosure is not None:
        digits = f"{point.approx:.6g}" if point.approx is not None else point.enclosure[0]
        return pretty(f"{point.symbol or 'c'} ~ {digits}", symbols=symbols)
    if point.index is not None and point.at == point.index.symbol:
        return index_words(point.index, symbols=symbols)
    where = pretty(point.at, symbols=symbols)
    return where if point.index is None else f"{where}, {index_words(point.index, symbols=symbols)}"


def at_words(point: Finding, variable: str, *, symbols: Symbols) -> str:
    """The same as an equation: `x = 0`, `c ≈ 0.739085`, `x = π·n, n ∈ ℤ`."""
    if point.enclosure is not None:
        return place_words(point, symbols=symbols)
    if point.index is not None and point.at == point.index.symbol:
        if symbols and is_plain(symbols):
            return f"{pretty(variable, symbols=symbols)} = {index_words(point.index, symbols=symbols)}"
        return pretty(f"{variable} = {point.at}", symbols=symbols) + ", " + index_words(point.index, symbols=symbols)
    where = pretty(f"{variable} = {point.at}", symbols=symbols)
    return where if point.index is None else f"{where}, {index_words(point.index, symbols=symbols)}"


def place_remarks(point: Finding, *, symbols: Symbols) -> tuple[str, ...]:
    """What else is to be said of where a point is: what defines it, and some members of a family."""
    remarks = []
    if point.enclosure is not None:
        letter = pretty(point.symbol or "c", symbols=symbols)
        low, high = (pretty(end, symbols=symbols) for end in point.enclosure)
        remarks.append(f"{letter} is {_definition(point.at, symbols)}, between {low} and {high}")
    if point.index is not None:
        few = [pretty(member, symbols=symbols) for member in members(point.at, point.index)]
        if few and point.at != point.index.symbol:
            remarks.append(f"for example {', '.join(few)}")
    return tuple(remarks)


def _definition(at: str, symbols: Symbols) -> str:
    """What defines a number without a closed form; in print `the zero of x - cos(x) near 0.739085`."""
    if not is_plain(symbols):
        from diffcheck.render.words.setting import typeset

        try:
            part = read(at)
        except Unreadable:
            return at
        match part:
            case Call("zero", (u, near)):
                return f"the zero of {typeset(u, Script(symbols))} near {typeset(near, Script(symbols))}"
            case Call("CRootOf", (u, Number(before))):
                return f"the real root of {typeset(u, Script(symbols))} with {before} others to the left of it"
    return pretty(at, symbols=symbols)


def reading_words(report: Report, *, symbols: Symbols) -> str:
    """The echo: f(x) = what was read. In print it is set from the written formula itself."""
    if not is_plain(symbols):
        from diffcheck.render.words.setting import display
        from diffcheck.render.words.written import written

        f = Call("f", (Symbol(report.problem.variable),))
        try:
            return display(Chain(("=",), (f, written(report.problem.tree))), Script(symbols))
        except RecursionError:
            return f"{pretty(f'f({report.problem.variable})', symbols=symbols)} = {report.reading}"
    shown = report.reading if symbols and report.reading else pretty(report.function, symbols=symbols)
    return f"f({pretty(report.problem.variable, symbols=symbols)}) = {shown}"


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


def where_words(piece: Piece, variable: str, *, symbols: Symbols) -> str:
    """The interval of a piece: `for x < 0`, `for all x`, `on (0, 1)`."""
    interval = pretty(piece.interval, symbols=symbols)
    if piece.index is not None:
        return f"on {interval}, {index_words(piece.index, symbols=symbols)}"
    ends = split_outside(piece.interval[1:-1], ", ")
    if len(ends) != 2:
        return f"on {interval}"
    low, high = ends
    if low == "-oo" and high == "oo":
        return f"for all {pretty(variable, symbols=symbols)}"
    if low == "-oo":
        return f"for {pretty(f'{variable} < {high}', symbols=symbols)}"
    if high == "oo":
        return f"for {pretty(f'{variable} > {low}', symbols=symbols)}"
    return f"on {interval}"
