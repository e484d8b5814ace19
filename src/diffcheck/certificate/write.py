"""A report as a file for Coq: a comment, the claim above all proofs, the proofs, and the theorem that they are proofs of the claim."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from diffcheck.certificate import claim
from diffcheck.certificate.equivalences import Equivalences
from diffcheck.certificate.numbers import PRECISION
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.periods import PERIOD, Periodic
from diffcheck.certificate.record import Record
from diffcheck.exact.ball import at_precision
from diffcheck.model.certificate import Certificate
from diffcheck.model.report import Finding, Report
from diffcheck.model.term import walk
from diffcheck.model.tree import Problem

STATEMENT: Final = """From Coq Require Import Reals ZArith.
From DiffCheck Require Import Statement.
Open Scope R_scope.
"""

MOST: Final = 80_000
"""Letters of a file."""


def file_name(path: str, problem: Problem) -> str:
    """The file of a certificate: the path, or a file in this folder named for the label or the formula; another name for each formula."""
    if path.endswith(".v"):
        return path
    words = re.findall(r"[A-Za-z0-9]+", problem.label or problem.text)
    return os.path.join(path, "_".join([*words, sha256(problem.text.encode()).hexdigest()[:8]])[-60:] + ".v")


def certificate_of(report: Report, suspects: Iterable[Finding], file: str) -> Certificate:
    """The certificate of a whole record; suspects: all places where f may fail, those that turned out smooth too. Raises Outside."""
    if report.on != "domain":
        raise Outside("verdicts on another set than the domain")
    if report.status != "ok":
        raise Outside("something is undecided")
    with at_precision(PRECISION):
        if report.problem.parameters:
            found = Equivalences(report, tuple(suspects))
            return _certificate(report, file, found.definition, found.proofs(), found.records[0].told())
        record = _record(report, tuple(suspects))
        definition = f"Definition f : expr := {record.f}.\nDefinition claim : Prop :=\n  {claim.joined(record.parts('f'))}."
        proofs = [*record.text(), f"Theorem verdict : Claim.claim.\nProof. {record.whole} Qed.\n"]
        return _certificate(report, file, definition, proofs, record.told())


def _record(report: Report, suspects: tuple[Finding, ...]) -> Record:
    """The proofs of a record without parameters; those of waves go by their period."""
    found = [*report.points, *suspects]
    return (
        Periodic(report, suspects) if any(one.index is not None and PERIOD in walk(one.at) for one in found) else Record(report, suspects)
    )


def _certificate(report: Report, file: str, definition: str, proofs: Iterable[str], told: tuple[str, ...]) -> Certificate:
    """The file: the claim first, then what proves it."""
    stated = f"{STATEMENT}Module Claim.\n{definition}\nEnd Claim.\n"
    text = "\n".join([_comment(report), stated, "From DiffCheck Require Import Tactics.", "Import Claim.", *proofs])
    if len(text) > MOST:
        raise Outside(f"its proof would have more than {MOST // 1000} thousand letters, which takes the checker minutes")
    return Certificate(file, text, stated, told, claim.OMITTED)


def _comment(report: Report) -> str:
    omitted = ", ".join(claim.OMITTED)
    reading = report.reading or str(report.function)
    told = "Claimed is what stands in the module Claim. Not claimed: "
    function = _harmless(f"{report.problem.variable} -> {reading}")
    return f"(* {function}\n   {told}{omitted}. *)"


def _harmless(text: str) -> str:
    """A text that ends no comment."""
    return text.replace("(*", "( *").replace("*)", "* )").replace('"', "'")
