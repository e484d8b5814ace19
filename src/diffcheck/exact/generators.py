"""The functions that the engine computes with by theorems of its own; every other function is what its declaration says.

An expression is made of rationals, roots, pi, exponentials and logarithms, sines and cosines, and what is declared in terms of them.
"""

from __future__ import annotations

from typing import Final

PI: Final = "pi"
EXP: Final = "exp"
"""exp of a monomial: exp(u + v) = exp(u)*exp(v)."""
LOG: Final = "log"
"""log of a positive expression: log(u*v) = log(u) + log(v)."""
SIN: Final = "sin"
COS: Final = "cos"
"""sin and cos of an expression: the addition theorem, and sin(u)**2 + cos(u)**2 = 1."""

ATAN: Final = "atan"
"""The angle of a point: A*sin(u) + B*cos(u) = 0 where tan(u) = -B/A."""

ASIN: Final = "asin"
"""The arc with a given sine: sin(w) = q where w is this arc of q, or what is missing from it to pi, up to whole turns."""

WHOLE: Final = "floor"
"""The greatest integer below an expression in parameters alone: a constant as far as the variable goes, and no function of it."""

WAVES: Final = frozenset((SIN, COS))
POSITIVE: Final = frozenset(("prime", PI, EXP))
"""Heads of what is positive whatever stands in it."""
