"""Workers that run for days: nothing is kept from question to question, and no record depends on what was asked before."""

from __future__ import annotations

import gc
import inspect
import json
import random
import resource
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from diffcheck import api
from diffcheck.analysis.analyze import analyze
from diffcheck.exact.expr import Atom, Expr
from diffcheck.exact.session import Session, in_session
from diffcheck.germs.series import Series
from diffcheck.language import read_problem
from diffcheck.model.question import Question

from ..portion import portion

pytestmark = [pytest.mark.engine, pytest.mark.slow]
CORPUS = Path(__file__).parent.parent / "corpus" / "finite.jsonl"


@pytest.fixture(scope="module")
def formulas():
    """The quick half of the corpus."""
    found = [json.loads(line)["expr"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return sorted(found, key=len)[: len(found) // 2]


@pytest.fixture
def asker():
    """No options."""
    api.warm_up()
    return api.prepare(api.Options())


def sizes():
    """How much every module of the program holds in its own tables."""
    found = {}
    for name, module in list(sys.modules.items()):
        if name.startswith("diffcheck"):
            for word, value in vars(module).items():
                if isinstance(value, dict | list | set) and not word.startswith("__"):
                    found[name, word] = len(value)
                elif callable(getattr(value, "cache_info", None)):
                    found[name, word] = value.cache_info().currsize
    return found


def alive():
    """What the program holds of exact expressions and of questions."""
    gc.collect()
    return Counter(type(o).__name__ for o in gc.get_objects() if isinstance(o, Atom | Expr | Session | Series))


PARAMETERS = ("max(a*x, b)", "{asin(x), x<a; asin(a)+(x-a)/sqrt(1-a^2), x>=a}", "floor(x)*sin(pi*x)", "1/(2 + sin(1/x))", "x^a^2")


@pytest.mark.parametrize(
    "options",
    [{}, {"explain": True, "autodiff": True}, {"assume": ("a > 0",)}, {"solve": ("a",)}, {"require": "lipschitz"}, {"plot": True}],
    ids=lambda options: "-".join(options) or "plain",
)
def test_nothing_of_a_question_lives_on(formulas, options):
    asker = api.prepare(api.Options(**options))
    texts = (*formulas[:30], *PARAMETERS)
    for text in ("|x|", "a*|x - 1|", "floor(x/7)"):  # modules that these need have constants of their own
        api.answer(text, asker, 1)
    tables, before = sizes(), alive()
    records = [api.answer(text, asker, 1) for text in texts]
    assert alive() == before
    assert sizes() == tables
    assert len(records) == len(texts)


def test_nothing_of_the_register_lives_on():
    api.functions(("sin",))
    before = alive()
    assert len(api.functions()) > 60
    assert alive() == before


def test_within_a_question_much_is_remembered(asker):
    """The tests above can fail: what they count is there while a question is asked."""

    def inside():
        analyze(read_problem("abs(x) + sin(1/(x - 31/37)) + floor(x)*sin(41/43*x)"), Question())  # other atoms than any test keeps
        return alive()

    before = alive()
    during = in_session(inside)
    assert during["Atom"] > before["Atom"] + 20
    assert during["Session"] == before["Session"] + 1
    assert alive() == before


def test_a_record_does_not_depend_on_what_was_asked_before(formulas, asker):
    order = formulas[:100]
    first = {}
    for text in order:
        first[text] = api.answer(text, asker).answer
    random.Random(5).shuffle(order)
    for text in order:
        assert api.answer(text, asker).answer == first[text]


def test_memory_stays_constant(formulas, asker):
    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def ask(times):
        for _ in range(times):
            for text in formulas[:60]:
                api.answer(text, asker)

    ask(5)
    gc.collect()
    objects, before = len(gc.get_objects()), peak()
    ask(25)
    gc.collect()
    assert len(gc.get_objects()) < objects + 200
    assert peak() - before < 4 * 1024 * (1 if sys.platform != "darwin" else 1024)


def test_what_sympy_remembers_is_forgotten_too(asker, monkeypatch):
    from sympy.core import cache

    def kept():
        return sum(function.cache_info().currsize for function in cache.CACHE)

    seen, clear = [], cache.clear_cache
    monkeypatch.setattr(cache, "clear_cache", lambda: (seen.append(kept()), clear()))
    api.answer("abs((gamma(1/9)*gamma(4/9)*gamma(7/9) - 2*pi*3^(1/6)*gamma(1/3))*x + abs(x - 7))", asker)
    assert len(seen) == 1
    assert seen[0] > 100
    assert kept() < 10
    api.answer("abs(x)", asker)  # SymPy is not asked, and what the caller has asked it is left alone
    assert len(seen) == 1


def test_a_question_that_runs_out_of_stack_leaves_nothing_behind(asker):
    from flint import ctx

    from diffcheck.exact.assumptions import assumptions

    formulas = ("x^a^2", "floor(x)*sin(pi*x)")
    before = [api.answer(text, asker).answer for text in formulas]
    usual, depth, stopped = sys.getrecursionlimit(), len(inspect.stack()), 0
    for text in formulas:
        for room in portion(range(30, 230, 5), of=3):
            sys.setrecursionlimit(depth + room)
            try:
                stopped += getattr(api.answer(text, asker).answer, "code", "") == "too_deep"
            except RecursionError:
                stopped += 1
            finally:
                sys.setrecursionlimit(usual)
            assert ctx.prec == 53
            assert assumptions() is None
            with ThreadPoolExecutor(1) as others:  # nobody is left waiting
                assert others.submit(api.answer, "abs(x)", asker).result(timeout=60).answer.points
    assert stopped > 2
    assert [api.answer(text, asker).answer for text in formulas] == before
