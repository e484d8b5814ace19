"""Whether a function is Lipschitz, in words: the verdict, the best constant, and what decides it."""

from __future__ import annotations

from diffcheck.model.report import Lipschitz, Report, Steepest
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import index_words


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
        return f"if and only if {pretty(verdict.condition or '', symbols=symbols)}, {constant}"
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
    if isinstance(constant, str):
        digits = "" if found.approx is None or _is_plain(constant) else f" ~ {found.approx:.6g}"
        return f"with constant {pretty(constant + digits, symbols=symbols)}"
    parts = []
    for condition, value in constant:
        known = "not known exactly" if value is None else pretty(value, symbols=symbols)
        parts.append(f"{known} if {pretty(condition, symbols=symbols)}")
    return f"with constant {', '.join(parts)}"


def _is_plain(constant: str) -> bool:
    """Whether a reader sees the size of a number at once."""
    return constant.replace("/", "", 1).isdigit() and len(constant) < 9


def _why(report: Report, where: Steepest, symbols: Symbols) -> str:
    """What decides it."""

    def text(exact: str) -> str:
        return pretty(exact, symbols=symbols)

    x, at = report.problem.variable, where.at or ""
    slope = f"f'({x})"
    index = "" if where.index is None else f", {index_words(where.index, symbols=symbols)}"
    if where.enclosure is not None and where.how in ("slope", "limit"):
        digits = f"{float(where.enclosure[0]):.6g}"
        if at == where.symbol:
            at = f"{at} ~ {digits}"
        else:
            index = f", {text(f'{where.symbol} ~ {digits}')}{index}"
    place = text(f"{x} = {at}") + index
    match where.how:
        case "slope":
            return f"{text(f'Abs({slope})')} is greatest at {place}"
        case "limit":
            return f"{text(f'Abs({slope})')} tends to it as {text(f'{x} -> {at}')}{index}"
        case "interval":
            return f"the size of {text(slope)} {_interval(where, x, symbols)}{index}"
        case "gap":
            return f"the slope across the gap from {text(f'{x} = {at}')} to {text(where.to or '')}{index}"
        case "point":
            return "there is no second point"
        case "unbounded":
            if where.at is None:
                return f"{text(slope)} is unbounded"
            return f"{text(slope)} is unbounded {'as ' + text(f'{x} -> {at}') if at in ('oo', '-oo') else f'near {place}'}"
        case "members":
            return f"the slopes at {place} are unbounded"
        case "jump":
            return f"f jumps across {place}, where it is not defined"
        case "discontinuous":
            return f"f is not continuous at {place}" if where.at is not None else "f is not continuous"
        case "undefined":
            return f"f is not defined {_interval(where, x, symbols) + index if where.to is not None else f'at {place}'}"


def _interval(where: Steepest, x: str, symbols: Symbols) -> str:
    """`for x < 0`, `everywhere`, `on (0, 1)`."""
    low, high = where.at or "", where.to or ""
    if low == "-oo":
        return "everywhere" if high == "oo" else f"for {pretty(f'{x} < {high}', symbols=symbols)}"
    if high == "oo":
        return f"for {pretty(f'{x} > {low}', symbols=symbols)}"
    return f"on {pretty(f'({low}, {high})', symbols=symbols)}"
