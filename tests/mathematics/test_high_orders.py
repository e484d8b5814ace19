"""Orders of smoothness far up, and expansions that begin far out: read off powers by hand."""

from __future__ import annotations

import random

import pytest

from ..portion import portion
from .asking import check, report, verdicts


@pytest.mark.parametrize(
    ("formula", "order"),
    [
        ("|x|^41", 40),  # x^41 and -x^41
        ("x^(101/2)", 50),  # 50 < 101/2 < 51
        ("|x|^2.000001", 2),
        ("|x|^0.99999999", 0),
        ("x^40*|x|", 40),
        ("{x^15, x>0; x^14, x<=0}", 13),
        ("{x^15+x, x>0; x^15+x+x^9, x<=0}", 8),
        ("{x^1885, x>0; x^1884, x<=0}", 1883),
        ("|x|^(31/2)*sin(x)", 16),  # like sgn(x)*|x|^(33/2)
        ("{x^12*log|x|, x!=0; 0}", 11),  # the 12th derivative is 12!*log|x| + c
        ("{x^20*sin(1/x^3), x!=0; 0}", 4),  # each derivative costs four powers: 20 - 4*k > 0
        ("|x-1|^19", 18),
        ("max(0,x)^30", 29),
        ("{exp(-1/x^2), x>0; x^20, x<=0}", 19),
        ("{cos(x), x>0; 1-x^2/2+x^4/24-x^6/720, x<=0}", 7),  # the next term is x^8/8!
        ("|sin(x)|^7", 6),
        ("|sin(x)|^8", "oo"),
        ("max(0,sin(x))^6", 5),
        ("max(0,cos(x))^(11/2)", 5),
        ("|x|^40", "oo"),
        ("x^41*sign(x)*sign(x)", "oo"),
    ],
)
def test_orders_far_up(formula: str, order: object) -> None:
    r = report(formula)
    assert (r.status, r.smoothness) == ("ok", order)


@pytest.mark.parametrize(
    ("formula", "verdict", "order"),
    [
        ("{sin(x^30)/x^30, x!=0; 1}", ("yes", "yes"), "oo"),
        ("{sin(x^30)/x^30, x!=0; 0}", ("no", "no"), -1),
        ("{(1/x)^24/(1+(1/x)^24), x!=0; 1}", ("yes", "yes"), "oo"),
        ("{(1-cos(x^25))/x^50, x!=0; 1/2}", ("yes", "yes"), "oo"),
        ("{(1-cos(x^25))/x^50, x!=0; 1/3}", ("no", "no"), -1),
        ("{sin(x^30)/x^29, x!=0; 0}", ("yes", "yes"), "oo"),
        ("{sin(x^30)/|x|^29, x!=0; 0}", ("yes", "no"), 0),
        ("{sin((x-1)^30)/(x-1)^30, x!=1; 1}", ("yes", "yes"), "oo"),
        ("{(1/x)^1885/(1+(1/x)^1885), x!=0; 1}", ("yes", "yes"), "oo"),  # its pole at -1 lies outside the domain
        ("|x^1001-3|", ("yes", "no"), 0),
    ],
)
def test_expansions_that_begin_far_out(formula: str, verdict: tuple[str, str], order: object) -> None:
    r = report(formula)
    assert (r.status, verdicts(formula), r.smoothness) == ("ok", verdict, order)


@pytest.mark.parametrize("seed", range(20))
def test_the_first_coefficient_that_differs_decides(seed: int) -> None:
    """Two polynomials joined at c agree up to order k iff f is C^k: an even power joined to itself with |.| never fails."""
    draw = random.Random(seed)
    c, k = draw.choice((0, 1, -2)), draw.randint(1, 22)
    u = f"(x-({c}))"
    common = " + ".join(f"({draw.randint(-3, 3)})*{u}^{j}" for j in range(k + 1))
    left, right = draw.sample((-2, -1, 1, 3), 2)
    assert report(f"{{{common} + ({left})*{u}^{k + 1}, x<{c}; {common} + ({right})*{u}^{k + 1} + {u}^{k + 3}}}").smoothness == k


@pytest.mark.slow
def test_negative_powers_whose_coefficients_vanish_have_no_part_in_the_order() -> None:
    """loggamma(1 + u) = log(gamma(1 + u)) for u > -1, so the quotient is 0; its expansions begin with powers that cancel."""
    r = report("Piecewise(((loggamma(1+tanh(x))-log(gamma(1+tanh(x))))/tanh(x)**5,Ne(x,0)),(0,True))")
    assert (r.continuous.answer, r.differentiable.answer) == ("yes", "yes")
    assert r.smoothness in ("oo", "undecided")


@pytest.mark.parametrize("k", [6, 8, 11])
def test_a_coefficient_that_one_expansion_hides_is_not_passed_over(k: int) -> None:
    """On the right cos(x) + x^k + x^30*|x|, on the left cos(x) + x^30*x: the order is k - 1, however far the others reach."""
    assert report(f"{{cos(x)+x^{k}+x^31, x>0; cos(x)-x^31, x<=0}}").smoothness == k - 1


@pytest.mark.slow
@pytest.mark.parametrize("n", portion([30, 251, 1000], of=2))
def test_what_begins_far_out_is_expanded_from_there(n: int) -> None:
    """With u = 1/x the reciprocal of u^n begins with x^n. Limits by the leading powers, from the right."""
    for formula, limit in (
        (f"(1/x+1)^{n}/((1/x+1)^{n}+1)", "1"),
        (f"(1/x+1)^{n}/(2*(1/x+1)^{n}+1)", "1/2"),
        (f"(1/x)^{n}/((1/x+1)^{n}+exp(-1/x))", "1"),
        (f"(1/x)^{n}/((1/x+1)^{n + 1}+1)", "0"),
        (f"(1/x)^{n + 1}/((1/x+1)^{n}+1)", "oo"),
        (f"(1/x)^{n}/((1/x+1)^{n}+exp(1/x))", "0"),
    ):
        assert next(p for p in check(formula, at="0").points if p.at == "0").right_limit == limit
