"""The program's engine, but a line may hang in it or take all memory: what a benchmark of hostile batches plants among real lines."""

from __future__ import annotations

from typing import Any

from diffcheck import api
from diffcheck.api import prepare, take_apart, warm_up
from diffcheck.model.report import Record

__all__ = ["EXPLODE", "HANG", "answer", "prepare", "take_apart", "warm_up"]
HANG, EXPLODE = "hang", "explode"


def answer(text: str, asker: Any, line: int | None = None, label: str | None = None) -> Record:
    """The record; a line that hangs computes for ever, one that explodes fills all memory it can get."""
    held = []
    while text == HANG:
        pass
    while text == EXPLODE:
        held.append(bytearray(1 << 20))
    return api.answer(text, asker, line, label)
