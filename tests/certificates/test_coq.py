"""What Coq accepts, and what it must not: certificates of true records, and of records in which one thing is false."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diffcheck import api
from diffcheck.certificate import certificate_of
from diffcheck.model.certificate import Certificate
from diffcheck.model.report import NO, YES, Finding, Lack, Report, Verdict
from diffcheck.model.term import MINUS_OO, OO, SignedInfinity
from diffcheck.shell import coq

from ..portion import portion
from ..terms import exact
from .checker import accepted, is_written, needs_coq, reports, written

pytestmark = [needs_coq, pytest.mark.slow]

TRUE = (
    "max(0,x)",
    "x*abs(x)",
    "abs(x-2)",
    "max(x,x^2)",
    "clip(x,0,1)",
    "||x|-1|",
    "{x^2, x<1; 2x-1, x>=1}",
    "{x, x<0; x^2, 0<=x and x<2; 7, else}",
    "sign(x)*(x+1)",
    "H(x)",
    "1/x",
    "1/x^2",
    "(x^2-1)/(x-1)",
    "x/x",
    "{sqrt(x), x>1; x, x<0}",
    "x^3 - x",
    "exp(x)*abs(x)",
    "abs(x^2-2)",
    "sqrt((x-1)^2)",
    "atan(abs(x))",
    "log(1+x^2)*abs(x)",
    "sqrt(abs(x))",
    "x^(1/3)",
    "sqrt(4-x^2)",
    "x + 2*(x^2)^(1/3)",
    "1/sqrt(x)",
    "abs(x)^(7/2)",
    "x^(3/2)",
    "{x*log(abs(x)), x != 0; 0, else}",
    "{x^2*log(abs(x)), x != 0; 0, else}",
    "x^x",
    "log(1/x)",
    "{exp(-1/x^2), x != 0; 0, else}",
    "{exp(-1/x), x > 0; 0, else}",
    "{exp(-1/x^2)*sin(1/x), x != 0; 0, else}",
    "1/(1+exp(1/x))",
    "x^2*exp(1/x)",
    "{x*atan(1/x), x != 0; 0, else}",
    "{x^2*atan(1/x), x != 0; 0, else}",
    "sin(1/x)",
    "sin(1/x)/x",
    "{x*sin(1/x), x != 0; 0, else}",
    "{x^2*sin(1/x), x != 0; 0, else}",
    "{x^4*cos(1/x), x != 0; 0, else}",
    "{x*sin(log(abs(x))), x != 0; 0, else}",
    "{x^2/2, abs(x) <= 1; abs(x)-1/2, else}",
    "{x^4*sin(1/x^2), x != 0; 0, else}",
    "abs(x-8)*x^(2/3)",
    "abs(x-3/2)*(x/sqrt(1+x^2))^(1/3)",
    "abs(exp(x)-exp(2))^3*exp(exp(x))",
    "{-1/2, x<=-sqrt(5)/2; (x+sqrt(5)/2)^2*(x^2+sqrt(5)*x+1) - 1/2, else}",
)
"""Formulas whose certificates are accepted: one at least for each rule of branches, limits, slopes and orders."""
FAMILIES = (
    *("floor(x)", "frac(3*x - 1/3)", "mod(x + 1, 3) + x^2", "frac(x)*(1 - frac(x))", "frac(x/2)^2*(1 - frac(x/2))^2", "floor(4*x)/4"),
    *("floor(x-1/3) + sqrt(frac(x-1/3)) - 2*x", "abs(sin(x))", "sec(x)", "exp(tan(x))", "1/(sin(x)-1/2)"),
)
"""Formulas with families of points, of which every member is claimed."""
PARAMETRIC = (
    "{x/10, x <= 10; a + x/5, else}",
    "{2*x^2 - 3*x/2 - 2, x < 0; a*x + b, else}",
    "{c*x^2 + 2*x, x < 2; x^3 - c*x, else}",
    "{cos(x), x <= 0; 1 + a*x, else}",
    "{x^2, x <= a; 2*a*x - a^2, else}",
    "a*x + abs(x)",
)
"""Formulas with free parameters, whose verdicts are claimed as equivalences."""


def at(report: Report, number: int, **changed: object) -> Report:
    """The report with something else in one entry."""
    points = list(report.points)
    points[number] = replace(points[number], **changed)  # type: ignore[arg-type]
    return replace(report, points=tuple(points))


def moved(point: Finding) -> Finding:
    return replace(point, at=exact("1/3"))


RELU, C1, JUMP, POLE, HOLE = "max(0,x)", "x*abs(x)", "{x, x<1; 3, x>=1}", "1/x", "(x^2-1)/(x-1)"
CUSP, EDGE, ROOT = "sqrt(abs(x))", "sqrt(4-x^2)", "abs(x)^(7/2)"
LOG, WAVE, SMALL = "{x*log(abs(x)), x != 0; 0, else}", "sin(1/x)", "{x^2*sin(1/x), x != 0; 0, else}"
FLAT, ARC = "{exp(-1/x)+x^2, x > 0; 0, else}", "{x*atan(1/x), x != 0; 0, else}"
FRAC, JOIN = "frac(x)", "{x^2, x < 0; a*x + b, else}"
RECTIFIED = "abs(sin(x))"
ONE = exact("1")
FALSE = {
    "another value": (RELU, lambda r: at(r, 0, value=ONE)),
    "another left limit": (RELU, lambda r: at(r, 0, left_limit=ONE)),
    "another right limit": (RELU, lambda r: at(r, 0, right_limit=ONE)),
    "another left slope": (RELU, lambda r: at(r, 0, left_derivative=exact("1/1000000"))),
    "another right slope": (RELU, lambda r: at(r, 0, right_derivative=exact("2"))),
    "slopes exchanged": (RELU, lambda r: at(r, 0, left_derivative=ONE, right_derivative=exact("0"))),
    "discontinuous": (RELU, lambda r: at(r, 0, continuous=NO)),
    "differentiable": (RELU, lambda r: replace(at(r, 0, differentiable=YES), differentiable=YES)),
    "differentiable at the point alone": (RELU, lambda r: at(r, 0, differentiable=YES)),
    "differentiable on the domain alone": (RELU, lambda r: replace(r, differentiable=YES)),
    "C1 where it is C0": (RELU, lambda r: replace(at(r, 0, smoothness=1), smoothness=1)),
    "smooth": (RELU, lambda r: replace(at(r, 0, smoothness="oo"), smoothness="oo")),
    "rough": (RELU, lambda r: replace(at(r, 0, smoothness=-1), smoothness=-1)),
    "the point left out": (RELU, lambda r: replace(r, points=(), differentiable=YES, smoothness="oo")),
    "the point moved": (RELU, lambda r: replace(r, points=(moved(r.points[0]),))),
    "a smaller domain": (RELU, lambda r: replace(r, domain=exact("(-oo, 0) U (0, oo)"))),
    "a half line": (RELU, lambda r: replace(r, domain=exact("[0, oo)"))),
    "C2 where it is C1": (C1, lambda r: replace(at(r, 0, smoothness=2), smoothness=2)),
    "C0 where it is C1": (C1, lambda r: replace(at(r, 0, smoothness=0), smoothness=0)),
    "C1 on the domain, C2 at the point": (C1, lambda r: at(r, 0, smoothness=2)),
    "not differentiable": (C1, lambda r: replace(at(r, 0, differentiable=NO), differentiable=NO)),
    "another derivative": (C1, lambda r: at(r, 0, left_derivative=ONE, right_derivative=ONE)),
    "continuous across a jump": (JUMP, lambda r: replace(at(r, 0, continuous=YES), continuous=YES)),
    "the other side's value": (JUMP, lambda r: at(r, 0, value=ONE)),
    "a finite slope after a jump": (JUMP, lambda r: at(r, 0, left_derivative=ONE)),
    "the other infinity after a jump": (JUMP, lambda r: at(r, 0, left_derivative=MINUS_OO)),
    "an infinite slope on the side of the value": (JUMP, lambda r: at(r, 0, right_derivative=OO)),
    "the jump smaller": (JUMP, lambda r: at(r, 0, right_limit=exact("2"))),
    "C0 across a jump": (JUMP, lambda r: replace(at(r, 0, smoothness=0), smoothness=0)),
    "the other infinity": (POLE, lambda r: at(r, 0, left_limit=OO)),
    "a finite limit at a pole": (POLE, lambda r: at(r, 0, right_limit=exact("0"))),
    "a value at a pole": (POLE, lambda r: at(r, 0, value=exact("0"))),
    "a pole forgotten": (POLE, lambda r: replace(r, points=())),
    "a pole filled": (POLE, lambda r: replace(r, domain=exact("(-oo, oo)"))),
    "continuous at a pole": (POLE, lambda r: at(r, 0, continuous=YES)),
    "a hole filled": (HOLE, lambda r: at(r, 0, value=exact("2"))),
    "another limit at a hole": (HOLE, lambda r: at(r, 0, left_limit=exact("3/2"))),
    "a hole forgotten": (HOLE, lambda r: replace(r, points=(), domain=exact("(-oo, oo)"))),
    "no limit at a hole": (HOLE, lambda r: at(r, 0, left_limit=None)),
    "a slope at a hole": (HOLE, lambda r: at(r, 0, left_derivative=ONE)),
    "a cusp with the other slope": (CUSP, lambda r: at(r, 0, left_derivative=OO)),
    "a cusp with a finite slope": (CUSP, lambda r: at(r, 0, right_derivative=ONE)),
    "a cusp with another value": (CUSP, lambda r: at(r, 0, value=ONE)),
    "differentiable at a cusp": (CUSP, lambda r: replace(at(r, 0, differentiable=YES), differentiable=YES)),
    "a cusp forgotten": (CUSP, lambda r: replace(r, points=(), differentiable=YES, smoothness="oo")),
    "an end point open": (EDGE, lambda r: replace(r, domain=exact("(-2, 2]"))),
    "an end point forgotten": (EDGE, lambda r: replace(r, points=r.points[1:])),
    "a slope on the wrong side of an end": (EDGE, lambda r: at(r, 0, left_derivative=OO)),
    "the other infinity at an end": (EDGE, lambda r: at(r, 0, right_derivative=MINUS_OO)),
    "one higher order at a root": (ROOT, lambda r: replace(at(r, 0, smoothness=4), smoothness=4)),
    "one lower order at a root": (ROOT, lambda r: replace(at(r, 0, smoothness=2), smoothness=2)),
    "another limit of a logarithm": (LOG, lambda r: at(r, 0, left_limit=ONE)),
    "a logarithm with the other slope": (LOG, lambda r: at(r, 0, left_derivative=OO)),
    "a logarithm with a finite slope": (LOG, lambda r: at(r, 0, right_derivative=exact("0"))),
    "differentiable at a logarithm": (LOG, lambda r: replace(at(r, 0, differentiable=YES), differentiable=YES)),
    "a wave with a limit": (WAVE, lambda r: at(r, 0, left_limit=exact("0"))),
    "a wave that grows": (WAVE, lambda r: at(r, 0, right_limit=OO)),
    "no limit of a wave that dies": (SMALL, lambda r: at(r, 0, left_limit=Lack.NO_LIMIT)),
    "another slope of a wave": (SMALL, lambda r: at(r, 0, left_derivative=ONE)),
    "no slope of a wave that has one": (SMALL, lambda r: at(r, 0, left_derivative=Lack.NO_LIMIT)),
    "a wave that is C1": (SMALL, lambda r: replace(at(r, 0, smoothness=1), smoothness=1)),
    "a wave that is not continuous": (SMALL, lambda r: replace(at(r, 0, continuous=NO), continuous=NO)),
    "a wave that is smooth": (SMALL, lambda r: replace(r, points=(), differentiable=YES, smoothness="oo")),
    "another value under a flat part": (FLAT, lambda r: at(r, 0, value=ONE)),
    "a flat part with another limit": (FLAT, lambda r: at(r, 0, left_limit=ONE)),
    "a flat part that is C2": (FLAT, lambda r: replace(at(r, 0, smoothness=2), smoothness=2)),
    "a flat part with a slope": (FLAT, lambda r: at(r, 0, right_derivative=ONE)),
    "another limit of an arc": (ARC, lambda r: at(r, 0, left_limit=ONE)),
    "the slopes of an arc exchanged": (ARC, lambda r: at(r, 0, left_derivative=exact("pi/2"), right_derivative=exact("-pi/2"))),
    "another value of every member": (FRAC, lambda r: at(r, 0, value=ONE)),
    "another limit of every member": (FRAC, lambda r: at(r, 0, left_limit=exact("0"))),
    "a limit that moves with the member": (FRAC, lambda r: at(r, 0, right_limit=exact("n"))),
    "the other infinity of every member": (FRAC, lambda r: at(r, 0, left_derivative=OO)),
    "another slope of every member": (FRAC, lambda r: at(r, 0, right_derivative=exact("2"))),
    "every member continuous": (FRAC, lambda r: replace(at(r, 0, continuous=YES), continuous=YES)),
    "every member C0": (FRAC, lambda r: replace(at(r, 0, smoothness=0), smoothness=0)),
    "every other member forgotten": (FRAC, lambda r: at(r, 0, at=exact("2*n"))),
    "more members than there are": (FRAC, lambda r: at(r, 0, at=exact("n/2"))),
    "the family moved": (FRAC, lambda r: at(r, 0, at=exact("n + 1/2"))),
    "a family with another domain": (FRAC, lambda r: replace(r, domain=exact("[0, oo)"))),
    "another value of every zero": (RECTIFIED, lambda r: at(r, 0, value=ONE)),
    "another slope at every zero": (RECTIFIED, lambda r: at(r, 0, right_derivative=exact("2"))),
    "every zero of order 1": (RECTIFIED, lambda r: replace(at(r, 0, smoothness=1), smoothness=1)),
    "every other zero forgotten": (RECTIFIED, lambda r: at(r, 0, at=exact("2*pi*n"))),
    "more zeros than there are": (RECTIFIED, lambda r: at(r, 0, at=exact("pi*n/2"))),
    "all zeros moved": (RECTIFIED, lambda r: at(r, 0, at=exact("pi*n + pi/2"))),
    "another condition for continuity": (JOIN, lambda r: replace(r, continuous=Verdict("condition", condition=exact("Eq(b, 1)")))),
    "continuous without a condition": (JOIN, lambda r: replace(r, continuous=YES)),
    "never continuous": (JOIN, lambda r: replace(r, continuous=NO)),
    "differentiable as soon as continuous": (JOIN, lambda r: replace(r, differentiable=r.continuous)),
    "differentiable under half the condition": (
        JOIN,
        lambda r: replace(r, differentiable=Verdict("condition", condition=exact("Eq(a, 0)"))),
    ),
    "another value under a condition": (JOIN, lambda r: at(r, 0, value=exact("a"))),
    "another slope under a condition": (JOIN, lambda r: at(r, 1, right_derivative=exact("a + 1"))),
    "an infinity with the other sign": (JOIN, lambda r: at(r, 0, left_derivative=SignedInfinity(exact("-b")))),
    "an infinity that no longer depends": (JOIN, lambda r: at(r, 0, left_derivative=OO)),
    "orders exchanged": (JOIN, lambda r: replace(r, smoothness=tuple((when, 1 if k == 0 else k) for when, k in r.smoothness))),
    "the hole moved": (HOLE, lambda r: replace(r, points=(replace(r.points[0], at=exact("2")),))),
    **{
        f"another domain of {formula}": (formula, lambda r: replace(r, domain=exact("[0, oo)")))
        for formula in (C1, ROOT, LOG, WAVE, SMALL, FLAT, ARC, JOIN)
    },
}


CHANGED = tuple(dict.fromkeys(formula for formula, _ in FALSE.values()))


@pytest.mark.parametrize(
    "formulas", [portion(TRUE, of=2), portion(FAMILIES, of=3), portion(PARAMETRIC, of=2)], ids=["plain", "families", "parametric"]
)
def test_certificates_of_true_records_are_accepted_all_in_one_run(formulas):
    found = accepted([written(formula) for formula in formulas])
    assert [formula for formula, well in zip(formulas, found, strict=True) if not well] == []


ASSUMED = [
    ("a*|x|", ("a > 0",), "forall a : R,\n  a > 0 ->\n"),
    ("a*|x| + b", ("a < 0", "b < 1"), "forall a b : R,\n  a < 0 ->\n  b < 1 ->\n"),
    ("{a*x + b, x < 1; x^2, else}", ("a != 2",), "forall a b : R,\n  a <> 2 ->\n"),
]


def test_what_is_assumed_is_a_premise_of_the_claim():
    """a|x| is not differentiable for a > 0, and is for a = 0: without the premise the claim would be false, and has no proof."""
    true, false = list[Certificate](), list[Certificate]()
    for formula, assume, stated in ASSUMED:
        report = api.check(formula, assume=assume)
        every = api.check(formula, assume=assume, show_all=True)
        true.append(certificate_of(report, every.points, "c.v"))
        assert f"Definition claim : Prop := {stated}" in true[-1].claim
    report = api.check("a*|x|", assume=("a > 0",))
    false.append(certificate_of(replace(report, assumed=()), report.points, "c.v"))
    assert accepted(true, false) == [True] * len(true) + [False]


def changed(of: str) -> dict[str, Report]:
    """The false records of a formula that have a certificate."""
    records = {name: change(reports(formula)[0]) for name, (formula, change) in FALSE.items() if formula == of}
    return {name: report for name, report in records.items() if is_written(of, report)}


@pytest.mark.parametrize("formula", portion(CHANGED, of=2))
def test_no_certificate_of_a_false_record_is_accepted(formula: str) -> None:
    """The true record is in the same run, and accepted: so each refusal is for what was changed."""
    tried = changed(formula)
    true, *found = accepted([written(formula)], [written(formula, report) for report in tried.values()])
    assert true
    assert [name for name, well in zip(tried, found, strict=True) if well] == []


def test_many_false_records_are_tried() -> None:
    assert sum(len(changed(formula)) for formula in CHANGED) >= 60


def test_an_axiom_a_redefinition_and_another_claim_are_rejected():
    checker = coq.found()
    true = written(RELU)
    assert coq.judged(checker, true.text, true.claim, None).word == "accepted"
    head, theorem = true.text.split("Theorem verdict")
    for text in (
        f"{head}Axiom cheat : False.\nTheorem verdict : Claim.claim.\nProof. destruct cheat. Qed.\n",
        f"{head}Theorem verdict : Claim.claim.\nProof. Admitted.\n",
        f"{head}Definition claim := True.\nTheorem verdict : claim.\nProof. exact I. Qed.\n",
        f"{head}Theorem verdict : True.\nProof. exact I. Qed.\n",
        f"Definition ordinary (_ : nat) := True.\n{true.text}",
        true.text.replace("Module Claim.", "Module Claim.\nDefinition ordinary (e : expr) (x : R) := True."),
        true.text.replace("(Fin 1)", "(Fin 2)"),
        f"(* (* *)\n{true.claim} *) {written('x').text}",
        f"{head}(* {theorem} *)",
    ):
        assert coq.judged(checker, text, true.claim, None).word == "rejected", text[:300]


def test_the_lemma_that_fails_is_named():
    true = written(RELU)
    outcome = coq.judged(coq.found(), true.text.replace("sign_here 1%nat", "idtac"), true.claim, None)
    assert (outcome.word, outcome.why.split(":")[0]) == ("rejected", "left_branch_0")
