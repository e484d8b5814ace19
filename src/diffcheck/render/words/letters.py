"""A report in, the same report out in which every point without a closed form has a letter of its own, and intervals speak of it.

The letters are labels of the points: c where there is one, c_1, c_2, ... where there are several.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from diffcheck.model.report import Finding, Quantity, Report, SideSteps, SmoothRoute, Steps


def lettered(report: Report) -> Report:
    """The report with letters; unchanged where every point has a closed form, or where a letter would be taken already."""
    letters: dict[str, tuple[str, str]] = {}
    for f in (*report.points, *report.cleared):
        if f.enclosure is not None:
            letters.setdefault(f.at, (f.symbol or "c", f.symbol or "c"))
    if len(letters) > 1:
        letters = {at: (old, f"{old}_{k}") for k, (at, (old, _)) in enumerate(letters.items(), 1)}
    if not letters or {new for _, new in letters.values()} & {report.problem.variable, *report.problem.parameters}:
        return report

    def named(text: str) -> str:
        for at, (_, new) in letters.items():
            text = text.replace(at, new)
        return text

    def finding(f: Finding) -> Finding:
        if f.at not in letters:
            return f
        old, new = letters[f.at]
        return _renamed(f, lambda text: re.sub(rf"\b{re.escape(old)}\b", new, text), new)

    return replace(
        report,
        domain=named(report.domain),
        pieces=tuple(replace(piece, interval=named(piece.interval)) for piece in report.pieces),
        points=tuple(map(finding, report.points)),
        cleared=tuple(map(finding, report.cleared)),
    )


def _renamed(f: Finding, rename: Callable[[str], str], letter: str) -> Finding:
    def known(q: Quantity) -> Quantity:
        return None if q is None else rename(q)

    def side(steps: SideSteps | None) -> SideSteps | None:
        if steps is None:
            return None
        return replace(
            steps,
            branch=rename(steps.branch),
            value=rename(steps.value),
            moved=rename(steps.moved),
            quotient=rename(steps.quotient),
            limit=known(steps.limit),
            slope=known(steps.slope),
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
        because=rename(f.because),
        autodiff=tuple((framework, rename(value)) for framework, value in f.autodiff),
        subdifferential=(rename(f.subdifferential[0]), rename(f.subdifferential[1])) if f.subdifferential else f.subdifferential,
        steps=tuple(map(way, f.steps)),
    )
