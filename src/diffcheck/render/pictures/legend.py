"""What the signs of a picture mean, in words: the special points by kind, then the rest."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from diffcheck.model.picture import Picture
from diffcheck.render.words.failures import columns, printable
from diffcheck.render.words.pretty import name_words, pretty

Role: TypeAlias = Literal["mark", "closed", "open", "asymptote", "tangent", "band"]
MOST_NAMED: Final = 8
LONGEST_PLACE: Final = 14
UNSEEN: Final = 0.025
"""Dots that are closer together, as a share of the window's height, look like one."""


def entries(picture: Picture, variable: str, *, symbols: bool, tangents: bool = True, unseen: float = UNSEEN) -> list[tuple[Role, str]]:
    """One entry for each kind of special point, and for each other sign in the picture; `tangents`: whether any can be seen.

    A jump of less than `unseen`, a share of the window's height, is said to be too small to be seen.
    """
    name = name_words(variable, symbols=symbols)
    places: dict[str, list[str]] = {}
    dots: dict[float, list[float]] = {}
    for dot in picture.dots:
        dots.setdefault(dot.x, []).append(dot.y)
    for mark in picture.marks:
        exact = printable(pretty(mark.at, symbols=symbols))
        shown = exact if columns(exact) <= LONGEST_PLACE else f"{mark.x:.5g}"
        heights = dots.get(mark.x, [0.0])
        hidden = ", too small to be seen here" if 0 < max(heights) - min(heights) < unseen * picture.window.height else ""
        places.setdefault(mark.kind.facts.word + hidden, []).append(shown)
    found: list[tuple[Role, str]] = []
    for kind, at in places.items():
        more = f" and {len(at) - MOST_NAMED} more" if len(at) > MOST_NAMED else ""
        found.append(("mark", f"{kind}: {name} = {', '.join(at[:MOST_NAMED])}{more}"))
    if any(dot.closed for dot in picture.dots):
        found.append(("closed", f"f({name})"))
    if any(not dot.closed for dot in picture.dots):
        found.append(("open", f"limit, not f({name})"))
    if picture.asymptotes:
        found.append(("asymptote", "vertical asymptote"))
    if picture.tangents and tangents:
        found.append(("tangent", "one-sided tangent"))
    if picture.bands:
        found.append(("band", "infinitely many special points, not drawn"))
    return found
