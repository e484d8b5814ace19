"""Texts of more than one formula: definitions, cases in a line or in lines, tails, as people write them and as LaTeX is pasted."""

from __future__ import annotations

import pytest

from diffcheck.api import check
from diffcheck.errors import BadInput
from diffcheck.language import read_problem

MEANS = [
    ("f(x) = |g(x)|; g(x) = x^2 - 1", "abs(x^2-1)"),
    ("f(x) = x^2 - 1; g(x) = |f(x)|", "abs(x^2-1)"),
    ("f(x) = max(0, x)\ng(x) = f(1 - f(x))", "max(0, 1-max(0, x))"),
    ("g(g(x)); g(x) = x^2", "(x^2)^2"),
    ("f(t) = t^2; f(x) + 1", "x^2+1"),
    ("f(x) = h(x, 2); h(u, v) = u/v", "x/2"),
    ("a = 2; f(x) = a|x|", "2*abs(x)"),
    ("u = |x|; f(x) = u/(1+u)", "abs(x)/(1+abs(x))"),
    ("u^2*H(u), where u = x - 1", "(x-1)^2*H(x-1)"),
    ("4*eps*(s^12-s^6); s=sig/x; eps=0.5; sig=1", "4*0.5*((1/x)^12-(1/x)^6)"),
    ("x^2 if x<1, 2x-1 if x>=1", "{x^2, x<1; 2*x-1, x>=1}"),
    ("f(x) = 1, if x > 1\nf(x) = -1, if x < -1\nf(x) = x, otherwise", "{1, x>1; -1, x<-1; x, otherwise}"),
    ("x+2, x<0; e^x, x>=0", "{x+2, x<0; e^x, x>=0}"),
    ("x(2-x) for x < 1, 1 otherwise", "{x*(2-x), x<1; 1, otherwise}"),
    ("x when x > 0, 0 elsewhere", "{x, x>0; 0, otherwise}"),
    ("{x^2 if x<0, 2x+1 if x≥0}", "{x^2, x<0; 2*x+1, x>=0}"),
    ("f(x) = {x <= -1: -2, -1 < x < 3: x-1, x >= 3: x^2}", "{-2, x<=-1; x-1, -1<x<3; x^2, x>=3}"),
    ("{x < -1: -1, x > 1: 1, x}", "{-1, x<-1; 1, x>1; x, otherwise}"),
    ("{1/x, x<2, x!=0; 1/2, x>=2}", "{1/x, x<2 and x!=0; 1/2, x>=2}"),
    ("{x^2, x=<1; x, x => 2}", "{x^2, x<=1; x, x>=2}"),
    ("{sqrt(x), x>4; 2, o.w.}", "{sqrt(x), x>4; 2, otherwise}"),
    ("{x, x in ]0, 1[; 2, x ∈ [1, 2)}", "{x, 0<x<1; 2, 1<=x<2}"),
    ("f: x -> x^2*|x|", "x^2*abs(x)"),
    ("f: ℝ → ℝ, f(x) = x^2|x|", "x^2*abs(x)"),
    ("x ↦ x/(1+|x|)", "x/(1+abs(x))"),
    ("f(x) := x^2", "x^2"),
    ("f(x) = x/(1+e^(1/x)), f(0)=0", "{0, x=0; x/(1+e^(1/x)), otherwise}"),
    ("x sin(1/x) if x ≠ 0, f(0) = 0", "{x*sin(1/x), x!=0; 0, x=0}"),
    ("x*|x|/x, x != 0", "{x*abs(x)/x, x!=0}"),
    ("1/(x-2), x >= 0", "{1/(x-2), x>=0}"),
    ("max{x, 1-x}", "max(x, 1-x)"),
    ("if(x>1, x^2, 2x-1)", "{x^2, x>1; 2*x-1, otherwise}"),
    ("x^+ - 2(x-3)^+", "max(x, 0)-2*max(x-3, 0)"),
    ("(x)_+^2", "max(x, 0)^2"),
    ("tan^-1(1/x)", "atan(1/x)"),
    (r"\sin^{-1}(x-1)", "asin(x-1)"),
    (r"y={{\cos }^{-1}}\left( \frac{1-x^2}{2} \right)", "acos((1-x^2)/2)"),
    (
        r"\left\{{\begin{array}{ll}1{\text{ for }}x=0\\{\frac{\sin(x)}{2x}}{\text{ for }}x\neq 0\end{array}}\right.",
        "{1, x=0; sin(x)/(2*x), x!=0}",
    ),
    (r"\left\{ {\begin{array}{*{20}{c}} { - 2\,,\,x\, < \,1}\\ {{x^2} - 3,\,\,x\, \ge \,1} \end{array}} \right.", "{-2, x<1; x^2-3, x>=1}"),
    (r"\left\{ {\matrix{ { - x} & {x < 0} \cr {{x^2},} & {x \ge 0} \cr } } \right.", "{-x, x<0; x^2, x>=0}"),
    (
        r"\left\{ \begin{gathered} \dfrac{{\sin x}}{{2x}},x \ne 0 \hfill \\ 3,x = 0 \hfill \\ \end{gathered} \right.",
        "{sin(x)/(2*x), x!=0; 3, x=0}",
    ),
    (r"\left\{ \begin{aligned} &\ln x && x\ge 1 \\ &x-1 && x<1 \end{aligned} \right.", "{ln(x), x>=1; x-1, x<1}"),
    (r"\begin{cases} x^2 &amp; x &lt; 1 \\ x &amp; x \ge 1 \end{cases}", "{x^2, x<1; x, x>=1}"),
    (r"\left\lbrace\begin{array}{cll} 2x & , & x\ge 0 \\ x & , & x<0 \end{array}\right.", "{2*x, x>=0; x, x<0}"),
    (r"\begin{cases} |x| &, x \le 1 \\ 1/x & \text{ if, } x > 1 \end{cases}", "{abs(x), x<=1; 1/x, x>1}"),
    (r"\begin{cases} x^2 & x \in (-\infty, 1] \\ 2-x & x\in ]1, +\infty[ \end{cases}", "{x^2, x<=1; 2-x, 1<x}"),
    (r"\begin{cases} x^2 & \text{si } x \le 0 \\ -x & \text{sinon} \end{cases}", "{x^2, x<=0; -x, otherwise}"),
    (r"\begin{cases} x & \text{for all } x \le 0 \\ x^2 & \text{for all } x > 0 \end{cases}", "{x, x<=0; x^2, x>0}"),
    (r"\[ \left\{\begin{array}{ll} 1-x & x<1 \\ (x-1)^2 & x\ge 1 \end{array}.\right. \]", "{1-x, x<1; (x-1)^2, x>=1}"),
    (r"f(x)=\frac{x}{|x|},\quad x\neq 0", "{x/abs(x), x!=0}"),
]


@pytest.mark.parametrize(("text", "plain"), MEANS, ids=lambda value: repr(value)[:40])
def test_a_text_of_several_parts_means_what_its_plain_form_means(text: str, plain: str) -> None:
    found = read_problem(text)
    assert (found.tree, found.variable, found.parameters) == (read_problem(plain).tree, "x", ())


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("f(x) = |x|, -1 ≤ x < 1", "[-1, 1)"),
        ("f(x) = floor(x) on [0, 3]", "[0, 3]"),
        ("f(x) = x|x|, x ∈ ]-2, 2]", "(-2, 2]"),
        (r"f(x) = x^2,\quad 0 \le x \le 1", "[0, 1]"),
    ],
)
def test_an_interval_behind_a_formula_is_the_set_asked_about(text: str, on: str) -> None:
    assert check(text).on == on
    assert check(text, on="(0, 1)").on == "(0, 1)", "an option goes before the text"


@pytest.mark.parametrize("text", ["f(x) = x^2 at x = 2", "$f(x)=x^2$ at $x=2$"])
def test_a_point_behind_a_formula_is_looked_at(text: str) -> None:
    assert [point.at for point in check(text).points] == ["2"]


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("f(x) = g(x); g(x) = f(x) + 1", "circular", "itself"),
        ("a = b; b = a; f(x) = a x", "circular", "itself"),
        ("f(x) = x; g(x) = x^2", "ambiguous", "asked about"),
        ("f(x) = g(x, 1); g(x) = x", "arity", "1 argument"),
        ("max(a-x, x), a > 0", "assumption", "--assume"),
        ("f(x) = |x|, x = 1", "ambiguous", "at x = 1"),
        ("g(x) = sin(x)/x, f(0) = 1", "syntax", ""),
        ("f(x) = g(sqx); g(x) = x", "unknown_name", "sqx"),
    ],
)
def test_a_text_of_several_parts_is_refused_with_its_reason(text: str, code: str, word: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(text, variable="x")
    assert caught.value.code == code
    assert word in f"{caught.value.message} {caught.value.hint}"


def test_what_is_put_in_keeps_its_domain_and_its_place() -> None:
    problem = read_problem("f(x) = g(x)^2; g(x) = sqrt(x)")
    assert problem.tree == read_problem("sqrt(x)^2").tree
    assert problem.text[slice(*problem.tree.span)] == "g(x)^2"
