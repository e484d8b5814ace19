"""Dialects of code and of other programs: one file each, found by walking this folder, loaded when their evidence is seen.

Nothing of a text is executed, imported or evaluated: a dialect is a table of names, and a way to make the same tree.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from diffcheck.errors import BadInput
from diffcheck.language.dialect import Dialect

__all__ = ["Dialect", "every", "named"]


@cache
def every() -> tuple[Dialect, ...]:
    """All dialects, in the order of the files' names. Raises ValueError for a name that is declared twice."""
    found: list[Dialect] = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        found += getattr(importlib.import_module(f"{__name__}.{module}"), "DIALECTS", ())
    names = [name for dialect in found for name in (dialect.name, *dialect.aliases)]
    if len(set(names)) < len(names):
        raise ValueError(f"declared twice: {sorted({name for name in names if names.count(name) > 1})}")
    return tuple(found)


def named(name: str) -> Dialect:
    """The dialect of this name, or of one of its other names. Raises BadInput."""
    low = name.strip().lower()
    for dialect in every():
        if low in (dialect.name, *dialect.aliases):
            return dialect
    raise BadInput("usage", f"There is no dialect {name}.", hint="There are " + ", ".join(dialect.name for dialect in every()) + ".")
