"""The language of claims: what is read as what, and where an error points."""

from __future__ import annotations

import pytest

from diffcheck.claims import read_claims, split_claims
from diffcheck.claims.claim import places_of
from diffcheck.errors import BadInput


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("C1, not C2", ["C1", "not C2"]),
        ("continuous except at 0, 1, C1", ["continuous except at 0, 1", "C1"]),
        ("not differentiable at -1, 1, corner at -1, 1", ["not differentiable at -1, 1", "corner at -1, 1"]),
        ("domain [0, 1), value 0 at 0", ["domain [0, 1)", "value 0 at 0"]),
        ("domain {0, 1}, smooth", ["domain {0, 1}", "smooth"]),
        ("value max(1, 2) at 0, 1, left limit 1 at 2", ["value max(1, 2) at 0, 1", "left limit 1 at 2"]),
        ("jump at pi*n, n in Z, lipschitz <= 3/2", ["jump at pi*n, n in Z", "lipschitz <= 3/2"]),
        ("subgradient in pytorch, jax, no corner at 0", ["subgradient in pytorch, jax", "no corner at 0"]),
        ("CONTINUOUS , Vertical Tangent at 0", ["CONTINUOUS", "Vertical Tangent at 0"]),
        ("C^oo,C3", ["C^oo", "C3"]),
        ("corner at c0, c1, c2, C1", ["corner at c0, c1, c2", "C1"]),
    ],
)
def test_a_comma_between_points_is_told_from_one_between_claims(text, claims):
    assert [claim.text for claim in read_claims(text)] == claims


@pytest.mark.parametrize(
    ("text", "count", "indexed"),
    [
        ("jump at 0, 1, 2", 3, 0),
        ("jump at n in Z", 1, 1),
        ("jump at pi*n for n in Z", 1, 1),
        ("jump at pi*n for every n in ℤ, 1/2", 2, 1),
        ("jump at 1/2, pi*n, n in Z", 2, 1),
        ("jump at 1/2, n in Z", 2, 1),
        ("jump at n in Z, n != 0, n < 9, 1/2", 2, 1),
        ("jump at n in Z \\ {0, 1}, m in Z, m > 3", 2, 2),
        ("jump at pi*n for n in Z, n >= 1, 2*n for n in Z", 2, 2),
        ("jump at pi*n, n in Z, n >= 1", 1, 1),
        ("jump at n odd, k even", 2, 2),
        ("jump at n in Naturals without 3", 1, 1),
    ],
)
def test_the_points_of_a_claim(text, count, indexed):
    (claim,) = read_claims(text)
    places = places_of(claim.said)
    assert (len(places), sum(place.index is not None for place in places)) == (count, indexed)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("C1, cornr at 0", "cornr at 0"),
        ("C1, corner at 0, 1 +", ""),
        ("C1, corner at 0, )1", ")"),
        ("continous", "continous"),
        ("C1,, C2", ""),
        ("corner at 0, , 1", ""),
        ("jump at 2*n in Z", "2*n in Z"),
        ("jump at n >= 1", "n >= 1"),
        ("corner at a, a > 1", "a, a > 1"),
        ("corner at a for a > 1", "a for a > 1"),
        ("jump at n in Z, n > m", "n > m"),
        ("jump at n in N", ""),
        ("lipschitz at 0", "lipschitz"),
        ("subgradient in torchh", "torchh"),
        ("value 1/ at 0", ""),
        ("domain (0, oo", "("),
        ("corner", "corner"),
        ("C1, C2 and C3", "C2 and C3"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("before", ["", "|x| :: "])
def test_an_error_points_at_its_place_in_the_claim(text, marked, before):
    with pytest.raises(BadInput) as caught:
        read_claims(before + text, len(before))
    error = caught.value
    assert error.start is not None and error.end is not None and error.start >= len(before)
    assert error.end <= len(before + text) + 1
    if marked:
        assert (before + text)[error.start : error.end] == marked


@pytest.mark.parametrize(
    ("line", "formula", "claims"),
    [
        ("|x| :: C1, not C2", "|x|", " C1, not C2"),
        ("std::max(0., x)", "std::max(0., x)", None),
        ("std::max(0., x) :: C0", "std::max(0., x)", " C0"),
        ("x[::2]", "x[::2]", None),
        ("|x| ::", "|x|", ""),
    ],
)
def test_claims_stand_behind_a_free_double_colon(line, formula, claims):
    found, start = split_claims(line)
    assert (found, None if start is None else line[start:]) == (formula, claims)
