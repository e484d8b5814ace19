"""Exact text in words: pretty text, members of families, failures with their place marked."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diffcheck.model.report import Failure, Record
from diffcheck.model.term import Call, Symbol
from diffcheck.render.words.failures import broken, columns, failure_text, marked
from diffcheck.render.words.members import members
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.screen import GLUE, glued
from diffcheck.render.words.script import Script
from diffcheck.render.words.sentences import quantity_words

from ..terms import exact, index


@pytest.mark.parametrize(
    ("text", "shown", "plain"),
    [
        ("oo", "∞", "oo"),
        ("(-oo, oo)", "(-∞, ∞)", "(-oo, oo)"),
        ("[0, 1) U (2, oo)", "[0, 1) ∪ (2, ∞)", "[0, 1) U (2, oo)"),
        ("(-oo, 0) U {1} U [2, 3)", "(-∞, 0) ∪ {1} ∪ [2, 3)", "(-oo, 0) U {1} U [2, 3)"),
        ("(-oo, oo) \\ {pi*n : n in Integers}", "(-∞, ∞) \\ {π·n : n ∈ ℤ}", "(-oo, oo) \\ {pi*n : n in Integers}"),
        ("x**2", "x²", "x^2"),
        ("x**(-1)", "x⁻¹", "x^(-1)"),
        ("x**(1/3)", "x^(1/3)", "x^(1/3)"),
        ("x**a", "x^a", "x^a"),
        ("-2*x - 1/x**2", "-2·x - 1/x²", "-2*x - 1/x^2"),
        ("sqrt(2)", "√2", "sqrt(2)"),
        ("sqrt(x + 1)", "√(x + 1)", "sqrt(x + 1)"),
        ("Abs(x)", "|x|", "|x|"),
        ("Abs(Abs(x) - 1)", "abs(|x| - 1)", "abs(|x| - 1)"),
        ("floor(x/2)", "⌊x/2⌋", "floor(x/2)"),
        ("ceiling(x)", "⌈x⌉", "ceiling(x)"),
        ("Max(0, x)", "max(0, x)", "max(0, x)"),
        ("2*pi*n", "2·π·n", "2*pi*n"),
        ("Eq(a + b, 1)", "a + b = 1", "a + b = 1"),
        ("And(a > 0, Ne(b, 1))", "a > 0 and b ≠ 1", "a > 0 and b != 1"),
        ("a >= 0", "a ≥ 0", "a >= 0"),
        ("Or(And(p > 1, p <= 2), Eq(p, 4))", "(1 < p ≤ 2) or p = 4", "(1 < p <= 2) or p = 4"),
        ("And(p < 2, p >= 0, Ne(p, 1))", "0 ≤ p < 2 and p ≠ 1", "0 <= p < 2 and p != 1"),
        ("(-oo, 0) if p < 0; {}", "(-∞, 0) if p < 0; {}", "(-oo, 0) if p < 0; {}"),
        ("x*(-1)**n", "x·(-1)^n", "x*(-1)^n"),
        ("lamda*x", "λ·x", "lamda*x"),
    ],
)
def test_exact_text_becomes_human_text(text, shown, plain):
    assert pretty(exact(text)) == shown
    assert pretty(exact(text), symbols=False) == plain


def test_a_term_that_is_too_deep_to_be_set_is_shown_in_its_syntax():
    deep = Symbol("x")
    for _ in range(3000):
        deep = Call("sin", (deep,))
    for script in Script:
        assert pretty(deep, symbols=script) == "sin(" * 3000 + "x" + ")" * 3000


@pytest.mark.parametrize(
    ("at", "index", "few"),
    [
        ("pi*n", index("n", "Integers"), ("-pi", "0", "pi", "2*pi")),
        ("pi*n + pi/2", index("n", "Integers"), ("-pi/2", "pi/2", "3*pi/2", "5*pi/2")),
        ("n", index("n", "Integers", ("0",)), ("-2", "-1", "1", "2")),
        ("1/n", index("n", "Naturals"), ("1/4", "1/3", "1/2", "1")),
        ("n/2", index("n", "And(n >= 1, n <= 3)"), ("1/2", "1", "3/2")),
        ("n", index("n", "Eq(Mod(n, 2), 0)"), ("-2", "0", "2", "4")),
        ("sqrt(n)", index("n", "Naturals0"), ("0", "1", "1.41421", "1.73205")),
        ("1/n", index("n", "Integers"), ()),
        ("besselj(0, n)", index("n", "Integers"), ()),
    ],
)
def test_some_members_of_a_family(at, index, few):
    assert members(exact(at), index) == few


def test_an_infinite_quantity_whose_sign_depends_on_the_index():
    assert quantity_words(exact("oo*(n)"), symbols=True) == "+∞ if n > 0, -∞ if n < 0"
    assert quantity_words(exact("oo*(-n)"), symbols=False) == "-oo if n > 0, +oo if n < 0"
    assert quantity_words(exact("oo*(-2*a/b)"), symbols=False) == "-oo if 2*a/b > 0, +oo if 2*a/b < 0"
    assert quantity_words(exact("oo*(-a + b)"), symbols=False) == "+oo if -a + b > 0, -oo if -a + b < 0"


def test_the_caret_stands_under_the_span():
    assert marked("max(0,", 3, 4) == ["  max(0,", "     ^"]
    assert marked("max(0,", 6, None) == ["  max(0,", "        ^"]


def test_wide_and_control_characters_do_not_move_the_caret():
    assert marked("数学 + ?", 5, 6) == ["  数学 + ?", "         ^"]
    assert marked("x\x1b[31m + ?", 9, 10) == ["  x�[31m + ?", "           ^"]
    assert marked("e\u0301 ?", 3, 4) == ["  e\u0301 ?", "    ^"]


@pytest.mark.slow
@example("00000000➰➰⼀⼀", 12, 0, 15)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300), st.integers(10, 120))
def test_the_marked_line_fits_the_terminal(source, start, length, width):
    for line in marked(source, start, start + length, width=width):
        assert columns(line) <= max(width, 16) + 2
        assert "\n" not in line
        assert "\033" not in line


def test_an_escape_sequence_in_a_message_is_defused():
    record = Record(1, "\033[2J", "a\033b", Failure("error", "syntax", "bad \033[31m", 0, 1, "\033"), 0.0)
    assert "\033" not in failure_text(record, record.answer)


@given(st.text("ab =<+-", max_size=60))
def test_words_that_are_held_together_are_the_same_words(text):
    held = glued(text)
    assert held.replace(GLUE, " ") == text
    assert all(len(piece) <= 24 for piece in held.split(" ") if GLUE in piece)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("no, not at x = n, n ∈ ℤ, n ≠ 0", ["no,", "not", "at", "x = n,", "n ∈ ℤ,", "n ≠ 0"]),
        ("if a + 2·b < 0 and b > 0", ["if", "a + 2·b < 0", "and", "b > 0"]),
        ("as x → 0⁻, on 0 < x < 1", ["as", "x → 0⁻,", "on", "0 < x < 1"]),
    ],
)
def test_a_short_relation_is_one_piece(text, pieces):
    assert [piece.replace(GLUE, " ") for piece in glued(text).split(" ")] == pieces


def test_a_message_is_broken_between_words_and_its_source_line_nowhere():
    message = "error: Square brackets here may group or mean the floor.\n  [x] + 2*x + 3*x + 4*x\n  ^^^\nWrite floor(x) or (x)."
    shown = "error: Square\nbrackets here may\ngroup or mean the\nfloor.\n  [x] + 2*x + 3*x + 4*x\n  ^^^\nWrite floor(x) or\n(x)."
    assert broken(message, 20) == shown
    assert broken("\033[1;31merror:\033[0m one two", 14) == "\033[1;31merror:\033[0m one two"
    assert broken("\033[1;31m    ^^^\033[0m", 4) == "\033[1;31m    ^^^\033[0m"


@pytest.mark.parametrize(
    ("infinity", "told"),
    [
        ("oo*(n - 2)", "+∞ if n > 2, -∞ if n < 2"),
        ("oo*(n + 3)", "+∞ if n > -3, -∞ if n < -3"),
        ("oo*(2 - n)", "+∞ if n < 2, -∞ if n > 2"),
        ("oo*(a - n)", "+∞ if a - n > 0, -∞ if a - n < 0"),
    ],
)
def test_the_sign_of_an_infinity_is_told_of_the_letter(infinity, told):
    assert quantity_words(exact(infinity), symbols=True) == told
