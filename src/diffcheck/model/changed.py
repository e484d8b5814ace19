"""A finding told otherwise: with each of the terms in it changed, a letter renamed, say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diffcheck.model.report import Expansion, Extension, Finding, Practice, Quantity, Returned, Sequences, SideSteps, SmoothRoute, Steps
from diffcheck.model.term import Term


def changed(f: Finding, change: Callable[[Term], Term]) -> Finding:
    """The finding with what stands in it of values, limits, slopes and the way to them changed; where it holds stays as it is."""

    def known(q: Quantity) -> Quantity:
        return change(q) if isinstance(q, Term) else q

    def shown(term: Term | None) -> Term | None:
        return None if term is None else change(term)

    def returned(values: tuple[tuple[str, Returned], ...]) -> tuple[tuple[str, Returned], ...]:
        return tuple((framework, change(value) if isinstance(value, Term) else value) for framework, value in values)

    def between(ends: tuple[Term, Term] | tuple[()] | None) -> tuple[Term, Term] | tuple[()] | None:
        return (change(ends[0]), change(ends[1])) if ends else ends

    def practice(p: Practice | None) -> Practice | None:
        return p and replace(p, autodiff=returned(p.autodiff), subdifferential=between(p.subdifferential))

    def expansion(found: Expansion | None) -> Expansion | None:
        return None if found is None else replace(found, terms=change(found.terms))

    def sequences(two: Sequences | None) -> Sequences | None:
        return two and replace(
            two,
            first=change(two.first),
            first_limit=change(two.first_limit),
            second=change(two.second),
            second_limit=change(two.second_limit),
        )

    def side(steps: SideSteps | None) -> SideSteps | None:
        if steps is None:
            return None
        return replace(
            steps,
            branch=change(steps.branch),
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
        value=known(f.value),
        left_limit=known(f.left_limit),
        right_limit=known(f.right_limit),
        left_derivative=known(f.left_derivative),
        right_derivative=known(f.right_derivative),
        autodiff=returned(f.autodiff),
        subdifferential=between(f.subdifferential),
        practice=practice(f.practice),
        steps=tuple(map(way, f.steps)),
        decimals=tuple((change(what), value) for what, value in f.decimals),
        extension=None if f.extension is None else Extension(change(f.extension.value), known(f.extension.left), known(f.extension.right)),
    )
