"""What is asked about f: at which extra points, on which set, and what to list."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from diffcheck.model.immutable import immutable
from diffcheck.model.options import Options
from diffcheck.model.term import Interval
from diffcheck.model.tree import Condition, Node


@immutable
class AskedSet:
    """The set that the verdicts speak of: the natural domain, all of R, or one interval (None: unbounded on that side)."""

    shown: Interval | Literal["domain", "reals"] = "domain"
    kind: Literal["domain", "reals", "interval"] = "domain"
    low: Node | None = None
    high: Node | None = None
    low_closed: bool = False
    high_closed: bool = False


@immutable
class Question:
    """`at`: points to look at even if smooth (constant formulas); `on`: the set;
    `assume`: conditions on the parameters; `solve`: parameters for which the `required` property is to be solved;
    `explain`: record how each finding was found; `autodiff`: what differentiating programs return at every suspect;
    `frameworks`: of which version of a framework, where not of the newest measured one;
    `lipschitz`: whether the Lipschitz constant is asked for, whatever is required;
    `enough`: the order of smoothness that is asked for, where more need not be known;
    `options`: all that is asked, as it was given: what needs no reading is asked from there."""

    at: tuple[Node, ...] = ()
    on: AskedSet = AskedSet()
    assume: tuple[Condition, ...] = ()
    solve: tuple[str, ...] = ()
    required: str | None = None
    lipschitz: bool = False
    enough: int | None = None
    explain: bool = False
    autodiff: bool = False
    frameworks: tuple[tuple[str, str], ...] = ()
    options: Options = field(default_factory=Options)
