"""Orders of smoothness that depend on an exponent: the ladder of C^k in closed form, judged at values of the exponent by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from math import ceil, inf
from typing import Any

import pytest
import sympy

from diffcheck import check
from diffcheck.model.requirement import holds

from ..portion import portion

ORDERS = tuple(Fraction(n, 6) for n in range(-9, 160, 5)) + tuple(Fraction(n) for n in range(-3, 27))
"""Exponents at which a ladder is judged: fractions and integers of both parities, below and beyond where derivatives are compared."""


def below(bound: Fraction) -> float:
    """The largest integer below a bound."""
    return ceil(bound) - 1


def even_power(p: Fraction) -> float:
    """|x|^p: x^p for even p, else the derivative of order ceil(p) has no limit or two; 0 is outside for p < 0, and |x|^0 = 1."""
    return inf if p <= 0 or p % 2 == 0 else below(p)


def odd_power(p: Fraction) -> float:
    """sign(x)*|x|^p: x^p for odd p."""
    return inf if p < 0 or p % 2 == 1 else -1 if p == 0 else below(p)


def half_power(p: Fraction) -> float:
    """max(0, x)^p: 0 from the left, never the same function as x^p; on x > 0 for p < 0; 0^0 = 1."""
    return inf if p <= 0 else below(p)


def end_power(p: Fraction) -> float:
    """x^p for x >= 0, one-sided at 0."""
    return inf if p <= 0 or p.denominator == 1 else below(p)


def with_logarithm(p: Fraction) -> float:
    """|x|^p*log|x|, 0 at 0: the derivative of order k has the size |x|^(p - k)*log|x|, and |x|^(p - k) once the logarithm is gone."""
    return below(p) if p > 0 else -1


def waving(faster: int) -> Callable[[Fraction], float]:
    """|x|^p*sin(1/|x|^g), 0 at 0: the derivative of order k has the size |x|^(p - k*(1 + g))."""
    return lambda p: below(p / (1 + faster)) if p > 0 else -1


LADDERS: dict[str, Callable[[Fraction], float]] = {
    "|x|^p": even_power,
    "3*|x - 2|^p + sin(x)": even_power,
    "sign(x)*|x|^p": odd_power,
    "{x^p, x > 0; 0}": lambda p: below(p) if p > 0 else -1,
    "max(0, x)^p": half_power,
    "x^2 + 1 + max(0, x)^p": half_power,
    "x^p": end_power,
    "{2*x^p, x > 0; -|x|^p, x < 0; 0}": lambda p: below(p) if p > 0 else -1,
    "{|x|^p*log|x|, x != 0; 0}": with_logarithm,
    "{x^p*log(x), x > 0; 0}": with_logarithm,
    "{x^p*sin(1/x), x > 0; 0}": waving(1),
    "{|x|^p*cos(1/x^2), x != 0; 0}": waving(2),
}


@pytest.mark.slow
@pytest.mark.parametrize("text", LADDERS)
def test_the_whole_ladder_is_decided_and_right(text: str) -> None:
    record = json.loads(check(text, parameters=["p"]).to_json())
    assert record["status"] == "ok"
    for p in ORDERS:
        if text == "{x^p*log(x), x > 0; 0}" and p == 0:
            continue  # the same as for other p <= 0
        assert order_at(record["smoothness"], p=p) == LADDERS[text](p), (text, p)


def wave(a: Fraction, b: Fraction) -> float:
    """x^a*sin(1/x^b) for x > 0, 0 elsewhere: as x^(a - b) for b < 0."""
    exponent = a - b if b < 0 else a
    return below(exponent / (1 + max(b, 0))) if exponent > 0 else -1


def two_waves(a: Fraction, b: Fraction) -> float:
    """|x|^a*sin(|x|^b), 0 at 0: for b > 0 the sum of |x|^(a + b), |x|^(a + 3*b), ..., of which the even powers are smooth."""
    exponent = a + max(b, 0)
    if exponent <= 0:
        return -1
    if b >= 0 and exponent % 2 == 0:
        return inf if b % 1 == 0 else below(a + 3 * b)
    return below(exponent / (1 - min(b, 0)))


def wave_at_end(m: Fraction, n: Fraction) -> float:
    """x^m*sin(1/x^n) for x > 0, 0 at 0: for n < 0 the sum of x^(m - n), x^(m - 3*n), ..., of which the natural powers are smooth."""
    if n >= 0:
        return -1 if m <= 0 else inf if n == 0 and m % 1 == 0 else below(m / (n + 1))
    if m - n <= 0:
        return -1
    return below(m - n) if (m - n) % 1 else inf if 2 * n % 1 == 0 else below(m - 3 * n)


def logistic(a: Fraction, b: Fraction) -> float:
    """x^a/(1 + x^b) for x > 0, 0 at 0: the sum of x^(a + k*b) for b > 0, of x^(a + k*|b|) from k = 1 on for b < 0."""
    first, step = (a, b) if b >= 0 else (a - b, -b)
    if first <= 0:
        return -1
    return below(first) if first % 1 else inf if step % 1 == 0 else below(first + step)


def cosine(a: Fraction, b: Fraction) -> float:
    """x^a*cos(x^b) for x > 0, 0 elsewhere: as x^a for b > 0."""
    return below(a / (1 - min(b, 0))) if a > 0 else -1


def with_two_logarithms(a: Fraction, b: Fraction) -> float:
    """(x^a + x^(a + b))*log(x)^2 for x > 0, 0 elsewhere: the lower exponent decides."""
    lowest = a + min(b, 0)
    return below(lowest) if lowest > 0 else -1


LADDERS_OF_TWO: dict[str, Callable[[Fraction, Fraction], float]] = {
    "{x^a*sin(1/x^b), x > 0; 0}": wave,
    "{|x|^a*sin(|x|^b), x != 0; 0}": two_waves,
    "{x^a*sin(1/x^b), x != 0; 0}": wave_at_end,
    "{x^a/(1 + x^b), x != 0; 0}": logistic,
    "{x^a*cos(x^b), x > 0; 0}": cosine,
    "{(x^a + x^(a + b))*log(x)^2, x > 0; 0}": with_two_logarithms,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", LADDERS_OF_TWO)
def test_the_ladder_of_two_letters_is_right(text: str) -> None:
    smoothness = json.loads(check(text, parameters=["a", "b"]).to_json())["smoothness"]
    values = [Fraction(n, 6) for n in (-15, -6, -2, 0, 3, 6, 9, 12, 30)]
    for a, b in product(values, values):
        truth, said = LADDERS_OF_TWO[text](a, b), order_at(smoothness, a=a, b=b)
        assert said == truth, (text, a, b, said, truth)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["{x^m*sin(1/x^n), x != 0; 0}", "x^2 + {x^m*cos(1/x^n)^2, x != 0; 0}"])
def test_powers_and_waves_of_whole_exponents(text: str) -> None:
    record = json.loads(check(text, assume=["m is integer", "n is integer", "m > 0", "n > 0"]).to_json())
    assert (record["status"], record["continuous"]) == ("ok", True)
    assert text.startswith("x^2") or record["differentiable"] == "m > 1"
    for m, n in product(range(1, 10), range(1, 4)):
        assert order_at(record["smoothness"], m=Fraction(m), n=Fraction(n)) == below(Fraction(m, n + 1)), (m, n)


def order_at(smoothness: Any, **values: Fraction) -> float | None:
    """The order that a record tells for values of the parameters; exactly one of its conditions holds there. None where it is undecided."""
    at = {sympy.Symbol(name): sympy.Rational(p.numerator, p.denominator) for name, p in values.items()}

    def value(text: object) -> Any:
        found = sympy.sympify(str(text))
        return found if found is True else found.subs(at)

    if not isinstance(smoothness, list):
        smoothness = [{"if": "True", "value": smoothness}]
    here = [one["value"] for one in smoothness if value(one["if"]) == True]  # noqa: E712
    assert len(here) == 1, (values, here)
    return None if here[0] is None else inf if here[0] == "oo" else int(value(here[0]))


def test_the_order_is_an_expression_for_who_computes_with_it() -> None:
    report = check("{|x|^p*log|x|, x != 0; 0}", assume=["p > 10"])
    p = report.sympy.parameters[0]
    assert report.sympy.smoothness == sympy.ceiling(p) - 1
    assert check("{|x|^p*log|x|, x != 0; 0}", assume=["p > 10"], claim=["C6"]).claims[0].outcome == "holds"
    assert check("{|x|^p*log|x|, x != 0; 0}", assume=["p > 10"], claim=["smooth"]).claims[0].outcome == "fails"


@pytest.mark.parametrize(
    ("assumed", "required", "order"),
    [("p > 0", "C3", 3), ("p > 0", "C6", 6), ("p > 0", "smooth", inf), ("p > 6", "C6", 6), ("p >= 6", "C6", 6), ("p > 6", "C7", 7)],
)
def test_a_required_order_is_a_condition_on_the_exponent(assumed: str, required: str, order: float) -> None:
    found = holds(check("|x|^p", assume=[assumed]), required)
    here = [p for p in ORDERS if sympy.sympify(assumed).subs("p", sympy.Rational(p.numerator, p.denominator))]
    assert (found.answer == "yes") == all(even_power(p) >= order for p in here)
    for p in here:
        condition = sympy.true if found.condition is None else sympy.sympify(str(found.condition))
        assert condition.subs("p", sympy.Rational(p.numerator, p.denominator)) == (even_power(p) >= order), p


def test_a_condition_for_an_order_says_nothing_twice() -> None:
    assert str(holds(check("|x|^p"), "C3").condition) == "Or(p <= 0, Eq(Mod(p, 2), 0), p > 3)"


@pytest.mark.slow
def test_of_two_places_the_lower_order_counts() -> None:
    at_both = json.loads(check("|x|^a + |x - 1|^b").to_json())["smoothness"]
    for a, b in portion(product([Fraction(n, 6) for n in (-9, 0, 3, 6, 9, 12, 18, 25, 48)], repeat=2), of=5):
        said, truth = order_at(at_both, a=a, b=b), min(even_power(a), even_power(b))
        assert said == truth, (a, b, said)


def test_the_least_of_several_orders_is_told_as_such() -> None:
    text = "{x^a, x >= 0; 0} + {(x - 1)^b, x >= 1; 0} + |x + 1|^9"
    report = check(text, assume=["a > 7", "b > 7"], claim=["smooth"])
    assert (report.status, str(report.smoothness)) == ("ok", "Min(8, ceiling(a) - 1, ceiling(b) - 1)")
    assert [one.outcome for one in report.claims] == ["fails"]
    order = sympy.sympify(json.loads(report.to_json())["smoothness"])
    for a, b in product([Fraction(15, 2), Fraction(8), Fraction(17, 2), Fraction(12)], repeat=2):
        assert order.subs({"a": sympy.Rational(a), "b": sympy.Rational(b)}) == min(below(a), below(b), 8)


@pytest.mark.slow
def test_what_no_one_exponent_tells_is_not_said() -> None:
    one_after_the_other = json.loads(check("|x|^p + |x|^(p + 1/2)").to_json())["smoothness"]
    for p in ORDERS:
        said, truth = order_at(one_after_the_other, p=p), min(even_power(p), even_power(p + Fraction(1, 2)))
        assert said == truth, p
    assert "ceiling" not in json.dumps(json.loads(check("{|x|^a, x < 0; |x|^b}").to_json())["smoothness"])


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("x^p", "(0, oo) if p < 0; [0, oo) if p >= 0"),
        ("(x - 1)^p", "(1, oo) if p < 0; [1, oo) if p >= 0"),
        ("x^(2*p)", "(0, oo) if p < 0; [0, oo) if p >= 0"),
    ],
)
def test_a_parameter_in_the_exponent_leaves_out_negative_bases_whatever_its_value(text: str, domain: str) -> None:
    assert str(check(text).domain) == domain


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [("x^n", "n is integer, n > 0"), ("x^n", "n = 3"), ("x^n", "n is odd, n > 0"), ("x^(2*n^2 + 1)", "n is integer"), ("x^(1/n)", "n = 3")],
)
def test_a_parameter_that_the_question_fixes_allows_negative_bases(text: str, said: str) -> None:
    assert str(check(text, assume=[said]).domain) == "(-oo, oo)"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x^(1/n)", "n is integer, n > 0"),
        ("x^(n/3)", "n is integer, n > 0"),
        ("x^n", "n > 0"),
        ("x^n", "n >= 1"),
        ("x^n", "n >= 3 or 0 <= n < 1"),
    ],
)
def test_what_is_an_integer_in_some_cases_alone_allows_none(text: str, said: str) -> None:
    assert str(check(text, assume=[said]).domain) == "[0, oo)"


def test_a_parameter_of_which_nothing_is_said_allows_none() -> None:
    assert str(check("x^n", parameters=["n"]).domain) == "(0, oo) if n < 0; [0, oo) if n >= 0"


def test_a_value_put_in_is_read_as_it_stands() -> None:
    assert str(check("x^n", values={"n": 3}).domain) == "(-oo, oo)"
    assert str(check("x^n", values={"n": "1/3"}).domain) == "(-oo, oo)"
    assert str(check("x^n", values={"n": "1/2"}).domain) == "[0, oo)"


@pytest.mark.parametrize(("text", "order"), [("a*|x|^(3*pi)", 9), ("a + |x|^(15/2)", 7), ("{a*|x|^(2*pi)*log|x|, x != 0; 0}", 6)])
def test_an_exponent_without_parameters_tells_a_number(text: str, order: int) -> None:
    found = json.loads(check(text, assume=["a > 0"]).to_json())
    assert (found["status"], found["smoothness"]) == ("ok", order)


@pytest.mark.parametrize(
    ("formula", "shown", "truth"),
    [
        ("x^m*|x|", "m", lambda m: m),
        ("{x^m, x > 0; 0}", "m - 1", lambda m: m - 1),
        ("|x|^(2*m + 1)", "2*m", lambda m: 2 * m),
        ("{x^(m + 1/2), x > 0; 0}", "m", lambda m: m),
        ("|x|^m", "m - 1", lambda m: m - 1 if m % 2 else inf),
        ("|x|^(m/2)", "ceiling(m/2) - 1", lambda m: inf if m % 4 == 0 else (m + 1) // 2 - 1),
    ],
)
def test_what_is_an_integer_is_not_rounded(formula, shown, truth) -> None:
    told = json.loads(check(formula, assume=["m integer", "m >= 1"]).to_json())["smoothness"]
    assert shown in ({one["value"] for one in told} if isinstance(told, list) else {told})
    for m in range(1, 30):
        assert order_at(told, m=Fraction(m)) == truth(m), m
