"""diffcheck: where is a function continuous, where is it differentiable, and why.

The public names are loaded when they are first used: importing the package imports no SymPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from diffcheck.model import display as _display

__version__ = "0.1.0"

if TYPE_CHECKING:
    from diffcheck.api import check, holds
    from diffcheck.batch import check_many
    from diffcheck.errors import BadInput, DiffcheckError, NeitherYesNorNo, NotYet
    from diffcheck.model.kind import Kind
    from diffcheck.model.objects import View
    from diffcheck.model.options import Options
    from diffcheck.model.report import Binding, Failure, Finding, Index, Piece, Record, Report, Solution, Verdict

_HOME: Final = {
    "check": "diffcheck.api",
    "holds": "diffcheck.api",
    "Options": "diffcheck.model.options",
    "check_many": "diffcheck.batch",
    "BadInput": "diffcheck.errors",
    "DiffcheckError": "diffcheck.errors",
    "NeitherYesNorNo": "diffcheck.errors",
    "NotYet": "diffcheck.errors",
    "Binding": "diffcheck.model.report",
    "Failure": "diffcheck.model.report",
    "Finding": "diffcheck.model.report",
    "Index": "diffcheck.model.report",
    "Kind": "diffcheck.model.kind",
    "Piece": "diffcheck.model.report",
    "Record": "diffcheck.model.report",
    "Report": "diffcheck.model.report",
    "Solution": "diffcheck.model.report",
    "Verdict": "diffcheck.model.report",
}

__all__ = [
    "BadInput",
    "Binding",
    "DiffcheckError",
    "Failure",
    "Finding",
    "Index",
    "Kind",
    "NeitherYesNorNo",
    "NotYet",
    "Options",
    "Piece",
    "Record",
    "Report",
    "Solution",
    "Verdict",
    "__version__",
    "check",
    "check_many",
    "holds",
]


def _written(answer: object, form: str) -> str:
    """An answer as text; the formats are loaded when the first one is shown."""
    from diffcheck.display import written

    return written(answer, form)


def _viewed(report: Report) -> View:
    """A report as SymPy objects; SymPy is imported when the first one is asked for."""
    from diffcheck.symbolic.view import view

    return view(report)


def _saved(answer: object, path: str) -> None:
    """An answer written to a file."""
    from diffcheck.display import saved

    saved(answer, path)


_display.install(_written, _viewed, _saved)


def __getattr__(name: str) -> Any:
    """A public name, imported from its home at first use."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
