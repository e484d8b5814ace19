"""The largest k with f in C^k near a point, from the two branches.

Theorem (mean value theorem): if f is continuous at c and C^k beside c, then f is C^k at c from that side iff the limits of
f', ..., f^(k) exist there and are finite; and the two sides fit iff these limits agree. C^infinity is proved by identity: both
branches are the same function analytic at c, up to flat parts (exp(-1/x^2) and its like, whose derivatives all tend to 0).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Literal, TypeAlias

from flint import fmpq

from diffcheck.analysis.point.continuation import at_limits, continued, in_root, turned
from diffcheck.analysis.point.ladder import HIGH, high_order, order_by_exponent
from diffcheck.analysis.point.phases import derivative_limit, is_flat_over_phases
from diffcheck.analysis.point.side import Side, may_go_on_flat
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assumed_integer, assumptions
from diffcheck.exact.atoms import facts_if_any
from diffcheck.exact.calculus import clear_denominators, denominators, expand, expanded, substitute
from diffcheck.exact.conjugates import conjugates
from diffcheck.exact.expr import ZERO, Expr, Monomial, add_all, product, symbol
from diffcheck.exact.generators import EXP
from diffcheck.exact.rewriting import is_constant_form, is_zero_by_odd_roots, is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.sign import is_zero, known_sign, sign
from diffcheck.exact.walk import atoms_in
from diffcheck.germs.expand import Approach
from diffcheck.germs.limits import Limit
from diffcheck.germs.monomial import is_flat, is_natural_power
from diffcheck.germs.series import NeedMoreTerms, flat_is_smooth, largest_of
from diffcheck.model.report import Smoothness

ASK_AGAIN = 4
"""After how many derivatives that agree another proof of smoothness is tried: most joins differ before, and the proof costs more."""


def _orders(enough: int | None) -> range:
    if enough is not None:
        return range(1, enough + 1)
    return range(1, effort().derivatives if assumptions() is None else effort().derivatives_with_parameters)


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
        return _by_derivatives(left, right, route, enough)
    except NotYet:
        return "undecided"


def order_between(left: Side, right: Side, route: Route | None = None, enough: int | None = None) -> Smoothness:
    """The smoothness at a point where f is continuous with both sides in the domain; the rest as above."""
    try:
        if _is_flat_beside_waves(left, right):
            _tell(route, "same function")
            return "oo"
        left, right = (_constant_as_such(_without_null_terms(s)) for s in (left, right))
        smooth = _is_smooth(left) and _is_smooth(right)
        if smooth and same_function(left, right):
            _tell(route, "same function")
            return "oo"
        if route is None:
            left, right = _without_common_terms(left, right)
            if not (_oscillates(left) or _oscillates(right)) and left.is_analytic() and right.is_analytic():
                return _order_of_gap(left, right, enough)
        return _by_derivatives(left, right, route, enough)
    except NotYet:
        return "undecided"


def _by_derivatives(left: Side | None, right: Side | None, route: Route | None, enough: int | None) -> Smoothness:
    """The order below that of the first derivative without a finite limit on one of the sides, or with two limits. Raises NotYet."""
    for k in _orders(enough):
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
    return _at_last(left, right, route) if enough is None else _all_agree(enough)


def _at_last(left: Side | None, right: Side | None, route: Route | None) -> Smoothness:
    """The order where no derivative that was looked at failed, by an exponent that depends on parameters. Raises NotYet."""
    if assumptions() is not None:
        both = left is not None and right is not None
        order = order_by_exponent(
            *(_without_common_terms(left, right) if left and right else (left, right)), effort().derivatives_with_parameters - 1
        )
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
    return any(_oscillates(s) for s in sides) and all(is_flat_over_phases(s) if _oscillates(s) else _is_flat(s) for s in sides)


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


def _is_analytic(side: Side) -> bool:
    try:
        return side.is_analytic()
    except (NotYet, ZeroDivisionError):
        return False


def _order_of_gap(left: Side, right: Side, enough: int | None) -> Smoothness:
    """The order where both branches are analytic: C^k iff their difference is O(t^(k + 1)), by Taylor's theorem."""
    gap = left.of(left.branch - right.branch)
    for k in _orders(enough):
        if sign(gap.coefficient(k)) != 0:
            return k - 1
        if k == ASK_AGAIN and _one_function_beyond(left, right):
            return "oo"
    return gap.valuation() - 1 if enough is None else _all_agree(enough)


def _without_null_terms(side: Side) -> Side:
    """The side with its branch without the terms whose constant coefficients, taken together, are 0 in another dress."""
    coefficients: dict[Monomial, list[Expr]] = {}
    for m, c in side.branch.terms.items():
        moving = tuple((a, e) for a, e in m if a.free)
        coefficients.setdefault(moving, []).append(product(c, ((a, e) for a, e in m if not a.free)))
    null = {m for m, parts in coefficients.items() if (c := add_all(parts)).rational is None and known_sign(c) == 0}
    return side.of(add_all(product(fmpq(1), m) * add_all(parts) for m, parts in coefficients.items() if m not in null)) if null else side


def _constant_as_such(side: Side) -> Side:
    """The side with its limit for the branch, where the branch has the derivative 0."""
    if is_zero_by_odd_roots(side.branch):
        return side.of(ZERO)
    if side.name in side.branch.free and is_constant_form(side.branch, side.name):
        return side.of(side.limit().value)
    return side


def _equal(a: Limit, b: Limit) -> bool:
    if a.value == b.value:
        return True
    equal = is_zero(a.value - b.value)
    if equal is None:
        raise NotYet("undecided_sign", "whether two derivatives agree could not be proved")
    return equal


def same_function(left: Side, right: Side) -> bool:
    """Whether the two branches are proved to be one function analytic at the point, up to flat parts."""
    a, b = (s.branch if s.is_laurent() else _without_flat_terms(s) for s in (left, right))
    if left.of(a).is_laurent() and right.of(b).is_laurent() and identical(a, b, left.name, left.point):
        return True
    return _flat_to_one(left, right)


def _flat_to_one(left: Side, right: Side) -> bool:
    """Whether both branches are one analytic function up to parts that are flat with all derivatives."""
    return any(_meets(left, u) and _meets(right, u) for u in _middles(left, right))


def _middles(left: Side, right: Side) -> Iterator[Expr]:
    """Analytic functions to which both branches may be flat: either of them, with its saturated parts at their limits, a polynomial, and
    a constant."""
    if not (_has_exponential(left.branch) or _has_exponential(right.branch)):
        return
    for side in (left, right):
        for u in (side.branch, at_limits(side)):
            if side.of(u).is_laurent() and side.of(u).is_smooth():
                yield u
    powers = _polynomial(right)
    if powers is not None:
        yield powers
    middle = right.limit()
    if middle.kind == "finite":
        yield middle.value


def _polynomial(side: Side) -> Expr | None:
    """The polynomial that the branch is up to a flat part, as its expansion shows; None where it is none."""

    def powers(near: Approach) -> Expr | None:
        u = near.expand(side.branch)
        rest = largest_of((m for m in u.terms if not is_natural_power(m)), u.error)
        if may_go_on_flat(u, near):
            raise NeedMoreTerms
        if rest is None or not is_flat(rest):
            return None
        distance = (symbol(side.name) - side.point) * side.side
        return add_all(c * distance ** int(m.e) for m, c in u.terms.items() if is_natural_power(m))

    try:
        return side.ask(powers)
    except (NotYet, ZeroDivisionError):
        return None


def _meets(side: Side, u: Expr) -> bool:
    """Whether the branch is u up to a flat part."""
    gap = side.branch - u
    if is_zero_form(gap) or _is_flat(side.of(gap)) or _is_flat_with_factor(side, gap):
        return True
    below = denominators(gap)
    above = expand(clear_denominators(gap)) if below else None
    return above is not None and _is_flat(side.of(product(fmpq(1), ((a, -e) for a, e in below)) * above))


def _is_flat_with_factor(side: Side, gap: Expr) -> bool:
    """Whether what all terms of a difference share is smooth, and the rest is flat: then so is the product, by Leibniz' rule.

    exp(x)*exp(exp(-1/x)) - exp(x) is not seen to be flat by the expansion of exp(x), which is cut somewhere.
    """
    first, *others = gap.terms
    shared = tuple((a, e) for a, e in first if isinstance(e, int) and e > 0 and all((a, e) in m for m in others))
    if not others or not any(side.name in a.free for a, _ in shared):
        return False
    rest = add_all(product(c, (pair for pair in m if pair not in shared)) for m, c in gap.terms.items())
    try:
        return side.of(product(fmpq(1), shared)).is_smooth() and _is_flat(side.of(rest))
    except (NotYet, ZeroDivisionError):
        return False


def _smooth_once_continued(side: Side) -> bool:
    """Whether f goes on beyond the point, or is an even analytic function of the root of the distance: it is smooth up to the point."""
    try:
        return _plain(side) and (continued(side).is_smooth() or in_root(side) is not None)
    except (NotYet, ZeroDivisionError):
        return False


def _one_function_beyond(left: Side, right: Side) -> bool:
    """Whether the branches are one function once they are written as functions beyond the point, or of the root of the distance."""
    if not (_plain(left) and _plain(right)):
        return False
    try:
        a, b = continued(left), continued(right)
        if _flat_to_one(a, b) or (a.is_smooth() and b.is_smooth() and same_function(a, b)):
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


def _without_flat_terms(side: Side) -> Expr:
    """The branch without the terms of its expanded sum that are flat with all their derivatives on this side."""
    u = side.branch
    if not _has_exponential(u):
        return u
    terms = expand(u)
    if terms is None:
        return u
    kept = []
    for m, c in terms.terms.items():
        part = Expr({m: c})
        if not (_has_exponential(part) and _is_flat(side.of(part))):
            kept.append(part)
    return add_all(kept) if len(kept) < len(terms.terms) else u


def _has_exponential(u: Expr) -> bool:
    return any(a.head == EXP or ((known := facts_if_any(a.head)) is not None and known.exponential_germ) for a in atoms_in(u))


def _is_flat(side: Side) -> bool:
    def flat(near: Approach) -> bool:
        u = flat_is_smooth(near.expand(side.branch))
        if may_go_on_flat(u, near) and all(is_flat(m) for m in u.terms):
            raise NeedMoreTerms
        top = u.top_size()
        return u.smooth and (top is None or is_flat(top))

    try:
        return side.ask(flat)
    except (NotYet, ZeroDivisionError):
        return False
