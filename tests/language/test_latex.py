r"""LaTeX is read to the tree that the plain text means, and its parts stand at their own places."""

from __future__ import annotations

import pytest

from diffcheck.errors import BadInput
from diffcheck.language import read_condition, read_constant, read_formula, read_problem, read_set, split_label
from diffcheck.model.question import AskedSet
from diffcheck.model.tree import Apply, Name, Named

CASES = r"\begin{cases} x^2 & x<1 \\ 2x-1 & x\ge 1 \end{cases}"

# What stands on one line means what its last text means in the plain language.
SAME = [
    (r"\max(0,x)", r"\max\left(0, x\right)", r"\max\{0,x\}", r"\max\left\{0,x\right\}", r"\max\bigl(0,x\bigr)", r"\max[0,x]", "max(0,x)"),
    (r"\max{\{0,x\}}", r"\max{(0,x)}", r"\max{0,x}", r"\max{\left(0,x\right)}", "max(0,x)"),
    (r"\operatorname{max}(0,x)", r"\operatorname*{max}(0, x)", r"\text{max}(0,x)", r"\mathrm{max}(0,x)", "max(0,x)"),
    (r"\min\{a,b\}", r"\min\lbrace a, b\rbrace", r"\mathrm{min}\bigl\{a,b\bigr\}", "min(a,b)"),
    (r"\frac{a}{b}", r"\tfrac{a}{b}", r"\dfrac ab", r"\cfrac{a}b", r"\frac{ a }{ b }", "a/b"),
    (r"\frac12", r"\frac{1}{2}", r"\frac 1 2", r"\frac1{2}", "1/2"),
    (r"\frac\pi2 + \frac{\pi}{2}", "pi/2 + pi/2"),
    (r"\frac12x", r"\tfrac{1}{2} x", "(1/2)*x"),
    (r"\frac{x}{2}|x|", "(x/2)*abs(x)"),
    (r"\frac{1}{1+\frac{1}{x}}", "1/(1+1/x)"),
    (r"-\frac{x}{2}", "-(x/2)"),
    (r"\frac{x}{x}", "x/x"),
    (r"\frac{a}{b}^2", "(a/b)^2"),
    (r"\sqrt{x}", r"\sqrt x", r"\sqrt[2]{x}", r"\sqrt{{x}}", "sqrt(x)"),
    (r"\sqrt2x", r"\sqrt{2}x", r"\sqrt2 x", "sqrt(2)*x"),
    (r"\sqrt{x}^2", "sqrt(x)^2"),
    (r"\sqrt[3]{x}", r"\sqrt[3]x", r"\sqrt[ 3 ] {x}", "cbrt(x)"),
    (r"\sqrt[n]{x+1}", "real_root(x+1, n)"),
    (r"\left| x \right|", r"\lvert x \rvert", r"\left\lvert x\right\rvert", r"\bigl|x\bigr|", r"\Big|x\Big|", r"\vert x\vert", "abs(x)"),
    (r"\|x\|", r"\lVert x\rVert", r"\left\|x\right\|", r"\abs{x}", r"\norm{x}", r"\left|{x}\right|", r"\mid x\mid", "abs(x)"),
    (r"\left|\left|x\right|-1\right|", r"\lvert|x|-1\rvert", "||x|-1|"),
    (r"|\sin x| + |\,x - |x|\,|", "abs(sin(x)) + abs(x - abs(x))"),
    (r"2\left|x\right|\left|a\right|", "2*abs(x)*abs(a)"),
    (r"\left( x+1 \right)\left(x-1\right)", r"\bigl(x+1\bigr)(x-1)", r"\Bigg( x+1 \Bigg) \big(x-1\big)", "(x+1)*(x-1)"),
    (r"\{ (x+1)x - 1 \}^2", r"\left\{(x+1)x-1\right\}^{2}", r"\left[(x+1)x-1\right]^{2}", "((x+1)*x-1)^2"),
    (r"\lfloor x\rfloor", r"\left\lfloor{x}\right\rfloor", r"\bigl\lfloor x \bigr\rfloor", r"\floor{x}", r"\floor(x)", "floor(x)"),
    (r"\lceil x\rceil", r"\left\lceil x \right\rceil", r"\ceil{x}", "ceil(x)"),
    (r"2\lfloor x\rfloor\lceil x\rceil", "2*floor(x)*ceil(x)"),
    (r"\operatorname{sgn}(x)", r"\mathrm{sgn}\left(x\right)", r"\operatorname{sign}{\left(x \right)}", r"\operatorname{sgn} x", "sign(x)"),
    (r"\operatorname{ReLU}(x)", r"\mathrm{relu}(x)", r"\text{ReLU}(x)", r"\mathrm{ReLU} x", "relu(x)"),
    (r"\operatorname{leaky\_relu}(x, 0.1)", r"\text{LeakyReLU}(x, 0.1)", r"\mathrm{leaky_relu}(x,0.1)", "leaky_relu(x, 0.1)"),
    (r"\mathrm{e}^{x}", r"e^{x}", r"e^x\,", r"{\rm e}^x", "e^x"),
    (r"\exp\left(-x^2\right)", r"\exp{-x^2}", r"\exp{\left(-x^{2}\right)}", "exp(-x^2)"),
    (r"\sin x", r"\sin{x}", r"\sin(x)", r"\sin\left(x\right)", r"\sin{\left(x \right)}", "sin(x)"),
    (r"\sin 2x", r"\sin{2x}", r"\sin\,2x", "sin(2x)"),
    (r"\sin^2 x", r"\sin^{2}{\left(x \right)}", r"\sin^2(x)", r"\sin^{2}x", r"\left(\sin x\right)^2", "sin(x)^2"),
    (r"\sin^n x", "sin(x)^n"),
    (r"\sin x^2", r"\sin x^{2}", "sin(x^2)"),
    (r"\sin x \cos x", r"\sin{x}\cos{x}", "sin(x)*cos(x)"),
    (r"\sin\frac{x}{2}", r"\sin \frac x2", "sin(x/2)"),
    (r"\sin\frac{x}{2}\cos\frac{x}{2}", "sin(x/2)*cos(x/2)"),
    (r"\sin\frac12x", r"\sin \frac{1}{2} x", "sin((1/2)*x)"),
    (r"\sin\frac{\pi}{2}x", "sin((pi/2)*x)"),
    (r"\sin 2\frac{x}{3}", "sin(2*(x/3))"),
    (r"\sin\sqrt{x}", "sin(sqrt(x))"),
    (r"\sin x/2", "sin(x)/2"),
    (r"\sin x |x|", "sin(x*abs(x))"),
    (r"\ln|x|", r"\ln\left|x\right|", r"\log \lvert x\rvert", "log(abs(x))"),
    (r"\log_2 x", r"\log_{2}(x)", r"\log_2{x}", r"\operatorname{log}_2 x", "log2(x)"),
    (r"\log_{10} x", r"\log_{10}{\left(x\right)}", "log10(x)"),
    (r"\log_b x^2", r"\log_{b}{x^2}", "log(x^2, b)"),
    (r"\log_2^3 x", "log2(x)^3"),
    (r"\log2", "log(2)"),
    (r"\log{\left(x \right)}^{2}", "log(x)^2"),
    (r"\arctan x", r"\operatorname{atan}{\left(x \right)}", "atan(x)"),
    (r"\arcsin(x) + \sinh x", "asin(x) + sinh(x)"),
    (r"x^{2/3}", r"x^{\frac{2}{3}}\,", "x^(2/3)"),
    (r"x^\frac12", "x^(1/2)"),
    (r"x^\alpha y", "x^alpha*y"),
    (r"x^2y\,", "x^2*y"),
    (r"\alpha^{10}", "alpha^10"),
    (r"\alpha^{-1}", "alpha^(-1)"),
    (r"2 \cdot x \times 3 \div a", r"2\ast x\times3/a", "2*x*3/a"),
    (r"x \bmod 2", r"x \operatorname{mod} 2", r"\operatorname{mod}(x, 2)", r"x \bmod (2)", r"x\bmod{2}", "mod(x, 2)"),
    (r"- x \bmod 2", r"\left(- x\right) \bmod 2", "mod(-x, 2)"),
    (r"|x \bmod 2|", "abs(mod(x, 2))"),
    (r"2x \bmod 2\cdot\pi", "mod(2x, 2)*pi"),
    (r"\pi x", r"\mathrm{\pi}x", "pi*x"),
    (r"\lambda x_0 + r_{c} + a_{1}", "lambda*x_0 + r_c + a_1"),
    (r"\alpha_{\text{max}} + \alpha_{\mathrm{c}} + \theta_\alpha", "alpha_max + alpha_c + theta_alpha"),
    ("x_{0}", "x_{ 0 }", "x_0"),
    ("x_{0}^{2}", "x_0^2"),
    (r"\varepsilon + \varphi + \vartheta", "epsilon + phi + theta"),
    (r"\Gamma(x)", r"\Gamma\left(x\right)", r"\operatorname{gamma}(x)", "gamma(x)"),
    (r"\gamma(x)", "γ(x)"),
    (r"\gamma x", r"\gamma \cdot x", "γ*x"),
    (r"\mathbf{x} + \boldsymbol{x}", "x + x"),
    (r"\mathbb{1}_{x>0}", r"\mathbb 1_{\{x>0\}}", r"\mathbf{1}[x>0]", r"\mathbb{1}(x>0)", r"\mathds{1}\{x>0\}", "[x>0]"),
    (r"\left[x>0\right]", r"\bigl[x>0\bigr]", "[x>0]"),
    (r"x\,\mathbb{1}_{0\le x<1}", "x*[0<=x<1]"),
    (r"1_{0\le x<1}", r"\mathbb{1}_{[0,1)}(x)", r"\chi_{[0,1)}(x)", r"I_{[0,1)}(x)", r"1_{\left[0,1\right)}(x)", "[0<=x<1]"),
    (r"\mathbf{1}_{(a,\infty)}(2x-1)", r"\mathbb{1}_{a<2x-1}", "[a<2*x-1]"),
    (r"\mathbb{1}_{(-\infty,0]}(x^2-1)x", "[x^2-1<=0]*x"),
    (r"f(x) = \sinh x", r"f\left(x\right) = \sinh x", r"f(x) := \sinh(x)", r"f(x) \coloneqq \sinh x", r"y = \sinh x", "sinh(x)"),
    (r"\theta(x) = \alpha x", r"W(x) = \alpha x", r"\sigma_{1}(x) = \alpha x", r"\operatorname{f}(x) = \alpha x", "alpha*x"),
    (r"{\displaystyle \theta(x)=\alpha x}", r"$\theta\left(x\right) = \alpha x.$", "alpha*x"),
    ("$x^2$", "$$x^2$$", r"\(x^2\)", r"\[ x^2. \]", r" $ f(x) = x^2 , $ . ", r"{\displaystyle x^{2}}", r"$f(x)=x^2$.", "x^2"),
    (r"\begin{equation} f(x) = x^2 \end{equation}", r"\begin{align*} f(x) &= x^2 \end{align*}", "x^2"),
    (r"{\alpha}{x}", r"{{\alpha}}x", r"{}\alpha{} x", "alpha*x"),
    (r"\sqrt{x}\quad+\;\,\!1\hspace{1cm}~", "sqrt(x) + 1"),
    (r"{a, x<1; \alpha, otherwise}", "{a, x<1; alpha, otherwise}"),
    (r"x \text{ if } x>0 \text{ else } 0", "x if x>0 else 0"),
]  # fmt: skip

PIECEWISE = [
    CASES,
    r"\begin{dcases} x^2 & x < 1 \\ 2x - 1 & x \geq 1 \end{dcases}",
    r"\begin{cases} x^2, & \text{if } x<1, \\[2pt] 2x-1, & \text{if } x\geqslant 1. \end{cases}",
    r"\begin{cases} x^2,\quad & \mathrm{if}\, x<1; \\* 2x-1;\quad & \text{for}\: x\ge1 \\ \end{cases}.",
    r"\begin{cases} x^2 & \text{for } x \lt 1 \\ 2x-1 & \text{when } x \geqq 1 \end{cases},",
    r"\begin{cases} x^2 \text{ if } x<1 \\ 2x-1, \text{ if } x\ge 1\end{cases}",
    r"\begin{cases} x^2, x<1 \\ 2x-1, x\ge 1\end{cases}",
    r"\begin{cases*} x^2 & if $x<1$ \\ 2x-1 & for $x\ge 1$ \end{cases*}",
    r"\begin{cases} x^2 & \text{if $x<1$} \\ 2x-1 & \mbox{if } x\ge 1 \end{cases}",
    r"\left\{\begin{array}{ll} x^2, & \mbox{if } x<1 \\ 2x-1, & x\ge1 \end{array}\right.",
    r"\left\{ \begin{array}{l@{\quad}lr} x^2 & \text{if} & x<1 \\ 2x-1 & \text{if} & x\ge1 \end{array} \right.",
    r"\left\{\begin{matrix} x^2 & x<1\\ 2x-1 & x\ge1\end{matrix}\right.",
    r"f(x)={\begin{cases}{x^{2}}&{\text{if }}x<1,\\2x-1&{\text{if }}x\geq 1.\end{cases}}",
    r"{\displaystyle f(x)={\begin{cases}x^{2}&{\text{if }}x<1\\2x-1&{\text{if }}x\geq 1\end{cases}}}",
    r"{x^2, x < 1; 2x - 1, x \ge 1}",
]

CONDITIONS = [
    (r"x \leq 0 \land a \lt 1 \lor \neg x \gt 3", "x<=0 and a<1 or not x>3"),
    (r"x > 0 \wedge x < 1", "x>0 and x<1"),
    (r"\left(x > 0 \wedge a > 0\right) \vee x < 0", "(x>0 and a>0) or x<0"),
    (r"\neg \left(x > 0 \lor a > 0\right)", "not (x>0 or a>0)"),
    (r"0 \le x < 1", "0<=x<1"),
    (r"|x| \leqslant 1 \text{ and } x \neq 0", "abs(x)<=1 and x!=0"),
    (r"x \ne 0", "x!=0"),
    (r"x \not= 0", "x!=0"),
    (r"-\infty < x \le 2", "x<=2"),
    (r"\text{otherwise}", "otherwise"),
    (r"\text{Otherwise.}", "otherwise"),
    (r"\mathrm{otherwise},", "otherwise"),
    (r"\text{else}", "otherwise"),
    (r"\text{elsewhere}", "otherwise"),
]


@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts[0])
def test_latex_means_what_the_plain_text_means(texts: tuple[str, ...]) -> None:
    expected = read_formula(texts[-1]).tree
    trees = {text: read_formula(text).tree for text in texts}
    assert all(tree == expected for tree in trees.values()), trees


@pytest.mark.parametrize("text", PIECEWISE)
def test_every_way_to_write_cases_is_read(text: str) -> None:
    assert read_formula(text).tree == read_formula("{x^2, x<1; 2x-1, x>=1}").tree


@pytest.mark.parametrize(("latex", "plain"), CONDITIONS)
def test_conditions_of_cases_are_read(latex: str, plain: str) -> None:
    tree = read_formula(rf"\begin{{cases}} 1 & {latex} \\ 2 & \text{{otherwise}} \end{{cases}}").tree
    assert tree == read_formula(f"{{1, {plain}; 2, otherwise}}").tree


def test_cases_are_read_within_cases_and_within_products() -> None:
    inner = r"\begin{cases} 1 & x>0 \\ 2 & \text{otherwise} \end{cases}"
    assert read_formula(rf"\max\left\{{{inner}, x\right\}}").tree == read_formula("max({1, x>0; 2}, x)").tree
    assert read_formula(rf"2\left\{{{inner}+1\right\}}").tree == read_formula("2*({1, x>0; 2}+1)").tree
    tree = read_formula(rf"\begin{{cases}} {inner} & x<1 \\ 3 & \text{{otherwise}} \end{{cases}}").tree
    assert tree == read_formula("{{1, x>0; 2}, x<1; 3}").tree
    assert read_formula(rf"2\left({inner}\right)^2").tree == read_formula("2({1, x>0; 2})^2").tree
    assert read_formula(rf"x \cdot {inner}").tree == read_formula("x*{1, x>0; 2}").tree


DIFFERENT = [
    (r"\sin\frac{x}{2}", r"\frac{\sin x}{2}"),
    (r"\sqrt{x}a", r"\sqrt{xa}".replace("xa", "x a")),
    (r"\alpha_1", r"\alpha 1"),
    (r"\gamma(x)", r"\Gamma(x)"),
    (r"\log_2 x", r"\log 2x"),
    (r"\sqrt[3]{x}", r"3\sqrt{x}"),
    (r"x^2y + \alpha", r"x^{2y} + \alpha"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_means_different_things_is_kept_apart(one: str, other: str) -> None:
    assert read_formula(one).tree != read_formula(other).tree


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (r"1 + \frac{a}{b}", r"\frac{a}{b}"),
        (r"1 + \frac12", r"\frac12"),
        (r"1 + \sqrt[3]{x}", r"\sqrt[3]{x}"),
        (r"1 + \left|x\right|", r"\left|x\right|"),
        (r"1 + \lfloor x \rfloor", r"\lfloor x \rfloor"),
        (r"1 + \sin^{2}{\left(x \right)}", r"\sin^{2}{\left(x \right)}"),
        (r"1 + \log_{2} x", r"\log_{2} x"),
        (r"1 + \operatorname{sgn}(x)", r"\operatorname{sgn}(x)"),
        (r"1 + x_{0}", r"x_{0}"),
        (r"1 + \alpha", r"\alpha"),
        (r"1+\mathbb{1}_{x>0}", r"\mathbb{1}_{x>0}"),
        (rf"1 + {CASES}", CASES),
        (r"$1 + x^{2}$", r"x^{2}"),
    ],
)
def test_spans_cover_exactly_what_was_written(text: str, part: str) -> None:
    tree = read_formula(text).tree
    assert isinstance(tree, Apply)
    start, end = tree.args[1].span
    assert text[start:end] == part


def test_a_named_function_points_at_its_call() -> None:
    tree = read_formula(r"\operatorname{ReLU}\left(x\right)").tree
    assert isinstance(tree, Named)
    assert (tree.span, tree.args[0].span) == ((0, 33), (25, 26))


def test_a_fraction_of_a_parameter_d_is_no_derivative() -> None:
    assert read_formula(r"\frac{d}{x} + \frac{d+1}{d-x}").tree == read_formula("d/x + (d+1)/(d-x)").tree


def test_options_are_read_in_latex_too() -> None:
    assert read_constant(r"\pi/2") == read_constant("pi/2")
    assert read_constant(r"\frac{a}{2}", parameters=("a",)) == read_constant("a/2", parameters=("a",))
    assert read_condition(r"\alpha \ge 0 \land \alpha \ne 1") == read_condition("alpha >= 0 and alpha != 1")
    assert read_problem(r"\alpha\theta", variable=r"\theta").variable == "theta"
    assert read_problem("x_0 x", variable="x_{0}").variable == "x_0"
    for text in (r"\mathbb{R}", r"$\mathbb R$", r"\R", r"(-\infty, \infty)"):
        assert read_set(text) == AskedSet("reals", "reals")
    for text in (r"\left[0, \infty\right)", r"[0,\infty)", r"$[0, \infty)$"):
        assert read_set(text) == read_set("[0,oo)")
    assert read_set(r"\left(\frac{1}{2}, \sqrt{2}\right]") == read_set("(1/2, sqrt(2)]")
    with pytest.raises(BadInput, match="constant"):
        read_constant(r"\alpha")


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        (r"relu: \max(0,x)", "relu", r"\max(0,x)"),
        (r"a: $x^2$", "a", "$x^2$"),
        (r"\text{for}\: x", None, r"\text{for}\: x"),
        (r"x\colon 1", None, r"x\colon 1"),
        (r"\max(0, x): 1", None, r"\max(0, x): 1"),
        (rf"p: {CASES}", "p", CASES),
        (CASES, None, CASES),
    ],
)
def test_a_label_never_takes_a_part_of_the_latex(line: str, label: str | None, text: str) -> None:
    assert split_label(line)[:2] == (label, text)


def test_a_text_without_latex_is_read_by_its_own_rules() -> None:
    assert read_formula("x^10").tree == read_formula("x**10").tree
    assert read_formula("x_10").tree == Name("x_10")
    assert read_formula("sin^{2} x").tree == read_formula("sin(x)^2").tree
    assert read_formula("e^-x").tree == read_formula("e^(-x)").tree
