"""Every declared fact is tested because it is declared: this walks the register."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy
from sympy.core.function import AppliedUndef

from diffcheck.exact import atoms
from diffcheck.exact.atoms import SmoothFunction
from diffcheck.functions.facts import Composite, Function
from diffcheck.functions.register import declarations, declared, meant_by, spelled
from diffcheck.language import read_problem, sympy_text
from diffcheck.model.tree import Apply, Name

from .checks import SMOOTH_CHECKS, check_examples, check_in_sympy, check_oscillating, check_rule

FUNCTIONS = tuple(d for d in declarations() if isinstance(d, Function))
COMPOSITES = tuple(d for d in declarations() if isinstance(d, Composite))
NUMBERS_OF_THEIR_OWN = ("CRootOf", "zero")
ATOMS_OF_THE_ENGINE = {"sign", "level"}
"""A sign that alternates with an index, and a solution of an equation that an index stands in: their own tests are those of families."""
OF_KNOWN_SIZE_ONLY = "wild_"
CONSTANTS = {d.head for d in FUNCTIONS if d.most == 0}
SMOOTH = tuple(
    f
    for h, f in atoms._smooth.items()
    if h not in CONSTANTS.union(NUMBERS_OF_THEIR_OWN, ATOMS_OF_THE_ENGINE) and not h.startswith(OF_KNOWN_SIZE_ONLY)
)


def names(d: Function | Composite | SmoothFunction) -> str:
    return d.head


@pytest.mark.parametrize("declaration", FUNCTIONS + COMPOSITES, ids=names)
def test_the_reason_is_one_sentence(declaration: Function | Composite) -> None:
    why = declaration.why
    assert len(why.split()) >= 3 and (not why.endswith(".") or why.endswith(" ...")) and "\n" not in why
    assert declared(declaration.head) is declaration
    assert all(spelled(name) is declaration for name in declaration.spellings)


@pytest.mark.parametrize("declaration", FUNCTIONS, ids=names)
def test_a_function_that_may_stop_being_analytic_has_switches_and_says_where(declaration: Function) -> None:
    from .checks import arguments

    switches = [s for args in arguments(declaration) for s in declaration.switches(*args)]
    smooth = " is analytic" in declaration.why and " but " not in declaration.why
    if smooth and declaration.head not in ("sinc",):
        assert not switches, declaration.why
    if not smooth and declaration.most != 0:
        assert switches, declaration.why


@pytest.mark.parametrize("declaration", [d for d in FUNCTIONS if d.examples], ids=names)
def test_both_sides_of_every_example_are_the_same_constant(declaration: Function) -> None:
    check_examples(declaration)


@pytest.mark.parametrize("declaration", [d for d in FUNCTIONS if d.spellings], ids=names)
def test_a_function_that_can_be_written_has_an_example(declaration: Function) -> None:
    assert declaration.examples


@pytest.mark.slow
@pytest.mark.parametrize("declaration", FUNCTIONS, ids=names)
def test_the_rule_is_the_function_one_side_at_a_time_with_no_kink_between_switches(declaration: Function) -> None:
    check_rule(declaration)


@pytest.mark.parametrize("declaration", [d for d in FUNCTIONS if d.oscillating is not None], ids=names)
def test_the_parts_of_a_function_make_the_function(declaration: Function) -> None:
    check_oscillating(declaration)


@pytest.mark.parametrize("declaration", [d for d in FUNCTIONS if d.in_sympy is not None], ids=names)
def test_the_formula_that_sympy_reads_is_the_function(declaration: Function) -> None:
    check_in_sympy(declaration)


@pytest.mark.parametrize("declaration", [d for d in FUNCTIONS if not d.call], ids=names)
def test_sympy_reads_every_function(declaration: Function) -> None:
    args = tuple(Name(f"x_{i}") for i in range(declaration.least))
    read = sympy.sympify(sympy_text(Apply(declaration.head, args)))
    assert not read.atoms(AppliedUndef) and read.free_symbols == {sympy.Symbol(arg.name) for arg in args}


@pytest.mark.parametrize("declaration", COMPOSITES, ids=names)
def test_a_named_formula_can_be_read_with_its_defaults(declaration: Composite) -> None:
    given = ["x", *(f"({k}/3)" for k in range(1, len(declaration.formals) - len(declaration.defaults)))]
    problem = read_problem(f"{declaration.spellings[0]}({', '.join(given)})")
    assert problem.variable == "x" and not problem.parameters


@pytest.mark.slow
@pytest.mark.parametrize("check", SMOOTH_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("function", SMOOTH, ids=names)
def test_what_a_smooth_function_declares_is_true(function: SmoothFunction, check: Callable[[SmoothFunction], None]) -> None:
    check(function)


def test_a_name_that_is_mistaken_for_another_is_not_read():
    mistaken = [(d, name) for d in declarations() if isinstance(d, Function) for name in d.mistaken]
    assert len(mistaken) > 20
    for declaration, name in mistaken:
        meant = meant_by(name)
        assert spelled(name) is None
        assert meant is not None and spelled(meant) is declaration
