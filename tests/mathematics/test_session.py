"""A question owns what it assumes and remembers: what is asked before it, or beside it in another thread, makes no difference."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, permutations
from typing import Any

import pytest
from flint import arb, ctx

from diffcheck import api
from diffcheck.analysis.analyze import analyze
from diffcheck.analysis.cases.case import Case
from diffcheck.analysis.indices.ranges import is_family, using_index
from diffcheck.analysis.lenses.interval import Budget, Interval
from diffcheck.analysis.refusals import Unsolved
from diffcheck.analysis.zeros.isolate import dyadic
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.exact.assumptions import Open, assuming, assumptions
from diffcheck.exact.ball import enclose
from diffcheck.exact.belief import believe, watched
from diffcheck.exact.expr import ZERO, Expr, atom, number, pi, symbol
from diffcheck.exact.rounding import active, rounding
from diffcheck.exact.session import in_session, session
from diffcheck.exact.sign import sign
from diffcheck.language import read_constant, read_problem
from diffcheck.model.question import Question
from diffcheck.render.json import as_object

from ..portion import portion
from .asking import cases, check
from .test_roots import expression


def test_what_was_assumed_and_not_undone_ends_with_the_work() -> None:
    def broken_off() -> None:
        session().assumed = Case()  # as by a block whose end found no frame on the stack
        assert assumptions() is not None
        raise RecursionError

    with pytest.raises(RecursionError):
        in_session(broken_off)
    assert assumptions() is None


def test_a_question_within_a_question_knows_nothing_of_it() -> None:
    def inner() -> None:
        assert assumptions() is None
        assert active() is None
        assert not is_family(symbol("n"))
        assert not session().signs
        believe()

    def outer() -> None:
        with assuming(Case()), rounding(), using_index("n") as ranges, watched() as watch:
            ranges[symbol("n")] = []
            assert sign(pi() - 3) == 1
            in_session(inner)
            assert assumptions() is not None
            assert active() is not None
            assert is_family(symbol("n"))
            assert session().signs
            assert not watch.anywhere

    in_session(outer)


def test_a_sign_that_was_found_in_one_case_is_none_in_another() -> None:
    a = symbol("a")
    above, below = (Case(cells=(("a", low, high),), parameters=frozenset("a")) for low, high in ((ZERO, None), (None, ZERO)))

    def ask() -> None:
        for _ in range(2):
            with assuming(above):
                assert sign(a) == 1
                with assuming(below):
                    assert sign(a) == -1
                assert sign(a) == 1
            with assuming(Case(parameters=frozenset("ab"))):
                for _ in range(2):  # what is open stays open
                    with pytest.raises(Open) as caught:
                        sign(a - symbol("b"))
                    assert caught.value.where in (a - symbol("b"), symbol("b") - a)

    in_session(ask)


def test_a_sign_that_rests_on_a_belief_does_so_for_whoever_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(self: Case, u: Expr) -> int:
        believe()
        return 1

    monkeypatch.setattr(Case, "_sign", found)

    def ask() -> None:
        with assuming(Case(parameters=frozenset("a"))):
            for _ in range(2):
                with watched() as watch:
                    assert sign(symbol("a")) == 1
                assert watch.anywhere

    in_session(ask)


def test_equal_atoms_are_one_object_for_all_who_ask() -> None:
    def ask(_: object = None) -> object:
        return atom("sin", symbol("y") * 3 + 1)

    mine = ask()
    with ThreadPoolExecutor(4) as threads:
        assert all(found is mine for found in threads.map(ask, range(100)))
    assert in_session(ask) is mine


def test_the_order_of_factors_is_that_of_what_they_are() -> None:
    x, a, y = symbol("x"), symbol("a"), symbol("y")
    products = [str((u * v * w).terms) for u, v, w in permutations((x, a, y))]
    assert len(set(products)) == 1
    first = [atom("sin", symbol(name)) for name in ("q", "p", "r")]
    assert [u.args[0] for u in sorted(first, key=lambda u: u.order)] == [symbol(name) for name in ("r", "q", "p")]


@pytest.mark.parametrize(
    ("formula", "ends", "needed", "found"),
    [
        # f' = 2*x + cosh(x), whose derivative is 0 where sinh(x) = -2: f(-2.1), f(-0.6) and f(0.4) lie on two sides of 0
        ("x^2 + sinh(x) - 1/4", (None, None), Budget(derivatives=2), 3),
        ("sin(x) - x/2", (1, 3), Budget(derivatives=0), 1),
        ("sin(x) - x/2", (1, 3), Budget(derivatives=0, looks=1000), 1),
    ],
)
def test_a_search_costs_what_it_may_and_no_more(formula: str, ends: tuple[int | None, int | None], needed: Budget, found: int) -> None:
    u = expression(formula)
    low, high = (None if end is None else number(end) for end in ends)
    assert len(zeros(u, Interval("x", low, high, budget=needed))) == found
    less = replace(needed, looks=10) if low is not None else needed.less_one_derivative()
    with pytest.raises(Unsolved):
        zeros(u, Interval("x", low, high, budget=less))
    assert len(zeros(u, Interval("x", low, high))) == found


@pytest.mark.parametrize(("formula", "order"), [("x*abs(x)", 1), ("x^3*abs(x) + sin(x)", 3), ("abs(x)^(7/3)", 2), ("exp(x)*x", 9)])
def test_no_more_of_the_order_is_told_than_is_enough(formula: str, order: int) -> None:
    for enough in range(6):
        (at_0,) = analyze(read_problem(formula), Question(at=(read_constant("0"),), enough=enough)).points
        assert at_0.smoothness == ("oo" if order == 9 else min(order, enough))


@pytest.mark.parametrize("ball", ["inf", "nan"])
def test_a_ball_without_bounds_has_no_midpoint(ball: str) -> None:
    with pytest.raises(Unsolved):
        dyadic(arb(ball))


def test_a_constant_too_large_for_a_ball_is_no_crash() -> None:
    """pi^(x^2)/x^2 - 1 has a pole at 0 and is analytic elsewhere; a power of 1 in disguise is put in on the way."""
    found = check("exp(log(pi)*x^2)/x^2 - 1/(10^-9/10^-9)^(x^2)")
    assert [(p.at, p.left_limit, p.right_limit) for p in found.points] == [("0", "oo", "oo")]


TOGETHER = (
    "(1+x)**2*atan(x+1)*exp(1-x)+Abs(x)",
    "Abs(x)+exp(x)",
    "exp(sin(1/x))-exp(-sin(1/x))",
    "max(x^2, a*x)",
    "x*floor(x)",
    "{asin(x), x<a; asin(a)+(x-a)/sqrt(1-a^2), x>=a}",
    "LambertW(x)*exp(LambertW(x))",
)


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    alone = {formula: repr(check(formula)) for formula in TOGETHER[:3]}
    for order in permutations(TOGETHER[:3]):
        for formula in order:
            assert repr(check(formula)) == alone[formula]


def slopes_at_0(formula: str, given: str) -> tuple[object, object]:
    (point,) = check(formula, assume=given, at="0").points
    return point.left_derivative, point.right_derivative


UNDER = (
    # max(a*x, 0) and sqrt(a^2*x^2) = |a*x|: the slopes at 0 from the left and the right
    ("max(a*x, 0)", "a > 0", ("0", "a")),
    ("max(a*x, 0)", "a < 0", ("a", "0")),
    ("sqrt(a^2*x^2)", "a > 0", ("-a", "a")),
    ("sqrt(a^2*x^2)", "a < 0", ("a", "-a")),
)


@pytest.mark.slow
def test_the_same_letters_under_other_assumptions() -> None:
    for order in permutations(UNDER):
        for formula, given, truth in order:
            assert slopes_at_0(formula, given) == truth
    with ThreadPoolExecutor(4) as threads:
        asked = UNDER * 10
        found = threads.map(lambda one: slopes_at_0(*one[:2]), asked)
        assert list(found) == [truth for _, _, truth in asked]


@pytest.fixture
def hasty_switches() -> Iterator[None]:
    """Threads take turns a thousand times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(usual)


def questions() -> list[tuple[str, dict[str, Any]]]:
    """Two hundred, of all kinds."""
    finite = sorted((c["expr"] for c in cases("finite.jsonl")), key=len)
    families = sorted((c["expr"] for c in cases("families.jsonl")), key=len)[:24]
    plain: list[dict[str, Any]] = [{}, {"explain": True}, {"autodiff": True}, {"plot": True}, {"require": "lipschitz"}]
    given = [("a > 0",), ("a < 0", "b > a"), ("a >= 1",), ()]
    parametric = (
        "max(a*x, b)",
        "a*abs(x) + b",
        "abs(x - a)^3",
        "{a*x, x<b; x^2, x>=b}",
        "sqrt(x - a)",
        "floor(a*x)",
        "abs(sin(a*x))",
        "x^a",
    )
    return list(
        chain(
            ((f, plain[i % 5]) for i, f in enumerate(finite[:110])),
            ((f, plain[i % 3]) for i, f in enumerate(families)),
            ((f, {"assume": one, "explain": i == 1}) for i, one in enumerate(given) for f in parametric),
            ((f, {"solve": ("a",)}) for f in ("{a*x, x<1; x^2, x>=1}", "abs(a*x)", "max(a*x, x)", "a*sign(x)")),
            ((f, {"on": "[0, 1)", "at": ("1/2",)}) for f in finite[:30]),
        )
    )


def record(question: tuple[str, dict[str, Any]]) -> str:
    text, options = question
    found = as_object(api.answer(text, api.prepare(api.Options(**options)), 1))
    found.pop("seconds", None)
    return json.dumps(found, ensure_ascii=False)


def test_a_ball_is_as_narrow_as_asked_in_every_thread(hasty_switches: None) -> None:
    u = expression("exp(sin(x)) + cos(x^2)*sin(x + 1) + exp(x)")
    asked = [30 + 70 * (k % 5) for k in range(3000)]

    def look(bits: int) -> object:
        ball = enclose(u, bits, {"x": arb(1)})
        return ball.mid().man_exp(), ball.rad().man_exp()

    alone = {bits: look(bits) for bits in set(asked)}
    before = ctx.prec
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(look, asked)) == [alone[bits] for bits in asked]
    assert ctx.prec == before


@pytest.mark.slow
def test_many_questions_at_once(hasty_switches: None) -> None:
    assert len(questions()) == 200
    asked = portion(questions())
    alone = list(map(record, asked))
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(record, asked))
    assert [q for q, one, other in zip(asked, alone, together, strict=True) if one != other] == []


@pytest.mark.slow
def test_no_answer_depends_on_the_precision_that_it_finds() -> None:
    """FLINT has one for the whole process: another thread may have set it, if only to 2 bits, while this one is not computing."""
    asked = questions()[::4]
    usual = list(map(record, asked))
    before = ctx.prec
    try:
        for bits in (2, 1000):
            for question, expected in zip(asked, usual, strict=True):
                ctx.prec = bits
                assert record(question) == expected
                assert ctx.prec == bits
    finally:
        ctx.prec = before
