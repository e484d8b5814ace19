"""A term in, text for people out: `oo` is ∞, `x**2` is x², `Abs(x)` is |x|; ASCII, LaTeX or MathML on request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from diffcheck.model.term import (
    OO,
    Call,
    Chain,
    Fence,
    Interval,
    Members,
    Number,
    Power,
    Product,
    SignedInfinity,
    Sum,
    Symbol,
    Term,
    group,
    multiplied,
)
from diffcheck.render.words.layout import RESIDUES, chained, inside
from diffcheck.render.words.script import Script, Symbols

SUPERSCRIPT: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SUBSCRIPT: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
GREEK: Final = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lamda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "pi": "π", "oo": "∞",
}  # fmt: skip
LOWERED: Final = {"Max": "max", "Min": "min", "LambertW": "W", "Abs": "abs"}
FENCES: Final = {"Abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉")}
JUNCTIONS: Final = {"And": " and ", "Or": " or "}
JOINTS: Final = {";": "; ", "!=": " ≠ ", "<=": " ≤ ", ">=": " ≥ ", "->": " → ", "~": " ≈ ", "in": " ∈ ", "not in": " ∉ ", "U": " ∪ "}
TWO_SIDED: Final = re.compile(r"[<≤]=? .* [<≤]=? ")
SMALL: Final = re.compile(r"[0-9]+|[^\W\d_]")


def pretty(exact: Term, *, symbols: Symbols = True) -> str:
    """Human text for a term; LaTeX and MathML between marks. What is too deep to be set is left in SymPy's syntax."""
    writer = _PLAIN.get(symbols)
    try:
        if writer is not None:
            return writer.write(exact)
        from diffcheck.render.words.setting import typeset

        return typeset(exact, Script(symbols))
    except RecursionError:
        return str(exact)


def name_words(name: str, *, symbols: Symbols = True) -> str:
    """A name, as human text."""
    return pretty(Symbol(name), symbols=symbols)


def primes(head: str, *, symbols: bool) -> str:
    """A derivative: f′, f″, ..., f⁽⁴⁾."""
    name = head.rstrip("'")
    order = len(head) - len(name)
    if order > 3:
        return f"{name}⁽{str(order).translate(SUPERSCRIPT)}⁾" if symbols else f"{name}^({order})"
    return name + ("′″‴"[order - 1] if symbols and order else "'" * order)


class _Plain:
    """Writes one part, with or without symbols."""

    def __init__(self, symbols: bool) -> None:
        self.symbols = symbols
        self.joints = JOINTS if symbols else {";": "; "}
        self.names = {**GREEK, "Integers": "ℤ"} if symbols else {}
        self.signs = {"*": "·" if symbols else "*", "/": "/", "": ""}

    def subscripted(self, name: str) -> str:
        """A name with a subscript, one of digits below the line: c₁."""
        stem, _, digits = name.partition("_")
        if self.symbols and digits.isdecimal() and digits.isascii():
            return self.names.get(stem, stem) + digits.translate(SUBSCRIPT)
        return self.names.get(name, name)

    def write(self, part: Term) -> str:
        match part:
            case Number(text):
                return text
            case Symbol(name):
                return self.subscripted(name) if "_" in name else self.names.get(name, name)
            case Call(head, args):
                return self.call(head, args)
            case Fence(opening, items, closing):
                return opening + self.listed(items) + closing
            case Interval(low, high):
                opening, closing = part.brackets
                return opening + self.listed((low, high)) + closing
            case Members():
                return "{" + self.listed(part.items) + "}"
            case SignedInfinity(of):
                return self.write(multiplied(OO, [("*", group(of))]))
            case Sum((first, *rest)):
                return first[0] + self.write(first[1]) + "".join([f" {sign} {self.write(term)}" for sign, term in rest])
            case Product(factors):
                return "".join([self.signs[sign] + self.write(factor) for sign, factor in factors])
            case Power(base, exponent):
                return self.write(base) + self.raised(exponent)
            case Chain(joints, parts):
                return self.chain(joints, parts)
        raise TypeError(part)

    def chain(self, joints: tuple[str, ...], parts: tuple[Term, ...]) -> str:
        """Parts with what stands between them; that a number leaves another one when it is divided, in words where there are such."""
        match joints, parts:
            case (joint,), (Call("Mod", (whole, Number(divisor))), Number(rest)) if (joint, divisor, rest) in RESIDUES:
                return self.write(whole) + RESIDUES[joint, divisor, rest]
        return self.write(parts[0]) + self.linked(joints, parts[1:])

    def linked(self, joints: Iterable[str], parts: Iterable[Term]) -> str:
        """What stands behind the first part of a chain."""
        return "".join([self.joints.get(joint, f" {joint} ") + self.write(part) for joint, part in zip(joints, parts, strict=True)])

    def listed(self, parts: tuple[Term, ...]) -> str:
        return ", ".join(map(self.write, parts))

    def raised(self, exponent: Term) -> str:
        """An exponent: raised where it is a small integer, else after ^."""
        if self.symbols:
            match inside(exponent):
                case Number(digits) if digits.isdigit():
                    return digits.translate(SUPERSCRIPT)
                case Sum((("-", Number(digits)),)) if digits.isdigit():
                    return f"-{digits}".translate(SUPERSCRIPT)
        return "^" + self.write(exponent)

    def call(self, head: str, args: tuple[Term, ...]) -> str:
        """A function applied to its arguments."""
        if head in JUNCTIONS and args:
            return self.junction(head, args)
        if head in ("Above", "Below") and len(args) == 1:
            return self.beside(self.write(args[0]), above=head == "Above")
        inner = self.listed(args)
        if head == "sqrt" and self.symbols and len(args) == 1:
            return f"√{inner}" if SMALL.fullmatch(inner) else f"√({inner})"
        if head in FENCES and len(args) == 1 and (self.symbols or head == "Abs") and "|" not in inner:
            left, right = FENCES[head]
            return left + inner + right
        return f"{primes(LOWERED.get(head, head), symbols=self.symbols)}({inner})"

    def beside(self, what: str, *, above: bool) -> str:
        """A place from one side: 0⁻, 0⁺."""
        plain, raised = ("+", "⁺") if above else ("-", "⁻")
        sign = raised if self.symbols else plain
        return what + sign if what.isalnum() else f"({what}){sign}"

    def junction(self, head: str, args: tuple[Term, ...]) -> str:
        """Conditions joined by a word, each in brackets if it holds the other word."""
        parts = [self.write(part) for part in (chained(args) if head == "And" else args)]
        other = JUNCTIONS["Or" if head == "And" else "And"]
        return JUNCTIONS[head].join(f"({p})" if other in p or (head == "Or" and TWO_SIDED.search(p)) else p for p in parts)


_PLAIN: Final[dict[Symbols, _Plain]] = {False: _Plain(False), True: _Plain(True)}
