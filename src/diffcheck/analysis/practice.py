"""What frameworks return at a point beside the truth there: a finding with its fields of automatic differentiation filled in."""

from __future__ import annotations

from dataclasses import replace

from diffcheck.analysis.autodiff import Tape
from diffcheck.analysis.examine import Seen, constant_text, letter_for
from diffcheck.analysis.subdifferential import subdifferential
from diffcheck.errors import NotYet
from diffcheck.exact.double import Double, double
from diffcheck.exact.expr import Expr
from diffcheck.exact.sign import sign
from diffcheck.functions.pullbacks import FRAMEWORKS
from diffcheck.germs.limits import Limit
from diffcheck.model.report import Finding, Kind
from diffcheck.model.tree import Problem


def with_autodiff(problem: Problem, seen: Seen, finding: Finding) -> Finding:
    """The finding with what each framework returns, the verdict on it where one is proved, and Clarke's subdifferential."""
    continuous = finding.continuous.answer == "yes"
    clarke = subdifferential(seen.left, seen.right) if continuous else None
    letter = letter_for(problem.variable, seen.look.at)
    if clarke is not None:
        finding = replace(finding, subdifferential=(constant_text(clarke[0], letter), constant_text(clarke[1], letter)))
    if finding.kind is Kind.OUTSIDE:
        return finding
    try:
        tape = Tape(problem.tree, problem.variable, seen.look.at)
        found = [(framework, tape.gradient(framework)) for framework in FRAMEWORKS]
        verdicts = [(framework, _verdict(value, seen, finding, clarke)) for framework, value in found]
    except NotYet:
        return finding
    return replace(
        finding,
        autodiff=tuple((f, "none" if v is None else v.special if not v.is_finite else constant_text(v.exact, letter)) for f, v in found),
        autodiff_verdict=tuple((f, word) for f, word in verdicts if word is not None),
    )


def _verdict(value: Double | None, seen: Seen, finding: Finding, clarke: tuple[Expr, Expr] | None) -> str | None:
    """One word of the contract; None where the truth is not known well enough."""
    if value is None:
        return "none"
    if value.is_nan:
        return "nan"
    slopes = [s for s in (seen.facts.left_slope, seen.facts.right_slope) if s is not None]
    if any(isinstance(s, str) for s in slopes) or "undecided" in (finding.continuous.answer, finding.differentiable.answer):
        return None
    known = [s for s in slopes if isinstance(s, Limit)]
    if finding.differentiable.answer == "yes":
        return "derivative" if _equals(value, double(known[0].value)) else "wrong"
    if finding.continuous.answer == "no" or not known:
        return "wrong"
    infinite = [s for s in known if s.kind == "infinite"]
    if infinite:  # not Lipschitz; an infinite derivative is met by the infinity of its sign
        met = len(infinite) == len(known) and all(s.sign and value.is_infinite and value.sign == s.sign for s in known)
        return "derivative" if met else "wrong"
    if clarke is None:
        return None
    inside = value.is_finite and sign(value.exact - clarke[0]) >= 0 and sign(clarke[1] - value.exact) >= 0
    return "subgradient" if inside else "wrong"


def _equals(value: Double, truth: Double) -> bool:
    """Whether the value is the true one, as far as double precision reaches."""
    return value.is_finite and truth.is_finite and sign(value.exact - truth.exact) == 0
