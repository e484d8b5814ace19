"""Claims on a formula with parameters, judged in every case of these: it holds if it does in all of them.

Where a comparison in the claim is open in a case (is the kink at a the one at b?), the case is split there, as in the analysis.
"""

from __future__ import annotations

from dataclasses import replace

from diffcheck.analysis.analyze import in_every_case
from diffcheck.analysis.cases.conditions import Truth, clauses, condition_term, leaves
from diffcheck.claims.claim import BadClaim, Claim
from diffcheck.claims.judge import judged, open_condition, told_condition
from diffcheck.errors import NotYet
from diffcheck.model.question import Question
from diffcheck.model.report import Judged, Report
from diffcheck.model.tree import Problem

TRUTHS: dict[str, Truth] = {"holds": "yes", "fails": "no", "undecided": "open"}


def judged_by_cases(problem: Problem, question: Question, claim: Claim, known: Judged) -> Judged:
    """What became of a claim; `known`, if that is not decided here either. Raises BadClaim."""

    def here(report: Report | None) -> Judged:
        if report is None:
            return Judged(claim.text, "fails", "f is defined nowhere")
        try:
            return judged(report, (claim,))[0]
        except BadClaim as error:
            if error.code != "undefined_point":
                raise
            return Judged(claim.text, "fails", "a point that is named there is no real number")

    try:
        tree = in_every_case(problem, replace(question, solve=()), here)
    except (NotYet, OverflowError, ZeroDivisionError):
        return known
    found = [leaf.answer for leaf in leaves(tree)]
    outcomes = {one.outcome for one in found}
    if not found or "undecided" in outcomes:
        return known
    first = found[0]
    if len(set(found)) == 1 or outcomes == {"holds"}:
        return first
    if outcomes == {"fails"}:
        where = condition_term(clauses(tree, lambda one: "yes" if one == first else "no"))
        return replace(first, because=f"if {told_condition(where)}: {first.because}")
    where = condition_term(clauses(tree, lambda one: TRUTHS[one.outcome]))
    return replace(known, because=open_condition(where))
