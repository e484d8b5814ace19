"""What one question leaves behind does not reach the next, and balls without bounds are refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from flint import arb, ctx

from diffcheck.analysis.cases.case import Case
from diffcheck.analysis.refusals import Unsolved
from diffcheck.analysis.zeros.isolate import dyadic
from diffcheck.exact.apart import apart
from diffcheck.exact.assumptions import _assumed as assumed
from diffcheck.exact.assumptions import assumptions

from .asking import check


def test_what_was_assumed_and_not_undone_ends_with_the_work() -> None:
    def broken_off() -> None:
        assumed.set(Case())  # as by a block whose end found no frame on the stack
        ctx.prec = 300
        assert assumptions() is not None
        raise RecursionError

    before = ctx.prec
    with pytest.raises(RecursionError):
        apart(broken_off)
    assert assumptions() is None
    assert ctx.prec == before


@pytest.mark.parametrize("ball", ["inf", "nan"])
def test_a_ball_without_bounds_has_no_midpoint(ball: str) -> None:
    with pytest.raises(Unsolved):
        dyadic(arb(ball))


def test_a_constant_too_large_for_a_ball_is_no_crash() -> None:
    """pi^(x^2)/x^2 - 1 has a pole at 0 and is analytic elsewhere; a power of 1 in disguise is put in on the way."""
    found = check("exp(log(pi)*x^2)/x^2 - 1/(10^-9/10^-9)^(x^2)")
    assert [(p.at, p.left_limit, p.right_limit) for p in found.points] == [("0", "oo", "oo")]


TOGETHER = (
    "(1+x)**2*atan(x+1)*exp(1-x)+Abs(x)",
    "Abs(x)+exp(x)",
    "exp(sin(1/x))-exp(-sin(1/x))",
    "max(x^2, a*x)",
    "x*floor(x)",
    "{asin(x), x<a; asin(a)+(x-a)/sqrt(1-a^2), x>=a}",
    "LambertW(x)*exp(LambertW(x))",
)


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    alone = {formula: repr(check(formula)) for formula in TOGETHER[:3]}
    for order in permutations(TOGETHER[:3]):
        for formula in order:
            assert repr(check(formula)) == alone[formula]


def test_several_threads_may_ask() -> None:
    """Each answer is that of a single thread, also where the questions make the same atoms under different assumptions."""
    expected = {formula: repr(check(formula)) for formula in TOGETHER}
    with ThreadPoolExecutor(4) as threads:
        for formula, found in zip(TOGETHER * 4, threads.map(check, TOGETHER * 4), strict=True):
            assert repr(found) == expected[formula]
