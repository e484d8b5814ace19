"""Why a place is looked at: which part of the formula has a switch there. Recorded only for an explanation."""

from __future__ import annotations

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.zeros.residues import member
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, Split
from diffcheck.exact.calculus import substitute
from diffcheck.exact.expr import Expr, Sign, number
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import known_sign
from diffcheck.model.report import Reason
from diffcheck.model.term import Call, Power, Symbol, Term, added, comparison, group, minus, multiplied, rational
from diffcheck.model.tree import Apply, Cases, Compare, Name, Named, Node, Number

CASES = "another case may begin where a condition changes"
ASKED = Reason(None, "the question names it")
CROWD = Reason(None, "other special points crowd there")
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4


class Reasons:
    """The parts of a formula that were asked where they switch, and the answers, in the order in which they were given."""

    def __init__(self, *indices: str) -> None:
        self.indices = indices
        self._asked: dict[int, tuple[Node, Reason]] = {}
        self._found: dict[Expr, dict[Reason, None]] = {}
        self._checked: dict[Reason, None] = {}
        self._now: Reason | None = None
        self.solved: dict[tuple[Expr, Interval], int] = {}
        """How many zeros an expression has in an interval, for those that were asked for."""

    def ask(self, node: Node, why: str) -> None:
        """From now on the places belong to this part of the formula."""
        if id(node) not in self._asked:
            self._asked[id(node)] = node, Reason(part_term(node), why)
        self._now = self._asked[id(node)][1]

    def compare(self, gap: Node, condition: Compare) -> None:
        """The gap of a comparison stands for the comparison."""
        joint = "=" if condition.relation == "==" else condition.relation
        shown = comparison(part_term(condition.left), joint, part_term(condition.right))
        self._asked[id(gap)] = gap, Reason(shown, CASES)

    def check(self) -> None:
        """The part does depend on the variable in a way that could switch."""
        if self._now is not None:
            self._checked[self._now] = None

    def add(self, at: Expr) -> None:
        """The part switches there."""
        if self._now is not None:
            self._found.setdefault(at, {})[self._now] = None

    def at(self, c: Expr) -> tuple[Reason, ...]:
        """The parts that switch at a point."""
        found: dict[Reason, None] = {}
        for at, reasons in self._found.items():
            if at == c or self._is_there(c, at):
                found.update(reasons)
        return tuple(found)

    def _is_there(self, c: Expr, at: Expr) -> bool:
        try:
            index = next((name for name in at.free if name not in c.free and name in self.indices), None)
            if index is not None:
                return member(c, at, index) is not None
            moving = next((name for name in c.free if name in self.indices), None)
            if moving is None:
                return is_zero_form(c - at) or quiet_sign(c - at) == 0
            few = [substitute(c, moving, number(n), quiet_sign) for n in (1, 2, -1, -2)]
            return any(self._is_there(one, at) for one in few)
        except (NotYet, Open, Split, ZeroDivisionError):
            return False

    def nowhere(self) -> tuple[Reason, ...]:
        """The parts that switch nowhere else."""
        used = {r for reasons in self._found.values() for r in reasons}
        return tuple(r for r in self._checked if r not in used and r.why != CASES)


def quiet_sign(u: Expr) -> Sign | None:
    """The sign where it is known; no question that would split the cases is asked for the sake of an explanation."""
    try:
        return known_sign(u)
    except (Open, Split):
        return None


def part_term(node: Node) -> Term:
    """A part of a formula as it is written; definitions by cases inside it are not written out."""
    return _written(node)[0]


def _written(node: Node) -> tuple[Term, int]:
    match node:
        case Number(value):
            return rational(value), _ATOM if value.denominator == 1 and value >= 0 else _SUM
        case Name(name):
            return Symbol(name), _ATOM
        case Cases():
            return Symbol("f"), _ATOM
        case Named(head, args):
            return Call(head, tuple(map(part_term, args))), _ATOM
        case Apply("+", (first, *rest)):
            return added(part_term(first), list(map(_signed, rest))), _SUM
        case Apply("*", (first, *rest)):
            return multiplied(_within(first, _PRODUCT), [("*", _within(a, _PRODUCT)) for a in rest]), _PRODUCT
        case Apply("/", (above, below)):
            return _quotient(above, below)
        case Apply("neg", (arg,)):
            return minus(_within(arg, _PRODUCT)), _SUM
        case Apply("^" | "principal_power", (base, exponent)):
            return Power(_within(base, _ATOM), _within(exponent, _POWER)), _POWER
        case Apply(head, args):
            return (Call(head, tuple(map(part_term, args))) if args else Symbol(head)), _ATOM


def _quotient(above: Node, below: Node) -> tuple[Term, int]:
    negative = isinstance(above, Apply) and above.head == "neg"
    shown = part_term(above) if negative else _within(above, _PRODUCT)
    return multiplied(shown, [("/", _within(below, _POWER))]), _SUM if negative else _PRODUCT


def _within(node: Node, level: int) -> Term:
    shown, binds = _written(node)
    return shown if binds >= level else group(shown)


def _signed(node: Node) -> tuple[str, Term]:
    """A term of a sum behind its sign."""
    if isinstance(node, Apply) and node.head == "neg":
        return "-", _within(node.args[0], _PRODUCT)
    return "+", _within(node, _PRODUCT)


__all__ = ["ASKED", "CASES", "CROWD", "Reasons", "part_term"]
