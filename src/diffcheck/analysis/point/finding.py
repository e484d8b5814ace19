"""One point (or all points of a family) with its two branches and its value -> a finding.

The branches are expressions in x, the value a constant; under an index all of them may hold it, and the finding holds for
every member.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from functools import partial

from diffcheck.analysis.lenses.fold import Branch, evaluate
from diffcheck.analysis.point.classify import Classification, Facts, classify, written_alike
from diffcheck.analysis.point.crowding import has_crowding_poles, limit_among_poles, limit_beside
from diffcheck.analysis.point.phases import limit_over_phases
from diffcheck.analysis.point.side import Side
from diffcheck.analysis.point.smoothness import Route, order_at_end, order_between
from diffcheck.errors import NotYet
from diffcheck.exact.ball import decimal, decimal_enclosure, midpoint_float
from diffcheck.exact.belief import aside
from diffcheck.exact.calculus import expand, replace_atom
from diffcheck.exact.expr import Atom, Expr, as_term, symbol
from diffcheck.exact.levels import LEVEL, by_its_equation
from diffcheck.exact.sign import is_zero, known_sign
from diffcheck.exact.text import term
from diffcheck.germs.limits import Limit
from diffcheck.germs.rising import ORDERS, TELLING
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.report import YES, Extension, Finding, Lack, Quantity, Smoothness, Verdict, is_infinite
from diffcheck.model.term import MINUS_OO, OO, SignedInfinity, Term, signed
from diffcheck.model.term import ZERO as NOUGHT
from diffcheck.model.tree import Node


@immutable
class Look:
    """One point with what lies on its two sides within the asked set (None: no domain there)."""

    at: Expr
    left: Expr | None
    value: Branch
    right: Expr | None
    in_set: bool = True
    """Whether the point belongs to the asked set (an open end does not)."""
    asked: bool = False
    """Whether the question names the point."""
    implied: bool = False
    """Whether the point is named on top of a complete list: a member of a family, or no suspect. The verdict on the set needs it not."""
    formula: Node | None = field(default=None, compare=False)
    """What is looked at, as it was written."""
    crowds: tuple[tuple[int, Limit], ...] = ()
    """The sides on which points crowd at each of which f has one and the same one-sided limit, with that limit."""
    hidden: tuple[tuple[int, str], ...] = ()
    """The sides (-1, 1) on which the branch is not known, each with the reason; 0 stands for the branch there."""

    @property
    def is_alone(self) -> bool:
        """Whether f is undefined on both sides."""
        return self.left is None and self.right is None

    @property
    def is_empty(self) -> bool:
        """Whether f is undefined at the point and on both sides."""
        return self.left is None and self.right is None and self.value is None


def _limit(side: Side | None) -> Limit | str | None:
    if side is None:
        return None
    try:
        return limit_beside(side, lambda one: limit_among_poles(one) if has_crowding_poles(one.branch) else one.limit())
    except NotYet as reason:
        return reason.message


def _beside(name: str, look: Look, side: int, found: Limit | str | None, value: Expr | None = None) -> Limit | str | None:
    """A limit on one side as it was found, or what the angles of an oscillation tell of it."""
    if not isinstance(found, str) or look.formula is None:
        return found
    formula = look.formula
    try:
        branch = partial(evaluate, formula, name, symbol(name))
        return limit_over_phases(name, look.at, side, branch, value, [limit for s, limit in look.crowds if s == side])
    except (NotYet, ZeroDivisionError):
        return found


def _slope(side: Side | None, value: Expr | None) -> Limit | str | None:
    if side is None or value is None:
        return None
    try:
        return limit_beside(side, lambda one: _quotient_limit(one, value))
    except NotYet as reason:
        return reason.message


def _quotient_limit(side: Side, value: Expr) -> Limit:
    if has_crowding_poles(side.branch):
        return limit_among_poles(side.of((side.branch - value) * (symbol(side.name) - side.point) ** -1))
    return side.slope(value)


def quantity(found: Limit | str | None, letter: Letter | None) -> Quantity:
    """A limit as it is reported."""
    if found is None:
        return None
    if isinstance(found, str):
        return Lack.UNDECIDED
    if found.kind == "finite":
        return constant(found.value, letter)
    if found.kind == "infinite" and not found.sign:
        return SignedInfinity(term(found.value))
    return Lack.NO_LIMIT if found.kind == "dne" else OO if found.sign > 0 else MINUS_OO


@immutable
class Seen:
    """A look with its two sides, and what was computed there."""

    look: Look
    left: Side | None
    right: Side | None
    facts: Facts
    enough: int | None = None
    """The order of smoothness that is asked for, if one is: more is not looked for."""


def see(name: str, look: Look, *, explained: bool = False, enough: int | None = None) -> Seen:
    """The value, the one-sided limits and the one-sided slopes."""
    orders = TELLING if explained else ORDERS
    hidden = dict(look.hidden)
    left = Side(name, look.left, look.at, -1, orders=orders) if look.left is not None and -1 not in hidden else None
    mirror = left.near if left is not None else None
    right = Side(name, look.right, look.at, 1, orders=orders, mirror=mirror) if look.right is not None and 1 not in hidden else None
    limits = tuple(_beside(name, look, side, hidden.get(side) or _limit(one)) for side, one in ((-1, left), (1, right)))
    slopes: tuple[Limit | str | None, ...] = (None, None)
    if look.value is not None:
        slopes = tuple(
            _beside(name, look, side, hidden.get(side) or _slope(one, look.value), look.value) for side, one in ((-1, left), (1, right))
        )
    return Seen(look, left, right, written_alike(Facts(look.value, *limits, *slopes)), enough)


def report_facts(name: str, seen: Seen, route: Route | None = None) -> Finding:
    """The finding that follows from the facts; the order of smoothness is computed here, and `route` is given what decided it."""
    look, left, right, facts = seen.look, seen.left, seen.right, seen.facts
    found = classify(facts)
    why = None
    kind, smoothness = found.kind, _smoothness(seen, found, route)
    if kind in (Kind.HIGHER_ORDER, Kind.UNDECIDED) and smoothness == "oo" and left and right:
        kind = Kind.SMOOTH
    if kind is Kind.HIGHER_ORDER and smoothness == "undecided":
        kind = Kind.UNDECIDED  # differentiable for certain, but perhaps smooth
        why = "f is differentiable there, but whether it is smooth could not be proved"
    reasons = [r for r in (facts.left, facts.right, facts.left_slope, facts.right_slope) if isinstance(r, str)]
    letter = letter_at(name, look.at)
    shown = show_facts(facts, letter)
    extended = _extended(name, seen, kind)
    why = why or (reasons[0] if reasons else because(kind, shown[1:]))
    return Finding(
        at=term(look.at),
        approx=midpoint_float(look.at) if not look.at.free else None,
        value=shown[0],
        left_limit=shown[1],
        right_limit=shown[2],
        left_derivative=shown[3],
        right_derivative=shown[4],
        symbol=letter.name if letter else None,
        enclosure=enclosure_of(look.at) if letter and not look.at.free else None,
        continuous=_verdict(found.continuous, why),
        differentiable=_verdict(found.differentiable, why),
        kind=kind,
        smoothness=smoothness,
        certainty="proved",
        because=why,
        clusters=tuple(_clusters(facts, letter)),
        decimals=tuple(dict(_decimals(look.at, (facts, extended), letter)).items()),
        extension=_extension(extended, letter),
    )


def _decimals(at: Expr, facts: Iterable[Facts | None], letter: Letter | None) -> Iterator[tuple[Term, float]]:
    """The irrational constants of a finding, each as it is reported and as a double near it."""
    for u in (at, *(u for known in facts if known is not None for u in _constants(known))):
        if u.free or u.rational is not None or (letter is not None and u == at):
            continue
        near = decimal(u)
        if near is not None:
            yield constant(u, letter), near


def _constants(facts: Facts) -> Iterator[Expr]:
    """The value, and the limits and slopes that are finite."""
    if facts.value is not None:
        yield facts.value
    limits = (facts.left, facts.right, facts.left_slope, facts.right_slope)
    yield from (found.value for found in limits if isinstance(found, Limit) and found.kind == "finite")


def _extended(name: str, seen: Seen, kind: Kind) -> Facts | None:
    """The facts of a removable point with the limit for a value. Not under parameters or an index, whose cases they would make more of."""
    look, facts = seen.look, seen.facts
    found = next((one for one in (facts.left, facts.right) if isinstance(one, Limit)), None)
    if (
        kind is not Kind.REMOVABLE
        or found is None
        or look.hidden
        or any(u is not None and u.free - {name} for u in (look.at, look.left, look.right))
    ):
        return None
    value = found.value
    with aside() as watch:
        slopes = (_beside(name, look, side, _slope(one, value), value) for side, one in ((-1, seen.left), (1, seen.right)))
        extended = written_alike(Facts(value, facts.left, facts.right, *slopes))
    return None if watch.anywhere else extended


def _extension(extended: Facts | None, letter: Letter | None) -> Extension | None:
    if extended is None or extended.value is None:
        return None
    return Extension(constant(extended.value, letter), quantity(extended.left_slope, letter), quantity(extended.right_slope, letter))


def _clusters(facts: Facts, letter: Letter | None) -> Iterator[tuple[str, Term, Term]]:
    """What the values come near to where a limit does not exist, as far as that is proved."""
    for name, found in (
        ("left_limit", facts.left),
        ("right_limit", facts.right),
        ("left_derivative", facts.left_slope),
        ("right_derivative", facts.right_slope),
    ):
        if isinstance(found, Limit) and found.cluster is not None:
            low, high = found.cluster
            yield name, MINUS_OO if low is None else lettered(low, letter), OO if high is None else lettered(high, letter)


@immutable
class Letter:
    """A letter that stands for a point without a closed form in the values there."""

    name: str
    root: Atom


def letter_at(variable: str, at: Expr) -> Letter | None:
    """The letter for a point that is a root known by its equation alone; None for a point with a closed form."""
    m, c = as_term(at) if at else ((), None)
    if c == 1 and len(m) == 1 and m[0][1] == 1 and m[0][0].head in ("zero", "CRootOf", LEVEL):
        return Letter("c" if variable != "c" else "p", m[0][0])
    return None


def enclosure_of(u: Expr) -> tuple[Term, Term]:
    """Two decimals between which a constant lies, and no other zero of its equation where it is known by one."""
    root = letter_at("x", u)
    told = root.root.args[0].digits() + 2 if root is not None and root.root.head == "zero" else 0
    low, high = decimal_enclosure(u, max(14, told))
    return signed(low), signed(high)


def lettered(u: Expr, letter: Letter | None) -> Term:
    """A constant, in which a letter stands for a root."""
    return term(replace_atom(u, letter.root, symbol(letter.name), known_sign) if letter else u)


def constant(u: Expr, letter: Letter | None) -> Term:
    """A constant as a term: 0 where it is proved zero in another form; b - (b - 1), and what else is linear, multiplied out."""
    if letter is not None and letter.root.free & u.free:
        u = by_its_equation(u, letter.root)
    if not u.free and u.rational is None and is_zero(u):
        return NOUGHT
    if u.free and any(a.head == "sum" for m in u.terms for a, _ in m):
        plain = expand(u)
        if plain is not None and _is_linear(plain):
            u = plain
    return lettered(u, letter)


def _is_linear(u: Expr) -> bool:
    """Whether u is a sum of multiples of symbols and of a rational number."""
    return all(not m or (len(m) == 1 and m[0][1] == 1 and m[0][0].head == "symbol") for m in u.terms)


def show_facts(facts: Facts, letter: Letter | None = None) -> tuple[Quantity, Quantity, Quantity, Quantity, Quantity]:
    """Value, left and right limit, left and right slope as they are reported."""
    value = None if facts.value is None else constant(facts.value, letter)
    left, right, left_slope, right_slope = (quantity(q, letter) for q in (facts.left, facts.right, facts.left_slope, facts.right_slope))
    return value, left, right, left_slope, right_slope


def _smoothness(seen: Seen, found: Classification, route: Route | None) -> Smoothness:
    look, left, right = seen.look, seen.left, seen.right
    if look.value is None:
        return None
    if found.continuous is None:
        return "undecided"
    if not found.continuous:
        return -1
    if found.differentiable is False:
        return 0
    if left and right:
        return order_between(left, right, route, seen.enough)
    one = left or right
    if one is None and not look.is_alone:
        return "undecided"
    return 0 if one is None else order_at_end(one, route, seen.enough)


def _verdict(answer: bool | None, why: str) -> Verdict:
    return Verdict("undecided", why) if answer is None else YES if answer else Verdict("no", why)


def retold(f: Finding) -> Finding:
    """The finding with its reason made anew of its quantities; what is undecided keeps what was missing."""
    shown = (f.left_limit, f.right_limit, f.left_derivative, f.right_derivative)
    if f.kind is Kind.UNDECIDED or Lack.UNDECIDED in shown:
        return f
    why = because(f.kind, shown)

    def verdict(old: Verdict) -> Verdict:
        return replace(old, because=why) if old.because == f.because else old

    return replace(f, because=why, continuous=verdict(f.continuous), differentiable=verdict(f.differentiable))


def because(kind: Kind, shown: tuple[Quantity, ...]) -> str:
    """One sentence on why the point has its kind, of its limits and slopes."""
    left, right, left_slope, right_slope = shown
    return kind.facts.because.format(
        left=left,
        right=right,
        sides=_sides(left, right),
        slopes=f"{left_slope} from the left, {right_slope} from the right",
    )


def _sides(left: Quantity, right: Quantity) -> str:
    """Infinite limits, and what the limit on the other side is where that is finite or does not exist."""
    known = [(limit, side) for limit, side in ((left, "left"), (right, "right")) if limit is not None]
    infinite = " and ".join(f"{limit} from the {side}" for limit, side in known if is_infinite(limit))
    others = [(limit, side) for limit, side in known if not is_infinite(limit)]
    return "; ".join([infinite, *(f"from the {side} {_tends(limit)}" for limit, side in others)])


def _tends(limit: Quantity) -> str:
    if limit is Lack.NO_LIMIT:
        return "it has no limit"
    return "it is not decided" if limit is Lack.UNDECIDED else f"it tends to {limit}"
