"""The zeros of a wave against something that holds none, a*sin(w) + b, judged by signs on a fine grid."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest

from diffcheck.analysis.indices.ranges import using_index
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.ball import midpoint_float
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import number
from diffcheck.exact.session import in_session
from diffcheck.exact.sign import known_sign

from .asking import check, report
from .test_roots import expression

pytestmark = pytest.mark.slow

FAR = 30
WAVES: dict[str, Callable[[float], float]] = {
    "x*sin(x)-1": lambda x: x * math.sin(x) - 1,
    "x*cos(x)+1": lambda x: x * math.cos(x) + 1,
    "x*sin(x)+x-3/2": lambda x: x * math.sin(x) + x - 1.5,  # none on the left, where the sine would be less than -1
    "(1+x^2)*sin(x)-1": lambda x: (1 + x * x) * math.sin(x) - 1,
    "(1+x^2)*cos(2*x)-x": lambda x: (1 + x * x) * math.cos(2 * x) - x,
    "x^2*sin(x)-5*x-2": lambda x: x * x * math.sin(x) - 5 * x - 2,
    "x*sin(x)-2*x-1": lambda x: x * math.sin(x) - 2 * x - 1,
    "x*sin(x)-x-1": lambda x: x * math.sin(x) - x - 1,  # the amplitude is the other term's limit
    "x*sin(3*x+1)-2": lambda x: x * math.sin(3 * x + 1) - 2,
    "sin(x)-atan(x)/2": lambda x: math.sin(x) - math.atan(x) / 2,
}


@pytest.mark.parametrize("formula", WAVES)
def test_each_zero_is_met_once(formula: str) -> None:
    found = sorted(in_session(_members, formula))
    f = WAVES[formula]
    grid = [(k + 0.37) / 500 for k in range(-500 * FAR, 500 * FAR)]
    changes = [(a, b) for a, b in pairwise(grid) if f(a) * f(b) < 0]
    assert [sum(a <= c <= b for c in found) for a, b in changes] == [1] * len(changes)
    assert sum(abs(c) < FAR - 1 for c in found) == sum(abs(a) < FAR - 1 for a, _ in changes)


def _members(formula: str) -> list[float]:
    """All zeros up to FAR, as floats."""
    places: list[float] = []
    with using_index("n") as ranges:
        for c in zeros(expression(formula), Interval("x", None, None)):
            if not c.free:
                places.append(midpoint_float(c) or 0.0)
            else:
                members = (n for part in ranges[c] for n in range(-40, 41) if part.contains(n))
                places += [midpoint_float(substitute(c, "n", number(n), known_sign)) or 0.0 for n in members]
    return [c for c in places if abs(c) < FAR]


@pytest.mark.parametrize("formula", ["x*sin(x)-cos(2*x)", "x*sin(x)-tan(x)", "sin(x)*sin(x^2)-1/x"])
def test_waves_of_different_kinds_are_left_open(formula: str) -> None:
    def solved() -> None:
        with using_index("n"), pytest.raises(NotYet):
            zeros(expression(formula), Interval("x", None, None))

    in_session(solved)


@pytest.mark.parametrize(
    ("formula", "smoothness"),
    [
        ("|sin(1/x)-x|", 0),
        ("|x^2-sinh(1/x)|", 0),
        ("|tan(1/x)-x|", 0),
        ("|sin(x)-x|^3", 8),  # a triple zero at 0, where |sin(x) - x|^3 is |x|^9/216 and less
        ("(sin(1/x)-x)*|sin(1/x)-x|", 1),
        ("{x^3*|sin(1/x)-x|, x!=0; 0}", 0),
    ],
)
def test_what_follows_for_the_function(formula: str, smoothness: object) -> None:
    r = report(formula)
    assert (r.status, r.smoothness) == ("ok", smoothness)


def test_a_double_zero_is_no_corner() -> None:
    assert check("|x*sin(x)-x|*x").status == "ok"
    assert {p.kind.value for p in report("max(x*sin(x)-x, 0)").points} <= {"corner"}
