"""The picture of a function as data: what a renderer draws, in the coordinates of the function, computed beforehand."""

from __future__ import annotations

from typing import TypeAlias

from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.term import Term

Vertex: TypeAlias = tuple[float, float]


@immutable
class Window:
    """The part of the plane that is shown."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom


@immutable
class Dot:
    """A closed dot stands at (c, f(c)); an open one where a one-sided limit is finite and f(c) is something else or nothing."""

    x: float
    y: float
    closed: bool


@immutable
class Tangent:
    """A one-sided tangent: from the point of the graph to the end of the segment; the slope may be infinite."""

    start: Vertex
    end: Vertex
    slope: float


@immutable
class Mark:
    """A special point on the x-axis: where, exactly, and its kind."""

    x: float
    at: Term
    kind: Kind


@immutable
class Picture:
    """One function in one window.

    curves: polylines whose vertices lie on the graph (at their ends they may be one-sided limits); none crosses a place where f is
    not continuous. asymptotes: the x of vertical ones. bands: intervals of x where infinitely many special points crowd, and
    nothing is drawn. Vertices may lie outside the window, so that a curve leaves it in the right direction.
    """

    window: Window
    curves: tuple[tuple[Vertex, ...], ...]
    dots: tuple[Dot, ...] = ()
    asymptotes: tuple[float, ...] = ()
    tangents: tuple[Tangent, ...] = ()
    marks: tuple[Mark, ...] = ()
    bands: tuple[tuple[float, float], ...] = ()
    values: tuple[tuple[str, Term], ...] = ()
    """The values of parameters for which it is drawn, where they are free."""
