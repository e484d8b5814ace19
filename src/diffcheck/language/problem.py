"""Text to Problem: the formula, its variable and its parameters; and a Problem with some parameters fixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from diffcheck.errors import BadInput
from diffcheck.language.formula import Asked, Formula
from diffcheck.language.names import choose_variable, symbol_name
from diffcheck.language.recognition import read_text
from diffcheck.language.seams import check_called, check_euler, check_lost_powers
from diffcheck.language.substitute import substitute
from diffcheck.language.tokens import is_latex
from diffcheck.language.write import reading
from diffcheck.model.tree import Apply, Condition, Name, Node, Number, Problem, children, parts

Roots = Literal["real", "principal"]

DEPENDENT: Final = frozenset({*"fghuvwyFGHUVWY", "phi", "psi"})
"""Names that one gives to functions, and not to their variables."""

PRINCIPAL_NOTE: Final = "^ is read with principal roots: a power with an exponent that is no integer needs a base of at least 0"


def read_problem(
    text: str,
    *,
    variable: str | None = None,
    roots: str = "real",
    label: str | None = None,
    declared: frozenset[str] = frozenset(),
    dialect: str | None = None,
) -> Problem:
    """The problem that a text poses.

    variable: the name of --var, if any; roots: "real" or "principal", the reading of odd roots written with ^;
    declared: the names that are said to be parameters, whatever their length; dialect: the one that the text is in, if it is said.
    Raises BadInput with the exact place, NotYet for functions that are not declared.
    """
    formula = read_text(text, Asked(variable, declared, principal(roots)), dialect)
    _check_equation(formula, variable)
    name = choose_variable(formula.names, None if variable is None else _plain_name(variable), formula.defined)
    parameters = tuple(sorted(formula.names.keys() - {name}))
    check_called(formula.called, {name})
    check_lost_powers(formula.names, name, variable is not None or formula.defined is not None, declared)
    check_euler(formula.names, name, formula.loose_e)
    principal_roots = (PRINCIPAL_NOTE,) if _has_principal_root(formula.tree) else ()
    notes = (*formula.notes, *principal_roots)
    known = [promise for promise in formula.promises if _names(promise.node) <= {name, *parameters}]
    notes += tuple(f"{promise.text} is not checked: it stands in a definition" for promise in formula.promises if promise not in known)
    return Problem(formula.tree, name, parameters, text, label, notes, formula.at, formula.on or "domain", tuple(known))


def _names(node: Node) -> set[str]:
    return {part.name for part in parts(node) if isinstance(part, Name)}


def _check_equation(formula: Formula, variable: str | None) -> None:
    """Raises BadInput for `x = 3` and `x = t^2`, which may be an equation: y is a name for a function, x is one for its variable."""
    if formula.equated is None:
        return
    (name, span), free = formula.equated, sorted(formula.names)
    if name == (variable or "x") or (variable is None and not free and name not in DEPENDENT):
        right = reading(formula.tree)
        if not free:
            hint = f"Write f(x) = {right} for the constant, or [{name} = {right}] for 1 where it holds and 0 elsewhere."
        else:
            hint = f"Write {name}({free[0] if len(free) == 1 else '…'}) = {right} for a function; an equation is none."
        raise BadInput("ambiguous", f"{name} = {right} may be a function or an equation.", *span, hint)


def _plain_name(text: str) -> str:
    r"""The name that --var gives, without its LaTeX: `\theta` is theta."""
    if not is_latex(text):
        return text
    from diffcheck.language.latex import translate

    name, *rest = translate(text).tokens
    return name.text if name.kind == "name" and len(rest) == 1 else text


def principal(roots: str) -> bool:
    """Whether ^ is read with principal roots. Raises BadInput for a word that names no reading."""
    if roots not in ("real", "principal"):
        raise BadInput("roots", f"Roots are real or principal, not {roots!r}.")
    return roots == "principal"


def set_parameters(problem: Problem, values: Mapping[str, Node]) -> Problem:
    """The problem with parameters replaced by constants. Raises BadInput for a name that is no parameter of it."""
    named: dict[str, Node] = {}
    for word, value in values.items():
        name = word if word in problem.parameters else symbol_name(word)
        if name not in problem.parameters:
            listed = ", ".join(problem.parameters) or "none"
            raise BadInput("unknown_parameter", f"{word} is not a parameter of this formula.", hint=f"Its parameters: {listed}.")
        named[name] = value
    if not named:
        return problem
    left = tuple(name for name in problem.parameters if name not in named)
    promises = tuple(replace(promise, node=substitute(promise.node, named)) for promise in problem.promises)
    return replace(problem, tree=substitute(problem.tree, named), parameters=left, promises=promises)


def _has_principal_root(tree: Node) -> bool:
    """Whether some power in the tree has another exponent than an integer."""
    stack: list[Node | Condition] = [tree]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Apply) and node.head == "principal_power":
            exponent = node.args[1]
            if isinstance(exponent, Apply) and exponent.head == "neg":
                exponent = exponent.args[0]
            if not (isinstance(exponent, Number) and exponent.value.denominator == 1):
                return True
        stack += children(node)
    return False
