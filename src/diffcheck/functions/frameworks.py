"""The frameworks of automatic differentiation, and the versions whose conventions were measured.

Conventions change: a declaration says from which version on it holds. The newest measured one is spoken of, unless another is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from diffcheck.errors import BadInput

Framework: TypeAlias = Literal["pytorch", "jax", "tensorflow"]
FRAMEWORKS: Final[tuple[Framework, ...]] = ("pytorch", "jax", "tensorflow")
Versions: TypeAlias = Mapping[Framework, str]
"""The version of each framework whose conventions are spoken of."""

MEASURED: Final[Mapping[Framework, tuple[str, ...]]] = {"pytorch": ("2.13", "2.14"), "jax": ("0.10",), "tensorflow": ("2.21",)}
"""The versions that were measured, oldest first; each stands for those up to the next."""
NEWEST: Final[Versions] = {framework: versions[-1] for framework, versions in MEASURED.items()}

NEWEST_WORD: Final = "newest"
"""What may stand in the place of a version of a framework: the newest of all."""

_SPELLINGS: Final[Mapping[str, Framework]] = {"torch": "pytorch", "tf": "tensorflow", **{name: name for name in FRAMEWORKS}}
_ASKED: Final = re.compile(r"\s*([A-Za-z]\w*)\s*=\s*(\d{1,9}(?:\.\d{1,9}){0,3})\s*")
_EXAMPLE: Final = "for example: --autodiff pytorch=2.13"


def names_a_version(text: str) -> bool:
    """Whether a text asks for a version of a framework, as `pytorch=2.13` does."""
    return all((found := _ASKED.fullmatch(part)) is not None and found[1].casefold() in _SPELLINGS for part in text.split(","))


def asked_version(text: str) -> tuple[Framework, str]:
    """`pytorch=2.13` as the framework and the version. Raises BadInput for any other text, and for what nobody has measured."""
    found = _ASKED.fullmatch(text)
    if found is None:
        raise BadInput("usage", f"{text!r} is not of the form framework=version", 0, len(text), _EXAMPLE)
    name, version = found.groups()
    framework = _SPELLINGS.get(name.casefold())
    if framework is None:
        near = get_close_matches(name.casefold(), _SPELLINGS, 1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(FRAMEWORKS)}"
        raise BadInput("usage", f"there is no framework {name}", *found.span(1), hint)
    if measured(framework, version) is None:
        known = ", ".join(MEASURED[framework])
        raise BadInput("usage", f"{framework} {version} is older than all that was measured", *found.span(2), f"measured: {known}")
    return framework, version


def measured(framework: Framework, version: str) -> str | None:
    """The measured version that stands for another: the newest that is not newer; None if all are."""
    return next((known for known in reversed(MEASURED[framework]) if numbers(known) <= numbers(version)), None)


def is_newer_than_measured(framework: Framework, version: str) -> bool:
    """Whether it is the successor of all measured ones. 2.14.1 belongs to 2.14."""
    newest = numbers(MEASURED[framework][-1])
    return numbers(version)[: len(newest)] > newest


def numbers(version: str) -> tuple[int, ...]:
    """A version in an order that can be compared: "2.13" as (2, 13), a local part (`+cpu`) left out."""
    return tuple(int(part) for part in version.partition("+")[0].split(".") if part.isdigit())
