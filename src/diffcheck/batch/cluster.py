"""A crew on a dask.distributed cluster, by its scheduler's address. The library is an extra: `pip install "diffcheck-calculus[dask]"`."""

from __future__ import annotations

import logging
from typing import Any

from diffcheck import api
from diffcheck.batch.engine import Engine
from diffcheck.errors import BadInput
from diffcheck.model.options import Options

PATIENCE = 10
"""Seconds for the scheduler to answer."""


class Cluster(Engine):
    """An executor that belongs to this run, and is left when the run ends."""

    def __init__(self, client: Any, options: Options, *, seconds: float | None, memory: int | None) -> None:
        self._client = client
        cores = sum(client.ncores().values())
        super().__init__(client.get_executor(), options, seconds=seconds, memory=memory, jobs=cores)

    def close(self) -> None:
        """Call back what has not begun, and leave the cluster."""
        super().close()
        self._client.close(timeout=1)


def crew(address: str, options: Options, *, seconds: float | None, memory: int | None) -> Cluster:
    """Connect. Raises BadInput if nobody answers there or the library is missing, api.BadOption as a worker here would."""
    try:
        from distributed import Client
    except ImportError as error:
        hint = 'python -m pip install "diffcheck-calculus[dask]"'
        raise BadInput("usage", "--dask needs the library dask.distributed", hint=hint) from error
    api.prepare(options)
    for name in ("distributed", "distributed.client"):  # a lost worker is no news for the user
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        hint = "start one with: dask scheduler; dask worker tcp://127.0.0.1:8786"
        raise BadInput("usage", f"--dask: no scheduler answers at {address}", hint=hint) from error
    return Cluster(client, options, seconds=seconds, memory=memory)
