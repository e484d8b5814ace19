"""Exact text in SymPy's syntax in, text for people out: `oo` is ∞, `x**2` is x², `Abs(x)` is |x|; ASCII on request."""

from __future__ import annotations

import re
from typing import Final

SUPERSCRIPT: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
GREEK: Final = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lamda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "pi": "π", "oo": "∞",
}  # fmt: skip
LOWERED: Final = {"Max": "max", "Min": "min", "LambertW": "W"}
FENCES: Final = {"Abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉")}
RELATIONS: Final = {"Eq": ("=", "="), "Ne": ("≠", "!=")}
JUNCTIONS: Final = {"And": " and ", "Or": " or "}
ABOVE: Final = re.compile(r"([^<>≤≥=]+) (>|≥|>=) ([^<>≤≥=]+)")
BELOW: Final = re.compile(r"([^<>≤≥=]+) (<|≤|<=) ([^<>≤≥=]+)")
CHAIN: Final = re.compile(r"[<≤]=? .* [<≤]=? ")
TURNED: Final = {">": "<", "≥": "≤", ">=": "<="}
TOKEN: Final = re.compile(r"\s*(?:([A-Za-z_]\w*)|([0-9]+(?:\.[0-9]+)?)|(\*\*|<=|>=|!=|==|.))", re.DOTALL)
SMALL: Final = re.compile(r"[0-9]+|[^\W\d_]")


def pretty(text: str, *, symbols: bool = True) -> str:
    """Human text for exact text. What is not understood is left as it is."""
    tokens = [match[1] or match[2] or match[3] for match in TOKEN.finditer(text) if match[0].strip()]
    try:
        shown, rest = _sequence(tokens, 0, symbols)
    except (RecursionError, ValueError):
        return text
    return shown if rest == len(tokens) else text


def _sequence(tokens: list[str], at: int, symbols: bool) -> tuple[str, int]:
    """Tokens up to the bracket or comma that closes the part, and where that is."""
    out: list[str] = []
    while at < len(tokens) and tokens[at] not in (")", "]", "}", ","):
        part, at = _part(tokens, at, symbols, out)
        out.append(part)
    return "".join(out), at


def _part(tokens: list[str], at: int, symbols: bool, before: list[str]) -> tuple[str, int]:
    """One name, call, bracket, number or sign."""
    token = tokens[at]
    if token in ("(", "[", "{"):
        parts, close, at = _arguments(tokens, at, symbols)
        return token + ", ".join(parts) + close, at
    if token[0].isalpha() and at + 1 < len(tokens) and tokens[at + 1] == "(" and token not in ("U", "and", "or", "if", "in", "but"):
        parts, _, at = _arguments(tokens, at + 1, symbols)
        return _call(token, parts, symbols), at
    if token == "**":
        return _power(tokens, at, symbols)
    return _sign(token, tokens, at, symbols, before), at + 1


def _sign(token: str, tokens: list[str], at: int, symbols: bool, before: list[str]) -> str:
    """A name, a number, or a sign with the space that belongs around it."""
    if token == "*":
        return "·" if symbols else "*"
    if token in ("+", "-"):
        binary = bool(before) and before[-1].strip() not in ("", "*", "·", "/", "<", ">", "=", "≤", "≥", "<=", ">=", "≠", "∪", "-")
        return f" {token} " if binary else token
    if token in ("<", ">", "=", "==", "<=", ">=", "!="):
        sign = {"==": "="}.get(token, token)
        return f" {({'<=': '≤', '>=': '≥', '!=': '≠'} if symbols else {}).get(sign, sign)} "
    if token in ("U", "∪") and before and before[-1].endswith((")", "]", "}")):
        return " ∪ " if symbols else " U "
    if token in ("and", "or", "if", "\\", ":"):
        return f" {token} "
    if token == ";":
        return "; "
    if token in ("in", "but"):
        return f" {'∈' if symbols and token == 'in' else token} "
    if token == "Integers" and symbols:
        return "ℤ"
    return GREEK.get(token, token) if symbols else token


def _arguments(tokens: list[str], at: int, symbols: bool) -> tuple[list[str], str, int]:
    """The parts between a bracket and its end, the closing bracket, and what follows. An interval may close with the other kind."""
    parts, at = [], at + 1
    while at < len(tokens):
        part, at = _sequence(tokens, at, symbols)
        parts.append(part)
        if at < len(tokens) and tokens[at] != ",":
            return parts, tokens[at], at + 1
        at += 1
    raise ValueError("a bracket is never closed")


def _call(name: str, parts: list[str], symbols: bool) -> str:
    """A function applied to its arguments."""
    inside = ", ".join(parts)
    if name in RELATIONS and len(parts) == 2:
        return f" {RELATIONS[name][0 if symbols else 1]} ".join(parts)
    if name in JUNCTIONS and parts:
        parts = _chained(parts) if name == "And" else parts
        other = JUNCTIONS["Or" if name == "And" else "And"]
        return JUNCTIONS[name].join(f"({part})" if other in part or (name == "Or" and CHAIN.search(part)) else part for part in parts)
    if name == "sqrt" and symbols and len(parts) == 1:
        return f"√{inside}" if SMALL.fullmatch(inside) else f"√({inside})"
    if name in FENCES and len(parts) == 1 and (symbols or name == "Abs") and "|" not in inside:
        left, right = FENCES[name]
        return left + inside + right
    if name == "Abs":
        name = "abs"
    return f"{LOWERED.get(name, name)}({inside})"


def _chained(parts: list[str]) -> list[str]:
    """`p > 1` before `p < 2` becomes `1 < p < 2`."""
    out: list[str] = []
    for part in parts:
        pair = (out[-1], part) if out else ("", part)
        below = ABOVE.fullmatch(pair[0]) or ABOVE.fullmatch(pair[1])
        above = BELOW.fullmatch(pair[0]) or BELOW.fullmatch(pair[1])
        if out and below and above and below[1] == above[1]:
            out[-1] = f"{below[3]} {TURNED[below[2]]} {above[1]} {above[2]} {above[3]}"
        else:
            out.append(part)
    return out


def _power(tokens: list[str], at: int, symbols: bool) -> tuple[str, int]:
    """`**` and its exponent: raised where it is a small integer, else after ^."""
    at += 1
    if symbols and at < len(tokens):
        if tokens[at].isdigit():
            return tokens[at].translate(SUPERSCRIPT), at + 1
        if tokens[at : at + 2] == ["(", "-"] and tokens[at + 3 : at + 4] == [")"] and tokens[at + 2].isdigit():
            return ("-" + tokens[at + 2]).translate(SUPERSCRIPT), at + 4
    return "^", at
