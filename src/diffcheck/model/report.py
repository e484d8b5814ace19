"""The answer: what is known about f at each special point and on the asked set. All exact values are text in SymPy's syntax."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from diffcheck.model.tree import Problem

Quantity: TypeAlias = str | None
"""A value, limit or slope: exact text, "oo", "-oo", "oo*(e)", "dne", "undecided", or None (no domain on that side, or no f(c))."""

Smoothness: TypeAlias = int | Literal["oo", "undecided"] | None
"""The largest k with f in C^k; "oo" for C^infinity; None where f is undefined."""

BySmoothness: TypeAlias = tuple[tuple[str, Smoothness], ...]
"""Smoothness that depends on parameters: conditions and the order under each."""

Certainty: TypeAlias = Literal["proved", "checked"]


class Kind(Enum):
    """What happens at a point, in the order in which the contract tries the words."""

    INFINITE = "infinite"
    OSCILLATING = "oscillating"
    JUMP = "jump"
    REMOVABLE = "removable"
    ISOLATED = "isolated"
    OSCILLATING_SLOPE = "oscillating_slope"
    VERTICAL_TANGENT = "vertical_tangent"
    CUSP = "cusp"
    CORNER = "corner"
    ENDPOINT = "endpoint"
    HIGHER_ORDER = "higher_order"
    SMOOTH = "smooth"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, no, undecided, or the condition on the parameters under which it is yes; with the reason in words."""

    answer: Literal["yes", "no", "undecided", "condition"]
    because: str = ""
    condition: str | None = None


YES = Verdict("yes")
NO = Verdict("no")


@dataclass(frozen=True, slots=True)
class Index:
    """The integer index of a family: its letter, the set it runs through, and the integers left out."""

    symbol: str
    set: str
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at one point, or at every member of one family of points."""

    at: str
    approx: float | None
    value: Quantity
    left_limit: Quantity
    right_limit: Quantity
    left_derivative: Quantity
    right_derivative: Quantity
    continuous: Verdict
    differentiable: Verdict
    kind: Kind
    smoothness: Smoothness
    certainty: Certainty
    because: str
    index: Index | None = None
    symbol: str | None = None
    enclosure: tuple[str, str] | None = None
    condition: str | None = None
    """The parameter values for which this entry holds; None: all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """f on one open interval without special points: its formula free of Abs, Max, floor and cases, and its derivative."""

    interval: str
    formula: str
    derivative: str
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """One solution: values of the solved names (a name left out is free) and a further condition on parameters."""

    values: tuple[tuple[str, str], ...]
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """For which parameters the property holds: all bindings; () means never, None undecided."""

    property: str
    bindings: tuple[Binding, ...] | None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer to one question."""

    problem: Problem
    status: Literal["ok", "undecided"]
    domain: str
    on: str
    continuous: Verdict
    differentiable: Verdict
    smoothness: Smoothness | BySmoothness
    certainty: Certainty
    pieces: tuple[Piece, ...]
    points: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    function: str = ""
    """The formula as text in SymPy's syntax; the API fills it in."""
    reading: str = ""
    """The formula as it was read, for people; the API fills it in."""
    solution: Solution | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """No report: bad input, an undeclared function, or a limit that was exceeded."""

    status: Literal["error", "timeout"]
    code: str
    message: str
    start: int | None = None
    end: int | None = None
    hint: str | None = None
    exit_code: int = 2


@dataclass(frozen=True, slots=True)
class Record:
    """One line of output: which input it answers, and the answer."""

    line: int | None
    input: str
    label: str | None
    answer: Report | Failure
    seconds: float
