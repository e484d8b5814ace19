"""What a survey of f brings home: the findings, which of them the verdict speaks of, the domain and the pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diffcheck.exact.expr import Expr
from diffcheck.model.report import Finding, Piece, Reason

if TYPE_CHECKING:
    from diffcheck.analysis.interval import Interval
    from diffcheck.analysis.rows import Row
    from diffcheck.analysis.shape import Shape


@dataclass(frozen=True, slots=True)
class Survey:
    """findings: each with whether the verdict on the asked set counts it; asked: places that the question names, as texts."""

    findings: tuple[tuple[Finding, bool], ...]
    domain: str
    pieces: tuple[Piece, ...]
    asked: frozenset[str] = frozenset()
    gap: bool = False
    """Whether a whole interval of the asked set lies outside the domain."""
    notes: tuple[str, ...] = ()
    """What is missing: any of these makes the answer undecided."""
    remarks: tuple[str, ...] = ()
    """What the reader should know besides."""
    harmless: tuple[Reason, ...] = ()
    """Parts of the formula that switch nowhere, if the question asks."""
    rows: tuple[Row, ...] = ()
    """The findings once more, with the exact facts behind them."""
    interval: Interval | None = None
    shape: Shape | None = None
    """The sites and branches on the interval; None where they are infinitely many."""
    crowded: tuple[Expr, ...] = ()
    """Where families accumulate."""
