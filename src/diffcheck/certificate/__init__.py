"""Certificates: a report as a file that the proof checker Coq accepts or rejects, knowing nothing of this program.

The room is pure: a report in, text out. It shows `certificate_of`, `file_name`, and `LIBRARY`, the theorems in `coq/` in the order in
which they are compiled; the first of them, `Statement.v`, is the page that a sceptic reads. `claim` says in its words what the record
says, and `formulas` writes the formula as it was read: these two are trusted. All the rest looks for proofs, and what it finds wrong
is rejected by the checker.
"""

from pathlib import Path
from typing import Final

from diffcheck.certificate.outside import Outside
from diffcheck.certificate.write import certificate_of, file_name

_NAMES: Final = "Statement Nearness Bounds Equations Composition Numbers Branches Points Leading Growth Orders Periods Tactics"
LIBRARY: Final = tuple(Path(__file__).parent / "coq" / f"{name}.v" for name in _NAMES.split())

__all__ = ["LIBRARY", "Outside", "certificate_of", "file_name"]
