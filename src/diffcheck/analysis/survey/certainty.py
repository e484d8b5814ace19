"""What a report promises where something was believed on the way."""

from __future__ import annotations

from dataclasses import replace

from diffcheck.exact.belief import weakest
from diffcheck.model.report import Finding, Report


def resting_on_belief(report: Report) -> Report:
    """The report where all its points rest on a belief."""

    def checked(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(f, certainty=weakest(f.certainty, "checked")) for f in found)

    return replace(report, certainty=weakest(report.certainty, "checked"), points=checked(report.points), cleared=checked(report.cleared))
