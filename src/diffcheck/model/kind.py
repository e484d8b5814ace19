"""The kinds of points, a row each, in the order in which the contract tries the words: all that is said of a kind stands in its row."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from diffcheck.model.immutable import immutable


@immutable(kw_only=True)
class KindFacts:
    """What is to be said of points of one kind, in ASCII."""

    f_is: Literal["nothing", "discontinuous", "continuous", "differentiable"]
    """What f is there, and nothing better; "nothing" where that is not said."""
    mark: Literal["bad", "mild", "open"]
    """How a table shows it."""
    word: str
    """One or two words for a table; `--explain` takes them too."""
    name: str
    """The same within a sentence."""
    meaning: str
    """What makes it one, half a sentence for a derivation."""
    because: str
    """The reason of a finding: {left} and {right} limits, {sides} for those that there are, infinite ones first, {slopes} for both."""
    comparison: str = ""
    """What its limits, or else its {left} and {right} slopes, show in a derivation; empty where that is told by the values alone."""
    is_kink: bool = False
    """Whether gradient descent meets it as a kink, so that a derivation tells what frameworks return."""
    lesson: str
    """What the word means, at length: `--explain corner`."""
    example: tuple[str, str] | None = None
    """A formula, and the place where it has such a point."""
    seen: str = ""
    """What the example shows."""


class Kind(Enum):
    """What happens at a point, in the order in which the contract tries the words."""

    _value_: str
    facts: KindFacts

    def __new__(cls, value: str, facts: KindFacts) -> Kind:
        """A kind whose value is its word in JSON."""
        kind = object.__new__(cls)
        kind._value_ = value
        kind.facts = facts
        return kind

    INFINITE = (
        "infinite",
        KindFacts(
            f_is="discontinuous",
            mark="bad",
            word="infinite",
            name="an infinite discontinuity",
            meaning="f is unbounded beside the point",
            because="f is unbounded: {sides}",
            comparison="a limit is infinite",
            lesson="At least one one-sided limit of f is +oo or -oo. No value at the point could make f continuous there.",
            example=("1/x", "0"),
            seen="1/x tends to -oo from the left and to +oo from the right.",
        ),
    )
    OSCILLATING = (
        "oscillating",
        KindFacts(
            f_is="discontinuous",
            mark="bad",
            word="oscillates",
            name="an oscillating discontinuity",
            meaning="f has no limit there, not even an infinite one",
            because="f oscillates without a limit",
            comparison="a limit does not exist",
            lesson="At least one one-sided limit does not exist, not even as an infinity, because f keeps swinging between different "
            "values.",
            example=("sin(1/x)", "0"),
            seen="However close to 0, it takes every value from -1 to 1 again and again.",
        ),
    )
    JUMP = (
        "jump",
        KindFacts(
            f_is="discontinuous",
            mark="bad",
            word="jump",
            name="a jump",
            meaning="both one-sided limits are finite and differ",
            because="f jumps from {left} to {right}",
            comparison="the two limits differ",
            lesson="Both one-sided limits are finite, and they differ. No value at the point could make f continuous there.",
            example=("floor(x)", "1"),
            seen="From the left the limit is 0, from the right it is 1.",
        ),
    )
    REMOVABLE = (
        "removable",
        KindFacts(
            f_is="discontinuous",
            mark="bad",
            word="removable",
            name="a removable discontinuity",
            meaning="the limit exists, but it is not the value of f there",
            because="the limit exists, but f has another value or none there",
            lesson="The limit of f exists and is finite, but f has another value at the point, or none. Redefining f at this one point "
            "repairs it.",
            example=("sin(x)/x", "0"),
            seen="It has no value at 0, and its limit there is 1.",
        ),
    )
    ISOLATED = (
        "isolated",
        KindFacts(
            f_is="continuous",
            mark="mild",
            word="isolated",
            name="an isolated point",
            meaning="f is defined there but not beside it, which makes f continuous and not differentiable there",
            because="f is defined at this point alone",
            lesson="f is defined at the point, but not near it on either side. By definition it is continuous there; a slope there is "
            "none.",
            example=("sqrt(-x^2)", "0"),
            seen="The root is real at 0 alone.",
        ),
    )
    OSCILLATING_SLOPE = (
        "oscillating_slope",
        KindFacts(
            f_is="continuous",
            mark="bad",
            word="slope oscillates",
            name="a point where the slope oscillates",
            meaning="f is continuous, but the difference quotient has no limit",
            because="the difference quotient oscillates without a limit",
            comparison="a one-sided slope does not exist",
            lesson="f is continuous, but the difference quotient has no limit on at least one side: it keeps swinging between different "
            "values.",
            example=("{x sin(1/x), x != 0; 0, x = 0}", "0"),
            seen="The difference quotient at 0 is sin(1/h), which has no limit as h -> 0.",
        ),
    )
    VERTICAL_TANGENT = (
        "vertical_tangent",
        KindFacts(
            f_is="continuous",
            mark="bad",
            word="vertical tangent",
            name="a vertical tangent",
            meaning="f is continuous, and its slope is infinite, which is no derivative",
            because="the difference quotient is unbounded",
            comparison="the slope is infinite",
            is_kink=True,
            lesson="f is continuous, and the difference quotient tends to an infinity, the same on both sides (or on the one side there "
            "is). The graph has a vertical tangent; an infinite slope is no derivative.",
            example=("cbrt(x)", "0"),
            seen="The difference quotient at 0 is h^(-2/3), which tends to +oo from both sides.",
        ),
    )
    CUSP = (
        "cusp",
        KindFacts(
            f_is="continuous",
            mark="bad",
            word="cusp",
            name="a cusp",
            meaning="f is continuous, and its slope tends to infinities of opposite signs on the two sides",
            because="the difference quotient tends to {slopes}",
            comparison="the one-sided slopes {left} and {right} differ",
            is_kink=True,
            lesson="f is continuous, and the difference quotient tends to +oo on one side and to -oo on the other.",
            example=("sqrt(|x|)", "0"),
            seen="The slopes tend to -oo from the left and to +oo from the right.",
        ),
    )
    CORNER = (
        "corner",
        KindFacts(
            f_is="continuous",
            mark="bad",
            word="corner",
            name="a corner",
            meaning="f is continuous, but has two different one-sided slopes",
            because="the difference quotient tends to {slopes}",
            comparison="the one-sided slopes {left} and {right} differ",
            is_kink=True,
            lesson="f is continuous, both one-sided slopes exist, they differ, and at least one of them is finite. f is not differentiable "
            "there: the difference quotient would need one limit from both sides.",
            example=("max(0, x)", "0"),
            seen="This is relu. The slope is 0 from the left and 1 from the right. The relu of frameworks returns 0 there, a convention; "
            "any number between the slopes is a subgradient, and none is a derivative.",
        ),
    )
    ENDPOINT = (
        "endpoint",
        KindFacts(
            f_is="differentiable",
            mark="mild",
            word="end point",
            name="an end point",
            meaning="f lives on one side only, and its one-sided derivative is finite",
            because="the end of the domain, with a finite one-sided slope",
            lesson="The domain lies on one side of the point only, f is continuous there from that side, and the one-sided slope is "
            "finite. On its domain f counts as differentiable there.",
            example=("x^(3/2)", "0"),
            seen="The difference quotient from the right is h^(1/2), which tends to 0.",
        ),
    )
    HIGHER_ORDER = (
        "higher_order",
        KindFacts(
            f_is="differentiable",
            mark="mild",
            word="higher order",
            name="a point of higher order",
            meaning="f is differentiable there, but not infinitely often with continuous derivatives",
            because="both difference quotients agree, a higher derivative fails",
            lesson="f is differentiable at the point, but not C^oo there: some derivative of higher order does not exist or is not "
            "continuous.",
            example=("x*|x|", "0"),
            seen="f'(x) = 2*|x| is continuous with f'(0) = 0, and it has a corner of its own: f is C1 and not C2.",
        ),
    )
    SMOOTH = (
        "smooth",
        KindFacts(
            f_is="differentiable",
            mark="mild",
            word="smooth",
            name="a smooth point",
            meaning="f is infinitely often differentiable there",
            because="both branches are the same analytic function up to flat parts",
            lesson="The formula made the point suspicious, and f turns out to be infinitely often differentiable there.",
            example=("|x|^2", "0"),
            seen="Both branches of the absolute value give x^2.",
        ),
    )
    OUTSIDE = (
        "outside",
        KindFacts(
            f_is="nothing",
            mark="mild",
            word="outside",
            name="a point outside",
            meaning="it is neither in the domain nor a limit point of it",
            because="not in the domain, and no limit point of it",
            lesson="The point was asked for, but f is neither defined there nor arbitrarily close to it.",
            example=("log(x)", "-1"),
            seen="The logarithm is real for x > 0 alone.",
        ),
    )
    UNDECIDED = (
        "undecided",
        KindFacts(
            f_is="nothing",
            mark="open",
            word="undecided",
            name="undecided",
            meaning="what could be proved does not settle it",
            because="not decided",
            lesson="The proofs that diffcheck knows do not settle what happens at the point. It says so, with what is missing, and never "
            "guesses.",
        ),
    )
