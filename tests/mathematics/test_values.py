"""Equal values at a point are written alike: f(c) and both limits where f is continuous, both slopes where it is differentiable.

And every point is listed once: no two entries speak of one place under conditions that hold together.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from diffcheck import api
from diffcheck.render.json import as_object

from .asking import cases

FILES = ("finite.jsonl", "solved.jsonl", "families.jsonl", "parametric.jsonl")
ASKER = api.prepare(api.Options())


def record(formula: str) -> dict[str, Any]:
    found = as_object(api.answer(formula, ASKER, line=1))
    api.forget()
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


@pytest.mark.parametrize("name", FILES)
def test_equal_values_are_written_alike_in_the_corpus(name: str) -> None:
    assert {c["expr"]: bad for c in cases(name) if (bad := written_unlike(record(c["expr"])))} == {}


PARTS = ("x^5", "x + 1", "cos(x)", "x", "exp(x)", "x^2 - 2", "sqrt(x^2 + 1)", "1/(x^2 + 1)", "a*x")
WAYS = ("max({0}, {1})", "{{{0}, {0} < {1}; {1}}}", "|{0} - ({1})|*exp(x) + {0}")


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
