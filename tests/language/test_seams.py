"""Texts that are written for two functions are refused with a rewriting for each; their neighbours go on being read as they are."""

from __future__ import annotations

import pytest

from diffcheck.errors import DiffcheckError
from diffcheck.language import read_problem
from diffcheck.model.tree import Cases

# A text, the variable, and the rewritings that the hint must name.
TWO_READINGS = [
    ("{x}", None, ("frac(x)", "(x)")),
    ("x - {2x}", None, ("frac(2x)", "(2x)")),
    ("{x+1}^2", None, ("frac(x+1)", "(x+1)")),
    ("sin{x}", None, ("frac(x)",)),
    (r"x-\{x\}", None, ("frac(x)",)),
    (r"x-\left\{2x\right\}", None, ("frac",)),
    (r"\cos\{x\}", None, ("frac(x)",)),
    ("[x]", None, ("floor(x)", "(x)")),
    ("x[x+1]", None, ("floor(x+1)", "(x+1)")),
    (r"\sin [x]", None, ("floor(x)", "(x)")),
    (r"\cos\left[2x\right]", None, ("floor",)),
    (r"\left[x\right]^2", None, ("floor",)),
    ("step(0.5, x)", None, ("H(x, h)", "edge")),
    ("2step(x, 1)", None, ("H(x, h)",)),
    ("{x<0} x^2", None, ("(x<0)", "behind a formula")),
    ("x^2 * {x<0}", None, ("(x<0)",)),
    ("u(t) - u(t-1)", "t", ("u*(…)", "H(…)")),
    ("x U(x-1)", None, ("U*(…)", "H(…)")),
    (r"x\Phi(x)", None, (r"\Phi\cdot(…)",)),
    (r"x\sigma\left(x\right)", None, (r"\sigma\cdot(…)", "sigmoid(…)")),
    ("x σ(2x)", None, ("σ*(…)", "sigmoid(…)")),
    ("θ(x)", None, ("θ*(…)", "H(…)")),
    ("N(x-1)", None, ("N*(…)",)),
    (r"\delta(x)", None, (r"\delta\cdot(…)", "no function")),
    ("x + δ(x-1)", None, ("δ*(…)",)),
    ("g(x) + 1", None, ("g*(…)",)),
    ("2f(x-1)", None, ("f*(…)",)),
    ("a(x)", None, ("a*(…)",)),
    ("h(x^2+1)", None, ("h*(…)",)),
    ("f_1(x-1)", None, ("f_1*(…)",)),
    ("J_0(2x)", None, ("J_0*(…)",)),
    ("psi(x)", None, ("psi*(…)",)),
    (r"\zeta(x)", None, (r"\zeta\cdot(…)", "zeta(…)")),
    ("1 + ζ(x-1)", None, ("ζ*(…)", "zeta(…)")),
    ("hard_sigmoid(x)", None, ("hardsigmoid(x)", "HardSigmoid(x)")),
    ("remainder(x, 2)", None, ("mod(a, b)", "a - b*round(a/b)")),
    ("l1(x)", None, ("l1*(…)",)),
    ("epsilon_insensitive(x-1)", None, ("epsilon_insensitive*(…)",)),
    ("r_cut(x-1)", None, ("r_cut*(…)",)),
    ("x2 + 2x", None, ("x^2", "x_2")),
    ("x2 + 1", None, ("x^2", "x_2")),
    ("x3 - x2 + x", None, ("x^3", "x_3")),
    ("t2 + 2t", "t", ("t^2", "t_2")),
    ("{a x+b, x<=c; d x^2+e x+f, x>c}", None, ("E", "exp(1)", "--parameter e")),
    ("a x^3 + b x^2 + d x + e", None, ("E", "--parameter e")),
    ("E(x) + 1", None, ("E*(…)",)),
    ("1d0*x", None, ("1e0", "1*d0")),
    ("x!!", None, ("(x!)!",)),
    ("x\ny", None, ("*",)),
]


@pytest.mark.parametrize(("text", "variable", "rewritings"), TWO_READINGS, ids=lambda value: repr(value)[:40])
def test_a_text_with_two_readings_is_refused_with_both(text: str, variable: str | None, rewritings: tuple[str, ...]) -> None:
    with pytest.raises(DiffcheckError) as caught:
        read_problem(text, variable=variable)
    assert caught.value.start is not None
    for rewriting in rewritings:
        assert rewriting in str(caught.value.hint)


# A text, the variable, and the same formula without anything that could be doubted.
ONE_READING = [
    ("x^{2}", None, "x^2"),
    (r"{x}^{2} + \sqrt{x}", None, "x^2 + sqrt(x)"),
    (r"\max\left\{x, 1\right\}", None, "max(x, 1)"),
    ("{x, x<1; 2, otherwise}", None, "Piecewise((x, x<1), (2, True))"),
    ("4a [ (s/x)^12 - (s/x)^6 ]", None, "4*a*((s/x)^12 - (s/x)^6)"),
    (r"\frac{1}{2}\left[ (x+1)^2 + 1 \right]", None, "1/2*((x+1)^2 + 1)"),
    (r"\sin\left[\pi (x+1)/2 \right]", None, "sin(pi*(x+1)/2)"),
    ("[x > 0]*x", None, "Piecewise((1, x>0), (0, True))*x"),
    (r"\mathbb{1}_{\{x>0\}}x", None, "Piecewise((1, x>0), (0, True))*x"),
    (r"\sqrt[3]{x}", None, "cbrt(x)"),
    ("step(x-1)", None, "Heaviside(x-1)"),
    ("H(x-1, 1)", None, "Heaviside(x-1, 1)"),
    ("(x<0)*x^2", None, "Piecewise((1, x<0), (0, True))*x^2"),
    ("a(x+1)", None, "a*(x+1)"),
    ("k(x-2)|x|", None, "k*(x-2)*abs(x)"),
    ("u*(t-1)", "t", "u*(t-1)"),
    ("u (t-1)", "t", "u*(t-1)"),
    ("N(a-1)x", None, "N*(a-1)*x"),
    ("f(x) = 2x", None, "2*x"),
    ("φ(x) = x^2", None, "x^2"),
    (r"\lambda\left(x-1\right)^2", None, "lambda*(x-1)^2"),
    ("c1(x-1) + c2(x+1)", None, "c1*(x-1) + c2*(x+1)"),
    ("alpha(x+1)", None, "alpha*(x+1)"),
    ("x_2 + 2x", None, "x_2 + 2*x"),
    ("max(0, x - x0)", None, "max(0, x - x0)"),
    ("x1 + x", None, "x1 + x"),
    ("a2 + x", None, "a2 + x"),
    ("f(x2) = x2 + 1", None, "f(x2) = x2 + 1"),
    ("x2 + 1", "x2", "f(x2) = x2 + 1"),
    ("a e^x + b x + c", None, "a*E^x + b*x + c"),
    ("e x + 1", None, "E*x + 1"),
    ("a x^2 + E x + b", None, "a*x^2 + E*x + b"),
    ("2e3 x", None, "2000*x"),
    ("2e x", None, "2*E*x"),
    ("pi(x-1)", None, "pi*(x-1)"),
    ("2d x", None, "2*d*x"),
    ("2 d0 x", None, "2*d0*x"),
    ("x! + (x!)!", None, "gamma(x+1) + gamma(gamma(x+1)+1)"),
    ("x +\n1", None, "x + 1"),
    ("x\n+ 1", None, "x + 1"),
]


@pytest.mark.parametrize(("text", "variable", "plain"), ONE_READING, ids=lambda value: repr(value)[:40])
def test_the_neighbours_of_such_texts_are_read_as_they_are(text: str, variable: str | None, plain: str) -> None:
    found = read_problem(text, variable=variable)
    meant = read_problem(plain, variable=variable)
    assert found.tree == meant.tree
    assert (found.variable, found.parameters) == (meant.variable, meant.parameters)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.0d0*x", "1"),
        ("2.5d-1 x", "0.25"),
        ("2.5D+1 x", "25"),
        ("1.d0 x", "1"),
        (".5d0 x", "0.5"),
        ("2.0F*x", "2"),
        ("1.5f x", "1.5"),
        ("1.e-3f x", "0.001"),
    ],
)
def test_the_numbers_of_fortran_and_c_are_numbers(text: str, value: str) -> None:
    assert read_problem(text).tree == read_problem(f"{value}*x").tree


@pytest.mark.parametrize("text", ["2d", "2 d0 x", "3f x", "1.5 f x"])
def test_a_letter_behind_a_number_without_a_point_is_a_factor(text: str) -> None:
    assert read_problem(text, variable="x").parameters


RESTRICTED = [
    "x^2 {x<0}",
    "3 - 1/(x+1)^2 {x < -1}",
    r"\sin\left(x\right)\left\{x>0\right\}",
    "y = x {0<x<1}",
    "2(x+1) {x>0}{x<3}",
    "|x| {x != 0}",
]


@pytest.mark.parametrize("text", RESTRICTED)
def test_a_condition_in_braces_behind_a_formula_restricts_the_whole_and_says_so(text: str) -> None:
    problem = read_problem(text)
    assert isinstance(problem.tree, Cases)
    assert len(problem.tree.branches) == 1
    assert any("restricted" in note for note in problem.notes)


def test_a_declared_name_is_a_parameter_whatever_it_is() -> None:
    problem = read_problem("d x^2 + e x + eps", declared=frozenset({"e", "eps"}))
    assert problem.parameters == ("d", "e", "eps")
