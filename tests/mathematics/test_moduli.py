"""A remainder whose modulus passes through 0 jumps without end beside it: u/m has a pole inside the line on which u and m are analytic."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from diffcheck.model.report import Report

from .asking import check, report

MEMBERS = (-3, -1, 1, 2)


@pytest.mark.parametrize("k", (0, 1, -2))
@pytest.mark.parametrize("c", (Fraction(1), Fraction(-1, 2), Fraction(3)))
def test_a_number_modulo_x(c: Fraction, k: int) -> None:
    modulus = f"x - ({k})"
    r = check(f"mod({c}, {modulus})")
    assert (r.continuous.answer, r.smoothness, r.pieces) == ("no", -1, ())
    hole = next(p for p in r.points if p.at == str(k))
    assert (hole.left_limit, hole.right_limit, hole.value) == ("0", "0", None)  # between 0 and the modulus
    for n in MEMBERS:
        at = k + c / n
        near = check(f"mod({c}, {modulus})", on=f"({at - Fraction(1, 100)}, {at + Fraction(1, 100)})")
        (p,) = (p for p in near.points if p.at == str(at))
        assert p.value == "0"  # c is n times the modulus
        sides = {p.left_limit, p.right_limit}
        assert sides == {"0", str(at - k)}, n  # c - n*m -> 0 on one side, c - (n - 1)*m -> m on the other


PAIRS = (
    ("1", "x"),
    ("x", "x-1"),
    ("x+2", "x"),
    ("1", "x^3"),
    ("2", "1-x^2"),
    ("x^2", "x"),
    ("-1/2", "x^3"),
    ("3", "2*x-1"),
    ("sqrt(2)", "x"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("u", "m"), PAIRS)
def test_a_remainder_is_what_its_definition_says(u: str, m: str) -> None:
    one, other = report(f"mod({u}, {m})"), report(f"{u} - ({m})*floor(({u})/({m}))")
    assert (one.continuous, one.differentiable, one.smoothness) == (other.continuous, other.differentiable, other.smoothness)
    assert members(one) == members(other)


def members(r: Report) -> set[str]:
    """All listed places, families at some indices."""
    found = set()
    for p in r.points:
        if p.index is None:
            found.add(str(sympy.sympify(p.at)))
            continue
        n = sympy.Symbol(p.index.symbol)
        for k in range(-6, 7):
            inside = p.index.set == "Integers" or (k >= 1 if p.index.set == "Naturals" else bool(sympy.sympify(p.index.set).subs(n, k)))
            if inside and str(k) not in p.index.exceptions:
                found.add(str(sympy.simplify(sympy.sympify(p.at).subs(n, k))))
    return found
