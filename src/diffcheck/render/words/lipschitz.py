"""Whether a function is Lipschitz, in words: the verdict, the best constant, and what decides it."""

from __future__ import annotations

from diffcheck.model.report import Lipschitz, Report, Steepest
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.sentences import index_words


def lipschitz_words(report: Report, found: Lipschitz, *, symbols: bool) -> str:
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


def lipschitz_reason(report: Report, found: Lipschitz, *, symbols: bool) -> str:
    """The sentence alone: where f is so steep, or where and why it is not Lipschitz."""
    return found.verdict.because if found.where is None else _why(report, found.where, symbols)


def constant_words(found: Lipschitz, *, symbols: bool) -> str:
    """The best constant, with a decimal where it is not short, or the constant under each condition."""
    constant = found.constant
    if constant is None:
        return "the best constant is not known exactly"
    if isinstance(constant, str):
        shown = pretty(constant, symbols=symbols)
        digits = "" if found.approx is None or _is_plain(constant) else f" {'≈' if symbols else '~'} {found.approx:.6g}"
        return f"with constant {shown}{digits}"
    parts = []
    for condition, value in constant:
        known = "not known exactly" if value is None else pretty(value, symbols=symbols)
        parts.append(f"{known} if {pretty(condition, symbols=symbols)}")
    return f"with constant {', '.join(parts)}"


def _is_plain(constant: str) -> bool:
    """Whether a reader sees the size of a number at once."""
    return constant.replace("/", "", 1).isdigit() and len(constant) < 9


def _why(report: Report, where: Steepest, symbols: bool) -> str:
    """What decides it."""

    def text(exact: str | None) -> str:
        return pretty(exact or "", symbols=symbols)

    x, prime = text(report.problem.variable), "f′" if symbols else "f'"
    at = text(where.at)
    if where.enclosure is not None:
        near = f"{where.approx:.6g}" if where.approx is not None else where.enclosure[0]
        place = f"{x} = {text(where.symbol)} {'≈' if symbols else '~'} {near}"
    else:
        place = f"{x} = {at}"
    if where.index is not None:
        place += f", {index_words(where.index, symbols=symbols)}"
    arrow = "→" if symbols else "->"
    match where.how:
        case "slope":
            return f"|{prime}| is greatest at {place}"
        case "limit":
            return f"|{prime}| tends to it as {x} {arrow} {place.removeprefix(f'{x} = ')}"
        case "interval":
            return f"the size of {prime} {_interval(where, x, symbols)}"
        case "gap":
            return f"the slope across the gap from {x} = {at} to {text(where.to)}{_index(where, symbols)}"
        case "point":
            return "there is no second point"
        case "unbounded":
            if where.at is None:
                return f"{prime} is unbounded"
            return f"{prime} is unbounded {f'as {x} {arrow} {at}' if where.at in ('oo', '-oo') else f'near {place}'}"
        case "members":
            return f"the slopes at {place} are unbounded"
        case "jump":
            return f"f jumps across {place}, where it is not defined"
        case "discontinuous":
            return f"f is not continuous at {place}" if where.at is not None else "f is not continuous"
        case "undefined":
            return f"f is not defined {_interval(where, x, symbols) if where.to is not None else f'at {place}'}"


def _interval(where: Steepest, x: str, symbols: bool) -> str:
    """`for x < 0`, `everywhere`, `on (0, 1)`."""
    low, high = pretty(where.at or "", symbols=symbols), pretty(where.to or "", symbols=symbols)
    if where.at == "-oo":
        return "everywhere" if where.to == "oo" else f"for {x} < {high}"
    if where.to == "oo":
        return f"for {x} > {low}"
    return f"on ({low}, {high}){_index(where, symbols)}"


def _index(where: Steepest, symbols: bool) -> str:
    return "" if where.index is None else f", {index_words(where.index, symbols=symbols)}"
