"""Letters without spaces between them: which runs are products, which are applications, and which stay unknown."""

from __future__ import annotations

import pytest

from diffcheck.errors import BadInput
from diffcheck.language import read_problem

PRODUCTS = [
    ("ax + b", "a*x + b"),
    ("bx^2", "b*x^2"),
    ("xe^(-x)", "x*e^(-x)"),
    ("{ax+b, x<1; x^2, x>=1}", "{a*x+b, x<1; x^2, x>=1}"),
    ("kx(1-x)", "k*x*(1-x)"),
    ("2xy", "2*x*y"),
    (r"\frac{GMr}{x^3}", "G*M*r/x^3"),
    (r"xe^{-|x|}", "x*e^(-abs(x))"),
    (r"e^{-kx}\cos bx", "e^(-k*x)*cos(b*x)"),
    (r"\text{relu}(ax)\,", "relu(a*x)"),
]
APPLICATIONS = [("sinx", "sin(x)"), ("x lnx", "x*ln(x)"), ("cos2x", "cos(2*x)"), ("tanhx/x", "tanh(x)/x"), ("sinx cosx", "sin(x)*cos(x)")]


@pytest.mark.parametrize(("text", "plain"), [*PRODUCTS, *APPLICATIONS])
def test_a_run_of_letters_is_taken_apart_and_that_is_said(text: str, plain: str) -> None:
    found = read_problem(text, variable="x")
    assert found.tree == read_problem(plain, variable="x").tree
    assert any("is read as" in note for note in found.notes)


@pytest.mark.parametrize("text", ["max(x, pi)", "exp(x)", "xi + x", "log2(x)", "x*ln(x)", r"\alpha x + \ln x"])
def test_a_known_word_is_never_taken_apart(text: str) -> None:
    assert read_problem(text, variable="x").notes == ()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("log2x", "log2(x)"),
        ("log10x", "log(10x)"),
        ("atan2x", "atan(2x)"),
        ("sin2(x)", "sin^2"),
        ("sqrt2 x", "sqrt(2)"),
        (r"xsinx\,", r"\sin"),
    ],
)
def test_a_run_with_two_meanings_is_refused(text: str, hint: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(text, variable="x")
    assert caught.value.code in ("ambiguous", "unknown_name")
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize("text", ["ab", "axb", "ex", "xa(x-1)", "sinxcosx", r"ab(x-1)\,", "where(x)", "select(x)", "merge(x)", "xsinx"])
def test_a_longer_run_stays_unknown_and_no_hint_names_something_unrelated(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(text, variable="x")
    assert caught.value.code == "unknown_name"
    assert not any(word in str(caught.value.hint) for word in ("huber", "sec?", "Omega", "Max", "Abs"))
