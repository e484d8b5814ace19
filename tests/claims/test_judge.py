"""What becomes of claims, worked out by hand: for each form claims that hold, that fail, and that must stay undecided."""

from __future__ import annotations

import sys

import pytest

from diffcheck import api, check

HOLDS = [
    ("max(0, x)", "C0"),
    ("max(0, x)", "not C1"),
    ("x*|x|", "C1, not C2"),
    ("x^2", "smooth"),
    ("x^2", "not lipschitz"),
    ("sin(x)", "lipschitz <= 1"),
    ("sin(2*x)/2 + x/2", "lipschitz <= 3/2"),
    ("max(0, x)", "corner at 0"),
    ("max(0, x)", "no jump at 0, 1"),
    ("floor(x)", "jump at n in Z"),
    ("floor(x)", "jump at 2*n for n in Z"),
    ("floor(x)", "jump at 2*n, n in Z"),
    ("floor(x)", "jump at -3, 0, 5"),
    ("floor(x)", "no corner at n in Z"),
    ("1/sin(x)", "no corner at n in Z"),
    ("floor(2*x)", "continuous except at n/2 for n in Z"),
    ("floor(2*x)", "continuous except at n in Z, n + 1/2 for n in Z"),
    ("floor(x)", "continuous except at 2*n for n in Z, 1 - 2*n for n in Z"),
    ("|sin(x)|", "not differentiable at pi*k for k in Z"),
    ("|x^2 - 1|", "not differentiable at -1, 1"),
    ("|x^2 - 2|", "not differentiable at sqrt(2), -2^0.5"),
    ("sgn(x)*sgn(x-1)", "continuous except at 0, 1"),
    ("1/x", "continuous"),
    ("1/x", "continuous except at 0"),
    ("x*|x|", "C2 except at 0"),
    ("|x|", "C1 at 1, differentiable at -2"),
    ("|x - 1/2|", "smooth at n in Z"),
    ("log(x)", "domain (0, oo)"),
    ("1/(x^2 - 1)", "domain R \\ {1, -1}"),
    ("1/(x^2 - 1)", "domain (1, oo) U (-oo, -1) U (-1, 1)"),
    ("sqrt(x^2 - 1)", "domain (-oo, -1] U [1, oo)"),
    ("sqrt(-x^2)", "domain {0}"),
    ("asin(x)", "domain [-1, 0] U (-1/2, 1]"),
    ("x + 1/2", "value 0.5 at 0"),
    ("asin(x)", "value pi/2 at 1"),
    ("2*atan(x)", "value asin(1) at 1"),
    ("sqrt(x)", "value 2^(3/2)/2 at 2"),
    ("sin(x)/x", "limit 1 at 0, value undefined at 0"),
    ("sgn(x)", "left limit -1 at 0, right limit 1 at 0, value 0 at 0"),
    ("1/x^2", "limit oo at 0"),
    ("1/x", "left limit -oo at 0"),
    ("sin(1/x)", "right limit none at 0"),
    ("|x - 1|", "left derivative -1 at 1, right derivative 1 at 1"),
    ("x^3", "derivative 12 at 2, derivative 3/4 at 1/2, -0.5"),
    ("cbrt(x)", "derivative oo at 0"),
    ("relu(x)", "subgradient in pytorch, jax"),
    ("|x - a|", "corner at a, C0, not C1"),
    ("|x - a|", "not differentiable at a"),
    ("|x - a| + |x|", "continuous"),
    ("{0, x < a; 1, x >= a}", "jump at a, value 1 at a, continuous except at a"),
]
FAILS = [
    ("max(0, x)", "C1"),
    ("max(0, x)", "not C0"),
    ("x^2", "lipschitz"),
    ("sin(x)", "not smooth"),
    ("sin(x)", "lipschitz <= 0.999999999999"),
    ("max(0, x)", "jump at 0"),
    ("max(0, x)", "corner at 1"),
    ("max(0, x)", "no corner at 1, 0"),
    ("floor(x)", "jump at n/2 for n in Z"),
    ("floor(x)", "corner at n in Z"),
    ("floor(x)", "jump at pi*n for n in Z"),
    ("floor(x)", "continuous except at 2*n for n in Z"),
    ("floor(x)", "continuous except at 0, 1"),
    ("|sin(x)|", "not differentiable at n in Z"),
    ("|x|", "smooth at n in Z"),
    ("|x^2 - 1|", "not differentiable at 1"),
    ("|x^2 - 1|", "not differentiable at -1, 0, 1"),
    ("|x^2 - 2|", "not differentiable at -1.41421356237309504880, 1.41421356237309504880"),
    ("1/x", "continuous except at 1"),
    ("log(x)", "continuous except at -1"),
    ("log(x)", "domain [0, oo)"),
    ("log(x)", "differentiable at n in Z"),
    ("1/(x^2 - 1)", "domain R \\ {1}"),
    ("x^2", "domain R \\ {1}"),
    ("asin(x)", "value 1.5707963267948966 at 1"),
    ("x", "value oo at 0"),
    ("sin(x)/x", "value 1 at 0"),
    ("sgn(x)", "limit 1 at 0"),
    ("1/x", "limit oo at 0"),
    ("1/x", "left limit oo at 0"),
    ("|x|", "derivative 1 at 0"),
    ("|x|", "right derivative 2 at 0"),
    ("relu(x) - relu(-x)", "subgradient in pytorch"),
    ("|cos(x) - x|", "not differentiable at 0.739085133215"),
    ("|x - a|", "C1"),
    ("|x - a|", "jump at a"),
    ("{0, x < a; 1, x >= a}", "value 0 at a"),
]
UNDECIDED = [
    ("{a*x, x < 0; x, x >= 0}", "C1"),
    ("{a*x, x < 0; x, x >= 0}", "not C1"),
    ("{a*x, x < 0; x, x >= 0}", "corner at 0"),
    ("{a*x, x < 0; x, x >= 0}", "no corner at 0"),
    ("{a*x, x < 0; x, x >= 0}", "not differentiable at 0"),
    ("{a*x, x < 0; x, x >= 0}", "left derivative 1 at 0"),
    ("|x - a|", "differentiable at 0"),
    ("|x - a|", "not differentiable at 0"),
    ("|x - a| * |x - b|", "corner at a"),
    ("|x - a| * |x - b|", "not differentiable at a, b"),
    ("|x - a| + |x - b|", "smooth at 0"),
    ("{0, x < a; 1, x >= a}", "jump at 2*a"),
    ("floor(x^2)", "jump at n in Z"),
    ("floor(10^9*sin(1/x) + x)", "continuous"),
    ("floor(10^9*sin(1/x) + x)", "not continuous"),
    ("floor(10^9*sin(1/x) + x)", "continuous except at 0"),
    ("floor(10^9*sin(1/x) + x)", "jump at n in Z"),
    ("sqrt(x + 1/2)", "differentiable at n in Z"),
    ("x^2", "value 0 at n in Z"),
    ("a*x", "lipschitz <= 2"),
    ("log(x - a)", "domain (0, oo)"),
    ("a*x", "value 1 at 1"),
    ("tan(x)", "domain R"),
]


FAMILIES = [
    ("x*floor(x)", "jump at n in Z, n != 0, corner at 0", "holds"),
    ("x*floor(x)", "continuous except at n in Z, n != 0", "holds"),
    ("x*floor(x)", "continuous except at n in Z without 0", "holds"),
    ("x*floor(x)", "not differentiable at n in Z", "holds"),
    ("x*floor(x)", "jump at n in Z", "fails"),
    ("x*floor(x)", "continuous except at n in Z \\ {0, 1}", "fails"),
    ("x*floor(x)", "continuous except at n in Z, n >= 1, -n for n in Z, n >= 1", "holds"),
    ("x*floor(x)", "continuous except at n in Z, n >= 1, -n for n in Z, n >= 2", "fails"),
    ("max(0, floor(x))", "jump at n in Z, n >= 1", "holds"),
    ("max(0, floor(x))", "jump at n in Naturals", "holds"),
    ("max(0, floor(x))", "jump at n in Naturals0", "fails"),
    ("max(0, floor(x))", "continuous except at n + 1 for n in Naturals0", "holds"),
    ("max(0, floor(x))", "continuous except at n in Z, n >= 2", "fails"),
    ("max(0, floor(x))", "continuous except at 1, n in Z, n >= 2", "holds"),
    ("max(0, floor(x))", "no jump at n in Z, n <= 0", "holds"),
    ("max(0, floor(x))", "smooth at -n for n in Naturals0", "holds"),
    ("max(0, floor(x))", "smooth at n in Z, n < 2", "fails"),
    ("{floor(x), 3 < x < 30; 0, otherwise}", "continuous except at n in Z, 3 <= n <= 30", "holds"),
    ("{floor(x), 3 < x < 30; 0, otherwise}", "continuous except at n in Z, 3 <= n < 30", "fails"),
    ("{floor(x), 3 < x < 30; 0, otherwise}", "continuous except at n in Z, 2 < n, n < 31", "holds"),
    ("floor(x)", "continuous except at n in Z, n % 2 = 0, m odd", "holds"),
    ("floor(x)", "continuous except at 3*n for n in Z, n in Z, n % 3 != 0", "holds"),
    ("floor(x)", "continuous except at 3*n for n in Z, n in Z, n % 3 = 1", "fails"),
    ("floor(x)", "jump at n even, jump at n in Z, n > 10^9", "holds"),
    ("floor(x/2)", "jump at n even", "holds"),
    ("floor(x/2)", "jump at n in Z, Mod(n, 4) = 0 or Mod(n, 4) = 2", "holds"),
    ("floor(x/2)", "jump at n in Z, n % 4 < 3", "fails"),
    ("|cos(x)|", "corner at pi/2 + n*pi, n in Z", "holds"),
    ("|cos(x)|", "corner at n*pi, n in Z", "fails"),
    ("|cos(x)|", "not differentiable at pi/2 + n*pi, n in Z, n >= 0, pi/2 - n*pi, n in Z, n >= 1", "holds"),
    ("|cos(x)|", "not differentiable at pi/2 + n*pi, n in Z, n >= 0, pi/2 - n*pi, n in Z, n >= 2", "fails"),
    ("gamma(x)", "continuous except at -n for n in Naturals0", "holds"),
    ("floor(x^2)", "jump at sqrt(n) for n in Naturals, jump at -sqrt(n) for n in Z, n >= 1", "holds"),
    ("floor(x^2)", "continuous except at sqrt(n) for n in Naturals, -sqrt(n) for n in Naturals", "holds"),
    ("floor(x^2)", "jump at sqrt(n + 1) for n in Naturals0", "holds"),
    ("floor(x^2)", "jump at sqrt(n) for n in Naturals0", "undecided"),
    ("floor(x^2)", "continuous except at sqrt(n) for n in Z, n >= 2, -sqrt(n) for n in Naturals", "undecided"),
    ("floor(1/x)/x", "jump at 1/n for n in Z, n != 0", "holds"),
    ("floor(1/x)/x", "continuous except at 0, 1/n for n in Z, n != 0", "holds"),
    ("floor(1/x)", "jump at 1/n for n in Z, n > 3, n < 7", "holds"),
    ("floor(1/x)/x", "corner at 1/n for n in Z, n != 0", "fails"),
]
"""Families of which some integers are the indices."""
PARAMETRIC = [
    ("|x - a| + |x - b|", (), "corner at a", "holds"),
    ("|x - a| + |x - b|", (), "not differentiable at a, b", "holds"),
    ("|x - a| + |x - b|", (), "not differentiable at a", "undecided"),
    ("|x - a| + |x - b|", ("a = b",), "not differentiable at a", "holds"),
    ("|x - a| + |x - b|", ("a < b",), "left derivative -2 at a, right derivative 0 at a", "holds"),
    ("|x - a| + |x - b|", ("a < b",), "left derivative -2 at b", "fails"),
    ("|x - a| * |x - b|", (), "corner at a", "undecided"),
    ("|x - a| * |x - b|", ("a > b",), "corner at a, not differentiable at a, b", "holds"),
    ("|x - a| * |x - b|", ("a = b",), "corner at a", "fails"),
    ("|a*x - 1|", ("a > 0",), "corner at 1/a, value 0 at 1/a", "holds"),
    ("|a*x - 1|", ("a > 0",), "corner at a", "undecided"),
    ("|a*x - 1|", ("a > 1",), "corner at a", "fails"),
    ("|x^2 - a|", ("a > 0",), "not differentiable at sqrt(a), -sqrt(a)", "holds"),
    ("|x^2 - a|", ("a < 0",), "smooth", "holds"),
    ("floor(a*x)", ("a > 0",), "jump at n/a for n in Z", "holds"),
    ("floor(a*x)", ("a > 0",), "continuous except at n/a for n in Z", "holds"),
    ("floor(a*x)", ("a > 0",), "continuous except at n/a for n in Z, n != 3", "fails"),
    ("floor(a*x)", (), "jump at n/a for n in Z", "undecided"),
    ("|sin(a*x)|", ("a > 0",), "corner at pi*n/a for n in Z", "holds"),
    ("|sin(a*x)|", ("a > 0",), "corner at 2*pi*n/a for n in Z", "holds"),
    ("|sin(a*x)|", ("a > 0",), "not differentiable at 2*pi*n/a for n in Z", "fails"),
    ("|x - a|", (), "corner at 2*n for n in Z", "fails"),
    ("|x - a|", (), "corner at a, a + 1", "fails"),
    ("|x - a|", (), "smooth at a + 1", "holds"),
    ("|x - a|", (), "no jump at n in Z", "holds"),
    ("{0, x < a; 1, x >= a}", ("a != 0",), "jump at 2*a", "fails"),
    ("1/(x - a)", (), "continuous except at a", "holds"),
    ("1/(x - a)", (), "infinite at a, value undefined at a, right limit oo at a", "holds"),
]
"""Points that depend on parameters: under which assumptions what becomes of claims that name them."""


@pytest.mark.parametrize(("formula", "claims", "outcome"), FAMILIES)
def test_a_family_has_an_index_of_which_conditions_hold(formula, claims, outcome):
    assert {claim.outcome for claim in check(formula, claim=claims).claims} == {outcome}


@pytest.mark.parametrize(("formula", "assume", "claims", "outcome"), PARAMETRIC)
def test_a_point_may_depend_on_parameters(formula, assume, claims, outcome):
    assert {claim.outcome for claim in check(formula, claim=claims, assume=assume).claims} == {outcome}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "claims", "outcome"),
    [(*case, outcome) for outcome, cases in (("holds", HOLDS), ("fails", FAILS), ("undecided", UNDECIDED)) for case in cases],
)
def test_a_claim_is_judged(formula, claims, outcome):
    found = check(formula, claim=claims).claims
    assert [(claim.claim, claim.outcome) for claim in found] == [(claim.claim, outcome) for claim in found] != []
    assert all(claim.because for claim in found if outcome != "holds")


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "claims"), [*FAILS, *UNDECIDED])
def test_what_does_not_hold_does_not_hold_when_it_is_asked_alone_or_twice(formula, claims):
    assert all(claim.outcome != "holds" for claim in check(formula, claim=[claims, claims]).claims)


OPPOSITE = [("C1", "not C1"), ("continuous", "not continuous"), ("corner at 0", "no corner at 0"), ("lipschitz", "not lipschitz")]


@pytest.mark.parametrize("formula", ["x", "|x|", "sgn(x)", "x*|x|", "1/x", "x^2", "sqrt(x)", "floor(x)", "|x - a|", "{a*x, x<0; x, x>=0}"])
@pytest.mark.parametrize(("claim", "denial"), OPPOSITE)
def test_of_a_claim_and_its_denial_one_holds_and_one_fails_or_both_are_undecided(formula, claim, denial):
    outcomes = [one.outcome for one in check(formula, claim=[claim, denial]).claims]
    assert sorted(outcomes) in (["fails", "holds"], ["undecided", "undecided"])


def test_a_failing_claim_tells_the_point_and_both_sides():
    (claim,) = check("max(0, x)", claim="C1").claims
    assert (str(claim.at), str(claim.left), str(claim.right)) == ("0", "0", "1")
    assert "corner" in claim.because
    (claim,) = check("sgn(x)", claim="continuous").claims
    assert (str(claim.at), str(claim.left), str(claim.right)) == ("0", "-1", "1")


@pytest.mark.parametrize(
    ("formula", "claim", "missing", "wrong"),
    [
        ("|x^2 - 1|", "not differentiable at 1", ("-1",), ()),
        ("|x^2 - 1|", "not differentiable at -1, 0, 1", (), ("0",)),
        ("|x^2 - 1|", "not differentiable at 0.5, 1", ("-1",), ("0.5",)),
        ("|x|", "continuous except at 0", (), ("0",)),
        ("1/x + sgn(x-1)", "continuous except at 0", ("1",), ()),
    ],
)
def test_a_marked_answer_names_the_missing_and_the_wrong_points(formula, claim, missing, wrong):
    (found,) = check(formula, claim=claim).claims
    assert (found.missing, found.wrong) == (missing, wrong)


@pytest.mark.parametrize(
    ("assume", "outcome"), [(("a = 1",), "holds"), (("a > 0",), "undecided"), (("a > 1",), "fails"), (("a < 0",), "fails")]
)
def test_a_claim_holds_if_it_does_for_all_that_is_assumed(assume, outcome):
    (found,) = check("{a*x, x < 0; x, x >= 0}", claim="C1", assume=assume).claims
    assert found.outcome == outcome


def test_a_value_of_a_parameter_is_put_into_the_claim():
    assert [c.outcome for c in check("|x - a|", values={"a": 2}, claim="corner at a, value a at 0, value 3 at 0").claims] == [
        "holds",
        "holds",
        "fails",
    ]


def test_the_set_that_is_asked_about_is_that_of_the_claim():
    found = check("|x|", on="[0, 1)", claim="differentiable, not differentiable at 0").claims
    assert [c.outcome for c in found] == ["holds", "fails"]
    (one,) = check("1/x", on="reals", claim="continuous").claims
    assert one.outcome == "fails"
    (one,) = check("log(x)", on="reals", claim="continuous except at 0").claims
    assert one.outcome == "fails"
    (one,) = check("1/x", on="reals", claim="continuous except at 0").claims
    assert one.outcome == "holds"
    (one,) = check("sgn(x)", on="(0, 1)", claim="continuous").claims
    assert one.outcome == "holds"


@pytest.mark.parametrize(
    "claim",
    ["no corner at 5", "no corner at n in Z", "differentiable at n in Z", "differentiable at 5", "value undefined at 5", "corner at 5"],
)
def test_nothing_is_proved_of_points_outside_the_set(claim):
    """f has a corner at 5, which the set does not hold: no claim about 5 holds because nobody looked there."""
    (one,) = check("|x - 5|", on="(0, 1)", claim=claim).claims
    assert one.outcome == "undecided"


@pytest.mark.parametrize("claim", ["continuous at -1", "differentiable at -1", "smooth at -1", "C2 at 0", "value 0 at -1"])
def test_nothing_holds_where_f_is_undefined(claim):
    (one,) = check("log(x)", claim=claim).claims
    assert one.outcome == "fails"


def test_the_answer_is_the_same_whatever_is_claimed_beside_it():
    """A point that one claim names is looked at, and must not change what becomes of another claim."""
    claims = ["continuous except at 0, 1", "jump at n in Z", "corner at a", "not differentiable at a", "C0, value 1 at 2", "smooth at 1/3"]
    for formula in ("floor(x)", "|x - a|", "|x^2 - 1|", "|sin(pi*x)|"):
        possible = [claim for claim in claims if "- a" in formula or not claim.endswith("at a")]
        together = {one.claim: one.outcome for one in check(formula, claim=possible).claims}
        for claim in possible:
            alone = {one.claim: one.outcome for one in check(formula, claim=claim).claims}
            assert alone == {one: together[one] for one in alone}


def test_claims_cost_little_beside_the_analysis():
    """A batch with claims keeps its rate: what is called for them is a small part of what is called for the formula."""
    asker = api.prepare(api.Options())

    def cost(line):
        count = 0

        def watch(frame, event, argument):
            nonlocal count
            count += event == "call" and "diffcheck" in frame.f_code.co_filename

        api.answer(line, asker, 1)
        sys.setprofile(watch)
        try:
            api.answer(line, asker, 1)
        finally:
            sys.setprofile(None)
        return count

    for formula in ("x*|x|", "|x^2 - 1|", "floor(2*x)", "sin(x)/x", "max(0, x)"):
        assert cost(f"{formula} :: continuous, C1, not C2") < 1.25 * cost(formula)
