"""Where one text is written for two functions: which brackets only group, which letters before a bracket may be functions, and so on.

Such a text is refused with a rewriting for each of the two, unless something in it decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from diffcheck.errors import BadInput
from diffcheck.language.formula import Called
from diffcheck.language.reader import Reader
from diffcheck.language.tokens import CLOSINGS, OPENINGS, Token
from diffcheck.model.tree import Span

_FUNCTION_LETTERS: Final[dict[str, str]] = {
    "u": "H", "U": "H", "theta": "H", "Theta": "H", "H": "H", "W": "LambertW", "sigma": "sigmoid",
    "zeta": "zeta", "N": "", "f": "", "g": "", "h": "", "Phi": "", "phi": "", "psi": "", "Psi": "", "delta": "",
}  # fmt: skip
"""Letters that are commonly functions, each with the function that it most often is, where that is known."""
_WITH_INDEX: Final = frozenset("HIJKLPTUYjlyp")
"""Letters that are commonly functions where they have an index: Bessel's, polynomials, norms."""
_INDEXED: Final = re.compile(r"([A-Za-z]+?)_?([0-9]+|_[A-Za-z0-9]+)_?")

_OPERATORS: Final = frozenset({"+", "-", "*", "/"})
_CASE_SIGNS: Final = frozenset({",", ";", ":", "if", "otherwise", "else", "?"})
_RELATIONS: Final = frozenset({"<", "<=", ">", ">=", "=", "==", "!="})


def is_invisible(reader: Reader, opening: int) -> bool:
    """Whether these braces are not seen in print: those of LaTeX without a backslash, and those of a power."""
    before = reader.tokens[opening - 1].kind if opening else ""
    return reader.written(reader.tokens[opening]) == "{" and (before == "^" or reader.is_latex)


def is_angular(reader: Reader, opening: int) -> bool:
    """Whether this bracket is a square or a curly one for the eye."""
    written = reader.written(reader.tokens[opening])
    return (written.endswith(("[", "{")) and not is_invisible(reader, opening)) or written.endswith(("brack", "brace"))


def groups(reader: Reader, opening: int, closing: int) -> bool:
    """Whether square or curly brackets only group: outer brackets of a sum or product that holds brackets of its own."""
    depth, operator, inner = 0, False, False
    for at in range(opening + 1, closing):
        token, before = reader.tokens[at], reader.tokens[at - 1]
        if token.kind in OPENINGS:
            inner = inner or not (before.kind == "name" and reader.begins_function(before, token))
            depth += 1
        elif token.kind in CLOSINGS:
            depth -= 1
        elif depth == 0 and at > opening + 1:
            operator = operator or token.kind in _OPERATORS
    return operator and inner


def unclear_brackets(reader: Reader, opening: int, closing: int) -> BadInput:
    """The error for brackets that may group, or mean the integer or the fractional part."""
    first, last = reader.tokens[opening], reader.tokens[closing]
    curly = "{" in reader.written(first) or "lbrace" in reader.written(first)
    inside = reader.text[first.end : last.start].strip()
    part, name = ("the fractional part", "frac") if curly else ("the integer part", "floor")
    short = inside if len(inside) <= 30 else "…"
    hint = f"Write {name}({short}) or ({short})" + (", or give the case its condition." if curly else ".")
    return BadInput("ambiguous", f"{'Curly' if curly else 'Square'} brackets here may group or mean {part}.", first.start, last.end, hint)


def is_condition(reader: Reader, opening: int) -> bool:
    """Whether the curly brackets that open here hold a condition and nothing else, as Desmos restricts a domain."""
    depth, relation = 0, False
    for at in range(opening + 1, reader.closing(opening)):
        kind = reader.tokens[at].kind
        depth += (kind in OPENINGS) - (kind in CLOSINGS)
        if depth == 0 and kind in _CASE_SIGNS:
            return False
        relation = relation or (depth == 0 and kind in _RELATIONS)
    return relation


def lone_condition(reader: Reader, opening: Token, span: Span) -> BadInput:
    """The error for a condition in curly brackets that restricts nothing."""
    inside = reader.text[opening.end : span[1] - 1].strip()
    short = inside.removesuffix("\\right\\").removesuffix("\\").strip() if len(inside) <= 40 else "…"
    hint = f"Write ({short}) for 1 where it holds and 0 elsewhere, or put {{{short}}} behind a formula to restrict its domain."
    return BadInput("ambiguous", "A condition in curly brackets may be a number or restrict the domain.", *span, hint)


def check_two_arguments(name: Token, arguments: Sequence[object], span: Span) -> None:
    """Raises BadInput for `step(a, b)`, whose first argument is the edge to some and what is compared to others."""
    if name.text == "step" and len(arguments) == 2:
        hint = "Write H(x, h) for the unit step with the value h at 0, or {1, x >= edge; 0, otherwise} for a step at an edge."
        raise BadInput("ambiguous", "step with two arguments means two things.", *span, hint)


_TWO_MEANINGS: Final[dict[str, str]] = {
    "hard_sigmoid": "Write hardsigmoid(x), which cuts off x/6 + 1/2, or HardSigmoid(x), which cuts off x/5 + 1/2.",
    "remainder": "Write mod(a, b), which has the sign of b, or a - b*round(a/b), which is the nearest to 0.",
}
"""Names of functions that are two things in two places, with what to write for each."""


def check_name(name: Token) -> None:
    """Raises BadInput for the name of a function that is two things in two places."""
    hint = _TWO_MEANINGS.get(name.text)
    if hint is not None:
        raise BadInput("ambiguous", f"{name.text} means two things.", name.start, name.end, hint)


def check_called(called: Sequence[Called], variables: Collection[str]) -> None:
    """Raises BadInput for a name before a bracket that holds a variable, where such a name is commonly a function."""
    for one in called:
        held = sorted(one.inside.intersection(variables))
        if not held or one.name in variables:
            continue
        if one.is_word or (one.alone and len(one.written) > 1 and one.written.isascii() and one.written.isalnum()):
            raise BadInput("unknown_name", f"Unknown function {one.written}.", *one.span, f"For a product write {one.written}*(…).")
        if one.alone or _is_function_letter(one.name):
            raise _function_or_factor(one, held[0])


def _is_function_letter(name: str) -> bool:
    """Whether a letter, with or without an index, is commonly a function."""
    base = name.rstrip("_")
    if base in _FUNCTION_LETTERS:
        return True
    match = _INDEXED.fullmatch(base)
    return match is not None and (match[1] in _FUNCTION_LETTERS or match[1] in _WITH_INDEX)


def _function_or_factor(one: Called, variable: str) -> BadInput:
    known = _FUNCTION_LETTERS.get(one.name.rstrip("_"))
    times = rf"{one.written}\cdot(…)" if one.written.startswith("\\") else f"{one.written}*(…)"
    function = f"{known}(…) for the function" if known else f"{one.written}({variable}) = … after a semicolon to define the function"
    if one.name == "delta":
        function = "the formula itself (the Dirac delta is no function)"
    hint = f"Write {times} for the product, {function}."
    return BadInput("ambiguous", f"{one.written} before a bracket can be a function or a factor.", *one.span, hint)


def check_lost_powers(names: Mapping[str, Span], variable: str, said: bool, declared: Collection[str]) -> None:
    """Raises BadInput for `x2 + 2x`, where x2 is more likely a power of x whose superscript was lost than a parameter.

    said: whether an option or the text names the variable. x0 and x1 are parameters: nobody writes these powers.
    """
    for name, span in names.items():
        stem = name.rstrip("0123456789")
        digits = name[len(stem) :]
        if not digits or digits in ("0", "1") or name in declared or stem.endswith("_"):
            continue
        if (stem == variable and name != variable) or (name == variable and not said and stem == "x"):
            hint = f"Write {stem}^{digits} for a power, {stem}_{digits} for a variable or parameter of its own."
            raise BadInput("ambiguous", f"{name} may be {stem}^{digits} or a name.", *span, hint)


_COEFFICIENTS: Final = ("a", "b", "c", "d", "f")


def check_euler(names: Collection[str], variable: str, loose: Span | None) -> None:
    """Raises BadInput for an e that stands among coefficients, as in d x^2 + e x + f, and may be one of them."""
    if loose is not None and sum(name in names and name != variable for name in _COEFFICIENTS) >= 2:
        hint = "Write E or exp(1) for Euler's number; --parameter e makes it a parameter."
        raise BadInput("ambiguous", "e among coefficients may be Euler's number or one of them.", *loose, hint)
