"""The largest k with f in C^k near a point, from the two branches.

Theorem (mean value theorem): if f is continuous at c and C^k beside c, then f is C^k at c from that side iff the limits of
f', ..., f^(k) exist there and are finite; and the two sides fit iff these limits agree. C^infinity is proved by identity: both
branches are the same function analytic at c, up to flat parts (exp(-1/x^2) and its like, whose derivatives all tend to 0).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Literal, TypeAlias

from flint import fmpq

from diffcheck.analysis.point.continuation import continued, in_root, turned
from diffcheck.analysis.point.flat_parts import is_flat_with_derivatives, without_flat_parts
from diffcheck.analysis.point.ladder import HIGH, high_order, order_by_exponent, order_by_leading_terms
from diffcheck.analysis.point.phases import derivative_limit, is_flat_over_phases
from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assumed_integer, assumptions
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.conjugates import conjugates
from diffcheck.exact.expr import ZERO, Expr, Monomial, add_all, product
from diffcheck.exact.generators import EXP
from diffcheck.exact.rewriting import is_constant_form, is_zero_by_odd_roots, is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.sign import is_zero, known_sign, sign
from diffcheck.exact.walk import atoms_in
from diffcheck.germs.limits import Limit
from diffcheck.model.report import OrderByExponent, Smoothness

ASK_AGAIN = 4
"""After how many derivatives that agree another proof of smoothness is tried: most joins differ before, and the proof costs more."""


def _orders(enough: int | None, *sides: Side) -> range:
    """The orders of the derivatives that are looked at one by one."""
    if enough is not None:
        return range(1, enough + 1)
    if assumptions() is None:
        return range(1, effort().derivatives)
    several = len(_letters_in_exponents(*sides)) > 1
    return range(1, effort().derivatives_with_exponents if several else effort().derivatives_with_parameters)


def _letters_in_exponents(*sides: Side) -> set[str]:
    """The parameters in exponents of powers of the variable: each derivative would make cases of each."""
    exponents = (a for side in sides for a in atoms_in(side.branch) if a.head == EXP and side.name in a.free)
    return {n for a in exponents for n in a.free} - {side.name for side in sides}


def _all_agree(enough: int | None) -> Smoothness:
    """The answer when no derivative that was looked at failed."""
    return "undecided" if enough is None else enough


Way: TypeAlias = Literal["same function", "smooth side", "derivative", "exponent", "open"]
Step: TypeAlias = tuple[Way, int | None, Limit | None, Limit | None]
Route: TypeAlias = list[Step]
"""What decided the order: how, the order of the derivative that was looked at last, and its limits from the left and the right."""


def _tell(
    route: Route | None,
    by: Way,
    order: int | None = None,
    left: Limit | None = None,
    right: Limit | None = None,
) -> None:
    if route is not None:
        route.append((by, order, left, right))


def order_at_end(side: Side, route: Route | None = None, enough: int | None = None) -> Smoothness:
    """The smoothness at a one-sided end where f is continuous; `route` is given what decided it.

    A smoothness of at least `enough` is reported as that: enough to answer whether f is C^enough.
    """
    try:
        if _oscillates(side) and is_flat_over_phases(side):
            _tell(route, "smooth side")
            return "oo"
        if _is_smooth(side) or is_constant_form(side.branch, side.name):
            _tell(route, "smooth side")
            return "oo"
        left, right = (side, None) if side.side < 0 else (None, side)
        closed = _in_closed_form(left, right, enough)
        if closed is not None:
            _tell(route, "smooth side" if closed == "oo" else "exponent")
            return closed
        return _by_derivatives(left, right, route, enough, _orders(enough, side))
    except NotYet:
        return "undecided"


def order_between(left: Side, right: Side, route: Route | None = None, enough: int | None = None) -> Smoothness:
    """The smoothness at a point where f is continuous with both sides in the domain; the rest as above."""
    try:
        if _is_flat_beside_waves(left, right):
            _tell(route, "same function")
            return "oo"
        orders = _orders(enough, left, right)
        left, right = (_constant_as_such(_without_null_terms(s)) for s in (left, right))
        smooth = _is_smooth(left) and _is_smooth(right)
        if smooth and same_function(left, right):
            _tell(route, "same function")
            return "oo"
        if route is None:
            left, right = _without_common_terms(left, right)
            if not (_oscillates(left) or _oscillates(right)) and left.is_analytic() and right.is_analytic():
                return _order_of_gap(left, right, enough, orders)
        closed = _in_closed_form(left, right, enough)
        if closed is not None:
            _tell(route, "same function" if closed == "oo" else "exponent")
            return closed
        return _by_derivatives(left, right, route, enough, orders)
    except NotYet:
        return "undecided"


def _in_closed_form(left: Side | None, right: Side | None, enough: int | None) -> OrderByExponent | Literal["oo"] | None:
    """The order by exponents in parameters, where it is asked for as such: derivatives would make cases of each. None: not found so."""
    if enough is not None or assumptions() is None or not _letters_in_exponents(*(s for s in (left, right) if s is not None)):
        return None
    try:
        if left is not None and right is not None:
            return order_by_leading_terms(*_without_common_terms(left, right), 0)
        left, right = (None if side is None else _without_analytic_terms(side) for side in (left, right))
        return order_by_leading_terms(left, right, 0)
    except (NotYet, ZeroDivisionError):
        return None


def _by_derivatives(left: Side | None, right: Side | None, route: Route | None, enough: int | None, orders: range) -> Smoothness:
    """The order below that of the first derivative without a finite limit on one of the sides, or with two limits. Raises NotYet."""
    for k in orders:
        high = high_order(left, right) if k == HIGH + 1 and enough is None else None
        if high is not None:
            _tell(route, "derivative", high[0] + 1, *high[1:])
            return high[0]
        try:
            a, b = (None if side is None else _derivative_limit(side, k) for side in (left, right))
            fit = _fit(a, b)
        except NotYet:
            if _is_smooth_asked_again(left, right, route):
                return "oo"
            raise
        if not fit:
            _tell(route, "derivative", k, a, b)
            return k - 1
        if k == ASK_AGAIN and _is_smooth_asked_again(left, right, route):
            return "oo"
    return _at_last(left, right, orders[-1], route) if enough is None else _all_agree(enough)


def _at_last(left: Side | None, right: Side | None, least: int, route: Route | None) -> Smoothness:
    """The order where no derivative up to that of order `least` failed, by an exponent that depends on parameters. Raises NotYet."""
    if assumptions() is not None:
        both = left is not None and right is not None
        order = order_by_exponent(*(_without_common_terms(left, right) if left and right else (left, right)), least)
        if order is None and _letters_in_exponents(*(s for s in (left, right) if s is not None)):
            order = order_by_leading_terms(left, right, least)
        if order is not None:
            smooth: Way = "same function" if both else "smooth side"
            _tell(route, smooth if order == "oo" else "exponent")
            return order
    _tell(route, "open")
    return _all_agree(None)


def _fit(a: Limit | None, b: Limit | None) -> bool:
    """Whether the limits of a derivative on the sides that there are, are finite and equal. Raises NotYet."""
    if any(one is not None and one.kind != "finite" for one in (a, b)):
        return False
    return a is None or b is None or _equal(a, b)


def _is_smooth_asked_again(left: Side | None, right: Side | None, route: Route | None) -> bool:
    """Whether f is proved C^infinity without its derivatives one by one: both sides are one function, or the only side goes on."""
    by: Way
    if left is not None and right is not None:
        by, smooth = "same function", _one_function_beyond(left, right)
    else:
        (side,) = (side for side in (left, right) if side is not None)
        by, smooth = "smooth side", _smooth_once_continued(side)
    if smooth:
        _tell(route, by)
    return smooth


def _is_flat_beside_waves(left: Side, right: Side) -> bool:
    """Whether a side oscillates, and all derivatives tend to 0 on both."""
    sides = (left, right)
    return any(_oscillates(s) for s in sides) and all(
        is_flat_over_phases(s) if _oscillates(s) else is_flat_with_derivatives(s) for s in sides
    )


def _oscillates(side: Side) -> bool:
    """Whether a wave was met in the expansions of the branch."""
    return any(m.wave for near in side.near.values() for u in near.known.values() for m in u.terms)


def _is_smooth(side: Side) -> bool:
    """Whether f is proved C^infinity up to the point on this side. Raises NotYet where its germ is not known, but for an oscillation."""
    try:
        return side.is_smooth()
    except NotYet:
        if _oscillates(side):
            return False
        raise


def _derivative_limit(side: Side, order: int) -> Limit:
    """The limit of the derivative of that order, read off the germ, or beside the angles of its oscillations. Raises NotYet."""
    try:
        return side.derivative_limit(order)
    except NotYet as reason:
        if _oscillates(side):
            with suppress(NotYet, ZeroDivisionError):
                return derivative_limit(side, order)
        raise reason from None


def _without_common_terms(left: Side, right: Side) -> tuple[Side, Side]:
    """Both sides without the terms that they share and that are analytic at the point: those have no part in the order."""
    other = right.branch.terms
    common = Expr({m: c for m, c in left.branch.terms.items() if other.get(m) == c and _is_analytic(left.of(Expr({m: c})))})
    return left.of(left.branch - common), right.of(right.branch - common)


def _without_analytic_terms(side: Side) -> Side:
    """A side without the terms that are analytic at the point: those have no part in the order at an end."""
    return side.of(Expr({m: c for m, c in side.branch.terms.items() if not _is_analytic(side.of(Expr({m: c})))}))


def _is_analytic(side: Side) -> bool:
    try:
        return side.is_analytic()
    except (NotYet, ZeroDivisionError):
        return False


def _order_of_gap(left: Side, right: Side, enough: int | None, orders: range) -> Smoothness:
    """The order where both branches are analytic: C^k iff their difference is O(t^(k + 1)), by Taylor's theorem."""
    gap = left.of(left.branch - right.branch)
    for k in orders:
        if sign(gap.coefficient(k)) != 0:
            return k - 1
        if k == ASK_AGAIN and _one_function_beyond(left, right):
            return "oo"
    return gap.valuation() - 1 if enough is None else _all_agree(enough)


def _without_null_terms(side: Side) -> Side:
    """The side with its branch without the terms whose constant coefficients, taken together, are 0 in another dress."""
    if all(a.free for m in side.branch.terms for a, _ in m):
        return side
    coefficients: dict[Monomial, list[Expr]] = {}
    for m, c in side.branch.terms.items():
        moving = tuple((a, e) for a, e in m if a.free)
        coefficients.setdefault(moving, []).append(product(c, ((a, e) for a, e in m if not a.free)))
    null = {m for m, parts in coefficients.items() if (c := add_all(parts)).rational is None and known_sign(c) == 0}
    return side.of(add_all(product(fmpq(1), m) * add_all(parts) for m, parts in coefficients.items() if m not in null)) if null else side


def _constant_as_such(side: Side) -> Side:
    """The side with its limit for the branch, where the branch has the derivative 0, or is 0 by powers."""
    if _varies(side):
        return side
    if is_zero_by_odd_roots(side.branch) or _vanishes_beside(side):
        return side.of(ZERO)
    if side.name in side.branch.free and is_constant_form(side.branch, side.name):
        return side.of(side.limit().value)
    return side


def _varies(side: Side) -> bool:
    """Whether two values beside the point differ, which shows that the branch is not constant.

    Where it has a singularity between them and the point it may still be constant nearer: then a proof is not tried, and nothing
    wrong is said.
    """
    if side.name not in side.branch.free:
        return False
    if side.branch.free == {side.name} and all(a.head == "symbol" for m in side.branch.terms for a, _ in m if a.free):
        return True  # powers of x, which are linearly independent
    point = enclose(side.point, _BITS)
    near, nearer = (enclose(side.branch, _BITS, {side.name: point + side.side * distance}) for distance in _DISTANCES)
    return near.is_finite() and nearer.is_finite() and not near.overlaps(nearer)


_BITS = 64
_DISTANCES = (fmpq(1, 2**20), fmpq(1, 3 * 2**20))


def _vanishes_beside(side: Side) -> bool:
    """Whether the branch is l + q with l**n = (-q)**n, and l and -q have one sign beside the point: sin(x) - sqrt(1 - cos(x)**2) at 0+."""
    pair = conjugates(side.branch, side.name)
    if pair is None or not is_zero_form(pair.norm):
        return False
    signs = (_sign_beside(side.of(u)) for u in (pair.with_root, pair.rest))
    return pair.degree % 2 == 1 or sorted(s or 0 for s in signs) == [-1, 1]


def _sign_beside(side: Side) -> int | None:
    try:
        return side.ask_sign()
    except (NotYet, ZeroDivisionError):
        return None


def _equal(a: Limit, b: Limit) -> bool:
    if a.value == b.value:
        return True
    equal = is_zero(a.value - b.value)
    if equal is None:
        raise NotYet("undecided_sign", "whether two derivatives agree could not be proved")
    return equal


def same_function(left: Side, right: Side) -> bool:
    """Whether the two branches are proved to be one function analytic at the point, up to flat parts."""
    a, b = (side if side.is_laurent() else without_flat_parts(side) for side in (left, right))
    return a.is_laurent() and b.is_laurent() and identical(a.branch, b.branch, a.name, a.point)


def _smooth_once_continued(side: Side) -> bool:
    """Whether f goes on beyond the point, or is an even analytic function of the root of the distance: it is smooth up to the point."""
    try:
        if not _plain(side):
            return False
        main = without_flat_parts(side)
        return continued(main).is_smooth() or in_root(main) is not None
    except (NotYet, ZeroDivisionError):
        return False


def _one_function_beyond(left: Side, right: Side) -> bool:
    """Whether the branches are one function once they are written as functions beyond the point, or of the root of the distance."""
    if not (_plain(left) and _plain(right)):
        return False
    try:
        left, right = without_flat_parts(left), without_flat_parts(right)
        if same_function(continued(left), continued(right)):
            return True
        one, two = in_root(left), in_root(right)
        other = None if one is None or two is None else turned(two.branch, two.name)
        return one is not None and other is not None and is_zero_form(one.branch - other)
    except (NotYet, ZeroDivisionError):
        return False


def _plain(side: Side) -> bool:
    """Whether nothing stands in the branch but the variable and an index: with parameters, more questions make more cases."""
    return all(n == side.name or assumed_integer(n) for n in side.branch.free | side.point.free)


def _vanishes_by_coefficients(gap: Expr, name: str) -> bool:
    """Whether the gap is one function of the variable times an expression in other symbols that is zero by what is assumed of them."""
    found: dict[Monomial, Expr] = {}
    for m, c in expanded(gap).terms.items():
        moving = tuple(pair for pair in m if name in pair[0].free)
        still = Expr({tuple(pair for pair in m if name not in pair[0].free): c})
        found[moving] = found.get(moving, ZERO) + still
    return len(found) == 1 and all(u.free and known_sign(u) == 0 for u in found.values())


def identical(a: Expr, b: Expr, name: str, point: Expr) -> bool:
    """Whether two expressions analytic at the point are proved equal near it: by form, or by equal derivatives and one equal value."""
    gap = a - b
    if is_zero_form(gap) or is_zero_by_odd_roots(gap) or _vanishes_by_coefficients(gap, name):
        return True
    try:
        if is_constant_form(gap, name):
            return bool(is_zero(substitute(gap, name, point, known_sign)))
        return _equal_by_powers(gap, name, point)
    except ZeroDivisionError:
        return False


def _equal_by_powers(gap: Expr, name: str, point: Expr) -> bool:
    """Whether gap = l + q with l**n = (-q)**n, and l and -q have one sign at the point: they do not vanish there, so they are one function
    near it: sqrt(1 + x)*sqrt(1 - x) and sqrt(1 - x**2)."""
    pair = conjugates(gap, name)
    if pair is None or pair.degree % 2 or not is_zero_form(pair.norm):
        return False
    root, rest = (known_sign(substitute(u, name, point, known_sign)) for u in (pair.with_root, pair.rest))
    return root is not None and rest is not None and root * rest == -1
