"""An explanation shows the expansion whose leading term decides, and two sequences that refute a limit: they are what is said of them."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from diffcheck import check
from diffcheck.model.report import Expansion, Finding, SideSteps
from diffcheck.render.words.explain import explain

FORMULAS = (
    "(1 - cos(x))/x^2", "|x - cos(x)|", "tan(x)/(x - 1)", "(x-1)^(2/3)*(x^2-3x+5)", "sqrt(x)*(x + 1)*cos(x)", "|sin(x) - x + 1/10|/x",
    "(e^x - 1 - x)/x^3", "cbrt(x - 2)*e^x", "x^(-1/3)", "atan(x)/x^2 + log(1 + x)", "gamma(x + 2)/(x - 1)", "(sqrt(x + 4) - 2)/x",
    "|sin(x)|/(x - 7)",
)  # fmt: skip


def sides(f: Finding) -> list[tuple[SideSteps, int]]:
    found = [(side, sign) for s in f.steps if s.index is None for side, sign in ((s.left, -1), (s.right, 1))]
    return [(side, sign) for side, sign in found if side is not None]


def place(f: Finding) -> mpmath.mpf:
    return mpmath.mpf(str(f.enclosure[0])) if f.enclosure else mpmath.mpf(str(sympy.N(sympy.sympify(str(f.at)), 40)))


def is_near(expansion: Expansion, of: object, step: mpmath.mpf, letter: dict[sympy.Symbol, object]) -> bool:
    """Whether what is left out is small beside the last term, at a step."""
    h = sympy.Symbol(expansion.letter)
    terms = sympy.sympify(str(expansion.terms))
    values = [mpmath.mpf(str(sympy.N(term.subs(letter).subs(h, step), 30))) for term in sympy.Add.make_args(sympy.expand(terms))]
    left_out = mpmath.mpf(str(of)) - sum(values)
    return abs(left_out) <= abs(min(values, key=abs)) * mpmath.mpf("0.05") + mpmath.mpf("1e-20")


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_is_left_out_of_a_shown_expansion_is_small_beside_what_is_shown(formula):
    shown = 0
    with mpmath.workdps(60):
        for f in check(formula, explain=True).points:
            for side, sign in sides(f):
                c, step = place(f) if f.enclosure is None else None, sympy.Rational(sign, 10**7)
                if side.limit_expansion is not None and c is not None:
                    branch = sympy.sympify(str(side.branch))
                    at = sympy.sympify(str(f.at)) + step
                    assert is_near(side.limit_expansion, sympy.N(branch.subs(sympy.Symbol("x"), at), 40), step, {}), side
                    shown += 1
                if side.slope_expansion is not None:
                    letter = {} if f.enclosure is None else {sympy.Symbol(f.symbol or "c"): precise(f, formula)}
                    quotient = sympy.sympify(str(side.quotient)).subs(letter)
                    assert is_near(side.slope_expansion, sympy.N(quotient.subs(sympy.Symbol("h"), step), 40), step, letter), side
                    shown += 1
    assert shown


def precise(f: Finding, formula: str) -> sympy.Float:
    """A point without a closed form, to fifty digits."""
    x = sympy.Symbol("x")
    equation = sympy.sympify(str(f.at.args[0]))
    root = mpmath.findroot(sympy.lambdify(x, equation, "mpmath"), mpmath.mpf(str(f.enclosure[0])))
    return sympy.Float(str(root), 50)


@pytest.mark.parametrize("formula", ["sin(1/x)*x", "e^(1/x)", "x*log(x)", "x^x", "log|x|*x^2", "a*|x|/x^2"])
def test_nothing_is_shown_where_the_terms_are_no_powers(formula):
    report = check(formula, explain=True, variable="x")
    assert all(side.limit_expansion is None and side.slope_expansion is None for f in report.points for side, _ in sides(f))


def test_the_words_show_the_terms_and_the_equation_of_a_root():
    lines = [line for section in explain(check("(1 - cos(x))/x^2", explain=True), symbols=True) for line in section.lines]
    assert any("by the leading term of its expansion 1/2 - h²/24 + …, with h = x." in line for line in lines)
    lines = [line for section in explain(check("|t - cos(t)|", explain=True), symbols=True) for line in section.lines]
    assert "Place: c solves c - cos(c) = 0, and lies between 0.7390851332151 and 0.7390851332152." in lines
    assert any("expansion sin(c) + 1 + h·cos(c)/2 + …." in line for line in lines)


@pytest.mark.parametrize(
    "formula",
    ["sin(1/x)", "{x sin(1/x) + x, x != 0; 0}", "3 + 2cos(1/(x - 1)^2)", "sin(1/sqrt(x)) + cos(1/sqrt(x))", "sin(1/x)*cos(1/x)",
     "e^x*cos(pi/(x - sqrt(2)))", "{(x - 1)*cos(3/(x - 1)^3) + x, x != 1; 1}", "sin(2/x)^2 + |x|",
     "exp(sin(1/x))", "sin(sin(1/x))", "(5 + cos(1/x))/(7 + cos(1/x))", "atan(sin(-1/x))", "exp(cos(1/(x - 2)^2))",
     "{x*exp(sin(1/x)), x != 0; 0}", "1/(2 + sin(1/x)) + x"],
)  # fmt: skip
def test_two_sequences_refute_a_limit(formula):
    shown = 0
    for f in check(formula, explain=True).points:
        for side, sign in sides(f):
            for along, of, at in ((side.limit_sequences, side.branch, f.at), (side.slope_sequences, side.quotient, "0")):
                if along is None:
                    continue
                shown += 1
                letter = "h" if at == "0" and of is side.quotient else "x"
                k, x, c = sympy.Symbol(along.index), sympy.Symbol(letter), sympy.sympify(str(at))
                for place, limit in ((along.first, along.first_limit), (along.second, along.second_limit)):
                    where = sympy.sympify(str(place))
                    assert sympy.limit(where, k, sympy.oo) == c
                    there = where.subs(k, 10**9)
                    assert sympy.sign(sympy.N(there - c, 40)) == sign
                    value = sympy.N(sympy.sympify(str(of)).subs(x, there), 30, maxn=200)
                    assert abs(value - sympy.N(sympy.sympify(str(limit)), 30)) < 1e-2, (place, limit, value)
                assert sympy.sympify(str(along.first_limit)) != sympy.sympify(str(along.second_limit))
    assert shown


def test_where_it_is_open_whether_a_term_vanishes_those_before_it_are_shown():
    (poles,) = check("tan(x) - x", explain=True).points
    for side, _ in sides(poles):
        assert side.limit_expansion is not None
        assert (str(side.limit_expansion.terms), side.limit_expansion.ends) == ("-1/h", False)


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["sin(1/x)/x", "sin(log|x|)", "|sin(1/x)|", "sin(1/x) + sin(1/x^2)", "x*sin(1/x)", "sin(1/x)*a"])
def test_no_sequences_are_named_where_none_are_read_off(formula):
    report = check(formula, explain=True, variable="x")
    assert all(side.limit_sequences is None and side.slope_sequences is None for f in report.points for side, _ in sides(f))
