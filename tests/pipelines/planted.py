"""An engine that does what the text says; a module, so that a worker in another interpreter finds it by its name."""

from __future__ import annotations

import os
import signal
import time

from diffcheck import api
from diffcheck.errors import BadInput
from diffcheck.model.report import NO, YES, Record, Report
from diffcheck.model.term import LINE
from diffcheck.model.tree import Name, Problem

HUGE = 10**9


def warm_up():
    """Nothing to import."""


def prepare(options):
    """Refuses one set."""
    if options.on == "nonsense":
        raise api.BadOption("--on", options.on, BadInput("set", "no set", 0, 8, "try reals"))
    return options


def take_apart(line):
    """Comments and labels."""
    if line.startswith("#"):
        return None
    label, colon, text = line.partition(": ")
    return (label, text) if colon else (None, line)


def answer(text, asker, line=None, label=None):
    """Misbehaves on demand; `smoothness` is the number of the process that answers."""
    word, _, amount = text.partition(" ")
    if word == "spin":
        while True:
            pass
    elif word == "big":
        list(range(HUGE))
    elif word == "crash":
        raise KeyError("planted")
    elif word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "sleep":
        time.sleep(float(amount))
    elif word == "poison":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    notes = ("x" * int(amount),) if word == "wide" else ()
    report = Report(Problem(Name("x"), "x", (), text), "ok", LINE, "domain", YES, NO, os.getpid(), "proved", (), (), notes)
    return Record(line, text, label, report, 0.0)
