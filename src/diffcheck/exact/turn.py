"""What a process has only once, and its questions must share: each takes its turn.

That is the table by which equal atoms are one object, the precision of FLINT, and SymPy, which keeps a precision and caches of its own.
"""

from __future__ import annotations

import os
from threading import RLock

turn = RLock()
"""Held while an atom is made, while balls are computed, and while SymPy is asked. A process that is forked is not left waiting for it."""

os.register_at_fork(before=turn.acquire, after_in_parent=turn.release, after_in_child=turn.release)
