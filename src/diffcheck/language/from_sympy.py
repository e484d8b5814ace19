"""A SymPy expression to a Problem: each exact class of SymPy is one head of the register, and a class without one is not known yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, Final

from diffcheck.errors import BadInput, NotYet
from diffcheck.functions import register
from diffcheck.functions.facts import Function
from diffcheck.language.names import IMAGINARY, choose_variable, symbol_name
from diffcheck.language.size import check_power, check_size
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Node, Number, Problem, Relation, Span, Truth

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RELATIONS: Final[dict[str, Relation]] = {
    "Equality": "==", "Unequality": "!=", "StrictLessThan": "<", "LessThan": "<=", "StrictGreaterThan": ">", "GreaterThan": ">=",
}  # fmt: skip
_NOWHERE: Final[Span] = (0, 0)


def problem_from_sympy(expression: Any, variable: str | None = None) -> Problem:
    """The problem that a SymPy expression poses. Fractional powers are principal, as SymPy means them.

    Raises BadInput for what is no real function (infinities, the imaginary unit, an equation), NotYet for an undeclared function.
    """
    import sympy

    if not isinstance(expression, sympy.Basic):
        expression = _plain_number(expression)
    translation = _Translation()
    try:
        tree = translation.node(expression)
        text = str(expression)
    except RecursionError:
        raise BadInput("too_large", "The expression is nested too deeply.") from None
    check_size(tree)
    names = dict.fromkeys(translation.symbols, _NOWHERE)
    chosen = variable if variable in names else None
    chosen = chosen or choose_variable(names, variable, None)
    return Problem(tree, chosen, tuple(sorted(names.keys() - {chosen})), text, None, tuple(translation.notes))


def _plain_number(value: object) -> Any:
    """A Python number as SymPy's; a float means the decimal that it prints as. Raises BadInput for anything else."""
    import sympy

    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise BadInput("expression", f"A formula is text or a SymPy expression, not {type(value).__name__}.")
    try:
        exact = Fraction(str(value))
    except ValueError:
        raise BadInput("infinity", f"{value} is not a real number.") from None
    return sympy.Rational(exact.numerator, exact.denominator)


@cache
def _heads() -> tuple[dict[type, str], dict[Any, str]]:
    """The classes and the constants of SymPy that the register declares, each with its head."""
    import sympy

    classes: dict[type, str] = {}
    constants: dict[Any, str] = {}
    for declaration in register.declarations():
        found = getattr(sympy, declaration.head, None) if isinstance(declaration, Function) else None
        if isinstance(found, type):
            classes[found] = declaration.head
        elif isinstance(found, sympy.Basic):
            constants[found] = declaration.head
    return classes, constants


class _Translation:
    """One expression on its way into a tree: its symbols by name, and what is worth a note."""

    def __init__(self) -> None:
        import sympy

        self.sympy = sympy
        self.symbols: dict[str, Any] = {}
        self.notes: list[str] = []
        s = sympy
        self.readers: dict[type, Callable[[Any], Node]] = {
            s.Add: self.sum,
            s.Mul: self.product,
            s.Pow: lambda e: self.power(e.base, e.exp),
            s.Piecewise: self.cases,
            **dict.fromkeys((s.Max, s.Min), self.extreme),
            **dict.fromkeys((s.UnevaluatedExpr, s.re, s.conjugate), lambda e: self.node(e.args[0])),
            s.im: self.imaginary_part,
        }
        """The classes that are more than a name with arguments."""

    def node(self, e: Any) -> Node:
        """The tree of a real expression."""
        kind = type(e)
        classes, constants = _heads()
        if e in constants:
            return Apply(constants[e], ())
        if e.is_Symbol:
            return Name(self.symbol(e))
        if e.is_Rational:
            return _signed(Fraction(int(e.p), int(e.q)))
        if e.is_Float and e.is_finite:
            exact = Fraction(str(e))
            self.note(f"{float(e):.15g} is read as the exact number {exact}")
            return _signed(exact)
        if kind in self.readers:
            return self.readers[kind](e)
        if kind in classes:
            return self.function(classes[kind], e)
        raise self.refusal(e)

    def cases(self, e: Any) -> Cases:
        return Cases(tuple((self.node(value), self.condition(condition)) for value, condition in e.args))

    def extreme(self, e: Any) -> Node:
        """Max or Min, whose arguments SymPy keeps in no order."""
        classes, _ = _heads()
        return Apply(classes[type(e)], tuple(self.node(arg) for arg in sorted(e.args, key=self.sympy.default_sort_key)))

    def imaginary_part(self, e: Any) -> Node:
        """0 wherever the argument, which is real, is defined."""
        inner = self.node(e.args[0])
        return Number(Fraction(0)) if isinstance(inner, Name) else Apply("*", (Number(Fraction(0)), inner))

    def function(self, head: str, e: Any) -> Node:
        """A declared function; the second arguments that SymPy adds of its own are left out."""
        args = list(e.args)
        declaration = register.declared(head)
        added = declaration.sympy_adds if isinstance(declaration, Function) else None
        if added is not None and len(args) == 2 and args[1] == self.sympy.Rational(added.numerator, added.denominator):
            args.pop()
        given = len(args)
        if not isinstance(declaration, Function) or not declaration.least <= given <= (declaration.most or given):
            raise NotYet("unknown_function", f"{type(e).__name__} with {given} arguments is not known to diffcheck yet.")
        return Apply(head, tuple(self.node(arg) for arg in args))

    def symbol(self, e: Any) -> str:
        """The name of a symbol in the tree. Raises BadInput for one that could not be told apart, or not be printed."""
        name = symbol_name(e.name) or e.name
        if name in IMAGINARY or register.is_constant(e.name) or e.name == "oo" or not _IDENTIFIER.fullmatch(name):
            raise BadInput("name", f"The symbol {e.name!r} cannot be written as a name.", hint="Give it another name, such as x or a1.")
        known = self.symbols.setdefault(name, e)
        if known != e:
            raise BadInput("name", f"Two different symbols have the name {name}.", hint="Give one of them another name.")
        if e.is_extended_real is False:
            raise BadInput("name", f"The symbol {name} is not real.")
        if e.is_nonnegative or e.is_nonpositive or e.is_integer or e.is_zero is False:
            self.note(f"the assumptions of the symbol {name} are not used")
        return name

    def note(self, text: str) -> None:
        """What is worth saying, once."""
        if text not in self.notes:
            self.notes.append(text)

    def sum(self, e: Any) -> Node:
        """A sum in the order in which SymPy prints it, with subtraction where a coefficient is negative."""
        terms: list[Node] = []
        for term in e.as_ordered_terms():
            factors = term.args if type(term) is self.sympy.Mul else (term,)
            if not terms or sum(bool(factor.is_Rational and factor < 0) for factor in factors) % 2 == 0:
                terms.append(self.node(term))
            else:
                positive = _signed(Fraction(-int(term.p), int(term.q))) if term.is_Rational else self.product(term, unsigned=True)
                terms.append(Apply("neg", (positive,)))
        return Apply("+", tuple(terms)) if len(terms) > 1 else self.node(e.args[0])

    def product(self, e: Any, unsigned: bool = False) -> Node:
        """A product, with the negative powers below a fraction line; unsigned: without its minus sign."""
        above: list[Node] = []
        below: list[Node] = []
        sign = False
        for factor in e.args:
            if factor.is_Rational:
                value = Fraction(int(factor.p), int(factor.q))
                sign ^= value < 0
                above += [Number(Fraction(abs(value.numerator)))] if abs(value.numerator) != 1 else []
                below += [Number(Fraction(value.denominator))] if value.denominator != 1 else []
            elif type(factor) is self.sympy.Pow and factor.exp.is_Rational and factor.exp < 0:
                below.append(self.power(factor.base, -factor.exp))
            else:
                above.append(self.node(factor))
        if not above:
            above.append(Number(Fraction(1)))
        if sign and not unsigned:
            above[0] = Apply("neg", (above[0],))
        top = _product(above)
        return Apply("/", (top, _product(below))) if below else top

    def power(self, base: Any, exponent: Any) -> Node:
        """A power: square roots by name, whole exponents as they are, all others principal."""
        s = self.sympy
        if exponent.is_Rational and exponent < 0:
            return Apply("/", (Number(Fraction(1)), self.power(base, -exponent)))
        under = self.node(base)
        if exponent == 1:
            return under
        if exponent == s.Rational(1, 2):
            return Apply(register.written_as("√").head, (under,))
        above = self.node(exponent)
        check_power(under, above, _NOWHERE)
        return Apply("^" if exponent.is_Integer else "principal_power", (under, above))

    def condition(self, e: Any) -> Condition:
        """The tree of a condition."""
        s = self.sympy
        kind = type(e)
        if e in (s.true, s.false):
            return Truth(bool(e))
        if kind.__name__ in _RELATIONS and isinstance(e, s.core.relational.Relational):
            return self.compare(_RELATIONS[kind.__name__], e.lhs, e.rhs)
        if kind in (s.And, s.Or):
            args = tuple(self.condition(arg) for arg in sorted(e.args, key=s.default_sort_key))
            return Logic("and" if kind is s.And else "or", args)
        if kind is s.Not:
            return Logic("not", (self.condition(e.args[0]),))
        if kind is s.ITE:
            test, then, otherwise = (self.condition(arg) for arg in e.args)
            return Logic("or", (Logic("and", (test, then)), Logic("and", (Logic("not", (test,)), otherwise))))
        raise NotYet("unknown_condition", f"The condition {kind.__name__} is not known to diffcheck yet.")

    def compare(self, relation: Relation, left: Any, right: Any) -> Condition:
        """A comparison; one of a symbol with infinity is true or false."""
        s = self.sympy
        if s.oo in (left, right) or -s.oo in (left, right):
            other = right if left in (s.oo, -s.oo) else left
            if other.is_Symbol or other.is_Rational:
                dummy = s.Integer(0)
                holds: Callable[[Any, Any], Any] = {"==": s.Eq, "!=": s.Ne, "<": s.Lt, "<=": s.Le, ">": s.Gt, ">=": s.Ge}[relation]
                return Truth(bool(holds(dummy if left is other else left, dummy if right is other else right)))
        sides = self.node(left), self.node(right)
        if sides[0] == sides[1] and isinstance(sides[0], Number):
            return Truth(relation in ("==", "<=", ">="))
        return Compare(relation, *sides)

    def refusal(self, e: Any) -> BadInput | NotYet:
        """Why an expression has no tree."""
        s = self.sympy
        if e is s.I:
            return BadInput("imaginary", "I is the imaginary unit; diffcheck reads real functions only.")
        if e in (s.oo, -s.oo, s.zoo, s.nan):
            return BadInput("infinity", f"{e} is not a real number.")
        if isinstance(e, s.logic.boolalg.Boolean):
            return BadInput("condition", "This is a condition, not a function.")
        return NotYet("unknown_function", f"The function {type(e).__name__} is not known to diffcheck yet.")


def _signed(value: Fraction) -> Node:
    """A rational number the way the parser reads it: a sign and a quotient of whole numbers."""
    whole: Node = Number(Fraction(abs(value.numerator)))
    signed = Apply("neg", (whole,)) if value < 0 else whole
    return signed if value.denominator == 1 else Apply("/", (signed, Number(Fraction(value.denominator))))


def _product(factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Apply("*", tuple(factors))
