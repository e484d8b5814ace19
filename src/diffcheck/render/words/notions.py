"""The words of a verdict explained: what is meant by continuous, C1, proved, for who asks for the word (`--explain continuous`)."""

from __future__ import annotations

from typing import Final

from diffcheck.model.kind import Kind
from diffcheck.render.words.kinds import explain_kind

NOTIONS: Final = {
    "continuous": (
        "f is continuous at c of its domain if f(x) tends to f(c) as x tends to c within the domain. It is continuous if it is so at every "
        "point of its domain: 1/x is, since 0 is no point of it. With --on reals a point where f is not defined counts as well.\n"
        "diffcheck compares the value with the limits from the left and from the right."
    ),
    "differentiable": (
        "f is differentiable at c if the difference quotient (f(c + h) - f(c))/h has one finite limit as h tends to 0; at an end of the "
        "domain h has one sign. An infinite limit is a vertical tangent, and no derivative. Differentiable functions are continuous.\n"
        "diffcheck shows the limits of the quotient from the left and from the right: they must be finite and equal."
    ),
    "smooth": "C^oo: f has derivatives of every order, and all of them are continuous. Polynomials, exp and sin are smooth.",
    "smoothness": (
        "The largest k for which f is C^k: f has k derivatives, and the k-th is continuous. C0 is continuous; C^oo is smooth. "
        "x*|x| is C1 and not C2; x^2*sin(1/x) with 0 at 0 is differentiable and only C0, since its derivative is not continuous."
    ),
    "lipschitz": (
        "f is Lipschitz continuous if |f(x) - f(y)| <= L*|x - y| for one number L and all x and y of each interval of the domain. The "
        "least such L is the supremum of |f'|, where f is differentiable. "
        "sqrt(x) is continuous and not Lipschitz: its slope is unbounded at 0."
    ),
    "domain": (
        "The real numbers at which the formula as it is written has a value, every part of it: x/x is not defined at 0, and sqrt(x) needs "
        "x >= 0. A case that is not taken need not be defined."
    ),
    "piece": "An interval between two listed points, on which f is one smooth formula.",
    "value": "f(c) itself, as the formula gives it, whatever the limits are.",
    "limit": (
        "What f(x) tends to as x tends to c from one side, within the domain: a number, oo or -oo, or nothing (no limit). A blank: f is "
        "not defined on that side."
    ),
    "proved": (
        "Every step was exact arithmetic or a theorem whose conditions were verified; signs of constants are decided by enclosures with "
        "certified bounds. Nothing rests on a sample or on a floating-point number."
    ),
    "checked": "One step rests on a computation of SymPy that diffcheck cannot verify by itself; all others are proved.",
    "undecided": (
        "diffcheck found neither a proof nor a refutation, and says why. It is no verdict: f may have the property or not. "
        "The exit code is 3, never 0."
    ),
    "subgradient": (
        "A number of Clarke's subdifferential: between the least and the largest limit of slopes of f at nearby points. At the corner of "
        "|x| these are the numbers from -1 to 1, and what a framework returns there should be one of them."
    ),
}


def explain_word(word: str, *, symbols: bool = True) -> str | None:
    """What a kind of point or a word of a verdict means, as paragraphs of text; None for other words."""
    plain = word.strip().lower()
    parts = [text] if (text := explain_kind(word, symbols=symbols)) is not None else []
    if plain in NOTIONS:
        told = f"{plain}\n{NOTIONS[plain]}"
        parts.insert(0, told.replace("C^oo", "C^∞").replace(" oo ", " ∞ ").replace(">=", "≥").replace("<=", "≤") if symbols else told)
    return "\n\n".join(parts) or None


def explained_words() -> tuple[str, ...]:
    """All words that are explained: the kinds of points first."""
    return tuple(dict.fromkeys((*(kind.facts.word for kind in Kind), *NOTIONS)))
