"""What a text itself says of its parts, smooth(k, u) of Modelica: worked out by hand, true and false ones."""

from __future__ import annotations

import pytest

from diffcheck import check, check_many
from diffcheck.testing import assert_claim

from ..shell.running import diffcheck

PROMISES = [
    ("z = smooth(0, if x < 0 then 0 else x);", {}, ["holds"]),
    ("y = smooth(1, noEvent(if x<0 then 0 else sqrt(x)*x));", {}, ["holds"]),
    ("smooth(2, noEvent(if x<0 then 0 else sqrt(x)*x))", {}, ["fails"]),
    ("smooth(2, noEvent(if x<0 then 0 else sqrt(x)*x))", {"on": "(0, oo)"}, ["holds"]),
    ("smooth(2, noEvent(if x<0 then 0 else sqrt(x)*x)) + x", {"on": "[1, 2)"}, ["holds"]),
    ("smooth(2, noEvent(if x<0 then 0 else sqrt(x)*x)) + x", {"on": "[-1, 2)"}, ["fails"]),
    ("smooth(1, if x < 1 then 0.5*x^2 else x - 0.5)", {}, ["holds"]),
    ("smooth(1, if x < 1 then 0.5*x^2 else x - 0.4)", {}, ["fails"]),
    ("smooth(0, if x < 1 then 1 else 2)", {}, ["fails"]),
    ("x*smooth(1, abs(x))", {}, ["fails"]),  # the formula is C^1, the part is not
    ("x*smooth(0, abs(x))", {}, ["holds"]),
    ("abs(smooth(5, x^2 - 1))", {}, ["holds"]),  # the other way round
    ("if x > 0 then smooth(1, x^2) else smooth(0, abs(x))", {}, ["holds", "holds"]),
    ("smooth(0, smooth(1, abs(x)))", {}, ["fails", "holds"]),
    ("smooth(1, abs(x)) + smooth(1, abs(x))", {}, ["fails"]),
    ("smooth(1, abs(x - a)) + smooth(0, a*x)", {"assume": "a > 1"}, ["fails", "holds"]),
    ("smooth(1, if x < 0 then a*x else b*x)", {}, ["undecided"]),
    ("smooth(1, if x < 0 then a*x else b*x)", {"values": {"a": 2, "b": "2"}}, ["holds"]),
    ("1 + smooth(1, if x < 0 then a*x else b*x)", {"values": {"a": 2, "b": 3}}, ["fails"]),
    ("1 + smooth(1, if x < 0 then a*x else b*x)", {}, ["undecided"]),
    ("smooth(3, 1/x)", {}, ["holds"]),
    ("smooth(3, 1/x)", {"on": "reals"}, ["fails"]),
]


@pytest.mark.parametrize("dialect", ["modelica", None])
@pytest.mark.parametrize(("formula", "options", "outcomes"), PROMISES)
def test_what_the_text_says_is_judged(formula, options, outcomes, dialect):
    assert [one.outcome for one in check(formula, dialect=dialect, **options).claims] == outcomes


@pytest.mark.slow
def test_it_stands_beside_other_claims_and_answers_with_the_exit_code():
    assert diffcheck("smooth(0, abs(x))").returncode == 0
    assert diffcheck("smooth(1, abs(x))").returncode == 1
    assert diffcheck("smooth(1, if x < 0 then a*x else x)").returncode == 3
    run = diffcheck("--claim", "corner at 0", "smooth(1, abs(x))")
    assert [line.split(", at")[0] for line in run.stdout.splitlines() if line.startswith("claim:")] == [
        "claim: smooth(1, abs(x)): fails",
        "claim: corner at 0: holds",
    ]
    with pytest.raises(AssertionError, match="smooth"):
        assert_claim("smooth(1, abs(x))", "C0")
    assert [one.outcome for record in check_many(["smooth(1, abs(x)) :: C0", "abs(x)"]) for one in record.answer.claims] == [
        "fails",
        "holds",
    ]


@pytest.mark.parametrize("formula", ["smooth(k, abs(x))", "smooth(1/2, abs(x))", "smooth(abs(x))"])
def test_an_order_is_a_whole_number(formula):
    run = diffcheck("--dialect", "modelica", formula)
    assert (run.returncode, run.stdout) == (2, "")
