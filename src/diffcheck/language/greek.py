"""Greek letters: their glyphs and their names, in the spelling that names take in a tree."""

from __future__ import annotations

from typing import Final

_NAMES = "alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
_LOWER: Final = tuple(_NAMES.split())

GLYPHS: Final[dict[str, str]] = {
    **dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _LOWER, strict=True)),
    **dict(zip("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", [name.capitalize() for name in _LOWER], strict=True)),
    "ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ς": "sigma", "µ": "mu",
}  # fmt: skip
"""Each Greek glyph and its name. λ is `lamda`, because `lambda` is a word of Python and no symbol."""

GREEK: Final[frozenset[str]] = frozenset(GLYPHS.values()) - {"pi", "Pi"} | {"lambda", "Lambda"}
"""The Greek names that may be written out for a variable or a parameter."""
