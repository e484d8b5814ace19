"""One fold over the written tree, under any lens: what a formula is here, in terms of x.

Strict functions need all their arguments; cases look at the selected part alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from diffcheck.analysis.lenses.oscillation import Alternating, Oscillates, StandIns, alternation
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import given, parameter
from diffcheck.exact.expr import Expr, number
from diffcheck.functions.absolute import gap
from diffcheck.functions.facts import Function, Lens, Undefined
from diffcheck.functions.register import declared
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth, children

Branch = Expr | None
"""An analytic branch or a value; None: f is undefined there."""


def declaration(node: Apply, name: str) -> Function:
    """The declaration that rules a node. Raises NotYet for an undeclared head."""
    head = node.head
    if head in ("^", "principal_power"):
        names = set(names_in(node.args[1]))
        if name in names:
            head = "moving_power"
        elif names and not _is_fixed(node.args[1], names):
            head = "parametric_power"
    found = declared(head)
    if not isinstance(found, Function):
        raise NotYet("unknown_function", f"{node.head} is not known to diffcheck", *node.span)
    return found


def _is_fixed(exponent: Node, names: set[str]) -> bool:
    """Whether the question itself says which number an exponent is, or that it is an integer."""
    said = {given(name) for name in names}
    return said == {"value"} or (None not in said and _is_whole(exponent))


def _is_whole(node: Node) -> bool:
    """Whether a node is made of integers, and of parameters that are said to be, by sums, products and natural powers."""
    match node:
        case Number(value):
            return value.denominator == 1
        case Name(name):
            return given(name) == "integer" or parameter(name).integer is not None
        case Apply("+" | "*" | "neg", args):
            return all(map(_is_whole, args))
        case Apply("^", (base, Number(value))):
            return value.denominator == 1 and value >= 0 and _is_whole(base)
        case _:
            return False


def depends(node: Node | Condition, name: str) -> bool:
    """Whether the variable occurs in a node."""
    return name in names_in(node)


def names_in(node: Node | Condition) -> Iterator[str]:
    """The variable and the parameters that occur in a node, each as often as it does."""
    stack: list[Node | Condition] = [node]
    while stack:
        n = stack.pop()
        if isinstance(n, Name):
            yield n.name
        else:
            stack += children(n)


def gap_of(condition: Compare) -> Apply:
    """sign(left - right): what decides a comparison."""
    return gap(condition.left, condition.right, condition.span)


def evaluate(node: Node, name: str, x: Expr, lens: Lens, given: Mapping[int, Branch] | None = None) -> Branch:
    """The formula with x for the variable, seen through the lens; None where it is undefined. Raises NotYet.

    given: what is known of some parts, by identity.
    """
    known: dict[int, Branch] = {} if given is None else dict(given)
    kept: list[_Gaps] = []  # so that no later node gets the identity of one that is gone

    def of(n: Node) -> Branch:
        if id(n) in known:
            return known[id(n)]
        found: Branch
        if isinstance(n, Number):
            found = number(n.value)
        elif isinstance(n, Name):
            found = x if n.name == name else parameter(n.name)
        elif isinstance(n, Named):
            found = of(n.body)
        elif isinstance(n, Cases):
            kept.append(_Gaps(n, of))
            found = _of_cases(n.branches, kept[-1], of)
        else:
            found = strictly(n, declaration(n, name))
        known[id(n)] = found
        return found

    def strictly(n: Apply, function: Function) -> Branch:
        args: list[Branch] = []
        missing: NotYet | None = None
        for arg in n.args:
            try:
                args.append(of(arg))
            except NotYet as reason:  # it does not matter where another argument is undefined
                missing = missing or reason
                continue
            if args[-1] is None:
                return None
        if missing is not None:
            raise missing
        return ruled(function, args, lens)

    return of(node)


def _of_cases(branches: Sequence[tuple[Node, Condition]], gaps: Mapping[int, Branch], of: Callable[[Node], Branch]) -> Branch:
    """The selected part; where a condition holds and fails again and again near the point, a quantity between both parts."""
    for i, (value, condition) in enumerate(branches):
        true = _truth(condition, gaps)
        if isinstance(true, Alternating):
            one, other = of(value), _of_cases(branches[i + 1 :], gaps, of)
            if one is None and other is None:
                return None
            if one is None or other is None:
                raise NotYet("oscillates", "the domain has ends that crowd at the point")
            return one if one == other else (one + other) / 2 + (one - other) / 2 * true.indicator()
        if true is None:
            return None
        if true:
            return of(value)
    return None


class _Gaps(Mapping[int, Branch]):
    """The gaps of the comparisons of a definition by cases, each computed when a condition reaches it."""

    def __init__(self, node: Cases, of: Callable[[Node], Branch]) -> None:
        self._compared = {id(k): k for _, condition in node.branches for k in comparisons(condition)}
        self._of = of
        self._nodes: dict[int, Node] = {}

    def __getitem__(self, key: int) -> Branch:
        if key not in self._nodes:
            self._nodes[key] = gap_of(self._compared[key])
        return self._of(self._nodes[key])

    def __iter__(self) -> Iterator[int]:
        return iter(self._compared)

    def __len__(self) -> int:
        return len(self._compared)


def selected(node: Cases, gaps: Mapping[int, Branch]) -> Node | None:
    """The value that the first true condition selects; None where there is none or a reached condition is undefined.

    gaps: the sign of left - right of each comparison, by identity.
    """
    for value, condition in node.branches:
        true = _truth(condition, gaps)
        if isinstance(true, Alternating):
            raise NotYet("oscillates", "a condition holds and fails again and again near the point")
        if true is None:
            return None
        if true:
            return value
    return None


def ruled(function: Function, args: Sequence[Branch], lens: Lens) -> Branch:
    """The function's rule under a lens; None where an argument is undefined or the arguments lie outside its domain."""
    known = [u for u in args if u is not None]
    if len(known) < len(args):
        return None
    try:
        return function.rule(lens, *known)
    except Undefined:
        return None
    except Oscillates as found:
        if function.oscillating is None:
            raise NotYet("oscillates", f"an argument of {function.head} oscillates near the point") from None
        return function.oscillating(StandIns(in_domain=found.in_domain), *known)


def true_cases(node: Cases, gaps: Mapping[int, Branch]) -> list[int]:
    """The numbers of the cases, but `otherwise` and what follows it, whose conditions hold."""
    found: list[int] = []
    for place, (_, condition) in enumerate(node.branches):
        if isinstance(condition, Truth):
            break
        if _truth(condition, gaps) is True:
            found.append(place)
    return found


def comparisons(condition: Condition) -> list[Compare]:
    """The comparisons in a condition, from left to right."""
    if isinstance(condition, Truth):
        return []
    if isinstance(condition, Logic):
        return [c for part in condition.args for c in comparisons(part)]
    return [condition]


def _negated(truth: bool | Alternating | None) -> bool | Alternating | None:
    if truth is None:
        return None
    return truth.negated() if isinstance(truth, Alternating) else not truth


def _junction(condition: Logic, gaps: Mapping[int, Branch]) -> bool | Alternating | None:
    """And, or: the first part that decides, after parts that are all defined; an alternating part must be the only one."""
    decisive = condition.operator == "or"
    alternating: Alternating | None = None
    for part in condition.args:
        true = _truth(part, gaps)
        if alternating is not None and (true is None or isinstance(true, Alternating)):
            raise NotYet("oscillates", "several conditions hold and fail again and again near the point")
        if true is None:
            return None
        if isinstance(true, Alternating):
            alternating = true
        elif true is decisive:
            return decisive
    return not decisive if alternating is None else alternating


def _truth(condition: Condition, gaps: Mapping[int, Branch]) -> bool | Alternating | None:
    """Evaluation from the left: and, or stop at the first part that decides; None where a reached comparison is undefined."""
    if isinstance(condition, Truth):
        return condition.value
    if isinstance(condition, Logic):
        if condition.operator == "not":
            return _negated(_truth(condition.args[0], gaps))
        return _junction(condition, gaps)
    gap = gaps[id(condition)]
    if gap is None:
        return None
    s = gap.integer
    if s is None:
        return alternation(gap, condition.relation)
    tests = {"<": s < 0, "<=": s <= 0, ">": s > 0, ">=": s >= 0, "==": s == 0, "!=": s != 0}
    return tests[condition.relation]
