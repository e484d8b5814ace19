"""What is assumed of parameters: integers, alternatives, contradictions; each answer worked out by hand."""

from __future__ import annotations

import pytest

from diffcheck.errors import BadInput

from .asking import check

INTEGERS = (
    # formula, assumption, differentiable (a verdict, or its condition), reason
    ("(-1)^n*|x|", "n is integer", "no", "the slopes are 1 and -1 in some order"),
    ("cos(pi*n)*|x|", "n is integer", "no", "cos(pi n) is 1 or -1"),
    ("cos(pi*n)*|x|", "n != 1/2", "Eq(Mod(2*n, 2), 1)", "real numbers: 3/2 is one"),
    ("sin(pi*n)*|x|", "n is integer", "yes", "it is 0"),
    ("sin(pi*n)*|x|", "n > 0", "Eq(Mod(n, 1), 0)", "real numbers: 1/2 is one"),
    ("sin(pi*n/2)*|x|", "n is even", "yes", "it is 0"),
    ("sin(pi*n/2)*|x|", "n is odd", "no", "it is |x| or -|x|"),
    ("cos(pi*n/2)*|x|", "n is integer", "Eq(Mod(n, 2), 1)", "cos(pi n/2) is 0 for odd n, and 1 or -1 for even ones"),
    ("sin(pi*n/4)*|x|", "n is integer", "Eq(Mod(n, 4), 0)", "the sine is 0 at multiples of pi"),
    ("cos(pi*n/3)*|x|", "n is integer", "no", "the cosine is 1, 1/2, -1/2 or -1"),
    ("cos(pi*n^2/2)*|x|", "n is integer", "Eq(Mod(n, 2), 1)", "n^2 is 0 or 1 modulo 4"),
    ("floor(n/2)*|x|", "n is integer", "Or(Eq(n, 0), Eq(n, 1))", "floor(n/2) = 0 for 0 and 1"),
    ("floor(n)*|x|", "n is integer", "Eq(n, 0)", "floor(n) = n"),
    ("(2*n-1)*|x|", "n is integer", "no", "an odd number is not 0"),
    ("(2*n-1)*|x|", "n > -5", "Eq(n, 1/2)", "real numbers"),
    ("(n^2-2)*|x|", "n is integer", "no", "the root of 2 is irrational"),
    ("(n^2-4)*|x|", "n is a positive integer", "Eq(n, 2)", "n = 2 or -2"),
    ("n*|x|", "n is integer, n > -1", "Eq(n, 0)", "0, 1, 2, ..."),
    ("(n-3)*(n-5)*|x|", "n is integer, n > 3", "Eq(n, 5)", "3 is left out"),
    ("|x|^3*x^n", "n is integer, 0 < n < 5", "yes", "continuously differentiable factors"),
    ("floor(a)*|x|", "a < 7", "And(a >= 0, a < 1)", "floor(a) = 0 from 0 to 1"),
    ("floor(a)*|x|", "a is not an integer, 0 < a < 2", "sin(pi*a) > 0", "floor(a) = 0 between 0 and 1"),
    ("floor(a)*|x|", "0 < a < 1", "yes", "it is 0"),
    ("x + floor(b)", "b > 0", "yes", "floor(b) is a constant"),
)


@pytest.mark.parametrize(("formula", "assume", "expected", "reason"), INTEGERS)
def test_an_integer_is_no_real_number(formula: str, assume: str, expected: str, reason: str) -> None:
    found = check(formula, variable="x", assume=[assume])
    answer = found.differentiable.condition if found.differentiable.answer == "condition" else found.differentiable.answer
    assert str(answer) == expected, reason
    assert found.status == "ok"


@pytest.mark.slow
def test_whole_powers_of_an_integer_exponent_are_defined_on_the_whole_line() -> None:
    assert check("x^n", assume=["n is integer, n > 0"]).domain == "(-oo, oo)"
    assert str(check("x^n", assume=["0 < n < 1"]).domain) == "[0, oo)"
    even, odd = (check("x^n*|x|", assume=[text]).points for text in ("n is even, 0 < n < 3", "n is odd, 0 < n < 3"))
    assert [(p.kind.value, p.smoothness) for p in even] == [("higher_order", 2)]  # |x|^3
    assert [(p.kind.value, p.smoothness) for p in odd] == [("higher_order", 1)]  # x|x|


CONTRADICTIONS = (
    ("a > 1", "a < 0"),
    ("a > 1, a < 0",),
    ("a is integer", "a = 1/2"),
    ("a = 1/2", "a is integer"),
    ("a is integer, 0 < a < 1",),
    ("a is even", "a is odd"),
    ("a is integer", "a is not an integer"),
    ("a > b", "b > a"),
    ("a > 3 or a < -3", "a = 0"),
    ("a = b", "a > b"),
    ("a > b + 1 or a < b - 1", "a = b"),
)


@pytest.mark.parametrize("assume", CONTRADICTIONS)
def test_assumptions_that_nothing_satisfies_contradict_each_other(assume: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="contradict each other") as caught:
        check("a*|x|+b", variable="x", assume=list(assume))
    assert caught.value.code == "assumption"


@pytest.mark.parametrize(
    "assume",
    [("a >= 1", "a <= 1"), ("a is integer", "0 < a < 2"), ("a is integer", "a > 1/2"), ("a >= b", "b >= a"), ("a is even", "a > 7"),
     ("a is integer", "a is even"), ("a > 3 or a < -3", "a != 4"), ("a is not an integer", "a > 1"), ("a^2 = 4", "a < 0")],
)  # fmt: skip
def test_assumptions_that_something_satisfies_do_not(assume: tuple[str, ...]) -> None:
    assert check("a*|x|+b", variable="x", assume=list(assume)).status == "ok"


ALTERNATIVES = (
    ("a*|x|", ("a > 1 or a < 0",), "no", "a is not 0"),
    ("a*|x|", ("a >= 1 or a <= 0",), "Eq(a, 0)", "0 is admitted"),
    ("(a-3)*|x|", ("a > 1 or a < 0",), "Eq(a, 3)", "3 is admitted"),
    ("(a-1/2)*|x|", ("a > 1 or a < 0",), "no", "1/2 is not"),
    ("a*|x|", ("not (a <= 1 and a >= 0)",), "no", "the same, denied"),
    ("a*b*|x|", ("a > 1 or b > 1",), "Or(Eq(a, 0), And(Eq(b, 0), a > 1))", "not both are 0"),
    ("a*|x|", ("a is even or a > 5",), "Eq(a, 0)", "0 is even"),
    ("a*|x|", ("a is odd or a > 5",), "no", "0 is neither"),
    ("(a-b)*|x|", ("a >= b",), "Eq(b, a)", "equality is admitted"),
    ("(a-b)*|x|", ("a != b",), "no", "equality is not"),
)


@pytest.mark.parametrize(("formula", "assume", "expected", "reason"), ALTERNATIVES)
def test_alternatives_are_assumed(formula: str, assume: tuple[str, ...], expected: str, reason: str) -> None:
    found = check(formula, variable="x", assume=list(assume))
    answer = found.differentiable.condition if found.differentiable.answer == "condition" else found.differentiable.answer
    assert str(answer) == expected, reason


@pytest.mark.slow
def test_remainders_are_joined_to_an_integer_only_where_that_is_said() -> None:
    """What is so for even and for odd a is so for integers, and not for 1/2."""
    found = {p.at: str(p.condition) for p in check("|sin(pi*x)|*(x-a)").points}
    assert found["a"] == "Eq(Mod(a, 1), 0)"
    assert {str(p.condition) for p in check("|sin(pi*x)|*(x-a)", assume=["a is integer"]).points if p.at == "a"} == {"None"}


@pytest.mark.parametrize("formula", ["floor(x)+floor(-x+a)", "floor(x)+floor(x-a)", "|sin(pi*x)|+|sin(pi*(x-a))|", "frac(x)+frac(x-a)"])
def test_families_that_coincide_for_some_parameters_are_told_once(formula: str) -> None:
    whole = check(formula, assume=["a is integer"])
    assert [p.at for p in whole.points] == ["n"]
    other = check(formula, assume=["0 < a < 1"])
    assert [p.at for p in other.points] == ["n", "a + n"]
