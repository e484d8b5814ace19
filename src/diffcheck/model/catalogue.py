"""What is known of one function, for readers: its names, its formula, where it is not smooth, and why."""

from __future__ import annotations

from diffcheck.model.immutable import immutable
from diffcheck.model.report import Report
from diffcheck.model.term import Term


@immutable
class Entry:
    """One function of the register.

    call: how it is written, with the defaults of its arguments; names: all spellings of the input; family: the functions it belongs to;
    formula: of a named formula, in the language of the input; report: what diffcheck finds of `asked`, the function of x alone; None for
    a function of several arguments, where `switches` says where these make it change its branch; examples: equations that hold exactly.
    """

    head: str
    call: str
    names: tuple[str, ...]
    family: str
    why: str
    formula: str | None = None
    asked: str | None = None
    report: Report | None = None
    switches: tuple[Term, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
