"""Texts that are refused: with which code, at which place, with which advice."""

from __future__ import annotations

import contextlib
import random
import time

import pytest

from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.language import read_formula, read_problem

from ..portion import portion

# The text, the code, what the caret stands under, and a word of the message or of the hint.
REFUSED = [
    ("", "empty", "", "formula"),
    ("   ", "empty", "", "formula"),
    ("relux(x)", "unknown_name", "relux", "Did you mean relu?"),
    ("1 + Sin(x)", "unknown_name", "Sin", "Did you mean sin?"),
    ("sni(x)", "unknown_name", "sni", "Did you mean sin?"),
    ("sinn(x)", "unknown_name", "sinn", "Did you mean sin?"),
    ("expo(x)", "unknown_name", "expo", "Did you mean exp?"),
    ("sgm(x)", "unknown_name", "sgm", "Did you mean sgn?"),
    ("xsin(x)", "unknown_name", "xsin", "For a product write x sin."),
    ("cso(x)", "unknown_name", "cso", "Did you mean cos?"),
    ("tna(x)", "unknown_name", "tna", "Did you mean tan?"),
    ("x + lgo(x)", "unknown_name", "lgo", "Did you mean log?"),
    ("cosine(x)", "unknown_name", "cosine", "Did you mean cos?"),
    ("Sine(x)", "unknown_name", "Sine", "Did you mean sin?"),
    ("maks(0,x)", "unknown_name", "maks", "Did you mean max?"),
    ("logarithm(x)", "unknown_name", "logarithm", "Did you mean log?"),
    ("ab", "unknown_name", "ab", "a*b"),
    ("axb", "unknown_name", "axb", "a*x*b"),
    ("xsinx", "unknown_name", "xsinx", "x sin x"),
    ("2ex", "unknown_name", "ex", "Unknown"),
    ("i*x", "imaginary", "i", "imaginary"),
    ("x + I", "imaginary", "I", "imaginary"),
    ("log^-1 x", "inverse", "log^-1", "1/log(x)"),
    ("sin(x, 2)", "arity", "sin(x, 2)", "1 argument; 2 were given"),
    ("1 + max()", "arity", "max()", "at least 1 argument; none was given"),
    ("clip(x)", "arity", "clip(x)", "3 arguments; 1 was given"),
    ("log(x,1,2)", "arity", "log(x,1,2)", "1 or 2 arguments"),
    ("huber(x,1,2)", "arity", "huber(x,1,2)", "1 or 2 arguments"),
    ("x*sin", "arity", "sin", "1 argument; none"),
    ("Eq(x)", "arity", "Eq(x)", "2 arguments"),
    ("H", "arity", "H", "1 or 2"),
    ("sin -x", "syntax", "sin -", "sin("),
    ("sin x(x+1)", "ambiguous", "(", "bracket"),
    ("(x+1", "syntax", "(", "never closed"),
    ("1+⌊x", "syntax", "⌊", "never closed"),
    ("|x", "syntax", "|", "never closed"),
    ("|2|x||", "syntax", "|", "never closed"),
    ("x)", "syntax", ")", "never opened"),
    ("(x]", "syntax", "]", ") is needed"),
    ("x +", "syntax", "+", "too early"),
    ("x^^2", "syntax", "^", "missing"),
    ("()", "syntax", ")", "missing"),
    ("2 3", "syntax", "2 3", "side by side"),
    ("1..2", "syntax", "1..2", "side by side"),
    ("(x, 1)", "syntax", "1", "condition"),
    ("max((x, x>0), 1)", "syntax", "(x, x>0)", "Piecewise"),
    ("Piecewise(x, x>0)", "syntax", "x", "pair"),
    ("{x; 2, x>0}", "syntax", ";", "condition"),
    ("x if x>0 else", "syntax", "", "does not fit"),
    ("x if x else 1", "syntax", "x", "condition"),
    ("x>0", "condition", "x>0", "condition"),
    ("x^2 = 4", "condition", "x^2 = 4", "condition"),
    ("x = 3", "ambiguous", "x = 3", "f(x) = 3"),
    (" x=2/3 ", "ambiguous", "x=2/3", "[x = 2/3]"),
    ("x = (3)", "ambiguous", "x = (3)", "[x = 3]"),
    ("t = pi", "ambiguous", "t = pi", "[t = π]"),
    ("a = 3", "ambiguous", "a = 3", "[a = 3]"),
    ("\\theta = 3", "ambiguous", "\\theta = 3", "f(x) = 3"),
    ("x = t^2", "ambiguous", "x = t^2", "x(t) = t^2"),
    ("x = a*t + b", "ambiguous", "x = a*t + b", "x(…) = a·t + b"),
    ("|2|x|-3|", "ambiguous", "|2|x|-3|", "Write |2|·x·|-3| or |2·|x| - 3|"),
    ("1 + |x+2|x|-x|^2", "ambiguous", "|x+2|x|-x|", "Write 1 + |x + 2|·x·|-x|^2 or 1 + |x + 2·|x| - x|^2"),
    ("max(|x|, |x+2|x|x-3|)", "ambiguous", "|x+2|x|x-3|", "|x + 2·|x|·x - 3|"),
    ("{|2|a|-x|, |x|<1; 0}", "ambiguous", "|2|a|-x|", "|2·|a| - x|"),
    ("sin(|2|x|-3|)^2 + |x|", "ambiguous", "|2|x|-3|", "|2·|x| - 3|"),
    ("sin(x>0)", "condition", "x>0", "brackets"),
    ("[x]", "ambiguous", "[x]", "floor(x)"),
    ("x and 1", "syntax", "x", "condition"),
    ("x + oo", "infinity", "oo", "Infinity"),
    ("∞", "infinity", "∞", "Infinity"),
    ("{x, sin(x) < oo}", "infinity", "sin(x)", "variable"),
    ("x.real", "character", ".", "number"),
    ("__import__('os')", "character", "_", "letter"),
    ("x'", "character", "'", "meaning"),
    ("x\u202e+1", "character", "\u202e", "U+202E"),
    ("x\x00", "character", "\x00", "U+0000"),
    ("x\u200b", "character", "\u200b", "U+200B"),
    ("x\udc80", "character", "\udc80", "U+DC80"),
    ("x + \x0b1", "character", "\x0b", "U+000B"),
    ("f(x) = f(x) + 1", "circular", "f", "itself"),
    ("f(e) = e", "variable", "e", "variable"),
    ("f(sin) = 1", "variable", "sin", "variable"),
    ("a*t", "ambiguous_variable", "a", "--var"),
    ("9**9**9**9", "too_large", "9**9**9", "large"),
    ("10**10**8", "too_large", "10**10**8", "large"),
    ("x + 2^(100000/3)", "too_large", "2^(100000/3)", "large"),
    ("((10^1000)^64)^64", "too_large", "(10^1000)^64", "large"),
    ("1e99999999999999999999", "too_large", "1e99999999999999999999", "exponent"),
    ("1e1001", "too_large", "1e1001", "exponent"),
    ("1" * 1001, "too_large", "1" * 1001, "digits"),
]


@pytest.mark.parametrize(("text", "code", "under", "word"), REFUSED, ids=lambda value: repr(value)[:40])
def test_a_text_is_refused_at_its_exact_place(text: str, code: str, under: str, word: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(text)
    error = caught.value
    place = "" if error.start is None else text[error.start : error.end]
    assert (error.code, place) == (code, under)
    assert word in f"{error.message} {error.hint}"


@pytest.mark.parametrize("name", ["expint", "airyai", "beta", "lerchphi"])
def test_a_function_that_only_sympy_knows_is_not_known_yet(name: str) -> None:
    with pytest.raises(NotYet) as caught:
        read_problem(f"1 + {name}(x)")
    assert (caught.value.code, caught.value.start, caught.value.end) == ("unknown_function", 4, 4 + len(name))
    assert name in caught.value.message


DEEP = [
    "(",
    "[",
    "{",
    "|",
    "⌊",
    "-",
    "not ",
    "!",
    "√",
    "sin ",
    "sin(",
    "sin^(",
    "max(0,",
    "x^",
    "2^-",
    "x/",
    "1/x*",
    "1+2*3^(",
    "relu(",
    "gelu(",
]
DEEP += ["x>0 ? (", "Piecewise((", "{x,x>0;(", "(x,", "|x+", "2(", "x%2/", "log(x,"]


@pytest.mark.slow
@pytest.mark.parametrize("opening", portion(DEEP))
def test_ten_thousand_levels_are_refused_quickly(opening: str) -> None:
    started = time.process_time()
    with pytest.raises(BadInput) as caught:
        read_formula(opening * 10_000 + "x")
    assert caught.value.code == "too_large"
    assert time.process_time() - started < 5


def test_depth_is_refused_and_never_ends_the_stack_however_deep_the_caller_is() -> None:
    def deep(levels: int) -> str:
        if levels:
            return deep(levels - 1)
        try:
            read_formula("(1+2*3^" * 90 + "x" + ")" * 90)
        except DiffcheckError as error:
            return error.code
        return "read"

    assert deep(600) == "too_large"


@pytest.mark.parametrize("text", ["max(0, x - " * 30 + "1" + ")" * 30, "(" * 90 + "x" + ")" * 90, "relu(" * 40 + "x" + ")" * 40])
def test_ordinary_nesting_is_read(text: str) -> None:
    assert read_problem(text).variable == "x"


@pytest.mark.slow
@pytest.mark.parametrize("term", ["relu(3/7*x-5)+", "x*", "|x|+", "x-", "x|x|+", "2 if x>0 else ", "x>0 ? 1 : ", "[x>0]"])
def test_thousands_of_terms_are_read(term: str) -> None:
    assert read_problem(term * 3000 + "x").variable == "x"


def test_more_text_than_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadInput, match="longer"):
        read_formula("x+" * 300_000 + "x")


@pytest.mark.slow
@pytest.mark.parametrize("term", ["x||(x)+", "x|", "x||", "(x>0)|", "(x>0)||", "|x", "|"])
def test_many_bars_take_no_longer_than_the_limit_on_them_allows(term: str) -> None:
    started = time.process_time()
    with contextlib.suppress(DiffcheckError):
        read_formula(f"{{x, {term * 10_000}x>0}}")
    assert time.process_time() - started < 5


def test_only_the_limit_on_digits_decides() -> None:
    assert read_formula("1" * 1000)
    assert read_formula("2^20000") and read_formula("x^100000000")


TOLD = [
    ("|x|-2|x|", "abs(x) - 2*abs(x)"),
    ("x|x|-2|x-1|", "x*abs(x) - 2*abs(x-1)"),
    ("|x-1|x+2|x+1|", "abs(x-1)*x + 2*abs(x+1)"),
    ("|x-1|x|x+1|", "abs(x-1)*x*abs(x+1)"),
    ("|x|x|x|", "abs(x)*x*abs(x)"),
    ("|x+2| x |x-3|", "abs(x+2)*x*abs(x-3)"),
    ("|x|+|x-1|+|x-2|-3|x-3|", "abs(x)+abs(x-1)+abs(x-2)-3*abs(x-3)"),
    ("sin|x|cos|x|-1", "sin(abs(x))*cos(abs(x))-1"),
    ("|x+2|sin|x-3|", "abs(x+2)*sin(abs(x-3))"),
    ("||x|-|x-1||", "abs(abs(x)-abs(x-1))"),
    ("|x-|2x|-1|", "abs(x-abs(2x)-1)"),
    ("|2*|x|-3|", "abs(2*abs(x)-3)"),
    ("|2|*x*|-3|", "abs(2)*x*abs(-3)"),
    ("{x, (x<0) | (x>1) | (x>2) | (x>3)}", "{x, Or(x<0, x>1, x>2, x>3)}"),
]


@pytest.mark.parametrize(("text", "same"), TOLD)
def test_bars_that_people_read_in_one_way_are_read(text: str, same: str) -> None:
    assert read_formula(text).tree == read_formula(same).tree


@pytest.mark.parametrize(
    ("text", "variable", "same"), [("y = 3", None, "3"), ("f = pi", None, "pi"), ("x = t^2", "t", "t^2"), ("a = 3", "t", "3")]
)
def test_a_function_that_is_named_is_read(text: str, variable: str | None, same: str) -> None:
    assert read_problem(text, variable=variable).tree == read_formula(same).tree


@pytest.mark.slow
def test_every_reading_of_bars_that_is_offered_is_one_of_the_text() -> None:
    """Random sums and products in bars: what is refused offers two formulas that are written with the same words, and differ."""
    chance = random.Random(4)
    refused = 0
    for _ in range(3000):
        words = [chance.choice(["x", "2", "a", "1", "(x-1)"])]
        for _ in range(chance.randint(3, 7)):
            words += [chance.choice(["|", "|", "+", "-", "*", "|-", "+|"]), chance.choice(["x", "2", "a", "(x-1)"])]
        text = "|" + "".join(words) + "|"
        try:
            read_formula(text)
        except BadInput as error:
            if error.code == "ambiguous":
                refused += 1
                assert error.hint is not None
                one, other = (read_formula(offered).tree for offered in error.hint.removeprefix("Write ").split(" or "))
                assert one != other
                for offered in error.hint.removeprefix("Write ").split(" or "):
                    assert offered.count("|") == text.count("|")
                    assert [c for c in offered if c in "x2a1"] == [c for c in text if c in "x2a1"]
    assert refused > 20
