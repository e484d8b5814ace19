"""The refusal of a solver: zeros that are infinitely many, or that could not all be found."""

from __future__ import annotations

from diffcheck.errors import NotYet


class Unsolved(NotYet):
    """The zeros are infinitely many, or could not all be found; the reason is for the report."""

    def __init__(self, why: str) -> None:
        super().__init__("unsolved", why)


class Infinite(Unsolved):
    """There are infinitely many zeros, and families were not asked for."""


class ManyLevels(Infinite):
    """So there are at the levels of one range together; asked for one by one, they may be families."""
