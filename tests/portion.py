"""How much of a long table a test looks at: every test runs always, the longest with a part of their cases."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

Case = TypeVar("Case")
THOROUGH = "DIFFCHECK_THOROUGH"


def portion(cases: Iterable[Case], of: int = 8) -> list[Case]:
    """The first case and each so-manyth after it, always the same ones; all of them in `make thorough`, which sets DIFFCHECK_THOROUGH."""
    return list(cases)[:: 1 if os.environ.get(THOROUGH) else of]
