"""Workers that run for days: nothing is kept from question to question, and no record depends on what was asked before."""

from __future__ import annotations

import gc
import inspect
import json
import random
import resource
import sys
from pathlib import Path

import pytest

from diffcheck import api

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
    api.forget()
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


def test_what_declarations_hold_is_never_forgotten(asker):
    from diffcheck.exact.expr import atom_count, number
    from diffcheck.exact.powers import log
    from diffcheck.functions.register import declarations

    assert declarations()
    kept, two = atom_count(), log(number(2), lambda _: 1)
    assert kept < 100
    api.forget()
    assert atom_count() == kept
    assert log(number(2), lambda _: 1) == two
    found = api.answer("abs(log2(x) - log(x)/log(2))", asker).answer
    assert (found.smoothness, found.points[0].at, len(found.points)) == ("oo", "0", 1)


def test_every_table_is_as_small_as_before_once_all_is_forgotten(formulas, asker):
    for text in formulas[:40]:
        api.answer(text, asker)
    api.forget()
    before = sizes()
    for text in formulas:
        api.answer(text, asker)
    assert sizes() != before
    api.forget()
    assert sizes() == before


def test_a_record_does_not_depend_on_what_was_asked_before(formulas, asker):
    order = formulas[:100]
    first = {}
    for text in order:
        first[text] = api.answer(text, asker).answer
        api.forget()
    random.Random(5).shuffle(order)
    for text in order:
        assert api.answer(text, asker).answer == first[text]
        api.forget()


def test_memory_stays_constant(formulas, asker):
    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def ask(times):
        for _ in range(times):
            for text in formulas[:60]:
                api.answer(text, asker)
                api.forget()

    ask(5)
    gc.collect()
    objects, before = len(gc.get_objects()), peak()
    ask(25)
    gc.collect()
    assert len(gc.get_objects()) < objects + 200
    assert peak() - before < 4 * 1024 * (1 if sys.platform != "darwin" else 1024)


def test_what_sympy_remembers_is_forgotten_too(asker):
    api.answer("abs((atan(1/7) - atan(1/8) - atan(1/57))*x + abs(x - 7))", asker)
    from sympy.core.cache import CACHE

    def kept():
        return sum(function.cache_info().currsize for function in CACHE)

    assert kept() > 100
    api.forget()
    assert kept() < 10


def test_a_question_that_runs_out_of_stack_leaves_nothing_behind(asker):
    from flint import ctx

    from diffcheck.exact.assumptions import assumptions

    formulas = ("x^a^2", "floor(x)*sin(pi*x)")
    before = [api.answer(text, asker).answer for text in formulas]
    usual, depth, stopped = sys.getrecursionlimit(), len(inspect.stack()), 0
    for text in formulas:
        for room in range(30, 230, 5):
            api.forget()
            sys.setrecursionlimit(depth + room)
            try:
                stopped += getattr(api.answer(text, asker).answer, "code", "") == "too_deep"
            except RecursionError:
                stopped += 1
            finally:
                sys.setrecursionlimit(usual)
            assert ctx.prec == 53
            assert assumptions() is None
    assert stopped > 5
    assert [api.answer(text, asker).answer for text in formulas] == before
