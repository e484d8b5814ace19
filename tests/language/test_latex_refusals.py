r"""LaTeX that is malformed, unknown, or unclear in print: with which code, at which place, with which advice; and its limits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.language import read_formula, read_problem, reading

# The LaTeX, the code, what the caret stands under, and a word of the message or of the hint.
REFUSED = [
    (r"\foo(x)", "unknown_name", r"\foo", r"Did you mean \floor?"),
    (r"1 + \sinn x", "unknown_name", r"\sinn", r"Did you mean \sin?"),
    (r"1 + \Frac{1}{2}", "unknown_name", r"\Frac", r"Did you mean \frac?"),
    (r"x + \aplha", "unknown_name", r"\aplha", r"Did you mean \alpha?"),
    (r"x + \operatorname{relux}(x)", "unknown_name", r"\operatorname{relux}", "Did you mean relu?"),
    (r"x + \text{relux}(x)", "unknown_name", "relux", "Did you mean relu?"),
    (r"\operatorname{B}\left(a\right) + x", "unknown_name", r"\operatorname{B}", "Unknown function"),
    (r"sinx + \alpha", "ambiguous", "sinx", r"\sin"),
    (r"\begin{csaes} x \end{csaes}", "unknown_name", r"\begin{csaes}", "Did you mean cases?"),
    (r"\begin{array}{l} x \end{array}", "unknown_name", r"\begin{array}", r"\left\{"),
    (r"\pm x", "syntax", r"\pm", "two values"),
    (r"x \in \mathbb{C}", "syntax", r"\mathbb{C}", "Sets"),
    (r"\mathbb{R}", "syntax", r"\mathbb{R}", "Sets"),
    (r"1 + \dots", "syntax", r"\dots", "Dots"),
    (r"\hat{x}", "syntax", r"\hat", "decorations"),
    (r"x \implies x^2", "syntax", r"\implies", "Arrows"),
    (r"{a \over b}", "syntax", r"\over", r"\frac"),
    (r"\Pi x", "syntax", r"\Pi", r"\pi"),
    (r"90^\circ", "syntax", r"\circ", "Degrees"),
    (r"x \% 2", "syntax", r"\%", r"\bmod"),
    (r"\alpha % 2", "syntax", "%", r"\bmod"),
    (r"\alpha'", "character", "'", "Derivatives"),
    (r"\1", "character", r"\1", "meaning"),
    ("x + \\", "character", "\\", "meaning"),
    (r"\frac{1}{x", "syntax", "{", "Add }"),
    (r"x} + \alpha", "syntax", "}", "nothing that is open"),
    (r"\begin{cases} x & x>0", "syntax", r"\begin{cases}", r"Add \end{cases}"),
    (r"\begin{cases} x & x>0 \end{dcases}", "syntax", r"\begin{cases}", r"Add \end{cases}"),
    (r"\begin{cases} \left( x & x>0 \end{cases}", "syntax", r"\left(", r"Add \right)"),
    (r"\begin{cases} {x & x>0 \end{cases}", "syntax", "{", "Add }"),
    (r"x \end{cases}", "syntax", r"\end{cases}", "nothing that is open"),
    (r"\begin{cases} x^2 & \\ 1 & x>0 \end{cases}", "syntax", r"\\", "condition"),
    (r"\begin{cases} & x>0 \end{cases}", "syntax", "&", "missing"),
    (r"\begin{cases} x & x>0 & y \end{cases}", "syntax", "&", "third"),
    (r"\begin{cases} x & x<a \ 2 & x>2 \end{cases}", "syntax", "&", "single quotes"),
    (r"\begin{cases} x & x<1 \ 2 & x>2 \end{cases}", "syntax", r"1 \ 2", "single quotes"),
    (r"\begin{cases} x & x<1 \2 & x>2 \end{cases}", "character", r"\2", "single quotes"),
    (r"\begin{cases} \end{cases}", "syntax", r"\end{cases}", "missing"),
    (r"\left( x", "syntax", r"\left(", r"Add \right)"),
    (r"\left| x", "syntax", r"\left|", r"Add \right|"),
    (r"x \right)", "syntax", r"\right)", "nothing that is open"),
    (r"\left( x \right|", "syntax", r"\right|", "does not fit"),
    (r"\max\left\{ 0, x \right)", "syntax", r"\right)", "another bracket"),
    (r"\left. x \right|", "syntax", r"\left.", "invisible"),
    (r"\left( x \right.", "syntax", r"\right.", "invisible"),
    (r"\left\{ x \right.", "syntax", r"\right.", "invisible"),
    (r"2\left\{ \begin{cases} x \end{cases} + 1 \right.", "syntax", r"\right.", "invisible"),
    (r"\left\{ 1 + \begin{array}{l} x \end{array} \right.", "unknown_name", r"\begin{array}", "cases"),
    (r"\left\alpha x", "syntax", r"\left\alpha", "no bracket"),
    (r"\left[ x \right]", "ambiguous", r"\left[ x \right]", "floor"),
    (r"\lvert x", "syntax", r"\lvert", r"\rvert"),
    (r"\lfloor x", "syntax", r"\lfloor", "never closed"),
    (r"\{ x", "syntax", r"\{", r"Add \}"),
    (r"\max(0,x", "syntax", "(", "never closed"),
    (r"\frac{(x}{2)}", "syntax", "}", ") is needed"),
    (r"x & \alpha", "syntax", "&", r"\land"),
    (r"x \\ 2", "syntax", r"\\", "rows"),
    ("$x", "syntax", "$", "Add $"),
    ("x$", "syntax", "$", "whole formula"),
    ("$$x$", "syntax", "$$", "Add $$"),
    (r"\(x\]", "syntax", r"\(", r"Add \)"),
    (r"x\)", "syntax", r"\)", "nothing that is open"),
    ("$x$ + $y$", "syntax", "+", "one formula"),
    (r"\frac", "syntax", r"\frac", "needs its argument"),
    (r"\frac{1}", "syntax", r"\frac", "needs its argument"),
    (r"\frac{}{2}", "syntax", "}", "missing"),
    (r"\frac\sqrt{2}{2}", "syntax", r"\frac", "braces"),
    (r"\sqrt", "syntax", r"\sqrt", "needs its argument"),
    (r"\sqrt[3 x", "syntax", "[", "Add ]"),
    (r"\text x", "syntax", r"\text", "braces"),
    (r"\operatorname{}x", "syntax", r"\operatorname", "name"),
    (r"\alpha^{}", "syntax", "}", "missing"),
    ("x_{}", "syntax", "_{}", "no part of a name"),
    ("x_{i+1}", "syntax", "_{i+1}", "no part of a name"),
    ("_{0}", "syntax", "_", "no letter"),
    ("x^{2}_{0}", "syntax", "_", "first"),
    ("1_{x}", "syntax", "x", "condition"),
    (r"\mathbb{1}_{[0,1]}", "syntax", r"\mathbb{1}_{[0,1]}", "variable"),
    (r"1_{(0,1)}x", "syntax", "1_{(0,1)}", "variable"),
    (r"\max_{x} x", "syntax", "_{x}", "max with a subscript"),
    (r"\mathbb{1}_{x}", "syntax", "x", "condition"),
    (r"\mathbb{1}", "syntax", r"\mathbb{1}", "condition"),
    (r"2\frac12", "syntax", r"2\frac12", "side by side"),
    (r"2{3}\alpha", "syntax", "2{3", "side by side"),
    (r"1\,000", "syntax", r"1\,000", "side by side"),
    (r"0{,}5 \alpha", "syntax", "{,}", "comma"),
    (r"\alpha^10", "ambiguous", "10", "^{10}"),
    (r"\alpha_10", "ambiguous", "10", "_{10}"),
    (r"\log_10 x", "ambiguous", "10", "_{10}"),
    (r"e^-\alpha", "ambiguous", "-", "x^{-1}"),
    (r"x^\alpha_1", "ambiguous", "_1", "x^{a_{1}}"),
    (r"\alpha^{2}^{3}", "ambiguous", "^", "x^{2^{3}}"),
    (r"\sin{\alpha}^2", "ambiguous", "{\\alpha}", "braces"),
    (r"\sin{x} + \sin{x}y", "ambiguous", "{x}", "braces"),
    (r"{2\alpha}^2", "ambiguous", r"{2\alpha}", r"\left("),
    (r"2{\alpha+1}", "ambiguous", r"{\alpha+1}", r"\left("),
    (r"\sin x\frac{1}{x}", "ambiguous", r"\frac", "brackets"),
    (r"\sin\frac{x}{2}y", "ambiguous", "y", "brackets"),
    (r"\sin x\sqrt{x}", "ambiguous", r"\sqrt", "brackets"),
    (r"\sin x(x+\alpha)", "ambiguous", "(", "brackets"),
    (r"\mathbb{1}_{x>0}(x)", "ambiguous", "(", r"\cdot"),
    (r"\theta\left(x\right)", "ambiguous", r"\theta", "H(…)"),
    (r"W\left(x\right)", "ambiguous", "W", "LambertW"),
    (r"J_{0}\left(x\right)", "ambiguous", "J_{0}", "besselj"),
    (r"P_{2}\left(x\right)", "ambiguous", "P_{2}", r"P_{2} \cdot"),
    (r"x \bmod 2\pi", "ambiguous", r"\pi", "modulus"),
    (r"x \operatorname{mod} 2|x|", "ambiguous", "|", "modulus"),
    (r"x + 1 \pmod{2}", "syntax", r"\pmod", r"\bmod"),
    (r"\infty", "infinity", r"\infty", "Infinity"),
    (r"i\alpha", "imaginary", "i", "imaginary"),
    (r"x \land \alpha", "syntax", "x", "condition"),
    (r"\alpha > 0", "condition", r"\alpha > 0", "condition"),
    (r"f(x) = f(x) + \alpha", "circular", "f", "itself"),
    (r"9^{9^{9^{9}}} + \alpha", "too_large", "9^{9^{9}}", "large"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "under", "word"), REFUSED, ids=lambda value: repr(value)[:40])
def test_latex_is_refused_at_its_exact_place(text: str, code: str, under: str, word: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(text)
    error = caught.value
    assert error.start is not None
    assert (error.code, text[error.start : error.end]) == (code, under)
    assert word in f"{error.message} {error.hint}"


@pytest.mark.parametrize(
    ("text", "under", "word"),
    [
        (r"\lim_{x \to 0} x", r"\lim", "Limits"),
        (r"1 + \int_0^x t", r"\int", "Integrals"),
        (r"\sum_{n} x^n", r"\sum", "Sums"),
        (r"1 + \frac{d}{dx} x^2", r"\frac{d}{dx}", "Derivatives"),
        (r"\frac{\mathrm{d}}{\mathrm{d}x} x", r"\frac{\mathrm{d}}{\mathrm{d}x}", "Derivatives"),
        (r"\dfrac{d^2 y}{dx^2}", r"\dfrac{d^2 y}{dx^2}", "Derivatives"),
        (r"\frac{\partial f}{\partial x}", r"\frac{\partial f}{\partial x}", "Derivatives"),
        (r"1 + \operatorname{lerchphi}(x)", r"\operatorname{lerchphi}", "lerchphi"),
        (r"\operatorname{expint}{\left(x \right)}", r"\operatorname{expint}", "expint"),
    ],
)
def test_what_has_a_meaning_that_is_not_known_yet_is_said(text: str, under: str, word: str) -> None:
    with pytest.raises(NotYet) as caught:
        read_problem(text)
    error = caught.value
    assert (error.code, text[error.start : error.end]) == ("unknown_function", under)
    assert word in error.message


def test_the_place_of_the_braces_that_matter_is_found_among_many() -> None:
    text = r"\sin{x}+" * 300 + r"\cos{x}^2" + r"+\sin{x}" * 300
    with pytest.raises(BadInput) as caught:
        read_formula(text)
    assert (caught.value.start, caught.value.end) == (2400 + 4, 2400 + 7)


DEEP = [
    (r"\frac{1}{", "}"),
    (r"\sqrt{", "}"),
    (r"\left(", r"\right)"),
    (r"\left|", r"\right|"),
    (r"\lvert ", r"\rvert "),
    (r"\alpha^{", "}"),
    (r"\sin{", "}"),
    (r"\sin ", ""),
    (r"\neg ", ""),
    (r"\begin{cases}", r"\end{cases}"),
    (r"\max\{0,", r"\}"),
    (r"\text{", "}"),
    (r"\log_{", "}x"),
    (r"\alpha+{", "}"),
]


@pytest.mark.parametrize(("opening", "closing"), DEEP)
def test_ten_thousand_levels_are_refused_quickly(opening: str, closing: str) -> None:
    started = time.process_time()
    with pytest.raises(BadInput) as caught:
        read_formula(opening * 10_000 + "x" + closing * 10_000)
    assert caught.value.code == "too_large"
    assert time.process_time() - started < 5


SPACE = " " * 100_000
LONG = [
    r"\frac{d" + SPACE + "}{d", r"\frac" + SPACE + "{d" + SPACE + "x", r"\Gamma" + SPACE + "x", r"\Gamma" + SPACE + "{" + SPACE,
    r"1\frac" + SPACE + "{" + SPACE + "1", r"x_" + SPACE + "{" + SPACE + "a", r"\left\{" + SPACE + r"\begin" + SPACE,
    r"\alpha." + "~" * 100_000,
    r"\left\{\begin{array}{" + "{}" * 50_000, r"\operatorname{" + "a_" * 100_000, r"\alpha_" + "{" * 100_000, "$" * 100_000, "\\" * 100_000,
    "{" + r"\alpha}" + "." * 100_000 + "x", r"\begin{cases}x\\" + SPACE + "[", r"\mathbb" + SPACE + "{" + SPACE + "1",
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12])
def test_long_runs_of_anything_are_read_or_refused_quickly(text: str) -> None:
    started = time.process_time()
    try:
        read_formula(text)
    except DiffcheckError as error:
        assert error.start is None or 0 <= error.start <= (error.end or 0) <= len(text)
    assert time.process_time() - started < 5


@pytest.mark.slow
def test_thousands_of_terms_are_read_and_more_text_than_the_limit_is_not() -> None:
    for term in (r"\frac{x}{2}+", r"\sin{\left(x \right)} + ", r"\left|x\right|+", "{x}+"):
        assert read_problem(term * 2000 + r"\frac12").variable == "x"
    with pytest.raises(BadInput, match="longer"):
        read_formula(r"\alpha+" * 100_000)


PIECES = [
    "x", "a", "0", "12", "2.5", " ", "+", "-", "^", "_", "{", "}", "(", ")", "[", "]", "|", ",", ";", ".", "<", "=", "&", "$", "~", "%",
    "'", "\\", r"\\", r"\,", r"\{", r"\}", r"\|", r"\left", r"\right", r"\left(", r"\right)", r"\left|", r"\right|", r"\left\{", r"\right.",
    r"\bigl", r"\frac", r"\sqrt", r"\sin", r"\max", r"\log", r"\ln ", r"\alpha", r"\gamma ", r"\pi", r"\lvert ", r"\rvert ", r"\lfloor ",
    r"\rfloor ", r"\begin{cases}", r"\end{cases}", r"\begin{array}{l}", r"\end{array}", r"\text{", r"\text{if }", r"\operatorname{relu}",
    r"\mathrm{", r"\mathbb{1}", r"\cdot ", r"\le ", r"\land ", r"\neg ", r"\bmod ", r"\infty", r"\abs", r"\not", "f(x)=", r"\Gamma",
    r"\(", r"\)", r"\begin{equation}", r"\end{equation}", "√", "²", "x_{0}", "if ", "otherwise", "π",
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_pieces_of_latex_are_read_or_refused_with_a_place_inside_them(text: str) -> None:
    try:
        tree = read_formula(text).tree
    except DiffcheckError as error:
        assert error.start is None or 0 <= error.start <= (error.end or 0) <= len(text)
        return
    assert read_formula(reading(tree)).tree == tree
    start, end = tree.span
    assert 0 <= start <= end <= len(text)
