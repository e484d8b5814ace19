"""The exact expressions that the modules of these tests hold outlive the questions, each of which begins with empty tables."""

from collections.abc import Callable, Iterator

import pytest

from diffcheck.exact.expr import keep_atoms
from diffcheck.functions import register
from diffcheck.functions.facts import Composite, Function


def pytest_collection_finish() -> None:
    register.declarations()
    keep_atoms()


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Declares functions for the length of one test."""

    def forget() -> None:
        for known in (register.declarations, register._by_head, register._by_spelling):
            known.cache_clear()

    def planted(*found: Function | Composite) -> None:
        before = register.families()
        monkeypatch.setattr(register, "families", lambda: (*before, ("planted", found)))
        forget()

    yield planted
    monkeypatch.undo()
    forget()
