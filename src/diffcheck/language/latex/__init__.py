"""LaTeX to the tokens of the plain language, with their places in the LaTeX source, so that one parser reads both."""

from __future__ import annotations

from diffcheck.language.latex.translator import Translation, translate

__all__ = ["Translation", "translate"]
