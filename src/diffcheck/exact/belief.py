"""What was believed and not proved: SymPy's word for a zero that no digit could refute. Whoever rests on it says so.

An answer rests on nothing but what was computed on the way to it and on what was remembered from before. So it is proved where
no belief was met while a watch was kept over the whole way, and where everything that is remembered brings its own belief along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from diffcheck.exact.session import session
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Certainty

Value = TypeVar("Value")


class Watch:
    """What was met while it was kept: `here` on its own way, `anywhere` also on the ways under watches of their own."""

    __slots__ = ("anywhere", "here")

    def __init__(self) -> None:
        self.here = False
        self.anywhere = False

    @property
    def certainty(self) -> Certainty:
        """How sure that is which was computed under the watch."""
        return "checked" if self.anywhere else "proved"


@contextmanager
def watched() -> Iterator[Watch]:
    """Keeps a watch over the block. Where the block is left by an exception, whoever goes on from there rests on what it believed."""
    here = session()
    outer, watch = here.watch, Watch()
    here.watch = watch
    try:
        yield watch
    except BaseException:
        if outer is not None and watch.anywhere:
            outer.here = True
        raise
    finally:
        here.watch = outer
        if outer is not None and watch.anywhere:
            outer.anywhere = True


@contextmanager
def aside() -> Iterator[Watch]:
    """A block that no verdict rests on: what is believed in it is known to its own watch alone."""
    here = session()
    outer, watch = here.watch, Watch()
    here.watch = watch
    try:
        yield watch
    finally:
        here.watch = outer


def believe() -> None:
    """Notes that what is computed now rests on a belief."""
    watch = session().watch
    if watch is not None:
        watch.here = watch.anywhere = True


@immutable
class Remembered(Generic[Value]):
    """A value for a memo, with whether it rests on a belief."""

    value: Value
    believed: bool

    def recall(self) -> Value:
        """The value; whoever uses it rests on what it rests on."""
        if self.believed:
            believe()
        return self.value


def remember(compute: Callable[[], Value]) -> Remembered[Value]:
    """What is computed, to be kept in a memo and to be recalled from it, by the first who uses it too."""
    with watched() as watch:
        value = compute()
    return Remembered(value, watch.anywhere)


def weakest(*certainties: Certainty | None) -> Certainty | None:
    """How sure that is which rests on several things; None where one of them was not decided."""
    return None if None in certainties else "checked" if "checked" in certainties else "proved"
