"""Who grades the chunks: this process, or Dask on this machine or on a cluster."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

from app.archive.records import Chunk
from app.archive.work import Graded, Grading, grade_lines
from simulator.errors import BadInput, Unavailable

Engine = Callable[[Iterator[Chunk], Grading, str | None], Iterator[tuple[Chunk, Graded]]]
"""Chunks, how they are graded and a scheduler's address → graded chunks, in the order they are done."""

AHEAD = 2  # chunks a worker has waiting: enough to keep it busy, few enough to keep memory flat


def local(chunks: Iterator[Chunk], grading: Grading, scheduler: str | None) -> Iterator[tuple[Chunk, Graded]]:
    """One after the other, here."""
    for chunk in chunks:
        yield chunk, grade_lines(chunk.source, chunk.lines, grading)


def dask(chunks: Iterator[Chunk], grading: Grading, scheduler: str | None) -> Iterator[tuple[Chunk, Graded]]:
    """On Dask workers: one a core of this machine, or those of the scheduler at ``tcp://…``.

    The records travel with the task and the results come back, so workers need no shared disk.
    """
    try:
        from dask.system import CPU_COUNT
        from distributed import Client, LocalCluster, as_completed
    except ImportError as error:
        raise Unavailable(
            "the package distributed is not installed; pip install distributed, or --engine local",
            code="missing_package",
            package="distributed",
        ) from error
    with _client(Client, LocalCluster, CPU_COUNT, scheduler) as client:
        workers = max(1, len(client.scheduler_info()["workers"]))
        waiting = {}
        (how,) = client.scatter([grading], broadcast=True)  # sent to each worker once, not with each chunk
        running = as_completed()
        for chunk in chunks:
            future = client.submit(grade_lines, chunk.source, chunk.lines, how, pure=False)
            waiting[future.key] = chunk
            running.add(future)
            if len(waiting) >= workers * AHEAD:
                done = next(running)
                yield waiting.pop(done.key), done.result()
        for done in running:
            yield waiting.pop(done.key), done.result()


def _client(client_class: Any, cluster_class: Any, cores: int, scheduler: str | None) -> Any:  # noqa: ANN401
    """Dask's client (the package has no types). Raises BadInput for an address that does not answer.

    Without an address: a worker for each of the ``cores`` that this process may use; of its log, errors only.
    """
    if scheduler is None:
        cluster = cluster_class(
            n_workers=cores, threads_per_worker=1, dashboard_address=None, silence_logs=logging.ERROR
        )
        return client_class(cluster)
    try:
        return client_class(scheduler, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise BadInput(f"--scheduler {scheduler}: cannot be reached: {error}") from error


ENGINES: dict[str, Engine] = {"dask": dask, "local": local}
