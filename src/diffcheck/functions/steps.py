"""The unit step."""

from fractions import Fraction

from flint import fmpq

from diffcheck.exact.double import Double
from diffcheck.exact.expr import Expr, number
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Zero
from diffcheck.functions.pullbacks import Pullback, blocked, by, cut, everywhere, never, refused, same


def _heaviside(lens: Lens, u: Expr, at_zero: Expr | None = None) -> Expr:
    s = lens.sign(u)
    if s == 0:
        return number(fmpq(1, 2)) if at_zero is None else at_zero
    return number(1 if s > 0 else 0)


def _heaviside_jax(_: Double, u: Double, *at_zero: Double) -> tuple[Pullback, ...]:
    """Nested where, which gives nan back."""
    return (same if u.is_nan else blocked, *(same if u.is_finite and u.is_zero else blocked for _ in at_zero))


DECLARED = (
    Function(
        "Heaviside",
        ("Heaviside", "heaviside", "H", "step"),
        1,
        2,
        "the unit step is 0 where u < 0 and 1 where u > 0: it may jump where u = 0",
        _heaviside,
        lambda u, *_: (Zero(u),),
        (("Heaviside(0)", "1/2"), ("Heaviside(0, 1)", "1"), ("Heaviside(-1, 7)", "0")),
        by(everywhere(refused), _heaviside_jax, everywhere(cut), minus_zero=never),
        total=True,
        letters=("u", "h"),
        sympy_adds=Fraction(1, 2),
        oscillating=lambda parts, u, *_: (parts.sign(u) + 1) / 2,
        coq=formal.step,
    ),
)
