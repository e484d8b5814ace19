"""How reverse-mode differentiation passes a function: the shape of what a declaration says about PyTorch, JAX and TensorFlow.

A pullback turns the adjoint of a value into that of an argument: mostly adjoint * slope in IEEE arithmetic, so 0 * oo is nan. Where a
framework selects instead of multiplying, the adjoint is 0 whatever came in. None: the path is cut.
All conventions are for the slope at a kink as measured with the real frameworks (tests/autodiff).
Where they changed, a rule says from which version on it holds (`Since`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from diffcheck.errors import NotYet
from diffcheck.exact.double import ONE, ZERO, Double
from diffcheck.exact.rounding import USUAL, Accuracy
from diffcheck.functions.frameworks import Framework, numbers
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Apply, Node, Number

Pullback: TypeAlias = Callable[[Double], Double | None]
Slope: TypeAlias = Callable[[Double], Double]
PullbackRule: TypeAlias = Callable[..., tuple[Pullback, ...]]
"""The value and the arguments in, one pullback for each argument out (a named function may leave out the last ones)."""


class NoGradient(Exception):
    """The framework refuses to differentiate the function."""


@immutable(eq=False)
class Fixed:
    """fixed: the rule where the arguments after the first are constants, which are numbers; moving: where one of them is not.

    remark: what is otherwise if constants are no numbers, in words.
    """

    fixed: PullbackRule
    moving: PullbackRule
    remark: str


@immutable(eq=False)
class Since:
    """Rules that followed one another, each with the first version that it holds in, oldest first."""

    rules: tuple[tuple[str, PullbackRule | Fixed], ...]

    def at(self, version: str) -> PullbackRule | Fixed:
        """The rule of one version."""
        return next(rule for first, rule in reversed(self.rules) if numbers(first) <= numbers(version))


def of_minus_zero(u: Double) -> bool:
    """Odd functions and roundings of -0 are -0."""
    return u.special == "-0"


def of_negative(u: Double) -> bool:
    """So are upward roundings of what lies just below 0, and remainders of negative numbers."""
    return u.is_negative


def never(_: Double) -> bool:
    """A value that is always +0."""
    return False


@immutable(eq=False)
class Autodiff:
    """rules: by framework; without one the adjoint is multiplied by the derivative, a named function is its formula.

    That, too, is a claim that was measured: of a function that declares nothing nothing is told.

    value: the function in IEEE arithmetic, where nan and infinite arguments need more than the limit of the function there;
    written: the formula in other functions that stands for one that no framework has: the arguments in, the formula out;
    accuracy: how near libraries come to the function;
    minus_zero: whether a value 0 is -0, by the (first) argument;
    also: what the function is in some framework that has another value than the formula, by more than rounding; None where none has.
    """

    rules: Mapping[Framework, PullbackRule | Since]
    value: Callable[..., Double] | None = None
    written: Callable[..., Node] | None = None
    also: Callable[..., Double | None] | None = None
    accuracy: Accuracy = USUAL
    minus_zero: Callable[[Double], bool] = of_minus_zero

    def rule(self, framework: Framework, version: str, *, moving: bool) -> PullbackRule | None:
        """The rule of one version of a framework; moving: whether an argument after the first depends on the variable."""
        found = self._of_version(framework, version)
        if isinstance(found, Fixed):
            return found.moving if moving else found.fixed
        return found

    def remark(self, framework: Framework, version: str, *, moving: bool) -> str | None:
        """What is to be said of that rule."""
        found = self._of_version(framework, version)
        return found.remark if isinstance(found, Fixed) and not moving else None

    def _of_version(self, framework: Framework, version: str) -> PullbackRule | Fixed | None:
        found = self.rules.get(framework)
        return found.at(version) if isinstance(found, Since) else found


CHAIN_RULE = Autodiff({})
"""All frameworks multiply the adjoint by the derivative."""
AS_WRITTEN = Autodiff({})
"""All frameworks make of a named function what they make of its formula."""


def alike(
    rule: PullbackRule,
    value: Callable[..., Double] | None = None,
    *,
    accuracy: Accuracy = USUAL,
    minus_zero: Callable[[Double], bool] = of_minus_zero,
) -> Autodiff:
    """The same rule in all three frameworks."""
    return by(rule, rule, rule, value, accuracy=accuracy, minus_zero=minus_zero)


def by(
    pytorch: PullbackRule | Since,
    jax: PullbackRule,
    tensorflow: PullbackRule,
    value: Callable[..., Double] | None = None,
    *,
    accuracy: Accuracy = USUAL,
    minus_zero: Callable[[Double], bool] = of_minus_zero,
) -> Autodiff:
    """One rule for each framework."""
    rules: dict[Framework, PullbackRule | Since] = {"pytorch": pytorch, "jax": jax, "tensorflow": tensorflow}
    return Autodiff(rules, value, accuracy=accuracy, minus_zero=minus_zero)


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
