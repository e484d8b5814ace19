"""The hunt itself: true claims stand, planted false ones fall, at points where doubles end; and a slice of the hunt for every merge."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diffcheck import api
from diffcheck.render.json import as_object

from ..portion import portion
from . import generators, hunt
from .extremes import Side, Tally, has_rare_events, judge, limit_verdict
from .metamorphic import (
    IN_ATAN,
    MIRRORED,
    MOVES,
    REWRITTEN,
    Law,
    defined_alike,
    differences,
    plus,
    rewritten,
    sample_of_same,
    scaled,
    shifted,
)

L, LL, LLL = "log(1/Abs(x))", "log(log(1/Abs(x)))", "log(log(log(1/Abs(x))))"

# (formula, the limit from the right at 0, claims that are false); truth by hand
LIMITS: list[tuple[str, str | None, tuple[str | None, ...]]] = [
    ("exp(sin(1/x))-exp(-sin(1/x))", "dne", ("0", "oo", None)),  # 2*sinh(sin(1/x))
    ("sqrt(2+sin(1/x))-sqrt(2-sin(1/x))", "dne", ("0",)),
    ("log((2+sin(1/x))/(2-sin(1/x)))", "dne", ("0",)),
    ("exp(cos(log(x)))-exp(-cos(log(x)))", "dne", ("0",)),
    ("exp(sin(1/x+x))-exp(sin(1/x))", "0", ("dne", "oo", None)),  # at most e*|x|
    ("exp(sin(1/x))-exp(sin(1/x))*(1+x)", "0", ("dne", "1")),
    (f"{L}**sqrt(2)/{L}**2", "0", ("oo", "dne", "1")),
    (f"{L}**2/{L}**sqrt(2)", "oo", ("0", "-oo", "dne")),
    (f"exp(sqrt({LL}))/{L}", "0", ("oo",)),
    (f"{LL}**({LLL}/2)*exp(-2*{LL})", "0", ("oo",)),  # LLL**2/2 - 2*LL
    (f"{LLL}**({LLL}/2)/{LL}**sqrt(2)", "oo", ("-oo",)),  # LLL*(log(LLL)/2 - sqrt(2)): turns beyond 2**-(10**60)
    (f"exp(-{LL}**(1/3)/2)*sqrt({LL}+x)*{LLL}**2", "0", ("oo",)),  # LL**(1/3) beats LLL, beyond LL = 1000
    ("1/log(Abs(x))", "0", ("1", "dne", "oo", "-1/1000")),
    ("1/log(log(1/Abs(x)))", "0", ("1", "oo")),
    ("(exp(-1/x**2)-sin(exp(-1/x**2)))/exp(-3/x**2)", "1/6", ("0", "oo", "1/5")),
    ("sin(1/x)/x", "dne", ("oo", "0")),
    ("(2+sin(1/x))/x", "oo", ("-oo", "0", "dne")),
    ("floor(1/x)*x", "1", ("0", "dne")),
    ("frac(1/x)", "dne", ("0", "1/2")),
    ("frac(1/x)-frac(1/x+1)", "0", ("1", "oo")),
    ("Abs(sin(1/x))-Abs(sin(1/x)+x)", "0", ("dne", "1")),
    ("sign(sin(1/x))", "dne", ("0", "1")),
    ("sqrt(x)", "0", (None, "1")),
    ("sqrt(-x)", None, ("0", "oo")),
    ("(1-cos(x))/x**2", "1/2", ("0", "1", "oo")),
    ("x*log(x)", "0", ("-oo", "oo")),
    ("exp(1/x)", "oo", ("0", "-oo")),
]


@pytest.mark.parametrize(("formula", "truth", "wrong"), LIMITS)
def test_a_true_limit_stands_and_a_false_one_falls(formula: str, truth: str | None, wrong: tuple[str | None, ...]) -> None:
    near, far = Side(formula, "x", "0", 1).blocks()
    assert limit_verdict(truth, near, far)[0] is not False
    for claim in wrong:
        assert limit_verdict(claim, near, far)[0] is False, claim


@pytest.mark.parametrize(
    ("formula", "value", "truth", "wrong"),
    [
        ("Piecewise((x**2*sin(1/x),Ne(x,0)),(0,True))", "0", "0", "dne"),
        ("Piecewise((x*sin(1/x),Ne(x,0)),(0,True))", "0", "dne", "0"),
        ("Piecewise((x/log(Abs(x)),Ne(x,0)),(0,True))", "0", "0", "1"),
        ("sqrt(Abs(x))", "0", "oo", "0"),
        ("Piecewise((exp(-1/x**2),Ne(x,0)),(0,True))", "0", "0", "oo"),
        ("acosh(1+x**2)", "0", "sqrt(2)", "2"),
    ],
)
def test_a_true_slope_stands_and_a_false_one_falls(formula: str, value: str, truth: str, wrong: str) -> None:
    near, far = Side(formula, "x", "0", 1).blocks(value)
    assert limit_verdict(truth, near, far)[0] is True
    assert limit_verdict(wrong, near, far)[0] is False


def record(formula: str, **options: Any) -> dict[str, Any]:
    """What the program says, as plain values."""
    return as_object(api.answer(formula, api.prepare(api.Options(**options))))


@pytest.mark.parametrize(
    ("formula", "change"),
    [
        ("Abs(x)", {"left_derivative": "1"}),
        ("sin(1/x)", {"left_limit": "0"}),
        ("x*sin(1/x)", {"left_limit": "dne"}),
        ("1/x", {"right_limit": "-oo"}),
        ("sqrt(x)", {"left_limit": "0"}),
        ("sign(x)", {"value": "1"}),
        ("x/x", {"value": "1"}),
        ("floor(x)", {"left_limit": "n"}),
        ("Abs(sin(pi*x))", {"right_derivative": "-pi"}),
        ("x*floor(1/x)", {"right_limit": "1"}),
        ("frac(x)/x", {"left_derivative": "oo*(n)"}),
    ],
)
def test_a_planted_claim_is_refuted_and_the_record_as_it_is_stands(formula: str, change: dict[str, str]) -> None:
    found = record(formula)
    assert judge(found, Tally()) == []
    found["points"][-1].update(change)
    assert judge(found, Tally()) != []


def test_a_false_word_about_the_domain_or_a_piece_is_refuted() -> None:
    found = record("sqrt(x)*Abs(x-1)")
    assert hunt.false_statements(found) == []
    assert hunt.false_statements({**found, "domain": "(-oo, oo)"}) != []
    found["pieces"][0]["formula"] = "x"
    assert hunt.false_statements(found) != []
    nowhere = {"input": "sqrt(x)", "status": "error", "error": {"code": "empty_domain"}}
    assert judge(nowhere, Tally()) != []


def test_a_limit_that_rare_poles_or_jumps_destroy_is_not_accused() -> None:
    found = record("Piecewise((atan(x)/sin(1/x),Ne(x,0)),(0,True))")
    assert {p["left_limit"] for p in found["points"] if p["at"] == "0"} <= {"dne", "undecided"}  # poles at 1/(pi*n)
    assert judge(found, Tally()) == []
    assert has_rare_events("frac(1/x)-frac(1/x+x)")  # differ by x, and by 1 again and again
    assert not has_rare_events("exp(sin(1/x))-exp(-sin(1/x))")


@pytest.mark.parametrize("law", MOVES, ids=lambda law: law.name)
@pytest.mark.parametrize("formula", ["Abs(x)+x**2", "Piecewise((x*sin(1/x),Ne(x,0)),(0,True))", "sign(x-1)*x", "sqrt(x)", "Max(x,2-x)"])
def test_the_laws_hold_for_functions_with_known_findings(law: Law, formula: str) -> None:
    assert differences(record(formula), record(law.turn(formula)), law) == []


@pytest.mark.parametrize(
    ("formula", "other", "law"),
    [
        ("Abs(x)", "Abs(x-1)", shifted(Fraction(1))),
        ("Max(0,x)", "Max(0,x)", MIRRORED),
        ("Abs(x)", "Abs(x)", scaled(Fraction(2))),
        ("Abs(x)", "Abs(x)+Abs(x-2)", plus("x", "1")),
        ("sign(x)", "atan(x)", IN_ATAN),
        ("Abs(x)**3", "Abs(x)*x", REWRITTEN),
        ("floor(x)", "Abs(x)", REWRITTEN),
        ("sqrt(x)", "sqrt(-x)", REWRITTEN),
        ("1/x", "-1/x", REWRITTEN),
        ("sin(1/x)", "1/x", REWRITTEN),
    ],
)
def test_a_broken_law_is_seen(formula: str, other: str, law: Law) -> None:
    assert differences(record(formula), record(other), law) != []


@pytest.mark.parametrize("seed", range(6))
def test_what_is_rewritten_is_the_same_function(seed: int) -> None:
    draw = random.Random(seed)
    for formula in generators.formulas("ordinary", 25, seed):
        assert sample_of_same(formula, rewritten(formula, draw)), formula


def test_different_functions_are_told_apart() -> None:
    assert not sample_of_same("Abs(x)", "x")
    assert not sample_of_same("sqrt(x)**2", "x")
    assert not defined_alike("x/x", "1")
    assert defined_alike("sin(asin(x))", "x")


def refuted(formulas: list[str], limit: float = 10.0) -> list[str]:
    """What the judges refute in the records of some formulas."""
    found = hunt.Findings()
    for answer in hunt.records(formulas, 2, limit):
        found.add(answer)
    assert found.claims.true > len(formulas) // 4  # most are decided, and confirmed
    return found.complaints


@pytest.mark.slow
@pytest.mark.engine
def test_a_function_of_a_wave_and_of_the_opposite_wave_do_not_cancel() -> None:
    waves = ("sin(1/x)", "cos(log(Abs(x)))")
    assert refuted([f"{g.format(w=w)}-{g.format(w=f'(-{w})')}" for g in generators.SMOOTH[:20] for w in waves]) == []


@pytest.mark.slow
@pytest.mark.engine
def test_powers_of_logarithms_stand_in_the_order_of_their_sizes() -> None:
    parts = [f"({v})**({e})" for v in (L, LL, LLL) for e in ("2", "1/2", "sqrt(2)", "pi")]
    parts += [f"exp({c}*sqrt({v}))" for v in (LL, LLL) for c in ("1", "sqrt(2)")]
    draw = random.Random(1)
    assert refuted([f"{a}/{b}" for a, b in (draw.sample(parts, 2) for _ in range(40))]) == []


NOWHERE = ("1/floor(1/(2+x**2))", "log(floor(exp(-x**2-1)))", "sqrt(round(x/(1+x**2)/3)-1)", "Piecewise((1,floor(exp(-x**2-1))>0))")


@pytest.mark.engine
@pytest.mark.parametrize("formula", NOWHERE)
def test_a_formula_whose_steps_never_switch_is_looked_at_all_the_same(formula: str) -> None:
    (found,) = hunt.records([formula], 1, 10)  # 0 or -1 throughout: 1/0, log(0), sqrt(-1), no case that holds
    assert found["error"]["code"] == "empty_domain"


@pytest.mark.engine
def test_a_formula_whose_steps_never_switch_is_not_called_undefined_where_it_is_defined() -> None:
    alive = [
        "Abs(x)/(1+floor(1/(2+x**2)))",
        "log(1+floor(exp(-x**2-1)))+x",
        "Piecewise((1,floor(exp(-x**2-1))>=0))",
        "1/floor(2+1/(2+x**2))",
    ]
    assert refuted(alive) == []


SLICE = settings(max_examples=len(portion(range(3))), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 10**6)


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize("kind", ["oscillation", "flat", "slow", "series", "steps", "still", "identity", "orders"])
@SLICE
@given(seed=SEEDS)
def test_a_slice_of_the_hunt_refutes_nothing(kind: str, seed: int) -> None:
    assert hunt.run(kind, 10 if kind != "identity" else 5, seed, jobs=2, limit=0.5).complaints == []


@pytest.mark.slow
@pytest.mark.engine
@SLICE
@given(seed=SEEDS)
def test_a_slice_of_the_laws_refutes_nothing(seed: int) -> None:
    assert hunt.run("laws:ordinary", 6, seed, jobs=2, limit=0.5).complaints == []


@pytest.mark.slow
@pytest.mark.engine
def test_records_do_not_depend_on_company() -> None:
    assert hunt.run("company", 24, 1, jobs=2, limit=1).complaints == []
