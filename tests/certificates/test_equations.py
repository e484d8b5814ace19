"""Equal numbers that are written differently: Equations.v proves that they are equal, and proves no other equation."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable

import pytest

from diffcheck.shell import coq

from .checker import needs_coq

pytestmark = [needs_coq, pytest.mark.slow]

EQUAL = (
    ("sqrt 8", "2 * sqrt 2"),
    ("Rpower (1 / 2) (2 / 3)", "Rpower 2 (1 / 3) / 2"),
    ("Rpower (3 / 2 * (/ (1 + (3 / 2) ^ 2) * (1 / 2 * sqrt 13))) (2 / 3)", "Rpower 1521 (1 / 3) / 13"),
    ("Rpower 4 (3 / 2)", "8"),
    ("Rpower PI (1 / 2)", "sqrt PI"),
    ("1 / (sqrt 5 - 2)", "sqrt 5 + 2"),
    ("(1 + sqrt 2) ^ 5", "41 + 29 * sqrt 2"),
    ("(exp 1 - exp (-1)) * Rpower (exp 1 - exp (-1)) (1 / 3)", "Rpower (exp 1 - exp (-1)) (4 / 3)"),
    ("1 / (1 + exp 1) + exp 1 / (1 + exp 1)", "1"),
    ("exp (2 * ln 3 + 1)", "9 * exp 1"),
    ("ln 8", "3 * ln 2"),
    ("ln (sqrt PI * exp 3)", "ln PI / 2 + 3"),
    ("ln (1 + exp (-3))", "ln (1 + exp 3) - 3"),
    ("1 - tanh 1 ^ 2", "1 / cosh 1 ^ 2"),
    ("sin (-3) * exp (- atan 5)", "- sin 3 / exp (atan 5)"),
    ("cos (2 * PI / 3) + sin (- PI / 4) + cos (11 * PI)", "- 3 / 2 - sqrt 2 / 2"),
    ("tan (PI / 3)", "sqrt 3"),
    ("cos (atan (3 / 2))", "2 * sqrt 13 / 13"),
    ("4 * atan 1", "PI"),
)
"""Equations by hand: roots, powers, exponentials, logarithms, waves at multiples of PI, sums in denominators."""
DIFFERENT = (
    *(("sqrt 8", "2 * sqrt 3"), ("Rpower (1 / 2) (2 / 3)", "Rpower 2 (1 / 3)"), ("sqrt (-4)", "2"), ("ln (-1)", "0"), ("1 / 0", "1")),
    *(("exp 1", "27182818 / 10000000"), ("sin 3", "sin (-3)"), ("cos (PI / 3)", "sqrt 3 / 2"), ("Rpower (-8) (1 / 3)", "-2")),
    *(("1 / (1 + exp 1)", "1 / (2 + exp 1)"), ("sqrt 2 + sqrt 3", "sqrt 5"), ("ln 5", "ln 2 + ln 3"), ("atan 1", "PI / 3")),
)
"""Equations that are false, or that say something of roots and logarithms where these mean nothing."""


def proved(equations: Iterable[tuple[str, str]]) -> list[bool]:
    """Which of them Coq accepts."""
    checker = coq.found()
    session = ["From DiffCheck Require Import Tactics."]
    count = 0
    for count, (left, right) in enumerate(equations, 1):
        session += [f"Lemma equal_{count} : {left} = {right}. Proof. Equations.equal_forms. Qed.", "Abort All."]
        session.append(f"Definition proof_{count} := equal_{count}.")
    command = [checker.program.replace(coq.PROGRAM, "coqtop"), "-q", "-Q", str(checker.library), "DiffCheck"]
    environment = {**os.environ, "TERM": "dumb"}
    done = subprocess.run(command, input="\n".join(session), capture_output=True, text=True, env=environment, timeout=300)
    return [f"proof_{number} is defined" in done.stdout for number in range(1, count + 1)]


def test_equal_numbers_are_proved_equal_and_others_are_not() -> None:
    found = dict(zip((*EQUAL, *DIFFERENT), proved((*EQUAL, *DIFFERENT)), strict=True))
    assert {equation: well for equation, well in found.items() if well != (equation in EQUAL)} == {}
