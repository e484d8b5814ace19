"""Sums and products over an index: each is the formula that has its terms written out, or is refused where it may be another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.language import read_problem, sympy_term

WRITTEN_OUT = [
    (r"\sum_{k=1}^{3} |x-k|", "|x-1| + |x-2| + |x-3|"),
    (r"\sum\limits_{k=1}^3 |x-k|", "|x-1| + |x-2| + |x-3|"),
    (r"\sum^{3}_{k=1} |x-k|", "|x-1| + |x-2| + |x-3|"),
    ("sum_{k=1}^{3} |x-k|", "|x-1| + |x-2| + |x-3|"),
    ("∑_{k=1}^{3}|x-k|", "|x-1| + |x-2| + |x-3|"),
    ("∑_(k=9)^10 |x-k|", "|x-9| + |x-10|"),
    (r"\prod_{k=1}^{3} |x-k|", "|x-1|*|x-2|*|x-3|"),
    ("sum(|x-k|, k, 1, 3)", "|x-1| + |x-2| + |x-3|"),
    ("sum(|x-k|, k=1..3)", "|x-1| + |x-2| + |x-3|"),
    ("Sum(Abs(x-k), (k, 1, 3))", "|x-1| + |x-2| + |x-3|"),
    ("Sum[Abs[x-k], {k, 1, 3}]", "|x-1| + |x-2| + |x-3|"),
    ("product(x-k, k, 1, 2)", "(x-1)*(x-2)"),
    ("sum(abs(x-k) for k in range(3))", "|x-0| + |x-1| + |x-2|"),
    ("sum(x if x > k else 0 for k in range(1, 3))", "{x, x>1; 0, otherwise} + {x, x>2; 0, otherwise}"),
    # what binds
    (r"\sum_{k=1}^{2} |x-k| + x", "(|x-1| + |x-2|) + x"),
    (r"\sum_{k=1}^{2} k|x|/2 - 1", "(1*|x|/2 + 2*|x|/2) - 1"),
    (r"2\sum_{k=1}^{2} |x-k|", "2*(|x-1| + |x-2|)"),
    (r"-\sum_{k=1}^{2} |x-k|", "-(|x-1| + |x-2|)"),
    (r"|x|\sum_{k=1}^{2} |x-k||x+k|", "|x|*(|x-1|*|x+1| + |x-2|*|x+2|)"),
    (r"\prod_{k=1}^{2} |x-k|^k - 1", "|x-1|^1*|x-2|^2 - 1"),
    ("sum(|x-k|, k, 1, 2)x", "(|x-1| + |x-2|)*x"),
    (r"\left|\sum_{k=1}^{2} (x-k)\right|", "|(x-1) + (x-2)|"),
    # the value stands where the index stood: in exponents, roots, bases, subscripts, signs
    (r"\sum_{k=2}^{3} x^{1/k}", "x^(1/2) + x^(1/3)"),
    (r"\sum_{k=-1}^{1} kx^k", "(-1)*x^(-1) + 0*x^0 + 1*x^1"),
    (r"\sum_{k=2}^{3} \log_k(x)", "log(x, 2) + log(x, 3)"),
    (r"\sum_{k=1}^{2} a_k|x-b_{k}|", "a_1*|x-b_1| + a_2*|x-b_2|"),
    (r"\sum_{k=1}^{2} \frac{x^k}{k!}", "x^1/1! + x^2/2!"),
    (r"\sum_{i=1}^{2} |x-i|", "|x-1| + |x-2|"),
    (r"\sum_{e=1}^{2} |x-e|", "|x-1| + |x-2|"),
    ("sum(k(x-1), k, 1, 2)", "1*(x-1) + 2*(x-1)"),
    (r"\sum_{k=-1}^{1} \sin^k x", "(sin(x))^(-1) + sin(x)^0 + sin(x)^1"),
    (r"\sum_{k=1}^{2} a_{max}|x-k| + a_1", "(a_max*|x-1| + a_max*|x-2|) + a_1"),
    (r"f(x) = \sum_{k=1}^{2} g(k); g(k) = |x-k|", "|x-1| + |x-2|"),
    (r"f(x) = g(x) + \sum_{k=1}^{2} |x-k|; g(x) = \sum_{k=3}^{4} |x-k|", "(|x-3| + |x-4|) + (|x-1| + |x-2|)"),
    # several at once, and bounds
    (r"\sum_{k=1}^{2}\sum_{j=1}^{k} |x-j|", "(|x-1|) + (|x-1| + |x-2|)"),
    (r"\sum_{k=1}^{2} |x-k| + \sum_{k=3}^{4} |x-k|", "(|x-1| + |x-2|) + (|x-3| + |x-4|)"),
    (r"\sum_{k=1}^{2} \sum_{k=3}^{4} |x-k|", "(|x-3| + |x-4|) + (|x-3| + |x-4|)"),
    (r"\sum_{k=2}^{2} |x-k|", "|x-2|"),
    (r"x + \sum_{k=1}^{0} |x-k|", "x + 0"),
    (r"x + \sum_{k=3}^{1} |x-k|", "x + 0"),
    ("x + sum(|x-k|, k, 1, 0)", "x + 0"),
    ("x + sum(abs(x-k) for k in range(3, 1))", "x + 0"),
    (r"x + \prod_{k=1}^{0} |x-k|", "x + 1"),
]


@pytest.mark.parametrize(("text", "plain"), WRITTEN_OUT)
def test_a_sum_over_an_index_is_its_terms_written_out(text: str, plain: str) -> None:
    assert sympy_term(read_problem(text, variable="x").tree) == sympy_term(read_problem(plain, variable="x").tree)


AMBIGUOUS = [
    r"\sum_{k=1}^{3} x + k",
    r"k\sum_{k=1}^{3} |x-k|",
    r"\prod_{k=1}^{3} |x-k| x",
    r"\prod_{k=1}^{3} |x-k|/2",
    r"\prod_{k=1}^{3} k \cdot x",
    r"\sum_{k=1}^{3} x \bmod 2",
    "sum(x, k, 1, 2)",
    "sum(x, (k, 1, 2))",
    # the index is also another name, or a part of one
    r"\sum_{e=1}^{3} |x-e| + e^x",
    "sum(|x-pi|, pi, 1, 3) + pi",
    r"\sum_{k=1}^{3} a_k|x-k| + a_k",
    r"\sum_{k=1}^{3} a_{kj}|x-k|",
    r"\sum_{k=1}^{3} a_{2k}|x-k|",
    r"\sum_{k=1}^{3} |x-k2|",
    r"f(x) = \sum_{k=1}^{3} g(x); g(x) = |x-k|",
    r"f(x) = \sum_{k=1}^{3} a_k|x-k|; a_k = k",
    "k = 2; f(x) = sum(|x-k|, k, 1, 3)",
    # empty in print, and with terms of the opposite sign in programs of algebra
    "sum(|x-k|, k, 3, 1)",
    "sum(|x-k|, k=3..1)",
    "Sum(Abs(x-k), (k, 3, 1))",
]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_may_be_two_functions_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(text, variable="x")
    assert caught.value.code == "ambiguous"


NOT_FINITE = [
    r"\sum_{n=0}^{\infty} x^n",
    r"\sum_{k=1}^{n} |x-k|",
    r"\sum_{k=1}^10 |x-k|",
    "sum_{k=1}^10 |x-k|",
    r"\sum_{k=1/2}^{3} |x-k|",
    r"\sum_k |x-k|",
    r"\sum |x|",
    "sum(|x-k|, k, 1, n)",
    "sum(|x-k|, k, 0, oo)",
    "sum(x, 1)",
    "sum(|x-k|, k, 1, 2, 3)",
    r"\prod_{k \in K} |x-k|",
]


@pytest.mark.parametrize("text", NOT_FINITE)
def test_without_integers_for_bounds_nothing_is_guessed(text: str) -> None:
    with pytest.raises(NotYet) as caught:
        read_problem(text, variable="x")
    assert "bounds" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("text", "dialect"),
    [("=sum(x,k,1,2)", "spreadsheet"), ("sum(x*k,k,1,2)", "c"), ("sum(x*k,k,1,2)", "matlab"), ("sum(x*k,k,1,2)", "julia")],
)
def test_a_dialect_in_which_it_would_be_something_else_does_not_have_it(text: str, dialect: str) -> None:
    with pytest.raises(DiffcheckError):
        read_problem(text, variable="x", dialect=dialect)


def test_a_range_of_python_is_none_of_julia() -> None:
    with pytest.raises(NotYet):
        read_problem("sum(abs(x-k) for k in range(1, 3))", variable="x", dialect="julia")
    plain = sympy_term(read_problem("abs(x-1) + abs(x-2)").tree)
    assert sympy_term(read_problem("sum(abs(x-k) for k in 1:2)", variable="x", dialect="julia").tree) == plain


@pytest.mark.parametrize("text", ["Sum(Abs(x-k), (k, 1, 31)", "sum(x-k, k, 1, 3", "sum((abs(x-k), k, 1, 3)"])
def test_a_bracket_that_is_never_closed_is_named(text: str) -> None:
    with pytest.raises(BadInput, match="never closed"):
        read_problem(text, variable="x")


def test_there_are_not_too_many_terms() -> None:
    for text in (r"\sum_{k=1}^{1001} |x-k|", r"\sum_{k=1}^{1000}\sum_{j=1}^{1000} |x-j-k|", r"\sum_{k=1}^{999999999} x"):
        with pytest.raises(BadInput) as caught:
            read_problem(text, variable="x")
        assert caught.value.code == "too_large"


def test_after_a_sum_its_index_is_free_again() -> None:
    with pytest.raises(BadInput, match="stands outside"):
        read_problem(r"|x|^{\sum_{k=1}^{2} k} + k", variable="x")
    assert read_problem(r"|x|^{\sum_{k=1}^{2} k} + m", variable="x").parameters == ("m",)


@given(
    term=st.sampled_from(
        ["|x-k|", "k*x^k", "max(0, x-k)/k", "sin(k x)", "{x, x<k; k, otherwise}", "floor(x/k)", "-k|x|", "x^(1/k)", "a_k*x"]
    ),
    low=st.integers(1, 4),
    count=st.integers(1, 5),
    after=st.sampled_from(["", " + x", " - 2|x|"]),
    letter=st.sampled_from("knjm"),
)
def test_every_way_to_write_it_is_the_sum_of_the_terms(term: str, low: int, count: int, after: str, letter: str) -> None:
    high = low + count - 1
    terms = [term.replace("_k", f"_{k}").replace("k", f"({k})") for k in range(low, high + 1)]
    plain = "(" + " + ".join(f"({one})" for one in terms) + ")" + after
    body = term.replace("k", letter)
    for text in (
        f"sum({body}, {letter}, {low}, {high}){after}",
        f"sum({body}, {letter}={low}..{high}){after}",
        f"Sum({body}, ({letter}, {low}, {high})){after}",
        f"∑_({letter}={low})^{high} ({body}){after}",
    ):
        assert sympy_term(read_problem(text, variable="x").tree) == sympy_term(read_problem(plain, variable="x").tree)
