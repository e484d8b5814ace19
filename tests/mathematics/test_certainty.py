"""What rests on a belief (SymPy's word that a constant is zero) says `checked`, and nothing else does, in whatever order it is asked.

The equalities of `BELIEVED` hold by the multiplication formula gamma(v)*gamma(v + 1/3)*gamma(v + 2/3) = 2*pi*3^(1/2 - 3*v)*gamma(3*v),
which the program does not know.
"""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from diffcheck import api
from diffcheck.exact import sign as signs
from diffcheck.exact.belief import believe, remember, watched
from diffcheck.exact.expr import symbol
from diffcheck.exact.session import in_session, session
from diffcheck.germs import expand
from diffcheck.model.report import Report

from ..shell.running import diffcheck
from .test_roots import expression

TRIPLE = ("gamma(1/9)*gamma(4/9)*gamma(7/9)", "2*pi*3^(1/6)*gamma(1/3)")
BELIEVED = (
    TRIPLE,
    ("gamma(1/12)*gamma(5/12)*gamma(3/4)", "2*pi*3^(1/4)*gamma(1/4)"),
)
PROVED = (
    ("tan(pi/8)", "sqrt(2)-1"),
    ("gamma(1/3)*gamma(5/6)", "gamma(2/3)*2^(1/3)*sqrt(pi)"),
    ("cos(pi/7)*cos(2*pi/7)*cos(4*pi/7)", "-1/8"),
    ("asinh(1)", "-log(sqrt(2)-1)"),
    ("acos(sqrt(sqrt(2) + 2)/2)", "pi/8"),
    ("gamma(1/4)*gamma(3/4)", "pi*sqrt(2)"),
    ("log(sqrt(2)+1)", "-log(sqrt(2)-1)"),
    ("log(sqrt(2)+sqrt(3))", "log(5+2*sqrt(6))/2"),
    ("sqrt(2)+sqrt(3)", "sqrt(5+2*sqrt(6))"),
    ("log(6)", "log(2)+log(3)"),
    ("sqrt(7+4*sqrt(3))", "2+sqrt(3)"),
    ("exp(log(3)/2)", "sqrt(3)"),
)
"""Equalities with a proof."""


def asked(formula: str, **options: object) -> Report:
    outcome = api.answer(formula, api.prepare(api.Options(**options))).answer  # type: ignore[arg-type]
    assert isinstance(outcome, Report), outcome
    return outcome


@pytest.mark.slow
@pytest.mark.parametrize(("a", "b"), BELIEVED)
def test_what_rests_on_a_belief_says_so(a: str, b: str) -> None:
    r = asked(f"{{x, x < {a}; {b}}}")
    assert (r.status, r.continuous.answer, r.certainty) == ("ok", "yes", "checked")
    assert [f.certainty for f in r.points] == ["checked"]


@pytest.mark.parametrize(("a", "b"), PROVED)
def test_what_is_proved_stays_proved(a: str, b: str) -> None:
    r = asked(f"{{x, x < {a}; {b}}}")
    assert (r.status, r.continuous.answer, r.certainty) == ("ok", "yes", "proved")
    assert {f.certainty for f in r.points} == {"proved"}


@pytest.mark.parametrize(("a", "b"), BELIEVED)
def test_the_same_constants_where_nothing_asks_whether_they_are_equal(a: str, b: str) -> None:
    for formula in (f"|x - ({a})|", f"exp(x - ({a}))*|x - ({b})|", f"{{x, x < {a}; {b} + 1}}", f"|x|/(1 + ({a})^2)"):
        r = asked(formula)
        assert (r.status, r.certainty, {f.certainty for f in r.points}) == ("ok", "proved", {"proved"}), formula


def test_of_several_points_only_those_that_rest_on_a_belief() -> None:
    a, b = TRIPLE
    found = {f.at: f.certainty for f in asked(f"|x| + {{x, x < {a}; {b}}} + |x - 2|").points}
    assert found == {"0": "proved", a: "checked", "2": "proved"}


def test_a_list_of_points_that_rests_on_a_belief() -> None:
    a, b = TRIPLE
    r = asked(f"|x - {a}| + |x - ({b})| + |x|")  # two kinks or one: the belief decides
    assert len(r.points) == 2
    assert {r.certainty, *(f.certainty for f in r.points)} == {"checked"}


def test_points_beside_families_and_points_under_conditions() -> None:
    a, b = TRIPLE
    with_family = asked(f"floor(x) + {{x, x < {a}; {b}}}").points
    assert {(f.certainty, f.index is None) for f in with_family} == {("checked", True), ("proved", False)}
    with_parameter = asked(f"|x - a| + {{x, x < {a}; {b}}}")
    assert with_parameter.certainty == "checked"
    assert {(f.certainty, f.at == "a") for f in with_parameter.points} == {("checked", False), ("proved", True)}


def test_the_constant_of_lipschitz_too() -> None:
    a, b = TRIPLE
    r = asked(f"{{x, x < {a}; {b}}}", require="lipschitz")
    assert r.lipschitz is not None
    assert (r.lipschitz.constant, r.certainty) == ("1", "checked")
    assert asked("|x|", require="lipschitz").certainty == "proved"


LINES = (
    "|x|",
    f"{{x, x < {TRIPLE[0]}; {TRIPLE[1]}}}",
    f"|x - {TRIPLE[1]}|",
    f"{{x^2, x < {TRIPLE[0]}; ({TRIPLE[1]})^2}}",
    f"|x - {TRIPLE[0]}|",
)
CHECKED = {LINES[1], LINES[3]}


@pytest.mark.slow
def test_in_every_order() -> None:
    asker = api.prepare(api.Options())
    for order in permutations(LINES):
        for line in order:
            outcome = api.answer(line, asker, line=1).answer
            assert isinstance(outcome, Report)
            assert outcome.certainty == ("checked" if line in CHECKED else "proved"), (order, line)


@pytest.mark.slow
@pytest.mark.parametrize("lines", [LINES, LINES[::-1]])
def test_in_a_batch_of_two_workers(lines: tuple[str, ...]) -> None:
    run = diffcheck("--json", "--jobs", "2", "-", stdin="\n".join(lines * 3))
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert [r["certainty"] for r in records] == ["checked" if line in CHECKED else "proved" for line in lines * 3]


def test_a_memo_brings_its_belief_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every memo that outlives a look: what is found in it a second time is no surer than it was the first time."""
    a = expression(f"{TRIPLE[0]} - {TRIPLE[1]}")

    def twice() -> None:
        for _ in range(2):
            with watched() as watch:
                assert signs.sign(a) == 0
            assert watch.certainty == "checked"
        for _ in range(2):
            with watched() as watch:
                expand.taylor_coefficients("sin", (), symbol("y"), 1)
            assert watch.certainty == "checked"
        assert session().signs
        assert session().taylor

    monkeypatch.setattr(expand, "apply", lambda head, *args: (believe(), symbol("y"))[1])
    in_session(twice)


def test_what_a_watch_has_met() -> None:
    with watched() as outer:
        with watched() as inner:
            kept = remember(lambda: believe() or 7)
            assert not inner.here
            assert kept.recall() == 7
        assert (inner.here, inner.anywhere) == (True, True)
        assert (outer.here, outer.anywhere) == (False, True)
    with watched() as outer:
        with pytest.raises(ValueError, match="split"), watched():
            believe()
            raise ValueError("split")  # whoever goes on rests on it
        assert (outer.here, outer.anywhere) == (True, True)
    with watched() as outer:
        assert remember(lambda: 7).recall() == 7
        assert not outer.anywhere
