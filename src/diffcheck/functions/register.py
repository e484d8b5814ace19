"""The register: every declaration found by walking this folder, looked up by head or by a spelling of the input."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import diffcheck.functions as folder
from diffcheck.exact.atoms import install
from diffcheck.functions.facts import Composite, Function


@cache
def families() -> tuple[tuple[str, tuple[Function | Composite, ...]], ...]:
    """The declarations of each file that has some, with its name in words, in the order of the names."""
    found = []
    for module in sorted(m.name for m in pkgutil.iter_modules(folder.__path__)):
        file = importlib.import_module(f"{folder.__name__}.{module}")
        for smooth in getattr(file, "SMOOTH", ()):
            install(smooth)
        if declared := getattr(file, "DECLARED", ()):
            found.append((module.replace("_", " "), tuple(declared)))
    return tuple(found)


@cache
def declarations() -> tuple[Function | Composite, ...]:
    """All declarations, in the order of the files' names. Raises ValueError if a head or a name is declared twice."""
    found = [d for _, declared in families() for d in declared]
    mistaken = [name for d in found if isinstance(d, Function) for name in d.mistaken]
    for names in ([d.head for d in found], [*(s for d in found for s in d.spellings), *mistaken]):
        twice = {n for n in names if names.count(n) > 1}
        if twice:
            raise ValueError(f"declared twice: {sorted(twice)}")
    return tuple(found)


@cache
def _by_head() -> dict[str, Function | Composite]:
    return {d.head: d for d in declarations()}


@cache
def _by_spelling() -> dict[str, Function | Composite]:
    return {s: d for d in declarations() for s in d.spellings}


@cache
def _by_mistaken() -> dict[str, Function]:
    return {name: d for d in declarations() if isinstance(d, Function) for name in d.mistaken}


def meant_by(name: str) -> str | None:
    """The spelling of the function that a name is taken for where the input does not read it: `cosine` is cos; None for other names."""
    found = _by_mistaken().get(name)
    return None if found is None else found.name or next(one for one in (found.head, *found.spellings) if one.islower())


def declared(head: str) -> Function | Composite | None:
    """The declaration of a tree head such as "Abs" or "+"; None if the function is not known."""
    return _by_head().get(head)


def spelled(name: str) -> Function | Composite | None:
    """The declaration that a name of the input means ("abs", "ln", "relu"); None if there is none."""
    return _by_spelling().get(name)


@cache
def _by_sign() -> dict[str, Function]:
    found: dict[str, Function] = {}
    for d in declarations():
        if isinstance(d, Function):
            found |= dict.fromkeys((*d.signs, *(d.fences or ())[:1], *((d.radical,) if d.radical else ())), d)
    return found


def written_as(sign: str) -> Function:
    """The function that the input writes with a sign: "|" for the absolute value, "√" for the square root. Raises KeyError."""
    return _by_sign()[sign]


def is_constant(name: str) -> bool:
    """Whether a name of the input means a constant."""
    found = spelled(name)
    return isinstance(found, Function) and found.most == 0


def spellings() -> tuple[str, ...]:
    """All names that the input may use for a function or constant."""
    return tuple(_by_spelling())
