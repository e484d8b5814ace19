"""The one shape of a declaration: what a function says about itself, from which everything else follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Protocol, TypeAlias

from diffcheck.exact.expr import Expr
from diffcheck.functions.formal import Formal
from diffcheck.functions.pullbacks import Autodiff
from diffcheck.germs.limits import Limit
from diffcheck.germs.series import Undefined
from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Node


class Lens(Protocol):
    """How a rule looks at its arguments: at a point (constants) or on an open interval between switches (expressions in x)."""

    def sign(self, u: Expr) -> int:
        """The sign of u, here or on the whole interval. Raises UndecidedSign where no proof is found."""
        ...

    def floor(self, u: Expr) -> Expr:
        """The greatest integer <= u, here or on the whole interval."""
        ...

    def is_even(self, n: Expr) -> bool:
        """Whether an integer is even."""
        ...


class Near(Protocol):
    """How a function looks at expressions on one side of a point, to say in which form it goes on beyond it."""

    def sign(self, u: Expr) -> int | None:
        """The sign of u there; None where it is not known."""
        ...

    def limit(self, u: Expr) -> Limit | None:
        """The limit of u; None where it is not known."""
        ...

    def tends_to(self, u: Expr, value: Expr) -> bool:
        """Whether u is proved to have this finite limit."""
        ...

    def root(self, u: Expr) -> Expr:
        """The square root of a positive u, a power of the distance split off."""
        ...


class Oscillating(Protocol):
    """The parts of which a function is made where an argument oscillates so fast that it has no sign near the point."""

    def absolute(self, u: Expr) -> Expr:
        """|u|."""
        ...

    def sign(self, u: Expr) -> Expr:
        """The sign of u."""
        ...

    def pole(self, u: Expr) -> Expr:
        """1/u."""
        ...

    def arc(self, u: Expr) -> Expr:
        """The angle between -1 and 1 quarter turns whose sine is u. Raises NoExpansion where there may be none."""
        ...

    def nearest(self, u: Expr) -> Expr:
        """An integer that is no further from u than 1/2."""
        ...

    def root(self, u: Expr, e: Fraction) -> Expr:
        """u**e, a real root. Raises NoExpansion where it is none, or has poles at the point."""
        ...


@immutable
class Zero:
    """A switch where the expression is zero."""

    where: Expr


@immutable
class Whole:
    """A switch where the expression is an integer, or one of those below a number."""

    where: Expr
    below: int | None = None


Switch: TypeAlias = Zero | Whole
Rule: TypeAlias = Callable[..., Expr]
Switches: TypeAlias = Callable[..., tuple[Switch, ...]]


def nowhere(*_: Expr) -> tuple[Switch, ...]:
    """The switches of a function that is analytic wherever its arguments are."""
    return ()


@immutable
class Function:
    """One function of the register.

    head: its name in the tree, SymPy's own where SymPy has it; spellings: what the input may call it;
    least, most: how many arguments (most None: any number); why: one sentence on where it stops being analytic;
    rule(lens, *arguments): its value or smooth branch there, raises Undefined outside its real domain;
    switches(*arguments): every place where it may stop being analytic or real; between switches the rule gives one analytic
    branch, and every sign or floor that the rule asks for is constant; examples: exact equations that a test checks;
    autodiff: what differentiating programs do, as measured; None: nothing is told of them;
    total: whether it is declared to be defined for all real arguments;
    continuous: whether it is declared to be continuous on its domain, in all arguments together; where it has no switches it is;
    oscillating(parts, *arguments): the same as `rule`, of arguments that have no sign near a point; None: not known there;
    period: of a function of one argument, with which it repeats: g(u + period) = g(u), defined at both or at neither;
    denominator: the argument that must not be 0, where the function is defined wherever else its arguments are;

    letters: those of its arguments that `why` speaks of; call: how it is written with u and v where it has no name;
    mistaken: names that people have for it and the input does not read, which an error suggests it for;
    signs: what the input may write for it instead of a name; fences, radical: the brackets or the radical that stand for it, in
    the input and in a reading; name: what a person calls it, where that is another spelling than its head;
    bases: of the logarithm, the functions that it is to some bases; inverse: the function that u = f(v) is solved by;
    in_sympy(*arguments): the formula in functions that SymPy has, where it lacks this one; sympy_adds: a last argument that SymPy
    writes of its own and that changes nothing; as_power(*arguments): base and exponent of the power that it is, with real odd roots;
    coq(*arguments): the formula of the proof checker (`formal.py`); None where it has none of such arguments.
    """

    head: str
    spellings: tuple[str, ...]
    least: int
    most: int | None
    why: str
    rule: Rule
    switches: Switches = nowhere
    examples: tuple[tuple[str, str], ...] = ()
    autodiff: Autodiff | None = None
    total: bool = False
    continuous: bool = False
    oscillating: Callable[..., Expr] | None = None
    period: Expr | None = None
    denominator: int | None = None
    letters: tuple[str, ...] = ()
    call: str = ""
    signs: tuple[str, ...] = ()
    fences: tuple[str, str] | None = None
    radical: str = ""
    name: str = ""
    bases: Mapping[int, str] = field(default_factory=dict)
    inverse: str = ""
    mistaken: tuple[str, ...] = ()
    in_sympy: Callable[..., Node] | None = None
    sympy_adds: Fraction | None = None
    as_power: Callable[..., tuple[Node, Node]] | None = None
    coq: Callable[..., Formal | None] | None = None


@immutable
class Composite:
    """A named function that is a formula in declared ones, such as relu(x) = Max(0, x).

    formals: names of the arguments in the formula, the first ones required, those with a default optional;
    defaults: formula text for the last len(defaults) formals; formula: text in the input language;
    autodiff: what frameworks do that have the function as such, or that they make of it what they make of the formula;
    None: nothing is told of them.
    """

    head: str
    spellings: tuple[str, ...]
    formals: tuple[str, ...]
    formula: str
    why: str
    defaults: tuple[str, ...] = ()
    autodiff: Autodiff | None = None


__all__ = [
    "Composite",
    "Function",
    "Lens",
    "Near",
    "Oscillating",
    "Rule",
    "Switch",
    "Switches",
    "Undefined",
    "Whole",
    "Zero",
    "nowhere",
]
