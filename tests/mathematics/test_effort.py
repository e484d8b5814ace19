"""The limits on work stand in one place, and with less work less is decided, but nothing otherwise."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

import diffcheck
from diffcheck.analysis.analyze import analyze
from diffcheck.errors import NotYet
from diffcheck.exact.effort import Effort
from diffcheck.exact.session import in_session, session
from diffcheck.language import read_problem
from diffcheck.model.question import Question
from diffcheck.model.report import Report

SOURCES = {path: path.read_text(encoding="utf-8") for path in Path(diffcheck.__file__).parent.rglob("*.py")}
LIMITS = [f.name for f in fields(Effort)]


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_is_used_in_one_file(name: str) -> None:
    assert len([path for path, text in SOURCES.items() if re.search(rf"effort\(\)\.{name}\b", text)]) == 1


def test_there_are_no_limits_elsewhere() -> None:
    rooms = {path: text for path, text in SOURCES.items() if {"exact", "germs", "analysis"} & set(path.parts)}
    assert len(rooms) > 60
    names = re.compile(r"^_?(?:MOST|TOO_MANY|DEEPEST)_\w+ =", re.M)
    found = [(path.name, name) for path, text in rooms.items() for name in names.findall(text)]
    # above the one a root is computed in another way, above the other nobody could tell the turns of a picture apart
    assert sorted(found) == [("ball.py", "MOST_ROOT ="), ("window.py", "MOST_TURNS =")]


FORMULAS = (
    "abs(sin(x)) + abs(x)",
    "abs(x^3 - x - 1)*abs(exp(x) - x - 2)",
    "x*floor(x)",
    "floor(x)*sin(pi*x)",
    "abs(x*sin(x) + x^2 - 1)",
    "abs(sin(x) + cos(2*x))*abs(x - 1)",
    "sqrt(x^2 - 2*x + 1) + abs(sqrt(2)*sqrt(3) - sqrt(6))*abs(x)",
    "abs(sqrt(x) + sqrt(x + 1) - 2)",
    "x^7*abs(x)",
    "Piecewise((exp(-1/x), x > 0), (0, True))",
    "floor(x/2) + floor(x/3)",
    "max(sin(x), cos(x), 1/2)",
    "{(exp(x)*(1+x^30)-exp(x))/x^30, x!=0; 1}",
    "abs(erf(x)*sin(3*x) - 1/4)*{1, abs(x) < 3}",
)


LEAST: dict[str, object] = {"sign_bits": (64,), "residue_classes": 8}


def asked(formula: str, limits: Effort) -> Report | None:
    """The report within these limits; None where there is none."""

    def ask() -> Report | None:
        session().effort = limits
        try:
            return analyze(read_problem(formula), Question())
        except NotYet:
            return None

    return in_session(ask)


class Watched:
    """The usual limits, and which of them are looked at."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.seen.add(name)
        return getattr(Effort(), name)


@pytest.mark.slow
def test_with_less_work_nothing_is_decided_otherwise() -> None:
    felt = set()
    for formula in FORMULAS:
        limits = Watched()
        truth = asked(formula, limits)  # type: ignore[arg-type]
        assert truth is not None and truth.status == "ok"
        for name in limits.seen:  # the others change nothing
            found = asked(formula, replace(Effort(), **{name: LEAST.get(name, 1)}))
            if found is None or found.status != "ok":
                felt.add(name)
            if found is None:
                continue
            for one, other in ((truth.continuous, found.continuous), (truth.differentiable, found.differentiable)):
                assert other.answer in (one.answer, "undecided"), (name, formula)
            assert found.smoothness in (truth.smoothness, "undecided"), (name, formula)
        assert asked(formula, Effort()) == truth
    assert felt >= {"sign_bits", "cells", "expanded_terms", "index_parts", "germ_terms"}, felt
