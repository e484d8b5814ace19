"""What frameworks return at a point beside the truth there: a finding with its fields of automatic differentiation filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from flint import arb

from diffcheck.analysis.autodiff import Tape
from diffcheck.analysis.classify import Facts
from diffcheck.analysis.examine import Letter, Look, Seen, letter_at, quantity, see
from diffcheck.analysis.index import Range, over_range
from diffcheck.analysis.roots import zeros
from diffcheck.analysis.rows import Row
from diffcheck.analysis.subdifferential import subdifferential
from diffcheck.errors import NotYet
from diffcheck.exact.ball import enclose
from diffcheck.exact.calculus import substitute
from diffcheck.exact.double import Double, double
from diffcheck.exact.expr import Expr, symbol
from diffcheck.exact.sign import known_sign, sign
from diffcheck.functions.pullbacks import FRAMEWORKS
from diffcheck.germs.limits import Limit, finite
from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding
from diffcheck.model.tree import Problem


def with_autodiff(problem: Problem, seen: Seen, finding: Finding) -> Finding:
    """The finding with what each framework returns, the verdict on it where one is proved, and Clarke's subdifferential."""
    clarke = subdifferential(seen.left, seen.right) if finding.continuous.answer == "yes" else None
    letter = letter_at(problem.variable, seen.look.at)
    ends = () if clarke is None else (_text(Double(clarke[0]), letter), _text(Double(clarke[1]), letter))
    finding = replace(finding, subdifferential=ends)
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
        autodiff=tuple((framework, _text(value, letter)) for framework, value in found),
        autodiff_verdict=tuple((framework, word) for framework, word in verdicts if word is not None),
    )


def _text(value: Double | None, letter: Letter | None) -> str:
    if value is None:
        return "none"
    return quantity(finite(value.exact), letter) or "" if value.is_finite else value.special


LookAt: TypeAlias = Callable[[Expr], tuple[Look, Facts, Finding] | None]


def of_family(problem: Problem, row: Row, index: str, look_at: LookAt) -> Finding:
    """The finding of a point; of a family with what holds for all its members, each part of which is looked at anew."""
    if row.range is None:
        return with_autodiff(problem, _seen(problem, row.look, row.facts), row.finding)

    classes = False  # in a residue class the letter of the index stands for something else

    def member(n: Expr) -> Finding:
        nonlocal classes
        classes = classes or (n != symbol(index) and index in n.free)
        there = look_at(substitute(row.at, index, n, known_sign))
        return row.finding if there is None else with_autodiff(problem, _seen(problem, there[0], there[1]), row.finding)

    try:
        found = [over_range(index, part, member, zeros) for part in _without(row.range, row.exceptions)]
    except (NotYet, ZeroDivisionError):
        return replace(row.finding, subdifferential=())
    first, *others = (f for parts in found for f, _ in parts)

    def common(field: str) -> tuple[tuple[str, str], ...]:
        pairs = [pair for pair in getattr(first, field) if all(pair in getattr(f, field) for f in others)]
        return tuple((framework, word) for framework, word in pairs if not (classes and _mentions(word, index)))

    ends = first.subdifferential
    agreed = all(f.subdifferential == ends for f in others) and not (classes and ends and any(_mentions(end, index) for end in ends))
    return replace(
        row.finding,
        autodiff=common("autodiff"),
        autodiff_verdict=common("autodiff_verdict"),
        subdifferential=ends if agreed else (),
    )


def _mentions(shown: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", shown) is not None


def _without(whole: Range, exceptions: tuple[int, ...]) -> list[Range]:
    """The range in parts that hold no exception."""
    parts, low = [], whole.low
    for n in sorted(exceptions):
        parts.append(Range(low, n - 1))
        low = n + 1
    return [part for part in (*parts, Range(low, whole.high)) if not part.is_empty()]


def _seen(problem: Problem, look: Look, facts: Facts) -> Seen:
    """The sides looked at again; where they could not be looked at, what is known."""
    unknown = any(isinstance(q, str) for q in (facts.left, facts.right))
    return Seen(look, None, None, facts) if unknown else see(problem.variable, look)


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
    """Whether the value is the true one, as far as double precision tells them apart: underflow may have made them differ."""
    if not (value.is_finite and truth.is_finite):
        return False
    gap = value.exact - truth.exact
    if not gap.free and abs(enclose(gap, 128)) < abs(enclose(truth.exact, 128)) * arb(2) ** -52:
        return True
    return sign(gap) == 0
