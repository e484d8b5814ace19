"""Many certificates in one run of Coq's toplevel, which goes on after an error: which of them are accepted."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest

from diffcheck import api
from diffcheck.certificate import Outside, certificate_of
from diffcheck.model.certificate import Certificate
from diffcheck.model.report import Report
from diffcheck.shell import coq

needs_coq = pytest.mark.skipif(
    shutil.which(coq.PROGRAM) is None, reason=f"Coq is not installed, so no certificate was checked ({coq.INSTALL})"
)


@cache
def reports(formula: str) -> tuple[Report, Report]:
    """The report on a formula, and the one that lists all suspects."""
    return api.check(formula), api.check(formula, show_all=True)


def written(formula: str, report: Report | None = None) -> Certificate:
    """The certificate of a formula, or of another report on it."""
    own, every = reports(formula)
    listed = own if report is None else report
    gone = {point.at for point in own.points} - {point.at for point in listed.points}
    return certificate_of(listed, [point for point in every.points if point.at not in gone], "c.v")


def is_written(formula: str, report: Report) -> bool:
    """Whether a report has a certificate at all."""
    try:
        written(formula, report)
    except Outside:
        return False
    return True


def accepted(certificates: Iterable[Certificate], doubted: Iterable[Certificate] = ()) -> list[bool]:
    """Which of them Coq accepts. For the doubted ones it has little time: a proof of a falsehood is no shorter than one of the truth."""
    checker = coq.found()
    session = ["From DiffCheck Require Import Tactics."]
    count = 0
    for count, (one, seconds) in enumerate([*((one, 300) for one in certificates), *((one, 3) for one in doubted)], 1):
        session += [
            f"Set Default Timeout {seconds}.",
            f"Module T{count}.",
            one.text,
            f"Definition accepted_{count} : Claim.claim := verdict.",
            "Abort All.",
            f"Reset T{count}.",
        ]
    command = [checker.program.replace(coq.PROGRAM, "coqtop"), "-q", "-Q", str(checker.library), "DiffCheck"]
    environment = {**os.environ, "TERM": "dumb"}
    done = subprocess.run(command, input="\n".join(session), capture_output=True, text=True, env=environment, timeout=1800)
    return [f"accepted_{number} is defined" in done.stdout for number in range(1, count + 1)]


__all__ = ["accepted", "is_written", "needs_coq", "replace", "reports", "written"]
