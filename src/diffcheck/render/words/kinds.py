"""Each kind of point explained: in half a sentence within a derivation, and at length with an example for who asks for the word."""

from __future__ import annotations

from typing import Final

from diffcheck.model.kind import Kind

HALF: Final[dict[Kind, tuple[str, str]]] = {
    Kind.INFINITE: ("an infinite discontinuity", "f is unbounded beside the point"),
    Kind.OSCILLATING: ("an oscillating discontinuity", "f has no limit there, not even an infinite one"),
    Kind.JUMP: ("a jump", "both one-sided limits are finite and differ"),
    Kind.REMOVABLE: ("a removable discontinuity", "the limit exists, but it is not the value of f there"),
    Kind.ISOLATED: ("an isolated point", "f is defined there but not beside it, which makes f continuous and not differentiable there"),
    Kind.OSCILLATING_SLOPE: ("a point where the slope oscillates", "f is continuous, but the difference quotient has no limit"),
    Kind.VERTICAL_TANGENT: ("a vertical tangent", "f is continuous, and its slope is infinite, which is no derivative"),
    Kind.CUSP: ("a cusp", "f is continuous, and its slope tends to infinities of opposite signs on the two sides"),
    Kind.CORNER: ("a corner", "f is continuous, but has two different one-sided slopes"),
    Kind.ENDPOINT: ("an end point", "f lives on one side only, and its one-sided derivative is finite"),
    Kind.HIGHER_ORDER: ("a point of higher order", "f is differentiable there, but not infinitely often with continuous derivatives"),
    Kind.SMOOTH: ("a smooth point", "f is infinitely often differentiable there"),
    Kind.OUTSIDE: ("a point outside", "it is neither in the domain nor a limit point of it"),
    Kind.UNDECIDED: ("undecided", "what could be proved does not settle it"),
}

LONG: Final[dict[Kind, tuple[str, str, str]]] = {
    Kind.INFINITE: (
        "At least one one-sided limit of f is +oo or -oo. No value at the point could make f continuous there.",
        "1/x at 0",
        "1/x tends to -oo from the left and to +oo from the right.",
    ),
    Kind.OSCILLATING: (
        "At least one one-sided limit does not exist, not even as an infinity, because f keeps swinging between different values.",
        "sin(1/x) at 0",
        "However close to 0, it takes every value from -1 to 1 again and again.",
    ),
    Kind.JUMP: (
        "Both one-sided limits are finite, and they differ. No value at the point could make f continuous there.",
        "floor(x) at 1",
        "From the left the limit is 0, from the right it is 1.",
    ),
    Kind.REMOVABLE: (
        "The limit of f exists and is finite, but f has another value at the point, or none. Redefining f at this one point repairs it.",
        "sin(x)/x at 0",
        "It has no value at 0, and its limit there is 1.",
    ),
    Kind.ISOLATED: (
        "f is defined at the point, but not near it on either side. By definition it is continuous there; a slope there is none.",
        "sqrt(-x^2) at 0",
        "The root is real at 0 alone.",
    ),
    Kind.OSCILLATING_SLOPE: (
        "f is continuous, but the difference quotient has no limit on at least one side: it keeps swinging between different values.",
        "{x sin(1/x), x != 0; 0, x = 0} at 0",
        "The difference quotient at 0 is sin(1/h), which has no limit as h -> 0.",
    ),
    Kind.VERTICAL_TANGENT: (
        "f is continuous, and the difference quotient tends to an infinity, the same on both sides (or on the one side there is). "
        "The graph has a vertical tangent; an infinite slope is no derivative.",
        "cbrt(x) at 0",
        "The difference quotient at 0 is h^(-2/3), which tends to +oo from both sides.",
    ),
    Kind.CUSP: (
        "f is continuous, and the difference quotient tends to +oo on one side and to -oo on the other.",
        "sqrt(|x|) at 0",
        "The slopes tend to -oo from the left and to +oo from the right.",
    ),
    Kind.CORNER: (
        "f is continuous, both one-sided slopes exist, they differ, and at least one of them is finite. f is not differentiable there: "
        "the difference quotient would need one limit from both sides.",
        "max(0, x) at 0, which is relu",
        "The slope is 0 from the left and 1 from the right. The relu of frameworks returns 0 there, a convention; any number between the "
        "slopes is a subgradient, and none is a derivative.",
    ),
    Kind.ENDPOINT: (
        "The domain lies on one side of the point only, f is continuous there from that side, and the one-sided slope is finite. "
        "On its domain f counts as differentiable there.",
        "x^(3/2) at 0",
        "The difference quotient from the right is h^(1/2), which tends to 0.",
    ),
    Kind.HIGHER_ORDER: (
        "f is differentiable at the point, but not C^oo there: some derivative of higher order does not exist or is not continuous.",
        "x*|x| at 0",
        "f'(x) = 2*|x| is continuous with f'(0) = 0, and it has a corner of its own: f is C1 and not C2.",
    ),
    Kind.SMOOTH: (
        "The formula made the point suspicious, and f turns out to be infinitely often differentiable there.",
        "|x|^2 at 0",
        "Both branches of the absolute value give x^2.",
    ),
    Kind.OUTSIDE: (
        "The point was asked for, but f is neither defined there nor arbitrarily close to it.",
        "log(x) at -1",
        "The logarithm is real for x > 0 alone.",
    ),
    Kind.UNDECIDED: (
        "The proofs that diffcheck knows do not settle what happens at the point. It says so, with what is missing, and never guesses.",
        "",
        "",
    ),
}


def kind_named(word: str) -> Kind | None:
    """The kind that a word names, as it stands in JSON (`vertical_tangent`) or as people write it (`vertical tangent`)."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    other = {"oscillates": "oscillating", "slope_oscillates": "oscillating_slope", "end_point": "endpoint"}
    plain = other.get(plain, plain)
    return next((kind for kind in Kind if kind.value == plain), None)


def explain_kind(word: str, *, symbols: bool = True) -> str | None:
    """What a kind word means, with an example, as paragraphs of text; None if it is no kind word."""
    kind = kind_named(word)
    if kind is None:
        return None
    name, _ = HALF[kind]
    meaning, example, seen = LONG[kind]
    parts = [f"{kind.value}: {name}" if kind is not Kind.UNDECIDED else "undecided", meaning]
    if example:
        parts.append(f"Example: {example}. {seen}")
    shown = "\n".join(parts)
    for plain, symbol in (("+oo", "+∞"), ("-oo", "-∞"), ("C^oo", "C^∞"), ("->", "→"), ("!=", "≠")) if symbols else ():
        shown = shown.replace(plain, symbol)
    return shown


def example_of(kind: Kind) -> tuple[str, str] | None:
    """The formula and the place of the example for a kind; None where there is none."""
    formula, _, place = LONG[kind][1].rpartition(" at ")
    return (formula, place.partition(",")[0]) if formula else None
