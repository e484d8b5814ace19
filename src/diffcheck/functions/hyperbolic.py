"""Hyperbolic functions and their inverses."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq

from diffcheck.exact.assumptions import assumed_integer
from diffcheck.exact.atoms import Preimages, SmoothFunction, apply
from diffcheck.exact.double import ONE as ONE_DOUBLE
from diffcheck.exact.double import absolute, image, square_root
from diffcheck.exact.expr import ONE, ZERO, Expr, as_term
from diffcheck.exact.powers import exp, log, power
from diffcheck.exact.rounding import Accuracy
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Near, Switch, Undefined, Zero
from diffcheck.functions.pullbacks import (
    CHAIN_RULE,
    Autodiff,
    PullbackRule,
    alike,
    along,
    by,
    of_one_over,
    one_over,
    tanh_elsewhere,
    tanh_in_jax,
)
from diffcheck.germs import elementary
from diffcheck.germs import series as germs
from diffcheck.germs.monomial import UNIT
from diffcheck.germs.series import Series

_HALF = Fraction(1, 2)


def _inner(u: Expr, head: str) -> Expr | None:
    m, c = as_term(u)
    return m[0][0].args[0] if c == 1 and len(m) == 1 and m[0][1] == 1 and m[0][0].head == head else None


def _cancels(head: str, at_zero: Expr | None = ZERO) -> Callable[[Expr], Expr | None]:
    """Special values: the value at 0, and the composition with the inverse function."""
    return lambda u: at_zero if not u else _inner(u, head)


def _special_acosh(u: Expr) -> Expr | None:
    """acosh(1) = 0, and acosh(cosh(v)) = |v| for an index or a constant of known sign."""
    if u == ONE:
        return ZERO
    v = _inner(u, "cosh") if u else None
    s = known_sign(v) if v is not None and all(assumed_integer(name) for name in v.free) else None
    return None if v is None or s is None else v * s


def _is_infinite(u: Series) -> bool:
    return bool(germs.split(u)[0]) and u.top_size() != UNIT


def _exponentials(u: Series, sign: int) -> Series:
    return germs.scale(germs.add(elementary.exp(u), germs.scale(elementary.exp(germs.scale(u, -1)), sign)), fmpq(1, 2))


def _sinh_germ(u: Series) -> Any:
    return _exponentials(u, -1) if _is_infinite(u) else NotImplemented


def _cosh_germ(u: Series) -> Any:
    return _exponentials(u, 1) if _is_infinite(u) else NotImplemented


def _tanh_germ(u: Series) -> Any:
    if not _is_infinite(u):
        return NotImplemented
    s = germs.germ_sign(u)
    if s is None:
        return Series({}, UNIT, u.order, rate=None)
    # tanh(v) = 1 - 2/(exp(2v) + 1) for v -> oo, tanh odd
    below = germs.add(elementary.exp(germs.scale(u, 2 * s)), germs.constant(1, u.order))
    return germs.scale(germs.add(germs.constant(1, u.order), germs.scale(elementary.power(below, -1), -2)), s)


def _asinh_germ(u: Series) -> Any:
    if not _is_infinite(u):
        return NotImplemented
    s = germs.germ_sign(u)
    if s is None:
        return NotImplemented
    v = germs.scale(u, s)
    root = elementary.power(germs.add(germs.multiply(v, v), germs.constant(1, u.order)), _HALF)
    return germs.scale(elementary.log(germs.add(v, root)), s)


def _acosh_germ(u: Series) -> Any:
    infinite, middle, _ = germs.split(u)
    if not infinite and sign(middle - 1) != 0:
        return NotImplemented
    root = elementary.power(germs.add(germs.multiply(u, u), germs.constant(-1, u.order)), _HALF)
    return elementary.log(germs.add(u, root))


def _atanh_beside_an_end(near: Near, v: Expr) -> Expr | None:
    """atanh(v) = (log(1 + v) - log(1 - v))/2, where v tends to 1 or -1."""
    if not (near.tends_to(v, ONE) or near.tends_to(v, -ONE)):
        return None
    return (log(ONE + v, near.sign) - log(ONE - v, near.sign)) / 2


def _atanh_germ(u: Series) -> Any:
    one = germs.constant(1, u.order)
    infinite, middle, _ = germs.split(u)
    if infinite or (sign(middle - 1) != 0 and sign(middle + 1) != 0):
        return NotImplemented
    above, below = elementary.log(germs.add(one, u)), elementary.log(germs.add(one, germs.scale(u, -1)))
    return germs.scale(germs.add(above, germs.scale(below, -1)), fmpq(1, 2))


def _tanh_preimages(c: Expr) -> Preimages | None:
    low, high = known_sign(c + 1), known_sign(c - 1)
    if low is None or high is None:
        return None
    return Preimages((apply("atanh", c),)) if low > 0 and high < 0 else Preimages(())


def _cosh_preimages(c: Expr) -> Preimages | None:
    s = known_sign(c - 1)
    if s is None:
        return None
    a = apply("acosh", c)
    return Preimages(tuple(dict.fromkeys((a, -a)))) if s >= 0 else Preimages(())


def _acosh_beside_one(near: Near, v: Expr) -> Expr | None:
    """acosh(v) = 2*asinh(sqrt((v - 1)/2)) for v >= 1: near v = 1 the end of its domain is that of a root."""
    return apply("asinh", near.root((v - 1) / 2)) * 2 if near.tends_to(v, ONE) else None


def _unknown(_: Expr) -> None:
    """No factor under the root is known to be positive; only the whole is."""


SMOOTH = (
    SmoothFunction(
        "sinh",
        lambda u: u.sinh(),
        lambda u: (apply("cosh", u),),
        parity=-1,
        special=_cancels("asinh"),
        preimages=lambda c: Preimages((apply("asinh", c),)),
        germ=_sinh_germ,
        in_generators=lambda u: (exp(u) - exp(-u)) / 2,
        analytic_on_line=True,
        increasing=True,
        exponential_germ=True,
        turned=("sin", 1),
    ),
    SmoothFunction(
        "cosh",
        lambda u: u.cosh(),
        lambda u: (apply("sinh", u),),
        parity=1,
        special=_cancels("acosh", ONE),
        preimages=_cosh_preimages,
        germ=_cosh_germ,
        in_generators=lambda u: (exp(u) + exp(-u)) / 2,
        analytic_on_line=True,
        lower_bound=1,
        exponential_germ=True,
        turned=("cos", 0),
    ),
    SmoothFunction(
        "tanh",
        lambda u: u.tanh(),
        lambda u: (ONE - apply("tanh", u) ** 2,),
        parity=-1,
        special=_cancels("atanh"),
        bounds=("-1", "1"),
        preimages=_tanh_preimages,
        germ=_tanh_germ,
        in_generators=lambda u: (exp(u * 2) - 1) / (exp(u * 2) + 1),
        tame=True,
        analytic_on_line=True,
        increasing=True,
        exponential_germ=True,
        turned=("tan", 1),
    ),
    SmoothFunction(
        "asinh",
        lambda u: u.asinh(),
        lambda u: (power(u**2 + 1, -_HALF, _unknown),),
        parity=-1,
        special=_cancels("sinh"),
        preimages=lambda c: Preimages((apply("sinh", c),)),
        germ=_asinh_germ,
        in_generators=lambda u: log(u + power(u**2 + 1, _HALF, _unknown), known_sign),
        tame=True,
        analytic_on_line=True,
        increasing=True,
        turned=("asin", 1),
    ),
    SmoothFunction(
        "acosh",
        lambda u: u.acosh(),
        lambda u: (power(u**2 - 1, -_HALF, _unknown),),
        special=_special_acosh,
        closed_domain=(1, None),
        preimages=lambda c: None if (s := known_sign(c)) is None else Preimages((apply("cosh", c),)) if s >= 0 else Preimages(()),
        germ=_acosh_germ,
        in_generators=lambda u: log(u + power(u**2 - 1, _HALF, _unknown), known_sign),
        continued=_acosh_beside_one,
    ),
    SmoothFunction(
        "atanh",
        lambda u: u.atanh(),
        lambda u: ((ONE - u**2) ** -1,),
        parity=-1,
        special=_cancels("tanh"),
        preimages=lambda c: Preimages((apply("tanh", c),)),
        germ=_atanh_germ,
        continued=_atanh_beside_an_end,
        in_generators=lambda u: (log(ONE + u, known_sign) - log(ONE - u, known_sign)) / 2,
        turned=("atan", 1),
    ),
)


def _plain(head: str) -> Callable[[Lens, Expr], Expr]:
    return lambda _, u: apply(head, u)


def _over(lens: Lens, above: Expr, below: Expr) -> Expr:
    if lens.sign(below) == 0:
        raise Undefined
    return above / below


def _acosh(lens: Lens, u: Expr) -> Expr:
    if lens.sign(u - 1) < 0:
        raise Undefined
    return apply("acosh", u)


def _atanh(lens: Lens, u: Expr) -> Expr:
    if lens.sign(ONE - u) <= 0 or lens.sign(ONE + u) <= 0:
        raise Undefined
    return apply("atanh", u)


def _of_reciprocal(rule: Callable[[Lens, Expr], Expr]) -> Callable[[Lens, Expr], Expr]:
    def reciprocal(lens: Lens, u: Expr) -> Expr:
        if lens.sign(u) == 0:
            raise Undefined
        return rule(lens, u**-1)

    return reciprocal


def _ends(u: Expr) -> tuple[Switch, ...]:
    return (Zero(ONE - u), Zero(ONE + u))


def _zero(u: Expr) -> tuple[Switch, ...]:
    return (Zero(u),)


def _entire(
    head: str,
    *spellings: str,
    examples: tuple[tuple[str, str], ...] = (),
    autodiff: Autodiff = CHAIN_RULE,
    inverse: str = "",
    coq: formal.Operation | None = None,
) -> Function:
    return Function(
        head,
        (head, *spellings),
        1,
        1,
        f"{head} is analytic on R",
        _plain(head),
        examples=examples,
        autodiff=autodiff,
        total=True,
        inverse=inverse,
        coq=None if coq is None else formal.applied(coq),
    )


_OF_EXPONENTIALS, _OF_LOGARITHMS = Accuracy(64), Accuracy(16, 2.0**-50)


def _divide_by(head: str) -> PullbackRule:
    """g/sinh(y) or g/cosh(y)."""
    return lambda y, _: (
        lambda g: g / (image(head, lambda v: apply(head, v), y, accuracy=_OF_EXPONENTIALS) if y.is_finite else absolute(y)),
    )


_ACOSH = along(lambda u: ONE_DOUBLE / square_root(u * u - ONE_DOUBLE))
_ASINH = along(lambda u: ONE_DOUBLE / square_root(u * u + ONE_DOUBLE))


DECLARED = (
    _entire(
        "sinh",
        "sh",
        examples=(("sinh(0)", "0"), ("sinh(log(2))", "3/4")),
        inverse="asinh",
        autodiff=Autodiff({}, accuracy=_OF_EXPONENTIALS),
        coq=formal.SINH,
    ),
    _entire(
        "cosh",
        "ch",
        examples=(("cosh(0)", "1"), ("cosh(log(2))", "5/4")),
        inverse="acosh",
        autodiff=Autodiff({}, accuracy=_OF_EXPONENTIALS),
        coq=formal.COSH,
    ),
    _entire(
        "tanh",
        "th",
        examples=(("tanh(0)", "0"), ("tanh(log(2))", "3/5")),
        inverse="atanh",
        autodiff=by(
            lambda y, _: (tanh_elsewhere(y),),
            lambda y, _: (tanh_in_jax(y),),
            lambda y, _: (tanh_elsewhere(y),),
            accuracy=Accuracy(32),
        ),
        coq=formal.TANH,
    ),
    _entire(
        "asinh",
        "arcsinh",
        "arsinh",
        examples=(("asinh(3/4)", "log(2)"),),
        autodiff=by(_ASINH, _ASINH, _divide_by("cosh"), accuracy=_OF_LOGARITHMS),
    ),
    Function(
        "coth",
        ("coth",),
        1,
        1,
        "coth has a pole where u = 0",
        lambda lens, u: _over(lens, apply("cosh", u), apply("sinh", u)),
        _zero,
        (("coth(log(2))", "5/3"),),
        one_over("tanh"),
        inverse="acoth",
        continuous=True,
    ),
    Function(
        "sech",
        ("sech",),
        1,
        1,
        "sech is analytic on R",
        lambda _, u: apply("cosh", u) ** -1,
        examples=(("sech(0)", "1"),),
        autodiff=one_over("cosh"),
        inverse="asech",
    ),
    Function(
        "csch",
        ("csch",),
        1,
        1,
        "csch has a pole where u = 0",
        lambda lens, u: _over(lens, ONE, apply("sinh", u)),
        _zero,
        (("csch(log(2))", "4/3"),),
        one_over("sinh"),
        inverse="acsch",
        continuous=True,
    ),
    Function(
        "acosh",
        ("acosh", "arccosh", "arcosh"),
        1,
        1,
        "acosh is vertical where u = 1, the end of its domain",
        _acosh,
        lambda u: (Zero(ONE - u),),
        (("acosh(1)", "0"), ("acosh(5/4)", "log(2)")),
        by(_ACOSH, _ACOSH, _divide_by("sinh"), accuracy=_OF_LOGARITHMS),
        continuous=True,
    ),
    Function(
        "atanh",
        ("atanh", "arctanh", "artanh"),
        1,
        1,
        "atanh is infinite where u = 1 or u = -1",
        _atanh,
        _ends,
        (("atanh(0)", "0"), ("atanh(3/5)", "log(2)")),
        alike(along(lambda u: ONE_DOUBLE / (ONE_DOUBLE - u * u)), accuracy=Accuracy(512)),
        continuous=True,
    ),
    Function(
        "acoth",
        ("acoth", "arccoth", "arcoth"),
        1,
        1,
        "acoth is infinite where u = 1 or u = -1",
        _of_reciprocal(_atanh),
        lambda u: (Zero(u), *_ends(u)),
        (("acoth(5/3)", "log(2)"),),
        of_one_over("atanh"),
        continuous=True,
    ),
    Function(
        "asech",
        ("asech", "arcsech", "arsech"),
        1,
        1,
        "asech is vertical where u = 1 and infinite where u = 0",
        _of_reciprocal(_acosh),
        lambda u: (Zero(u), Zero(ONE - u)),
        (("asech(1)", "0"),),
        of_one_over("acosh"),
        continuous=True,
    ),
    Function(
        "acsch",
        ("acsch", "arccsch", "arcsch"),
        1,
        1,
        "acsch is infinite where u = 0",
        _of_reciprocal(_plain("asinh")),
        _zero,
        (("acsch(4/3)", "log(2)"),),
        of_one_over("asinh"),
        continuous=True,
    ),
)
