"""Equal values at a point are written alike: f(c) and both limits where f is continuous, both slopes where it is differentiable.

And every point is listed once: no two entries speak of one place under conditions that hold together.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
import sympy

from diffcheck import api
from diffcheck.analysis.analyze import analyze
from diffcheck.language import read_problem
from diffcheck.model.question import Question
from diffcheck.render.json import as_object

from .asking import cases

FILES = ("finite.jsonl", "solved.jsonl", "families.jsonl", "parametric.jsonl")
ASKER = api.prepare(api.Options())


def record(formula: str) -> dict[str, Any]:
    found = as_object(api.answer(formula, ASKER, line=1))
    return found


def written_unlike(found: dict[str, Any]) -> list[tuple[str, set[str]]]:
    """The points at which equal values have different texts."""
    bad = []
    for p in found.get("points", []):
        values = {p[k] for k in ("value", "left_limit", "right_limit")} - {None}
        slopes = {p[k] for k in ("left_derivative", "right_derivative")} - {None}
        if (p["continuous"] is True and len(values) > 1) or (p["differentiable"] is True and len(slopes) > 1):
            bad.append((p["at"], values | slopes))
    return bad


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_equal_values_are_written_alike_in_the_corpus(name: str) -> None:
    assert {c["expr"]: bad for c in cases(name) if (bad := written_unlike(record(c["expr"])))} == {}


PARTS = ("x^5", "x + 1", "cos(x)", "x", "exp(x)", "x^2 - 2", "sqrt(x^2 + 1)", "1/(x^2 + 1)", "a*x")
WAYS = ("max({0}, {1})", "{{{0}, {0} < {1}; {1}}}", "|{0} - ({1})|*exp(x) + {0}")


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_equal_values_are_written_alike_where_two_functions_meet(way: str) -> None:
    seen = 0
    for f, g in combinations(PARTS, 2):
        found = record(way.format(f, g))
        assert written_unlike(found) == [], found["input"]
        seen += sum(p["continuous"] is True and p["value"] is not None for p in found.get("points", []))
    assert seen > 40


@pytest.mark.parametrize(
    "formula",
    [
        "{x, x < sqrt(5+2*sqrt(6)); sqrt(2)+sqrt(3)}",  # algebraic numbers in closed form
        "{x, x < gamma(1/4)*gamma(3/4); pi*sqrt(2)}",
        "max(sin(x), cos(x))",  # families
        "{sin(2*x), cos(x) > 0; cos(x)}",
        "{x^2, x^2 < 3; 3, x < 2; 3*x/2}",
        "max(x^3, x + 1)*floor(x)",
        "{x^5 - x - 1, x^5 > x + 1; sin(x^5 - x - 1)}",  # differentiable at a root without a closed form
    ],
)
def test_equal_values_are_written_alike_at_every_kind_of_point(formula: str) -> None:
    found = record(formula)
    assert found["points"]
    assert written_unlike(found) == []


def test_the_form_that_is_shown() -> None:
    def value(formula: str) -> str:
        return str(record(formula)["points"][0]["value"])

    assert value("Max(x^5, x+1)") == "c + 1"
    assert value("max(cos(x), x)") == "c"
    assert value("max(exp(x), x + 2)") == "c + 2"


def test_different_values_stay_different() -> None:
    (p,) = record("{x, x < 1; x + 1}")["points"]
    assert (p["left_limit"], p["value"], p["right_limit"]) == ("1", "2", "2")
    (p,) = record("{x^5, x^5 < x + 1; x + 2}")["points"]
    assert p["left_limit"] != p["right_limit"] and p["kind"] == "jump"


def members(point: dict[str, Any], values: dict[str, Any]) -> set[str]:
    """The places of an entry as numbers to 20 digits, of a family those of the indices -30 to 30, for values of the parameters."""
    index = point["index"]
    if index is None and (point.get("symbol") or "(" in point["at"]) and point["approx"] is not None:
        return {repr(point["approx"])}
    at = sympy.sympify(point["at"])
    if index is None:
        return {str(sympy.N(at.subs(values), 20))}
    n = sympy.Symbol(index["symbol"])
    words = {"Integers": "True", "Naturals": f"{n} >= 1", "Naturals0": f"{n} >= 0"}
    inside = sympy.S(sympy.sympify(words.get(index["set"], index["set"])))
    chosen = [k for k in range(-30, 31) if inside.subs(n, k) == sympy.true and str(k) not in index["except"]]
    return {str(sympy.N(at.subs(values).subs(n, k), 20, chop=True)) for k in chosen}


def listed_twice(found: dict[str, Any]) -> list[str]:
    """Places that two entries speak of, for some values of the parameters under which both hold."""
    twice: list[str] = []
    for i in range(3):
        values = {name: sympy.Rational(*q) for name, q in zip(found.get("parameters", []), SAMPLES[i:], strict=False)}
        seen: set[str] = set()
        for p in found.get("points", []):
            if p.get("if") and sympy.sympify(p["if"]).subs(values) == sympy.false:
                continue
            here = members(p, values)
            twice += sorted(here & seen)
            seen |= here
    return twice


SAMPLES = ((3, 7), (-5, 11), (13, 9), (2, 1), (-7, 3), (1, 2))
TWICE = [
    "floor(1/|x|)",
    "asin(sin(x-a))",
    "acos(cos(x^2))",
    "floor(x-a)+floor(a-x)",
    "|a*sin(x)+b|",
    "floor(x^2)+floor(4x^2)",
    "floor(1/x)+floor(2/x)",
    "floor(x-a)+floor(2x-2a+1)",
    "floor(log(x))+floor(log(x)+1)",
    "|sin(x-a)|+|sin(2x-2a)|",
]


@pytest.mark.slow
@pytest.mark.parametrize("formula", TWICE)
def test_families_that_coincide_are_listed_once(formula: str) -> None:
    found = record(formula)
    assert found["points"]
    assert listed_twice(found) == []
    assert all(p.get("if") != "False" for p in found["points"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["families.jsonl"])
def test_every_point_of_the_corpus_is_listed_once(name: str) -> None:
    assert {c["expr"]: bad for c in cases(name) if (bad := listed_twice(record(c["expr"])))} == {}


ARGUMENTS = ("x", "2x+1", "-x", "1/x", "-1/x", "x^2", "exp(x)", "x-a", "a-x")


@pytest.mark.slow
def test_two_stairs_have_each_place_once() -> None:
    decided = 0
    for u, v in [*combinations(ARGUMENTS[:7], 2), ARGUMENTS[7:]]:
        found = record(f"floor({u}) + floor({v})")
        assert found["status"] != "error", found
        assert listed_twice(found) == [], (u, v)
        decided += bool(found["points"])
    assert decided > 8


def test_a_report_refuses_a_place_twice_and_what_never_holds() -> None:
    report = analyze(read_problem("|x|"), Question())
    (p,) = report.points
    for points in ((p, p), (replace(p, condition="False"),)):
        with pytest.raises(ValueError, match="listed twice"):
            replace(report, points=points)
    assert replace(report, points=(p, replace(p, condition="a > 0"))).points
