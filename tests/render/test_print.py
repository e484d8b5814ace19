"""Mathematics in print: how it looks, and that a reader of the MathML sees the formula that was meant."""

from __future__ import annotations

import json
import math
from pathlib import Path
from xml.dom import minidom

import pytest
from hypothesis import given, settings

from diffcheck.errors import BadInput
from diffcheck.language import read_formula, sympy_term
from diffcheck.model.report import YES, Report
from diffcheck.model.term import LINE
from diffcheck.model.tree import Apply, Name, Node, Problem
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Script, shown
from diffcheck.render.words.sentences import reading_words
from diffcheck.render.words.setting import display
from diffcheck.render.words.written import written
from tests.language.trees import nodes

from ..terms import exact
from .print import Unclear, read_back, value

POINTS = tuple(
    {"x": x, "a": a, "b1": 1.375, "x0": -0.625, "lamda": 2.125, "e1": 0.875, "S": 3.25}
    for x, a in ((0.8125, 1.625), (-1.3125, 2.25), (2.6875, -0.75), (0.0, 1.0))
)


def bare(text: str) -> str:
    """Without the marks."""
    return shown(text, str, str)


def same(tree: Node, mathematics: str) -> bool:
    """Whether what is seen in MathML has the values of the tree."""
    return agree(tree, read_formula(read_back(mathematics)).tree)


def agree(tree: Node, seen: Node) -> bool:
    """Whether two formulas have the same values."""
    for at in POINTS:
        try:
            meant, found = value(tree, at), value(seen, at)
        except Unclear:
            continue
        if meant is None or found is None:
            if (meant is None) != (found is None):
                return False
        elif not math.isclose(meant, found, rel_tol=1e-6, abs_tol=1e-9):
            return False
    return True


@pytest.mark.slow
@pytest.mark.engine
@settings(max_examples=150, deadline=None)
@given(nodes())
def test_a_reader_sees_the_formula_that_was_read(tree):
    assert same(tree, bare(display(written(tree), Script.MATHML)))


@pytest.mark.slow
@pytest.mark.engine
@settings(max_examples=150, deadline=None)
@given(nodes())
def test_a_reader_sees_the_formula_of_an_exact_text(tree):
    mathematics = bare(pretty(sympy_term(tree), symbols=Script.MATHML))
    assert same(tree, mathematics)


@pytest.mark.slow
@pytest.mark.engine
@settings(max_examples=150, deadline=None)
@given(nodes())
def test_the_latex_of_a_formula_is_read_as_that_formula(tree):
    try:
        seen = read_formula(bare(display(written(tree), Script.LATEX))).tree
    except BadInput as error:
        assert error.code == "ambiguous", error.message
        return
    assert agree(tree, seen)


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize("file", ["finite", "families", "parametric", "solved"])
def test_the_latex_of_the_corpus_is_read_and_not_refused(file):
    unclear = 0
    for line in (Path(__file__).parent.parent / "corpus" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        tree = read_formula(json.loads(line)["expr"]).tree
        try:
            assert agree(tree, read_formula(bare(display(written(tree), Script.LATEX))).tree)
        except BadInput:
            unclear += 1
    assert unclear <= 1  # J_0(x) could be a product


@pytest.mark.engine
@pytest.mark.parametrize(
    ("formula", "wrong"),
    [("x/(a + 1)", "x/a + 1"), ("-x^2", "(-x)^2"), ("x/a/2", "x/(a/2)"), ("2^x^2", "(2^x)^2"), ("x - (a - 1)", "x - a - 1")],
)
def test_the_reader_of_this_test_tells_formulas_apart(formula, wrong):
    tree = read_formula(formula).tree
    assert same(tree, bare(display(written(tree), Script.MATHML)))
    assert not same(tree, bare(display(written(read_formula(wrong).tree), Script.MATHML)))


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("oo", r"\infty"),
        ("(-oo, 0) U [1/2, 2)", r"(-\infty, 0) \cup \left[ \frac{1}{2}, 2 \right)"),
        ("(-oo, oo) \\ {pi*n : n in Integers}", r"(-\infty, \infty) \setminus \{ \pi n : n \in \mathbb{Z} \}"),
        ("-2*x - 1/x**2", r"-2 x - \frac{1}{x^{2}}"),
        ("x*(n - 1)", r"x \cdot (n - 1)"),
        ("2*3**(1/2)", r"2 \cdot 3^{1/2}"),
        ("sin(x)**2", r"\sin^{2}(x)"),
        ("exp(1/x)", "e^{1/x}"),
        ("exp(x)**2", r"\exp(x)^{2}"),
        ("(1/2)*x", r"\frac{1}{2} x"),
        ("(f(x + h) - f(x))/h", r"\frac{f(x + h) - f(x)}{h}"),
        ("x -> Below(0)", r"x \to 0^{-}"),
        ("x -> Above(n + 1)", r"x \to (n + 1)^{+}"),
        ("f''(x)", r"f^{\prime\prime}(x)"),
        ("f''''(x)", "f^{(4)}(x)"),
        ("c ~ 1e-05", r"c \approx 1 \cdot 10^{-5}"),
        ("lamda*x_0*b1", r"\lambda x_{0} b_{1}"),
        ("Eq(Mod(n, 2), 1)", r"n \equiv 1 \text{ } (\text{mod } 2)"),
        ("Eq(Mod(n, 2), 3)", r"\operatorname{mod}(n, 2) = 3"),
        ("Alpha + Omega", r"\mathrm{A} + \Omega"),
    ],
)
def test_exact_text_becomes_latex(text, latex):
    assert bare(pretty(exact(text), symbols=Script.LATEX)) == latex


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("And(a > 0, Ne(b, 1))", ["a > 0", r"b \ne 1"]),
        ("Or(And(p > 1, p <= 2), Eq(p, 4))", [r"1 < p \le 2", "p = 4"]),
        ("(-oo, 0) if p < 0; {}", [r"(-\infty, 0)", "p < 0", r"\{  \}"]),
        ("undecided", []),
    ],
)
def test_words_stand_between_formulas(text, parts):
    found: list[str] = []
    shown(pretty(exact(text), symbols=Script.LATEX), str, lambda mathematics: found.append(mathematics) or "")
    assert found == parts


def test_a_comparison_sign_is_no_tag():
    mathematics = bare(pretty(exact("a < b"), symbols=Script.MATHML))
    assert minidom.parseString(f"<math>{mathematics}</math>").documentElement.getElementsByTagName("mo")[0].firstChild.data == "<"


def test_a_formula_that_is_nested_too_deeply_is_shown_as_words():
    tree: Node = Name("x")
    for _ in range(3000):
        tree = Apply("sin", (tree,))
    report = Report(Problem(tree, "x", (), ""), "ok", LINE, "domain", YES, YES, 0, "proved", (), (), reading="sin…")
    assert reading_words(report, symbols=Script.LATEX).endswith("= sin…")
