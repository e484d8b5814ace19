"""Whether a function is Lipschitz, in words: the verdict, the best constant, and what decides it."""

from __future__ import annotations

from diffcheck.model.report import Lipschitz, Report, Steepest
from diffcheck.model.term import MINUS_OO, OO, Call, Chain, Interval, Number, Product, Symbol, Term, comparison, signed
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import condition_words, index_words


def lipschitz_words(report: Report, found: Lipschitz, *, symbols: Symbols) -> str:
    """`yes, with constant 1: f' tends to it as x -> oo`; `no, f' is unbounded near x = 0`; the reason or the condition otherwise."""
    verdict = found.verdict
    if verdict.answer == "undecided":
        return f"undecided, {verdict.because}" if verdict.because else "undecided"
    why = "" if found.where is None else _why(report, found.where, symbols)
    if verdict.answer == "no":
        return f"no, {lipschitz_reason(report, found, symbols=symbols)}"
    constant = constant_words(found, symbols=symbols)
    if verdict.answer == "condition":
        return f"if and only if {condition_words(verdict, symbols=symbols)}, {constant}"
    return f"yes, {constant}{f': {why}' if why else ''}"


def lipschitz_argument(report: Report, found: Lipschitz, *, symbols: Symbols) -> list[str]:
    """Whether f is Lipschitz, and the theorem that says so."""
    theorem = {
        "yes": "By the mean value theorem the best constant is the least upper bound of the size of the slope, on the pieces and "
        "across the gaps of the domain.",
        "no": "A Lipschitz function is continuous, has bounded slopes, and does not jump across a gap of width 0.",
    }.get(found.verdict.answer)
    shown = f"Lipschitz: {lipschitz_words(report, found, symbols=symbols)}."
    return [shown] if theorem is None else [shown, theorem]


def lipschitz_reason(report: Report, found: Lipschitz, *, symbols: Symbols) -> str:
    """The sentence alone: where f is so steep, or where and why it is not Lipschitz."""
    return found.verdict.because if found.where is None else _why(report, found.where, symbols)


def constant_words(found: Lipschitz, *, symbols: Symbols) -> str:
    """The best constant, with a decimal where it is not short, or the constant under each condition."""
    constant = found.constant
    if constant is None:
        return "the best constant is not known exactly"
    if isinstance(constant, Term):
        rounded = found.approx is not None and not _is_plain(constant)
        shown = comparison(constant, "~", signed(f"{found.approx:.6g}")) if rounded else constant
        return f"with constant {pretty(shown, symbols=symbols)}"
    parts = []
    for condition, value in constant:
        known = "not known exactly" if value is None else pretty(value, symbols=symbols)
        parts.append(f"{known} if {pretty(condition, symbols=symbols)}")
    return f"with constant {', '.join(parts)}"


def _is_plain(constant: Term) -> bool:
    """Whether a reader sees the size of a number at once."""
    match constant:
        case Number() | Product((("", Number()), ("/", Number()))):
            return len(str(constant)) < 9
        case _:
            return False


def _why(report: Report, where: Steepest, symbols: Symbols) -> str:
    """What decides it."""
    place = _Place(Symbol(report.problem.variable), where, symbols)
    slope, index = place.slope, place.index
    match where.how:
        case "slope":
            return f"{place.size} is greatest at {place.beside('=')}{index}"
        case "limit":
            return f"{place.size} tends to it as {place.beside('->')}{index}"
        case "interval":
            return f"the size of {slope} {place.interval}{index}"
        case "gap":
            return f"the slope across the gap from {place.beside('=')} to {place.text(where.to or OO)}{index}"
        case "point":
            return "there is no second point"
        case "unbounded" if where.at is None:
            return f"{slope} is unbounded"
        case "unbounded" if where.at in (OO, MINUS_OO):
            return f"{slope} is unbounded as {place.beside('->')}"
        case "unbounded":
            return f"{slope} is unbounded near {place.beside('=')}{index}"
        case "members":
            return f"the slopes at {place.beside('=')}{index} are unbounded"
        case "jump":
            return f"f jumps across {place.beside('=')}{index}, where it is not defined"
        case "discontinuous":
            return f"f is not continuous at {place.beside('=')}{index}" if where.at is not None else "f is not continuous"
        case "undefined":
            return "f is not defined " + place.extent + index


class _Place:
    """A place as the sentences tell it: with a sign between x and it, and with its size where it has no closed form."""

    def __init__(self, x: Symbol, where: Steepest, symbols: Symbols) -> None:
        self.where, self.symbols = where, symbols
        self.slope = self.text(Call("f'", (x,)))
        self.size = self.text(Call("Abs", (Call("f'", (x,)),)))
        self.index = "" if where.index is None else f", {index_words(where.index, symbols=symbols)}"
        self.interval = _interval(where, x, symbols)
        self.chain: tuple[Term, ...] = (x,) if where.at is None else (x, where.at)
        if where.enclosure is not None and where.how in ("slope", "limit"):
            digits = signed(f"{float(str(where.enclosure[0])):.6g}")
            if where.at == where.symbol:
                self.chain = (*self.chain, digits)
            else:
                self.index = f", {self.text(comparison(Symbol(where.symbol or 's'), '~', digits))}{self.index}"

    def text(self, exact: Term) -> str:
        return pretty(exact, symbols=self.symbols)

    @property
    def extent(self) -> str:
        """The interval, or the point."""
        return self.interval if self.where.to is not None else f"at {self.beside('=')}"

    def beside(self, joint: str) -> str:
        """`x = 1/2`, `x = r ~ 0.739`."""
        return self.text(Chain((joint, "~")[: len(self.chain) - 1], self.chain))


def _interval(where: Steepest, x: Term, symbols: Symbols) -> str:
    """`for x < 0`, `everywhere`, `on (0, 1)`."""
    low, high = where.at or MINUS_OO, where.to or OO
    if low == MINUS_OO:
        return "everywhere" if high == OO else f"for {pretty(comparison(x, '<', high), symbols=symbols)}"
    if high == OO:
        return f"for {pretty(comparison(x, '>', low), symbols=symbols)}"
    return f"on {pretty(Interval(low, high), symbols=symbols)}"
