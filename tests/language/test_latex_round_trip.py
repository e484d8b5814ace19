r"""LaTeX that is written from trees, and LaTeX that SymPy writes, is read back to what it was written from."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck.errors import DiffcheckError
from diffcheck.language import read_formula, read_problem, reading
from diffcheck.language.from_sympy import problem_from_sympy
from diffcheck.language.reader import POWER, PRODUCT, SUM
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth
from tests.language.trees import nodes

ATOM, SIGNED = 10, 5
COMMANDS = {"sin": r"\sin", "exp": r"\exp", "log": r"\ln", "Max": r"\max", "Min": r"\min"}
OPERATORS = {"sign": "sgn", "frac": "frac", "Heaviside": "H"}
BRACKETS = {
    "Abs": [(r"\left|", r"\right|"), (r"\lvert ", r"\rvert ")],
    "floor": [(r"\lfloor ", r"\rfloor "), (r"\left\lfloor{", r"}\right\rfloor")],
    "ceiling": [(r"\left\lceil ", r"\right\rceil ")],
}
RELATIONS = {
    "<": ["<", r"\lt "], "<=": [r"\le ", r"\leq "], ">": [">", r"\gt "], ">=": [r"\ge ", r"\geqslant "],
    "==": ["="], "!=": [r"\ne ", r"\neq "],
}  # fmt: skip


class Writer:
    """Trees as LaTeX, in one of the many ways in which it can be written."""

    def __init__(self, seed: int) -> None:
        self.any = random.Random(seed).choice

    def text(self, node: Node | Condition) -> str:
        return self.write(node)[0]

    def at_least(self, level: int, node: Node | Condition) -> str:
        text, binds = self.write(node)
        return text if binds >= level else self.round(text)

    def first(self, level: int, node: Node) -> str:
        text, binds = self.write(node)
        return text if binds >= level or binds == SIGNED else self.round(text)

    def round(self, text: str) -> str:
        opening, closing = self.any([(r"\left(", r"\right)"), ("(", ")"), (r"\bigl(", r"\bigr)")])
        return f"{opening}{text}{closing}"

    def group(self, text: str) -> str:
        """An argument: without braces where that is one character."""
        return f" {text}" if len(text) == 1 and text.isalnum() and self.any([True, False]) else f"{{{text}}}"

    def write(self, node: Node | Condition) -> tuple[str, int]:
        match node:
            case Number():
                return reading(node), ATOM
            case Name(name):
                return {"lamda": r"\lambda ", "x_0": self.any(["x_0 ", "x_{0}"]), "S_": "S"}.get(name, name), ATOM
            case Apply(head, args):
                return self.apply(head, args)
            case Named(head, args):
                return f"{self.operator(head)}{self.round(self.listed(args))}", ATOM
            case Cases(((Number(Fraction(numerator=1, denominator=1)), condition), (Number(Fraction(numerator=0)), Truth(True)))):
                return rf"\mathbb{{1}}_{{{self.text(condition)}}}", ATOM
            case Cases(branches):
                name, between = self.any(["cases", "dcases"]), self.any([r" \\ ", r",\\[2pt] "])
                columns = self.any([" & ", ",&", r" \quad & "])
                rows = between.join([self.text(value) + columns + self.case(condition) for value, condition in branches])
                return rf"\begin{{{name}}} {rows} \end{{{name}}}", ATOM
            case _:
                return self.condition(node)

    def listed(self, args: tuple[Node, ...]) -> str:
        return self.any([", ", r",\, "]).join(map(self.text, args))

    def apply(self, head: str, args: tuple[Node, ...]) -> tuple[str, int]:
        match head, args:
            case "pi", _:
                return r"\pi ", ATOM
            case "E", _:
                return self.any(["e", r"\mathrm{e}"]), ATOM
            case "+", _:
                terms = [self.first(PRODUCT, args[0])]
                for term in args[1:]:
                    negative = isinstance(term, Apply) and term.head == "neg"
                    terms += [" - " if negative else " + ", self.at_least(PRODUCT, term.args[0] if negative else term)]
                return "".join(terms), SUM
            case "*", _:
                text, binds = self.write(args[0])
                factors = [text if binds > PRODUCT or binds == SIGNED else self.round(text)]
                factors += [self.at_least(POWER, factor) for factor in args[1:]]
                return self.any([r" \cdot ", r"\times "]).join(factors), SIGNED if binds == SIGNED else PRODUCT
            case "/", (above, below):
                return self.any([r"\frac", r"\dfrac"]) + self.group(self.text(above)) + self.group(self.text(below)), ATOM
            case "neg", (arg,):
                return f"- {self.at_least(POWER, arg)}", SIGNED
            case "^", (base, exponent):
                return f"{self.at_least(ATOM, base)}^{self.group(self.text(exponent))}", POWER
            case "sqrt", (arg,):
                return rf"\sqrt{self.group(self.text(arg))}", ATOM
            case "cbrt", (arg,):
                return rf"\sqrt[3]{self.group(self.text(arg))}", ATOM
            case "real_root", (arg, index) if index not in (Number(Fraction(2)), Number(Fraction(3))):
                return rf"\sqrt[{self.text(index)}]{{{self.text(arg)}}}", ATOM
            case "log", (arg, base) if base not in (Number(Fraction(2)), Number(Fraction(10))):
                return rf"\log_{{{self.text(base)}}}{self.round(self.text(arg))}", ATOM
            case "Mod", (left, right):
                return self.round(rf"{self.at_least(POWER, left)} \bmod {self.at_least(POWER, right)}"), ATOM
            case _ if head in BRACKETS:
                opening, closing = self.any(BRACKETS[head])
                return f"{opening}{self.text(args[0])}{closing}", ATOM
            case (("Max" | "Min"), _):
                return rf"{COMMANDS[head]}\left\{{{self.listed(args)}\right\}}", ATOM
            case _:
                argument = self.round(self.listed(args))
                name = COMMANDS.get(head) or self.operator(OPERATORS.get(head, head))
                return name + self.any([argument, f"{{{argument}}}"]), ATOM

    def operator(self, name: str) -> str:
        written = name.replace("_", r"\_")
        return self.any([rf"\operatorname{{{written}}}", rf"\mathrm{{{written}}}"])

    def case(self, condition: Condition) -> str:
        word = self.any([r"\text{if } ", r"\text{for}\: ", ""])
        return r"\text{otherwise}" if condition == Truth(True) else word + self.text(condition)

    def condition(self, node: Condition) -> tuple[str, int]:
        match node:
            case Truth(value):
                return str(value), ATOM
            case Compare(relation, left, right):
                return f"{self.first(SUM, left)} {self.any(RELATIONS[relation])} {self.first(SUM, right)}", 3
            case Logic("not", (arg,)):
                return rf"\neg {self.round(self.text(arg))}", 3
            case Logic(operator, args):
                sign = self.any({"and": [r"\land ", r"\wedge "], "or": [r"\lor ", r"\vee "]}[operator])
                return f" {sign}".join([self.at_least(3, arg) for arg in args]), 2
        raise AssertionError(node)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(nodes(), st.integers(0, 2**32))
def test_a_tree_that_is_written_in_latex_is_read_back(tree: Node, seed: int) -> None:
    text = Writer(seed).text(tree)
    for whole in (rf"\displaystyle {text}", f"${text}$", rf"f(x) = {text}\,."):
        assert read_formula(whole).tree == tree


x, a, b = sp.symbols("x a b", real=True)
beta, lam, x0 = sp.symbols("beta lamda x_0")
half = sp.Rational(1, 2)

WRITTEN_BY_SYMPY = [
    x, -x, x / 2, -x / 2, 2 / x, 1 / (2 * x), x**2, -(x**2), 1 - x**2, x**-2, x ** sp.Rational(2, 3), 1 / sp.sqrt(x),
    a * x**2 + b * x + 1, (a * x + b) / (x + 1), (x + 1) * (x - 1), (x + 1) ** 2 / (x - 1), x * (x + 1) / 2, (x**2 - 1) / (x - 1),
    sp.sqrt(2) * x, sp.sqrt(x**2 + 1), sp.sqrt(1 - x**2) / x, sp.pi * x / 2, sp.E * x, sp.Float("0.1") * x, lam * x0 + beta * x,
    2**x, x**x, x**a, a**x, (1 / x) ** a, (x**2) ** a, sp.exp(-(x**2)), sp.exp(1 / x), x * sp.exp(x), sp.exp(-x) * sp.sin(x),
    sp.Max(0, x), sp.Min(a, b, x), sp.Max(0, x) ** 2, sp.sqrt(sp.Max(0, x)), sp.Max(0, 1 - sp.Abs(x)), sp.Min(sp.Max(x, 0), 1),
    sp.Abs(x), sp.Abs(x) ** 3, sp.Abs(sp.Abs(x) - 1), sp.Abs(x - a), sp.Abs(x) / x, sp.Abs(x - 1) + sp.Abs(x + 2), sp.log(sp.Abs(x)),
    sp.sign(x), sp.sign(x) * sp.sqrt(sp.Abs(x)), sp.floor(x), sp.floor(x) ** 2, sp.ceiling(x / 2), x * sp.floor(x), sp.frac(x),
    sp.Mod(x, 2) + 1, 3 * sp.Mod(x, 2), sp.Mod(x + 1, 2), sp.Mod(2 * x, 3), sp.Mod(x, 2) ** 2, sp.Mod(-x, 2), sp.Mod(x, a + 1),
    sp.log(x), sp.log(x) ** 2, sp.log(a * x), sp.log(x, 2), sp.log(1 + sp.exp(x)), sp.sin(x), sp.sin(x) / x, sp.sin(2 * x), sp.sin(x) ** 2,
    sp.sin(x) * sp.cos(x), sp.sin(x) ** 2 * sp.cos(x) ** 3, x**2 * sp.sin(1 / x), 1 / sp.sin(x), sp.sin(sp.pi * x / 2), sp.sin(sp.floor(x)),
    sp.tan(x / 2), sp.tan(x) ** 3, sp.cot(x), sp.sec(x), sp.csc(x) ** 2, sp.asin(x), sp.acos(x) ** 2, sp.atan(1 / x), sp.acot(x),
    sp.sinh(x), sp.cosh(x) / sp.sinh(x), sp.tanh(x), sp.coth(x), sp.sech(x), sp.csch(x), sp.asinh(x), sp.acosh(x), sp.atanh(x), sp.acoth(x),
    sp.erf(x), sp.erfc(x), sp.gamma(x), sp.loggamma(x), sp.Si(x), sp.sinc(x),
    sp.Mul(x, 1 / x, evaluate=False), sp.Pow(sp.sqrt(x), 2, evaluate=False), sp.exp(sp.log(x), evaluate=False),
    sp.Piecewise((x**2, x < 1), (2 * x - 1, True)), sp.Piecewise((1, sp.Ne(x, 0))), sp.Piecewise((1, sp.Eq(x, 0)), (sp.sin(x) / x, True)),
    sp.Piecewise((x, x <= -1), (x**2, x >= 1), (0, True)), sp.Piecewise((x, (x > 0) & (x < 1)), (0, (x < 0) | (x > 2))),
    sp.Piecewise((x, sp.Or(sp.And(x > 0, a > 0), sp.And(x < 0, a < 0))), (1, True)), x * sp.Piecewise((1, x > 0), (2, True)),
    sp.Piecewise((sp.Piecewise((1, x > 0), (2, True)), x < 1), (3, True)), sp.Piecewise((1, x > 0), (-x / 2, True)) ** 2,
]  # fmt: skip


def plainest(node: Node | Condition) -> Node | Condition:
    """The tree up to what writing does not keep: the order of factors, where a minus sign stands in a product, e^u and exp(u), decimals.

    Whole powers are the same in both readings of roots."""
    match node:
        case Number(value) if value.denominator != 1:
            return Apply("/", (Number(Fraction(value.numerator)), Number(Fraction(value.denominator))))
        case Apply("^" | "principal_power", (base, exponent)):
            under, above = plainest(base), plainest(exponent)
            return Apply("exp", (above,)) if under == Apply("E", ()) else Apply("^" if isinstance(above, Number) else "**", (under, above))
        case Apply("exp", (arg,)) if plainest(arg) == Number(Fraction(1)):
            return Apply("E", ())
        case Apply("*" | "/" | "neg" as head, args):
            factors: list[Node] = []
            sign = head == "neg"
            for arg in map(plainest, args):
                if isinstance(arg, Apply) and arg.head == "neg":
                    sign, arg = not sign, arg.args[0]
                factors += arg.args if head == "*" and isinstance(arg, Apply) and arg.head == "*" else [arg]
            ordered = sorted(factors, key=reading) if head == "*" else factors
            product = ordered[0] if head == "neg" else Apply(head, tuple(ordered))
            return Apply("neg", (product,)) if sign else product
        case Apply(head, args):
            return Apply(head, tuple(map(plainest, args)))
        case Cases(branches):
            return Cases(tuple((plainest(value), plainest(condition)) for value, condition in branches))
        case Compare(relation, left, right):
            return Compare(relation, plainest(left), plainest(right))
        case Logic(operator, args):
            return Logic(operator, tuple(map(plainest, args)))
        case _:
            return node


@pytest.mark.parametrize("expression", WRITTEN_BY_SYMPY, ids=str)
def test_what_sympy_writes_in_latex_is_read_as_the_expression(expression: sp.Expr) -> None:
    ours = read_problem(sp.latex(expression), roots="principal", variable="x").tree
    assert plainest(ours) == plainest(problem_from_sympy(expression, "x").tree)


def test_the_comparison_with_sympy_tells_trees_apart() -> None:
    texts = ["-x/2", "x/2", "x/(-a)", "2*x", "x^2", "x^a", "e^x", "exp(2)", "x*a/b", "x/(a*b)", "{x, x>0}", "{x, x<0}", "{-x, x>0}"]
    assert len({plainest(read_formula(text).tree) for text in texts}) == len(texts)
    assert plainest(read_formula("(-x)/a").tree) == plainest(read_formula("x/(-a)").tree)


def test_roots_of_odd_degree_are_real_as_the_radical_sign_says() -> None:
    assert read_formula(sp.latex(x ** sp.Rational(1, 3))).tree == read_formula("cbrt(x)").tree
    assert read_formula(sp.latex(sp.root(x, 5))).tree == read_formula("real_root(x, 5)").tree


@pytest.mark.parametrize(
    "expression", [sp.Heaviside(x), sp.LambertW(x), sp.besselj(0, x), sp.legendre(a, x), sp.zeta(x), sp.bessely(0, x)], ids=str
)
def test_functions_that_sympy_writes_as_letters_are_never_taken_for_factors(expression: sp.Expr) -> None:
    with pytest.raises(DiffcheckError):
        read_problem(sp.latex(expression), variable="x")
