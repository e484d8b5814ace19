"""The register as JSON: one compact object a line, exact values as text in SymPy's syntax."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from diffcheck.model.catalogue import Entry
from diffcheck.model.report import Finding
from diffcheck.render.json import index_object
from diffcheck.render.words.look import Look


def render(entries: Sequence[Entry], look: Look, alone: bool) -> str:
    """One line for each entry, in ASCII."""
    return "\n".join(json.dumps(as_object(entry), separators=(",", ":"), allow_nan=False) for entry in entries)


def as_object(entry: Entry) -> dict[str, Any]:
    """An entry as plain values; domain, smoothness and points are those of `asked`, null for a function of several arguments."""
    report = entry.report
    return {
        "schema": 1,
        "function": entry.head,
        "names": list(entry.names),
        "call": entry.call,
        "family": entry.family,
        "formula": entry.formula,
        "asked": entry.asked,
        "domain": None if report is None else str(report.domain),
        "points": None if report is None else [_point(point) for point in report.points],
        "switches": list(map(str, entry.switches)),
        "why": entry.why,
        "examples": [list(example) for example in entry.examples],
    }


def _point(point: Finding) -> dict[str, Any]:
    found = {"at": str(point.at), "index": index_object(point.index), "kind": point.kind.value}
    return found if point.condition is None else found | {"if": str(point.condition)}
