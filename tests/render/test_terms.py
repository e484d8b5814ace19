"""Values leave the analysis as terms: their text is made once, says all that they are, and nobody reads it again."""

from __future__ import annotations

import ast
import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sympy

import diffcheck
from diffcheck import api, render
from diffcheck.analysis.analyze import analyze
from diffcheck.exact.session import in_session
from diffcheck.language import read_problem
from diffcheck.model.question import Question
from diffcheck.model.report import Report
from diffcheck.model.term import Call, Product, Sum, Symbol, Term, comparison, names, replaced
from diffcheck.model.tree import Problem
from diffcheck.render import table
from diffcheck.render.words.look import Look

from ..portion import portion
from ..terms import exact, shape

pytestmark = pytest.mark.engine
SOURCES = Path(diffcheck.__file__).parent
FORMULAS = (
    "max(0, x)", "x*floor(x)", "|x - cos(x)|", "|x^3 - 3x - 1|", "1/(1 + e^(1/x))", "{x^2 sin(1/x), x != 0; 0, x = 0}", "tan(x)/|x|",
    "sqrt(-x^2) + sqrt(sin(x))", "x^(2/3)*2^(1/3)/6^(1/2)", "-x^-2 - 1/2 + (-x)^(1/3)", "2^x*3^(x/2)*exp(-x)/7", "log2|x| + [x > 1]",
    "frac(x)*(1 - frac(x))", "relu6(x)/10^300", "sign(sin(x)) + 1/(x - 1/2)", "|x|^pi + gamma(x)", "expm1(x)*trunc(x)",
)  # fmt: skip
PARAMETRIC = ("{a x + b, x < 1; x^2, x >= 1}", "a/x", "|x|^p", "a*|x - b|", "{sin(x), x < c; cos(x), x >= c}", "lambda*|x|")


def asked(formula: str) -> Report:
    options = api.Options(explain=True, autodiff=True, require="lipschitz", solve=("a", "c") if formula in PARAMETRIC else ())
    found = api.answer(formula, api.prepare(options), line=1).answer
    assert isinstance(found, Report)
    return found


def terms_of(noun: Any) -> Iterator[Term]:
    """All terms in a report."""
    if isinstance(noun, Term):
        yield noun
    elif isinstance(noun, tuple):
        for one in noun:
            yield from terms_of(one)
    elif is_dataclass(noun) and not isinstance(noun, Problem):
        for field in fields(noun):
            yield from terms_of(getattr(noun, field.name))


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*FORMULAS, *PARAMETRIC]))
def test_the_text_of_a_term_is_that_term_and_no_other(formula):
    found = list(terms_of(asked(formula)))
    assert len(found) > 5
    for term in found:
        assert shape(exact(str(term))) == shape(term), str(term)


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*FORMULAS, *PARAMETRIC]))
def test_a_report_comes_through_a_pipe_as_it_is(formula):
    report = asked(formula)
    again = pickle.loads(pickle.dumps(report, pickle.HIGHEST_PROTOCOL))
    assert again == report
    assert list(map(shape, terms_of(again))) == list(map(shape, terms_of(report)))


@pytest.mark.slow
def test_a_deep_term_takes_no_deep_stack():
    deep = Symbol("x")
    for _ in range(10_000):
        deep = Call("sin", (deep,))
    assert str(deep) == "sin(" * 10_000 + "x" + ")" * 10_000
    assert pickle.loads(pickle.dumps(deep)) == deep
    assert names(replaced(deep, {Symbol("x"): Symbol("y")})) == {"y"}


def test_a_term_is_equal_to_its_text_and_to_what_is_written_as_it_is():
    point = diffcheck.check("|x - 1/3|").points[0]
    assert point.at == "1/3" and point.at == "1/3" and point.at in {"1/3"} and "1/3" in {point.at}
    assert point.at != "2/6" and point.at != "0" and point.at != 1 / 3
    assert point.at == exact("1/3") and hash(point.at) == hash(exact("1/3")) and point.at != exact("2/3")
    assert sympy.sympify(point.at) == sympy.Rational(1, 3)
    assert diffcheck.check("sin(1/x)").points[0].left_limit == "dne"


def test_names_are_replaced_as_names():
    n = Symbol("n")
    family = exact("{pi*n + nn : n >= 1, n != 2}")
    assert names(family) == {"pi", "n", "nn"}
    assert replaced(family, {n: Symbol("k")}) == "{pi*k + nn : k >= 1, k != 2}"
    assert replaced(family, {exact("pi*n"): n}) == "{n + nn : n >= 1, n != 2}"
    assert replaced(family, {Symbol("m"): n}) == family
    assert comparison(n, "=", Symbol("m")) == "Eq(n, m)" and comparison(n, "<", Symbol("m")) == "n < m"
    assert Sum((("-", Product((("", n), ("/", exact("2"))))), ("+", n))) == "-n/2 + n"


SURGERY = ("split", "rsplit", "partition", "rpartition", "startswith", "endswith", "removeprefix", "removesuffix", "replace", "find",
           "index", "isdigit", "isalnum", "strip", "translate", "count", "__contains__", "__getitem__", "__iter__")  # fmt: skip
PATTERNS = {
    "certificate/write.py", "checks/by_systems.py", "checks/systems.py", "claims/reader.py",
    "functions/frameworks.py", "model/requirement.py", "shell", "render/html.py", "render/markdown.py", "render/pictures/figure.py",
    "render/words/pretty.py", "render/words/script.py", "render/words/tex.py", "render/words/typeset.py",
}  # fmt: skip
"""What may match patterns outside language/: claims, options, versions and documents, what other programs say, a label of which a name
is made, and what a script has made of a term."""


def _refused(name: str) -> Callable[..., Any]:
    def method(self: str, *args: Any) -> Any:
        raise AssertionError(f"{name} of the text of a term: {str.__str__(self)}")

    return method


Sealed = type("Sealed", (str,), {name: _refused(name) for name in SURGERY})
"""Text that may be joined, compared and measured, and not taken apart."""


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "plain", "markdown", "latex", "html"])
@pytest.mark.parametrize("formula", [*FORMULAS[:6], *PARAMETRIC[:3]])
def test_no_renderer_takes_a_text_apart(formula, form, monkeypatch):
    record = api.answer(formula, api.prepare(api.Options(explain=True, autodiff=True, require="lipschitz")), line=1)
    look = Look(explain=True, symbols=form != "plain")
    expected = render.load(form).render(record, look)
    written = Term.__str__
    monkeypatch.setattr(Term, "__str__", lambda self: Sealed(written(self)))
    assert render.load(form).render(record, look) == expected


def test_a_text_that_is_taken_apart_is_found():
    for name in SURGERY:
        with pytest.raises(AssertionError, match="of the text of a term"):
            getattr(Sealed("x + 1"), name)("x")


@pytest.mark.slow
def test_nothing_outside_the_language_reads_text_by_patterns_or_as_a_program():
    using = set()
    for path in SOURCES.rglob("*.py"):
        place = path.relative_to(SOURCES)
        if place.parts[0] == "language":
            continue
        imported = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None) or ""])
        }
        assert not imported & {"ast", "tokenize"}, place
        if "re" in imported:
            using.add("shell" if place.parts[0] == "shell" else place.as_posix())
    assert using == PATTERNS


def calls(ask: Callable[[], Any]) -> int:
    """How many functions of diffcheck are called."""
    count = 0

    def watch(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_filename.startswith(str(SOURCES))

    sys.setprofile(watch)
    try:
        ask()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("symbols", [True, False])
def test_showing_an_answer_is_little_work_beside_finding_it(symbols):
    problem = read_problem("max(0, x)")
    record = api.answer("max(0, x)", api.prepare(api.Options()))
    look = Look(width=80, symbols=symbols)
    table.render(record, look)
    finding = calls(lambda: in_session(analyze, problem, Question()))
    fresh = replace(record, answer=pickle.loads(pickle.dumps(record.answer)))  # no text of it has been made
    showing = calls(lambda: table.render(fresh, look))
    assert 3 * showing <= finding, (showing, finding)
