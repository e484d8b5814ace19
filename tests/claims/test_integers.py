"""Sets of integers and families of points, against the same worked out one integer after the other."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from diffcheck.claims.claim import places_of
from diffcheck.claims.integers import integers, representatives
from diffcheck.claims.places import Spot, meets, spot_of_place, uncovered
from diffcheck.claims.reader import read_claims
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.session import in_session
from diffcheck.language import read_condition

FAR = range(-60, 61)


def drawn(draw):
    """A condition on n, and the same in Python."""
    kind = draw.randrange(6)
    k, m, r = draw.randint(-6, 6), draw.randint(2, 4), draw.randint(0, 3)
    if kind == 0:
        return f"n >= {k}", lambda n: n >= k
    if kind == 1:
        return f"2*n < {k}", lambda n: 2 * n < k
    if kind == 2:
        return f"n != {k}", lambda n: n != k
    if kind == 3:
        return f"Mod(n, {m}) = {r}", lambda n: n % m == r
    (one, u), (other, v) = drawn(draw), drawn(draw)
    if kind == 4:
        return f"({one}) and ({other})", lambda n: u(n) and v(n)
    return f"({one}) or ({other})", lambda n: u(n) or v(n)


@pytest.mark.parametrize("seed", range(200))
def test_a_condition_holds_somewhere_iff_it_does_at_a_representative(seed):
    text, truth = drawn(random.Random(seed))
    found = integers("n", read_condition(text))
    assert [n in found for n in FAR] == [truth(n) for n in FAR]
    assert any(n in found for n in representatives(found.period, found.breaks)) == any(map(truth, FAR))


@pytest.mark.parametrize(
    "condition",
    [
        "n^2 < 9",
        "n > a",
        "sin(n) > 0",
        "Mod(n, a) = 0",
        "n*Mod(n, 2) > 3",
        "Mod(Mod(n, 4), 3) = 1",
        "Mod(n, 0) = 0",
        "Mod(7, 1 - 1) < n",
        "n/0 > 1",
    ],
)
def test_other_conditions_are_refused(condition):
    with pytest.raises(NotYet):
        integers("n", read_condition(condition))


def place(draw):
    """A family of rational numbers, and its members as far as they are looked at."""
    text, truth = drawn(draw)
    step, base = Fraction(draw.choice((-2, -1, 1, 1, 2, 3)), draw.choice((1, 1, 2, 3))), Fraction(draw.randint(-3, 3), draw.choice((1, 2)))
    return f"({base}) + ({step})*n for n in Z, {text}", {base + step * n for n in range(-2000, 2001) if truth(n)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(120))
def test_families_cover_and_meet_each_other_iff_their_members_do(seed):
    draw = random.Random(seed)
    (whole, members), *others = (place(draw) for _ in range(draw.randint(2, 4)))
    singles = [Fraction(draw.randint(-4, 4), draw.choice((1, 2))) for _ in range(draw.randint(0, 3))]
    near = {c for c in members if abs(c) <= 200}
    if not near or any(not one for _, one in others):
        return
    held = set(singles).union(*(one for _, one in others))

    def ask():
        def spots(text):
            (claim,) = read_claims(f"jump at {text}")
            return [spot_of_place(one) for one in places_of(claim.said)]

        family, *rest = spots(", ".join([whole, *(text for text, _ in others), *map(str, singles)]))
        left = uncovered(family.family, rest)
        common = [meets(family, spot) for spot in rest]
        return left, common

    left, common = in_session(ask)
    assert (left is None) == (near <= held)
    if left is not None:
        value = Fraction(str(left.rational))
        assert value in members and value not in held
    for member, one in zip(common, [*(found for _, found in others), *({c} for c in singles)], strict=True):
        assert (member is None) == (not (near & one))


def test_a_family_without_members_is_no_set_of_points():
    (claim,) = read_claims("jump at n in Z, n > 1, n < 1")
    (one,) = places_of(claim.said)
    with pytest.raises(BadInput):
        in_session(spot_of_place, one)
    assert Spot(None).family is None
