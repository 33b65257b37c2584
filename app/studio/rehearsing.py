"""A rehearsal in the background: bots call a draft in a process of its own, so that no call stutters."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.rehearsal.bots import BOTS
from simulator.rehearsal.records import CallRecord
from simulator.rehearsal.rehearsal import Batch, Done, batches, done, reported
from simulator.rehearsal.report import Report

RUNS = 10  # calls a bot


class Rehearsal:
    """Begins at once; ``report`` is there when all calls are done."""

    def __init__(
        self, text: str, scenario: Scenario, personas: Mapping[str, Persona], runs: int = RUNS
    ) -> None:
        self.text = text  # the draft that is rehearsed
        self.scenario = scenario
        self.report: Report | None = None
        self.failed = False
        self.finished = threading.Event()
        self._stopped = threading.Event()
        work = list(batches([scenario], personas, list(BOTS), runs))
        self.total = sum(len(batch.seeds) for batch in work)
        self.records: list[CallRecord] = []
        threading.Thread(target=self._run, args=(work,), daemon=True, name="rehearsal").start()

    @property
    def played(self) -> int:
        """Calls done so far."""
        return len(self.records)

    def stop(self) -> None:
        """Give it up; what is being played ends by itself."""
        self._stopped.set()

    def _run(self, work: Sequence[Batch]) -> None:
        try:
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                futures = [pool.submit(done, batch) for batch in work]
                self._collect(futures)
        except (BrokenProcessPool, OSError):  # the process was killed, or there is no memory for one
            self.failed = True
        finally:
            self.finished.set()

    def _collect(self, futures: Sequence[Future[Done]]) -> None:
        for future in futures:
            if self._stopped.is_set():
                for waiting in futures:
                    waiting.cancel()
                return
            self.records += future.result().records
        self.report = reported([self.scenario], self.records)


def gates_of(report: Report | None, *, confirmed: bool) -> dict[str, Any]:
    """What a publication keeps of the rehearsal; ``confirmed`` if it went out in spite of what it says."""
    if report is None:
        return {"rehearsed": False, "confirmed": confirmed}
    missed = [gate.title for gate in report.gates if not gate.passed]
    return {"rehearsed": True, "calls": report.calls, "missed": missed, "confirmed": confirmed}
