"""A report in, the same report out in which every point without a closed form has a letter of its own, and intervals speak of it.

The letters are labels of the points: c where there is one, c_1, c_2, ... where there are several.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from diffcheck.model.report import Expansion, Extension, Finding, Quantity, Report, Returned, Sequences, SideSteps, SmoothRoute, Steps
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
        return _renamed(f, lambda term: replaced(term, {Symbol(old): Symbol(new)}), new)

    return replace(
        report,
        domain=replaced(report.domain, named) if isinstance(report.domain, Term) else report.domain,
        pieces=tuple(replace(piece, interval=with_ends(piece.interval, named)) for piece in report.pieces),
        points=tuple(map(finding, report.points)),
        cleared=tuple(map(finding, report.cleared)),
    )


def with_ends(interval: Interval, values: Mapping[Term, Term]) -> Interval:
    """The interval with others in the place of parts of its ends."""
    return replace(interval, low=replaced(interval.low, values), high=replaced(interval.high, values))


def _renamed(f: Finding, rename: Callable[[Term], Term], letter: str) -> Finding:
    def known(q: Quantity) -> Quantity:
        return rename(q) if isinstance(q, Term) else q

    def shown(term: Term | None) -> Term | None:
        return None if term is None else rename(term)

    def returned(value: Returned) -> Returned:
        return rename(value) if isinstance(value, Term) else value

    def expansion(found: Expansion | None) -> Expansion | None:
        return None if found is None else replace(found, terms=rename(found.terms))

    def sequences(two: Sequences | None) -> Sequences | None:
        return two and replace(
            two,
            first=rename(two.first),
            first_limit=rename(two.first_limit),
            second=rename(two.second),
            second_limit=rename(two.second_limit),
        )

    def side(steps: SideSteps | None) -> SideSteps | None:
        if steps is None:
            return None
        return replace(
            steps,
            branch=rename(steps.branch),
            value=shown(steps.value),
            moved=shown(steps.moved),
            quotient=shown(steps.quotient),
            limit=known(steps.limit),
            slope=known(steps.slope),
            limit_expansion=expansion(steps.limit_expansion),
            slope_expansion=expansion(steps.slope_expansion),
            limit_sequences=sequences(steps.limit_sequences),
            slope_sequences=sequences(steps.slope_sequences),
        )

    def route(way: SmoothRoute) -> SmoothRoute:
        return replace(way, left=known(way.left), right=known(way.right))

    def way(steps: Steps) -> Steps:
        return replace(steps, left=side(steps.left), right=side(steps.right), smoothness=route(steps.smoothness))

    return replace(
        f,
        symbol=letter,
        value=known(f.value),
        left_limit=known(f.left_limit),
        right_limit=known(f.right_limit),
        left_derivative=known(f.left_derivative),
        right_derivative=known(f.right_derivative),
        autodiff=tuple((framework, returned(value)) for framework, value in f.autodiff),
        subdifferential=(rename(f.subdifferential[0]), rename(f.subdifferential[1])) if f.subdifferential else f.subdifferential,
        steps=tuple(map(way, f.steps)),
        decimals=tuple((rename(what), value) for what, value in f.decimals),
        extension=None if f.extension is None else Extension(rename(f.extension.value), known(f.extension.left), known(f.extension.right)),
    )
