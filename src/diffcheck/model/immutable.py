"""Values: what is made once, compared by its fields, and never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

Kind = TypeVar("Kind")


@overload
def immutable(kind: type[Kind], /) -> type[Kind]: ...
@overload
def immutable(*, eq: bool = True, kw_only: bool = False) -> Callable[[type[Kind]], type[Kind]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(kind: type[Kind] | None = None, /, *, eq: bool = True, kw_only: bool = False) -> Any:
    """A kind of values: a dataclass with slots, equal to another of its kind where all fields are that are compared.

    `eq=False`: each is equal to itself alone. `kw_only=True`: its fields are given by name.

    It differs from `dataclass(frozen=True, slots=True)` in its cost, for a hundred and forty such classes took half of the
    program's start. Equality, hash, text and pickle come from common functions, where a dataclass compiles new ones for each
    class; and it is frozen for the type checker, not at run time, where that would double the cost of each value.
    """
    if kind is None:
        return lambda kind: immutable(kind, eq=eq, kw_only=kw_only)  # type: ignore[call-overload]
    compares_itself = "__eq__" in kind.__dict__
    made: Any = dataclass(slots=True, eq=False, repr=False, kw_only=kw_only)(kind)
    told = fields(made)
    if eq and not compares_itself:
        made.__eq__, made.__hash__ = _comparison([one.name for one in told if one.compare])
    if made.__repr__ is object.__repr__:
        made.__repr__ = _shown
    if made.__reduce__ in (object.__reduce__, _reduction):
        made.__reduce__ = object.__reduce__ if any(one.kw_only for one in told) else _reduction
    return made


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """The values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple([getattr(self, name) for name in names])


def _comparison(names: list[str]) -> tuple[Callable[[Any, Any], bool], Callable[[Any], int]]:
    """Equality and hash by fields of these names."""
    compared = _values(names)

    def equal(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(compared(self))

    return equal, hashed


def _reduction(self: Any) -> tuple[type, tuple[Any, ...]]:
    """A value goes through a pipe as a call of its class, twice as fast as a dataclass does by itself."""
    return self.__class__, tuple([getattr(self, name) for name in self.__match_args__])


def _shown(self: Any) -> str:
    """A value as it could be written: `Interval(left=0, right=1)`."""
    told = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({told})"
