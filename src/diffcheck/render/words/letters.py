"""A report in, the same report out in which every point without a closed form has a letter of its own, and intervals speak of it.

The letters are labels of the points: c where there is one, c_1, c_2, ... where there are several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diffcheck.model.changed import changed
from diffcheck.model.report import Finding, Report
from diffcheck.model.term import Interval, Symbol, Term, replaced


def lettered(report: Report) -> Report:
    """The report with letters; unchanged where every point has a closed form, or where a letter would be taken already."""
    letters: dict[Term, tuple[str, str]] = {}
    for f in (*report.points, *report.cleared):
        if f.enclosure is not None:
            letters.setdefault(f.at, (f.symbol or "c", f.symbol or "c"))
    if len(letters) > 1:
        letters = {at: (old, f"{old}_{k}") for k, (at, (old, _)) in enumerate(letters.items(), 1)}
    if not letters or {new for _, new in letters.values()} & {report.problem.variable, *report.problem.parameters}:
        return report
    named: dict[Term, Term] = {at: Symbol(new) for at, (_, new) in letters.items()}

    def finding(f: Finding) -> Finding:
        if f.at not in letters:
            return f
        old, new = letters[f.at]
        return replace(changed(f, lambda term: replaced(term, {Symbol(old): Symbol(new)})), symbol=new)

    return replace(
        report,
        domain=replaced(report.domain, named) if isinstance(report.domain, Term) else report.domain,
        pieces=tuple(replace(piece, interval=with_ends(piece.interval, named)) for piece in report.pieces),
        points=tuple(map(finding, report.points)),
        joined=tuple(map(finding, report.joined)),
        cleared=tuple(map(finding, report.cleared)),
    )


def with_ends(interval: Interval, values: Mapping[Term, Term]) -> Interval:
    """The interval with others in the place of parts of its ends."""
    return replace(interval, low=replaced(interval.low, values), high=replaced(interval.high, values))
