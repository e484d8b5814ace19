"""What the analysis brings home: a survey of the asked set, or a glimpse of a part of it.

The two are different types on purpose. A `Survey` knows every place of the asked set where f may fail; only it has a domain and pieces, and
only a verdict read off it is yes, only where it is made is a formula said to be defined nowhere. A `Glimpse` knows some places, and why not
all: there is nothing in it that could be said of what lies outside its window. Both are made of `View`s, which speak of one interval alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffcheck.exact.expr import Expr
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Counted, Piece, Reason
from diffcheck.model.term import Term

if TYPE_CHECKING:
    from diffcheck.analysis.lenses.interval import Interval
    from diffcheck.analysis.survey.branches import Shape
    from diffcheck.analysis.survey.members import Row


@immutable
class View:
    """All sites of one interval of the line, with what was found at each. It says nothing of any place outside the interval."""

    interval: Interval
    rows: tuple[Row, ...]
    shape: Shape | None = None
    """The sites and branches on the interval; None where they are infinitely many."""
    crowded: tuple[Expr, ...] = ()
    """Where families accumulate."""
    remarks: tuple[str, ...] = ()
    """What the reader should know besides."""
    harmless: tuple[Reason, ...] = ()
    """Parts of the formula that switch nowhere, if the question asks."""
    counted: tuple[Counted, ...] = ()
    """Why the places where parts of the formula switch are all, if the question asks."""


@immutable
class Survey:
    """The whole asked set: the view of it, and what follows from its being complete."""

    view: View
    domain: Term | None
    """None where it is not known."""
    pieces: tuple[Piece, ...]
    gap: bool
    """Whether a whole interval of the asked set lies outside the domain."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All places."""
        return self.view.rows


@immutable
class Glimpse:
    """A part of the asked set: places where f was looked at, and why others may be missing.

    What is found at one of its places is proved, and one that is bad is enough for a no; nothing else follows, unless it is settled.
    """

    rows: tuple[Row, ...]
    missing: str
    view: View | None = None
    """The window in which all sites are known, if there is one; for a picture."""
    gap: bool = False
    """Whether a whole interval inside the window lies outside the domain."""
    settled: bool = False
    """Whether f does nowhere else what it does not do at these places, so that they settle every verdict: they are those of one period."""
