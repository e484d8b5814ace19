"""Why a place is looked at: which part of the formula has a switch there. Recorded only for an explanation."""

from __future__ import annotations

from diffcheck.analysis.lattice import member
from diffcheck.errors import NotYet
from diffcheck.exact.expr import Expr
from diffcheck.exact.sign import is_zero
from diffcheck.model.report import Reason
from diffcheck.model.tree import Apply, Cases, Name, Named, Node, Number

CASES = Reason("", "the formula changes its case there")
ASKED = Reason("", "the question names it")
END = Reason("", "it is an end of the set that was asked about")
CROWD = Reason("", "other special points crowd there")
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4


class Reasons:
    """The parts of a formula that were asked where they switch, and the answers, in the order in which they were given."""

    def __init__(self, index: str = "") -> None:
        self.index = index
        self._asked: dict[Node, Reason] = {}
        self._found: dict[Expr, dict[Reason, None]] = {}
        self._now: Node | None = None

    def ask(self, node: Node, why: str) -> None:
        """From now on the places belong to this part of the formula."""
        self._now = node
        if node not in self._asked:
            self._asked[node] = Reason(part_text(node), why) if isinstance(node, Apply) else CASES

    def add(self, at: Expr) -> None:
        """The part switches there."""
        if self._now is not None:
            self._found.setdefault(at, {})[self._asked[self._now]] = None

    def at(self, c: Expr) -> tuple[Reason, ...]:
        """The parts that switch at a point."""
        found: dict[Reason, None] = {}
        for at, reasons in self._found.items():
            if at == c or self._is_there(c, at):
                found.update(reasons)
        return tuple(found)

    def _is_there(self, c: Expr, at: Expr) -> bool:
        try:
            if self.index in at.free:
                return member(c, at, self.index) is not None
            return is_zero(c - at) is True
        except NotYet:
            return False

    def nowhere(self) -> tuple[Reason, ...]:
        """The parts that switch nowhere."""
        used = {r for reasons in self._found.values() for r in reasons}
        return tuple(r for r in dict.fromkeys(self._asked.values()) if r not in used and r is not CASES)


def part_text(node: Node) -> str:
    """A part of a formula in SymPy's syntax; definitions by cases inside it are not written out."""
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    match node:
        case Number(value):
            return str(value), _ATOM if value.denominator == 1 and value >= 0 else _SUM
        case Name(name):
            return name, _ATOM
        case Cases():
            return "f", _ATOM
        case Named(head, args):
            return f"{head}({', '.join(part_text(a) for a in args)})", _ATOM
        case Apply("+", (first, *rest)):
            shown = part_text(first)
            for term in rest:
                minus = isinstance(term, Apply) and term.head == "neg"
                inner = term.args[0] if minus and isinstance(term, Apply) else term
                shown += (" - " if minus else " + ") + _within(inner, _PRODUCT)
            return shown, _SUM
        case Apply("*", args):
            return "*".join(_within(a, _PRODUCT) for a in args), _PRODUCT
        case Apply("/", (above, below)):
            return f"{_within(above, _PRODUCT)}/{_within(below, _POWER)}", _PRODUCT
        case Apply("neg", (arg,)):
            return f"-{_within(arg, _PRODUCT)}", _SUM
        case Apply("^" | "principal_power", (base, exponent)):
            return f"{_within(base, _ATOM)}**{_within(exponent, _POWER)}", _POWER
        case Apply(head, args):
            return f"{head}({', '.join(part_text(a) for a in args)})" if args else head, _ATOM


def _within(node: Node, level: int) -> str:
    shown, binds = _written(node)
    return shown if binds >= level else f"({shown})"


__all__ = ["ASKED", "CASES", "CROWD", "END", "Reasons", "part_text"]
