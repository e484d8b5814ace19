"""How reverse-mode differentiation passes a function: the shape of what a declaration says about PyTorch, JAX and TensorFlow.

A pullback turns the adjoint of a value into that of an argument: mostly adjoint * slope in IEEE arithmetic, so 0 * oo is nan. Where a
framework selects instead of multiplying, the adjoint is 0 whatever came in. None: the path is cut.
All conventions are for the slope at a kink as measured with the real frameworks (tests/autodiff).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from diffcheck.errors import NotYet
from diffcheck.exact.double import ONE, ZERO, Double
from diffcheck.model.tree import Apply, Node, Number

Framework: TypeAlias = Literal["pytorch", "jax", "tensorflow"]
FRAMEWORKS: Final[tuple[Framework, ...]] = ("pytorch", "jax", "tensorflow")
Pullback: TypeAlias = Callable[[Double], Double | None]
Slope: TypeAlias = Callable[[Double], Double]
PullbackRule: TypeAlias = Callable[..., tuple[Pullback, ...]]
"""The value and the arguments in, one pullback for each argument out (a named function may leave out the last ones)."""


class NoGradient(Exception):
    """The framework refuses to differentiate the function."""


@dataclass(frozen=True, slots=True, eq=False)
class Autodiff:
    """rules: by framework; without one the adjoint is multiplied by the derivative, a named function is its formula.

    value: the function in IEEE arithmetic, where nan and infinite arguments need more than the limit of the function there;
    written: the formula in other functions that stands for one that no framework has: the arguments in, the formula out.
    """

    rules: Mapping[Framework, PullbackRule]
    value: Callable[..., Double] | None = None
    written: Callable[..., Node] | None = None


def alike(rule: PullbackRule, value: Callable[..., Double] | None = None) -> Autodiff:
    """The same rule in all three frameworks."""
    return Autodiff(dict.fromkeys(FRAMEWORKS, rule), value)


def by(pytorch: PullbackRule, jax: PullbackRule, tensorflow: PullbackRule, value: Callable[..., Double] | None = None) -> Autodiff:
    """One rule for each framework."""
    return Autodiff({"pytorch": pytorch, "jax": jax, "tensorflow": tensorflow}, value)


def one_over(head: str) -> Autodiff:
    """1/f(u), for want of a function."""
    return Autodiff({}, written=lambda u: Apply("/", (_ONE, Apply(head, (u,)))))


def of_one_over(head: str) -> Autodiff:
    """f(1/u), for want of a function."""
    return Autodiff({}, written=lambda u: Apply(head, (Apply("/", (_ONE, u)),)))


_ONE = Number(Fraction(1))


def times(slope: Double) -> Pullback:
    """Multiplies."""
    return lambda g: g * slope


def same(g: Double) -> Double:
    """Passes the adjoint on."""
    return g


def blocked(_: Double) -> Double:
    """Selects 0, whatever came in; this 0 goes on upstream."""
    return ZERO


def cut(_: Double) -> None:
    """No path upstream."""


def refused(_: Double) -> Double:
    """An error in place of a gradient."""
    raise NoGradient


def missing(*_: Double) -> tuple[Pullback, ...]:
    """The rule of a function that the framework does not have. Raises NotYet."""
    raise NotYet("autodiff", "has no such function")


def along(slope: Callable[[Double], Double]) -> PullbackRule:
    """The rule that multiplies by a slope at the (first) argument."""
    return lambda _, u, *rest: (times(slope(u)),)


def everywhere(pullback: Pullback) -> PullbackRule:
    """The rule of a step: the same pullback for every argument."""
    return lambda _, *args: (pullback,) * len(args)


def tanh_in_jax(y: Double) -> Slope:
    """g*(1 - y) + g*(1 - y)*y: for y <= 0 an infinite adjoint makes nan."""

    def pullback(g: Double) -> Double:
        h = g * (ONE - y)
        return h + h * y

    return pullback


def tanh_elsewhere(y: Double) -> Slope:
    """g*(1 - y^2)."""
    return lambda g: g * (ONE - y * y)
