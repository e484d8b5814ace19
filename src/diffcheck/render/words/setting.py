"""A term in, its formula in LaTeX or MathML out."""

from __future__ import annotations

from diffcheck.model.term import Term
from diffcheck.render.words.mathml import MathML
from diffcheck.render.words.script import Script, marked
from diffcheck.render.words.tex import Tex
from diffcheck.render.words.typeset import Typesetter


def typeset(part: Term, script: Script) -> str:
    """A text with marks: the words of conditions and alternatives stand between the formulas."""
    return _setter(script).text(part)


def display(part: Term, script: Script) -> str:
    """A formula with marks that stands on a line of its own, where high fractions have room."""
    setter = _setter(script)
    setter.room = True
    return "".join(map(marked, setter.displayed(part)))


def _setter(script: Script) -> Typesetter:
    return Tex() if script is Script.LATEX else MathML()
