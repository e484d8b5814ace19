"""What frameworks return: every measured row that our functions can write, the lookalikes of ReLU, the verdicts, the subdifferential."""

from __future__ import annotations

import ast
import json
import math
import operator
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from importlib import resources
from pathlib import Path
from random import Random

import mpmath
import pytest
import sympy
from jsonschema import Draft202012Validator

from diffcheck.analysis.analyze import analyze
from diffcheck.analysis.frameworks.tape import Tape
from diffcheck.errors import NotYet
from diffcheck.exact.ball import midpoint_float
from diffcheck.exact.double import ONE as ONE_DOUBLE
from diffcheck.exact.double import OO, Double, as_float, between, compare, from_float
from diffcheck.exact.double import ZERO as ZERO_DOUBLE
from diffcheck.exact.expr import number
from diffcheck.exact.rounding import rounding
from diffcheck.functions.frameworks import MEASURED, NEWEST, Versions, measured, numbers
from diffcheck.functions.pullbacks import Since
from diffcheck.functions.register import declarations, declared
from diffcheck.language import read_formula, read_problem
from diffcheck.model.question import Question
from diffcheck.model.report import Finding, Record, Report
from diffcheck.render.json import as_object
from diffcheck.render.words.practice import practice_told

from ..terms import texts

pytestmark = pytest.mark.engine

ROWS = json.loads((Path(__file__).parent.parent / "autodiff" / "conventions.json").read_text(encoding="utf-8"))
CHANGED = json.loads((Path(__file__).parent.parent / "autodiff" / "pytorch_2_14.json").read_text(encoding="utf-8"))
CLAMP = json.loads((Path(__file__).parent.parent / "autodiff" / "clamp.json").read_text(encoding="utf-8"))
OLD = {**NEWEST, "pytorch": "2.13"}
CORPUS = [json.loads(line) for line in (Path(__file__).parent.parent / "corpus" / "finite.jsonl").read_text(encoding="utf-8").splitlines()]
OURS = {"torch": "pytorch", "jax": "jax", "tensorflow": "tensorflow"}

ONE = ("abs", "sqrt", "sin", "cos", "exp", "log", "sign", "floor", "ceil", "round", "trunc", "relu", "cbrt")
WRITTEN: dict[str, str] = {
    **{f"{module}.{name}": f"{name}({{0}})" for module in ("torch", "jnp", "tf", "tf.math", "jax.nn", "tf.nn", "F") for name in ONE},
    **{f"{module}.maximum": "max({0}, {1})" for module in ("torch", "jnp", "tf")},
    **{f"{module}.minimum": "min({0}, {1})" for module in ("torch", "jnp", "tf")},
    **{f"{module}.where": "Piecewise(({1}, {0}), ({2}, True))" for module in ("torch", "jnp", "tf")},
    **{f"{module}.square": "({0})^2" for module in ("torch", "jnp", "tf")},
    **dict.fromkeys(("torch.rsqrt", "jax.lax.rsqrt", "tf.math.rsqrt"), "1/sqrt({0})"),
    **dict.fromkeys(("torch.pow", "jnp.power", "tf.pow"), "({0})^({1})"),
    **dict.fromkeys(("torch.clamp", "torch.clip", "tf.clip_by_value", "tf.keras.ops.clip", "jnp.clip"), "clip({0}, {1}, {2})"),
    **{f"torch.{name}": f"{name}({{0}})" for name in ("asin", "acos", "acosh")},
    **{f"tf.{name}": f"{name}({{0}})" for name in ("asin", "acos", "acosh")},
    **dict.fromkeys(("torch.remainder", "torch.fmod", "jnp.mod", "tf.math.floormod"), "Mod({0}, {1})"),
    **dict.fromkeys(("jnp.heaviside", "tf.experimental.numpy.heaviside"), "Heaviside({0}, {1})"),
    **dict.fromkeys(("torch.sinc", "jnp.sinc", "tf.experimental.numpy.sinc"), "sinc(pi*({0}))"),
    **dict.fromkeys(("F.elu", "jax.nn.elu", "tf.keras.activations.elu"), "elu({0}, {1})"),
    **dict.fromkeys(("F.celu", "jax.nn.celu", "tf.keras.activations.celu"), "celu({0}, {1})"),
    **dict.fromkeys(("F.relu6", "jax.nn.relu6", "tf.nn.relu6", "tf.keras.activations.relu6"), "relu6({0})"),
    **dict.fromkeys(("jax.nn.hard_tanh", "tf.keras.activations.hard_tanh"), "hardtanh({0})"),
    **dict.fromkeys(("F.softplus", "jax.nn.softplus", "tf.nn.softplus"), "softplus({0})"),
    **dict.fromkeys(("torch.sigmoid", "jax.nn.sigmoid", "tf.sigmoid"), "sigmoid({0})"),
    **dict.fromkeys(("F.softsign", "jax.nn.soft_sign", "tf.nn.softsign"), "softsign({0})"),
    **dict.fromkeys(("F.softshrink", "tf.keras.activations.soft_shrink"), "softshrink({0}, {1})"),
    **dict.fromkeys(("F.hardshrink", "tf.keras.activations.hard_shrink"), "hardshrink({0}, {1})"),
    **dict.fromkeys(("F.threshold", "tf.keras.activations.threshold"), "threshold({0}, {1}, {2})"),
    "F.hardtanh": "hardtanh({0}, {1}, {2})",
    "F.leaky_relu": "leaky_relu({0}, {1})",
    "F.logsigmoid": "logsigmoid({0})",
    "F.huber_loss": "huber(({0}) - {1})",
    "F.smooth_l1_loss": "smooth_l1(({0}) - {1})",
    "F.l1_loss": "abs(({0}) - {1})",
    "torch.max": "max({0}, {1})",
    "torch.fix": "trunc({0})",
    "jax.lax.max": "max({0}, {1})",
    "jnp.arcsin": "asin({0})",
    "jnp.arccos": "acos({0})",
    "jnp.arccosh": "acosh({0})",
    "tf.nn.elu": "elu({0})",
    "tf.keras.activations.relu": "relu({0})",
    "tf.experimental.numpy.cbrt": "cbrt({0})",
    "const": "{0}",
}
"""The framework's function, and how we write it."""
WHOLE = {
    "tf.cast(tf.cast(x, tf.int64), tf.float64)": "trunc(x)",
    "F.hardtanh(x)": "hardtanh(x)",
    "torch.clamp(x, min=0.)": "clip(x, 0, 10^9)",
    "x.clamp_min(0.)": "clip(x, 0, 10^9)",
    "torch.clamp(x, min=const(0.))": "clip(x, 0, 10^9)",
    "torch.clamp(x, min=1.)": "clip(x, 1, 10^9)",
    "torch.clamp(1-x, min=0.)": "clip(1-x, 0, 10^9)",
    "jnp.clip(x, 0.)": "clip(x, 0, 10^9)",
    "jnp.clip(x, 0., None)": "clip(x, 0, 10^9)",
    "jnp.clip(x, 1.)": "clip(x, 1, 10^9)",
    "torch.nn.ReLU()(x)": "relu(x)",
    "F.rrelu(x, 0., 0.)": "leaky_relu(x, 0)",
    "F.smooth_l1_loss(x, const(0.), beta=0.)": "abs(x)",
}
OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
RELATIONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


class NotOurs(Exception):
    """The call holds a function that we do not have."""


def ours(call: str) -> str:
    """The formula that says the same."""
    return WHOLE.get(call) or _text(ast.parse(call, mode="eval").body)


def _text(node: ast.AST) -> str:
    match node:
        case ast.Name(id="x"):
            return "x"
        case ast.Constant(value=int() | float() as value):
            return f"({Fraction(str(value))})"
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return f"(-{_text(inner)})"
        case ast.BinOp(left=left, op=op, right=right):
            return f"({_text(left)} {OPERATORS[type(op)]} {_text(right)})"
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"{_text(left)} {RELATIONS[type(op)]} {_text(right)}"
        case ast.Call(func=function, args=args, keywords=keywords):
            known = WRITTEN.get(ast.unparse(function))
            named = [k.value for k in keywords if k.arg in ("alpha",)]
            if known is None or len(named) < len(keywords) or known.count("{") != len([*args, *named]):
                raise NotOurs(call_name(node))
            return known.format(*(_text(arg) for arg in [*args, *named]))
    raise NotOurs(ast.dump(node))


def call_name(node: ast.Call) -> str:
    return ast.unparse(node.func)


def covered() -> list[tuple[dict, str]]:
    found = []
    for row in ROWS:
        if row["mode"] == "reverse" and row["framework"] in OURS and not row["note"].startswith("order 2"):
            with suppress(NotOurs):
                found.append((row, ours(row["call"])))
    return found


COVERED = covered()


def returned(formula: str, at: str, framework: str, versions: Versions = OLD) -> float | None:
    return as_number(Tape(read_formula(formula).tree, "x", number(Fraction(at))).gradient(framework, versions))


def as_number(found: Double | None) -> float | None:
    if found is None:
        return None
    return midpoint_float(found.exact) if found.is_finite else float(found.special.replace("oo", "inf"))


def agrees(value: float | None, measured: float | str | None) -> bool:
    if value is None or measured is None:
        return value is measured
    wanted = float(measured.replace("oo", "inf")) if isinstance(measured, str) else measured
    return (math.isnan(value) and math.isnan(wanted)) or value == wanted or math.isclose(value, wanted, rel_tol=1e-9, abs_tol=1e-12)


def test_most_measured_rows_can_be_written_in_our_functions():
    counted = Counter(row["framework"] for row, _ in COVERED)
    assert counted["torch"] >= 150 and counted["jax"] >= 120 and counted["tensorflow"] >= 120, counted


@pytest.mark.parametrize("framework", OURS)
def test_every_measured_row_is_reproduced(framework):
    wrong = []
    for row, formula in COVERED:
        if row["framework"] == framework:
            value = returned(formula, row["at"], OURS[framework])
            if not agrees(value, row["autodiff"]):
                wrong.append((row["call"], formula, row["at"], value, row["autodiff"]))
    assert not wrong


def has_tensor_bounds(call: str) -> bool:
    """Bounds that are constant tensors: a formula has numbers there."""
    return "clamp" in call and "const(" in call


def test_every_row_holds_in_the_newest_version_or_was_measured_anew():
    now = {(row["call"], row["at"]): row["autodiff"] for row in CHANGED}
    wrong, new = [], 0
    for row, formula in COVERED:
        if row["framework"] == "torch" and not has_tensor_bounds(row["call"]):
            key = row["call"], row["at"]
            new += key in now
            value = returned(formula, row["at"], "pytorch", NEWEST)
            if not agrees(value, now.get(key, row["autodiff"])):
                wrong.append((*key, value))
    assert wrong == []
    assert new >= 9


@pytest.mark.parametrize("version", ["2.13.0", "2.14.1"])
@pytest.mark.parametrize("adjoint", [ONE_DOUBLE, OO])
def test_clamp_passes_the_adjoint_as_measured(version, adjoint):
    declared_clip = declared("clip")
    for row in CLAMP:
        u, low, high = (from_float(float(str(v).replace("oo", "inf"))) for v in row["args"])
        told = {}
        for moving in (True, False):
            rule = declared_clip.autodiff.rule("pytorch", measured("pytorch", version), moving=moving)
            found = [as_number(pullback(adjoint)) for pullback in rule(ZERO_DOUBLE, u, low, high)]
            told["tensors" if moving else "number"] = found if moving else found[0]
        wanted = row[version]
        scaled = [w if adjoint == ONE_DOUBLE or not w else math.inf for w in (*wanted["tensors"], wanted["number"])]
        assert [*told["tensors"], told["number"]] == scaled, row["args"]


def test_a_declared_version_was_measured():
    for one in declarations():
        for framework, rule in (one.autodiff.rules if one.autodiff is not None else {}).items():
            if isinstance(rule, Since):
                firsts = [first for first, _ in rule.rules]
                assert firsts[0] == MEASURED[framework][0]
                assert set(firsts) <= set(MEASURED[framework]) and firsts == sorted(firsts, key=numbers)


RELU = {
    "relu(x)": ("0", "0", "0"),
    "max(x, 0)": ("1/2", "1/2", "1"),
    "max(0, x)": ("1/2", "1/2", "0"),
    "clip(x, 0, 9)": ("0", "1/2", "1"),
    "leaky_relu(x, 0)": ("0", "1", "0"),
    "hardtanh(x, 0, 9)": ("0", "1", "1"),
    "threshold(x, 0, 0)": ("0", "0", "0"),
    "(x + |x|)/2": ("1/2", "1", "1/2"),
    "{x, x > 0; 0, otherwise}": ("0", "0", "0"),
    "{x, x >= 0; 0, otherwise}": ("1", "1", "1"),
}
"""ReLU and what looks like it, at 0: PyTorch, JAX, TensorFlow. All are subgradients."""
WRONG = {
    "relu(x) - relu(-x)": ("0", "0", "0"),
    "max(x, 0) - max(-x, 0)": ("1", "1", "2"),
    "max(0, x) + min(0, x)": ("1", "1", "0"),
    "max(0, -|x|)": ("0", "-1/2", "0"),
    "|x| - max(x, -x)": ("0", "1", "-1"),
    "{0, x == 0; x, otherwise}": ("0", "0", "0"),
    "sqrt(x^4)": ("nan", "nan", "nan"),
    "celu(x)": ("1", "1", "2"),
    "{sqrt(x), x > 0; 0, otherwise}": ("nan", "nan", "0"),
    "{exp(-1/x), x > 0; 0, otherwise}": ("nan", "nan", "nan"),
    "{x + 1, x > 0; x, otherwise}": ("1", "1", "1"),
    "prelu(x, 1/4)": ("1/4", "5/8", "0"),
}
"""Formulas that some framework fails at 0, mostly where f is differentiable."""


def report(text: str, at: str | None = None) -> Report:
    """The report, its values as texts."""
    return texts(held(text, at))


def held(text: str, at: str | None = None) -> Report:
    """The report as it is written by renderers."""
    asked = () if at is None else (read_formula(at).tree,)
    return analyze(read_problem(text), Question(at=asked, autodiff=True))


def point(text: str, at: str = "0") -> Finding:
    return next(p for p in report(text, at).points if p.at == at)


@pytest.mark.parametrize("text", RELU)
def test_the_lookalikes_of_relu_return_three_different_subgradients(text):
    found = point(text)
    assert tuple(dict(found.autodiff).values()) == RELU[text]
    assert set(dict(found.autodiff_verdict).values()) == {"subgradient"}
    assert found.subdifferential == ("0", "1")


@pytest.mark.parametrize("text", WRONG)
def test_the_known_failures_are_found(text):
    found = point(text)
    assert tuple(dict(found.autodiff).values()) == WRONG[text]


VERDICTS = [
    ("x^2", "3", ("derivative",) * 3),
    ("|x|^2", "0", ("derivative",) * 3),
    ("max(x, x)", "0", ("derivative",) * 3),
    ("x|x|", "0", ("derivative",) * 3),
    ("relu(x) - relu(-x)", "0", ("wrong",) * 3),
    ("max(x, 0) - max(-x, 0)", "0", ("derivative", "derivative", "wrong")),
    ("prelu(x, 1/4)", "0", ("subgradient", "subgradient", "wrong")),
    ("floor(x) + 0*x", "0", ("wrong",) * 3),
    ("floor(x)", "0", ("wrong", "wrong", "none")),
    ("H(x)", "0", ("none", "wrong", "none")),
    ("(x > 0)", "0", ("none", "wrong", "none")),
    ("sqrt(x)", "0", ()),  # oo is the slope, but f is not differentiable
    ("x^(1/3)", "0", ()),
    ("asin(x)", "1", ()),
    ("-sqrt(x)", "0", ()),
    ("sqrt(|x|)", "0", ("nan", "wrong", "nan")),
    ("{x^2 sin(1/x), x != 0; 0, otherwise}", "0", ("nan",) * 3),
    ("x sqrt(x)", "0", ("nan", "nan", "derivative")),
    ("log(1 + exp(x))", "1000", ("nan",) * 3),
    ("softplus(x)", "1000", ("derivative",) * 3),
    ("sigmoid(x)", "-1000", ("derivative",) * 3),
]


@pytest.mark.parametrize(("text", "at", "verdicts"), VERDICTS)
def test_values_are_judged_against_the_truth(text, at, verdicts):
    points = report(text, at).points
    found = next((p for p in points if p.approx == float(at)), points[0])
    assert tuple(dict(found.autodiff_verdict).values()) == verdicts


def truth(case: dict, at: str) -> dict | None:
    """What the corpus holds of a point."""
    return next((p for p in case["points"] if isinstance(p["at"], str) and sympy.sympify(p["at"]).equals(sympy.sympify(at))), None)


def word(value: str, known: dict) -> str:
    """The verdict by the corpus: the one-sided slopes are the limits of f' wherever f' has limits."""
    if value in ("nan", "none"):
        return value
    slopes = [known[side] for side in ("dleft", "dright") if known[side] != "none"]
    if not known["continuous"] or not slopes:
        return "wrong"
    ends = [float(sympy.sympify(slope)) for slope in slopes]
    found = float(sympy.sympify(value))
    if any(math.isinf(end) for end in ends):
        return "none of the words" if all(end == found for end in ends) else "wrong"
    if known["differentiable"]:
        return "derivative" if math.isclose(found, ends[0], rel_tol=1e-9, abs_tol=1e-12) else "wrong"
    return "subgradient" if min(ends) - 1e-9 <= found <= max(ends) + 1e-9 else "wrong"


@pytest.mark.slow
def test_verdicts_agree_with_the_truth_of_the_corpus():
    judged = Counter()
    for case in CORPUS[::4]:
        for found in texts(analyze(read_problem(case["expr"], variable=case["var"]), Question(autodiff=True))).points:
            known = truth(case, found.at) if found.enclosure is None else None
            if known is None or "dne" in (known["dleft"], known["dright"]):
                continue
            for framework, value in found.autodiff:
                verdict = dict(found.autodiff_verdict).get(framework)
                if verdict is not None:
                    assert verdict == word(value, known), (case["expr"], found.at, framework, value)
                    judged[verdict] += 1
    assert set(judged) == {"derivative", "subgradient", "wrong", "nan", "none"}, judged


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("|x|", ("-1", "1")),
        ("2x - 3|x|", ("-1", "5")),
        ("x^2", ("0", "0")),
        ("sqrt(|x|)", ()),
        ("sign(x)", ()),
        ("sqrt(x)^3", ()),
        ("{x^2 sin(1/x), x != 0; 0, otherwise}", ("-1", "1")),  # f' = 2x sin(1/x) - cos(1/x), though f'(0) = 0
        ("{x^2 sin(1/x), x > 0; 0, otherwise}", ("-1", "1")),
        ("{x^2 sin(1/x) + |x|, x != 0; 0, otherwise}", ("-2", "2")),
        ("{x^2 sin(1/x) + 2x^2 cos(1/x), x != 0; 0, otherwise}", ("-sqrt(5)", "sqrt(5)")),  # 2 sin u - cos u
        ("{x^2 sin(1/x) + x^3 cos(1/x^2), x != 0; 0, otherwise}", ("-3", "3")),  # -cos u + 2 sin u^2 for u -> oo
        ("{x sin(log(|x|)), x != 0; 0, otherwise}", ("-sqrt(2)", "sqrt(2)")),  # sin u + cos u
        ("{x^3 sin(1/x), x != 0; 0, otherwise}", ("0", "0")),
        ("{x sin(1/x), x != 0; 0, otherwise}", ()),
        ("{|x|^(3/2) sin(1/x), x != 0; 0, otherwise}", ()),
        ("{x^2 floor(1/x), x != 0; 0, otherwise}", ()),  # jumps crowd at 0
        ("{x, x != 0; 1, otherwise}", ()),
        ("x/x", ()),
        ("sqrt(x)", ()),
        ("cbrt(x)", ()),
        ("|x|/2 + sqrt(2) x", ("sqrt(2) - 1/2", "sqrt(2) + 1/2")),
    ],
)
def test_the_subdifferential_lies_between_the_limits_of_the_derivative(text, ends):
    assert point(text).subdifferential == ends


def test_the_subdifferential_of_two_dependent_waves_is_exact():
    low, high = point("{x^2 sin(1/x) + x^2 sin(2/x), x != 0; 0, otherwise}").subdifferential or ("", "")
    assert low == "-3"  # -cos u - 2 cos 2u is -3 at 0 and 33/16 where cos u = -1/8
    assert sympy.simplify(sympy.sympify(high) - sympy.Rational(33, 16)) == 0


def test_where_there_is_no_subdifferential_the_record_says_null():
    records = [as_object(Record(None, text, None, report(text), 0.0))["points"][0] for text in ("sqrt(|x|)", "|x|")]
    assert [record["subdifferential"] for record in records] == [None, ["-1", "1"]]
    assert "subdifferential" not in as_object(Record(None, "", None, analyze(read_problem("|x|"), Question()), 0.0))["points"][0]


def test_a_family_is_answered_once_where_all_members_agree():
    jumps = report("x floor(x)").points[1]
    assert set(dict(jumps.autodiff).values()) == {"n"}
    (middle,) = (p for p in report("|x - floor(x) - 1/2|").points if p.at == "n + 1/2")
    assert dict(middle.autodiff) == {"pytorch": "0", "jax": "1", "tensorflow": "0"}


@pytest.mark.slow
def test_of_a_family_that_no_double_meets_nothing_is_claimed():
    """sin(3.14...) is no zero: frameworks return 1 or -1 there, as the double lies left or right of pi*n; no sample speaks for all n."""
    (found,) = report("|sin(x)|").points
    assert found.autodiff == ()
    assert dict(found.autodiff_missing) == {"pytorch": "rounding", "jax": "index", "tensorflow": "rounding"}
    assert found.autodiff_verdict == ()
    (odd, even) = report("relu(sin(x)) - relu(-sin(x))").points  # 0 at the double 0, the derivative at others
    assert odd.autodiff == odd.autodiff_verdict == even.autodiff == ()
    (crowd,) = (p for p in report("x^2 floor(1/x)").points if p.index is not None)  # 1/(1/93) < 93 in doubles
    assert set(dict(crowd.autodiff_missing).values()) == {"rounding"}


DOUBLES = [
    ("max(x^2, 2)", "sqrt(2)", ("2*sqrt(2)",) * 3, "1.4142135623730951"),  # x*x rounds to more than 2
    ("|x^2 - 3|", "sqrt(3)", ("-2*sqrt(3)",) * 3, "1.7320508075688772"),  # and here to less than 3
    ("max(3x, 1)", "1/3", ("3/2", "3/2", "3"), "0.3333333333333333"),  # 3*0.333... rounds to 1: a tie
    ("|x - 0.1 - 0.2|", "3/10", ("-1", "-1", "-1"), "0.3"),
    ("|x - (0.1 + 0.2)|", "3/10", ("-1", "-1", "-1"), "0.3"),  # 0.1 + 0.2 > 0.3 in doubles
    ("|x - 0.3|", "3/10", ("0", "1", "0"), "0.3"),
    ("sqrt(x^2 - 2)", "sqrt(2)", ("6.71089e+07",) * 3, "1.4142135623730951"),  # the root of 4.4e-16
    ("1/(x^2 - 2)", "sqrt(2)", ("-1.43418e+31",) * 3, "1.4142135623730951"),
    ("relu(x - pi)", "pi", ("0", "0", "0"), "3.141592653589793"),
    ("|x - 1|", "1", ("0", "1", "0"), None),
    ("|x^2 - 1/4|", "1/2", ("0", "1", "0"), None),
]


@pytest.mark.parametrize(("text", "at", "returned", "double"), DOUBLES)
def test_frameworks_are_asked_at_the_double_nearest_to_the_point(text, at, returned, double):
    found = point(text, at)
    assert tuple(dict(found.autodiff).values()) == returned
    assert found.autodiff_at == double


def test_what_depends_on_the_library_is_not_told():
    """exp(1) and e may be one unit apart: then |exp(x) - e| has no tie at 1."""
    found = point("|exp(x) - e|", "1")
    assert found.autodiff == found.autodiff_verdict == ()
    assert dict(point("|exp(x) - 1|", "0").autodiff) == {"pytorch": "0", "jax": "1", "tensorflow": "0"}  # exp(0) is exact
    (trap,) = (p for p in report("relu(exp(x) - 2) - relu(2 - exp(x))").points if p.at == "log(2)")
    assert trap.autodiff == trap.autodiff_verdict == ()


def test_a_function_that_no_framework_has_leaves_it_out():
    found = point("gamma(|x - 2| + 1)", "2")
    assert dict(found.autodiff_missing) == {"pytorch": "no gamma", "tensorflow": "no gamma"}
    assert list(dict(found.autodiff)) == ["jax"]


def test_equal_parts_of_cases_are_not_counted_twice():
    """The argument of a named function is one part of the tree, which several cases may give back."""
    assert set(dict(point("hardshrink(x)", "1").autodiff).values()) == {"1"}
    assert set(dict(point("{x, x > 1/2; x, x < -1/2; 0, otherwise}", "1").autodiff).values()) == {"1"}


def test_suspects_that_are_smooth_are_listed():
    assert [p.at for p in report("|x|^2 + relu(x - 1) - relu(1 - x)").points] == ["0", "1"]


def test_nothing_is_computed_unasked():
    (found,) = analyze(read_problem("|x|"), Question()).points
    assert (found.autodiff, found.autodiff_verdict, found.subdifferential) == ((), (), None)


def test_parameters_stay_in_the_values():
    values = [dict(p.autodiff)["jax"] for p in report("a|x - b|").points]
    assert set(values) <= {"a", "0"} and "a" in values


def test_records_carry_it_and_fit_the_schema():
    schema = json.loads(resources.files("diffcheck").joinpath("report.schema.json").read_text(encoding="utf-8"))
    for text in ("max(0, x)", "floor(x)", "|cos(x) - x|", "max(x^2, 2)", "sqrt(x^2 - 2)", "|sin(x)|"):
        record = as_object(Record(None, text, None, replace(held(text), function=text), 0.0))
        Draft202012Validator(schema).validate(record)
        assert "autodiff" in record["points"][0] or "autodiff_missing" in record["points"][0]


def test_it_is_said_in_words():
    def told(point: Finding) -> str:
        return practice_told([point], symbols=False)[0][2]

    def words(text: str, at: str = "0") -> str:
        return told(next(p for p in held(text, at).points if p.at == at))

    assert words("max(0, x)") == ("PyTorch and JAX 1/2 (a subgradient), TensorFlow 0 (a subgradient); true one-sided slopes 0 and 1")
    assert words("max(x^2, 2)", "sqrt(2)") == (
        "PyTorch, JAX and TensorFlow 2*sqrt(2) (a subgradient) at the double 1.4142135623730951; true one-sided slopes 0 and 2*sqrt(2)"
    )
    assert told(held("|sin(x)|").points[0]) == (
        "PyTorch and TensorFlow a value that depends on rounding, JAX a value that depends on n; true one-sided slopes -1 and 1"
    )
    assert words("H(x)") == ("PyTorch and TensorFlow no gradient, JAX 0 (wrong); true slope +oo")


@pytest.mark.frameworks
@pytest.mark.parametrize("framework", ["torch", "jax"])
def test_the_real_framework_agrees_today(framework):
    """Runs where the framework is installed: conventions change with versions."""
    module = pytest.importorskip(framework)
    gradient = {"torch": _torch_gradient, "jax": _jax_gradient}[framework](module)
    versions = {**NEWEST, OURS[framework]: measured(OURS[framework], module.__version__)}
    wrong = []
    for row, formula in COVERED:
        if row["framework"] != framework or (has_tensor_bounds(row["call"]) and versions["pytorch"] != "2.13"):
            continue
        if not agrees(returned(formula, row["at"], OURS[framework], versions), gradient(row["call"], row["at"])):
            wrong.append((row["call"], row["at"]))
    assert not wrong


def _torch_gradient(torch):
    def gradient(call: str, at: str) -> float | None:
        x = torch.tensor(float(Fraction(at)), dtype=torch.float64, requires_grad=True)
        names = {"torch": torch, "F": torch.nn.functional, "x": x, "const": lambda v: torch.tensor(v, dtype=torch.float64)}
        y = eval(call, names)  # a call of our own table
        if not y.requires_grad:
            return None
        y.backward()
        return None if x.grad is None else float(x.grad)

    return gradient


def _jax_gradient(jax):
    jax.config.update("jax_enable_x64", True)

    def gradient(call: str, at: str) -> float:
        names = {"jax": jax, "jnp": jax.numpy, "const": lambda v: jax.numpy.asarray(v, dtype="float64")}
        return float(jax.grad(lambda x: eval(call, {**names, "x": x}))(float(Fraction(at))))

    return gradient


SURE = ("max(x^2, 2)", "|x^2 - 3|", "|x - 0.3|", "max(x, 0)", "|exp(x) - 1|", "max(sqrt(x), 2)")
UNSURE = (
    "max(log1p(x), 1 - x)", "max(log(1 + exp(x)) - (1 - x^2), 0)", "|tanh(x) - 1/2|", "relu(sin(x) - 1/3)",
    "|cbrt(x) - 4|", "max(sigmoid(x), 3/4)", "|x^3 - 2|", "|log2(x) - 29|", "hardshrink(exp(x), 2)",
)  # fmt: skip


@pytest.mark.parametrize(("text", "is_sure"), [*((text, True) for text in SURE), *((text, False) for text in UNSURE)])
def test_a_tie_that_a_library_may_round_away_is_not_told(text, is_sure):
    ties = [p for p in report(text).points if p.kind.value in ("corner", "jump") and p.value is not None]
    assert ties
    for found in ties:
        reasons = set(dict(found.autodiff_missing).values())
        assert reasons == (set() if is_sure else {"rounding"}), found.at
        assert is_sure or found.autodiff_verdict == ()


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_the_ends_of_a_result_hold_the_results_of_all_numbers_between_the_ends(operation):
    random = Random(7)
    with rounding():
        for _ in range(300):
            low, other = (random.uniform(-1, 1) * 2.0 ** random.randint(-30, 30) for _ in range(2))
            high = low + abs(low) * random.random() * 2.0 ** -random.randint(0, 50)
            found = operation(between(low, high), from_float(other))
            least, greatest = found.ends or (as_float(found),) * 2
            for t in (0, 1, 0.5, random.random()):
                assert least <= operation(min(low + (high - low) * t, high), other) <= greatest


def test_an_end_that_may_be_zero_has_no_sign_and_no_order():
    with rounding():
        near_zero, one = between(-1e-300, 1e-300), between(1.0, math.nextafter(1, 2))
        for asked in (lambda: near_zero.sign, lambda: near_zero.is_zero, lambda: ONE_DOUBLE / near_zero, lambda: compare(one, ONE_DOUBLE)):
            with pytest.raises(NotYet, match="rounded"):
                asked()
        assert (one.sign, compare(one, ZERO_DOUBLE), compare(one, one), (one - one).is_zero) == (1, 1, 0, True)


def test_a_constant_in_single_precision_makes_no_derivative_and_no_error():
    found = point("hardsigmoid(x)", "0")
    assert dict(found.autodiff)["pytorch"] == "11184811/67108864"
    assert dict(found.autodiff_verdict) == {"jax": "derivative", "tensorflow": "derivative"}
    assert dict(point("hardsigmoid(x) - x/6", "0").autodiff_verdict)["pytorch"] == "wrong"


SMOOTH = {
    "gelu(x)": lambda v: (1 + mpmath.erf(v / mpmath.sqrt(2))) / 2 + v * mpmath.npdf(v),
    "mish(x)": lambda v: mpmath.diff(lambda t: t * mpmath.tanh(mpmath.log1p(mpmath.exp(t))), v),
    "silu(x)": lambda v: mpmath.diff(lambda t: t / (1 + mpmath.exp(-t)), v),
    "softplus(x)": lambda v: 1 / (1 + mpmath.exp(-v)),
    "hardswish(x)": lambda v: v / 3 + mpmath.mpf(1) / 2,
    "huber(x)": lambda v: v,
}
"""Their derivatives on [-1, 1], from their definitions."""


@pytest.mark.parametrize("at", ["0", "1/2", "-1"])
@pytest.mark.parametrize("text", SMOOTH)
def test_where_they_are_smooth_what_is_returned_is_the_derivative(text, at):
    (point,) = (p for p in report(text, at).points if str(p.at) == at)
    truth = SMOOTH[text](mpmath.mpf(Fraction(at).numerator) / Fraction(at).denominator)
    assert {name for name, _ in point.autodiff} == {"pytorch", "jax", "tensorflow"}
    for name, value in point.autodiff:
        assert float(sympy.sympify(str(value)).evalf(30)) == pytest.approx(float(truth), rel=1e-7), name
        assert dict(point.autodiff_verdict).get(name, "derivative") == "derivative"


@pytest.mark.parametrize("text", ["mish(x)", "silu(x)", "softplus(x)", "gelu(x)"])
def test_a_derivative_that_underflows_is_returned_as_zero(text):
    """The derivatives at -1000 are below 10**-400 in size: 0 is the double that is nearest to them."""
    (point,) = (p for p in report(text, "-1000").points if str(p.at) == "-1000")
    assert {str(value) for _, value in point.autodiff} == {"0"}
    assert set(dict(point.autodiff_verdict).values()) == {"derivative"}
