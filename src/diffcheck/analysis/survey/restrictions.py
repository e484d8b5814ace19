"""A formula -> one that is defined exactly where it is, and says nothing else: what the domain is asked of.

Composition is strict, so a function that is total is defined where all its arguments are, and only the parts that are not total restrict.
What they are applied to is kept as it is written. So the domain of floor(tan(x)) + sqrt(x - 20) is that of tan(x) + sqrt(x - 20), though
the jumps of the first are not all known.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from diffcheck.analysis.lenses.fold import declaration, evaluate
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.exact.expr import ZERO
from diffcheck.model.tree import Apply, Cases, Name, Named, Node, Number, Problem


def restriction(problem: Problem) -> Problem | None:
    """The problem with a formula of the same domain; None where that is no simpler. Raises NotYet for an undeclared head."""
    parts = tuple(dict.fromkeys(_parts(problem.tree, problem.variable)))
    tree = parts[0] if len(parts) == 1 else Apply("+", parts) if parts else _NOTHING
    return None if tree == problem.tree else replace(problem, tree=tree)


_NOTHING, _ONE = Number(Fraction(0)), Number(Fraction(1))


def _parts(node: Node, name: str) -> list[Node]:
    """The parts that restrict where the formula is defined: it is defined where all of them are."""
    if isinstance(node, Number | Name):
        return []
    if isinstance(node, Named):
        return _parts(node.body, name)
    if isinstance(node, Cases):
        return [_of_cases(node, name)]
    if _is_total(node, name):
        return [part for arg in node.args for part in _parts(arg, name)]
    denominator = declaration(node, name).denominator
    if denominator is not None:
        others = (arg for i, arg in enumerate(node.args) if i != denominator)
        return [*(part for arg in others for part in _parts(arg, name)), Apply("/", (_ONE, node.args[denominator]))]
    return [node]


def _of_cases(node: Cases, name: str) -> Cases:
    """The same conditions, for they must be defined and must hold; in each case what restricts its value."""
    branches = []
    for value, condition in node.branches:
        parts = _parts(value, name)
        branches.append((_NOTHING if not parts else parts[0] if len(parts) == 1 else Apply("+", tuple(parts)), condition))
    return Cases(tuple(branches), node.span)


def _is_total(node: Apply, name: str) -> bool:
    """Whether the function is defined wherever its arguments are: declared so, or a power whose exponent allows any base."""
    function = declaration(node, name)
    if function.total:
        return True
    if function.head not in ("^", "principal_power"):
        return False
    exponent = evaluate(node.args[1], name, ZERO, POINT)
    q = None if exponent is None else exponent.rational
    return q is not None and q >= 0 and (q.q == 1 or (node.head == "^" and q.q % 2 == 1))
