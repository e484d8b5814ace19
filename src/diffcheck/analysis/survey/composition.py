"""Continuity by the composition theorem alone: for formulas whose places of interest are not all known.

Theorem: a composition of functions, each continuous on its domain, is continuous on its natural domain (composition being strict, f is
defined at x iff every part is, and a limit passes through part after part).
"""

from __future__ import annotations

from flint import fmpq

from diffcheck.analysis.lenses.fold import declaration, depends, evaluate
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.errors import NotYet
from diffcheck.exact.expr import number
from diffcheck.functions.facts import nowhere
from diffcheck.model.question import Question
from diffcheck.model.tree import Cases, Name, Named, Node, Number, Problem


def is_continuous_by_composition(problem: Problem, question: Question) -> bool:
    """Whether f is continuous on the asked set because all its parts are. False: not by this theorem, or f may be undefined there."""
    total = _is_continuous(problem.tree, problem.variable, everywhere=True)
    if total or question.on.kind != "domain" or problem.parameters:
        return total
    return _is_continuous(problem.tree, problem.variable) and _is_somewhere_defined(problem)


def _is_continuous(node: Node, name: str, *, everywhere: bool = False) -> bool:
    """Whether all parts are continuous where they are defined; and, if asked, defined everywhere."""
    if isinstance(node, Number | Name):
        return True
    if isinstance(node, Named):
        return _is_continuous(node.body, name, everywhere=everywhere)
    if not depends(node, name):
        return not everywhere
    if isinstance(node, Cases):
        return False
    known = declaration(node, name)
    if everywhere and not known.total:
        return False
    return (known.continuous or known.switches is nowhere) and all(_is_continuous(arg, name, everywhere=everywhere) for arg in node.args)


_SAMPLES = (fmpq(1, 3), fmpq(7, 3), fmpq(-7, 5), fmpq(31, 3), fmpq(-29, 3), fmpq(1, 1000), fmpq(1001, 7))


def _is_somewhere_defined(problem: Problem) -> bool:
    """Whether f is proved to have a value at one of some samples: of a function that is defined nowhere nothing is said."""
    for q in _SAMPLES:
        try:
            if evaluate(problem.tree, problem.variable, number(q), POINT) is not None:
                return True
        except (NotYet, OverflowError, ZeroDivisionError):
            continue
    return False
