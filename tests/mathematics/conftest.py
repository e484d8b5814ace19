"""What the tests of this folder share."""

from collections.abc import Callable, Iterator

import pytest

from diffcheck.functions import register
from diffcheck.functions.facts import Composite, Function

register.declarations()
"""What is asked of the engine alone needs the functions that it is told of."""


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
