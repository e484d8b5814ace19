"""Inverse trigonometric functions: vertical at the ends of their domains; acot jumps at 0."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flint import fmpq

from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Split, assumptions, is_number
from diffcheck.exact.atoms import Preimages, SmoothFunction, apply
from diffcheck.exact.ball import at_precision, enclose, nearest_whole
from diffcheck.exact.calculus import expanded
from diffcheck.exact.double import ONE as ONE_DOUBLE
from diffcheck.exact.double import Double, square_root
from diffcheck.exact.expr import ONE, ZERO, Expr, number, pi
from diffcheck.exact.powers import power
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions import formal
from diffcheck.functions.facts import Function, Lens, Near, Switch, Undefined, Zero
from diffcheck.functions.pullbacks import CHAIN_RULE, alike, along, of_one_over
from diffcheck.germs import elementary
from diffcheck.germs import series as germs
from diffcheck.germs.monomial import UNIT
from diffcheck.germs.series import NoExpansion, Series

_HALF = Fraction(1, 2)


def _root(n: int) -> Expr:
    return power(number(n), _HALF, known_sign)


def _arcsine_table(u: Expr) -> Expr | None:
    if not u:
        return ZERO
    for value, turns in (
        (ONE, fmpq(1, 2)),
        (number(fmpq(1, 2)), fmpq(1, 6)),
        (_root(2) / 2, fmpq(1, 4)),
        (_root(3) / 2, fmpq(1, 3)),
    ):
        if u == value:
            return pi().scaled(turns)
        if u == -value:
            return pi().scaled(-turns)
    return _arcsine_of_wave(u)


def _wave(u: Expr) -> tuple[str, Expr, int] | None:
    """(head, v, s) where u is s*head(v) for a sine, cosine or tangent and s = 1 or -1."""
    ((m, c),) = u.terms.items() if len(u.terms) == 1 else (((), fmpq(0)),)
    if abs(c) != 1 or len(m) != 1 or m[0][1] != 1 or m[0][0].head not in ("sin", "cos", "tan"):
        return None
    return m[0][0].head, m[0][0].args[0], int(c.p)


def _less_whole(v: Expr, period: Expr) -> tuple[Expr, int] | None:
    """(v - k*period, k) with the whole number k that is nearest to v/period; None where that is not plain.

    Of an expression in an index k = 0 alone is seen: where it is nearest for all that the index runs through.
    """
    if v.free:
        return (v, 0) if _is_positive(period / 2 - v) and _is_positive(period / 2 + v) else None
    with at_precision(128):
        k = nearest_whole(enclose(v, 128) / enclose(period, 128), 128)
    return None if k is None else (v - period * k, k)


def _is_positive(u: Expr) -> bool:
    """Whether an expression in an index is positive for all that the index runs through."""
    try:
        return known_sign(u) == 1
    except Split:
        return False


def _arcsine_of_wave(u: Expr) -> Expr | None:
    """asin(sin(v)) = (-1)^k (v - k*pi) for the multiple of pi nearest to v; asin(cos(v)) = pi/2 - |v - 2*k*pi|."""
    wave = _wave(u) if is_number(u) else None
    if wave is None or wave[0] == "tan":
        return None
    head, v, s = wave
    near = _less_whole(v, pi() if head == "sin" else pi() * 2)
    if near is None:
        return None
    rest, k = near
    if head == "sin":
        return rest.scaled(fmpq(-s if k % 2 else s))
    side = known_sign(rest) if not rest.free else 1 if _is_positive(rest) else -1 if _is_positive(-rest) else None
    return None if side is None else (pi() / 2 - rest.scaled(fmpq(side))).scaled(fmpq(s))


def _arctangent_table(u: Expr) -> Expr | None:
    if not u:
        return ZERO
    wave = _wave(u) if is_number(u) else None
    if wave is not None and wave[0] == "tan":
        near = _less_whole(wave[1], pi())
        return None if near is None else near[0].scaled(fmpq(wave[2]))
    for value, turns in ((ONE, fmpq(1, 4)), (_root(3), fmpq(1, 3)), (_root(3) / 3, fmpq(1, 6))):
        if u == value:
            return pi().scaled(turns)
        if u == -value:
            return pi().scaled(-turns)
    return None


def _arccosine_table(u: Expr) -> Expr | None:
    a = _arcsine_table(u)
    return None if a is None else pi() / 2 - a


def _arcsine_germ(u: Series) -> Any:
    infinite, middle, _ = germs.split(u)
    if infinite:
        raise NoExpansion("asin of an infinite quantity")
    for end in (1, -1):
        if sign(middle - end) == 0:
            # asin(v) = pi/2 - 2 asin(sqrt((1 - v)/2)), asin odd
            gap = germs.scale(germs.add(germs.constant(1, u.order), germs.scale(u, -end)), fmpq(1, 2))
            if gap.top_size() is None:
                return germs.constant((pi() / 2).scaled(fmpq(end)), u.order)
            inner = elementary.power(gap, _HALF)
            from diffcheck.germs.expand import taylor

            arc = germs.add(germs.constant(pi() / 2, u.order), germs.scale(taylor("asin", (), inner), -2))
            return germs.scale(arc, end)
    return NotImplemented


def _arccosine_germ(u: Series) -> Any:
    found = _arcsine_germ(u)
    return found if found is NotImplemented else germs.add(germs.constant(pi() / 2, u.order), germs.scale(found, -1))


def _arctangent_germ(u: Series) -> Any:
    infinite, _, _ = germs.split(u)
    if not infinite or u.top_size() == UNIT:
        return NotImplemented
    s = germs.germ_sign(u)
    if s is None:
        return Series({}, UNIT, u.order, rate=None)
    from diffcheck.germs.expand import taylor

    # atan(v) = sign(v) pi/2 - atan(1/v): smooth on each side, but not one function on both
    arc = germs.add(germs.constant((pi() / 2).scaled(fmpq(s)), u.order), germs.scale(taylor("atan", (), elementary.power(u, -1)), -1))
    return replace(arc, laurent=False)


def _arccosine_beside_an_end(near: Near, v: Expr) -> Expr | None:
    """acos(v) = 2*asin(sqrt((1 - v)/2)) near v = 1, pi - acos(-v) near v = -1; acos(cos(u)) = |u - 2*pi*k| near u = 2*pi*k."""
    if near.tends_to(v, -ONE):
        mirrored = _arccosine_beside_an_end(near, -v)
        return None if mirrored is None else pi() - mirrored
    if not near.tends_to(v, ONE):
        return None
    u = _angle(v)
    middle = None if u is None else near.limit(u)
    if u is not None and middle is not None and middle.kind == "finite":
        rest = u - middle.value
        s = near.sign(rest)
        if s:
            return rest.scaled(fmpq(s))
    return apply("asin", near.root((ONE - v) / 2)) * 2


def _angle(v: Expr) -> Expr | None:
    """u where v is cos(u) or -cos(u) as it stands."""
    ((m, c),) = v.terms.items() if len(v.terms) == 1 else (((), fmpq(0)),)
    return m[0][0].args[0] if abs(c) == 1 and len(m) == 1 and m[0][0].head == "cos" and m[0][1] == 1 else None


def _arcsine_beside_an_end(near: Near, v: Expr) -> Expr | None:
    found = _arccosine_beside_an_end(near, v)
    return None if found is None else pi() / 2 - found


def _arctangent_through_infinity(near: Near, v: Expr) -> Expr | None:
    """atan(v) = +-pi/2 - atan(1/v) where v tends to +-oo."""
    found = near.limit(v)
    if found is None or found.kind != "infinite" or not found.sign:
        return None
    return (pi() / 2).scaled(fmpq(found.sign)) - apply("atan", v**-1)


def _between(low: Expr, high: Expr, c: Expr, invert: Callable[[Expr], Expr]) -> Preimages | None:
    below, above = known_sign(c - low), known_sign(high - c)
    if below is None or above is None:
        return None
    return Preimages((invert(c),)) if below >= 0 and above >= 0 else Preimages(())


def _strictly_between(low: Expr, high: Expr, c: Expr, invert: Callable[[Expr], Expr]) -> Preimages | None:
    below, above = known_sign(c - low), known_sign(high - c)
    if below is None or above is None:
        return None
    return Preimages((invert(c),)) if below > 0 and above > 0 else Preimages(())


def _cathetus(v: Expr) -> Expr:
    """sqrt(1 - v**2) for -1 < v < 1."""
    return power(expanded(ONE - v * v), _HALF, lambda _: 1)


def _slope(u: Expr) -> Expr:
    return power(ONE - u**2, -_HALF, lambda _: None)


SMOOTH = (
    SmoothFunction(
        "asin",
        lambda u: u.asin(),
        lambda u: (_slope(u),),
        parity=-1,
        special=_arcsine_table,
        closed_domain=(-1, 1),
        preimages=lambda c: _between(-pi() / 2, pi() / 2, c, lambda v: apply("sin", v)),
        germ=_arcsine_germ,
        turned=("asinh", 1),
        argument_of=lambda v: (_cathetus(v), v),
        continued=_arcsine_beside_an_end,
    ),
    SmoothFunction(
        "acos",
        lambda u: u.acos(),
        lambda u: (-_slope(u),),
        special=_arccosine_table,
        closed_domain=(-1, 1),
        preimages=lambda c: _between(ZERO, pi(), c, lambda v: apply("cos", v)),
        germ=_arccosine_germ,
        in_generators=lambda u: pi() / 2 - apply("asin", u),
        continued=_arccosine_beside_an_end,
        argument_of=lambda v: (v, _cathetus(v)),
    ),
    SmoothFunction(
        "atan",
        lambda u: u.atan(),
        lambda u: ((ONE + u**2) ** -1,),
        parity=-1,
        special=_arctangent_table,
        bounds=("-1.5708", "1.5708"),
        preimages=lambda c: _strictly_between(-pi() / 2, pi() / 2, c, lambda v: apply("tan", v)),
        germ=_arctangent_germ,
        tame=True,
        analytic_on_line=True,
        increasing=True,
        turned=("atanh", 1),
        argument_of=lambda v: (ONE, v),
        continued=_arctangent_through_infinity,
    ),
)


def _arc(head: str) -> Callable[[Lens, Expr], Expr]:
    def rule(lens: Lens, u: Expr) -> Expr:
        if lens.sign(ONE - u) < 0 or lens.sign(ONE + u) < 0:
            raise Undefined
        found = _unwound(lens, head, u)
        return apply(head, u) if found is None else found

    return rule


def _unwound(lens: Lens, head: str, u: Expr) -> Expr | None:
    """The arc of a wave as the piece of a zigzag that it is between two switches; None for another argument, and where it depends on cases.

    acos(cos(v)) is v - k*pi for an even k = floor(v/pi), else (k + 1)*pi - v; asin(sin(v)) is (-1)**k*(v - k*pi) and atan(tan(v)) is
    v - k*pi for k = floor(v/pi + 1/2). The arcs switch, or the tangent has its poles, where v/pi or v/pi + 1/2 is an integer.
    """
    wave = _wave(u)
    if wave is None or not u.free or assumptions() is not None or (wave[0] == "tan") != (head == "atan"):
        return None
    of, v, s = wave
    try:
        k = lens.floor(v / pi() + (ZERO if of == "cos" else number(_HALF)))
        even = lens.is_even(k)
    except NotYet:
        return None
    if of == "tan":
        return (v - pi() * k).scaled(fmpq(s))
    if of == "sin":
        sine = (v - pi() * k).scaled(fmpq(s if even else -s))
    else:
        sine = (pi() / 2 - (v - pi() * k if even else pi() * (k + 1) - v)).scaled(fmpq(s))
    return sine if head == "asin" else pi() / 2 - sine


def _arctangent(lens: Lens, u: Expr) -> Expr:
    found = _unwound(lens, "atan", u)
    return apply("atan", u) if found is None else found


def _arc_of_reciprocal(head: str) -> Callable[[Lens, Expr], Expr]:
    def rule(lens: Lens, u: Expr) -> Expr:
        if lens.sign(u) == 0:
            raise Undefined
        return _arc(head)(lens, u**-1)

    return rule


def _arccotangent(lens: Lens, u: Expr) -> Expr:
    return pi() / 2 if lens.sign(u) == 0 else apply("atan", u**-1)


def _ends(u: Expr) -> tuple[Switch, ...]:
    return (Zero(ONE - u), Zero(ONE + u))


def _outer_ends(u: Expr) -> tuple[Switch, ...]:
    return (Zero(u), Zero(ONE - u), Zero(ONE + u))


def _root_below(u: Double) -> Double:
    """1/sqrt(1 - u^2), in steps."""
    return ONE_DOUBLE / square_root(ONE_DOUBLE - u * u)


_ASIN = alike(along(_root_below))
_ACOS = alike(along(lambda u: -_root_below(u)))
_WHY = "is vertical where u = 1 or u = -1, the ends of its domain"
DECLARED = (
    Function(
        "asin",
        ("asin", "arcsin"),
        1,
        1,
        "the arcsine " + _WHY,
        _arc("asin"),
        _ends,
        (("asin(1/2)", "pi/6"), ("asin(-1)", "-pi/2")),
        _ASIN,
        continuous=True,
        oscillating=lambda parts, u: parts.arc(u) * pi() / 2,
        mistaken=("arcsine", "invsin"),
    ),
    Function(
        "acos",
        ("acos", "arccos"),
        1,
        1,
        "the arccosine " + _WHY,
        _arc("acos"),
        _ends,
        (("acos(0)", "pi/2"), ("acos(-1)", "pi")),
        _ACOS,
        continuous=True,
        oscillating=lambda parts, u: (ONE - parts.arc(u)) * pi() / 2,
        mistaken=("arccosine", "invcos"),
    ),
    Function(
        "atan",
        ("atan", "arctan", "arctg"),
        1,
        1,
        "the arctangent is analytic on R",
        _arctangent,
        examples=(("atan(1)", "pi/4"),),
        autodiff=CHAIN_RULE,
        total=True,
        coq=formal.applied(formal.ATAN),
        mistaken=("arctangent", "invtan"),
    ),
    Function(
        "acot",
        ("acot", "arccot"),
        1,
        1,
        "acot(u) = atan(1/u) jumps where u = 0, with the value pi/2 there",
        _arccotangent,
        lambda u: (Zero(u),),
        (("acot(0)", "pi/2"), ("acot(-1)", "-pi/4")),
        of_one_over("atan"),
        total=True,
    ),
    Function(
        "asec",
        ("asec", "arcsec"),
        1,
        1,
        "the arcsecant " + _WHY,
        _arc_of_reciprocal("acos"),
        _outer_ends,
        (("asec(2)", "pi/3"),),
        of_one_over("acos"),
        continuous=True,
    ),
    Function(
        "acsc",
        ("acsc", "arccsc"),
        1,
        1,
        "the arccosecant " + _WHY,
        _arc_of_reciprocal("asin"),
        _outer_ends,
        (("acsc(2)", "pi/6"),),
        of_one_over("asin"),
        continuous=True,
    ),
)
