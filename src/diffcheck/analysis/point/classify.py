"""Value, left and right -> what happens at a point: the table of the contract, in its order."""

from __future__ import annotations

from dataclasses import replace

from diffcheck.exact.expr import Expr
from diffcheck.exact.sign import is_zero
from diffcheck.exact.text import text
from diffcheck.germs.limits import Limit
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind


@immutable
class Facts:
    """What was computed at a point. None: there is no domain on that side, or no f(c); a string: undecided, because."""

    value: Expr | None
    left: Limit | str | None
    right: Limit | str | None
    left_slope: Limit | str | None
    right_slope: Limit | str | None


@immutable
class Classification:
    """continuous, differentiable: None means undecided."""

    continuous: bool | None
    differentiable: bool | None
    kind: Kind


def same(a: Expr, b: Expr) -> bool | None:
    """Whether two constants are equal, proved; None: unknown."""
    return True if a == b else is_zero(a - b)


def classify(facts: Facts) -> Classification:
    """The verdicts and the kind at a point."""
    limits = [one for one in (facts.left, facts.right) if one is not None]
    sides = [one for one in limits if isinstance(one, Limit)]
    if len(sides) < len(limits):
        fails = False if facts.value is None else None
        return Classification(fails, fails, Kind.UNDECIDED)
    if facts.value is None:
        return Classification(False, False, _gap_kind(sides) if sides else Kind.OUTSIDE)
    if not sides:
        return Classification(True, False, Kind.ISOLATED)
    meets = [one.kind == "finite" and same(one.value, facts.value) for one in sides]
    if False in meets:
        return Classification(False, False, _gap_kind(sides))
    if None in meets:
        return Classification(None, None, Kind.UNDECIDED)
    return _continuous(facts)


def written_alike(facts: Facts) -> Facts:
    """The facts with those values that are proved equal in one form: f(c) and the limits that meet it, else both limits; both slopes.

    Asks only what `classify` asks, so that no parameter is cut for the sake of the form.
    """
    value, left, right = facts.value, facts.left, facts.right
    if isinstance(left, str) or isinstance(right, str):
        return facts
    if value is None:
        one, other = _alike(left, right)
        return replace(facts, left=one, right=other)
    met = [_meeting(one, value) for one in (left, right)]
    value = simplest([value, *(one.value for one in met if one is not None)])
    left, right = (one if known is None else _written(known, value) for one, known in zip((left, right), met, strict=True))
    slopes = facts.left_slope, facts.right_slope
    return Facts(value, left, right, *(slopes if None in met else _alike(*slopes)))


def _meeting(limit: Limit | None, value: Expr) -> Limit | None:
    """A limit that is proved to be f(c); None for another one."""
    return limit if limit is not None and limit.kind == "finite" and same(limit.value, value) is True else None


def _alike(a: Limit | str | None, b: Limit | str | None) -> tuple[Limit | str | None, Limit | str | None]:
    """Two limits, in one form where both are finite and proved equal."""
    if not (isinstance(a, Limit) and isinstance(b, Limit) and a.kind == b.kind == "finite") or same(a.value, b.value) is not True:
        return a, b
    one = simplest([a.value, b.value])
    return _written(a, one), _written(b, one)


def _written(limit: Limit, value: Expr) -> Limit:
    """A finite limit in another form of its value."""
    return limit if limit.value is value else Limit(limit.kind, value, limit.sign, limit.rule, limit.cluster)


def simplest(equal: list[Expr]) -> Expr:
    """Of several forms of one number the one that is shown: low powers of roots of equations first, then short texts."""
    found = list(dict.fromkeys(equal))
    return found[0] if len(found) == 1 else min(found, key=lambda u: (_degree(u), len(text(u)), text(u)))


def _degree(u: Expr) -> float:
    """The highest power of a number that is known by its equation alone, 1 where there is none."""
    return max((abs(float(e)) for m in u.terms for a, e in m if a.head in ("CRootOf", "zero")), default=1.0)


def _gap_kind(sides: list[Limit]) -> Kind:
    """The kind of a point where f is not continuous or not defined."""
    kinds = [one.kind for one in sides]
    if "infinite" in kinds:
        return Kind.INFINITE
    if "dne" in kinds:
        return Kind.OSCILLATING
    if len(sides) == 2:
        agree = same(sides[0].value, sides[1].value)
        if agree is None:
            return Kind.UNDECIDED
        if not agree:
            return Kind.JUMP
    return Kind.REMOVABLE


def _continuous(facts: Facts) -> Classification:
    given = [one for one in (facts.left_slope, facts.right_slope) if one is not None]
    slopes = [one for one in given if isinstance(one, Limit)]
    kinds = [one.kind for one in slopes]
    if "dne" in kinds:
        return Classification(True, False, Kind.OSCILLATING_SLOPE)
    if len(slopes) < len(given):
        return Classification(True, False if "infinite" in kinds else None, Kind.UNDECIDED)
    if len(slopes) == 1:
        if kinds[0] == "infinite":
            return Classification(True, False, Kind.VERTICAL_TANGENT)
        return Classification(True, True, Kind.ENDPOINT)
    return _between(*slopes)


def _between(left: Limit, right: Limit) -> Classification:
    """The verdicts and the kind where f is continuous and has slopes on both sides."""
    kinds = [left.kind, right.kind]
    if kinds == ["infinite", "infinite"]:
        agree = _same_infinity(left, right)
        return Classification(True, False, Kind.UNDECIDED if agree is None else Kind.VERTICAL_TANGENT if agree else Kind.CUSP)
    if "infinite" in kinds:
        return Classification(True, False, Kind.CORNER)
    agree = same(left.value, right.value)
    if agree is None:
        return Classification(True, None, Kind.UNDECIDED)
    return Classification(True, True, Kind.HIGHER_ORDER) if agree else Classification(True, False, Kind.CORNER)


def _same_infinity(left: Limit, right: Limit) -> bool | None:
    """Whether two infinite slopes have one sign; where the sign is that of an expression, only equal or opposite ones tell."""
    if left.sign and right.sign:
        return left.sign == right.sign
    if left.sign or right.sign:
        return None
    return True if same(left.value, right.value) else False if same(left.value, -right.value) else None
