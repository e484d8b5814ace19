"""A composition is strict: an argument counts only where all others are defined, and need not be known elsewhere."""

from __future__ import annotations

import pytest

from diffcheck.model.kind import Kind

from .asking import report


@pytest.mark.parametrize(
    ("formula", "domain", "places"),
    [
        ("asin(sin(x))*{1, -1<x<1}", "(-1, 1)", {"-1": Kind.REMOVABLE, "1": Kind.REMOVABLE}),
        (
            "asin(sin(x))+sqrt(4-x^2)",
            "[-2, 2]",
            {"-2": Kind.VERTICAL_TANGENT, "-pi/2": Kind.CORNER, "pi/2": Kind.CORNER, "2": Kind.VERTICAL_TANGENT},
        ),
        ("sqrt(1-x^2)+|x*sin(x)-2|", "[-1, 1]", {"-1": Kind.VERTICAL_TANGENT, "1": Kind.VERTICAL_TANGENT}),
        ("{1, x=2}+floor(tan(x))", "{2}", {"2": Kind.ISOLATED}),
        ("sqrt(x)*sqrt(-x)+|x*sin(x)-1|", "{0}", {"0": Kind.ISOLATED}),
        ("|besselj(1,x)|*{1, |x|<3}", "(-3, 3)", {"-3": Kind.REMOVABLE, "0": Kind.CORNER, "3": Kind.REMOVABLE}),
        ("{0, x!=0}+|x*sin(x)-1|*{1, |x|<1}", "(-1, 0) U (0, 1)", {"-1": Kind.REMOVABLE, "0": Kind.REMOVABLE, "1": Kind.REMOVABLE}),
    ],
)
def test_what_is_undefined_elsewhere_needs_no_list_elsewhere(formula: str, domain: str, places: dict[str, Kind]) -> None:
    r = report(formula)
    assert (r.status, r.domain, {p.at: p.kind for p in r.points}) == ("ok", domain, places)


@pytest.mark.slow
@pytest.mark.parametrize(
    "formula",
    ["{0, x!=0}+|x*sin(x)-cos(2*x)|", "{1, x>0}*|x*sin(x)-cos(2*x)|", "|x*sin(x)-cos(2*x)|+sqrt(x)", "{1,x<5; 2}*|x*sin(x)-cos(2*x)|"],
)
def test_what_is_defined_farther_out_is_not_decided_so(formula: str) -> None:
    assert report(formula).status == "undecided"
