"""Values: equal by their fields, as a dataclass is, shown by them, and the same on the other side of a pipe."""

import pickle
from dataclasses import dataclass, field, fields, replace

import pytest

from diffcheck.model.immutable import immutable


@dataclass(frozen=True, slots=True)
class Plain:
    """What the standard library makes."""

    left: int
    right: tuple[int, ...] = ()
    note: str = field(default="", compare=False)


@immutable
class Span:
    """The same fields."""

    left: int
    right: tuple[int, ...] = ()
    note: str = field(default="", compare=False)


@immutable
class Single:
    """One field."""

    only: tuple[int, ...]


@immutable
class Empty:
    """No field."""


@immutable
class Longer(Single):
    """One field more than its base."""

    more: int = 0


@immutable(eq=False)
class Alone:
    """Equal to itself alone."""

    name: str


@immutable(kw_only=True)
class Named:
    """Fields that are given by name."""

    name: str
    size: int = 1


@immutable(kw_only=True)
class LongerByName(Single):
    """A field more, given by name."""

    more: int = 0


class Told:
    """What tells its own text, hash and equality."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "told"

    def __reduce__(self) -> tuple[type, tuple[str, ...]]:
        return type(self), ("from the pipe",)


@immutable(eq=False)
class Teller(Told):
    """Inherits them."""

    name: str


VALUES = [
    Span(1),
    Span(1, (2,), "a"),
    Span(2),
    Single(()),
    Single((1,)),
    Longer((1,)),
    Longer((1,), 2),
    Empty(),
    Named(name="a", size=2),
    LongerByName(only=(1,), more=2),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_the_same_beyond_a_pipe(value: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        other = pickle.loads(pickle.dumps(value, protocol))
        assert other == value and hash(other) == hash(value) and repr(other) == repr(value) and type(other) is type(value)
        assert [getattr(other, one.name) for one in fields(value)] == [getattr(value, one.name) for one in fields(value)]  # type: ignore[arg-type]


def test_values_are_equal_where_the_dataclass_is() -> None:
    told = [(1,), (1, (2,)), (1, (2,), "a"), (1, (2,), "b"), (2,)]
    for a in told:
        for b in told:
            assert (Span(*a) == Span(*b)) == (Plain(*a) == Plain(*b))  # type: ignore[arg-type]
            assert (Span(*a) != Span(*b)) == (Plain(*a) != Plain(*b))  # type: ignore[arg-type]
    assert len({Span(*a) for a in told}) == 3  # type: ignore[arg-type]


def test_values_of_two_kinds_are_not_equal() -> None:
    assert len(set(VALUES)) == len(VALUES)
    assert Single((1,)) != Longer((1,)) and Longer((1,)) != Single((1,)) and Single((1,)) != (1,) and Span(1) != Plain(1)


def test_a_value_may_be_equal_to_itself_alone() -> None:
    a = Alone("a")
    assert a == a and a != Alone("a") and len({a, Alone("a")}) == 2


def test_a_value_is_shown_by_its_fields_and_is_replaced_by_them() -> None:
    assert repr(Span(1, (2,))) == "Span(left=1, right=(2,), note='')" and repr(Empty()) == "Empty()"
    assert replace(Span(1, (2,)), left=3) == Span(3, (2,)) and replace(Named(name="a"), size=3).size == 3


def test_what_a_kind_tells_by_itself_stays() -> None:
    assert repr(Teller("a")) == "told" and pickle.loads(pickle.dumps(Teller("a"))).name == "from the pipe"


def test_no_other_field_can_be_put_into_a_value() -> None:
    with pytest.raises(AttributeError):
        Span(1).other = 2  # type: ignore[attr-defined]
